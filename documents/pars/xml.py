"""The learner batch as XML: MedBiquitous' Activity Report (v2) with ACCME's elements.

Structure and names are those of MedBiquitous' schema activityreport v2. Three things are ACCME's
and are not in that schema, taken from ACCME's draft of the same report as JSON (v0_5): UniqueID
in each CreditCertificate, its domain as a plain "NPI", "ABIM" or "MI", and LearnerRecordAction in
XtensibleInfo. ACCME's own XML specification was not seen, so the namespace of LearnerRecordAction
and the words for credit types are NOT VERIFIED.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.file_names import file_name
from documents.pars.cells import amount, aware, chunks, credits_of, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from documents.pars.cells import Cells, Credit
    from documents.pars.record import Sender

REPORT = "http://ns.medbiq.org/activityreport/v2/"
MEMBER = "http://ns.medbiq.org/member/v2/"
NAME = "http://ns.medbiq.org/name/v2/"
CREDIT = "http://ns.medbiq.org/lom/extend/v1/"
EXTENSION = "urn:accme:pars"
"""Our stand-in for the namespace of ACCME's own elements, which was not seen."""


def named(batch: str) -> str:
    """Return the name of a batch's file."""
    return file_name("pars-learners", "xml", batch)


def report(
    packed: Iterable[str],
    sender: Sender,
    created: datetime,
    period: tuple[date, date],
    *,
    birth_year: int = 1904,
) -> Iterator[bytes]:
    """Yield one XML document of packed records, in UTF-8.

    `created` is an aware instant, `period` the first and last local day that is reported,
    `birth_year` the year in front of month and day, which are all that is known (1904 is a leap
    year; the attribute `accuracy` says that the year is none). A completion is its local day at
    T00:00:00 and has no zone, so that nobody shifts it (pitfall 7). Raises
    NaiveInstant, UnknownLayout and CharacterRefused; an empty batch is the caller's to refuse.
    """
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ActivityReports xmlns="{REPORT}" '
        f'xmlns:m="{MEMBER}" xmlns:n="{NAME}" xmlns:hx="{CREDIT}" xmlns:a="{EXTENSION}">\n'
        f"<DateTimeCreated>{aware(created).isoformat(timespec='seconds')}</DateTimeCreated>\n"
        f"<ReportingStartDate>{period[0]}</ReportingStartDate>\n"
        f"<ReportingEndDate>{period[1]}</ReportingEndDate>\n"
    ).encode()
    sent_by = (escaped(sender.name), escaped(sender.provider_id))
    for some in chunks(packed):
        yield "".join([_record(cells, sent_by, birth_year) for cells in some]).encode()
    yield b"</ActivityReports>\n"


def _record(cells: Cells, sent_by: tuple[str, str], birth_year: int) -> str:
    _, action, _, activity_id, title, day, given, family, birthday = cells[:9]
    titled = escaped(title)
    certificates = "".join([_certificate(one) for one in credits_of(cells)])
    return (
        f"<ActivityReport><ReportingOrganization>{sent_by[0]}</ReportingOrganization>"
        f"<Member><m:Name><n:GivenName>{escaped(given)}</n:GivenName>"
        f"<n:FamilyName>{escaped(family)}</n:FamilyName></m:Name><m:PersonalInfo>"
        f'<m:BirthDate accuracy="DayMonth">{birth_year}-{birthday[:2]}-{birthday[3:]}'
        "</m:BirthDate></m:PersonalInfo></Member>"
        f"<Activity><ProviderOrganization>{sent_by[1]}</ProviderOrganization>"
        f'<ActivityName>{titled}</ActivityName><Module><ModuleName moduleID="{activity_id}">'
        f"{titled}</ModuleName><Status>Completed</Status>"
        f"<CompletedDateTime>{day}T00:00:00</CompletedDateTime>{certificates}</Module></Activity>"
        f"<XtensibleInfo><a:LearnerRecordAction>{action}</a:LearnerRecordAction></XtensibleInfo>"
        "</ActivityReport>\n"
    )


def _certificate(one: Credit) -> str:
    return (
        f'<CreditCertificate><UniqueID domain="{escaped(one.domain)}">'
        f"{escaped(one.value)}</UniqueID><CreditReceived><hx:activityCertification>"
        f"{escaped(one.certification)}</hx:activityCertification>"
        "<hx:creditUnit>Point</hx:creditUnit>"
        f"<hx:numberOfCredits>{amount(one.quarters)}</hx:numberOfCredits></CreditReceived>"
        f"<CreditID>{escaped(one.credit_id)}</CreditID></CreditCertificate>"
    )
