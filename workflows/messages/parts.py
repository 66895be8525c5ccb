"""Many messages at once, put part by part: whoever answers a question waits no longer than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workflows.act import Act

    Found = Mapping[tuple[str, str], int]  # subject and kind, to the person

AT_ONCE = 200  # messages put in one transaction


def in_parts(found: Found, put: Callable[[Found], int]) -> int:
    """Hand what was found to `put`, so many at a time; return how many were put."""
    left, number = list(found.items()), 0
    while left:
        number += put(dict(left[:AT_ONCE]))
        left = left[AT_ONCE:]
    return number


def put_all(a: Act, found: Found) -> int:
    """Put messages that say all by their kind, due now; return how many were not there yet."""
    number = sum(
        outbox.put(
            a.connection,
            subject=subject,
            kind=kind,
            person_id=person_id,
            body="{}",
            due_at=a.at,
            now=a.at,
        )
        for (subject, kind), person_id in found.items()
    )
    a.data["messages"] = number
    return number
