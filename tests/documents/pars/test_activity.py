from __future__ import annotations

import io
import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from openpyxl import load_workbook

from documents.pars import activity_json, activity_sheet, activity_xml
from documents.pars.activity import Keyword, Registration, Support, activity_fits
from documents.pars.activity_xml import LOM, METRICS
from documents.pars.excel import DEMONSTRATION
from documents.pars.xml import CREDIT, EXTENSION
from tests.documents.pars.activities import FULL, PLAIN
from tests.documents.pars.records import CREATED, SENDER
from tests.documents.pars.schemas import compiled, draft, file

if TYPE_CHECKING:
    from pathlib import Path

    from documents.pars.activity import ActivityRecord

SCHEMA = "accme-pars-activity.schema_v0_1_2.json"
SPACES = {"m": METRICS, "lom": LOM, "hx": CREDIT, "a": EXTENSION}


def metrics(*records: ActivityRecord) -> Any:
    """Return the activities of the written JSON document."""
    written = json.loads(activity_json.document(records, SENDER))
    return written["ACCMEActivities"]["MedicalEducationMetrics"]


def elements(*records: ActivityRecord) -> Any:
    """Return the written XML document."""
    return etree.fromstring(activity_xml.document(records, SENDER))


# ---------------------------------------------------------------- what fits


@pytest.mark.parametrize("record", [FULL, PLAIN])
def test_a_whole_activity_fits(record: ActivityRecord) -> None:
    """With everything and with nothing that can be left out."""
    assert activity_fits(record) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"provider_activity_id": ""}, "Provider Activity ID: it is empty"),
        ({"accme_id": "2026"}, 'ACCME Activity ID: "2026" is not nine digits'),
        ({"accme_id": ""}, "Update needs the number"),
        ({"title": ""}, "Title: it is empty"),
        ({"description": ""}, "Description: it is empty"),
        ({"description": "x" * 2_501}, "Description: it has 2501 characters"),
        ({"ends": date(2026, 1, 14)}, "before the start"),
        ({"ends": date(2029, 1, 16)}, "more than three years"),
        ({"credits": 0}, "Credits: there are none"),
        ({"registrations": (Registration("ABIM", 0, ("MK",), None),)}, "ABIM: points"),
        ({"registrations": (Registration("ABIM", 4, (), None),)}, "ABIM: points"),
        ({"support": (Support("X", 0),)}, "Commercial support"),
        (
            {
                "keywords": (
                    Keyword("Tag ID", "01_ABAMCO", "1"),
                    Keyword("Tag ID", "01_ABAMCO", "2"),
                )
            },
            "Content outline",
        ),
        ({"title": "Sepsis\x0b"}, "Title: it holds U+000B (LINE TABULATION)"),
        ({"partners": ("A\x00",)}, "U+0000 (NULL)"),
    ],
)
def test_what_does_not_fit_is_said(change: dict[str, Any], said: str) -> None:
    """Each fault is said with its field."""
    assert any(said in one for one in activity_fits(replace(FULL, **change)))


def test_three_years_from_the_29th_of_february_end_on_the_28th() -> None:
    """A year without the 29th does not make the term longer."""
    record = replace(FULL, starts=date(2028, 2, 29), ends=date(2031, 2, 28))
    assert activity_fits(record) == ()
    assert activity_fits(replace(record, ends=date(2031, 3, 1)))


# ---------------------------------------------------------------- JSON


def test_json_has_the_names_of_the_draft() -> None:
    """Credits, dates, counts, registrations and the rest stand where the draft has them."""
    (found,) = metrics(FULL)
    assert found["Lom"]["general"]["identifier"] == [
        {"catalog": "ACCME Activity ID", "entry": "202612345"},
        {"catalog": "Provider Activity ID", "entry": "q7Wm3kPzT1"},
        {"catalog": "URL", "entry": "https://learn.example.org/activity/q7Wm3kPzT1"},
    ]
    education = found["healthcareMetadata"]["healthcareEducation"]
    assert education["credits"] == {
        "activityCertification": "AMA PRA Category 1",
        "numberOfCredits": 2.25,
        "nonAccreditedProvider": ["Example Heart Society"],
    }
    assert education["activitySponsorship"] == "joint"
    assert education["commercialSupport"] is True
    assert education["startDateTime"] == "2026-01-15T00:00:00"
    assert found["XtensibleInfo"]["MOCRegistrations"]["MOCRegistration"] == [
        {
            "boardName": "ABIM",
            "mocPoints": 2.25,
            "MOCCreditType": ["Medical Knowledge"],
            "CreditClaimDate": "2029-02-13",
        },
        {"boardName": "ABPATH", "mocPoints": 1, "MOCCreditType": ["Lifelong Learning"]},
    ]
    assert found["XtensibleInfo"]["FeeForParticipation"] == "No, it’s free"


