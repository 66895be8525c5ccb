"""The claim as a physician meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.learning import completed
from tests.people import newcomer, signed_in
from tests.reading import words
from workflows.credit.claim import BoardClaim, make
from workflows.credit.offer import offer
from workflows.people.profile import see

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


SPLIT = (("ABA", "Lifelong Learning", "0.75"), ("ABA", "Patient Safety", "0.25"))


def asked(at: AppTest) -> list[str]:
    """Return what the buttons ask that explain a number."""
    return [one.proto.popover.label for one in at.get("popover")]


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


def test_an_unusual_id_is_asked_about_once(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing is claimed before the second press; a number that is corrected asks no more."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("1.00").run()
    at.text_input(key=f"{completion}-ABIM-id").set_value("1234567890")
    at.checkbox(key=f"{completion}-ABIM-consent").check()
    press(at, completion)
    assert "is not the usual form of an ABIM ID" in at.warning[0].value
    assert offer(ada, completion).claimed is None
    press(at, completion)
    assert {one.board: one.claimed for one in offer(ada, completion).boards}["ABIM"] == "0.75"


def test_an_id_without_the_tick_is_asked_about_once(screen: Drawn, sqlite_service: Service) -> None:
    """A board that was meant is not left out in silence."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("1.00").run()
    at.text_input(key=f"{completion}-ABA-id").set_value("1234-5678")
    press(at, completion)
    assert "ABA would hear of nothing" in at.warning[0].value
    assert offer(ada, completion).claimed is None
    press(at, completion)
    claimed = offer(ada, completion)
    assert claimed.claimed is not None
    assert {one.claimed for one in claimed.boards} == {None}


def test_what_was_chosen_is_kept_while_the_profile_is_changed(
    app: Callable[[str], AppTest], sqlite_service: Service
) -> None:
    """Amount, ID and tick are there for the way back; widgets of a page that is left are not."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    at = app("ada")
    next(one for one in at.button if one.label == "Claim credit").click().run()
    at.button_group[0].set_value("0.75").run()
    at.text_input(key=f"{completion}-ABA-id").set_value("1234-5678")
    at.checkbox(key=f"{completion}-ABA-consent").check()
    at.button(key=f"{completion}-change").click().run()
    assert at.title[0].value == "Profile"
    assert at.session_state[f"{completion}-kept"] == {
        f"{completion}-amount": "0.75",
        f"{completion}-ABA-id": "1234-5678",
        f"{completion}-ABA-consent": True,
        f"{completion}-ABIM-id": "123456",
        f"{completion}-ABIM-consent": False,
    }


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


def test_what_a_board_must_know_is_asked_once(screen: Drawn, sqlite_service: Service) -> None:
    """Only what is missing, prefilled where there is a guess; then never again."""
    ben = signed_in(sqlite_service, "ben")
    completion = completed(ben, publish(sqlite_service, in_control=()))
    at = screen("ben", "claim", completion=completion)
    field = f"{completion}-birthday"
    assert [one.key for one in at.text_input if one.key == field] == [field]
    at.button_group[0].set_value("1.00").run()
    at.text_input(key=field).set_value("September 10")
    at.checkbox(key=f"{completion}-ABA-consent").check()
    press(at, completion)
    assert {one.board: one.claimed for one in offer(ben, completion).boards}["ABA"] == "1.00"
    assert see(ben).profile.birthday == "09-10"
    later = completed(ben, publish(sqlite_service, slug="later", in_control=()))
    at = screen("ben", "claim", completion=later)
    assert not [one for one in at.text_input if str(one.key).endswith("-birthday")]
    assert "Boards are told: Ben Adeyemi" in words(at)


def test_a_missing_birthday_is_named_and_nothing_claimed(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The credit alone would not need it."""
    ben = signed_in(sqlite_service, "ben")
    completion = completed(ben, publish(sqlite_service, in_control=()))
    at = screen("ben", "claim", completion=completion)
    at.button_group[0].set_value("1.00").run()
    at.checkbox(key=f"{completion}-ABA-consent").check()
    press(at, completion)
    assert "month and day of your birthday" in at.error[0].value
    assert offer(ben, completion).claimed is None


