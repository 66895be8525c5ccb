"""Writing Moodle XML: items as questions in their categories, pictures inside."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from lxml import etree

from quizzes.formats.foreign import Paper, Rejected, Written
from quizzes.formats.moodle_items import CannotBeWrittenError, moodle_of
from quizzes.formats.moodle_topics import category_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from quizzes.formats.asked import Answer, Asked
    from quizzes.formats.texts import Kind, Text

_FORMATS: Mapping[Kind, str] = {"html": "html", "plain": "plain_text"}
_PENALTY = {"truefalse": "1", "mtf": "0", "ordering": "0"}


def write(paper: Paper) -> Written:
    """Return a quiz with the items that Moodle has a type for."""
    root = etree.Element("quiz")
    left_out: list[Rejected] = []
    warnings: list[str] = []
    topic = ""
    for item in paper.items:
        try:
            question = moodle_of(item, paper.images)
        except CannotBeWrittenError as error:
            left_out.append(Rejected(item.id, str(error), item.id))
            continue
        if question.topic and question.topic != topic:
            topic = question.topic
            _category(root, topic)
        _question(root, question)
        warnings += [f"{item.id}: {one}" for one in question.warnings]
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Written(content, tuple(left_out), tuple(warnings))


def _category(root: _Element, topic: str) -> None:
    element = etree.SubElement(root, "question", type="category")
    _words(etree.SubElement(element, "category"), category_of(topic))


def _question(root: _Element, question: Asked) -> None:
    element = etree.SubElement(root, "question", type=question.kind)
    _words(etree.SubElement(element, "name"), question.place)
    _text(element, "questiontext", question.text)
    _text(element, "generalfeedback", question.general)
    _value(element, "defaultgrade", question.points)
    _value(element, "penalty", _PENALTY.get(question.kind, "0.3333333"))
    _value(element, "hidden", "0")
    _value(element, "idnumber", question.origin or question.place)
    _settings(element, question)
    for answer in question.answers:
        _answer(element, question.kind, answer)
    if question.kind == "matching":
        _subquestions(element, question)
    elif question.kind == "mtf":
        _table(element, question)
    _units(element, question)


def _settings(element: _Element, question: Asked) -> None:
    shuffle = "true" if question.shuffle else "false"
    if question.kind == "multichoice":
        _value(element, "single", "true" if question.single else "false")
    if question.kind in {"multichoice", "multichoiceset", "matching", "mtf"}:
        _value(element, "shuffleanswers", shuffle)
    if question.kind in {"multichoice", "multichoiceset"}:
        _value(element, "answernumbering", "ABCD")
    if question.kind == "ordering":
        _value(element, "layouttype", "VERTICAL")
        _value(element, "selecttype", "ALL")
        _value(element, "selectcount", "0")
        _value(element, "gradingtype", question.rule)


def _answer(element: _Element, kind: str, answer: Answer) -> None:
    one = etree.SubElement(element, "answer", fraction=f"{answer.fraction:f}")
    if kind == "truefalse":
        one.set("format", "moodle_auto_format")
        etree.SubElement(one, "text").text = answer.text.content.lower()
    else:
        _fill(one, answer.text)
    _text(one, "feedback", answer.feedback)
    if kind == "numerical":
        _value(one, "tolerance", answer.tolerance or "0")


def _subquestions(element: _Element, question: Asked) -> None:
    for row in question.rows:
        one = _text(element, "subquestion", row.text)
        _words(etree.SubElement(one, "answer"), row.answer)


def _table(element: _Element, question: Asked) -> None:
    _words(etree.SubElement(element, "scoringmethod"), question.rule)
    _value(element, "numberofrows", str(len(question.rows)))
    _value(element, "numberofcolumns", str(len(question.columns)))
    _value(element, "answernumbering", "none")
    for number, row in enumerate(question.rows, 1):
        one = etree.SubElement(element, "row", number=str(number))
        _text(one, "optiontext", row.text)
        _text(one, "feedbacktext", row.feedback)
    for number, column in enumerate(question.columns, 1):
        one = etree.SubElement(element, "column", number=str(number))
        _words(etree.SubElement(one, "responsetext", format="plain_text"), column)
    for row_number, row in enumerate(question.rows, 1):
        for number, column in enumerate(question.columns, 1):
            at = {"rownumber": str(row_number), "columnnumber": str(number)}
            weight = etree.SubElement(element, "weight", at)
            _value(weight, "value", "1.000" if row.answer == column else "0.000")


def _units(element: _Element, question: Asked) -> None:
    if question.kind != "numerical":
        return
    _value(element, "unitgradingtype", "1" if question.unit_required else "0")
    _value(element, "unitpenalty", "1" if question.unit_required else "0")
    _value(element, "showunits", "0" if question.unit_required else "3")
    if question.units:
        units = etree.SubElement(element, "units")
        for name, ratio in question.units:
            unit = etree.SubElement(units, "unit")
            _value(unit, "multiplier", f"{ratio:f}")
            _value(unit, "unit_name", name)


def _text(parent: _Element, name: str, text: Text) -> _Element:
    element = etree.SubElement(parent, name)
    _fill(element, text)
    return element


def _fill(element: _Element, text: Text) -> None:
    element.set("format", _FORMATS[text.kind])
    _words(element, text.content)
    for name, content in text.files.items():
        file = etree.SubElement(element, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(content).decode()


def _words(element: _Element, words: str) -> None:
    inner = etree.SubElement(element, "text")
    marked = "<" in words or "&" in words
    inner.text = etree.CDATA(words) if marked and "]]>" not in words else words


def _value(element: _Element, name: str, value: str) -> None:
    etree.SubElement(element, name).text = value
