"""Points at several boards, in several types, and what a board must know of the person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage import credit, things
from storage.connect import reading, writing
from storage.tables import pars_record
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.taking import count
from workflows.credit.claim import BoardClaim, make
from workflows.credit.known import Identity, IdentityMissing, IdentityRefused
from workflows.credit.offer import offer
from workflows.credit.refusals import ClaimWithdrawn, NoConsent, NoPoints
from workflows.people.profile import see, write

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.credit.offer import Offer
    from workflows.service import Service

MK, LL, PS = "ABIM:Medical Knowledge", "ABA:Lifelong Learning", "ABA:Patient Safety"
ABIM, ABA = BoardClaim("123456", consent=True), BoardClaim("1234-5678", consent=True)
SPLIT = (("ABA", "Lifelong Learning", "0.75"), ("ABA", "Patient Safety", "0.25"))


def claimed(page: Offer) -> dict[str, str | None]:
    """Return the points that are claimed, by kind."""
    return {one.kind: one.claimed for one in page.boards}


def subjects(service: Service) -> set[str]:
    """Return what is to be reported."""
    with reading(service.engine) as connection:
        rows = connection.execute(pars_record.select().with_only_columns(pars_record.c.subject))
        return set(rows.scalars())


def test_credit_without_points(service: Service, ada: Actor) -> None:
    """Pitfall 4: credit, points and passing are three things."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards={}, attested=True)
    assert claimed(offer(ada, completion)) == {MK: None, LL: None}


def test_two_boards_in_one_claim(service: Service, ada: Actor) -> None:
    """Each by its own rule: fewer points than credits at one, as many at the other."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards={MK: ABIM, LL: ABA}, attested=True)
    page = offer(ada, completion)
    assert claimed(page) == {MK: "0.75", LL: "1.00"}
    assert subjects(service) == {"cme", "ABIM", "ABA"}


def test_fewer_credits_give_fewer_points(service: Service, ada: Actor) -> None:
    """Pitfall 13: never more points than credits."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=2, boards={MK: ABIM, LL: ABA}, attested=True)
    assert claimed(offer(ada, completion)) == {MK: "0.50", LL: "0.50"}


def test_the_patient_safety_part_is_a_second_record(service: Service, ada: Actor) -> None:
    """Pitfall 12: two claims and two records, which add up to the credit claimed."""
    completion = completed(ada, publish(service, plans=SPLIT))
    make(ada, completion, quarters=4, boards={LL: ABA, PS: ABA}, attested=True)
    assert claimed(offer(ada, completion)) == {LL: "0.75", PS: "0.25"}
    assert subjects(service) == {"cme", "ABA", PS}


def test_a_part_that_is_worth_nothing_is_not_offered_for_that_amount(
    service: Service, ada: Actor
) -> None:
    """Who claims less has no patient-safety part, and asking for it is refused."""
    completion = completed(ada, publish(service, plans=SPLIT))
    by_kind = {one.kind: one.points for one in offer(ada, completion).boards}
    assert by_kind == {LL: {1: "0.25", 2: "0.50", 3: "0.75", 4: "0.75"}, PS: {4: "0.25"}}
    with pytest.raises(NoPoints):
        make(ada, completion, quarters=2, boards={LL: ABA, PS: ABA}, attested=True)
    assert count(service, "claim") == 0


def test_only_part_of_the_points_is_possible(service: Service, ada: Actor) -> None:
    """One of two boards, and the other one later."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards={LL: ABA}, attested=True)
    make(ada, completion, quarters=4, boards={MK: ABIM}, attested=True)
    assert claimed(offer(ada, completion)) == {MK: "0.75", LL: "1.00"}
    assert count(service, "claim") == 3


def test_every_number_says_why(service: Service, ada: Actor) -> None:
    """The rule, its source and its days stand behind each amount of points."""
    completion = completed(ada, publish(service))
    page = offer(ada, completion)
    abim = next(one for one in page.boards if one.kind == MK)
    said = " ".join(one.sentence for one in abim.why[4])
    assert "at most 0.75 points" in said
    assert "ABIM's rule for completions from" in said
    assert any(one.source for one in abim.why[4])
    assert page.why_claimed == ()
    make(ada, completion, quarters=3, boards={}, attested=True)
    assert "0.75 was claimed" in offer(ada, completion).why_claimed[1].sentence


def test_what_the_profile_lacks_is_asked_for_and_kept(service: Service, ben: Actor) -> None:
    """His birthday, read kindly and kept as month and day, in the claim's own transaction."""
    completion = completed(ben, publish(service, in_control=()))
    page = offer(ben, completion)
    assert page.missing == ("birthday",)
    make(
        ben, completion, quarters=4, boards={LL: ABA}, attested=True,
        identity=Identity(birthday=" Feb 29 "),
    )  # fmt: skip
    assert see(ben).profile.birthday == "02-29"
    assert offer(ben, completion).missing == ()


