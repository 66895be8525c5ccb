from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.counting import Board, Line, Need, Offer, Person, lines, summary, year_end

ADA = Person(
    certificate=True, physician=True, names=True, birthday=True, some_board=True, license=True,
    states=False,
)  # fmt: skip
DAN = replace(ADA, physician=False, names=False, birthday=False, some_board=False, license=False)
TODAY = date(2026, 12, 1)
OFFER = Offer(
    today=TODAY, released=date(2026, 11, 1), expires=date(2027, 10, 31),
    claim_by=date(2027, 12, 31), designated_on=date(2026, 10, 1), credits=6, in_control=False,
    completed_on=None, claimed=False, reported_elsewhere=False,
)  # fmt: skip
ABIM = Board(
    board="ABIM", points="1.25 Medical Knowledge points", id_label="ABIM ID", id_held=True,
    id_needed=True, registered=True, consented=True, claimed=False, report_days=30, none=None,
)  # fmt: skip
ABA = replace(
    ABIM, board="ABA", id_label="ABA ID", id_held=False, consented=False, points="1.50 points"
)


def by_subject(found: tuple[Line, ...]) -> dict[str, Line]:
    """Name lines by what they are about."""
    return {one.subject: one for one in found}


def test_all_green_is_one_short_line() -> None:
    """Nothing to do: credit and the own board, the other board as a hint."""
    found = lines(ADA, OFFER, [ABIM, ABA])
    assert [(one.subject, one.state) for one in found] == [
        ("CME", "counts"), ("ABIM", "counts"), ("ABA", "optional"),
    ]  # fmt: skip
    assert summary(found) == "It will count: CME, ABIM"
    assert summary(found, demonstration=True) == "It would count: CME, ABIM"
    assert found[0].said == "Up to 1.50 AMA PRA Category 1 Credits™."
    assert found[1].said == "Up to 1.25 Medical Knowledge points, reported within 30 days."
    assert "If ABA certifies you" in found[2].said


@pytest.mark.parametrize(
    ("person", "board", "needs", "said"),
    [
        (replace(ADA, birthday=False), ABIM, ("birthday",), "your birthday (month and day)"),
        (replace(ADA, names=False), ABIM, ("names",), "your name as the board has it"),
        (ADA, replace(ABIM, consented=False), ("consent",), "your consent to report"),
        (
            replace(ADA, names=False, birthday=False),
            replace(ABIM, consented=False),
            ("names", "birthday", "consent"),
            "your birthday (month and day) and your consent to report.",
        ),
    ],
)
def test_what_a_report_lacks_is_named_with_its_fields(
    person: Person, board: Board, needs: tuple[Need, ...], said: str
) -> None:
    """Identity and consent, before the work."""
    found = by_subject(lines(person, OFFER, [board]))
    assert (found["ABIM"].state, found["ABIM"].needs) == ("lacks", needs)
    assert said in found["ABIM"].said
    assert found["CME"].state == "counts"
    assert summary(found.values()) == "It will count: CME. Not yet: ABIM"


def test_a_board_that_may_not_be_ones_own_is_a_quiet_offer() -> None:
    """Whoever it does not certify has nothing to put right, and nothing is said to lack."""
    person = replace(ADA, some_board=False, names=False)
    found = lines(person, OFFER, [replace(ABIM, id_held=False, consented=False), ABA])
    assert [one.state for one in found] == ["counts", "optional", "optional"]
    assert found[1].needs == ("board_id", "names", "consent")
    assert "If ABIM certifies you, enter it below; else leave it." in found[1].said
    assert summary(found) == "It will count: CME. If certified there, also: ABIM, ABA"


def test_what_is_claimed_is_told_apart_from_what_still_counts() -> None:
    """A claimed activity is never announced as if it would count."""
    claimed = replace(OFFER, completed_on=TODAY, claimed=True)
    found = lines(ADA, claimed, [replace(ABIM, claimed=True), ABA])
    assert summary(found, demonstration=True) == "Already on record: CME, ABIM"
    found = lines(ADA, claimed, [ABIM])
    assert summary(found) == "Already on record: CME. It will count: ABIM"


def test_a_board_that_needs_no_id_asks_for_none() -> None:
    """As the ABS."""
    found = lines(ADA, OFFER, [replace(ABA, id_needed=False, consented=True)])
    assert found[1].state == "counts"


