"""Charts of a plan: where its money goes beside what else was asked there."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import MOST_ROWS
from analysis.charts.stacked_parts import Part, stacked_chart
from analysis.charts.theme import BLUE, LIGHT_GREY, YELLOW, sentence_case
from analysis.language import Language, Text, format_money, format_number, money_unit

MONEY_ALTERNATIVE = Text(
    "Thanh chồng: tiền của hồ sơ được chọn, có thể hỗ trợ nhưng không chọn, và chưa đủ điều kiện, "
    "theo nhóm.",
    "Stacked bars: money of files chosen, refused though they may be funded, and barred, by group.",
)
_LOOKS = {
    "chosen": (Text("Được chọn", "Chosen"), BLUE, ""),
    "open": (Text("Có thể hỗ trợ, không chọn", "May be funded, refused"), YELLOW, "/"),
    "barred": (Text("Chưa đủ điều kiện", "Fails or blocked"), LIGHT_GREY, "."),
}
_FILES = Text("{money}, {files} hồ sơ", "{money}, {files} files")


def plan_money_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the money of files by group as parts of one bar; `frame` is plan_money."""
    rows = frame.head(MOST_ROWS)
    currency = str(rows["currency"].iloc[0])
    unit = money_unit(float(rows[list(_LOOKS)].sum(axis=1).max()), currency)
    parts = []
    for column, (name, colour, pattern) in _LOOKS.items():
        amounts = [float(value) for value in rows[column]]
        words = [
            _FILES.filled(
                money=format_money(amount, currency, language),
                files=format_number(int(files), language),
            ).in_language(language)
            for amount, files in zip(amounts, rows[f"{column}_files"], strict=True)
        ]
        lengths = [amount / unit.factor for amount in amounts]
        nothing = [""] * len(words)
        parts.append(Part(name.in_language(language), colour, pattern, lengths, nothing, words))
    return stacked_chart(
        [str(name) for name in rows["code_name"]],
        parts,
        language,
        {"title": {"text": sentence_case(unit.name.in_language(language))}},
    )
