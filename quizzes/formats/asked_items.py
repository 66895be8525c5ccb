"""The item of a question that another program asks, or why it cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.choices import choice
from quizzes.formats.foreign import Fields, Question, Rejected, Taken
from quizzes.formats.lead_in import fault_of, parted
from quizzes.formats.moodle_marks import FULL, ORDERING_RULES, rule_of
from quizzes.formats.numbers import decimal_text, points_text
from quizzes.formats.texts import Text, Texts
from quizzes.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from quizzes.formats.asked import Answer, Asked


def taken(question: Asked) -> Question:
    """Return a question as an item, or why it cannot be one."""
    build = _BUILDERS.get(question.kind)
    if build is None:
        return _rejected(question, _unknown(question.kind))
    if fault := _miscounted(question):
        return _rejected(question, fault)
    builder = _Builder(question)
    if fault := fault_of(builder.asks):
        return _rejected(question, fault)
    return build(builder)


def _miscounted(question: Asked) -> str | None:
    """Say of what a question has too little or too much to be answered, if it has."""
    if len(question.answers) > _MOST or len(question.rows) > _MOST:
        count = max(len(question.answers), len(question.rows))
        what = "lines" if question.rows else "steps" if question.kind == "ordering" else "options"
        return f"It has {count} {what}; {_MOST} is the most."
    if question.kind == "numerical":
        return None
    if question.kind in {"kprime", "mtf"}:
        few = len(question.rows) < _LEAST
        return "It has fewer than two statements." if few else None
    if question.kind in {"matching", "match"}:
        answers = {" ".join(one.answer.split()) for one in question.rows}
        few = len({*answers, *question.choices}) < _LEAST
        return "All its lines have the same answer: there is nothing to match." if few else None
    if len(question.answers) < _LEAST:
        what = "steps" if question.kind == "ordering" else "options"
        return f"It has {len(question.answers)} {what}; there must be two."
    return None


def _rejected(question: Asked, reason: str) -> Rejected:
    return Rejected(question.place, reason, question.origin)


class _Builder:
    """Builds the item of one question."""

    def __init__(self, question: Asked) -> None:
        self.question = question
        self.texts = Texts(warnings=list(question.warnings))
        self.asks = self.texts.prose(question.text)

    def choice(self) -> Question:
        """Return a question with options, one or several of them right."""
        answers = self.question.answers
        options = [self._option(one) for one in answers]
        if any(not fields["text"] for fields in options):
            return self._rejected("An option is empty, or only a picture without a description.")
        marks = [one.fraction for one in answers]
        keyed, several, scoring, said = rule_of(
            self.question.kind, marks, single=self.question.single
        )
        if several and self.question.marking:
            scoring, said = {"method": self.question.marking}, []
        self.texts.warnings += said
        letters = [str(number) for number in range(len(answers))]
        return choice(
            place=self.question.place,
            origin=self.question.origin,
            text=parted(self.asks),
            options=list(zip(letters, options, strict=True)),
            correct=[letters[number] for number in keyed],
            more=self._more(scoring, {**self._select(keyed), **self._order()}),
            images=self.texts.pictures.images,
            warnings=self._said(),
            several=several,
        )

    def _select(self, keyed: Sequence[int]) -> Fields:
        told = self.question.select
        return {"select": told} if told > 1 and told == len(keyed) else {}

    def _order(self) -> Fields:
        return {} if self.question.shuffle else {"shuffle": False}

    def matching(self) -> Question:
        """Return a question in which each row is matched with one of a list."""
        rows = [one for one in self.question.rows if one.text.content.strip()]
        if any(not one.answer.strip() for one in rows):
            return self._rejected("A line to be matched has no right answer.")
        used = dict.fromkeys(" ".join(one.answer.split()) for one in rows)
        rest = dict.fromkeys(" ".join(one.answer.split()) for one in self.question.rows)
        words = list(dict.fromkeys([*self.question.choices, *self.question.columns, *used, *rest]))
        if len(words) > len(ascii_lowercase):
            return self._rejected(f"It has {len(words)} answers to choose from; 26 is the most.")
        ids = dict(zip(words, ascii_lowercase, strict=False))
        stems: list[Fields] = [
            {
                "id": f"s{number}",
                "text": self.texts.prose(one.text),
                "correct": ids[" ".join(one.answer.split())],
                **self._rationale(one.feedback),
            }
            for number, one in enumerate(rows, 1)
        ]
        options: list[Fields] = [
            {"id": letter, "text": self.texts.line(self._choice_text(word))}
            for word, letter in ids.items()
        ]
        if any(not one["text"] for one in (*stems, *options)):
            return self._rejected("A line to be matched is empty.")
        return self._taken("extended_matching", {"options": tuple(options), "stems": tuple(stems)})

    def _choice_text(self, word: str) -> Text:
        return self.question.choices.get(word) or Text(word, "plain")

    def cluster(self) -> Question:
        """Return statements that are each judged; other columns than true and false match."""
        truth = _truth(self.question.columns)
        if truth is None:
            return self.matching()
        if any(one.answer not in truth for one in self.question.rows):
            return self._rejected("A statement has no right answer.")
        if tuple(one.casefold() for one in self.question.columns) != ("true", "false"):
            said = " and ".join(f'"{one}"' for one in self.question.columns)
            self.texts.warnings.append(f"The answers {said} became true and false.")
        statements = [
            {
                "id": letter,
                "text": self.texts.line(one.text, "a statement"),
                "correct": truth[one.answer],
                **self._rationale(one.feedback),
            }
            for letter, one in zip(ascii_lowercase, self.question.rows, strict=False)
        ]
        if any(not one["text"] for one in statements):
            return self._rejected("A statement is empty, or only a picture without a description.")
        if self.question.rule not in _EACH_ALIKE:
            self.texts.warnings.append(
                f'The source marks it by "{self.question.rule}"; here each statement counts alike.'
            )
        return self._taken("true_false_cluster", {"statements": tuple(statements)})

    def ordered(self) -> Question:
        """Return steps to be put in order."""
        steps = sorted(self.question.answers, key=lambda one: one.fraction)
        entries = [
            {
                "id": letter,
                "text": self.texts.line(one.text, "a step"),
                **self._rationale(one.feedback),
            }
            for letter, one in zip(ascii_lowercase, steps, strict=False)
        ]
        if any(not one["text"] for one in entries):
            return self._rejected("A step is empty, or only a picture without a description.")
        own = self.question.marking
        rule, same = ORDERING_RULES.get(self.question.rule, ("exact", False))
        if not own and not same:
            self.texts.warnings.append(
                f'The source marks it by "{self.question.rule}", which is unknown here; '
                f"{rule} is the nearest."
            )
        fields = {"items_in_order": tuple(entries), "scoring": {"method": own or rule}}
        return self._taken("ordered", fields)

    def numeric(self) -> Question:
        """Return a question that asks for a number."""
        full = [one for one in self.question.answers if one.fraction == FULL]
        if not full:
            return self._rejected("No number earns full marks.")
        key, others = full[0], [one for one in self.question.answers if one is not full[0]]
        value = decimal_text(key.text.content)
        tolerance = _tolerance(key)
        if value is None or tolerance is None:
            return self._rejected(f'"{key.text.content}" is no number that can be marked.')
        errors = [one for one in map(self._error, others) if one]
        answer: Fields = {"value": value, **self._units(), "tolerance": tolerance}
        if errors:
            answer["common_errors"] = tuple(errors)
        right = self.texts.after(key.feedback)
        return self._taken("numeric", {"answer": answer}, explained=right)

    def _error(self, answer: Answer) -> Fields | None:
        value, why = decimal_text(answer.text.content), self.texts.after(answer.feedback)
        if answer.fraction > 0:
            share = f"{answer.fraction.normalize():f}%"
            self.texts.warnings.append(
                f'"{answer.text.content}" earns {share} in the source and nothing here.'
            )
            return None
        if value and why:
            return {"value": value, "rationale": why}
        if why:
            self.texts.warnings.append("The feedback on any other number was left out.")
        return None

    def _units(self) -> Fields:
        own = [name for name, ratio in self.question.units if ratio == 1]
        if not own:
            return {}
        others = [one for one in self.question.units if one[0] != own[0]]
        if lost := [name for name, ratio in others if not _converts(name, own[0], ratio)]:
            said = f"do not convert into {own[0]} by what is known of units"
            self.texts.warnings.append(f"Units were left out that {said}: {', '.join(lost)}.")
        others = [one for one in others if one[0] not in lost]
        fields: Fields = {"unit": own[0]}
        if others:
            fields["accepted_units"] = (own[0], *(name for name, _ in others))
        if self.question.unit_required:
            fields["unit_required"] = True
        return fields

    def _option(self, answer: Answer) -> Fields:
        return {"text": self.texts.line(answer.text), **self._rationale(answer.feedback)}

    def _rationale(self, feedback: Text) -> Fields:
        text = self.texts.after(feedback)
        return {"rationale": text} if text else {}

    def _more(self, scoring: Mapping[str, object], fields: Mapping[str, object]) -> Fields:
        """Return the fields that all types share; those of the type come first."""
        points, said = points_text(self.question.points)
        self.texts.warnings += said
        marks = {**scoring, **({"points": points} if points != "1" else {})}
        explanation = self.texts.after(self.question.general)
        return {
            **self.texts.pictures.fields,
            **fields,
            **({"blueprint": {"topic": self.question.topic}} if self.question.topic else {}),
            **({"scoring": marks} if marks else {}),
            **({"explanation": explanation} if explanation else {}),
        }

    def _taken(self, kind: str, fields: Mapping[str, object], explained: str = "") -> Question:
        scoring = fields.get("scoring")
        own = {name: one for name, one in fields.items() if name != "scoring"}
        more = self._more(scoring if isinstance(scoring, Mapping) else {}, own)
        if explained:
            more["explanation"] = "\n\n".join(
                str(one) for one in (more.get("explanation"), explained) if one
            )
        asks = parted(self.asks)
        if kind == "extended_matching":
            asks = _with_theme(asks)
        whole: Fields = {"type": kind, **asks, **more}
        images = self.texts.pictures.images
        return Taken(self.question.place, whole, self.question.origin, images, self._said())

    def _said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.texts.warnings))

    def _rejected(self, reason: str) -> Rejected:
        return _rejected(self.question, reason)


def _with_theme(fields: Fields) -> Fields:
    """Return a matching question's fields with the heading above its vignette as its theme."""
    head, _, rest = str(fields.get("stem", "")).partition("\n")
    if not head.startswith("#### "):
        return fields
    stem = {"stem": rest.strip()} if rest.strip() else {}
    bare = {name: one for name, one in fields.items() if name != "stem"}
    return {"theme": head.removeprefix("#### ").strip(), **stem, **bare}


