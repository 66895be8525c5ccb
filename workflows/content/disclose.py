"""Disclosing by link: whoever holds it says what there is to say, or that nothing changed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from credit.calendar import local_day, months_after
from quizzes.models import Relationship
from quizzes.reading import read_provider
from storage import disclosures
from storage.columns import keepable
from storage.connect import reading
from storage.tables import disclosure
from workflows.act import act
from workflows.content.disclosed import LOOK_BACK, NATURES, Given
from workflows.content.disclosures import digest_of
from workflows.people.session import system
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from workflows.act import Act
    from workflows.service import Service

LONGEST_TOKEN = 100
LONGEST = 200  # of a company's name
MOST = 40  # relationships in one disclosure


class NoCompany(Faulty):
    """A relationship without the company, or a company without a relationship."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Give each company its name and the kind of relationship you have had.")


class NothingListed(Faulty):
    """Relationships were announced, and none is listed."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "List each company you have or had a financial relationship with, or say that there"
            " is none."
        )


class EndedLater(Faulty):
    """An end that has not come, or that lies before everything that is asked for."""

    def __init__(self, company: str) -> None:
        """Say what the field means."""
        super().__init__(
            f"The relationship with {company}: give the day on which it ended, between the first"
            " day that is asked for and today, or leave the day out while it lasts."
        )


class NothingToRenew(Faulty):
    """There is no disclosure before this one."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("You have not disclosed here before: please fill in the form.")


@dataclass(frozen=True)
class Asked:
    """What a link asks of whom."""

    name: str
    provider: str
    office: str
    contact: str
    since: date  # the first day of the 24 months
    role_from: date
    good_until: date  # the last day on which the link works
    last: Given | None
    last_on: date | None
    seq: int


def asked(service: Service, token: str) -> Asked | None:
    """Return what a link asks; None for an unknown, replaced or expired one."""
    with reading(service.engine) as connection:
        row = _invited(service, connection, token)
        return _asked(service, connection, row) if row is not None else None


def _invited(service: Service, connection: Connection, token: str) -> Row[Any] | None:
    if not token or len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    row = disclosures.invited_by(connection, digest_of(token))
    return row if row is not None and row.expires_at > service.now() else None


def _asked(service: Service, connection: Connection, row: Row[Any]) -> Asked | None:
    provider, _ = read_provider(service.settings.banks / "provider.yaml")
    if provider is None:
        return None
    last = disclosures.given(connection).get(row.address)
    return Asked(
        name=row.name,
        provider=provider.name,
        office=provider.office,
        contact=provider.contact.email,
        since=months_after(row.role_from, -LOOK_BACK),
        role_from=row.role_from,
        good_until=local_day(row.expires_at, service.settings.zone),
        last=Given.model_validate_json(last.body) if last is not None else None,
        last_on=last.given_on if last is not None else None,
        seq=last.seq if last is not None else 0,
    )


def give(
    service: Service, token: str, *, has: bool, relationships: Iterable[tuple[str, str, str]]
) -> Asked:
    """Write what somebody discloses: company, kind and last day ("" while it lasts) of each.

    Raises:
        NotFound, NoCompany, NothingListed, EndedLater, Stale: nothing was written.
    """
    with _writing(service, token) as (a, row):
        listed = _listed(relationships, months_after(row.role_from, -LOOK_BACK), a.today)
        if has and not listed:
            raise NothingListed
        return _write(service, a, row, Given(relationships=listed if has else ()))


def renew(service: Service, token: str, seen: int) -> Asked:
    """Write that nothing changed since the disclosure numbered `seen`.

    Raises:
        NotFound, NothingToRenew, Stale: nothing was written.
    """
    with _writing(service, token) as (a, row):
        last = disclosures.given(a.connection).get(row.address)
        if last is None:
            raise NothingToRenew
        if last.seq != seen:
            raise Stale(last.body, last.seq)
        before = Given.model_validate_json(last.body)
        return _write(service, a, row, before.model_copy(update={"renewed": True}))


@contextmanager
def _writing(service: Service, token: str) -> Iterator[tuple[Act, Row[Any]]]:
    """Open the act of whoever holds a link; an unknown link is answered as an expired one."""
    try:
        with act(system(service), "disclosure.give") as a:
            row = _invited(service, a.connection, token)
            if row is None:
                raise NotFound("link")
            yield a, row
    except IntegrityError:  # sent twice in the same moment: the first one stands
        raise Stale("", 0) from None


def _write(service: Service, a: Act, row: Row[Any], body: Given) -> Asked:
    last = disclosures.given(a.connection).get(row.address)
    if last is not None and last.given_on == a.today:
        before = Given.model_validate_json(last.body)
        if before.relationships == body.relationships:  # a second click
            a.receipt = before
            return _told(service, a, row)
    seq = disclosures.last_seq(a.connection, disclosure, row.discloser_id) + 1
    disclosures.give(
        a.connection,
        discloser_id=row.discloser_id,
        seq=seq,
        given_on=a.today,
        body=body.model_dump_json(),
        by=None,
        now=a.at,
    )
    a.seal("disclosure", discloser_id=row.discloser_id, seq=seq)
    a.object = f"discloser:{row.discloser_id}"
    a.data.update(seq=seq, relationships=len(body.relationships), renewed=body.renewed)
    return _told(service, a, row)


def _told(service: Service, a: Act, row: Row[Any]) -> Asked:
    told = _asked(service, a.connection, row)
    if told is None:
        raise NotFound("link")
    return told


def _listed(
    relationships: Iterable[tuple[str, str, str]], since: date, today: date
) -> tuple[Relationship, ...]:
    return tuple(
        _relationship(keepable(company).strip(), nature.strip(), ended.strip(), since, today)
        for company, nature, ended in list(relationships)[:MOST]
        if company.strip() or nature.strip() or ended.strip()
    )


def _relationship(company: str, nature: str, ended: str, since: date, today: date) -> Relationship:
    if not company or len(company) > LONGEST or nature not in NATURES:
        raise NoCompany
    return Relationship(company=company, nature=nature, ended=_day(company, ended, since, today))


def _day(company: str, text: str, since: date, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise EndedLater(company) from None
    if not since <= day <= today:
        raise EndedLater(company)
    return day
