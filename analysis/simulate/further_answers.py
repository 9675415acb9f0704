"""Further answers of outcome records: seasonal and piece-rate work, new customers and fairs."""

from __future__ import annotations

import numpy as np

from analysis.simulate.arrays import Bools, Floats, Ints, random_stream

_MONEY_STEP = 10_000.0
# Industries with a season (food, drinks, wood, bricks and tiles) and those that give work out to
# homes (textiles, garments, leather, wood and bamboo, crafts); assumed.
_SEASONAL = ("10", "11", "16", "23")
_GIVEN_OUT = ("13", "14", "15", "16", "32")
_LOCAL_MATERIAL = ("08", "10", "11", "16", "21", "23", "31", "32")
_LOCAL_MATERIAL_UNKNOWN = 0.3
# Share of answered records in which a question is left open; assumed, higher where it is harder.
_OPEN_QUESTIONS = {
    "seasonal_workers": 0.12,
    "seasonal_months": 0.20,
    "piece_workers": 0.14,
    "piece_pay": 0.25,
    "new_customers": 0.25,
    "fair_contracts": 0.15,
    "fair_contract_value": 0.22,
}


def further_answers(
    seed: int, industry: Ints, codes: list[str], who: Ints, at_fair: Bools, known: dict[str, Floats]
) -> dict[str, Floats]:
    """Return the answers added later, one element a record, NaN where a question is left open.

    `industry` indexes `codes` and has one element an establishment; `who` is the establishment of
    each record and `at_fair` whether it was helped to a fair in that year. `known` are the true
    answers the new ones fit to (workers, fte, average_wage, revenue): what full-time equivalents
    fall short of workers is seasonal work and work paid by the piece.
    """
    # Its own stream: drawing these answers moves no other value of the province.
    rng = random_stream(seed, "further outcomes")
    values = _work_in_part(rng, industry, codes, who, known)
    values |= _customers(rng, industry, who, at_fair, known["revenue"])
    for name, share in _OPEN_QUESTIONS.items():
        values[name] = np.where(rng.random(len(who)) < share, np.nan, values[name])
    return values


def local_material_shares(seed: int, industry: Ints, codes: list[str], who: Ints) -> Floats:
    """Return the local share of material value of each record, NaN where it was not answered.

    An establishment's share is steady over the years: high where farm, forest and sea products
    are worked up, low where metal, cloth or plastic is; assumed.
    """
    rng = random_stream(seed, "local material")
    usual = np.where(np.isin(industry, _places(codes, _LOCAL_MATERIAL)), 0.65, 0.25)
    own = np.clip(usual + rng.normal(0, 0.18, len(industry)), 0.02, 0.98)
    share = np.clip(own[who] + rng.normal(0, 0.04, len(who)), 0, 1)
    answered = rng.random(len(who)) >= _LOCAL_MATERIAL_UNKNOWN
    return np.where(answered, np.round(share, 2), np.nan)


def _work_in_part(
    rng: np.random.Generator,
    industry: Ints,
    codes: list[str],
    who: Ints,
    known: dict[str, Floats],
) -> dict[str, Floats]:
    people, count = len(industry), len(who)
    workers, missing = known["workers"], known["workers"] - known["fte"]
    lean = np.where(np.isin(industry, _places(codes, _SEASONAL)), 0.75, 0.45)
    lean = np.where(np.isin(industry, _places(codes, _GIVEN_OUT)), lean - 0.3, lean)
    lean = np.clip(lean + rng.normal(0, 0.15, people), 0, 1)[who]
    usual = rng.uniform(3, 8, people)[who]
    months = np.clip(np.round((usual + rng.normal(0, 0.6, count)) * 2) / 2, 1, 11)
    seasonal = np.floor(missing * lean / (1 - months / 12) + rng.random(count))
    seasonal = np.minimum(seasonal, np.floor(workers * 0.7))
    left = np.maximum(missing - seasonal * (1 - months / 12), 0)
    paid = np.clip(rng.uniform(0.3, 0.7, people)[who] + rng.normal(0, 0.05, count), 0.2, 0.9)
    piece = np.minimum(np.floor(left / (1 - paid) + rng.random(count)), workers - seasonal)
    return {
        "seasonal_workers": seasonal,
        "seasonal_months": np.where(seasonal > 0, months, np.nan),
        "piece_workers": piece,
        "piece_pay": _money(piece * paid * known["average_wage"]),
    }


def _customers(
    rng: np.random.Generator, industry: Ints, who: Ints, at_fair: Bools, revenue: Floats
) -> dict[str, Floats]:
    count = len(who)
    outgoing = rng.gamma(2.0, 0.6, len(industry))[who]
    contracts = rng.poisson(np.where(at_fair, 1.8, 0.06)).astype(np.float64)
    each = revenue * np.exp(rng.normal(np.log(0.02), 0.6, count))
    return {
        "new_customers": rng.poisson(outgoing + np.where(at_fair, 1.5, 0.0)).astype(np.float64),
        "fair_contracts": contracts,
        "fair_contract_value": _money(np.minimum(contracts * each, 0.6 * revenue)),
    }


def _places(codes: list[str], chosen: tuple[str, ...]) -> list[int]:
    return [codes.index(code) for code in chosen]


def _money(amount: Floats) -> Floats:
    result: Floats = np.rint(amount / _MONEY_STEP) * _MONEY_STEP
    return result
