"""What a QTI file says, told by a reader of its own: no importer has a part in it."""

from __future__ import annotations

import hashlib
import html
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.quizzes.formats.witness import Facts, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

CORE = frozenset({"single", "multiple"})
"""Single, multiple, true–false."""
EMPTY = Facts("", (), "", Decimal(1), True, frozenset(), None)  # noqa: FBT003 - of a broken file
Parts = list[tuple[str, str, str]]
Found = list[tuple[str, Facts]]


def of_qti(content: bytes) -> Found:
    """Return kind and facts of each item of a file or package, in the order of paths."""
    if not content.startswith(b"PK"):
        return list(_of_file(content, {}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    paths = sorted(name for name in files if name.lower().endswith((".xml", ".qti", ".dat")))
    return [one for path in paths for one in _of_file(files[path], files)]


def _of_file(content: bytes, files: Mapping[str, bytes]) -> Iterator[tuple[str, Facts]]:
    try:
        root = ET.fromstring(content)  # noqa: S314 - our own data
    except ET.ParseError:
        yield "broken", EMPTY
        return
    for one in root.iter():
        one.tag = _name(one.tag)
        one.attrib = {_name(key): value for key, value in one.attrib.items()}
    if root.tag == "questestinterop":
        yield from (_old(one, root, files) for one in root.iter("item"))
    elif root.tag == "assessmentitem":
        yield _new(root, files)


def _name(name: str) -> str:
    return name.rpartition("}")[2].removeprefix("qti-").replace("-", "").lower()


def _words(element: ET.Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _number(text: str) -> str:
    return f"{Decimal(text).normalize():f}"


def _images(sources: Sequence[str], files: Mapping[str, bytes]) -> frozenset[str]:
    found = set()
    for source in sources:
        asked = re.sub(r"^(\.\./|\$[\w-]+\$)+", "", source)
        hits = [data for name, data in files.items() if name == asked or name.endswith(f"/{asked}")]
        if hits:
            found.add(hashlib.sha256(hits[0]).hexdigest())
    return frozenset(found)


# QTI 2.x and 3


def _new(item: ET.Element, files: Mapping[str, bytes]) -> tuple[str, Facts]:
    body = item.find("itembody")
    asks = [
        one for one in item.findall("itembody//*")
        if one.tag.endswith("interaction") and one.tag != "endattemptinteraction"
    ]  # fmt: skip
    if len(asks) != 1 or body is None or item.find("templatedeclaration") is not None:
        return "other", EMPTY
    own = asks[0]
    found = [
        e
        for e in item.iter("responsedeclaration")
        if e.get("identifier") == own.get("responseidentifier")
    ]
    response = found[0] if found else ET.Element("responsedeclaration")
    read = _NEW.get(own.tag)
    if read is None:
        return own.tag, EMPTY
    feedback, general = _feedback(item, {e.get("identifier", "") for e in own.iter()})
    parts = read(own, response, feedback)
    kind = "other"
    if own.tag == "choiceinteraction":
        kind = "multiple" if response.get("cardinality") == "multiple" else "single"
    fixed = any(e.get("fixed") == "true" for e in own.iter())
    chosen = own.tag in {"choiceinteraction", "inlinechoiceinteraction"}
    shuffles = not chosen or (own.get("shuffle") == "true" and not fixed)
    quoted = [one for one in body if one.tag == "blockquote" and own in list(one.iter())]
    # An item shows its question last, so a quotation under it comes to stand above it.
    rest = "".join(_said(body, leave=quoted))
    shown = "".join(text for one in quoted for text in _said(one)) + rest
    sources = [
        e.get("src") or e.get("data") or "" for e in body.iter() if e.tag in {"img", "object"}
    ]
    return kind, Facts(
        bare(html.escape(shown)), tuple(parts), general, _points(item, response), shuffles,
        _images(sources, files), item.get("identifier"),
    )  # fmt: skip


_UNASKED = {
    "simplechoice", "inlinechoice", "simplematchset", "simpleassociablechoice", "feedbackinline",
    "feedbackblock", "svg", "object",
}  # fmt: skip


def _said(element: ET.Element, leave: Sequence[ET.Element] = ()) -> Iterator[str]:
    """Give what is read before the answer."""
    is_note = element.tag == "rubricblock" and "candidate" not in element.get("view", "candidate")
    is_unit = element.tag == "span" and element.get("class") == "unit"
    if element.tag not in _UNASKED and not is_note and not is_unit:
        yield element.text or ""
        for one in element:
            yield from () if one in leave else _said(one)
            yield one.tail or ""


def _option(element: ET.Element) -> str:
    return bare(html.escape("".join(_inside(element))))


def _inside(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag not in {"feedbackinline", "feedbackblock"}:
            yield from _inside(one)
        yield one.tail or ""


def _right(response: ET.Element) -> list[str]:
    key = [_words(one) for one in response.findall("correctresponse/value")]
    gains = {
        " ".join(one.get("mapkey", "").split()): Decimal(one.get("mappedvalue", "0"))
        for one in response.findall("mapping/mapentry")
    }
    best = max(gains.values(), default=Decimal(0))
    single = response.get("cardinality") == "single"
    return key or [name for name, one in gains.items() if one > 0 and (one == best or not single)]


def _feedback(item: ET.Element, parts: set[str]) -> tuple[Callable[[str], str], str]:
    """Return the feedback of each part, and of the whole."""
    kinds = ("modalfeedback", "feedbackblock", "feedbackinline")
    parents = {one: parent for parent in item.iter() for one in parent}
    for_answer = _for_answer(item)
    own: dict[str, str] = {}
    general = ""
    for one in item.iter():
        around = _ancestors(one, parents)
        is_note = one.tag == "rubricblock" and "candidate" not in one.get("view", "candidate")
        if one.tag not in kinds or any(two.tag in kinds for two in around):
            if is_note:
                general += "\0" + bare(html.escape("".join(one.itertext())))
            continue
        name = one.get("identifier", "")
        inside = [two.get("identifier", "") for two in around if two.get("identifier") in parts]
        to = (*inside[:1], *([name] if name in parts else ()), for_answer.get(name, ""))[0]
        said = bare(html.escape("".join(one.itertext())))
        if to and one.get("showhide") != "hide":
            own[to] = own.get(to, "") + said
        else:
            general = said if not general else _before_notes(general, said)
    return lambda part: own.get(part, ""), general.replace("\0", "")


def _for_answer(item: ET.Element) -> dict[str, str]:
    """Return the one answer after which each feedback is shown."""
    found = {}
    for branch in item.iter():
        if branch.tag in {"responseif", "responseelseif"} and len(branch):
            values = [_words(one) for one in branch[0].iter("basevalue")]
            for one in branch.findall("setoutcomevalue//basevalue"):
                if len(values) == 1 and branch.find(".//not") is None:
                    found[_words(one)] = values[0]
    return found


def _before_notes(general: str, said: str) -> str:
    head, mark, tail = general.partition("\0")
    return head + said + mark + tail


def _ancestors(element: ET.Element, parents: Mapping[ET.Element, ET.Element]) -> list[ET.Element]:
    found = []
    while element in parents:
        element = parents[element]
        found.append(element)
    return found


def _points(item: ET.Element, response: ET.Element) -> Decimal:
    outcomes = {one.get("identifier"): one for one in item.findall("outcomedeclaration")}
    said = outcomes["SCORE"].get("normalmaximum", "") if "SCORE" in outcomes else ""
    most = _words(outcomes["MAXSCORE"].find("defaultvalue/value")) if "MAXSCORE" in outcomes else ""
    for one in (said, most):
        if one and Decimal(one):
            return Decimal(one).normalize()
    gains = [Decimal(one.get("mappedvalue", "0")) for one in response.iter("mapentry")]
    mapping = response.find("mapping")
    if mapping is not None and _is_mapped(item) and any(one > 0 for one in gains):
        right = [one for one in gains if one > 0]
        whole = max(right) if response.get("cardinality") == "single" else sum(right, Decimal(0))
        return min(whole, Decimal(mapping.get("upperbound", str(whole)))).normalize()
    scores = [
        Decimal(_words(one.find("basevalue")))
        for branch in item.iter()
        if branch.tag in {"responseif", "responseelseif"} and branch.find(".//not") is None
        for one in branch.findall("setoutcomevalue")
        if one.get("identifier") == "SCORE" and one.find("basevalue") is not None
    ]
    return max((one for one in scores if one > 0), default=Decimal(1)).normalize()


def _is_mapped(item: ET.Element) -> bool:
    processing = item.find("responseprocessing")
    if processing is None or (not len(processing) and not processing.get("template")):
        return True
    named = "map_response" in processing.get("template", "")
    return named or processing.find(".//mapresponse") is not None


def _choice(own: ET.Element, response: ET.Element, said: Callable[[str], str]) -> Parts:
    right = _right(response)
    return [
        (_option(one), str(one.get("identifier") in right), said(one.get("identifier", "")))
        for one in own.iter()
        if one.tag in {"simplechoice", "inlinechoice"}
    ]


def _order(own: ET.Element, response: ET.Element, said: Callable[[str], str]) -> Parts:
    steps = {one.get("identifier", ""): one for one in own.iter("simplechoice")}
    return [(_option(steps[name]), "", said(name)) for name in _right(response) if name in steps]


def _match(own: ET.Element, response: ET.Element, said: Callable[[str], str]) -> Parts:
    texts = {one.get("identifier", ""): one for one in own.iter("simpleassociablechoice")}
    pairs = [one.split() for one in _right(response)]
    sets = [[e.get("identifier", "") for e in one] for one in own.findall("simplematchset")]
    sets = sets or [[one[0] for one in pairs], [n for n in texts if n not in {p[0] for p in pairs}]]
    for rows, columns in (sets, sets[::-1]):  # noqa: B007 - columns is read after the loop
        answers = {a: b for one in pairs for a, b in (one, one[::-1]) if a in rows}
        if set(answers) == set(rows) and len(answers) == len(pairs):
            break
    else:
        return []
    rows = [name for name in texts if name in rows]
    truth = {_option(texts[one]) for one in columns} == {"true", "false"}
    if truth:
        return [(_option(texts[a]), _option(texts[answers[a]]), said(a)) for a in rows]
    unused = [one for one in columns if one not in answers.values()]
    return [(_option(texts[a]), _option(texts[answers[a]]), "") for a in rows] + [
        ("", _option(texts[one]), "") for one in unused
    ]


def _entry(_: ET.Element, response: ET.Element, __: Callable[[str], str]) -> Parts:
    if response.get("basetype") not in {"float", "integer"}:
        return []
    return [(_number(one), "0", "") for one in _right(response)[:1]]


_NEW = {
    "choiceinteraction": _choice, "inlinechoiceinteraction": _choice, "orderinteraction": _order,
    "matchinteraction": _match, "associateinteraction": _match, "textentryinteraction": _entry,
}  # fmt: skip


# QTI 1.2


def _old(item: ET.Element, root: ET.Element, files: Mapping[str, bytes]) -> tuple[str, Facts]:
    data = {
        _words(one.find("fieldlabel")): _words(one.find("fieldentry"))
        for one in item.iter("qtimetadatafield")
    }
    lists = list(item.iter("response_lid"))
    kind = data.get("question_type", data.get("cc_profile", ""))
    presentation = item.find("presentation")
    fields = [one.get("fibtype") for one in item.iter("render_fib")]
    if presentation is None or (not lists and fields != ["Decimal"]):
        return "other", EMPTY
    shared = [
        one.find("presentation") for one in root.iter("item")
        if one.get("ident") == data.get("parent_stimulus_item_ident", "-")
    ]  # fmt: skip
    asked = "".join(_material(one) for one in (*shared, presentation) if one is not None)
    own, general = _old_feedback(item, lists)
    several = lists and lists[0].get("rcardinality") == "Multiple"
    if lists and lists[0].get("rcardinality") == "Ordered":
        kind, parts = "other", _old_order(item, lists[0], own)
    elif not lists:
        kind, parts = "other", _old_number(item)
    elif len(lists) > 1 or "matching" in kind:
        kind, parts = "other", _old_matching(item, lists)
    else:
        true_false = "true_false" in kind
        kind, parts = "multiple" if several else "single", _old_choice(item, lists[0], own)
        shuffle = (lists[0].find("render_choice") or lists[0]).get("shuffle", "yes")
        if true_false or shuffle.lower() == "no":
            kind += " in order"
    sources = re.findall(r'src="([^"]*)"', html.unescape(asked))
    facts = Facts(
        bare(asked), tuple(parts), general, _old_points(item, data),
        not kind.endswith(" in order"), _images(sources, files), item.get("ident"),
    )  # fmt: skip
    return kind.removesuffix(" in order"), facts


def _material(element: ET.Element) -> str:
    """Return the material outside responses as HTML."""
    if element.tag.startswith("response_"):
        return ""
    if element.tag == "mattext":
        text = "".join(element.itertext())
        return text if "html" in element.get("texttype", "") else html.escape(text)
    return "".join(_material(one) for one in element)


def _label(element: ET.Element) -> str:
    return bare("".join(_material(one) for one in element))


def _gains(item: ET.Element) -> Iterator[tuple[str, str, Decimal]]:
    """Give response, value and score of each condition that gives more than nothing."""
    for one in item.iter("respcondition"):
        score = Decimal(_words(one.find("setvar")) or "0")
        refused = {two for wrong in one.iter("not") for two in wrong.iter("varequal")}
        for two in one.iter("varequal"):
            if score > 0 and two not in refused:
                yield two.get("respident", ""), _words(two), score


def _old_feedback(item: ET.Element, lists: Sequence[ET.Element]) -> tuple[Mapping[str, str], str]:
    texts = {one.get("ident", ""): _label(one) for one in item.findall("itemfeedback")}
    labels = {two.get("ident", "") for one in lists for two in one.iter("response_label")}
    whose: dict[str, str] = {}
    for one in item.iter("respcondition"):
        values = list(one.iter("varequal"))
        for two in one.findall("displayfeedback"):
            name = two.get("linkrefid", "")
            if len(values) == 1 and name.removesuffix("_fb") not in _WHOLE:
                value = _words(values[0])
                if len(lists) > 1:
                    whose[name] = values[0].get("respident", "")
                elif value in labels:
                    whose[name] = value
    own = {to: texts[name] for name, to in whose.items() if name in texts}
    return own, "".join(text for name, text in texts.items() if name not in whose)


_WHOLE = {"general", "correct", "general_incorrect", "incorrect", "Correct"}


def _old_choice(item: ET.Element, own: ET.Element, said: Mapping[str, str]) -> Parts:
    gains = list(_gains(item))
    best = max((score for *_, score in gains), default=Decimal(0))
    several = own.get("rcardinality") == "Multiple"
    right = {value for _, value, score in gains if several or score == best}
    found = [
        (_label(one), str(one.get("ident") in right), said.get(one.get("ident", ""), ""))
        for one in own.iter("response_label")
    ]
    return [one for one in found if one[0]]


def _old_order(item: ET.Element, own: ET.Element, said: Mapping[str, str]) -> Parts:
    texts = {one.get("ident", ""): _label(one) for one in own.iter("response_label")}
    return [(texts[name], "", said.get(name, "")) for _, name, _ in _gains(item)]


def _old_number(item: ET.Element) -> Parts:
    (response,) = {one for one, _, _ in _gains(item)} or {""}
    first = next((value for one, value, _ in _gains(item) if one == response), "")
    ranged = item.find(".//vargte") is not None or item.find(".//vargt") is not None
    return [(_number(first), "" if ranged else "0", "")] if first else []


def _old_matching(item: ET.Element, lists: Sequence[ET.Element]) -> Parts:
    right = {response: value for response, value, _ in _gains(item)}
    texts = {
        one.get("ident", ""): _label(one) for two in lists for one in two.iter("response_label")
    }
    rows = []
    for one in lists:
        row = bare("".join(_material(two) for two in one.findall("material")))
        if row:
            rows.append((row, texts.get(right.get(one.get("ident", ""), ""), ""), ""))
    used = {answer for _, answer, _ in rows}
    return rows + [("", text, "") for text in texts.values() if text and text not in used]


def _old_points(item: ET.Element, data: Mapping[str, str]) -> Decimal:
    for name in ("points_possible", "cc_weighting"):
        if data.get(name):
            return Decimal(data[name]).normalize()
    for one in item.iter("decvar"):
        if one.get("maxvalue"):
            whole = Decimal(one.get("maxvalue", ""))
            return Decimal(1) if whole == 100 else whole.normalize()
    scores = [score for *_, score in _gains(item)]
    own = item.find(".//response_lid")
    adds = any(one.get("action") == "Add" for one in item.iter("setvar"))
    several = own is not None and own.get("rcardinality") == "Multiple" and adds
    best = sum(scores) if several else max(scores, default=Decimal(100))
    return Decimal(1) if best == 100 else Decimal(best).normalize()
