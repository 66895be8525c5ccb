"""A row of our own template as a question."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from quizzes.formats.answers import Named, named
from quizzes.formats.citations import reference
from quizzes.formats.columns import FIGURE, TYPES, UNKNOWN
from quizzes.formats.foreign import Fields, Question, Rejected, Taken
from quizzes.formats.quantities import tolerance
from quizzes.formats.question_text import LONGEST, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


LINKS = ("doi", "pmid", "url")
EXAMPLE = "example-"


class RowError(Exception):
    """A row that is no question, with the reason in a sentence."""


def question(row: Mapping[str, str], place: str, images: Mapping[str, bytes]) -> Question:
    """Return the question of a row; `images` are the pictures in it, by the name in its cells."""
    cells = {key: one.strip() for key, one in row.items() if one.strip()}
    origin = cells.get("id")
    if origin and origin.startswith(EXAMPLE):
        return Rejected(place, "This is an example of the template; delete the row.", origin)
    try:
        fields = _fields(cells)
    except RowError as error:
        return Rejected(place, str(error), origin)
    used = {
        one["file"]: images[one["file"]]
        for one in _listed(fields, "media")
        if one["file"] in images
    }
    unknown = sorted(
        key.removeprefix(UNKNOWN) or "without a title" for key in cells if key.startswith(UNKNOWN)
    )
    said = (f"not taken, as the column is not known: {', '.join(unknown)}",) if unknown else ()
    return Taken(place, fields, origin, used, said)


def _listed(fields: Fields, name: str) -> Sequence[Any]:
    value: Any = fields.get(name, ())
    return list(value)


def _fields(cells: Mapping[str, str]) -> Fields:
    options = {key[-1]: one for key, one in cells.items() if key.startswith("option:")}
    kind = _type(cells, options)
    fields: Fields = {"type": kind}
    fields |= _text(cells)
    fields |= _PARTS[kind](cells, options)
    fields |= {name: cells[name] for name in ("explanation", "key_point") if name in cells}
    fields |= dict(_plan(cells))
    if media := tuple(_figures(cells)):
        fields["media"] = media
    return fields


def _type(cells: Mapping[str, str], options: Mapping[str, str]) -> str:
    said = cells.get("type")
    if said is None:
        return _inferred(cells, options)
    words = re.sub(r"[^a-z]+", " ", said.casefold()).strip()
    for title, kind in TYPES.items():
        if words in {re.sub(r"[^a-z]+", " ", title.casefold()), kind.replace("_", " ")}:
            return kind
    if words in _OTHER_WORDS:
        return _OTHER_WORDS[words] or _inferred(cells, options)
    known = ", ".join(TYPES)
    message = f'The type "{said}" is not known. Write one of: {known}.'
    raise RowError(message)


_SINGLE, _SEVERAL = "single_best_answer", "multiple_response"
_OTHER_WORDS: dict[str, str] = {
    **dict.fromkeys(("sba", "single", "single answer", "one best answer", "type a"), _SINGLE),
    **dict.fromkeys(("multiple select", "multiple answer", "multiple answers"), _SEVERAL),
    **dict.fromkeys(("select all that apply", "pick n"), _SEVERAL),
    **dict.fromkeys(("mcq", "multiple choice", "mc", "true false"), ""),
}
"""What else people call a type; an empty word leaves it to the number of correct options."""


def _inferred(cells: Mapping[str, str], options: Mapping[str, str]) -> str:
    correct = cells.get("correct", "")
    if not options and re.fullmatch(r"[-+]?\d+(?:\.\d+)?", correct):
        return "numeric"
    several = len(_named(correct, options).letters) > 1 or "select" in cells
    return "multiple_response" if several else "single_best_answer"


def _text(cells: Mapping[str, str]) -> Fields:
    asks, stem = cells.get("lead_in"), cells.get("stem")
    if asks and len(asks) <= LONGEST:
        return {"stem": stem, "lead_in": asks} if stem else {"lead_in": asks}
    whole = "\n\n".join(one for one in (stem, asks, cells.get("question")) if one)
    if not whole:
        message = "The row has no question: neither stem nor lead-in."
        raise RowError(message)
    return split(whole)


def _choice_parts(cells: Mapping[str, str], options: Mapping[str, str]) -> Fields:
    if not options and cells.get("correct", "").casefold() in {"true", "false", "t", "f"}:
        options = {"a": "True", "b": "False"}
    if not options:
        message = "The question has no options."
        raise RowError(message)
    correct = _correct(cells, options)
    parts = tuple(
        _with({"id": letter, "text": options[letter]}, correct=letter in correct or None)
        | _rationale(cells, letter)
        for letter in sorted(options)
    )
    return {"options": parts} | _order(cells, options) | _select(cells)


def _order(cells: Mapping[str, str], options: Mapping[str, str]) -> Fields:
    truth = sorted(one.casefold() for one in options.values()) == ["false", "true"]
    keeps = cells.get("keep_order", "").casefold() in {"yes", "y", "true", "x", "1"}
    return {"shuffle": False} if keeps or (truth and "option:a" not in cells) else {}


def _select(cells: Mapping[str, str]) -> Fields:
    said = cells.get("select", "")
    if said.isdigit():
        return {"select": int(said)}
    if said and said.casefold() not in {"all", "all that apply", "all_that_apply"}:
        message = f'Select says "{said}". Write how many to choose, or leave it empty.'
        raise RowError(message)
    return {}


def _statements(cells: Mapping[str, str], options: Mapping[str, str]) -> Fields:
    read = _named(cells.get("correct", ""), options)
    if read.fault:
        raise RowError(read.fault)
    true = set(read.letters)
    if not true and cells.get("correct", "").casefold() not in {"none", "-"}:
        message = (
            'Correct names none of the statements. Write the letters of the true ones, or "none".'
        )
        raise RowError(message)
    return {
        "statements": tuple(
            {
                "id": f"s{number}",
                "text": options[letter],
                "correct": "true" if letter in true else "false",
            }
            | _rationale(cells, letter)
            for number, letter in enumerate(sorted(options), 1)
        )
    }


def _ordered(cells: Mapping[str, str], options: Mapping[str, str]) -> Fields:
    del cells
    return {"items_in_order": tuple({"id": one, "text": options[one]} for one in sorted(options))}


def _numeric(cells: Mapping[str, str], options: Mapping[str, str]) -> Fields:
    del options
    answer: dict[str, object] = {"value": cells.get("correct", "")}
    answer |= {name: cells[name] for name in ("unit",) if name in cells}
    if "accepted_units" in cells:
        answer["accepted_units"] = tuple(_words(cells["accepted_units"]))
    if cells.get("unit_required", "").casefold() == "yes":
        answer["unit_required"] = True
    if "tolerance" in cells:
        answer["tolerance"] = _tolerance(cells["tolerance"])
    if cells.get("figures", "").isdigit():
        answer["significant_figures"] = int(cells["figures"])
    if errors := tuple(_errors(cells.get("errors", ""))):
        answer["common_errors"] = errors
    return {"answer": answer}


def _tolerance(text: str) -> Mapping[str, str]:
    """Return a tolerance as people write it (± 1, 5 %, 7.2 to 7.4), or in the bank's own words."""
    near = tolerance(text) or tolerance(f"± {text}")
    if near is not None:
        return near
    kind, _, value = text.partition(" ")
    return {"kind": kind, "value": value.strip()} if value.strip() else {"kind": kind}


