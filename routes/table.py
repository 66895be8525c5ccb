"""Every address that is not Streamlit's, and what stands before all of them, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from routes import (
    answer,
    badges,
    disclose,
    documents,
    elsewhere,
    failed,
    feed,
    files,
    go,
    health,
    learner_match,
    metrics,
    moc,
    office,
    pars,
    part4,
    refused,
    reports,
    rest,
    tables,
    templates,
    tester,
    verify,
)
from routes.accounts import Accounts
from routes.gate import Gate
from routes.headers import Headers, always, of_documents
from routes.numbered import Numbered
from routes.own_account import OwnAccount
from routes.provider import Provider
from routes.sign_in import SignIn
from routes.single_sign_on import SingleSignOn
from routes.static import Static
from routes.wire import Wire
from workflows.content.arrivals import behind
from workflows.content.moc import explained
from workflows.content.office import office_of
from workflows.credit.badges import identity, standing
from workflows.credit.feed import subscribed
from workflows.credit.verify import verify as certificate_behind
from workflows.refusals import Refused

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from routes.index import Index
    from routes.static import Assets
    from workflows.service import Service

# A refusal raised anywhere behind an address leaves in one way.
REFUSALS: dict[Any, Any] = {Refused: refused.answer}


def handlers(service: Service, index: Index) -> dict[Any, Any]:
    """Return what answers instead of an address: to refusals, and to faults of the program."""
    headers = always(service.settings) | of_documents(service.settings, index.html)
    return {**REFUSALS, Exception: failed.answering(headers)}


def routes(service: Service, index: Index) -> list[BaseRoute]:
    """Return our own addresses; the screens come last, since they answer for every other too."""
    return [
        *health.routes(service),
        *rest.routes(service),
        *metrics.routes(service),
        *signing_in(service),
        *files.routes(service),
        *documents.routes(service),
        *part4.routes(service),
        *tables.routes(service),
        *reports.routes(service),
        *pars.routes(service),
        *learner_match.routes(service),
        *templates.routes(service),
        *verify.routes(service, certificate_behind),
        *badges.routes(service, identity, standing),
        *moc.routes(service, explained),
        *office.routes(service, office_of),
        *go.routes(service, behind),
        *feed.routes(service, subscribed),
        *links(service),
        *index.routes(),
    ]


def links(service: Service) -> list[BaseRoute]:
    """Return the addresses that people are sent and that need the bank folder, or what does."""
    if service.settings.desk:
        return [*elsewhere.routes(service.settings.desk)]
    return [*disclose.routes(service), *tester.routes(service)]


def signing_in(service: Service) -> list[BaseRoute]:
    """Return the addresses of signing in: at the institution, by a password, or by a click."""
    sign_on, home = service.settings.sign_on, service.settings.public_url
    own = (Accounts(service), OwnAccount(service)) if service.settings.local_accounts else ()
    local = [route for one in own for route in one.routes()]
    if sign_on is None:
        return [*SignIn(service).routes(), *local]
    provider = Provider(sign_on, home, service.now, Wire())
    ways_in = (SignIn(service, provider), SingleSignOn(service, provider))
    return [*(route for one in ways_in for route in one.routes()), *local]


def middleware(service: Service, assets: Assets, index: Index) -> list[Middleware]:
    """Return what every request passes, outermost first."""
    return [
        Middleware(Numbered),
        Middleware(Headers, settings=service.settings, index=index.html),
        Middleware(Gate, service=service),
        Middleware(answer.Saving, service=service, handlers=REFUSALS),
        Middleware(Static, assets=assets),
    ]
