"""One small item of each type that has parts of its own, as its file would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.models import ITEM
from quizzes.notation import read

if TYPE_CHECKING:
    from quizzes.models import AnyItem

MATCHING = """\
id: three
type: extended_matching
theme: Acid-base disturbances
lead_in: Which disturbance explains the values?
options:
  - {id: a, text: Metabolic acidosis}
  - {id: b, text: Metabolic alkalosis}
  - {id: c, text: Respiratory acidosis}
stems:
  - {id: s1, text: "pH 7.20, PaCO2 20 mm Hg", correct: a, rationale: Low pH and low PaCO2.}
  - {id: s2, text: "pH 7.22, PaCO2 70 mm Hg", correct: c, rationale: Low pH and high PaCO2.}
"""

ORDERED = """\
id: three
type: ordered
lead_in: Put the steps in order.
items_in_order:
  - {id: a, text: First shock}
  - {id: b, text: CPR for 2 minutes}
  - {id: c, text: Second shock}
  - {id: d, text: Epinephrine}
"""

NUMERIC = """\
id: three
type: numeric
lead_in: What dose is given, in milligrams?
answer:
  value: "180"
  unit: mg
  accepted_units: [mg, g]
  tolerance: {kind: absolute, value: "1"}
  common_errors:
    - {value: "144", rationale: "2 mg/kg were taken instead."}
"""

CLUSTER = """\
id: three
type: true_false_cluster
lead_in: Mark each statement.
statements:
  - {id: s1, text: The guideline applies from 35 weeks., correct: "true",
     rationale: Its title says so at once.}
  - {id: s2, text: Looking is enough., correct: "false", rationale: Bilirubin must be known.}
"""


def item_of(text: str) -> AnyItem:
    """Return the item that a text describes."""
    return ITEM.validate_python(read(text).value)
