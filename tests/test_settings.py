"""What an operator sets about PARS, and what is refused at the start."""

from __future__ import annotations

import pytest

from settings import SettingsRefused, read


def test_what_pars_files_say_of_the_provider_can_be_set() -> None:
    """Number, domain, and the year before a birthday; without them: none, the host, 1904."""
    given = read(
        {"ACCME_PROVIDER_ID": "0001234", "PARS_DOMAIN": "example.edu", "PARS_BIRTH_YEAR": "2000"}
    )
    assert (given.provider_id, given.pars_domain) == ("0001234", "example.edu")
    assert (given.pars_birth_year, read({}).pars_birth_year) == (2000, 1904)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACCME_PROVIDER_ID", "1234"),
        ("PARS_DOMAIN", "example.edu:8501"),
        ("PARS_BIRTH_YEAR", "1903"),
        ("PARS_BIRTH_YEAR", "04"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, value: str) -> None:
    """A year without 29 February could not write every birthday."""
    with pytest.raises(SettingsRefused, match=name):
        read({name: value})
