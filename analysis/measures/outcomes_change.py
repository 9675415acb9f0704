"""How the same establishments changed since the year before their support: a change, no effect."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.language import Language, Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.order_statistics import Floats, mean_interval, median_interval, quantiles
from analysis.measures.outcome_columns import (
    AMOUNTS_IN,
    MONEY,
    OUTCOME_KEYS,
    PRODUCTIVITY_IS,
    SOURCES,
    WHO,
    basis_of,
    described,
    framed,
    joined,
)
from analysis.measures.outcome_list import OUTCOMES, Outcome
from analysis.measures.outcome_values import values_of
from analysis.measures.query import ask, ask_filled
from analysis.scope import Scope
from analysis.warehouse import Snapshot

GRADE = 1
"""A change of the same establishments before and after is evidence of grade 1."""


@dataclass(frozen=True, slots=True)
class _Cell:
    cohort: int
    since: int
    answered_both: int
    changes: Floats


def outcome_change(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per outcome and years since support: all cohorts together.

    The change is that of the same establishments from the year before their first support. Years
    before support have rows too, the year before it none: there every change is zero.
    """
    return _changes(snapshot, scope, by_cohort=False)


def outcome_by_cohort(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per outcome, first year of support and years since it, as outcome_change."""
    return _changes(snapshot, scope, by_cohort=True)


def _changes(snapshot: Snapshot, scope: Scope, by_cohort: bool) -> pd.DataFrame:
    basis = basis_of(snapshot)
    # A filter by year chooses cohorts; a report of any year tells of them.
    whole = replace(scope, years=())
    cohorts = [str(year) for year in scope.years]
    sizes = _sizes(ask(snapshot, whole, "outcome_cohorts", cohorts=cohorts))
    columns = (*OUTCOME_KEYS, *(_COHORT if by_cohort else ()), *_CHANGES)
    # Both measures stand on one page and are made of the same cells, in any language.
    cells = snapshot.recently(
        ("outcome_changes", whole.in_language("vi"), scope.years),
        lambda: _cells(snapshot, whole, cohorts),
    )
    rows = [
        row
        for outcome in OUTCOMES
        for row in _of_outcome(
            outcome,
            cells[outcome.code],
            sizes,
            described(outcome, basis, snapshot, whole),
            scope.language,
            by_cohort,
        )
    ]
    return framed(rows, columns, basis)


def _of_outcome(
    outcome: Outcome,
    told: Sequence[_Cell],
    sizes: dict[int, tuple[int, dict[int, int]]],
    names: Mapping[str, object],
    language: Language,
    by_cohort: bool,
) -> Iterator[dict[str, object]]:
    groups: dict[tuple[int, int], list[_Cell]] = {}
    for cell in told:
        if cell.since != -1:
            groups.setdefault((cell.cohort if by_cohort else 0, cell.since), []).append(cell)
    for (cohort, since), cells in sorted(groups.items()):
        changes = np.concatenate([cell.changes for cell in cells])
        yield {
            **names,
            "cohort": cohort,
            "since": since,
            **_followed(cells, sizes, since),
            "n": len(changes),
            **_summary(changes, outcome),
            "scale": (_LOGS if outcome.logs else _LEVELS).in_language(language),
            "grade": GRADE,
        }


def _cells(snapshot: Snapshot, scope: Scope, cohorts: list[str]) -> dict[str, list[_Cell]]:
    """Return the changes of every outcome by its code, cohort by cohort and year by year.

    One statement tells of all: planning it for each takes twenty times longer than running it.
    """
    columns = ",\n  ".join(
        f"count(later.{one.code} + before.{one.code}) as {one.code}_both,"
        f" array_agg({_change(one)}) filter ({_change(one)} is not null) as {one.code}_changes"
        for one in OUTCOMES
    )
    told = ask_filled(snapshot, scope, "outcome_changes", {"changes": columns}, cohorts=cohorts)
    starts = [told[name].astype(int).tolist() for name in ("cohort", "since")]
    return {
        one.code: [
            _Cell(cohort, since, int(both), values_of(changes))
            for cohort, since, both, changes in zip(
                *starts, told[f"{one.code}_both"], told[f"{one.code}_changes"], strict=True
            )
            if both
        ]
        for one in OUTCOMES
    }


def _change(outcome: Outcome) -> str:
    """Return an outcome's change in SQL; null where it is not known."""
    later, before = (f"cast({when}.{outcome.code} as double)" for when in ("later", "before"))
    if outcome.logs:
        return f"case when {later} > 0 and {before} > 0 then ln({later} / {before}) end"
    return f"{later} - {before}"


def _sizes(frame: pd.DataFrame) -> dict[int, tuple[int, dict[int, int]]]:
    """Return of each cohort how many were supported, and how many closed in each year."""
    sizes: dict[int, tuple[int, dict[int, int]]] = {}
    for row in frame.to_dict("records"):
        number, closed = sizes.get(int(row["cohort"]), (0, {}))
        if not pd.isna(row["closed_year"]):
            closed[int(row["closed_year"])] = int(row["supported"])
        sizes[int(row["cohort"])] = (number + int(row["supported"]), closed)
    return sizes


def _followed(
    cells: list[_Cell], sizes: dict[int, tuple[int, dict[int, int]]], since: int
) -> dict[str, object]:
    """Return how many could be told of, how many had closed before, and what else is missing."""
    supported = closed = both = not_positive = 0
    for cell in cells:
        number, closings = sizes[cell.cohort]
        supported += number
        closed += sum(n for year, n in closings.items() if year < cell.cohort + since)
        both += cell.answered_both
        not_positive += cell.answered_both - len(cell.changes)
    return {
        "supported": supported,
        "closed": closed,
        "unanswered": max(supported - closed - both, 0),
        "not_positive": not_positive,
    }


def _summary(changes: Floats, outcome: Outcome) -> dict[str, object]:
    if not len(changes):
        return {}
    by_mean = outcome.typical == "mean"
    lower, median, upper = quantiles(changes, (0.25, 0.5, 0.75))
    bounds = mean_interval(changes) if by_mean else median_interval(changes)
    low, high = bounds if bounds is not None else (None, None)
    change = float(changes.mean()) if by_mean else median
    told: dict[str, object] = {
        "change": change,
        "low": low,
        "high": high,
        "lower_quartile": lower,
        "upper_quartile": upper,
        "rose": float((changes > 0).mean()),
    }
    if outcome.logs:
        named = {"percent": change, "percent_low": low, "percent_high": high}
        told |= {key: None if v is None else math.expm1(v) for key, v in named.items()}
    return told


_LOGS = Text("điểm log", "log points")
_LEVELS = Text("như đơn vị tính", "as the unit")
_COUNTS = joined(
    Text(
        "Thay đổi của cùng cơ sở từ năm trước khi được hỗ trợ lần đầu đến từng năm trước và sau "
        "đó. Tiền, lao động, điện, chất thải: hiệu log, kèm phần trăm = exp − 1; tỷ lệ và số "
        "lượng: hiệu. Lấy trung vị (khoảng 95% theo thứ tự), hoặc trung bình (khoảng Student) với "
        "câu mà phần lớn trả lời bằng không hoặc có/không. n: cơ sở trả lời cả hai năm và tính "
        "được; bên cạnh là số được hỗ trợ, đã ngừng trước năm đó, chưa trả lời đủ, và số không lấy "
        "log được.",
        "Change of the same establishments from the year before their first support to each year "
        "before and after. Money, workers, electricity, waste: difference of logs, with the "
        "percentage exp − 1; shares and counts: difference. The median (95% interval of order "
        "statistics), or the mean (Student's) of questions that most answer with zero or with yes "
        "and no. n: establishments that answered in both years and have a change; beside it those "
        "supported, closed before that year, without both answers, and without a log.",
    ),
    PRODUCTIVITY_IS,
    MONEY,
    WHO,
    Text(
        "Lọc theo năm chọn năm hỗ trợ lần đầu, không phải năm báo cáo.",
        "A filter by year chooses the first year of support, not that of the report.",
    ),
)
_CAVEATS = Text(
    "Đây là thay đổi (bằng chứng bậc 1), không phải tác động: giá cả, thị trường và chính cơ sở "
    "cũng đổi khi không có hỗ trợ. Số năm càng lớn thì chỉ còn các khóa sớm; cơ sở đã ngừng hoặc "
    "không trả lời không có trong thay đổi và được đếm bên cạnh. Không bỏ giá trị bất thường nào.",
    "A change (evidence grade 1), not an effect: prices, markets and the establishments themselves "
    "change without support too. The more years, the fewer and earlier the cohorts; who closed or "
    "did not answer is not in the change and is counted beside it. No outlier is left out.",
)
_COHORT = (MeasureColumn("cohort", "year", Text("Năm hỗ trợ đầu", "First support")),)
_CHANGES = (
    MeasureColumn("since", "number", Text("Số năm từ khi hỗ trợ", "Years since support")),
    MeasureColumn("supported", "count", Text("Được hỗ trợ", "Supported")),
    MeasureColumn("closed", "count", Text("Đã ngừng trước đó", "Closed before")),
    MeasureColumn("unanswered", "count", Text("Chưa trả lời đủ", "Without both answers")),
    MeasureColumn("not_positive", "count", Text("Không lấy log được", "Without a log")),
    MeasureColumn("n", "count", Text("Tính được (n)", "Changes (n)")),
    MeasureColumn("change", "number", Text("Thay đổi", "Change")),
    MeasureColumn("low", "number", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("high", "number", Text("Cận trên 95%", "95% to")),
    MeasureColumn("percent", "share", Text("Thay đổi, %", "Change, %")),
    MeasureColumn("percent_low", "share", Text("Từ, %", "From, %")),
    MeasureColumn("percent_high", "share", Text("Đến, %", "To, %")),
    MeasureColumn("lower_quartile", "number", Text("Tứ phân vị dưới", "Lower quartile")),
    MeasureColumn("upper_quartile", "number", Text("Tứ phân vị trên", "Upper quartile")),
    MeasureColumn("rose", "share", Text("Tỷ lệ tăng", "Share that rose")),
    MeasureColumn("scale", "text", Text("Thang đo thay đổi", "Scale of change")),
    MeasureColumn("grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
    *AMOUNTS_IN,
)

MEASURES = (
    Measure(
        "outcome_change",
        Text("Thay đổi từ khi được hỗ trợ", "Change since support"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        (*OUTCOME_KEYS, *_CHANGES),
        outcome_change,
    ),
    Measure(
        "outcome_by_cohort",
        Text("Thay đổi theo khóa hỗ trợ", "Change by cohort of support"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        (*OUTCOME_KEYS, *_COHORT, *_CHANGES),
        outcome_by_cohort,
    ),
)