def test_json_counts_are_cumulative() -> None:
    """PARS takes one number that grows from year to year (pitfall 14)."""
    (found,) = metrics(FULL)
    assert found["ParticipationMetrics"]["participantsByCategory"] == [
        {"category": "physician", "numberOfParticipants": 41},
        {"category": "nurse", "numberOfParticipants": 7},
        {"category": "other", "numberOfParticipants": 2},
    ]


def test_direct_providership_and_no_support_are_said() -> None:
    """Without partners and companies the activity says so."""
    education = metrics(PLAIN)[0]["healthcareMetadata"]["healthcareEducation"]
    assert education["activitySponsorship"] == "direct"
    assert education["commercialSupport"] is False


@pytest.mark.shared
def test_the_draft_as_published_is_no_schema() -> None:
    """It lists what is required among the properties, where a schema must stand."""
    published = json.loads(file(f"accme/{SCHEMA}").read_text(encoding="utf-8"))
    with pytest.raises(Exception, match="is not of type 'object', 'boolean'"):
        Draft202012Validator.check_schema(published)


@pytest.mark.shared
@pytest.mark.parametrize("record", [FULL, PLAIN])
def test_json_is_valid_under_the_mended_draft(record: ActivityRecord) -> None:
    """Names, words and kinds are the draft's."""
    validator = Draft202012Validator(draft(SCHEMA))
    written = json.loads(activity_json.document([record], SENDER))
    assert [one.message for one in validator.iter_errors(written)] == []


@pytest.mark.shared
@pytest.mark.parametrize(
    "path",
    [
        ("Lom", "general", "title"),
        ("ReportDescription", "ReportingStartDate"),
        ("healthcareMetadata", "healthcareEducation", "credits"),
        ("ParticipationMetrics",),
    ],
)
def test_the_mended_draft_still_refuses(path: tuple[str, ...]) -> None:
    """What is required is now asked for: without it a document is refused."""
    written = deepcopy(json.loads(activity_json.document([FULL], SENDER)))
    at = written["ACCMEActivities"]["MedicalEducationMetrics"][0]
    for key in path[:-1]:
        at = at[key]
    del at[path[-1]]
    assert not Draft202012Validator(draft(SCHEMA)).is_valid(written)


@pytest.mark.shared
def test_a_board_that_joined_later_is_not_in_the_draft() -> None:
    """ABPMR came on 1 January 2025 and the draft of May 2025 does not list it: we write it."""
    record = replace(FULL, registrations=(Registration("ABPMR", 4, ("Self-Assessment",), None),))
    written = json.loads(activity_json.document([record], SENDER))
    (error,) = Draft202012Validator(draft(SCHEMA)).iter_errors(written)
    assert "'ABPMR' is not one of" in error.message


# ---------------------------------------------------------------- XML


def test_xml_says_the_same_as_json() -> None:
    """Title, credits, counts and registrations come back as they were."""
    found = elements(FULL)

    def texts(path: str) -> list[str]:
        return [str(one.text) for one in found.xpath(path, namespaces=SPACES)]

    assert texts("//lom:title/lom:string") == [FULL.title]
    assert texts("//lom:description/lom:string") == [FULL.description]
    assert texts("//hx:numberOfCredits") == ["2.25"]
    assert texts("//m:ParticipantsByCategory/m:CategoryName") == ["physician", "nurse", "other"]
    assert texts("//m:ParticipantsByCategory/m:Number") == ["41", "7", "2"]
    assert texts("//m:CommercialSupportAmount") == ["5000"]
    assert texts("//a:MOCRegistration/a:boardName") == ["ABIM", "ABPATH"]
    assert texts("//a:mocPoints") == ["2.25", "1"]
    assert texts("//a:MeasurementType") == ["Objective", "Subjective"]


