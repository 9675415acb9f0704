"""Sensitivity and matched comparisons as tables, for reading and download."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence.broken_trends import BrokenTrends
from analysis.evidence.claim import Claim
from analysis.evidence.matched import WEIGHED, Matched
from analysis.evidence.matched_words import NAMES, REASONS, ranked
from analysis.evidence.quantities import Scale, shown
from analysis.language import Language, Text

MAGNITUDES, BENDS, MATCHED, LIKENESS, UNSEEN = (
    *("magnitudes", "bends", "matched", "matched_likeness", "unseen_cause"),
)
"""The tables, by name."""

EXACT = 1e-6
"""Standard deviations: entropy balancing solves for weights to 1e-8 of them."""

COLUMNS: dict[str, tuple[str, ...]] = {
    MAGNITUDES: ("multiple", "low", "high", "holds_zero"),
    BENDS: ("bend", "low", "high", "holds_zero"),
    MATCHED: (
        *("code", "code_name", "estimate", "low", "high"),
        *("n_supported", "n_compared", "effective", "why"),
    ),
    LIKENESS: ("code", "code_name", "before", "propensity", "entropy"),
    UNSEEN: ("code", "code_name", "of_support", "of_outcome", "estimate"),
}


def magnitudes_table(made: BrokenTrends, scale: Scale) -> pd.DataFrame:
    """Return one row per multiple of the largest step seen before support."""
    rows = [
        (most, shown(one.low, scale), shown(one.high, scale), one.holds(0.0))
        for most, one in made.magnitudes
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS[MAGNITUDES]))


def bends_table(made: BrokenTrends, scale: Scale) -> pd.DataFrame:
    """Return one row per bend a year of the difference of trends."""
    rows = [
        (shown(bend, scale), shown(one.low, scale), shown(one.high, scale), one.holds(0.0))
        for bend, one in made.bends
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS[BENDS]))


def matched_table(made: Matched | None, scale: Scale, language: Language) -> pd.DataFrame:
    """Return one row per answer: levels, then changes, the naive difference first of each."""
    rows = []
    for one in made.answers if made is not None else ():
        ends = (None, None) if one.interval is None else (one.interval.low, one.interval.high)
        values = [None if value is None else shown(value, scale) for value in (one.estimate, *ends)]
        why = REASONS[one.reason].in_language(language) if one.reason else ""
        code = f"{'change' if one.differenced else 'level'}_{one.way}"
        name = NAMES[one.way, one.differenced].in_language(language)
        effective = one.effective if one.estimate is not None else None
        rows.append((code, name, *values, one.n_supported, one.n_compared, effective, why))
    return pd.DataFrame(rows, columns=list(COLUMNS[MATCHED]))


def matched_likeness_table(
    made: Matched | None, labels: Mapping[str, Text], language: Language
) -> pd.DataFrame:
    """Return one row per characteristic: how far groups differ before and after matching.

    What is balanced to the precision of the weights is balanced: 0.
    """
    if made is None or not made.balances:
        return pd.DataFrame(columns=list(COLUMNS[LIKENESS]))
    first = next(iter(made.balances.values()))
    unknown = [None] * len(first.names)
    values: dict[str, object] = {
        "code": list(first.names),
        "code_name": [_called(one, labels).in_language(language) for one in first.names],
        "before": first.before,
    }
    for way in WEIGHED:
        after = made.balances[way].after if way in made.balances else unknown
        values[way] = [None if one is None else 0.0 if abs(one) < EXACT else one for one in after]
    return pd.DataFrame(values)[list(COLUMNS[LIKENESS])]


def unseen_table(
    made: Matched | None, labels: Mapping[str, Text], scale: Scale, language: Language
) -> pd.DataFrame:
    """Return what a cause as strong as each recorded characteristic would do, strongest first."""
    cause = made.unseen if made is not None else None
    rows = [
        (
            *(one.name, _called(one.name, labels).in_language(language)),
            *(one.of_support, one.of_outcome),
            None if one.estimate is None else shown(one.estimate, scale),
        )
        for one in (ranked(cause, len(cause.benchmarks)) if cause is not None else ())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS[UNSEEN]))


def labels_of(found: Claim) -> dict[str, Text]:
    """Return what a claim's characteristics are called, by name."""
    return dict(zip(found.given.panel.covariate_names, found.given.labels, strict=True))


def _called(name: str, labels: Mapping[str, Text]) -> Text:
    return labels.get(name, Text(name, name))
