"""From a snapshot and a Scope to the panel that evidence stands on.

What a filter of the Scope means here. *Years* are years in which support began: the cohorts looked
at; outcomes of all years serve, before and after. *Activities* and *fund sources* say which support
is asked about: an establishment counts as supported from the first such support on, provided it
had no other before or in the same year. One supported otherwise only is neither supported nor never
supported, and is left out, or, where those not supported yet are compared with, compared until
then. *Districts*, *industries* and *sizes* choose establishments of both groups, by where they are
and what they are now. Prices and language change nothing: amounts are at constant prices wherever
there is a price index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.evidence.model import NEVER, Comparison, Panel
from analysis.evidence.outcomes import Outcome, resolve
from analysis.evidence.panel_built import UNIT_COLUMNS, BuiltPanel, wide_panel
from analysis.evidence.panel_clusters import (
    Assignment,
    Level,
    assignment,
    cluster_sql,
    places_of,
)
from analysis.evidence.panel_covariates import (
    DEFAULT,
    DESCRIBING,
    Covariate,
    CovariateKind,
    choose_covariates,
)
from analysis.evidence.panel_flow import Placed, place
from analysis.evidence.panel_query import (
    Window,
    relation,
    window,
)
from analysis.evidence.panel_records import register_of, reports_of, values_of
from analysis.evidence.panel_standing import Asked, first_support_of, standing_of
from analysis.evidence.panel_words import comparison_words, missing_words, nothing_recorded
from analysis.evidence.panel_years import how_many, up_to, whole
from analysis.evidence.wide import wide
from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LEAST_NEVER = 20
"""With fewer establishments never supported in the estimate, those not supported yet stand in."""

_EMPTY = "select 0 as unit, 0 as period, 0 as cohort, cast(null as double) as outcome where false"


@dataclass(frozen=True, slots=True)
class PanelOptions:
    """How a panel is built.

    `anticipation` are years before support in which it may already show. `clusters` is the level
    errors go together by, "auto" as read from the data. `covariates` are the kinds of
    characteristics to compare on, in order, `most_covariates` overrules how many. `later_support`
    "hide" leaves out the years from support of another kind on; "keep" takes what it brought as a
    part of what the first one led to. `comparison` overrules who is compared with. Raises
    ValueError for a negative anticipation.
    """

    anticipation: int = 0
    clusters: Level | Literal["auto"] = "auto"
    covariates: tuple[CovariateKind, ...] = DEFAULT
    most_covariates: int | None = None
    later_support: Literal["keep", "hide"] = "keep"
    comparison: Comparison | None = None

    def __post_init__(self) -> None:
        if self.anticipation < 0:
            raise ValueError(f"anticipation is a number of years: {self.anticipation}")


def build(
    snapshot: Snapshot, scope: Scope, outcome: str, *, options: PanelOptions | None = None
) -> BuiltPanel:
    """Return the panel of an outcome, by its code, for the support a Scope asks about.

    A snapshot without outcome records gives an empty panel that says so in `missing`. Raises
    KeyError for an outcome that is none.
    """
    options = options or PanelOptions()
    found, chosen = resolve(snapshot, outcome)
    years = window(snapshot, found)
    if years is None:
        return _empty(snapshot, scope, found, chosen)
    asked = Asked(scope, years, options.anticipation, options.later_support == "hide")
    everybody = _everybody(snapshot, found, asked)
    comparison, placed, never = _compared(everybody, found, years, options)
    chosen_by_reader = options.comparison is not None
    inside = placed.in_panel & placed.in_estimate
    numbered = snapshot.once("panel places", lambda: places_of(register_of(snapshot)))
    level = assignment(
        {one: numbers[placed.in_panel] for one, numbers in numbered.items()},
        placed.cohorts[placed.in_panel] != NEVER,
        options.clusters,
    )
    described = everybody[list(DESCRIBING)]
    covariates = choose_covariates(
        described[inside],
        placed.cohorts[inside] != NEVER,
        options.covariates,
        options.most_covariates,
        unit_texts(snapshot) if "district" in options.covariates else {},
    )
    members = described[placed.in_panel]
    return BuiltPanel(
        scope=scope,
        panel=_panel(
            snapshot,
            found,
            years,
            placed,
            asked.parameters(snapshot),
            covariates,
            level,
            comparison,
        ),
        wide=wide_panel(
            placed,
            years,
            whole(everybody["unit"], 0),
            values_of(snapshot, found, years),
            {covariate.name: covariate.of(members) for covariate in covariates},
            None if level.level == "establishment" else numbered[level.level],
        ),
        outcome=found,
        unit_of_measure=found.unit_in(snapshot.case.currency),
        chosen=chosen,
        comparison_available=comparison,
        comparison_why=comparison_words(comparison, found, chosen_by_reader, never, LEAST_NEVER),
        assignment=level,
        everybody=everybody,
        placed=placed,
        numbered=numbered,
        first_support=partial(first_support_of, snapshot, asked),
        labels={covariate.name: covariate.title for covariate in covariates},
        verified_share=(
            _verified_share(everybody, placed, years) if found.source == "record" else None
        ),
        missing=missing_words(everybody, placed, found, comparison),
    )


def _everybody(snapshot: Snapshot, outcome: Outcome, asked: Asked) -> pd.DataFrame:
    """Return every establishment with what it is, where it stands and what it reported."""
    parts = (
        register_of(snapshot),
        standing_of(snapshot, asked),
        reports_of(snapshot, outcome, asked.years),
    )
    return pd.concat(parts, axis=1)


def _compared(
    units: pd.DataFrame, outcome: Outcome, years: Window, options: PanelOptions
) -> tuple[Comparison | None, Placed, int]:
    """Return who may be compared with, where everybody then stands, and how many never were."""
    alone = place(units, outcome, years, options.anticipation, with_others=False)
    never = int((alone.in_estimate & (alone.cohorts == NEVER)).sum())
    few = outcome.source == "register" or never < LEAST_NEVER
    wanted = options.comparison or ("not_yet" if few else "never")
    if wanted == "never":
        return ("never" if never else None), alone, never
    placed = place(units, outcome, years, options.anticipation, with_others=True)
    standing = placed.cohorts[placed.in_estimate]
    cohorts = np.unique(standing[standing != NEVER])
    if len(cohorts) > 1 or (standing == NEVER).any():
        return "not_yet", placed, never
    return None, alone, never


def _panel(
    snapshot: Snapshot,
    outcome: Outcome,
    years: Window,
    placed: Placed,
    shared: dict[str, Any],
    covariates: tuple[Covariate, ...],
    level: Assignment,
    comparison: Comparison | None,
) -> Panel:
    more = [(f'"{covariate.name}"', covariate.sql) for covariate in covariates]
    if level.level != "establishment":
        more.append(("cluster", cluster_sql(level.level)))
    values = shared | {"first_period": placed.first_period}
    if outcome.source == "register":
        values["last"] = years.last
    for covariate in covariates:
        values |= covariate.parameters
    return Panel(
        ask=snapshot.query,
        relation=relation(outcome, snapshot.case.currency, more, comparison == "not_yet"),
        parameters=values,
        covariates=tuple(covariate.name for covariate in covariates),
        clustered=level.level != "establishment",
    )


def _verified_share(units: pd.DataFrame, placed: Placed, years: Window) -> float | None:
    """Return the share verified of the supported's reports since support that tell."""
    ours = placed.in_estimate & (placed.cohorts != NEVER)
    since = placed.kept & ~up_to(placed.cohorts, years.origin)
    known = int(how_many(since & whole(units["reporting_known"], 0))[ours].sum())
    verified = int(how_many(since & whole(units["verified"], 0))[ours].sum())
    return verified / known if known else None


