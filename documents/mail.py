"""A message to a person: what it says for each kind, as text and as an e-mail.

Mail is read by others on the way, so that it holds no license, board or national number, no answer
and no score: it says what happened and leads to the page behind the sign-in.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Literal, get_args

from credit.calendar import written
from documents.address import is_address
from documents.names import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Kind = Literal[
    "unclaimed-7",
    "unclaimed-21",
    "year-end",
    "pars-rejected",
    "appeal-answer",
    "changed-answer",
    "follow-up",
    "initiative",
    "initiative-week",
    "office-answer",
    "attest",
    "attest-again",
    "verify",
    "weekly-question",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Nobody can choose not to be told of these.
CREDIT: frozenset[Kind] = frozenset(
    {"unclaimed-7", "unclaimed-21", "year-end", "pars-rejected", "attest", "attest-again", "verify"}
)
SAID: dict[Kind, str] = {
    "unclaimed-7": "Unclaimed credit, day 7",
    "unclaimed-21": "Unclaimed credit, day 21",
    "year-end": "Unclaimed credit, end of the year",
    "pars-rejected": "Report not accepted",
    "appeal-answer": "Comment answered",
    "changed-answer": "Answer changed",
    "follow-up": "Follow-up",
    "initiative": "Initiative",
    "initiative-week": "Initiative, a week before the day",
    "office-answer": "Question or idea answered",
    "attest": "Part in a quality project to attest",
    "attest-again": "Attestation sent back",
    "verify": "Attestation to verify",
    "weekly-question": "Question of the week",
}
DEMONSTRATION = "[Demonstration, not for credit]"
WIDTH = 76  # characters a line, as mail programs have always liked it
LONGEST_SUBJECT = 150  # characters


@dataclass(frozen=True)
class Due:
    """An activity whose credit is not claimed yet."""

    title: str
    completed_on: date
    claim_by: date


@dataclass(frozen=True)
class Letter:
    """Everything that a message is made of; the texts are data, and may hold anything."""

    kind: Kind
    name: str
    link: str
    title: str = ""
    completed_on: date | None = None
    until: date | None = None
    heard_by: date | None = None  # the day by which a claim reaches the boards in time
    waiting: tuple[Due, ...] = ()  # for the year's end
    board: str = ""  # that did not accept a report
    owner: str = ""  # of an initiative: who asks
    left: tuple[str, ...] = ()  # titles of what is still to be completed
    office: str = ""
    ask: str = ""  # the address of whoever answers
    opt_out: str | None = None  # where it can be chosen not to get these
    physician: bool = True
    demonstration: bool = False
    question: tuple[str, ...] = ()  # of the week: case, question and options, and no key


def subject(letter: Letter) -> str:
    """Return the subject: one line, whatever the texts hold."""
    said = _said(letter, _SUBJECTS, _OTHER_SUBJECTS).format(
        title=_title(letter),
        board=visible(letter.board) or "the board",
        until_day=written(letter.until) if letter.until else "Sunday",
    )
    line = f"{DEMONSTRATION} {said}" if letter.demonstration else said
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 2]} …"


def text(letter: Letter) -> str:
    """Return the whole message as plain text."""
    paragraphs = [f"Dear {visible(letter.name) or 'colleague'},", *_body(letter), letter.link]
    paragraphs += [_ask(letter), visible(letter.office)]
    if letter.opt_out is not None:
        paragraphs.append(
            "You can choose not to get messages of this kind under Profile:\n" + letter.opt_out
        )
    if letter.demonstration:
        paragraphs.append(
            "This comes from a demonstration: nobody completed anything, and there is no credit."
        )
    return "\n\n".join(wrapped(one) for one in paragraphs if one) + "\n"


def mail(letter: Letter, *, sender: str, to: str, message_id: str, at: datetime) -> EmailMessage:
    """Return the message as it is handed to a mail server; it answers no mail with mail.

    Raises:
        ValueError: sender or recipient is no plain address.
    """
    made = envelope(letter.office, sender=sender, to=to, message_id=message_id, at=at)
    if is_address(letter.ask) and letter.ask != sender:
        made["Reply-To"] = Address(addr_spec=letter.ask)
    made["Subject"] = subject(letter)
    made.set_content(text(letter), cte="quoted-printable")
    return made


def envelope(office: str, *, sender: str, to: str, message_id: str, at: datetime) -> EmailMessage:
    """Return an e-mail without subject and text.

    Raises:
        ValueError: sender or recipient is no plain address.
    """
    for one in (sender, to):
        if not is_address(one):
            message = "This is no plain e-mail address."
            raise ValueError(message)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(visible(office), addr_spec=sender)
    made["To"] = Address(addr_spec=to)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence note comes back
    return made


_SUBJECTS: dict[Kind, str] = {
    "unclaimed-7": "Your credit for {title} is not claimed yet",
    "unclaimed-21": "Still to claim: your credit for {title}",
    "year-end": "Claim your credit before the year ends",
    "pars-rejected": "To correct: {board} did not accept your completion of {title}",
    "appeal-answer": "Your comment on {title} was answered",
    "changed-answer": "An answer in {title} was changed",
    "follow-up": "What became of {title} in your practice?",
    "initiative": "You are asked to take part in {title}",
    "initiative-week": "One week left for {title}",
    "office-answer": "The office answered you",
    "attest": "Please attest your part in {title}",
    "attest-again": "Your attestation about {title} was sent back",
    "verify": "To verify: an attestation about {title}",
    "weekly-question": "A question for this week, until {until_day}",
}


_OTHER_SUBJECTS: dict[Kind, str] = {
    "unclaimed-7": "Your participation in {title} is not recorded yet",
    "unclaimed-21": "Still to record: your participation in {title}",
    "year-end": "Record your participation before the year ends",
}


# What happened, then what to do: a link follows.
_TEXTS: dict[Kind, str] = {
    "unclaimed-7": (
        "You completed {title}{done}, and have not claimed your credit for it.\n"
        "{claim} It takes one page, and nothing is reported to your board before:"
    ),
    "unclaimed-21": (
        "You completed {title}{done}, and your credit for it is still not claimed.\n"
        "{claim} It takes one page:"
    ),
    "year-end": (
        "You completed this year, and have not claimed your credit for:\n{waiting}\n"
        "Please claim it{until}. Boards count points in the year of the completion, and what is"
        " claimed after the year may reach them too late for it:"
    ),
    "pars-rejected": (
        "We reported your completion of {title}{done}, and the report was not accepted ({board})."
        " Your credit with us stands as it is.\n"
        "Please see the reason and what to do about it{until}; we then report it again. For your"
        " privacy the reason is not in this mail:"
    ),
    "appeal-answer": (
        "The authors of {title} answered your comment on one of its questions.\n"
        "You find the answer with the question:"
    ),
    "changed-answer": (
        "An answer in {title} was corrected after you took it. What that means for your result is"
        " shown there.\n"
        "There is nothing you have to do. What is right now, and why:"
    ),
    "follow-up": (
        "You completed {title}{done}, and wrote down what you wanted to do differently.\n"
        "What became of it? Please tell us{until}, in a minute and by a few taps. The office sees"
        " the answers without your name, and they change nothing about your credit:"
    ),
    "initiative": (
        "{owner} asks you to take part in the initiative {title}: to complete{until}\n{left}\n"
        "{owner} sees whether you are done, and on which day; never your answers or scores. What"
        " you complete gives credit as always:"
    ),
    "initiative-week": (
        "In the initiative {title} one week is left. Still to complete{until}:\n{left}\n"
        "This is the last mail about it:"
    ),
    "office-answer": (
        "You asked the office something, or gave it an idea, and there is an answer.\n"
        "For your privacy it is not in this mail. You find it with what you wrote:"
    ),
    "attest": (
        "The report of the quality project {title} was approved, and you took part in it.\n"
        "Please attest your part; it takes a few minutes. The link is your own, and nobody else can"
        " open it:"
    ),
    "attest-again": (
        "Your attestation about the quality project {title} was sent back to you.\n"
        "Please see what is to be changed, and attest anew:"
    ),
    "verify": (
        "Somebody attested their part in the quality project {title}.\n"
        "Please verify what they say, or send it back; until then no board hears of it. You are"
        " told at most once a day:"
    ),
    "weekly-question": (
        "Here is a question of {title}, for a free minute:\n{question}\n"
        "Answer it{until}, and read why at once. Nothing is owed: what you leave comes again"
        " another week, and nothing of it touches your credit:"
    ),
}


_OTHER_TEXTS: dict[Kind, str] = {
    "unclaimed-7": (
        "You completed {title}{done}, and have not asked for your record of participation yet.\n"
        "Please do{until}. It takes one page, and your certificate is there at once:"
    ),
    "unclaimed-21": (
        "You completed {title}{done}, and your record of participation still waits for you.\n"
        "One page, and your certificate is there{last}:"
    ),
    "year-end": (
        "You completed this year, and have not asked for your record of participation in:\n"
        "{waiting}\nIf you need it for this year, one page each is enough:"
    ),
    "initiative": (
        "{owner} asks you to take part in the initiative {title}: to complete{until}\n{left}\n"
        "{owner} sees whether you are done, and on which day; never your answers or scores. What"
        " you complete is recorded as participation, as always:"
    ),
}


def _body(letter: Letter) -> list[str]:
    until = written(letter.until) if letter.until else ""
    values = {
        "title": _title(letter),
        "board": visible(letter.board) or "the board",
        "done": f" on {written(letter.completed_on)}" if letter.completed_on else "",
        "until": f" by {until}" if until else "",
        "claim": _claim(letter, until),
        "last": f"; after {until} it is too late" if until else "",
        "waiting": "\n".join(_due(one) for one in letter.waiting),
        "owner": visible(letter.owner) or "The office",
        "left": "\n".join(f"- {visible(one)}" for one in letter.left),
        "question": "\n\n".join(map(_seen, letter.question)),
    }
    paragraphs = _said(letter, _TEXTS, _OTHER_TEXTS).split("\n")
    return [one.format_map(values) for one in paragraphs]


def _claim(letter: Letter, until: str) -> str:
    """Say by when to claim: in time for points, which is long before it is too late for credit."""
    if letter.heard_by is None:
        return f"Please claim it by {until}." if until else "Please claim it."
    rest = f" Credit without points can be claimed until {until}." if until else ""
    day = written(letter.heard_by)
    return f"Please claim it by {day}, so that your board hears of it in time.{rest}"


def _due(one: Due) -> str:
    days = f"completed on {written(one.completed_on)} (claim by {written(one.claim_by)})"
    return f"- {visible(one.title)}, {days}"


def _seen(text_: str) -> str:
    """Return a bank's text line by line, without characters that nobody sees."""
    return "\n".join(visible(line) for line in text_.splitlines())


def _ask(letter: Letter) -> str:
    where = f"write to {letter.ask}" if is_address(letter.ask) else "ask the office"
    return f"Questions? Please {where}."


def _title(letter: Letter) -> str:
    title = visible(letter.title)
    return f"“{title}”" if title else "a self-assessment"


def _said(letter: Letter, physicians: Mapping[Kind, str], others: Mapping[Kind, str]) -> str:
    """Return a text of the letter's kind; who is no physician hears of no board and no credit."""
    chosen = physicians if letter.physician else {**physicians, **others}
    return chosen[letter.kind]


def wrapped(paragraph: str) -> str:
    """Break long lines between words; a link is never broken."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            subsequent_indent="  " if line.startswith("- ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in paragraph.splitlines()
    )
