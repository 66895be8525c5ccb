"""200,000 people who took an activity each, as rows: what they left after the claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from workflows.credit.evaluate import EvaluationBody
from workflows.credit.snapshot import ClaimSnapshot
from workflows.people.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    Rows = list[tuple[object, ...]]

PEOPLE = 200_000
REPEATERS = 5  # every fifth took it twice
SPECIALTIES = 40
FIRST = datetime(2025, 1, 2, 15, tzinfo=UTC)
DAYS = 690
LAST = FIRST + timedelta(days=DAYS)
LATE = 20  # days: what was completed since is not reported yet
REJECTED = 500  # one of so many reports was rejected
BECAME = ("done", "partly", "not_yet", "dropped")
AFFILIATIONS = ("own", "partner", "outside", "")
ID = 1_000  # of the first of them: those before are the office's


@dataclass(frozen=True)
class Population:
    """All of them by number; whose is a person, an attempt, a completion has the same id."""

    editions: list[tuple[int, int]]  # of each its id and its activity's
    front: str  # the digest of the front matter that all acknowledged

    @cached_property
    def at(self) -> list[str]:
        """When each took it."""
        moments = (FIRST + timedelta(minutes=one * 5 % (DAYS * 1440)) for one in range(PEOPLE))
        return [one.strftime("%Y-%m-%d %H:%M:%S.%f") for one in moments]

    @cached_property
    def where(self) -> list[tuple[int, int]]:
        """The edition and activity that each took."""
        return [self.editions[one * 7 % len(self.editions)] for one in range(PEOPLE)]

    @cached_property
    def attempts(self) -> list[tuple[int, int, int]]:
        """Who, which time, and the attempt's id: some came again."""
        again = [one for one in range(PEOPLE) if one % REPEATERS == 0]
        return [
            *((one, 1, ID + one) for one in range(PEOPLE)),
            *((one, 2, ID + PEOPLE + place) for place, one in enumerate(again)),
        ]

    @cached_property
    def done(self) -> list[int]:
        """Who completed it."""
        return [one for one in range(PEOPLE) if one % 7 > 1]

    @cached_property
    def meant(self) -> list[tuple[int, int]]:
        """Who made which commitment, of one or two."""
        some = (one for one in self.done if one % 5 > 1)
        return [(one, number) for one in some for number in range(1, 2 + one % 2)]

    @cached_property
    def claimed(self) -> list[tuple[int, str]]:
        """Who claimed what."""
        both = ("cme", "ABIM:Medical Knowledge")
        return [(one, kind) for one in self.done for kind in (both if one % 2 else both[:1])]

    def tables(self) -> Iterator[tuple[str, Rows]]:
        """Give each table with its rows."""
        yield "person", [(ID + one, f"{ID + one:032x}", self.at[one]) for one in range(PEOPLE)]
        yield "profile", self._profiles()
        yield "identity", self._identities()
        yield "attempt", self._attempts()
        yield "answer", self._answers()
        yield "result", self._results()
        yield "sheet", self._sheets()
        yield "completion", self._completions()
        yield "evaluation", self._evaluations()
        yield "commitment", self._commitments()
        yield "follow_up", self._follow_ups()
        yield "claim", self._claims()
        yield "certificate", self._certificates()
        yield "pars_record", self._records()
        yield "pars_event", self._events()

    def _profiles(self) -> Rows:
        held = _profiles()
        return [
            (ID + one, 1, held[(ID + one) * 31 % len(held)], self.at[one]) for one in range(PEOPLE)
        ]

    def _identities(self) -> Rows:
        issuer = "https://idp.example.edu"
        return [
            (issuer, f"person{one}@example.edu", ID + one, self.at[one], "")
            for one in range(PEOPLE)
        ]

    def _attempts(self) -> Rows:
        return [
            (name, f"{name:032x}", ID + one, self.where[one][1], self.where[one][0], number, "0",
             self.at[one], None, self.front, '{"items": []}', self.at[one])
            for one, number, name in self.attempts
        ]  # fmt: skip

    def _answers(self) -> Rows:
        given = '{"choice": "A"}'
        return [(name, 1, 1, given, None, 30, self.at[one]) for one, _, name in self.attempts]

    def _results(self) -> Rows:
        return [
            (name, 1, 10 + one % 11 if number == 1 else 18, 20, number == 2 or one % 11 > 3, True,
             "{}", self.at[one])
            for one, number, name in self.attempts
        ]  # fmt: skip

    def _sheets(self) -> Rows:
        return [
            (self.where[one][0], name, number == 1, bytes(40), bytes(40), bytes(20), "[]")
            for one, number, name in self.attempts
        ]

    def _completions(self) -> Rows:
        return [
            (ID + one, f"{one:032x}", ID + one, self.where[one][1], ID + one, self.at[one][:10],
             self.at[one])
            for one in self.done
        ]  # fmt: skip

    def _evaluations(self) -> Rows:
        held = _opinions()
        return [(ID + one, "default", 1, held[one % len(held)], self.at[one]) for one in self.done]

    def _commitments(self) -> Rows:
        words = "Check the albumin with each anion gap."
        return [
            (ID + one, number, 1, True, None, words, "0" * 32, self.at[one])
            for one, number in self.meant
        ]

    def _follow_ups(self) -> Rows:
        return [
            (ID + one, number, 1, BECAME[one % len(BECAME)], " time  system ", "", "", "0" * 32,
             self.at[one])
            for one, number in self.meant
            if one % 3
        ]  # fmt: skip

    def _claims(self) -> Rows:
        held = _snapshots()
        return [
            (ID + one, kind, 1, 4, 4, held[(ID + one) % len(held)], None, ID + one, self.at[one])
            for one, kind in self.claimed
        ]

    def _certificates(self) -> Rows:
        return [
            (ID + one, f"{one:032x}", f"CODE-{one}", ID + one, None, "{}", 1, self.at[one])
            for one in self.done
        ]

    def _records(self) -> Rows:
        return [
            (number, f"{number:032x}", ID + one, ID + one, self.where[one][1], kind, 1, "add",
             f"example.edu:{number}", self.at[one][:10], "{}", self.at[one])
            for number, (one, kind) in enumerate(self.claimed, ID)
        ]  # fmt: skip

    def _events(self) -> Rows:
        return [
            (number, seq, state, None, None, None, "0" * 32, None, self.at[one])
            for number, (one, _) in enumerate(self.claimed, ID)
            for seq, state in enumerate(_states(self.at[one][:10], number), 1)
        ]


