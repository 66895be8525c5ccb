from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from storage.connect import reading
from storage.tables import log, profile
from workflows.people.profile import Profile, ProfileRefused, filled, see, write
from workflows.refusals import Idle, SignedOut, Stale

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor


def rows(actor: Actor) -> int:
    """Count the profiles there are of a person."""
    with reading(actor.service.engine) as connection:
        count = select(func.count()).where(profile.c.person_id == actor.person_id)
        return int(connection.execute(count).scalar_one())


def test_a_profile_is_written_and_read_back(ada: Actor) -> None:
    """The next profile is in force as soon as its receipt is there."""
    held = see(ada)
    new = held.profile.model_copy(update={"legal_name": "Ada M. Whitfield"})
    receipt = write(ada, held.seq, new)
    assert receipt.seq == held.seq + 1
    assert see(ada).profile.legal_name == "Ada M. Whitfield"
    assert see(ada).addresses == ("ada@example.edu",)


def test_the_same_profile_again_returns_the_first_receipt(ada: Actor, clock: Clock) -> None:
    """A repeated save writes nothing, also from a tab that is behind."""
    new = filled(legal_name="Ada M. Whitfield", degree="MD")
    first = write(ada, 1, new)
    clock.move(minutes=5)
    assert write(ada, 1, new) == first
    assert rows(ada) == 2


def test_a_stale_tab_is_told_what_is_in_force(ada: Actor) -> None:
    """Another window's profile is never overwritten unseen."""
    write(ada, 1, filled(legal_name="Ada from the phone", degree="MD"))
    with pytest.raises(Stale) as refused:
        write(ada, 1, filled(legal_name="Ada from the desk", degree="MD"))
    assert refused.value.seq == 2
    assert isinstance(refused.value.current, Profile)
    assert refused.value.current.legal_name == "Ada from the phone"
    assert rows(ada) == 2


@pytest.mark.parametrize(
    "name", ["", "   ", "\u00ad", "\u200b\u200e", "...", "- -", "\uffff", "42"]
)
def test_a_name_without_a_letter_is_none(ada: Actor, name: str) -> None:
    """A certificate is made out to somebody."""
    with pytest.raises(ProfileRefused, match="Enter your name"):
        write(ada, 1, filled(legal_name=name, degree="MD"))
    assert rows(ada) == 1


@pytest.mark.parametrize(
    "unseen", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u00ad", "\x1b", "\uffff"]
)
def test_what_nobody_sees_is_not_kept(ada: Actor, unseen: str) -> None:
    """In no field: it would turn a line around, or hide a formula, on somebody else's screen."""
    write(
        ada,
        1,
        filled(
            legal_name=f"A{unseen}da Whitfield",
            degree="MD",
            specialty=f"{unseen}Internal medicine",
            affiliation=f"Example{unseen}\n Hospital",
        ),
    )
    kept = see(ada).profile
    assert kept.legal_name == "Ada Whitfield"
    assert (kept.specialty, kept.affiliation) == ("Internal medicine", "Example Hospital")


def test_a_name_that_cannot_be_printed_asks_for_a_latin_form(ada: Actor) -> None:
    """The message names the characters; nothing is written."""
    with pytest.raises(ProfileRefused, match=r"cannot print 陳\..*Latin letters"):
        write(ada, 1, filled(legal_name="Ada 陳", degree="MD"))
    assert rows(ada) == 1


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ξένια Παππά", "Ольга Петренко", "Nguyễn Thị Ánh"])
def test_a_name_that_can_be_printed_is_kept(ada: Actor, name: str) -> None:
    """Latin, Greek, Cyrillic and Vietnamese names stand as they are written."""
    write(ada, 1, filled(legal_name=name, degree="MD"))
    assert see(ada).profile.legal_name == name


def test_every_fault_is_named_at_once(ada: Actor) -> None:
    """A form with three faults is corrected in one go."""
    with pytest.raises(ProfileRefused) as refused:
        write(ada, 1, filled(legal_name=" ", degree="", board_ids={"ABIM": "ABC", "ABP": " "}))
    assert len(refused.value.faults) == 3
    assert '"ABC" cannot be an ABIM ID' in str(refused.value)


def test_an_unusual_board_id_is_kept_with_a_warning(ada: Actor) -> None:
    """Only the impossible is refused."""
    receipt = write(ada, 1, filled(legal_name="Ada", degree="MD", board_ids={"ABIM": "1234567890"}))
    assert len(receipt.warnings) == 1
    assert "Please check it." in receipt.warnings[0]
    assert see(ada).profile.board_ids == {"ABIM": "1234567890"}


def test_a_board_that_nobody_reports_to_is_refused(ada: Actor) -> None:
    """Only the boards that rules exist for can hold an ID."""
    with pytest.raises(ProfileRefused, match="ABX is not one of the boards"):
        write(ada, 1, filled(legal_name="Ada", degree="MD", board_ids={"ABX": "1"}))


def test_a_field_that_is_too_long_is_refused() -> None:
    """A pasted page is not a name."""
    with pytest.raises(ProfileRefused, match="Shorten"):
        filled(legal_name="A" * 200, degree="MD")


