"""What the figures of coverage rest on, in a line below them: who counts as eligible."""

from __future__ import annotations

import pandas as pd

from analysis.measures.eligible_words import eligible_by
from dashboard.ui.view import View


def who_is_eligible(view: View, coverage: pd.DataFrame | None = None) -> list[str]:
    """Return the line that says by which rule the eligible are counted.

    With `coverage`, measure coverage_by_district, it says of how many no rule gives an answer.
    """
    unknown = None if coverage is None else int(coverage["eligible_unknown"].sum())
    said = eligible_by(view.snapshot.case.as_of, view.scope, unknown)
    return [said.in_language(view.language)]
