"""What waits for one author or reviewer: sent back, to review, comments, and what they disclose."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from credit.calendar import months_after, written
from quizzes.counted import count
from storage import drafts, people
from workflows.content import due as calendar
from workflows.content import item_tasks
from workflows.content.approving import waits
from workflows.content.reviewing import of_bank
from workflows.content.writing.keep import NEW
from workflows.today.due import Due

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from workflows.act import Act
    from workflows.content.item_tasks import ItemTask
    from workflows.content.reviewing import Waiting
    from workflows.content.shelf import Read


def own(a: Act, found: Sequence[tuple[Path, Read]]) -> Iterator[Due]:
    """Yield what waits for the person themselves, bank by bank."""
    addresses = {one.lower() for one in people.own_subjects(a.connection, a.person_id)}
    for folder, held in found:
        rows = tuple(of_bank(a, folder.name, held))
        yield from _sent_back(a, [one for one in rows if one.own and one.state == "changes asked"])
        yield from _to_review([one for one in rows if one.mine and not one.asked])
        yield from _comments([one for one in rows if one.own and one.remarks])
        yield from _to_approve(a, held)
        yield from _disclosure(a, held, addresses)
    mine = [one for one in item_tasks.read(a) if one.mine]
    titles = {folder.name: held.title for folder, held in found}
    yield from _asked([one for one in mine if one.kind == item_tasks.REVIEW], titles)
    yield from _left(a, titles)
    yield from _tasks([one for one in mine if one.kind != item_tasks.REVIEW])


def _sent_back(a: Act, rows: Sequence[Waiting]) -> Iterator[Due]:
    if rows:
        what = count(len(rows), "question of yours was", "questions of yours were")
        writes = a.actor.has("author", "staff")
        said = f"{what} sent back with changes asked for, in “{rows[0].title}”."
        yield Due("now", said, "write" if writes else "review", _address(rows))


def _to_review(rows: Sequence[Waiting]) -> Iterator[Due]:
    if rows:
        what = count(len(rows), "question waits", "questions wait")
        said = f"{what} for your review, in “{rows[0].title}”."
        yield Due("now", said, "review", _address(rows))


def _to_approve(a: Act, held: Read) -> Iterator[Due]:
    for one in waits(a, held):
        if one.mine:
            said = f"“{one.title}” waits for your approval as a whole."
            yield Due("now", said, "approve", {"bank": one.slug})


def _comments(rows: Sequence[Waiting]) -> Iterator[Due]:
    if rows:
        remarks = sum(one.remarks for one in rows)
        what = count(remarks, "comment of a reviewer is", "comments of reviewers are")
        said = f"{what} open on questions of yours, in “{rows[0].title}”."
        yield Due("now", said, "review", _address(rows))


def _asked(rows: Sequence[ItemTask], titles: Mapping[str, str]) -> Iterator[Due]:
    """Yield one line for what is due in a bank on a day, however many questions that is."""
    for (day, slug), those in groupby(rows, key=lambda one: (one.due, one.slug)):
        first, *others = those
        what = f"{len(others) + 1} questions" if others else f"“{first.item_id}”"
        where = f", in “{titles.get(slug, slug)}”"
        said = f"You were asked to review {what} by {written(day)}{where}."
        address = {"bank": slug} if others else {"bank": slug, "item": first.item_id}
        yield Due("late" if first.days_left < 0 else "now", said, "review", address, day)


def _tasks(rows: Sequence[ItemTask]) -> Iterator[Due]:
    for one in rows:
        said = f"There is a task about “{one.item_id}”: {one.said}"
        address = {"bank": one.slug, "item": one.item_id}
        yield Due("late" if one.days_left < 0 else "soon", said, "review", address, one.due)


def _left(a: Act, titles: Mapping[str, str]) -> Iterator[Due]:
    """Yield where somebody left forms that they have not saved into the bank."""
    for slug, those in groupby(drafts.unsaved(a.connection, a.person_id), key=lambda one: one.bank):
        first, *others = those
        if slug == NEW:
            yield Due("later", "You planned a self-assessment and did not write it yet.", "write",
                      {"new": "1"})  # fmt: skip
        elif slug in titles:
            what = count(len(others) + 1, "draft of yours is", "drafts of yours are")
            said = f"{what} not saved into “{titles[slug]}” yet."
            item = {} if others else {"item": first.item}
            yield Due("later", said, "write", {"bank": slug} | item)


def _address(rows: Sequence[Waiting]) -> dict[str, str]:
    """Lead to the one question, or to the bank where there are several."""
    bank = {"bank": rows[0].slug}
    return bank if len(rows) > 1 else bank | {"item": rows[0].item_id}


def _disclosure(a: Act, held: Read, addresses: set[str]) -> Iterator[Due]:
    """Yield what the person has to disclose."""
    soon = months_after(a.today, calendar.SOON)
    for one in held.stands:
        ends, mine = one.good_until, one.address.lower() in addresses
        if not mine:
            continue
        if one.source == "none":
            said = f"Your disclosure for “{held.title}” is missing."
            yield Due("now", said, "review")
        elif ends is not None and ends <= soon:
            late = ends < a.today
            when = f"{'ran out' if late else 'ends'} on {written(ends)}"
            said = f"Your disclosure for “{held.title}” {when}."
            yield Due("late" if late else "soon", said, "review", day=ends)
