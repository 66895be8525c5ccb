"""Print the letter that answers a request for MOC points: for whoever asked, and for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.file_names import file_name
from documents.letter import letter_pdf
from workflows.act import act
from workflows.credit.documents import Paper
from workflows.desk.request import read, require_request
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor


class NoLetter(Refused):
    """A request without an answer in force."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This request is not answered, so there is no letter yet.")


def letter(actor: Actor, request: str) -> Paper:
    """Return the letter of the answer in force as PDF; the print is logged.

    Raises:
        NoLetter: there is no answer in force.
    """
    with act(actor, "letter.print", on=("task", request)) as a:
        require_request(a)
        found = read(a, a.on).answer
        if found is None:
            raise NoLetter
    name = file_name("moc-answer", "pdf", found.letter.dated, found.letter.title)
    return Paper(name, letter_pdf(found.letter))
