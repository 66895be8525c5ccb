"""Activity records as XML: MedBiquitous' Medical Education Metrics (v2) in ACCME's root.

Each MedicalEducationMetrics is valid under MedBiquitous' schema. The root ACCMEActivities and what
stands in XtensibleInfo are ACCME's, named as in its draft of the same record as JSON; their
namespace was not seen and is a stand-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from documents.file_names import file_name
from documents.pars.activity_json import answers, board_name, identifiers
from documents.pars.cells import CME, amount
from documents.pars.xml import CREDIT, EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from documents.pars.activity import ActivityRecord, Registration
    from documents.pars.record import Sender

METRICS = "http://ns.medbiq.org/metrics/v2/"
LOM = "http://ltsc.ieee.org/xsd/LOM"
_SPACES = {"m": METRICS, "lom": LOM, "hx": CREDIT, "a": EXTENSION}


def _maker(namespace: str) -> Callable[..., _Element]:
    """Return what makes elements of a namespace: name, then text or children, then attributes."""

    def make(name: str, *parts: str | _Element, **attributes: str) -> _Element:
        made = etree.Element(f"{{{namespace}}}{name}", attributes, nsmap=_SPACES)
        for one in parts:
            if isinstance(one, str):
                made.text = one
            else:
                made.append(one)
        return made

    return make


_M, _L, _H, _A = (_maker(one) for one in (METRICS, LOM, CREDIT, EXTENSION))


def named(batch: str) -> str:
    """Return the name of a file."""
    return file_name("pars-activities", "xml", batch)


def document(records: Iterable[ActivityRecord], sender: Sender) -> bytes:
    """Return one XML document of activities, in UTF-8.

    Raises ValueError for characters that XML forbids; `activity.activity_fits` names them.
    """
    root = _A("ACCMEActivities", *(_metrics(one, sender) for one in records))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _metrics(record: ActivityRecord, sender: Sender) -> _Element:
    return _M(
        "MedicalEducationMetrics",
        _M(
            "ReportDescription",
            _M("ReportingStartDate", record.starts.isoformat()),
            _M("ReportingEndDate", record.ends.isoformat()),
            _M("ReportingYear", str(record.counts.year)),
        ),
        _M("ActivityDescription", _lom(record), *_support(record)),
        _M("ParticipationMetrics", *_participants(record)),
        _extension(record, sender),
    )


def _support(record: ActivityRecord) -> list[_Element]:
    return [
        _M(
            "CommercialSupportAmount",
            str(one.amount),
            currency=one.currency,
            supportSource=one.source,
        )
        for one in record.support
    ]


def _participants(record: ActivityRecord) -> list[_Element]:
    return [
        _M("ParticipantsByCategory", _M("CategoryName", category), _M("Number", str(number)))
        for category, number in record.counts.cumulative
    ]


def _lom(record: ActivityRecord) -> _Element:
    general = _L(
        "general",
        *(
            _L("identifier", _L("catalog", catalog), _L("entry", entry))
            for catalog, entry in identifiers(record)
        ),
        _L("title", _L("string", record.title)),
        _L("description", _L("string", record.description)),
        *(
            _L("keyword", _L("string", one.text), id=one.kind, source=one.source)
            for one in record.keywords
        ),
    )
    return _L("lom", general, _H("healthcareMetadata", _education(record)))


def _education(record: ActivityRecord) -> _Element:
    """Return the education part, in the order that the schema asks for."""
    return _H(
        "healthcareEducation",
        _H(
            "credits",
            _H("activityCertification", CME),
            *(_H("nonAccreditedProvider", one) for one in record.partners),
            _H("numberOfCredits", amount(record.credits)),
        ),
        _H(
            "targetAudience",
            _H("profession", _L("string", "Physician")),
            *(_H("disciplineOrSpecialty", _L("string", one)) for one in record.specialties),
        ),
        _H("startDateTime", f"{record.starts}T00:00:00"),
        _H("endDateTime", f"{record.ends}T00:00:00"),
        _H("activitySponsorship", "joint" if record.partners else "direct"),
        _H("activityOrResourceFormat", _L("string", record.activity_format)),
        _H("commercialSupport", "yes" if record.support or record.in_kind else "no"),
    )


def _extension(record: ActivityRecord, sender: Sender) -> _Element:
    return _M(
        "XtensibleInfo",
        _A("ProviderID", sender.provider_id),
        _A("CommendationTags", *(_A("CommendationTag", one) for one in record.tags)),
        _A(
            "InKindSupports",
            *(_A("InKindSupport", _A("source", one)) for one in record.in_kind),
        ),
        _A("DeliveryMethods", *(_A("DeliveryMethod", one) for one in record.delivery)),
        *(
            _A(
                "MeasuredOutcomes",
                _A("MeasuredOutcome", one.measured),
                *(_A("MeasurementType", how) for how in one.how),
            )
            for one in record.outcomes
        ),
        _A("MOCRegistrations", *(_registration(one) for one in record.registrations)),
        *(_A(name, _text(value)) for name, value in answers(record).items()),
        _A("activityRecordAction", record.action),
        _A("closeActivityRecord", "true" if record.closed else "false"),
    )


def _text(value: str | bool) -> str:  # noqa: FBT001 - a value, no switch
    return str(value).lower() if isinstance(value, bool) else value


def _registration(one: Registration) -> _Element:
    claim = [] if one.claim_by is None else [_A("CreditClaimDate", one.claim_by.isoformat())]
    return _A(
        "MOCRegistration",
        _A("boardName", board_name(one.board)),
        _A("mocPoints", amount(one.points)),
        *(_A("MOCCreditType", name) for name in one.credit_types),
        *claim,
    )
