"""What axe-core finds on a page: every rule of WCAG 2.0, 2.1 and 2.2, A and AA, and headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The page's own policy lets no foreign script in; what the debugger evaluates is none of the page.
ASK = """tags => axe.run(document, {
  runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
  rules: { 'heading-order': { enabled: true } },
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
  `${rule.id}: ${node.target.flat(9).join(' ')}: ${node.html.slice(0, 160)}`)))"""


def violations(page: Page) -> list[str]:
    """Return what axe objects to: rule, place and element."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return [str(one) for one in page.evaluate(ASK, TAGS)]
