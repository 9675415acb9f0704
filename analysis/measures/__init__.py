"""Measures: one function per question, its definition beside it, its SQL in `sql/`."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures import (
    absorption,
    activity_mix,
    activity_mix_published,
    benchmarks,
    ceilings,
    coverage,
    coverage_chain,
    coverage_change,
    coverage_closing,
    coverage_reach,
    coverage_refusals,
    coverage_stops,
    coverage_years,
    deviations,
    difficulties,
    facts,
    fairness,
    fairness_groups,
    fairness_indices,
    funding,
    funding_flow,
    funding_growth,
    grant_sizes,
    jobs_around,
    jobs_cost,
    jobs_flows,
    jobs_groups,
    jobs_kept,
    jobs_shares,
    leverage,
    next_steps,
    next_visits,
    officers,
    outcomes,
    outcomes_change,
    outcomes_distribution,
    outcomes_missing,
    outcomes_survival,
    outreach,
    place_profile,
    places_of_industry,
    process_bottlenecks,
    process_deadlines,
    process_funnel,
    process_steps,
    process_time,
    productivity_growth,
    programme,
    project_places,
    projection_measures,
    quality,
    quality_scoreboard,
    recipients,
    reconciliation,
    reconciliation_cases,
    targets,
    unplaced,
    vintage_figures,
)
from analysis.measures.annotations import MEASURES as DATED_NOTES
from analysis.measures.choices import scope_choices
from analysis.measures.labels import district_names
from analysis.measures.model import Measure, MeasureColumn, code_label
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_MODULES = (
    funding,
    funding_flow,
    funding_growth,
    leverage,
    activity_mix,
    activity_mix_published,
    absorption,
    projection_measures,
    grant_sizes,
    recipients,
    reconciliation,
    reconciliation_cases,
    ceilings,
    process_funnel,
    process_time,
    process_bottlenecks,
    process_deadlines,
    process_steps,
    next_steps,
    deviations,
    difficulties,
    officers,
    outreach,
    places_of_industry,
    coverage,
    coverage_refusals,
    coverage_stops,
    coverage_chain,
    coverage_change,
    coverage_closing,
    coverage_reach,
    next_visits,
    place_profile,
    fairness,
    fairness_indices,
    fairness_groups,
    coverage_years,
    targets,
    benchmarks,
    outcomes,
    outcomes_distribution,
    outcomes_change,
    productivity_growth,
    outcomes_missing,
    outcomes_survival,
    jobs_flows,
    jobs_around,
    jobs_kept,
    jobs_cost,
    jobs_groups,
    jobs_shares,
    programme,
    facts,
    vintage_figures,
    project_places,
    unplaced,
    quality,
    quality_scoreboard,
)
"""The modules that hold measures, in the order the measures are listed."""

# The module of dated notes has the name of a future feature, so it is not imported as a module.
_CATALOGUE = {
    measure.name: measure
    for measure in (*(one for module in _MODULES for one in module.MEASURES), *DATED_NOTES)
}


class UnknownMeasureError(LookupError):
    """No measure has that name; `text` lists those there are."""

    def __init__(self, name: str) -> None:
        known = ", ".join(_CATALOGUE)
        self.text = Text(
            f"Không có thước đo «{name}». Các thước đo: {known}",
            f"There is no measure «{name}». Measures: {known}",
        )
        super().__init__(self.text.en)


def catalogue() -> dict[str, Measure]:
    """Return every measure by its stable name."""
    return dict(_CATALOGUE)


def run_measure(name: str, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return a measure's tidy frame, columns exactly as the measure declares them.

    Raises UnknownMeasureError when there is no measure of that name.
    """
    if name not in _CATALOGUE:
        raise UnknownMeasureError(name)
    measure = _CATALOGUE[name]
    return typed_frame(measure.run(snapshot, scope), measure)


def typed_frame(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the frame with whole-number columns as nullable integers, so unknown stays unknown."""
    whole = ("year", "money", "count")
    # Put together once: a frame converted column by column costs several times as much.
    columns = {
        column.name: frame[column.name].array.astype("Int64")
        if column.kind in whole
        else frame[column.name].array
        for column in measure.columns
    }
    return pd.DataFrame(columns, index=frame.index)


__all__ = [
    "Measure",
    "MeasureColumn",
    "UnknownMeasureError",
    "catalogue",
    "code_label",
    "district_names",
    "run_measure",
    "scope_choices",
]
