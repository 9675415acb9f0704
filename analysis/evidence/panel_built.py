"""A panel with the account of how it was made, and what is known of those in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.evidence.model import NEVER, Bools, Comparison, Floats, Ints, Panel, WidePanel
from analysis.evidence.outcomes import Outcome
from analysis.evidence.panel_clusters import Assignment, PlaceLevel
from analysis.evidence.panel_flow import Placed, flow_frame
from analysis.evidence.panel_query import Window
from analysis.evidence.panel_years import seen_in, whole
from analysis.language import Text
from analysis.scope import Scope

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
UNIT_COLUMNS = [
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


@dataclass(frozen=True)
class BuiltPanel:
    """A panel with the account of how it was made.

    `scope` is what it was made for; `panel` is it as a relation in the database, `wide` in memory,
    and both hold the same.
    `outcome` is what was measured in `unit_of_measure`, `chosen` says what productivity stands for.
    `comparison_available` is who may be compared with, None where nobody, and `comparison_why` says
    why; where nobody stays unsupported to the end, the last cohort only serves to compare with.
    `everybody` has a row of each establishment of the data set, `placed` tells where they stand,
    `numbered` the numbers of their places by level, and `first_support` reads what each got first.
    `labels` name the panel's covariates. `verified_share` is the
    share of verified reports among those of the supported since support, None where not recorded.
    `missing` says in a few words why nothing can be estimated, None where something can.
    """

    scope: Scope
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


def wide_panel(
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
    return frame[UNIT_COLUMNS]
