"""Who a panel compares with, and why nothing can be estimated from it, in plain words."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.model import NEVER, Comparison
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.panel_flow import Placed
from analysis.evidence.spoken import as_count
from analysis.language import Text


def comparison_words(
    comparison: Comparison | None, outcome: Outcome, chosen: bool, never: int, least: int
) -> Text:
    """Return who is compared with and why: `chosen` by the reader, or by the data.

    `never` are establishments never supported that have the outcome in two years, of which `least`
    are needed.
    """
    if comparison is None:
        return Text(
            "Không có cơ sở chưa được hỗ trợ nào có số liệu để so sánh.",
            "No establishment without support has figures to compare with.",
        )
    if chosen:
        return Text("Nhóm đối chứng do người xem chọn.", "The comparison group was chosen.")
    if comparison == "never":
        return Text(
            "So với {count} cơ sở chưa từng được hỗ trợ có số liệu ít nhất hai năm.",
            "Held against {count} establishments never supported, with figures of two years or "
            "more.",
        ).filled(count=as_count(never))
    if outcome.source == "register":
        return Text(
            "So với cơ sở chưa được hỗ trợ cho đến năm ấy, kể cả cơ sở sẽ được hỗ trợ sau: nếu bỏ "
            "họ ra, nhóm đối chứng chỉ còn những cơ sở dễ ngừng hoạt động hơn.",
            "Held against those not supported by that year, those supported later too: without "
            "them, those left to compare with would be the likelier ones to close.",
        )
    return Text(
        "Số cơ sở không được hỗ trợ mà có số liệu quá ít ({count}, cần ít nhất {least}), nên so "
        "với cả cơ sở chưa được hỗ trợ cho đến năm ấy.",
        "Too few establishments without support have figures ({count}; {least} are needed), so "
        "those not supported by that year are compared with too.",
    ).filled(count=as_count(never), least=as_count(least))


def missing_words(
    units: pd.DataFrame, placed: Placed, outcome: Outcome, comparison: Comparison | None
) -> Text | None:
    """Return why nothing can be estimated, in words that can follow a colon; None if it can."""
    if outcome.source == "register" and not units["closed_year"].notna().any():
        return Text(
            "bộ dữ liệu không ghi ngày ngừng hoạt động của cơ sở nào",
            "the data set records no closing of any establishment",
        )
    if not placed.supported.any():
        return Text(
            "trong phạm vi này không có cơ sở nào được hỗ trợ",
            "nobody was supported within this scope",
        )
    if not placed.in_panel.any():
        return Text(
            "chưa cơ sở nào trong phạm vi này trả lời chỉ tiêu này",
            "nobody within this scope has answered for this outcome",
        )
    if not (placed.in_estimate & (placed.cohorts != NEVER)).any():
        return Text(
            "chưa cơ sở được hỗ trợ nào có số liệu cả trước và sau khi được hỗ trợ",
            "no supported establishment has figures from both before and after its support",
        )
    if comparison is None:
        return Text(
            "không có cơ sở chưa được hỗ trợ nào có số liệu để so sánh",
            "there is nobody without support to compare with",
        )
    return None


def nothing_recorded(outcome: Outcome) -> Text:
    """Return why a data set without outcome records, or without support, has no panel."""
    if outcome.source == "record":
        return Text(
            "bộ dữ liệu chưa có báo cáo kết quả sản xuất kinh doanh của cơ sở nào",
            "the data set holds no report of results of any establishment",
        )
    return Text(
        "bộ dữ liệu chưa có cơ sở nào được hỗ trợ",
        "the data set holds no supported establishment",
    )
