"""Questions as people type them: stem, lettered options, a mark or line for the key, rationale."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.answers import Named, named
from quizzes.formats.choices import choice
from quizzes.formats.citations import reference
from quizzes.formats.foreign import Question, Rejected, Taken
from quizzes.formats.key_list import parted_from_key
from quizzes.formats.lines import Line, as_typed
from quizzes.formats.quantities import quantity
from quizzes.formats.question_text import split
from quizzes.formats.side_by_side import side_by_side
from quizzes.formats.surroundings import parted_from_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_SELECT = re.compile(
    r"\b(?:select|choose|pick|mark)\s+(?:the\s+)?(?:best\s+)?"
    r"(?:(?P<all>all)\b|(?P<count>two|three|four|five|[2-5])\b)",
    re.IGNORECASE,
)
_DIFFICULTIES = {"easy", "medium", "hard"}
_LEVELS = {"recall", "application", "analysis"}
_COUNTED = re.compile(r"\s*\(?\d{1,4}[.)]")
_FEWEST = 2
_ONE_LINE = {"objective", "topic", "level", "difficulty", "points", "alt", "id", "author"}
"""Parts of a question that a line says."""
_LONG = {"rationale", "letters", "inline", "reference"}
"""Parts of a question that may hold numbered lists of their own."""
_UNSEEN = {"rationale", "letters", "inline", "reference", "key_point"}
"""Parts that are seen after the answer; a picture of theirs must not stand in the question."""
_AFTER_OPTIONS = {"rationale", "letters", "reference", "answer", "key_point"}
"""Parts of a question behind which no option follows."""


def questions(lines: Sequence[Line], images: Mapping[str, bytes]) -> tuple[Question, ...]:
    """Return every question of a draft, taken or rejected."""
    body, listed = parted_from_key(side_by_side(lines))
    drafts, preamble, lost = _drafts(body)
    keys, said = listed.of([one.number for one in drafts])
    found = [
        _question(draft, key, number, images)
        for number, (draft, key) in enumerate(zip(drafts, keys, strict=True), 1)
    ]
    if preamble:
        said = (
            f'what stands before the first question is not taken: "{_short(preamble)}"', *said,
        )  # fmt: skip
    first = next((at for at, one in enumerate(found) if isinstance(one, Taken)), None)
    if first is not None and isinstance(taken := found[first], Taken):
        found[first] = replace(taken, warnings=(*taken.warnings, *lost, *said))
    return tuple(found)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:100]} …" if len(words) > 100 else words  # noqa: PLR2004 - a line of a report


@dataclass
class _Part:
    """An option, or a rationale that goes with a letter."""

    label: str
    texts: list[str]
    ticked: bool = False
    bold: bool = False
    rationale: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@dataclass
class _Draft:
    """The lines of one question, sorted by what they are."""

    number: str
    place: str
    body: list[Line] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    by_letter: dict[str, list[str]] = field(default_factory=dict)
    """Rationales that go with a letter."""
    inline: dict[int, list[str]] = field(default_factory=dict)
    """Rationales that stand below an option, by the position of its line in the body."""
    images: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """What of its lines did not come along."""

    @property
    def letters(self) -> list[str]:
        return [one.label for one in _options_by_letter(self.body)]

    @property
    def is_complete(self) -> bool:
        """Whether another question may begin: it has options, or an answer at least."""
        listed = sum(one.kind in {"letter", "bullet"} for one in self.body)
        return listed >= _FEWEST or any(one in _AFTER_OPTIONS for one in self.sections)


class _Sorter:
    """Takes lines one by one and puts each where it belongs."""

    def __init__(self, series: str | None) -> None:
        self.drafts: list[_Draft] = []
        self._series = series
        self._section: str | None = None
        self._letter: str | None = None
        self._after_blank = True
        self._after_answer = False
        self.preamble = ""
        self.lost: list[str] = []
        """What did not come along of the lines before the first question."""
        self._loose: list[Line] = []
        """Lines after a blank one, which may be the stem of a question without a number."""

    def take(self, line: Line, *, opens: bool) -> None:
        """Take the next line; `opens`: it is a number that options or an answer follow."""
        if line.kind == "blank":
            self._after_blank = True
            self._plain(line)
            return
        if self._begins(line, opens=opens):
            self._begin(line)
        elif not self.drafts:
            self._loose.append(line)
            if self._series is None:
                self._begin_with_loose()
        elif line.kind == "head":
            self._head(line)
        elif line.kind == "letter":
            self._lettered(line)
        else:
            self._plain(line)
        self._after_blank = False

    def _begins(self, line: Line, *, opens: bool) -> bool:
        if line.kind != "number" or line.series != self._series:
            return False
        if not self.drafts:
            return True
        current = self.drafts[-1]
        follows = (
            line.label.isdigit()
            and current.number.isdigit()
            and int(line.label) == int(current.number) + 1
        )
        told = line.series.startswith(("word", "list"))
        spaced = self._after_blank or told
        if told and follows and not (self._section in _LONG and self._lists(current)):
            return True  # nobody numbers "Question 2", or goes on in Word's list, within a text
        if self._section in _LONG and not opens:
            # A numbered list in a rationale or of references begins with its own first number;
            # the next number of the questions begins one, even if it turns out to lack options.
            return follows and self._after_blank and not self._lists(current)
        if current.is_complete:
            return follows or spaced or not current.number.isdigit()
        return follows and spaced

    def _lists(self, current: _Draft) -> bool:
        """Whether the part under way holds a numbered list already."""
        texts = current.sections.get(self._section or "", ())
        counted = any(_COUNTED.match(line) for text in texts for line in text.splitlines())
        return counted or any(one.kind == "number" for one in self._loose)

    def _begin(self, line: Line) -> None:
        self._settle_loose()
        self.drafts.append(_Draft(line.label, line.place))
        self._section, self._letter, self._after_answer = None, None, False
        if line.text or line.images:
            self._plain(replace(line, kind="plain"))

    def _begin_with_loose(self) -> None:
        loose, self._loose = self._loose, []
        if self.drafts:
            earlier, loose = _parted(loose)
            for one in earlier:
                self._add(one)
        first = loose[0]
        self.drafts.append(_Draft(first.label if first.kind == "number" else "", first.place))
        if first.kind == "number" or (first.kind == "letter" and first.label == "q"):
            loose[0] = replace(first, kind="plain")
        self._section, self._letter, self._after_answer = None, None, False
        for one in loose:
            self.drafts[-1].body.append(one)
            self._keep_with(one)

    def _keep_with(self, line: Line) -> None:
        """Give the question under way what a line shows, and what of it did not come along."""
        current = self.drafts[-1]
        current.lost += line.lost
        if line.images and self._section in _UNSEEN:
            said = f"a picture below the answer did not come along ({line.place})"
            current.lost.append(said)
        else:
            current.images += line.images

    def _head(self, line: Line) -> None:
        again = line.label == "answer" and "answer" in self.drafts[-1].sections
        if again and self._loose_text():
            self._begin_with_loose()
        self._settle_loose()
        current = self.drafts[-1]
        if line.label in {"stem", "lead_in"}:
            if current.is_complete:
                self._loose = [line]
                self._begin_with_loose()
            else:
                self._note_vignette(line)
                current.body.append(line)
                self._keep_with(line)
            return
        self._section, self._letter, self._after_answer = line.label, None, False
        self._keep_with(line)
        at = len(current.body) - 1
        if line.label == "rationale" and self._is_below_option():
            self._section = "inline"
            current.inline[at] = [line.text] if line.text else []
            return
        current.sections.setdefault(line.label, [])
        if line.text:
            current.sections[line.label].append(line.text)
            self._after_head(line.label)

    def _note_vignette(self, line: Line) -> None:
        """Say so where "Question:" takes a text above it that may be a question of its own."""
        current = self.drafts[-1]
        above = _joined([one.text for one in current.body])
        whole = above.endswith((".", "?", "!", ":", ")", "”", '"', "|"))
        if line.label == "lead_in" and self._after_blank and current.number and not whole and above:
            said = f'the text above "Question:" is taken as its vignette: "{_short(above)}"'
            current.lost.append(said)

    def _after_head(self, section: str) -> None:
        """Say where lines go that follow a part which is said in one line."""
        if section == "answer":
            # What follows says why it is the answer, or else it is the next stem.
            self._section, self._after_answer = "rationale", True
        elif section in _ONE_LINE and not self.drafts[-1].is_complete:
            self._section = None  # the stem, or its options, go on

    def _is_below_option(self) -> bool:
        """Whether a rationale stands right below an option, before the next or below the last."""
        current = self.drafts[-1]
        letters = current.letters
        first = len(letters) == 1 and not current.sections
        return (
            bool(letters and current.body[-1].kind != "blank")
            and (first or bool(current.inline))
            and not current.sections
        )

    def _lettered(self, line: Line) -> None:
        current = self.drafts[-1]
        letters = current.letters
        following = ascii_lowercase[len(letters)] if len(letters) < len(ascii_lowercase) else ""
        if self._section in {"rationale", "letters"} and self._explains(line, letters):
            self._settle_loose()
            self._section, self._letter = "letters", line.label
            current.by_letter.setdefault(line.label, []).append(line.text)
            self._keep_with(line)
        elif line.label == "a" and letters and (self._loose_text() or self._section is None):
            self._begin_with_loose() if self._loose_text() else None
            self._option(line)
        elif line.label == "q" and following != "q" and current.is_complete:
            self._loose.append(line)
            self._begin_with_loose()
        elif line.label == following and self._section not in _AFTER_OPTIONS:
            self._option(line)
        else:
            self._plain(line)

    def _explains(self, line: Line, letters: Sequence[str]) -> bool:
        """Whether a lettered line below a rationale explains an option, and opens no question."""
        if line.label not in letters or line.label in self.drafts[-1].by_letter:
            return False
        return not self._loose_asks() and (self._series is not None or not self._loose_text())

    def _option(self, line: Line) -> None:
        self._settle_loose()
        self._section = None
        self.drafts[-1].body.append(line)
        self._keep_with(line)

    def _plain(self, line: Line) -> None:
        if not self.drafts:
            self.lost += line.lost
            return
        if line.kind == "bullet" and self._loose_asks():
            self._begin_with_loose()
        current = self.drafts[-1]
        begun = current.sections.get(self._section or "")
        if begun == [] and line.kind != "blank":  # the head stands on a line of its own
            self._add(line)
            self._after_head(self._section or "")
            return
        ended = self._section is not None or current.is_complete
        apart = self._after_blank or self._after_answer or bool(self._loose)
        if (ended and apart and line.kind != "blank") or (line.kind == "blank" and self._loose):
            self._loose.append(line)
        else:
            self._add(line)

    def _add(self, line: Line) -> None:
        """Add a line to the part of the question that is being read."""
        current = self.drafts[-1]
        self._keep_with(line)
        text = as_typed(line) if self._section or line.series != self._series else line.text
        if self._section is None:
            current.body.append(line)
        elif self._section == "inline":
            current.inline[max(current.inline)].append(text)
        elif self._section == "letters" and self._letter:
            current.by_letter[self._letter].append(text)
        else:
            current.sections.setdefault(self._section, []).append(text)

    def _loose_text(self) -> bool:
        return any(one.kind != "blank" for one in self._loose)

    def _loose_asks(self) -> bool:
        """Whether the loose lines end as a question does, before its options."""
        texts = [one.text.rstrip() for one in self._loose if one.kind != "blank"]
        return bool(texts) and texts[-1].endswith(("?", ":"))

    def _settle_loose(self) -> None:
        """Give loose lines to the question before them: no option A followed."""
        loose, self._loose = self._loose, []
        if not self.drafts:
            self.preamble = _joined([as_typed(one) for one in loose])
            self.lost += [said for one in loose for said in one.lost]
            return
        own, beside = parted_from_question(loose)
        for one in own:
            self._add(one)
        if beside:
            text = _short(_joined([as_typed(one) for one in beside]))
            self.drafts[-1].lost.append(f'what stands below it is not taken: "{text}"')

    def finish(self) -> list[_Draft]:
        """Return all questions, after the last line."""
        if self.drafts:
            self._settle_loose()
        elif self._loose:
            self._begin_with_loose()
        return self.drafts


def _parted(loose: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return loose lines before and after the last gap of two blank lines, if there is one."""
    last = max(at for at, one in enumerate(loose) if one.kind != "blank")
    for at in range(last, 1, -1):
        if loose[at - 1].kind == loose[at - 2].kind == "blank":
            return list(loose[:at]), list(loose[at:])
    first = next(at for at, one in enumerate(loose) if one.kind != "blank")
    return list(loose[:first]), list(loose[first:])


