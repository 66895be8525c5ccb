"""The demonstration: named people, every bank published, and the way of a credit to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from credit.calendar import local_day
from quizzes.bank import folders
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.true_false_cluster import TRUTH, TrueFalseCluster
from quizzes.reading import read_bank
from storage import things
from storage.connect import reading
from workflows.attempts.answers import form_of
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.content import frozen
from workflows.content.editions import editions
from workflows.content.front import front
from workflows.content.publish import NotPublished, publish
from workflows.content.registration import ACCME, enter
from workflows.credit.claim import BoardClaim, make
from workflows.credit.evaluate import form_for, give
from workflows.credit.offer import offer
from workflows.credit.records import records
from workflows.credit.texts import digest
from workflows.operations import cohort, story
from workflows.operations.projects import projects
from workflows.people import demo
from workflows.people.consent import give as agree
from workflows.people.consent import see
from workflows.people.enrol import enrol
from workflows.people.named import named
from workflows.people.session import system
from workflows.recall.choose import choose
from workflows.recall.choose import offer as may_return
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.answer import Answer
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.credit.evaluate import Evaluation
    from workflows.credit.offer import Offer
    from workflows.service import Service

CONFIDENCE = ("sure", "fairly", "sure", "guess")
MISSED = (3, 10)  # positions that are answered wrongly, the second one surely: see the review
HALF_WAY = 7
FAR_OFF = "-999999999"  # no measurement is near it
FIRST_ACCME_ID = 202_600_101


class NotADemonstration(Refused):
    """Made-up people and claims do not belong among real ones."""

    status = 403

    def __init__(self) -> None:
        """Say what would have happened."""
        super().__init__(
            "This service is no demonstration, so no made-up people, attempts and claims are put"
            " into its database. Set APP_MODE=demo and a DATABASE_URL of its own to look around."
        )


def office(service: Service) -> Actor:
    """Return the demonstration's education specialist, enrolled on the way."""
    demo.enrol_all(system(service))
    return named(service, _email("cora"))


def fill(service: Service, people: int = 0) -> Iterator[str]:
    """Fill the database with what is not there yet, and say what was done.

    `people` more take an activity in the last days, so that there are figures to look at.

    Raises:
        NotADemonstration: nothing was written.
    """
    if not service.settings.demo:
        raise NotADemonstration
    early = people // 2 if _released(service, story.EARLY_DAYS) else 0
    clock = story.Clock(service, story.EARLY_DAYS if early else story.DAYS)
    told = replace(service, now=clock)
    staff = office(told)
    yield f"People: {', '.join(one.profile.legal_name for one in demo.PEOPLE)}."
    yield from _publish_all(staff)
    _register(staff)
    yield from _agree(told)
    if not _open(staff):
        clock.turn(0)  # they were released since
    keys = _open(staff)
    members = list(enumerate(cohort.members(people)))
    yield from _teach(told, clock, keys, members[:early], story.EARLY_DAYS)
    clock.turn(story.DAYS)
    yield from _earn(told, keys)
    yield from _tell(told, clock)
    yield from story.lead(named(told, _email("cora")), keys, [one.email for _, one in members])
    yield from _teach(told, clock, keys, members[early:], story.CLASS_DAYS)
    clock.turn(0)
    yield from _follow_up(told, people)
    yield from projects(staff, *_team(told))
    yield from _go_on(told, keys)


def _team(service: Service) -> tuple[Actor, tuple[Actor, ...]]:
    """Return who leads a quality project, and who takes part in it."""
    ada, ben, dan = (named(service, _email(one)) for one in ("ada", "ben", "dan"))
    return ben, (ada, dan)


def _register(staff: Actor) -> None:
    for number, one in enumerate(editions(staff)):
        for kind in one.registrations:
            value = str(FIRST_ACCME_ID + number) if kind.kind == ACCME else "demonstration"
            enter(staff, one.key, kind.kind, kind.value or value, kind.seq)


def _open(staff: Actor) -> list[str]:
    """Return what can be taken, but for what an attempt of would end before somebody looks."""
    return [
        one.key
        for one in editions(staff)
        if one.is_open and one.terms.rules.time_limit_minutes is None
    ]


def _earn(service: Service, keys: list[str]) -> Iterator[str]:
    """Complete activities: two of the completions are claimed, one is not."""
    ada, ben, dan = (named(service, _email(one)) for one in ("ada", "ben", "dan"))
    for key in keys[:1]:
        yield from _complete(ada, key)
        yield from _complete(dan, key)
    for key in keys[1:2]:
        yield from _complete(ben, key, claimed=False)
    yield from _wish(ada)
    yield from story.from_elsewhere(ada)


def _wish(actor: Actor) -> Iterator[str]:
    """Let what somebody missed return, unless they said otherwise since."""
    for one in records(actor).records:
        if may_return(actor, one.completion).wish is None:
            number = choose(actor, one.completion, "on")
            yield f"Wished back: {number} questions that Ada Whitfield missed."


def _tell(service: Service, clock: story.Clock) -> Iterator[str]:
    """Go through the days between: a batch and its answers, a request and its answer."""
    staff, ada, ben = (named(service, _email(one)) for one in ("cora", "ada", "ben"))
    clock.turn(8)
    yield from story.report(staff)
    yield from story.requests(ben)
    yield from story.inquiries(ben)
    clock.turn(4)
    yield from story.answered(staff, ada)
    yield from story.replied(staff)
    yield from story.told(staff)


