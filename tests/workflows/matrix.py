"""Every public act and view: who may call it for Ada's things, and how it is called.

A new public function of `workflows` that takes an actor needs its line in `CALLS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from quizzes.importing.preview import preview
from storage.connect import writing
from storage.tables import media
from tests.editions import front_digest, publish
from tests.learning import OPINION, attempted
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.quizzes.kinds import CLUSTER, item_of
from tests.taking import start_at
from workflows.act import Actor
from workflows.attempts import grant, margin, pack, question, result, save, settle, start
from workflows.content import (
    catalogue,
    editions,
    figure,
    front,
    home,
    incoming,
    problems,
    registration,
    suggestions,
)
from workflows.content import publish as publishing
from workflows.content.writing import begin as beginning
from workflows.content.writing import (
    figures,
    keep,
    listing,
    looking,
    opening,
    past,
    retag,
    surveying,
    trying,
)
from workflows.content.writing import terms as agreeing
from workflows.content.writing import write as write_item
from workflows.content.writing.form import Form
from workflows.credit import claim, documents, evaluate, offer, records, withdraw
from workflows.operations import doctor
from workflows.people import demo, enrol, profile, search, session
from workflows.reports import person, roster, statistics

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.service import Service

PEOPLE = ("ada", "ben", "cora", "dan", "olga")  # learner, author, staff, learner, operator
EVERYBODY = frozenset({*PEOPLE, "system"})
UNKNOWN = "0" * 32
AIKEN = b"Which?\nA. One\nB. Two\nANSWER: A\n"


@dataclass(frozen=True)
class Things:
    """What belongs to Ada, by its public id, and what belongs to nobody."""

    person: str
    submitted: str  # an attempt that passed
    running: str
    overdue: str
    completion: str
    certificate: str
    activity: str
    figure: str
    folder: Path

    def unknown(self) -> Things:
        """Return the same with ids that do not exist."""
        return replace(
            self,
            person=UNKNOWN,
            submitted=UNKNOWN,
            running=UNKNOWN,
            overdue=UNKNOWN,
            completion=UNKNOWN,
            certificate=UNKNOWN,
            activity="nothing",
            figure=UNKNOWN,
        )


@dataclass(frozen=True)
class Call:
    """One public function: its duty, who may, who is told that there is no such thing."""

    function: Callable[..., Any]
    duty: str
    by: Callable[[Actor, Things], Any]
    may: frozenset[str]
    blind: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The function's name with its module's."""
        return f"{self.function.__module__.removeprefix('workflows.')}.{self.function.__name__}"


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


LEARNERS = _set("ada ben dan")
ALL_PEOPLE = frozenset(PEOPLE)
OWNER, OTHERS = _set("ada"), _set("ben dan")
OFFICE = _set("cora")
OPERATION = _set("olga system")
WRITERS = _set("ben cora")
BANK = "perioperative-safety"
FORM = Form({"id": "new", "type": "numeric"}, None, None)
OWN_OR_OFFICE = _set("ada cora")

