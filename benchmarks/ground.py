"""What the figures are measured on: a database with an edition for each policy, and physicians."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.bank import write_bank
from settings import Settings
from storage.connect import connect
from storage.migrate import migrate
from workflows.attempts.start import start
from workflows.content.front import front
from workflows.content.publish import Published, publish
from workflows.people import session
from workflows.people.enrol import enrol
from workflows.people.profile import Profile
from workflows.service import Service

if TYPE_CHECKING:
    from workflows.act import Actor

ISSUER = "benchmark"
QUESTIONS = 20
POLICIES = ("after_submission", "after_each_item")


class NotGround(RuntimeError):
    """The generated bank was refused; the message lists its problems."""


@dataclass(frozen=True)
class Physician:
    """A signed-in person with an open attempt under each policy."""

    token: str
    attempts: dict[str, str]

    @property
    def cookie(self) -> str:
        """What the physician's browser sends."""
        return f"session={self.token}"


NOBODY = Physician("", {})
"""Who clicks where nobody signs in."""


@dataclass(frozen=True)
class Ground:
    """A database ready to be measured on."""

    database_url: str
    physicians: tuple[Physician, ...]


def lay(folder: Path, physicians: int) -> Ground:
    """Make a database below `folder` with so many physicians."""
    return fill(f"sqlite:///{folder / 'benchmark.sqlite'}", physicians)


def fill(url: str, physicians: int) -> Ground:
    """Fill the empty database at `url` with so many physicians."""
    service = Service(connect(url), Settings(database_url=url))
    migrate(service.engine)
    office = _enter(service, "office", ("staff",))[0]
    keys = {policy: _published(office, policy) for policy in POLICIES}
    people = tuple(_physician(service, number, keys) for number in range(physicians))
    service.engine.dispose()
    return Ground(url, people)


def _published(office: Actor, policy: str) -> str:
    with TemporaryDirectory() as place:
        slug = policy.replace("_", "-")
        folder = write_bank(Path(place) / slug, QUESTIONS, feedback=policy)
        done = publish(office, folder)
    if not isinstance(done, Published):
        raise NotGround(done.problems)
    return done.key


def _physician(service: Service, number: int, keys: dict[str, str]) -> Physician:
    actor, token = _enter(service, f"physician-{number}", ("learner",))
    attempts = {policy: start(actor, key, front(actor, key).digest) for policy, key in keys.items()}
    return Physician(token, attempts)


def _enter(service: Service, name: str, roles: tuple[str, ...]) -> tuple[Actor, str]:
    email = f"{name}@example.edu"
    profile = Profile(legal_name=name.title(), degree="MD")
    enrol(session.system(service), ISSUER, email, profile, roles)
    token = session.sign_in(service, ISSUER, email)
    return session.enter(service, session.digest_of(token)), token
