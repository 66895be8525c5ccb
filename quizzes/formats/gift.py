"""GIFT: questions as plain text, as Moodle and its teachers write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.formats.asked import Answer, Asked, Row
from quizzes.formats.asked_items import taken
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Format, Question, no_more_than_allowed
from quizzes.formats.gift_blocks import Block, blocks, hidden, shown
from quizzes.formats.gift_writing import write
from quizzes.formats.moodle_marks import FULL
from quizzes.formats.moodle_topics import topic_of
from quizzes.formats.numbers import decimal
from quizzes.formats.texts import Kind, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GAP = "_____"
_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:\.\d+)?)\s*%")
_TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"\[id:([^\]]+)\]")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_NUMBER = re.compile(r"question:\s*(\d+)")
_NAMED = re.compile(r"(?m)^[ \t]*::[^\n]{1,300}?::")
_BRACES = re.compile(r"\{[^{}]*[=~#][^{}]*\}|\{\s*(?:T|F|TRUE|FALSE)\s*[#}]")
_HEAD = 20_000


def recognises(content: bytes, name: str) -> bool:
    """Whether a text has a question with its answers in braces, or its name says it is GIFT."""
    if name.lower().endswith((".gift", ".gift.txt")):
        return True
    text = hidden(decoded(content, name)[:_HEAD])
    if text.lstrip().startswith(("<", "{", "[{")):  # XML and JSON
        return False
    return bool(_BRACES.search(text)) or ("{" in text and bool(_NAMED.search(text)))


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a file in order. Raises UnreadableError."""
    return tuple(
        taken(one) for one in no_more_than_allowed(questions(decoded(content, name)), name)
    )


def questions(text: str, files: Mapping[str, bytes] | None = None) -> Iterator[Asked]:
    """Return the questions of a text as they are asked, with the files that they may show."""
    return (_Parser(one, files or {}).question() for one in blocks(text))


