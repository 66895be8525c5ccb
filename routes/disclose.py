"""The public page on which somebody in control of content discloses, by the link they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from credit.calendar import written
from routes.body import body_of
from routes.page import Html, element, hidden, joined, page, void
from workflows.content.disclose import LONGEST, asked, give, renew
from workflows.content.disclosed import NATURES
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from quizzes.models import Relationship
    from workflows.content.disclose import Asked
    from workflows.service import Service

ROWS = 3  # empty ones; whoever has more saves and gets as many again
TITLE = "Your disclosure"
DIGITS = 4
Fields = dict[str, list[str]]
Line = tuple[str, str, str]  # company, kind, last day


def routes(service: Service) -> list[Route]:
    """Return the routes."""

    def show(request: Request) -> Response:
        found = asked(service, request.path_params["token"])
        return _form(found) if found is not None else _unknown()

    async def take(request: Request) -> Response:
        fields = parse_qs((await body_of(request)).decode("latin-1"), keep_blank_values=True)
        return await run_in_threadpool(_taken, service, request.path_params["token"], fields)

    return [
        Route("/disclose/{token}", show, methods=["GET"]),
        Route("/disclose/{token}", take, methods=["POST"]),
    ]


def _taken(service: Service, token: str, fields: Fields) -> Response:
    """Write what was sent; what cannot be taken comes back as it was typed, with the reason."""
    found = asked(service, token)
    if found is None:
        return _unknown()
    try:
        if _one(fields, "do") == "renew":
            return _thanks(renew(service, token, _number(_one(fields, "seen"))))
        if _one(fields, "has") not in ("yes", "no"):
            raise Unanswered
        has = _one(fields, "has") == "yes"
        return _thanks(give(service, token, has=has, relationships=_lines(fields)))
    except NotFound:
        return _unknown()
    except Refused as refused:
        return _form(found, fields, str(refused), refused.status)


class Unanswered(Faulty):
    """Neither yes nor no."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Say first whether you have or had any such relationship.")


def _one(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= DIGITS else 0


def _lines(fields: Fields) -> list[Line]:
    columns = (fields.get(name, []) for name in ("company", "nature", "ended"))
    return list(zip(*columns, strict=False))


def _form(
    one: Asked, fields: Mapping[str, list[str]] | None = None, fault: str = "", status: int = 200
) -> Response:
    sent = dict(fields or {})
    return page(
        TITLE,
        _who(one),
        element("p", element("strong", fault), class_="box", role="alert") if fault else Html(""),
        _renewal(one),
        _definition(),
        _questions(one, sent),
        element(
            "p",
            f"The link is yours alone and works until {written(one.good_until)}; until then"
            " you can correct what you gave. It needs no account. Questions: ",
            element("a", one.contact, href=f"mailto:{one.contact}"),
            ".",
            class_="soft",
        ),
        status=status,
    )


def _who(one: Asked) -> Html:
    return element(
        "p",
        element("strong", one.name),
        f": the {one.office} of {one.provider} asks everybody who plans, writes or reviews its"
        " education about their financial relationships, before their role begins"
        f" ({written(one.role_from)}).",
    )


def _renewal(one: Asked) -> Html:
    if one.last is None or one.last_on is None:
        return Html("")
    listed = [element("li", _told(each)) for each in one.last.relationships]
    said = element("ul", *listed) if listed else element("p", "Nothing to disclose.")
    return element(
        "div",
        element("p", f"On {written(one.last_on)} you disclosed:"),
        said,
        element(
            "form",
            hidden("do", "renew"),
            hidden("seen", str(one.seq)),
            element("button", "Nothing changed since"),
            method="post",
        ),
        class_="box",
    )


def _told(one: Relationship) -> str:
    ended = f", ended {written(one.ended)}" if one.ended else ""
    return f"{one.company}: {one.nature}{ended}"


def _definition() -> Html:
    return element(
        "p",
        "An ineligible company is one whose main business is to make, market, sell, resell or"
        " distribute healthcare products that patients use or that are used on them. Every"
        " relationship counts, of any amount and whether or not you think it matters here; no"
        " amounts are asked for.",
        class_="soft",
    )


def _questions(one: Asked, sent: Fields) -> Html:
    last = one.last.relationships if one.last is not None else ()
    rows: list[Line] = _lines(sent) if sent else [_line(each) for each in last]
    has = _one(sent, "has") or ("yes" if last else "")
    question = (
        f"From {written(one.since)} until today: have you had a financial relationship with any"
        " ineligible company?"
    )
    return element(
        "form",
        element("h2", question),
        _choice("no", "No, with none", has),
        _choice("yes", "Yes, with those listed here", has),
        joined(_rows(rows)),
        element(
            "p",
            "By sending this you say that it is complete, and that you will tell the office when"
            " it changes.",
        ),
        element("button", "Send"),
        method="post",
    )


def _line(one: Relationship) -> Line:
    return one.company, one.nature, one.ended.isoformat() if one.ended else ""


def _choice(value: str, label: str, chosen: str) -> Html:
    state = {"checked": ""} if value == chosen else {}
    box = void("input", type="radio", name="has", value=value, id=f"has-{value}", **state)
    return element("p", box, element("label", f" {label}", for_=f"has-{value}"), class_="choice")


def _rows(rows: Sequence[Line]) -> Iterator[Html]:
    for number, (company, nature, ended) in enumerate([*rows, *[("", "", "")] * ROWS], start=1):
        yield element(
            "fieldset",
            element("legend", f"Company {number}"),
            element("label", "Name of the company", for_=f"company-{number}"),
            void(
                "input",
                id=f"company-{number}",
                name="company",
                value=company,
                maxlength=str(LONGEST),
                autocomplete="off",
            ),
            element("label", "Kind of relationship", for_=f"nature-{number}"),
            _natures(f"nature-{number}", nature),
            element("label", "Ended on (empty while it lasts)", for_=f"ended-{number}"),
            void("input", id=f"ended-{number}", name="ended", type="date", value=ended),
        )


def _natures(name: str, chosen: str) -> Html:
    options = (
        element("option", one or "Choose", value=one, **({"selected": ""} if one == chosen else {}))
        for one in ("", *NATURES)
    )
    return element("select", *options, id=name, name="nature")


def _thanks(one: Asked) -> Response:
    count = len(one.last.relationships) if one.last is not None else 0
    said = "that there is nothing to disclose" if not count else f"{count} relationships"
    if count == 1:
        said = "one relationship"
    return page(
        "Thank you",
        element(
            "p",
            f"Your disclosure is kept: {said}. The office of {one.provider} decides what is"
            " relevant and writes to you if something has to be mitigated before you begin.",
            class_="box",
        ),
        element(
            "p",
            "You can close this page, or open your link again to correct something. Whoever has an"
            " account goes on in ",
            element("a", "the app", href="/"),
            ".",
        ),
    )


def _unknown() -> Response:
    """Answer a link that never was exactly as one that ran out or was replaced."""
    return page(
        TITLE,
        element(
            "p",
            "This link does not work: it may be incomplete, have run out, or have been replaced by"
            " a newer one. Ask the office that sent it for another.",
        ),
        status=404,
    )
