"""How an activity is shared: its short link, a sheet to print, a text for the record system."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from screens.door import enter, place, service
from screens.parts.words import day, plain
from workflows.content.arrivals import RECENT_DAYS, SOURCES
from workflows.content.sharing import sharing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.content.arrivals import Arrived
    from workflows.content.sharing import Shared


def share() -> None:
    """Show what leads others to an activity, and to staff how many came."""
    page = sharing(enter(), st.query_params.get("id", ""))
    st.title("Links and QR sheet", anchor=False)
    st.page_link(place("activity"), label=plain(page.title), query_params={"id": page.key})
    if page.over is not None:
        st.info(plain(page.over))
    else:
        _ways(page)
    if page.arrivals is not None:
        _arrivals(page.arrivals)


def _ways(page: Shared) -> None:
    st.markdown(
        "Each of these leads through sign-in to this self-assessment, until"
        f" **{day(page.expires)}**."
    )
    st.subheader("To print", anchor=False)
    st.link_button(
        "QR sheet (PDF)", f"/qr-sheet/{quote(page.key)}.pdf", icon=":material/qr_code_2:"
    )
    st.subheader("Short link", anchor=False)
    _copied(page.link)
    st.caption(
        "To tell where people come from, end it with `?from=mail` in mail or `?from=web` on a page."
    )
    st.subheader("For the record system", anchor=False)
    st.caption("A line for a smart phrase or an order set. Keep patients out of it.")
    _copied(page.text)
    if page.ascii != page.text:
        st.caption("The same in plain letters, where others are not shown:")
        _copied(page.ascii)
    if page.topics:
        st.subheader("Five now, by topic", anchor=False)
        st.caption("Opens the next question about a topic, in whichever self-assessment it is.")
    for one in page.topics:
        _copied(f"{service().settings.public_url}/five?topic={quote(one)}")


def _copied(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


def _arrivals(found: Sequence[Arrived]) -> None:
    """Show counts, which tell of nobody; each learner counts once a day."""
    st.subheader("Arrivals", anchor=False)
    if not found:
        st.info("Nobody has come by a short link yet. Print the sheet, or paste the link.")
        return
    head = f"| Came by | Last {RECENT_DAYS} days | In all | Since |\n|---|--:|--:|---|"
    rows = (
        f"| {SOURCES[one.source]} | {one.recent} | {one.total} | {day(one.since)} |"
        for one in found
    )
    st.markdown("\n".join((head, *rows)))
    st.caption(
        f"n = {sum(one.total for one in found)}. Each learner counts once a day, as the link they"
        f" came by says; who it was is not kept."
    )
