"""Statements about people: who they are, how they signed in, what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    union_all,
    update,
)

from storage import in_text
from storage.columns import keepable, new_public_id
from storage.prepared import Prepared
from storage.tables import (
    identity,
    local,
    merge,
    person,
    profile,
    role,
    session,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery


@dataclass(frozen=True)
class LiveSession:
    """A session that was neither ended nor overtaken by its absolute limit."""

    digest: str
    person_id: int
    public_id: str
    roles: frozenset[str]
    created_at: datetime
    seen_at: datetime


TESTERS = "pilot"  # vouches for those who come in by the link of a pilot
LOCAL = "local"  # vouches for those who have a password here, under a name that is opaque too
# What a provider on the web calls somebody is opaque, whatever it looks like, and testers come in
# by a link: only the subjects of the others are e-mail addresses.
IS_ADDRESS = and_(
    identity.c.issuer.not_like("%://%"),
    identity.c.issuer != TESTERS,
    identity.c.issuer != LOCAL,
)
ADDRESS = "address"
"""Nobody signs in by it: the provider vouched for the address when the account was made."""

# Two accounts of one person are read as one: whoever was merged counts as the one they were merged
# into, until a later row undoes it. Nobody is merged into somebody who was merged.
WHO = bindparam("who", type_=BigInteger)
_later = merge.alias("later")
_MERGED = and_(
    merge.c.into_id.is_not(None),
    ~exists().where(_later.c.person_id == merge.c.person_id, _later.c.seq > merge.c.seq),
)
_INTO = select(merge.c.into_id).where(merge.c.person_id == WHO, _MERGED).scalar_subquery()
_SURVIVOR: ColumnElement[int] = func.coalesce(_INTO, WHO)
IDS = union_all(
    select(_SURVIVOR), select(merge.c.person_id).where(merge.c.into_id == _SURVIVOR, _MERGED)
)
_WHOLE = Prepared(
    select(person.c.id).where(person.c.id.in_(IDS)).order_by(person.c.id != _SURVIVOR, person.c.id)
)
_LATEST_PROFILE = Prepared(
    select(profile).where(profile.c.person_id == _SURVIVOR).order_by(profile.c.seq.desc()).limit(1)
)
_SUBJECTS = Prepared(
    select(identity.c.subject)
    .where(identity.c.person_id.in_(IDS), IS_ADDRESS)
    .order_by(
        # Whoever moved has the address of before too: what they sign in by now comes first.
        identity.c.subject.not_in(select(local.c.address).where(local.c.person_id.in_(IDS))),
        identity.c.person_id != _SURVIVOR,
        identity.c.at,
        identity.c.subject,
    )
)
_HELD = Prepared(select(person.c.id).where(person.c.id == WHO).with_for_update(key_share=True))
AT_ONCE = 10_000  # values in one statement
EVERYBODY = 2**62  # people: a limit that nobody reaches
_LIVE = Prepared(
    select(
        session.c.person_id,
        session.c.created_at,
        session.c.seen_at,
        session.c.expires_at,
        session.c.revoked_at,
        person.c.public_id,
        role.c.role,
        role.c.scope,
        role.c.granted,
    )
    .join(person, person.c.id == session.c.person_id)
    .join(role, role.c.person_id == session.c.person_id, isouter=True)
    .where(session.c.digest == bindparam("digest"))
    .order_by(role.c.seq)
)


def hold(connection: Connection, ids: Collection[int]) -> None:
    """Let no other act hold these people until the transaction ends; the oldest account first.

    What only refers to a person is written meanwhile.
    """
    if len(ids) == 1:  # as nearly always
        _HELD.execute(connection, who=next(iter(ids)))
        return
    ordered = sorted(ids)
    for at in range(0, len(ordered), AT_ONCE):
        some = person.c.id.in_(ordered[at : at + AT_ONCE])
        statement = select(person.c.id).where(some).order_by(person.c.id)
        connection.execute(statement.with_for_update(key_share=True))


def live_session(connection: Connection, digest: str, now: datetime) -> LiveSession | None:
    """Return the session behind a cookie's digest with the roles in force, in one statement."""
    rows = _LIVE.execute(connection, digest=digest).all()
    if not rows or rows[0].revoked_at is not None or rows[0].expires_at <= now:
        return None
    granted = {(row.role, row.scope): row.granted for row in rows if row.role is not None}
    first = rows[0]
    return LiveSession(
        digest=digest,
        person_id=first.person_id,
        public_id=first.public_id,
        roles=frozenset(name for (name, _scope), held in granted.items() if held),
        created_at=first.created_at,
        seen_at=first.seen_at,
    )


