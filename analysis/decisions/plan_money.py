"""Where the money of a plan goes, and what else was asked there."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from analysis.decisions.plan_problem import first_request, names_of
from analysis.decisions.plan_solved import Solved, solve_request
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import CandidateSet, candidate_set
from analysis.language import Language, Text
from analysis.measures import typed_frame
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, sentence
from analysis.measures.phrases import share as share_words
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

By = Literal["district", "activity", "terrain", "source"]

BREAKDOWNS: dict[By, Text] = {
    "district": Text("Địa bàn", "Place"),
    "activity": Text("Nội dung", "Activity"),
    "terrain": Text("Địa hình", "Terrain"),
    "source": Text("Nguồn", "Source"),
}

COLUMNS = (
    MeasureColumn("code", "code", Text("Mã", "Code")),
    MeasureColumn("code_name", "text", Text("Nhóm", "Group")),
    MeasureColumn("chosen", "money", Text("Được chọn", "Chosen")),
    MeasureColumn("chosen_files", "count", Text("Hồ sơ được chọn", "Files chosen")),
    MeasureColumn("open", "money", Text("Có thể hỗ trợ, không chọn", "May be funded, refused")),
    MeasureColumn(
        "open_files", "count", Text("Hồ sơ có thể hỗ trợ, không chọn", "Files so refused")
    ),
    MeasureColumn("barred", "money", Text("Chưa hoặc không đủ điều kiện", "Fails or blocked")),
    MeasureColumn("barred_files", "count", Text("Hồ sơ như vậy", "Files so barred")),
    MeasureColumn("currency", "currency", Text("Loại tiền", "Currency")),
    MeasureColumn("share", "share", Text("Phần tiền hỗ trợ", "Share of the grants")),
)

_PARTS = ("chosen", "open", "barred")


def money_by(
    made: CandidateSet, solved: Solved, by: By, currency: str, names: Names, language: Language
) -> pd.DataFrame:
    """Return the money of files by group: chosen, refused though it could be, and barred.

    Files without a known amount count as files and add no money. The most chosen stand first, the
    unknown group last; columns are COLUMNS.
    """
    chosen = set(solved.plan.chosen)
    frame = pd.DataFrame(
        {
            "code": [
                one.fund_source if by == "source" else one.place(by) for one in made.candidates
            ],
            "part": [
                "chosen" if one.id in chosen else "open" if one.eligible else "barred"
                for one in made.candidates
            ],
            "grant": [one.grant or 0 for one in made.candidates],
        }
    )
    money = frame.pivot_table(
        index="code", columns="part", values="grant", aggfunc="sum", fill_value=0
    )
    files = frame.pivot_table(
        index="code", columns="part", values="grant", aggfunc="size", fill_value=0
    )
    told = pd.DataFrame(index=money.index)
    for part in _PARTS:
        told[part] = money.get(part, 0)
        told[f"{part}_files"] = files.get(part, 0)
    told = told.reset_index()
    told["code_name"] = [names(by, code).in_language(language) for code in told["code"]]
    told["currency"] = currency
    granted = int(told["chosen"].sum())
    told["share"] = told["chosen"] / granted if granted else float("nan")
    told["last"] = told["code"] == UNKNOWN_CODE
    order = ["last", "chosen", "open", "code"]
    told = told.sort_values(order, ascending=[True, False, False, True], ignore_index=True)
    return typed_frame(told, MONEY)


def answer_money(frame: pd.DataFrame, currency: str) -> Text:
    """Say which group gets most of the money."""
    known = frame[(frame["code"] != UNKNOWN_CODE) & (frame["chosen"] > 0)]
    if known.empty:
        return Text("Không nhóm nào đã biết nhận tiền hỗ trợ", "No known group receives a grant")
    top = known.iloc[0]
    return sentence(
        "{name} nhận nhiều nhất: {money}, {share} tiền hỗ trợ",
        "{name} receives most: {money}, {share} of the grants",
        name=str(top["code_name"]),
        money=amount(float(top["chosen"]), currency),
        share=share_words(float(top["share"])),
    )


def _run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    made = candidate_set(snapshot, scope)
    solved = solve_request(made, first_request(made), snapshot)
    names = names_of(made, snapshot)
    return money_by(made, solved, "district", snapshot.case.currency, names, scope.language)


MONEY = Measure(
    "plan_money",
    Text("Tiền của danh mục đi đâu", "Where the money of the plan goes"),
    Text(
        "Tiền hỗ trợ của hồ sơ được chọn; của hồ sơ có thể hỗ trợ nhưng không được chọn; của hồ sơ "
        "không đạt hoặc chờ bổ sung. Hồ sơ không rõ số tiền được đếm, không cộng tiền.",
        "Grants of files chosen; of files that may be funded and are refused; of files that fail a "
        "condition or are blocked. Files without a known amount are counted and add no money.",
    ),
    Text(
        "Tiền là số có thể hỗ trợ, không vượt mức tối đa đã biết.",
        "Money is what may be granted, within what is known of the ceiling.",
    ),
    ("application", "ceiling", "establishment"),
    COLUMNS,
    _run,
)
