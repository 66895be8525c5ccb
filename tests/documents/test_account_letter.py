"""Mail about an account: one link with its code where it opens something, no word of anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from documents.account_letter import WITH_LINK, AccountLetter, Says, account_mail, text

HOME, TOKEN = "https://cme.example.edu", "t" * 43
AT = datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize("says", get_args(Says))
def test_each_says_what_happened_and_what_to_do(says: Says) -> None:
    """With the link whole on a line of its own, behind the sign # that no server is sent."""
    written = text(AccountLetter(says, HOME, TOKEN, hours=24))
    assert HOME in written
    assert (f"\n{HOME}/link#{TOKEN}\n" in written) == (says in WITH_LINK)
    assert (f"\n{TOKEN}\n" in written) == (says in WITH_LINK)
    assert "{" not in written
    assert max(len(line) for line in written.splitlines()) <= len(HOME) + 60


@pytest.mark.parametrize(("hours", "said"), [(1, "for one hour"), (24, "for 24 hours")])
def test_it_says_how_long_the_link_counts(hours: int, said: str) -> None:
    """Once, and only the newest."""
    assert f"counts once, {said}," in text(AccountLetter("reset", HOME, TOKEN, hours))


def test_it_is_a_mail_that_nobody_answers() -> None:
    """To one plain address, marked as sent by a machine."""
    made = account_mail(
        AccountLetter("new", HOME, TOKEN, 24, demonstration=True),
        sender="cme@example.edu",
        to="nora@example.org",
        message_id="<1@cme.example.edu>",
        at=AT,
    )
    assert made["To"] == "nora@example.org"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Subject"] == "[Demonstration, not for credit] Confirm your e-mail address"


def test_it_goes_to_no_list() -> None:
    """What is no plain address is refused before it is a header."""
    with pytest.raises(ValueError, match="plain e-mail address"):
        account_mail(
            AccountLetter("new", HOME, TOKEN),
            sender="cme@example.edu",
            to="nora@example.org, eve@example.org",
            message_id="<1@cme.example.edu>",
            at=AT,
        )
