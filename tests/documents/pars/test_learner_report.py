from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from credit.calendar import NaiveInstant
from documents.pars.cells import CharacterRefused
from documents.pars.learner_report import named, report
from documents.pars.record import LearnerRecord, pack
from tests.documents.pars.records import BOTH, CME_ONLY, CREATED, FITTING, MOC_ONLY, SENDER
from tests.documents.pars.schemas import draft, file

SCHEMA = "accme-pars-learner-reports.schema_v0_5.json"


def document(*records: LearnerRecord, birth_year: int = 1904) -> Any:
    """Return the written document as json reads it, with exact decimals."""
    parts = report(map(pack, records), SENDER, CREATED, birth_year=birth_year)
    return json.loads(b"".join(parts), parse_float=Decimal)


def reports(*records: LearnerRecord, birth_year: int = 1904) -> list[Any]:
    """Return its records."""
    found: list[Any] = document(*records, birth_year=birth_year)["ACCMELearnerReports"][
        "ActivityReports"
    ]["ActivityReport"]
    return found


def test_a_record_has_the_names_of_the_draft() -> None:
    """Names and nesting are those of ACCME's draft v0_5, to the letter."""
    (found,) = reports(BOTH)
    assert found == {
        "ReportingOrganization": "Example School of Medicine",
        "Member": {
            "Name": {"GivenName": "Zoë", "FamilyName": "O'Neil-Nguyễn"},
            "PersonalInfo": {"BirthDate": "1904-09-10"},
        },
        "Activity": {
            "ProviderOrganization": "0001234",
            "Module": {
                "ModuleName": {
                    "value": "Chest Pain & Troponins: <when> to worry",
                    "moduleID": "202612345",
                },
                "Status": "Completed",
                "CompletedDateTime": "2026-06-30T00:00:00",
                "CreditCertificate": [
                    {
                        "UniqueID": {"value": "0043010123", "domain": "MI"},
                        "CreditReceived": {
                            "activityCertification": "AMA PRA Category 1",
                            "creditUnit": "Point",
                            "numberOfCredits": Decimal("2.5"),
                        },
                        "CreditID": f"{BOTH.credit_id}.1",
                    },
                    {
                        "UniqueID": {"value": "009999", "domain": "ABIM"},
                        "CreditReceived": {
                            "activityCertification": "Medical Knowledge",
                            "creditUnit": "Point",
                            "numberOfCredits": Decimal("1.25"),
                        },
                        "CreditID": f"{BOTH.credit_id}.2",
                    },
                ],
            },
        },
        "XtensibleInfo": {"LearnerRecordAction": "add"},
    }


def test_the_document_says_when_it_was_made_and_where_that_is() -> None:
    """With its zone nobody takes it as Central time."""
    made = document(BOTH)["ACCMELearnerReports"]["ActivityReports"]["DateTimeCreated"]
    assert made == "2026-01-05T14:30:00+00:00"


def test_the_year_of_birth_is_an_argument() -> None:
    """1904 has a 29 February; another year is the office's choice."""
    assert reports(CME_ONLY)[0]["Member"]["PersonalInfo"]["BirthDate"] == "1904-02-29"
    (found,) = reports(BOTH, birth_year=1900)
    assert found["Member"]["PersonalInfo"]["BirthDate"] == "1900-09-10"


@settings(deadline=None)
@given(st.lists(FITTING, min_size=1, max_size=5))
def test_any_record_comes_back_as_it_was(records: list[LearnerRecord]) -> None:
    """Whatever a name holds, json reads it again, and every amount exactly."""
    for found, record in zip(reports(*records), records, strict=True):
        assert found["Member"]["Name"] == {"GivenName": record.given, "FamilyName": record.family}
        module = found["Activity"]["Module"]
        assert module["ModuleName"]["value"] == record.title
        received = module["CreditCertificate"][-1]["CreditReceived"]
        assert received["activityCertification"] == record.credit_types[-1][0]
        assert received["numberOfCredits"] * 4 == record.credit_types[-1][1]


def test_many_records_are_one_document() -> None:
    """Between records that are written in different goes stands one comma."""
    assert len(reports(*[BOTH] * 1_201)) == 1_201


def test_a_control_character_is_refused_by_name() -> None:
    """JSON could carry it, the other files could not: all hold the same."""
    with pytest.raises(CharacterRefused, match="NULL"):
        document(replace(BOTH, family="O\x00Neil"))


def test_an_instant_without_zone_is_refused() -> None:
    """ACCME would take it as Central time."""
    with pytest.raises(NaiveInstant):
        list(report([pack(BOTH)], SENDER, datetime(2026, 1, 5)))


def test_the_name_says_that_it_is_a_draft_s() -> None:
    """Nobody sends it believing that PARS takes it."""
    assert named("2026-07") == "pars-learners-draft-2026-07.json"


# ---------------------------------------------------------------- ACCME's draft schema


@pytest.mark.shared
def test_the_draft_as_published_is_no_json() -> None:
    """A comma is missing, so nobody can validate with it as it is (pitfall 21)."""
    with pytest.raises(json.JSONDecodeError, match="line 343"):
        json.loads(file(f"accme/{SCHEMA}").read_text(encoding="utf-8"))


@pytest.mark.shared
def test_the_records_are_valid_under_the_mended_draft() -> None:
    """CME, points and both are what the draft asks for.

    Formats are not asserted: CompletedDateTime is called a date-time, which wants a zone, but its
    description asks for YYYY-MM-DDThh:mm:ss, and a zone is what would shift the day.
    """
    # Decimals are read as such, so that multipleOf 0.25 is exact.
    schema = json.loads(json.dumps(draft(SCHEMA)), parse_float=Decimal)
    validator = Draft202012Validator(schema)
    written = document(BOTH, CME_ONLY, MOC_ONLY)
    assert [one.message for one in validator.iter_errors(written)] == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("Activity", "Module", "Status"), "Expired"),
        (("XtensibleInfo", "LearnerRecordAction"), "update"),
        (("Activity", "Module", "CreditCertificate"), []),
        (("Member", "PersonalInfo", "BirthDate"), "09/10"),
    ],
)
def test_the_mended_draft_still_refuses(path: tuple[str, ...], value: object) -> None:
    """What was mended is the comma alone: the draft tells right from wrong."""
    written = deepcopy(document(BOTH))
    at = written["ACCMELearnerReports"]["ActivityReports"]["ActivityReport"][0]
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    schema = json.loads(json.dumps(draft(SCHEMA)), parse_float=Decimal)
    assert not Draft202012Validator(schema).is_valid(written)
