"""The script of every page: Streamlit runs it at every click, so it holds next to nothing."""

from __future__ import annotations

from screens.frame import draw
from screens.table import SCREENS

if __name__ == "__main__":
    draw(SCREENS)
