"""A question in plain words: what is read before the answer, for a width of its own."""

from __future__ import annotations

from quizzes.kinds.public import PublicItem
from tests.editions import an_item
from tests.quizzes.kinds import CLUSTER, item_of
from workflows.recall.posed import in_words


def posed(stem: str) -> tuple[str, ...]:
    """Return a question with this case in words."""
    return in_words(an_item(1, stem=stem).public(("b", "a", "c", "d")))


def test_case_question_and_options_in_the_order_shown() -> None:
    """Lettered as on the page; lines of a paragraph are one."""
    assert posed("A man of 60\nhas fever.\n\nHe coughs.") == (
        "A man of 60 has fever.",
        "He coughs.",
        "What is best in 1?",
        "A. Text b of 1\nB. Text a of 1\nC. Text c of 1\nD. Text d of 1",
    )


def test_tables_and_lists_keep_their_lines() -> None:
    """They would be unreadable in one."""
    for block in ("| Na | K |\n|---|---|\n| 140 | 4 |", "- fever\n- cough", "1. fever\n2. cough"):
        assert posed(block)[0] == block


def test_statements_stand_with_it() -> None:
    """And nothing of what is right: a public item has no place for it."""
    item = item_of(CLUSTER)
    said = "\n".join(in_words(item.public(item.choice_ids)))
    assert all(f"- {one.text}" in said for one in item.parts)
    assert not {"correct", "rationale", "explanation"} & set(PublicItem.model_fields)
