"""Will it count? As it stands on an activity's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.credit.texts import digest
from workflows.people.consent import give, see
from workflows.people.profile import filled, write
from workflows.people.profile import see as profile_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service

START = "I have read this. Start"
SAVE = "Save and look again"
ABIM = "I agree that my completion is reported to ABIM."


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """An activity with points of ABA and ABIM."""
    return publish(sqlite_service, in_control=())


def fold(at: AppTest) -> str:
    """Return the line that everything folds into."""
    return str(at.expander[0].label)


def is_open(at: AppTest) -> bool:
    """Whether the fold stands open at first."""
    return bool(at.expander[0].proto.expanded)


def typed(at: AppTest, **fields: str) -> AppTest:
    """Fill text fields in by the beginnings of their labels."""
    for label, text in fields.items():
        next(one for one in at.text_input if one.label.startswith(label)).set_value(text)
    return at


def test_all_green_is_one_folded_line(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """No field, no further tap: the page has its one button."""
    give(signed_in(sqlite_service, "ada"), "ABIM", digest(ABIM), key)
    at = screen("ada", "activity", id=key)
    assert fold(at) == "It will count: CME, ABIM"
    assert not is_open(at)
    assert labels(at) == [START]
    assert not at.checkbox
    assert not at.text_input


def test_what_lacks_stands_open_and_is_put_right_here(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """Ben has an ID and no birthday: that and his consent are asked for, and nothing else."""
    at = screen("ben", "activity", id=key)
    assert fold(at) == "It will count: CME. Not yet: ABA"
    assert is_open(at)
    assert [one.label for one in at.text_input] == ["Birthday, month and day only"]
    assert "If ABIM certifies you, add it to your profile." in words(at)
    typed(at, Birthday="Feb 29").checkbox[0].check()
    press(at, SAVE)
    assert fold(at) == "It will count: CME, ABA"
    assert labels(at) == [START]
    ben = signed_in(sqlite_service, "ben")
    assert profile_of(ben).profile.birthday == "02-29"
    assert next(one for one in see(ben) if one.scope == "ABA").given


def test_without_the_tick_the_rest_is_kept(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """Consent is never given along with something else."""
    at = press(typed(screen("ben", "activity", id=key), Birthday="02-29"), SAVE)
    assert fold(at) == "It will count: CME. Not yet: ABA"
    assert not at.text_input
    assert not next(one for one in see(signed_in(sqlite_service, "ben"))).given


def test_a_mistake_stays_in_its_field(screen: Drawn, sqlite_service: Service, key: str) -> None:
    """With the reason beneath, and nothing kept."""
    at = press(typed(screen("ben", "activity", id=key), Birthday="9/10/1980"), SAVE)
    assert "never keep the year" in at.error[0].value
    assert at.text_input[0].value == "9/10/1980"
    assert profile_of(signed_in(sqlite_service, "ben")).seq == 1


def test_a_new_physician_is_asked_for_everything_once(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """IDs at each board, folded away, since none may be theirs; names as a suggestion."""
    ada = signed_in(sqlite_service, "ada")
    write(ada, 1, filled(legal_name="Ada Whitfield", degree="MD"))
    at = screen("ada", "activity", id=key)
    assert [one.label for one in at.text_input] == [
        "Given name, as your board has it",
        "Family name, as your board has it",
        "Birthday, month and day only",
        "American Board of Anesthesiology (ABA)",
        "American Board of Internal Medicine (ABIM)",
    ]
    assert "Suggested from your legal name" in words(at)
    assert fold(at) == "It will count: CME. If certified there, also: ABA, ABIM"
    assert not is_open(at)
    typed(at, Birthday="Sep 10", **{"American Board of Internal": "123456"}).checkbox[1].check()
    press(at, SAVE)
    assert fold(at) == "It will count: CME, ABIM"
    assert "If ABA certifies you" in words(at)


def test_another_window_is_not_overwritten(
    screen: Drawn, sqlite_service: Service, key: str
) -> None:
    """What is saved there is shown, and asked about again."""
    at = typed(screen("ben", "activity", id=key), Birthday="02-29")
    ben = signed_in(sqlite_service, "ben")
    held = profile_of(ben)
    write(ben, held.seq, filled(held.profile, birthday="03-01"))
    press(at, SAVE)
    assert "changed in another window" in words(at)
    assert profile_of(ben).profile.birthday == "03-01"
    assert not at.text_input


@pytest.mark.parametrize("degree", ["PA", "RN", "CRNA", "NP", "PharmD", "Other"])
def test_who_is_no_physician_never_reads_of_points(
    screen: Drawn, sqlite_service: Service, key: str, degree: str
) -> None:
    """Pitfall 3: neither board nor consent nor AMA credit as theirs, anywhere on it."""
    dan = signed_in(sqlite_service, "dan")
    write(dan, 1, filled(legal_name="Dan Reyes", degree=degree))
    at = screen("dan", "activity", id=key)
    assert fold(at) == "It will count: Participation"
    assert "record of participation, up to 1.00 hours" in words(at)
    for word in ("MOC", "ABIM", "ABA", "points at", "maintenance", "board"):
        assert word not in words(at)
    assert "ABIM" not in words(screen("dan", "activities"))
    assert "ABIM" in words(screen("ada", "activities"))


def test_in_the_last_days_of_december_the_end_of_the_year_is_told(
    screen: Drawn, sqlite_service: Service, clock: Clock, key: str
) -> None:
    """In Detroit's time: at 23:30 of the 31st it is the next year in London."""
    clock.move(days=30, hours=13, minutes=30)  # Thursday 31 December 2026, 23:30 in Detroit
    assert sqlite_service.now().year == 2027
    said = words(screen("ada", "activity", id=key))
    assert "by midnight on 31 Dec 2026 counts for 2026" in said


def test_who_made_it_or_cannot_start_is_told_once(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """The sentence on top says it; no fold repeats it."""
    key = publish(sqlite_service)
    assert "It will not count" not in str(
        [one.label for one in screen("ben", "activity", id=key).expander]
    )
    clock.move(days=400)
    assert not [one for one in screen("ada", "activity", id=key).expander if "count" in one.label]
