"""The activity.yaml of a bank that an import begins: what it needs, each open point in sight."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 64  # letters of an id that a link may hold
_TEXT = """\
# yaml-language-server: $schema=../../schema/activity.schema.json
# Begun by an import. Whatever says "To do" is open; dates and credit are placeholders.
schema_version: 1
id: {slug}
title: "To do: title of {slug}"
status: draft
summary: "To do: two or three sentences for the catalog."
audience: "To do: who it is for."
specialties: [to-do]
objectives:
  - id: OBJ-1
    text: "To do: an objective that begins with a verb."
planning:
  practice_gap: "To do: what is done in practice, and what should be."
  needs: [knowledge]  # to do: knowledge, competence, performance
  need: "To do: the educational need."
  change: "To do: what the activity is meant to change."
  format_reason: "To do: why a self-assessment is the right format."
  competencies: ["To do: desirable attributes"]
  planners: [to-do]
accreditation:
  credits: "0.25"  # to do
  estimated_minutes: 15  # to do
  designated_by: "To do: who designates it for credit"
  release_date: 2099-01-01  # to do
  expiration_date: 2099-12-31  # to do
  claim_by: 2099-12-31  # to do
boards: []
faculty:
  - id: to-do
    name: "To do: the people in control of content"
    roles: [planner]
rules:
  passing_percent: "75"  # to do
  passing_rationale: "To do: why this standard."
  retake: new_draw
  feedback: after_each_item
pools:
  - id: imported
    select:
      items: [{items}]
blueprint:
  - {{pool: imported, draw: 1}}  # to do
"""


def activity_text(slug: str, items: Sequence[str]) -> str:
    """Return an activity.yaml that can be read, with everything open that nobody has said yet."""
    return _TEXT.format(slug=slug, items=", ".join(json.dumps(one) for one in items))


def slug_of(folder_name: str) -> str:
    """Return the id of a bank: its folder's name, or its title, in the letters of links.

    Accents and apostrophes go, since "crohn-s" reads as two words; what is too long ends with a
    whole word.
    """
    bare = unicodedata.normalize("NFKD", folder_name.replace("'", "").replace("’", ""))
    plain = bare.encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > LONGEST:
        whole, _, rest = words[: LONGEST + 1].rpartition("-")
        words = whole or rest[:LONGEST]
    return words or "bank"
