"""The office and disclosures: ask by link, decide what is relevant, record how it was mitigated."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from quizzes.bank import folders
from storage import disclosures
from storage.columns import keepable
from storage.tables import invitation, ruling
from workflows.act import act, view
from workflows.content.disclosed import Decision, Ruling, Stands, owns
from workflows.content.shelf import read
from workflows.refusals import Faulty, NotFound, Refused, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor

LINK_DAYS = 90  # how long a link may be used
LONGEST = 2_000


class NoAddress(Refused):
    """Somebody whose e-mail address the file does not hold."""

    status = 409

    def __init__(self, name: str) -> None:
        """Say where it goes."""
        super().__init__(
            f"The file has no e-mail address of {name}. Enter it under faculty: it is what a"
            " disclosure belongs to, in every activity."
        )


class NothingDisclosed(Refused):
    """There is no disclosure by link to decide about."""

    status = 409

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__("Nothing was disclosed by link yet, so there is nothing to decide.")


class Undecided(Faulty):
    """A decision that leaves a relationship out, or names one that was not disclosed."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Decide about each relationship that was disclosed, and about no other.")


class NotMitigated(Faulty):
    """A relevant relationship without a word on what was done about it."""

    def __init__(self, company: str) -> None:
        """Say what is missing."""
        super().__init__(
            f"Say how the relationship with {company} was mitigated, and on which day; a day to"
            " come is no mitigation yet."
        )


@dataclass(frozen=True)
class Invited:
    """A link that was made: it is shown once, only its digest is kept."""

    name: str
    address: str
    link: str
    good_until: date


@dataclass(frozen=True)
class OfBank:
    """Everybody in control of the content of one bank."""

    slug: str
    title: str
    months: int  # how long a disclosure holds
    people: tuple[Stands, ...]


def digest_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def everybody(actor: Actor) -> tuple[OfBank, ...]:
    """Return the people of every bank, with where each stands."""
    with view(actor, "disclosures.see") as a:
        found = [(one.name, read(a, one)) for one in folders(actor.service.settings.banks)]
    return tuple(
        OfBank(slug, one.title, one.provider.disclosure_months, one.stands)
        for slug, one in found
        if one.provider is not None and one.bank is not None
    )


def invite(actor: Actor, slug: str, faculty_id: str, role_from: date) -> Invited:
    """Make the link by which one person discloses; a link made before holds no longer.

    `role_from` is the day their role begins: the 24 months before it are asked for.

    Raises:
        NotFound, NoAddress: nothing was written.
    """
    with act(actor, "disclosure.ask") as a:
        return link(a, slug, _person(a, slug, faculty_id), role_from)


def link(a: Act, slug: str, one: Stands, role_from: date) -> Invited:
    """Make a link for somebody on a bank's list, inside an act.

    Raises:
        NoAddress: nothing was written.
    """
    if not one.address:
        raise NoAddress(one.name)
    known = disclosures.by_address(a.connection, one.address)
    if known is None:
        known = disclosures.add_discloser(a.connection, one.address, a.at)
        a.seal("discloser", id=known)
    token, expires = secrets.token_urlsafe(32), a.at + timedelta(days=LINK_DAYS)
    seq = disclosures.last_seq(a.connection, invitation, known) + 1
    disclosures.invite(
        a.connection,
        discloser_id=known,
        seq=seq,
        token_digest=digest_of(token),
        name=one.name,
        role_from=role_from,
        expires_at=expires,
        by=a.person_id,
        now=a.at,
    )
    a.seal("invitation", discloser_id=known, seq=seq)
    a.object = f"bank:{slug}"
    a.data.update(discloser=known, seq=seq)
    settings = a.actor.service.settings
    until = expires.astimezone(settings.zone).date()
    return Invited(one.name, one.address, f"{settings.public_url}/disclose/{token}", until)


def rule(
    actor: Actor,
    slug: str,
    faculty_id: str,
    decisions: tuple[Decision, ...],
    *,
    exception: str = "",
    seen: int,
) -> Stands:
    """Decide about each relationship of a person for one bank; `seen` is the last ruling's seq.

    Raises:
        NotFound, NothingDisclosed, Undecided, NotMitigated, Stale: nothing was written.
    """
    body = Ruling(decisions=decisions, exception=keepable(exception).strip()[:LONGEST])
    try:
        with act(actor, "disclosure.rule") as a:
            one = _person(a, slug, faculty_id)
            _require_whole(one, body, a.today)
            known = disclosures.by_address(a.connection, one.address)
            if known is None or not one.seq:
                raise NothingDisclosed
            last = disclosures.last_seq(a.connection, ruling, known, slug)
            if last != seen:
                raise Stale(one.ruling, last)
            disclosures.decide(
                a.connection,
                discloser_id=known,
                slug=slug,
                seq=seen + 1,
                disclosure_seq=one.seq,
                decided_on=a.today,
                body=body.model_dump_json(),
                by=a.person_id,
                now=a.at,
            )
            a.seal("ruling", discloser_id=known, slug=slug, seq=seen + 1)
            a.object = f"bank:{slug}"
            a.data.update(discloser=known, disclosure=one.seq, seq=seen + 1)
            return _person(a, slug, faculty_id)
    except IntegrityError:  # two decided in the same moment
        raise Stale(body, seen) from None


def _person(a: Act, slug: str, faculty_id: str) -> Stands:
    for folder in folders(a.actor.service.settings.banks):
        if folder.name == slug:
            for one in read(a, folder).stands:
                if one.faculty_id == faculty_id:
                    return one
    raise NotFound("person")


def _require_whole(one: Stands, body: Ruling, today: date) -> None:
    if one.source != "link":
        raise NothingDisclosed
    if {each.relationship for each in body.decisions} != set(one.given.relationships):
        raise Undecided
    for each in body.decisions:
        excluded = owns(each.relationship, today) and not body.exception
        done = each.mitigation and each.mitigated_on is not None and each.mitigated_on <= today
        if each.relevant and not excluded and not done:
            raise NotMitigated(each.company)
