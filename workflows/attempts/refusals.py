"""Why an attempt cannot go on, each with what is lost, what is still possible, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from workflows.refusals import Refused

if TYPE_CHECKING:
    from datetime import date


class NotOpen(Refused):
    """The activity is not released yet, or it has expired."""

    def __init__(self, released: date, expires: date, today: date) -> None:
        """Say when it was or will be open."""
        if today < released:
            super().__init__(f"This self-assessment opens on {written(released)}.")
        else:
            super().__init__(
                f"This self-assessment expired on {written(expires)} and cannot be started any"
                " more. An attempt that is still open can be finished for your own learning."
            )


class NotStarted(Refused):
    """The office paused or withdrew the activity."""

    def __init__(self, said: str) -> None:
        """Say what the office says, and what stays."""
        super().__init__(
            f"{said} No attempt can be started now. What you completed in it, and its credit, stay."
        )


class Paused(Refused):
    """The office paused the activity while an attempt at it was under way."""

    status = 409

    def __init__(self, said: str) -> None:
        """Say what stays."""
        super().__init__(f"{said} {KEPT}")


KEPT = (
    "So this was not done. Every answer that was saved before is kept, the time limit stands still,"
    " and you can go on here once the office opens it again."
)


class NoRoom(Refused):
    """The disk is nearly full, and what is left is for the attempts that are open."""

    status = 503

    def __init__(self, contact: str) -> None:
        """Say what goes on, and whom to tell."""
        super().__init__(
            "The service is short of disk space, so no new attempt is started now. Attempts that"
            " are open go on, and everything that was saved stays. Please tell the office, and try"
            f" again later: {contact}."
        )


class FrontMatterChanged(Refused):
    """The text that would be acknowledged is not the text in force."""

    status = 409

    def __init__(self) -> None:
        """Ask to read it again."""
        super().__init__(
            "The information about this self-assessment was updated while you were reading."
            " Please read it again and start."
        )


class NoAttemptsLeft(Refused):
    """All attempts are used."""

    def __init__(self, used: int, contact: str) -> None:
        """Say how many, and whom to ask."""
        spent = "your one attempt" if used == 1 else f"all {used} attempts"
        super().__init__(
            f"You have used {spent}. Your answers and feedback stay available;"
            f" the office can grant another attempt: {contact}."
        )


class AlreadySubmitted(Refused):
    """The attempt is submitted; nothing lands after that."""

    status = 409

    def __init__(self) -> None:
        """Say that this answer was not saved."""
        super().__init__("This attempt is already submitted, so this was not saved.")


_AFTERWARDS = {
    "submit": "Everything saved before counts.",
    "grace": "What was saved before counts only if you submit it within the grace period.",
    "abandon": (
        "The attempt was not submitted in time, so it does not count; its answers and feedback"
        " stay for your own learning. The office can grant another attempt or more time."
    ),
}


class TimeIsUp(Refused):
    """The server's clock passed the time limit."""

    status = 409

    def __init__(self, policy: str) -> None:
        """Say that this was not saved, and what becomes of what was."""
        super().__init__(f"The time limit is over, so this was not saved. {_AFTERWARDS[policy]}")


class SubmittedTooLate(Refused):
    """The attempt was submitted after its time, and was closed by its policy instead."""

    status = 409

    def __init__(self) -> None:
        """Say where to read what counts."""
        super().__init__(
            "The time was up before you submitted, so the attempt was closed as it stood then."
            " Reload the page: the result says whether it counts and shows the feedback."
        )


class AnswerIsFinal(Refused):
    """Feedback was shown; the answer cannot change."""

    status = 409

    def __init__(self) -> None:
        """Say which answer counts."""
        super().__init__("This question is already answered; the first answer counts.")


class NoSuchQuestion(Refused):
    """A position outside the form, or one that was carried over."""

    status = 404

    def __init__(self) -> None:
        """Send back to the list."""
        super().__init__("There is no such question to answer in this attempt.")
