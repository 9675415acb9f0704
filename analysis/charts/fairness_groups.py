"""The chart of groups: the share supported of each, with its interval and how many it is of."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart
from analysis.language import Language, Text, format_number, format_share
from analysis.scope import UNKNOWN_CODE

GROUPS_ALTERNATIVE = Text(
    "Biểu đồ chấm: tỷ lệ được hỗ trợ của từng nhóm với khoảng 95%, nhóm không rõ để rỗng.",
    "Dot chart: the share supported of each group with its 95% interval; the unknown are hollow.",
)
FEWEST = 10
"""A group of fewer establishments than this stands back."""

_TITLE = Text("Tỷ lệ được hỗ trợ", "Share supported")


def groups_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share supported of each group with its interval; measure fairness_groups."""
    rows = [
        Dot(
            label=f"{row['grouping_name']}: {row['group_name']}"
            if row["group"] == UNKNOWN_CODE
            else str(row["group_name"]),
            words=f"{format_number(int(row['supported']), language)}/"
            f"{format_number(int(row['eligible']), language)} · "
            f"{format_share(float(row['supported_share']), language, 1)}",
            value=float(row["supported_share"]),
            low=float(row["supported_low"]),
            high=float(row["supported_high"]),
            stands_back=row["group"] == UNKNOWN_CODE or int(row["eligible"]) < FEWEST,
        )
        for row in frame.to_dict("records")
    ]
    return dots_chart(rows, language, _TITLE.in_language(language), tick_format=".0%")
