"""Example papers for the tests, and how to read what was printed."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader

from documents.certificate import CertificatePayload, PointsPayload
from documents.letter import LetterPayload
from documents.moc_row import MocRow, TypeTotal
from documents.own_row import OwnRow
from documents.part4_certificate import Part4Certificate
from documents.part4_row import Part4Row
from documents.share_sheet import ShareSheet
from documents.transcript import TranscriptRow

if TYPE_CHECKING:
    from pypdf import PageObject

CODE = "3f2a91c07be84d5fa1c2e3d4b5a69788"
ADDRESS = f"https://learn.example.org/verify/{CODE}"
ACCREDITATION = "Example School of Medicine is accredited to provide continuing medical education."
DESIGNATION = (
    "Example School of Medicine designates this enduring material for a maximum of 2.50 "
    "AMA PRA Category 1 Credit(s)™. Physicians should claim what matches their participation."
)

PARTICIPATION = (
    "Took part in this enduring material, which Example School of Medicine designated for a maximum"
    " of 2.50 AMA PRA Category 1 Credits™."
)


def certificate(**changes: Any) -> CertificatePayload:
    """Return a physician's certificate, with changes."""
    fields: dict[str, Any] = {
        "kind": "credit",
        "demonstration": False,
        "name": "Nguyễn Thị Hồng Ánh, MD, PhD",
        "provider": "Example School of Medicine",
        "office": "Office of Continuing Medical Education",
        "title": "Chest Pain in the Emergency Department",
        "format": "enduring material",
        "completed_on": date(2026, 10, 9),
        "credits_quarters": 5,
        "designated_quarters": 10,
        "points": (abim(5), points("ABP", "Lifelong Learning", 4)),
        "accme_id": "202612345",
        "activity": "q7Wm3kPzT1",
        "statements": (ACCREDITATION, DESIGNATION),
        "signatory_name": "Eleanor Whitfield, MD",
        "signatory_title": "Associate Dean",
        "contact": "cme@example.org",
        "code": CODE,
        "verify_url": ADDRESS,
        "log_head": "9c41d2e07ab3",
        "issued_on": date(2026, 11, 2),
    }
    return CertificatePayload.model_validate(fields | changes)


def participation(**changes: Any) -> CertificatePayload:
    """Return a pharmacist's certificate of participation, with changes."""
    fields: dict[str, Any] = {"kind": "participation", "credits_quarters": 0, "points": ()}
    fields["hours_quarters"] = 3
    fields["statements"] = (ACCREDITATION, PARTICIPATION)
    return certificate(**fields | {"name": "Shaun Reilly, PharmD"} | changes)


def points(board: str, credit_type: str, quarters: int) -> PointsPayload:
    """Return points of one board."""
    return PointsPayload(board=board, credit_type=credit_type, quarters=quarters)


def abim(quarters: int) -> PointsPayload:
    """Return ABIM points of a diplomate."""
    return PointsPayload(
        board="ABIM", credit_type="Medical Knowledge", quarters=quarters, diplomate_id="012345"
    )


def row(**changes: Any) -> TranscriptRow:
    """Return one line of a transcript, with changes."""
    fields: dict[str, Any] = {
        "completed_on": date(2026, 10, 9),
        "title": "Chest Pain in the Emergency Department",
        "format": "enduring material",
        "provider": "Example School of Medicine",
        "credits_quarters": 5,
        "kind": "credit",
        "points": (abim(5),),
        "activity": "q7Wm3kPzT1",
        "certificate": CODE,
    }
    return TranscriptRow.model_validate(fields | changes)


def board(**changes: Any) -> MocRow:
    """Return a person's points at the ABIM, with changes."""
    fields: dict[str, Any] = {
        "board": "ABIM",
        "first_year": 2022,
        "last_year": 2026,
        "here": (TypeTotal(credit_type="Medical Knowledge", quarters=51),),
        "progress": "12.75 of 100 points",
        "hint": "ABIM asks for 100 points in 5 years. What counts is for the board to decide.",
    }
    return MocRow.model_validate(fields | changes)


def own(**changes: Any) -> OwnRow:
    """Return credit that the person wrote down, with changes."""
    fields: dict[str, Any] = {
        "completed_on": date(2026, 3, 8),
        "title": "Grand rounds on sepsis",
        "provider": "Example Hospital",
        "format": "live activity",
        "kind": "category-1",
        "quarters": 6,
        "points": (points("ABIM", "Medical Knowledge", 4),),
    }
    return OwnRow.model_validate(fields | changes)


