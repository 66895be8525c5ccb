"""The vignette, its figure and its sources: length, alternative text, age of the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME, REVIEWED, WCAG
from quizzes.flaws.words import stems, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import Choice, View

_SENTENCE = re.compile(r"[.!?]\s|\n\s*[-*|\n]")
_DENIED = re.compile(
    r"\b(?:no|not|without|absent|never|neither|nor|unlike|rather than|instead of)\b[^.;,]*",
    re.IGNORECASE,
)
_YEARS = (re.compile(r"\b(?:19|20)\d\d(?=;)"), re.compile(r"(?<![-–\d])(?:19|20)\d\d\b(?![-–])"))
"""The year of a journal stands before a semicolon; elsewhere it is the last that is no range."""
MOST_WORDS, LONGEST, WORTH_USING, OLD = 200, 40, 60, 5


def _long(view: View) -> Iterator[Found]:
    count = len(view.stem_words)
    if count > MOST_WORDS:
        yield Found(f"The stem has {count} words.", ("stem",))
    elif count > LONGEST:
        longest = max((len(one.split()) for one in _SENTENCE.split(view.stem)), default=0)
        if longest > LONGEST:
            yield Found(f"A sentence of the stem has {longest} words.", ("stem",))
    if count >= WORTH_USING and view.feedback and not stems(view.feedback_words) & view.stem_stems:
        yield Found("Nothing that the stem says is used in the feedback.", ("stem",))


def _revealed(view: View) -> Iterator[Found]:
    for number, figure in enumerate(view.item.media):
        sentences = [
            frozenset(tokens(_DENIED.sub(" ", one))) for one in _SENTENCE.split(figure.alt or "")
        ]
        for key in view.keys:
            if _names(key, sentences) and not any(
                _names(one, sentences) for one in view.distractors
            ):
                message = f'The alt text of {figure.id} says the key: "{key.text}".'
                yield Found(message, ("media", number, "alt"))


def _names(one: Choice, sentences: list[frozenset[str]]) -> bool:
    """Whether a sentence has every content word of an option, as a whole word."""
    content = {word for word in one.words if len(word) > 3 or word.isdigit()}  # noqa: PLR2004
    return bool(one.stems) and any(content <= sentence for sentence in sentences)


def _old(view: View) -> Iterator[Found]:
    item = view.item
    looked_at = any(one.verdict == "approve" for one in item.reviews)
    # Reviewers vouch for an older source until the day on which they want to look again.
    if looked_at and item.review_due and item.review_due >= view.today:
        return
    years = [year for one in item.references if (year := _year(one.cite))]
    if years and view.today.year - max(years) > OLD:
        yield Found(f"The newest source is of {max(years)}.", ("references",))


def _year(cite: str) -> int | None:
    """Return the year in which a source appeared, or None where its citation has none."""
    for pattern in _YEARS:
        if found := pattern.findall(cite):
            return int(found[-1])
    return None


RULES = (
    ItemRule(
        id="stem-long", number=22, severity="info",
        title="The stem is long, or nothing in it is used",
        why="Reading speed is not what the question asks about; findings without use distract.",
        source=f"{NBME}; {HDR}",
        fix="Keep what the answer hangs on and what a real case would bring along.",
        find=_long,
    ),
    ItemRule(
        id="alt-reveals-key", number=31, severity="error",
        title="The alternative text of a figure names the key",
        why=(
            "Whoever has it read aloud gets the answer instead of the question; the figure's"
            " findings are to be described, never the diagnosis."
        ),
        source=WCAG,
        fix="Describe what is seen, and leave the conclusion to the reader.",
        find=_revealed,
    ),
    ItemRule(
        id="reference-old", number=25, severity="warning",
        title="The newest source is more than five years old, and no review vouches for it today",
        why=(
            "Guidelines are revised every few years; a key may have gone out of date unnoticed. An"
            " approving review counts until its review_due."
        ),
        source=REVIEWED,
        fix=(
            "Look for a newer edition and cite it, or have the question reviewed and set"
            " review_due."
        ),
        find=_old,
    ),
)  # fmt: skip
