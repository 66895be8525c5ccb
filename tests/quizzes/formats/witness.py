"""What a question says, told by readers of their own: no importer has a part in them."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.models import AnyItem

CORE = frozenset({"multichoice", "multichoiceset", "oumultiresponse", "truefalse"})
"""Single, multiple, true–false."""
GIFT_CORE = frozenset({"MC", "TF"})


@dataclass(frozen=True)
class Facts:
    """What must survive, texts bare of markup, spaces and punctuation of Markdown."""

    text: str
    parts: tuple[tuple[str, str, str], ...]
    """Of each option, line, step or number: text, whether or with what it is right, feedback."""
    general: str
    points: Decimal
    shuffle: bool
    images: frozenset[str]
    """SHA-256 of each."""
    origin: str | None


def bare(text: str) -> str:
    """Return the letters, digits and signs of a text that Markdown has no use for."""
    without = re.sub(r"(?s)<!--.*?-->|</?[a-zA-Z][^<>]*>", "", text)
    plain = unicodedata.normalize("NFKC", html.unescape(without))
    return "".join(one for one in plain if one.isalnum() or one in "<=+%&?!/,;").casefold()


def of_moodle_xml(content: bytes) -> list[tuple[str, Facts]]:
    """Return type and facts of each question, as the standard library reads the file."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))  # noqa: S314 - our own data
    found, number = [], ""
    for element in ET.fromstring(content, parser):  # noqa: S314 - the same
        if not isinstance(element.tag, str):  # a comment's is a function
            said = re.search(r"question:\s*(\d+)", element.text or "")
            number = said[1] if said else number
        elif element.tag == "question":
            if element.get("type") != "category":
                found.append((element.get("type", ""), _moodle(element, number)))
            number = ""
    return found


def _moodle(one: ET.Element, number: str) -> Facts:
    own = one.findtext("idnumber", "").strip() or (number if number.strip("0") else None)
    shown = [
        *one.findall("questiontext/file"),
        *one.findall("answer/file"),
        *one.findall("row//file"),
    ]
    images = {hashlib.sha256(base64.b64decode(file.text or "")).hexdigest() for file in shown}
    old = one.findtext("image_base64", "").strip()
    if old:
        images.add(hashlib.sha256(base64.b64decode(old)).hexdigest())
    kind = one.get("type", "")
    shuffles = [two.text for two in one.findall("shuffleanswers")] or ["true"]
    return Facts(
        bare(one.findtext("questiontext/text", "")),
        tuple(_PARTS.get(kind, _no_parts)(one)),
        bare(one.findtext("generalfeedback/text", "")),
        Decimal(one.findtext("defaultgrade", "1")).normalize(),
        _shuffles(kind, str(shuffles[-1])),
        frozenset(images),
        own,
    )


def _shuffles(kind: str, said: str) -> bool:
    """Say whether options are shuffled; statements and lists to match from have no such choice."""
    return kind not in CORE or (said.lower() in {"1", "true"} and kind != "truefalse")


Parts = list[tuple[str, str, str]]


def _no_parts(_: ET.Element) -> Parts:
    return []


def _options(one: ET.Element) -> Parts:
    return [
        (
            bare(answer.findtext("text", "")),
            str(Decimal(answer.get("fraction", "0")) > 0),
            bare(answer.findtext("feedback/text", "")),
        )
        for answer in one.findall("answer")
    ]


def _pairs(one: ET.Element) -> Parts:
    return [
        (bare(two.findtext("text", "")), bare(two.findtext("answer/text", "")), "")
        for two in one.findall("subquestion")
    ]


def _rows(one: ET.Element) -> Parts:
    right = {
        two.get("rownumber"): two.get("columnnumber") == "1"
        for two in one.findall("weight")
        if Decimal(two.findtext("value", "0").strip()) > 0
    }
    return [
        (
            bare(row.findtext("optiontext/text", "")),
            str(right[row.get("number")]).lower(),
            bare(row.findtext("feedbacktext/text", "")),
        )
        for row in one.findall("row")
    ]


