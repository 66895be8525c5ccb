"""Which SVG files may be shown, and which are refused with the element that is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.figures import Figure, read_figure
from quizzes.problem import Fault
from quizzes.svg import svg_fault

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn for a test -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 10 10" lang="en">
  <inkscape:grid type="xygrid"/>
  <defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <style>.one { fill: none; stroke: black }</style>
  <g style="fill: url(#a)" inkscape:label="layer" fill="url('#a')">
    <path class="one" d="M0 0 L10 10"/>
    <use xlink:href="#a"/><use href="#a"/>
    <text xml:space="preserve" x="1" y="2">PaCO<tspan baseline-shift="sub">2</tspan></text>
  </g>
</svg>
"""
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def test_a_drawing_is_shown(folder: BankFolder) -> None:
    """Shapes, text, gradients and references within the file, as drawing programs write them."""
    folder.write("media/a.svg", GOOD)

    found = read_figure(folder.path, "media/a.svg")

    assert isinstance(found, Figure)
    assert found.media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", "foreignObj"),
        ("<image href='data:image/png;base64,AAAA'/>", "image"),
        ("<a href='https://example.org'><path/></a>", "the element a in"),
        ("<animate attributeName='href' to='javascript:x'/>", "animate"),
        ("<set attributeName='onload' to='x'/>", "set"),
        ("<handler xmlns='http://www.w3.org/2001/xml-events'/>", "handler"),
        ("<p xmlns='http://www.w3.org/1999/xhtml'/>", "the element p in"),
        ("<path onclick='x()'/>", "onclick"),
        ("<path ONLOAD='x()'/>", "ONLOAD"),
        ("<use href='other.svg#a'/>", "use in line 1 points outside"),
        ("<use xlink:href='https://example.org/a.svg#a'/>", "points outside"),
        ("<use xlink:href='javascript:alert(1)'/>", "points outside"),
        ("<path fill='url(https://example.org/a#b)'/>", "points outside"),
        ("<path style='fill: url( \"//example.org/a\" )'/>", "points outside"),
        ("<style>@import url(https://example.org/a.css);</style>", "does more than draw"),
        ("<style>path { fill: u\\72l(//x) }</style>", "does more than draw"),
        ("<path style='behavior: url(#x)'/>", "does more than draw"),
        ("<g xml:base='https://example.org/'/>", "attribute base"),
        ("<g xmlns:e='http://www.w3.org/2001/xml-events' e:on='x'/>", "attribute on"),
        ("<?xml-stylesheet href='a.css'?>", "processing instruction"),
        ("<g>", "cannot be read"),
        ("<g id='a'><use href='#b'/></g><g id='b'/><use href='#a'/>", "is copied by another"),
        ("<use id='a' href='#a'/>", "is copied by another"),
    ],
)
def test_what_could_do_more_is_refused(inside: str, named: str) -> None:
    """Scripts, handlers, foreign content, animation, and anything that leads out of the file."""
    fault = svg_fault(f"{HEAD}>{inside}</svg>".encode(), "media/a.svg")

    assert isinstance(fault, Fault)
    assert fault.rule == "svg-unsafe"
    assert named in fault.message


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE svg SYSTEM "https://example.org/svg.dtd">{HEAD}/>',
        f"<!doctype svg>{HEAD}/>",
        f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{HEAD}><text>&a;</text></svg>',
        "<svg/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "",
        "GIF89a",
        HEAD + " onload='x'/>",
    ],
)
def test_what_is_no_plain_svg_is_refused(text: str) -> None:
    """A DOCTYPE, entities, another document, or a handler on the root."""
    assert svg_fault(text.encode(), "media/a.svg") is not None


def test_a_doctype_in_another_encoding_is_refused() -> None:
    """Entities do not slip through because their bytes look different."""
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}/>'

    assert svg_fault(text.encode("utf-16"), "media/a.svg") is not None


def test_too_many_elements_are_refused() -> None:
    """A drawing that a phone could not draw is none."""
    fault = svg_fault(f"{HEAD}>{'<g/>' * 20_001}</svg>".encode(), "media/a.svg")

    assert fault is not None
    assert "elements" in fault.message


def test_a_picture_under_a_wrong_name(folder: BankFolder) -> None:
    """An SVG that is called PNG, and the other way round, is refused."""
    folder.write("media/a.png", GOOD)
    folder.write("media/b.svg", b"\x89PNG\r\n\x1a\n and a picture")

    assert isinstance(read_figure(folder.path, "media/a.png"), Fault)
    assert isinstance(read_figure(folder.path, "media/b.svg"), Fault)
