"""Whether a self-assessment will count for somebody: values in, one line for each subject out.

A line counts, or lacks something that the person can put right at once, or says why it cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from credit.amounts import as_text
from credit.calendar import written
from credit.statements import ama_credits
from credit.window import taken, taken_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

State = Literal["counts", "done", "lacks", "optional", "never"]
Need = Literal["certificate", "names", "birthday", "board_id", "license", "consent"]
CME, PARTICIPATION, STATES = "CME", "Participation", "State boards"
YEAR_ENDS = 25  # from this day of December on, the end of the year is told
_WORDS: dict[Need, str] = {
    "certificate": "your name and degree",
    "names": "your name as the board has it",
    "birthday": "your birthday (month and day)",
    "board_id": "your board ID",
    "license": "the state that licenses you, with your license number or NPI",
    "consent": "your consent to report",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody."""

    certificate: bool  # legal name and degree
    physician: bool
    names: bool  # given and family name as boards have them
    birthday: bool
    some_board: bool  # at least one board ID is on file
    license: bool  # a state, with the number of its license or the NPI
    states: bool  # agreed to reports to state boards


@dataclass(frozen=True, slots=True)
class Offer:
    """What an activity offers on a day, and what the person has of it already."""

    today: date
    released: date
    expires: date
    claim_by: date
    designated_on: date | None
    credits: int  # quarters, at most
    in_control: bool  # the person wrote, reviewed or planned it
    completed_on: date | None
    claimed: bool
    reported_elsewhere: bool
    held_in: str | None = None  # the activity that the credit is claimed in, if it is not this one
    admitted: bool = False  # on the roster of that activity


