"""Days as an iCalendar file (RFC 5545): whole days, each with an id that stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_LINE = 75  # octets without the line end (3.1)
END = "\r\n"


@dataclass(frozen=True)
class Entry:
    """One day to keep: `uid` is the same each time the file is made, so that nothing doubles."""

    uid: str
    day: date
    summary: str
    description: str = ""
    link: str = ""
    remind_days: int | None = None  # before the day; None: no alarm


def calendar(
    name: str, entries: Iterable[Entry], now: datetime, again_hours: int | None = None
) -> bytes:
    """Return the file; a calendar without any entry is still one that programs open.

    `again_hours` says to who subscribed when to ask again (RFC 7986, 5.7; older programs go by the
    second name).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Self-assessment//Deadlines//EN"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]
    if again_hours is not None:
        lines.append(f"REFRESH-INTERVAL;VALUE=DURATION:PT{again_hours}H")
        lines.append(f"X-PUBLISHED-TTL:PT{again_hours}H")
    for one in entries:
        lines += _event(one, now)
    lines.append("END:VCALENDAR")
    return "".join(folded(one) + END for one in lines).encode()


def _event(one: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(one.day)}"
    yield f"DTEND;VALUE=DATE:{_day(one.day + timedelta(days=1))}"  # the end is not included
    yield f"SUMMARY:{escaped(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{escaped(one.description)}"
    if one.link:
        yield f"URL:{_uri(one.link)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy all day because of it
    if one.remind_days is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(one.summary)}")
        yield from (f"TRIGGER:-P{one.remind_days}D", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return a text value (3.3.11): signs of the format escaped, other controls left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in lines if one in "\n\t" or category(one) not in {"Cc", "Cs"})
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a content line folded at 75 octets (3.1), never inside a character."""
    parts, used = [""], 0
    for character in line:
        width = len(character.encode())
        if used + width > LONGEST_LINE:
            parts.append(" ")
            used = 1
        parts[-1] += character
        used += width
    return END.join(parts)


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _uri(link: str) -> str:
    """Return a link, which is no text value: nothing is escaped, so no line end may be in it."""
    return "".join(one for one in link if one.isprintable() and one != " ")
