from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from quizzes import models
from quizzes.kinds import (
    extended_matching,
    item,
    media,
    numeric,
    ordered,
    stimulus,
    true_false_cluster,
)
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.models import ITEM
from quizzes.notation import read
from quizzes.text import Closed, Reference
from scoring.rules import RULES
from tests.quizzes.folder import PNG, BankFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = (Path(__file__).parents[2] / "docs" / "authors.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[Closed]] = {
    "The activity: activity.yaml": models.Activity,
    "An objective: objectives": models.Objective,
    "The planning: planning": models.Planning,
    "How the credit was set: credit_basis": models.CreditBasis,
    "Credit and dates: accreditation": models.Accreditation,
    "An activity held elsewhere: held_elsewhere": models.HeldElsewhere,
    "A supporter: commercial_support": models.Support,
    "Points at a board: boards of an activity": models.BoardPlan,
    "A person: faculty": models.Faculty,
    "A disclosure: disclosure": models.Disclosure,
    "A relationship: relationships": models.Relationship,
    "How it is taken: rules": models.Rules,
    "A pool: pools": models.Pool,
    "What a pool holds: select": models.Select,
    "A line of the blueprint: blueprint of an activity": models.Draw,
    "A question: items/&lt;id&gt;.yaml": MultipleResponse,  # a single best answer and `select`
    "An option of a matching question: options": item.Entry,
    "A vignette of a matching question: stems": extended_matching.Stem,
    "A step: items_in_order": item.Explained,
    "The key of a number: answer": numeric.NumericKey,
    "How near: tolerance": numeric.Tolerance,
    "A telling error: common_errors": numeric.CommonError,
    "A statement: statements": true_false_cluster.Statement,
    "What several questions share: stimuli/&lt;id&gt;.yaml": stimulus.Stimulus,
    "An imported question: origin": item.Origin,
    "An option: options": item.Option,
    "A figure: media": media.Media,
    "Topic and level: blueprint of a question": item.Blueprint,
    "A line of a content outline: boards of a question": item.BoardCode,
    "Expected difficulty: difficulty": item.Difficulty,
    "Marking: scoring": item.Scoring,
    "A verdict: reviews": item.Review,
    "A change: history": item.Change,
    "A finding that stays: waivers": item.Waiver,
    "A source: references": Reference,
    "The provider: provider.yaml": models.Provider,
    "Somebody of the office: people of provider.yaml": models.OfficePerson,
    "Where the office sits: place": models.Place,
    "What the office is for: about": models.About,
    "Part IV: part_iv": models.PartFour,
    "What PARS asks of every activity: pars": models.ParsAssumptions,
    "The office's checklist: checklist": models.ChecklistLine,
    "A fixed text: each statement in provider.yaml": models.FixedText,
    "Who signs: signatories": models.Signatory,
    "Whom to ask: contact": models.Contact,
    "An evaluation form: quizzes/forms/&lt;id&gt;.yaml": models.EvaluationForm,
    "A question of the form: questions": models.Question,
    "A condition: ask_if": models.AskIf,
}
OWN: dict[str, type[item.ItemBase]] = {
    "Matching: type extended_matching": extended_matching.ExtendedMatching,
    "Ordering: type ordered": ordered.Ordered,
    "A number: type numeric": numeric.Numeric,
    "True or false: type true_false_cluster": true_false_cluster.TrueFalseCluster,
}
"""Types of which a section lists only what other questions do not have."""
ROOMS = (models, item, media, extended_matching, numeric, stimulus, true_false_cluster)


def rows(heading: str) -> dict[str, str]:
    """Return field → second column of the table below a heading."""
    section = GUIDE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE))


def parts(model: type[Closed]) -> Iterator[type[Closed]]:
    """Walk a model and every model inside it."""
    yield model
    for field in model.model_fields.values():
        for found in re.findall(r"[\w.]+", str(field.annotation)):
            inner = found.rsplit(".", 1)[-1]
            for room in ROOMS:
                kind = getattr(room, inner, None)
                if isinstance(kind, type) and issubclass(kind, Closed):
                    yield from parts(kind)


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_guide_lists_exactly_the_fields_of_a_model(heading: str) -> None:
    """No field lacks its line, and no line describes a field that is gone."""
    assert set(rows(heading)) == set(SECTIONS[heading].model_fields)


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_guide_says_rightly_which_fields_are_needed(heading: str) -> None:
    """A line says "needed" where, and only where, a file cannot be read without the field."""
    needed = {name for name, says in rows(heading).items() if says == "needed"}
    fields = SECTIONS[heading].model_fields
    assert needed == {name for name, field in fields.items() if field.is_required()}


@pytest.mark.parametrize("heading", OWN)
def test_the_guide_lists_what_a_type_adds(heading: str) -> None:
    """The fields of a type beyond those of every question, and which of them are needed."""
    fields = OWN[heading].model_fields
    own = set(fields) - set(item.ItemBase.model_fields)

    assert set(rows(heading)) == own
    assert {name for name, says in rows(heading).items() if says == "needed"} == {
        name for name in own if fields[name].is_required()
    }


def test_every_model_of_a_bank_has_its_section() -> None:
    """A part added to the bank language without a section in the guide is noticed."""
    roots: tuple[type[Closed], ...] = (
        models.Activity, MultipleResponse, SingleBestAnswer, *OWN.values(), models.Provider,
        models.EvaluationForm, stimulus.Stimulus,
    )  # fmt: skip
    found = {part for root in roots for part in parts(root)}
    assert found - set(SECTIONS.values()) == {SingleBestAnswer, *OWN.values()}


def test_the_examples_of_the_other_types_are_valid() -> None:
    """What authors copy for each type makes an item with no more than an id and a lead-in."""
    section = GUIDE.split("## The other types\n", 1)[1].split("\n## ", 1)[0]
    options = "options: [{id: a, text: A, correct: true}, {id: b, text: B}]\n"
    found = []
    for example in re.findall(r"```yaml\n(.*?)```", section, re.DOTALL):
        text = f"id: x\nlead_in: What?\n{example}"
        text += options if "multiple_response" in example else ""
        found.append(ITEM.validate_python(read(text).value).type)
    assert found == [one for one in models.METHODS if one != "single_best_answer"]


def test_the_example_is_a_valid_item() -> None:
    """What authors copy from the guide can be read."""
    example = GUIDE.split("```yaml\n", 1)[1].split("```", 1)[0]
    data = yaml.safe_load(example)
    assert ITEM.validate_json(json.dumps(data, default=str)).id == "rb-001"


def test_the_guide_lists_every_marking_rule() -> None:
    """Each rule of each type stands there with the example that authors see elsewhere."""
    section = GUIDE.split("## The marking rules\n", 1)[1].split("\n## ", 1)[0]
    for kind, methods in models.METHODS.items():
        for one in methods:
            mark = " (recommended)" if RULES[one].recommended else ""
            assert f"| `{kind}` | `{one}`{mark} | {RULES[one].example} |\n" in section


def test_the_examples_are_a_bank(tmp_path: Path) -> None:
    """The activity and its question, put where the guide says, have no fault."""
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    activity = next(one for one in blocks if "schema_version: 1" in one)
    question = next(one for one in blocks if "id: rb-001" in one)
    folder = BankFolder(tmp_path / "renal-basics")
    for file in ("items/one.yaml", "items/two.yaml", "media/one.png"):
        (folder.path / file).unlink()
    folder.write("activity.yaml", activity)
    folder.write("items/rb-001.yaml", question)
    folder.write("media/rb-001-ecg.png", PNG)
    assert folder.check() == ()
