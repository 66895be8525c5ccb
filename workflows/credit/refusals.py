"""Why something about credit cannot be done, each with what is still possible and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.calendar import written
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from datetime import date


class NotPassed(Refused):
    """An evaluation before the passing standard is reached."""

    def __init__(self) -> None:
        """Say what comes first."""
        super().__init__(
            "This attempt did not reach the passing standard. The evaluation and the claim follow"
            " after an attempt that does."
        )


class EarnsNoCredit(Refused):
    """Somebody in control of the content."""

    status = 403

    def __init__(self) -> None:
        """Say why, and that nothing is lost."""
        super().__init__(
            "Whoever wrote, reviewed or planned an activity may take it, but earns no credit in it."
            " Your result and the feedback stay available."
        )


class CompletedTooLate(Refused):
    """A completion after the activity's last day."""

    def __init__(self, expires: date, contact: str) -> None:
        """Say when it ended, and whom to ask."""
        super().__init__(
            f"This activity expired on {written(expires)}, and no credit is given for what is"
            f" completed after that day. Your result stays available; questions: {contact}."
        )


class PassedTooLate(Refused):
    """An attempt that passed after the office withdrew the activity."""

    def __init__(self, said: str, contact: str) -> None:
        """Say what it is good for, and whom to ask."""
        super().__init__(
            f"{said} This attempt passed after that, so it is for your own learning and earns no"
            f" credit. Your result stays available; questions: {contact}."
        )


class ClaimTooLate(Refused):
    """A claim after the claim deadline."""

    def __init__(self, claim_by: date, contact: str) -> None:
        """Say when it ended, and whom to ask."""
        super().__init__(
            f"Credit for this activity could be claimed until {written(claim_by)}."
            f" If something kept you from claiming, ask the office: {contact}."
        )


class NotDesignated(Refused):
    """The attempt was started before the activity was designated for credit."""

    def __init__(self, contact: str) -> None:
        """Say whom to ask."""
        super().__init__(
            "This activity was not designated for credit when you started it, and credit cannot be"
            f" designated afterwards. Questions: {contact}."
        )


class NoName(Refused):
    """A profile without a name or a degree."""

    def __init__(self) -> None:
        """Say where to go."""
        super().__init__(
            "Your profile has no name or no degree yet, and the certificate needs both."
            " Complete your profile, then claim."
        )


class AnswersMissing(Faulty):
    """Required questions of the evaluation without an answer."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        """Name each of them."""
        self.questions = questions
        listed = " · ".join(questions)
        super().__init__(f"Not sent yet. Please answer too: {listed}")


class NoSuchAnswer(Faulty):
    """An answer that the question does not offer."""

    def __init__(self, question: str) -> None:
        """Name the question."""
        super().__init__(f"Choose one of the answers shown: {question}")


class TooLong(Faulty):
    """A text beyond the limit."""

    def __init__(self, question: str, limit: int, length: int) -> None:
        """Say how much there is too much."""
        super().__init__(
            f"Your text has {length:,} characters; shorten it to {limit:,} or fewer: {question}"
        )


class BadAmount(Faulty):
    """An amount that cannot be claimed; the message is credit's own."""


class NotAttested(Faulty):
    """A claim without the attestation."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("Confirm the statement beside the button; nothing was claimed.")


class NoSuchKind(Faulty):
    """A kind of credit that is not offered to this person for this completion."""

    def __init__(self, kind: str) -> None:
        """Name it as it stands in the request."""
        super().__init__(f'"{kind}" cannot be claimed for this activity. Nothing was claimed.')


class BadDiplomateId(Faulty):
    """An ID that the board cannot have given; the message is credit's own."""


class NoConsent(Faulty):
    """Points without the consent to report them."""

    def __init__(self, board: str) -> None:
        """Say what to choose from."""
        super().__init__(
            f"{board} records points only when your completion is reported. Agree to the report, or"
            f" leave {board} out; nothing was claimed."
        )


class NoPoints(Faulty):
    """An amount of credit that is worth no points."""

    def __init__(self, board: str, amount: str) -> None:
        """Say what to choose from."""
        super().__init__(
            f"{amount} credits are worth no {board} points. Claim more, or leave {board} out."
        )


class AlreadyClaimed(Refused):
    """Another amount is in force."""

    status = 409

    def __init__(self, amount: str, contact: str) -> None:
        """Say what is in force, and who can correct it."""
        super().__init__(
            f"You claimed {amount} for this activity already, so nothing was changed."
            f" If that is wrong, the office can correct it: {contact}."
        )


class ClaimedOtherwise(Refused):
    """Points that are in force, claimed again with another ID or without the consent."""

    status = 409

    def __init__(self, board: str, diplomate_id: str, contact: str) -> None:
        """Say what is in force, and who can correct it."""
        super().__init__(
            f"You claimed {board} points for this activity already, with the {board} ID"
            f" {diplomate_id} and your consent to the report, so nothing was changed."
            f" If that is wrong, the office can correct it: {contact}."
        )


class ClaimWithdrawn(Refused):
    """The office withdrew the claim."""

    def __init__(self, contact: str) -> None:
        """Say whom to ask."""
        super().__init__(f"The claim for this activity was withdrawn. Ask the office: {contact}.")


class ClaimedInOtherAccount(Refused):
    """The same activity, completed in two accounts of one person."""

    status = 409

    def __init__(self, contact: str) -> None:
        """Say whom to ask."""
        super().__init__(
            "You claimed for this activity already, when you had another account here; it counts"
            f" once. If the other claim is wrong, the office can correct it: {contact}."
        )


class NothingClaimed(Refused):
    """There is no claim to amend."""

    def __init__(self) -> None:
        """Say that nothing changed."""
        super().__init__("Nothing was claimed for this completion, so there is nothing to amend.")


class CertificateWithdrawn(Refused):
    """A certificate that certifies nothing any more."""

    status = 410

    def __init__(self) -> None:
        """Say what is still possible."""
        super().__init__(
            "This certificate was withdrawn and is not printed any more. Your records show what is"
            " in force."
        )


class NoCertificates(Refused):
    """A bulk print of nothing."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("There is no certificate to print here yet. Choose at least one person.")
