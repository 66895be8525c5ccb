"""The id of a bank that is begun: made of a name or a title."""

from __future__ import annotations

import pytest

from quizzes.importing.skeleton import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Airway in the ward", "airway-in-the-ward"),
        ("Crohn's disease", "crohns-disease"),
        ("Crohn’s disease", "crohns-disease"),
        ("Ménière disease: vertigo", "meniere-disease-vertigo"),
        ("¿?", "bank"),
    ],
)
def test_a_title_becomes_words_that_links_may_hold(name: str, slug: str) -> None:
    """Accents and apostrophes leave no gap in a word, and a name of signs alone has a stand-in."""
    assert slug_of(name) == slug


def test_a_long_title_ends_with_a_whole_word() -> None:
    """At most 64 letters; a single longer word is cut, since there is nothing else to do."""
    title = "Ulcerative colitis for hospitalists, gastroenterologists and surgeons"
    assert slug_of(title) == "ulcerative-colitis-for-hospitalists-gastroenterologists-and"
    assert slug_of("a" * 70) == "a" * 64
    assert slug_of("a" * 64) == "a" * 64
