"""Who may do what: one line for each act and each view; the tests walk this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LEARNER = frozenset({"learner"})
STAFF = frozenset({"staff"})
SYSTEM = frozenset({"system"})
NOBODY: frozenset[str] = frozenset()
ANYONE = LEARNER | STAFF | SYSTEM | {"author", "reviewer", "operator"}


@dataclass(frozen=True)
class Duty:
    """The conditions of one act or view."""

    roles: frozenset[str]
    beyond_own: frozenset[str] = NOBODY  # roles that may reach other people's things
    lock: Literal["share", "update"] | None = "update"
    while_idle: bool = False  # allowed although the session rested too long
    logged: bool = True


DUTIES: dict[str, Duty] = {
    # What is done about people.
    "person.enrol": Duty(SYSTEM),
    "role.grant": Duty(SYSTEM | {"operator"}, beyond_own=SYSTEM | {"operator"}),
    "session.open": Duty(SYSTEM),
    "session.end": Duty(ANYONE, while_idle=True),
    "profile.write": Duty(ANYONE),
    # What is done about content.
    "edition.publish": Duty(STAFF),
    "registration.enter": Duty(STAFF),
    "questions.take": Duty(STAFF | {"author"}),
    "questions.undo": Duty(STAFF | {"author"}),
    "item.begin": Duty(STAFF | {"author"}),
    "item.write": Duty(STAFF | {"author"}),
    "activity.write": Duty(STAFF | {"author"}),
    "items.retag": Duty(STAFF | {"author"}),
    "figure.add": Duty(STAFF | {"author"}),
    "draft.keep": Duty(STAFF | {"author"}, logged=False),
    # What is done about attempts.
    "attempt.start": Duty(LEARNER, lock=None),  # it locks the person, not the activity of all
    "answer.save": Duty(LEARNER, lock="share", while_idle=True, logged=False),
    "aside.save": Duty(LEARNER, while_idle=True, logged=False),
    "comment.send": Duty(LEARNER),
    "attempt.submit": Duty(LEARNER, while_idle=True),
    "attempt.settle": Duty(LEARNER | STAFF | SYSTEM, beyond_own=STAFF | SYSTEM, while_idle=True),
    "attempt.pack": Duty(SYSTEM, beyond_own=SYSTEM),
    "attempt.grant": Duty(STAFF, beyond_own=STAFF),
    # What is done about credit.
    "evaluation.give": Duty(LEARNER),
    "claim.make": Duty(LEARNER),
    "claim.withdraw": Duty(STAFF, beyond_own=STAFF),
    "certificate.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "transcript.print": Duty(ANYONE, beyond_own=STAFF, lock=None),
    "roster.print": Duty(STAFF, lock=None),
    "person.open": Duty(STAFF, beyond_own=STAFF, lock=None),
    # What is looked at.
    "catalogue.see": Duty(ANYONE),
    "home.see": Duty(ANYONE),
    "activity.see": Duty(ANYONE),
    "attempt.see": Duty(LEARNER, while_idle=True),
    "figure.see": Duty(ANYONE, while_idle=True),
    "claim.see": Duty(LEARNER),
    "records.see": Duty(ANYONE),
    "profile.see": Duty(ANYONE),
    "problems.see": Duty(STAFF | {"author", "reviewer"}),
    "questions.look": Duty(STAFF | {"author"}),
    "writing.see": Duty(STAFF | {"author"}),
    "editions.see": Duty(STAFF | SYSTEM),
    "roster.see": Duty(STAFF),
    "statistics.see": Duty(STAFF | {"author"}),
    "people.search": Duty(STAFF),
    "doctor.see": Duty(SYSTEM | {"operator"}),
    "log.verify": Duty(SYSTEM | {"operator"}),
}
