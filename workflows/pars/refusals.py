"""Why something about reports to PARS is refused: each kind writes its own sentence."""

from __future__ import annotations

from workflows.refusals import Faulty, Refused


class NothingGoes(Refused):
    """A batch of nothing."""

    def __init__(self) -> None:
        super().__init__("No record can go to PARS now, so no batch was made.")


class MadeMeanwhile(Refused):
    """Another batch was made since the page was drawn."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "A batch was made since this page was drawn, so no further one was. Look at it below."
        )


class UnknownForm(Faulty):
    """A form of file that is not written."""

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        super().__init__(f'There is no form "{form}"; choose one of {", ".join(known)}.')


class BadLimit(Faulty):
    """A batch that cannot have so many records."""

    def __init__(self, most: int) -> None:
        super().__init__(f"A batch has 1 to {most:,} records.")


class NoProviderId(Refused):
    """XML and JSON name the provider by its number."""

    def __init__(self) -> None:
        super().__init__(
            "XML and JSON need ACCME's number of the provider. Set ACCME_PROVIDER_ID, or make the"
            " batch as Excel."
        )


class SentAlready(Refused):
    """A batch that is on its way cannot be cancelled."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This batch was sent, so it cannot be cancelled. Correct a claim instead: what was"
            " sent is then deleted and added anew."
        )


class Cancelled(Refused):
    """A batch that was cancelled, or has nothing left, cannot be sent or downloaded."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            "This batch was cancelled, or all its records were taken out of it: it has no file."
            " What can still go will wait for the next one."
        )


class Tampered(Refused):
    """A batch whose records are not those that it was made of."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "The records of this batch were changed after it was made, so nothing is handed out."
            " Have `python manage.py doctor` run, and do not send an older file either."
        )


class NotRejected(Refused):
    """Only what was rejected goes once more."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This record is not rejected, so it does not go once more.")


class UnreadableAnswers(Faulty):
    """A file of answers of which nothing can be read; the message is the reader's own."""


class NoOutcome(Faulty):
    """An outcome that PARS does not give."""

    def __init__(self, outcome: str) -> None:
        super().__init__(
            f'"{outcome}" is no outcome; choose accepted, pending_board, rejected_pars or'
            " rejected_board."
        )


class NotWithPars(Refused):
    """No answer can come to a record that is not there."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This record is not with PARS, so that no answer to it can be entered.")


class ReplacementInBatch(Refused):
    """What PARS holds after all was replaced, and nobody knows whether the replacement went."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "What replaces this report is in a batch that is not marked as sent. Mark that batch as"
            " sent, or cancel it, then decide."
        )


class ReasonMissing(Faulty):
    """What staff decide by hand has to say why."""

    def __init__(self) -> None:
        super().__init__("Write the reason, in PARS' words where it gave some.")


class NoSuchYear(Faulty):
    """A year that nothing could be in."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} is no year that can be reported; write one such as 2026.")


class Undecided(Refused):
    """A late answer contradicts what is in force, and nobody has decided."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "PARS has since said something else about this record. Decide on Reporting which of"
            " the two holds before it goes once more."
        )
