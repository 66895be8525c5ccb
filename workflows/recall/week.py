"""This week's questions as the page shows them, and what is known of all that returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from quizzes.answer import Answer, read_answer
from quizzes.edition import FormItem
from scoring.marking import Marker
from scoring.recall import MARKS, MOST, kept_after, week_of
from workflows.act import view
from workflows.attempts.corrections import told_of
from workflows.attempts.margin import Margin
from workflows.attempts.question import Place, Question, marking
from workflows.attempts.review import Reviewed, reviewed
from workflows.attempts.standing import Standing
from workflows.content import frozen
from workflows.recall.deal import may_deal
from workflows.recall.held import RULES, Card, Held, NotAskedThisWeek, Wish, held
from workflows.recall.material import changed_since, running

if TYPE_CHECKING:
    from workflows.act import Act, Actor

SUNDAY, WEEK = timedelta(days=6), timedelta(days=7)
NO_MARGIN = Margin()
MOST_LISTED = 5  # activities that could return, too: older ones are offered with their result


@dataclass(frozen=True)
class Asked:
    """One question of the week."""

    completion: str
    item_id: str
    seq: int
    done: bool
    left: bool  # it stays away, as was wished
    stopped: bool  # the office paused or withdrew its activity since, or that is over
    right: bool
    next_on: date | None  # once it is answered; None: it stays away


@dataclass(frozen=True)
class Following:
    """A completed activity whose questions return, or could again."""

    completion: str
    title: str
    completed_on: date
    wish: Wish
    questions: int
    known: int  # of them stay away, since they were answered well


@dataclass(frozen=True)
class Could:
    """A completed activity of which nothing returns, since it was not asked or declined."""

    completion: str
    title: str
    completed_on: date


@dataclass(frozen=True)
class Kept:
    """What was right so many days or more after it was missed, of what was asked then."""

    days: int
    right: int
    asked: int


@dataclass(frozen=True)
class Week:
    """All that returns to a person, this week and later."""

    person: str
    until: date
    asked: tuple[Asked, ...]
    may_deal: bool
    paused: bool
    following: tuple[Following, ...]
    could: tuple[Could, ...]  # the newest of them
    next_on: date | None  # from which day on something is due again
    kept: tuple[Kept, ...]

    @property
    def open(self) -> int:
        """How many are not answered."""
        return sum(not one.done for one in self.asked)

    @property
    def name(self) -> str:
        """What the card of this week is called: another hand is another card."""
        keys = "-".join(f"{one.completion[:6]}.{one.item_id}" for one in self.asked)
        return f"{self.person}-recall-{self.until.isoformat()}-{keys}"


@dataclass(frozen=True)
class Returned:
    """One question of the week, to be answered or with its review."""

    page: Question
    asked: Asked
    first_on: date  # when it was answered at first
    first: str  # how that was, in a word or two
    changed: bool  # its answer is another one since


def week(actor: Actor) -> Week:
    """Return what returns to the person this week, and what is known of the rest."""
    with view(actor, "recall.see") as a:
        return _week(a, held(a, a.person_id))


def question(actor: Actor, name: str, position: int) -> Returned:
    """Return the question at a position of the week called `name`.

    Raises:
        NotAskedThisWeek: there is none, or the week is another one by now.
    """
    with view(actor, "recall.see") as a:
        found = held(a, a.person_id)
        now = _week(a, found)
        if now.name != name or not 1 <= position <= len(now.asked):
            raise NotAskedThisWeek
        return _returned(a, found.week[position - 1], now, position)


def _week(a: Act, found: Held) -> Week:
    joined = {one.completion.id for one in found.cards}
    return Week(
        person=a.actor.public_id,
        until=week_of(a.today) + SUNDAY,
        asked=tuple(_asked(a, one) for one in found.week),
        may_deal=may_deal(found),
        paused=found.paused,
        following=tuple(_following(a, found, row) for row in found.completions if row.id in joined),
        could=tuple(
            Could(row.public_id, _title(a, row), row.completed_on)
            for row in found.completions
            if row.id not in joined and found.wishes.get(row.id) != "on"
        )[:MOST_LISTED],
        next_on=_next_on(found),
        kept=tuple(_kept(found, days) for days in MARKS),
    )


def _next_on(found: Held) -> date | None:
    """Return from which day on something returns; not in a week that has had its questions."""
    days = [due.on for one in found.live if (due := one.due) is not None]
    if not days:
        return None
    soonest = week_of(found.today) + WEEK if found.asked >= MOST else found.today
    return max(soonest, min(days))


def _title(a: Act, completion: Any) -> str:  # noqa: ANN401  (a Row)
    return frozen.terms(a.connection, completion.activity_id).title


def _asked(a: Act, card: Card) -> Asked:
    now = card.now
    stopped = now.state == "asked" and running(a, card.completion.activity_id) is None
    return Asked(
        completion=card.completion.public_id,
        item_id=card.item_id,
        seq=now.seq,
        done=now.state != "asked" or stopped,
        left=now.state == "left",
        stopped=stopped,
        right=bool(now.correct),
        next_on=now.due_on if now.state == "answered" else None,
    )


def _following(a: Act, found: Held, completion: Any) -> Following:  # noqa: ANN401  (a Row)
    own = [one for one in found.cards if one.completion.id == completion.id]
    return Following(
        completion=completion.public_id,
        title=_title(a, completion),
        completed_on=completion.completed_on,
        wish=found.wishes[completion.id],
        questions=len(own),
        known=sum(one.is_known for one in own),
    )


def _kept(found: Held, days: int) -> Kept:
    known = [kept_after(one.recalls, days) for one in found.cards]
    return Kept(days, known.count(True), len(known) - known.count(None))


def _returned(a: Act, card: Card, now: Week, position: int) -> Returned:
    item = frozen.item(a.connection, card.now.digest)
    asked, first = now.asked[position - 1], card.recalls[0]
    return Returned(
        page=_page(a, card, now, position),
        asked=asked,
        first_on=first.on,
        first="right by a guess" if first.right else "missed",
        changed=asked.done and changed_since(a, card, item),
    )


def _page(a: Act, card: Card, now: Week, position: int) -> Question:
    """Return the page of one question, as the pages of an attempt are made."""
    row = card.now
    item = frozen.item(a.connection, row.digest)
    value = read_answer(row.value) if row.value is not None else None
    terms = frozen.terms(a.connection, card.completion.activity_id)
    return Question(
        attempt=now.name,
        key=frozen.activity_key(a.connection, card.completion.activity_id),
        title=terms.title,
        demonstration=terms.demonstration,
        number=1,
        rules=RULES,
        standing=Standing(submitted=False, due=None, closes=None, now=a.at, policy="submit"),
        position=position,
        places=tuple(
            Place(at, answered=one.done, flagged=False, unsure=False, partial=False)
            for at, one in enumerate(now.asked, start=1)
        ),
        item=item.public(card.order),
        value=value,
        confidence=row.confidence,
        seq=int(row.state == "answered"),
        seconds=row.seconds or 0,
        saved_at=None,
        margin=NO_MARGIN,
        feedback=_feedback(a, card, position, value) if row.state == "answered" else None,
        marking=marking(item),
    )


def _feedback(a: Act, card: Card, position: int, value: Answer | None) -> Reviewed:
    row = card.now
    item = frozen.item(a.connection, row.digest)
    corrections = told_of(a.connection, item)
    one = FormItem(digest=row.digest, item_id=item.id, order=card.order)
    got = Marker(item, corrections).mark(value).score
    return reviewed(position, one, item, value, row.confidence, got, corrections)
