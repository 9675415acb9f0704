"""The back-test file by file: chosen then, the model's choice, why they differ, what came since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.decisions.backtest import ChoiceName, ReplayedYear
from analysis.decisions.backtest_rounds import decided_files
from analysis.decisions.backtest_since import SINCE_OUTCOMES, changes_since
from analysis.decisions.backtest_why import GROUPS, why_differently
from analysis.decisions.gate_words import OVERALL
from analysis.decisions.portfolio.values import Candidate
from analysis.language import Language, Text, format_share
from analysis.measures import code_label
from analysis.measures.labels import with_district_names
from analysis.warehouse import Snapshot

_CHANGED = {
    "workers": Text("lao động {change}", "workers {change}"),
    "productivity": Text("năng suất {change}", "productivity {change}"),
}
_NOT_DUE = Text("Chưa đến năm so sánh", "Not due yet")
_SILENT = Text("Không báo cáo đủ hai năm", "Did not report both years")
_HELPED = Text("đã được hỗ trợ", "supported")
_NOT_HELPED = Text("chưa được hỗ trợ", "not supported")


def files_frame(
    snapshot: Snapshot, replayed: Sequence[ReplayedYear], language: Language
) -> pd.DataFrame:
    """Return one row per file of every round, those decided differently first in each year."""
    records = {
        str(row["application_id"]): row for row in decided_files(snapshot).to_dict("records")
    }
    owners = _owners(replayed)
    since = {outcome: changes_since(snapshot, owners, outcome) for outcome in SINCE_OUTCOMES}
    rows = [
        {
            **_of_file(year, one, records[one.id], language),
            "currency": snapshot.case.currency,
            **_since(
                {
                    name: of.get((year.files.decided[one.id].establishment_id, year.plan_year))
                    for name, of in since.items()
                },
                language,
            ),
        }
        for year in replayed
        for one in _in_order(year)
    ]
    frame = pd.DataFrame(rows, columns=None if rows else ["district"]).astype({"district": "str"})
    return with_district_names(frame, snapshot, language)


def _in_order(year: ReplayedYear) -> list[Candidate]:
    """Return the candidates of a year, those that only one choice has first."""
    places = {group: place for place, group in enumerate(GROUPS)}
    groups = year.groups
    return sorted(
        year.past.made.candidates, key=lambda one: places.get(groups.get(one.id, ""), len(places))
    )


def _of_file(
    year: ReplayedYear, one: Candidate, record: Mapping[Any, Any], language: Language
) -> dict[str, Any]:
    """Return what was decided then, what the model decides, and why."""
    decided = year.files.decided[one.id]
    reason = None if pd.isna(record["reason"]) else str(record["reason"])
    status = None if pd.isna(record["status"]) else str(record["status"])
    why = why_differently(year, one.id, decided.result, reason)
    group = year.groups.get(one.id)
    days = [each.known_on for each in year.files.rounds if one.id in each.files]
    return {
        "plan_year": year.plan_year,
        "known_on": pd.Timestamp(days[0]),
        "application_id": one.id,
        "district": one.district,
        "activity": one.activity,
        "activity_name": code_label("activity", one.activity, language),
        "result": decided.result,
        "result_name": code_label("application_result", decided.result, language),
        "reason": reason,
        "reason_name": reason and code_label("application_reason", reason, language),
        "overall": one.gate,
        "overall_name": OVERALL[one.gate].in_language(language),
        "granted": decided.granted,
        "price": one.grant,
        "in_then": _inside(year, "then", one.id),
        "in_model": _inside(year, "model", one.id),
        "in_assumed": _inside(year, "assumed", one.id),
        "group": group,
        "group_name": None if group is None else GROUPS[group].in_language(language),
        "why": None if why is None else why.in_language(language),
        "status": status,
        "status_name": status and code_label("project_status", status, language),
    }


def _owners(replayed: Sequence[ReplayedYear]) -> list[tuple[str, int]]:
    """Return every establishment with a file, beside the plan year, each pair once."""
    pairs = {
        (one.establishment_id, year.plan_year): None
        for year in replayed
        for one in year.files.decided.values()
    }
    return list(pairs)


def _inside(year: ReplayedYear, choice: ChoiceName, name: str) -> bool | None:
    return name in year.chosen[choice] if choice in year.chosen else None


def _since(found: Mapping[str, Mapping[str, Any] | None], language: Language) -> dict[str, Any]:
    """Return the changes of one establishment and the words for them; null where not known."""
    changes = {
        name: np.nan if row is None or pd.isna(row["change"]) else float(np.expm1(row["change"]))
        for name, row in found.items()
    }
    told = [
        _CHANGED[name].filled(change=_signed(value, language)).in_language(language)
        for name, value in changes.items()
        if np.isfinite(value)
    ]
    row = {f"{name}_change": value for name, value in changes.items()}
    known = next((one for one in found.values() if one is not None), None)
    if known is None:
        return row
    helped = (_HELPED if bool(known["helped"]) else _NOT_HELPED).in_language(language)
    if not told:
        told = [(_SILENT if bool(known["due"]) else _NOT_DUE).in_language(language)]
    words = ", ".join([*told, helped])
    return {**row, "helped": bool(known["helped"]), "since": words[:1].upper() + words[1:]}


def _signed(value: float, language: Language) -> str:
    sign = "+" if round(value, 3) > 0 else ""
    return sign + format_share(value, language, 1)
