"""The public page that explains MOC: what boards ask, what the office does, who runs Part IV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from credit.calendar import written
from credit.statements import runs
from routes.page import Html, element, joined, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from credit.asks import Fact
    from quizzes.models import PartFour
    from workflows.content.moc import BoardSaid, Explained, Office
    from workflows.service import Service

STYLE = """
main { max-width: 44rem; }
h3 { font: 600 1.02rem/1.3 Georgia, "Noto Serif", serif; margin: 1.25rem 0 .35rem; }
.box h3 { margin-top: 0; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: 0 0 1.5rem; }
.board dl { margin: .25rem 0 .75rem; } dd + dd { grid-column: 2; }
.unsure { border: 1px dashed var(--soft); border-radius: .35rem; color: var(--soft);
  font-size: .8rem; padding: 0 .35rem; white-space: nowrap; }
sup { font-size: .7em; line-height: 0; } sup a { text-decoration: none; padding: .3em; }
ol.sources { color: var(--soft); font-size: .84rem; line-height: 1.45; margin: 0;
  padding-left: 1.4rem; overflow-wrap: anywhere; }
ol.sources li:target { color: var(--ink); }
ul { margin: 0 0 1rem; padding-left: 1.2rem; } li { margin: 0 0 .3rem; }
@media (max-width: 420px) { dd + dd { grid-column: 1; } }
@page { margin: 16mm; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999; --link: #000; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; } nav { display: none; }
  .box { border: 0; border-top: 1px solid #999; border-radius: 0; padding: .6rem 0 0; }
  h2, h3 { break-after: avoid; } dt, dd, li { break-inside: avoid; }
  a { color: #000; text-decoration: none; }
}
"""
SECTIONS = (
    ("boards", "What boards ask"),
    ("others", "Other boards"),
    ("office", "What we report"),
    ("part-iv", "Part IV"),
)
REPORTED = (
    (
        "Nothing is sent without your consent, which you can take back at any time. With your"
        " consent credit is reported to state boards, too: every state board can see the credit"
        " reported for its licensees."
    ),
    (
        "What is sent: your name, board number, month and day of birth, the activity, the day and"
        " the amount. Never answers or scores, and never the year of your birth."
    ),
    (
        "Your records show the state of each report: sent, accepted, or rejected with the reason"
        " and what to put right."
    ),
)
YEAR = (
    "Points count for the calendar year of completion: what you complete by 31 December belongs to"
    " that year, also when it is reported in January."
)


def routes(service: Service, look: Callable[[Service], Explained]) -> list[Route]:
    """Return the route; `look` reads what the page says today."""

    def show(_request: Request) -> Response:
        return told(look(service))

    return [Route("/moc", show, methods=["GET"])]


def told(found: Explained) -> Response:
    """Return the page."""
    return page(
        "MOC explained",
        _opening(found),
        element("h2", "What boards ask", id="boards"),
        _unsure(),
        joined(_board(one) for one in found.full),
        element("h2", "Other boards", id="others"),
        element("p", "These take part, too. We know less of what they ask."),
        joined(_in_short(one) for one in found.others),
        element("h2", "What this office reports, and when", id="office"),
        _reports(found),
        element("h2", "Part IV", id="part-iv"),
        _part_iv(found.office.part_iv if found.office else None),
        element("h2", "Can your activity carry points?", id="ask"),
        _ask(found.office),
        style=STYLE,
    )


def _opening(found: Explained) -> Html:
    links = joined(element("a", label, href=f"#{name}") for name, label in SECTIONS)
    notice = element("p", element("strong", "Demonstration: nothing here counts."))
    return joined(
        (
            notice if found.demonstration else Html(""),
            element(
                "p",
                "Boards that certify physicians ask their diplomates to keep learning:"
                " Maintenance of Certification (MOC), or continuing certification. What you learn"
                " here can give points for its part on lifelong learning and self-assessment"
                " (Part II). Credit and points are two things: you can claim credit without"
                " points, and points never exceed the credit you claim.",
            ),
            element("nav", links, aria_label="On this page"),
            element("p", f"As of {written(found.today)}.", class_="soft"),
        )
    )


def _unsure() -> Html:
    return element(
        "p",
        "Each statement has its source. What we have not confirmed with the board, because it is"
        " from memory or sources differ, is marked ",
        _mark(),
        ". These are our words; the board's own rules decide.",
    )


def _mark() -> Html:
    return element("span", "not confirmed", class_="unsure")


def _board(one: BoardSaid) -> Html:
    """One board with its facts, like beside like, and the sources numbered below."""
    key = one.board.lower()
    numbers = {source: at for at, source in enumerate(_sources(one.facts), start=1)}
    return element(
        "section",
        element("h3", f"{one.name} ({one.board})", id=key),
        element("dl", joined(_facts(one.facts, numbers, key))),
        element(
            "ol",
            *(element("li", source, id=f"{key}-{at}") for source, at in numbers.items()),
            class_="sources",
        ),
        element(
            "p",
            f"Rule in force from {written(one.since)} on; compiled {written(one.dated)}. ",
            element("a", f"The {one.board}'s own site", href=one.url),
            class_="soft",
        ),
        class_="box board",
    )


def _sources(facts: tuple[Fact, ...]) -> dict[str, None]:
    return dict.fromkeys(one.source for one in facts)


def _facts(facts: tuple[Fact, ...], numbers: dict[str, int], key: str) -> Iterator[Html]:
    label = ""
    for one in facts:
        if one.label != label:
            yield element("dt", one.label)
        label, at = one.label, numbers[one.source]
        note = element("a", str(at), href=f"#{key}-{at}", aria_label=f"Source {at}")
        mark = () if one.confirmed else (" ", _mark())
        yield element("dd", _phrased(one.text), element("sup", note), *mark)


def _in_short(one: BoardSaid) -> Html:
    """One of the other boards in three lines: what it gives, by when, and where that is found."""
    mark = (" ", _mark()) if one.unconfirmed else ()
    compiled = f"{_source(one, 'Reported')}; compiled {written(one.dated)}. "
    return element(
        "div",
        element("h3", f"{one.name} ({one.board})", id=one.board.lower()),
        element("p", *_lines(one), *mark),
        element(
            "p",
            compiled,
            element("a", f"The {one.board}'s own site", href=one.url),
            class_="soft",
        ),
    )


def _lines(one: BoardSaid) -> Iterator[str | Html]:
    types = [fact.text.rstrip(".") for fact in one.facts if fact.label == "Type of points"]
    limits = [_lowered(fact.text) for fact in one.facts if fact.label == "Takes part"]
    taking = f"Takes part {limits[0]} " if limits else ""
    reported = next(fact.text for fact in one.facts if fact.label == "Reported")
    yield _phrased(f"{taking}Points: {', '.join(types)}. Reported {_lowered(reported)}")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _source(one: BoardSaid, label: str) -> str:
    return next(fact.source for fact in one.facts if fact.label == label)


def _phrased(text: str) -> Html:
    """Return a text with the AMA's phrase in italics and its mark."""
    return joined(element("em", one.text) if one.italic else one.text for one in runs(text))


def _reports(found: Explained) -> Html:
    office = found.office
    who = f"The {office.name} of {office.provider}" if office else "The office"
    first = (
        f"{who} sends completions to the boards you choose through the ACCME's reporting system"
        " (PARS), once you have claimed, agreed, and said how the board knows you. Boards expect it"
        f" within {found.days} days of completion: what is claimed later goes late. Completion is"
        " the day, here, on which you have both passed and given the evaluation."
    )
    return element(
        "ul",
        element("li", first),
        *(element("li", one) for one in REPORTED),
        element("li", YEAR, " ", _mark()),
    )


def _part_iv(found: PartFour | None) -> Html:
    if found is None:
        return element(
            "p",
            "Part IV, the improvement of practice, is not run by this office, and nothing here"
            " gives points for it. Ask your department's quality office or your board.",
        )
    web = found.url if found.url and found.url.startswith("https://") else None
    name = element("a", found.name, href=web) if web else element("span", found.name)
    mail = _mail(found.email) if found.email else None
    return joined(
        (
            element("p", found.sentence),
            element(
                "p",
                "Who runs it: ",
                name,
                ". It is not this office, and nothing here gives points for it.",
                *((" Write to ", mail, ".") if mail else ()),
            ),
        )
    )


def _mail(address: str) -> Html:
    return element("a", address, href=f"mailto:{address}")


def _ask(office: Office | None) -> Html:
    parts: list[str | Html] = [
        "Course directors can ask the office whether an activity can carry points: ",
        element("a", "Ask for MOC points", href="/request"),
        " (needs a sign-in). The answer comes for each board, with reasons and a letter.",
    ]
    if office is not None:
        parts += [" Other questions: ", _mail(office.contact.email), "."]
    return joined((element("p", *parts), element("p", element("a", "To sign-in", href="/sign-in"))))
