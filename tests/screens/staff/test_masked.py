"""No page of the office shows a birthday or a number in full before somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from screens.table import SCREENS
from storage.connect import reading
from storage.tables import log
from tests.amending import account
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.reporting import MK, claimed, consent, identified, put, records, registered
from workflows.people.merge import propose

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service

# Ada's, as tests.reporting completes her profile, in every way a day is written here.
SECRET = (
    "123456", "0430112345", "1234567893", "02-29", "02/29", "2/29", "29 Feb", "Feb 29",
    "February 29",
)  # fmt: skip
TEXTS = frozenset({"credit-rules", "author-guide", "help"})  # documents, the same for everybody


def sent(at: AppTest) -> str:
    """Return everything that a page sends to the browser, also what is folded away."""
    assert not at.exception
    return "\n".join(str(getattr(one, "proto", "")) for one in at._tree)


def lines(service: Service) -> int:
    """Count the looks at what is masked."""
    with reading(service.engine) as connection:
        looks = select(func.count()).where(log.c.act == "identifiers.show")
        return int(connection.execute(looks).scalar_one())


def test_every_page_of_the_office_keeps_them(screen: Drawn, sqlite_service: Service) -> None:
    """With a physician in every list: reported and rejected, merged, on the roster."""
    ada, cora = signed_in(sqlite_service, "ada"), signed_in(sqlite_service, "cora")
    identified(ada)
    consent(ada, "states")
    key = registered(sqlite_service)
    done = claimed(ada, key, 4, MK)
    press(screen("cora", "reporting"), "Make the batch")
    subject = records(sqlite_service, done)[0][0]
    put(sqlite_service, done, subject, "rejected_pars", "No diplomate is known by this number.")
    twin = account(sqlite_service, "ada@clinic.example", "Ada Whitfield")
    propose(cora, twin.public_id, ada.public_id, "One person.")
    about = {"person": {"id": ada.public_id}, "roster": {"id": key}, "binder": {"id": f"{key}.1"}}
    for one in SCREENS:
        if "staff" in one.roles and one.path not in TEXTS:
            page = sent(screen("cora", one.path, **about.get(one.path, {})))
            assert [each for each in SECRET if each in page] == [], one.path
    assert lines(sqlite_service) == 0


def test_they_are_shown_by_a_click_and_only_then(screen: Drawn, sqlite_service: Service) -> None:
    """In the run of the click; the next one masks them again."""
    ada = signed_in(sqlite_service, "ada")
    identified(ada)
    at = screen("cora", "person", id=ada.public_id)
    assert "Birthday •••29" in words(at)
    at = press(at, "Show in full")
    said = words(at)
    assert "Birthday 02/29 · ABIM ID 123456 · MI license 0430112345 · NPI 1234567893" in said
    assert lines(sqlite_service) == 1
    assert "123456" not in sent(at.run())
    assert lines(sqlite_service) == 1


def test_of_whoever_has_none_nothing_can_be_shown(screen: Drawn, sqlite_service: Service) -> None:
    """There is no button."""
    eve = account(sqlite_service, "eve@example.edu", "Eve Ng")
    assert "Show in full" not in labels(screen("cora", "person", id=eve.public_id))
