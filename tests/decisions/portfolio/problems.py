"""Problems for the tests: made by hand, at random, and large."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from analysis.decisions.portfolio.values import Candidate, Limits, MoneyLimit, Objective, Problem

MILLION = 1_000_000


def candidate(
    name: str, grant: int | None = 100 * MILLION, jobs: float | None = 1.0, **more: Any
) -> Candidate:
    """Return a candidate that passes, with only what a test is about said."""
    facts: dict[str, Any] = {
        "establishment_id": f"establishment of {name}",
        "content": "machinery",
        "district": "a",
        "terrain": "plain",
        "activity": "x",
        "fund_source": "local",
        "gate": "pass",
        "outcomes": {"jobs": jobs},
    }
    return Candidate(id=name, grant=grant, **{**facts, **more})


def problem(
    *candidates: Candidate,
    budget: int = 1000 * MILLION,
    weights: Mapping[str, float] | None = None,
    **more: Any,
) -> Problem:
    """Return a problem with one budget for local money and what else a test asks for."""
    limits = Limits(**{"budgets": {"local": budget}, **more})
    return Problem(tuple(candidates), limits, Objective(weights or {"jobs": 1.0}))


def floor(by: Any, key: str, amount: int | Fraction) -> MoneyLimit:
    """Return a floor."""
    return MoneyLimit(by, key, "floor", amount)


def cap(by: Any, key: str, amount: int | Fraction) -> MoneyLimit:
    """Return a cap."""
    return MoneyLimit(by, key, "cap", amount)


@st.composite
def problems(draw: st.DrawFn, largest: int = 7) -> Problem:
    """Draw small problems of every kind of limit, near the amounts where đồng decide."""
    base = draw(st.sampled_from([3, MILLION, 299_999_999, 10**10]))
    near = st.sampled_from([base - 1, base, base + 1, 2 * base - 1])
    grants = st.one_of(near, st.integers(1, 2 * base))
    names = [f"c{number}" for number in range(draw(st.integers(1, largest)))]
    candidates = [
        candidate(
            name,
            draw(grants),
            draw(st.sampled_from([0.0, 1.0, 2.0, 2.5, 7.0])),
            establishment_id=draw(st.sampled_from(["e", "f", name])),
            district=draw(st.sampled_from(["a", "b"])),
            terrain=draw(st.sampled_from(["mountain", "plain", "unknown"])),
            activity=draw(st.sampled_from(["x", "y"])),
            fund_source=draw(st.sampled_from(["local", "national"])),
            gate=draw(st.sampled_from(["pass", "pass", "pass", "fail", "blocked"])),
            ceiling=draw(st.sampled_from([None, None, base, 2 * base])),
            officer=draw(st.sampled_from([None, "o"])),
        )
        for name in names
    ]
    places = [("district", "a"), ("district", "b"), ("activity", "x"), ("terrain", "mountain")]
    amounts = st.one_of(
        near, st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2911, 10_000)])
    )
    money = [
        MoneyLimit(by, key, side, draw(amounts))  # type: ignore[arg-type]  # from the lists above
        for by, key in places
        for side in draw(st.sets(st.sampled_from(["floor", "cap"]), max_size=1))
    ]
    limits = Limits(
        budgets={"local": draw(st.sampled_from([base - 1, 2 * base, 3 * base])), "national": base},
        total=draw(st.sampled_from([None, 2 * base])),
        money=tuple(money),
        officer_capacity=draw(st.sampled_from([{}, {"o": 1}, {"o": 2}])),
        locked=frozenset(draw(st.sets(st.sampled_from(names), max_size=1))),
        forbidden=frozenset(draw(st.sets(st.sampled_from(names), max_size=1))),
        known_ceiling_only=draw(st.sampled_from([False, False, True])),
    )
    return Problem(tuple(candidates), limits, Objective({"jobs": 1.0}))


def large_problem(count: int, seed: int = 0, to_the_dong: bool = False) -> Problem:
    """Return a problem of 14 districts with floors and caps, nine activities, two sources."""
    generator = np.random.default_rng(seed)
    grants = generator.integers(30, 301, count) * MILLION
    if to_the_dong:
        grants -= generator.integers(0, MILLION, count)
    districts = generator.integers(0, 14, count)
    activities = generator.integers(0, 9, count)
    national = generator.random(count) < 0.3
    jobs = grants / MILLION * generator.lognormal(0, 0.5, count)
    candidates = tuple(
        candidate(
            f"c{number}",
            int(grants[number]),
            float(jobs[number]),
            district=f"d{districts[number]}",
            terrain="mountain" if districts[number] < 6 else "plain",
            activity=f"a{activities[number]}",
            fund_source="national" if national[number] else "local",
        )
        for number in range(count)
    )
    budget = int(grants.sum()) // 4
    money = [
        limit
        for district in range(14)
        for limit in (
            floor("district", f"d{district}", budget * 8 // 140),
            cap("district", f"d{district}", budget * 12 // 140),
        )
    ]
    money.append(floor("terrain", "mountain", Fraction(2, 5)))
    limits = Limits(
        budgets={"local": budget * 7 // 10, "national": budget * 3 // 10}, money=tuple(money)
    )
    return Problem(candidates, limits, Objective({"jobs": 1.0}))


def hard_problem(count: int = 200) -> Problem:
    """Return a problem whose candidates are nearly alike per đồng: no proof comes soon."""
    generator = np.random.default_rng(0)
    grants = generator.integers(30, 301, count) * MILLION - generator.integers(0, MILLION, count)
    candidates = [
        candidate(
            f"c{number}",
            int(grant),
            float(grant) / MILLION + 10,
            district=f"d{generator.integers(6)}",
            activity=f"a{generator.integers(5)}",
            terrain="mountain" if generator.random() < 0.5 else "plain",
        )
        for number, grant in enumerate(grants)
    ]
    budget = int(grants.sum()) // 3
    money = [
        *(cap("district", f"d{d}", budget // 6 + budget // 50 * (d % 3)) for d in range(6)),
        *(cap("activity", f"a{a}", budget // 5 + budget // 60 * (a % 3)) for a in range(5)),
        floor("terrain", "mountain", Fraction(1, 2)),
    ]
    return problem(*candidates, budget=budget, money=tuple(money))