@pytest.mark.parametrize("profession", ["PA", "nurse", "pharmacist"])
def test_who_is_no_physician_never_hears_of_boards(profession: str) -> None:
    """Pitfall 3: no AMA credit and no points, but what they do get."""
    assert profession
    found = lines(DAN, OFFER, [ABIM, ABA])
    assert [(one.subject, one.state) for one in found] == [("Participation", "counts")]
    assert "record of participation, up to 1.50 hours" in found[0].said
    assert "AMA" not in found[0].said
    assert summary(found) == "It will count: Participation"


def test_before_name_and_degree_are_known_only_they_are_asked_for() -> None:
    """The degree decides whether boards are spoken of at all."""
    nobody = replace(DAN, certificate=False)
    found = lines(nobody, OFFER, [ABIM])
    assert found == (
        Line("CME", "lacks", "Still missing: your name and degree.", ("certificate",)),
    )
    assert summary(found) == "Will it count? Not yet: CME"


def test_who_made_it_earns_nothing_in_it() -> None:
    """One line instead of all: no field would help."""
    found = lines(ADA, replace(OFFER, in_control=True), [ABIM])
    assert [(one.subject, one.state) for one in found] == [("CME", "never")]
    assert summary(found) == "It will not count"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 31), "never"),
        (date(2026, 11, 1), "counts"),  # the first day
        (date(2027, 10, 31), "counts"),  # the last one
        (date(2027, 11, 1), "never"),
    ],
)
def test_only_from_release_to_expiration(today: date, state: str) -> None:
    """Both days included."""
    assert lines(ADA, replace(OFFER, today=today), [ABIM])[0].state == state


@pytest.mark.parametrize("designated", [None, date(2026, 12, 2)])
def test_before_designation_nothing_counts(designated: date | None) -> None:
    """Never in hindsight."""
    found = lines(ADA, replace(OFFER, designated_on=designated), [ABIM])
    assert [one.state for one in found] == ["never"]
    assert "not designated" in found[0].said


def test_where_the_activity_is_not_registered_points_wait() -> None:
    """The credit does not."""
    found = lines(ADA, OFFER, [replace(ABIM, registered=False)])
    assert [one.state for one in found] == ["counts", "never"]
    assert "not registered with ABIM yet" in found[1].said


def test_a_board_that_records_nothing_today_says_why() -> None:
    """A rule that ended, or has not begun."""
    found = lines(ADA, OFFER, [replace(ABIM, none="ABTS takes completions until 2027 only.")])
    assert (found[1].state, found[1].said) == ("never", "ABTS takes completions until 2027 only.")


def test_what_is_claimed_counts_once() -> None:
    """Another attempt changes nothing on record (pitfall 9)."""
    done = replace(OFFER, completed_on=date(2026, 11, 20), claimed=True)
    found = lines(ADA, done, [replace(ABIM, claimed=True)])
    assert [one.state for one in found] == ["done", "done"]
    assert "On record since 20 Nov 2026" in found[0].said
    assert summary(found) == "Already on record: CME, ABIM"


def test_points_can_be_added_to_claimed_credit() -> None:
    """Pitfall 4: credit and points are not one flag."""
    done = replace(OFFER, completed_on=date(2026, 11, 20), claimed=True)
    found = lines(ADA, done, [ABIM])
    assert [one.state for one in found] == ["done", "counts"]
    assert "reported by 20 Dec 2026" in found[1].said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 31), "reported by 31 Dec 2026"),
        (date(2027, 1, 1), "the 30 days ended on 31 Dec 2026"),
    ],
)
def test_the_thirty_days_run_from_the_completion(today: date, said: str) -> None:
    """From the day the evaluation is done."""
    late = replace(OFFER, completed_on=date(2026, 12, 1), today=today)
    assert said in lines(ADA, late, [ABIM])[1].said


def test_what_pars_takes_no_more_counts_nowhere() -> None:
    """Until the day that claims and batches know, too (pitfall 11)."""
    old = replace(OFFER, completed_on=date(2024, 12, 31), claim_by=date(2027, 12, 31))
    assert lines(ADA, replace(old, today=date(2026, 3, 31)), [ABIM])[1].state == "counts"
    over = lines(ADA, replace(old, today=date(2026, 4, 1)), [ABIM])[1]
    assert (over.state, over.said) == (
        "never",
        "Completed on 31 Dec 2024: PARS took that until 31 Mar 2026.",
    )


