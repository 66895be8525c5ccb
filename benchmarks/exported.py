"""A million learner records for PARS as tab-delimited text, XML and Excel: how fast, how large."""

from __future__ import annotations

import gc
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.goal import Goal, table
from documents.pars import excel, learner_report, tab, xml
from documents.pars.record import LearnerRecord, Sender, made_credit_id, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RECORDS = 1_000_000
TAB_A_SECOND, XML_A_SECOND = 100_000, 30_000
GROWTH_MB = 64
CREATED = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
SENDER = Sender("Example School of Medicine", "0001234", "example.org")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def record(number: int) -> LearnerRecord:
    """Return one of many records; every third name has a letter that is not ASCII."""
    return LearnerRecord(
        action="add",
        credit_id=made_credit_id("example.org", f"q7Wm3kPzT1{number:08d}", "ABIM", 1),
        activity_id=f"2026{number % 90_000 + 10_000}",
        title="Chest Pain in the Emergency Department: Risk Scores & Troponins",
        completed_on=YEAR[0] + timedelta(days=number % 365),
        given="Zoë" if number % 3 == 0 else "Eleanor",
        family=f"O'Neil-Whitfield {number}",
        birthday=f"{number % 12 + 1:02d}/{number % 28 + 1:02d}",
        state="MI",
        identifier=f"43010{number:07d}",
        identifier_kind="license",
        cme=number % 8 + 4,
        board="ABIM",
        board_id=f"{number:06d}",
        board_total=4,
        credit_types=(("Medical Knowledge", 4),),
    )


def source(count: int) -> Iterator[str]:
    """Yield packed records as a database's cursor would; ten thousand differ, then they repeat."""
    some = [pack(record(number)) for number in range(10_000)]
    while True:
        yield from some[:count]
        count -= len(some)
        if count <= 0:
            return


def written(
    write: Callable[[Iterable[str]], Iterator[bytes]], count: int
) -> tuple[float, float, int]:
    """Return records a second, MB of memory at the peak above the start, and bytes written.

    The first thousands warm what is warmed once; nothing of the file is kept.
    """
    for _ in write(islice(source(2_000), 2_000)):
        pass
    records = source(count)
    first = next(records)  # the source has made what it holds
    start_mb, peak_mb, size = memory(), 0.0, 0
    start = time.perf_counter()
    for number, part in enumerate(write(with_first(first, records))):
        size += len(part)
        if number % 20 == 0:
            peak_mb = max(peak_mb, resident())
    took = time.perf_counter() - start
    return count / took, max(peak_mb, resident()) - start_mb, size


def with_first(first: str, rest: Iterable[str]) -> Iterator[str]:
    """Yield one and then the others."""
    yield first
    yield from rest


def resident() -> float:
    """Return the MB that this process holds in memory."""
    return float(psutil.Process().memory_info().rss) / 1e6


def memory() -> float:
    """Return the same after what is garbage has gone."""
    gc.collect()
    return resident()


def measure() -> Iterator[Goal]:
    """Write a million records in each format, one after another."""
    formats: tuple[tuple[str, Callable[[Iterable[str]], Iterator[bytes]], int], ...] = (
        ("tab-delimited", tab.lines, TAB_A_SECOND),
        ("XML", lambda packed: xml.report(packed, SENDER, CREATED, YEAR), XML_A_SECOND),
        ("Excel", lambda packed: excel.workbook(packed, CREATED), 0),
        ("JSON", lambda packed: learner_report.report(packed, SENDER, CREATED), 0),
    )
    for name, write, limit in formats:
        rate, growth, size = written(write, RECORDS)
        if limit:
            yield Goal(f"PARS, {name}: records", rate, limit, "/s", more=True)
        detail = f"{rate:,.0f} records/s, {size / 1e6:,.0f} MB written"
        yield Goal(f"PARS, {name}: memory grown", growth, GROWTH_MB, "MB", detail=detail)


if __name__ == "__main__":
    print(table(list(measure())))
