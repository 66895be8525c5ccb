"""Completions as a table for the school's other platform."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from storage import consents
from storage.connect import writing
from tests.amending import account, merged, withdraw
from tests.editions import publish
from tests.learning import completed
from tests.reporting import consent, identified
from tests.taking import lines
from workflows.credit.claim import BoardClaim, make
from workflows.people.consent import withdraw as take_back
from workflows.reports.completions import HEADINGS, export

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ABIM = {"ABIM:Medical Knowledge": BoardClaim("012345", consent=True)}


def rows(actor: Actor, key: str) -> list[dict[str, str]]:
    """Return the lines of the table by their headings."""
    sheet = load_workbook(BytesIO(export(actor, key))).active
    assert sheet is not None
    head, *below = ([str(one or "") for one in row] for row in sheet.iter_rows(values_only=True))
    return [dict(zip(head, row, strict=True)) for row in below]


def test_each_claim_is_a_line(service: Service, ada: Actor, dan: Actor, cora: Actor) -> None:
    """Credit first, then boards, zeros of a number kept; who is no physician has participation."""
    key = publish(service)
    make(ada, completed(ada, key), quarters=3, boards=ABIM, attested=True)
    make(dan, completed(dan, key), quarters=4, boards={}, attested=True)
    credit, points, participation = rows(cora, key)
    assert tuple(credit) == HEADINGS
    assert credit["AMA PRA Category 1 Credits claimed"] == "0.75"
    assert (credit["Name"], credit["E-mail"]) == ("Ada Whitfield", "ada@example.edu")
    assert credit["Completed on"] == "2026-12-01"
    assert (points["Board"], points["Board ID"]) == ("ABIM", "012345")
    assert (points["Credit type"], points["Points"]) == ("Medical Knowledge", "0.75")
    assert participation["Participation"] == "1.00"
    assert participation["AMA PRA Category 1 Credits claimed"] == ""


def test_a_board_leaves_with_consent_only(service: Service, ada: Actor, cora: Actor) -> None:
    """Domain rule 10: once it is taken back the number is in no file; the log counts it."""
    key = publish(service)
    make(ada, completed(ada, key), quarters=3, boards=ABIM, attested=True)
    with writing(service.engine) as connection:
        given = consents.latest_consent(connection, ada.person_id or 0, "ABIM")
        assert given is not None
        consents.write_consent(
            connection, given.person_id, "ABIM", given.text_digest, service.now(), given=False
        )
    (credit,) = rows(cora, key)
    assert credit["Board"] == ""
    assert "012345" not in credit.values()
    data = lines(service, "completions.print")[0].data
    assert (data["claims"], data["without_consent"]) == (1, 1)


def test_a_consent_is_taken_back_in_whichever_account(
    service: Service, cora: Actor, clock: Clock
) -> None:
    """The account that is kept speaks for the one that claimed."""
    old, kept = (account(service, f"{one}@x.org", "Eve Ng") for one in ("old", "kept"))
    identified(old)
    key = publish(service)
    make(old, completed(old, key), quarters=4, boards=ABIM, attested=True)
    assert [row["Board"] for row in rows(cora, key)] == ["", "ABIM"]
    kept = merged(cora, old, kept)
    clock.move(minutes=1)
    take_back(kept, "ABIM")
    assert [row["Board"] for row in rows(cora, key)] == [""]


def test_it_says_who_somebody_is_now(service: Service, ada: Actor, cora: Actor) -> None:
    """A new name and a corrected number count; zeros and days of birth are text."""
    key = publish(service)
    make(ada, completed(ada, key), quarters=3, boards=ABIM, attested=True)
    consent(ada, "states")
    identified(ada, legal_name="=Ada Ruiz", family_name="Ruiz", board_ids={"ABIM": "054321"})
    credit, points = rows(cora, key)
    assert (credit["Name"], credit["First name"], credit["Last name"]) == (
        "=Ada Ruiz",
        "Ada",
        "Ruiz",
    )
    assert (credit["Date of birth (MM/DD)"], credit["Licensing state"]) == ("02/29", "Michigan")
    assert credit["Licensing ID or NPI"] == "0430112345"
    assert (points["Board ID"], points["Licensing ID or NPI"]) == ("054321", "")


def test_without_consent_to_report_to_states_only_the_credit_leaves(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Birthday, license and NPI stay here."""
    key = publish(service)
    identified(ada)
    make(ada, completed(ada, key), quarters=3, boards={}, attested=True)
    (credit,) = rows(cora, key)
    assert credit["AMA PRA Category 1 Credits claimed"] == "0.75"
    assert [credit[one] for one in HEADINGS[5:10]] == [""] * 5


def test_what_was_withdrawn_is_not_in_it(service: Service, ada: Actor, cora: Actor) -> None:
    """The other platform hears of what is in force."""
    key = publish(service)
    done = completed(ada, key)
    make(ada, done, quarters=3, boards=ABIM, attested=True)
    withdraw(cora, done, "Claimed by mistake.")
    assert rows(cora, key) == []


def test_a_demonstration_says_so_in_each_line(service: Service, ada: Actor, cora: Actor) -> None:
    """These people are made up: nobody may take the file for real."""
    key = publish(service)
    make(ada, completed(ada, key), quarters=3, boards=ABIM, attested=True)
    assert {one["Note"] for one in rows(cora, key)} == {"Demonstration, not for submission"}
