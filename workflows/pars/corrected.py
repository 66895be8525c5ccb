"""Records that would be sent otherwise now: somebody's particulars changed since they went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from documents.pars.record import unpack
from storage import pars
from workflows.pars import grounds
from workflows.pars.fitness import hindrance, learner_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from documents.pars.record import LearnerRecord
    from workflows.act import Act


def corrected(
    a: Act, rows: Sequence[Row[Any]]
) -> list[tuple[Row[Any], LearnerRecord, LearnerRecord]]:
    """Return the additions that were sent and would be otherwise now, and could be sent.

    With each stands what was sent, and what would be; the title of the activity is no difference.
    """
    adds = [row for row in rows if row.action == "add"]
    activities = grounds.activities(a.connection, (row.activity_id for row in adds))
    learners = grounds.learners(a.connection, {row.person_id for row in adds})
    sent = pars.sent_bodies(a.connection, [row.id for row in adds])
    moment = grounds.moment(a)
    found = []
    for row in adds:
        activity, learner = activities[row.activity_id], learners[row.person_id]
        if row.id not in sent or hindrance(row, activity, learner, moment) is not None:
            continue
        now = learner_record(row, activity, learner.profile)
        before = replace(unpack(sent[row.id]), title=now.title)
        if now != before:
            found.append((row, before, now))
    return found