def test_without_a_birthday_no_points_reach_a_board(service: Service, ben: Actor) -> None:
    """The sentence says what is missing; nothing is claimed."""
    completion = completed(ben, publish(service, in_control=()))
    with pytest.raises(IdentityMissing, match="month and day of your birthday"):
        make(ben, completion, quarters=4, boards={LL: ABA}, attested=True)
    assert count(service, "claim") == 0


def test_without_a_birthday_credit_is_claimed_all_the_same(service: Service, ben: Actor) -> None:
    """Only boards need it."""
    completion = completed(ben, publish(service, in_control=()))
    make(ben, completion, quarters=4, boards={}, attested=True)
    assert see(ben).profile.birthday == ""
    assert count(service, "claim") == 1


@pytest.mark.parametrize("birthday", ["1970-09-10", "09/10/70", "31-31", "02-30", "soon"])
def test_a_birthday_with_a_year_or_none_is_refused(
    service: Service, ben: Actor, birthday: str
) -> None:
    """Pitfall 10: the year of birth is never kept; nothing is written."""
    completion = completed(ben, publish(service, in_control=()))
    with pytest.raises(IdentityRefused):
        make(
            ben, completion, quarters=4, boards={LL: ABA}, attested=True,
            identity=Identity(birthday=birthday),
        )  # fmt: skip
    assert count(service, "claim") == 0
    assert see(ben).profile.birthday == ""


def test_what_the_profile_holds_is_not_overwritten(service: Service, ada: Actor) -> None:
    """A page of before cannot bring an old name or birthday back."""
    completion = completed(ada, publish(service))
    make(
        ada, completion, quarters=4, boards={MK: ABIM}, attested=True,
        identity=Identity("Other", "Person", "01-01"),
    )  # fmt: skip
    held = see(ada).profile
    assert (held.given_name, held.family_name, held.birthday) == ("Ada", "Whitfield", "09-10")


def test_names_are_suggested_and_never_kept_unseen(service: Service, ada: Actor) -> None:
    """The page shows what the legal name suggests; only what is sent back is kept."""
    held = see(ada)
    bare = held.profile.model_copy(update={"given_name": "", "family_name": ""})
    write(ada, held.seq, bare)
    completion = completed(ada, publish(service))
    page = offer(ada, completion)
    assert page.missing == ("given_name", "family_name")
    assert (page.known.given_name, page.known.family_name) == ("Ada", "Whitfield")
    with pytest.raises(IdentityMissing):
        make(ada, completion, quarters=4, boards={MK: ABIM}, attested=True)


def test_no_consent_no_board_even_when_everything_else_is_there(
    service: Service, ada: Actor
) -> None:
    """Pitfall 10: and neither credit nor the other board is claimed halfway."""
    completion = completed(ada, publish(service))
    boards = {MK: ABIM, LL: BoardClaim("1234-5678", consent=False)}
    with pytest.raises(NoConsent):
        make(ada, completion, quarters=4, boards=boards, attested=True)
    assert count(service, "claim") == count(service, "consent") == 0


def test_a_late_claim_says_what_it_loses(service: Service, ada: Actor, clock: Clock) -> None:
    """Pitfall 11: after the 30 days and after the year."""
    completion = completed(ada, publish(service))
    assert offer(ada, completion).lost == ()
    clock.move(days=31)
    page = offer(signed_in(service, "ada"), completion)
    assert [one[:14] for one in page.lost] == ["Points belong ", "Points are to "]
    assert page.completed_on == date(2026, 12, 1)


def test_what_is_claimed_in_time_loses_nothing_later(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Nobody is frightened by what is done."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards={MK: ABIM, LL: ABA}, attested=True)
    clock.move(days=40)
    assert offer(signed_in(service, "ada"), completion).lost == ()


def test_points_that_the_office_took_back_are_not_offered_again(
    service: Service, ada: Actor
) -> None:
    """The page says so, and a page of before claims nothing; the credit stays."""
    completion = completed(ada, publish(service))
    make(ada, completion, quarters=4, boards={MK: ABIM}, attested=True)
    with writing(service.engine) as connection:
        row = things.find(connection, "completion", completion, None)
        assert row is not None
        held = credit.claims(connection, row.id)[MK]
        credit.add_claim(
            connection, completion_id=row.id, kind=MK, seq=2, quarters=0, allowed=held.allowed,
            snapshot=held.snapshot, reason="Not a diplomate.", by=held.by, at=held.at,
        )  # fmt: skip
    page = offer(ada, completion)
    assert [one.kind for one in page.boards] == [LL]
    assert page.not_offered[0].startswith("ABIM: The claim for this activity was withdrawn.")
    with pytest.raises(ClaimWithdrawn):
        make(ada, completion, quarters=4, boards={MK: ABIM}, attested=True)
    assert count(service, "certificate") == 1
