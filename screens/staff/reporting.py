"""Reporting: what goes to PARS and by when, what is left out and why, batches, and the answers."""

from __future__ import annotations

import hashlib
from html import escape
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from credit.calendar import local_day
from documents.pars.read_table import MAX_BYTES
from screens.door import enter, service
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain
from workflows.pars import answers, batch, rejected, year
from workflows.pars.preview import activities, preview
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workflows.act import Actor
    from workflows.pars.answers import Taken
    from workflows.pars.batch import Batch
    from workflows.pars.clock import Clock
    from workflows.pars.preview import LeftOut, Preview, Reason
    from workflows.pars.rejected import Contradiction, Rejected

EVERY = ""
FORMS = {
    "excel": "Excel (ACCME's template)",
    "tab": "Tab-delimited text (layout not verified)",
    "xml": "XML (web service; ACCME's own elements not verified)",
    "json": "JSON (ACCME's draft, not proven)",
}
STAGES = {
    "made": "Made, not marked as sent",
    "sent": "Sent, answers outstanding",
    "answered": "Answered",
    "cancelled": "Cancelled, or nothing is left in it",
}
STATES = {
    "batched": "in the batch",
    "sent": "sent",
    "pending_board": "waiting for the board",
    "accepted": "accepted",
    "rejected_pars": "rejected by PARS",
    "rejected_board": "rejected by the board",
    "ready": "back in the queue",
    "cancelled": "taken back",
}
PLACES = {"profile": "person", "people": "person", "activity": "publish"}
LEFT = (
    Column("Person"),
    Column("To"),
    Column("Why"),
    Column("Report by", phone=False, line=True),
)
REJECTED = (
    Column("Person"),
    Column("To"),
    Column("PARS' words"),
    Column("Completed", phone=False, line=True),
)
ROWS = (Column("Row", number=True), Column("What became of it"))
YEARS = (
    Column("Activity"),
    Column("Took part", number=True),
    Column("Physicians", number=True),
    Column("In the year alone", number=True, phone=False),
    Column("To do", phone=False),
)
NOT_COUNTED = (Column("Activity"), Column("Why"))
MOST_ROWS = 200  # rows of an answer file that are told one by one
LONGEST_NUMBER = 6
MOST_NAMES = 20  # CreditIDs that are listed under one batch


def reporting() -> None:
    """Show the clock, then what goes, what stays, what came back, and the year's end."""
    actor = enter()
    st.title("Reporting", anchor=False)
    if service().settings.demo:
        st.warning("Demonstration: nothing here is for submission, and every file says so.")
    _tell(actor)
    chosen = _activity(actor)
    seen = preview(actor, chosen)
    _clock(seen.clock)
    _ready(actor, seen, chosen)
    _left_out(seen)
    _rejected(actor)
    _contradictions(actor)
    _batches(actor)
    _answers(actor)
    _year(actor)


# --- what was just done ---------------------------------------------------------------------------
def _tell(actor: Actor) -> None:
    said = st.session_state.pop(f"{actor.public_id}-reported", None)
    ill = st.session_state.pop(f"{actor.public_id}-reported-ill", False)
    if said is not None:
        (st.warning if ill else st.success)(said)


def _done(actor: Actor, said: str) -> NoReturn:
    """Draw the page anew: all of it stands on what was just changed."""
    st.session_state[f"{actor.public_id}-reported"] = said
    st.rerun()


