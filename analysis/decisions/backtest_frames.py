"""The back-test as tidy frames: by year, by choice, expected outcomes, places, gates and since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.decisions.backtest import CHOICES, ChoiceName, ReplayedYear
from analysis.decisions.backtest_expected import ahead_of_then, expected_of
from analysis.decisions.plan_outcomes import plan_outcomes
from analysis.decisions.portfolio.words import OBJECTIVES
from analysis.language import Language, Text
from analysis.measures import code_label
from analysis.measures.labels import with_district_names
from analysis.warehouse import Snapshot

CHOICE_NAMES: Mapping[ChoiceName, Text] = {
    "then": Text("Đã chọn thật", "Chosen then"),
    "model": Text("Mô hình", "The model"),
    "assumed": Text(
        "Mô hình, coi giấy tờ còn thiếu là đạt (giả định)",
        "The model, what is missing taken as met (an assumption)",
    ),
    "law": Text("Theo thứ tự ưu tiên", "By the law's order"),
    "greedy": Text("Theo giá trị mỗi đồng", "By value per đồng"),
}


def years_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per plan year; what needs a known budget is null where there is none."""
    return pd.DataFrame([_year_row(snapshot, year) for year in replayed])


def choices_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per plan year and choice."""
    rows = [
        {
            "plan_year": year.plan_year,
            **_named(choice, language),
            "currency": snapshot.case.currency,
            **_choice_row(year, choice),
        }
        for year, choice in _pairs(replayed)
    ]
    return pd.DataFrame(rows)


def outcomes_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per plan year, choice and objective: what was expected of it then."""
    rows = [
        {
            "plan_year": year.plan_year,
            **_named(choice, language),
            "objective": one.objective,
            "objective_name": OBJECTIVES[one.objective].in_language(language),
            **expected_of(one),
            **ahead_of_then(year, choice, one),
            "known": one.known,
            "unknown": one.unknown,
            "grade": one.grade,
        }
        for year, choice in _pairs(replayed)
        for one in plan_outcomes(year.past.made, year.chosen[choice])
    ]
    return pd.DataFrame(rows)


def districts_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per place over all replayed years: files and money, chosen then and model."""
    found: dict[str, Counter[str]] = {}
    for year in replayed:
        if not year.replayed:
            continue
        places = {one.id: one.district for one in year.past.made.candidates}
        for choice in ("then", "model"):
            for name, money in _money(year, choice).items():
                row = found.setdefault(places[name], Counter())
                row[f"files_{choice}"] += 1
                row[f"money_{choice}"] += money or 0
                row["money_unknown"] += money is None
    rows = [
        {
            "district": place,
            "currency": snapshot.case.currency,
            **{name: row[name] for name in _PLACE_SUMS},
            "difference": row["money_model"] - row["money_then"],
        }
        for place, row in sorted(found.items())
    ]
    names = ["district", "currency", "difference", *_PLACE_SUMS]
    told = pd.DataFrame(rows, columns=names).astype({"district": "str"})
    return with_district_names(told, snapshot, language)


def gates_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per gate: at how many files chosen then it was not met or not known."""
    parts = [year.gates for year in replayed if len(year.gates)]
    if not parts:
        return pd.DataFrame()
    results = pd.concat(parts, ignore_index=True)
    rows = []
    for gate, of_gate in results.groupby("gate", sort=False):
        by_file = of_gate.groupby("application_id")["result"].agg(set)
        failed = by_file.map(lambda told: "fail" in told)
        unknown = ~failed & by_file.map(lambda told: "unknown" in told)
        rows.append(
            {
                "gate": gate,
                "gate_name": code_label("gate", str(gate), language, brief=False),
                "failed": int(failed.sum()),
                "unknown": int(unknown.sum()),
                "judged": len(by_file),
            }
        )
    frame = pd.DataFrame(rows)
    order = (frame["failed"] + frame["unknown"]).sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


_PLACE_SUMS = ("files_then", "files_model", "money_then", "money_model", "money_unknown")


def _pairs(replayed: Sequence[ReplayedYear]) -> list[tuple[ReplayedYear, ChoiceName]]:
    return [(year, choice) for year in replayed for choice in CHOICES if choice in year.chosen]


def _named(choice: ChoiceName, language: Language) -> dict[str, str]:
    return {"choice": choice, "choice_name": CHOICE_NAMES[choice].in_language(language)}


def _money(year: ReplayedYear, choice: ChoiceName) -> dict[str, int | None]:
    """Return the money of each file of a choice: what was granted then, else the file's price."""
    if choice == "then":
        return {name: year.files.decided[name].granted for name in year.chosen[choice]}
    prices = {one.id: one.grant for one in year.past.made.candidates}
    return {name: prices[name] for name in year.chosen[choice]}


def _choice_row(year: ReplayedYear, choice: ChoiceName) -> dict[str, Any]:
    terrains = {one.id: one.terrain for one in year.past.made.candidates}
    amounts = _money(year, choice)
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    money = sum(known.values()) if known or not amounts else None
    mountain = sum(amount for name, amount in known.items() if terrains[name] == "mountain")
    return {
        "chosen": len(amounts),
        "shared": len(set(amounts) & set(year.chosen["then"])),
        "money": money,
        "mountain_money": None if money is None else mountain,
        "mountain_share": mountain / money if money else None,
        "terrain_unknown": sum(terrains[name] == "unknown" for name in amounts),
        "money_unknown": len(amounts) - len(known),
        "worth": year.values.get(choice),
    }


def _year_row(snapshot: Snapshot, year: ReplayedYear) -> dict[str, Any]:
    gates = {one.id: one.gate for one in year.past.made.candidates}
    of_all, of_then = Counter(gates.values()), Counter(gates[n] for n in year.chosen["then"])
    row: dict[str, Any] = {
        "plan_year": year.plan_year,
        "known_on": pd.Timestamp(year.files.rounds[0].known_on),
        "rounds": len(year.files.rounds),
        "files": len(gates),
        "passed": of_all["pass"],
        "failed": of_all["fail"],
        "blocked": of_all["blocked"],
        "withdrawn": year.files.withdrawn,
        "left_out": year.files.left_out,
        "currency": snapshot.case.currency,
        "budget": year.past.budget,
        "grants_unknown": sum(purse.unknown for purse in year.past.purses.values()),
        "chosen_then": len(year.chosen["then"]),
        "then_failed": of_then["fail"],
        "then_blocked": of_then["blocked"],
    }
    if year.regret is None or year.assumed is None:
        return row
    groups = Counter(year.groups.values())
    whole, lawful = year.regret.whole, year.regret.lawful
    return row | {
        "chosen_model": len(year.chosen["model"]),
        **{name: groups[name] for name in ("both", "only_then", "only_model")},
        "supposed": year.assumed.supposed,
        "chosen_assumed": len(year.chosen["assumed"]),
        "both_assumed": len(set(year.chosen["assumed"]) & set(year.chosen["then"])),
        "assumed_ahead": year.assumed.ahead.value,
        "assumed_low": year.assumed.ahead.low,
        "assumed_high": year.assumed.ahead.high,
        "objective_then": year.values["then"],
        "objective_model": year.values["model"],
        "gap": year.plans["model"].gap,
        "regret": whole.value,
        "regret_low": whole.low,
        "regret_high": whole.high,
        "lawful_regret": lawful.value,
        "lawful_low": lawful.low,
        "lawful_high": lawful.high,
    }