def roles_of(connection: Connection, person_id: int) -> frozenset[str]:
    """Return the roles a person holds now."""
    rows = connection.execute(
        select(role.c.role, role.c.scope, role.c.granted)
        .where(role.c.person_id == person_id)
        .order_by(role.c.seq)
    )
    granted = {(row.role, row.scope): row.granted for row in rows}
    return frozenset(name for (name, _scope), held in granted.items() if held)


def scopes_of(connection: Connection, person_id: int, name: str) -> frozenset[str]:
    """Return what a person holds a role for now: "" is everything, nothing is not at all."""
    rows = connection.execute(
        select(role.c.scope, role.c.granted)
        .where(and_(role.c.person_id == person_id, role.c.role == name))
        .order_by(role.c.seq)
    )
    granted = {row.scope: row.granted for row in rows}
    return frozenset(scope for scope, held in granted.items() if held)


def open_session(
    connection: Connection,
    digest: str,
    person_id: int,
    now: datetime,
    expires: datetime,
    *,
    provider_session: str | None = None,
    device: str | None = None,
    authenticated_at: datetime | None = None,
) -> None:
    """Write a new session; only the digest of its token is kept."""
    connection.execute(
        insert(session).values(
            digest=digest,
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=expires,
            provider_session=provider_session,
            device=device,
            authenticated_at=authenticated_at,
        )
    )


def touch_session(connection: Connection, digest: str, now: datetime) -> None:
    """Note that the session was used."""
    connection.execute(update(session).where(session.c.digest == digest).values(seen_at=now))


def _over(now: datetime) -> dict[str, object]:
    """Return what a session is that ended: no device, and none at the provider, any more."""
    return {"revoked_at": now, "provider_session": None, "device": None}


def end_session(connection: Connection, digest: str, now: datetime) -> None:
    """End a session for good."""
    connection.execute(
        update(session)
        .where(and_(session.c.digest == digest, session.c.revoked_at.is_(None)))
        .values(_over(now))
    )


def end_sessions_of(connection: Connection, person_id: int, now: datetime) -> None:
    """End every session of a person for good."""
    connection.execute(
        update(session)
        .where(and_(session.c.person_id == person_id, session.c.revoked_at.is_(None)))
        .values(_over(now))
    )


def live_sessions(
    connection: Connection, ids: Collection[int], now: datetime
) -> Sequence[Row[Any]]:
    """Return the sessions of a person's accounts that neither ended nor ran out, newest first."""
    return connection.execute(
        select(session)
        .where(session.c.person_id.in_(ids), session.c.revoked_at.is_(None))
        .where(session.c.expires_at > now)
        .order_by(session.c.seen_at.desc(), session.c.digest)
    ).all()


def authenticated_at(connection: Connection, digest: str) -> datetime | None:
    """Return when the person of a session proved who they are, None where nobody knows."""
    found = select(session.c.authenticated_at).where(session.c.digest == digest)
    return connection.execute(found).scalar_one_or_none()


def end_sessions_at(
    connection: Connection, provider_session: str, ids: Collection[int], now: datetime
) -> None:
    """End what was opened in a session at the provider.

    Of the people named, also what was opened in one that the provider had given no name.
    """
    nameless = and_(session.c.person_id.in_(ids), session.c.provider_session.is_(None))
    connection.execute(
        update(session)
        .where(or_(session.c.provider_session == provider_session, nameless))
        .where(session.c.revoked_at.is_(None))
        .values(_over(now))
    )


def at_provider(connection: Connection, provider_session: str) -> tuple[int, ...]:
    """Return who has sessions that were opened in a session at the provider."""
    found = select(session.c.person_id).where(session.c.provider_session == provider_session)
    return tuple(connection.execute(found.distinct()).scalars())


def add_person(connection: Connection, issuer: str, subject: str, now: datetime) -> int:
    """Write a person with the first of their identities and return the inner id."""
    made = connection.execute(
        insert(person).values(public_id=new_public_id(), at=now).returning(person.c.id)
    ).scalar_one()
    add_identity(connection, int(made), issuer, subject, now)
    return int(made)


