"""Which single cases there are: a supported establishment, or a cluster that was built up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.claim_groups import SEVERAL
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Bools, Floats, Ints
from analysis.evidence.panel_query import scoped_sql
from analysis.language import Text
from analysis.measures.phrases import code_name
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FEWEST_BEFORE = 4
"""Years before support: a pool matched on fewer matches noise. Ours, after Abadie (2021)."""

FEWEST_POOL = 19
"""With fewer in the pool not even the most extreme case has a chance under 1/20."""

MOST_POOL = 80
"""The pool is cut to those nearest in level before support: more add noise and time."""

FEWEST_MEMBERS = 3

_CLUSTERS = """
select
  inside.cluster_id,
  place.establishment_no as unit
from establishment as inside
join mart_establishment as place
  on place.establishment_id = inside.establishment_id
where inside.cluster_id is not null
order by inside.cluster_id, place.establishment_no
"""
# Of who was supported otherwise too in the first year nobody asks: they are no part of a panel.
_ACTIVITIES = """
select
  establishment_no as unit,
  year,
  case when min(activity) < max(activity) then 'several' else min(activity) end as activity
from mart_support
where goes_ahead
group by establishment_no, year
order by establishment_no, year
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A case to be looked at: `rows` (S,) of the panel, from `start` on; `label` names it."""

    code: str
    label: Text
    kind: str
    rows: Ints
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """Outcomes without a gap: the case (S, T), its pool (J, T), `years` (T,), `before` of them.

    `alike` says in words whom the pool was taken from, `pool_rows` (J,) are its rows of the panel.
    """

    case: Floats
    pool: Floats
    pool_rows: Ints
    years: Ints
    before: int
    alike: Text


def cases(snapshot: Snapshot, given: Ground) -> tuple[Case, ...]:
    """Return every case of a panel: clusters first, then establishments by their id.

    Establishments need FEWEST_BEFORE years before support and one since; clusters FEWEST_MEMBERS
    members that were never supported themselves, and a first project that the scope asks about by
    its year, activity and fund source. Whether their pool suffices is another question.
    """
    return (*_clusters(snapshot, given), *_establishments(snapshot, given))


def _establishments(snapshot: Snapshot, given: Ground) -> list[Case]:
    seen = np.isfinite(given.panel.outcomes)
    cohorts, years = given.panel.cohorts, given.panel.periods
    before = (seen & (years < (cohorts - given.anticipation)[:, None])).sum(axis=1)
    since = (seen & (years >= cohorts[:, None])).sum(axis=1)
    chosen = np.flatnonzero((cohorts != NEVER) & (before >= FEWEST_BEFORE) & (since > 0))
    names, units = given.built.members["establishment_id"], given.panel.units
    activities = _activities(snapshot)
    found = []
    for row in chosen.tolist():
        name, year = str(names.iloc[row]), int(cohorts[row])
        kind = activities.get((int(units[row]), year))
        words = SEVERAL if kind == "several" else code_name("activity", kind)
        label = Text(f"{name} · {year} · {words.vi}", f"{name} · {year} · {words.en}")
        found.append(Case(name, label, "establishment", np.array([row]), year))
    return found


def _activities(snapshot: Snapshot) -> dict[tuple[int, int], str | None]:
    """Return the activity of each establishment's support in each year, by both."""

    def read() -> dict[tuple[int, int], str | None]:
        frame = snapshot.query(_ACTIVITIES)
        keys = zip(frame["unit"].astype(int), frame["year"].astype(int), strict=True)
        kinds = [None if pd.isna(kind) else str(kind) for kind in frame["activity"]]
        return dict(zip(keys, kinds, strict=True))

    return snapshot.once("activities of supports", read)


def _clusters(snapshot: Snapshot, given: Ground) -> list[Case]:
    members = _members(snapshot, given)
    found = []
    built = _built(snapshot, given.built.scope)
    for row in built[built["asked"]].to_dict("records"):
        inside = members.get(str(row["cluster_id"]), np.empty(0, dtype=np.int64))
        free = inside[given.panel.cohorts[inside] == NEVER]
        if len(free) < FEWEST_MEMBERS:
            continue
        name, year = str(row["name"] or row["cluster_id"]), int(row["year"])
        label = Text(
            f"{name} · {year} · {len(free)} cơ sở", f"{name} · {year} · {len(free)} inside"
        )
        found.append(Case(str(row["cluster_id"]), label, "cluster", free, year))
    return found


