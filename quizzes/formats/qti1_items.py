"""Items of QTI 1.2, as Canvas, Blackboard and Respondus write them, as questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from lxml import html
from lxml.etree import _Element

from quizzes.formats.asked import Answer, Asked, Row
from quizzes.formats.asked_items import taken
from quizzes.formats.foreign import Question, Rejected
from quizzes.formats.moodle_marks import FULL
from quizzes.formats.numbers import decimal
from quizzes.formats.qti1_keys import Condition, conditions, metadata, points_of
from quizzes.formats.qti1_kinds import GAPS, REFUSED, SEVERAL, SINGLE, TRUE_FALSE, TYPED
from quizzes.formats.qti1_texts import asked_of, label_of, text_of
from quizzes.formats.qti_texts import Source, joined, words
from quizzes.formats.texts import Text

_ZERO = Decimal(0)
_GENERAL = frozenset({"general_fb", "correct_fb", "general_incorrect_fb", "correct", "incorrect"})


@dataclass(frozen=True)
class Context:
    """What stands around the items of a file."""

    source: Source
    stimuli: Mapping[str, Text] = field(default_factory=dict)
    """The texts that items share, by the id of the item that holds each."""


def question(item: _Element, context: Context, number: int) -> Question:
    """Return an item as a question."""
    title = " ".join((item.get("title") or "").split())
    place = f"{context.source.path}, item {number}" + (f" ({title[:80]})" if title else "")
    read = _Item(item, context, place)
    asked = read.asked()
    return taken(asked) if isinstance(asked, Asked) else asked


@dataclass(frozen=True)
class _Item:
    root: _Element
    context: Context
    place: str

    @cached_property
    def kind(self) -> str:
        """The type as the program that wrote the item calls it, "" where it does not."""
        names = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_itemtype")
        said = [metadata(self.root, one).lower() for one in names]
        return next((one for one in said if one), "")

    @cached_property
    def responses(self) -> Sequence[_Element]:
        return list(self.root.iterfind("presentation//*[@rcardinality]")) or list(
            self.root.iter("response_lid", "response_str", "response_num")
        )

    @cached_property
    def lists(self) -> Sequence[_Element]:
        return list(self.root.iter("response_lid"))

    @cached_property
    def found(self) -> list[Condition]:
        return conditions(self.root)

    def labels(self, response: _Element) -> dict[str, _Element]:
        return {(one.get("ident") or "").strip(): one for one in response.iter("response_label")}

    def asked(self) -> Asked | Rejected:
        """Return the question, or why it cannot be one."""
        if self.kind in REFUSED:
            return self.rejected(f'A question of the type "{self.kind}" {REFUSED[self.kind]}.')
        build = _builder(self)
        return build(self) if callable(build) else self.rejected(build)

    def made(self, kind: str, **own: object) -> Asked:
        """Return the question with what all types share; `own` is the type's."""
        shared = self.context.stimuli.get(metadata(self.root, "parent_stimulus_item_ident"))
        text = asked_of(self.root.find("presentation"), self.context.source)
        said = list(own.pop("said", ()))  # type: ignore[call-overload]
        if shared:
            said.append("It shares a text with other items; each now has a copy of its own.")
        if any(name in _GENERAL - {"general_fb"} for name in self.feedback):
            said.append(
                "Feedback that depends on the answer now stands in the explanation, for everyone."
            )
        return Asked(
            place=self.place,
            kind=kind,
            text=joined([shared, text]) if shared else text,
            general=self.general,
            origin=self.origin,
            points=points_of(self.root, self.found),
            warnings=tuple(said),
            **own,  # type: ignore[arg-type]
        )

    @property
    def origin(self) -> str | None:
        own = self.root.get("ident") or metadata(self.root, "bbmd_asi_object_id")
        return " ".join(own.split()) or None

    @cached_property
    def feedback(self) -> dict[str, Text]:
        """The feedback of the item by its id."""
        found = {
            (one.get("ident") or ""): text_of(one, self.context.source)
            for one in self.root.iterchildren("itemfeedback")
        }
        return {name: text for name, text in found.items() if words_in(text)}

    @cached_property
    def owners(self) -> dict[str, str]:
        """The answer or line that each feedback belongs to, by the id of the feedback."""
        parts = {name for one in self.lists for name in self.labels(one)}
        lines = {(one.get("ident") or "") for one in self.lists}
        found: dict[str, str] = {}
        for one in self.found:
            for name in one.shows:
                if name not in _GENERAL and (to := _owner(one, parts, lines)):
                    found[name] = to
        for name in self.feedback:
            if name not in found and name in parts:
                found[name] = name
        return found

    def feedback_on(self, part: str) -> Text:
        own = [text for name, text in self.feedback.items() if self.owners.get(name) == part]
        return joined(own) if len(own) > 1 else next(iter(own), Text())

    @property
    def general(self) -> Text:
        rest = [text for name, text in self.feedback.items() if name not in self.owners]
        return joined(rest) if len(rest) > 1 else next(iter(rest), Text())

    def rejected(self, reason: str) -> Rejected:
        return Rejected(self.place, reason, self.origin)


