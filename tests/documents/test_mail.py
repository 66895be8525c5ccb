"""Messages: what they say, and that nobody can write headers into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.mail import CREDIT, KINDS, Due, Letter, mail, subject, text

AT = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
LETTER = Letter(
    kind="unclaimed-7",
    name="Ada Whitfield, MD",
    link="https://learn.example.edu/claim?completion=abc",
    title="Sepsis on the ward",
    completed_on=date(2026, 11, 24),
    until=date(2027, 12, 31),
    heard_by=date(2026, 12, 24),
    office="Office of Continuing Medical Education",
    ask="cme@example.edu",
    board="ABIM",
    waiting=(Due("Sepsis on the ward", date(2026, 11, 24), date(2027, 12, 31)),),
)


def sent(letter: Letter) -> bytes:
    """Return a message as it goes over the wire."""
    made = mail(
        letter,
        sender="no-reply@example.edu",
        to="ada@example.edu",
        message_id="<one@learn.example.edu>",
        at=AT,
    )
    return made.as_bytes()


def test_a_reminder_says_what_what_to_do_by_when_and_whom_to_ask() -> None:
    """In a few lines of plain text."""
    assert subject(LETTER) == "Your credit for “Sepsis on the ward” is not claimed yet"
    assert text(LETTER) == (
        "Dear Ada Whitfield, MD,\n\n"
        "You completed “Sepsis on the ward” on 24 Nov 2026, and have not claimed your\n"
        "credit for it.\n\n"
        "Please claim it by 24 Dec 2026, so that your board hears of it in time.\n"
        "Credit without points can be claimed until 31 Dec 2027. It takes one page,\n"
        "and nothing is reported to your board before:\n\n"
        "https://learn.example.edu/claim?completion=abc\n\n"
        "Questions? Please write to cme@example.edu.\n\n"
        "Office of Continuing Medical Education\n"
    )


@pytest.mark.parametrize("kind", ["unclaimed-7", "unclaimed-21"])
def test_without_points_the_one_day_is_the_last_to_claim(kind: str) -> None:
    """An activity of no board has no thirty days."""
    letter = replace(LETTER, kind=kind, heard_by=None)  # type: ignore[arg-type]  # one of them
    assert "Please claim it by 31 Dec 2027. It takes one page" in text(letter)
    assert "in time" not in text(letter)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(kind: str) -> None:
    """With the link, the office, and nothing left unfilled."""
    letter = replace(LETTER, kind=kind)  # type: ignore[arg-type]  # one of them
    said = text(letter)
    assert letter.link in said
    assert "cme@example.edu" in said
    assert "{" not in said + subject(letter)
    assert len(said) < 1_200


@pytest.mark.parametrize("kind", ["unclaimed-7", "unclaimed-21", "year-end"])
def test_who_is_no_physician_hears_of_no_board(kind: str) -> None:
    """Nor of credit or points: it is a participation."""
    letter = replace(LETTER, kind=kind, physician=False)  # type: ignore[arg-type]  # one of them
    said = f"{subject(letter)} {text(letter)}".replace("for credit", "").lower()
    assert "participation" in said
    assert not [word for word in ("credit", "board", "points", "moc") if word in said]


def test_a_list_is_indented() -> None:
    """So that a long title is seen to be one."""
    due = Due("A title that goes on " * 5, date(2026, 11, 24), date(2027, 12, 31))
    said = text(replace(LETTER, kind="year-end", waiting=(due, due)))
    assert said.count("\n- A title") == 2
    assert said.count("\n  that goes on") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_do_without_facts(kind: str) -> None:
    """Days, title, board and contact may be missing; what is left still is a sentence."""
    bare = Letter(kind=kind, name="", link="https://learn.example.edu/")  # type: ignore[arg-type]
    said = text(bare)
    assert said.startswith("Dear colleague,\n")
    assert "None" not in said
    assert "“”" not in said + subject(bare)
    assert "Please ask the office." in said


def test_how_to_get_no_more_is_said_where_it_may_be_chosen() -> None:
    """The letter's maker decides; see which kinds are credit matters."""
    follow_up = replace(LETTER, kind="follow-up", opt_out="https://learn.example.edu/profile")
    assert "under Profile:\nhttps://learn.example.edu/profile\n" in text(follow_up)
    assert "under Profile" not in text(LETTER)
    credit = {"unclaimed-7", "unclaimed-21", "year-end", "pars-rejected"}
    assert credit | {"attest", "attest-again", "verify"} == CREDIT


def test_the_demonstration_says_so() -> None:
    """In the subject and in the text."""
    made_up = replace(LETTER, demonstration=True)
    assert subject(made_up).startswith("[Demonstration, not for credit] Your credit")
    assert "This comes from a demonstration" in text(made_up)


def test_a_long_title_leaves_a_subject_that_fits() -> None:
    """Cut, with a sign that it is."""
    long = subject(replace(LETTER, title="word " * 100))
    assert len(long) <= 150
    assert long.endswith(" …")


def test_the_message_on_the_wire() -> None:
    """Plain text with its headers; an absence note is not wanted, and answers go to the office."""
    made = message_from_bytes(sent(LETTER), policy=default)
    assert made["From"] == "Office of Continuing Medical Education <no-reply@example.edu>"
    assert made["To"] == "ada@example.edu"
    assert made["Reply-To"] == "cme@example.edu"
    assert made["Message-ID"] == "<one@learn.example.edu>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Date"].datetime == AT
    assert made.get_content_type() == "text/plain"
    assert made.get_content().replace("\r\n", "\n") == text(LETTER)


def test_lines_are_ascii_and_short() -> None:
    """No mail server has to change anything (RFC 5322, 2.1.1)."""
    lines = sent(replace(LETTER, title="Ünïcode " * 60)).split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_writes_a_header(name: str, title: str, board: str, office: str) -> None:
    """Whatever titles and names hold, the headers are ours."""
    letter = replace(LETTER, kind="pars-rejected", name=name, title=title, board=board)
    raw = sent(replace(letter, office=office))
    made = message_from_bytes(raw, policy=default)
    assert sorted(made.keys()) == sorted(message_from_bytes(sent(LETTER)).keys())
    assert [one.addr_spec for one in made["To"].addresses] == ["ada@example.edu"]
    assert not made.defects


def test_a_line_end_in_a_title_stays_in_the_subject() -> None:
    """The classic: a header of one's own, and a recipient."""
    raw = sent(replace(LETTER, title="A\r\nBcc: everybody@example.edu\r\n\r\nBuy"))
    made = message_from_bytes(raw, policy=default)
    assert "Bcc" not in made
    assert "A Bcc: everybody@example.edu Buy" in made["Subject"]


@pytest.mark.parametrize("to", ["", "two@a.edu, b@a.edu", "a@b.edu\r\nBcc: c@d.edu", "Ä@b.edu"])
def test_who_has_no_plain_address_is_not_written_to(to: str) -> None:
    """What the message is made for is checked once more."""
    with pytest.raises(ValueError, match="no plain e-mail address"):
        mail(LETTER, sender="no-reply@example.edu", to=to, message_id="<a@b>", at=AT)