def add_identity(
    connection: Connection, person_id: int, issuer: str, subject: str, now: datetime
) -> None:
    """Write one more way to sign in, or one more address."""
    connection.execute(
        insert(identity).values(issuer=issuer, subject=subject, person_id=person_id, at=now)
    )


def signs_in_at(connection: Connection, ids: Collection[int], issuer: str) -> bool:
    """Whether any of these accounts has an identity of an issuer."""
    found = select(identity.c.subject).where(
        identity.c.person_id.in_(ids), identity.c.issuer == issuer
    )
    return connection.execute(found.limit(1)).first() is not None


def signs_in_at_a_provider(connection: Connection, ids: Collection[int]) -> bool:
    """Whether any of these accounts has an identity of an institution's provider."""
    found = select(identity.c.subject).where(
        identity.c.person_id.in_(ids), identity.c.issuer.like("%://%")
    )
    return connection.execute(found.limit(1)).first() is not None


def signs_in_elsewhere(connection: Connection, ids: Collection[int]) -> bool:
    """Whether any of these accounts can be entered without a password here."""
    found = select(identity.c.subject).where(
        identity.c.person_id.in_(ids), identity.c.issuer.not_in([LOCAL, ADDRESS, TESTERS])
    )
    return connection.execute(found.limit(1)).first() is not None


def ids_of(connection: Connection, person_id: int) -> tuple[int, ...]:
    """Return all ids of a person, whichever of them is given; the first is the one in use."""
    return tuple(_WHOLE.execute(connection, who=person_id).scalars())


def ids_within(person_id: int) -> Select[tuple[int]]:
    """Return the same as a part of another statement."""
    return select(person.c.id).where(person.c.id.in_(IDS)).params(who=person_id)


def by_id(connection: Connection, person_id: int) -> Row[Any]:
    """Return one account as it was enrolled, merged or not."""
    return connection.execute(select(person).where(person.c.id == person_id)).one()


def by_identity(connection: Connection, issuer: str, subject: str) -> Row[Any] | None:
    """Return the person behind an identity: the one in use, by whichever account they come."""
    found = connection.execute(
        select(identity.c.person_id).where(
            and_(identity.c.issuer == issuer, identity.c.subject == subject)
        )
    ).scalar_one_or_none()
    return None if found is None else by_id(connection, ids_of(connection, found)[0])


def by_subject(connection: Connection, subject: str) -> Sequence[Row[Any]]:
    """Return the people who have this address, whoever vouches for it."""
    found = connection.execute(
        select(identity.c.person_id).where(
            func.lower(identity.c.subject) == keepable(subject).lower(), IS_ADDRESS
        )
    ).scalars()
    people = sorted({ids_of(connection, one)[0] for one in found})
    return [by_id(connection, one) for one in people]


def subjects(connection: Connection) -> frozenset[str]:
    """Return every address that anybody has, in lower case."""
    found = select(func.lower(identity.c.subject)).where(IS_ADDRESS)
    return frozenset(connection.execute(found).scalars())


def subjects_of(connection: Connection, person_id: int) -> tuple[str, ...]:
    """Return the e-mail addresses that a person signs in by or was vouched for by."""
    return tuple(_SUBJECTS.execute(connection, who=person_id).scalars())


def own_subjects(connection: Connection, person_id: int) -> tuple[str, ...]:
    """Return the addresses of one account alone, merged or not."""
    rows = connection.execute(
        select(identity.c.subject)
        .where(identity.c.person_id == person_id, IS_ADDRESS)
        .order_by(identity.c.at, identity.c.subject)
    )
    return tuple(rows.scalars())


