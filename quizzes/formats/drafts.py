"""Questions as people type them: stem, lettered options, a mark or line for the key, rationale."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.formats.answers import Named, named
from quizzes.formats.choices import choice
from quizzes.formats.citations import reference
from quizzes.formats.draft import Draft, Part, joined, line_of, short
from quizzes.formats.draft_lines import drafts_in
from quizzes.formats.draft_options import (
    are_counted,
    capitals,
    fault_of_options,
    of_pictures,
    option,
    options_of,
    texts,
)
from quizzes.formats.foreign import Question, Rejected, Taken
from quizzes.formats.key_list import parted_from_key
from quizzes.formats.quantities import quantity
from quizzes.formats.question_text import split
from quizzes.formats.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.formats.lines import Line

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_SELECT = re.compile(
    r"\b(?:select|choose|pick|mark)\s+(?:the\s+)?(?:best\s+)?"
    r"(?:(?P<all>all)\b|(?P<count>two|three|four|five|[2-5])\b)",
    re.IGNORECASE,
)
_DIFFICULTIES = {"easy", "medium", "hard"}
_LEVELS = {"recall", "application", "analysis"}


def questions(lines: Sequence[Line], images: Mapping[str, bytes]) -> tuple[Question, ...]:
    """Return every question of a draft, taken or rejected."""
    body, listed = parted_from_key(side_by_side(lines))
    drafts, preamble, lost = drafts_in(body)
    keys, said = listed.of([one.number for one in drafts])
    found = [
        _question(draft, key, number, images)
        for number, (draft, key) in enumerate(zip(drafts, keys, strict=True), 1)
    ]
    if preamble:
        said = (
            f'what stands before the first question is not taken: "{short(preamble)}"', *said,
        )  # fmt: skip
    first = next((at for at, one in enumerate(found) if isinstance(one, Taken)), None)
    if first is not None and isinstance(taken := found[first], Taken):
        found[first] = replace(taken, warnings=(*taken.warnings, *lost, *said))
    return tuple(found)


def _question(
    draft: Draft, key: tuple[str, ...] | str, number: int, images: Mapping[str, bytes]
) -> Question:
    place = f"question {draft.number or number}" + (f" ({draft.place})" if draft.place else "")
    origin = line_of(draft, "id") or None
    parts, stem = options_of(draft)
    answers = list(dict.fromkeys(draft.sections.get("answer", [])))
    if len(answers) > 1:
        fault = f"There are {len(answers)} answer lines here; number the questions to part them."
        return Rejected(place, fault, origin)
    answer = " ".join("".join(answers).split())
    if not parts and answer.casefold() in {"true", "false", "t", "f"}:
        parts = [Part("a", ["True"]), Part("b", ["False"])]
    number_asked = quantity(answer) if not parts else None
    if number_asked and stem.strip():
        more, warnings = _more(draft, parts, 0, None)
        fields = {"type": "numeric", **_text(draft, stem), **_media(draft), "answer": number_asked}
        return Taken(place, fields | more, origin, _images(draft, images), warnings)
    if doubt := fault_of_options(draft, parts):
        return Rejected(place, doubt, origin)
    read = named(answer, texts(parts), counted=are_counted(draft))
    keyed = _key(parts, answer, key, read)
    if isinstance(keyed, str):
        return Rejected(place, keyed, origin)
    if not stem.strip():
        return Rejected(place, "The question has options, but no text.", origin)
    asked = _text(draft, stem)
    count = _SELECT.search(f"{asked.get('stem', '')} {asked['lead_in']}")
    more, warnings = _more(draft, parts, len(keyed), count)
    warnings = (*warnings, *of_pictures(parts))
    if read.rest:
        warnings = (*warnings, f'not taken from the answer line: "{short(read.rest)}"')
    return choice(
        place=place,
        origin=origin,
        text=asked | _media(draft),
        options=[(one.label, option(one, draft)) for one in parts],
        correct=keyed,
        more=more,
        images=_images(draft, images),
        warnings=warnings,
        several=count is not None,
    )


def _images(draft: Draft, images: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: images[name] for name in draft.images if name in images}


def _text(draft: Draft, stem: str) -> dict[str, object]:
    """Return stem and lead-in: as the draft names them, else as its last sentence that asks."""
    named = [one.text for one in draft.body if one.kind == "head" and one.label == "lead_in"]
    if named and named[0]:
        before = stem.replace(named[0], "").strip()
        lead_in = " ".join(named[0].split())
        return {"stem": before, "lead_in": lead_in} if before else {"lead_in": lead_in}
    return split(stem)


def _media(draft: Draft) -> dict[str, object]:
    alts = draft.sections.get("alt", [])
    figures = [
        {"id": f"figure-{number}" if len(draft.images) > 1 else "figure", "file": name}
        | ({"alt": alts[number - 1]} if len(alts) >= number else {})
        for number, name in enumerate(dict.fromkeys(draft.images), 1)
    ]
    return {"media": tuple(figures)} if figures else {}


def _key(
    parts: Sequence[Part], answer: str, listed: tuple[str, ...] | str, read: Named
) -> tuple[str, ...] | str:
    """Return the letters of the key, or why there is none that can be trusted."""
    if answer and parts and not read.letters:
        return read.fault or f'The answer line "{answer[:60]}" names none of the options.'
    ticked = tuple(one.label for one in parts if one.ticked)
    bold = tuple(one.label for one in parts if one.bold)
    bold = bold if len(bold) < len(parts) else ()
    if isinstance(listed, str):
        if not (read.letters or ticked or bold):
            return listed
        listed = ()
    said = read.letters or listed
    if read.letters and listed and set(listed) != set(said):
        return (
            f"The answer line says {capitals(said)}, but the list of answers {capitals(listed)}; "
            "let both agree."
        )
    if ticked and bold and set(ticked) != set(bold):
        return f"{capitals(ticked)} is marked, but {capitals(bold)} is set in bold; let both agree."
    for name, marked in (("marked", ticked), ("set in bold", bold)):
        if said and marked and set(marked) != set(said):
            return (
                f"The answer line says {capitals(said)}, but {capitals(marked)} is {name}; "
                "let both agree."
            )
    return said or ticked or bold


def _more(
    draft: Draft, parts: Sequence[Part], keyed: int, count: re.Match[str] | None
) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the other fields that a draft says, and what of it has no place in an item."""
    more: dict[str, object] = {}
    warnings: list[str] = list(dict.fromkeys(draft.lost))
    wanted = _COUNTS.get(count["count"].casefold()) if count and count["count"] else None
    if wanted and wanted == keyed:
        more["select"] = wanted
    if [one.text.casefold() for one in parts] == ["true", "false"]:
        more["shuffle"] = False
    if explanation := joined(draft.sections.get("rationale", [])):
        more["explanation"] = explanation
    if point := line_of(draft, "key_point"):
        more["key_point"] = point
    cited = [one for one in draft.sections.get("reference", []) if one.strip()]
    if cited:
        more["references"] = tuple(reference(one, number) for number, one in enumerate(cited, 1))
    _plan(draft, more, warnings)
    return more, tuple(warnings)


def _plan(draft: Draft, more: dict[str, object], warnings: list[str]) -> None:
    level = line_of(draft, "level").casefold()
    if topic := line_of(draft, "topic"):
        known = {"cognitive_level": level} if level in _LEVELS else {}
        more["blueprint"] = {"topic": topic, **known}
    elif level:
        warnings.append("the level is not taken: it needs a topic")
    if (difficulty := line_of(draft, "difficulty").casefold()) in _DIFFICULTIES:
        more["difficulty"] = {"intended": difficulty}
    if re.fullmatch(r"\d+(?:\.\d+)?", points := line_of(draft, "points")):
        more["scoring"] = {"points": points}
    objective = line_of(draft, "objective")
    if re.fullmatch(r"[A-Za-z]+-\d+(?:\s*,\s*[A-Za-z]+-\d+)*", objective):
        more["objectives"] = tuple(one.strip() for one in objective.split(","))
    elif objective:
        warnings.append(f'the objective "{objective[:80]}" is not taken: name one of the activity')
    if author := line_of(draft, "author"):
        warnings.append(
            f'the author "{author[:80]}" is not taken: name a faculty id of the activity'
        )
