"""The planted effects: potential values of supported establishments with and without support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import Bools, Floats, Ints, random_stream, texts, year_of
from analysis.simulate.calibration import PANEL_YEARS, Calibration, Effects
from analysis.simulate.establishments import Establishments
from analysis.simulate.kinds import FAIR_KINDS, MACHINERY_KINDS, TRAINING_KINDS
from analysis.simulate.neighbours import since_neighbour
from analysis.simulate.paths import Paths
from analysis.simulate.places import Places
from analysis.simulate.projects import Projects
from analysis.simulate.supports import Supports
from analysis.simulate.typed_frames import typed_frame

_NEVER = 9999


@dataclass(frozen=True, slots=True)
class Potential:
    """Values establishments by panel years: money in đồng, workers whole persons.

    `per_worker`, `workers` and `revenue` are what happened; the `untreated` ones what would have
    happened without any support. `since_*` count years since completion, negative before it.
    """

    per_worker: Floats
    workers: Ints
    revenue: Floats
    untreated_per_worker: Floats
    untreated_workers: Ints
    untreated_revenue: Floats
    since_machinery: Ints
    since_training: Ints
    since_fair: Ints
    first_support: Ints


def plant_effects(
    seed: int,
    settings: Calibration,
    people: Establishments,
    places: Places,
    paths: Paths,
    projects: Projects,
    supports: Supports,
) -> Potential:
    """Return both potential values: support changes nothing before it is completed.

    With a displacement in the settings, the unsupported of a district and industry change with the
    first support completed there.
    """
    rng = random_stream(seed, "effects")
    effects = settings.effects
    codes = np.array([k.code for k in settings.kinds])[projects.kind[supports.project]]
    machinery = _since(len(people), supports, np.isin(codes, list(MACHINERY_KINDS)))
    training = _since(len(people), supports, np.isin(codes, list(TRAINING_KINDS)))
    fair = _since(len(people), supports, np.isin(codes, list(FAIR_KINDS)))

    step = np.clip(machinery, 0, len(effects.machinery) - 1)
    curve = np.where(machinery >= 0, np.array(effects.machinery)[step], 0.0)
    per_worker = paths.per_worker * np.exp(curve * _strength(rng, effects, people)[:, None])
    ramp = np.where(machinery >= 0, np.where(machinery == 0, 0.5, 1.0), 0.0)
    workers = paths.workers * np.exp(ramp * _workers_effect(rng, effects, people)[:, None])
    if effects.displacement:
        displaced = since_neighbour(people, places, supports) >= 0
        workers = workers * np.exp(effects.displacement * displaced)

    whole, untreated_whole = paths.whole(workers), paths.whole(paths.workers)
    sold = np.where(fair >= 0, np.exp(effects.fairs_revenue), 1.0)
    first = np.full(len(people), _NEVER)
    np.minimum.at(first, supports.establishment, projects.year[supports.project])
    return Potential(
        per_worker=per_worker,
        workers=whole,
        revenue=per_worker * whole / paths.value_share[:, None] * sold,
        untreated_per_worker=paths.per_worker,
        untreated_workers=untreated_whole,
        untreated_revenue=paths.per_worker * untreated_whole / paths.value_share[:, None],
        since_machinery=machinery,
        since_training=training,
        since_fair=fair,
        first_support=first,
    )


def truth_table(people: Establishments, potential: Potential) -> pd.DataFrame:
    """Return simulated_truth: supported establishments from their first support year on."""
    years = np.array(PANEL_YEARS)
    working = np.stack([people.working_through(int(year)) for year in years], axis=1)
    rows, columns = np.nonzero(working & (years >= potential.first_support[:, None]))
    outcomes = (
        ("value_added_per_worker", potential.untreated_per_worker, potential.per_worker),
        ("workers", potential.untreated_workers, potential.workers),
        ("revenue", potential.untreated_revenue, potential.revenue),
    )
    return typed_frame(
        "simulated_truth",
        {
            "establishment_id": np.tile(people.ids[rows], len(outcomes)),
            "year": np.tile(years[columns], len(outcomes)),
            "outcome": np.repeat(texts([name for name, _, _ in outcomes]), len(rows)),
            "untreated": np.concatenate([plain[rows, columns] for _, plain, _ in outcomes]),
            "treated": np.concatenate([changed[rows, columns] for _, _, changed in outcomes]),
        },
    )


def _since(count: int, supports: Supports, of_kind: Bools) -> Ints:
    """Return years since the first completed support of a kind; far below zero if there is none."""
    done = of_kind & ~np.isnat(supports.completed)
    first = np.full(count, _NEVER)
    np.minimum.at(first, supports.establishment[done], year_of(supports.completed[done]))
    since: Ints = np.array(PANEL_YEARS) - first[:, None]
    return since


def _strength(rng: np.random.Generator, effects: Effects, people: Establishments) -> Floats:
    """Return each establishment's multiple of the usual effect: nothing for some, more if small."""
    size = people.size_class()
    by_size = np.select(
        [size == "micro", size == "small"], [effects.micro, effects.small], effects.medium
    )
    spread = effects.individual_spread
    own = np.exp(rng.normal(-(spread**2) / 2, spread, len(people)))
    return np.where(rng.random(len(people)) < effects.without_effect, 0.0, by_size * own)


def _workers_effect(rng: np.random.Generator, effects: Effects, people: Establishments) -> Floats:
    """Return the lasting log effect on workers: a cut for some, growth for the others."""
    cut = rng.random(len(people)) < effects.workers_cut_share
    extent = rng.random(len(people))
    return np.where(cut, effects.workers_cut * extent, 2 * effects.workers_grow * extent)
