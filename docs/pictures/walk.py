"""The states of the demonstration that the pictures show, each with its address and its person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import select

from quizzes.correction import Correction
from storage import things
from storage.connect import reading
from storage.tables import certificate
from tests.people import signed_in
from workflows.attempts.answers import form_of
from workflows.attempts.margin import comment
from workflows.attempts.question import question
from workflows.attempts.result import result
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.content import frozen
from workflows.content.front import front
from workflows.content.home import home
from workflows.content.writing.new import begin_plan
from workflows.corrections import correct, desk
from workflows.corrections.apply import apply
from workflows.credit.amend import propose
from workflows.credit.amendable import amendable
from workflows.credit.evaluate import give
from workflows.credit.records import records
from workflows.desk.answer import Verdicts, answer, open_request
from workflows.desk.ask import ask, filled
from workflows.desk.inquire import inquire
from workflows.desk.respond import respond
from workflows.initiatives.listing import listing
from workflows.learning.missed import missed as missed_by
from workflows.operations.demonstration import wrong_answer
from workflows.part4.own import own as own_part4
from workflows.trying.pilot import ask as ask_tester
from workflows.trying.pilot import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.service import Service

HOSPITAL, PERIOPERATIVE = "hospital-medicine-essentials", "perioperative-safety"
KINDS = {
    "extended_matching": "matching", "ordered": "ordering", "numeric": "number",
    "true_false_cluster": "statements",
}  # fmt: skip
OPINION = {
    "objectives": "Yes, all", "bias": "No", "change": "It confirms what I do", "barrier": "Nothing",
}  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One screen in one state."""

    name: str
    address: str
    who: str | None  # key of a demonstration person, or a tester's link; None: signed out
    shows: str  # a text by which it is known to be complete
    offline: bool = False  # choose an option without a network first


def shots(service: Service) -> Iterator[Shot]:
    """Give the pictures in the order of the line; each state is made when its turn comes."""
    ada = signed_in(service, "ada")
    yield Shot("sign-in", "/sign-in", None, "Who are you today?")
    yield Shot("moc", "/moc", None, "MOC explained")
    yield Shot("contact", "/contact", None, "Who is who")
    yield Shot("about", "/about", None, "What we are for")
    yield Shot("home", "/", "ada", "Your next step")
    yield Shot("activities", "/activities", "ada", "Self-assessments")
    yield Shot("activity", f"/activity?id={PERIOPERATIVE}", "ada", "I have read this. Start")
    yield Shot("share", f"/share?id={PERIOPERATIVE}", "ada", "For the record system")
    yield Shot("five", "/five?topic=podiatry", "ada", "There are questions about")
    yield Shot("short-link", "/go/nowhere", None, "no self-assessment behind")
    yield from _taking(ada)
    yield Shot("will-it-count", f"/activity?id={HOSPITAL}", "ben", "Save and look again")
    yield from _feedback(signed_in(service, "ben"))
    yield from _passing(ada)
    yield from _records(ada)
    yield from _projects(ada)
    yield Shot("profile", "/profile", "ada", "Save profile")
    yield Shot("help", "/help", "ada", "Help")
    yield Shot("unknown", "/attempt?attempt=unknown", "ada", "not")
    yield from _office(ada)


def _taking(ada: Actor) -> Iterator[Shot]:
    attempt = home(ada).open[0].at.attempt
    total = question(ada, attempt).total
    pages = [question(ada, attempt, one) for one in range(1, total + 1)]
    plain = next(
        one
        for one in pages
        if one.item.type == "single_best_answer" and not one.item.figures and one.value is None
    )
    drawn = next(one for one in pages if one.item.figures)
    value = plain.item.options[1].id
    save(ada, attempt, position=plain.position, seen=plain.seq, value=value, confidence="fairly")
    at = f"/attempt?attempt={attempt}&q="
    yield Shot("question", f"{at}{plain.position}", "ada", "Private note")
    yield Shot("figure", f"{at}{drawn.position}", "ada", "Private note")
    yield Shot("not-saved", f"{at}{plain.position}", "ada", "NOT SAVED", offline=True)
    for kind, name in KINDS.items():
        one = next(page for page in pages if page.item.type == kind)
        yield Shot(name, f"{at}{one.position}", "ada", "Private note")
    yield Shot("sitting", f"/sitting?attempt={attempt}&goal=5", "ada", "everything is saved")
    yield Shot("before-submission", f"{at}end", "ada", "Submit for marking")