def _converts(unit: str, own: str, ratio: Decimal) -> bool:
    """Whether so many of a unit are one of the key's, in our tables, too."""
    known, key = unit_of(unit), unit_of(own)
    factor = known.ratio(key) if known and key else None
    return factor is not None and factor * Fraction(ratio) == 1


def _tolerance(key: Answer) -> Fields | None:
    if key.low and key.high:
        low, high = decimal_text(key.low), decimal_text(key.high)
        return {"kind": "range", "low": low, "high": high} if low and high else None
    value = decimal_text(key.tolerance or "0")
    return {"kind": key.margin, "value": value.removeprefix("-")} if value else None


_TRUE = ("true", "yes", "correct", "right", "richtig", "ja", "vrai", "oui")
_FALSE = ("false", "no", "incorrect", "wrong", "falsch", "nein", "faux", "non")
_EACH_ALIKE = ("", "subpoints")


def _truth(columns: Sequence[str]) -> dict[str, str] | None:
    """Return what each of two columns means, or None where they are not true and false."""
    names = [one.strip().casefold() for one in columns]
    if len(names) != len(_TRUTH) or {names[0] in _TRUE, names[1] in _FALSE} != {True}:
        return None
    return dict(zip(columns, _TRUTH, strict=True))


_TRUTH = ("true", "false")
_LEAST = 2
_MOST = len(ascii_lowercase)
_BUILDERS: Mapping[str, Callable[[_Builder], Question]] = {
    "multichoice": _Builder.choice,
    "multichoiceset": _Builder.choice,
    "oumultiresponse": _Builder.choice,
    "truefalse": _Builder.choice,
    "matching": _Builder.matching,
    "match": _Builder.matching,
    "kprime": _Builder.cluster,
    "mtf": _Builder.cluster,
    "ordering": _Builder.ordered,
    "numerical": _Builder.numeric,
}
_UNKNOWN = {
    "shortanswer": "asks for words, which cannot be marked fairly here",
    "regexp": "asks for words, which cannot be marked fairly here",
    "pmatch": "asks for words, which cannot be marked fairly here",
    "essay": "asks for an essay, which people have to mark",
    "essayautograde": "asks for an essay, which people have to mark",
    "description": "is a text without a question",
    "cloze": "has gaps inside its text",
    "multianswer": "has gaps inside its text",
    "gapselect": "has gaps inside its text",
    "gapfill": "has gaps inside its text",
    "ddwtos": "has gaps inside its text",
    "combined": "has several questions in one",
    "calculated": "makes its numbers anew for each person",
    "calculatedmulti": "makes its numbers anew for each person",
    "calculatedsimple": "makes its numbers anew for each person",
    "ddimageortext": "is answered by dragging onto a picture",
    "ddmarker": "is answered by dragging onto a picture",
    "randomsamatch": "is drawn from other questions",
    "random": "is drawn from other questions",
}


def _unknown(kind: str) -> str:
    why = _UNKNOWN.get(kind, "is of a type that items have no counterpart for")
    return f'A question of the type "{kind or "none"}" {why}.'
