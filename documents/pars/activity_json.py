"""Activity records as JSON: ACCME's draft activity schema v0_1_2, its names exactly.

The draft contradicts itself: it requires "participationMetrics" where it describes
"ParticipationMetrics", and one of its keys, "isInterprofessional ", ends with a blank (it is for
jointly accredited providers only and is not written). Written is what it describes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from documents.file_names import file_name
from documents.pars.activity import BOARD_NAMES, REGISTRATION
from documents.pars.cells import CME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.pars.activity import ActivityRecord, Registration
    from documents.pars.record import Sender


def named(batch: str) -> str:
    """Return the name of a file."""
    return file_name("pars-activities-draft", "json", batch)


def document(records: Iterable[ActivityRecord], sender: Sender) -> bytes:
    """Return one JSON document of activities, in UTF-8."""
    metrics = [_metrics(one, sender) for one in records]
    return json.dumps(
        {"ACCMEActivities": {"MedicalEducationMetrics": metrics}}, ensure_ascii=False, indent=1
    ).encode()


def identifiers(record: ActivityRecord) -> list[tuple[str, str]]:
    """Return what the activity is known by: catalog and entry."""
    found = [
        ("ACCME Activity ID", record.accme_id),
        ("Provider Activity ID", record.provider_activity_id),
        ("URL", record.url),
    ]
    return [(catalog, entry) for catalog, entry in found if entry]


def board_name(board: str) -> str:
    """Return a board's acronym as the draft writes it."""
    return BOARD_NAMES.get(board, board)


def answers(record: ActivityRecord) -> dict[str, str | bool]:
    """Return what is known of public list, fee and registration, by ACCME's names."""
    registration = REGISTRATION[not record.open_to_all]
    found = {
        "ForPublicList": record.public,
        "FeeForParticipation": record.fee,
        "ActivityRegistration": None if record.open_to_all is None else registration,
    }
    return {name: value for name, value in found.items() if value is not None}


def _metrics(record: ActivityRecord, sender: Sender) -> dict[str, Any]:
    return {
        "ReportDescription": {
            "ReportingStartDate": record.starts.isoformat(),
            "ReportingEndDate": record.ends.isoformat(),
        },
        "ActivityDescription": {
            "commercialSupportAmount": [
                {"currency": one.currency, "supportSource": one.source, "value": one.amount}
                for one in record.support
            ]
        },
        "Lom": {"general": _general(record)},
        "healthcareMetadata": {"healthcareEducation": _education(record)},
        "ParticipationMetrics": {
            "participantsByCategory": [
                {"category": category, "numberOfParticipants": number}
                for category, number in record.counts.cumulative
            ]
        },
        "XtensibleInfo": _extension(record, sender),
    }


def _general(record: ActivityRecord) -> dict[str, Any]:
    return {
        "identifier": [{"catalog": one, "entry": entry} for one, entry in identifiers(record)],
        "title": record.title,
        "description": record.description,
        "keyword": [
            {"id": one.kind, "source": one.source, "string": one.text} for one in record.keywords
        ],
    }


def _education(record: ActivityRecord) -> dict[str, Any]:
    return {
        "credits": {
            "activityCertification": CME,
            "numberOfCredits": _number(record.credits),
            "nonAccreditedProvider": list(record.partners),
        },
        "startDateTime": f"{record.starts}T00:00:00",
        "endDateTime": f"{record.ends}T00:00:00",
        "activitySponsorship": "joint" if record.partners else "direct",
        "activityFormat": record.activity_format,
        "commercialSupport": bool(record.support or record.in_kind),
        "targetAudience": {"profession": ["Physician"], "specialty": list(record.specialties)},
    }


def _extension(record: ActivityRecord, sender: Sender) -> dict[str, Any]:
    return {
        "ProviderID": sender.provider_id,
        "CommendationTags": {"CommendationTag": list(record.tags)},
        "InKindSupports": {"InKindSupport": [{"source": one} for one in record.in_kind]},
        "DeliveryMethods": {"DeliveryMethod": list(record.delivery)},
        "MeasuredOutcomes": [
            {"MeasuredOutcome": one.measured, "MeasurementType": list(one.how)}
            for one in record.outcomes
        ],
        "MOCRegistrations": {"MOCRegistration": [_registration(o) for o in record.registrations]},
        **answers(record),
        "activityRecordAction": record.action,
        "closeActivityRecord": record.closed,
    }


def _registration(one: Registration) -> dict[str, Any]:
    claim = {} if one.claim_by is None else {"CreditClaimDate": one.claim_by.isoformat()}
    return {
        "boardName": board_name(one.board),
        "mocPoints": _number(one.points),
        "MOCCreditType": list(one.credit_types),
        **claim,
    }


def _number(quarters: int) -> float | int:
    """Return quarters as JSON's number: a quarter is a binary fraction, so this float is exact."""
    return quarters // 4 if quarters % 4 == 0 else quarters / 4
