"""Neighbours, rings of exclusion and net changes of drawn programmes whose effects are known.

Establishments of districts and industries, each with a course of its own; support goes to some and
exposes the others of their district and industry, the cell. Without anything, then with an effect
on the supported and a displacement of their neighbours, the same for all or of their own for every
unit and cell. What is estimated is held against what was
planted: effect and displacement themselves, and for what moves with courses (gross, deadweight, how
far a ring moves the estimate) against the same sums over outcomes without noise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from calibration_draws import CONSTANT, PERIODS, SHARES

from analysis.evidence.beyond.exclusion import RingEstimate, ring_estimates
from analysis.evidence.beyond.exposure import Exposure
from analysis.evidence.beyond.influence import own_change_of
from analysis.evidence.beyond.neighbours import neighbours
from analysis.evidence.beyond.net import carried
from analysis.evidence.beyond.rings import NEAR, find_ring
from analysis.evidence.findings import Interval
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Floats, Ints, WidePanel
from analysis.evidence.noise import Noise
from analysis.evidence.outcome_catalogue import OUTCOMES
from analysis.evidence.outcomes import Outcome
from analysis.evidence.panel_builder import BuiltPanel
from analysis.evidence.panel_clusters import Assignment
from analysis.evidence.statement import LEAST_FOR_CAUSES
from analysis.language import Text
from analysis.scope import Scope

SEED = 20_251_130
DISPLACED = -0.05
QUANTITIES = (
    "neighbours",
    "ring",
    "moved",
    "gross",
    "deadweight",
    "displacement",
    "net",
)
"""In this order, each with COLUMNS."""

CHECKED = 2
COLUMNS = ("estimate", "low", "high", "truth", "effect said")

_NAME = Text("mô phỏng", "simulated")
_JOBS: Outcome = next(one for one in OUTCOMES if one.code == "jobs")
_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Market:
    """A kind of programme among neighbours: how many districts, industries, units and supported.

    `shared` is the deviation of what all units of a cell have in common in a year. `uneven` is that
    of effects between the supported, and of displacement between cells; with any, effect and
    displacement are planted in what `beyond` draws.
    """

    code: str
    said: str
    districts: int
    industries: int
    units: int
    supported: int
    shared: float
    uneven: float = 0.0


MARKETS = (
    Market("market", "130 cells", 13, 10, 1_000, 120, 0.0),
    Market("market_shared", "130 cells with shocks in common", 13, 10, 1_000, 120, 0.05),
    Market("market_few", "42 cells with shocks in common", 7, 6, 600, 60, 0.05),
    Market("market_planted", "130 cells, uneven displacement", 13, 10, 1_000, 120, 0.05, 0.05),
    Market("market_few_planted", "42 cells, uneven displacement", 7, 6, 600, 60, 0.05, 0.05),
)


@dataclass(frozen=True, slots=True)
class Town:
    """A drawn programme: its ground and exposure, what is there but noise, what was planted."""

    given: Ground
    exposure: Exposure
    signal: Floats
    effect: float
    displaced: float


def drawn(market: Market, noise: Noise, number: int) -> tuple[Town, Town]:
    """Return one draw of a market by its number, without and with effect and displacement."""
    random = np.random.default_rng((SEED, MARKETS.index(market), number))
    district, industry, cells = _placed(random, market)
    cohorts = _supported(random, market, cells)
    first = _first_exposed(cells, cohorts)
    root = np.linalg.cholesky(noise.covariance(len(PERIODS)))
    shape = (market.units, len(PERIODS))
    courses = random.normal(0, 0.05, (market.districts, len(PERIODS))).cumsum(axis=1)[district]
    courses = courses + random.normal(0, 0.05, (market.industries, shape[1])).cumsum(1)[industry]
    level = random.normal(4, 0.6, (market.units, 1))
    own = random.standard_normal(shape) @ root.T
    many = market.districts * market.industries
    shared = random.standard_normal((many, len(PERIODS))) @ root.T / noise.deviation
    own = own + market.shared * shared[cells]
    silent = random.random(shape) < random.uniform(0.2, 0.5, (market.units, 1))
    seen = np.where(silent, np.nan, 1.0)
    since = (cohorts != NEVER)[:, None] & (cohorts[:, None] <= PERIODS)
    near = ((cohorts == NEVER) & (first != NEVER))[:, None] & (first[:, None] <= PERIODS)
    where = pd.DataFrame({"district": district.astype(str), "industry": industry.astype(str)})
    # What single effects and displacements are off their means by is no signal: it has no mean.
    if market.uneven:
        own = own + since * random.normal(0, market.uneven, (market.units, 1))
        own = own + near * random.normal(0, market.uneven, (many, 1))[cells]
    towns = []
    for effect, displaced in ((0.0, 0.0), (CONSTANT, DISPLACED)):
        signal = level + courses + effect * since + displaced * near
        panel = _panel(cohorts, (signal + own) * seen)
        towns.append(
            Town(
                _ground(panel, where),
                _exposure(cells, cohorts, first),
                signal * seen,
                effect,
                displaced,
            )
        )
    return towns[0], towns[1]


def beyond(market: Market, noise: Noise, numbers: range) -> Floats:
    """Return QUANTITIES with COLUMNS of draws, (draws, 7, 5).

    Nothing is planted where it would be the same for all: a constant effect and displacement move
    each estimate by exactly what they add to its truth, and no error, so that these draws serve
    with them as well. The first are made both ways and compared. Markets with uneven effects are
    drawn with them. How far a ring moves the estimate has no truth where neighbours lose.
    """
    found = []
    for number in numbers:
        without, planted = drawn(market, noise, number)
        if market.uneven:
            found.append(estimated(planted))
            continue
        found.append(estimated(without))
        if number < CHECKED:
            _check(np.array(found[-1]), np.array(estimated(planted)))
    return np.array(found)


def estimated(town: Town) -> list[list[float]]:
    """Return COLUMNS of all QUANTITIES."""
    near = neighbours(town.given, town.exposure)
    ring = ring_estimates(town.given, {NEAR: town.exposure})[0]
    steps, _ = carried(town.exposure, ring, near)
    value = {one.code: (one.value, one.interval) for one in steps}
    times = town.exposure.exposed_for_each * town.displaced
    gross = _true_gross(ring, town)
    known = near.grade is not None and near.grade.level >= LEAST_FOR_CAUSES
    return [
        _row(near.estimate, near.interval, town.displaced, known),
        _row(ring.estimate, ring.interval, town.effect),
        _row(ring.moved, ring.moved_interval, None if town.displaced else 0.0),
        _row(*value["gross"], gross),
        _row(*value["deadweight"], town.effect - gross),
        _row(*value["displacement"], times),
        _row(*value["net"], town.effect + times),
    ]


def _check(without: Floats, planted: Floats) -> None:
    """Compare what is off, and how wide intervals are, with effects and without."""
    for found in (without, planted):
        found[:, :3] -= found[:, 3:4]
    kept = [at for at, name in enumerate(QUANTITIES) if name != "moved"]
    np.testing.assert_allclose(without[kept, :3], planted[kept, :3], atol=1e-8)


def _true_gross(ring: RingEstimate, town: Town) -> float:
    assert ring.traced is not None
    panel = replace(ring.traced.reported, outcomes=town.signal, clusters=None)
    return own_change_of(panel, ring.traced.effects).estimate


def _row(
    value: float | None, ends: Interval | None, truth: float | None, said: bool = False
) -> list[float]:
    low, high = (_UNKNOWN, _UNKNOWN) if ends is None else (ends.low, ends.high)
    return [
        _UNKNOWN if value is None else value,
        low,
        high,
        _UNKNOWN if truth is None else truth,
        float(said),
    ]


def _placed(random: np.random.Generator, market: Market) -> tuple[Ints, Ints, Ints]:
    """Return district, industry and cell of every unit; some are common, some rare."""
    district = random.choice(
        market.districts, market.units, p=random.dirichlet(np.full(market.districts, 5.0))
    )
    industry = random.choice(
        market.industries, market.units, p=random.dirichlet(np.full(market.industries, 2.0))
    )
    return district, industry, district * market.industries + industry


def _supported(random: np.random.Generator, market: Market, cells: Ints) -> Ints:
    """Return cohorts; support goes to some cells much more than to others."""
    liked = random.gamma(0.3, 1.0, market.districts * market.industries)[cells] + 1e-3
    chosen = random.choice(market.units, market.supported, replace=False, p=liked / liked.sum())
    cohorts = np.full(market.units, NEVER, dtype=np.int64)
    cohorts[chosen] = random.choice(list(SHARES), len(chosen), p=list(SHARES.values()))
    return cohorts


def _first_exposed(cells: Ints, cohorts: Ints) -> Ints:
    years = np.full(int(cells.max()) + 1, np.iinfo(np.int64).max)
    began = np.where(cohorts == NEVER, np.iinfo(np.int64).max, cohorts)
    np.minimum.at(years, cells, began)
    found = years[cells]
    return np.where(found == np.iinfo(np.int64).max, NEVER, found).astype(np.int64)


def _exposure(cells: Ints, cohorts: Ints, first: Ints) -> Exposure:
    theirs = cohorts == NEVER
    near = theirs & (first != NEVER)
    last = int(PERIODS[-1])
    return Exposure(
        ring=find_ring(NEAR),
        first=first,
        cells=cells,
        supported=int((~theirs).sum()),
        supported_years=int((last - cohorts[~theirs] + 1).sum()),
        exposed=int(near.sum()),
        exposed_years=int((last - first[near] + 1).sum()),
        clean=int((theirs & ~near).sum()),
        unknown=0,
    )


def _panel(cohorts: Ints, outcomes: Floats) -> WidePanel:
    return WidePanel(
        units=np.arange(len(cohorts)),
        cohorts=cohorts,
        periods=PERIODS,
        outcomes=outcomes,
        covariates=np.empty((len(cohorts), 0)),
    )


def _ground(panel: WidePanel, where: pd.DataFrame) -> Ground:
    empty: Any = None
    built = BuiltPanel(
        scope=Scope(),
        panel=empty,
        wide=panel,
        outcome=_JOBS,
        unit_of_measure=_NAME,
        chosen=None,
        comparison_available="never",
        comparison_why=_NAME,
        assignment=Assignment("establishment", _NAME, {}),
        everybody=pd.DataFrame(),
        placed=empty,
        numbered={},
        first_support=pd.DataFrame,
    )
    # Derived from a database elsewhere and kept; drawn here.
    vars(built)["units"] = where
    return Ground(
        built=built,
        panel=panel,
        flat=panel,
        labels=(),
        comparison="never",
        in_estimate=np.isfinite(panel.outcomes).sum(axis=1) > 1,
        anticipation=0,
        simulated=True,
    )