def test_after_the_claim_deadline_nothing_counts() -> None:
    """The line says until when it could be claimed."""
    late = replace(OFFER, completed_on=date(2027, 9, 1), today=date(2028, 1, 1))
    found = lines(ADA, late, [ABIM])
    assert [one.state for one in found] == ["never"]
    assert "until 31 Dec 2027" in found[0].said


def test_who_reports_it_is_said() -> None:
    """One platform reports an activity, never both."""
    found = lines(ADA, replace(OFFER, reported_elsewhere=True), [ABIM])
    assert "by the school's other platform" in found[1].said


def test_where_the_credit_is_another_activitys_only_points_count() -> None:
    """And only for those on its roster."""
    held = replace(OFFER, held_in='"Grand Rounds"', designated_on=None)
    found = lines(ADA, replace(held, admitted=True), [ABIM])
    assert [one.state for one in found] == ["never", "counts"]
    assert 'belongs to "Grand Rounds"' in found[0].said
    assert summary(found) == "It will count: ABIM"
    found = lines(ADA, held, [ABIM])
    assert [one.state for one in found] == ["never", "never"]
    assert summary(found) == "It will not count"
    assert [one.state for one in lines(DAN, held, [ABIM])] == ["never"]


def test_state_boards_are_spoken_of_to_those_who_agreed() -> None:
    """They need a license or NPI; nobody else is asked for one."""
    agreed = replace(ADA, states=True)
    assert lines(agreed, OFFER, [])[-1].state == "counts"
    found = lines(replace(agreed, license=False), OFFER, [])
    assert (found[-1].subject, found[-1].needs) == ("State boards", ("license",))
    assert [one.subject for one in lines(replace(ADA, license=False), OFFER, [])] == ["CME"]


def test_points_alone_are_no_credit_for_state_boards() -> None:
    """The credit is held, and reported, elsewhere."""
    agreed, held = replace(ADA, states=True), replace(OFFER, held_in="Grand Rounds 2026")
    assert [one.subject for one in lines(agreed, held, [])] == ["CME"]


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 31)])
def test_in_the_last_days_of_the_year_its_end_is_told(day: date) -> None:
    """The local day counts (pitfall 7)."""
    said = year_end(day)
    assert said is not None
    assert "by midnight on 31 Dec 2026 counts for 2026; after that it counts for 2027" in said


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2027, 1, 1), date(2026, 6, 30)])
def test_at_other_times_nothing_is_said_of_it(day: date) -> None:
    """It would only be in the way."""
    assert year_end(day) is None


FLAGS = st.booleans()
PEOPLE = st.builds(Person, *([FLAGS] * 7))
BOARDS = st.builds(
    Board, st.sampled_from(["ABA", "ABIM"]), st.just("1.00 points"), st.just("ID"), FLAGS, FLAGS,
    FLAGS, FLAGS, FLAGS, st.just(30), st.none() | st.just("Nothing."),
)  # fmt: skip


@given(PEOPLE, st.lists(BOARDS, max_size=3), FLAGS)
def test_a_line_lacks_something_exactly_if_it_names_a_need(
    person: Person,
    boards: list[Board],
    in_control: bool,
) -> None:
    """What lacks can be put right, an offer may be taken up, and every other line needs nothing."""
    found = lines(person, replace(OFFER, in_control=in_control), boards)
    assert all(one.needs for one in found if one.state == "lacks")
    assert all(one.state in {"lacks", "optional"} for one in found if one.needs)
    assert all(set(one.needs) <= set(get_args(Need)) for one in found)
    if not person.physician:
        assert len(found) == 1
    if in_control:
        assert [one.state for one in found] == ["never"]


@given(PEOPLE, BOARDS)
def test_no_points_are_promised_without_consent_and_identity(person: Person, board: Board) -> None:
    """Pitfall 10: what counts at a board could be reported as it stands."""
    for one in lines(person, OFFER, [board])[1:]:
        if one.state == "counts" and one.subject == board.board:
            assert board.consented
            assert person.names
            assert person.birthday
            assert board.id_held or not board.id_needed