def _members(snapshot: Snapshot, given: Ground) -> dict[str, Ints]:
    """Return the rows of the panel in each cluster."""
    frame = snapshot.once("members of clusters", lambda: snapshot.query(_CLUSTERS))
    units = given.panel.units
    asked = frame["unit"].to_numpy(dtype=np.int64)
    row_of = np.minimum(np.searchsorted(units, asked), max(len(units) - 1, 0))
    inside = units[row_of] == asked if len(units) else np.zeros(len(asked), dtype=np.bool_)
    clusters = frame["cluster_id"][inside]
    found: dict[str, list[int]] = {}
    for cluster, row in zip(clusters, row_of[inside].tolist(), strict=True):
        found.setdefault(str(cluster), []).append(row)
    return {cluster: np.array(rows, dtype=np.int64) for cluster, rows in found.items()}


def _built(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the clusters that were built up, in their order: see sql/clusters_built.sql."""
    chosen = {name: list(getattr(scope, name)) for name in ("years", "activities", "fund_sources")}
    return snapshot.recently(
        ("clusters built", scope.years, scope.activities, scope.fund_sources),
        lambda: snapshot.query(scoped_sql("clusters_built"), chosen),
    )


def block_of(snapshot: Snapshot, given: Ground, case: Case) -> Block | None:
    """Return the outcomes a case is compared on, None where its years are too few.

    An establishment is looked at in all years it answered, a cluster in the span of years that
    keeps most answers of its members: numbers of answers decide, never results. The pool are
    establishments never supported that answered in all those years, outside every cluster that was
    built up: of the same industry and size where there are FEWEST_POOL, else of the same industry,
    else of the same size, else all; at most MOST_POOL, those nearest in level before.
    """
    seen = np.isfinite(given.panel.outcomes)
    periods = given.panel.periods
    start = case.start - given.anticipation
    kept = seen[case.rows[0]] & ~((periods >= start) & (periods < case.start))
    if case.kind == "cluster":
        kept = _span(seen[case.rows], periods, start, case.start)
    before = int((kept & (periods < start)).sum())
    rows = case.rows[seen[np.ix_(case.rows, np.flatnonzero(kept))].all(axis=1)]
    fewest = FEWEST_MEMBERS if case.kind == "cluster" else 1
    if before < FEWEST_BEFORE or not (kept & (periods >= case.start)).any() or len(rows) < fewest:
        return None
    members = _members(snapshot, given)
    built = [members.get(str(one)) for one in _built(snapshot, Scope())["cluster_id"]]
    free = (given.panel.cohorts == NEVER) & seen[:, kept].all(axis=1)
    for inside in built:
        if inside is not None:
            free[inside] = False
    pool, alike = _pool(given, rows, free)
    outcomes = given.panel.outcomes[:, kept]
    level = outcomes[rows][:, :before].mean()
    apart = np.abs(outcomes[pool][:, :before].mean(axis=1) - level)
    nearest = pool[np.sort(np.argsort(apart, kind="stable")[:MOST_POOL])]
    return Block(outcomes[rows], outcomes[nearest], nearest, periods[kept], before, alike)


def _span(seen: Bools, periods: Ints, before: int, since: int) -> Bools:
    """Return the years (T,) in which most answers of members are complete."""
    best, score = np.zeros(len(periods), dtype=np.bool_), -1
    for early in range(FEWEST_BEFORE, 9):
        for late in range(1, 5):
            kept = ((periods >= before - early) & (periods < before)) | (
                (periods >= since) & (periods < since + late)
            )
            if int(kept.sum()) != early + late:
                continue
            whole = int(seen[:, kept].all(axis=1).sum())
            if whole >= FEWEST_MEMBERS and whole * (early + late) > score:
                best, score = kept, whole * (early + late)
    return best


def _pool(given: Ground, rows: Ints, free: Bools) -> tuple[Ints, Text]:
    units = given.built.members
    alike = {
        name: units[name].isin(units[name].iloc[rows].dropna().unique()).to_numpy(dtype=bool)
        for name in ("industry", "size")
    }
    tried = (
        (
            free & alike["industry"] & alike["size"],
            Text("cùng ngành, quy mô", "the same industry and size"),
        ),
        (free & alike["industry"], Text("cùng ngành", "the same industry")),
        (free & alike["size"], Text("cùng quy mô", "the same size")),
        (free, Text("mọi ngành, quy mô", "any industry and size")),
    )
    for members, words in tried:
        if int(members.sum()) >= FEWEST_POOL:
            return np.flatnonzero(members), words
    return np.flatnonzero(free), tried[-1][1]