def _released(service: Service, days: int) -> bool:
    """Whether all that the demonstration publishes was out so many days ago."""
    zone = service.settings.zone
    day = local_day(service.now() - timedelta(days=days), zone)
    banks = (read_bank(folder)[0] for folder in folders(service.settings.banks))
    return all(one is None or one.activity.accreditation.release_date <= day for one in banks)


def _teach(
    service: Service,
    clock: story.Clock,
    keys: list[str],
    members: Sequence[tuple[int, cohort.Member]],
    days: int,
) -> Iterator[str]:
    """Let a class take the first activity, from so many days ago on, some each day."""
    came = []
    for place, (number, one) in enumerate(members):
        clock.turn(days - place * story.CLASS_DAYS // len(members))
        came += [
            name
            for key in keys[:1]
            for name in cohort.take(service, one, number, key, wrong_answer)
        ]
    if came:
        yield f"Taken by a class of {len(came)}."


def _follow_up(service: Service, people: int) -> Iterator[str]:
    """Let the class say what became of their commitments, where it is asked by now."""
    told = sum(
        cohort.follow_up(service, one, number) for number, one in enumerate(cohort.members(people))
    )
    if told:
        yield f"Answered, what became of {told} commitments."


def _go_on(service: Service, keys: list[str]) -> Iterator[str]:
    """Leave something to do: a report that can go, and an attempt that is open."""
    enrol(system(service), demo.ISSUER, story.PARTNER, story.PARTNERS_PROFILE, ("learner",))
    for key in keys[1:2]:
        yield from _complete(named(service, story.PARTNER), key)
        yield from _begin(named(service, _email("ada")), key)


def _agree(service: Service) -> Iterator[str]:
    """Let Ada agree to reports, once: what she takes next counts without a word."""
    ada = named(service, _email("ada"))
    for held in see(ada):
        if held.offered and not held.history:
            agree(ada, held.scope, digest(held.offered))
            yield f"Agreed to reports to the {held.name}: Ada Whitfield."


def _publish_all(staff: Actor) -> Iterator[str]:
    for folder in folders(staff.service.settings.banks):
        done = publish(staff, folder)
        if isinstance(done, NotPublished):
            yield f"Not published: {folder.name}. Run `python manage.py check {folder}`."
        else:
            yield f"Published: {done.title}, edition {done.number}."


def _complete(actor: Actor, key: str, *, claimed: bool = True) -> Iterator[str]:
    """Pass an activity, evaluate it and, unless it is left for later, claim for it."""
    if front(actor, key).own.state != "not_started":
        return
    attempt = start(actor, key, front(actor, key).digest)
    _answer(actor, attempt)
    submit(actor, attempt)
    completion = give(actor, attempt, _opinion(form_for(actor, attempt)))
    can = offer(actor, completion)
    if claimed:
        _claim(actor, can)
    yield f"Completed{' and claimed' if claimed else ''}: {can.title}, by {can.name}."


def _claim(actor: Actor, can: Offer) -> None:
    most = can.amounts[-1].quarters
    boards = {
        one.kind: BoardClaim(one.diplomate_id, consent=True)
        for one in can.boards
        if one.diplomate_id and one.points.get(most) and not can.missing
    }
    make(actor, can.completion, quarters=most, boards=boards, attested=True)


def _begin(actor: Actor, key: str) -> Iterator[str]:
    """Leave an attempt open half-way."""
    if front(actor, key).own.state != "not_started":
        return
    attempt = start(actor, key, front(actor, key).digest)
    _answer(actor, attempt, until=HALF_WAY)
    yield f"Begun: {front(actor, key).front.title}."


def _answer(actor: Actor, attempt: str, until: int | None = None) -> None:
    for position, item in enumerate(_items(actor, attempt)[:until], start=1):
        save(
            actor,
            attempt,
            position=position,
            seen=0,
            value=wrong_answer(item) if position in MISSED else item.keyed_answer,
            confidence=CONFIDENCE[position % len(CONFIDENCE)],
            seconds=40 + 7 * (position % 5),
        )


def _items(actor: Actor, attempt: str) -> list[AnyItem]:
    with reading(actor.service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        digests = [one.digest for one in form_of(row).items] if row is not None else []
        return [frozen.item(connection, one) for one in digests]


def wrong_answer(item: AnyItem) -> Answer:
    """Return an answer that earns nothing, or as little as the item gives."""
    if isinstance(item, ChoiceItem):
        others = sorted(set(item.choice_ids) - item.key)
        if item.type != "multiple_response":
            return others[0]
        return sorted([others[0], *sorted(item.key)][: item.limit or 1])
    if isinstance(item, ExtendedMatching):
        return {one.id: _other(item.choice_ids, one.correct) for one in item.stems}
    if isinstance(item, TrueFalseCluster):
        return {one.id: _other(TRUTH, one.correct) for one in item.statements}
    if isinstance(item, Numeric):
        return f"{FAR_OFF} {item.answer.unit or ''}".strip()
    return item.keyed_answer[::-1]


def _other(choices: Iterable[str], right: str) -> str:
    return next(one for one in choices if one != right)


def _opinion(page: Evaluation) -> dict[str, object]:
    """Answer what has to be answered, and commit to what was missed most."""
    asked = page.form.questions
    given: dict[str, object] = {
        one.id: one.options[0] for one in asked if one.required and one.ask_if is None
    }
    return given | {one.id: page.offered[:1] for one in asked if one.kind == "commitments"}


def _email(key: str) -> str:
    return next(one.email for one in demo.PEOPLE if one.key == key)
