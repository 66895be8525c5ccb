"""Attest to have taken part in a project: the page of the personal link, and the act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from credit import boards as reporting
from credit.calendar import written
from credit.part4.awards import AwardingBoard, Role, boards_for
from credit.part4.taking_part import ACTIVITIES, LEAST, Texts, is_meaningful, texts
from storage import participations, people, portfolio, projects
from storage.columns import keepable
from workflows.act import act, view
from workflows.credit.texts import digest, keep
from workflows.part4.asking import ask_verifier
from workflows.part4.attested import Attested, Standing, role_in, standing
from workflows.part4.project import NotNow, Project, read
from workflows.part4.verifying import verifies
from workflows.people.profile import latest
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

LONGEST = 4_000  # characters of a reflection
LONGEST_NUMBER = 30


class AttestationRefused(Faulty):
    """An attestation that lacks something; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


class TextChanged(Refused):
    """The text was replaced since the page showed it."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The text of the attestation was changed while you were reading. Read it again, then"
            " attest if you still do; nothing was kept."
        )


class SentAlready(Refused):
    """An attestation that was sent, and not rejected."""

    status = 409

    def __init__(self) -> None:
        """Say whom to ask."""
        super().__init__(
            "This was sent to the Portfolio Program as it is, so that it stays. If something in it"
            " is wrong, write to the office."
        )


@dataclass(frozen=True)
class Given:
    """What a form holds."""

    activities: tuple[str, ...]
    own_patients: bool
    completed_on: date | None
    effort: str
    impact: str
    boards: Mapping[str, str]  # certification number by board
    share: bool


@dataclass(frozen=True)
class Page:
    """The personal link: who, what project, where it stands, and what is attested."""

    participation: str
    project: Project
    role: Role
    person: str
    degree: str
    own: bool  # else it is somebody else's who is to look at it
    complete: bool  # the profile
    standing: Standing
    effort: str
    impact: str
    boards: tuple[AwardingBoard, ...]  # that the profession can be certified by
    numbers: Mapping[str, str]  # known from the profile
    texts: Texts
    digest: str
    may_attest: bool
    may_verify: bool
    today: date


def page(actor: Actor, participation: str) -> Page:
    """Return what a personal link shows to its owner, and to who verifies it.

    Raises:
        NotFound: it is nobody's whom the actor has to do with.
    """
    with view(actor, "attestation.see", on=("participation", participation)) as a:
        return _page(a)


def _page(a: Act) -> Page:
    row = projects.newest(a.connection, a.on.project_id)
    own = a.on.person_id in people.ids_of(a.connection, a.person_id)
    if not own and not verifies(a, row, a.on.person_id):
        raise NotFound("participation")
    profile, _seq = latest(a.connection, a.on.person_id)
    now = standing(a, a.on.id)
    said = participations.reflections(a.connection, a.on.id).get(now.attested_seq)
    wording = texts()
    return Page(
        participation=a.on.public_id,
        project=read(a.connection, row),
        role=role_in(a.connection, row, a.on.person_id),
        person=now.attested.name if now.attested is not None else profile.shown,
        degree=profile.degree,
        own=own,
        complete=profile.complete,
        standing=now,
        effort=said.effort if said is not None else "",
        impact=said.impact if said is not None else "",
        boards=boards_for(profile.profession) if profile.degree else (),
        numbers={**profile.board_ids, **(now.attested.boards if now.attested else {})},
        texts=wording,
        digest=digest(wording.whole),
        may_attest=own and row.state == "approved" and not is_sent(a, a.on.id),
        may_verify=not own and now.state == "attested" and row.approved_on is not None,
        today=a.today,
    )


def is_sent(a: Act, participation_id: int) -> bool:
    """Whether something was sent, and stands or waits for its answer."""
    rows = portfolio.newest(a.connection, [participation_id]).values()
    return any(row.state in {"batched", "accepted"} for row in rows)


def attest(actor: Actor, participation: str, seen: int, given: Given, shown: str) -> int:
    """Keep what somebody attests, under the text whose digest is `shown`; return its number.

    It follows the row numbered `seen`; attesting the same again returns it.

    Raises:
        AttestationRefused: something is missing; all of it is said.
        TextChanged, SentAlready, NotNow, Stale: nothing was written.
    """
    with act(
        actor,
        "attestation.give",
        on=("participation", participation),
        once=lambda a: _again(a, given, shown),
    ) as a:
        if isinstance(a.receipt, int):
            return a.receipt
        portfolio.hold(a.connection)
        row = projects.newest(a.connection, a.on.project_id)
        if row.state != "approved":
            raise NotNow(row.state)
        if is_sent(a, a.on.id):
            raise SentAlready
        if digest(texts().whole) != shown:
            raise TextChanged
        profile, _seq = latest(a.connection, a.on.person_id)
        if found := tuple(_faults(a, row, profile, given)):
            raise AttestationRefused(found)
        held = standing(a, a.on.id)
        if held.seq != seen:
            raise Stale(held, held.seq)
        ask_verifier(a, row, a.on.person_id)
        return _write(a, held.seq + 1, _body(a, row, profile, given), given)


def _again(a: Act, given: Given, shown: str) -> int | None:
    held = standing(a, a.on.id)
    if held.state != "attested" or held.attested is None or held.text_digest != shown:
        return None
    said = participations.reflections(a.connection, a.on.id).get(held.seq)
    row = projects.newest(a.connection, a.on.project_id)
    profile, _seq = latest(a.connection, a.on.person_id)
    try:
        same = held.attested == _body(a, row, profile, given)
    except (Faulty, ValidationError):
        return None
    texts_same = said is not None and (said.effort, said.impact) == _reflections(given)
    return held.seq if same and texts_same and held.completed_on == given.completed_on else None


def _reflections(given: Given) -> tuple[str, str]:
    return keepable(given.effort).strip(), keepable(given.impact).strip()


def _numbers(given: Given) -> dict[str, str]:
    return {board: " ".join(number.split()) for board, number in given.boards.items()}


def _body(a: Act, row: Row[Any], profile: Profile, given: Given) -> Attested:
    return Attested(
        name=profile.shown,
        degree=profile.degree,
        given_name=profile.given_name or profile.suggested_names[0],
        family_name=profile.family_name or profile.suggested_names[1],
        role=role_in(a.connection, row, a.on.person_id),
        activities=tuple(one for one in ACTIVITIES if one in given.activities),
        own_patients=given.own_patients,
        boards=_numbers(given),
        share=given.share,
    )


def _write(a: Act, seq: int, body: Attested, given: Given) -> int:
    effort, impact = _reflections(given)
    participations.attest(
        a.connection,
        participation_id=a.on.id,
        seq=seq,
        state="attested",
        completed_on=given.completed_on,
        text_digest=keep(a.connection, texts().whole),
        body=body.model_dump_json(),
        by=a.person_id,
        at=a.at,
    )
    participations.reflect(
        a.connection, participation_id=a.on.id, seq=seq, effort=effort, impact=impact, at=a.at
    )
    a.seal("attestation", participation_id=a.on.id, seq=seq)
    a.seal("reflection", participation_id=a.on.id, seq=seq)
    a.data.update(seq=seq, text=digest(texts().whole))
    return seq


def _faults(a: Act, row: Row[Any], profile: Profile, given: Given) -> Iterator[str]:
    """Say everything that is missing, or cannot be."""
    if not profile.complete:
        yield "Complete your profile first: the name and the degree."
        return
    if not is_meaningful(given.activities, own_patients=True):
        yield f"Tick at least {LEAST} of the {len(ACTIVITIES)} activities: less is not enough."
    if not given.own_patients:
        yield "Part IV is about the care of your own patients: tick it if it was."
    yield from _day_faults(a, row, given.completed_on)
    effort, impact = _reflections(given)
    if not effort or not impact:
        yield "Write about both, the effort and its impact; a sentence or two is enough."
    if max(len(effort), len(impact)) > LONGEST:
        yield f"A reflection holds {LONGEST:,} characters; shorten it."
    yield from _board_faults(profile, given, a.today)


def _day_faults(a: Act, row: Row[Any], on: date | None) -> Iterator[str]:
    plan = read(a.connection, row).plan
    if on is None:
        yield "Say on which day you completed your part."
    elif plan.starts is not None and not plan.starts <= on <= a.today:
        yield (
            f"You completed your part between {written(plan.starts)}, when the project began, and"
            " today."
        )


def _board_faults(profile: Profile, given: Given, today: date) -> Iterator[str]:
    offered = {one.board: one for one in boards_for(profile.profession)}
    for board, number in _numbers(given).items():
        if board not in offered:
            yield f"{board[:20]} takes no Part IV credit for your profession."
        elif not number or len(number) > LONGEST_NUMBER:
            yield f"Give your certification number at the {board}."
        elif board in reporting.load().acronyms and (
            fault := reporting.id_fault(reporting.load().board(board).rule(today), number)
        ):
            yield fault
