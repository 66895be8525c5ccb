"""The demonstration's class: made-up people who take an activity, so that figures have a shape."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from quizzes.kinds.single_best_answer import SingleBestAnswer
from storage import things
from storage.connect import reading
from workflows.attempts.answers import form_of
from workflows.attempts.save import save
from workflows.attempts.settle import submit
from workflows.attempts.start import start
from workflows.commitments.follow_up import tell
from workflows.commitments.page import page
from workflows.content import frozen
from workflows.content.arrivals import arrive
from workflows.content.front import front
from workflows.content.home import home
from workflows.content.sharing import sharing
from workflows.credit.claim import make
from workflows.credit.evaluate import asked, form_for, give
from workflows.credit.offer import offer
from workflows.people import demo
from workflows.people.enrol import enrol
from workflows.people.named import named
from workflows.people.profile import Profile
from workflows.people.session import system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzes.answer import Answer
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.commitments.meant import State
    from workflows.credit.evaluate import Evaluation
    from workflows.service import Service

    Wrong = Callable[[AnyItem], Answer]

CAME = ("qr", "ehr", "qr", "mail", "link")  # by which way members come
GIVEN = ("Amara", "Bence", "Chiara", "Dawit", "Elif", "Fergus", "Greta", "Hiro")
FAMILY = ("Okoye", "Varga", "Moretti", "Tesfaye", "Kaya", "Lynch", "Sand", "Mori")
SPECIALTIES = ("Internal medicine", "Anesthesiology", "Hospital medicine", "Pediatrics")
PLACES = (
    ("own", "Example Medical School"),
    ("partner", "Example Children's Clinic"),
    ("outside", ""),
)
COMMENTS = (
    "The cases are close to what I see on call.",
    "I would like a printable summary of the thresholds.",
    "Two of the questions took longer than the others together.",
)
# What is written to a question of the evaluation, by its id; to any other a comment.
REMARKS = {
    "bias-where": ("One case names a brand where the generic name would do.",),
    "change-what": (
        "Start antibiotics only after the cultures are drawn, where the patient is stable.",
        "Look at the medication list before I order another test.",
        "Write down by when a catheter has to be out.",
    ),
}
# What becomes of commitments, as often as it is drawn from here.
BECAME: tuple[State, ...] = ("done", "done", "partly", "partly", "not_yet", "dropped")
IN_THE_WAY = ("time", "system", "occasion", "habit", "team")
EFFECT = "Fewer calls at night, as far as I can tell."
RETAKES = 2  # attempts of whoever does not pass
SURE = ("guess", "fairly", "sure")


@dataclass(frozen=True)
class Member:
    """One of the class, and how able."""

    email: str
    profile: Profile
    able: float  # the share of questions that are known


def members(count: int) -> tuple[Member, ...]:
    """Return the class, the same each time."""
    chance = Random(20)  # noqa: S311 - made-up people, no secret
    return tuple(_member(number, chance.uniform(0.5, 0.97)) for number in range(count))


def _member(number: int, able: float) -> Member:
    name = f"{GIVEN[number % 8]} {FAMILY[(number // 8 + number) % 8]}"
    kind, place = PLACES[number % 3]
    profile = {
        "legal_name": name,
        "degree": "PA" if number % 7 == 3 else "MD",  # noqa: PLR2004 - one in seven
        "specialty": SPECIALTIES[number % 4],
        "affiliation": place,
        "affiliated": kind,
    }
    email = f"{name.lower().replace(' ', '.')}.{number}@example.org"
    return Member(email, Profile.model_validate(profile), able)


def take(service: Service, one: Member, number: int, key: str, wrong: Wrong) -> Iterator[str]:
    """Let a member enrol and take an activity, once; who passes evaluates and mostly claims."""
    enrol(system(service), demo.ISSUER, one.email, one.profile, ("learner",))
    actor = named(service, one.email)
    if front(actor, key).own.state != "not_started":
        return
    arrive(actor, sharing(actor, key).code, CAME[number % len(CAME)])
    chance = Random(number)  # noqa: S311 - made-up answers, no secret
    able = one.able
    for _ in range(RETAKES):
        attempt = start(actor, key, front(actor, key).digest)
        _answer(actor, attempt, able, chance, wrong)
        submit(actor, attempt)
        if front(actor, key).own.state == "evaluation_due":
            _complete(actor, attempt, chance)
            break
        able = (able + 1) / 2  # half of what was missed is remembered
    yield one.profile.legal_name


def follow_up(service: Service, one: Member, number: int) -> int:
    """Let a member say what became of their commitments, where it is asked; most do."""
    actor = named(service, one.email)
    chance = Random(number)  # noqa: S311 - made-up answers, no secret
    told = 0
    for each in home(actor).asked:
        if chance.random() < 0.75:  # noqa: PLR2004 - three quarters answer
            for meant in page(actor, each.completion).held:
                _tell(actor, each.completion, meant.number, chance)
                told += 1
    return told


def _tell(actor: Actor, completion: str, number: int, chance: Random) -> None:
    state = chance.choice(BECAME)
    done = state == "done"
    tell(
        actor,
        completion,
        number=number,
        seen=0,
        state=state,
        barriers=() if done else chance.sample(IN_THE_WAY, 1 + (state == "not_yet")),
        effect=EFFECT if done and chance.random() < 0.5 else "",  # noqa: PLR2004 - half of them
    )


def _answer(actor: Actor, attempt: str, able: float, chance: Random, wrong: Wrong) -> None:
    for position, (item, carried) in enumerate(_items(actor, attempt), start=1):
        if carried:
            continue
        hard = Random(item.id).uniform(-0.25, 0.15)  # noqa: S311 - the same for everybody
        knows = chance.random() < able + hard
        sure = SURE[min(2, int(3 * (0.6 * chance.random() + 0.4 * knows)))]
        save(
            actor,
            attempt,
            position=position,
            seen=0,
            value=item.keyed_answer if knows else _missed(item, chance, wrong),
            confidence=sure,
            seconds=chance.randint(20, 140),
        )


def _missed(item: AnyItem, chance: Random, wrong: Wrong) -> Answer:
    """Return a wrong answer; of single best answers the first distractors tempt most."""
    if not isinstance(item, SingleBestAnswer):
        return wrong(item)
    others = [one for one in item.choice_ids if one not in item.key]
    return others[min(int(chance.expovariate(0.7)), len(others) - 1)]


def _items(actor: Actor, attempt: str) -> list[tuple[AnyItem, bool]]:
    with reading(actor.service.engine) as connection:
        row = things.find(connection, "attempt", attempt, None)
        form = form_of(row).items if row is not None else ()
        return [(frozen.item(connection, one.digest), one.carried is not None) for one in form]


def _complete(actor: Actor, attempt: str, chance: Random) -> None:
    completion = give(actor, attempt, _opinion(form_for(actor, attempt), chance))
    can = offer(actor, completion)
    if chance.random() < 0.8:  # noqa: PLR2004 - a fifth forget it
        make(actor, completion, quarters=can.amounts[-1].quarters, boards={}, attested=True)


def _opinion(page: Evaluation, chance: Random) -> dict[str, object]:
    """Answer what is asked, mostly kindly; a few write something, most commit to a change."""
    given: dict[str, object] = {}
    for question in asked(page.form, given):
        if question.kind == "commitments":
            own = chance.choice(REMARKS["change-what"])
            meant = [*page.offered[:1], own] if chance.random() < 0.4 else page.offered[:1]  # noqa: PLR2004 - some
            given[question.id] = list(meant or [own])
        elif question.options:
            at = min(int(chance.expovariate(1.8)), len(question.options) - 1)
            first = question.options[at]
            given[question.id] = [first] if question.kind == "choices" else first
        elif question.required or chance.random() < 0.3:  # noqa: PLR2004 - a few
            given[question.id] = chance.choice(REMARKS.get(question.id, COMMENTS))
    return given
