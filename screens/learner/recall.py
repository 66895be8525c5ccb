"""Questions that return: this week's, one at a time, and what the person wishes of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, place
from screens.parts.card import card, waiting_click
from screens.parts.question import review, verdict, vignette
from screens.parts.words import day, number, plain, prose
from workflows.attempts.save import Given
from workflows.messages.choice import WEEKLY, choices, set_choice
from workflows.recall.answer import answer, leave
from workflows.recall.choose import choose, rest
from workflows.recall.deal import deal
from workflows.recall.week import question, week
from workflows.refusals import Refused

if TYPE_CHECKING:
    from screens.parts.card import Click
    from workflows.act import Actor
    from workflows.recall.week import Asked, Could, Following, Kept, Returned, Week

END = "end"
DIGITS = 4  # of a number in the address
STATES = {"on": "returns", "paused": "rests", "off": "stopped"}


def recall() -> None:
    """Show the question that the address names, else this week and all that returns."""
    actor = enter()
    now = week(actor)
    click = waiting_click(now.name)
    refused = _follow(actor, now, click) if click is not None else ""
    if now.may_deal and click is None:
        deal(actor, actor.public_id)
    if now.may_deal or click is not None:
        now = week(actor)
    at = _position(now, st.query_params.get("q", ""))
    if at is None:
        return _overview(actor, now)
    late = _question(actor, now, at, refused)
    if click is None and late is not None:
        # The server restarted: this click came with the page that is on screen.
        _follow(actor, now, late)
        st.rerun()
    return None


def _position(now: Week, asked: str) -> int | None:
    """Return the question to show; None: the page of all of it."""
    if asked.isdecimal() and len(asked) <= DIGITS and 1 <= int(asked) <= len(now.asked):
        return int(asked)
    return None


def _follow(actor: Actor, now: Week, click: Click) -> str:
    """Keep the answer that the card holds and go where it leads; say why it was not kept."""
    to, refused = str(click.to), ""
    one = now.asked[click.at - 1] if click.at <= len(now.asked) else None
    if click.save is not None and one is not None and not one.done:  # a double click gives it twice
        save = click.save
        given = Given(click.at, one.seq, save.value, save.confidence, save.seconds)
        try:
            answer(actor, one.completion, one.item_id, seen=one.seq, given=given)
        except Refused as why:
            to, refused = str(click.at), str(why)
    if to == END:
        st.query_params.clear()
    else:
        st.query_params["q"] = to
    return refused


def _question(actor: Actor, now: Week, at: int, refused: str) -> Click | None:
    one = question(actor, now.name, at)
    page, place_ = one.page, st.container()
    with place_:
        vignette(_head(one), page.item.stem, page.item.figures)
        if page.feedback is not None:
            with st.container(key="verdict"):
                review(
                    page.feedback,
                    f"**{prose(page.item.lead_in)}**\n\n##### {verdict(page.feedback)}",
                )
                _afterwards(one)
        elif one.asked.done:
            st.info(_not_asked(one.asked))
    click = None
    if page.feedback is not None or not one.asked.done:
        click = card(actor, page, "", refused, tried="See the week")
    _away(actor, one)
    if st.button(
        "All that returns", key=f"{now.person}-recall-all", type="tertiary",
        icon=":material/arrow_back:",
    ):  # fmt: skip
        st.query_params.clear()
        st.rerun()
    return click


def _head(one: Returned) -> str:
    page = one.page
    notice = " · demonstration, not for credit" if page.demonstration else ""
    return (
        f":small[:gray[{plain(page.title)}{notice} · {one.first} on {day(one.first_on)}]]"
        f"\n\n# Question {page.position} of {page.total}"
    )


def _afterwards(one: Returned) -> None:
    """Say when it returns, and whether what was right has changed."""
    if one.changed:
        st.warning(
            f"The answer to this question was changed since you took it on {day(one.first_on)}."
            " What is right now stands here.",
            icon=":material/published_with_changes:",
        )
    if one.asked.next_on is None:
        st.success("Right and sure, twice in a row: this question stays away now.")
    else:
        st.caption(f"It returns on {day(one.asked.next_on)} or later.")


def _not_asked(one: Asked) -> str:
    if one.left:
        return "You let this question stay away. It is not asked any more."
    return "The office stopped this activity, so this question is not asked now."


def _away(actor: Actor, one: Returned) -> None:
    """Let one question stay away for good."""
    asked = one.asked
    if asked.left or asked.stopped or (asked.done and asked.next_on is None):
        return
    key = f"{asked.completion}-{asked.item_id}-{asked.seq}-away"
    if not st.button("Do not ask me this again", key=key, type="tertiary"):
        return
    try:
        leave(actor, asked.completion, asked.item_id, seen=asked.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.query_params.clear()
        st.rerun()


def _overview(actor: Actor, now: Week) -> None:
    st.title("Questions that return", anchor=False)
    if now.following:
        _this_week(now)
        _kept(now.kept)
        _resting(actor, now)
        _mail(actor)
        st.subheader("What returns", anchor=False)
        for one in now.following:
            _following(actor, one)
    else:
        st.info(
            "Nothing returns to you yet. After you complete a self-assessment of which you missed"
            " something, its result and *Home* offer that it is asked again."
        )
    _could(actor, now.could)
    if not now.following and not now.could:
        st.page_link(place("activities"), label="All self-assessments", icon=":material/search:")
    st.caption(
        "Missed questions, and those right by a guess, return a week later at the earliest, then at"
        " growing intervals, and stay away after two answers in a row that were right and sure."
        " Nobody else sees your answers; the office sees how much is kept, without names."
    )


def _could(actor: Actor, others: tuple[Could, ...]) -> None:
    """Offer what was completed before, or declined."""
    if not others:
        return
    st.subheader("Could return, too", anchor=False)
    for one in others:
        with st.container(border=True):
            st.markdown(f"**{plain(one.title)}**")
            st.caption(f"Completed on {day(one.completed_on)}")
            if not st.button("Let what I missed return", key=f"{one.completion}-recall-begin"):
                continue
            if choose(actor, one.completion, "on"):
                st.rerun()
            st.info("You missed nothing there, and guessed nothing right: nothing returns.")


def _this_week(now: Week) -> None:
    st.subheader(f"This week, until {day(now.until)}", anchor=False)
    if now.open:
        at = next(at for at, one in enumerate(now.asked, start=1) if not one.done)
        st.markdown(
            f"**{number(now.open, 'question')} to answer**, a minute each. What you leave is not"
            " owed: it comes again some weeks later."
        )
        if st.button("Answer now", type="primary", key=f"{now.person}-recall-begin"):
            st.query_params["q"] = str(at)
            st.rerun()
    elif now.paused:
        st.info("Everything rests until you let it go on.")
    elif now.next_on is not None:
        done = "That is all for this week. " if now.asked else "Nothing is asked this week. "
        st.markdown(f"{done}The next question returns on **{day(now.next_on)}** or later.")
    else:
        st.markdown("Nothing more is to return.")
    with st.container(horizontal=True):
        for at, one in enumerate(now.asked, start=1):
            if one.done and not one.stopped:
                said = "left out" if one.left else "right" if one.right else "missed again"
                if st.button(f"Question {at}: {said}", key=f"{now.person}-recall-{at}"):
                    st.query_params["q"] = str(at)
                    st.rerun()


def _kept(found: tuple[Kept, ...]) -> None:
    """Say what was kept, as soon as there is something to say it of."""
    told = [
        f"**After {one.days} days or more:** {one.right} of {number(one.asked, 'question')} right"
        for one in found
        if one.asked
    ]
    if told:
        st.subheader("What you kept", anchor=False)
        st.markdown("  \n".join(told))
        st.caption("Of what you had missed or guessed, by the first answer after so many days.")


def _resting(actor: Actor, now: Week) -> None:
    """Let everything rest, or go on; after a pause a new completion may return beside the rest."""
    wishes = {one.wish for one in now.following}
    for wish, label in (("on", "Pause everything"), ("paused", "Go on with what rests")):
        if wish in wishes and st.button(label, key=f"{now.person}-recall-{wish}"):
            rest(actor, resting=wish == "on")
            st.rerun()


def _mail(actor: Actor) -> None:
    wanted = choices(actor)[WEEKLY]
    switch = bool(
        st.toggle(
            "Mail me one of them each week, when there is one",
            wanted,
            key=f"{actor.public_id}-{WEEKLY}",
        )
    )
    if switch != wanted:
        set_choice(actor, WEEKLY, wanted=switch)
        st.caption("Saved.")


def _following(actor: Actor, one: Following) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(one.title)}** :gray-badge[{STATES[one.wish]}]")
        st.caption(
            f"Completed on {day(one.completed_on)} · {number(one.questions, 'question')}, of which"
            f" {one.known} known by now"
        )
        label, wish = ("Begin again", "on") if one.wish == "off" else ("Stop", "off")
        if st.button(label, key=f"{one.completion}-recall-{wish}"):
            choose(actor, one.completion, "off" if wish == "off" else "on")
            st.rerun()
