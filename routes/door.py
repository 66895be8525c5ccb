"""Who asks: the gate has checked the session and named it in a header that only it can set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.people.session import claimed, enter
from workflows.refusals import SignedOut

if TYPE_CHECKING:
    from starlette.requests import Request

    from workflows.act import Actor
    from workflows.service import Service


def actor_of(service: Service, request: Request) -> Actor:
    """Return the person a request belongs to.

    Raises:
        SignedOut: the session ended, or the address is open to anyone and nobody signed in.
    """
    return enter(service, digest_of(request))


def acting(service: Service, request: Request) -> Actor:
    """Return the person for one act, which reads the session in its own transaction.

    Raises:
        SignedOut: nobody signed in.
    """
    return claimed(service, digest_of(request))


def digest_of(request: Request) -> str:
    """Return the digest of the session that the gate let through.

    Raises:
        SignedOut: nobody signed in.
    """
    digest = request.headers.get("x-session")
    if digest is None:
        raise SignedOut
    return digest