def _feedback(ben: Actor) -> Iterator[Shot]:
    attempt = start(ben, HOSPITAL, front(ben, HOSPITAL).digest)
    _answer(ben, attempt, 1, _items(ben, attempt)[0], right=False)
    yield Shot("feedback", f"/attempt?attempt={attempt}&q=1", "ben", "References")


def _passing(ada: Actor) -> Iterator[Shot]:
    """Answer the rest, pass, and stop before the evaluation and before the claim."""
    attempt = home(ada).open[0].at.attempt
    for position, one in enumerate(_items(ada, attempt), start=1):
        if position > 1:
            _answer(ada, attempt, position, one, right=True)
    submit(ada, attempt)
    yield Shot("result", f"/result?attempt={attempt}", "ada", "Question by question")
    yield Shot("evaluate", f"/evaluate?attempt={attempt}", "ada", "Send and go to the claim")
    completion = give(ada, attempt, OPINION)
    yield Shot("claim", f"/claim?completion={completion}", "ada", "I attest and claim")


def _answer(actor: Actor, attempt: str, position: int, item: AnyItem, *, right: bool) -> None:
    page = question(actor, attempt, position)
    value = item.keyed_answer if right else wrong_answer(item)
    save(
        actor,
        attempt,
        position=position,
        seen=page.seq,
        value=value,
        confidence=("guess", "sure", "fairly")[position % 3],
        seconds=55,
    )


