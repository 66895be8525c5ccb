"""Every public act and view: who may call it for Ada's things, and how it is called.

A new public function of `workflows` that takes an actor needs its line in `CALLS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from quizzes.importing.preview import preview as look_at
from storage import pars_batch
from storage.connect import writing
from storage.tables import media, pars_record
from tests.amending import account, colleague, proposed
from tests.contents import Start
from tests.correcting import ALSO, ITEM, REKEY
from tests.editions import front_digest, publish
from tests.leading import DUE, led, wished
from tests.learning import OPINION, attempted
from tests.people import signed_in
from tests.projects import GIVEN, IDEA, approved, verified
from tests.projects import PLAN as PROJECT
from tests.quizzes.folder import BankFolder
from tests.quizzes.kinds import CLUSTER, item_of
from tests.taking import start_at
from tests.workflows.messages.sending import put
from workflows.act import Actor
from workflows.attempts import grant, margin, pack, question, result, save, settle, start
from workflows.attempts.save import Given
from workflows.commitments import ask as asking
from workflows.commitments import commit, follow_up
from workflows.commitments import page as meaning
from workflows.content import (
    approving,
    arrivals,
    catalogue,
    disclosures,
    due,
    editions,
    figure,
    five,
    front,
    gate,
    home,
    incoming,
    item_tasks,
    own_disclosure,
    problems,
    rating,
    registration,
    remarks,
    reporter,
    reviewing,
    sharing,
    signing,
    statements,
    states,
    suggestions,
    superseding,
    wording,
)
from workflows.content import halt as halting
from workflows.content import publish as publishing
from workflows.content.writing import (
    asked,
    figures,
    keep,
    listing,
    looking,
    new,
    offering,
    opening,
    past,
    renew,
    retag,
    retire,
    surveying,
    trying,
)
from workflows.content.writing import begin as beginning
from workflows.content.writing import terms as agreeing
from workflows.content.writing import write as write_item
from workflows.content.writing.form import Form
from workflows.corrections import appeals, apply, correct, notices, preview, replay
from workflows.corrections import desk as corrections
from workflows.credit import (
    admission,
    amend,
    amendable,
    badges,
    claim,
    counting,
    deadlines,
    documents,
    elsewhere,
    evaluate,
    feed,
    offer,
    planned,
    points_only,
    records,
    reissue,
)
from workflows.desk import answer, ask, ideas, inquire, letter, respond, waiting
from workflows.initiatives import dashboard, invite, take_off
from workflows.initiatives import listing as leading
from workflows.initiatives import remind as reminding
from workflows.initiatives import write as planning
from workflows.learning import confidence as sureness
from workflows.learning import missed, years
from workflows.learning import one as own_question
from workflows.messages import choice, desk, remind, send
from workflows.messages.post import Mailbox
from workflows.operations import anchor, audit, backup, doctor, gauges, state
from workflows.pars import answers, by_hand, clock, queue, rejected, year
from workflows.pars import batch as batches
from workflows.pars import export as files
from workflows.pars import preview as reporting
from workflows.part4 import answer as portfolio_answer
from workflows.part4 import attest, decide, opened, propose, verify
from workflows.part4 import batch as portfolio
from workflows.part4 import certificate as part4_certificate
from workflows.part4 import own as own_part4
from workflows.part4 import program as part4
from workflows.part4 import roster as part4_roster
from workflows.people import (
    accounts,
    arrive,
    bring,
    consent,
    demo,
    devices,
    dismiss,
    enrol,
    forget,
    link,
    merge,
    profile,
    roles,
    search,
    session,
)
from workflows.people.local import own as own_password
from workflows.people.once import Once, once
from workflows.recall import answer as recall_answer
from workflows.recall import choose as recalling
from workflows.recall import deal as dealing
from workflows.recall import week as returning
from workflows.recall import weekly
from workflows.reports import (
    advice,
    attachments,
    completions,
    facilities,
    identifiers,
    learner_match,
    learning,
    person,
    pooled,
    program,
    roster,
    statistics,
)
from workflows.reports.binder import look as binders
from workflows.reports.binder import make as binding
from workflows.reports.overview import look as overview
from workflows.reports.responses import make as responses
from workflows.today import today as standing_today
from workflows.trying import beginning as begin_trial
from workflows.trying import pilot

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.service import Service

PEOPLE = ("ada", "ben", "cora", "dan", "olga")  # learner, author, staff, learner, operator

EVERYBODY = frozenset({*PEOPLE, "system"})

UNKNOWN = "0" * 32

NEW = arrive.Vouched("https://login.example.edu", "new", "New Person", "new@example.edu")

BANK, QUESTION = "perioperative-safety", "pos-001"  # of the demonstration

PORTFOLIO_ANSWERS = f"Record,Answer\n{UNKNOWN}-ABIM,Accepted\n".encode()

ROSTER = b"email,credits\nada@example.edu,1\n"

PEOPLE_IN = b"email,name,affiliation\nnew@example.org,New Person,partner\n"

REQUEST = ask.filled(
    title="Spring course", kind="course", begins=date(2027, 4, 1), ends=date(2027, 4, 2),
    credits="2.00", boards=("ABA",), assessment=True, passing_standard="", feedback=True,
    contact="ada@example.edu",
)  # fmt: skip

REFUSAL = answer.Verdicts({"ABA": ("not eligible", "It is not accredited.")})

ANSWERS = b"CreditID,Status\nccid:example.edu:nothing,Accepted\n"

COVER = batches.Cover(
    provider="Example", provider_id="", domain="example.edu", birth_year=1904, types=1,
    first=date(2026, 12, 1), last=date(2026, 12, 1), digest="", demonstration=True, activity=None,
)  # fmt: skip

PERIOD = renew.Days(date(2029, 11, 1), date(2032, 10, 31), date(2032, 12, 31), None)

GRAND_ROUNDS = elsewhere.Entry(completed_on=date(2026, 3, 8), title="Grand rounds", quarters=4)

WHOLE_YEAR = overview.Period(date(2026, 1, 1), date(2026, 12, 31))

NEWER = superseding.newer_source("A newer guideline.")

NO_WORDING = wording.Wording("", "", None, approved=False)

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
    elsewhere: str  # an entry of credit earned elsewhere
    activity: str
    record: str  # of PARS
    batch: str
    figure: str
    request: str  # for MOC points, not answered
    answered: str  # another one
    thread: str  # of remarks on a question
    source: str  # that was marked as replaced
    task: str  # to review a question, somebody else's
    folder: Path
    file: str  # of messages
    amendment: str  # proposed by Cora
    merge: str  # Ada's account into Dan's, proposed by Cora
    other: str  # Dan
    item: str  # published
    correction: str  # proposed by somebody else of the office
    appeal: str  # Ada's comment, not answered
    leaver: str  # somebody who asks to be forgotten
    pilot: str  # a tester who was asked by link
    initiative: str  # that Ada owns
    inquiry: str  # Ada's question to the office, not answered
    project: str  # led by Ada, proposed
    participation: str  # of Ada, who leads that project
    portfolio: str  # a batch for the Portfolio Program
    sent: str  # another participation of Ada's, which is in it

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
            elsewhere=UNKNOWN,
            activity="nothing",
            record=UNKNOWN,
            batch=UNKNOWN,
            figure=UNKNOWN,
            file=UNKNOWN,
            request=UNKNOWN,
            answered=UNKNOWN,
            thread=UNKNOWN,
            source=UNKNOWN,
            task=UNKNOWN,
            pilot=UNKNOWN,
            initiative=UNKNOWN,
            inquiry=UNKNOWN,
            project=UNKNOWN,
            participation=UNKNOWN,
            portfolio=UNKNOWN,
            sent=UNKNOWN,
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

    @property
    def takes_nothing(self) -> bool:
        """Whether it is about no thing by an id: the table calls what it leaves unused `_`."""
        return self.by.__code__.co_varnames[1] == "_"


def _key() -> Once:
    return once("state", token_hex(8), datetime.max.replace(tzinfo=UTC))


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


LEARNERS = _set("ada ben dan")

ALL_PEOPLE = frozenset(PEOPLE)

TESTERS = _set("tester")

OWNER, OTHERS = _set("ada"), _set("ben dan")

OFFICE = _set("cora")

OPERATION = _set("olga system")

WRITERS = _set("ben cora")

BANK = "perioperative-safety"

FORM = Form({"id": "new", "type": "numeric"}, None, None)

OWN_OR_OFFICE = _set("ada cora")

REPORTING = _set("cora system")

CALLS = (
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
        own_question.one,
        "learning.see",
        lambda a, on: own_question.one(a, on.submitted, 1),
        OWNER,
        OTHERS,
    ),
    Call(missed.missed, "learning.see", lambda a, _: missed.missed(a), LEARNERS),
    Call(years.years, "learning.see", lambda a, _: years.years(a), LEARNERS),
    Call(sureness.confidence, "learning.see", lambda a, _: sureness.confidence(a), LEARNERS),
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
    Call(catalogue.catalogue, "catalogue.see", lambda a, _: catalogue.catalogue(a), ALL_PEOPLE),
    Call(
        suggestions.suggestions,
        "catalogue.see",
        lambda a, _: suggestions.suggestions(a),
        ALL_PEOPLE,
    ),
    Call(sharing.sharing, "activity.see", lambda a, on: sharing.sharing(a, on.activity), EVERYBODY),
    Call(sharing.sheet, "activity.see", lambda a, on: sharing.sheet(a, on.activity), EVERYBODY),
    Call(
        arrivals.arrive,
        "activity.see",
        lambda a, on: arrivals.arrive(a, sharing.sharing(a, on.activity).code, "qr"),
        EVERYBODY,
    ),
    Call(five.five_now, "catalogue.see", lambda a, _: five.five_now(a, ""), ALL_PEOPLE),
    Call(home.home, "home.see", lambda a, _: home.home(a), ALL_PEOPLE),
    Call(front.front, "activity.see", lambda a, on: front.front(a, on.activity), ALL_PEOPLE),
    Call(
        planned.planned, "activity.see", lambda a, on: planned.planned(a, on.activity), ALL_PEOPLE
    ),
    Call(
        figure.figure, "figure.see", lambda a, on: figure.figure(a, on.figure), EVERYBODY, TESTERS
    ),
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
        lambda a, on: incoming.bring(a, look_at(AIKEN, "q.txt", on.folder.parent / "new-bank"), ()),
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
    Call(
        retire.retire,
        "items.retire",
        lambda a, _: retire.retire(a, BANK, (), "Outdated.", "adeyemi"),
        WRITERS,
    ),
    Call(surveying.search, "writing.see", lambda a, _: surveying.search(a, "apnea"), WRITERS),
    Call(surveying.twice, "writing.see", lambda a, _: surveying.twice(a, BANK), WRITERS),
    Call(
        facilities.facilities,
        "statistics.see",
        lambda a, _: facilities.facilities(a, BANK),
        WRITERS,
    ),
    Call(
        advice.open_advice,
        "advice.open",
        lambda a, on: advice.open_advice(a, on.activity, 1, "item-1"),
        WRITERS,
    ),
    Call(agreeing.look_over, "writing.see", lambda a, _: agreeing.look_over(a, BANK, {}), WRITERS),
    Call(
        agreeing.write_activity,
        "activity.write",
        lambda a, _: agreeing.write_activity(a, BANK, FORM),
        WRITERS,
    ),
    Call(asked.asked, "writing.see", lambda a, _: asked.asked(a, BANK, "pos-001"), WRITERS),
    Call(new.begin_plan, "draft.keep", lambda a, _: new.begin_plan(a), WRITERS),
    Call(new.planned, "writing.see", lambda a, _: new.planned(a), WRITERS),
    Call(new.look_plan, "writing.see", lambda a, _: new.look_plan(a, FORM), WRITERS),
    Call(new.found_bank, "activity.begin", lambda a, _: new.found_bank(a, FORM), WRITERS),
    Call(renew.renewal, "writing.see", lambda a, _: renew.renewal(a, BANK), WRITERS),
    Call(
        renew.renew,
        "activity.renew",
        lambda a, _: renew.renew(a, BANK, PERIOD, seen="", looked_through=True),
        WRITERS,
    ),
    Call(offering.offered, "writing.see", lambda a, _: offering.offered(a), WRITERS),
    Call(
        offering.estimated,
        "writing.see",
        lambda a, on: offering.estimated(a, BANK, BankFolder(on.folder).bank().activity),
        WRITERS,
    ),
    Call(begin_trial.try_draft, "trial.see", lambda a, _: begin_trial.try_draft(a, BANK), WRITERS),
    Call(
        begin_trial.try_edition,
        "trial.see",
        lambda a, on: begin_trial.try_edition(a, on.activity),
        WRITERS,
    ),
    Call(pilot.ask, "pilot.ask", lambda a, _: pilot.ask(a, BANK, "Dan Tester"), WRITERS),
    Call(pilot.times, "pilot.see", lambda a, _: pilot.times(a, BANK), WRITERS | {"system"}),
    Call(
        pilot.editions_of,
        "pilot.see",
        lambda a, _: pilot.editions_of(a, BANK),
        WRITERS | {"system"},
    ),
    Call(pilot.end, "pilot.end", lambda a, on: pilot.end(a, on.pilot), WRITERS),
    Call(pilot.opened, "pilot.open", lambda a, _: pilot.opened(a), TESTERS),
    Call(
        pilot.tell,
        "pilot.give",
        lambda a, _: pilot.tell(a, minutes=9, seconds=0, comment="", seen=0),
        TESTERS,
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
    Call(reviewing.waiting, "review.see", lambda a, _: reviewing.waiting(a), _set("ben cora")),
    Call(
        reviewing.item,
        "review.see",
        lambda a, _: reviewing.item(a, BANK, QUESTION),
        _set("ben cora"),
    ),
    Call(
        signing.sign,
        "item.review",
        lambda a, _: signing.sign(a, BANK, QUESTION, digest="", kind="cme", verdict="approved"),
        OFFICE,
    ),
    Call(
        remarks.remark,
        "remark.make",
        lambda a, _: remarks.remark(a, BANK, QUESTION, "Key", "Why not B?"),
        OFFICE,
    ),
    Call(
        remarks.answer,
        "remark.answer",
        lambda a, on: remarks.answer(a, on.thread, "Because.", settled=True, seen=1),
        _set("ben cora"),
    ),
    Call(disclosures.everybody, "disclosures.see", lambda a, _: disclosures.everybody(a), OFFICE),
    Call(
        disclosures.invite,
        "disclosure.ask",
        lambda a, _: disclosures.invite(a, BANK, "adeyemi", date(2026, 12, 1)),
        OFFICE,
    ),
    Call(
        disclosures.rule,
        "disclosure.rule",
        lambda a, _: disclosures.rule(a, BANK, "adeyemi", (), seen=0),
        OFFICE,
    ),
    Call(
        own_disclosure.due,
        "own-disclosure.see",
        lambda a, _: own_disclosure.due(a),
        _set("ben cora"),
    ),
    Call(
        own_disclosure.own_link,
        "disclosure.own",
        lambda a, _: own_disclosure.own_link(a),
        _set("ben cora"),
    ),
    Call(
        superseding.mark,
        "source.supersede",
        lambda a, _: superseding.mark(a, due.calendar(a).sources[0].source, NEWER, "", seen=0),
        OFFICE,
    ),
    Call(
        superseding.take_back,
        "source.supersede",
        lambda a, on: superseding.take_back(a, on.source, seen=1),
        OFFICE,
    ),
    Call(
        superseding.ask_authors,
        "source.ask",
        lambda a, on: superseding.ask_authors(a, on.source),
        OFFICE,
    ),
    Call(
        item_tasks.of_item,
        "item-task.see",
        lambda a, _: item_tasks.of_item(a, BANK, QUESTION),
        WRITERS,
    ),
    Call(
        item_tasks.close,
        "item-task.close",
        lambda a, on: item_tasks.close(a, on.task, "It is meant so."),
        OFFICE,
        _set("ben"),
    ),
    Call(states.standing, "writing.see", lambda a, _: states.standing(a, BANK), WRITERS),
    Call(due.calendar, "calendar.see", lambda a, _: due.calendar(a), _set("ben cora")),
    Call(gate.gate, "gate.see", lambda a, _: gate.gate(a, BANK), OFFICE),
    Call(approving.whole, "approval.see", lambda a, _: approving.whole(a, BANK), _set("ben cora")),
    Call(
        approving.stands, "approval.see", lambda a, _: approving.stands(a, BANK), _set("ben cora")
    ),
    Call(
        approving.to_approve,
        "approval.see",
        lambda a, _: approving.to_approve(a),
        _set("ben cora"),
    ),
    Call(
        approving.approve,
        "activity.approve",
        lambda a, _: approving.approve(a, BANK, digest=""),
        _set("ben cora"),
    ),
    Call(
        gate.tick,
        "line.tick",
        lambda a, _: gate.tick(a, BANK, "Agreed.", done=True, seen=0),
        OFFICE,
    ),
    Call(
        rating.ratings,
        "review.see",
        lambda a, _: rating.ratings(a, BANK, QUESTION),
        _set("ben cora"),
    ),
    Call(
        rating.rate,
        "item.rate",
        lambda a, _: rating.rate(a, BANK, QUESTION, digest="", percent=60, seen=0),
        _set("ben cora"),
    ),
    Call(statements.texts, "editions.see", lambda a, _: statements.texts(a), _set("cora system")),
    Call(
        wording.put_in,
        "statement.write",
        lambda a, _: wording.put_in(a, "privacy", NO_WORDING, ""),
        OFFICE,
    ),
    Call(editions.editions, "editions.see", lambda a, _: editions.editions(a), _set("cora system")),
    Call(
        publishing.publish,
        "edition.publish",
        lambda a, on: publishing.publish(a, on.folder),
        OFFICE,
    ),
    Call(
        halting.halt,
        "activity.halt",
        lambda a, on: halting.halt(a, on.activity, "paused", "A dose is being checked.", 0),
        OFFICE,
    ),
    Call(halting.see, "halt.see", lambda a, on: halting.see(a, on.activity), OFFICE),
    Call(standing_today.today, "today.see", lambda a, _: standing_today.today(a), _set("ben cora")),
    Call(
        registration.enter,
        "registration.enter",
        lambda a, on: registration.enter(a, on.activity, "ACCME", "202612345", 0),
        OFFICE,
    ),
    Call(
        reporter.reporter,
        "editions.see",
        lambda a, on: reporter.reporter(a, on.activity),
        _set("cora system"),
    ),
    Call(
        reporter.choose,
        "reporter.choose",
        lambda a, on: reporter.choose(a, on.activity, "elsewhere", 0),
        OFFICE,
    ),
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
    Call(
        counting.will_it_count,
        "counting.see",
        lambda a, on: counting.will_it_count(a, on.activity),
        ALL_PEOPLE,
    ),
    Call(
        propose.ideas,
        "commitment.see",
        lambda a, on: propose.ideas(a, on.completion),
        OWNER,
        OTHERS,
    ),
    Call(
        propose.propose,
        "project.propose",
        lambda a, _: propose.propose(a, IDEA),
        LEARNERS | OFFICE,
    ),
    Call(
        propose.change,
        "project.write",
        lambda a, on: propose.change(a, on.project, 1, PROJECT),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(
        propose.name_second,
        "project.write",
        lambda a, on: propose.name_second(a, on.project, 1, "dan@example.com"),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(
        propose.invite,
        "project.invite",
        lambda a, on: propose.invite(a, on.project, ["ben@example.edu"]),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(
        opened.opened,
        "project.see",
        lambda a, on: opened.opened(a, on.project),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(decide.begin, "project.decide", lambda a, on: decide.begin(a, on.project, 1), OFFICE),
    Call(
        decide.approve,
        "project.decide",
        lambda a, on: decide.approve(a, on.project, 1, date(2026, 12, 1)),
        OFFICE,
    ),
    Call(
        decide.close,
        "project.decide",
        lambda a, on: decide.close(a, on.project, 1, "No measure."),
        OFFICE,
    ),
    Call(
        decide.name_lead,
        "project.decide",
        lambda a, on: decide.name_lead(a, on.project, 1, "dan@example.com"),
        OFFICE,
    ),
    Call(
        attest.page,
        "attestation.see",
        lambda a, on: attest.page(a, on.participation),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(
        attest.attest,
        "attestation.give",
        lambda a, on: attest.attest(a, on.participation, 0, GIVEN, ""),
        OWNER,
        OTHERS,
    ),
    Call(
        verify.verify,
        "attestation.verify",
        lambda a, on: verify.verify(a, on.participation, 0),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(
        verify.send_back,
        "attestation.verify",
        lambda a, on: verify.send_back(a, on.participation, 0, "Not so."),
        OWN_OR_OFFICE,
        OTHERS,
    ),
    Call(own_part4.own, "part4.see", lambda a, _: own_part4.own(a), ALL_PEOPLE),
    Call(
        part4_certificate.certificate,
        "part4.print",
        lambda a, on: part4_certificate.certificate(a, on.participation),
        OWN_OR_OFFICE,
        _set("ben dan olga system"),
    ),
    Call(part4.program, "projects.see", lambda a, _: part4.program(a), OFFICE),
    Call(part4_roster.export, "projects.print", lambda a, _: part4_roster.export(a), OFFICE),
    Call(portfolio.waiting, "portfolio.see", lambda a, _: portfolio.waiting(a), OFFICE),
    Call(portfolio.batches, "portfolio.see", lambda a, _: portfolio.batches(a), OFFICE),
    Call(portfolio.make, "portfolio.make", lambda a, _: portfolio.make(a), OFFICE),
    Call(
        portfolio.file,
        "portfolio.print",
        lambda a, on: portfolio.file(a, on.portfolio, "csv"),
        OFFICE,
    ),
    Call(
        portfolio_answer.take,
        "portfolio.answer",
        lambda a, _: portfolio_answer.take(a, PORTFOLIO_ANSWERS),
        OFFICE,
    ),
    Call(
        portfolio_answer.enter,
        "portfolio.enter",
        lambda a, on: portfolio_answer.enter(a, on.sent, "ABIM", 1, "accepted"),
        OFFICE,
    ),
    Call(
        portfolio_answer.send_again,
        "portfolio.enter",
        lambda a, on: portfolio_answer.send_again(a, on.sent, "ABIM", 1),
        OFFICE,
    ),
    Call(
        meaning.page, "commitment.see", lambda a, on: meaning.page(a, on.completion), OWNER, OTHERS
    ),
    Call(
        commit.commit,
        "commitment.write",
        lambda a, on: commit.commit(a, on.completion, number=1, seen=0, text="Read more."),
        OWNER,
        OTHERS,
    ),
    Call(
        commit.take_back,
        "commitment.write",
        lambda a, on: commit.take_back(a, on.completion, number=1, seen=1),
        OWNER,
        OTHERS,
    ),
    Call(
        follow_up.tell,
        "commitment.answer",
        lambda a, on: follow_up.tell(a, on.completion, number=1, seen=0, state="done"),
        OWNER,
        OTHERS,
    ),
    Call(asking.ask, "follow-up.put", lambda a, _: asking.ask(a), _set("system")),
    Call(
        recalling.offer,
        "recall.see",
        lambda a, on: recalling.offer(a, on.completion),
        OWNER,
        OTHERS,
    ),
    Call(
        recalling.choose,
        "recall.choose",
        lambda a, on: recalling.choose(a, on.completion, "off"),
        OWNER,
        OTHERS,
    ),
    Call(recalling.rest, "recall.rest", lambda a, _: recalling.rest(a, resting=True), LEARNERS),
    Call(
        dealing.deal,
        "recall.deal",
        lambda a, on: dealing.deal(a, on.person),
        OWNER | _set("system"),
        OTHERS,
    ),
    Call(returning.week, "recall.see", lambda a, _: returning.week(a), LEARNERS),
    Call(
        returning.question,
        "recall.see",
        lambda a, _: returning.question(a, "another week", 1),
        LEARNERS,
    ),
    Call(
        recall_answer.answer,
        "recall.answer",
        lambda a, on: recall_answer.answer(
            a, on.completion, "item-4", seen=1, given=Given(1, 1, "a", "sure", 5)
        ),
        OWNER,
        OTHERS,
    ),
    Call(
        recall_answer.leave,
        "recall.leave",
        lambda a, on: recall_answer.leave(a, on.completion, "item-4", seen=1),
        OWNER,
        OTHERS,
    ),
    Call(weekly.put_weekly, "weekly.put", lambda a, _: weekly.put_weekly(a), _set("system")),
    Call(offer.offer, "claim.see", lambda a, on: offer.offer(a, on.completion), OWNER, OTHERS),
    Call(
        claim.make,
        "claim.make",
        lambda a, on: claim.make(a, on.completion, quarters=4, boards={}, attested=True),
        OWNER,
        OTHERS,
    ),
    Call(
        amend.propose,
        "amendment.propose",
        lambda a, on: amend.propose(
            a, on.completion, amounts={"cme": 0}, seen={"cme": 1}, reason="Claimed twice."
        ),
        OFFICE,
    ),
    Call(
        amend.confirm,
        "amendment.confirm",
        lambda a, on: amend.confirm(a, on.completion, on.amendment),
        OFFICE,
    ),
    Call(
        amend.refuse,
        "amendment.refuse",
        lambda a, on: amend.refuse(a, on.completion, on.amendment, "It is right."),
        OFFICE,
    ),
    Call(
        reissue.reissue,
        "certificate.reissue",
        lambda a, on: reissue.reissue(a, on.person),
        OWN_OR_OFFICE,
        EVERYBODY - OWN_OR_OFFICE,
    ),
    Call(
        reissue.outdated,
        "certificate.outdated",
        lambda a, on: reissue.outdated(a, on.person),
        OWN_OR_OFFICE,
        EVERYBODY - OWN_OR_OFFICE,
    ),
    Call(
        amendable.amendable,
        "amendment.see",
        lambda a, on: amendable.amendable(a, on.person),
        OFFICE,
    ),
    Call(corrections.choices, "correction.see", lambda a, _: corrections.choices(a), OFFICE),
    Call(corrections.page, "correction.see", lambda a, on: corrections.page(a, on.item), OFFICE),
    Call(corrections.made, "correction.see", lambda a, _: corrections.made(a), OFFICE),
    Call(corrections.waiting, "correction.see", lambda a, _: corrections.waiting(a), OFFICE),
    Call(
        preview.preview,
        "correction.see",
        lambda a, on: preview.preview(a, on.item, REKEY, seen=0),
        OFFICE,
    ),
    Call(
        correct.propose,
        "correction.propose",
        lambda a, on: correct.propose(a, on.item, REKEY, seen=0, reason="Misread."),
        OFFICE,
    ),
    Call(
        correct.confirm,
        "correction.confirm",
        lambda a, on: correct.confirm(a, on.item, on.correction),
        OFFICE,
    ),
    Call(
        correct.refuse,
        "correction.refuse",
        lambda a, on: correct.refuse(a, on.item, on.correction, "It is right."),
        OFFICE,
    ),
    Call(apply.apply, "correction.apply", lambda a, on: apply.apply(a, on.correction), REPORTING),
    Call(apply.apply_all, "correction.apply", lambda a, _: apply.apply_all(a), REPORTING),
    Call(notices.notices, "home.see", lambda a, _: notices.notices(a), ALL_PEOPLE),
    Call(notices.changes, "learning.see", lambda a, _: notices.changes(a), LEARNERS),
    Call(
        notices.acknowledge,
        "notice.see",
        lambda a, _: notices.acknowledge(a, "item-1.1:1"),
        ALL_PEOPLE,
    ),
    Call(appeals.waiting, "appeal.see", lambda a, _: appeals.waiting(a), OFFICE),
    Call(appeals.one, "appeal.see", lambda a, on: appeals.one(a, on.appeal), OFFICE),
    Call(
        appeals.answer,
        "appeal.answer",
        lambda a, on: appeals.answer(a, on.appeal, "Thank you.", upheld=False),
        OFFICE,
    ),
    Call(
        appeals.of_attempt,
        "attempt.see",
        lambda a, on: appeals.of_attempt(a, on.submitted),
        OWNER,
        OTHERS,
    ),
    Call(replay.replay, "attempt.replay", lambda a, on: replay.replay(a, on.submitted), OFFICE),
    Call(waiting.waiting, "confirm.see", lambda a, _: waiting.waiting(a), OFFICE),
    Call(accounts.accounts, "merge.see", lambda a, on: accounts.accounts(a, on.person), OFFICE),
    Call(
        reissue.reported_otherwise,
        "report.outdated",
        lambda a, on: reissue.reported_otherwise(a, on.person),
        OFFICE,
    ),
    Call(
        reissue.report_anew,
        "report.renew",
        lambda a, on: reissue.report_anew(a, on.person, "A new name."),
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
        badges.badge,
        "certificate.print",
        lambda a, on: badges.badge(a, on.certificate),
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
    Call(
        admission.roster,
        "admission.see",
        lambda a, on: admission.roster(a, on.activity),
        OFFICE,
    ),
    Call(
        admission.look,
        "admission.see",
        lambda a, on: admission.look(a, on.activity, ROSTER),
        OFFICE,
    ),
    Call(
        admission.admit,
        "admission.write",
        lambda a, on: admission.admit(a, on.activity, ROSTER),
        OFFICE,
    ),
    Call(
        points_only.claim_points,
        "claim.make",
        lambda a, on: points_only.claim_points(a, on.completion, boards={}, attested=True),
        OWNER,
        OTHERS,
    ),
    Call(records.records, "records.see", lambda a, _: records.records(a), ALL_PEOPLE),
    Call(ask.ask, "request.ask", lambda a, _: ask.ask(a, REQUEST), ALL_PEOPLE),
    Call(ask.own, "request.see", lambda a, _: ask.own(a), ALL_PEOPLE),
    Call(
        ask.reply,
        "request.reply",
        lambda a, on: ask.reply(a, on.request, "At noon.", 1),
        OWNER,
        EVERYBODY - OWNER,
    ),
    Call(
        ask.withdraw,
        "request.withdraw",
        lambda a, on: ask.withdraw(a, on.request, 1),
        OWNER,
        EVERYBODY - OWNER,
    ),
    Call(answer.queue, "requests.see", lambda a, _: answer.queue(a), OFFICE),
    Call(
        answer.open_request,
        "requests.see",
        lambda a, on: answer.open_request(a, on.request),
        OFFICE,
    ),
    Call(
        answer.question,
        "request.question",
        lambda a, on: answer.question(a, on.request, "When?", 1),
        OFFICE,
    ),
    Call(
        answer.tick,
        "request.tick",
        lambda a, on: answer.tick(a, on.request, "objectives", 1, ticked=True),
        OFFICE,
    ),
    Call(
        answer.answer,
        "request.answer",
        lambda a, on: answer.answer(a, on.request, REFUSAL, 1),
        OFFICE,
    ),
    Call(
        letter.letter,
        "letter.print",
        lambda a, on: letter.letter(a, on.answered),
        OWN_OR_OFFICE,
        EVERYBODY - OWN_OR_OFFICE,
    ),
    Call(
        inquire.inquire,
        "inquiry.ask",
        lambda a, _: inquire.inquire(a, "idea", "More cases", "Of rare diseases."),
        ALL_PEOPLE,
    ),
    Call(inquire.own, "inquiry.see", lambda a, _: inquire.own(a), ALL_PEOPLE),
    Call(
        inquire.add,
        "inquiry.add",
        lambda a, on: inquire.add(a, on.inquiry, "By car.", 1),
        OWNER,
        EVERYBODY - OWNER,
    ),
    Call(
        inquire.withdraw,
        "inquiry.withdraw",
        lambda a, on: inquire.withdraw(a, on.inquiry, 1),
        OWNER,
        EVERYBODY - OWNER,
    ),
    Call(respond.queue, "inquiries.see", lambda a, _: respond.queue(a), OFFICE),
    Call(
        respond.open_inquiry,
        "inquiries.see",
        lambda a, on: respond.open_inquiry(a, on.inquiry),
        OFFICE,
    ),
    Call(
        respond.respond,
        "inquiry.answer",
        lambda a, on: respond.respond(a, on.inquiry, "In the yard.", "answered", 1),
        OFFICE,
    ),
    Call(ideas.year_of, "inquiries.see", lambda a, _: ideas.year_of(a, 2026), OFFICE),
    Call(ideas.export, "ideas.print", lambda a, _: ideas.export(a, 2026, "csv"), OFFICE),
    Call(
        planning.make,
        "initiative.write",
        lambda a, on: planning.make(a, wished(on.activity, title="New")),
        OFFICE,
    ),
    Call(
        planning.change,
        "initiative.write",
        lambda a, on: planning.change(a, on.initiative, wished(on.activity), 1),
        OFFICE,
    ),
    Call(planning.end, "initiative.write", lambda a, on: planning.end(a, on.initiative, 1), OFFICE),
    Call(leading.listing, "initiatives.see", lambda a, _: leading.listing(a), OFFICE),
    Call(leading.choices, "initiatives.see", lambda a, _: leading.choices(a), OFFICE),
    Call(
        leading.institutions,
        "initiative.see",
        lambda a, on: leading.institutions(a, on.initiative),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        dashboard.dashboard,
        "initiative.see",
        lambda a, on: dashboard.dashboard(a, on.initiative),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        dashboard.export,
        "initiative.print",
        lambda a, on: dashboard.export(a, on.initiative),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        dashboard.export_progress,
        "initiative.see",
        lambda a, on: dashboard.export_progress(a, on.initiative),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        invite.invite,
        "initiative.invite",
        lambda a, on: invite.invite(a, on.initiative, b"ben@example.edu", DUE),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        invite.invite_affiliation,
        "initiative.invite",
        lambda a, on: invite.invite_affiliation(a, on.initiative, "partner", DUE),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(
        take_off.take_off,
        "initiative.remove",
        lambda a, on: take_off.take_off(a, on.initiative, [on.other]),
        OWN_OR_OFFICE,
        ALL_PEOPLE - OWN_OR_OFFICE,
    ),
    Call(reminding.remind, "initiative.remind", lambda a, _: reminding.remind(a), _set("system")),
    Call(deadlines.deadlines, "deadlines.see", lambda a, _: deadlines.deadlines(a), ALL_PEOPLE),
    Call(
        deadlines.deadlines_file,
        "deadlines.see",
        lambda a, _: deadlines.deadlines_file(a),
        ALL_PEOPLE,
    ),
    Call(
        deadlines.deadlines_feed,
        "deadlines.see",
        lambda a, _: deadlines.deadlines_feed(a),
        ALL_PEOPLE,
    ),
    Call(feed.see, "feed.see", lambda a, _: feed.see(a), ALL_PEOPLE),
    Call(feed.renew, "feed.renew", lambda a, _: feed.renew(a), ALL_PEOPLE),
    Call(feed.end, "feed.end", lambda a, _: feed.end(a), ALL_PEOPLE),
    Call(choice.choices, "choice.see", lambda a, _: choice.choices(a), ALL_PEOPLE),
    Call(
        choice.set_choice,
        "choice.set",
        lambda a, _: choice.set_choice(a, "follow-up", wanted=False),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(remind.remind, "reminder.put", lambda a, _: remind.remind(a), _set("system")),
    Call(
        send.send_due,
        "message.take",
        lambda a, on: send.send_due(a, Mailbox(on.folder / "mail"), "test"),
        _set("system"),
    ),
    Call(desk.messages, "messages.see", lambda a, _: desk.messages(a), OFFICE),
    Call(desk.export, "messages.export", lambda a, _: desk.export(a, "follow-up"), OFFICE),
    Call(desk.retry, "messages.retry", lambda a, _: desk.retry(a), OFFICE),
    Call(desk.file, "messages.print", lambda a, on: desk.file(a, on.file), OFFICE),
    Call(elsewhere.see, "elsewhere.see", lambda a, _: elsewhere.see(a), ALL_PEOPLE),
    Call(
        elsewhere.keep,
        "elsewhere.keep",
        lambda a, _: elsewhere.keep(a, "e" * 32, 0, GRAND_ROUNDS),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(
        elsewhere.remove,
        "elsewhere.remove",
        lambda a, on: elsewhere.remove(a, on.elsewhere, 1),
        OWNER,
        EVERYBODY - OWNER,
    ),
    Call(queue.repair, "reports.see", lambda a, _: queue.repair(a), REPORTING),
    Call(reporting.preview, "reports.see", lambda a, _: reporting.preview(a), REPORTING),
    Call(clock.clock, "reports.see", lambda a, _: clock.clock(a), REPORTING),
    Call(reporting.activities, "reports.see", lambda a, _: reporting.activities(a), REPORTING),
    Call(reporting.newest, "reports.see", lambda a, _: reporting.newest(a), REPORTING),
    Call(batches.batches, "reports.see", lambda a, _: batches.batches(a), REPORTING),
    Call(
        batches.make,
        "batch.make",
        lambda a, on: batches.make(a, "excel", after=on.batch, activity=on.activity),
        OFFICE,
    ),
    Call(batches.send, "batch.send", lambda a, on: batches.send(a, on.batch), OFFICE),
    Call(
        batches.cancel_batch,
        "batch.cancel",
        lambda a, on: batches.cancel_batch(a, on.batch),
        OFFICE,
    ),
    Call(files.export, "batch.print", lambda a, on: files.export(a, on.batch), OFFICE),
    Call(year.counted, "reports.see", lambda a, _: year.counted(a, 2026), REPORTING),
    Call(year.export, "activities.print", lambda a, _: year.export(a, 2026, "json"), OFFICE),
    Call(answers.take, "answers.take", lambda a, _: answers.take(a, ANSWERS), OFFICE),
    Call(
        by_hand.enter,
        "answer.enter",
        lambda a, on: by_hand.enter(a, on.record, "accepted", "Read in PARS.", "sent"),
        OFFICE,
    ),
    Call(by_hand.keep, "answer.enter", lambda a, on: by_hand.keep(a, on.record), OFFICE),
    Call(by_hand.retry, "report.retry", lambda a, on: by_hand.retry(a, on.record), OFFICE),
    Call(rejected.rejected, "reports.see", lambda a, _: rejected.rejected(a), REPORTING),
    Call(
        rejected.contradictions, "reports.see", lambda a, _: rejected.contradictions(a), REPORTING
    ),
    Call(rejected.retry_changed, "report.retry", lambda a, _: rejected.retry_changed(a), OFFICE),
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
        lambda a, on: enrol.grant_role(a, on.person, "learner", reason="Asked."),
        OPERATION,
    ),
    Call(roles.holders, "roles.see", lambda a, _: roles.holders(a), _set("olga")),
    Call(roles.find, "roles.see", lambda a, _: roles.find(a, "ada@example.edu"), _set("olga")),
    Call(roles.roles_of, "roles.see", lambda a, on: roles.roles_of(a, on.person), _set("olga")),
    Call(arrive.arrive, "account.make", lambda a, _: arrive.arrive(a, NEW, _key()), _set("system")),
    Call(
        link.link,
        "identity.link",
        lambda a, on: link.link(a, on.person, NEW, _key()),
        _set("system"),
    ),
    Call(
        dismiss.dismiss,
        "session.dismiss",
        lambda a, _: dismiss.dismiss(a, dismiss.Leaving(NEW.issuer, NEW.subject), _key()),
        _set("system"),
    ),
    Call(session.sign_out, "session.end", lambda a, _: session.sign_out(a), EVERYBODY | TESTERS),
    Call(devices.devices, "session.see", lambda a, _: devices.devices(a), ALL_PEOPLE),
    Call(devices.revoke, "session.revoke", lambda a, _: devices.revoke(a, "0" * 16), ALL_PEOPLE),
    Call(
        devices.revoke_others, "session.revoke", lambda a, _: devices.revoke_others(a), ALL_PEOPLE
    ),
    Call(profile.see, "profile.see", lambda a, _: profile.see(a), ALL_PEOPLE),
    Call(
        own_password.see,
        "local.see",
        lambda a, _: own_password.see(a),
        ALL_PEOPLE,
    ),
    Call(
        own_password.change,
        "password.change",
        lambda a, _: own_password.change(a, "old", "new", "192.0.2.7"),
        ALL_PEOPLE,
    ),
    Call(
        own_password.ask_move,
        "address.ask",
        lambda a, _: own_password.ask_move(a, "old", "new@example.org", "192.0.2.7"),
        ALL_PEOPLE,
    ),
    Call(
        own_password.drop,
        "password.drop",
        lambda a, _: own_password.drop(a, "old", "192.0.2.7"),
        ALL_PEOPLE,
    ),
    Call(
        profile.write,
        "profile.write",
        lambda a, _: profile.write(a, 1, demo.PEOPLE[0].profile),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(bring.look, "people.search", lambda a, _: bring.look(a, PEOPLE_IN), OFFICE),
    Call(bring.bring, "people.bring", lambda a, _: bring.bring(a, PEOPLE_IN), OFFICE),
    Call(
        merge.propose,
        "merge.propose",
        lambda a, on: merge.propose(a, on.person, on.other, "The same person."),
        OFFICE,
    ),
    Call(
        merge.confirm,
        "merge.confirm",
        lambda a, on: merge.confirm(a, on.person, on.merge),
        OFFICE,
    ),
    Call(
        merge.refuse,
        "merge.refuse",
        lambda a, on: merge.refuse(a, on.person, on.merge, "Two people."),
        OFFICE,
    ),
    Call(
        forget.find,
        "forget.see",
        lambda a, _: forget.find(a, "ada@example.edu"),
        _set("olga"),
    ),
    Call(
        forget.preview,
        "forget.see",
        lambda a, on: forget.preview(a, on.person),
        _set("olga"),
    ),
    Call(
        forget.forget,
        "person.forget",
        lambda a, on: forget.forget(a, on.leaver, "By letter of 1 December."),
        _set("olga"),
    ),
    Call(consent.see, "consent.see", lambda a, _: consent.see(a), ALL_PEOPLE),
    Call(
        consent.give,
        "consent.give",
        lambda a, on: consent.give(a, "ABIM", UNKNOWN, on.activity),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(
        consent.withdraw,
        "consent.withdraw",
        lambda a, _: consent.withdraw(a, "ABIM"),
        ALL_PEOPLE,
        _set("system"),
    ),
    Call(search.search, "people.search", lambda a, _: search.search(a, "ada"), OFFICE),
    Call(roster.roster, "roster.see", lambda a, on: roster.roster(a, on.activity), OFFICE),
    Call(roster.activities, "roster.see", lambda a, _: roster.activities(a), OFFICE),
    Call(roster.holders, "roster.see", lambda a, on: roster.holders(a, on.activity), OFFICE),
    Call(roster.export, "roster.print", lambda a, on: roster.export(a, on.activity), OFFICE),
    Call(
        learner_match.matching,
        "match.see",
        lambda a, on: learner_match.matching(a, on.activity),
        OFFICE,
    ),
    Call(
        learner_match.export,
        "match.export",
        lambda a, on: learner_match.export(a, on.activity),
        OFFICE,
    ),
    Call(
        attachments.add,
        "attachment.add",
        lambda a, on: attachments.add(a, on.activity, b"%PDF-1.7", "Minutes", date(2026, 9, 1)),
        OFFICE,
    ),
    Call(
        attachments.remove,
        "attachment.remove",
        lambda a, on: attachments.remove(a, on.activity, 1, 1),
        OFFICE,
    ),
    Call(
        attachments.fetch,
        "attachment.print",
        lambda a, on: attachments.fetch(a, on.activity, "1"),
        OFFICE,
    ),
    Call(binders.overview, "binder.see", lambda a, on: binders.overview(a, on.activity), OFFICE),
    Call(
        binding.binder_of,
        "binder.print",
        lambda a, on: binding.binder_of(a, on.activity, "zip"),
        OFFICE,
    ),
    Call(program.program, "program.see", lambda a, _: program.program(a, 2026), OFFICE),
    Call(program.export, "program.print", lambda a, _: program.export(a, 2026, "pdf"), OFFICE),
    Call(responses.choices, "responses.see", lambda a, _: responses.choices(a), OFFICE),
    Call(responses.export, "responses.export", lambda a, _: responses.export(a), OFFICE),
    Call(
        completions.export,
        "completions.print",
        lambda a, on: completions.export(a, on.activity),
        OFFICE,
    ),
    Call(
        identifiers.show,
        "identifiers.show",
        lambda a, on: identifiers.show(a, on.person),
        OFFICE,
    ),
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
    Call(
        statistics.export_curves,
        "statistics.see",
        lambda a, on: statistics.export_curves(a, on.activity),
        WRITERS,
    ),
    Call(
        statistics.export_scores,
        "statistics.see",
        lambda a, on: statistics.export_scores(a, on.activity),
        WRITERS,
    ),
    Call(
        overview.overview_of,
        "overview.see",
        lambda a, _: overview.overview_of(a, "uptake", WHOLE_YEAR),
        OFFICE,
    ),
    Call(
        overview.export,
        "overview.see",
        lambda a, _: overview.export(a, "uptake", "month", WHOLE_YEAR),
        OFFICE,
    ),
    Call(pooled.pooled, "statistics.see", lambda a, on: pooled.pooled(a, on.activity), WRITERS),
    Call(pooled.export, "statistics.see", lambda a, on: pooled.export(a, on.activity), WRITERS),
    Call(
        pooled.export_edits,
        "statistics.see",
        lambda a, on: pooled.export_edits(a, on.activity),
        WRITERS,
    ),
    Call(
        learning.learning,
        "statistics.see",
        lambda a, on: learning.learning(a, on.activity),
        WRITERS,
    ),
    Call(learning.export, "statistics.see", lambda a, on: learning.export(a, on.activity), WRITERS),
    Call(
        backup.make,
        "backup.make",
        lambda a, on: backup.make(a, on.folder.parent / "backups"),
        _set("system"),
    ),
    Call(
        anchor.anchor,
        "log.anchor",
        lambda a, on: anchor.anchor(a, on.folder.parent / "anchors" / token_hex(4)),
        _set("system"),
    ),
    Call(state.state, "service.see", lambda a, _: state.state(a), _set("olga")),
    Call(
        audit.search,
        "audit.search",
        lambda a, on: audit.search(a, audit.Wanted(person=on.person)),
        _set("olga"),
    ),
    Call(
        audit.export,
        "audit.export",
        lambda a, on: audit.export(a, audit.Wanted(person=on.person)),
        _set("olga"),
    ),
    Call(gauges.measure, "service.measure", lambda a, _: gauges.measure(a), _set("system")),
    Call(doctor.doctor, "doctor.see", lambda a, _: doctor.doctor(a), OPERATION),
    Call(doctor.verify_log, "log.verify", lambda a, _: doctor.verify_log(a), OPERATION),
)


def _answered(service: Service, ada: Actor) -> str:
    made = ask.ask(ada, REQUEST.model_copy(update={"title": "Another course"}))
    answer.answer(signed_in(service, "cora"), made, REFUSAL, 1)
    return made


def _replaced(staff: Actor) -> str:
    """Mark a source that nobody else's calls are about, and return it."""
    source = due.calendar(staff).sources[-1].source
    superseding.mark(staff, source, NEWER, "", seen=0)
    return source


