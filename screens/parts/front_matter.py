"""The front matter of an activity: what the terms are, who is behind it, and every statement."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from credit.held_elsewhere import named
from screens.parts.why import why_planned
from screens.parts.words import (
    attempts,
    board_points,
    credits_text,
    day,
    hours,
    mail,
    number,
    plain,
    points,
    reference,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.edition import FrontMatter, Person
    from quizzes.models import BoardPlan, Relationship
    from workflows.content.front import Front

CELL = 150  # pixels: two beside each other on a phone
# The headings in their order, with the anchors that the line on top leads to.
DISCLOSURES, SUPPORT, PURPOSE, COMPLETING, CREDIT, PRIVACY, CONTACT = SECTIONS = (
    ("Disclosures of faculty and planners", "disclosures"),
    ("Commercial support", "support"),
    ("What it is about", "about"),
    ("How to complete it", "completing"),
    ("Accreditation and credit", "credit"),
    ("Privacy and reporting", "privacy"),
    ("Whom to ask", "contact"),
)
ROLES = {"course_director": "course director"}


def front_matter(page: Front) -> None:
    """Draw all of it; only biographies and references fold."""
    _facts(page)
    if page.points:
        why_planned(page.key, f"{page.key}-why")
    st.markdown(" · ".join(f"[{title}](#{anchor})" for title, anchor in SECTIONS))
    _disclosures(page.front)
    _support(page.front)
    _purpose(page.front)
    _completing(page)
    _statements(page)
    _privacy(page)
    _references(page.front)
    _contact(page.front)


def as_written(front: FrontMatter) -> None:
    """Draw what is written of it for whoever approves it: what people disclose is not known yet."""
    _purpose(front)
    st.subheader("People", anchor=False)
    st.markdown("\n".join(f"- **{plain(one.name)}** ({_roles(one)})" for one in front.faculty))
    st.caption("What each of them discloses is decided by itself, before publication.")
    _support(front)
    _heading(CREDIT)
    _texts(front)
    _references(front)


def _facts(page: Front) -> None:
    with st.grid(min_column_width=CELL, gap="small", key="facts"):
        for label, value in _terms(page):
            st.markdown(f":small[:gray[{label}]]  \n**{value}**")


def _terms(page: Front) -> Iterator[tuple[str, str]]:
    accreditation, rules = page.terms.accreditation, page.terms.rules
    held = accreditation.held_elsewhere
    if held is not None:
        yield "Credit", f"None here: claimed in {plain(named(held))}"
    elif page.points:
        yield "Credit, at most", credits_text(accreditation.credits)
    else:
        yield "Participation, at most", hours(accreditation.credits)
    if page.terms.boards:
        yield "MOC points, at most", "  \n".join(_points(page.terms.boards))
    yield "Estimated time", number(accreditation.estimated_minutes, "minute")
    yield "Length", number(page.questions, "question")
    yield "Passing standard", f"{rules.passing_percent}% of all points"
    yield "Attempts", attempts(rules, page.own.attempts_left)
    yield "Released", day(accreditation.release_date)
    yield "Expires at the end of", day(accreditation.expiration_date)
    what = "points " if held is not None else "credit " if page.points else ""
    yield f"Claim {what}by", day(accreditation.claim_by)
    if rules.time_limit_minutes is not None:
        yield "Time limit", number(rules.time_limit_minutes, "minute")


def _points(plans: Sequence[BoardPlan]) -> Iterator[str]:
    """Say what each board may be told; the type, where one board has several, tells them apart."""
    several = Counter(one.board for one in plans)
    for one in plans:
        yield points(one) if several[one.board] > 1 else board_points(one)


def _heading(section: tuple[str, str]) -> None:
    title, anchor = section
    st.subheader(title, anchor=anchor)


def _disclosures(front: FrontMatter) -> None:
    _heading(DISCLOSURES)
    st.markdown(statement(front.disclosure))
    st.markdown("\n".join(f"- {_disclosed(one)}" for one in front.faculty))
    told = [one for one in front.faculty if one.biography]
    if told:
        with st.expander("Biographies"):
            for one in told:
                st.markdown(f"**{plain(one.name)}**  \n{plain(one.biography or '')}")


def _disclosed(person: Person) -> str:
    title = f", {plain(person.title)}" if person.title else ""
    who = f"**{plain(person.name)}** ({_roles(person)}){title}"
    if not person.relationships:
        return f"{who}: nothing to disclose."
    relations = "; ".join(_relation(one) for one in person.relationships)
    return f"{who}: {relations}. {plain(person.mitigation or '')}".rstrip()


def _roles(person: Person) -> str:
    return ", ".join(ROLES.get(one, one) for one in person.roles)


def _relation(one: Relationship) -> str:
    ended = f", ended {day(one.ended)}" if one.ended else ""
    return f"{plain(one.company)} ({plain(one.nature)}{ended})"


def _support(front: FrontMatter) -> None:
    _heading(SUPPORT)
    st.markdown(statement(front.support))


def _purpose(front: FrontMatter) -> None:
    _heading(PURPOSE)
    st.markdown(plain(front.summary))
    st.markdown(f"**For whom.** {plain(front.audience)}")
    st.markdown("**After this activity you should be better able to**")
    st.markdown("\n".join(f"- {plain(one.text)}" for one in front.objectives))


def _completing(page: Front) -> None:
    _heading(COMPLETING)
    st.markdown(statement(page.front.how_to_complete))
    st.markdown(f"**Feedback.** {statement(page.front.feedback)}")
    st.markdown(f"**Passing standard.** {plain(page.terms.rules.passing_rationale)}")
    if page.front.marking:
        st.markdown("**Marking**")
        st.markdown(_listed(page.front.marking))


def _statements(page: Front) -> None:
    front = page.front
    _heading(CREDIT)
    _texts(front)
    registered = page.registrations.get("ACCME")
    if registered is not None:
        st.markdown(f"ACCME activity ID {plain(registered)}")
    if page.terms.boards:
        st.markdown("[What boards ask, and what we report and when](/moc)")
    pending = [one.board for one in page.terms.boards if one.board not in page.registrations]
    if pending:
        st.caption(f"Not registered yet with: {', '.join(pending)}.")
    if front.placeholders:
        waiting = plain(", ".join(front.placeholders).replace("_", " "))
        st.caption(f"Wording not yet approved by its owner: {waiting}.")


def _texts(front: FrontMatter) -> None:
    for text in (front.accreditation, front.designation, *front.recognition, front.participation):
        st.markdown(statement(text))
    if front.joint_providers:
        st.markdown(f"**Joint providers.** {plain(', '.join(front.joint_providers))}")


def _privacy(page: Front) -> None:
    _heading(PRIVACY)
    st.markdown(statement(page.front.privacy))
    if page.terms.boards:
        boards = " or ".join(one.board for one in page.terms.boards)
        consent = statement(page.front.report_consent.replace("{board}", boards))
        st.markdown(f"**If you ask for a report to a board, you say:** {consent}")
    if page.front.state_consent:
        consent = statement(page.front.state_consent)
        st.markdown(f"**If you ask for reports to state boards, you say:** {consent}")
    st.markdown(f"**When you claim, you attest:** {statement(page.front.attestation)}")


def _references(front: FrontMatter) -> None:
    if front.references:
        with st.expander(f"References for further study ({len(front.references)})"):
            st.markdown("\n".join(f"- {reference(one)}" for one in front.references))


def _contact(front: FrontMatter) -> None:
    _heading(CONTACT)
    contact = front.contact
    ways = (contact.name, front.provider, contact.email, contact.phone, contact.url)
    st.markdown("  \n".join(mail(one) for one in ways if one))


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {statement(one)}" for one in texts)
