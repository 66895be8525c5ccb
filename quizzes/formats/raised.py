"""Sub- and superscripts in plain text: CO₂, Na⁺, 10⁹; x^(a+b) where Unicode has no such letter.

Bank Markdown has no sign of its own for them, and plain characters read the same on screen, in an
option, on paper and aloud. A part is raised or lowered only if Unicode has every one of its
characters; else it is written after ^ or _ in brackets, as people write it in mail.
"""

from __future__ import annotations

_PLAIN = "0123456789+-−=()"
_RAISED = str.maketrans(
    f"{_PLAIN}abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_LOWERED = str.maketrans(f"{_PLAIN}aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_AS_THEY_ARE = frozenset("*†‡§®™℠,°º ")
"""Signs that are small already, or stand between two that are."""


def raised(text: str) -> str:
    """Return a superscript: "9" as "⁹", "a/b" as "^(a/b)"."""
    return _small(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Return a subscript: "2" as "₂", "A/B" as "_(A/B)"."""
    return _small(text, _LOWERED, "_")


def _small(text: str, table: dict[int, int], mark: str) -> str:
    if not text.strip() or all(one in _AS_THEY_ARE or ord(one) in table for one in text):
        return text.translate(table)
    return f"{mark}({text})"
