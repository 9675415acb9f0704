"""Asking axe-core what a page does wrong, and what of it only the library could mend.

axe-core (MPL-2.0) comes inside the package axe-playwright-python, of the extra `test`.
"""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Every rule of WCAG 2.0 to 2.2, A and AA, and what axe calls best practice.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async ([tags, context]) => {
  const found = await axe.run(context ?? document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  });
  return found.violations.flatMap(one => one.nodes.map(node => ({
    rule: one.id, impact: one.impact, target: node.target.join(" "), html: node.html.slice(0, 200),
    why: node.failureSummary,
  })));
}"""


@dataclass(frozen=True, slots=True)
class KnownFault:
    """A fault of Streamlit's own markup that nothing of ours can mend, and why."""

    rule: str
    page: str
    within: str
    reason: str


KNOWN_FAULTS: tuple[KnownFault, ...] = ()
"""The faults of the library that are put up with. One that no longer occurs fails the test."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One element that breaks one rule on one page."""

    rule: str
    impact: str
    target: str
    html: str
    why: str

    def told(self, place: str) -> str:
        """Return it with its place, for a person."""
        why = " ".join(self.why.split())
        return f"{place}: {self.rule} ({self.impact}) at {self.target}\n    {self.html}\n    {why}"


def violations(page: Page, *, again: bool = False) -> list[Violation]:
    """Return what axe-core finds wrong in what is on screen now.

    `again` leaves out what stays as it is from one section of a page to the next, the sidebar, and
    what is drawn in charts, of which axe judges nothing but takes a quarter of its time to say so.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    context = {"include": ['[data-testid="stMain"]'], "exclude": [".main-svg"]} if again else None
    return [Violation(**one) for one in page.evaluate(_RUN, [_TAGS, context])]
