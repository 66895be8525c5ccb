"""Moodle XML: the one file format of a Moodle question bank that keeps feedback and pictures."""

from __future__ import annotations

import base64
import binascii
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml.etree import _Comment

from quizzes.formats.asked import Answer, Asked, Row
from quizzes.formats.asked_items import taken
from quizzes.formats.foreign import Format, Question, UnreadableError, no_more_than_allowed
from quizzes.formats.moodle_topics import topic_of
from quizzes.formats.moodle_xml_writing import write
from quizzes.formats.numbers import decimal
from quizzes.formats.texts import Kind, Text
from quizzes.formats.xml import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_HEAD = 4_000
_ROOT = re.compile(rb"<quiz(?:\s*>|\s[^>]*>)")
_NUMBER = re.compile(r"question:\s*(\d+)")
_KINDS: Mapping[str, Kind] = {
    "html": "html", "moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown",
}  # fmt: skip
_TRUE = frozenset({"1", "true", "yes"})
_USUAL_FEEDBACK = frozenset({
    "", "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.",
})  # fmt: skip
_USUAL_PENALTIES = frozenset({Decimal(0), Decimal("0.1"), Decimal("0.3333333"), Decimal(1)})


def recognises(content: bytes, name: str) -> bool:
    """Whether the first element is Moodle's quiz; Canvas has one in its own namespace."""
    head = content[:_HEAD].replace(b"\x00", b"")
    found = _ROOT.search(head)
    return bool(found) and b"canvas.instructure" not in head and not name.endswith(".zip")


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a file in order. Raises UnreadableError."""
    root = root_of(content, name)
    if root.tag != "quiz":
        fault = f"Its first element is {root.tag}, where Moodle XML has quiz."
        raise UnreadableError(name, f"line {root.sourceline}", fault)
    return tuple(taken(one) for one in no_more_than_allowed(questions(root), name))


def questions(root: _Element) -> Iterator[Asked]:
    """Return the questions of a quiz; a category is the topic of those after it."""
    number, topic = 0, ""
    for element in root.iterchildren("question"):
        if element.get("type") == "category":
            topic = topic_of(_words(element.find("category")))
            continue
        number += 1
        yield _question(element, number, topic)


def _question(element: _Element, number: int, topic: str) -> Asked:
    title = " ".join(_words(element.find("name")).split())
    kind = (element.get("type") or "").strip().lower()
    return Asked(
        place=f"question {number}" + (f" ({title[:80]})" if title else ""),
        kind=kind,
        text=_question_text(element),
        answers=tuple(_answer(one, kind) for one in element.iterchildren("answer")),
        rows=tuple(_subquestions(element) or _rows(element)),
        columns=tuple(_columns(element).values()),
        general=_text(element.find("generalfeedback")),
        origin=_origin(element),
        points=_value(element, "defaultgrade"),
        single=_flag(element, "single", default=True),
        shuffle=_flag(element, "shuffleanswers", default=True) and kind != "truefalse",
        rule=_value(element, "gradingtype") or _words(element.find("scoringmethod")).strip(),
        units=tuple(_units(element)),
        unit_required=_value(element, "showunits") == "0"
        and _value(element, "unitgradingtype") != "0",
        topic=topic,
        warnings=tuple(_left_out(element)),
    )


def _origin(element: _Element) -> str | None:
    """Return the id the teacher gave, else the number Moodle wrote above the question."""
    if own := " ".join(_value(element, "idnumber").split()):
        return own
    before = element.getprevious()
    while isinstance(before, _Comment):
        found = _NUMBER.search(before.text or "")
        if found and int(found[1]):
            return found[1]
        before = before.getprevious()
    return None


def _question_text(element: _Element) -> Text:
    """Return the text of a question; Moodle 1.9 kept its one picture beside it."""
    text = _text(element.find("questiontext"))
    name, data = _value(element, "image"), _value(element, "image_base64")
    content = _decoded(data)
    if not name or not content:
        return text
    shown = f'{text.content}<img src="{name}"/>'
    return Text(shown, text.kind, {**text.files, name: content})


def _answer(element: _Element, kind: str) -> Answer:
    fraction = decimal(element.get("fraction") or "0") or Decimal(0)
    text = _text(element)
    if kind == "truefalse":
        text = Text(text.content.strip().capitalize(), "plain")
    feedback = _text(element.find("feedback"))
    return Answer(text, fraction, feedback, _words(element.find("tolerance")).strip())


def _subquestions(element: _Element) -> list[Row]:
    return [
        Row(_text(one), _words(one.find("answer")), _text(one.find("feedback")))
        for one in element.iterchildren("subquestion")
    ]


def _rows(element: _Element) -> Iterator[Row]:
    """Return the rows of a table of statements, each with the column that has its weight."""
    columns = _columns(element)
    right: dict[str, str] = {}
    for weight in element.iterchildren("weight"):
        if (decimal(_words(weight.find("value"))) or 0) > 0:
            right[weight.get("rownumber") or ""] = weight.get("columnnumber") or ""
    for row in element.iterchildren("row"):
        column = right.get(row.get("number") or "", "")
        text, feedback = _text(row.find("optiontext")), _text(row.find("feedbacktext"))
        yield Row(text, columns.get(column, ""), feedback)


def _columns(element: _Element) -> dict[str, str]:
    return {
        one.get("number") or "": " ".join(_words(one.find("responsetext")).split())
        for one in element.iterchildren("column")
    }


def _units(element: _Element) -> Iterator[tuple[str, Decimal]]:
    for one in element.iterfind("units/unit"):
        name, ratio = _value(one, "unit_name"), decimal(_value(one, "multiplier") or "1")
        if name and ratio is not None:
            yield name, ratio


def _left_out(element: _Element) -> Iterator[str]:
    if tags := [_words(one).strip() for one in element.iterfind("tags/tag")]:
        yield f"Its tags were left out: {', '.join(tags)}."
    if element.find("hint") is not None:
        yield "Its hints were left out: items have none."
    penalty = decimal(_value(element, "penalty") or "0")
    if penalty is not None and penalty not in _USUAL_PENALTIES:
        yield f"Its penalty of {penalty.normalize():f} for each further try was left out."
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    said = [re.sub(r"<[^>]*>", " ", _words(element.find(name))).strip() for name in names]
    if own := [" ".join(one.split()) for one in said if one not in _USUAL_FEEDBACK]:
        yield f'Feedback on the whole answer was left out: "{" / ".join(own)[:200]}".'
    if (decimal(_value(element, "selectcount") or "0") or 0) > 0:
        yield "In the source only some of its steps are shown; here all are."


def _text(element: _Element | None) -> Text:
    if element is None:
        return Text()
    kind = _KINDS.get(element.get("format") or "", "moodle" if element.tag == "answer" else "html")
    files = {_path(one): _decoded(one.text) or b"" for one in element.iterchildren("file")}
    return Text(_words(element), kind, files)


def _path(file: _Element) -> str:
    return f"{file.get('path') or '/'}{file.get('name') or ''}".lstrip("/")


def _words(element: _Element | None) -> str:
    """Return what an element says, itself or in its <text>; an entity stays as it is written."""
    if element is None:
        return ""
    inner = element.find("text")
    source = element if inner is None else inner
    own = "".join(str(one) for one in source.itertext())
    return own if inner is not None or not len(element) else (element.text or "")


def _value(element: _Element, name: str) -> str:
    return _words(element.find(name)).strip()


def _flag(element: _Element, name: str, *, default: bool) -> bool:
    values = [_words(one).strip().lower() for one in element.iterchildren(name)]
    return values[-1] in _TRUE if values and values[-1] else default


def _decoded(text: str | None) -> bytes | None:
    try:
        return base64.b64decode("".join((text or "").split())) or None
    except (binascii.Error, ValueError):
        return None


MOODLE_XML = Format(
    name="moodle-xml",
    title="Moodle XML",
    endings=(".xml",),
    recognises=recognises,
    read=read,
    write=write,
)
