"""Mail about an account itself: to confirm an address, to choose a password, to say what changed.

It goes to whoever was named, who may be a stranger to the service: so it holds nothing that the
sender of a form wrote, no name, and no word of anybody's records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from documents.mail import DEMONSTRATION, envelope, wrapped

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

Says = Literal[
    "new", "connect", "exists", "closed", "reset", "move", "taken", "moved", "changed", "dropped"
]
WITH_LINK: frozenset[Says] = frozenset({"new", "connect", "exists", "reset", "move"})
OFFICE = "Self-Assessment"


@dataclass(frozen=True)
class AccountLetter:
    """What it says, where the service is, and the token of its link, where it has one."""

    says: Says
    home: str  # address of the service
    token: str = ""
    hours: int = 0  # for which the link counts
    demonstration: bool = False


_SUBJECTS: dict[Says, str] = {
    "new": "Confirm your e-mail address",
    "connect": "Confirm your e-mail address",
    "exists": "You have an account already",
    "closed": "Your account signs in elsewhere",
    "reset": "Choose a new password",
    "move": "Confirm your new e-mail address",
    "taken": "This address belongs to another account",
    "moved": "Your e-mail address was changed",
    "changed": "Your password was changed",
    "dropped": "Your password was taken away",
}
_TEXTS: dict[Says, str] = {
    "new": (
        "Somebody, most likely you, asked for an account at {home} with this e-mail address.\n"
        "Open this link to choose a password and begin:"
    ),
    "connect": (
        "Somebody, most likely you, asked for a password at {home} with this e-mail address. You"
        " have an account there already.\n"
        "Open this link to choose a password for it; everything in it stays:"
    ),
    "exists": (
        "Somebody, most likely you, asked for an account at {home}. You have one with this e-mail"
        " address already: sign in with your password.\n"
        "If you do not know it any more, open this link to choose another:"
    ),
    "closed": (
        "Somebody, most likely you, asked for a password at {home} with this e-mail address. An"
        " account with it is there, and it cannot be given one by mail. Sign in at your"
        " institution, or ask the office."
    ),
    "reset": (
        "Somebody, most likely you, wants to choose a new password at {home}.\n"
        "Open this link to do so:"
    ),
    "move": (
        "Your account at {home} is to be signed in to by this e-mail address from now on.\n"
        "Open this link to confirm that it is yours:"
    ),
    "taken": (
        "Somebody wants to sign in at {home} by this e-mail address, and another account has it"
        " already. If both are yours, the office can merge them."
    ),
    "moved": (
        "Your account at {home} is signed in to by another e-mail address from now on, and no"
        " longer by this one. If you did not change that, tell the office at once."
    ),
    "changed": (
        "The password of your account at {home} was changed, and everybody who was signed in to it"
        " was signed out. If you did not change it, choose another at {home}/reset and tell the"
        " office."
    ),
    "dropped": (
        "The password of your account at {home} was taken away, and everybody who was signed in to"
        " it was signed out. You sign in at your institution from now on. If you did not do that,"
        " tell the office."
    ),
}
_HOW_LONG = (
    "The link counts once, for {hours}, and only the newest one does. Where it cannot be opened, go"
    " to {home}/link and enter this code:"
)
_NOT_YOU = (
    "If it was not you, you need not do anything: without the link nothing happens. Nobody of the"
    " service ever asks you for it."
)


def account_mail(
    letter: AccountLetter, *, sender: str, to: str, message_id: str, at: datetime
) -> EmailMessage:
    """Return the message as it is handed to a mail server.

    Raises:
        ValueError: sender or recipient is no plain address.
    """
    made = envelope(OFFICE, sender=sender, to=to, message_id=message_id, at=at)
    said = _SUBJECTS[letter.says]
    made["Subject"] = f"{DEMONSTRATION} {said}" if letter.demonstration else said
    made.set_content(text(letter), cte="quoted-printable")
    return made


def text(letter: AccountLetter) -> str:
    """Return the whole message as plain text."""
    said = _TEXTS[letter.says].format(home=letter.home)
    paragraphs = ["Good day,", *said.split("\n")]
    if letter.says in WITH_LINK:
        hours = "one hour" if letter.hours == 1 else f"{letter.hours} hours"
        paragraphs += [
            # Behind the sign # it is sent to no server, so that no log along the way has it.
            f"{letter.home}/link#{letter.token}",
            _HOW_LONG.format(hours=hours, home=letter.home),
            letter.token,
            _NOT_YOU,
        ]
    if letter.demonstration:
        paragraphs.append("This comes from a demonstration: there is no credit.")
    return "\n\n".join(wrapped(one) for one in paragraphs) + "\n"
