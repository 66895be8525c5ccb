"""The mail with one's own link: when the report is approved, and when something goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.connect import reading
from storage.tables import outbox as messages
from tests.people import signed_in
from tests.projects import ALONE, ON_SQLITE, TITLE, address, approved, attested
from workflows.act import view
from workflows.messages.told import Ended, letter
from workflows.part4.propose import name_second
from workflows.part4.verify import send_back, verify

if TYPE_CHECKING:
    from documents.mail import Letter
    from workflows.act import Actor
    from workflows.service import Service


def told(system: Actor) -> dict[str, Letter | Ended]:
    """Return what the messages about participations say now, by subject."""
    with reading(system.service.engine) as connection:
        rows = connection.execute(messages.select().order_by(messages.c.id)).all()
    with view(system, "service.measure") as a:
        return {row.subject: letter(a, row) for row in rows}


@ON_SQLITE
def test_each_participant_gets_the_link_of_their_own(service: Service, system: Actor) -> None:
    """With the project's title, and nothing else about it."""
    found = approved(service, "ben", "ada")
    said = told(system)
    assert set(said) == {f"participation:{one}" for one in found.links.values()}
    one = said[f"participation:{found.links['ada']}"]
    assert not isinstance(one, Ended)
    assert one.link.endswith(f"/attest?id={found.links['ada']}")
    assert (one.title, one.name) == (TITLE, "Ada Whitfield, MD")


@ON_SQLITE
def test_who_has_attested_is_not_asked(
    service: Service, ada: Actor, ben: Actor, system: Actor
) -> None:
    """The mail ends unsent; what is sent back is asked for anew, each time."""
    link = approved(service, "ben", "ada").links["ada"]
    attested(ada, link, ALONE)
    assert isinstance(told(system)[f"participation:{link}"], Ended)
    send_back(ben, link, 1, "Which meetings?")
    again = told(system)[f"participation:{link}:2"]
    assert not isinstance(again, Ended)
    assert again.kind == "attest-again"
    attested(ada, link)
    assert isinstance(told(system)[f"participation:{link}:2"], Ended)


@ON_SQLITE
def test_who_verifies_is_told_once_a_day(
    service: Service, ada: Actor, dan: Actor, system: Actor
) -> None:
    """The lead of the others, whoever was named of the lead; when it is done nobody is."""
    found = approved(service, "ada", "ben", "dan")
    name_second(ada, found.id, 3, address("ben"))
    attested(dan, found.links["dan"], ALONE)
    attested(signed_in(service, "ben"), found.links["ben"], ALONE)
    attested(ada, found.links["ada"])
    asked = {key: one for key, one in told(system).items() if key.startswith("project")}
    assert [getattr(one, "name", None) for one in asked.values()] == [
        "Ada Whitfield, MD",
        "Ben Adeyemi-Larsen, MD",
    ]
    for one in ("dan", "ben"):
        verify(ada, found.links[one], 1)
    first, second = (told(system)[key] for key in asked)
    assert isinstance(first, Ended)
    assert not isinstance(second, Ended)
    assert second.link.endswith("/projects")
