"""The demonstration: named people, every bank published, and a few attempts and claims to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.bank import folders
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.true_false_cluster import TRUTH, TrueFalseCluster
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
from workflows.credit.texts import digest
from workflows.people import demo
from workflows.people.consent import give as agree
from workflows.people.consent import see
from workflows.people.named import named
from workflows.people.session import system
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.answer import Answer
    from quizzes.models import AnyItem, EvaluationForm
    from workflows.act import Actor
    from workflows.service import Service

CONFIDENCE = ("sure", "fairly", "sure", "guess")
MISSED = (3, 9)  # positions that are answered wrongly, so that there is feedback to look at
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


def fill(service: Service) -> Iterator[str]:
    """Fill the database with what is not there yet, and say what was done.

    Raises:
        NotADemonstration: nothing was written.
    """
    if not service.settings.demo:
        raise NotADemonstration
    staff = office(service)
    yield f"People: {', '.join(one.profile.legal_name for one in demo.PEOPLE)}."
    yield from _publish_all(staff)
    published = editions(staff)
    for number, one in enumerate(published):
        for kind in one.registrations:
            value = str(FIRST_ACCME_ID + number) if kind.kind == ACCME else "demonstration"
            enter(staff, one.key, kind.kind, kind.value or value, kind.seq)
    # Without a time limit an attempt is still open when somebody looks at it.
    keys = [
        one.key for one in published if one.is_open and one.terms.rules.time_limit_minutes is None
    ]
    yield from _agree(service)
    ada, dan = (named(service, _email(one)) for one in ("ada", "dan"))
    for key in keys[:1]:
        yield from _complete(ada, key)
        yield from _complete(dan, key)
    for key in keys[1:2]:
        yield from _begin(ada, key)


def _agree(service: Service) -> Iterator[str]:
    """Let Ada agree to reports to her board, once: what she takes next counts without a word."""
    ada = named(service, _email("ada"))
    held = next(one for one in see(ada) if one.scope == "ABIM")
    if held.offered and not held.history:
        agree(ada, "ABIM", digest(held.offered))
        yield "Agreed to reports to ABIM: Ada Whitfield."


def _publish_all(staff: Actor) -> Iterator[str]:
    for folder in folders(staff.service.settings.banks):
        done = publish(staff, folder)
        if isinstance(done, NotPublished):
            yield f"Not published: {folder.name}. Run `python manage.py check {folder}`."
        else:
            yield f"Published: {done.title}, edition {done.number}."


def _complete(actor: Actor, key: str) -> Iterator[str]:
    """Pass an activity, evaluate it and claim for it."""
    if front(actor, key).own.state != "not_started":
        return
    attempt = start(actor, key, front(actor, key).digest)
    _answer(actor, attempt)
    submit(actor, attempt)
    completion = give(actor, attempt, _opinion(form_for(actor, attempt).form))
    can = offer(actor, completion)
    most = can.amounts[-1].quarters
    boards = {
        one.kind: BoardClaim(one.diplomate_id, consent=True)
        for one in can.boards
        if one.diplomate_id and one.points.get(most) and not can.missing
    }
    make(actor, completion, quarters=most, boards=boards, attested=True)
    yield f"Completed and claimed: {can.title}, by {can.name}."


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


def _opinion(form: EvaluationForm) -> dict[str, str]:
    asked = (one for one in form.questions if one.required and one.ask_if is None)
    return {one.id: one.options[0] for one in asked}


def _email(key: str) -> str:
    return next(one.email for one in demo.PEOPLE if one.key == key)
