"""The claim as a physician meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import words
from workflows.credit.claim import BoardClaim, make
from workflows.credit.offer import offer

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.service import Service


def press(at: AppTest, completion: str) -> AppTest:
    """Press the one button."""
    return at.button(key=f"{completion}-claim").click().run()


def test_two_taps_claim_credit(screen: Drawn, sqlite_service: Service) -> None:
    """An amount, the attestation, and the certificate is there."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("0.75").run()
    press(at, completion)
    claimed = offer(ada, completion)
    assert claimed.claimed is not None
    assert claimed.claimed.text == "0.75"
    assert "0.75 *AMA PRA Category 1 Credits*™" in at.success[0].value
    links = [one.proto.url for one in at.get("link_button")]
    assert f"/certificate/{claimed.certificate}.pdf" in links


def test_nothing_is_chosen_or_ticked(screen: Drawn, sqlite_service: Service) -> None:
    """No amount, no consent; the diplomate ID is filled in where the profile has it."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    assert not at.button_group[0].value
    assert [one.value for one in at.checkbox] == [False, False]
    assert [one.value for one in at.text_input] == ["", "123456"]
    assert "Recorded on the questions: 2 min" in words(at)
    assert "60 min" in words(at)


def test_points_follow_the_amount(screen: Drawn, sqlite_service: Service) -> None:
    """Half a credit is half a point; a whole one is what the board's plan allows."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("0.50").run()
    assert "**ABIM: 0.50 Medical Knowledge points**" in words(at)
    at.button_group[0].set_value("1.00").run()
    assert "**ABIM: 0.75 Medical Knowledge points**" in words(at)


def test_points_are_claimed_by_their_consent(screen: Drawn, sqlite_service: Service) -> None:
    """Only the board that was agreed to is told."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.checkbox(key=f"{completion}-ABIM-consent").check()
    at.button_group[0].set_value("1.00").run()
    press(at, completion)
    assert {one.board: one.claimed for one in offer(ada, completion).boards} == {
        "ABA": None,
        "ABIM": "0.75",
    }


def test_a_missing_diplomate_id_is_named(screen: Drawn, sqlite_service: Service) -> None:
    """The sentence says which ID, and nothing is claimed."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.checkbox(key=f"{completion}-ABA-consent").check()
    at.button_group[0].set_value("1.00").run()
    press(at, completion)
    assert "Enter your ABA ID" in at.error[0].value
    assert offer(ada, completion).claimed is None


def test_a_long_activity_takes_a_typed_amount(screen: Drawn, sqlite_service: Service) -> None:
    """What is no quarter-hour is answered with the nearest that are."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service, credit="6.00", registered=()))
    at = screen("ada", "claim", completion=completion)
    for text, sentence in (("0.3", "nearest"), ("0", "cannot be claimed"), ("6.25", "more than")):
        at.text_input(key=f"{completion}-amount").set_value(text).run()
        assert sentence in at.error[0].value
    at.text_input(key=f"{completion}-amount").set_value("5.75").run()
    press(at, completion)
    claimed = offer(ada, completion).claimed
    assert claimed is not None
    assert claimed.text == "5.75"


def test_a_stale_tab_shows_what_is_in_force(screen: Drawn, sqlite_service: Service) -> None:
    """A second tab claims nothing on top of the first: neither credit nor points."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.checkbox(key=f"{completion}-ABIM-consent").check()
    at.button_group[0].set_value("1.00").run()
    make(ada, completion, quarters=2, boards={}, attested=True)
    press(at, completion)
    assert "0.50" in at.success[0].value
    assert [one.claimed for one in offer(ada, completion).boards] == [None, None]


def test_another_board_is_offered_after_the_claim(screen: Drawn, sqlite_service: Service) -> None:
    """The amount is settled; only the points are left to claim."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    boards = {"ABIM:Medical Knowledge": BoardClaim("123456", consent=True)}
    make(ada, completion, quarters=4, boards=boards, attested=True)
    at = screen("ada", "claim", completion=completion)
    assert not at.button_group
    assert [one.key for one in at.checkbox] == [f"{completion}-ABA-consent"]


def test_others_meet_neither_boards_nor_the_trademark(
    screen: Drawn, sqlite_service: Service
) -> None:
    """A physician assistant claims hours of participation."""
    completion = completed(signed_in(sqlite_service, "dan"), publish(sqlite_service))
    at = screen("dan", "claim", completion=completion)
    assert at.button_group[0].label == "Hours to claim"
    assert not at.checkbox
    assert "AMA" not in words(at)


def test_someone_elses_completion_is_unknown(screen: Drawn, sqlite_service: Service) -> None:
    """Dan reads the sentence for an unknown id."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = screen("dan", "claim", completion=completion)
    assert "There is no such completion" in at.warning[0].value
