"""The scoreboard: every reporting unit with its indicators, ordered by their plain mean."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pandas as pd

from analysis.language import LANGUAGES, Text, format_number, format_share
from analysis.measures.answers import is_one_place
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.quality import (
    COMPLETENESS,
    DATED,
    DAYS_LATE,
    EXPECTED,
    FILLED,
    ON_TIME,
    ON_TIME_SHARE,
    RECORDS,
    REPORTING_KNOWN,
    REPORTING_UNKNOWN,
    RESPONSE,
    UNDATED,
    VERIFIED,
    VERIFIED_SHARE,
    ask_cells,
    by_year_and_district,
)
from analysis.measures.query import ask, ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.completeness import COUNTED_TABLES

FEWEST = 10
"""A share of fewer than this many is shown but ranks nobody."""


@dataclass(frozen=True, slots=True)
class Share:
    """One indicator of the order: columns of its share, numerator, denominator, and its name."""

    share: str
    part: str
    whole: str
    name: Text


SHARES = (
    Share("response", "answered", "supported", Text("trả lời khảo sát", "survey response")),
    Share("completeness", "filled", "expected", Text("độ đầy đủ", "completeness")),
    Share("on_time_share", "on_time", "dated", Text("nộp đúng hạn", "in time")),
    Share("verified_share", "verified", "reporting_known", Text("kiểm chứng", "verified")),
)


def quality_scoreboard(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per reporting unit, best mean first, then those that are not ranked."""
    placed = Scope(districts=scope.districts, vintage=scope.vintage)
    parts = [
        ask_cells(snapshot, scope, "district"),
        ask(snapshot, scope, "quality_records", "district").drop(columns="still_open"),
        _response(by_year_and_district(snapshot, scope, "quality_response")),
        ask_shared(snapshot, placed, "quality_rows"),
        ask_shared(snapshot, placed, "quality_pending"),
    ]
    board = reduce(lambda left, right: left.merge(right, on="district", how="outer"), parts)
    counts = ["records", "imported", "pending", "undated", "reporting_unknown"]
    for name in [*counts, *(name for one in SHARES for name in (one.part, one.whole))]:
        # Counted and found none, which is a fact; a share of none stays unknown.
        board[name] = board[name].astype("Int64").fillna(0)
    board["handed_in"] = board.pop("imported") + board["pending"]
    one_unit = board["district"].map(is_one_place).astype("bool")
    in_play = [one for one in SHARES if (board[one.whole].where(one_unit, 0) >= FEWEST).any()]
    used = board[[one.share for one in in_play]].astype("float")
    enough = (board[[one.whole for one in in_play]] >= FEWEST).all(axis=1)
    enough &= board[["records", "supported"]].max(axis=1) >= FEWEST
    ranked = one_unit & enough & bool(in_play)
    board["overall"] = used.mean(axis=1).where(ranked)
    board["rank"] = board["overall"].rank(ascending=False, method="min")
    usual = used[ranked].median()
    board["remark"] = [
        _remark(row, in_play, usual).in_language(scope.language) for row in board.to_dict("records")
    ]
    board = with_district_names(board, snapshot, scope.language)
    # Those without a rank come last, and what is no unit after them.
    return (
        board.assign(no_unit=~one_unit)
        .sort_values(["rank", "no_unit", "district"], na_position="last")
        .drop(columns="no_unit")
        .reset_index(drop=True)
    )


def _response(frame: pd.DataFrame) -> pd.DataFrame:
    """Return answers by district over the years that are due."""
    due = frame[~frame["still_open"].astype("bool")]
    sums = due.groupby("district", as_index=False)[["answered", "supported"]].sum()
    return sums.assign(response=sums["answered"] / sums["supported"])


