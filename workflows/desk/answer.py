"""Answer a request for MOC points, board by board: the rules suggest, a person of staff decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credit import boards
from credit.amounts import as_text, quarters
from credit.calendar import written
from credit.statements import resolve
from credit.suggestion import Suggestion, Verdict, suggest
from documents.letter import LetterBoard, LetterPayload
from quizzes.models import ChecklistLine
from storage import people, tasks
from storage.columns import keepable
from workflows.act import act, view
from workflows.content.provider import provider_of, require_provider
from workflows.desk.ask import RequestRefused, require_open, said
from workflows.desk.request import (
    KIND,
    LONGEST,
    Answered,
    Decided,
    Request,
    Ticked,
    add_note,
    read,
    require_request,
)
from workflows.people.profile import latest
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from credit.board_rule import Feature
    from quizzes.models import Provider
    from workflows.act import Act, Actor
    from workflows.desk.request import Asked

KINDS = {
    "self-assessment": "Self-assessment in this service",
    "course": "Course",
    "series": "Regularly scheduled series",
    "other": "Other",
}


class ChecklistOpen(Faulty):
    """Eligible, although lines that the office requires are not ticked."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        super().__init__(
            f"Before an activity is called eligible, tick: {'; '.join(lines)}. Or write why it is"
            " eligible all the same."
        )


class WithdrawnRequest(Refused):
    """Nobody waits for an answer any more."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This request was withdrawn, so it is not answered.")


class OwnRequest(Refused):
    """The answer to one's own request, by whichever account it was asked."""

    status = 403

    def __init__(self) -> None:
        super().__init__("You asked for this yourself, so somebody else of the office answers it.")


class UnknownLine(Faulty):
    """A line that the office's checklist does not have."""

    def __init__(self, line: str) -> None:
        super().__init__(f'The office\'s checklist has no line "{line}".')


@dataclass(frozen=True)
class Verdicts:
    """An answer as it arrived: verdict and reasons by board."""

    boards: Mapping[str, tuple[Verdict, str]]
    in_spite: str = ""


@dataclass(frozen=True)
class Opened:
    """A request as staff see it: with what the rules suggest and the office's checklist."""

    request: Request
    suggestions: tuple[Suggestion, ...]
    checklist: tuple[ChecklistLine, ...]


def queue(actor: Actor) -> tuple[Request, ...]:
    """Return every request, those that wait for the office first, the oldest of them on top."""
    with view(actor, "requests.see") as a:
        held = [read(a, row) for row in tasks.of_kind(a.connection, KIND)]
    order = {"asked": 0, "question": 1}
    return tuple(sorted(held, key=lambda one: (order.get(one.state, 2), -one.age)))


def open_request(actor: Actor, request: str) -> Opened:
    """Return one request with what the boards' rules suggest of it."""
    with view(actor, "requests.see", on=("task", request)) as a:
        require_request(a)
        found = read(a, a.on)
        provider = provider_of(a.actor.service.settings)
        return Opened(
            request=found,
            suggestions=suggestions(found.asked),
            checklist=provider.checklist if provider is not None else (),
        )


def suggestions(asked: Asked) -> tuple[Suggestion, ...]:
    """Return what the rules of the first day suggest for each board asked about."""
    has: dict[Feature, bool] = {
        "assessment": asked.assessment,
        "pass": bool(asked.passing_standard.strip()),
        "feedback": asked.feedback,
    }
    features = [name for name, there in has.items() if there]
    days = (asked.begins, asked.ends)
    return suggest(asked.boards, asked.credits, features, days, boards.load())


def question(actor: Actor, request: str, text: str, seen: int) -> None:
    """Ask whoever made a request something; it awaits them until they reply.

    Raises:
        NotOpen, Stale, RequestRefused: nothing was written.
    """
    entry = said(text)
    with act(actor, "request.question", on=("task", request)) as a:
        require_open(a, seen)
        add_note(a, seen + 1, "question", entry)


def tick(actor: Actor, request: str, line: str, seen: int, *, ticked: bool) -> None:
    """Tick a line of the office's checklist for a request, or take the tick away.

    Raises:
        NotOpen, Stale, UnknownLine, NoProvider: nothing was written.
    """
    with act(actor, "request.tick", on=("task", request)) as a:
        known = require_provider(actor.service.settings).checklist
        require_open(a, seen)
        if line not in {one.id for one in known}:
            raise UnknownLine(line)
        state = tasks.notes(a.connection, a.on.id)[-1].state
        add_note(a, seen + 1, state, Ticked(line=line, ticked=ticked))


