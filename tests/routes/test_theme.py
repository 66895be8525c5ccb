"""Contrast of what is read and of what shows a field, a choice or the focus, light and dark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from routes import page, theme
from screens.parts import card

TEXT, SHAPE = Fraction(9, 2), Fraction(3)  # WCAG 1.4.3 and 1.4.11, to 1
CARD = (Path(card.__file__).parent / "card.css").read_text(encoding="utf-8")
WHITE = "#ffffff"
# A button that cannot be pressed is excepted (1.4.3); what is busy is so for a moment.
FAINT = re.compile(
    r"^(?!button:disabled|\.card\.busy)([^{}]+)\{[^}]*opacity: (\.\d+)", re.MULTILINE
)
NIGHT = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True)
class Scheme:
    """The colors of one scheme, by what they are for."""

    paper: str
    field: str
    text: str
    soft: str
    accent: str
    link: str
    alarm: str

    @property
    def tint(self) -> str:
        """What lies behind a choice: a tenth of the accent on the paper."""
        return mixed(self.accent, self.paper, Fraction(1, 10))


def scheme(colors: dict[str, str], soft: str, alarm: str) -> Scheme:
    """Return a scheme of the theme."""
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor")
    paper, field, text = (colors[one] for one in names)
    return Scheme(paper, field, text, soft, colors["primaryColor"], colors["linkColor"], alarm)


ALARMS = re.findall(r"--alarm: (#\w{6})", CARD)
SCHEMES = {
    "light": scheme(theme.LIGHT, theme.SOFT_LIGHT, ALARMS[0]),
    "dark": scheme(theme.DARK, theme.SOFT_DARK, ALARMS[1]),
}


def parts(color: str) -> tuple[int, int, int]:
    """Return red, green and blue of "#14191e"."""
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def mixed(over: str, under: str, share: Fraction) -> str:
    """Return what is seen where `share` of a color lies over another."""
    both = zip(parts(over), parts(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in both)


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    shares = (one / 255 for one in parts(color))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula() -> None:
    """Black on white is 21 to 1, and #767676 on white the lightest gray that is read."""
    assert round(contrast("#000000", WHITE), 6) == 21
    assert contrast("#777777", WHITE) < TEXT <= contrast("#767676", WHITE)


@pytest.mark.parametrize("name", SCHEMES)
def test_what_is_read(name: str) -> None:
    """Text, quiet text, links and alarms on paper, in fields and on a tint: 4.5 to 1."""
    one = SCHEMES[name]
    read = {
        (color, ground)
        for color in (one.text, one.soft, one.link)
        for ground in (one.paper, one.field, one.tint)
    }
    read |= {(WHITE, one.accent), (one.alarm, one.paper)}
    read |= {(one.text, mixed(one.alarm, one.paper, Fraction(12, 100)))}
    assert [pair for pair in read if contrast(*pair) < TEXT] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_what_shows_a_thing(name: str) -> None:
    """The ring of the focus, the edge of a field and of a choice, the main button: 3 to 1."""
    one = SCHEMES[name]
    edge = mixed(one.text, one.paper, Fraction(65, 100))
    shapes = {one.link, one.soft, one.accent, edge, one.alarm}
    assert [shape for shape in shapes if contrast(shape, one.paper) < SHAPE] == []
    assert contrast(one.link, one.tint) >= SHAPE


@pytest.mark.parametrize("name", SCHEMES)
def test_what_is_faint_on_the_card(name: str) -> None:
    """Hints, the foot and options that were struck out are read through their opacity."""
    one = SCHEMES[name]
    found = FAINT.findall(CARD)
    assert len(found) >= 4
    for selector, share in found:
        seen = mixed(one.text, one.paper, Fraction(share))
        assert contrast(seen, one.paper) >= TEXT, selector


def test_pages_before_the_app_have_the_same_colors() -> None:
    """Signing in does not change the room: what they share is the theme's."""
    day, night = page.STYLE.split(NIGHT)
    for text, one in ((day, SCHEMES["light"]), (night, SCHEMES["dark"])):
        told = dict(re.findall(r"--(\w+): (#\w{6})", text))
        assert (told["paper"], told["ink"], told["soft"]) == (one.paper, one.text, one.soft)
        assert (told["accent"], told["link"]) == (one.accent, one.link)
        for color in (told["ink"], told["soft"], told["link"]):
            assert contrast(color, told["card"]) >= TEXT


def test_the_card_and_the_fields_use_them() -> None:
    """The ring is the color of links, unmixed, and the edge 65% of the text."""
    assert "--ring: var(--st-link-color)" in CARD
    assert "--edge: color-mix(in srgb, var(--st-text-color) 65%" in CARD
    assert "outline: 3px solid color-mix" not in CARD
    assert "outline: 3px solid var(--link) !important" in theme.STYLE