def _remark(row: dict[Hashable, Any], in_play: list[Share], usual: pd.Series) -> Text:
    """Say why a unit is not ranked, or where it lies furthest below the middle of the units."""
    if row["district"] == UNKNOWN_CODE:
        return Text("Không rõ địa bàn: không xếp hạng", "Place unknown: not ranked")
    if not is_one_place(str(row["district"])):
        return Text("Toàn tỉnh: không xếp hạng", "Whole province: not ranked")
    if pd.isna(row["overall"]):
        counts = [(int(row[one.whole]), one.name) for one in in_play]
        reports = max(int(row["records"]), int(row["supported"]))
        counts.append((reports, Text("phiếu kết quả", "outcome records")))
        count, name = min(counts, key=lambda one: one[0])
        return Text(
            "Quá ít để xếp hạng ({name}: n = {n})", "Too few to rank ({name}: n = {n})"
        ).filled(name=name, n=_number(count))
    gaps = {one: float(usual[one.share]) - float(row[one.share]) for one in in_play}
    worst = max(gaps, key=lambda one: gaps[one])
    said = {
        "name": worst.name,
        "share": _percent(row[worst.share]),
        "part": _number(row[worst.part]),
        "whole": _number(row[worst.whole]),
        "usual": _percent(usual[worst.share]),
    }
    if gaps[worst] <= 0:
        return Text("Không chỉ tiêu nào dưới trung vị", "Nothing below the median")
    return Text(
        "Kém trung vị nhất: {name}, {share} ({part}/{whole}) so với {usual}",
        "Furthest below the median: {name}, {share} ({part} of {whole}) against {usual}",
    ).filled(**said)


def _percent(share: Any) -> Text:
    # One decimal: units often lie closer together than a whole per cent.
    return Text(*(format_share(float(share), one, 1) for one in LANGUAGES))


def _number(count: Any) -> Text:
    return Text(*(format_number(int(count), one) for one in LANGUAGES))


MEASURES = (
    Measure(
        "quality_scoreboard",
        Text("Bảng điểm các đơn vị báo cáo", "Scoreboard of reporting units"),
        Text(
            "Mỗi đơn vị báo cáo (huyện của cơ sở, của đề án) với bốn tỷ lệ và số dòng chờ sửa. "
            "Hạng theo trung bình cộng của các tỷ lệ biết được: trả lời khảo sát, độ đầy đủ, "
            "đúng hạn, kiểm chứng; tỷ lệ không đơn vị nào biết thì bỏ. Đơn vị có một mẫu số "
            "dưới 10, hoặc số phiếu có và cần có đều dưới 10, không được xếp hạng, nên mọi hạng "
            "tính trên cùng các tỷ lệ.",
            "Each reporting unit (the district of the establishment or the project) with four "
            "shares and its rows to be mended. Ranked by the plain mean of the shares that are "
            "known: survey response, completeness, in time, verified; one that no unit knows is "
            "left out. A unit with any denominator below 10, or with fewer than 10 records both in "
            "hand and due, is not ranked, so that all ranks rest on the same shares.",
        ),
        Text(
            "Trung bình của tỷ lệ khác nhau chỉ để biết nên hỏi ai trước, không phải để khen chê: "
            "huyện ít cơ sở dao động mạnh. Tỷ lệ trả lời gộp các năm đã đến hạn. Dòng chờ sửa chỉ "
            "theo bộ lọc địa bàn; dòng không nói của ai nằm ở «Không rõ».",
            "A mean of different shares tells whom to ask first; it is no praise or blame, and "
            "small districts swing widely. Response takes all years that are due together. Rows to "
            "be mended follow only the filter by district; those that name no place are “Unknown”.",
        ),
        (*COUNTED_TABLES, "pending_row"),
        (
            MeasureColumn("rank", "count", Text("Hạng", "Rank")),
            *DISTRICT_KEYS,
            MeasureColumn("overall", "share", Text("Trung bình", "Mean")),
            MeasureColumn("remark", "text", Text("Nhận xét", "Remark")),
            RESPONSE,
            MeasureColumn("answered", "count", Text("Lượt có trả lời", "Yearly reports in")),
            MeasureColumn("supported", "count", Text("Lượt phải trả lời", "Yearly reports due")),
            COMPLETENESS,
            FILLED,
            EXPECTED,
            ON_TIME_SHARE,
            ON_TIME,
            DATED,
            UNDATED,
            DAYS_LATE,
            VERIFIED_SHARE,
            VERIFIED,
            REPORTING_KNOWN,
            REPORTING_UNKNOWN,
            MeasureColumn("pending", "count", Text("Dòng chờ sửa", "Rows to be mended")),
            MeasureColumn("handed_in", "count", Text("Dòng đã nộp", "Rows handed in")),
            RECORDS,
        ),
        quality_scoreboard,
    ),
)
