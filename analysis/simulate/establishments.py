"""The population: six thousand eligible establishments, some large ones beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Bools,
    Days,
    Floats,
    Ints,
    Texts,
    day,
    days_between,
    later,
    random_stream,
    texts,
    where_known,
    year_of,
)
from analysis.simulate.calibration import PANEL_YEARS, Population
from analysis.simulate.names import establishment_names, tax_codes
from analysis.simulate.places import MOUNTAIN, Places
from analysis.simulate.products import (
    FOOD_INDUSTRIES,
    INDUSTRIES,
    PRODUCT_IDS,
    PRODUCT_INDUSTRIES,
    SOURCE,
)
from analysis.simulate.typed_frames import typed_frame

NOT_FOUND = np.datetime64("NaT", "D")
_FORMS = ("household", "enterprise", "cooperative", "cooperative_group")
_FORM_SHARES = (0.74, 0.19, 0.045, 0.025)
# Logs of workers by form: households small, enterprises larger; assumed.
_FORM_WORKERS = {
    "household": 1.15,
    "enterprise": 2.55,
    "cooperative": 2.3,
    "cooperative_group": 1.8,
}
_FORM_PRODUCTIVITY = {
    "household": 0.0,
    "enterprise": 0.28,
    "cooperative": 0.05,
    "cooperative_group": -0.1,
}


@dataclass(frozen=True, slots=True)
class Establishments:
    """One element of each array for an establishment; the eligible ones come first.

    `home` indexes the places, -1 where unknown; `industry` and `product` index their lists.
    `base_workers` and `base_productivity` are logs and do not change over time.
    """

    ids: Texts
    forms: Texts
    industry: Ints
    product: Ints
    home: Ints
    founded: Days
    closed: Days
    women_led: Bools
    makes_food: Bools
    food_safe_until: Days
    eligible: Bools
    base_workers: Floats
    base_productivity: Floats
    mountain: Bools

    def __len__(self) -> int:
        return len(self.ids)

    def size_class(self) -> Texts:
        """Return the size by usual workers: up to 10, 100 and 200 (Decree 80/2021, industry)."""
        workers = np.rint(np.exp(self.base_workers))
        sizes: Texts = np.select(
            [workers <= 10, workers <= 100, workers <= 200],
            ["micro", "small", "medium"],
            "large",
        ).astype(object)
        return sizes

    def working_through(self, year: int) -> Bools:
        """Return who worked through a year: founded by its 30 June and open on 31 December."""
        open_ = np.isnat(self.closed) | (self.closed > day(year, 12, 31))
        working: Bools = (self.founded <= day(year, 6, 30)) & open_
        return working


def draw_establishments(seed: int, places: Places, settings: Population) -> Establishments:
    """Return the population, the same for the same seed."""
    rng = random_stream(seed, "establishments")
    count = settings.eligible + settings.not_eligible
    eligible = np.arange(count) < settings.eligible

    home = rng.choice(len(places.weight), count, p=places.weight / places.weight.sum())
    mountain = np.isin(places.district[home], list(MOUNTAIN))
    industry = _industries(rng, mountain)
    forms = np.array(_FORMS, dtype=object)[rng.choice(len(_FORMS), count, p=_FORM_SHARES)]
    forms[~eligible] = "enterprise"
    base_workers = (
        np.array([_FORM_WORKERS[form] for form in forms])
        + np.array([entry.workers for entry in INDUSTRIES])[industry]
        - 0.2 * mountain
        + rng.normal(0, 0.85, count)
    )
    # Nobody eligible is large: the programme is for small and medium establishments.
    base_workers = np.clip(base_workers, np.log(1.0), np.log(195.0))
    base_workers = np.where(eligible, base_workers, np.log(rng.uniform(220, 900, count)))
    base_productivity = (
        np.array([_FORM_PRODUCTIVITY[form] for form in forms])
        + np.array([entry.productivity for entry in INDUSTRIES])[industry]
        - 0.22 * mountain
        + 0.06 * (base_workers - base_workers.mean())
        + rng.normal(0, 0.42, count)
    )
    founded, closed = _life(rng, settings, base_workers, base_productivity)
    food = np.isin(industry, _indices(FOOD_INDUSTRIES)) | (rng.random(count) < 0.02)
    certified = rng.random(count) < np.where(
        forms == "household", settings.food_certified_household, settings.food_certified_other
    )
    safe_until = np.where(
        food & certified,
        later(np.full(count, day(2023, 7, 1)), rng.integers(0, 1900, count)),
        NOT_FOUND,
    )
    women_led = rng.random(count) < np.array([e.women for e in INDUSTRIES])[industry] * 0.6
    product = _products(rng, industry)
    home = np.where(rng.random(count) < settings.unknown_place, -1, home)
    return Establishments(
        ids=texts([f"CS-{number:05d}" for number in range(1, count + 1)]),
        forms=forms,
        industry=industry,
        product=product,
        home=home,
        founded=founded,
        closed=closed,
        women_led=women_led,
        makes_food=food,
        food_safe_until=safe_until,
        eligible=eligible,
        base_workers=base_workers,
        base_productivity=base_productivity,
        mountain=mountain & (home >= 0),
    )


def establishment_tables(
    seed: int, people: Establishments, places: Places, settings: Population
) -> dict[str, pd.DataFrame]:
    """Return the establishment and the cluster tables."""
    rng = random_stream(seed, "establishment records")
    count = len(people)
    before = people.founded < day(2025, 7, 1)
    unit = np.where(
        before & (people.home >= 0),
        places.own_unit[people.home],
        places.on(people.home, np.maximum(people.founded, day(2025, 7, 1))),
    )
    clusters = texts([f"CCN-{number:02d}" for number in range(1, settings.clusters + 1)])
    cluster_home = rng.choice(len(places.weight), settings.clusters, replace=False)
    cluster = _clusters(rng, people, places, cluster_home, settings)
    declared = people.makes_food & (~np.isnat(people.food_safe_until) | (rng.random(count) < 0.2))
    declared_known = where_known(rng.random(count) >= 0.1, declared.astype(object))
    return {
        "cluster": typed_frame(
            "cluster",
            {
                "cluster_id": clusters,
                "name": texts(
                    [f"Cụm công nghiệp số {n} (mô phỏng)" for n in range(1, settings.clusters + 1)]
                ),
                "unit_id": places.own_unit[cluster_home],
                "area_ha": np.round(rng.uniform(8, 60, settings.clusters), 1),
                "status": "simulated",
                "source": SOURCE,
            },
        ),
        "establishment": typed_frame(
            "establishment",
            {
                "establishment_id": people.ids,
                "tax_code": tax_codes(rng, people.forms),
                "name": establishment_names(rng, people.forms, people.product),
                "legal_form": people.forms,
                "industry": texts([e.code for e in INDUSTRIES])[people.industry],
                "size": people.size_class(),
                "product_id": texts([*PRODUCT_IDS])[people.product],
                "unit_id": unit,
                "cluster_id": where_known(cluster >= 0, clusters[cluster]),
                "founded_on": people.founded,
                "closed_on": people.closed,
                "women_led": where_known(
                    rng.random(count) >= 0.02, people.women_led.astype(object)
                ),
                "makes_food": people.makes_food,
                "food_safety_until": people.food_safe_until,
                "quality_declared": declared_known,
                "eligible": people.eligible,
                "source": SOURCE,
            },
        ),
    }


def _indices(codes: tuple[str, ...]) -> list[int]:
    return [number for number, entry in enumerate(INDUSTRIES) if entry.code in codes]


def _industries(rng: np.random.Generator, mountain: Bools) -> Ints:
    plain = np.array([entry.share for entry in INDUSTRIES])
    high = plain * np.array([entry.mountain for entry in INDUSTRIES])
    count = len(mountain)
    drawn = np.where(
        mountain,
        rng.choice(len(plain), count, p=high / high.sum()),
        rng.choice(len(plain), count, p=plain / plain.sum()),
    )
    return drawn.astype(np.int64)


def _products(rng: np.random.Generator, industry: Ints) -> Ints:
    made = np.zeros(len(industry), dtype=np.int64)
    for number, entry in enumerate(INDUSTRIES):
        own = np.flatnonzero(industry == number)
        choices = np.flatnonzero(np.array(PRODUCT_INDUSTRIES) == entry.code)
        made[own] = rng.choice(choices, len(own))
    return made


def _life(
    rng: np.random.Generator, settings: Population, workers: Floats, productivity: Floats
) -> tuple[Days, Days]:
    """Return founding and closing days: small, unproductive and young ones close more."""
    count = len(workers)
    young = rng.random(count) < settings.newly_founded
    first = np.where(young, day(2013, 1, 1), day(1992, 1, 1))
    last = np.where(young, day(2025, 10, 31), day(2012, 12, 31))
    founded = days_between(rng, first, last)
    closed = np.full(count, NOT_FOUND)
    for year in PANEL_YEARS[1:]:
        shock = 1.8 if year == 2021 else 1.0
        age = year - year_of(founded)
        hazard = (
            settings.closing
            * shock
            * np.exp(
                -0.45 * (workers - workers.mean())
                - 0.8 * (productivity - productivity.mean())
                + 0.4 * (age <= 3)
                - 0.25
            )
        )
        falls = (rng.random(count) < np.minimum(hazard, 0.3)) & (age >= 1) & np.isnat(closed)
        within = days_between(
            rng, np.full(count, day(year, 1, 15)), np.full(count, day(year, 12, 28))
        )
        closed = np.where(falls, within, closed)
    return founded, closed


def _clusters(
    rng: np.random.Generator,
    people: Establishments,
    places: Places,
    cluster_home: Ints,
    settings: Population,
) -> Ints:
    """Return the cluster of each establishment, -1 for none: enterprises near one, mostly."""
    chosen = np.full(len(people), -1)
    near = places.district[people.home]
    chance = np.where(people.forms == "enterprise", 4.0, 0.3) * settings.in_cluster * 1.3
    inside = (rng.random(len(people)) < chance) & (people.home >= 0)
    pick = rng.integers(0, 1 << 30, len(people))
    for number in np.flatnonzero(inside):
        options = np.flatnonzero(places.district[cluster_home] == near[number])
        if len(options):
            chosen[number] = options[pick[number] % len(options)]
    return chosen