def _empty(snapshot: Snapshot, scope: Scope, outcome: Outcome, chosen: Text | None) -> BuiltPanel:
    """Return a panel of nobody for data that know no outcomes, or no support."""
    nobody = Placed(
        codes=np.empty(0, dtype=object),
        in_panel=np.empty(0, dtype=np.bool_),
        supported=np.empty(0, dtype=np.bool_),
        cohorts=np.empty(0, dtype=np.int64),
        reported=np.empty(0, dtype=np.int64),
        kept=np.empty(0, dtype=np.int64),
        dropped={},
        first_period=0,
        periods=np.empty(0, dtype=np.int64),
    )
    panel = Panel(ask=snapshot.query, relation=_EMPTY)
    nothing = pd.DataFrame(columns=[*UNIT_COLUMNS, "grant_amount", "outside_year"])
    return BuiltPanel(
        scope=scope,
        panel=panel,
        wide=wide(panel),
        outcome=outcome,
        unit_of_measure=outcome.unit_in(snapshot.case.currency),
        chosen=chosen,
        comparison_available=None,
        comparison_why=Text("Không có ai để so sánh.", "There is nobody to compare with."),
        assignment=Assignment("establishment", Text("Không có cơ sở nào.", "Nobody at all."), {}),
        everybody=nothing,
        placed=nobody,
        numbered=places_of(nothing),
        first_support=lambda: nothing,
        missing=nothing_recorded(outcome),
    )