def project(**changes: Any) -> Part4Row:
    """Return a part in a quality project, with changes."""
    fields: dict[str, Any] = {
        "completed_on": date(2026, 11, 20),
        "title": "Fewer missed follow-up visits",
        "department": "Internal Medicine",
        "provider": "Example School of Medicine",
        "lead": False,
        "credit_year": "2026",
        "awards": ("ABIM 30 Practice Assessment points",),
        "record": CODE,
    }
    return Part4Row.model_validate(fields | changes)


def part4(**changes: Any) -> Part4Certificate:
    """Return the record of that part on paper, with changes."""
    fields: dict[str, Any] = {
        "row": project(),
        "name": "Shaun O’Neil, MD",
        "verified_on": date(2026, 12, 1),
        "activities": "design, data, meetings",
    }
    return Part4Certificate.model_validate(fields | changes)


def letter(**changes: Any) -> LetterPayload:
    """Return a letter with two boards, with changes."""
    fields: dict[str, Any] = {
        "demonstration": False,
        "placeholder": False,
        "provider": "Example School of Medicine",
        "office": "Office of Continuing Medical Education",
        "contact": "cme@example.org",
        "dated": date(2026, 12, 1),
        "to": "Nguyễn Thị Hồng Ánh, MD, PhD",
        "reference": "3f2a91c07be84d5fa1c2e3d4b5a69788",
        "title": "Spring course in perioperative medicine",
        "facts": (("Days", "1 Apr 2027 to 2 Apr 2027"), ("Credit, at most", "2.00")),
        "opening": "Thank you for asking.",
        "boards": (
            {
                "board": "American Board of Anesthesiology (ABA)",
                "verdict": "eligible",
                "reasons": "Up to 2.00 Lifelong Learning points.",
                "source": "Rule looked at from 1 Jan 2024 on: accme.org/faq/8079",
            },
            {
                "board": "American Board of Pediatrics (ABP)",
                "verdict": "needs change",
                "reasons": "No passing standard is set.",
                "source": "Rule looked at from 1 Jan 2024 on: accme.org/faq/8080",
            },
        ),
        "signatory_name": "Eleanor Whitfield, MD",
        "signatory_title": "Associate Dean",
    }
    return LetterPayload.model_validate(fields | changes)


def pages(pdf: bytes) -> list[PageObject]:
    """Return the pages of a PDF."""
    return list(PdfReader(BytesIO(pdf)).pages)


def text(pdf: bytes) -> str:
    """Return all words of a PDF, one space between them."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages(pdf)))


def faces(pdf: bytes) -> dict[str, str]:
    """Return what the first page says in each cut of its typeface."""
    said: dict[str, str] = {}

    def visit(part: str, _cm: list[float], _tm: list[float], font: Any, _size: float) -> None:
        if font:
            cut = str(font["/BaseFont"]).rpartition("-")[2]
            said[cut] = said.get(cut, "") + part

    pages(pdf)[0].extract_text(visitor_text=visit)
    return {cut: re.sub(r"\s+", " ", words) for cut, words in said.items()}


def starts(page: PageObject) -> list[tuple[float, float]]:
    """Return where each stretch of text on a page starts."""
    found: list[tuple[float, float]] = []

    def visit(part: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if part.strip():
            found.append((tm[4], tm[5]))

    page.extract_text(visitor_text=visit)
    return found


def share(**changes: Any) -> ShareSheet:
    """Return a sheet that leads to an activity, with changes."""
    fields: dict[str, Any] = {
        "demonstration": False,
        "provider": "Example School of Medicine",
        "office": "Office of Continuing Medical Education",
        "title": "Sepsis in adults",
        "summary": "Twenty questions on recognition, fluids and antibiotics.",
        "facts": "20 questions, about 60 minutes",
        "credit": "Up to 2.50 AMA PRA Category 1 Credits™",
        "expires": date(2027, 10, 31),
        "code": "k7m3p9",
        "address": "https://learn.example.org/go/k7m3p9?from=qr",
        "typed": "https://learn.example.org/go/k7m3p9",
        "statements": (ACCREDITATION, DESIGNATION),
        "contact": "Office of CME, cme@example.org",
    }
    return ShareSheet(**{**fields, **changes})
