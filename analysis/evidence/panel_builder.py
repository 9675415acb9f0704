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

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.evidence.model import NEVER, Bools, Comparison, Floats, Ints, Panel, WidePanel
from analysis.evidence.outcomes import Outcome, resolve
from analysis.evidence.panel_clusters import (
    Assignment,
    Level,
    PlaceLevel,
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
from analysis.evidence.panel_flow import Placed, flow_frame, place
from analysis.evidence.panel_query import (
    Window,
    parameters,
    read_first_support,
    relation,
    window,
)
from analysis.evidence.panel_records import register_of, reports_of, standing_of, values_of
from analysis.evidence.panel_words import comparison_words, missing_words, nothing_recorded
from analysis.evidence.panel_years import how_many, seen_in, up_to, whole
from analysis.evidence.wide import wide
from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LEAST_NEVER = 20
"""With fewer establishments never supported in the estimate, those not supported yet stand in."""

_EMPTY = "select 0 as unit, 0 as period, 0 as cohort, cast(null as double) as outcome where false"
_SUPPORT_COLUMNS = [
    "activity",
    "activity_kind",
    "supports",
    "grant",
    "workers_before",
    "grant_per_worker",
    "other_support_year",
]
_DOSE_COLUMNS = ["unit", "establishment_id", "cohort", *_SUPPORT_COLUMNS]
_UNIT_COLUMNS = [
    "unit",
    "establishment_id",
    "cohort",
    "in_estimate",
    "industry",
    "size",
    "legal_form",
    "women_led",
    "terrain",
    "district",
    "unit_recorded",
    "unit_level",
    "founded_year",
    "closed_year",
    *_SUPPORT_COLUMNS,
]


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


@dataclass(frozen=True)
class BuiltPanel:
    """A panel with the account of how it was made.

    `panel` is it as a relation in the database, `wide` in memory; both hold the same.
    `outcome` is what was measured in `unit_of_measure`, `chosen` says what productivity stands for.
    `comparison_available` is who may be compared with, None where nobody, and `comparison_why` says
    why; where nobody stays unsupported to the end, the last cohort only serves to compare with.
    `everybody` has a row of each establishment of the data set, `placed` tells where they stand,
    `numbered` the numbers of their places by level, and `first_support` reads what each got first.
    `labels` name the panel's covariates. `verified_share` is the
    share of verified reports among those of the supported since support, None where not recorded.
    `missing` says in a few words why nothing can be estimated, None where something can.
    """

    panel: Panel
    wide: WidePanel
    outcome: Outcome
    unit_of_measure: Text
    chosen: Text | None
    comparison_available: Comparison | None
    comparison_why: Text
    assignment: Assignment
    everybody: pd.DataFrame
    placed: Placed
    numbered: Mapping[PlaceLevel, Ints]
    first_support: Callable[[], pd.DataFrame]
    labels: dict[str, Text] = field(default_factory=dict)
    verified_share: float | None = None
    missing: Text | None = None

    @cached_property
    def members(self) -> pd.DataFrame:
        """The rows of `everybody` that are units of the panel."""
        return self.everybody[self.placed.in_panel].reset_index(drop=True)

    @cached_property
    def units(self) -> pd.DataFrame:
        """One row per unit of the panel, ascending as in `wide`.

        Columns: unit, establishment_id, cohort (0 for none), in_estimate, industry, size,
        legal_form, women_led, terrain, district, unit_recorded, unit_level, founded_year,
        closed_year and, of the support in the first year: activity and activity_kind ("several"
        where they differ), supports, grant (constant prices where there is an index; null where a
        part is unknown), workers_before (the last year reported before support), grant_per_worker,
        other_support_year (the first later support outside the scope).
        """
        support = self.first_support()[self.placed.in_panel].reset_index(drop=True)
        return _described(self.members, support, self.placed)

    @cached_property
    def flow(self) -> pd.DataFrame:
        """How many establishments and years fell out and why: see `flow_frame`."""
        return flow_frame(self.placed)

    @property
    def in_estimate(self) -> Bools:
        """Tell which units of the panel can be seen to change, (n,)."""
        return self.placed.in_estimate[self.placed.in_panel]

    @property
    def periods(self) -> Ints:
        """The years of the panel, ascending."""
        return self.placed.periods

    @property
    def dose(self) -> pd.DataFrame:
        """What each supported unit got in its first year: the columns of `units` on support."""
        frame = self.units.loc[self.units["cohort"] != NEVER, _DOSE_COLUMNS]
        return frame.reset_index(drop=True)

    @property
    def closed(self) -> Ints:
        """The year each unit closed, 0 for none, (n,): what `followed` asks for."""
        return whole(self.everybody["closed_year"], 0)[self.placed.in_panel]

    @property
    def places(self) -> Ints:
        """The district of each unit as a number, (n,), -1 where unknown."""
        return np.maximum(self.numbered["district"][self.placed.in_panel], -1)


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
        return _empty(snapshot, found, chosen)
    shared = parameters(
        snapshot, scope, years, options.anticipation, options.later_support == "hide"
    )
    everybody = _everybody(snapshot, scope, found, years, options)
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
        panel=_panel(snapshot, found, years, placed, shared, covariates, level, comparison),
        wide=_wide(
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
        first_support=partial(read_first_support, snapshot, shared),
        labels={covariate.name: covariate.title for covariate in covariates},
        verified_share=(
            _verified_share(everybody, placed, years) if found.source == "record" else None
        ),
        missing=missing_words(everybody, placed, found, comparison),
    )


def _everybody(
    snapshot: Snapshot, scope: Scope, outcome: Outcome, years: Window, options: PanelOptions
) -> pd.DataFrame:
    """Return every establishment with what it is, where it stands and what it reported."""
    hide_later = options.later_support == "hide"
    parts = (
        register_of(snapshot),
        standing_of(snapshot, scope, years, options.anticipation, hide_later),
        reports_of(snapshot, outcome, years),
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


def _wide(
    placed: Placed,
    years: Window,
    units: Ints,
    values: Floats,
    covariates: Mapping[str, Floats],
    clusters: Ints | None,
) -> WidePanel:
    """Return the panel in memory, equal to `wide` of the relation.

    `units` (N,), `values` (N, T) and `clusters` (N,) are of all establishments, `covariates` (n,)
    of those in the panel.
    """
    ours, at = placed.in_panel, placed.periods - years.origin
    inside = values[np.ix_(ours, at)]
    count = int(ours.sum())
    return WidePanel(
        units=units[ours],
        cohorts=placed.cohorts[ours],
        periods=placed.periods,
        outcomes=np.where(seen_in(placed.kept[ours], placed.periods, years.origin), inside, np.nan),
        covariates=np.column_stack([np.empty((count, 0)), *covariates.values()]),
        covariate_names=tuple(covariates),
        clusters=None if clusters is None else clusters[ours],
    )


def _described(members: pd.DataFrame, support: pd.DataFrame, placed: Placed) -> pd.DataFrame:
    before = support["workers_before"].to_numpy(dtype=np.float64, na_value=np.nan)
    amount = support["grant_amount"].to_numpy(dtype=np.float64, na_value=np.nan)
    frame = members.assign(
        cohort=placed.cohorts[placed.in_panel],
        in_estimate=placed.in_estimate[placed.in_panel],
        activity=support["activity"],
        activity_kind=support["activity_kind"],
        supports=support["supports"],
        grant=amount,
        workers_before=before,
        grant_per_worker=amount / before,
        other_support_year=members["outside_year"]
        .where(members["cohort"] != NEVER)
        .astype("Int32"),
    )
    return frame[_UNIT_COLUMNS]


def _verified_share(units: pd.DataFrame, placed: Placed, years: Window) -> float | None:
    """Return the share verified of the supported's reports since support that tell."""
    ours = placed.in_estimate & (placed.cohorts != NEVER)
    since = placed.kept & ~up_to(placed.cohorts, years.origin)
    known = int(how_many(since & whole(units["reporting_known"], 0))[ours].sum())
    verified = int(how_many(since & whole(units["verified"], 0))[ours].sum())
    return verified / known if known else None


def _empty(snapshot: Snapshot, outcome: Outcome, chosen: Text | None) -> BuiltPanel:
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
    nothing = pd.DataFrame(columns=[*_UNIT_COLUMNS, "grant_amount", "outside_year"])
    return BuiltPanel(
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
