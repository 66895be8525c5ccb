"""What is in force: of results, claims, PARS events and the like, the last of each.

Conditions for a statement that joins the table. Few have a successor, so each is looked for by its
key; where all of a large table are counted, `storage/overview.py` lists the few instead.
"""

from __future__ import annotations

from sqlalchemy import and_, exists

from storage.tables import claim, initiative_plan, invited, pars_event, result

_later_result = result.alias("later_result")
_later_claim = claim.alias("later_claim")
_later_event = pars_event.alias("later_event")
_later_plan = initiative_plan.alias("later_plan")
_later_invited = invited.alias("later_invited")
RESULT = ~exists().where(
    _later_result.c.attempt_id == result.c.attempt_id, _later_result.c.seq > result.c.seq
)
CLAIM = ~exists().where(
    and_(
        _later_claim.c.completion_id == claim.c.completion_id,
        _later_claim.c.kind == claim.c.kind,
        _later_claim.c.seq > claim.c.seq,
    )
)
EVENT = ~exists().where(
    _later_event.c.record_id == pars_event.c.record_id, _later_event.c.seq > pars_event.c.seq
)
PLAN = ~exists().where(
    _later_plan.c.initiative_id == initiative_plan.c.initiative_id,
    _later_plan.c.seq > initiative_plan.c.seq,
)
INVITED = ~exists().where(
    _later_invited.c.initiative_id == invited.c.initiative_id,
    _later_invited.c.who == invited.c.who,
    _later_invited.c.seq > invited.c.seq,
)
