"""A bank's folder as it was read last: good as long as no file of it changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY, Draft, folders
from quizzes.flaws.across import Copy, copy_of
from quizzes.flaws.view import View
from quizzes.reading import Memory, read_draft
from workflows.act import require_desk
from workflows.content.shelf import Present, Stamp, present, stamp
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from workflows.act import Act
    from workflows.service import Service

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_READ: dict[Path, tuple[Stamp, Draft]] = {}
_MEMORY: dict[Path, Memory] = {}
_PRESENT: dict[Path, tuple[Draft, Mapping[str, Present]]] = {}
_COPIES: dict[Path, tuple[Draft, dict[str, Copy]]] = {}


def folder_of(service: Service, slug: str) -> Path:
    """Return the folder of a bank.

    Raises:
        NotFound: there is no such bank. Elsewhere: the folder of all banks is on another node.
    """
    require_desk(service.settings)
    folder = service.settings.banks / slug
    if not SLUG.fullmatch(slug) or not (
        (folder / ACTIVITY).exists() or (folder / "items").is_dir()
    ):
        raise NotFound("bank")
    return folder


def form_path(folder: Path, name: str) -> Path:
    """Return the file behind a form: an item's by its id, or the activity's own.

    Raises:
        NotFound: no item can be called so.
    """
    return folder / ACTIVITY if name == ACTIVITY else item_path(folder, name)


def item_path(folder: Path, item: str) -> Path:
    """Return the file of an item, whether there is one or not.

    Raises:
        NotFound: no item can be called so.
    """
    if not SLUG.fullmatch(item):
        raise NotFound("item")
    return folder / "items" / f"{item}.yaml"


def bank_of(a: Act, slug: str) -> Draft:
    """Return all that can be read of a bank.

    Raises:
        NotFound: there is no such bank.
    """
    return _draft(folder_of(a.actor.service, slug))


def every_bank(a: Act) -> tuple[Draft, ...]:
    """Return all that can be read of every bank."""
    return tuple(_draft(one) for one in folders(a.actor.service.settings.banks))


def present_in(draft: Draft) -> Mapping[str, Present]:
    """Return the items of a bank as they would be frozen, kept as long as no file changed."""
    known = _PRESENT.get(draft.folder)
    if known is None or known[0] is not draft:
        made = dict(present(draft.bank)) if draft.bank is not None else {}
        known = _PRESENT[draft.folder] = (draft, made)
    return known[1]


def copies(a: Act, today: date) -> tuple[Copy, ...]:
    """Return the items of all banks as they are compared with each other."""
    return tuple(one for draft in every_bank(a) for one in _copies(draft, today))


def _draft(folder: Path) -> Draft:
    now = stamp((folder,))
    known = _READ.get(folder)
    if known is None or known[0] != now:
        known = _READ[folder] = (now, read_draft(folder, _MEMORY.setdefault(folder, Memory()))[0])
    return known[1]


def _copies(draft: Draft, today: date) -> tuple[Copy, ...]:
    known = _COPIES.get(draft.folder)
    if known is None or known[0] is not draft:
        before, copies_before = known or (None, {})
        made = {
            one.id: copies_before[one.id]
            if before is not None and before.items.get(one.id) is one
            else copy_of(View(one, today), draft.slug)
            for one in draft.items.values()
        }
        known = _COPIES[draft.folder] = (draft, made)
    return tuple(one for item, one in known[1].items() if draft.items[item].status != "retired")
