"""Enrolling people from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import people
from storage.connect import reading
from tests.learning import unsealed
from tests.taking import count, lines
from tests.together import overtaken
from workflows.people.bring import ListRefused, Receipt, bring, look
from workflows.people.profile import latest
from workflows.people.search import search

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

LIST = (
    b"email,name,affiliation\n"
    b"eve@example.org,Eve Adebayo,partner\n"
    b"ADA@example.edu,Somebody Else,outside\n"
)


def test_a_new_address_becomes_a_learner(service: Service, cora: Actor, system: Actor) -> None:
    """With name and affiliation; the degree is left for the person to say."""
    assert look(cora, LIST).new == (("eve@example.org", "Eve Adebayo", "partner"),)
    assert bring(cora, LIST) == Receipt(enrolled=1, known=1)
    with reading(service.engine) as connection:
        (eve,) = people.by_subject(connection, "eve@example.org")
        profile, _ = latest(connection, eve.id)
        assert people.roles_of(connection, eve.id) == {"learner"}
    assert (profile.legal_name, profile.affiliated, profile.degree) == (
        "Eve Adebayo", "partner", "",
    )  # fmt: skip
    assert unsealed(system, ("person", "profile", "role")) == []


def test_who_is_known_stays_as_they_are(service: Service, ada: Actor, cora: Actor) -> None:
    """A list changes nobody's name, and makes no second account of another spelling."""
    assert look(cora, LIST).known == ("ada@example.edu",)
    bring(cora, LIST)
    assert [one.person for one in search(cora, "ada@example.edu").people] == [ada.public_id]
    assert search(cora, "Somebody Else").found == 0
    assert count(service, "person") == 8  # the seven named people and Eve


def test_the_same_list_again_enrols_nobody(service: Service, cora: Actor) -> None:
    """Neither a row nor a line in the log."""
    bring(cora, LIST)
    assert bring(cora, LIST) == Receipt(enrolled=0, known=2)
    assert len(lines(service, "people.bring")) == 1


def test_two_lists_at_once_enrol_everybody_once(cora: Actor, emil: Actor) -> None:
    """Whom both lists name, in whatever order, becomes a learner once; neither list fails."""
    people_of = "a@x.org,Ann Abe,own\n", "b@x.org,Bo Berg,own\n", "c@x.org,Cy Cole,own\n"
    head, more = "email,name,affiliation\n", "d@x.org,Di Dunn,own\n"
    told = overtaken(
        lambda: bring(cora, (head + "".join(people_of)).encode()),
        lambda: bring(emil, (head + more + "".join(reversed(people_of))).encode()),
        before=(people, "write_profile"),
    )
    assert sorted((one.enrolled, one.known) for one in told) == [(1, 3), (3, 0)]


def test_a_list_with_faults_enrols_nobody(service: Service, cora: Actor) -> None:
    """Each fault has its line, and the good rows wait for it."""
    bad = LIST + b"no address,Nobody,guest\n"
    assert [one.line for one in look(cora, bad).faults] == [4]
    before = count(service, "person")
    with pytest.raises(ListRefused):
        bring(cora, bad)
    assert count(service, "person") == before


def test_the_log_names_nobody(service: Service, cora: Actor) -> None:
    """It counts; names and addresses can be forgotten."""
    bring(cora, LIST)
    (line,) = lines(service, "people.bring")
    assert (line.data["enrolled"], line.data["known"]) == (1, 1)
    assert "eve" not in str(line.data).lower()
