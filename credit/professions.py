"""Degrees and professions: who can be awarded AMA PRA credit, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Profession = Literal[
    "Physician",
    "Physician assistant",
    "Nurse practitioner",
    "Nurse",
    "Pharmacist",
    "Other",
]


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree as it stands behind a name, and the profession it stands for."""

    short: str
    name: str
    profession: Profession


# The AMA awards its credit to MD, DO and equivalent foreign medical degrees only.
DEGREES = (
    Degree("MD", "Doctor of Medicine", "Physician"),
    Degree("DO", "Doctor of Osteopathic Medicine", "Physician"),
    Degree("MBBS", "Bachelor of Medicine, Bachelor of Surgery", "Physician"),
    Degree("MBChB", "Bachelor of Medicine, Bachelor of Surgery", "Physician"),
    Degree("MBBCh", "Bachelor of Medicine, Bachelor of Surgery", "Physician"),
    Degree("MBBChir", "Bachelor of Medicine, Bachelor of Surgery", "Physician"),
    Degree("MB BCh BAO", "Bachelor of Medicine, Surgery and Obstetrics", "Physician"),
    Degree("BMBS", "Bachelor of Medicine, Bachelor of Surgery", "Physician"),
    Degree("PA", "Physician assistant", "Physician assistant"),
    Degree("NP", "Nurse practitioner", "Nurse practitioner"),
    Degree("CRNA", "Certified registered nurse anesthetist", "Nurse"),
    Degree("RN", "Registered nurse", "Nurse"),
    Degree("PharmD", "Doctor of Pharmacy", "Pharmacist"),
    Degree("Other", "Another degree or none", "Other"),
)


class UnknownDegree(LookupError):
    """A degree that is not in the list."""

    def __init__(self, short: str) -> None:
        super().__init__(f'"{short}" is not a degree on the list; choose "Other"')


def degree(short: str) -> Degree:
    """Return a degree by its abbreviation."""
    for one in DEGREES:
        if one.short == short:
            return one
    raise UnknownDegree(short)


def is_physician(short: str) -> bool:
    """Whether the holder of this degree can be awarded AMA PRA credit."""
    return degree(short).profession == "Physician"
