"""The chart of the chain: the share of the eligible that took each step, with its interval."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart
from analysis.language import Language, Text, format_number

CHAIN_ALTERNATIVE = Text(
    "Điểm kèm khoảng tin cậy: tỷ lệ cơ sở thuộc đối tượng đã qua từng bước.",
    "Dots with intervals: the share of the eligible that took each step.",
)
_AXIS = Text("Phần cơ sở thuộc đối tượng", "Share of the eligible")
_OF = Text("{some} trên {every}", "{some} of {every}")
_NOT_RECORDED = Text("chưa ghi", "not recorded")


def chain_chart(frame: pd.DataFrame, district: str, language: Language) -> go.Figure:
    """Draw the steps of one place, or of all, from the first down; `frame` is coverage_chain.

    A step that is not recorded has words and no dot.
    """
    dots = [
        Dot(
            label=str(row["step_name"]),
            words=_NOT_RECORDED.in_language(language)
            if pd.isna(row["establishments"])
            else _OF.filled(
                some=format_number(int(row["establishments"]), language),
                every=format_number(int(row["eligible"]), language),
            ).in_language(language),
            value=_known(row["share"]),
            low=_known(row["low"]),
            high=_known(row["high"]),
        )
        for row in frame[frame["district"] == district].to_dict("records")
    ]
    return dots_chart(dots, language, _AXIS.in_language(language), tick_format=",.0%")


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
