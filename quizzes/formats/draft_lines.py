"""The lines of a draft, each put into the question and the part of it where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.draft import AFTER_OPTIONS, Draft, joined, short
from quizzes.formats.lines import Line, as_typed
from quizzes.formats.surroundings import parted_from_question

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTED = re.compile(r"\s*\(?\d{1,4}[.)]")
_ONE_LINE = {"objective", "topic", "level", "difficulty", "points", "alt", "id", "author"}
"""Parts of a question that a line says."""
_LONG = {"rationale", "letters", "inline", "reference"}
"""Parts of a question that may hold numbered lists of their own."""
_UNSEEN = {"rationale", "letters", "inline", "reference", "key_point"}
"""Parts that are seen after the answer; a picture of theirs must not stand in the question."""


def drafts_in(lines: Sequence[Line]) -> tuple[list[Draft], str, list[str]]:
    """Return the questions of a draft, the text before the first, and what of it was lost."""
    sorter = _Sorter(_main_series(lines))
    opening = _opening(lines)
    for at, one in enumerate(lines):
        sorter.take(one, opens=at in opening)
    return sorter.finish(), sorter.preamble, sorter.lost


class _Sorter:
    """Takes lines one by one and puts each where it belongs."""

    def __init__(self, series: str | None) -> None:
        self.drafts: list[Draft] = []
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

    def _lists(self, current: Draft) -> bool:
        """Whether the part under way holds a numbered list already."""
        texts = current.sections.get(self._section or "", ())
        counted = any(_COUNTED.match(line) for text in texts for line in text.splitlines())
        return counted or any(one.kind == "number" for one in self._loose)

    def _begin(self, line: Line) -> None:
        self._settle_loose()
        self.drafts.append(Draft(line.label, line.place))
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
        self.drafts.append(Draft(first.label if first.kind == "number" else "", first.place))
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
        above = joined([one.text for one in current.body])
        whole = above.endswith((".", "?", "!", ":", ")", "”", '"', "|"))
        if line.label == "lead_in" and self._after_blank and current.number and not whole and above:
            said = f'the text above "Question:" is taken as its vignette: "{short(above)}"'
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
        elif line.label == following and self._section not in AFTER_OPTIONS:
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
            self.preamble = joined([as_typed(one) for one in loose])
            self.lost += [said for one in loose for said in one.lost]
            return
        own, beside = parted_from_question(loose)
        for one in own:
            self._add(one)
        if beside:
            text = short(joined([as_typed(one) for one in beside]))
            self.drafts[-1].lost.append(f'what stands below it is not taken: "{text}"')

    def finish(self) -> list[Draft]:
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
