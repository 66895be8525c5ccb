"""How the activity was planned: its terms, the structured abstract, objectives by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from documents.book.parts import Facts, Grid, Head, Said, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.book.parts import Part
    from quizzes.models import CreditBasis
    from workflows.reports.binder.ground import Ground

# Words that older forms of the ACCME's structured abstract had room for; forms in force decide.
ROOM = {"gap": 100, "need": 50, "change": 50, "format": 25}
MERGENER, MEAN = "mergener", "pilot_mean"
NONE = "None."


def terms(g: Ground) -> Section:
    """Return what was agreed: dates, credit, boards, who provides it."""
    held, front = g.manifest.terms.accreditation, g.manifest.front
    basis = g.manifest.planning.credit_basis
    rows = (
        ("Title", front.title),
        ("Provider", f"{front.provider}, {front.office}"),
        ("Joint providers", ", ".join(front.joint_providers) or "None: directly provided."),
        ("Activity", f"{g.key} (the provider's activity ID)"),
        ("ACCME activity ID", _registered(g, "ACCME")),
        ("Type", f"{held.activity_type} ({held.format})"),
        ("Audience", front.audience),
        ("Specialties", ", ".join(one.replace("-", " ") for one in front.specialties)),
        ("Released", written(held.release_date)),
        ("Expires", f"{written(held.expiration_date)}; claims until {written(held.claim_by)}"),
        ("Credit", f"At most {held.credits} AMA PRA Category 1 Credits™"),
        ("Designated", _designated(g)),
        ("Estimated time", f"{held.estimated_minutes} minutes. {_basis(basis)}"),
        ("Initiatives", ", ".join(g.manifest.planning.initiatives) or NONE),
        ("Editions", ", ".join(f"{one.number} of {g.day(one.at)}" for one in g.editions)),
    )
    return Section("The activity", (Facts(rows), Head("Boards"), _boards(g)))


def abstract(g: Ground) -> Section:
    """Return the structured abstract, in the order in which reviewers ask for it."""
    plan, front = g.manifest.planning, g.manifest.front
    support = g.manifest.terms.accreditation.commercial_support
    rows = (
        (_room("Professional practice gap", plan.practice_gap, "gap"), plan.practice_gap),
        ("Need underlies the gap in", " and ".join(plan.needs)),
        (_room("Educational need", plan.need, "need"), plan.need),
        (_room("What is to change", plan.change, "change"), plan.change),
        (_room("Why this format", plan.format_reason, "format"), plan.format_reason),
        ("Desirable physician attributes", ", ".join(plan.competencies)),
        ("Planned by", ", ".join(_planners(g)) or NONE),
        ("Commercial support", front.support),
    )
    parts: list[Part] = [Facts(rows)]
    if support:
        parts.append(
            Grid(
                ("Company", "Kind", "What was given"),
                tuple(
                    (one.company, one.kind.replace("_", " "), one.description or "")
                    for one in support
                ),
                (3, 1, 4),
                "commercial-support.csv",
            )
        )
    parts.append(
        Said(
            "Word counts stand against the room that older forms of the abstract had; the form in"
            " force decides.",
            note=True,
        )
    )
    return Section("Structured abstract", tuple(parts))


def independence(g: Ground) -> Section:
    """Return what keeps the content independent of ineligible companies."""
    support = g.manifest.terms.accreditation.commercial_support
    control = (
        "Held by the people in the next section. Who owns or works for a company whose business is"
        " related is excluded, unless one of the ACCME's exceptions is recorded there."
    )
    people = "Nothing is published while one is missing, undecided or not mitigated."
    rows = (
        ("Control of content", control),
        ("Disclosure", people),
        (
            "Support",
            f"{len(support)} supporters, acknowledged before the first question."
            if support
            else "The terms name no supporter.",
        ),
        (
            "Told to learners",
            (
                "All of it before the first question: who starts acknowledges the text"
                " of that day, and its digest is kept with the attempt."
            ),
        ),
        ("Own questions", "Who wrote, reviewed or planned the activity earns no credit in it."),
    )
    return Section("Independence", (Facts(rows),))


def objectives(g: Ground) -> Section:
    """Return which questions serve which objective, and what serves none."""
    front = g.manifest.front
    held = [(row, g.items[row.digest]) for row in g.newest]
    rows = []
    for one in front.objectives:
        own = [row.item_id for row, item in held if one.id in item.objectives]
        rows.append((one.id, one.text, str(len(own)), ", ".join(own) or "–"))
    bare = [row.item_id for row, item in held if not item.objectives]
    parts: list[Part] = [
        Grid(
            ("Objective", "What participants will do", "Questions", "Which"),
            tuple(rows),
            (2, 5, 2, 5),
            "objectives.csv",
        )
    ]
    uncovered = [row[0] for row in rows if row[2] == "0"]
    if uncovered:
        parts.append(Said(f"No question serves {', '.join(uncovered)}."))
    if bare:
        parts.append(Said(f"Without an objective: {', '.join(bare)}."))
    return Section("Objectives and questions", tuple(parts))


def _registered(g: Ground, kind: str) -> str:
    row = g.registered.get(kind)
    return f"{row.value}, entered on {g.day(row.at)}" if row is not None else "Not entered yet."


def _designated(g: Ground) -> str:
    held = g.manifest.terms.accreditation
    on = held.designated_on
    return f"By {held.designated_by}" + (f" on {written(on)}" if on is not None else ", no day")


def _basis(basis: CreditBasis | None) -> str:
    if basis is None:
        return "How it was set is not recorded."
    if basis.method == MERGENER:
        return f"By the Mergener formula, difficulty {basis.difficulty}."
    how = "mean" if basis.method == MEAN else "median"
    testers = ", ".join(map(str, basis.pilot_minutes))
    return f"The {how} of pilot testers, in minutes: {testers}."


def _boards(g: Ground) -> Grid:
    rows = (
        (one.board, one.credit_type, one.points, _registered(g, one.board))
        for one in g.manifest.terms.boards
    )
    heads = ("Board", "Type of points", "At most", "Registration")
    return Grid(heads, tuple(rows), (1, 4, 1, 3), empty="No points of boards are planned.")


def _planners(g: Ground) -> Iterator[str]:
    for one in g.manifest.front.faculty:
        if {"planner", "course_director"} & set(one.roles):
            yield one.name


def _room(name: str, text: str, kind: str) -> str:
    return f"{name} ({len(text.split())} of {ROOM[kind]} words)"