def answer(actor: Actor, request: str, verdicts: Verdicts, seen: int) -> None:
    """Answer a request for every board it asks about; a later answer replaces the one before.

    Raises:
        RequestRefused, ChecklistOpen, WithdrawnRequest, OwnRequest, Stale, NoProvider: nothing
            was written.
    """
    with act(actor, "request.answer", on=("task", request)) as a:
        provider = require_provider(actor.service.settings)
        require_request(a)
        held = read(a, a.on)
        if a.on.person_id in people.ids_of(a.connection, a.person_id):
            raise OwnRequest
        if held.state == "withdrawn":
            raise WithdrawnRequest
        if held.seq != seen:
            raise Stale(held.state, held.seq)
        _require_whole(held, verdicts, provider)
        decided = _decided(held.asked, verdicts)
        letter = _letter(a, held, decided, provider)
        in_spite = keepable(verdicts.in_spite).strip()
        entry = Answered(boards=decided, in_spite=in_spite, letter=letter)
        add_note(a, seen + 1, "answered", entry)
        a.data["verdicts"] = {one.board: one.verdict for one in decided}


def _require_whole(held: Request, verdicts: Verdicts, provider: Provider) -> None:
    missing = [
        one for one in held.asked.boards if not verdicts.boards.get(one, ("", ""))[1].strip()
    ]
    if missing or set(verdicts.boards) - set(held.asked.boards):
        raise RequestRefused((f"Give the reasons for {', '.join(missing) or 'these boards'}.",))
    texts = (verdicts.in_spite, *(reasons for _, reasons in verdicts.boards.values()))
    if any(len(one) > LONGEST for one in texts):
        raise RequestRefused((f"Shorten each text to {LONGEST:,} characters or fewer.",))
    eligible = any(verdict == "eligible" for verdict, _ in verdicts.boards.values())
    left = _open_lines(held, provider)
    if eligible and left and not keepable(verdicts.in_spite).strip():
        raise ChecklistOpen(left)


def _open_lines(held: Request, provider: Provider) -> tuple[str, ...]:
    """Return the required lines of the checklist that nobody ticked."""
    return tuple(
        one.text for one in provider.checklist if one.required and one.id not in held.ticks
    )


def _decided(asked: Asked, verdicts: Verdicts) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            board=one.board,
            verdict=verdicts.boards[one.board][0],
            reasons=keepable(verdicts.boards[one.board][1]).strip(),
            suggested=one.verdict,
            rule_from=one.rule_from,
            source=one.source,
            unconfirmed=" ".join(one.rests_on[1:]),
        )
        for one in suggestions(asked)
    )


def _letter(
    a: Act, held: Request, decided: tuple[Decided, ...], provider: Provider
) -> LetterPayload:
    opening, approved = _opening(provider, held.asked.title)
    person = latest(a.connection, a.on.person_id)[0].shown
    return LetterPayload(
        demonstration=a.actor.service.settings.demo,
        placeholder=not approved,
        provider=provider.name,
        office=provider.office,
        contact=provider.contact.email,
        dated=a.today,
        to=person or held.asked.contact,
        reference=a.on.public_id,
        title=held.asked.title,
        facts=facts(held.asked),
        opening=opening,
        boards=tuple(_board(one) for one in decided),
        open_lines=_open_lines(held, provider)
        if any(one.verdict == "eligible" for one in decided)
        else (),
        signatory_name=provider.signatories[0].name,
        signatory_title=provider.signatories[0].title,
    )


def _opening(provider: Provider, title: str) -> tuple[str, bool]:
    """Return how the letter begins, and whether that wording is approved."""
    text = provider.request_letter
    if text is None:
        return "For each board you asked about, the answer and its reasons follow.", False
    values = {"provider": provider.name, "office": provider.office, "title": title}
    found = resolve("request_letter", text, values, frozenset())
    return found.text, found.approved


def _board(one: Decided) -> LetterBoard:
    since = f" from {written(one.rule_from)} on" if one.rule_from is not None else ""
    return LetterBoard(
        board=f"{boards.load().board(one.board).name} ({one.board})",
        verdict=one.verdict,
        reasons=one.reasons,
        source=f"Rule looked at{since}: {one.source}",
        unconfirmed=one.unconfirmed,
    )


def facts(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return what was asked, line by line in words."""
    passing = asked.passing_standard.strip()
    days = written(asked.begins)
    if asked.ends != asked.begins:
        days = f"{days} to {written(asked.ends)}"
    return (
        ("Kind of activity", KINDS[asked.kind]),
        ("Days", days),
        ("Credit, at most", as_text(quarters(asked.credits))),
        ("Assessment of each learner", "yes" if asked.assessment else "no"),
        ("Passing standard", passing or "none"),
        ("Feedback to each learner", "yes" if asked.feedback else "no"),
        ("Contact", asked.contact),
    )
