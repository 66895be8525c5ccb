"""Markup: HTML of other programs, and the Markdown that a bank may hold.

`prose` gives Markdown of several blocks (stem, explanation, rationale), `line` gives one line
(lead-in, option); hypertext.py goes the other way, and what `prose` and `line` gave comes back
the same. The Markdown is that of quizzes/rules/prose.py and of the screens: paragraphs,
**bold**, *italic*, `code`, lists, tables, quotations, headings of the fourth level and below, a
backslash for a line break, links to the web and to mailboxes. Further:

- sub- and superscripts become plain text, CO₂ and 10⁹, else x^(a/b) (raised.py);
- MathML becomes a line of text (mathml.py); TeX stays as it is written;
- pictures are taken out and given back on their own, in order: an item shows them after the stem;
- underlined text becomes italic; what has no counterpart (sound, film, a form field) becomes a
  warning, while any text in it stays.

A parser is never given a network, a DTD, an entity to expand or a tree without limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html

from quizzes.formats.escapes import clean, escaped
from quizzes.formats.fragment import Fragment, Marked, Picture, plain_runs
from quizzes.formats.runs import inline, lines, paragraphs, written

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Marked", "Picture", "line", "plain_line", "plain_prose", "prose"]

_PARSER = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br "
    "button canvas caption center cite code col colgroup data dd del details dfn dialog div dl dt "
    "em embed fieldset figcaption figure font footer form h[1-6] head header hgroup hr html i "
    "iframe img input ins kbd label legend li link main map mark math menu meta meter nav nobr "
    "noscript object ol optgroup option output p param picture pre progress q r[bpt] ruby s samp "
    "script section select small source span strike strong style sub summary sup svg table tbody "
    "td template textarea tfoot th thead time title tr track tt u ul var video wbr "
    # MathML, drawings, and names with a colon
    "m[a-z]+ annotation semantics g path rect circle line text tspan defs use [a-z]+:[a-z]+"
).replace(" ", "|")
_LESS = re.compile(rf"<(?!/?(?:{_ELEMENTS})(?=[\s/>])[^<>]*>|!--)", re.IGNORECASE)
"""A sign that begins no element, as in "p<a": a parser would swallow what follows."""


def prose(source: str | _Element) -> Marked:
    """Return HTML, or an element that holds it, as Markdown of several blocks."""
    reader = Fragment()
    blocks = reader.blocks(_element(source))
    return reader.marked("\n\n".join(blocks))


def line(source: str | _Element) -> Marked:
    """Return HTML, or an element that holds it, as one line of Markdown."""
    reader = Fragment()
    runs = reader.flat(_element(source))
    return reader.marked(inline(next(iter(lines(runs)), [])))


def plain_prose(text: str) -> Marked:
    """Return text without any markup as Markdown: an empty line parts paragraphs."""
    return Marked("\n\n".join(written(one) for one in paragraphs(plain_runs(text))))


def plain_line(text: str) -> Marked:
    """Return text without any markup as one line of Markdown."""
    return Marked(escaped(clean(text).strip()))


def _element(source: str | _Element) -> _Element:
    if not isinstance(source, str):
        return source
    text = _LESS.sub("&lt;", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", source))
    # The parser knows no words for text alone; a div holds whatever comes.
    return html.fromstring(f"<div>{text}</div>", parser=_PARSER)