@dataclass(frozen=True, slots=True)
class Board:
    """One board that the activity plans points at, and the person's standing with it."""

    board: str
    points: str  # in words: "1.25 Medical Knowledge points"
    id_label: str
    id_held: bool
    id_needed: bool
    registered: bool
    consented: bool
    claimed: bool
    report_days: int  # from completion to the report
    none: str | None  # why the board records nothing today


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one subject."""

    subject: str
    state: State
    said: str
    needs: tuple[Need, ...] = ()


def lines(person: Person, offer: Offer, boards: Iterable[Board]) -> tuple[Line, ...]:
    """Say of credit, and for physicians of each board, whether it will count."""
    subject = CME if person.physician or not person.certificate else PARTICIPATION
    if (why := _never(offer)) is not None:
        return (Line(subject, "never", why),)
    if not person.physician:
        return (_credit(subject, person, offer),)
    planned = tuple(_board(person, offer, one) for one in boards)
    return (_credit(subject, person, offer), *planned, *_states(person, offer))


def summary(found: Iterable[Line], *, demonstration: bool = False) -> str:
    """Say all lines in one: what counts, and what something is missing for."""
    found = tuple(found)
    will = "would" if demonstration else "will"

    def those(*states: State) -> str:
        return ", ".join(one.subject for one in found if one.state in states)

    done, good, lacking = those("done"), those("counts"), those("lacks")
    offered = ", ".join(one.subject for one in found if one.state == "optional" and one.needs)
    said = [
        *([f"Already on record: {done}"] if done else []),
        *([f"It {will} count: {good}"] if good else []),
        *([f"Not yet: {lacking}"] if lacking else []),
        *([f"If certified there, also: {offered}"] if offered else []),
    ]
    if done or good:
        return ". ".join(said)
    return f"{will.capitalize()} it count? {'. '.join(said)}" if said else f"It {will} not count"


def year_end(today: date) -> str | None:
    """Say in the last days of a year that it ends (pitfall 7: the local day counts)."""
    if (today.month, today.day) < (12, YEAR_ENDS):
        return None
    return (
        f"What you complete, evaluation included, by midnight on 31 Dec {today.year} counts for"
        f" {today.year}; after that it counts for {today.year + 1}. The provider's clock decides."
    )


def _never(offer: Offer) -> str | None:
    if offer.in_control:
        return "You helped to write, review or plan this activity, so it earns you nothing."
    if offer.completed_on is not None:
        return None if offer.claimed or offer.today <= offer.claim_by else _too_late(offer)
    if offer.today < offer.released:
        return f"It opens on {written(offer.released)}."
    if offer.today > offer.expires:
        return f"It ended on {written(offer.expires)}; what is completed now earns nothing."
    designated = offer.designated_on is not None and offer.designated_on <= offer.today
    if offer.held_in is None and not designated:
        return "Credit was not designated for it yet; what is begun before that earns nothing."
    return None


def _too_late(offer: Offer) -> str:
    return f"It could be claimed until {written(offer.claim_by)}."


def _credit(subject: str, person: Person, offer: Offer) -> Line:
    if offer.held_in is not None and person.certificate:
        said = f"It gives none of its own: it belongs to {offer.held_in}, and comes from there."
        return Line(subject, "never", said)
    if offer.claimed and offer.completed_on is not None:
        said = f"On record since {written(offer.completed_on)}; another attempt changes nothing."
        return Line(subject, "done", said)
    if not person.certificate:
        return Line(subject, "lacks", _lacking(("certificate",)), ("certificate",))
    if person.physician:
        return Line(subject, "counts", f"Up to {ama_credits(offer.credits)}.{_claim(offer)}")
    said = f"A record of participation, up to {as_text(offer.credits)} hours, with a certificate."
    return Line(subject, "counts", f"{said}{_claim(offer)}")


def _claim(offer: Offer) -> str:
    """Say what is left to do once everything is completed."""
    return "" if offer.completed_on is None else f" Claim it by {written(offer.claim_by)}."


def _board(person: Person, offer: Offer, one: Board) -> Line:
    if one.claimed:
        return Line(one.board, "done", f"{one.points} are claimed; they count once.")
    if (why := _no_points(offer, one)) is not None:
        return Line(one.board, "never", why)
    if one.id_needed and not one.id_held:
        return _offered(person, one)
    return _identified(person, offer, one)


def _offered(person: Person, one: Board) -> Line:
    """Offer a board's points to whoever it certifies; nothing is wrong where it does not.

    While no board is known all that a report needs can be entered at once.
    """
    certified = f"Only with an {one.id_label}. If {one.board} certifies you,"
    if person.some_board:
        return Line(one.board, "optional", f"{certified} add it to your profile.")
    needs: dict[Need, bool] = {
        "board_id": True,
        "names": not person.names,
        "birthday": not person.birthday,
        "consent": not one.consented,
    }
    asked = tuple(need for need, lacks in needs.items() if lacks)
    return Line(one.board, "optional", f"{certified} enter it below; else leave it.", asked)


def _no_points(offer: Offer, one: Board) -> str | None:
    """Say why a board gives nothing, whatever the person enters, or None."""
    if one.none is not None:
        return one.none
    if not one.registered:
        return (
            f"This activity is not registered with {one.board} yet. Your points can be claimed"
            f" once it is, until {written(offer.claim_by)}."
        )
    if offer.held_in is not None and not offer.admitted:
        return f"Only for those on the roster of {offer.held_in}. Ask the office to add you."
    if offer.completed_on is not None and not taken(offer.completed_on, offer.today):
        last = written(taken_until(offer.completed_on))
        return f"Completed on {written(offer.completed_on)}: PARS took that until {last}."
    return None


def _identified(person: Person, offer: Offer, one: Board) -> Line:
    """Say what a report to a board lacks, or that nothing is missing."""
    known: dict[Need, bool] = {
        "board_id": one.id_held or not one.id_needed,
        "names": person.names,
        "birthday": person.birthday,
        "consent": one.consented,
    }
    needs = tuple(need for need, held in known.items() if not held)
    if needs:
        return Line(one.board, "lacks", _lacking(needs), needs)
    return Line(
        one.board, "counts", f"Up to {one.points}, reported {_reported(offer, one.report_days)}."
    )


def _reported(offer: Offer, days: int) -> str:
    if offer.reported_elsewhere:
        return "by the school's other platform, not from here"
    if offer.completed_on is None:
        return f"within {days} days"
    last = offer.completed_on + timedelta(days=days)
    if offer.today > last:
        return f"late: the {days} days ended on {written(last)}, and the board may refuse"
    return f"by {written(last)}"


def _states(person: Person, offer: Offer) -> Iterator[Line]:
    """Speak of state boards only to those who agreed to a report."""
    if not person.states or offer.claimed or offer.held_in is not None:
        return  # where credit is held elsewhere, none of it is reported from here
    known: dict[Need, bool] = {
        "names": person.names, "birthday": person.birthday, "license": person.license,
    }  # fmt: skip
    needs = tuple(need for need, held in known.items() if not held)
    if needs:
        yield Line(STATES, "lacks", _lacking(needs), needs)
    else:
        yield Line(STATES, "counts", "The credit you claim is reported to state boards.")


def _lacking(needs: tuple[Need, ...]) -> str:
    words = [_WORDS[one] for one in needs]
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"Still missing: {listed}."