def words_in(text: Text) -> bool:
    """Say whether there is anything in a text but empty elements."""
    return bool(text.content.replace("<div></div>", "").strip())


def _owner(condition: Condition, parts: set[str], lines: set[str]) -> str | None:
    """Return the option or, of several lists, the line that a condition is about."""
    if len(condition.values) != 1:
        return None
    one = condition.values[0]
    if len(lines) > 1:
        return one.response if one.response in lines else None
    if one.negated:
        return None
    if one.value in parts:
        return one.value
    return one.response if not one.value and one.response in parts else None


_Builder = Callable[[_Item], Asked | Rejected]


def _builder(item: _Item) -> _Builder | str:
    """Return how an item is read, or why it cannot be, from its type and its responses."""
    if not item.responses:
        return "The item is a text without a question."
    kind = item.kind
    if item.root.find(".//itemproc_extension/calculated") is not None:
        return f"A question with a formula {REFUSED['calculated']}."
    if kind in {"numerical_question", "numeric"} or _is_number(item):
        return _number
    if not item.lists:
        return f"A question in which something is typed {TYPED}."
    if kind in {"matching_question", "matching"} or len(item.lists) > 1:
        same = {tuple(sorted(item.labels(one))) for one in item.lists}
        is_matching = kind.startswith("matching") or len(same) == 1
        return _matching if is_matching else f"The question {GAPS}."
    return _by_cardinality(item)


def _by_cardinality(item: _Item) -> _Builder:
    cardinality = (item.lists[0].get("rcardinality") or "Single").lower()
    if cardinality == "ordered" or item.kind in {"ordering", "ordering_question"}:
        return _order
    if item.kind in SEVERAL or (cardinality == "multiple" and item.kind not in SINGLE):
        return _several
    return _single


def _is_number(item: _Item) -> bool:
    fields = list(item.root.iter("render_fib"))
    typed = [(one.get("fibtype") or "").lower() for one in fields]
    number = item.root.find(".//response_num") is not None
    return len(fields) == 1 and (number or typed[0] in {"decimal", "integer"})


def _options(item: _Item, marks: Mapping[str, Decimal]) -> tuple[Answer, ...]:
    """Return the options; an empty field of the form that nothing is right about is none."""
    found = (
        (name, text_of(one, item.context.source), marks.get(name, _ZERO))
        for name, one in item.labels(item.lists[0]).items()
    )
    return tuple(
        Answer(text, mark, item.feedback_on(name))
        for name, text, mark in found
        if words_in(text) or mark > 0
    )


def _shuffles(item: _Item) -> bool:
    render = item.lists[0].find(".//render_choice")
    said = "" if render is None else (render.get("shuffle") or "").lower()
    return said not in {"no", "false"} and item.kind not in TRUE_FALSE


def _single(item: _Item) -> Asked | Rejected:
    marks: dict[str, Decimal] = {}
    for one in item.found:
        if one.score is None:
            continue
        for value in one.wanted:
            name = value.value or value.response
            marks[name] = max(marks.get(name, one.score), one.score)
    best = max(marks.values(), default=_ZERO)
    shares = {name: mark * FULL / best for name, mark in marks.items()} if best > 0 else {}
    return _chosen(item, "multichoice", shares, single=True)


def _several(item: _Item) -> Asked | Rejected:
    each = [one for one in item.found if one.score is not None and len(one.values) == 1]
    whole = [one for one in item.found if one.earns and len(one.values) > 1]
    if whole:
        marks = {one.value: FULL for one in whole[0].wanted}
        return _chosen(item, "multichoiceset", marks, single=False)
    added = {one.values[0].value: one.score or _ZERO for one in each if not one.values[0].negated}
    total = sum((one for one in added.values() if one > 0), _ZERO)
    if not total:
        return _chosen(item, "multichoiceset", {}, single=False)
    if metadata(item.root, "scoring_algorithm").lower() == "allornothing" or len(added) == 1:
        marks = {name: FULL if one > 0 else _ZERO for name, one in added.items()}
        return _chosen(item, "multichoiceset", marks, single=False)
    shares = {name: one * FULL / total for name, one in added.items()}
    return _chosen(item, "multichoice", shares, single=False)


def _chosen(
    item: _Item, kind: str, marks: Mapping[str, Decimal], *, single: bool
) -> Asked | Rejected:
    own = item.labels(item.lists[0])
    if len(own) < len(list(item.lists[0].iter("response_label"))):
        return item.rejected("Two of its options have the same identifier.")
    keyed = {name for name, mark in marks.items() if mark > 0}
    if unknown := sorted(keyed - set(own)):
        return item.rejected(f"Its key names {', '.join(unknown)}, which is none of its options.")
    answers = _options(item, marks)
    said = ["Empty options were left out."] if len(answers) < len(own) else []
    return item.made(kind, answers=answers, single=single, shuffle=_shuffles(item), said=said)