def everybody(connection: Connection, word: str) -> Iterator[tuple[Row[Any], tuple[str, ...]]]:
    """Yield who may be called or addressed by a word in lower case, with their subjects.

    Each row has public_id, and legal_name, degree and affiliation of the profile in force, None
    without one. The database compares plain letters alone: whatever holds others is among them.
    """
    into = merged(connection)
    body = {
        one: in_text.value(connection, profile.c.body, one)
        for one in ("legal_name", "degree", "affiliation")
    }
    called = body["legal_name"].concat(", ").concat(func.coalesce(body["degree"], ""))
    # With a limit a profile is looked into once for each of its texts, not at each mention.
    each = select(profile.c.person_id, called.label("called")).where(_IN_FORCE).limit(EVERYBODY)
    apart = each.subquery("apart")
    named = select(apart.c.person_id).where(_may_hold(apart.c.called, word))
    addressed = select(identity.c.person_id).where(_may_hold(identity.c.subject, word), IS_ADDRESS)
    found = connection.execute(union(named, addressed)).scalars()
    those = sorted({into.get(one, one) for one in found})
    accounts: dict[int, tuple[int, ...]] = {one: (one,) for one in those}
    for one, head in into.items():
        if head in accounts:
            accounts[head] += (one,)
    for at in range(0, len(those), AT_ONCE):
        some = those[at : at + AT_ONCE]
        subjects = _subjects_of(connection, {one: accounts[one] for one in some})
        columns = (column.label(name) for name, column in body.items())
        known = and_(profile.c.person_id == person.c.id, _IN_FORCE)
        rows = connection.execute(
            select(person.c.id, person.c.public_id, *columns)
            .join_from(person, profile, known, isouter=True)
            .where(person.c.id.in_(some))
        )
        yield from ((row, tuple(subjects.get(row.id, ()))) for row in rows)


def _subjects_of(
    connection: Connection, accounts: dict[int, tuple[int, ...]]
) -> dict[int, list[str]]:
    """Return the subjects of people by the account in use; `accounts` says all of each."""
    head_of = {one: head for head, every in accounts.items() for one in every}
    rows = connection.execute(
        select(identity.c.person_id, identity.c.subject).where(
            identity.c.person_id.in_(head_of), IS_ADDRESS
        )
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(head_of[row.person_id], []).append(row.subject)
    return found


_newer = profile.alias("newer")
_IN_FORCE = ~exists().where(_newer.c.person_id == profile.c.person_id, _newer.c.seq > profile.c.seq)


def _may_hold(text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    other = func.octet_length(text) != func.length(text)
    return or_(other, func.lower(text).contains(word, autoescape=True)) if word.isascii() else other


def merges() -> Subquery:
    """Return the accounts that are merged now (person_id, into_id), to be joined."""
    return select(merge.c.person_id, merge.c.into_id).where(_MERGED).subquery()


def merged(connection: Connection) -> dict[int, int]:
    """Return by account the one it is merged into now."""
    rows = connection.execute(select(merges()))
    return {row.person_id: row.into_id for row in rows}


def latest_merge(connection: Connection, person_id: int) -> Row[Any] | None:
    """Return the newest line about an account's merging (seq, into_id, by, at)."""
    return connection.execute(
        select(merge).where(merge.c.person_id == person_id).order_by(merge.c.seq.desc()).limit(1)
    ).one_or_none()


def write_merge(
    connection: Connection,
    person_id: int,
    seq: int,
    into_id: int | None,
    reason: str,
    by: int,
    now: datetime,
) -> None:
    """Write that an account is merged into another, or (None) that it stands for itself again."""
    connection.execute(
        insert(merge).values(
            person_id=person_id, seq=seq, into_id=into_id, reason=reason, by=by, at=now
        )
    )


def set_role(
    connection: Connection,
    person_id: int,
    name: str,
    now: datetime,
    *,
    granted: bool = True,
    scope: str = "",
) -> int:
    """Grant or take a role and return the seq of that."""
    last = connection.execute(
        select(func.max(role.c.seq)).where(
            and_(role.c.person_id == person_id, role.c.role == name, role.c.scope == scope)
        )
    ).scalar()
    seq = int(last or 0) + 1
    connection.execute(
        insert(role).values(
            person_id=person_id, role=name, scope=scope, seq=seq, granted=granted, at=now
        )
    )
    return seq


def latest_profile(connection: Connection, person_id: int) -> Row[Any] | None:
    """Return the profile in force (seq, body, at): that of the account in use."""
    return _LATEST_PROFILE.execute(connection, who=person_id).first()


def write_profile(
    connection: Connection, person_id: int, seq: int, body: str, now: datetime
) -> None:
    """Write the profile that follows the one numbered `seq - 1`."""
    connection.execute(insert(profile).values(person_id=person_id, seq=seq, body=body, at=now))
