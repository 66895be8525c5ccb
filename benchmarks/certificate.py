"""What a certificate costs: CPU time of each, and whether memory stays flat over many."""

from __future__ import annotations

import gc
import time
from datetime import date

import psutil

from benchmarks.goal import Goal
from documents.bundle import certificates_zip
from documents.certificate import CertificatePayload, PointsPayload, certificate_pdf

COUNT = 1000
LIMIT_MS = 15.0
LIMIT_GROWTH_MB = 4.0
BUNDLE, LIMIT_BUNDLE = 200, 10.0
STATEMENT = (
    "Example School designates this enduring material for a maximum of 2.50 AMA PRA Category 1 "
    "Credit(s)™. Claim what matches the extent of the participation."
)


def payload(number: int) -> CertificatePayload:
    """Return a full certificate with two boards and four statements."""
    code = f"{number:032x}"
    return CertificatePayload(
        kind="credit",
        demonstration=False,
        name=f"Nguyễn Thị Hồng Ánh {number}, MD, PhD",
        provider="Example School of Medicine",
        office="Office of Continuing Medical Education",
        title="Chest Pain in the Emergency Department: Risk Scores, Troponins and Decisions",
        format="enduring material",
        completed_on=date(2026, 10, 9),
        credits_quarters=9,
        designated_quarters=10,
        points=(
            PointsPayload(board="ABIM", credit_type="Medical Knowledge", quarters=9),
            PointsPayload(board="ABP", credit_type="Lifelong Learning", quarters=9),
        ),
        accme_id="202612345",
        activity="q7Wm3kPzT1",
        statements=(STATEMENT,) * 4,
        signatory_name="Eleanor Whitfield, MD",
        signatory_title="Associate Dean for Continuing Medical Education",
        contact="cme@example.org",
        code=code,
        verify_url=f"https://learn.example.org/verify/{code}",
        log_head="9c41d2e07ab3",
        issued_on=date(2026, 10, 12),
    )


def megabytes() -> float:
    """Return the memory this process holds."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def measure() -> list[Goal]:
    """Print twice as many as needed: the caches of measured words are full after some hundred."""
    for number in range(COUNT):
        certificate_pdf(payload(number))
    before, start = megabytes(), time.process_time()
    for number in range(COUNT, 2 * COUNT):
        certificate_pdf(payload(number))
    each = (time.process_time() - start) * 1000 / COUNT
    growth = megabytes() - before
    start = time.process_time()
    certificates_zip((f"c{number}", payload(number)) for number in range(BUNDLE))
    bundle = time.process_time() - start
    return [
        Goal("CPU of a certificate", each, LIMIT_MS, "ms"),
        Goal(f"Memory grown over {COUNT} certificates", growth, LIMIT_GROWTH_MB, "MB"),
        Goal(f"CPU of {BUNDLE} certificates as one file", bundle, LIMIT_BUNDLE, "s"),
    ]
