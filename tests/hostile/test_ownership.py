"""Nobody's thing is fetched by its id alone: the seam asks whose it is, and few others may."""

from __future__ import annotations

import ast

from settings import ROOT

OWNED = {"attempt", "completion", "certificate", "pars_record", "person", "task"}
SEAM = "workflows/act.py"
# Who fetches things of people without the seam, and why nobody reaches another's by it.
MAY = {
    "workflows/corrections/appeals.py": "the office answers, about an attempt that a comment names",
    "workflows/corrections/apply.py": "the office or the service marks anew what is listed",
    "workflows/corrections/follow.py": "the same",
    "workflows/corrections/proposed.py": "the office names whose result would be lowered",
    "workflows/desk/decision.py": "the office decides what was asked for",
    "workflows/desk/waiting.py": "the office looks at what waits for its second person",
    "workflows/messages/told.py": "the service tells a person of their own",
    "workflows/operations/answers.py": "doctor reads everything",
    "workflows/operations/audit.py": "an operator searches the log by person, and that is logged",
    "workflows/operations/cohort.py": "the demonstration's made-up people",
    "workflows/operations/demonstration.py": "the same",
    "workflows/operations/records.py": "doctor reads everything",
    "workflows/people/merge.py": "the office joins two accounts",
}


def fetchers() -> set[str]:
    """Return the files in which a thing of some person's is found by its id."""
    found = set()
    for room in ("workflows", "routes", "screens"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if fetches(node):
                    found.add(path.relative_to(ROOT).as_posix())
    return found


def fetches(node: ast.AST) -> bool:
    """Whether a node is things.find() of a kind that belongs to people, or of one not written."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "things.find"):
        return False
    kind = node.args[1]
    return not isinstance(kind, ast.Constant) or kind.value in OWNED


def test_only_these_fetch_without_asking_whose_it_is() -> None:
    """A new one needs its reason here; one that went leaves none behind."""
    assert fetchers() - {SEAM} == set(MAY)


def test_the_rule_sees_a_fault() -> None:
    """An attempt by its id is found, an activity is everybody's, an unknown kind is suspect."""
    told = [
        fetches(ast.parse(f"things.find(c, {kind}, one, None)", mode="eval").body)
        for kind in ("'attempt'", "'activity'", "kind")
    ]
    assert told == [True, False, True]
