"""Text from Word, mail or a text editor: numbered stems, lettered options, a key, a rationale."""

from __future__ import annotations

import re

from quizzes.formats.drafts import questions
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Format, Question, UnreadableError
from quizzes.formats.lines import Line, classified

_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_OPTION = re.compile(
    r"^[\s*>]*\(?[Aa]\s?[.):].*\n+(?:.*\n+){0,3}?[\s*>]*\(?[Bb]\s?[.):]", re.MULTILINE
)


def recognises(content: bytes, name: str) -> bool:
    """Whether a text holds lettered options, or says what the answer is."""
    try:
        text = decoded(content[:200_000], name)
    except UnreadableError:
        return False
    if text.lstrip("\ufeff \t\r\n").startswith(("<", "{")):
        return False  # of a program, and not of a person
    lines = [classified(Line(one, "")) for one in _plain(text).split("\n")]
    answered = any(one.kind == "head" and one.label == "answer" for one in lines)
    return bool(_OPTION.search(text)) or answered


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a text. Raises UnreadableError where there is none."""
    found = pasted(decoded(content, name))
    if not found:
        fault = "There is no question: number the questions and letter their options A., B., C."
        raise UnreadableError(name, "", fault)
    return found


def pasted(text: str) -> tuple[Question, ...]:
    """Return every question of a text from the paste box."""
    lines = _plain(text).split("\n")
    return questions(
        [classified(Line(one, f"line {number}")) for number, one in enumerate(lines, 1)], {}
    )


def _plain(text: str) -> str:
    """Return a text without what mail and Word put into it unseen."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text)
    text = _NOTHING.sub("", _BLANKS.sub(" ", text))
    lines = text.split("\n")
    quoted = [one for one in lines if one.startswith(">")]
    if _OPTION.search("\n".join(quoted)):  # of a mail that was answered below, or in part
        lines = [re.sub(r"^(?:>[> ]*> ?|> ?)", "", one) for one in lines]
    while any(one.strip() for one in lines) and all(
        one.startswith(">") for one in lines if one.strip()
    ):
        lines = [re.sub(r"^> ?", "", one) for one in lines]
    return "\n".join(lines)


PASTED = Format(
    name="text",
    title="text from Word or mail",
    endings=(".txt", ".text", ".md"),
    recognises=recognises,
    read=read,
)
