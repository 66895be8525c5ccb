"""A made-up board with an old and a new rule, in which a test changes one thing."""

from __future__ import annotations

from credit.boards import Boards, read

OLD, NEW = "2020-01-01", "2025-01-01"
TWO_RULES = """
board: ABX
name: American Board of Examples
url: https://board.example
registered: {starts: "2020-01-01", until: "2030-12-31", source: a page, confirmed: true}
rules:
  - &old
    effective_from: "2020-01-01"
    dated: "2020-01-01"
    source: "a page of the board"
    confirmed: true
    credit_types:
      - {name: Plain, pars: Plain Points, source: a page, confirmed: true}
      - {name: Special, pars: Special Points, splits_off: true, source: memory, confirmed: false}
    requires:
      - {feature: pass, source: a page, confirmed: true}
    points:
      {per_credit: "0.5", step: "1.00", rounding: down, variable: true, source: a page,
       confirmed: true}
    repeats: {one_per_day: true, source: a page, confirmed: true}
    report_within_days: 30
    diplomate_id:
      {label: ABX ID, example: "123", usual: "[0-9]{3}", possible: "[0-9]{1,5}", required: true,
       source: a page, confirmed: true}
    outline: {least: 1, most: 2, label: outline, source: a page, confirmed: true}
    statement:
      text: "{provider} {points} {credit_type}"
      source: "a page of the board"
      dated: "2020-01-01"
      approved: true
  - <<: *old
    effective_from: "2025-01-01"
    change: Quarters and two points for a credit.
    points:
      {per_credit: "2", step: "0.25", rounding: down, variable: true, source: a new page,
       confirmed: true}
"""
EXAMPLES = Boards(all=(read(TWO_RULES),))


def boards(*changes: tuple[str, str]) -> Boards:
    """Return the made-up board with passages of its file changed."""
    text = TWO_RULES
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Boards(all=(read(text),))