def _items(actor: Actor, attempt: str) -> list[AnyItem]:
    with reading(actor.service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        digests = [one.digest for one in form_of(row).items] if row is not None else []
        return [frozen.item(connection, one) for one in digests]


def _records(ada: Actor) -> Iterator[Shot]:
    one = next(one for one in records(ada).records if one.certificate)
    yield Shot("claimed", f"/claim?completion={one.completion}", "ada", "Open certificate")
    yield Shot("commitments", f"/commitments?completion={one.completion}", "ada", "One more")
    yield Shot("recall", "/recall", "ada", "Questions that return")
    yield Shot("records", "/records", "ada", "Transcript as PDF")
    yield Shot("questions", "/questions", "ada", "Missed when asked last")
    yield Shot("how-sure", "/questions?view=sure", "ada", "By objective")
    missed = missed_by(ada).lines[0]
    asked = f"/questions?attempt={missed.attempt}&q={missed.position}"
    yield Shot("own-question", asked, "ada", "How others answered")
    yield Shot("verify", f"/verify/{_code(ada.service, one.certificate)}", None, "valid")


def _projects(ada: Actor) -> Iterator[Shot]:
    """The demonstration's quality projects, to their people and to the office."""
    held = own_part4(ada)
    yield Shot("projects", "/projects", "ada", "Where you take part")
    proposal = next(one for one in held.leads if one.state == "draft")
    yield Shot("project", f"/project?id={proposal.id}", "ada", "Who takes part")
    part = next(one for one in held.parts if one.standing.state == "verified")
    yield Shot("project-approved", f"/project?id={part.project.id}", "ben", "linked cycles")
    yield Shot("attested", f"/attest?id={part.participation}", "ada", "Active in")
    dan = own_part4(signed_in(ada.service, "dan")).parts[0]
    yield Shot("attest", f"/attest?id={dan.participation}", "dan", "I attest this")
    yield Shot("part4", "/part4", "cora", "To the Portfolio Program")


def _code(service: Service, public_id: str | None) -> str:
    """Return what stands at the foot of a certificate."""
    with reading(service.engine) as connection:
        wanted = select(certificate.c.code).where(certificate.c.public_id == public_id)
        return str(connection.execute(wanted).scalar_one())


def _repairs(ada: Actor) -> Iterator[Shot]:
    """Propose an amendment, so that there is something to confirm."""
    cora = signed_in(ada.service, "cora")
    one = amendable(cora, ada.public_id)[0]
    lower = {part.kind: min(part.now, 1) for part in one.parts}
    propose(
        cora, one.completion, amounts=lower, seen=one.seen, reason="Left after the first quarter."
    )
    yield Shot("confirm", "/confirm", "cora", "Left after the first quarter.")
    yield Shot("roles", "/roles", "olga", "Who holds")
    dan = signed_in(ada.service, "dan").public_id
    yield Shot("roles-person", f"/roles?id={dan}", "olga", "Give a role")
    yield Shot("service", "/service", "olga", "Versions")
    yield Shot("audit", "/audit", "olga", "Lines of the log")
    yield Shot("forget", "/forget", "olga", "Look")


def _put_right(ada: Actor) -> Iterator[Shot]:
    """A comment to answer, a correction to confirm, the attempt as it was seen, and the notice."""
    cora, emil = (signed_in(ada.service, one) for one in ("cora", "emil"))
    attempt = next(one.attempt for one in records(ada).records if one.certificate)
    asked = next(
        one for one in result(ada, attempt).items if one.type == "single_best_answer" and one.right
    )
    comment(ada, attempt, position=asked.position, text="The newer guideline says otherwise.")
    item = f"{asked.item_id}.1"
    options = desk.page(cora, item).published.lists["options"]
    text = {one.text: one.id for one in options}
    other = next(one.text for one in asked.options if not one.keyed)
    new = Correction(
        kind="rekey", key=text[other], now="The newer guideline prefers this.",
        source="Example Society guideline 2026, section 4",
    )  # fmt: skip
    made = correct.propose(cora, item, new, seen=0, reason="The guideline changed.")
    yield Shot("put-right", "/correct", "emil", "Score falls")
    yield Shot("correct", f"/correct?item={item}", "cora", "waits for a second person")
    yield Shot("replay", f"/replay?attempt={attempt}", "cora", "The log proves")
    correct.confirm(emil, item, made)
    apply(emil, made)
    yield Shot("changed-answer", "/", "ada", "An answer was changed")


def _office(ada: Actor) -> Iterator[Shot]:
    yield Shot("today", "/", "cora", "Today")
    yield Shot("desk", "/desk", "cora", "Desk")
    yield Shot("arrivals", f"/share?id={HOSPITAL}", "cora", "Arrivals")
    yield Shot("halt", f"/halt?id={HOSPITAL}", "cora", "Pause or withdraw")
    yield Shot("problems", "/problems", "cora", "Problems")
    yield Shot("write", f"/write?bank={HOSPITAL}", "cora", "questions")
    yield Shot("write-question", f"/write?bank={HOSPITAL}&item=hme-001", "cora", "As physicians")
    yield Shot("try", f"/try?bank={HOSPITAL}", "cora", "nothing is recorded")
    yield Shot(
        "write-activity", f"/write?bank={HOSPITAL}&item=activity.yaml", "cora", "How long it takes"
    )
    yield from _beginning(ada)
    yield Shot("renew", f"/write?bank={HOSPITAL}&renew=1", "cora", "The new days")
    yield Shot("import", "/import", "cora", "Into which bank")
    yield Shot("review", "/review", "cora", "Review")
    yield Shot("approve", f"/approve?bank={HOSPITAL}", "cora", "Your verdict")
    yield Shot("disclosures", "/disclosures", "cora", "Disclosures")
    yield Shot("publish", "/publish", "cora", "Publish")
    yield Shot("calendar", "/calendar", "cora", "Calendar")
    yield Shot("people", "/people", "cora", "People")
    yield Shot("enrol", "/enrol", "cora", "Affiliation")
    yield Shot("statements", "/statements", "cora", "approved")
    yield Shot("statistics", f"/statistics?id={HOSPITAL}.1", "cora", "first attempt")
    yield Shot("overview", "/overview", "cora", "By specialty")
    yield Shot("outcomes", "/overview?section=outcomes", "cora", "First attempts by edition")
    yield Shot("change", "/overview?section=change", "cora", "Intent to change")
    yield from _requests(ada)
    yield from _asking(ada)
    yield Shot("initiatives", "/initiatives", "cora", "A new initiative")
    led = listing(signed_in(ada.service, "cora"))[0].id
    yield Shot("initiative", f"/initiative?id={led}", "cora", "List as CSV")
    yield Shot("roster", f"/roster?id={HOSPITAL}", "cora", "Whitfield")
    yield Shot("reporting", "/reporting", "cora", "Batches")
    yield Shot("binder", f"/binder?id={HOSPITAL}.1", "cora", "Put in a file")
    yield Shot("program", "/program", "cora", "Responses for analysis")
    yield Shot("person", f"/person?id={ada.public_id}", "cora", "Whitfield")
    yield Shot("credit-rules", "/credit-rules", "cora", "Credit and points")
    yield Shot("messages", "/messages", "cora", "Messages")
    yield from _repairs(ada)
    yield from _put_right(ada)
    yield Shot("author-guide", "/author-guide", "cora", "Writing questions")


def _asking(ada: Actor) -> Iterator[Shot]:
    """A question to the office that is answered, and an idea that waits."""
    cora = signed_in(ada.service, "cora")
    asked = inquire(ada, "office-question", "Two certificates", "May I have one for both?")
    waits = inquire(ada, "idea", "Cases of the month", "One case each month, by mail.")
    respond(cora, asked, "Yes: the transcript lists both.", "answered", 1)
    yield Shot("office", "/office", "ada", "The office,")
    yield Shot("inquiries", "/requests?of=office", "cora", "Summary as PDF")
    yield Shot("inquiry", f"/requests?inquiry={waits}", "cora", "Send the answer")


def _beginning(ada: Actor) -> Iterator[Shot]:
    """A new self-assessment that is begun, and a pilot with one tester."""
    cora = signed_in(ada.service, "cora")
    begin_plan(cora, HOSPITAL)
    yield Shot("new-title", "/write?new=1&step=1", "cora", "step 1 of 8")
    yield Shot("new-look", "/write?new=1&step=8", "cora", "Write it")
    link = ask_tester(cora, HOSPITAL, "A tester").link
    yield Shot("tester", urlsplit(link).path, None, "Open it")
    yield Shot("pilot", "/pilot", link, "Begin")
    tester = signed_in(ada.service, link)
    tell(tester, minutes=74, seconds=4_400, comment="", seen=0)
    yield Shot("pilot-times", f"/write?bank={HOSPITAL}&pilot=1", "cora", "A tester")


def _requests(ada: Actor) -> Iterator[Shot]:
    """One request that waits, and one with its answer."""
    course = filled(
        title="Spring course in perioperative medicine", kind="course", begins=date(2027, 4, 1),
        ends=date(2027, 4, 2), credits="6.00", boards=("ABA", "ABIM"), assessment=True,
        passing_standard="", feedback=True, contact="ada@example.edu",
    )  # fmt: skip
    cora, made = signed_in(ada.service, "cora"), ask(ada, course)
    yield Shot("requests", "/requests", "cora", "Spring course")
    yield Shot("request-open", f"/requests?id={made}", "cora", "Give this answer")
    found = open_request(cora, made)
    said = {one.board: (one.verdict, one.reasons) for one in found.suggestions}
    answer(cora, made, Verdicts(said, in_spite="Seen to."), found.request.seq)
    yield Shot("request", "/request", "ada", "Letter as PDF")
