"""Import: questions from a file or from pasted text, looked at before they are taken in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.editing.differences import label
from quizzes.formats.all import readable
from screens.door import enter, place
from screens.parts.words import number, opening, plain, prose
from workflows.content.incoming import bring, can_take_back, look, take_back
from workflows.content.problems import banks
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from quizzes.importing.preview import Arrival, Preview
    from quizzes.kinds.item import Entry
    from workflows.act import Actor

NEW = "A new bank …"
PAGE = 25  # questions on a page: each has a box and a fold
ICONS = {"added": "new", "updated": "changed", "unchanged": "as it was"}
COLORS = {"added": "green", "updated": "orange", "unchanged": "gray"}


def incoming() -> None:
    """Say where, take the file or the text, show what becomes of it, and take it in."""
    actor = enter()
    st.title("Import questions", anchor=False)
    st.caption(
        "Questions come in as drafts. Nothing is made up: what the file lacks is listed under"
        " Problems. Templates to fill in: [Excel](/export/template.xlsx) ·"
        " [CSV](/export/template.csv)"
    )
    slug = _bank(actor)
    source = _source(actor)
    if not slug:
        if source is not None:
            st.info("Choose the bank, too: then you see what becomes of each question.")
        return
    done = st.container()
    _tell(actor, slug, done)
    if source is not None:
        _look(actor, slug, *source, done)
    _take_back(actor, slug, done)


def _tell(actor: Actor, slug: str, done: DeltaGenerator) -> None:
    """Say what the click before did: the list below it is drawn anew from the bank as it is."""
    said = st.session_state.pop(f"{actor.public_id}-done", None)
    if said is not None:
        done.success(said)
        done.page_link(
            place("write"), label="Go on with them on Write", query_params={"bank": slug}
        )
        done.page_link(place("problems"), label="See what drafts still lack under Problems")


def _done(actor: Actor, said: str) -> NoReturn:
    for name in ("preview", "left-out"):
        st.session_state.pop(f"{actor.public_id}-{name}", None)
    st.session_state[f"{actor.public_id}-done"] = said
    st.rerun()


def _bank(actor: Actor) -> str:
    """Return the folder name of the chosen bank, "" as long as none is chosen."""
    titles = {one.slug: one.title for one in banks(actor)}
    chosen = st.selectbox(
        "Into which bank",
        [*titles, NEW],
        index=None,
        placeholder="Choose the bank",
        format_func=lambda one: titles.get(one, one),
        key=f"{actor.public_id}-bank",
    )
    if chosen != NEW:
        return chosen or ""
    return st.text_input(
        "Name of the new bank",
        placeholder="for example sepsis-2027",
        key=f"{actor.public_id}-new-bank",
    )


def _source(actor: Actor) -> tuple[bytes, str] | None:
    """Return the file or the pasted text, None as long as there is none."""
    how = st.segmented_control(
        "From", ["A file", "Pasted text"], default="A file", key=f"{actor.public_id}-from"
    )
    if how == "Pasted text":
        text = st.text_area(
            "Questions, as they stand in a mail or a document",
            height=260,
            placeholder="1. A 54-year-old woman …\nA. First option\n*B. The key\nRationale: …",
            key=f"{actor.public_id}-pasted",
        )
        st.caption(
            "Bold is lost when pasting: mark the key with *, or import the Word file instead."
        )
        st.button("Look at it", key=f"{actor.public_id}-look")
        return (text.encode(), "pasted text.txt") if text.strip() else None
    endings = sorted({end.lstrip(".") for one in readable() for end in one.endings})
    file = st.file_uploader(
        "Word, Excel, CSV, Moodle XML, GIFT, Aiken, QTI …",
        type=endings,
        key=f"{actor.public_id}-file",
    )
    return (file.getvalue(), file.name) if file is not None else None


def _look(actor: Actor, slug: str, content: bytes, name: str, done: DeltaGenerator) -> None:
    try:
        seen = _seen(actor, slug, content, name)
    except Refused as refused:
        done.error(str(refused))
        return
    head = st.empty()
    chosen = _choose(actor, seen)
    _rejected(seen)
    writes = [one for one in seen.arrivals if one.id in chosen and one.text is not None]
    head.markdown(_summary(seen))
    label = f"Take in {number(len(writes), 'question')}"
    if st.button(label, type="primary", disabled=not writes, key=f"{actor.public_id}-take"):
        _take(actor, seen, chosen, done)


def _seen(actor: Actor, slug: str, content: bytes, name: str) -> Preview:
    """Return the preview, worked out once for the same file and bank until something is taken."""
    key = f"{actor.public_id}-preview"
    stamp = (slug, name, hashlib.sha256(content).hexdigest())
    known = st.session_state.get(key)
    if known is None or known[0] != stamp:
        known = st.session_state[key] = (stamp, look(actor, slug, content, name))
    preview: Preview = known[1]
    return preview


def _summary(seen: Preview) -> str:
    counts = [
        f"{len(those)} {word}"
        for change, word in ICONS.items()
        if (those := [one for one in seen.arrivals if one.change == change])
    ]
    if seen.rejected:
        counts.append(f"{len(seen.rejected)} cannot be taken")
    title = next(one.title for one in readable() if one.name == seen.format)
    return f"**{number(seen.found, 'question')} found** ({plain(title)}): {', '.join(counts)}."


def _choose(actor: Actor, seen: Preview) -> set[str]:
    """Show each question with a box, and return the ids of those that are to be taken."""
    for said in seen.warnings:
        st.markdown(f":orange-badge[note] {plain(said)}")
    pages = range(0, len(seen.arrivals), PAGE)
    first = 0
    if len(pages) > 1:
        first = st.selectbox(
            "Questions",
            pages,
            format_func=lambda at: f"{at + 1} to {min(at + PAGE, len(seen.arrivals))}",
            key=f"{actor.public_id}-page",
        )
    out: set[str] = st.session_state.setdefault(f"{actor.public_id}-left-out", set())
    for one in seen.arrivals[first : first + PAGE]:
        _arrival(actor, one, out)
    return {one.id for one in seen.arrivals} - out


def _arrival(actor: Actor, one: Arrival, out: set[str]) -> None:
    badge = f":{COLORS[one.change]}-badge[{ICONS[one.change]}]"
    if one.text is None:
        st.markdown(f"{badge} **{one.id}** {opening(one.item.stem or one.item.lead_in)}")
        return
    wanted = st.checkbox(
        f"{badge} **{one.id}** {opening(one.item.stem or one.item.lead_in)}",
        value=one.id not in out,
        key=f"{actor.public_id}-{one.id}-wanted",
    )
    (out.discard if wanted else out.add)(one.id)
    with st.expander(f"{plain(one.place)}: as it will be", expanded=False):
        st.markdown("\n\n".join(_lines(one)))


def _lines(one: Arrival) -> list[str]:
    """Return a question with its key, in words."""
    item = one.item
    lines = [prose(item.stem)] if item.stem else []
    lines.append(f"**{prose(item.lead_in)}**")
    for entries in item.lists.values():
        lines += [_entry(each) for each in entries]
    key = item.keyed_answer
    lines.append(f":green[✓ Key: {plain(str(key) if isinstance(key, str) else _words(key))}]")
    if item.explanation:
        lines.append(prose(item.explanation))
    lines += [f":gray[Figure: {plain(figure.file)}]" for figure in item.media]
    lines += [f":gray[Reference: {plain(source.cite)}]" for source in item.references]
    if one.changed:
        lines.append(f"Changed: {plain(', '.join(map(label, one.changed)))}.")
    return lines


def _entry(entry: Entry) -> str:
    text = f"{entry.id}. {prose(entry.text)}"
    reason = getattr(entry, "rationale", None)
    return f"{text}  \n:gray[{prose(reason)}]" if reason else text


def _words(key: Sequence[str] | dict[str, str]) -> str:
    if isinstance(key, dict):
        return ", ".join(f"{part} {said}" for part, said in key.items())
    return ", ".join(key)


def _rejected(seen: Preview) -> None:
    if not seen.rejected:
        return
    st.subheader("Cannot be taken", anchor=False)
    for one in seen.rejected:
        st.markdown(f"- **{plain(one.place)}**: {plain(one.reason)}")


def _take(actor: Actor, seen: Preview, chosen: set[str], done: DeltaGenerator) -> None:
    try:
        taken = bring(actor, seen, chosen)
    except Refused as refused:
        # The bank is another now: the file is looked at anew with the next click.
        st.session_state.pop(f"{actor.public_id}-preview", None)
        done.error(str(refused))
        return
    written = sum(one.text is not None for one in taken)
    _done(actor, f"Taken in: {number(written, 'question')}, as drafts.")


def _take_back(actor: Actor, slug: str, done: DeltaGenerator) -> None:
    try:
        there = can_take_back(actor, slug)
    except Refused as refused:
        done.error(str(refused))
        return
    if there and st.button("Take the last import back", key=f"{actor.public_id}-{slug}-back"):
        try:
            files = take_back(actor, slug)
        except Refused as refused:
            done.error(str(refused))
            return
        _done(actor, f"Taken back: {number(len(files), 'file is', 'files are')} as before.")
