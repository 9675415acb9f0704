"""The chart of a measure by the measure's name, for those that are drawn from their frame alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Language, Text

BUILDERS = {
    "absorption_by_source": "absorption.absorption_by_source_chart",
    "activity_comparison": "mix.activity_comparison_chart",
    "activity_diversity": "mix.activity_diversity_chart",
    "activity_mix": "mix.activity_mix_chart",
    "ceiling_status": "ceilings.ceiling_status_chart",
    "ceiling_use": "ceilings.ceiling_use_chart",
    "coverage_by_district": "coverage_compared.ratio_chart",
    "coverage_change": "coverage_compared.change_chart",
    "coverage_closing": "coverage_closing.closing_chart",
    "coverage_reach": "coverage_reach.reach_chart",
    "coverage_stops": "coverage_steps.stops_chart",
    "fairness_by_district": "fairness.pairs_chart",
    "funding_by_activity": "funding.funding_by_activity_chart",
    "funding_by_district": "funding.funding_by_district_chart",
    "funding_by_industry": "funding.funding_by_industry_chart",
    "funding_by_legal_form": "funding.funding_by_legal_form_chart",
    "funding_by_quarter_source": "flow.funding_quarter_chart",
    "funding_by_source": "funding.funding_by_source_chart",
    "funding_by_year": "funding.plan_disbursed_chart",
    "funding_flow": "flow.funding_flow_chart",
    "funding_growth": "growth.funding_growth_chart",
    "jobs_by_year": "programme.jobs_chart",
    "cost_per_job": "jobs_cost.cost_chart",
    "leverage_by_year": "leverage.leverage_by_year_chart",
    "places_of_industry": "places.places_chart",
    "published_figures": "facts.published_money_chart",
}
"""By measure: the module of `analysis.charts` and the builder in it, as `module.builder`."""


class NoChartError(LookupError):
    """A measure has no chart drawn from its frame alone; `text` lists those that have."""

    def __init__(self, name: str) -> None:
        known = ", ".join(BUILDERS)
        self.text = Text(
            f"Thước đo «{name}» không có biểu đồ vẽ được chỉ từ bảng của nó. Có: {known}",
            f"Measure «{name}» has no chart drawn from its frame alone. Those that have: {known}",
        )
        super().__init__(self.text.en)


def chart(name: str, frame: pd.DataFrame, language: Language = "vi") -> go.Figure:
    """Draw a measure's frame as the dashboard draws it.

    `name` is the measure's. Charts that need more than the frame are builders of the modules in
    `analysis.charts`. Raises NoChartError for a measure that is not in BUILDERS.
    """
    if name not in BUILDERS:
        raise NoChartError(name)
    module, called = BUILDERS[name].split(".")
    build: Callable[[pd.DataFrame, Language], go.Figure]
    build = getattr(import_module(f"analysis.charts.{module}"), called)
    return build(frame, language)
