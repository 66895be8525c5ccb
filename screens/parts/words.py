"""How dates, amounts and texts owned by others are written on every screen."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from credit.amounts import quarters
from credit.calendar import written
from credit.statements import ama_credits, as_markdown, runs
from quizzes.counted import count
from quizzes.formulas import FORMULA

if TYPE_CHECKING:
    from datetime import date, datetime

    from quizzes.models import BoardPlan, Rules
    from quizzes.text import Reference

DAYS: Final = "MM/DD/YYYY"
"""How a day is typed into a field, as physicians here write it; shown it has the month's name."""
_PARTS = {
    Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼",
    Fraction(3, 4): "¾", Fraction(1, 5): "⅕", Fraction(2, 5): "⅖", Fraction(3, 5): "⅗",
    Fraction(4, 5): "⅘", Fraction(1, 6): "⅙", Fraction(5, 6): "⅚", Fraction(1, 8): "⅛",
}  # fmt: skip
_INLINE = re.compile(r"([\\`*_\[\]<>~$&|^]|:(?=[A-Za-z]))")
_EXTRAS = re.compile(r"([$~]|:(?=[A-Za-z]))")
_SIGN = re.compile(r"^(\s*)([#+=-])", re.MULTILINE)
_LISTED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_MARKS = re.compile(r"[*`_]")
_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@\w)", re.IGNORECASE)
_JOINER = "\u2060"  # has no width and lets no line break
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = ":/?#[]@!$&'()*+,;=%~"
number = count
"""Return "1 question", "2 questions"."""


def plain(text: str) -> str:
    """Return `text` so that Markdown shows it as it stands: no links, formulas, lists.

    Streamlit makes a link of whatever looks like an address, escaped or not; only a character that
    nobody sees, inside of it, keeps it text.
    """
    return _escaped(_LINKED.sub(_JOINER, text))


def mail(address: str) -> str:
    """Return a mail address as a link that copies clean; what is none stays plain text."""
    if not _MAIL.fullmatch(address):
        return plain(address)
    return f"[{_escaped(address)}](<mailto:{quote(address, safe='@+')}>)"


def _escaped(text: str) -> str:
    inline = _INLINE.sub(r"\\\1", text)
    return _LISTED.sub(r"\1\\\2", _SIGN.sub(r"\1\\\2", inline))


def prose(text: str) -> str:
    """Return a bank's Markdown with its formulas, without what else Streamlit adds."""
    parts = FORMULA.split(text)  # text and formula in turn
    return "".join(
        f"${part}$" if at % 2 else _EXTRAS.sub(r"\\\1", part) for at, part in enumerate(parts)
    )


def opening(text: str, most: int = 72) -> str:
    """Return how a bank's text begins, on one line without marks and cut between words."""
    return plain(begins(text, most))


def begins(text: str, most: int = 72) -> str:
    """Return the same as it stands, for what is no Markdown."""
    line = " ".join(_MARKS.sub("", text.strip().partition("\n\n")[0]).split())
    if len(line) <= most:
        return line
    return f"{line[: most + 1].rpartition(' ')[0] or line[:most]} …"


def statement(text: str) -> str:
    """Return a text with the AMA's phrase in italics and nothing else set."""
    return "".join(f"*{one.text}*" if one.italic else plain(one.text) for one in runs(text))


def day(when: date) -> str:
    """Return a date as "14 Dec 2026", which reads the same on both sides of an ocean."""
    return written(when)


def moment(when: datetime) -> str:
    """Return an instant, given in the provider's zone, as "14 Dec, 10:42 EST"."""
    return f"{when.day} {when:%b, %H:%M %Z}"


def credits_text(amount: str) -> str:
    """Return "1.25" with the trademarked phrase."""
    return as_markdown(ama_credits(quarters(amount)))


def hours(amount: str) -> str:
    """Return "1.25 hours": what those take part for who are not awarded credit."""
    return f"{amount} hours"


def points(plan: BoardPlan) -> str:
    """Return what a board may be told: its name first, as physicians look for their own."""
    return f"{plan.board} {plain(plan.credit_type)}: {plan.points}"


def board_points(plan: BoardPlan) -> str:
    """Return "ABIM 1.25", for where the type of credit is told elsewhere."""
    return f"{plan.board} {plan.points}"


def specialty(word: str) -> str:
    """Return "internal-medicine" as "Internal medicine"."""
    return plain(word.replace("-", " ").capitalize())


def amount(points: Fraction) -> str:
    """Return points as people read them: 1½, 12⅔, else 5 4/7."""
    whole, rest = divmod(points, 1)
    if not rest:
        return str(whole)
    part = _PARTS.get(rest) or f" {rest}"
    return f"{whole}{part}" if whole else part.strip()


def attempts(rules: Rules, left: int | None) -> str:
    """Say how many attempts there are and how many are left."""
    if rules.attempts_max is None:
        return "Not limited"
    return f"{rules.attempts_max}, of which {left} left"


def attempts_left(left: int | None) -> str:
    """Say how many attempts can still be started."""
    return "As many attempts as you like" if left is None else f"{number(left, 'attempt')} left"


def reference(source: Reference) -> str:
    """Return a citation with its link; an address that is not https is not made one."""
    link = source.link or ""
    if not link.startswith("https://"):
        return plain(source.cite)
    label = _escaped(link.removeprefix("https://"))
    return f"{plain(source.cite)} [{label}](<{quote(link, safe=_ADDRESS)}>)"
