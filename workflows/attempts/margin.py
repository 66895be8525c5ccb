"""What a physician writes in the margin: flags, struck options, a private note, a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from quizzes.text import Closed
from storage import attempts
from workflows.act import act
from workflows.attempts.answers import form_of
from workflows.attempts.refusals import NoSuchQuestion
from workflows.attempts.save import Saved
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Act, Actor

LONGEST = 4_000  # characters


class Margin(Closed):
    """Flag, struck options and note at one position."""

    schema_version: int = 1
    flag: bool = False
    struck: tuple[str, ...] = ()
    note: str = ""


def margin(
    actor: Actor, attempt: str, *, position: int, flag: bool, struck: Sequence[str], note: str
) -> Saved:
    """Save the margin of one question: the last one written is in force."""
    body = Margin(flag=flag, struck=tuple(struck), note=_checked(note))
    try:
        return _write(actor, attempt, position, body)
    except IntegrityError:  # two windows at once: this one is the later
        return _write(actor, attempt, position, body)


def _write(actor: Actor, attempt: str, position: int, body: Margin) -> Saved:
    with act(actor, "aside.save", on=("attempt", attempt)) as a:
        one = form_of(a.on).items[_within(a, position) - 1]
        kept = body.model_copy(
            update={"struck": tuple(each for each in body.struck if each in one.order)}
        )
        attempts.add_aside(a.connection, a.on.id, position, kept.model_dump_json(), a.at)
        return Saved(0, a.at)


def comment(actor: Actor, attempt: str, *, position: int, text: str) -> Saved:
    """Send a comment on an item to its authors."""
    body = _checked(text)
    if not body:
        message = "Write a few words before sending the comment."
        raise Faulty(message)
    with act(actor, "comment.send", on=("attempt", attempt)) as a:
        one = form_of(a.on).items[_within(a, position) - 1]
        attempts.add_comment(a.connection, a.on.id, position, body, a.at)
        a.data.update(item=one.item_id, position=position)
        return Saved(0, a.at)


def _within(a: Act, position: int) -> int:
    if not 1 <= position <= len(form_of(a.on).items):
        raise NoSuchQuestion
    return position


def _checked(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > LONGEST:
        message = f"This has {len(text)} characters; shorten it to {LONGEST}."
        raise Faulty(message)
    return text