def test_the_log_holds_no_name(ada: Actor) -> None:
    """What is logged can stay when a person is anonymised."""
    write(ada, 1, filled(legal_name="Zebedee Unusual", degree="MD"))
    with reading(ada.service.engine) as connection:
        lines = connection.execute(select(log).order_by(log.c.seq)).all()
    assert lines[-1].act == "profile.write"
    assert not any("Zebedee" in str(cell) for line in lines for cell in line)


def test_after_a_long_rest_a_fresh_sign_in_is_asked_for(ada: Actor, clock: Clock) -> None:
    """An open browser in the ward is not enough to change who somebody is."""
    clock.move(hours=13)
    with pytest.raises(Idle):
        write(ada, 1, filled(legal_name="Not Ada", degree="MD"))
    clock.move(days=31)
    with pytest.raises(SignedOut):
        write(ada, 1, filled(legal_name="Not Ada", degree="MD"))
    assert rows(ada) == 1


def test_identifiers_are_kept_as_they_are_reported(ada: Actor) -> None:
    """Blanks go, zeros stay, a birthday is MM-DD however it was written (pitfall 8)."""
    typed = filled(
        legal_name="Ada Whitfield",
        degree="MD",
        given_name=" Ada ",
        family_name="Whitfield",
        birthday="Sep 10",
        npi="1234 567 893",
        licenses=[("Michigan", "43010 00012"), ("", " "), ("oh", "0042")],
    )
    receipt = write(ada, 1, typed)
    kept = see(ada).profile
    assert (kept.given_name, kept.birthday, kept.npi) == ("Ada", "09-10", "1234567893")
    assert [(one.state, one.number) for one in kept.licenses] == [
        ("MI", "4301000012"),
        ("OH", "0042"),
    ]
    assert receipt.warnings == ()


def test_a_changed_copy_is_read_like_a_form(ada: Actor) -> None:
    """Whoever writes a profile, it is kept in one form."""
    held = see(ada)
    write(ada, held.seq, held.profile.model_copy(update={"birthday": "2/29"}))
    assert see(ada).profile.birthday == "02-29"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("birthday", "9/10/1980", "never keep the year"),
        ("birthday", "Feb 30", "Feb has no day 30"),
        ("npi", "1234567890", "last digit does not fit"),
        ("given_name", "123456", "cannot be a name"),
        ("family_name", "4301000000", "cannot be a name"),
    ],
)
def test_the_impossible_is_refused(ada: Actor, field: str, text: str, said: str) -> None:
    """What boards could never match is not kept (pitfall 10: no year of birth)."""
    with pytest.raises(ProfileRefused, match=said):
        write(ada, 1, see(ada).profile.model_copy(update={field: text}))
    assert rows(ada) == 1


@pytest.mark.parametrize(
    ("where", "number", "said"),
    [
        ("", "4301000000", "Choose the state of the license"),
        ("Ontario", "4301000000", "Choose the state of the license"),
        ("MI", "", "Enter the number of your MI license"),
        ("MI", "--", "cannot be a license number"),
    ],
)
def test_half_a_license_is_refused(ada: Actor, where: str, number: str, said: str) -> None:
    """A license is a state and a number."""
    with pytest.raises(ProfileRefused, match=said):
        write(ada, 1, filled(legal_name="Ada", degree="MD", licenses=[(where, number)]))


def test_a_state_is_enough_with_the_npi(ada: Actor) -> None:
    """A state board finds its licensee by either number."""
    write(ada, 1, filled(legal_name="Ada", degree="MD", npi="1234567893", licenses=[("MI", "")]))
    assert [(one.state, one.number) for one in see(ada).profile.licenses] == [("MI", "")]


def test_unusual_license_and_family_name_are_kept_with_a_warning(ada: Actor) -> None:
    """Boards may hold somebody by another name; states print licenses in many forms."""
    typed = filled(
        legal_name="Ada Whitfield", degree="MD", given_name="Ada", family_name="Miller",
        licenses=[("MI", "17")],
    )  # fmt: skip
    receipt = write(ada, 1, typed)
    assert len(receipt.warnings) == 2
    assert "not the usual form of a MI license" in receipt.warnings[0]
    assert '"Miller" does not stand in your legal name' in receipt.warnings[1]


def test_a_form_keeps_what_it_does_not_show() -> None:
    """Boards and fields that a form leaves out stay; an emptied one goes."""
    base = Profile(
        legal_name="Ada", degree="MD", npi="1234567893", board_ids={"ABIM": "123456", "ABP": "1234"}
    )
    kept = filled(base, specialty="Geriatrics", board_ids={"ABIM": ""})
    assert (kept.npi, kept.specialty) == ("1234567893", "Geriatrics")
    assert kept.board_ids == {"ABP": "1234"}


def test_names_for_boards_are_only_suggested(ada: Actor) -> None:
    """The profile does not hold what nobody looked at."""
    profile = filled(legal_name="Ada M. Whitfield", degree="MD")
    assert profile.suggested_names == ("Ada", "Whitfield")
    assert (profile.given_name, profile.family_name) == ("", "")
    assert see(ada).profile.given_name == "Ada"  # the demonstration's Ada entered hers