def test_without_a_name_it_leads_to_the_profile(screen: Drawn, sqlite_service: Service) -> None:
    """A certificate needs one: the way to it stands under the sentence that says so."""
    key = publish(sqlite_service)
    newcomer(sqlite_service, "nora@example.org")
    completion = completed(signed_in(sqlite_service, "nora@example.org"), key)
    at = screen("nora@example.org", "claim", completion=completion)
    assert "Your profile has no name or no degree yet" in at.info[0].value
    assert [one.label for one in at.button] == ["Complete your profile"]
    ada = screen("ada", "claim", completion=completed(signed_in(sqlite_service, "ada"), key))
    assert "Complete your profile" not in [one.label for one in ada.button]


def test_both_types_of_a_board_take_one_tick(screen: Drawn, sqlite_service: Service) -> None:
    """Pitfall 12: one consent, two claims, two records."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service, plans=SPLIT))
    at = screen("ada", "claim", completion=completion)
    assert [one.key for one in at.checkbox] == [f"{completion}-ABA-consent"]
    at.button_group[0].set_value("1.00").run()
    said = "**ABA: 0.75 Lifelong Learning and 0.25 Patient Safety points, sent as two records**"
    assert said in words(at)
    at.text_input(key=f"{completion}-ABA-id").set_value("1234-5678")
    at.checkbox(key=f"{completion}-ABA-consent").check()
    press(at, completion)
    assert [one.claimed for one in offer(ada, completion).boards] == ["0.75", "0.25"]


def test_the_question_of_each_type_names_it(screen: Drawn, sqlite_service: Service) -> None:
    """Two equal amounts of one board are not asked about in the same words."""
    ada = signed_in(sqlite_service, "ada")
    halves = (("ABA", "Lifelong Learning", "0.50"), ("ABA", "Patient Safety", "0.50"))
    completion = completed(ada, publish(sqlite_service, plans=halves))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("1.00").run()
    assert asked(at) == ["Why 0.50 Lifelong Learning?", "Why 0.50 Patient Safety?"]
    aba = BoardClaim("1234-5678", consent=True)
    both = {one.kind: aba for one in offer(ada, completion).boards}
    make(ada, completion, quarters=4, boards=both, attested=True)
    assert asked(screen("ada", "claim", completion=completion)) == [
        "Why 1.00?",
        "Why 0.50 ABA Lifelong Learning?",
        "Why 0.50 ABA Patient Safety?",
    ]


def test_for_less_credit_the_part_that_splits_off_is_left_out(
    screen: Drawn, sqlite_service: Service
) -> None:
    """And it is not offered as another board afterwards."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service, plans=SPLIT))
    at = screen("ada", "claim", completion=completion)
    at.button_group[0].set_value("0.50").run()
    assert "**ABA: 0.50 Lifelong Learning points**" in words(at)
    at.text_input(key=f"{completion}-ABA-id").set_value("1234-5678")
    at.checkbox(key=f"{completion}-ABA-consent").check()
    press(at, completion)
    assert [one.claimed for one in offer(ada, completion).boards] == ["0.50", None]
    assert not at.checkbox


def test_every_number_says_why_before_and_after_the_claim(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The board's limit and the rule's source; then also the credit's own reason."""
    ada = signed_in(sqlite_service, "ada")
    completion = completed(ada, publish(sqlite_service))
    at = screen("ada", "claim", completion=completion)
    assert "at this board" not in words(at)
    at.button_group[0].set_value("1.00").run()
    assert "The activity gives at most 0.75 points at this board." in words(at)
    at.checkbox(key=f"{completion}-ABIM-consent").check()
    press(at, completion)
    assert "no more than that is certified" in words(at)
    assert "The activity gives at most 0.75 points at this board." in words(at)


def test_a_late_claim_says_what_is_lost_before_the_click(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """After the 30 days and the year: both sentences, and the button all the same."""
    completion = completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    clock.move(days=31)
    at = screen("ada", "claim", completion=completion)
    assert "For points this claim comes late; your credit is not affected." in at.warning[0].value
    assert "ended on 31 Dec 2026" in at.warning[0].value
    assert "Points belong to the year of the completion, 2026" in at.warning[0].value
    assert at.button(key=f"{completion}-claim").label == "I attest and claim"


def test_who_gets_no_points_loses_none(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """A physician assistant is not warned of boards."""
    completion = completed(signed_in(sqlite_service, "dan"), publish(sqlite_service))
    clock.move(days=31)
    at = screen("dan", "claim", completion=completion)
    assert not at.warning
    assert at.title[0].value == "Claim hours of participation"