def _drafts(lines: Sequence[Line]) -> tuple[list[_Draft], str, list[str]]:
    """Return the questions of a draft, the text before the first, and what of it was lost."""
    sorter = _Sorter(_main_series(lines))
    opening = _opening(lines)
    for at, one in enumerate(lines):
        sorter.take(one, opens=at in opening)
    return sorter.finish(), sorter.preamble, sorter.lost


def _opening(lines: Sequence[Line]) -> set[int]:
    """Return where numbers stand that options or an answer follow, and no other number before."""
    marks = [at for at, one in enumerate(lines) if one.kind not in {"blank", "plain"}]
    return {
        at
        for at, after in pairwise(marks)
        if lines[at].kind == "number" and _opens(lines[at], lines[after])
    }


def _main_series(lines: Sequence[Line]) -> str | None:
    """Return the series of numbers that count questions: most often followed by an option."""
    found: Counter[str] = Counter()
    found.update(lines[at].series for at in _opening(lines))
    if not found:
        return None
    series = found.most_common(1)[0][0]
    first = next(at for at, one in enumerate(lines) if one.series == series)
    # Options before the first number: the numbers are those of a list inside a stem.
    before = any(one.kind == "letter" and one.label == "b" for one in lines[:first])
    return None if before else series


def _opens(number: Line, after: Line) -> bool:
    first_option = after.kind == "letter" and after.label == "a"
    begins_list = after.kind == "number" and after.label == "1"
    list_of_options = begins_list and (number.label != "1" or after.series != number.series)
    return first_option or list_of_options or after.kind in {"bullet", "head"}