class _Parser:
    """Takes one block apart."""

    def __init__(self, block: Block, files: Mapping[str, bytes]) -> None:
        self.block, self.files = block, files
        text = block.text
        title = _TITLE.match(text)
        self.title = " ".join(shown(title[1]).split()) if title else ""
        text = text[title.end() :] if title else text
        marked = _FORMAT.match(text)
        self.kind: Kind = _kind(marked)
        self.before, self.braces, self.after = _parted(text[marked.end() :] if marked else text)
        inner, _, general = (self.braces or "").partition("####")
        self.inner, self.general = inner.strip(), general

    def question(self) -> Asked:
        """Return the question, whatever its type."""
        kind, answers, rows = self._answers()
        return Asked(
            place=f"line {self.block.line}" + (f" ({self.title[:80]})" if self.title else ""),
            kind=kind,
            text=self._asked(),
            answers=tuple(answers),
            rows=tuple(rows),
            general=self._text(self.general),
            origin=self._origin(),
            single="=" in self.inner or kind == "truefalse",
            shuffle=kind != "truefalse",
            topic=topic_of(self.block.category),
            warnings=tuple(self._left_out()),
        )

    def _asked(self) -> Text:
        text = self._text(self.before)
        rest = self._text(self.after).content
        if not rest:
            return text
        begin = shown(_flat(self.before, self.kind)).lstrip()
        end = shown(_flat(self.after, self.kind)).rstrip()
        return Text(f"{begin}{GAP}{end}", self.kind, self.files)

    def _answers(self) -> tuple[str, list[Answer], list[Row]]:
        kind = self._kind_of_answers()
        if kind in {"description", "essay"}:
            return kind, [], []
        if kind == "matching":
            return kind, [], list(self._pairs())
        if kind == "numerical":
            return kind, list(self._numbers()), []
        if kind == "truefalse":
            return kind, list(self._truth()), []
        return kind, [self._answer(*one) for one in _marked(self.inner)], []

    def _kind_of_answers(self) -> str:
        """Return the first type whose sign the braces hold, in Moodle's order."""
        signs = (
            ("description", self.braces is None),
            ("essay", not self.inner),
            ("numerical", self.inner.startswith("#")),
            ("multichoice", "~" in self.inner),
            ("matching", "=" in self.inner and "->" in self.inner),
            ("truefalse", bool(_TRUTH.fullmatch(self.inner))),
        )
        return next((kind for kind, found in signs if found), "shortanswer")

    def _answer(self, sign: str, text: str) -> Answer:
        weight = _WEIGHT.match(text)
        own = Decimal(weight[1]) if weight else (FULL if sign == "=" else Decimal(0))
        text, _, feedback = (text[weight.end() :] if weight else text).partition("#")
        return Answer(self._text(text), own, self._text(feedback))

    def _numbers(self) -> Iterator[Answer]:
        inner = self.inner.removeprefix("#")
        marked = _marked(inner) if re.match(r"\s*[=~]", inner) else [("=", inner)]
        for sign, text in marked:
            yield _number(self._answer(sign, text))

    def _pairs(self) -> Iterator[Row]:
        for _, text in _marked(self.inner):
            left, _, right = text.partition("->")
            yield Row(self._text(left), " ".join(shown(right).split()))

    def _truth(self) -> Iterator[Answer]:
        """Return both answers with their feedback.

        Moodle, which writes a number above each question, gives first what is said after the wrong
        answer; other programs give first what is said after "true".
        """
        truth, _, said_after = self.inner.partition("#")
        is_true = truth.upper().startswith("T")
        first, _, second = said_after.partition("#")
        if any(_NUMBER.search(one) for one in self.block.comments) and is_true:
            first, second = second, first
        said = {True: first, False: second}
        for one in (True, False):
            fraction = FULL if one == is_true else Decimal(0)
            yield Answer(Text(str(one), "plain"), fraction, self._text(said[one]))

    def _origin(self) -> str | None:
        comments = " ".join(self.block.comments)
        if found := _ID.search(comments):
            return " ".join(found[1].split())
        number = _NUMBER.search(comments)
        if number and int(number[1]):
            return number[1]
        return self.title[:500] or None

    def _left_out(self) -> Iterator[str]:
        if tags := _TAG.findall(" ".join(self.block.comments)):
            yield f"Its tags were left out: {', '.join(tags)}."

    def _text(self, text: str) -> Text:
        marked = _FORMAT.match(text)
        kind = _kind(marked) if marked else self.kind
        content = shown(_flat(text[marked.end() :] if marked else text, kind)).strip()
        return Text(content, kind, self.files)


def _kind(found: re.Match[str] | None) -> Kind:
    kinds: dict[str, Kind] = {"html": "html", "markdown": "markdown", "plain": "plain"}
    return kinds.get(found[1] if found else "", "moodle")


def _flat(text: str, kind: Kind) -> str:
    """Return text in one line: only Markdown means its lines, others write a sign."""
    return text if kind == "markdown" else re.sub(r"\s*\n\s*", " ", text)


def _parted(text: str) -> tuple[str, str | None, str]:
    """Return a question's text, what its braces hold (None: it has none), and what follows."""
    before, opened, rest = text.partition("{")
    inner, closed, after = rest.partition("}")
    return (before, inner, after) if opened and closed else (text, None, "")


def _marked(text: str) -> list[tuple[str, str]]:
    """Return answers with their signs; one without a sign is right."""
    parts = re.split(r"([=~])", text)
    answers = list(zip(parts[1::2], parts[2::2], strict=True))
    return [("=", parts[0]), *answers] if parts[0].strip() else answers


def _number(answer: Answer) -> Answer:
    """Return an answer with its number apart from its tolerance: 5:0.1 or 4.9..5.1."""
    text = answer.text.content.replace(" ", "")
    low, dots, high = text.partition("..")
    if dots:
        ends = decimal(low), decimal(high)
        middle = (
            f"{(ends[0] + ends[1]) / 2:f}" if ends[0] is not None and ends[1] is not None else text
        )
        return Answer(Text(middle, "plain"), answer.fraction, answer.feedback, "", low, high)
    value, _, tolerance = text.partition(":")
    return Answer(Text(value, "plain"), answer.fraction, answer.feedback, tolerance)


GIFT = Format(
    name="gift",
    title="GIFT",
    endings=(".gift", ".txt"),
    recognises=recognises,
    read=read,
    write=write,
)