def _act(actor: Actor, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except Refused as refused:
        st.error(str(refused))
        return
    _done(actor, said)


# --- the clock and the queue ----------------------------------------------------------------------
def _activity(actor: Actor) -> str | None:
    titles = {one.key: f"{one.key} · {one.title}" for one in activities(actor)}
    chosen = st.selectbox(
        "Activity",
        [EVERY, *titles],
        format_func=lambda one: titles.get(one, "All activities"),
        key=f"{actor.public_id}-reporting-activity",
    )
    return chosen or None


def _clock(clock: Clock) -> None:
    oldest = f"oldest completion {day(clock.oldest)}" if clock.oldest else "PARS has accepted all"
    late = f":red[**{clock.overdue} overdue**]" if clock.overdue else "none overdue"
    st.markdown(
        f"**{oldest[0].upper()}{oldest[1:]}** · {late} · {clock.due_in_7} due within 7 days ·"
        f" {clock.due_in_30} within 30 · {clock.batched} in batches not marked as sent ·"
        f" {clock.unanswered} sent and not answered · {clock.rejected} rejected"
    )
    st.caption(
        "Boards want points within 30 days of the completion. A record counts until PARS accepts"
        " it, also left out, sent or rejected, unless nobody has to do anything for it."
    )


def _ready(actor: Actor, seen: Preview, chosen: str | None) -> None:
    st.subheader("Next batch", anchor=False)
    if not seen.goes:
        below = " What is left out, and why, stands below." if seen.reasons else ""
        st.info(f"No record can go now.{below}")
        return
    deletions = f", {number(seen.deletions, 'deletion')}" if seen.deletions else ""
    st.markdown(
        f"{number(seen.goes, 'record')} of {number(seen.people, 'person', 'people')} can go"
        f" ({number(seen.additions, 'addition')}{deletions}), the oldest completion first."
    )
    key = f"{actor.public_id}-{seen.newest or 'first'}"
    with (
        st.form(f"{key}-make", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        form = st.selectbox(
            "As", list(FORMS), format_func=lambda one: FORMS[one], key=f"{key}-form", width=340
        )
        most = st.number_input(
            "Records at most", 1, batch.MOST, batch.LIMIT, key=f"{key}-limit", width=160
        )
        made = st.form_submit_button("Make the batch", type="primary")
    if made:
        _act(
            actor,
            lambda: batch.make(
                actor, str(form), after=seen.newest, activity=chosen, limit=int(most)
            ),
            "The batch is made. Download it below, upload it in PARS, then mark it as sent.",
        )


def _left_out(seen: Preview) -> None:
    if not seen.reasons:
        return
    st.subheader("Left out", anchor=False)
    for reason in seen.reasons:
        with st.expander(f"{reason.title}: {number(reason.count, 'record')}"):
            _reason(reason)


def _reason(reason: Reason) -> None:
    who = {one.who for one in reason.first} - {"nobody"}
    if who:
        st.caption(f"Can be put right by {' or '.join(sorted(who))}. {reason.first[0].fix}")
    st.html(table(reason.title, LEFT, [_left(one) for one in reason.first]))
    if reason.count > len(reason.first):
        st.caption(
            f"The {len(reason.first)} oldest of {reason.count}. All of them:"
            " `python manage.py pars preview --json`."
        )


def _left(one: LeftOut) -> tuple[str, ...]:
    why = escape(one.why)
    if PLACES.get(one.where) == "publish":
        why = f"{why} {link('Publish', 'publish')}"
    return (
        small(link(one.name or "No name", "person", id=one.person), one.title),
        escape(one.to),
        why,
        day(one.report_by),
    )


# --- what came back -------------------------------------------------------------------------------
def _rejected(actor: Actor) -> None:
    asked = st.query_params.get("rejected", "")[:LONGEST_NUMBER]
    page = rejected.rejected(actor, int(asked) if asked.isdecimal() else 1)
    if not page.found:
        return
    st.subheader(f"Rejected: {page.found}", anchor=False)
    st.html(table("Rejected records", REJECTED, [_reject(one) for one in page.rows]))
    _pages("rejected", page.page, page.pages)
    key = f"{actor.public_id}-rejected"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        corrected = sum(one.changed for one in page.rows)
        if st.button("Queue all that were corrected", key=f"{key}-changed"):
            count = rejected.retry_changed(actor)
            if count:
                _done(actor, f"{number(count, 'corrected record')} will go with the next batch.")
            else:
                st.info("Nothing was corrected since it was sent: there is nothing to queue.")
        names = {one.record: f"{one.name}, {one.to}, {day(one.completed_on)}" for one in page.rows}
        one = st.selectbox(
            "Send once more as it is",
            list(names),
            index=None,
            format_func=lambda each: names[each],
            placeholder="Choose a record",
            key=f"{key}-one",
        )
        if st.button("Queue it", disabled=one is None, key=f"{key}-queue") and one is not None:
            _act(actor, lambda: answers.retry(actor, one), "It will go with the next batch.")
    differ = "differs" if corrected == 1 else "differ"
    st.caption(f"{number(corrected, 'record')} on this page {differ} by now from what was sent.")


def _reject(one: Rejected) -> tuple[str, ...]:
    what = f"deletion of {one.amount}" if one.deletion else one.amount
    return (
        small(link(one.name or "No name", "person", id=one.person), one.title),
        small(escape(one.to), what),
        small(escape(one.reason or "No reason given"), one.said),
        small(day(one.completed_on), "corrected since" if one.changed else ""),
    )


def _contradictions(actor: Actor) -> None:
    waiting = rejected.contradictions(actor)
    if not waiting:
        return
    st.subheader("Late answers that contradict", anchor=False)
    st.caption("Nothing of these reports goes to PARS until you decide.")
    for one in waiting:
        with st.container(border=True):
            _contradiction(actor, one)


def _contradiction(actor: Actor, one: Contradiction) -> None:
    st.markdown(
        f"**{plain(one.name)}** · {plain(one.title)} · {one.to} · {day(one.completed_on)}  \n"
        f"It is {one.said}. PARS now says {one.now_said}: {plain(one.reason) or 'no reason'}"
    )
    with st.container(horizontal=True):
        if st.button(f"Keep: {one.said}", key=f"{one.record}-keep"):
            _act(actor, lambda: answers.keep(actor, one.record), "What was in force stays.")
        if st.button(f"Take: {one.now_said}", key=f"{one.record}-take"):
            reason = one.reason or "A later answer of PARS."
            _act(
                actor,
                lambda: answers.enter(actor, one.record, one.now, reason, one.state),
                "The later answer is in force.",
            )


# --- batches --------------------------------------------------------------------------------------
def _batches(actor: Actor) -> None:
    asked = st.query_params.get("batches", "")[:LONGEST_NUMBER]
    page = batch.batches(actor, int(asked) if asked.isdecimal() else 1)
    st.subheader("Batches", anchor=False)
    if not page.found:
        st.info("There is no batch yet.")
    for one in page.rows:
        with st.container(border=True):
            _batch(actor, one)
    _pages("batches", page.page, page.pages)


def _batch(actor: Actor, one: Batch) -> None:
    made_on = local_day(one.at, service().settings.zone)
    days = day(one.first) if one.first == one.last else f"{day(one.first)} to {day(one.last)}"
    st.markdown(
        f"**{number(one.records - len(one.taken_out), 'record')}** · {STAGES[one.stage]}  \n"
        f"{day(made_on)}, {plain(one.by)} · {FORMS[one.form].partition(' (')[0]} · completed {days}"
    )
    if one.stage != "cancelled":
        said = (f"{count} {STATES[state]}" for state, count in sorted(one.states.items()))
        st.caption(" · ".join(said) or "All of its records went on in later batches.")
    if one.taken_out:
        _taken_out(one)
    with st.container(horizontal=True):
        if one.stage != "cancelled":
            st.link_button("Download", f"/export/pars/{one.batch}")
        if one.stage == "made":
            if st.button("Mark as sent", key=f"{one.batch}-send"):
                _act(actor, lambda: batch.send(actor, one.batch), "Marked as sent.")
            if st.button("Cancel", key=f"{one.batch}-cancel"):
                _act(
                    actor,
                    lambda: batch.cancel_batch(actor, one.batch),
                    "Cancelled. Its records wait for the next batch.",
                )


def _taken_out(one: Batch) -> None:
    """Say what may not go any more: whoever has an older file must not use it."""
    names = ", ".join(one.taken_out[:MOST_NAMES])
    more = f" and {left} more" if (left := len(one.taken_out) - MOST_NAMES) > 0 else ""
    st.warning(
        f"{number(len(one.taken_out), 'record')} taken out, since the person withdrew the consent"
        " or was forgotten. Download the file again before you upload it. If you uploaded an older"
        f" one, have these deleted in PARS by hand: {names}{more}."
    )


def _pages(name: str, page: int, pages: int) -> None:
    """Lead to the pages before and after this one, where there are any."""
    around = (("Previous page", page - 1), ("Next page", page + 1))
    links = [
        link(label, "reporting", **{name: str(to)}) for label, to in around if 1 <= to <= pages
    ]
    if links:
        st.html(f'<nav class="pages" aria-label="Pages of {name}">{" · ".join(links)}</nav>')


# --- answers --------------------------------------------------------------------------------------
def _answers(actor: Actor) -> None:
    st.subheader("Answers from PARS", anchor=False)
    st.caption(
        "CSV or Excel, as PARS gives it. The names of its columns were not seen yet: what is not"
        " recognised is refused row by row, never guessed. The same file again changes nothing."
    )
    file = st.file_uploader(
        "Answer file",
        type=["csv", "txt", "xlsx"],
        key=_key(actor, "file"),
        max_upload_size=MAX_BYTES // 1_000_000,
    )
    if file is None:
        st.session_state.pop(_key(actor, "taken"), None)
        return
    content = file.getvalue()
    stamp = hashlib.sha256(content).hexdigest()
    known = st.session_state.get(_key(actor, "taken"))
    if known is not None and known[0] == stamp:
        _taken(known[1])
        return
    if st.button("Take in the answers", type="primary", key=_key(actor, "take")):
        try:
            taken = answers.take(actor, content)
        except Refused as refused:
            st.error(str(refused))
            return
        st.session_state[_key(actor, "taken")] = (stamp, taken)
        st.session_state[f"{actor.public_id}-reported-ill"] = _nothing(taken)
        _done(actor, _sum(taken))


def _key(actor: Actor, name: str) -> str:
    return f"{actor.public_id}-answers-{name}"


def _nothing(taken: Taken) -> bool:
    """Whether rows were refused and nothing else came of the file."""
    good = taken.accepted, taken.rejected, taken.pending, taken.unchanged
    return bool(taken.refused) and not any(good)


def _sum(taken: Taken) -> str:
    return (
        f"{taken.accepted} accepted, {taken.rejected} rejected, {taken.pending} waiting for the"
        f" board, {taken.unchanged} unchanged, {len(taken.contradictory)} contradictory,"
        f" {number(len(taken.refused), 'row')} refused."
    )


def _taken(taken: Taken) -> None:
    st.markdown(_sum(taken))
    rows = [
        (str(one.row or ""), escape(one.said)) for one in (*taken.contradictory, *taken.refused)
    ]
    if rows:
        st.html(table("Rows that need a look", ROWS, rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows)} rows.")
    for note in taken.notes:
        st.caption(plain(note))


# --- the year's end -------------------------------------------------------------------------------
def _year(actor: Actor) -> None:
    st.subheader("Activity records and year-end counts", anchor=False)
    this = local_day(service().now(), service().settings.zone).year
    chosen = st.segmented_control(
        "As of 31 December of", [this - 1, this], default=this, key=f"{actor.public_id}-year"
    )
    counting = int(chosen or this)
    found = year.counted(actor, counting)
    if found.activities:
        st.html(table(f"Who took part until {counting}", YEARS, _years(found.activities)))
    else:
        st.info("No activity that is reported from here was open by then.")
    _not_counted(found.left_out)
    if not found.activities:
        return
    with st.container(horizontal=True):
        for form in year.FORMS:
            label = "Excel" if form == "excel" else form.upper()
            st.link_button(label, f"/export/pars-activities?year={counting}&as={form}")
    st.caption(
        "Everybody who answered a question counts once. PARS takes the sum as of 31 December, until"
        " 31 March of the next year. What is not known here is left out of the files."
    )
    if found.assumed:
        st.caption(
            f"Assumed for every activity, from provider.yaml: {plain('; '.join(found.assumed))}."
            " Confirm it in PARS."
        )


def _not_counted(left_out: Iterable[year.LeftOut]) -> None:
    rows = [(small(escape(one.title), one.key), escape(one.why)) for one in left_out]
    if rows:
        with st.expander(f"Not in the files: {number(len(rows), 'activity', 'activities')}"):
            st.html(table("Activities that are not in the files", NOT_COUNTED, rows))


def _years(found: Iterable[year.ActivityYear]) -> list[tuple[str, ...]]:
    return [
        (
            small(escape(one.record.title), f"{one.key} · {one.record.accme_id or 'no ACCME ID'}"),
            str(one.people),
            str(one.physicians),
            str(one.in_year),
            escape(" ".join((*one.faults, *one.notes))),
        )
        for one in found
    ]
