"""What a certificate says, block by block; it never gives more than was claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credit.amounts import as_text, participation_hours
from credit.statements import ama_credits
from documents.block import Block
from documents.faces import Face
from documents.sheet import in_words
from documents.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.payload import CertificatePayload, PointsPayload

HEADINGS = {
    "credit": "Certificate of Credit",
    "participation": "Certificate of Participation",
    "completion": "Certificate of Completion",
}


def head(payload: CertificatePayload) -> tuple[Block, ...]:
    """Return the blocks from the provider's name down to the amount."""
    return (
        Block(words(payload.provider.upper(), Face.REGULAR, 0.14), 10.5, least=0.7),
        Block(words(payload.office, Face.ITALIC), 11, above=1),
        Block(words(HEADINGS[payload.kind]), 25, above=13, kind="H1"),
        Block(words("This certifies that", Face.ITALIC), 12, above=11),
        Block(words(payload.name), 34, above=2, leading=1.12, least=0.6),
        *_gained(payload),
    )


def _gained(payload: CertificatePayload) -> tuple[Block, ...]:
    said = {"credit": _credit, "participation": _participation, "completion": _completion}
    return said[payload.kind](payload)


def _credit(payload: CertificatePayload) -> tuple[Block, ...]:
    day = in_words(payload.completed_on)
    amount = ama_credits(payload.credits_quarters)
    return (
        _aside(f"has completed the {payload.format}"),
        _title(payload),
        _aside(f"on {day}, and has claimed"),
        *([Block(words(amount), 18, above=4)] if payload.credits_quarters else []),
        *(Block(_points(points), 12, above=1) for points in payload.points),
    )


def _completion(payload: CertificatePayload) -> tuple[Block, ...]:
    # The credit is another activity's: here are points alone, however many boards.
    return (
        _aside("has completed the self-assessment"),
        _title(payload),
        _aside(f"on {in_words(payload.completed_on)}, and has claimed"),
        *(Block(_points(points), 15, above=3) for points in payload.points),
    )


def _participation(payload: CertificatePayload) -> tuple[Block, ...]:
    # What the activity was designated for is said once, by the provider's own statement below.
    hours = participation_hours(payload.hours_quarters) if payload.hours_quarters else ""
    return (
        _aside(f"has participated in the {payload.format}"),
        _title(payload),
        _aside(f"on {in_words(payload.completed_on)}{', and has recorded' if hours else '.'}"),
        *([Block(words(hours), 15, above=3)] if hours else []),
    )


def _aside(text: str) -> Block:
    return Block(words(text, Face.ITALIC), 12, above=5)


def _title(payload: CertificatePayload) -> Block:
    return Block(words(payload.title, Face.BOLD), 18, above=2, leading=1.15)


def _points(points: PointsPayload) -> tuple[Word, ...]:
    amount = f"{as_text(points.quarters)} MOC points, {points.board} {points.credit_type}"
    holder = f" (diplomate ID {points.diplomate_id})" if points.diplomate_id else ""
    return words(amount + holder)


def identity(payload: CertificatePayload) -> tuple[Block, ...]:
    """Return what identifies the activity and the day the certificate was issued."""
    facts = {
        "Issued": in_words(payload.issued_on),
        "Activity": payload.activity,
        "ACCME activity ID": payload.accme_id,
        "Record log": payload.log_head,
    }
    return _facts(facts)


def proof(payload: CertificatePayload) -> tuple[Block, ...]:
    """Return how the certificate can be verified, and whom to ask."""
    grouped = " ".join(payload.code[at : at + 4] for at in range(0, 32, 4))
    address, slash, last = payload.verify_url.rpartition("/")
    return _facts(
        {"Certificate": grouped, "Verify at": (address + slash, last), "Contact": payload.contact}
    )


def signature(payload: CertificatePayload, named: str | None) -> tuple[Block, ...]:
    """Return who signs, and by whose certificate the file is signed, if it is."""
    digital = [Block(words(f"Signed digitally by {named}"), 7, above=2)] if named else []
    return (
        Block(words(payload.signatory_name), 11, least=0.7),
        Block(words(payload.signatory_title, Face.ITALIC), 9.5),
        *digital,
    )


def _facts(facts: Mapping[str, str | tuple[str, ...] | None]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for name, value in facts.items():
        lines = (value,) if isinstance(value, str) else value or ()
        if lines:
            caption = words(name.upper(), Face.REGULAR, 0.12)
            blocks.append(Block(caption, 5.8, above=3 if blocks else 0))
            blocks.extend(Block(words(line), 8.6) for line in lines)
    return tuple(blocks)
