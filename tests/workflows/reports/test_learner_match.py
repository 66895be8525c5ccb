from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from documents.pars.match import Learner
from tests.editions import publish
from tests.taking import lines, start_at
from workflows.credit.texts import STATES, digest
from workflows.people.consent import give, withdraw
from workflows.people.profile import filled, see, write
from workflows.reports.learner_match import export, matching

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

ABIM = "I agree that my completion is reported to ABIM."
ABA = "I agree that my completion is reported to ABA."
EVERY_STATE = "Every state can see it."


@pytest.fixture
def key(service: Service) -> str:
    """An activity with points of ABA and ABIM."""
    return publish(service, in_control=(), state_consent=EVERY_STATE)


def test_who_agreed_is_in_the_file(ada: Actor, cora: Actor, key: str) -> None:
    """One row for each board, with what PARS matches on."""
    start_at(ada, key)
    give(ada, "ABIM", digest(ABIM), key)
    found = matching(cora, key)
    assert found.learners == (Learner("Ada", "Whitfield", "09/10", "", "", "ABIM", "123456"),)
    assert found.left_out == ()


def test_the_states_have_a_row_of_their_own(ada: Actor, cora: Actor, key: str) -> None:
    """License and board are never told to whom they were not agreed to."""
    start_at(ada, key)
    give(ada, STATES, digest(EVERY_STATE), key)
    found = matching(cora, key).learners
    assert found == (Learner("Ada", "Whitfield", "09/10", "MI", "4301000000", "", ""),)


def test_without_a_license_the_npi_goes(ada: Actor, cora: Actor, key: str) -> None:
    """It needs no state."""
    start_at(ada, key)
    give(ada, STATES, digest(EVERY_STATE), key)
    held = see(ada)
    write(ada, held.seq, filled(held.profile, licenses=[]))
    one = matching(cora, key).learners[0]
    assert (one.state, one.identifier) == ("", "1234567893")


def test_without_a_live_consent_nobody_is_in_it(ada: Actor, cora: Actor, key: str) -> None:
    """Pitfall 10: neither before it is given nor after it is withdrawn."""
    start_at(ada, key)
    for _once in range(2):
        found = matching(cora, key)
        assert found.learners == ()
        assert [(one.name, one.to, one.why) for one in found.left_out] == [
            ("Ada Whitfield, MD", "ABIM", "has not agreed to a report")
        ]
        give(ada, "ABIM", digest(ABIM), key)
        withdraw(ada, "ABIM")


def test_what_lacks_is_told(ben: Actor, cora: Actor, key: str) -> None:
    """Ben agreed, and PARS could not match him without a birthday."""
    start_at(ben, key)
    give(ben, "ABA", digest(ABA), key)
    found = matching(cora, key)
    assert found.learners == ()
    assert [(one.to, one.why) for one in found.left_out] == [("ABA", "lacks birthday")]


def test_a_physician_without_boards_is_named_once(ada: Actor, cora: Actor, key: str) -> None:
    """With what would have to be entered."""
    start_at(ada, key)
    write(ada, 1, filled(legal_name="Ada Whitfield", degree="MD"))
    assert [(one.to, one.why) for one in matching(cora, key).left_out] == [
        ("ABA, ABIM", "no board ID on file and no consent")
    ]


def test_a_name_like_a_formula_is_left_out(ada: Actor, cora: Actor, key: str) -> None:
    """The file would refuse it, and nobody is called so."""
    start_at(ada, key)
    give(ada, "ABIM", digest(ABIM), key)
    held = see(ada)
    write(ada, held.seq, filled(held.profile, given_name="=Ada"))
    assert "formula" in matching(cora, key).left_out[0].why


def test_only_physicians_who_began_it_are_looked_at(
    ada: Actor, dan: Actor, cora: Actor, key: str
) -> None:
    """Neither a PA, nor a physician who was never here (pitfall 3)."""
    start_at(dan, key)
    give(ada, "ABIM", digest(ABIM), key)
    found = matching(cora, key)
    assert (found.learners, found.left_out) == ((), ())


def test_the_file_is_excel_and_taking_it_is_logged(ada: Actor, cora: Actor, key: str) -> None:
    """Texts stay texts (pitfall 8), and the log holds numbers only."""
    start_at(ada, key)
    give(ada, "ABIM", digest(ABIM), key)
    file = export(cora, key)
    assert file.name == "pars-learner-match-unverified-small-1-2026-12-01.xlsx"
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last == ["Ada", "Whitfield", "09/10", None, None, "ABIM", "123456"]
    assert lines(ada.service, "match.export")[0].data == {"learners": 1, "left_out": 0}
