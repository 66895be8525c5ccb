"""The learner batch as JSON: ACCME's draft learner report v0_5, which PARS may not take yet.

Names and nesting are the draft's. One reading of ACCME's web service says that it takes XML only,
so the file's name says "draft". The draft names no year for BirthDate, of which
only month and day are known: the year is an argument.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from documents.file_names import file_name
from documents.pars.cells import amount, aware, chunks, credits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from documents.pars.cells import Cells, Credit
    from documents.pars.record import Sender


def named(batch: str) -> str:
    """Return the name of a batch's file."""
    return file_name("pars-learners-draft", "json", batch)


def report(
    packed: Iterable[str], sender: Sender, created: datetime, *, birth_year: int = 1904
) -> Iterator[bytes]:
    """Yield one JSON document of packed records, in ASCII.

    `created` is an aware instant; 1904 is a leap year, so that 29 February is a date. Amounts are
    written as decimals, digit by digit. Raises NaiveInstant, UnknownLayout and
    CharacterRefused; an empty batch is the caller's to refuse.
    """
    made = json.dumps(aware(created).isoformat(timespec="seconds"))
    yield (
        f'{{"ACCMELearnerReports":{{"ActivityReports":{{"DateTimeCreated":{made},'
        '"ActivityReport":[\n'
    ).encode()
    sent_by = (json.dumps(sender.name), json.dumps(sender.provider_id))
    between = ""
    for some in chunks(packed):
        records = ",\n".join([_record(cells, sent_by, birth_year) for cells in some])
        yield f"{between}{records}".encode()
        between = ",\n"
    yield b"\n]}}}\n"


def _record(cells: Cells, sent_by: tuple[str, str], birth_year: int) -> str:
    _, action, _, activity_id, title, day, given, family, birthday = cells[:9]
    certificates = ",".join([_certificate(one) for one in credits_of(cells)])
    return (
        f'{{"ReportingOrganization":{sent_by[0]},"Member":{{"Name":{{"GivenName":'
        f'{json.dumps(given)},"FamilyName":{json.dumps(family)}}},"PersonalInfo":{{"BirthDate":'
        f'"{birth_year}-{birthday[:2]}-{birthday[3:]}"}}}},"Activity":{{"ProviderOrganization":'
        f'{sent_by[1]},"Module":{{"ModuleName":{{"value":{json.dumps(title)},"moduleID":'
        f'{json.dumps(activity_id)}}},"Status":"Completed","CompletedDateTime":'
        f'"{day}T00:00:00","CreditCertificate":[{certificates}]}}}},"XtensibleInfo":'
        f'{{"LearnerRecordAction":"{action}"}}}}'
    )


def _certificate(one: Credit) -> str:
    return (
        f'{{"UniqueID":{{"value":{json.dumps(one.value)},"domain":{json.dumps(one.domain)}}},'
        f'"CreditReceived":{{"activityCertification":{json.dumps(one.certification)},'
        f'"creditUnit":"Point","numberOfCredits":{amount(one.quarters)}}},'
        f'"CreditID":{json.dumps(one.credit_id)}}}'
    )
