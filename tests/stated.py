"""The front door for tests in which every board has approved its statement: points are real.

python -m tests.stated run streamlit_app.py …
"""

from __future__ import annotations

from credit import boards

_read = boards.read


def approved(text: str) -> boards.Board:
    """Read a board's rules as if the board had approved what is said of it."""
    return _read(text.replace("approved: false", "approved: true"))


if __name__ == "__main__":
    boards.read = approved  # before the service reads any
    from streamlit.web import cli

    cli.main()
