from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from credit.calendar import NaiveInstant
from documents.pars.cells import CharacterRefused, record_of
from documents.pars.record import LearnerRecord, Sender, pack
from documents.pars.xml import CREDIT, MEMBER, NAME, REPORT, named, report
from tests.documents.pars.records import BOTH, CME_ONLY, CREATED, FITTING, MOC_ONLY, SENDER
from tests.documents.pars.schemas import compiled, file

if TYPE_CHECKING:
    from pathlib import Path

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SPACES = {"r": REPORT, "m": MEMBER, "n": NAME, "hx": CREDIT, "a": "urn:accme:pars"}


def root(*records: LearnerRecord, sender: Sender = SENDER, birth_year: int = 1904) -> Any:
    """Return the written document as lxml reads it."""
    parts = report(map(pack, records), sender, CREATED, YEAR, birth_year=birth_year)
    return etree.fromstring(b"".join(parts))


def texts(of: Any, path: str) -> list[str]:
    """Return the texts of the elements, or the attributes, that a path leads to."""
    return [str(getattr(one, "text", one)) for one in of.xpath(path, namespaces=SPACES)]


def test_a_record_carries_who_what_and_when() -> None:
    """Provider, name, activity, day and action stand where ACCME's draft has them."""
    found = root(BOTH)
    assert texts(found, "//r:ReportingOrganization") == ["Example School of Medicine"]
    assert texts(found, "//r:ProviderOrganization") == ["0001234"]
    assert texts(found, "//m:Name/*") == ["Zoë", "O'Neil-Nguyễn"]
    assert texts(found, "//r:ModuleName") == ["Chest Pain & Troponins: <when> to worry"]
    assert texts(found, "//r:ModuleName/@moduleID") == ["202612345"]
    assert texts(found, "//r:Status") == ["Completed"]
    assert texts(found, "//a:LearnerRecordAction") == ["add"]
    assert texts(root(MOC_ONLY), "//a:LearnerRecordAction") == ["delete"]


def test_the_completion_is_the_local_day_without_zone() -> None:
    """PARS takes a naked time as Central: midnight, unshifted (pitfall 7)."""
    assert texts(root(BOTH), "//r:CompletedDateTime") == ["2026-06-30T00:00:00"]


def test_each_credit_has_its_identifier_and_its_own_id() -> None:
    """CME goes by the license and points by the board's ID; all lead back to one record."""
    found = root(BOTH)
    assert texts(found, "//r:UniqueID") == ["0043010123", "009999"]
    assert texts(found, "//r:UniqueID/@domain") == ["MI", "ABIM"]
    assert texts(found, "//hx:activityCertification") == ["AMA PRA Category 1", "Medical Knowledge"]
    assert texts(found, "//hx:numberOfCredits") == ["2.5", "1.25"]
    ids = texts(found, "//r:CreditID")
    assert ids == [f"{BOTH.credit_id}.1", f"{BOTH.credit_id}.2"]
    assert {record_of(one) for one in ids} == {BOTH.credit_id}


def test_a_single_credit_has_the_record_s_own_id() -> None:
    """Nothing is added where there is nothing to tell apart."""
    found = root(CME_ONLY)
    assert texts(found, "//r:CreditID") == [CME_ONLY.credit_id]
    assert record_of(CME_ONLY.credit_id) == CME_ONLY.credit_id
    assert texts(found, "//r:UniqueID/@domain") == ["NPI"]


def test_without_a_board_id_the_license_identifies() -> None:
    """ABS finds its diplomates without an ID."""
    found = root(replace(BOTH, cme=None, board="ABS", board_id=""))
    assert texts(found, "//r:UniqueID") == ["0043010123"]
    assert texts(found, "//r:UniqueID/@domain") == ["MI"]


def test_the_year_of_birth_is_an_argument_and_said_to_be_none() -> None:
    """29 February is a date of the leap year that is put in front."""
    assert texts(root(CME_ONLY), "//m:BirthDate") == ["1904-02-29"]
    assert texts(root(CME_ONLY, birth_year=1900), "//m:BirthDate") == ["1900-02-29"]
    assert texts(root(CME_ONLY), "//m:BirthDate/@accuracy") == ["DayMonth"]


