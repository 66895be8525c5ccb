"""Sources that a newer one replaced: marked by the office, and the authors who cite them asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from quizzes.bank import folders
from quizzes.editing.plainer import sentence
from quizzes.editing.references import bare_doi, bare_pmid
from quizzes.rules.evidence import links_are_well_formed
from quizzes.sources import names_of
from quizzes.text import Reference
from storage import superseded
from storage.columns import keepable
from workflows.act import act
from workflows.content import item_tasks
from workflows.content.shelf import opened, read
from workflows.content.sources import Supersession, cited, marks
from workflows.refusals import Faulty, NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.content.sources import Cited, Marked

LONGEST = 500  # letters of a citation or a note


class NoNewerSource(Faulty):
    """A mark that does not say what replaced the source, or in a form that makes no link."""

    def __init__(self, why: str = "") -> None:
        """Say what is missing."""
        super().__init__(why or "Cite the source that replaced it: authors have to find it.")


class ReplacedByItself(Faulty):
    """A source that is said to have replaced itself."""

    def __init__(self) -> None:
        """Say what is wrong."""
        super().__init__("This is the same source. Give the newer one, with its own DOI or PMID.")


def newer_source(cite: str, doi: str = "", pmid: str = "", url: str = "") -> Reference:
    """Return the source that replaced another.

    Raises:
        NoNewerSource: it has no words, or an identifier has no form that makes a link.
    """
    given = {"cite": cite, "doi": bare_doi(doi), "pmid": bare_pmid(pmid), "url": url}
    said = {name: text for name, one in given.items() if (text := keepable(one).strip()[:LONGEST])}
    if "cite" not in said:
        raise NoNewerSource
    made = Reference.model_validate({"id": "newer", **said})
    fault = next(links_are_well_formed((made,)), None)
    if fault is not None:
        raise NoNewerSource(sentence(fault))
    return made


def mark(actor: Actor, source: str, newer: Reference, note: str, seen: int) -> None:
    """Say that a source was replaced; `seen` is the seq of what was said of it before, or 0.

    The same said again is said once.

    Raises:
        NotFound: nothing cites it. ReplacedByItself, Stale: nothing was written.
    """
    try:
        with act(actor, "source.supersede") as a:
            one = _cited(a, source)
            if not one.names.isdisjoint(names_of(newer)):
                raise ReplacedByItself
            before = _before(a, one)
            names = one.names | frozenset(before.said.names if before is not None else ())
            said = Supersession(
                names=tuple(sorted(names)),
                cite=one.cite,
                newer=newer,
                note=keepable(note).strip()[:LONGEST],
            )
            _write(a, before.source if before is not None else source, before, said, seen)
    except IntegrityError:  # somebody else said something of it in the same moment
        raise Stale(source, seen) from None


def take_back(actor: Actor, source: str, seen: int) -> None:
    """Say that a source was not replaced after all.

    Raises:
        NotFound: nobody said so. Stale: it was changed meanwhile.
    """
    try:
        with act(actor, "source.supersede") as a:
            before = next((one for one in marks(a.connection) if one.source == source), None)
            if before is None:
                raise NotFound("source")
            _write(a, source, before, before.said.model_copy(update={"in_force": False}), seen)
    except IntegrityError:
        raise Stale(source, seen) from None


def ask_authors(actor: Actor, source: str) -> int:
    """Open a task for the authors of each question that cites a replaced source; return how many.

    Where one is open already, none is added.

    Raises:
        NotFound: nothing cites it, or nobody said that it was replaced.
    """
    with act(actor, "source.ask") as a:
        one = _cited(a, source)
        if one.marked is None:
            raise NotFound("source")
        said = f"Replaced by: {one.marked.said.newer.cite} {one.marked.said.note}".strip()
        a.object = f"source:{one.marked.source}"
        for slug, item_id in one.items:
            found = opened(a, slug, item_id)
            item = found.item.written
            item_tasks.open_one(
                a, item_tasks.REFERENCE, found.bank, item, item.authors, said, one.marked.source
            )
        made = len(a.data.get("tasks", ()))
        if not made:
            a.receipt = True
        return made


def _cited(a: Act, source: str) -> Cited:
    banks = [(one.name, read(a, one)) for one in folders(a.actor.service.settings.banks)]
    for one in cited(a.connection, banks):
        if one.source == source:
            return one
    raise NotFound("source")


def _before(a: Act, one: Cited) -> Marked | None:
    """Return what was said before of a source, under whichever of its names."""
    return next(
        (each for each in marks(a.connection) if not one.names.isdisjoint(each.said.names)), None
    )


def _write(a: Act, source: str, before: Marked | None, said: Supersession, seen: int) -> None:
    a.object = f"source:{source}"
    if before is not None and before.said == said:
        a.receipt = True
        return
    if (before.seq if before is not None else 0) != seen:
        raise Stale(before.said if before is not None else None, before.seq if before else 0)
    made = superseded.add(
        a.connection,
        source=source,
        seq=seen + 1,
        body=said.model_dump_json(),
        by=a.person_id,
        now=a.at,
    )
    a.seal("superseded", id=made)
    a.data.update(seq=seen + 1, in_force=said.in_force)
