"""Charts of how money moves: through its stages, and quarter by quarter."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.funding import axis_title, money_texts, money_unit_of, scaled, source_bars
from analysis.charts.theme import BLUE, GREEN, LIGHT_GREY, Trace, house_figure
from analysis.dictionary.codes import FUND_SOURCE
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.flow_answers import quarter_stage
from analysis.scope import UNKNOWN_CODE

FLOW_ALTERNATIVE = Text(
    "Biểu đồ thanh: số tiền ở từng khâu từ kế hoạch đến quyết toán.",
    "Bar chart: the amount at each stage from plan to settlement.",
)
QUARTER_ALTERNATIVE = Text(
    "Biểu đồ cột chồng: số tiền từng quý theo nguồn kinh phí.",
    "Stacked bar chart: money of each quarter by fund source.",
)


def funding_flow_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per stage in the order of the chain, with what is missing written beside it.

    `frame` is measure funding_flow. A stage of which no amount is known has a label and no bar.
    """
    rows = frame.iloc[::-1]
    unit = money_unit_of(frame["amount"], frame)
    values = scaled(rows["amount"], unit)
    labels = [
        _stage_label(amount, row, language)
        for amount, (_, row) in zip(
            money_texts(rows["amount"], frame, language), rows.iterrows(), strict=True
        )
    ]
    colours = {"planned": LIGHT_GREY, "disbursed": GREEN}
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": [0.0 if value != value else value for value in values],
        "y": list(rows["stage_name"]),
        "marker": {"color": [colours.get(stage, BLUE) for stage in rows["stage"]]},
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    top = max((value for value in values if value == value), default=0.0)
    return house_figure(
        [bars],
        language,
        height=90 + 58 * max(len(rows), 2),
        x_axis={
            "title": {"text": axis_title(frame, unit, None).in_language(language)},
            # Room for the label beside the longest bar, on a narrow screen too.
            "range": [0, max(top, 1e-9) * 2],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def _stage_label(amount: str, row: pd.Series, language: Language) -> str:
    parts = [amount]
    if pd.notna(row["share_of_plan"]) and row["stage"] != "planned":
        share = format_share(float(row["share_of_plan"]), language)
        parts.append(Text(f"{share} kế hoạch", f"{share} of plan").in_language(language))
    gaps = []
    if row["projects_waiting"] > 0:
        count = format_number(int(row["projects_waiting"]), language)
        gaps.append(Text(f"{count} đề án chưa tới", f"{count} not there yet").in_language(language))
    if row["projects_unknown"] > 0:
        count = format_number(int(row["projects_unknown"]), language)
        gaps.append(Text(f"{count} đề án không rõ", f"{count} unknown").in_language(language))
    return "<br>".join([*parts, *gaps])


def funding_quarter_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack the money of each quarter by source on an axis of dates.

    `frame` is measure funding_by_quarter_source; money is what was disbursed, or what was approved
    where no payment has a day. Money without a day is not drawn: the answer names it.
    """
    stage = quarter_stage(frame) or "disbursed"
    dated = frame[frame["quarter"].notna()]
    sums = dated.groupby("quarter")[stage].sum()
    unit = money_unit_of(sums, frame)
    present = set(dated["fund_source"])
    traces: list[Trace] = []
    for source in (code for code in (*FUND_SOURCE.values(), UNKNOWN_CODE) if code in present):
        rows = dated[dated["fund_source"] == source]
        texts = money_texts(rows[stage], frame, language)
        traces.append(
            {
                **source_bars(source, language),
                "x": [day.strftime("%Y-%m-%d") for day in rows["quarter"]],
                "xperiod": "M3",
                "xperiodalignment": "middle",
                "y": scaled(rows[stage], unit),
                "customdata": list(zip(rows["quarter_name"], texts, strict=True)),
                "hovertemplate": "%{customdata[0]}: %{customdata[1]}"
                "<extra>%{fullData.name}</extra>",
            }
        )
    years = 0 if dated.empty else dated["quarter"].max().year - dated["quarter"].min().year + 1
    return house_figure(
        traces,
        language,
        barmode="relative",
        bargap=0.15,
        showlegend=True,
        x_axis={
            "type": "date",
            "tickformat": "%Y",
            "dtick": "M12" if years <= 14 else "M24",
            "ticklabelmode": "period",
        },
        y_axis={"title": {"text": axis_title(frame, unit, stage).in_language(language)}},
    )
