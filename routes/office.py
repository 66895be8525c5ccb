"""Two public pages about the office: whom to ask and where it sits, and what its program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from credit.statements import runs
from routes.page import Html, element, joined, page, void

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from quizzes.models import About, OfficePerson, PartFour, Place
    from workflows.content.office import Office
    from workflows.service import Service

STYLE = """
main { max-width: 44rem; } .box p:last-child { margin: 0; }
.box h3 { font: 600 1.02rem/1.3 Georgia, "Noto Serif", serif; margin: 0 0 .35rem; }
ul { margin: 0 0 1rem; padding-left: 1.2rem; } li { margin: 0 0 .3rem; }
address { font-style: normal; margin: 0 0 1rem; }
"""
UNKNOWN = "The office has not said yet who it is. Whoever runs this service can tell you."


def routes(service: Service, look: Callable[[Service], Office | None]) -> list[Route]:
    """Return the routes; `look` reads what the pages say."""

    def contact(_request: Request) -> Response:
        return told_contact(look(service))

    def about(_request: Request) -> Response:
        return told_about(look(service))

    return [
        Route("/contact", contact, methods=["GET"]),
        Route("/about", about, methods=["GET"]),
    ]


def told_contact(found: Office | None) -> Response:
    """Return the page of whom to ask."""
    if found is None:
        return page("Contact", element("p", UNKNOWN), _on())
    return page(
        "Contact",
        _notice(found),
        element("p", element("strong", found.name), void("br"), found.provider),
        element("dl", joined(_reach(found))),
        _people(found.people),
        _place(found.place),
        element("h2", "If you have an account"),
        element(
            "p",
            "Ask under ",
            element("a", "Ask the office", href="/office"),
            " (needs a sign-in): the answer stands there with what you wrote, and a mail tells you"
            " of it.",
        ),
        _on(),
        style=STYLE,
    )


def told_about(found: Office | None) -> Response:
    """Return the page about the program."""
    if found is None:
        return page("About our program", element("p", UNKNOWN), _on())
    return page(
        "About our program",
        _notice(found),
        element("p", f"{found.name}, {found.provider}", class_="soft"),
        _mission(found.about),
        _accreditation(found),
        element("h2", "Part II: learning and self-assessment"),
        element(
            "p",
            "Boards that certify physicians ask them to keep learning and to look at what they"
            " know (Part II of Maintenance of Certification). The self-assessments here can give"
            " points for it beside the credit. What each board asks, and what is reported, stands"
            " under ",
            element("a", "MOC explained", href="/moc"),
            ".",
        ),
        element("h2", "Part IV: improvement of practice"),
        _part_iv(found.part_iv),
        _on(),
        style=STYLE,
    )


def _notice(found: Office) -> Html:
    said = "Demonstration: school, office and people are made up."
    return element("p", element("strong", said)) if found.demonstration else Html("")


def _reach(found: Office) -> Iterator[Html]:
    yield element("dt", "E-mail")
    yield element("dd", _mail(found.contact.email))
    if found.contact.phone:
        yield element("dt", "Telephone")
        yield element("dd", _phone(found.contact.phone))
    if web := _web(found.contact.url):
        yield element("dt", "Web")
        yield element("dd", element("a", web.removeprefix("https://"), href=web))


def _people(held: tuple[OfficePerson, ...]) -> Html:
    if not held:
        return Html("")
    return joined((element("h2", "Who is who"), *(_person(one) for one in held)))


def _person(one: OfficePerson) -> Html:
    ways: list[str | Html] = []
    if one.email:
        ways.append(_mail(one.email))
    if one.phone:
        ways += [" · "] * bool(ways) + [_phone(one.phone)]
    about = (element("p", f"Ask about: {one.asks}"),) if one.asks else ()
    how = (element("p", *ways),) if ways else ()
    return element(
        "section",
        element("h3", one.name),
        element("p", one.role, class_="soft"),
        *about,
        *how,
        class_="box",
    )


def _place(held: Place | None) -> Html:
    if held is None:
        return Html("")
    lines = [part for line in held.lines for part in (line, void("br"))]
    parts: list[Html] = [element("h2", "Where we are"), element("address", *lines)]
    if held.hours:
        parts.append(element("p", f"Open: {held.hours}"))
    if held.directions:
        parts.append(element("p", held.directions))
    return joined(parts)


def _mission(held: About | None) -> Html:
    if held is None:
        return element("p", "What the office sets out to do is not written down here yet.")
    offered = joined(element("li", _phrased(one)) for one in held.offered)
    return joined(
        (
            element("h2", "What we are for"),
            *(element("p", _phrased(one)) for one in held.mission.split("\n\n")),
            element("h2", "What we offer"),
            element("ul", offered),
        )
    )


def _accreditation(found: Office) -> Html:
    if not found.accreditation:
        return Html("")
    note = () if found.approved else (
        element("p", "This wording is a placeholder until it is approved.", class_="soft"),
    )  # fmt: skip
    return joined(
        (
            element("h2", "Accreditation"),
            element("p", _phrased(found.accreditation)),
            *note,
        )
    )


def _part_iv(held: PartFour | None) -> Html:
    if held is None:
        said = "Part IV is not run by this office. Ask your department's quality office."
        return element("p", said)
    web = _web(held.url)
    who = element("a", held.name, href=web) if web else element("span", held.name)
    mail = (" Write to ", _mail(held.email), ".") if held.email else ()
    return joined((element("p", held.sentence), element("p", "Who runs it: ", who, ".", *mail)))


def _on() -> Html:
    """Return where else to go."""
    links = (("/contact", "Contact"), ("/about", "About our program"), ("/moc", "MOC explained"),
             ("/sign-in", "To sign-in"))  # fmt: skip
    parts: list[str | Html] = []
    for at, (href, label) in enumerate(links):
        parts += [" · "] * bool(at) + [element("a", label, href=href)]
    return element("p", *parts, class_="soft")


def _mail(address: str) -> Html:
    return element("a", address, href=f"mailto:{address}")


def _phone(number: str) -> Html:
    digits = "".join(one for one in number if one.isdigit() or one == "+")
    return element("a", number, href=f"tel:{digits}")


def _web(url: str | None) -> str | None:
    """Return an address that is https; anything else is not made a link."""
    return url if url and url.startswith("https://") else None


def _phrased(text: str) -> Html:
    """Return a text with the AMA's phrase in italics and its mark."""
    return joined(element("em", one.text) if one.italic else one.text for one in runs(text))