def _order(item: _Item) -> Asked | Rejected:
    own = item.labels(item.lists[0])
    key = max((one for one in item.found if one.wanted), key=_length, default=None)
    right = [] if key is None else [one.value for one in key.wanted]
    if sorted(right) != sorted(own):
        return item.rejected("Its key does not put each of its steps into one order.")
    steps = (
        Answer(text_of(own[name], item.context.source), Decimal(place), item.feedback_on(name))
        for place, name in enumerate(right, 1)
    )
    said = _labels_lost(item)
    return item.made("ordering", answers=tuple(steps), said=said)


def _labels_lost(item: _Item) -> list[str]:
    render = item.lists[0].find("render_extension")
    found = [] if render is None else [words(one) for one in render.iterchildren("material")]
    quoted = ", ".join(f'"{one}"' for one in found if one)
    return [f"The labels above and below the steps were left out: {quoted}."] if quoted else []


def _length(condition: Condition) -> int:
    return len(condition.wanted)


def _matching(item: _Item) -> Asked | Rejected:
    columns = _columns(item)
    right = {
        value.response: value.value
        for one in item.found
        if one.earns or (one.score is None and not one.shows)
        for value in one.wanted
    }
    rows = []
    for one in item.lists:
        name = (one.get("ident") or "").strip()
        text = _line(item, one)
        if right.get(name) in columns:
            rows.append(Row(text, columns[right[name]][0], item.feedback_on(name)))
        elif words_in(text):
            return item.rejected("A line to be matched has no right answer.")
    lost = [one for one in rows if not words_in(one.text)]
    rows = [one for one in rows if words_in(one.text)]
    used = {label for label, text in columns.values() if words_in(text)}
    if any(one.answer not in used for one in rows):
        return item.rejected("A line to be matched has an empty answer.")
    return item.made(
        "mtf" if len(used) == len(("true", "false")) and len(rows) > 1 else "matching",
        rows=tuple(rows),
        columns=tuple(label for label, _ in columns.values() if label in used),
        choices={label: text for label, text in columns.values() if label in used},
        said=["Lines without a text were left out."] if lost else [],
    )


def _columns(item: _Item) -> dict[str, tuple[str, Text]]:
    """Return the label and text of each answer by its id; Blackboard keeps the texts apart."""
    own = item.labels(item.lists[0])
    texts = {name: text_of(one, item.context.source) for name, one in own.items()}
    blocks = item.root.find(".//flow[@class='RIGHT_MATCH_BLOCK']")
    if blocks is not None and not any(words_in(one) for one in texts.values()):
        beside = [text_of(one, item.context.source) for one in blocks.iterchildren("flow")]
        texts = dict(zip(own, beside, strict=False))
        for response in item.lists:  # each list has ids of its own, in the same order
            texts |= dict(zip(item.labels(response), beside, strict=False))
    labels = {name: _label(text, name) for name, text in texts.items()}
    same = {label for label in labels.values() if list(labels.values()).count(label) > 1}
    if blocks is not None:
        same = set()
    return {
        name: (f"{label} ({name})" if label in same else label, texts[name])
        for name, label in labels.items()
    }


def _label(text: Text, name: str) -> str:
    return words(html.fromstring(f"<div>{text.content}</div>")) or name


def _line(item: _Item, response: _Element) -> Text:
    """Return what is matched: Canvas has it in the response, Blackboard just before it."""
    before = response.getprevious()
    if response.find("material") is None and before is not None and before.tag == "flow":
        return text_of(before, item.context.source)
    return label_of(response, item.context.source)


def _number(item: _Item) -> Asked | Rejected:
    answers = []
    open_ended = False
    for one in item.found:
        if not one.earns or not (one.wanted or one.low):
            continue
        key = next((value.value for value in one.wanted), "")
        answer = _number_answer(key, one)
        if answer is None:
            return item.rejected("Its right value does not lie within its own range.")
        answers.append(answer)
        open_ended = open_ended or one.open
    if not answers:
        return item.rejected("No number is marked as correct.")
    said = ["An end of the range, wrong in the source, is right here."] if open_ended else []
    best = max(one.fraction for one in answers)
    shares = tuple(replace(one, fraction=one.fraction * FULL / best) for one in answers)
    return item.made("numerical", answers=shares, said=said)


def _number_answer(key: str, condition: Condition) -> Answer | None:
    low, high = decimal(condition.low), decimal(condition.high)
    value, score = decimal(key), condition.score or _ZERO
    if low is None or high is None:
        return Answer(Text(key, "plain"), score)
    if value is None:
        key = f"{(low + high) / 2:f}"
    elif not low <= value <= high:
        return None
    return Answer(Text(key, "plain"), score, low=condition.low, high=condition.high)
