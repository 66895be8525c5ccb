"""One person as staff see them: attempts, claims, papers, and what staff may grant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from credit.identifiers import masked
from credit.statements import as_markdown
from screens.door import enter, local
from screens.parts.words import DAYS, day, mail, number, plain
from screens.staff.accounts import accounts_part
from screens.staff.amend import amend_part
from screens.staff.renamed import renamed_part
from workflows.attempts.grant import MOST_ATTEMPTS, MOST_MINUTES, grant
from workflows.credit.records import Period
from workflows.pars import by_hand
from workflows.refusals import Faulty, Refused
from workflows.reports.identifiers import identifiers, show
from workflows.reports.person import open_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.credit.amended import Change
    from workflows.pars.tracker import Tracked
    from workflows.people.profile import Profile
    from workflows.reports.identifiers import Identifier
    from workflows.reports.person import Record

OUTCOMES: Final = {
    "accepted": "Accepted",
    "pending_board": "Waiting for the board",
    "rejected_pars": "Rejected by PARS",
    "rejected_board": "Rejected by the board",
}
ANSWERABLE: Final = frozenset({"batched", "sent", *OUTCOMES})


def person() -> None:
    """Show the records of the person the address names; each look is logged."""
    actor = enter()
    page = open_person(actor, st.query_params.get("id", ""))
    st.title(plain(page.profile.shown), anchor=False)
    st.caption(", ".join(map(mail, page.addresses)))
    if page.profile.physician:
        _known(actor, page.person, page.profile)
    _transcript(page.person)
    for one in page.records:
        _record(actor, page.person, one)
    amend_part(actor, page.person)
    renamed_part(actor, page.person)
    accounts_part(actor, page.person)


def _known(actor: Actor, person_id: str, profile: Profile) -> None:
    """Say what a report would name the person by; in full only on purpose, and logged."""
    said, full = st.empty(), list(identifiers(profile))
    said.caption(plain(" · ".join(_known_as(profile, full, masked))))
    if full and st.button(
        "Show in full",
        key=f"{person_id}-in-full",
        help="To compare with a board's letter, for instance. That you looked is logged. Whatever"
        " you do next masks it again.",
    ):
        shown = show(actor, person_id)
        said.markdown(plain(" · ".join(_known_as(profile, shown, str))))


def _known_as(
    profile: Profile, held: Iterable[Identifier], shown: Callable[[str], str]
) -> Iterator[str]:
    """Yield each part; masked they are enough to compare and too little to copy."""
    name = f"{profile.given_name} {profile.family_name}".strip()
    yield f"Reported as {name}" if name else "No name for boards yet"
    if not profile.birthday:
        yield "No birthday yet"
    yield from (f"{one.name} {shown(one.text)}" for one in held)


def _transcript(person_id: str) -> None:
    """Draw the days in a form: the links say which days they print, and only those are sent."""
    with st.expander("Transcript"):
        with (
            st.form(f"{person_id}-days", border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            first = st.date_input("From", value=None, format=DAYS, key=f"{person_id}-first")
            last = st.date_input("To", value=None, format=DAYS, key=f"{person_id}-last")
            st.form_submit_button("Use these days")
        try:
            period = Period(first, last)
        except Faulty as fault:
            st.warning(str(fault))
            return
        days = {"from": period.first, "to": period.last}
        asked = {name: each.isoformat() for name, each in days.items() if each}
        query = urlencode({"person": person_id, **asked})
        with st.container(horizontal=True):
            for form in ("PDF", "CSV"):
                said = f"{_days(period)} as {form}"
                st.link_button(said, f"/transcript.{form.lower()}?{query}")


def _days(period: Period) -> str:
    ends = {"from": period.first, "to": period.last}
    said = " ".join(f"{name} {day(each)}" for name, each in ends.items() if each)
    return f"Completions {said}" if said else "All completions"


def _record(actor: Actor, person_id: str, one: Record) -> None:
    place = st.empty()
    if _drawn(place, actor, person_id, one):
        # What stands there now includes the grant: the next one starts from it.
        again = open_person(actor, person_id).records
        _drawn(place, actor, person_id, next(each for each in again if each.key == one.key))
        st.success("Granted and logged.")


def _drawn(place: DeltaGenerator, actor: Actor, person_id: str, one: Record) -> bool:
    """Draw what a person did in one activity; return whether something was granted."""
    with place.container(border=True):
        st.markdown(f"**{plain(one.title)}** · {one.key}")
        for said in _history(one):
            st.caption(said)
        _reports(
            actor, (*one.reports, *(each for two in one.doubles for each in two.reports)), one.key
        )
        if one.certificate:
            st.link_button("Open certificate", f"/certificate/{one.certificate}.pdf")
        return _grant(actor, person_id, one)


def _reports(actor: Actor, reports: Sequence[Tracked], key: str) -> None:
    """Say where each report to PARS stands, and let an answer be entered by hand."""
    for each in reports:
        left = f" · report by {day(each.report_by)}" if each.open else ""
        amount = f" · {each.amount}" if each.amount else ""
        st.caption(f"PARS, {plain(each.to)}{amount}: **{each.said}**{left}")
        if each.reason:
            told = f"“{each.reason}”" if each.stage == "rejected" else each.reason
            st.caption(plain(told))
        if each.fix:
            st.caption(f"For {each.fix.who}: {plain(each.fix.said)}")
        for old in each.deletions:
            st.caption(
                f"PARS, {plain(each.to)}, deletion of {old.amount}: **{old.said}**. Until PARS"
                " accepts it, the old amount counts there."
            )
            if old.reason:
                st.caption(plain(f"“{old.reason}”"))
    answerable = {record: told for record, *told in _answerable(reports)}
    if answerable:
        with st.expander("Enter PARS' answer by hand"):
            _by_hand(actor, answerable, key)


def _answerable(reports: Iterable[Tracked]) -> Iterator[tuple[str, str, str]]:
    """Yield what PARS can answer to: the record, what it is called here, and its state."""
    for one in reports:
        if one.state in ANSWERABLE:
            deletion = f"{one.to}: deletion" if one.stage == "taken back" else one.to
            yield one.record, deletion, one.state
        for old in one.deletions:
            if old.state in ANSWERABLE:
                yield old.record, f"{one.to}: deletion of {old.amount}", old.state


def _by_hand(actor: Actor, reports: Mapping[str, Sequence[str]], key: str) -> None:
    # The states are in the key, so that the second click of two meets a form that is gone.
    form = f"{key}-{'-'.join(f'{one[:8]}{state}' for one, (_, state) in reports.items())}"
    with st.form(form):
        which = st.selectbox(
            "Report", list(reports), format_func=lambda one: reports[one][0], key=f"{form}-which"
        )
        state = st.selectbox(
            "PARS says", list(OUTCOMES), format_func=lambda one: OUTCOMES[one], index=None,
            placeholder="Choose", key=f"{form}-state",
        )  # fmt: skip
        reason = st.text_input("Reason, in PARS' words", key=f"{form}-reason")
        if not st.form_submit_button("Enter"):
            return
    try:
        by_hand.enter(actor, which, state or "", reason, reports[which][1])
    except Refused as refused:
        st.error(str(refused))
        return
    st.rerun()


def _history(one: Record) -> Iterator[str]:
    yield f"{_limits(one)}."
    for tried in one.attempts:
        end = "passed" if tried.passed else "not passed" if tried.submitted_at else "open"
        score = f", {tried.score}%" if tried.score else ""
        where = " in another account" if tried.elsewhere else ""
        shown = f"[Attempt {tried.number}](/replay?attempt={tried.attempt})"
        yield f"{shown}{where}, {day(local(tried.started_at))}: {end}{score}"
    for claimed in one.claims:
        yield f"Claimed: {as_markdown(claimed)}"
    yield from _amendments(one.changes)
    for double in one.doubles:
        said = ", ".join(map(as_markdown, double.claims)) or "taken back"
        yield f"Claimed in another account, completed {day(double.completed_on)}: {said}"
        yield from _amendments(double.changes)
    for given in one.grants:
        parts = (number(given.attempts, "attempt"), number(given.minutes, "minute"))
        said = " and ".join(part for part in parts if not part.startswith("0 "))
        yield f"Granted {day(local(given.at))}: {said}. {plain(given.reason)}"


def _amendments(changes: Iterable[Change]) -> Iterator[str]:
    """Say what each amendment changed, why, and who proposed and confirmed it."""
    for one in changes:
        before, after = (as_markdown(each) or "nothing" for each in (one.before, one.after))
        yield (
            f"Amended {day(local(one.at))}: {before} became {after}. “{plain(one.reason)}”,"
            f" proposed by {plain(one.proposed_by)}, confirmed by {plain(one.confirmed_by)}"
        )


def _limits(one: Record) -> str:
    used = number(one.own.attempts_used, "attempt")
    left = one.own.attempts_left
    tries = f"{used} used, not limited" if left is None else f"{used} used, {left} left"
    if one.minutes is None:
        return f"{tries}; no time limit"
    return f"{tries}; {number(one.minutes, 'minute')} for each"


def _grant(actor: Actor, person_id: str, one: Record) -> bool:
    """Draw what can be granted here; return whether it was."""
    if one.own.attempts_left is None and one.minutes is None:
        return False
    # The key counts the grants, so that the second click of two meets a form that is gone.
    form = f"{person_id}-{one.key}-{len(one.grants)}"
    further = minutes = 0
    with st.expander("Grant an attempt or extra time"), st.form(form):
        if one.own.attempts_left is not None:
            further = st.number_input("Further attempts", 0, MOST_ATTEMPTS, 0, key=f"{form}-tries")
        if one.minutes is not None:
            minutes = st.number_input("Extra minutes", 0, MOST_MINUTES, 0, key=f"{form}-minutes")
        reason = st.text_input("Reason", key=f"{form}-reason")
        if not st.form_submit_button("Grant"):
            return False
        try:
            grant(
                actor, person_id, one.key, further=further, minutes=minutes, reason=reason,
                seen=len(one.grants),
            )  # fmt: skip
        except Refused as refused:
            st.error(str(refused))
            return False
        return True
