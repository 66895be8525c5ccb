"""Numbers in place of people: given anew in each export, so that no two exports can be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.pars.grounds import head

if TYPE_CHECKING:
    from collections.abc import Mapping


class Persons:
    """Numbers from 1 on in the order in which people are met, which is that of random seeds."""

    def __init__(self, into: Mapping[int, int]) -> None:
        """Take the merges in force: the accounts of one person have one number."""
        self._into = dict(into)
        self._numbers: dict[int, int] = {}

    def number(self, person_id: int) -> str:
        """Return the number that stands for a person in this export."""
        whose = head(person_id, self._into)
        return str(self._numbers.setdefault(whose, len(self._numbers) + 1))
