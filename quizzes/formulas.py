"""Formulas in a text: TeX between $` and `$, so far as a page and a paper both can draw it.

Only the bounds are ours (a dollar sign alone stays money); what stands inside is drawn on screen
by KaTeX and on paper by matplotlib's mathtext. COMMANDS are those that both know.
"""

from __future__ import annotations

import re

FORMULA = re.compile(r"\$`([^`\n]+)`\$")
LONGEST = 300
COMMANDS = frozenset(
    """
    frac sqrt left right mathrm times cdot div pm mp le leq ge geq ne neq approx equiv sim propto
    infty partial int sum prod ln log exp sin cos tan to rightarrow leftarrow rightleftharpoons
    uparrow downarrow overline bar hat vec dot degree circ prime quad
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau
    upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega
    """.split()  # noqa: SIM905  (a list of quoted words is harder to read)
)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_SPACES = frozenset(",;:! {}%")


def fault(formula: str) -> str | None:
    """Say in one sentence why a formula cannot be drawn everywhere, or None when it can."""
    if len(formula) > LONGEST:
        return f"The formula is longer than {LONGEST} characters."
    for name in _COMMAND.findall(formula):
        if name not in COMMANDS and name not in _SPACES:
            return f"\\{name} is none of the commands that can be drawn everywhere."
    bare = re.sub(r"\\.", "", formula)
    if bare.count("{") != bare.count("}"):
        return "The formula has a brace { or } without its partner."
    return None
