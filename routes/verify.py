"""The public page that tells a third party whether a certificate is genuine, and little else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from credit.calendar import written
from routes.page import Html, element, joined, page, void

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.credit.verify import Verified
    from workflows.service import Service

CODE = re.compile(r"[0-9a-f]{32}")
SAYS = {
    "valid": "This certificate is valid.",
    "replaced": "This certificate was replaced by a newer one and is no longer valid.",
    "withdrawn": "This certificate was withdrawn and is no longer valid.",
}


def routes(service: Service, look: Callable[[Service, str], Verified | None]) -> list[Route]:
    """Return the routes; `look` finds a certificate by its code."""

    def ask(request: Request) -> Response:
        code = _plain(request.query_params.get("code", ""))
        return RedirectResponse(f"/verify/{code}", 303) if code else form()

    def show(request: Request) -> Response:
        code = _plain(request.path_params["code"])
        if not code:  # the address as it stands on a certificate, before its code
            return form()
        found = look(service, code) if CODE.fullmatch(code) else None
        return known(found) if found else unknown()

    return [
        Route("/verify", ask, methods=["GET"]),
        Route("/verify/{code:path}", show, methods=["GET"]),
    ]


def _plain(code: str) -> str:
    """Return a code as typed from paper without its spaces and dashes."""
    return re.sub(r"[^0-9a-z]", "", code.lower())[:64]


def form() -> Response:
    """Ask for the code."""
    return page("Check a certificate", _field())


def known(found: Verified) -> Response:
    """Show what may be known of a certificate."""
    facts = (
        ("Issued to", found.name),
        ("Self-assessment", found.title),
        ("Completed on", written(found.completed_on)),
        ("Claimed", "; ".join(found.claimed)),
        ("Provider", found.provider),
        ("Issued on", written(found.issued_on)),
    )
    rows = joined(
        joined((element("dt", label), element("dd", value))) for label, value in facts if value
    )
    notice = "Demonstration, not for credit. " if found.demonstration else ""
    return page(
        "Certificate",
        element(
            "div",
            element("p", element("strong", notice + SAYS[found.state])),
            element("dl", rows),
            class_="box",
        ),
        _in_force(found.replaced_by),
    )


def _in_force(code: str | None) -> Html:
    """Lead to the certificate that replaced this one."""
    if code is None:
        return Html("")
    return element("p", element("a", "See the certificate in force", href=f"/verify/{code}"))


def unknown() -> Response:
    """Answer an unknown code exactly as one that is not public."""
    return page(
        "Certificate",
        element(
            "p",
            "No certificate can be shown for this code. Compare it with the paper, character by"
            " character; it has 32 of them, digits and the letters a to f.",
        ),
        _field(),
        status=404,
    )


def _field() -> Html:
    label = element("label", "Code at the foot of the certificate", for_="code")
    field = void("input", id="code", name="code", required="", autocomplete="off", maxlength="80")
    return element("form", label, field, element("button", "Check"), method="get", action="/verify")
