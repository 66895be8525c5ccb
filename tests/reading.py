"""What a person can read and press on a screen that was drawn without a browser."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Drawn = Callable[..., AppTest]


def words(at: AppTest) -> str:
    """Return everything a screen says, with its headings, in no promised order of kinds."""
    assert not at.exception
    kinds = (at.title, at.subheader, at.markdown, at.caption, at.info, at.warning, at.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def labels(at: AppTest) -> list[str]:
    """Return the words on the buttons, from top to bottom."""
    assert not at.exception
    return [one.label for one in at.button]


def press(at: AppTest, label: str) -> AppTest:
    """Press the first button with these words."""
    return next(one for one in at.button if one.label == label).click().run()


def html(at: AppTest) -> str:
    """Return what a screen draws as HTML of its own, such as a table."""
    assert not at.exception
    return "\n".join(one.proto.body for one in at.get("html"))


def links(at: AppTest) -> dict[str, str]:
    """Return the addresses of the link buttons by their words."""
    assert not at.exception
    return {one.proto.label: one.proto.url for one in at.get("link_button")}
