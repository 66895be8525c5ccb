"""QTI packages: a list of contents, a file for each item, their pictures; in 2.1 and in 3.0."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from lxml import etree

from quizzes.formats.foreign import Paper, Rejected, Written
from quizzes.formats.qti_writing import CannotBeWrittenError, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from quizzes.models import AnyItem

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of each entry, so that the same items give the same bytes."""
_HTML = frozenset({
    "a", "blockquote", "br", "code", "div", "em", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip


@dataclass(frozen=True)
class _Version:
    """What differs between the versions."""

    item: str
    """The namespace of items."""
    package: str
    """The namespace of the list of contents."""
    resource: str
    schema: str
    number: str
    kebab: bool
    """Whether names are qti-choice-interaction instead of choiceInteraction."""


_V2 = _Version(
    "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1",
    "imsqti_item_xmlv2p1", "QTIv2.1 Package", "1.0.0", kebab=False,
)  # fmt: skip
_V3 = _Version(
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "imsqti_item_xmlv3p0", "QTI Package", "3.0.0", kebab=True,
)  # fmt: skip


def write(paper: Paper, version: _Version) -> Written:
    """Return a package with the items of a paper."""
    entries: dict[str, bytes] = {}
    resources: list[tuple[str, list[str]]] = []
    left_out: list[Rejected] = []
    warnings: list[str] = []
    for number, item in enumerate(paper.items, 1):
        folder = f"items/{number:04d}"
        try:
            made = written(item, paper.images, origin_of(item))
        except CannotBeWrittenError as fault:
            left_out.append(Rejected(item.id, str(fault)))
            continue
        pictures = {f"{folder}/images/{name}": data for name, data in made.images.items()}
        entries |= {f"{folder}/item.xml": _xml(_named(made.root, version)), **pictures}
        resources.append((f"{folder}/item.xml", list(pictures)))
        warnings += [f"{item.id}: {one}" for one in made.warnings]
    contents = {"imsmanifest.xml": _xml(_manifest(paper.title, resources, version)), **entries}
    return Written(_zipped(contents), tuple(left_out), tuple(warnings))


write_2_1 = partial(write, version=_V2)
write_3 = partial(write, version=_V3)


def origin_of(item: AnyItem) -> str:
    """Return the id that QTI gave an item that came from it, else the item's own."""
    came = item.origin
    return came.id if came and came.id and came.format.startswith("qti-") else item.id


def _manifest(title: str, resources: list[tuple[str, list[str]]], version: _Version) -> _Element:
    root = etree.Element(
        f"{{{version.package}}}manifest",
        {"identifier": "MANIFEST"},
        cast("dict[str, str]", {None: version.package}),
    )
    metadata = _under(root, "metadata")
    _under(metadata, "schema").text = version.schema
    _under(metadata, "schemaversion").text = version.number
    _under(root, "organizations")
    listed = _under(root, "resources")
    for number, (path, pictures) in enumerate(resources, 1):
        one = _under(
            listed, "resource", identifier=f"ITEM-{number}", type=version.resource, href=path
        )
        for file in (path, *pictures):
            _under(one, "file", href=file)
    root.append(etree.Comment(f" {title.replace('--', '- -')} "))
    return root


def _under(parent: _Element, name: str, **attributes: str) -> _Element:
    space = str(parent.tag).partition("}")[0]
    return etree.SubElement(parent, f"{space}}}{name}", attributes)


def _named(root: _Element, version: _Version) -> _Element:
    """Return a tree in the namespace and with the names of a version."""
    name = _kebab(str(root.tag)) if version.kebab and root.tag not in _HTML else str(root.tag)
    spaces = cast("dict[str, str]", {None: version.item})
    found = etree.Element(f"{{{version.item}}}{name}", None, spaces)
    for key, value in root.items():
        found.set(_kebab_name(str(key)) if version.kebab else key, value)
    if root.tag == "assessmentItem":
        found.set(_LANGUAGE, "en")
    into = found
    if version.kebab and root.tag == "modalFeedback":
        into = etree.SubElement(found, f"{{{version.item}}}qti-content-body")
    into.text = root.text
    for one in root:
        into.append(_named(one, version))
    found.tail = root.tail
    _template(found, version)
    return found


def _template(element: _Element, version: _Version) -> None:
    said = element.get("template")
    if said and version.kebab:
        name = said.rpartition("/")[2]
        where = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
        element.set("template", f"{where}/{name}.xml")


def _kebab(name: str) -> str:
    return f"qti-{_kebab_name(name)}"


def _kebab_name(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"-{found[1].lower()}", name)


def _xml(root: _Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in contents.items():
            archive.writestr(zipfile.ZipInfo(path, _DATE), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
