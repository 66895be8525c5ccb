"""ACCME's and MedBiquitous' schemas beside the repository, with what is broken in them mended."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from tests.shared_data import SHARED

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = SHARED / "data" / "pars"
_XSD = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
_ANYTHING = (
    '<xsd:sequence><xsd:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/>'
    "</xsd:sequence>"
)


def _stub(namespace: str, body: str) -> str:
    return (
        f'<xsd:schema xmlns="{namespace}" targetNamespace="{namespace}" {_XSD}>{body}</xsd:schema>'
    )


def _of_anything(*names: str) -> str:
    return "".join(f'<xsd:complexType name="{one}">{_ANYTHING}</xsd:complexType>' for one in names)


STUBS = {
    "common/v2/common.xsd": _stub(
        "http://ns.medbiq.org/common/v2/",
        '<xsd:simpleType name="NonNullStringType"><xsd:restriction base="xsd:string">'
        '<xsd:minLength value="1"/></xsd:restriction></xsd:simpleType>'
        '<xsd:simpleType name="RestrictionsType"><xsd:restriction base="xsd:string"/>'
        "</xsd:simpleType>" + _of_anything("ReferenceType", "AttachmentType"),
    ),
    "name/v2/name.xsd": _stub("http://ns.medbiq.org/name/v2/", _of_anything("NameType")),
    "address/v1/address.xsd": _stub(
        # Empty: a type that extends it must stay deterministic.
        "http://ns.medbiq.org/address/v1/",
        '<xsd:complexType name="AddressType"/>',
    ),
    "address/v2/address.xsd": _stub(
        "http://ns.medbiq.org/address/v2/",
        _of_anything("AddressType", "CountryType", "CountryTypeWithAttributes"),
    ),
    "member/v1/member.xsd": _stub(
        "http://ns.medbiq.org/member/v1/", _of_anything("MemberType", "UniqueIDType")
    ),
    "dcterms.xsd": _stub(
        "http://purl.org/dc/terms/",
        '<xsd:element name="license"/><xsd:element name="bibliographicCitation"/>',
    ),
}
"""Schemas that MedBiquitous' files import and that are not beside this repository: whatever stands
in a name, an address or a version 1 member is not validated here, everything around it is."""


def draft(name: str) -> Any:
    """Return one of ACCME's draft schemas as JSON, mended; skips where it is absent."""
    text = file("accme/" + name).read_text(encoding="utf-8")
    if "learner-reports" in name:
        # Line 342 lacks the comma between the properties ProviderID and LearnerRecordAction, so
        # the draft is no JSON at all.
        text = re.sub(
            r'("Web services provider identifier"\s*\})(\s*"LearnerRecordAction")', r"\1,\2", text
        )
    found = json.loads(text)
    return _mended_activities(found) if "pars-activity" in name else found


def _mended_activities(schema: Any) -> Any:
    """Put right what keeps the activity draft v0_1_2 from being a schema at all."""
    # The list of what the root requires stands among its properties, where a schema must stand.
    schema["required"] = schema["properties"].pop("required")
    activities = schema["properties"]["ACCMEActivities"]
    activities["required"] = activities["properties"].pop("required")
    listed = activities["properties"]["MedicalEducationMetrics"]
    # What each activity requires stands beside the list's items, where it means nothing, and
    # names the property ParticipationMetrics with a small letter.
    required = listed.pop("required")
    listed["items"]["required"] = [
        "ParticipationMetrics" if one == "participationMetrics" else one for one in required
    ]
    # The list of what REMS requires stands among its properties as well.
    extension = listed["items"]["properties"]["XtensibleInfo"]["properties"]
    extension["REMS"]["required"] = extension["REMS"]["properties"].pop("required")
    return schema


def file(path: str) -> Path:
    """Return a file of the reference data, or skip the test that asks."""
    found = FOLDER / path
    if not found.is_file():
        pytest.skip("the reference data is not beside this repository")
    return found


def compiled(path: str, place: Path) -> etree.XMLSchema:
    """Return one of MedBiquitous' schemas with its imports led to files; skips where absent."""
    file(path)
    folder = place / "schemas"
    if not folder.exists():
        _laid(folder)
    return etree.XMLSchema(etree.parse(folder / path))


def _laid(folder: Path) -> None:
    """Copy the schemas, put the stubs beside them, and lead every import to a file."""
    for one in FOLDER.rglob("*.xsd"):
        copy = folder / one.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one, copy)
    for name, text in STUBS.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    for one in folder.rglob("*.xsd"):
        text = one.read_text(encoding="utf-8")
        text = re.sub(
            r'(schemaLocation\s*=\s*")(http[^"]+)"',
            lambda found: f'{found[1]}{_led(found[2], folder)}"',
            text,
        )
        one.write_text(text, encoding="utf-8")


def _led(address: str, folder: Path) -> str:
    path = address.removeprefix("http://ns.medbiq.org/").replace("lom/", "lomv2/", 1)
    if "dcterms" in address:
        path = "dcterms.xsd"
    return (folder / path).as_uri()