CALLS = (
    # attempts
    Call(
        start.start,
        "attempt.start",
        lambda a, on: start.start(a, on.activity, front_digest(a.service, "small")),
        LEARNERS,
    ),
    Call(
        save.save,
        "answer.save",
        lambda a, on: save.save(a, on.running, position=1, seen=0, value="b"),
        OWNER,
        OTHERS,
    ),
    Call(
        margin.margin,
        "aside.save",
        lambda a, on: margin.margin(a, on.running, position=1, flag=True, struck=(), note=""),
        OWNER,
        OTHERS,
    ),
    Call(
        margin.comment,
        "comment.send",
        lambda a, on: margin.comment(a, on.running, position=1, text="Good."),
        OWNER,
        OTHERS,
    ),
    Call(
        question.question,
        "attempt.see",
        lambda a, on: question.question(a, on.running, 1),
        OWNER,
        OTHERS,
    ),
    Call(result.result, "attempt.see", lambda a, on: result.result(a, on.submitted), OWNER, OTHERS),
    Call(
        settle.submit, "attempt.submit", lambda a, on: settle.submit(a, on.running), OWNER, OTHERS
    ),
    Call(
        settle.settle,
        "attempt.settle",
        lambda a, on: settle.settle(a, on.overdue),
        _set("ada cora system"),
        OTHERS,
    ),
    Call(
        settle.settle_all,
        "attempt.settle",
        lambda a, _: settle.settle_all(a),
        _set("ada cora system"),
        OTHERS,
    ),
    Call(pack.pack_missing, "attempt.pack", lambda a, _: pack.pack_missing(a), _set("system")),
    Call(
        grant.grant,
        "attempt.grant",
        lambda a, on: grant.grant(
            a, on.person, on.activity, further=1, minutes=0, reason="Power cut.", seen=0
        ),
        OFFICE,
    ),
    # content
    Call(catalogue.catalogue, "catalogue.see", lambda a, _: catalogue.catalogue(a), ALL_PEOPLE),
    Call(
        suggestions.suggestions,
        "catalogue.see",
        lambda a, _: suggestions.suggestions(a),
        ALL_PEOPLE,
    ),
    Call(home.home, "home.see", lambda a, _: home.home(a), ALL_PEOPLE),
    Call(front.front, "activity.see", lambda a, on: front.front(a, on.activity), ALL_PEOPLE),
    Call(figure.figure, "figure.see", lambda a, on: figure.figure(a, on.figure), EVERYBODY),
    Call(problems.banks, "problems.see", lambda a, _: problems.banks(a), _set("ben cora")),
    Call(
        incoming.look,
        "questions.look",
        lambda a, _: incoming.look(a, "new-bank", AIKEN, "q.txt"),
        _set("ben cora"),
    ),
    Call(
        incoming.can_take_back,
        "questions.look",
        lambda a, _: incoming.can_take_back(a, "new-bank"),
        _set("ben cora"),
    ),
    Call(
        incoming.bring,
        "questions.take",
        lambda a, on: incoming.bring(a, preview(AIKEN, "q.txt", on.folder.parent / "new-bank"), ()),
        _set("ben cora"),
    ),
    Call(
        incoming.take_back,
        "questions.undo",
        lambda a, _: incoming.take_back(a, "new-bank"),
        _set("ben cora"),
    ),
    Call(listing.choices, "writing.see", lambda a, _: listing.choices(a), WRITERS),
    Call(listing.bench, "writing.see", lambda a, _: listing.bench(a, BANK), WRITERS),
    Call(
        opening.open_form,
        "writing.see",
        lambda a, _: opening.open_form(a, BANK, "pos-001"),
        WRITERS,
    ),
    Call(
        looking.look,
        "writing.see",
        lambda a, _: looking.look(a, BANK, {"id": "one"}),
        WRITERS,
    ),
    Call(
        trying.try_item,
        "writing.see",
        lambda a, _: trying.try_item(a, BANK, item_of(CLUSTER), "try", None),
        WRITERS,
    ),
    Call(
        beginning.begin,
        "item.begin",
        lambda a, _: beginning.begin(a, BANK, "numeric"),
        WRITERS,
    ),
    Call(
        beginning.copy,
        "item.begin",
        lambda a, _: beginning.copy(a, BANK, "pos-001"),
        WRITERS,
    ),
    Call(keep.keep, "draft.keep", lambda a, _: keep.keep(a, BANK, "new", FORM, 0), WRITERS),
    Call(keep.discard, "draft.keep", lambda a, _: keep.discard(a, BANK, "new"), WRITERS),
    Call(write_item.write, "item.write", lambda a, _: write_item.write(a, BANK, FORM), WRITERS),
    Call(
        retag.retag,
        "items.retag",
        lambda a, _: retag.retag(a, BANK, (), retag.Tags(topic="airway")),
        WRITERS,
    ),
    Call(agreeing.look_over, "writing.see", lambda a, _: agreeing.look_over(a, BANK, {}), WRITERS),
    Call(
        agreeing.write_activity,
        "activity.write",
        lambda a, _: agreeing.write_activity(a, BANK, FORM),
        WRITERS,
    ),
    Call(past.past, "writing.see", lambda a, _: past.past(a, BANK, "pos-001"), WRITERS),
    Call(surveying.coverage, "writing.see", lambda a, _: surveying.coverage(a, BANK), WRITERS),
    Call(
        surveying.alike,
        "writing.see",
        lambda a, _: surveying.alike(a, BANK, item_of(CLUSTER)),
        WRITERS,
    ),
    Call(
        figures.add_figure,
        "figure.add",
        lambda a, _: figures.add_figure(a, BANK, "one", "x.png", b""),
        WRITERS,
    ),
    Call(editions.editions, "editions.see", lambda a, _: editions.editions(a), _set("cora system")),
    Call(
        publishing.publish,
        "edition.publish",
        lambda a, on: publishing.publish(a, on.folder),
        OFFICE,
    ),
    Call(
        registration.enter,
        "registration.enter",
        lambda a, on: registration.enter(a, on.activity, "ACCME", "202612345", 0),
        OFFICE,
    ),
    # credit
    Call(
        evaluate.form_for,
        "attempt.see",
        lambda a, on: evaluate.form_for(a, on.submitted),
        OWNER,
        OTHERS,
    ),
    Call(
        evaluate.give,
        "evaluation.give",
        lambda a, on: evaluate.give(a, on.submitted, {}),
        OWNER,
        OTHERS,
    ),
    Call(offer.offer, "claim.see", lambda a, on: offer.offer(a, on.completion), OWNER, OTHERS),
    Call(
        claim.make,
        "claim.make",
        lambda a, on: claim.make(a, on.completion, quarters=4, boards={}, attested=True),
        OWNER,
        OTHERS,
    ),
    Call(
        withdraw.withdraw,
        "claim.withdraw",
        lambda a, on: withdraw.withdraw(a, on.completion, "Claimed twice."),
        OFFICE,
    ),
    Call(
        documents.certificate,
        "certificate.print",
        lambda a, on: documents.certificate(a, on.certificate),
        OWN_OR_OFFICE,
        EVERYBODY - OWN_OR_OFFICE,
    ),
    Call(
        documents.transcript,
        "transcript.print",
        lambda a, on: documents.transcript(a, "csv", person=on.person),
        OWN_OR_OFFICE,
        EVERYBODY - OWN_OR_OFFICE,
    ),
    Call(
        documents.certificates,
        "roster.print",
        lambda a, on: documents.certificates(a, on.activity, "pdf"),
        OFFICE,
    ),
    Call(records.records, "records.see", lambda a, _: records.records(a), ALL_PEOPLE),
    # people
    Call(
        enrol.enrol,
        "person.enrol",
        lambda a, _: enrol.enrol(a, "test", "new@example.edu", demo.PEOPLE[0].profile, ["learner"]),
        _set("system"),
    ),
    Call(demo.enrol_all, "person.enrol", lambda a, _: demo.enrol_all(a), _set("system")),
    Call(
        enrol.grant_role,
        "role.grant",
        lambda a, on: enrol.grant_role(a, on.person, "learner"),
        OPERATION,
    ),
    Call(session.sign_out, "session.end", lambda a, _: session.sign_out(a), EVERYBODY),
    Call(profile.see, "profile.see", lambda a, _: profile.see(a), ALL_PEOPLE),
    Call(
        profile.write,
        "profile.write",
        lambda a, _: profile.write(a, 1, demo.PEOPLE[0].profile),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(search.search, "people.search", lambda a, _: search.search(a, "ada"), OFFICE),
    # reports
    Call(roster.roster, "roster.see", lambda a, on: roster.roster(a, on.activity), OFFICE),
    Call(roster.activities, "roster.see", lambda a, _: roster.activities(a), OFFICE),
    Call(roster.holders, "roster.see", lambda a, on: roster.holders(a, on.activity), OFFICE),
    Call(roster.export, "roster.print", lambda a, on: roster.export(a, on.activity), OFFICE),
    Call(person.open_person, "person.open", lambda a, on: person.open_person(a, on.person), OFFICE),
    Call(
        statistics.statistics,
        "statistics.see",
        lambda a, on: statistics.statistics(a, on.activity),
        _set("ben cora"),
    ),
    Call(
        statistics.choices,
        "statistics.see",
        lambda a, _: statistics.choices(a),
        _set("ben cora"),
    ),
    Call(
        statistics.export,
        "statistics.see",
        lambda a, on: statistics.export(a, on.activity),
        _set("ben cora"),
    ),
    # operations
    Call(doctor.doctor, "doctor.see", lambda a, _: doctor.doctor(a), OPERATION),
    Call(doctor.verify_log, "log.verify", lambda a, _: doctor.verify_log(a), OPERATION),
)


def laid_out(service: Service, clock: Clock, folder: Path) -> tuple[Things, dict[str, Actor]]:
    """Give Ada one of everything, let one attempt run out of time, and sign everybody in."""
    ada = signed_in(service, "ada")
    key = publish(service, attempts_max=9)
    submitted = attempted(ada, key)
    completion = evaluate.give(ada, submitted, OPINION)
    receipt = claim.make(ada, completion, quarters=4, boards={}, attested=True)
    running = start_at(ada, key)
    overdue = start_at(ada, publish(service, slug="short", time_limit_minutes=5))
    clock.move(minutes=6)
    with writing(service.engine) as connection:
        connection.execute(insert(media).values(digest="f" * 64, type="image/png", bytes=b"-"))
    belongings = Things(
        person=ada.public_id,
        submitted=submitted,
        running=running,
        overdue=overdue,
        completion=completion,
        certificate=receipt.certificate,
        activity=key,
        figure="f" * 64,
        folder=BankFolder(folder).path,
    )
    actors = {one: signed_in(service, one) for one in PEOPLE}
    return belongings, actors | {"system": session.system(service)}
