"""Made-up learner records that the tests of the PARS files write and read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from documents.pars.faults import FORBIDDEN, fits
from documents.pars.record import LearnerRecord, Sender
from documents.tables import harmless

CREATED = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
SENDER = Sender("Example School of Medicine", "0001234", "example.org")
BOTH = LearnerRecord(
    action="add",
    credit_id="ccid:example.org:c0mpl3t10n-both-1",
    activity_id="202612345",
    title="Chest Pain & Troponins: <when> to worry",
    completed_on=date(2026, 6, 30),
    given="Zoë",
    family="O'Neil-Nguyễn",
    birthday="09/10",
    state="MI",
    identifier="0043010123",
    identifier_kind="license",
    cme=10,
    board="ABIM",
    board_id="009999",
    board_total=5,
    credit_types=(("Medical Knowledge", 5),),
)
"""CME and points at one board, by license."""
CME_ONLY = replace(
    BOTH,
    credit_id="ccid:example.org:c0mpl3t10n-cme-1",
    birthday="02/29",
    identifier="1234567893",
    identifier_kind="NPI",
    board=None,
    board_id="",
    board_total=None,
    credit_types=(),
)
"""CME by NPI, of somebody born on 29 February."""
MOC_ONLY = replace(
    BOTH,
    credit_id="ccid:example.org:c0mpl3t10n-ABIM-2",
    action="delete",
    state="",
    identifier="",
    cme=None,
    board_total=6,
    credit_types=(("Medical Knowledge", 4), ("Practice Assessment", 2)),
)
"""Points of two types at one board."""
_NAMES = (
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
        ),
        min_size=1,
        max_size=20,
    )
    .map(str.strip)
    .filter(bool)
    .filter(lambda text: harmless(text) == text and not FORBIDDEN.search(text))
    .filter(lambda text: not re.search("_x[0-9A-Fa-f]{4}_", text))
)
FITTING = st.builds(
    replace,
    st.just(BOTH),
    action=st.sampled_from(["add", "delete"]),
    given=_NAMES,
    family=_NAMES,
    title=_NAMES,
    identifier=_NAMES,
    board_id=_NAMES,
    completed_on=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    birthday=st.dates(date(1904, 1, 1), date(1904, 12, 31)).map(lambda day: f"{day:%m/%d}"),
    cme=st.none() | st.integers(1, 400),
    board_total=st.just(400),
    credit_types=st.lists(
        st.tuples(_NAMES, st.integers(1, 400)), min_size=1, max_size=4, unique_by=lambda one: one[0]
    ).map(tuple),
).filter(lambda record: not fits(record))
"""Records without fault, with any text that a name can be."""
