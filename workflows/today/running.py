"""What of the background work failed or stands still: jobs, and mail that does not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from quizzes.counted import count
from storage import jobs, outbox
from workflows.messages.desk import LATE
from workflows.today.due import Due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act

TO: Final = "messages"
PATIENCE = timedelta(days=1)  # within which a message that was tried in vain mostly gets through
WORK = {
    "settle": "closing attempts whose time ran out",
    "correct": "marking attempts anew after a correction",
    "remind": "putting reminders",
    "initiatives": "putting messages of initiatives",
    "send": "sending messages",
}


def running(a: Act) -> Iterator[Due]:
    """Yield what stands still; call it inside a view of staff."""
    known = jobs.known(a.connection)
    for one in known:
        if one.fault is not None:
            name = WORK.get(one.name, one.name)
            yield Due("now", f"Background work fails: {name}. An operator should look.", TO)
    if late := sum(one.due_at + LATE < a.at and one.fault is None for one in known):
        what = count(late, "kind of background work has", "kinds of background work have")
        yield Due("now", f"{what} not run for half an hour: is a worker running?", TO)
    if failed := outbox.count_in(a.connection, "failed"):
        what = count(failed, "message", "messages")
        yield Due("now", f"{what} could not be delivered.", TO)
    if stuck := outbox.count_in(a.connection, "delayed", before=a.at - PATIENCE):
        what = count(stuck, "message was", "messages were")
        yield Due("now", f"{what} tried in vain for more than a day.", TO)
