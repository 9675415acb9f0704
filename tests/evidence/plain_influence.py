"""Group-time effects the plain way: every unit's influence on every cell, written out.

Made from a wide table by loops over units' own numbers, to hold the sums over strata against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Plain:
    """Per (cohort, period): base, estimate and influence; and what aggregates need."""

    base: dict[tuple[int, int], int]
    estimate: dict[tuple[int, int], float]
    influence: dict[tuple[int, int], Array]
    cohort: Array
    cluster: Array | None

    def error(self, influence: Array) -> float:
        if self.cluster is None:
            return float(np.sqrt(np.mean(influence**2) / len(influence)))
        sums = pd.Series(influence).groupby(self.cluster).sum()
        return float(np.sqrt((sums**2).sum()) / len(influence))

    def weighted(self, keys: list[tuple[int, int]]) -> tuple[float, Array]:
        """Cells weighed by cohort share, the influence of the estimated weights included."""
        share = {g: float(np.mean(self.cohort == g)) for g, _ in keys}
        total = sum(share[g] for g, _ in keys)
        value = sum(share[g] * self.estimate[g, t] for g, t in keys) / total
        influence = np.zeros(len(self.cohort))
        for g, t in keys:
            influence += share[g] / total * self.influence[g, t]
            own = (self.cohort == g) - share[g]
            all_of_them = sum((self.cohort == h) - share[h] for h, _ in keys)
            weight = own / total - share[g] / total**2 * all_of_them
            influence += self.estimate[g, t] * weight
        return value, influence


def plain(
    frame: pd.DataFrame, comparison: str, anticipation: int = 0, base: str = "varying"
) -> Plain:
    outcome = frame.pivot(index="unit", columns="period", values="outcome")
    first = frame.groupby("unit")[["cohort"]].first().loc[outcome.index]
    cohort = first["cohort"].to_numpy()
    cluster = None
    if "cluster" in frame.columns:
        cluster = frame.groupby("unit")["cluster"].first().loc[outcome.index].to_numpy()
    n, periods = len(outcome), sorted(outcome.columns)
    never = (cohort == 0) | (cohort > periods[-1] + anticipation)
    targets = sorted(set(cohort[~never & (cohort > periods[0] + anticipation)]))
    if comparison == "not_yet" and not never.any():
        targets = [g for g in targets if g < cohort.max()]
    bases, estimates, influences = {}, {}, {}
    for g in targets:
        last_before = max(p for p in periods if p + anticipation < g)
        for place, t in enumerate(periods):
            b = last_before
            if base == "varying" and t + anticipation < g:
                if place == 0:
                    continue
                b = periods[place - 1]
            if b == t:
                continue
            change = (outcome[t] - outcome[b]).to_numpy()
            seen = np.isfinite(change)
            pool = never
            if comparison == "not_yet":
                pool = never | ((cohort > max(t, b) + anticipation) & (cohort != g))
            one, other = seen & (cohort == g), seen & pool
            bases[g, t] = b
            influence = np.zeros(n)
            if one.any() and other.any():
                estimates[g, t] = change[one].mean() - change[other].mean()
                influence[one] = n / one.sum() * (change[one] - change[one].mean())
                influence[other] = -n / other.sum() * (change[other] - change[other].mean())
            else:
                estimates[g, t] = np.nan
            influences[g, t] = influence
    return Plain(bases, estimates, influences, cohort, cluster)
