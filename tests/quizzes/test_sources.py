"""Which citations mean the same source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.sources import joined, names_of
from quizzes.text import Reference


def cited(**said: str) -> Reference:
    """Return a reference that says this."""
    return Reference.model_validate({"id": "r", "cite": "A guideline. 2024.", **said})


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"doi": "10.1000/XYZ"}, {"doi:10.1000/xyz"}),
        ({"doi": "https://doi.org/10.1000/xyz"}, {"doi:10.1000/xyz"}),
        ({"pmid": "PMID: 32467512"}, {"pmid:32467512"}),
        ({"doi": "10.1000/xyz", "pmid": "32467512"}, {"doi:10.1000/xyz", "pmid:32467512"}),
        ({"url": "https://Example.org/a/"}, {"url:https://example.org/a"}),
        ({"cite": "A  Guideline. 2024"}, {"cite:a guideline. 2024"}),
    ],
)
def test_a_source_is_told_by_its_identifiers_first(said: dict[str, str], names: set[str]) -> None:
    """Words count only where there is nothing surer."""
    assert names_of(cited(**said)) == names


def test_whoever_gives_both_identifiers_joins_the_others() -> None:
    """In whichever order they come."""
    doi, pmid = frozenset({"doi:1"}), frozenset({"pmid:1"})
    for order in ([doi, pmid, doi | pmid], [doi | pmid, doi, pmid]):
        assert joined(order) == dict.fromkeys(doi | pmid, doi | pmid)
    assert joined([doi, pmid]) == {"doi:1": doi, "pmid:1": pmid}


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3)))
def test_names_of_one_citation_are_of_one_source(every: list[frozenset[str]]) -> None:
    """Each name stands in its own source, and a source is the same by each of its names."""
    found = joined(every)
    for names in every:
        assert len({found[one] for one in names}) == 1
    assert all(found[other] == whole for whole in found.values() for other in whole)
