"""The iCalendar file, read back by a small strict reader of RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from documents.calendar import Entry, calendar, escaped, folded

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="claim-1@learn.example.edu",
    day=date(2026, 12, 31),
    summary="Last day to claim: Sepsis, shock; and more",
    description="First line.\nSecond \\ line.",
    link="https://learn.example.edu/claim?completion=1",
    remind_days=7,
)
ESCAPES = {"\\n": "\n", "\\N": "\n", "\\\\": "\\", "\\;": ";", "\\,": ","}
Lines = list[tuple[str, str]]


def unfolded(content: bytes) -> list[str]:
    """Return the content lines; every raw line is at most 75 octets and whole UTF-8."""
    assert content.endswith(b"\r\n")
    raw = content[:-2].split(b"\r\n")
    for one in raw:
        assert len(one) <= 75
        assert b"\r" not in one
        assert b"\n" not in one
        one.decode()
    lines: list[str] = []
    for one in raw:
        if one.startswith(b" "):
            lines[-1] += one[1:].decode()
        else:
            lines.append(one.decode())
    return lines


def unescaped(value: str) -> str:
    """Return a text value; a sign that must be escaped and is not is a fault."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    assert re.fullmatch(r"(?:[^\\]|\\[nN\\;,])*", value)
    return re.sub(r"\\.", lambda found: ESCAPES[found[0]], value)


def read(content: bytes) -> tuple[Lines, list[Lines]]:
    """Return the calendar's properties and those of each event, alarms among them."""
    outer: Lines = []
    events: list[Lines] = []
    inside: list[str] = []
    for line in unfolded(content):
        found = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[A-Z]+)*):(.*)", line, re.DOTALL)
        assert found, line
        name, value = found.groups()
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append([])
        elif name == "END":
            assert inside.pop() == value
        elif inside == ["VCALENDAR"]:
            outer.append((name, value))
        else:
            events[-1].append((f"{inside[-1]}.{name}", value))
    assert not inside
    return outer, events


def test_a_day_is_a_whole_day_with_an_alarm() -> None:
    """Its end is the next day, which is not included; nobody is busy."""
    outer, (event,) = read(calendar("Deadlines", [ENTRY], NOW))
    assert dict(outer) == {
        "VERSION": "2.0",
        "PRODID": "-//Self-assessment//Deadlines//EN",
        "CALSCALE": "GREGORIAN",
        "X-WR-CALNAME": "Deadlines",
    }
    found = dict(event)
    assert found["VEVENT.UID"] == "claim-1@learn.example.edu"
    assert found["VEVENT.DTSTAMP"] == "20261201T150000Z"
    assert found["VEVENT.DTSTART;VALUE=DATE"] == "20261231"
    assert found["VEVENT.DTEND;VALUE=DATE"] == "20270101"
    assert found["VEVENT.TRANSP"] == "TRANSPARENT"
    assert unescaped(found["VEVENT.SUMMARY"]) == ENTRY.summary
    assert unescaped(found["VEVENT.DESCRIPTION"]) == ENTRY.description
    assert found["VEVENT.URL"] == ENTRY.link
    assert found["VALARM.TRIGGER"] == "-P7D"


def test_without_entries_it_is_a_calendar() -> None:
    """Programs open it and show nothing."""
    assert read(calendar("Deadlines", [], NOW))[1] == []


def test_who_subscribed_is_told_when_to_ask_again() -> None:
    """By the standard's name and by the older one; what is not said has no line."""
    bare = Entry(uid="claim-1@learn.example.edu", day=date(2026, 12, 31), summary="Claim")
    outer, (event,) = read(calendar("Deadlines", [bare], NOW, 12))
    assert dict(outer)["REFRESH-INTERVAL;VALUE=DURATION"] == "PT12H"
    assert dict(outer)["X-PUBLISHED-TTL"] == "PT12H"
    assert not {"VEVENT.DESCRIPTION", "VEVENT.URL", "VALARM.TRIGGER"} & dict(event).keys()


def test_text_is_escaped_as_the_standard_shows() -> None:
    """RFC 5545, 3.3.11."""
    said = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escaped(said) == "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared."
    assert escaped("a\\b;c,d\r\ne\rf\x00\x1b") == "a\\\\b\\;c\\,d\\ne\\nf"


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    """But for controls, which no calendar shows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", lines)
    assert unescaped(escaped(text)) == kept


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_line_comes_back_from_its_folds(line: str) -> None:
    """No part is longer than 75 octets, and no character is torn."""
    assert unfolded(f"{folded(f'X:{line}')}\r\n".encode()) == [f"X:{line}"]


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_no_text_adds_a_line(summary: str, description: str, link: str) -> None:
    """Whatever titles hold, there is one event with the same properties."""
    entry = Entry("1", date(2026, 1, 1), summary, description, link)
    _, (event,) = read(calendar(summary, [entry], NOW))
    assert [name for name, _ in event] == [
        "VEVENT.UID", "VEVENT.DTSTAMP", "VEVENT.DTSTART;VALUE=DATE", "VEVENT.DTEND;VALUE=DATE",
        "VEVENT.SUMMARY", "VEVENT.DESCRIPTION", "VEVENT.URL", "VEVENT.TRANSP",
    ]  # fmt: skip