def _steps(one: ET.Element) -> Parts:
    steps = sorted(one.findall("answer"), key=lambda two: Decimal(two.get("fraction", "0")))
    return [
        (bare(two.findtext("text", "")), "", bare(two.findtext("feedback/text", "")))
        for two in steps
    ]


def _numbers(one: ET.Element) -> Parts:
    return [
        (two.findtext("text", ""), two.findtext("tolerance", ""), "")
        for two in one.findall("answer")
    ]


_PARTS = {
    "multichoice": _options, "multichoiceset": _options, "oumultiresponse": _options,
    "truefalse": _options, "matching": _pairs, "mtf": _rows, "kprime": _rows,
    "ordering": _steps, "numerical": _numbers,
}  # fmt: skip


def of_gift_json(text: str) -> list[tuple[str, Facts]]:
    """Return type and facts of each question of an oracle: what another parser made of a GIFT."""
    return [(one["type"], _gift(one)) for one in json.loads(text)]


def _gift(one: Mapping[str, Any]) -> Facts:
    kind = one["type"]
    parts: Parts = []
    if kind == "MC":
        parts = [
            (
                _said(two["text"]),
                str(two["isCorrect"] or ((two["weight"] or 0) > 0 and not _single(one))),
                _said(two["feedback"]),
            )
            for two in one["choices"]
        ]
    if kind == "TF":
        parts = [
            ("true", str(one["isTrue"]), _said(one["trueFeedback"])),
            ("false", str(not one["isTrue"]), _said(one["falseFeedback"])),
        ]
    if kind == "Matching":
        parts = [
            (_said(two["subquestion"]), bare(two["subanswer"]), "") for two in one["matchPairs"]
        ]
    if kind == "Numerical":
        choices = one["choices"]
        key = choices if isinstance(choices, dict) else choices[0]["text"]
        parts = [(str(key["number"]), str(key["range"]), "")]
    general = _said(one.get("globalFeedback"))
    shuffle = kind != "TF"
    return Facts(
        _said(one["stem"]), tuple(parts), general, Decimal(1), shuffle, frozenset(), one["id"]
    )


def _single(one: Mapping[str, Any]) -> bool:
    return any(two["isCorrect"] for two in one["choices"])


def _said(text: Mapping[str, str] | None) -> str:
    if text is None:
        return ""
    # In what is no HTML, < and > are themselves.
    content = text["text"] if text["format"] == "html" else html.escape(text["text"])
    return bare(content)


def of_item(item: AnyItem, images: Mapping[str, bytes], origin: str | None) -> Facts:
    """Return the facts that an item tells."""
    fields = item.model_dump()
    stem = _shown(fields["stem"] or "")
    return Facts(
        stem + _shown(fields["lead_in"]),
        tuple(_parts_of(fields)),
        _shown(fields["explanation"] or ""),
        Decimal(fields["scoring"]["points"]).normalize(),
        fields.get("shuffle", True),
        frozenset(hashlib.sha256(one).hexdigest() for one in images.values()),
        origin,
    )


def _parts_of(fields: Mapping[str, Any]) -> Parts:
    kind = fields["type"]
    if kind == "extended_matching":
        words = {one["id"]: one["text"] for one in fields["options"]}
        pairs = [
            (_shown(one["text"]), _shown(words[one["correct"]]), "") for one in fields["stems"]
        ]
        used = {one["correct"] for one in fields["stems"]}
        return pairs + [("", _shown(text), "") for own, text in words.items() if own not in used]
    if kind == "true_false_cluster":
        return [_part(one, one["correct"]) for one in fields["statements"]]
    if kind == "ordered":
        return [_part(one, "") for one in fields["items_in_order"]]
    if kind == "numeric":
        return [(fields["answer"]["value"], fields["answer"]["tolerance"]["value"] or "", "")]
    return [_part(one, str(one["correct"])) for one in fields["options"]]


def _part(one: Mapping[str, Any], key: str) -> tuple[str, str, str]:
    return _shown(one["text"]), key, _shown(one["rationale"] or "")


def _shown(markdown: str) -> str:
    # A link's address is no text, nor is the backslash before a sign.
    return bare(re.sub(r"\]\([^)\s]*\)", "]", markdown))
