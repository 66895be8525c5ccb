"""Why something was refused: each kind writes its own sentence, and the doors only show it."""

from __future__ import annotations

TITLES = {401: "Signed out", 403: "Not part of your role", 404: "Not found"}


class Refused(Exception):
    """Something that may not be done; `str()` of it is the sentence for the person."""

    status = 422
    told = False  # in the journal: once, however many acts and views it passes through

    @property
    def title(self) -> str:
        """Two or three words above the sentence, where it has a page to itself."""
        return TITLES.get(self.status, "This was not done")


class SignedOut(Refused):
    """No live session."""

    status = 401

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("You are signed out. Reload the page to sign in; nothing was changed.")


class Idle(SignedOut):
    """The session rested too long for anything but saving an answer."""

    def __init__(self) -> None:
        """Say what to do."""
        Refused.__init__(
            self, "You were away for a while. Sign in again to go on; your answers are saved."
        )


class NotFound(Refused):
    """An unknown id, and in the same words an id that belongs to someone else."""

    status = 404

    def __init__(self, what: str) -> None:
        """Name the kind of thing, never the id."""
        super().__init__(f"There is no such {what} here. Check the link, or open it from the list.")


class NotAllowed(Refused):
    """A duty the person does not have."""

    status = 403

    def __init__(self, act: str) -> None:
        """Name the act."""
        super().__init__(f"Your role does not include this ({act}). Ask the office for access.")


class Elsewhere(Refused):
    """What needs the bank folder, asked of a replica that has none."""

    status = 409

    def __init__(self, desk: str) -> None:
        """Say where the desk is."""
        self.desk = desk
        super().__init__(
            "This is done at the authors' desk, where the files of the questions are:"
            f" {desk}. Nothing was changed."
        )

    @property
    def title(self) -> str:
        """Above the sentence."""
        return "At the authors' desk"


class Stale(Refused):
    """The thing was changed elsewhere since the page was drawn."""

    status = 409

    def __init__(self, current: object, seq: int) -> None:
        """Keep what is in force, so that the page can show both."""
        self.current = current
        self.seq = seq
        super().__init__("This was changed in another window. What is saved is shown now.")


class Faulty(Refused):
    """Input that cannot be what was meant; the message is the whole explanation."""
