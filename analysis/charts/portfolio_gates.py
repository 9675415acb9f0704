"""Charts of what holds files up, and of where they stand by law."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart
from analysis.charts.stacked_parts import Part, stacked_chart
from analysis.charts.theme import BLUE, LIGHT_GREY, ORANGE, whole_ticks
from analysis.language import Language, Text, format_number

GATES_ALTERNATIVE = Text(
    "Thanh chồng: số hồ sơ đạt, không đạt và chưa rõ theo từng điều kiện.",
    "Stacked bars: files that meet, fail or leave unknown each condition.",
)
ORDER_ALTERNATIVE = Text(
    "Điểm kèm khoảng: hạng theo quy định của từng hồ sơ, và hạng cao nhất, thấp nhất có thể.",
    "Dots with intervals: the place by law of each file, and the best and worst it may have.",
)
_LOOKS = {
    "passed": (Text("Đạt", "Met"), BLUE, ""),
    "failed": (Text("Không đạt", "Not met"), ORANGE, "/"),
    "unknown": (Text("Chưa rõ", "Unknown"), LIGHT_GREY, "."),
}
_FILES = Text("Số hồ sơ", "Files")
_PLACE = Text("Hạng theo quy định", "Place by law")
_FIXED = Text("{name} · hạng {place}", "{name} · place {place}")
_MOVING = Text(
    "{name} · hạng {place} (có thể {best}–{worst})",
    "{name} · place {place} (may be {best}–{worst})",
)
MOST_PLACES = 20
"""The most files the chart of places shows; the list has all of them."""


def gates_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the files by condition, the one that holds up most on top; `frame` is conditions."""
    parts = []
    for column, (name, colour, pattern) in _LOOKS.items():
        counts = [int(value) for value in frame[column]]
        words = [format_number(count, language) for count in counts]
        inside = [text if count else "" for text, count in zip(words, counts, strict=True)]
        parts.append(Part(name.in_language(language), colour, pattern, counts, inside, words))
    top = float(frame[list(_LOOKS)].sum(axis=1).max()) if len(frame) else 1.0
    return stacked_chart(
        [str(name) for name in frame["gate_name"]],
        parts,
        language,
        {"title": {"text": _FILES.in_language(language)}, **whole_ticks(top)},
    )


def order_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the first files by law with the places they may have; `frame` is order_reasons."""
    rows = frame.head(MOST_PLACES)
    dots = []
    for row in rows.to_dict("records"):
        place, best, worst = (int(row[name]) for name in ("place", "best_place", "worst_place"))
        words = (_FIXED if best == worst else _MOVING).filled(
            name="–" if pd.isna(row["name"]) else row["name"],
            place=format_number(place, language),
            best=format_number(best, language),
            worst=format_number(worst, language),
        )
        dots.append(
            Dot(
                str(row["application_id"]),
                words.in_language(language),
                float(place),
                float(best),
                float(worst),
                bool(row["law_unknown"]),
            )
        )
    return dots_chart(dots, language, _PLACE.in_language(language), tick_format="d")
