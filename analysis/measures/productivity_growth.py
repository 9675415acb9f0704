"""Aggregate labour productivity growth between two years and what it is made of."""

from __future__ import annotations

import math

import pandas as pd

from analysis.language import Text
from analysis.measures.melitz_polanec import CAME, STAYED, WENT, Sums, decompose
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.outcome_columns import (
    AMOUNTS_IN,
    MONEY,
    NOT_AN_EFFECT,
    PRODUCTIVITY_IS,
    SOURCES,
    STATUS_NAMES,
    WHO,
    basis_of,
    framed,
    joined,
)
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

ALL = "all"
STATUS_OF = {ALL: Text("Tất cả cơ sở", "All establishments"), **STATUS_NAMES}
FATES = (STAYED, *CAME, *WENT)
COMPONENTS = ("within", "between", *CAME, *WENT)


def productivity_growth(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per group and pair of years: growth in log points and its components.

    Pairs are neighbouring years with reports, and the first with each later one. Groups are all,
    those supported by the second year, and the others, each its own aggregate. A pair without an
    establishment that reports in both years has no row.
    """
    told = ask(snapshot, scope, "productivity_pairs")
    basis = basis_of(snapshot)
    rows: list[dict[str, object]] = []
    years = sorted({int(year) for year in told["year_to"]} | {int(y) for y in told["year_from"]})
    neighbours = dict(zip(years[1:], years, strict=False))
    for _, pair in told.groupby(["year_from", "year_to"]):
        start, end = int(pair["year_from"].iloc[0]), int(pair["year_to"].iloc[0])
        for status, part in _groups(pair).items():
            sums = _sums(part)
            parts = decompose(sums)
            if parts is None:
                continue
            rows.append(
                {
                    "status": status,
                    "status_name": STATUS_OF[status].in_language(scope.language),
                    "year_from": start,
                    "year_to": end,
                    "neighbours": neighbours.get(end) == start,
                    "growth": parts.growth,
                    "percent": math.expm1(parts.growth),
                    "within": parts.within,
                    "between": parts.between,
                    **parts.came,
                    **parts.went,
                    **{f"n_{fate}": sums[fate].number if fate in sums else 0 for fate in FATES},
                }
            )
    return framed(rows, _COLUMNS, basis)


def _groups(pair: pd.DataFrame) -> dict[str, pd.DataFrame]:
    supported = pair["supported"].astype(bool)
    return {ALL: pair, "supported": pair[supported], "not_supported": pair[~supported]}


def _sums(part: pd.DataFrame) -> dict[str, Sums]:
    sums: dict[str, Sums] = {}
    for row in part.to_dict("records"):
        fate = str(row["fate"])
        sums[fate] = sums.get(fate, Sums(0)) + Sums(
            int(row["number"]), *(float(row[name]) for name in _SUMS)
        )
    return sums


_SUMS = ("workers_from", "weighted_from", "logs_from", "workers_to", "weighted_to", "logs_to")
COMPONENT_NAMES = {
    "within": Text("Trong từng cơ sở", "Within establishments"),
    "between": Text("Dịch chuyển lao động", "Between establishments"),
    "entered": Text("Cơ sở mới thành lập", "Entry: founded"),
    "started_reporting": Text("Bắt đầu báo cáo", "Starts reporting"),
    "exited": Text("Cơ sở ngừng hoạt động", "Exit: closed"),
    "stopped_reporting": Text("Thôi báo cáo", "Stops reporting"),
}
_COUNTS = joined(
    Text(
        "Tăng trưởng năng suất lao động chung giữa hai năm (trung bình log năng suất, quyền số là "
        "tỷ trọng lao động của cơ sở có báo cáo), phân rã theo Melitz và Polanec (2015): trong "
        "từng cơ sở (trung bình giản đơn của cơ sở có báo cáo cả hai năm), dịch chuyển lao động "
        "sang cơ sở năng suất cao hơn (hiệp phương sai), cơ sở mới thành lập, cơ sở ngừng hoạt "
        "động; bắt đầu và thôi báo cáo tách riêng. Đơn vị: điểm log (0,01 ≈ 1%); các phần cộng "
        "đúng bằng tổng. n: số cơ sở của từng phần.",
        "Growth of aggregate labour productivity between two years (mean log productivity weighted "
        "by shares of workers of reporting establishments), decomposed after Melitz and Polanec "
        "(2015): within establishments (simple mean of those reporting in both years), between "
        "them (workers moving to the more productive: covariance), entry of founded and exit of "
        "closed ones; starting and stopping to report are kept apart. In log points (0.01 ≈ 1%); "
        "the components add up exactly. n: establishments of each component.",
    ),
    PRODUCTIVITY_IS,
    MONEY,
    WHO,
    Text(
        "Nhóm tính theo năm cuối của kỳ. Lọc theo năm là năm báo cáo; các cặp năm lấy trong đó.",
        "Groups are as of the second year. A filter by year is that of the report; pairs are taken "
        "among these.",
    ),
)
_CAVEATS = joined(
    Text(
        "Chỉ cơ sở có báo cáo với năng suất và lao động trên không. Mới thành lập: lập sau năm "
        "đầu; ngừng: có năm ngừng không sau năm cuối; còn lại là bắt đầu hoặc thôi báo cáo, gồm cả "
        "cơ sở không rõ năm, và không nói lên việc gia nhập hay rút lui. Khi ít cơ sở báo cáo cả "
        "hai năm, phần báo cáo lớn hơn mọi phần khác. Đây là đẳng thức kế toán của số đã báo cáo, "
        "không có khoảng tin cậy.",
        "Only establishments that report productivity and workers above zero. Founded: after the "
        "first year; closed: in a year not after the second; the rest start or stop reporting, "
        "those of unknown years among them, which tells nothing of entry or exit. Where few report "
        "in both years, reporting outweighs the rest. This is an accounting identity of what was "
        "reported and has no interval.",
    ),
    NOT_AN_EFFECT,
)
_COLUMNS = (
    MeasureColumn("status", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("status_name", "text", Text("Nhóm cơ sở", "Group")),
    MeasureColumn("year_from", "year", Text("Từ năm", "From")),
    MeasureColumn("year_to", "year", Text("Đến năm", "To")),
    MeasureColumn("neighbours", "flag", Text("Hai năm liền nhau", "Neighbouring years")),
    MeasureColumn("growth", "number", Text("Tăng trưởng (điểm log)", "Growth (log points)")),
    MeasureColumn("percent", "share", Text("Tăng trưởng, %", "Growth, %")),
    *(MeasureColumn(name, "number", label) for name, label in COMPONENT_NAMES.items()),
    MeasureColumn("n_stayed", "count", Text("n báo cáo cả hai năm", "n reporting in both")),
    MeasureColumn("n_entered", "count", Text("n mới thành lập", "n founded")),
    MeasureColumn("n_started_reporting", "count", Text("n bắt đầu báo cáo", "n starting")),
    MeasureColumn("n_exited", "count", Text("n ngừng hoạt động", "n closed")),
    MeasureColumn("n_stopped_reporting", "count", Text("n thôi báo cáo", "n stopping")),
    *AMOUNTS_IN,
)

MEASURES = (
    Measure(
        "productivity_growth",
        Text("Tăng trưởng năng suất do đâu", "What productivity growth is made of"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _COLUMNS,
        productivity_growth,
    ),
)
