"""Items that people wrote here, out to Moodle or QTI and back: text, key and every score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.formats import hypertext
from quizzes.formats.foreign import Format, Paper, Taken
from quizzes.formats.gift import GIFT
from quizzes.formats.moodle_xml import MOODLE_XML
from quizzes.formats.qti import QTI_2, QTI_3
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from quizzes.reading import BANKS, read_bank
from scoring.numeric import accepted
from tests.quizzes.formats.around import around, item_of, scores

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.formats.foreign import Fields
    from quizzes.models import AnyItem

WORDS = st.text("abcαβ12 .,()+-=<>%&*_#:~{}", min_size=1, max_size=12).map(
    lambda text: f"w{text.replace('*', ' * ').replace('_', ' ').replace('<', '< ')}w"
)
WAYS = (MOODLE_XML, GIFT, QTI_2, QTI_3)
RULES = ["ps1m_pickn", "plus_minus", "balanced_plus_minus", "subset"]


@st.composite
def choices(draw: st.DrawFn) -> Fields:
    """Return the fields of a choice question with up to ten options."""
    texts = draw(st.lists(WORDS, min_size=2, max_size=10))
    several = draw(st.booleans())
    most = len(texts) if several else 1
    keyed = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=most))
    options: list[dict[str, Any]] = [
        {"id": "abcdefghij"[n], "text": text, **({"correct": True} if n in keyed else {})}
        for n, text in enumerate(texts)
    ]
    kind = "multiple_response" if several else "single_best_answer"
    scoring = {"scoring": {"method": draw(st.sampled_from(RULES))}} if several else {}
    lead_in = f"{draw(WORDS)}?"
    return {"type": kind, "lead_in": lead_in, "options": tuple(options), **scoring}


@pytest.mark.parametrize("format_", WAYS, ids=lambda one: one.name)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(fields=choices())
def test_every_answer_scores_the_same_elsewhere(format_: Format, fields: Fields) -> None:
    """Of each choice question, whatever its rule and key, every set of options earns the same."""
    before = Taken("1", fields)
    ((_, after),) = around(format_, [before])
    assert isinstance(after, Taken)
    first, second = item_of(before, 0, "x"), item_of(after, 0, "x")
    assert [*scores(first)] == [*scores(second)]


BANKED = sorted(path for path in BANKS.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", BANKED, ids=lambda path: path.name)
@pytest.mark.parametrize("format_", WAYS, ids=lambda one: one.name)
def test_the_demonstration_banks_go_out_and_come_back(format_: Format, folder: Path) -> None:
    """Each question is the same, its vignette as it is shown; what is lost of one is told."""
    bank, _ = read_bank(folder)
    assert bank
    assert format_.write
    assert format_.read
    items = list(bank.items.values())
    images = {one.file: (folder / one.file).read_bytes() for item in items for one in item.media}
    file = format_.write(Paper("Bank", items, images))
    gone = {one.place for one in file.left_out}
    kept = [one for one in items if one.id not in gone]
    for item, question in zip(kept, format_.read(file.content, "bank"), strict=True):
        assert isinstance(question, Taken)
        again = item_of(question, 0, format_.name)
        whole = not any(one.startswith(f"{item.id}: ") for one in file.warnings)
        assert _told(again, whole=whole) == _told(item, whole=whole)
        if format_ is not GIFT:
            assert sorted(question.images.values()) == sorted(
                images[one.file] for one in item.media
            )


def _told(item: AnyItem, *, whole: bool) -> tuple[object, ...]:
    """Return what a question says; not `whole`: without what its warning names as left out."""
    stem = " ".join(hypertext.blocks(item.stem or "").split())
    asked = (item.type, stem, item.lead_in)
    if isinstance(item, ExtendedMatching):
        # Elsewhere the options of a matching question have no order, and so no letters.
        text = {one.id: one.text for one in item.options}
        pairs = [(" ".join(one.text.split()), text[one.correct]) for one in item.stems]
        why = [one.rationale for one in item.stems if whole]
        return (*asked, item.theme, set(text.values()), pairs, why)
    if isinstance(item, TrueFalseCluster):
        return (*asked, [(one.text, one.correct, one.rationale) for one in item.statements])
    if isinstance(item, Numeric):
        # A range may come back as its middle with a tolerance: the same numbers are right.
        return (*asked, accepted(item.answer), item.answer.units[: None if whole else 1])
    said = [
        (one.text, getattr(one, "rationale", None)) for ones in item.lists.values() for one in ones
    ]
    return (*asked, said, item.key)


def test_all_or_nothing_goes_out_as_a_type_of_its_own() -> None:
    """Moodle's plug-in for it is named, and read back as the same rule."""
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"})
    before = Taken("1", {"type": "multiple_response", "lead_in": "Which?", "options": options})
    ((_, after),) = around(MOODLE_XML, [before])
    assert isinstance(after, Taken)
    assert after.fields["scoring"] == {"method": "all_or_nothing"}


def test_teaching_goes_out_with_the_explanation() -> None:
    """Key point and references have no place of their own in Moodle and stand below it."""
    options = ({"id": "a", "text": "x", "correct": True}, {"id": "b", "text": "y"})
    cited = {"id": "r", "cite": "Smith J. Heart. 2024."}
    fields: Fields = {
        "type": "single_best_answer",
        "lead_in": "Which?",
        "options": options,
        "explanation": "Because.",
        "key_point": "Remember.",
        "references": (cited,),
    }
    ((_, after),) = around(MOODLE_XML, [Taken("1", fields)])
    assert isinstance(after, Taken)
    assert after.fields["explanation"] == "Because.\n\n**Remember.**\n\n- Smith J. Heart. 2024."
