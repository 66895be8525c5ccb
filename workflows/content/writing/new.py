"""A new self-assessment: planned step by step, and its bank folder written when enough is said."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY, Draft
from quizzes.editing import copied, looked
from quizzes.editing.begun import blank, cleared, in_order, renamed
from quizzes.editing.founding import found
from quizzes.editing.lock import locked
from quizzes.editing.looked import Finding, LookedOver
from quizzes.editing.opened import digest_of, open_file
from quizzes.editing.trimmed import trimmed
from quizzes.importing.skeleton import slug_of
from quizzes.notation import read as fields_of
from quizzes.problem import Fault
from quizzes.writing import activity_text
from storage import content, drafts
from workflows.act import act, view
from workflows.content.approving import wrote
from workflows.content.disclosed import without_given
from workflows.content.writing import filing, keep
from workflows.content.writing.folder import SLUG, bank_of, folder_of
from workflows.content.writing.form import Form, as_text
from workflows.content.writing.keep import NEW
from workflows.content.writing.opening import WHOLE, NotForForms
from workflows.content.writing.terms import Incomplete
from workflows.content.writing.write import NotWritten
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.editing.opened import Fields
    from workflows.act import Act, Actor

LATER = frozenset({"topic-unknown", "item-unknown", "pool-too-small", "objective-unused"})
"""What a bank without questions lacks: they are written next."""


class SlugTaken(Refused):
    """A name that a bank has, or that a published activity had."""

    status = 409

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} is taken: a self-assessment has or had this address. Choose another one."
        )


class NotASlug(Faulty):
    """A name that cannot stand in links."""

    def __init__(self) -> None:
        super().__init__(
            "An address is made of small letters a to z, digits and hyphens, 64 at most."
        )


class PlanThere(Refused):
    """A plan that would be lost."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "You planned a new self-assessment that is not written yet. Go on with it on the page"
            " Write, or throw it away in its last step, before you begin another one."
        )


@dataclass(frozen=True)
class Founded:
    """The receipt of a new bank."""

    slug: str
    items: int
    unfiled: str  # why no commit holds it, "" where one does or there is no repository


def begin_plan(actor: Actor, like: str | None = None) -> None:
    """Begin the plan of a new self-assessment, as a copy of the bank `like` or of nothing.

    Raises:
        PlanThere: another one is not written yet.
        NotFound: there is no such bank. NotForForms: its file cannot be shown as a form.
    """
    with act(actor, "draft.keep") as a:
        row = drafts.latest(a.connection, a.person_id, NEW, ACTIVITY)
        if row is not None and row.body:
            raise PlanThere
        form = Form(blank(), None, None) if like is None else _copy(a, like)
        seq = row.seq + 1 if row is not None else 1
        drafts.add(a.connection, a.person_id, NEW, ACTIVITY, seq, as_text(form), a.at)


def planned(actor: Actor) -> bool:
    """Whether the author has a plan of a self-assessment that is not written yet."""
    with view(actor, "writing.see") as a:
        row = drafts.latest(a.connection, a.person_id, NEW, ACTIVITY)
        return row is not None and bool(row.body)


def look_plan(actor: Actor, form: Form) -> LookedOver:
    """Return what the checker says of a plan as it would be written now."""
    with view(actor, "writing.see") as a:
        slug = slug_in(form.fields)
        settings = a.actor.service.settings
        folder = settings.banks / (slug if SLUG.fullmatch(slug) else "new")
        empty = Draft(folder, {}, {}, {}, {}, None, {})
        fields = {**form.fields, "id": folder.name}
        provider = settings.banks / "provider.yaml"
        found_ = looked.look_over(fields, empty, a.today, provider, settings.forms)
        found_ = without_given(a.connection, found_)
        kept = tuple(one for one in found_.findings if one.rule not in LATER)
        refused = _name_fault(a, slug) if slug else None  # it is made of the title
        if refused is None:
            return replace(found_, findings=kept)
        fault = Finding(("id",), "error", "address", str(refused), "", "")
        return replace(found_, findings=(fault, *kept))