@settings(deadline=None)
@given(st.lists(FITTING, min_size=1, max_size=5))
def test_any_record_comes_back_as_it_was(records: list[LearnerRecord]) -> None:
    """Whatever a name holds, lxml reads it again."""
    for element, record in zip(
        root(*records).iter(f"{{{REPORT}}}ActivityReport"), records, strict=True
    ):
        assert texts(element, ".//n:GivenName") == [record.given]
        assert texts(element, ".//n:FamilyName") == [record.family]
        assert texts(element, ".//r:ActivityName") == [record.title]
        assert texts(element, ".//hx:activityCertification")[-1] == record.credit_types[-1][0]
        assert texts(element, ".//r:UniqueID")[-1] == record.board_id


def test_the_sender_is_escaped_as_well() -> None:
    """A provider may be called anything."""
    found = root(BOTH, sender=Sender('Smith & "Sons" <US>', "0001234", "example.org"))
    assert texts(found, "//r:ReportingOrganization") == ['Smith & "Sons" <US>']


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        ("\x00", r"U\+0000 \(NULL\)"),
        ("\x0b", r"U\+000B \(LINE TABULATION\)"),
        ("\x1f", r"U\+001F \(INFORMATION SEPARATOR ONE\)"),
        ("\ufffe", r"U\+FFFE"),
        ("\ud83d", r"U\+D83D \(half a character\)"),
    ],
)
def test_what_xml_forbids_is_refused_by_name(inside: str, name: str) -> None:
    """No document comes out that its reader would reject as a whole."""
    with pytest.raises(CharacterRefused, match=name):
        root(replace(BOTH, title=f"Sepsis{inside}"))


def test_an_instant_without_zone_is_refused() -> None:
    """ACCME would take it as Central time."""
    with pytest.raises(NaiveInstant):
        list(report([pack(BOTH)], SENDER, datetime(2026, 1, 5), YEAR))


def test_the_file_is_named_by_its_batch() -> None:
    """The name says what it is and of which batch."""
    assert named("2026-07") == "pars-learners-2026-07.xml"


# ---------------------------------------------------------------- MedBiquitous' schemas


@pytest.mark.shared
@pytest.mark.parametrize(
    "path",
    [
        "activityreport/v1/activityreport.xsd",  # imports member v1 and the LOM, both by address
        "activityreport/v2/activityreport.xsd",  # imports common v2, which is not there
        "member/v2/member.xsd",  # the same, and name v2 and address v2
        "lomv2/healthcarelom.xsd",  # imports Dublin Core's terms and address v1
        "metrics/v2/medicaleducationmetrics.xsd",  # imports all of them
    ],
)
def test_which_schemas_do_not_compile_as_they_are_and_do_with_stubs(
    path: str, tmp_path: Path
) -> None:
    """Each of them imports a schema that is not beside it; stubs for those are enough."""
    with pytest.raises(etree.XMLSchemaParseError):
        etree.XMLSchema(etree.parse(file(path)))
    assert isinstance(compiled(path, tmp_path), etree.XMLSchema)


@pytest.mark.shared
def test_medbiquitous_own_sample_is_valid(tmp_path: Path) -> None:
    """The schema with stubs is still the schema: it takes its own sample, and not any document."""
    schema = compiled("activityreport/v2/activityreport.xsd", tmp_path)
    sample = etree.parse(file("activityreport/v2/sample_activityreport.xml"))
    assert schema.validate(sample)
    (status,) = sample.iter(f"{{{REPORT}}}Status")
    status.text = "Done"
    assert not schema.validate(sample)


@pytest.mark.shared
@pytest.mark.parametrize("record", [BOTH, CME_ONLY, MOC_ONLY])
def test_the_report_is_valid_but_for_what_is_accme_s(record: LearnerRecord, tmp_path: Path) -> None:
    """Without ACCME's UniqueID in each certificate it is MedBiquitous' Activity Report v2."""
    schema = compiled("activityreport/v2/activityreport.xsd", tmp_path)
    found = root(record)
    assert not schema.validate(found)
    for one in list(found.iter(f"{{{REPORT}}}UniqueID")):
        one.getparent().remove(one)
    assert schema.validate(found), schema.error_log
