"""Charts of the change in jobs by group: as found, and drawn together as far as chance goes."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.jobs_rows import IntervalRow, interval_rows
from analysis.language import Language, Text, format_number
from analysis.measures.jobs_answers import signed_share

GROUPS_ALTERNATIVE = Text(
    "Các điểm có khoảng 95% theo nhóm: thay đổi việc làm như số liệu, và sau khi kéo về chung.",
    "Dots with 95% intervals by group: change in jobs as found, and drawn together.",
)
MOST_ROWS = 25
"""More rows than this make no readable chart; the table shows them all."""

_NAMES = (
    Text("Như số liệu", "As found"),
    Text("Kéo về chung (bớt ngẫu nhiên)", "Drawn together (less chance)"),
)


def groups_chart(frame: pd.DataFrame, column: str, language: Language) -> go.Figure:
    """Draw the net rate of each group with enough figures; `frame` is jobs_by_… of `column`."""
    rows = frame[frame["net_rate"].notna()].head(MOST_ROWS)
    ends = [
        float(value)
        for name in ("net_rate_low", "net_rate_high", "shrunk_low", "shrunk_high")
        for value in rows[name].dropna()
    ]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    room = (high - low or 0.01) * 0.05
    return interval_rows(
        [_row(row, column, language) for _, row in rows.iterrows()],
        language,
        Text("Việc làm so với năm trước", "Jobs on the year before").in_language(language),
        edge=high + room,
        start=low - room if low < 0 else 0.0,
        tick_format="+.0%" if high - low > 0.04 else "+.1%",
        names=_NAMES,
    )


def _row(row: pd.Series, column: str, language: Language) -> IntervalRow:
    n = format_number(int(row["n"]), language)
    few = _FEW.in_language(language) if bool(row["few"]) else ""
    rate = signed_share(float(row["net_rate"])).in_language(language)
    return IntervalRow(
        str(row[f"{column}_name"]),
        f"{rate}; n = {n}{few}",
        float(row["net_rate"]),
        float(row["net_rate_low"]),
        float(row["net_rate_high"]),
        stands_back=bool(row["few"]),
        second=None
        if pd.isna(row["shrunk"])
        else (float(row["shrunk"]), float(row["shrunk_low"]), float(row["shrunk_high"])),
    )


_FEW = Text(", ít cơ sở", ", few")