def _question(
    draft: _Draft, key: tuple[str, ...] | str, number: int, images: Mapping[str, bytes]
) -> Question:
    place = f"question {draft.number or number}" + (f" ({draft.place})" if draft.place else "")
    origin = _line_of(draft, "id") or None
    parts, stem = _options(draft)
    answers = list(dict.fromkeys(draft.sections.get("answer", [])))
    if len(answers) > 1:
        fault = f"There are {len(answers)} answer lines here; number the questions to part them."
        return Rejected(place, fault, origin)
    answer = " ".join("".join(answers).split())
    if not parts and answer.casefold() in {"true", "false", "t", "f"}:
        parts = [_Part("a", ["True"]), _Part("b", ["False"])]
    number_asked = quantity(answer) if not parts else None
    if number_asked and stem.strip():
        more, warnings = _more(draft, parts, 0, None)
        fields = {"type": "numeric", **_text(draft, stem), **_media(draft), "answer": number_asked}
        return Taken(place, fields | more, origin, _images(draft, images), warnings)
    if doubt := _fault_of_options(draft, parts):
        return Rejected(place, doubt, origin)
    read = named(answer, _texts(parts), counted=_are_counted(draft))
    keyed = _key(parts, answer, key, read)
    if isinstance(keyed, str):
        return Rejected(place, keyed, origin)
    if not stem.strip():
        return Rejected(place, "The question has options, but no text.", origin)
    asked = _text(draft, stem)
    count = _SELECT.search(f"{asked.get('stem', '')} {asked['lead_in']}")
    more, warnings = _more(draft, parts, len(keyed), count)
    warnings = (*warnings, *_of_pictures(parts))
    if read.rest:
        warnings = (*warnings, f'not taken from the answer line: "{_short(read.rest)}"')
    return choice(
        place=place,
        origin=origin,
        text=asked | _media(draft),
        options=[(one.label, _option(one, draft)) for one in parts],
        correct=keyed,
        more=more,
        images=_images(draft, images),
        warnings=warnings,
        several=count is not None,
    )