def _errors(text: str) -> Iterator[Mapping[str, str]]:
    for line in text.split("\n"):
        value, _, rationale = line.partition(" | ")
        if value.strip():
            yield {"value": value.strip()} | ({"rationale": rationale} if rationale else {})


_PARTS = {
    "single_best_answer": _choice_parts,
    "multiple_response": _choice_parts,
    "true_false_cluster": _statements,
    "ordered": _ordered,
    "numeric": _numeric,
}


def _correct(cells: Mapping[str, str], options: Mapping[str, str]) -> set[str]:
    said = cells.get("correct", "")
    if not said:
        message = "No option is marked as correct: write its letter under Correct."
        raise RowError(message)
    read = _named(said, options)
    if read.fault:
        raise RowError(read.fault)
    if not read.letters:
        known = ", ".join(one.upper() for one in sorted(options))
        message = f'Correct says "{said[:60]}", which is none of the options ({known}).'
        raise RowError(message)
    return set(read.letters)


def _named(said: str, options: Mapping[str, str]) -> Named:
    """Return what a cell names: the column is for letters, so one letter is always a letter."""
    letter = said.casefold().strip(" .")
    if letter in options:
        return Named((letter,))
    ordered = {one: options[one] for one in sorted(options)}
    read = named(said, ordered)
    gap = list(ordered) != list(ascii_lowercase[: len(ordered)])
    if gap and read.letters and re.fullmatch(r"[\d\s,;&]+", said) and not _is_text(said, options):
        fault = f'Correct says "{said}", but a column between the options is empty; write a letter.'
        return Named(fault=fault)
    return read