def slug_in(fields: Fields) -> str:
    """Return the address of a plan: the one that was typed, else one made of its title."""
    typed = str(fields.get("id") or "").strip()
    title = str(fields.get("title") or "").strip()
    return typed or (slug_of(title) if title else "")


def found_bank(actor: Actor, form: Form) -> Founded:
    """Write a plan as a bank of its own, with the questions of the bank it is a copy of.

    Every question gets an id that no bank has and no edition had; the copy of one is a draft.

    Raises:
        NotASlug, SlugTaken, Incomplete, NotForForms, NotWritten: nothing was written.
        NotFound: the bank it is a copy of is gone.
    """
    seen = look_plan(actor, form)
    with act(actor, "activity.begin") as a:
        slug = slug_in(form.fields)
        refused = _name_fault(a, slug)
        if refused is not None:
            raise refused
        if seen.activity is None or any(one.severity == "error" for one in seen.findings):
            raise Incomplete
        banks = a.actor.service.settings.banks
        like = str(form.base["id"]) if form.base else None
        with locked(banks / "provider.yaml"):  # one new bank at a time numbers its questions
            files, ids = _files(a, slug, form, like)
            _write(banks / slug, files)
        a.back.callback(shutil.rmtree, banks / slug, ignore_errors=True)
        a.object = f"bank:{slug}"
        wrote(a, slug, _written(files[ACTIVITY]), None)
        a.data |= {"sha256": digest_of(files[ACTIVITY]), "like": like, "items": ids}
        keep.end(a, NEW, ACTIVITY)
        author = filing.who(a)
    names = [f"{slug}/{one}" for one in files]
    unfiled = filing.file(banks, names, author, f"{slug}: begun{f' like {like}' if like else ''}")
    return Founded(slug, len(ids), unfiled)


def _copy(a: Act, like: str) -> Form:
    folder = folder_of(a.actor.service, like)
    opened = open_file(folder / ACTIVITY, folder)
    if isinstance(opened, Fault):
        raise NotForForms(WHOLE, opened)
    base = {**opened.fields, "id": like}
    return Form(cleared(opened.fields), None, base)


def _name_fault(a: Act, slug: str) -> Refused | None:
    if not SLUG.fullmatch(slug):
        return NotASlug()
    folder = a.actor.service.settings.banks / slug
    return SlugTaken(slug) if folder.exists() or content.periods(a.connection, slug) else None


def _files(
    a: Act, slug: str, form: Form, like: str | None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return every file of the new bank, and the new id of each question that is taken over."""
    made, ids = dict[str, bytes](), dict[str, str]()
    if like is not None:
        draft = bank_of(a, like)
        fields = {one: _fields(draft, one) for one in copied.taken_over(draft)}
        ids = copied.new_ids(slug, fields, _taken(a))
        made = copied.files(draft.folder, fields, ids)
    activity = renamed(trimmed({**form.fields, "id": slug, "status": "draft"}), ids)
    made[ACTIVITY] = activity_text(in_order(trimmed(activity))).encode()
    return made, ids


def _written(data: bytes) -> Fields:
    """Return what the new file says."""
    value = fields_of(data.decode()).value
    return value if isinstance(value, dict) else {}


def _fields(draft: Draft, item: str) -> Fields:
    opened = open_file(draft.folder / draft.files[item], draft.folder)
    if isinstance(opened, Fault):
        raise NotForForms(item, opened)
    return opened.fields


def _taken(a: Act) -> set[str]:
    """Return every id that an item bears, bore in an edition, or was begun under."""
    files = a.actor.service.settings.banks.glob("*/items/*.yaml")
    held = (one.stem for one in files)
    return {*held, *content.item_ids(a.connection), *drafts.item_ids(a.connection)}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        if not found(folder, files):
            raise SlugTaken(folder.name)
    except OSError as error:
        raise NotWritten(error) from None