def _images(draft: _Draft, images: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: images[name] for name in draft.images if name in images}


def _text(draft: _Draft, stem: str) -> dict[str, object]:
    """Return stem and lead-in: as the draft names them, else as its last sentence that asks."""
    named = [one.text for one in draft.body if one.kind == "head" and one.label == "lead_in"]
    if named and named[0]:
        before = stem.replace(named[0], "").strip()
        lead_in = " ".join(named[0].split())
        return {"stem": before, "lead_in": lead_in} if before else {"lead_in": lead_in}
    return split(stem)


def _media(draft: _Draft) -> dict[str, object]:
    alts = draft.sections.get("alt", [])
    figures = [
        {"id": f"figure-{number}" if len(draft.images) > 1 else "figure", "file": name}
        | ({"alt": alts[number - 1]} if len(alts) >= number else {})
        for number, name in enumerate(dict.fromkeys(draft.images), 1)
    ]
    return {"media": tuple(figures)} if figures else {}


def _options(draft: _Draft) -> tuple[list[_Part], str]:
    """Return the options of a question and the text before them."""
    for find in (_by_letter, _by_bullet, _by_number, _by_line):
        start = find(draft)
        if start is not None:
            return _parts(draft, start), _stem(draft.body[:start])
    return [], _stem(draft.body)


