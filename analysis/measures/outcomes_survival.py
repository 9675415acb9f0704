"""How many establishments still operate, years after support, and how many would be expected to.

Supported establishments are followed by Kaplan and Meier (1958) from their first year of support.
Who is not supported has no such year, and giving them one would make them immortal up to it. So
the comparison is what the supported would have come to, had they closed as often as those not
supported did in the same calendar years: the expected survival of Ederer and Heise (1959), known
as Ederer II. Each closing of the compared counts once in a calendar year, whatever the cohort.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.language import Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.outcome_columns import (
    NOT_SUPPORTED,
    STATUS_KEYS,
    SUPPORTED,
    WHO,
    joined,
    status_columns,
)
from analysis.measures.process_survival import Z95, kaplan_meier
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def survival(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per group and years since support: share still operating at the year's end.

    Empty where the data set records no closing of any establishment at all, as then it is not
    known whether any closed.
    """
    whole = replace(scope, years=())
    lives = ask(snapshot, whole, "outcome_lives", cohorts=[str(year) for year in scope.years])
    supported = lives[lives["status"] == SUPPORTED]
    if supported.empty:
        return pd.DataFrame(columns=[column.name for column in _COLUMNS])
    at_risk = {
        (int(row["cohort"]), int(row["year"])): (int(row["at_risk"]), int(row["closed"]))
        for row in supported.to_dict("records")
    }
    others = {
        int(row["year"]): (int(row["at_risk"]), int(row["closed"]))
        for row in lives[lives["status"] == NOT_SUPPORTED].to_dict("records")
    }
    rows = [{**status_columns(True, scope), **row} for row in _followed(at_risk)] + [
        {**status_columns(False, scope), **row} for row in expected(at_risk, others)
    ]
    return pd.DataFrame(rows).reindex(columns=[column.name for column in _COLUMNS])


def _followed(at_risk: Mapping[tuple[int, int], tuple[int, int]]) -> list[dict[str, object]]:
    last = max(year for _, year in at_risk)
    days: list[int] = []
    closed: list[int] = []
    going_on: list[int] = []
    for (cohort, year), (number, ended) in at_risk.items():
        days.append(year - cohort)
        closed.append(ended)
        going_on.append(number - ended if year == last else 0)
    curve = kaplan_meier(days, closed, going_on)
    columns = (curve.days, curve.at_risk, curve.ended, curve.share, curve.low, curve.high)
    return [
        {
            "since": int(since),
            "at_risk": int(number),
            "closed": int(ended),
            "share": float(share),
            "low": float(low),
            "high": float(high),
        }
        for since, number, ended, share, low, high in zip(*columns, strict=True)
    ]


def expected(
    at_risk: Mapping[tuple[int, int], tuple[int, int]], others: Mapping[int, tuple[int, int]]
) -> list[dict[str, object]]:
    """Return the expected survival of the supported at the closing rates of the others.

    `at_risk` maps (cohort, year) to supported establishments at risk and closed, `others` a year to
    those not supported at risk and closed. The interval is on the log-log scale by the delta
    method: rates of different years are independent, and a year's rate enters the curve at several
    ages. It ends where the others have nobody at risk.
    """
    weights: dict[int, float] = {}
    cumulative = 0.0
    rows: list[dict[str, object]] = []
    for since in range(max(year - cohort for cohort, year in at_risk) + 1):
        here = {
            year: number
            for (cohort, year), (number, _) in at_risk.items()
            if year - cohort == since
        }
        total = sum(here.values())
        if not total or any(others.get(year, (0, 0))[0] == 0 for year in here):
            break
        # Who closes in a year is seldom supported in it, so nobody is expected to close in year 0.
        rates = {year: others[year] if since else (others[year][0], 0) for year in here}
        rate = sum(n * rates[year][1] / rates[year][0] for year, n in here.items()) / total
        if rate >= 1:
            break
        cumulative += -math.log1p(-rate)
        for year, number in here.items() if since else ():
            weights[year] = weights.get(year, 0.0) + number / total / (1 - rate)
        variance = sum(
            weight**2 * _rate_variance(*others[year]) for year, weight in weights.items()
        )
        share = math.exp(-cumulative)
        low = high = share
        if cumulative > 0:
            reach = Z95 * math.sqrt(variance) / cumulative
            low, high = share ** math.exp(reach), share ** math.exp(-reach)
        rows.append(
            {
                "since": since,
                "at_risk": sum(number for number, _ in rates.values()),
                "closed": sum(ended for _, ended in rates.values()),
                "share": share,
                "low": low,
                "high": high,
            }
        )
    return rows


def _rate_variance(number: int, closed: int) -> float:
    rate = closed / number
    return rate * (1 - rate) / number


_COUNTS = joined(
    Text(
        "Tỷ lệ cơ sở còn hoạt động đến hết từng năm kể từ năm được hỗ trợ lần đầu, đến năm trọn "
        "vẹn cuối của số liệu. Được hỗ trợ: Kaplan–Meier, cơ sở còn hoạt động là chưa kết thúc "
        "theo dõi, khoảng 95% log-log. Chưa được hỗ trợ: tỷ lệ mà nhóm được hỗ trợ sẽ còn nếu hằng "
        "năm ngừng hoạt động đúng như các cơ sở chưa được hỗ trợ trong cùng năm dương lịch (Ederer "
        "và Heise 1959), kể từ năm sau năm hỗ trợ, khoảng 95% theo phương pháp delta. Mẫu số: số "
        "cơ sở có thể ngừng trong năm.",
        "Share of establishments operating at the end of each year since their first support, up "
        "to the last whole year of the data. Supported: Kaplan–Meier, who still operates is "
        "censored, 95% log-log interval. Not supported: the share the supported would have come to "
        "had they closed, from the year after support on, as often as those not supported in the "
        "same calendar years (Ederer and Heise 1959), 95% interval by the delta method. "
        "Denominator: establishments (of those not supported: establishment-years) that could "
        "close in the year.",
    ),
    WHO,
    Text(
        "Lọc theo năm chọn năm hỗ trợ lần đầu.",
        "A filter by year chooses the first year of support.",
    ),
)
_CAVEATS = Text(
    "So sánh mô tả: hai nhóm khác nhau về quy mô, ngành, tuổi và cơ sở yếu thường không được hỗ "
    "trợ, nên chênh lệch không phải tác động. Năm ngừng không ghi được coi là còn hoạt động; bộ dữ "
    "liệu không ghi năm ngừng nào thì không tính.",
    "A description: the groups differ in size, industry and age, and weak establishments are "
    "seldom supported, so the difference is no effect. Without a year of closing an establishment "
    "is taken to operate; where a data set records none at all, nothing is computed.",
)
_COLUMNS = (
    *STATUS_KEYS,
    MeasureColumn("since", "number", Text("Số năm từ khi hỗ trợ", "Years since support")),
    MeasureColumn("at_risk", "count", Text("Có thể ngừng", "At risk")),
    MeasureColumn("closed", "count", Text("Đã ngừng", "Closed")),
    MeasureColumn("share", "share", Text("Còn hoạt động", "Still operating")),
    MeasureColumn("low", "share", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("high", "share", Text("Cận trên 95%", "95% to")),
)

MEASURES = (
    Measure(
        "survival",
        Text("Cơ sở còn hoạt động sau hỗ trợ", "Establishments still operating after support"),
        _COUNTS,
        _CAVEATS,
        ("establishment", "support", "project"),
        _COLUMNS,
        survival,
    ),
)