def _states(completed_on: str, number: int) -> tuple[str, ...]:
    """Return what happened to a record: old ones are accepted, but for few that come back."""
    if completed_on > (LAST - timedelta(days=LATE)).date().isoformat():
        return ("ready",)
    return "ready", "batched", "sent", "accepted" if number % REJECTED else "rejected_pars"


def _profiles() -> list[str]:
    return [
        Profile(
            legal_name="Somebody With A. Name", degree=degree, specialty=f"Specialty {number}",
            affiliation=f"Institution {number % 9}", affiliated=affiliated,  # type: ignore[arg-type]
            given_name="Somebody", family_name="Name", birthday="02-03", npi="1234567893",
            board_ids={"ABIM": "123456"},
        ).model_dump_json()
        for number, affiliated, degree in product(
            range(SPECIALTIES), AFFILIATIONS, ("MD", "DO", "PA")
        )
    ]  # fmt: skip


def _opinions() -> list[str]:
    comments = [f"A remark of some length that somebody wrote, number {one}." for one in range(999)]
    return [
        EvaluationBody(
            answers={
                "bias": "Yes" if at % 3 else "No",
                "change": "Yes" if at % 4 else "No",
                "comment": one,
            }
        ).model_dump_json()
        for at, one in enumerate(comments)
    ]


def _snapshots() -> list[str]:
    return [
        ClaimSnapshot(
            legal_name="Somebody With A. Name", degree=degree, profession=degree,
            physician=degree == "MD", activity="activity.1", edition="0" * 64,
            attestation_digest="0" * 64, recorded_seconds=3_000, estimated_minutes=60,
            rule_from=date(2025, 1, 1),
        ).model_dump_json()
        for degree in ("MD", "MD", "PA")
    ]  # fmt: skip
