"""Made-up activity records that the tests of the PARS files write."""

from __future__ import annotations

from datetime import date

from documents.pars.activity import ActivityRecord, Keyword, Outcome, Registration, Support
from documents.pars.year_end import YearEnd

FULL = ActivityRecord(
    action="Update",
    provider_activity_id="q7Wm3kPzT1",
    accme_id="202612345",
    url="https://learn.example.org/activity/q7Wm3kPzT1",
    title="Chest Pain & Troponins: <when> to worry",
    description="Twenty cases from the emergency department.\nWith feedback.",
    starts=date(2026, 1, 15),
    ends=date(2029, 1, 14),
    credits=9,
    partners=("Example Heart Society",),
    support=(Support("Example Devices, Inc.", 5_000),),
    in_kind=("Example Imaging",),
    specialties=("Emergency Medicine", "Cardiology"),
    counts=YearEnd(
        2027, (("physician", 41), ("nurse", 7), ("other", 2)), (("physician", 20), ("nurse", 3))
    ),
    outcomes=(Outcome("Learner Knowledge", ("Objective", "Subjective")),),
    registrations=(
        Registration("ABIM", 9, ("Medical Knowledge",), date(2029, 2, 13)),
        Registration("ABPath", 4, ("Lifelong Learning",), None),
    ),
    keywords=(Keyword("Level 3 ID", "01_ABAMCO", "1.2.3"),),
    tags=("Improves Performance",),
    public=True,
    fee="No, it’s free",
    open_to_all=False,
    closed=False,
)
"""An activity with everything that one can have."""
PLAIN = ActivityRecord(
    action="Add",
    provider_activity_id="b4Hq9dLsY2",
    accme_id="",
    url="",
    title="Sepsis",
    description="Cases.",
    starts=date(2026, 1, 15),
    ends=date(2026, 12, 31),
    credits=4,
    partners=(),
    support=(),
    in_kind=(),
    specialties=(),
    counts=YearEnd(2026, (), ()),
    outcomes=(),
    registrations=(),
    keywords=(),
    tags=(),
    public=False,
    fee="Yes",
    open_to_all=True,
    closed=True,
)
"""An activity with nothing that can be left out, in which nobody took part."""
