"""A new accreditation period of a bank: what has to be looked at first, and its new days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quizzes.bank import ACTIVITY
from quizzes.editing.opened import open_file
from quizzes.editing.saving import Clash
from quizzes.models import ACTIVITY_FILE
from quizzes.notation import Sheet
from quizzes.problem import Fault
from quizzes.rules.terms import dates_are_in_order
from quizzes.validating import validated
from storage import content
from workflows.act import act, view
from workflows.content.approving import is_changed, wrote
from workflows.content.shelf import read
from workflows.content.writing import filing
from workflows.content.writing.folder import folder_of
from workflows.content.writing.opening import WHOLE, NotForForms
from workflows.content.writing.write import put
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.editing.opened import Fields, Opened
    from workflows.act import Act, Actor
    from workflows.content.shelf import Read


class NoPeriodYet(Refused):
    """A bank that was never published: its first period is not over."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This self-assessment was not published yet, so there is no period to renew. Change"
            " its days in the form."
        )


class NotLater(Faulty):
    """A new period that does not go beyond the one before."""

    def __init__(self, expires: date) -> None:
        super().__init__(f"The new last day has to lie after the one before, {expires}.")


class NotLookedThrough(Faulty):
    """Somebody renews without saying that the content still holds."""

    def __init__(self) -> None:
        super().__init__(
            "Say first that the content was looked through for the new period: what is listed is"
            " settled, or still holds."
        )


class DaysRefused(Faulty):
    """Days that do not follow each other."""


@dataclass(frozen=True)
class Look:
    """One thing to look at before a bank is renewed."""

    what: str
    item: str  # the question it is about, "" for the self-assessment itself


@dataclass(frozen=True)
class Renewal:
    """A bank before its next period."""

    slug: str
    title: str
    period: str  # the newest activity, by its key
    released: date
    expires: date
    claim_by: date
    seen: str  # the digest of the file
    superseded: tuple[Look, ...]
    reviews: tuple[Look, ...]
    unapproved: tuple[Look, ...]
    disclosures: tuple[Look, ...]
    errors: int  # what the checker finds wrong

    @property
    def nothing(self) -> bool:
        """Whether nothing asks to be looked at."""
        return not (
            self.superseded or self.reviews or self.unapproved or self.disclosures or self.errors
        )


@dataclass(frozen=True)
class Days:
    """The days of a new period."""

    release: date
    expiration: date
    claim_by: date
    designated: date | None


@dataclass(frozen=True)
class Renewed:
    """The receipt of a renewal."""

    digest: str
    unfiled: str


def renewal(actor: Actor, slug: str) -> Renewal:
    """Return what there is to look at before a bank's next period.

    Raises:
        NotFound: there is no such bank. NoPeriodYet. NotForForms: its file is broken.
    """
    with view(actor, "writing.see") as a:
        folder = folder_of(a.actor.service, slug)
        opened = _opened(folder)
        periods = content.periods(a.connection, slug)
        if not periods:
            raise NoPeriodYet
        last, found = periods[-1], read(a, folder)
        return Renewal(
            slug=slug,
            title=found.title,
            period=f"{slug}.{last.period}",
            released=last.released,
            expires=last.expires,
            claim_by=last.claim_by,
            seen=opened.digest,
            superseded=tuple(_superseded(found)),
            reviews=tuple(_reviews(found, a.today)),
            unapproved=tuple(_unapproved(found)),
            disclosures=tuple(_disclosures(found)),
            errors=sum(one.severity == "error" for one in found.problems),
        )


def renew(actor: Actor, slug: str, days: Days, *, seen: str, looked_through: bool) -> Renewed:
    """Write the days of a new period into a bank's file; publication makes an activity of it.

    The designation is the new period's own: where it is not known yet, none stands there.

    Raises:
        NotFound; NoPeriodYet; NotForForms; NotLookedThrough; NotLater; DaysRefused; NotWritten:
            nothing was written.
        Stale: somebody saved since the page was drawn.
    """
    if not looked_through:
        raise NotLookedThrough
    with act(actor, "activity.renew") as a:
        folder = folder_of(a.actor.service, slug)
        opened = _opened(folder)
        if opened.digest != seen:
            raise Stale(opened.digest, 0)
        _require_later(a, slug, days)
        fields = _with(opened.fields, days)
        _require_in_order(fields)
        if fields.get("status") == "approved" and is_changed(fields, opened.fields):
            fields = {**fields, "status": "in_review"}  # a new period is approved anew
        done = put(a, folder, folder / ACTIVITY, fields, seen)
        if isinstance(done, Clash):
            raise Stale(seen, 0)
        a.object = f"bank:{slug}"
        wrote(a, slug, fields, opened.fields)
        a.data |= {"before": seen, "sha256": done.digest, "release": days.release.isoformat()}
        a.data["expires"] = days.expiration.isoformat()
        author = filing.who(a)
    subject = f"{slug}: new period from {days.release} to {days.expiration}"
    return Renewed(done.digest, filing.file(folder, [ACTIVITY], author, subject))


def _opened(folder: Path) -> Opened:
    opened = open_file(folder / ACTIVITY, folder)
    if isinstance(opened, Fault):
        raise NotForForms(WHOLE, opened)
    return opened


def _require_later(a: Act, slug: str, days: Days) -> None:
    periods = content.periods(a.connection, slug)
    if not periods:
        raise NoPeriodYet
    if days.expiration <= periods[-1].expires:
        raise NotLater(periods[-1].expires)


def _with(fields: Fields, days: Days) -> Fields:
    held = fields.get("accreditation")
    terms = dict(held) if isinstance(held, dict) else {}
    terms["release_date"] = days.release.isoformat()
    terms["expiration_date"] = days.expiration.isoformat()
    terms["claim_by"] = days.claim_by.isoformat()
    terms.pop("designated_on", None)
    if days.designated is not None:
        terms["designated_on"] = days.designated.isoformat()
    return {**fields, "accreditation": terms}


def _require_in_order(fields: Fields) -> None:
    activity, faults = validated(ACTIVITY_FILE, Sheet(fields, {}, ()))
    found = list(dates_are_in_order(activity)) if activity is not None else list(faults)
    if found:
        raise DaysRefused(" ".join(one.message for one in found))


def _superseded(found: Read) -> Iterator[Look]:
    for name, one in found.items.items():
        yield from (Look(each.cite, name) for each in one.written.references if each.superseded)
    own = found.bank.activity.references if found.bank is not None else ()
    yield from (Look(each.cite, "") for each in own if each.superseded)


def _reviews(found: Read, today: date) -> Iterator[Look]:
    """What is due now: the next period begins with questions that were looked at."""
    for name, one in found.items.items():
        day = one.written.review_due
        if one.written.status == "approved" and (day is None or day <= today):
            yield Look(f"Review due {day}" if day else "No day of a next review", name)


def _unapproved(found: Read) -> Iterator[Look]:
    for name, one in found.items.items():
        if one.written.status in {"draft", "in_review"}:
            yield Look(one.written.status.replace("_", " "), name)


def _disclosures(found: Read) -> Iterator[Look]:
    for one in found.stands:
        yield from (Look(fault.message, "") for fault in one.needs)
