"""The roster of an activity held elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import HeldElsewhere
from tests.editions import publish
from tests.learning import completed, unsealed
from tests.taking import count, lines
from workflows.credit.admission import HeldHere, Receipt, RosterRefused, admit, look, roster
from workflows.credit.claim import BoardClaim
from workflows.credit.points_only import claim_points

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

TWO = b"email,credits\nada@example.edu,1.00\nnew@example.org,0.50\n"
ONE = b"email,credits\nada@example.edu,0.25\n"


@pytest.fixture
def key(service: Service) -> str:
    """Points for Grand Rounds 2026, of at most 1 credit."""
    return publish(service, held=HeldElsewhere(title="Grand Rounds 2026"))


def test_a_table_is_looked_at_and_written(cora: Actor, ada: Actor, key: str) -> None:
    """What the preview says is what is written; people are named where they sign in here."""
    seen = look(cora, key, TWO)
    assert (seen.added, seen.changed, seen.faults) == (
        ("ada@example.edu", "new@example.org"), (), (),
    )  # fmt: skip
    assert admit(cora, key, TWO) == Receipt(added=2, changed=0, removed=0, listed=2)
    named, listed = roster(cora, key)
    assert named == '"Grand Rounds 2026"'
    assert [(one.address, one.credits, one.name) for one in listed] == [
        ("ada@example.edu", "1.00", "Ada Whitfield, MD"),
        ("new@example.org", "0.50", ""),
    ]
    assert listed[0].person == ada.public_id


def test_the_same_table_again_changes_nothing(service: Service, cora: Actor, key: str) -> None:
    """Neither a row nor a line in the log."""
    admit(cora, key, TWO)
    assert admit(cora, key, TWO) == Receipt(added=0, changed=0, removed=0, listed=2)
    assert count(service, "admission") == 2
    assert len(lines(service, "admission.write")) == 1


def test_a_later_table_changes_and_removes_by_new_rows(
    service: Service, cora: Actor, system: Actor, key: str
) -> None:
    """Who is not in it stays unless that is asked for; the first rows stay as they were."""
    admit(cora, key, TWO)
    seen = look(cora, key, ONE)
    assert [(one.before, one.after) for one in seen.changed] == [("1.00", "0.25")]
    assert seen.missing == ("new@example.org",)
    assert admit(cora, key, ONE) == Receipt(added=0, changed=1, removed=0, listed=2)
    assert admit(cora, key, ONE, remove=True) == Receipt(0, 0, 1, 1)
    assert admit(cora, key, ONE, remove=True) == Receipt(0, 0, 0, 1)
    assert admit(cora, key, TWO) == Receipt(added=1, changed=1, removed=0, listed=2)
    assert count(service, "admission") == 6
    assert unsealed(system, ("admission",)) == []


def test_the_log_knows_no_address(service: Service, cora: Actor, key: str) -> None:
    """It counts, and seals rows by their number."""
    admit(cora, key, TWO)
    (line,) = lines(service, "admission.write")
    assert {name: line.data[name] for name in ("added", "changed", "removed")} == {
        "added": 2, "changed": 0, "removed": 0,
    }  # fmt: skip
    assert "example" not in str(line.data)


def test_a_table_with_faults_is_not_written(service: Service, cora: Actor, key: str) -> None:
    """Each fault has its line; above the activity's credit is one of them."""
    table = b"email,credits\nada@example.edu,1.25\nb@example.org,1\n"
    assert [one.line for one in look(cora, key, table).faults] == [2]
    with pytest.raises(RosterRefused):
        admit(cora, key, table)
    assert count(service, "admission") == 0


def test_points_above_the_new_amount_are_pointed_at(cora: Actor, ada: Actor, key: str) -> None:
    """The roster never takes points back by itself: staff see whose claim to amend."""
    admit(cora, key, TWO)
    boards = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    claim_points(ada, completed(ada, key), boards=boards, attested=True)
    assert look(cora, key, ONE).above == ("ada@example.edu",)
    assert look(cora, key, TWO).above == ()
    (_, listed) = roster(cora, key)
    assert listed[0].claimed == "0.75 ABIM Medical Knowledge"


def test_an_activity_with_credit_has_no_such_roster(service: Service, cora: Actor) -> None:
    """Whoever passes it may claim."""
    made = publish(service, slug="other")
    for refused in (lambda: look(cora, made, TWO), lambda: admit(cora, made, TWO)):
        with pytest.raises(HeldHere):
            refused()
