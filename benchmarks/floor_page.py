"""The floor: the barest Streamlit page that asks one question after another; nothing is saved."""

from __future__ import annotations

import streamlit as st


def ask() -> None:
    """Ask question `n`, as the first tutorial would."""
    n = st.session_state.setdefault("n", 0)
    st.title("Self-assessment")
    st.write(f"Question number {n}")
    with st.form(f"form-{n}"):
        st.radio(
            f"Stem of question {n}: which is the best next step?",
            [f"{letter}. Option {letter} of {n}" for letter in "ABCD"],
            index=None,
            key=f"answer-{n}",
        )
        st.form_submit_button("Submit", on_click=_next)


def _next() -> None:
    n = st.session_state.n
    st.session_state.setdefault("answers", {})[n] = st.session_state.get(f"answer-{n}")
    st.session_state.n = n + 1


if __name__ == "__main__":
    st.set_page_config(page_title="Floor")
    ask()
