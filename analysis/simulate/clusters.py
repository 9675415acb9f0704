"""Places of industry: clusters and two zones, who is inside, how full they are, who visited."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Bools,
    Floats,
    Ints,
    Texts,
    day,
    is_known,
    random_stream,
    texts,
    where_known,
)
from analysis.simulate.calibration import PANEL_YEARS, YEARS, Calibration
from analysis.simulate.effects import Potential
from analysis.simulate.establishments import Establishments
from analysis.simulate.places import Places
from analysis.simulate.products import SOURCE
from analysis.simulate.projects import Projects
from analysis.simulate.typed_frames import typed_frame

CLUSTER_KINDS = frozenset({"CLUSTER_INFRA", "CLUSTER_PLAN", "POLLUTION_CLUSTER"})
"""Kinds of project that invest in a cluster."""

# Id, kind, name, district it lies in, hectares; assumed.
_ZONES = (
    ("KKT-01", "economic_zone", "Khu kinh tế số 1 (mô phỏng)", "524", 1200.0),
    ("KCN-01", "industrial_zone", "Khu công nghiệp số 1 (mô phỏng)", "528", 140.0),
)
_ZONE_SHARE_LARGE, _ZONE_SHARE_OTHER = 0.75, 0.04  # of those in the district, in no cluster
_INDUSTRIAL_LAND = (0.62, 0.75)  # of the area
_OCCUPANCY_2014, _OCCUPANCY_2025 = (0.10, 0.45), (0.55, 0.97)
_LAND_UNKNOWN = 0.04
_VISITS_IN_CLUSTERS = 0.35


@dataclass(frozen=True, slots=True)
class Clusters:
    """One element of each array for a place of industry; `home` indexes the places.

    `inside` has an element an establishment: the place of industry it is in, -1 for none.
    """

    ids: Texts
    kind: Texts
    name: Texts
    home: Ints
    area: Floats
    inside: Ints


def draw_clusters(
    seed: int,
    people: Establishments,
    places: Places,
    cluster: pd.DataFrame,
    establishment: pd.DataFrame,
) -> Clusters:
    """Return the clusters of the tables, and two zones with some who were in no cluster."""
    rng = random_stream(seed, "zones")
    home_of = {unit: home for home, unit in enumerate(places.own_unit)}
    ids = [*cluster["cluster_id"], *(zone[0] for zone in _ZONES)]
    number = {name: place for place, name in enumerate(ids)}
    zone_home = [int(np.flatnonzero(places.district == zone[3])[0]) for zone in _ZONES]
    inside = np.array(
        [number[one] if isinstance(one, str) else -1 for one in establishment["cluster_id"]],
        dtype=np.int64,
    )
    near = np.where(people.home >= 0, places.district[people.home], "")
    chance = np.where(people.eligible, _ZONE_SHARE_OTHER, _ZONE_SHARE_LARGE)
    moves = (rng.random(len(people)) < chance) & (inside < 0) & (people.forms == "enterprise")
    for code, *_, district, _area in _ZONES:
        inside[moves & (near == district)] = number[code]
    return Clusters(
        ids=texts([*ids]),
        kind=texts([*["cluster"] * len(cluster), *(zone[1] for zone in _ZONES)]),
        name=texts([*cluster["name"], *(zone[2] for zone in _ZONES)]),
        home=np.array([*(home_of[unit] for unit in cluster["unit_id"]), *zone_home]),
        area=np.array([*cluster["area_ha"].astype(float), *(zone[4] for zone in _ZONES)]),
        inside=inside,
    )


def cluster_table(clusters: Clusters, places: Places) -> pd.DataFrame:
    """Return the cluster table, zones included."""
    return typed_frame(
        "cluster",
        {
            "cluster_id": clusters.ids,
            "name": clusters.name,
            "kind": clusters.kind,
            "unit_id": places.own_unit[clusters.home],
            "area_ha": clusters.area,
            "status": "simulated",
            "source": SOURCE,
        },
    )


def inside_ids(clusters: Clusters) -> Texts:
    """Return the id of the place of industry each establishment is in, None for none."""
    return where_known(clusters.inside >= 0, clusters.ids[clusters.inside])


def clusters_of_projects(
    seed: int, settings: Calibration, projects: Projects, clusters: Clusters
) -> Ints:
    """Return the cluster each project invests in, -1 for none; no cluster is planned twice."""
    rng = random_stream(seed, "project clusters")
    codes = np.array([k.code for k in settings.kinds])[projects.kind]
    chosen = np.full(len(projects), -1)
    usual = np.flatnonzero(clusters.kind == "cluster")
    for code in sorted(CLUSTER_KINDS):
        own = np.flatnonzero(codes == code)
        chosen[own] = rng.permutation(usual)[np.arange(len(own)) % len(usual)]
    return chosen


def cluster_year_table(
    seed: int, people: Establishments, potential: Potential, clusters: Clusters
) -> pd.DataFrame:
    """Return land, land let, establishments and workers inside at the end of each year.

    Establishments and workers are those of the establishment table that are inside and open.
    """
    rng = random_stream(seed, "cluster years")
    count, steps = len(clusters.ids), len(YEARS)
    land = np.round(clusters.area * rng.uniform(*_INDUSTRIAL_LAND, count), 1)
    first, last = rng.uniform(*_OCCUPANCY_2014, count), rng.uniform(*_OCCUPANCY_2025, count)
    growth = np.cumsum(rng.uniform(0.2, 1.0, (count, steps - 1)), axis=1)
    path = np.concatenate([np.zeros((count, 1)), growth / growth[:, -1:]], axis=1)
    number = np.zeros((count, steps))
    workers = np.zeros((count, steps))
    for step, year in enumerate(YEARS):
        there = _open_at(people, year) & (clusters.inside >= 0)
        number[:, step] = np.bincount(clusters.inside[there], minlength=count)
        at_work = potential.workers[there, PANEL_YEARS.index(year)]
        workers[:, step] = np.bincount(clusters.inside[there], at_work, minlength=count)
    # Nothing is let before anybody has come.
    came = np.maximum.accumulate(number, axis=1) > 0
    let = np.where(came, land[:, None] * (first[:, None] + (last - first)[:, None] * path), 0.0)
    let = np.where(rng.random(let.shape) < _LAND_UNKNOWN, np.nan, np.round(let, 1))
    return typed_frame(
        "cluster_year",
        {
            "cluster_id": np.repeat(clusters.ids, steps),
            "year": np.tile(np.array(YEARS), count),
            "industrial_area_ha": np.repeat(land, steps),
            "leased_area_ha": let.ravel(),
            "establishments": number.ravel(),
            "workers": workers.ravel(),
            "status": "simulated",
            "source": SOURCE,
        },
    )


def visited_clusters(
    seed: int, kinds: Texts, units: Texts, clusters: Clusters, places: Places
) -> Texts:
    """Return the cluster some visits of establishments were made in, None for the others.

    A visit lies in a cluster of its own district; from July 2025, when the unit of a visit is a
    commune, it is not noted.
    """
    rng = random_stream(seed, "visits")
    district = places.district[clusters.home]
    candidates = (
        (kinds == "survey_visit") & is_known(units) & (rng.random(len(kinds)) < _VISITS_IN_CLUSTERS)
    )
    pick = rng.integers(0, 1 << 30, len(kinds))
    found: list[str | None] = [None] * len(kinds)
    for event in np.flatnonzero(candidates):
        options = np.flatnonzero(district == units[event].split("_")[0])
        if len(options):
            found[event] = clusters.ids[options[pick[event] % len(options)]]
    return texts(found)


def _open_at(people: Establishments, year: int) -> Bools:
    last = day(year, 12, 31)
    open_: Bools = (people.founded <= last) & (np.isnat(people.closed) | (people.closed > last))
    return open_