def _stem(lines: Sequence[Line]) -> str:
    return _joined([one.text if one.kind == "head" else as_typed(one) for one in lines])


def _options_by_letter(body: Sequence[Line]) -> list[Line]:
    """Return the lines lettered a, b, c … in this order."""
    found: list[Line] = []
    for one in (one for one in body if one.kind == "letter"):
        if one.label == "a" and len(found) == 1:
            found = [one]  # the first was a name, and no option: A. fumigatus
        elif one.label == ascii_lowercase[len(found) : len(found) + 1]:
            found.append(one)
    return found


def _by_letter(draft: _Draft) -> int | None:
    found = _options_by_letter(draft.body)
    return (
        draft.body.index(found[0])
        if len(found) >= _FEWEST or (found and not draft.inline)
        else None
    )


def _by_bullet(draft: _Draft) -> int | None:
    return _run_at_end(draft.body, "bullet")


def _by_number(draft: _Draft) -> int | None:
    start = _run_at_end(draft.body, "number")
    return start if start is None or start > 0 else None


def _by_line(draft: _Draft) -> int | None:
    """Find options that have no mark: the short lines after the question mark."""
    lines = [at for at, one in enumerate(draft.body) if one.kind != "blank"]
    asks = [at for at in lines if draft.body[at].text.rstrip().endswith(("?", ":"))]
    after = [at for at in lines if asks and at > asks[-1]]
    marked = any(draft.body[at].bold or draft.body[at].ticked for at in after)
    known = marked or "answer" in draft.sections
    short = all(len(draft.body[at].text) <= 200 for at in after)  # noqa: PLR2004 - an option's length
    return after[0] if known and short and _FEWEST <= len(after) <= len(ascii_lowercase) else None


def _run_at_end(body: Sequence[Line], kind: str) -> int | None:
    last = max((at for at, one in enumerate(body) if one.kind == kind), default=None)
    if last is None:
        return None
    start = last
    while start and body[start - 1].kind in {kind, "blank"}:
        start -= 1
    while body[start].kind == "blank":
        start += 1
    count = sum(one.kind == kind for one in body[start:])
    return start if count >= _FEWEST else None


def _parts(draft: _Draft, start: int) -> list[_Part]:
    lettered = draft.body[start].kind == "letter"
    kind = draft.body[start].kind
    parts: list[_Part] = []
    for at, one in enumerate(draft.body[start:], start):
        expected = ascii_lowercase[len(parts)] if len(parts) < len(ascii_lowercase) else ""
        begins = one.kind == kind and (not lettered or one.label == expected)
        if begins and expected:
            parts.append(_Part(expected, [one.text], one.ticked, one.bold))
        elif one.kind != "blank" and parts:
            parts[-1].texts.append(as_typed(one))
        if parts:
            parts[-1].images += one.images
        if at in draft.inline and parts:
            parts[-1].rationale += draft.inline[at]
    return parts if kind != "plain" else _bare(parts)


def _bare(parts: list[_Part]) -> list[_Part]:
    """Take letters off that stand before options without a sign: A x, B y, C z."""
    if all(one.texts[0].startswith(f"{one.label.upper()} ") for one in parts):
        for one in parts:
            one.texts[0] = one.texts[0][2:]
    return parts


def _option(part: _Part, draft: _Draft) -> Mapping[str, object]:
    rationale = _joined([*part.rationale, *draft.by_letter.get(part.label, [])])
    return {"text": part.text} | ({"rationale": rationale} if rationale else {})


def _texts(parts: Sequence[_Part]) -> dict[str, str]:
    return {one.label: one.text for one in parts}


def _are_counted(draft: _Draft) -> bool:
    """Whether the options have numbers in place of letters."""
    return not draft.letters and any(one.kind == "number" for one in draft.body)