def _to_review(staff: Actor) -> str:
    """Ask Thandiwe to review the question, and return the task."""
    signed_in(staff.service, "thandiwe")
    retag.retag(staff, BANK, [QUESTION], retag.Tags(reviewer="castellanos"))
    return item_tasks.of_item(staff, BANK, QUESTION)[0].id


_LAID_OUT: Start[tuple[Things, dict[str, Actor], datetime]] = Start()


def found(service: Service, clock: Clock, folder: Path) -> tuple[Things, dict[str, Actor]]:
    """Let a test find all that is laid out, and its bank in a folder of its own."""

    def make() -> tuple[Things, dict[str, Actor], datetime]:
        return *laid_out(service, clock, folder), clock.at

    things, actors, clock.at = _LAID_OUT.reach(service.engine, make)
    own = {name: replace(one, service=service) for name, one in actors.items()}
    return replace(things, folder=BankFolder(folder).path), own


def laid_out(service: Service, clock: Clock, folder: Path) -> tuple[Things, dict[str, Actor]]:
    """Give Ada one of everything, let one attempt run out of time, and sign everybody in."""
    ada = signed_in(service, "ada")
    key = publish(service, attempts_max=9)
    submitted = attempted(ada, key)
    completion = evaluate.give(ada, submitted, OPINION)
    commit.commit(ada, completion, number=1, seen=0, text="Look twice.")
    recalling.choose(ada, completion, "on")
    receipt = claim.make(ada, completion, quarters=4, boards={}, attested=True)
    running = start_at(ada, key)
    overdue = start_at(ada, publish(service, slug="short", time_limit_minutes=5))
    clock.move(minutes=6)
    with writing(service.engine) as connection:
        connection.execute(insert(media).values(digest="f" * 64, type="image/png", bytes=b"-"))
        batch = pars_batch.add(
            connection,
            form="excel",
            records=0,
            body=COVER.model_dump_json(),
            by=ada.person_id,
            at=service.now(),
        )
        record = connection.execute(select(pars_record.c.public_id)).scalars().first()
    cora = signed_in(service, "cora")
    other = signed_in(service, "dan").public_id
    attachments.add(cora, key, b"%PDF-1.7", "Agreement", date(2026, 9, 1))
    link = pilot.ask(cora, BANK, "Dan Tester").link
    belongings = Things(
        person=ada.public_id,
        submitted=submitted,
        running=running,
        overdue=overdue,
        completion=completion,
        certificate=receipt.certificate,
        elsewhere=elsewhere.keep(ada, elsewhere.new_name(), 0, GRAND_ROUNDS).name,
        activity=key,
        record=str(record),
        batch=batch.public_id,
        figure="f" * 64,
        request=ask.ask(ada, REQUEST),
        answered=_answered(service, ada),
        thread=remarks.remark(signed_in(service, "cora"), BANK, QUESTION, "Key", "Why?"),
        source=_replaced(cora),
        task=_to_review(cora),
        folder=BankFolder(folder).path,
        file=_file(service, ada),
        amendment=proposed(cora, completion, {"cme": 2}, "Half."),
        merge=merge.propose(cora, ada.public_id, other, "The same person."),
        other=other,
        item=ITEM,
        correction=correct.propose(colleague(service), ITEM, ALSO, seen=0, reason="Both."),
        appeal=_appeal(ada, submitted),
        leaver=account(service, "leaver@example.edu", "Lea Leaver").public_id,
        pilot=pilot.times(cora, BANK)[0].id,
        initiative=led(service, key, ask="dan@example.com"),
        inquiry=inquire.inquire(ada, "office-question", "Parking", "Where?"),
        **_project(service, ada),
    )
    actors = {one: signed_in(service, one) for one in PEOPLE}
    by_link = {"tester": signed_in(service, link)}
    return belongings, actors | by_link | {"system": session.system(service)}


def _project(service: Service, ada: Actor) -> dict[str, str]:
    """Let Ada propose a project, which she takes part in, and another one be sent."""
    sent = approved(service, "ada").links["ada"]
    verified(ada, sent, signed_in(service, "cora"))
    project = propose.propose(ada, IDEA)
    own = opened.opened(ada, project).people[0].participation
    batch = portfolio.make(signed_in(service, "cora"))
    return {"project": project, "participation": own, "portfolio": batch, "sent": sent}


def _appeal(ada: Actor, attempt: str) -> str:
    """Let Ada comment on a question."""
    margin.comment(ada, attempt, position=1, text="The key is wrong.")
    return appeals.of_attempt(ada, attempt)[0].id


def _file(service: Service, ada: Actor) -> str:
    """Let staff take a message to Ada as a file, and leave another waiting."""
    put(service, ada, "attempt:1", "follow-up")
    file = desk.export(signed_in(service, "cora"), "follow-up")
    put(service, ada, "attempt:2", "follow-up")
    return file
