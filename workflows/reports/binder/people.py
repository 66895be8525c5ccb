"""Who was in control of content: roles, relationships, what was decided, how it was mitigated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from documents.book.parts import Grid, Head, Said, Section
from workflows.credit.texts import consent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.book.parts import Part
    from quizzes.edition import Person
    from workflows.content.disclosed import Decision, Stands
    from workflows.reports.binder.ground import Ground

SOURCES = {"link": "by link", "file": "in the bank's file", "none": "none"}


def disclosures(g: Ground) -> Section:
    """Return what everybody disclosed, what the office decided of it and when it was mitigated."""
    said = (
        "All financial relationships with ineligible companies in the 24 months before the role"
        " were asked for; the provider, not the person, decides which are relevant. No amounts are"
        " asked for."
    )
    front = g.manifest.front
    published = Grid(
        ("Person", "Roles", "Relationships told to learners", "How mitigated"),
        tuple(map(_published, front.faculty)),
        (4, 3, 5, 5),
        "disclosures-published.csv",
        empty="The edition names nobody.",
    )
    parts: list[Part] = [Said(said), Head("As learners are told, in the newest edition"), published]
    parts.append(Said(front.disclosure, note=True))
    return Section("Disclosures and mitigation", (*parts, *_on_record(g)))


def _published(one: Person) -> tuple[str, ...]:
    told = "; ".join(f"{each.company}: {each.nature}" for each in one.relationships)
    roles = ", ".join(one.roles).replace("_", " ")
    return (one.name, roles, told or "None.", one.mitigation or "")


def _on_record(g: Ground) -> Iterator[Part]:
    yield Head("On record with the office")
    if g.bank is None:
        yield Said("The bank's folder is not on this machine: print the binder where the desk runs,"
                   " to have the office's own record here.")  # fmt: skip
        return
    people = tuple(row for one in g.bank.stands for row in _recorded(one))
    yield Grid(
        ("Person", "Role from", "Disclosed", "Relationship", "Relevant", "Mitigated", "On"),
        people,
        (4, 3, 3, 5, 3, 5, 3),
        "disclosures.csv",
        empty="Nobody is on the list of people.",
        once=True,
    )
    for one in g.bank.stands:
        for fault in one.needs:
            yield Said(fault.message)
        if one.note:
            yield Said(f"{one.name}: {one.note}")


def _recorded(one: Stands) -> Iterator[tuple[str, ...]]:
    """One line for each relationship; one for somebody who has none."""
    role = written(one.role_from) if one.role_from is not None else "not recorded"
    day = f"{written(one.given_on)}, {SOURCES[one.source]}" if one.given_on else "not yet"
    begins = (one.name, role, day)
    ruled = one.ruling.decisions if one.ruling is not None else ()
    if ruled:
        yield from ((*begins, *_ruled(each)) for each in ruled)
        return
    for each in one.given.relationships:
        ended = f", ended {written(each.ended)}" if each.ended else ""
        mitigation = "as the file says, see above" if one.source == "file" else "not decided"
        yield (*begins, f"{each.company}: {each.nature}{ended}", "as published", mitigation, "")
    if not one.given.relationships and one.source != "none":
        yield (*begins, "None.", "", "", "")
    elif one.source == "none":
        yield (*begins, "Nothing disclosed.", "", "", "")


def _ruled(each: Decision) -> tuple[str, ...]:
    ended = f", ended {written(each.ended)}" if each.ended else ""
    on = written(each.mitigated_on) if each.mitigated_on else ""
    relevant = "yes" if each.relevant else "no"
    return (f"{each.company}: {each.nature}{ended}", relevant, each.mitigation, on)


def _consent(g: Ground) -> str:
    """Return the consent with the boards of the plan, each of which is asked about by itself."""
    boards = [one.board for one in g.manifest.terms.boards]
    return consent_text(g.manifest.front, " or ".join(boards) or "a board")


def statements(g: Ground) -> Section:
    """Return the fixed texts as learners read them before the first question."""
    front = g.manifest.front
    rows = [
        ("Accreditation", front.accreditation),
        ("Designation", front.designation),
        *(("Recognition by a board", one) for one in front.recognition),
        ("Participation", front.participation),
        ("Attestation at the claim", front.attestation),
        ("Consent to a report", _consent(g)),
        ("Privacy", front.privacy),
        ("How to complete", front.how_to_complete),
        ("Contact", f"{front.contact.name}, {front.contact.email}"),
    ]
    waiting = ", ".join(front.placeholders).replace("_", " ")
    note = (
        f"Not approved by their owners yet: {waiting}."
        if waiting
        else "All texts are approved by their owners."
    )
    table = Grid(("Text", "As it is shown"), tuple(rows), (2, 9), "statements.csv")
    seal = f"SHA-256 of the whole text that is acknowledged: {front.digest}."
    return Section("Statements shown", (table, Said(note), Said(seal, note=True)))
