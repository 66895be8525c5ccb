"""The bare page that every speed is compared with: one question a page, nothing saved."""

import gc
import os

import streamlit as st

if os.environ.get("TUNED") and "frozen" not in os.environ:
    os.environ["frozen"] = "yes"  # noqa: SIM112  (a mark of this process, not a setting)
    gc.collect()
    gc.freeze()

st.set_page_config(page_title="Floor")
state = st.session_state
number = state.setdefault("number", 1)


def _next() -> None:
    state.setdefault("answers", {})[state.number] = state.get(f"q{state.number}")
    state.number += 1


st.title("Self-assessment")
st.write(f"Question {number} of 20")
with st.form(f"form-{number}"):
    st.radio(
        f"Stem of question {number}: which is the best next step?",
        [f"{letter}. option {letter} of {number}" for letter in "ABCD"],
        index=None,
        key=f"q{number}",
    )
    st.form_submit_button("Submit", on_click=_next)
