"""Figures of real tables against R (psych, CTT, ltm) and Moodle, and of one reckoned by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from scoring.statistics.flags import flags
from scoring.statistics.table import read_table
from scoring.statistics.whole import statistics
from tests.shared_data import SHARED

if TYPE_CHECKING:
    from scoring.statistics.whole import Statistics

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the reference tables are not here"),
]
FOLDER = SHARED / "data" / "psychometrics"
ITEM = {
    "facility": "p",
    "r_item_rest": "r_item_rest",
    "point_biserial": "r_item_total",
    "biserial": "biserial_rest",
    "discrimination_27": "D27_fractional",
    "discriminative_efficiency": "moodle_discriminative_efficiency",
}
OPTION = {
    "n": "n",
    "proportion": "prop",
    "upper_27": "prop_upper27_fractional",
    "lower_27": "prop_lower27_fractional",
    "r_rest": "r_option_rest",
}
TABLES = [
    ("lsat6_scored.csv", None, "lsat6_expected.json"),
    ("ctt100_responses.csv", "ctt100_key.csv", "ctt100_expected.json"),
    ("hci_responses.csv", "hci_key.csv", "hci_expected.json"),
]


def text(name: str) -> str:
    """Return a file of the folder."""
    return (FOLDER / name).read_text(encoding="utf-8")


def close(value: float | None) -> Any:
    """Return what equals a figure to 1e-6."""
    return None if value is None else pytest.approx(value, rel=1e-6, abs=1e-6)


def figures(responses: str, key: str | None) -> Statistics:
    """Return the statistics of a table in the folder."""
    table = read_table(text(responses), text(key) if key else None)
    return statistics(table.columns, table.parts)


@pytest.mark.parametrize(("responses", "key", "expected"), TABLES)
def test_a_test_and_its_items_are_as_r_has_them(
    responses: str, key: str | None, expected: str
) -> None:
    """Mean, deviation, alpha, KR-21, error of measurement; six figures of every item."""
    found, wanted = figures(responses, key), json.loads(text(expected))["ctt"]
    assert (found.n, found.k) == (wanted["N"], wanted["k"])
    assert found.mean == close(wanted["total"]["mean"])
    assert found.sd == close(wanted["total"]["sd"])
    for name in ("alpha", "kr21", "sem"):
        assert getattr(found, name) == close(wanted[name]), name
    for one, item in zip(found.items, wanted["items"], strict=True):
        assert one.item == item["item"]
        for ours, theirs in ITEM.items():
            assert getattr(one, ours) == close(item[theirs]), (one.item, ours)


@pytest.mark.parametrize(("responses", "key", "expected"), TABLES[1:])
def test_options_are_as_r_has_them(responses: str, key: str, expected: str) -> None:
    """Who chose what, among all, among the high and the low 27%, and with what rest."""
    found, wanted = figures(responses, key), json.loads(text(expected))["distractors"]
    for one, item in zip(found.items, wanted, strict=True):
        for option, figure in zip(one.options, item["options"], strict=True):
            assert (option.option, option.key) == (figure["option"], figure["key"])
            for ours, theirs in OPTION.items():
                assert getattr(option, ours) == close(figure[theirs]), (one.item, option.option)


def test_marks_above_one_are_as_moodle_has_them() -> None:
    """Moodle's own test of its figures, with a question worth eight marks."""
    wanted = json.loads(text("moodle22_expected.json"))
    most = "".join(f"{name},,{mark}\n" for name, mark in wanted["maxmark"].items())
    table = read_table(text("moodle22_marks.csv"), f"item,key,max\n{most}")
    assert table.ignored == ("total",)
    for one, item in zip(
        statistics(table.columns, table.parts).items, wanted["expected"], strict=True
    ):
        assert (one.facility or 0) * 100 == close(item["facility_pct"])
        assert (one.r_item_rest or 0) * 100 == close(item["discrimination_index_pct"])
        assert one.discriminative_efficiency == close(item["discriminative_efficiency_pct"])


def test_six_people_reckoned_by_hand() -> None:
    """What nobody got right has no correlation: None, and neither 0 nor NaN."""
    found, wanted = figures("tiny6x5_scored.csv", None), json.loads(text("tiny6x5_expected.json"))
    assert found.alpha == close(wanted["kr20"])
    assert found.kr21 == close(wanted["kr21"])
    assert found.sem == close(wanted["sem_n1"])
    assert [one.r_item_rest for one in found.items] == [close(one) for one in wanted["r_rest"]]
    assert [one.point_biserial for one in found.items] == [close(one) for one in wanted["r_total"]]


def test_the_first_level_of_the_wrong_key_screen_is_that_of_the_reference() -> None:
    """An option that five in a hundred choose and that goes better with the rest than the key."""
    for name in ("ctt100", "hci"):
        wanted = json.loads(text(f"{name}_expected.json"))["distractors"]
        found = figures(f"{name}_responses.csv", f"{name}_key.csv").items
        marked = [{"look_at_key", "probably_miskeyed"} & set(flags(one)) != set() for one in found]
        assert marked == [one["possible_miskey"] for one in wanted], name


def test_a_key_that_was_made_wrong_is_found() -> None:
    """Item 7, keyed to its most popular distractor."""
    key = text("hci_key.csv").replace('"Item 7","C"', '"Item 7","B"')
    assert key != text("hci_key.csv")
    table = read_table(text("hci_responses.csv"), key)
    found = statistics(table.columns, table.parts).items
    assert "probably_miskeyed" in flags(found[6])
    wanted = json.loads(text("hci_miskey7_expected.json"))
    assert found[6].r_item_rest == close(wanted["ctt"]["items"][6]["r_item_rest"])