def _fault_of_options(draft: _Draft, parts: Sequence[_Part]) -> str | None:
    """Say why the options are not those that the author sees, or None."""
    if pictured := [one.label for one in parts if one.images and not one.text.strip(" .")]:
        return (
            f"Option {_named(pictured)} is a picture. Put all pictures into one figure that "
            "letters them, and write what each option is."
        )
    if empty := [one.label for one in parts if not one.text]:
        return f"Option {_named(empty)} has no text. Write it, or delete its letter."
    after = ascii_lowercase[len(parts) : len(parts) + 1]
    held = [one.label for one in parts if after and _holds(one, after)]
    if draft.letters and held:
        return (
            f"Option {_named(held)} seems to hold option {after.upper()}, too. "
            "Put each option on a line of its own."
        )
    return None


def _holds(part: _Part, letter: str) -> bool:
    """Whether an option holds the next one, too; "E. coli" is a name, and no option E."""
    either = f"(?:{letter}|{letter.upper()})"
    own = (
        rf"\S(?:\t\s*|\s{{2,}})\*?\(?{either}[.)]\s*\S|\S\s\*?\(?{either}(?:\)\s*\S|\.\s+[^\Wa-z])"
    )
    return any(re.search(own, text) for text in part.texts)


def _of_pictures(parts: Sequence[_Part]) -> tuple[str, ...]:
    shown = [one.label for one in parts if one.images]
    return (f"the picture of option {_named(shown)} stands below the question",) if shown else ()


def _key(
    parts: Sequence[_Part], answer: str, listed: tuple[str, ...] | str, read: Named
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
            f"The answer line says {_named(said)}, but the list of answers {_named(listed)}; "
            "let both agree."
        )
    if ticked and bold and set(ticked) != set(bold):
        return f"{_named(ticked)} is marked, but {_named(bold)} is set in bold; let both agree."
    for name, marked in (("marked", ticked), ("set in bold", bold)):
        if said and marked and set(marked) != set(said):
            return (
                f"The answer line says {_named(said)}, but {_named(marked)} is {name}; "
                "let both agree."
            )
    return said or ticked or bold


def _named(letters: Sequence[str]) -> str:
    return ", ".join(one.upper() for one in letters)


def _more(
    draft: _Draft, parts: Sequence[_Part], keyed: int, count: re.Match[str] | None
) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the other fields that a draft says, and what of it has no place in an item."""
    more: dict[str, object] = {}
    warnings: list[str] = list(dict.fromkeys(draft.lost))
    wanted = _COUNTS.get(count["count"].casefold()) if count and count["count"] else None
    if wanted and wanted == keyed:
        more["select"] = wanted
    if [one.text.casefold() for one in parts] == ["true", "false"]:
        more["shuffle"] = False
    if explanation := _joined(draft.sections.get("rationale", [])):
        more["explanation"] = explanation
    if point := _line_of(draft, "key_point"):
        more["key_point"] = point
    cited = [one for one in draft.sections.get("reference", []) if one.strip()]
    if cited:
        more["references"] = tuple(reference(one, number) for number, one in enumerate(cited, 1))
    _plan(draft, more, warnings)
    return more, tuple(warnings)


def _plan(draft: _Draft, more: dict[str, object], warnings: list[str]) -> None:
    level = _line_of(draft, "level").casefold()
    if topic := _line_of(draft, "topic"):
        known = {"cognitive_level": level} if level in _LEVELS else {}
        more["blueprint"] = {"topic": topic, **known}
    elif level:
        warnings.append("the level is not taken: it needs a topic")
    if (difficulty := _line_of(draft, "difficulty").casefold()) in _DIFFICULTIES:
        more["difficulty"] = {"intended": difficulty}
    if re.fullmatch(r"\d+(?:\.\d+)?", points := _line_of(draft, "points")):
        more["scoring"] = {"points": points}
    objective = _line_of(draft, "objective")
    if re.fullmatch(r"[A-Za-z]+-\d+(?:\s*,\s*[A-Za-z]+-\d+)*", objective):
        more["objectives"] = tuple(one.strip() for one in objective.split(","))
    elif objective:
        warnings.append(f'the objective "{objective[:80]}" is not taken: name one of the activity')
    if author := _line_of(draft, "author"):
        warnings.append(
            f'the author "{author[:80]}" is not taken: name a faculty id of the activity'
        )


def _line_of(draft: _Draft, section: str) -> str:
    return " ".join(" ".join(draft.sections.get(section, [])).split())


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
