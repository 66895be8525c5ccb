"""What about an item wants a look."""

from __future__ import annotations

from scoring.statistics.flags import flags
from scoring.statistics.table import read_table
from scoring.statistics.whole import statistics


def flagged(rows: list[str], key: str = "item,key\na,A\nb,A\nc,A\n") -> list[tuple[str, ...]]:
    """Return the flags of three items with the options A to C."""
    table = read_table("a,b,c\n" + "\n".join(rows), key)
    return [flags(one) for one in statistics(table.columns, table.parts).items]


def test_good_items_have_no_flag() -> None:
    """Those who know choose the key, those who do not choose others."""
    rows = ["A,A,A"] * 15 + ["B,A,A"] * 5 + ["A,B,B"] * 5 + ["B,B,C"] * 15
    assert flagged(rows) == [(), (), ()]


def test_below_twenty_people_nothing_is_said() -> None:
    """Figures of so few are chance."""
    assert flagged(["A,A,A", "B,B,B"] * 9) == [("too_few",)] * 3


def test_a_wrong_key_is_told_first() -> None:
    """All who know the others choose B, which is not the key."""
    rows = ["B,A,A"] * 20 + ["A,B,B"] * 20
    assert flagged(rows)[0][:2] == ("probably_miskeyed", "negative")


def test_what_nearly_everybody_knows_is_easy_and_what_nobody_chooses_is_told() -> None:
    """An option that is in the key's column only because another row names it."""
    rows = ["A,A,A"] * 40 + ["A,B,B"] * 40
    assert flagged(rows)[0] == ("easy",)
    assert "unchosen_option" in flagged(rows, "item,key\na,D\nb,A\nc,A\n")[0]


def test_hard_and_without_discrimination() -> None:
    """Few know it, and those who know the others do not know it more often."""
    knowing = [f"{one},A,A" for one in "ABCBCBCBCBCBCBCB"]
    others = [f"{one},B,B" for one in "AABCBCBCBCBCBCBC"]
    assert "hard" in flagged(knowing + others)[0]
