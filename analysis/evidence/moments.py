"""What group-time effects need to know of a panel: counts, sums and cross-products of its units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.evidence.model import Bools, Floats, Ints, Panel, WidePanel

MOST_PERIODS = 62
"""A pattern of observed periods is kept in the bits of one integer."""

ROWS_AT_ONCE = 4_000_000
"""A panel of more rows is summed up in parts of its units: putting the periods of a unit side by
side takes memory for all units of a part."""


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """Counts and sums by cluster and stratum: row r is cluster `cluster[r]` in `stratum[r]`.

    `ids` (C,) are the clusters; `cluster` and `stratum` (R,) are positions in `ids` and in the
    strata, `counts` (R,), `sums` (R, T). A unit counts in one cluster only.
    """

    ids: Ints
    cluster: Ints
    stratum: Ints
    counts: Floats
    sums: Floats


@dataclass(frozen=True, slots=True)
class Moments:
    """The units of a panel counted and summed by stratum: one cohort, one pattern of observation.

    Within a stratum all units are observed in the same periods, so a difference over whoever is
    observed in both of two periods is a sum over whole strata, also in an unbalanced panel.
    `periods` (T,) ascending; per stratum `cohorts` (S,), `observed` (S, T), `counts` (S,), `sums`
    (S, T) and `products` (S, T, T) of the outcome less `centres` (T,) of its period and the mean
    of its unit; zero where not observed. These deviations serve differences within units only:
    they know nothing of levels. `units` counts all, those never observed too.
    """

    periods: Ints
    centres: Floats
    cohorts: Ints
    observed: Bools
    counts: Floats
    sums: Floats
    products: Floats
    units: int
    clusters: ClusterSums | None = None


def moments(panel: Panel) -> Moments:
    """Return the moments of a panel, summed up by one query after a small one for its periods.

    A panel of more than ROWS_AT_ONCE rows takes a query for each part of its units: sums over
    parts add up. Outcomes that are null or not finite are not observed. Raises ValueError for more
    than MOST_PERIODS periods.
    """
    periods = panel.ask(_read("periods").replace("{relation}", panel.relation), panel.parameters)
    count = len(periods)
    if count > MOST_PERIODS:
        raise ValueError(f"a panel of {count} periods: at most {MOST_PERIODS} can be told apart")
    centres = periods["centre"].to_numpy(dtype=np.float64)
    years = periods["period"].to_numpy(dtype=np.int64)
    if count == 0:
        rows = pd.DataFrame(columns=["cohort", "pattern", "cluster", "units"])
    else:
        rows = _added_up(
            [
                panel.ask(_statement(panel, part, years, centres), panel.parameters)
                for part in _parts(panel.relation, periods)
            ]
        )
    lower = np.tril_indices(count)
    products = np.zeros((len(rows), count, count))
    given = _matrix(rows, [f"p{j}_{k}" for j, k in zip(*lower, strict=True)])
    products[:, lower[0], lower[1]] = given
    products[:, lower[1], lower[0]] = given
    return _strata(
        periods=years,
        centres=centres,
        cohorts=rows["cohort"].to_numpy(dtype=np.int64),
        patterns=rows["pattern"].to_numpy(dtype=np.int64),
        clusters=rows["cluster"].to_numpy(dtype=np.int64) if panel.clustered else None,
        counts=rows["units"].to_numpy(dtype=np.float64),
        sums=_matrix(rows, [f"s{k}" for k in range(count)]),
        products=products,
    )


def wide_moments(panel: WidePanel) -> Moments:
    """Return the moments of a panel in memory: the same values as `moments` of its relation."""
    count = len(panel.periods)
    if count > MOST_PERIODS:
        raise ValueError(f"a panel of {count} periods: at most {MOST_PERIODS} can be told apart")
    observed = np.isfinite(panel.outcomes)
    filled = np.where(observed, panel.outcomes, 0.0)
    centres = filled.sum(axis=0) / np.maximum(observed.sum(axis=0), 1)
    deviations = np.where(observed, filled - centres, 0.0)
    seen = np.maximum(observed.sum(axis=1, keepdims=True), 1)
    deviations = np.where(observed, deviations - deviations.sum(axis=1, keepdims=True) / seen, 0.0)
    patterns = observed @ (1 << np.arange(count, dtype=np.int64))
    keys = [panel.cohorts, patterns]
    if panel.clusters is not None:
        keys.append(panel.clusters)
    order = np.lexsort(keys[::-1])
    sorted_keys = np.column_stack(keys)[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (sorted_keys[1:] != sorted_keys[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    groups, counts = sorted_keys[starts], np.diff(starts, append=len(order))
    ordered = deviations[order]
    sums, products = np.zeros((len(groups), count)), np.zeros((len(groups), count, count))
    # Most strata of an unbalanced panel are one unit alone, and need no loop.
    lone = counts == 1
    sums[lone] = ordered[starts[lone]]
    products[lone] = sums[lone][:, :, np.newaxis] * sums[lone][:, np.newaxis, :]
    for place in np.flatnonzero(~lone).tolist():
        rows = ordered[starts[place] : starts[place] + counts[place]]
        sums[place] = rows.sum(axis=0)
        products[place] = rows.T @ rows
    return _strata(
        periods=panel.periods,
        centres=centres,
        cohorts=groups[:, 0],
        patterns=groups[:, 1],
        clusters=groups[:, 2] if panel.clusters is not None else None,
        counts=counts.astype(np.float64),
        sums=sums,
        products=products,
    )


def _strata(
    *,
    periods: Ints,
    centres: Floats,
    cohorts: Ints,
    patterns: Ints,
    clusters: Ints | None,
    counts: Floats,
    sums: Floats,
    products: Floats,
) -> Moments:
    """Return moments by stratum from rows sorted by cohort, pattern and, where given, cluster."""
    new = np.ones(len(counts), dtype=np.bool_)
    new[1:] = (cohorts[1:] != cohorts[:-1]) | (patterns[1:] != patterns[:-1])
    starts = np.flatnonzero(new)
    by_cluster = None
    if clusters is not None:
        ids, places = np.unique(clusters, return_inverse=True)
        by_cluster = ClusterSums(ids, places, np.cumsum(new) - 1, counts, sums)
    if len(starts) < len(counts):
        counts = np.add.reduceat(counts, starts)
        sums = np.add.reduceat(sums, starts, axis=0)
        products = np.add.reduceat(products, starts, axis=0)
    bits = np.arange(len(periods), dtype=np.int64)
    return Moments(
        periods=periods,
        centres=centres,
        cohorts=cohorts[starts],
        observed=(patterns[starts, np.newaxis] >> bits & 1).astype(np.bool_),
        counts=counts,
        sums=sums,
        products=products,
        units=int(counts.sum()),
        clusters=by_cluster,
    )


def _matrix(rows: pd.DataFrame, names: list[str]) -> Floats:
    """Return columns as numbers, zero for null: nothing was observed to add up."""
    values = rows[names].to_numpy(dtype=np.float64) if names else np.empty((len(rows), 0))
    return np.nan_to_num(values, nan=0.0)


def _parts(relation: str, periods: pd.DataFrame) -> list[str]:
    """Return a relation in as many parts, by ranges of its units, as its rows call for."""
    number = -(-int(periods["rows"].sum()) // ROWS_AT_ONCE)
    if number < 2:
        return [relation]
    first, last = int(periods["first_unit"].min()), int(periods["last_unit"].max())
    bounds = [first + (last + 1 - first) * part // number for part in range(number + 1)]
    return [
        f"select * from ({relation}) as whole where unit >= {low} and unit < {high}"
        for low, high in pairwise(bounds)
    ]


def _added_up(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of all parts with those of one stratum and cluster added up."""
    if len(parts) == 1:
        return parts[0]
    keys = ["cohort", "pattern", "cluster"]
    return pd.concat(parts).groupby(keys, as_index=False, dropna=False).sum()


def _statement(panel: Panel, relation: str, periods: Ints, centres: Floats) -> str:
    """Return the query of the moments, with one expression for each period or pair of periods."""
    places = range(len(periods))
    deviations = [f"y{k} - mean as d{k}" for k in places]
    parts = {
        "relation": relation,
        "cluster": "any_value(cluster)" if panel.clustered else "0",
        "outcomes": ",\n    ".join(
            f"max(case when period = {int(period)} and isfinite(outcome) then outcome end)"
            f" - {float(centre)!r}::double as y{k}"
            for k, (period, centre) in enumerate(zip(periods, centres, strict=True))
        ),
        "pattern": " + ".join(f"case when y{k} is null then 0 else {1 << k} end" for k in places),
        "total": " + ".join(f"coalesce(y{k}, 0)" for k in places),
        "deviations": ",\n    ".join(deviations),
        "sums": ",\n  ".join(f"sum(d{k}) as s{k}" for k in places),
        "products": ",\n  ".join(
            f"sum(d{j} * d{k}) as p{j}_{k}" for j in places for k in range(j + 1)
        ),
    }
    text = _read("moments")
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


@lru_cache(maxsize=4)
def _read(name: str) -> str:
    return files("analysis.evidence").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
