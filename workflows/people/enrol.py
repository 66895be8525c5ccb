"""Enrolling a person and granting roles: what comes before anyone can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import IntegrityError

from storage import local, people, roles
from storage.columns import keepable
from workflows.act import act
from workflows.desk.decision import reason_of
from workflows.duties import COORDINATOR
from workflows.people.profile import ProfileRefused, faults
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.act import Act, Actor
    from workflows.people.profile import Profile

ROLES = ("learner", "author", "reviewer", "staff", "operator", COORDINATOR)
LONGEST = 64  # characters of an institution's name


class UnknownRole(Faulty):
    """A role that nobody can hold."""

    def __init__(self, role: str) -> None:
        super().__init__(f'There is no role "{role}"; choose one of {", ".join(ROLES)}.')


class OwnRoles(Refused):
    """An operator about to give themselves a role, or to lay one down."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("These are your own roles: another operator changes them.")


class LastOperator(Refused):
    """The one operator there is."""

    status = 409

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "This is the only operator, and without one nobody could give roles any more. Make"
            " another operator first."
        )


class NoInstitution(Faulty):
    """A coordinator of nothing, or an institution with another role."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"A coordinator is one of an institution: name it in {LONGEST} characters or fewer, as"
            " profiles name it."
            if role == COORDINATOR
            else f'The role "{role}" is for all institutions; leave the institution out.'
        )


class ByPassword(Refused):
    """Duties for somebody who signs in by a password alone."""

    status = 403

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "Whoever signs in by a password here has no duties: those take a second factor, which"
            " an institution's sign-in has. Let them connect that one, and take their password"
            " away under Profile, Password and address; then grant the role."
        )


def enrol(actor: Actor, issuer: str, email: str, profile: Profile, wanted: Iterable[str]) -> str:
    """Enrol a person and return the public id; an identity that is known stays as it is.

    Raises:
        UnknownRole, ProfileRefused: nothing was written.
    """
    names = tuple(wanted)
    try:
        return _enrolled(actor, issuer, email, profile, names)
    except IntegrityError:  # enrolled twice in the same moment: the first one stands
        return _enrolled(actor, issuer, email, profile, names)


def _enrolled(
    actor: Actor, issuer: str, email: str, profile: Profile, names: tuple[str, ...]
) -> str:
    with act(actor, "person.enrol", once=lambda a: _known(a, issuer, email)) as a:
        return cast("str", a.receipt) or _enrol(a, issuer, email, profile, names)


def _known(a: Act, issuer: str, email: str) -> str | None:
    found = people.by_identity(a.connection, issuer, email)
    return found.public_id if found else None


def _enrol(a: Act, issuer: str, email: str, profile: Profile, names: tuple[str, ...]) -> str:
    if found := faults(profile, a.today):
        raise ProfileRefused(found)
    made = people.add_person(a.connection, issuer, email, a.at)
    people.write_profile(a.connection, made, 1, profile.model_dump_json(), a.at)
    a.seal("person", id=made)
    a.seal_identity(issuer, email)
    a.seal("profile", person_id=made, seq=1)
    for role in names:
        _require_role(role)
        _set_role(a, made, role, granted=True)
    public_id = cast("str", _known(a, issuer, email))
    a.object = f"person:{public_id}"
    a.data["roles"] = sorted(names)
    return public_id


def grant_role(
    actor: Actor, person: str, role: str, *, granted: bool = True, scope: str = "", reason: str = ""
) -> None:
    """Grant a person a role, or take it; their sessions end, so that the next one starts anew.

    `scope` is the institution of a coordinator, as profiles name it. An operator says the reason,
    changes nobody's role but others', and the last operator stays one.

    Raises:
        UnknownRole, NoInstitution, NoReason, OwnRoles, LastOperator, ByPassword, NotFound: nothing
            was written.
    """
    scope = keepable(scope).strip()
    reason = reason_of(reason) if actor.session is not None else keepable(reason).strip()
    _require_role(role, scope)
    with act(
        actor,
        "role.grant",
        on=("person", person),
        once=lambda a: _held(a, role, scope, granted=granted),
        # Who takes an operator's role holds all of them: two at once would leave nobody.
        about=lambda connection: roles.holders(connection, "operator") if not granted else (),
    ) as a:
        if a.receipt is None:
            _require_others(a, role, granted=granted)
            if granted and role != "learner" and _has_password(a):
                raise ByPassword
            seq = _set_role(a, a.on.id, role, granted=granted, scope=scope)
            roles.tell_why(
                a.connection, (a.on.id, role, scope, seq), reason, a.actor.person_id, a.at
            )
            a.seal("role_reason", person_id=a.on.id, role=role, scope=scope, seq=seq)
            people.end_sessions_of(a.connection, a.on.id, a.at)
            a.data.update(role=role, granted=granted)


def _require_others(a: Act, role: str, *, granted: bool) -> None:
    """Refuse an operator their own roles, and anybody the role of the last operator."""
    if a.actor.person_id in people.ids_of(a.connection, a.on.id):
        raise OwnRoles
    if role == "operator" and not granted:
        merged = people.merged(a.connection)
        left = {one for one in roles.holders(a.connection, role) if one not in merged}
        if left <= {a.on.id}:
            raise LastOperator


def _set_role(a: Act, person_id: int, role: str, *, granted: bool, scope: str = "") -> int:
    seq = people.set_role(a.connection, person_id, role, a.at, granted=granted, scope=scope)
    a.seal("role", person_id=person_id, role=role, scope=scope, seq=seq)
    return seq


def _has_password(a: Act) -> bool:
    return bool(local.of(a.connection, people.ids_of(a.connection, a.on.id)))


def _held(a: Act, role: str, scope: str, *, granted: bool) -> str | None:
    holds = scope in people.scopes_of(a.connection, a.on.id, role)
    return role if holds == granted else None


def _require_role(role: str, scope: str = "") -> None:
    if role not in ROLES:
        raise UnknownRole(role)
    if bool(scope) != (role == COORDINATOR) or len(scope) > LONGEST:
        raise NoInstitution(role)
