"""What a physician writes in the margin: flags, struck options, a private note, a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.text import Closed
from storage import attempts
from storage.columns import keepable
from workflows.act import act
from workflows.attempts.answers import form_of
from workflows.attempts.refusals import NoSuchQuestion
from workflows.attempts.save import Saved
from workflows.corrections.appeals import open_for
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.edition import FormItem
    from workflows.act import Act, Actor

LONGEST = 4_000  # characters
# More is no note-taking: nobody comes near, and no script fills the disk.
MOST_COMMENTS, MOST_ASIDES = 100, 5_000  # of one attempt


class TooMany(Faulty):
    """More of something than one attempt holds."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"This attempt holds {most:,} {what} already, and takes no more.")


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
    note = _checked(note)
    with act(actor, "aside.save", on=("attempt", attempt)) as a:
        one = _item_at(a, position)
        kept = tuple(each for each in dict.fromkeys(struck) if each in one.order)
        body = Margin(flag=flag, struck=kept, note=note).model_dump_json()
        last = attempts.asides(a.connection, a.on.id).get(position)
        if last is not None and last.body == body:
            return Saved(0, last.at)
        if attempts.count_asides(a.connection, a.on.id) >= MOST_ASIDES:
            raise TooMany("changes of notes and flags", MOST_ASIDES)
        attempts.add_aside(a.connection, a.on.id, position, body, a.at)
        return Saved(0, a.at)


def comment(actor: Actor, attempt: str, *, position: int, text: str) -> Saved:
    """Send a comment on an item to its authors; the same words again are one comment."""
    body = _checked(text)
    if not body:
        message = "Write a few words before sending the comment."
        raise Faulty(message)
    with act(
        actor, "comment.send", on=("attempt", attempt), once=lambda a: _sent(a, position, body)
    ) as a:
        if isinstance(a.receipt, Saved):
            return a.receipt
        one = _item_at(a, position)
        if attempts.count_comments(a.connection, a.on.id) >= MOST_COMMENTS:
            raise TooMany("comments", MOST_COMMENTS)
        seq = attempts.add_comment(a.connection, a.on.id, position, body, a.at)
        a.seal("comment", attempt_id=a.on.id, position=position, seq=seq)
        open_for(a, position, seq)
        a.data.update(item=one.item_id, position=position)
        return Saved(0, a.at)


def _sent(a: Act, position: int, body: str) -> Saved | None:
    _item_at(a, position)
    row = attempts.comment_of(a.connection, a.on.id, position, body)
    return Saved(0, row.at) if row is not None else None


def _item_at(a: Act, position: int) -> FormItem:
    items = form_of(a.on).items
    if not 1 <= position <= len(items):
        raise NoSuchQuestion
    return items[position - 1]


def _checked(text: str) -> str:
    text = keepable(text).strip()
    if len(text) > LONGEST:
        message = f"This has {len(text)} characters; shorten it to {LONGEST}."
        raise Faulty(message)
    return text
