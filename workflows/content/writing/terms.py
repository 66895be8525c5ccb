"""The activity of a bank by its form: looked over, and saved into its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY
from quizzes.editing import looked
from quizzes.editing.differences import in_words
from quizzes.editing.saving import Clash
from quizzes.editing.trimmed import trimmed
from quizzes.models import ACTIVITY_FILE
from quizzes.notation import Sheet
from quizzes.validating import validated
from workflows.act import act, view
from workflows.content.approving import is_changed, wrote
from workflows.content.disclosed import without_given
from workflows.content.writing import filing, keep
from workflows.content.writing.folder import bank_of
from workflows.content.writing.write import put
from workflows.refusals import Faulty, NotAllowed

if TYPE_CHECKING:
    from quizzes.editing.looked import LookedOver
    from quizzes.editing.opened import Fields
    from workflows.act import Actor
    from workflows.content.writing.form import Form


class Incomplete(Faulty):
    """A form without what every self-assessment has."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was saved into the bank yet: the points marked “must” come first. What you"
            " wrote is kept as your draft."
        )


@dataclass(frozen=True)
class Agreed:
    """The saved activity: what changed, in words, and why no commit holds it, if so."""

    changed: str
    unfiled: str
    again: bool  # it was approved, and has to be approved anew


def look_over(actor: Actor, slug: str, fields: Fields) -> LookedOver:
    """Return what the checker says of an activity as it would be saved now.

    Raises:
        NotFound: there is no such bank.
    """
    with view(actor, "writing.see") as a:
        own = a.actor.service.settings
        provider = own.banks / "provider.yaml"
        found = looked.look_over(fields, bank_of(a, slug), a.today, provider, own.forms)
        return without_given(a.connection, found)


def write_activity(actor: Actor, slug: str, form: Form) -> Agreed | Clash:
    """Save a form into activity.yaml; a Clash says that somebody saved since it was opened.

    Raises:
        NotFound: there is no such bank. Incomplete; NotSayable; NotWritten: nothing was saved.
        NotAllowed: an activity is approved by its reviewers alone.
    """
    fields = trimmed(form.fields, form.base)
    with act(actor, "activity.write") as a:
        draft = bank_of(a, slug)
        activity, _ = validated(ACTIVITY_FILE, Sheet(fields, {}, ()))
        if activity is None:
            raise Incomplete
        if activity.status == "approved" and (form.base or {}).get("status") != "approved":
            raise NotAllowed("approve a self-assessment by its form")
        again = activity.status == "approved" and is_changed(fields, form.base)
        if again:
            fields = {**fields, "status": "in_review"}
        found = put(a, draft.folder, draft.folder / ACTIVITY, fields, form.seen)
        if isinstance(found, Clash):
            a.receipt = found
            return found
        a.object = f"bank:{slug}"
        a.data |= {"before": form.seen, "sha256": found.digest}
        wrote(a, slug, fields, form.base)
        keep.end(a, slug, ACTIVITY)
        author = filing.who(a)
    changed = in_words(form.base or {}, fields)
    subject = f"{slug}: {changed or 'saved'}"
    return Agreed(changed, filing.file(draft.folder, [ACTIVITY], author, subject), again)
