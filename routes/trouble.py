"""Why nobody was signed in at the provider: a sentence for the person, our own word for the log."""

from __future__ import annotations


class Trouble(Exception):
    """A sign-in that came to nothing; `why` holds no word of the provider's and nobody's name."""

    status = 400
    said = ""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unreachable(Trouble):
    """The provider gives no answer, or none in time."""

    status = 502
    said = (
        "The sign-in of your institution cannot be reached at the moment, or did not answer in"
        " time. Try again in a few minutes."
    )


class Untrusted(Trouble):
    """What came is not what a provider says about somebody who signs in here now."""

    said = (
        "The answer of your institution’s sign-in could not be verified, so nobody was signed in."
        " Try again."
    )


class Outdated(Trouble):
    """An answer to a question that this browser did not ask, or asked too long ago."""

    said = (
        "Signing in took longer than ten minutes, was begun in another browser or tab, or this page"
        " was opened a second time. Begin again."
    )


class NotAnew(Trouble):
    """Whoever was to prove again who they are was let through by an older sign-in."""

    status = 403
    said = (
        "Your institution’s sign-in did not ask who you are again, so this could not be confirmed."
        " Sign out here, sign in, and do it within fifteen minutes; or ask the office."
    )


class NotFinished(Trouble):
    """The provider says that it did not sign the person in."""

    status = 403
    said = (
        "You did not finish signing in, or your institution does not let your account use this"
        " service. Begin again, or ask your institution’s help desk."
    )
