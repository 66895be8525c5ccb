"""The demonstration's last ten days: reports and their answers, requests, credit from elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from credit.calendar import local_day
from storage import log
from storage.connect import reading
from workflows.credit import elsewhere
from workflows.credit.records import records
from workflows.desk import ask, inquire, respond
from workflows.desk.answer import Verdicts, answer, open_request, queue, tick
from workflows.desk.ask import filled
from workflows.initiatives import plan
from workflows.initiatives.invite import invite
from workflows.initiatives.listing import choices, listing
from workflows.initiatives.write import make as make_initiative
from workflows.pars.batch import batches, make, send
from workflows.pars.by_hand import enter
from workflows.pars.preview import preview
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Actor
    from workflows.desk.request import Asked
    from workflows.service import Service

DAYS = 10
"""It begins so many days ago: a credit that is not claimed is told of after seven."""
EARLY_DAYS = 66
"""A class that took it so many days ago has been asked by now what became of its commitments."""
CLASS_DAYS = 3
"""What a class does begins so many days ago."""
PARTNER, PARTNERS_PROFILE = (
    "farah@example.org",
    Profile(
        legal_name="Farah Haddad",
        degree="DO",
        specialty="Pediatrics",
        board_ids={"ABP": "654321"},
        affiliation="Example Children's Clinic",
        affiliated="partner",
        given_name="Farah",
        family_name="Haddad",
        birthday="02-29",
    ),
)
"""A pediatrician whom the office sees: nobody goes in as her."""
OWNER = "ben@example.edu"
"""Of the initiative."""
QUESTION = (
    "Credit for teaching", "Can I enter the hours for which I taught residents? (demonstration)",
)  # fmt: skip
IDEA = ("Cases on a phone", "One short case each week, for the way home (demonstration).")
SAID_TO_IT = "Not here: ask your department. What others gave you, you can enter under Records."
COURSE = "Airway workshop (demonstration)"
ANSWERS = {
    "ABIM": ("accepted", "Demonstration: matched."),
    "cme": ("rejected_pars", "Demonstration: no license with this number was found in Michigan."),
}


class Clock:
    """The time at which the story stands, some days ago: never before what the log holds."""

    def __init__(self, service: Service, days: int = DAYS) -> None:
        with reading(service.engine) as connection:
            last = log.last(connection)
        self._present = service.now()
        self.at = last.at if last is not None else self._present - timedelta(days=days)
        self.turn(days)

    def __call__(self) -> datetime:
        """Return it."""
        return self.at

    def turn(self, days_ago: int) -> None:
        """Turn it on to so many days ago; it never goes back."""
        self.at = max(self.at, self._present - timedelta(days=days_ago))


def report(staff: Actor) -> Iterator[str]:
    """Send what can go, once."""
    if batches(staff).found or not preview(staff).goes:
        return
    made = make(staff, "excel", after="")
    send(staff, made.batch)
    yield f"Made and marked as sent: a batch of {made.records} records."


def answered(staff: Actor, physician: Actor) -> Iterator[str]:
    """Enter what PARS would answer to that batch, one record accepted and one rejected."""
    page = batches(staff)
    if page.found != 1 or page.rows[0].stage != "sent":
        return
    for one in (each for done in records(physician).records for each in done.reports):
        if one.stage == "sent" and one.subject in ANSWERS:
            state, reason = ANSWERS[one.subject]
            enter(staff, one.record, state, reason, seen=one.state)
            yield f"Answered by PARS: {one.to}, {state.partition('_')[0]}."


def lead(staff: Actor, keys: list[str], people: list[str]) -> Iterator[str]:
    """Make an initiative of the first activity and ask a class to take part, once.

    Some of them have no account yet, and one never will.
    """
    if not keys or listing(staff):
        return
    today = local_day(staff.service.now(), staff.service.settings.zone)
    due = today + timedelta(days=18)
    wished = plan.filled(
        title=next((tag for tag, of in choices(staff).tagged.items() if keys[0] in of), keys[0]),
        aim="Fewer preventable harms on the wards (demonstration).",
        measure="Falls, pressure injuries and catheter infections in 1,000 patient-days.",
        audience="Physicians and PAs of the medical school and its care partners.",
        activities=tuple(keys[:1]), owner=OWNER, begins=today, until=due + timedelta(days=30),
    )  # fmt: skip
    made = make_initiative(staff, wished)
    asked = ("ada@example.edu", "thandiwe@example.edu", "nobody.yet@example.org", *people)
    done = invite(staff, made, "\n".join(asked).encode(), due)
    yield f"Asked to take part in an initiative: {done.asked}."


def inquiries(physician: Actor) -> Iterator[str]:
    """Ask the office something and give it an idea, once."""
    if inquire.own(physician):
        return
    inquire.inquire(physician, "office-question", *QUESTION)
    inquire.inquire(physician, "idea", *IDEA)
    yield f"Asked the office: {QUESTION[0]}, {IDEA[0]}."


def told(staff: Actor) -> Iterator[str]:
    """Answer the question, once; the idea waits."""
    for one in respond.queue(staff):
        if one.written.subject == QUESTION[0] and one.state == "asked":
            respond.respond(staff, one.id, SAID_TO_IT, "answered", one.seq)
            yield f"Answered by the office: {one.written.subject}."


def requests(physician: Actor) -> Iterator[str]:
    """Ask about a course and a series, once."""
    if ask.own(physician):
        return
    for one in _asked(physician):
        ask.ask(physician, one)
        yield f"Asked for MOC points: {one.title}."


def _asked(physician: Actor) -> tuple[Asked, ...]:
    service = physician.service
    today = local_day(service.now(), service.settings.zone)
    first, second = today + timedelta(days=120), today + timedelta(days=150)
    contact = "ben@example.edu"
    return (
        filled(
            title=COURSE, kind="course", begins=first, ends=first,
            credits="4.00", boards=("ABA",), assessment=True, feedback=True,
            passing_standard="80% of the checklist, two attempts", contact=contact,
        ),
        filled(
            title="Grand rounds in anesthesiology (demonstration)", kind="series", begins=second,
            ends=second + timedelta(days=180), credits="1.00", boards=("ABA", "ABIM"),
            assessment=False, feedback=False, contact=contact,
        ),
    )  # fmt: skip


def replied(staff: Actor) -> Iterator[str]:
    """Go through the checklist for the course and answer what the rules suggest, once."""
    waiting = (one for one in queue(staff) if one.asked.title == COURSE and one.state == "asked")
    for one in waiting:
        found = open_request(staff, one.id)
        required = [line.id for line in found.checklist if line.required]
        for seen, line in enumerate(required, start=one.seq):
            tick(staff, one.id, line, seen, ticked=True)
        said = {each.board: (each.verdict, each.reasons) for each in found.suggestions}
        answer(staff, one.id, Verdicts(said), one.seq + len(required))
        yield f"Answered: {COURSE}."


def from_elsewhere(physician: Actor) -> Iterator[str]:
    """Write down credit that was earned elsewhere, if there is none."""
    if elsewhere.see(physician):
        return
    service = physician.service
    entry = elsewhere.filled(
        completed_on=local_day(service.now(), service.settings.zone) - timedelta(days=30),
        title="Regional congress of internal medicine (demonstration)",
        provider="Example Society of Internists",
        format_="Live activity",
        kind="category-1",
        credit="6.50",
        points={("ABIM", "Medical Knowledge"): "6.50"},
    )
    elsewhere.keep(physician, elsewhere.new_name(), 0, entry)
    yield f"Entered as earned elsewhere: {entry.title}."