def _is_text(said: str, options: Mapping[str, str]) -> bool:
    return said.strip() in {one.strip() for one in options.values()}


def _rationale(cells: Mapping[str, str], letter: str) -> dict[str, str]:
    found = cells.get(f"rationale:{letter}")
    return {"rationale": found} if found else {}


def _plan(cells: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    names = {"topic": "topic", "level": "cognitive_level", "setting": "setting"}
    if "topic" in cells:
        level = {"level": cells["level"].casefold()} if "level" in cells else {}
        known = {**cells, **level}
        yield "blueprint", {own: known[key] for key, own in names.items() if key in known}
    difficulty = {
        "intended": cells.get("difficulty", "").casefold(),
        "angoff": cells.get("angoff", ""),
    }
    if any(difficulty.values()):
        yield "difficulty", {name: one for name, one in difficulty.items() if one}
    for name in ("objectives", "authors"):
        if name in cells:
            yield name, tuple(_words(cells[name]))
    scoring = {"method": cells.get("method", ""), "points": cells.get("points", "")}
    if any(scoring.values()):
        yield "scoring", {name: one for name, one in scoring.items() if one}
    if "boards" in cells:
        yield "boards", tuple(_boards(cells["boards"]))
    if "references" in cells:
        lines = [one for one in cells["references"].split("\n") if one.strip()]
        yield "references", tuple(_reference(one, number) for number, one in enumerate(lines, 1))


def _boards(text: str) -> Iterator[Mapping[str, str]]:
    for line in re.split(r"[\n;]", text):
        board, colon, code = line.partition(":")
        if board.strip() and not colon:
            message = f'Boards says "{line.strip()}". Write it like ABIM: Nephrology.'
            raise RowError(message)
        if board.strip():
            yield {"board": board.strip(), "code": code.strip()}


def _reference(line: str, number: int) -> Mapping[str, object]:
    cite, *rest = [one.strip() for one in line.split(" | ")]
    fields = reference(cite, number)
    for one in rest:
        name, _, value = one.partition(":")
        key = name.strip().casefold()
        if key in {*LINKS, "id"} and value.strip():
            fields[key] = value.strip()
        elif key == "superseded":
            fields["superseded"] = True
    return fields


def _figures(cells: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for number in range(1, 10):
        end = "" if number == 1 else f":{number}"
        if file := cells.get(f"figure{end}"):
            own = cells.get(f"figure_id{end}", f"figure-{number}" if number > 1 else "figure")
            texts = {name: cells.get(f"{name}{end}") for name in FIGURE[2:]}
            yield {"id": own, "file": file, **{name: one for name, one in texts.items() if one}}


def _words(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", text) if one.strip()]


def _with(fields: dict[str, object], **more: object) -> dict[str, object]:
    return fields | {name: one for name, one in more.items() if one is not None}
