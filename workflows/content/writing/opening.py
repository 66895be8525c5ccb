"""An item opened for editing: the author's own draft where there is one, else its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY
from quizzes.editing.opened import open_file
from quizzes.editing.plainer import sentence
from quizzes.problem import Fault
from storage import drafts
from workflows.act import view
from workflows.content.writing.folder import folder_of, form_path
from workflows.content.writing.form import Form, from_text
from workflows.content.writing.keep import NEW
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.act import Actor


WHOLE = "The self-assessment as a whole"


class NotForForms(Refused):
    """A file that somebody wrote by hand in a way that no form can show."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(f"{name} cannot be opened as a form: {sentence(fault)}")


@dataclass(frozen=True)
class Opening:
    """A form, and where its draft stands."""

    form: Form
    seq: int  # of the draft's newest row, 0 for none
    kept_at: datetime | None  # when the draft was kept; None: as the file is


def open_form(actor: Actor, slug: str, name: str) -> Opening:
    """Return the form of an item by its id, or of the activity by its file's name.

    Raises:
        NotFound: there is no such bank, or neither a file nor a draft of the item.
        NotForForms: the file says something that no form can show.
    """
    with view(actor, "writing.see") as a:
        folder = folder_of(a.actor.service, slug) if slug != NEW else None
        row = drafts.latest(a.connection, a.person_id, slug, name)
        seq = row.seq if row is not None else 0
        if row is not None and row.body:
            return Opening(from_text(row.body), seq, row.at)
        if folder is None:
            raise NotFound("plan")
        return Opening(_of_file(folder, name), seq, None)


def _of_file(folder: Path, name: str) -> Form:
    path = form_path(folder, name)
    if not path.exists():
        raise NotFound("item")
    found = open_file(path, folder)
    if isinstance(found, Fault):
        raise NotForForms(WHOLE if name == ACTIVITY else name, found)
    return Form(found.fields, found.digest, found.fields)
