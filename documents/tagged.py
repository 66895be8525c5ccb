"""A canvas that also says what each thing on it is: the structure that screen readers go by.

ReportLab draws and keeps no structure; its catalog has room for one. Written here is what PDF 1.7
(ISO 32000-1, 14.7 and 14.8) asks for: marks in the pages, elements, and the way back from the
marks to the elements. Elements stand in the order in which they were drawn.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas

from documents.faces import CUTTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BytesIO

Part = str | PDFObject


class Document(Protocol):
    """What is used of ReportLab's document, which is not typed."""

    Pages: Any
    Catalog: Any

    def Reference(self, thing: object) -> Any:  # noqa: N802, ANN401  (ReportLab's own)
        """Give an object a number, once, and return the reference to it."""


class Raw(PDFObject):
    """An object that is written as `parts` say: text as it stands, objects as references."""

    def __init__(self, *parts: Part) -> None:
        self.parts = list(parts)

    def format(self, document: Document) -> bytes:
        """Return the object's bytes."""
        return b" ".join(_written(one, document) for one in self.parts)


def _written(part: Part, document: Document) -> bytes:
    if isinstance(part, str):
        return part.encode("ascii")
    found = part if isinstance(part, PDFString) else document.Reference(part)
    return bytes(found.format(document))


class Element(Raw):
    """One element: its kind, its parent, and what is in it: marks, links, elements."""

    def __init__(self, kind: str, parent: PDFObject, *attributes: Part) -> None:
        super().__init__("<< /Type /StructElem /S", f"/{kind}", "/P", parent, *attributes)
        self.kids: list[Part] = []

    def format(self, document: Document) -> bytes:
        """Return the element's bytes with all that is in it."""
        return b" ".join((super().format(document), _listed("/K", self.kids, document), b">>"))


def _listed(name: str, parts: Sequence[Part], document: Document) -> bytes:
    return Raw(name, "[", *parts, "]").format(document)


class TaggedCanvas(Canvas):
    """A canvas on which everything is drawn inside `tag` or `artifact`."""

    _doc: Document
    _annotationrefs: list[PDFObject]

    if TYPE_CHECKING:  # ReportLab's own, which its stub leaves out

        def _bookmarkReference(self, name: str) -> PDFObject: ...  # noqa: N802

        def _addAnnotation(self, annotation: PDFObject) -> None: ...  # noqa: N802

    def __init__(self, file: BytesIO, size: tuple[float, float], font: str) -> None:
        """Begin a document; the same drawing on it always gives the same bytes."""
        super().__init__(
            file,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang="en-US",
            initialFontName=font,  # type: ignore[arg-type]  # the stub errs
        )
        self._tree = Raw("<< /Type /StructTreeRoot")
        self._whole = self._at = Element("Document", self._tree)
        self._elements = [self._whole]
        self._marked: list[Element] = []  # on this page, by mark
        # From a key to its element, or to the elements of a page by mark.
        self._ways: list[Element | list[Element]] = []
        self._linked: list[tuple[Element, PDFObject]] = []

    @contextmanager
    def group(self, kind: str, *attributes: Part) -> Iterator[Element]:
        """Let what is drawn stand inside one element, which has nothing of its own on the page."""
        outer, inner = self._at, Element(kind, self._at, *attributes)
        outer.kids.append(inner)
        self._elements.append(inner)
        self._at = inner
        yield inner
        self._at = outer

    @contextmanager
    def tag(self, kind: str, *attributes: Part) -> Iterator[None]:
        """Let what is drawn be one element, such as a paragraph (P) or a heading (H1)."""
        with self.group(kind, *attributes) as element:
            mark = len(self._marked)
            element.kids.append(str(mark))
            self._marked.append(element)
            self.addLiteral(f"/{kind} <</MCID {mark}>> BDC")
            yield
            self.addLiteral("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Let what is drawn be no content: rules, frames, running heads."""
        self.addLiteral("/Artifact BMC")
        yield
        self.addLiteral("EMC")

    @contextmanager
    def link(
        self, address: str, says: str, at: tuple[float, float, float, float]
    ) -> Iterator[None]:
        """Let what is drawn be a link that covers a place on the page."""
        with self.group("Link") as element:
            yield
            key = self._way(element)
            self.linkURL(address, at, relative=1, Contents=PDFString(says), StructParent=key)
            self._linked.append((element, self._annotationrefs[-1]))

    @contextmanager
    def jump(self, mark: str, says: str, at: tuple[float, float, float, float]) -> Iterator[None]:
        """Let what is drawn be a link to a place in the document that is marked so."""
        with self.group("Link") as element:
            yield
            note = PDFDictionary(
                {
                    "Type": PDFName("Annot"),
                    "Subtype": PDFName("Link"),
                    "Rect": PDFArray(at),
                    "Border": "[0 0 0]",
                    "Dest": self._bookmarkReference(mark),
                    "Contents": PDFString(says),
                    "StructParent": self._way(element),
                }
            )
            self._addAnnotation(note)
            self._linked.append((element, self._annotationrefs[-1]))

    def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
        """End the page, and remember which element each of its marks belongs to."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._way(list(self._marked)), PDFName("S")
        on = self._doc.Reference(page)
        for element in self._marked:
            element.parts += ["/Pg", on]
        for element, note in self._linked:
            element.kids += ["<< /Type /OBJR /Obj", note, "/Pg", on, ">>"]
        self._marked, self._linked = [], []

    def _way(self, to: Element | list[Element]) -> int:
        self._ways.append(to)
        return len(self._ways) - 1

    def save(self) -> None:
        """Write the document with its structure."""
        ways: list[Part] = []
        for key, to in enumerate(self._ways):
            ways += [str(key), *(["[", *to, "]"] if isinstance(to, list) else [to])]
        for element in self._elements:
            self._doc.Reference(element)
        self._tree.parts += ["/K", self._whole, "/ParentTree << /Nums [", *ways, "] >>"]
        self._tree.parts.append(f"/ParentTreeNextKey {len(self._ways)} >>")
        self._doc.Catalog.StructTreeRoot = self._tree
        self._doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        with CUTTING:
            super().save()
