"""Closing the gaps: how many more supported, and how much money, bring every place to a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Text
from analysis.measures.answers import is_one_place
from analysis.measures.closing_columns import COLUMNS, COST_FROM, PLANS
from analysis.measures.closing_money import of_cost, of_number
from analysis.measures.closing_rules import (
    FEWEST_GRANTS,
    added,
    chosen_share,
    median_share,
    missing_interval,
)
from analysis.measures.closing_words import CAVEATS, COUNTS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure
from analysis.measures.order_statistics import median_ranks
from analysis.measures.query import ask, ask_shared
from analysis.measures.wilson import wilson
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cost:
    """The median grant of a supported establishment, its interval None for too few grants."""

    source: str
    grants: int
    value: int | None
    low: int | None
    high: int | None


def coverage_closing(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return `closing` to the median of the province."""
    return closing(snapshot, scope, None)


def closing(snapshot: Snapshot, scope: Scope, floor: float | None) -> pd.DataFrame:
    """Return one row per place of the scope: what it misses to a goal and what that costs.

    The goal is the share `floor` of the eligible, or where it is None the median of the province's
    places, also when the scope is only some of them. Money is in smallest units and the scope's
    prices. The most missing stand first, what cannot be planned for last. Raises ValueError for a
    floor that is no share.
    """
    province = replace(scope, districts=())
    cells = ask_shared(snapshot, province, "coverage_cells")
    places = cells.groupby("district", as_index=False)[["eligible", "supported"]].sum()
    single = places[places["district"].map(is_one_place).astype(bool)]
    pairs = list(zip(single["supported"].tolist(), single["eligible"].tolist(), strict=True))
    goal = median_share(pairs) if floor is None else chosen_share(floor)
    grants = ask(snapshot, province, "coverage_grants")
    if scope.districts:
        places = places[places["district"].isin(scope.districts)]
    known = grants[grants["grant_amount"].notna()]
    amounts = known["grant_amount"].to_numpy(np.float64)
    everywhere = _cost("overall", np.sort(amounts))
    own = {code: _cost("own", of) for code, of in _by_place(known["district"], amounts).items()}
    unknown = grants.loc[grants["grant_amount"].isna(), "district"].value_counts().to_dict()
    rows = [
        {
            **_place(str(code), int(eligible), int(supported), goal),
            **_costed(own.get(str(code)), everywhere),
            "grants_unknown": int(unknown.get(code, 0)),
        }
        for code, eligible, supported in places.itertuples(index=False)
    ]
    frame = pd.DataFrame([row | _money(row) for row in rows], columns=_made())
    frame["goal"] = "median" if floor is None else "floor"
    currency = snapshot.case.currency
    frame["currency"] = pd.Series([currency] * len(frame), index=frame.index, dtype="str")
    return _named(frame, snapshot, scope)


def _by_place(places: pd.Series, amounts: Floats) -> dict[str, Floats]:
    """Return the amounts (n,) of each place with any, the smallest first, by its code."""
    if not len(amounts):
        return {}
    place, codes = pd.factorize(places)
    order = np.lexsort((amounts, place))
    ends = np.cumsum(np.bincount(place, minlength=len(codes)))
    return {
        str(code): some
        for code, some in zip(codes, np.split(amounts[order], ends[:-1]), strict=True)
    }


def _cost(source: str, ranked: Floats) -> Cost:
    """Return the cost from known grants (n,), the smallest first."""
    number = len(ranked)
    if not number:
        return Cost("none", 0, None, None, None)
    middle = float(ranked[(number - 1) // 2] + ranked[number // 2]) / 2
    ranks = median_ranks(number)
    low, high = (None, None) if ranks is None else (round(ranked[rank - 1]) for rank in ranks)
    return Cost(source, number, round(middle), low, high)


def _place(code: str, eligible: int, supported: int, goal: Fraction | None) -> dict[str, Any]:
    """Return a place's share and what it misses; nothing is planned for an unknown place."""
    ends = wilson(supported, eligible)
    row: dict[str, Any] = {
        "district": code,
        "eligible": eligible,
        "supported": supported,
        "supported_share": supported / eligible if eligible else None,
        "supported_low": ends[0] if ends else None,
        "supported_high": ends[1] if ends else None,
        "goal_share": float(goal) if goal is not None else None,
    }
    found = None if goal is None else missing_interval(goal, supported, eligible)
    if not is_one_place(code):
        return row | {"plan": "not_planned"}
    if found is None:
        return row | {"plan": "cannot_tell"}
    return row | {
        "missing": int(found.value),
        "missing_low": int(found.low),
        "missing_high": int(found.high),
        "plan": "below" if found.value else "reached",
    }


def _costed(own: Cost | None, everywhere: Cost) -> dict[str, Any]:
    """Return the cost of a place: its own from enough grants, else that of all together."""
    cost = own if own is not None and own.grants >= FEWEST_GRANTS else everywhere
    return {
        "cost_from": cost.source,
        "grants": cost.grants,
        "cost": cost.value,
        "cost_low": cost.low,
        "cost_high": cost.high,
    }


def _money(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the money of a place: what is missing by its cost, and how far both may move it."""
    missing, cost = row.get("missing"), row["cost"]
    if missing is None or cost is None:
        return {}
    if row["cost_low"] is None:
        return {"money": missing * cost}
    found = added([of_number(row)], [of_cost(row)])
    return {"money": missing * cost, "money_low": round(found.low), "money_high": round(found.high)}


def _made() -> list[str]:
    """Return the columns made here; names and what is the same in every row come after."""
    later = ("district_name", "goal", "currency", "cost_from_name", "plan_name")
    return [column.name for column in COLUMNS if column.name not in later]


def _named(frame: pd.DataFrame, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    frame = with_district_names(frame, snapshot, scope.language)
    for column, words in (("plan", PLANS), ("cost_from", COST_FROM)):
        names = [words[code].in_language(scope.language) for code in frame[column]]
        frame[f"{column}_name"] = pd.Series(names, index=frame.index, dtype="str")
    last = (~frame["district"].map(is_one_place).astype(bool)).astype(int) + (
        frame["district"] == UNKNOWN_CODE
    ).astype(int)
    order = frame.assign(
        last=last, most=-frame["missing"].astype("Float64").fillna(-1.0)
    ).sort_values(["last", "most", "district"], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


MEASURES = (
    Measure(
        "coverage_closing",
        Text("Cần thêm để lấp khoảng trống", "What closes the gaps"),
        COUNTS,
        CAVEATS,
        ("establishment", "project", "project_fund", "support", "price_index"),
        COLUMNS,
        coverage_closing,
    ),
)
