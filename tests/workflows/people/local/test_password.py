"""A password: any characters, long enough, not the first that is tried; kept as argon2id."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from tests.by_password import PASSWORD
from workflows.people.local import password
from workflows.people.local.password import (
    PasswordRefused,
    is_outdated,
    is_right,
    require_usable,
    verifier_of,
)


@pytest.mark.parametrize(
    "text", [PASSWORD, "violet kayak ledger " * 10, "ключ от неба 9", "🦜 tall ladder zinc"]
)
def test_any_characters_do(text: str) -> None:
    """Letters of any script, spaces and signs, up to far beyond 128."""
    require_usable(text, ())
    assert is_right(text, verifier_of(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [("kayak ledger", ""), ("kayak ledge", "12 characters or more"), ("x " * 501, "1000"),
     ("qwertyuiop12", "first that are tried"), ("nora.okafor1", "your name or your address")],
)  # fmt: skip
def test_short_long_and_common_ones_are_refused(text: str, said: str) -> None:
    """With what to do; the boundary of twelve is exact."""
    if not said:
        require_usable(text, ("Nora Okafor",))
        return
    with pytest.raises(PasswordRefused, match=said):
        require_usable(text, ("Nora Okafor",))


def test_it_is_compared_as_it_was_typed() -> None:
    """Case, spaces and the last of many characters count."""
    text = "Violet kayak " + "y" * 200
    kept = verifier_of(text)
    assert is_right(text, kept)
    for other in (text.lower(), text + " ", text[:-1], text[:72]):
        assert not is_right(other, kept)


def test_keyboards_that_compose_accents_differently_agree() -> None:
    """One text has one spelling."""
    assert is_right("cafe\u0301 kayak ledger", verifier_of("caf\u00e9 kayak ledger"))


def test_the_same_password_is_kept_differently_each_time() -> None:
    """As argon2id, with a salt of its own, of which nobody reads the password."""
    one, other = verifier_of(PASSWORD), verifier_of(PASSWORD)
    assert one != other
    assert one.startswith("$argon2id$")
    assert PASSWORD not in one


def test_without_a_verifier_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is not there is looked for as long as whoever is."""
    asked: list[str] = []
    real = PasswordHasher.from_parameters(CHEAPEST)

    class Counting:
        def verify(self, verifier: str, text: str) -> bool:
            asked.append(verifier)
            return real.verify(verifier, text)

        def hash(self, text: str) -> str:
            return real.hash(text)

    monkeypatch.setattr(password, "HASHER", Counting())
    assert not is_right(PASSWORD, None)
    assert not is_right("nobody has this password", None)
    assert not is_right(PASSWORD, verifier_of("something else altogether"))
    assert [one.split("$")[3] for one in asked] == ["m=8,t=1,p=1"] * 3


def test_what_is_no_verifier_is_nobodys() -> None:
    """A row that somebody spoiled lets nobody in."""
    assert not is_right(PASSWORD, "nonsense")


def test_a_verifier_of_before_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it costs more to keep passwords."""
    kept = verifier_of(PASSWORD)
    assert not is_outdated(kept)
    monkeypatch.setattr(password, "HASHER", PasswordHasher(2, 64, 1))
    assert is_outdated(kept)
    assert is_right(PASSWORD, kept)