@pytest.mark.shared
@pytest.mark.parametrize("record", [FULL, PLAIN])
def test_xml_is_valid_under_medbiquitous_metrics(record: ActivityRecord, tmp_path: Path) -> None:
    """Each MedicalEducationMetrics is MedBiquitous'; only the root around them is ACCME's."""
    schema = compiled("metrics/v2/medicaleducationmetrics.xsd", tmp_path)
    (found,) = elements(record)
    assert schema.validate(etree.ElementTree(found)), schema.error_log


@pytest.mark.shared
def test_the_metrics_schema_with_stubs_still_refuses(tmp_path: Path) -> None:
    """It is MedBiquitous' schema: an activity without its period is not valid."""
    schema = compiled("metrics/v2/medicaleducationmetrics.xsd", tmp_path)
    (found,) = elements(FULL)
    found.remove(found[0])
    assert not schema.validate(etree.ElementTree(found))


# ---------------------------------------------------------------- Excel


def test_excel_has_both_counts() -> None:
    """The cumulative number that PARS takes, and that of the year alone."""
    sheet = load_workbook(io.BytesIO(activity_sheet.workbook([FULL, PLAIN], CREATED)))["Activities"]
    rows = [
        dict(zip((one.value for one in sheet[2]), (one.value for one in sheet[at]), strict=True))
        for at in (3, 4)
    ]
    assert rows[0]["Year"] == 2027
    assert rows[0]["Physicians, cumulative"] == 41
    assert rows[0]["Other learners, cumulative"] == 9
    assert rows[0]["Physicians, in the year"] == 20
    assert rows[0]["Other learners, in the year"] == 3
    assert rows[0]["By profession, cumulative"] == "physician 41; nurse 7; other 2"
    assert rows[1]["Physicians, cumulative"] == 0
    assert rows[0]["AMA PRA Category 1 Credits"] == 2.25
    assert rows[0]["Start Date"] == datetime(2026, 1, 15)
    assert rows[0]["ACCME Activity ID"] == "202612345"
    assert rows[0]["Commercial Support"] == (
        "Example Devices, Inc.: 5000 USD; Example Imaging: in kind"
    )
    assert rows[1]["Commercial Support"] == "none"


def test_excel_computes_nothing() -> None:
    """A title that begins with an equals sign is a text."""
    record = replace(FULL, title="=1+1")
    sheet = load_workbook(io.BytesIO(activity_sheet.workbook([record], CREATED)))["Activities"]
    assert sheet["D3"].value == "=1+1"
    assert sheet["D3"].data_type == "s"


def test_excel_says_whose_columns_they_are() -> None:
    """Nobody takes it for ACCME's template; a demonstration says so first."""
    first = load_workbook(io.BytesIO(activity_sheet.workbook([], CREATED)))["Activities"]["A1"]
    assert str(first.value).startswith("OUR OWN COLUMNS")
    made = activity_sheet.workbook([FULL], CREATED, demonstration=True)
    assert str(load_workbook(io.BytesIO(made))["Activities"]["A1"].value).startswith(DEMONSTRATION)


def test_the_same_activities_give_the_same_bytes() -> None:
    """Nothing of the hour of writing is in the file but what was handed in."""
    assert activity_sheet.workbook([FULL], CREATED) == activity_sheet.workbook([FULL], CREATED)


def test_the_files_are_named_by_what_they_are() -> None:
    """JSON is a draft's."""
    assert activity_json.named("2026") == "pars-activities-draft-2026.json"
    assert activity_xml.named("2026") == "pars-activities-2026.xml"
    assert activity_sheet.named("2026") == "pars-activities-2026.xlsx"


def test_what_is_not_known_is_left_out() -> None:
    """Public list, fee and registration: no cell, no key, no element."""
    unknown = replace(FULL, public=None, fee=None, open_to_all=None)
    names = ("ForPublicList", "FeeForParticipation", "ActivityRegistration")
    for made in (
        document.document([unknown], SENDER) for document in (activity_json, activity_xml)
    ):
        assert not [one for one in names if one.encode() in made]
