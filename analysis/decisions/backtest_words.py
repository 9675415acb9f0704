"""What the back-test says, in sentences computed from its frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.decisions.backtest_since import FEWEST, SINCE_GROUPS
from analysis.evidence.spoken import as_count, as_share
from analysis.language import LANGUAGES, Text, format_share
from analysis.measures.phrases import plural

_BESIDE = Text(
    "Mô hình cũng chọn {both} trong {then} hồ sơ được hỗ trợ của {years} năm kế hoạch ({share}); "
    "{gated} hồ sơ được hỗ trợ khi đó không đạt hoặc còn thiếu một điều kiện theo ghi chép",
    "The model would also have chosen {both} of the {then} files supported in {years} plan {word} "
    "({share}); {gated} of those supported failed a condition then, or had one not on record",
)
_NO_MONEY = Text(
    "Chưa thể kết luận: không rõ đã hỗ trợ bao nhiêu trong năm kế hoạch nào",
    "Cannot tell yet: what was granted is not known for any plan year",
)
_WORTH = Text(
    "Với đúng số tiền của các hồ sơ đã chọn mà đạt mọi điều kiện, lựa chọn tốt nhất khi đó có giá "
    "trị hơn, vượt độ chưa chắc của tác động, trong {more} trên {years} năm; các năm khác chưa thể "
    "kết luận.",
    "For the money of the files chosen that passed every gate, the best choice then was worth more "
    "than those files, beyond the uncertainty of effects, in {more} of {years} years; for the "
    "others that cannot be told yet.",
)
_WHOLE = Text(
    "So với mọi hồ sơ đã chọn, kể cả hồ sơ không đạt hoặc còn thiếu: mô hình hơn trong {ahead} "
    "năm, kém trong {behind} năm, vì mô hình không được chọn các hồ sơ ấy.",
    "Held against all files chosen, those that failed or lacked something too: the model is ahead "
    "in {ahead} years and behind in {behind}, as it may not choose such files.",
)
_ASSUMED = Text(
    "Giả định: nếu {supposed} hồ sơ còn thiếu giấy tờ đều coi là đạt, mô hình cũng chọn {both} "
    "trong {then} hồ sơ được hỗ trợ ({share}); mô hình hơn, vượt độ chưa chắc của tác động, trong "
    "{more} trên {years} năm.",
    "An assumption: were the {supposed} files with something missing all taken as met, the model "
    "would also have chosen {both} of the {then} supported ({share}); it is ahead, beyond the "
    "uncertainty of effects, in {more} of {years} years.",
)
_OF_FILES = Text(
    "Năm {year}, {files} hồ sơ: {both} cả hai cùng chọn, {only_then} chỉ chọn thật, {only_model} "
    "chỉ mô hình chọn, {neither} cả hai đều không",
    "{year}, {files} files: {both} in both choices, {only_then} only chosen then, {only_model} "
    "only the model's, {neither} in neither",
)
_NO_BUDGET = Text(
    "Năm {year}, {files} hồ sơ: không rõ đã hỗ trợ bao nhiêu nên chưa xét lại được",
    "{year}, {files} files: what was granted is not known, so it cannot be chosen again",
)
_UNTESTED = Text(
    "{years} năm chưa xét lại được: không rõ đã hỗ trợ bao nhiêu.",
    "{years} years cannot be chosen again: what was granted is not known.",
)
_SHORT = Text(
    "Có {count} hồ sơ được chọn chưa rõ số hỗ trợ: ngân sách các năm ấy là con số tối thiểu.",
    "What {count} chosen files were granted is not known: the budgets of those years are the least "
    "they can be.",
)
_APART = Text(
    "{objective} kỳ vọng khi đó: mô hình hơn rõ trong {more} năm, kém rõ trong {less} năm; {same} "
    "năm chưa phân biệt được với lựa chọn thật",
    "{objective} expected then: the model's choice is clearly ahead in {more} years and behind in "
    "{less}; in {same} years it cannot be told from the choice made",
)
_SURE = Text(
    "{objective}: mô hình hơn trong {more} năm, kém trong {less} năm, bằng nhau trong {same} năm; "
    "là lời hứa hoặc phép tính, không có khoảng tin cậy",
    "{objective}: the model's choice is ahead in {more} years, behind in {less} and equal in "
    "{same}; a promise or arithmetic, without an interval",
)
_MOUNTAIN = Text(
    "Miền núi nhận {then} số tiền của các hồ sơ được chọn thật, {model} của mô hình",
    "Mountain areas received {then} of the money of the files chosen then, {model} of the model's",
)
_GATE = Text(
    "Điều kiện hay vướng nhất ở hồ sơ đã được hỗ trợ: {gate} ({failed} không đạt, {unknown} còn "
    "thiếu, trong {judged} hồ sơ phải xét)",
    "What most often stood against files supported: {gate} ({failed} not met, {unknown} not known, "
    "of {judged} files it applies to)",
)
_NO_GATE = Text(
    "Mọi hồ sơ đã được hỗ trợ đều đạt mọi điều kiện theo ghi chép khi đó",
    "Every file supported passed every condition by the records of the day",
)
SINCE_TITLE = Text(
    "Kết quả về sau chỉ là mô tả, bậc 1: chênh lệch giữa các nhóm không phải tác động",
    "What came since is a description, grade 1: differences between groups are no effect",
)
_SINCE = Text("{outcome}: {groups}.", "{outcome}: {groups}.")
_GROUP = Text(
    "{group}: {change} ({low} đến {high}; n = {followed})",
    "{group}: {change} ({low} to {high}; n = {followed})",
)
_FEW_GROUP = Text(
    "{group}: chưa thể kết luận (n = {followed}, cần {fewest})",
    "{group}: cannot tell yet (n = {followed}, {fewest} needed)",
)


def answer_backtest(years: pd.DataFrame) -> Text | None:
    """Return how far the model's choice is the one made; None without a past year.

    `years` is frame backtest_years.
    """
    if years.empty:
        return None
    tested = years[years["both"].notna()]
    if tested.empty:
        return _NO_MONEY
    both, then = int(tested["both"].sum()), int(tested["chosen_then"].sum())
    return _BESIDE.filled(
        years=as_count(len(tested)),
        word=plural(len(tested), "year", "years"),
        both=as_count(both),
        then=as_count(then),
        share=as_share(both / then),
        gated=as_count(int(tested["then_failed"].sum() + tested["then_blocked"].sum())),
    )


def remarks_on_years(years: pd.DataFrame) -> list[Text]:
    """Return what the choices were worth by what was known then, and what is missing."""
    tested = years[years["both"].notna()]
    told = []
    if len(tested):
        more = int((tested["lawful_low"] > 0).sum())
        told.append(_WORTH.filled(more=as_count(more), years=as_count(len(tested))))
        ahead, behind = int((tested["regret"] > 0).sum()), int((tested["regret"] < 0).sum())
        told.append(_WHOLE.filled(ahead=as_count(ahead), behind=as_count(behind)))
        told.append(_assuming(tested))
    if len(years) > len(tested):
        told.append(_UNTESTED.filled(years=as_count(len(years) - len(tested))))
    if short := int(years["grants_unknown"].sum()):
        told.append(_SHORT.filled(count=as_count(short)))
    return told


def _assuming(tested: pd.DataFrame) -> Text:
    both, then = int(tested["both_assumed"].sum()), int(tested["chosen_then"].sum())
    return _ASSUMED.filled(
        supposed=as_count(int(tested["supposed"].sum())),
        both=as_count(both),
        then=as_count(then),
        share=as_share(both / then if then else 0.0),
        more=as_count(int((tested["assumed_low"] > 0).sum())),
        years=as_count(len(tested)),
    )


def answer_files(rows: pd.DataFrame, year: int) -> Text:
    """Return how many files of a plan year both decide alike; rows are of frame backtest_files."""
    groups = rows["group"].value_counts()
    if groups.empty:
        return _NO_BUDGET.filled(year=str(year), files=as_count(len(rows)))
    return _OF_FILES.filled(
        year=str(year),
        files=as_count(len(rows)),
        **{
            name: as_count(int(groups.get(name, 0)))
            for name in ("both", "only_then", "only_model", "neither")
        },
    )


def answer_expected(rows: pd.DataFrame) -> Text | None:
    """Return in how many years the model's choice promised more of an objective; None if unknown.

    `rows` are those of one objective of frame backtest_outcomes.
    """
    model = rows[(rows["choice"] == "model") & rows["ahead"].notna()]
    if model.empty:
        return None
    uncertain = bool(model["ahead_low"].notna().any())
    low, high = ("ahead_low", "ahead_high") if uncertain else ("ahead", "ahead")
    more, less = int((model[low] > 0).sum()), int((model[high] < 0).sum())
    return (_APART if uncertain else _SURE).filled(
        objective=str(model["objective_name"].iloc[0]).capitalize(),
        more=as_count(more),
        less=as_count(less),
        same=as_count(len(model) - more - less),
    )


def answer_mountain(choices: pd.DataFrame) -> Text | None:
    """Return the shares of mountain areas over all tested years; None where no money is known."""
    tested = choices[
        choices["plan_year"].isin(choices.loc[choices["choice"] == "model", "plan_year"])
    ]
    shares = {}
    for choice in ("then", "model"):
        rows = tested[tested["choice"] == choice]
        money = int(rows["money"].fillna(0).sum())
        if not money:
            return None
        shares[choice] = as_share(int(rows["mountain_money"].fillna(0).sum()) / money)
    return _MOUNTAIN.filled(**shares)


def answer_gates(gates: pd.DataFrame) -> Text | None:
    """Return which gate stood against most files chosen; None where none was judged."""
    if gates.empty:
        return None
    first = gates.iloc[0]
    if not int(first["failed"]) + int(first["unknown"]):
        return _NO_GATE
    return _GATE.filled(
        gate=str(first["gate_name"]),
        **{name: as_count(int(first[name])) for name in ("failed", "unknown", "judged")},
    )


def answer_since(since: pd.DataFrame, outcome: str) -> Text | None:
    """Return what came of an outcome in each group; None where the frame has none of it."""
    rows = since[since["outcome"] == outcome]
    if rows.empty:
        return None
    told = [_of_group(dict(row)) for row in rows.to_dict("records")]
    groups = Text(*("; ".join(one.in_language(language) for one in told) for language in LANGUAGES))
    return _SINCE.filled(outcome=str(rows["outcome_name"].iloc[0]), groups=groups)


def _of_group(row: Mapping[Any, Any]) -> Text:
    group = SINCE_GROUPS[str(row["group"])]
    followed = as_count(int(row["followed"]))
    if pd.isna(row["change"]):
        return _FEW_GROUP.filled(group=group, followed=followed, fewest=as_count(FEWEST))
    ends = {name: _signed(float(row[name])) for name in ("change", "low", "high")}
    return _GROUP.filled(group=group, followed=followed, **ends)


def _signed(value: float) -> Text:
    sign = "+" if round(value, 3) > 0 else ""
    return Text(*(sign + format_share(value, language, 1) for language in LANGUAGES))
