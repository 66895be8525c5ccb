"""The Symbol font, in which old documents keep ≥, µ and Δ: its places, and what they show."""

from __future__ import annotations

_PRIVATE = 0xF000
"""Word adds this to a place of a font that has signs in place of letters."""
_SHOWN = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xE6), 0xF1, 0xF2),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
        "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
        "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵"
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
        "◊⟨®©™∑⟩∫",
        strict=True,
    )
)
"""The encoding that Adobe gave the font, as Unicode's own table of it maps it."""
_TICKS = {
    "wingdings": {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "☐"},
}
_OF_SIGNS = ("symbol", "wingdings", "webdings")
UNREAD = "\ufffd"
"""What stands where a sign could not be read."""


def sign(font: str, code: int) -> str:
    """Return what a place of a font of signs shows, UNREAD where that is not known."""
    place = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    name = font.casefold().strip()
    known = _SHOWN if name == "symbol" else _TICKS.get(name, {})
    if place in known:
        return known[place]
    plain = place == code and code > ord(" ") and not name.startswith(_OF_SIGNS)
    return chr(code) if plain else UNREAD


def text_in(font: str, text: str) -> str:
    """Return a text as it is shown: letters of the Symbol font are Greek."""
    signs = font.casefold().strip() == "symbol"
    private = range(_PRIVATE, _PRIVATE + 0x100)
    return "".join(
        sign(font, ord(one)) if (signs and one.isascii()) or ord(one) in private else one
        for one in text
    )
