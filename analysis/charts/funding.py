"""Charts of the money: by year and source, plan against disbursed, by activity, by district."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    SOURCE_COLOURS,
    SOURCE_PATTERNS,
    Trace,
    house_figure,
    sentence_case,
    year_axis,
)
from analysis.dictionary.codes import FUND_SOURCE
from analysis.language import Language, MoneyUnit, Text, format_money, format_number, money_unit
from analysis.measures.answers import (
    currency_of,
    is_one_place,
    money_stage,
    price_note,
    stage_name,
)
from analysis.measures.labels import NONE_CODE, SEVERAL_CODE
from analysis.measures.model import code_label
from analysis.scope import UNKNOWN_CODE

_PROJECTS = Text("Số đề án", "Projects")
_NAME = 20
"""Letters in a line of the name of a bar."""
_HOVER = "%{x}: %{customdata}<extra>%{fullData.name}</extra>"


def funding_by_source_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack money by fund source for every plan year; `frame` is measure funding_by_source."""
    stage = money_stage(frame) or "approved"
    unit = money_unit_of(frame.groupby("year")[stage].sum(), frame)
    order = [*FUND_SOURCE.values(), UNKNOWN_CODE]
    present = set(frame["fund_source"])
    traces: list[Trace] = []
    for source in [code for code in order if code in present]:
        rows = frame[frame["fund_source"] == source]
        traces.append(
            {
                **source_bars(source, language),
                "x": _years(rows),
                "y": scaled(rows[stage], unit),
                "customdata": money_texts(rows[stage], frame, language),
                "hovertemplate": _HOVER,
            }
        )
    return house_figure(
        traces,
        language,
        barmode="stack",
        x_axis=year_axis(_years(frame)),
        y_axis=_money_axis(frame, unit, language, stage),
    )


def plan_disbursed_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw plan and disbursed side by side, over money for which both are known.

    `frame` is measure funding_by_year. Money whose plan or payment is unknown is left out of both
    bars, as it is of the disbursement rate, so that the two heights compare.
    """
    rows = frame[frame["disbursement_rate"].notna()]
    plan = rows["disbursement_base"].astype("float")
    paid = plan * rows["disbursement_rate"].astype("float")
    unit = money_unit_of(plan, frame)
    traces: list[Trace] = [
        {
            "type": "bar",
            "x": _years(rows),
            "y": scaled(amounts, unit),
            "name": label.in_language(language),
            "marker": {"color": colour},
            "customdata": money_texts(amounts, frame, language),
            "hovertemplate": _HOVER,
        }
        for label, amounts, colour in (
            (Text("Kế hoạch", "Planned"), plan, LIGHT_GREY),
            (Text("Giải ngân", "Disbursed"), paid, GREEN),
        )
    ]
    return house_figure(
        traces,
        language,
        barmode="group",
        bargap=0.25,
        bargroupgap=0.05,
        x_axis=year_axis(_years(rows)),
        y_axis=_money_axis(frame, unit, language, None),
    )


def funding_by_activity_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per activity with amount and projects written beside it."""
    return _ranked_bars(frame, "activity_name", language, [BLUE] * len(frame))


def funding_by_district_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per district with amount and projects written beside it.

    Money for the whole province, or for no known place, is grey.
    """
    colours = [GREEN if is_one_place(code) else GREY for code in frame["district"]]
    return _ranked_bars(frame, "district_name", language, colours)


def funding_by_industry_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per industry of the projects' establishments, mixed and unknown ones grey."""
    return _ranked_bars(frame, "industry_name", language, _kind_colours(frame["industry"]))


def funding_by_legal_form_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per legal form of the projects' establishments, mixed and unknown ones grey."""
    return _ranked_bars(frame, "legal_form_name", language, _kind_colours(frame["legal_form"]))


def _kind_colours(codes: pd.Series) -> list[str]:
    return [GREY if code in (SEVERAL_CODE, NONE_CODE, UNKNOWN_CODE) else BLUE for code in codes]


def source_bars(source: str, language: Language) -> Trace:
    """Return the look of a fund source's bars: its name, colour and pattern."""
    return {
        "type": "bar",
        "name": code_label("fund_source", source, language),
        "marker": {
            "color": SOURCE_COLOURS[source],
            "pattern": {
                "shape": SOURCE_PATTERNS[source],
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.55,
                "size": 7,
                "solidity": 0.25,
            },
        },
    }


def projects_by_year_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw projects per plan year, for cases whose amounts are not known."""
    counts = frame["projects"].astype("float")
    bars: Trace = {
        "type": "bar",
        "x": _years(frame),
        "y": counts.tolist(),
        "marker": {"color": BLUE},
        "text": [format_number(count, language) for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{text}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=300,
        x_axis=year_axis(_years(frame)),
        y_axis={"title": {"text": _PROJECTS.in_language(language)}, "rangemode": "tozero"},
    )


def _ranked_bars(
    frame: pd.DataFrame, label_column: str, language: Language, colours: list[str]
) -> go.Figure:
    stage = money_stage(frame)
    shown = frame.iloc[::-1]
    if stage is None:
        values = [float(count) for count in shown["projects"].fillna(0)]
        labels = [format_number(value, language) for value in values]
        title = _PROJECTS
    else:
        unit = money_unit_of(frame[stage], frame)
        values = scaled(shown[stage], unit)
        labels = _amount_and_projects(shown, stage, language)
        title = axis_title(frame, unit, stage)
    # A name on one line leaves a narrow screen no room for what stands beside the bars.
    names = [wrapped(str(name), _NAME) for name in shown[label_column]]
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": names,
        "marker": {"color": colours[::-1]},
        "text": labels,
        "textposition": "outside",
        "cliponaxis": False,
        "textangle": 0,
        "textfont": {"size": 12},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    top = max((value for value in values if value == value), default=0.0)
    return house_figure(
        [bars],
        language,
        height=90 + max(38, 17 * lines) * max(len(shown), 2),
        # Room on the right for the two lines beside the longest bar, on a narrow screen too.
        x_axis={
            "title": {"text": title.in_language(language)},
            "range": [0, max(top, 1e-9) * 2.1],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def _amount_and_projects(frame: pd.DataFrame, stage: str, language: Language) -> list[str]:
    amounts = money_texts(frame[stage], frame, language)
    return [
        amount if pd.isna(count) else f"{amount}<br>{_projects_counted(int(count), language)}"
        for amount, count in zip(amounts, frame["projects"], strict=True)
    ]


def _projects_counted(count: int, language: Language) -> str:
    word = Text("đề án", "project" if count == 1 else "projects").in_language(language)
    return f"{format_number(count, language)} {word}"


def _years(frame: pd.DataFrame) -> list[int]:
    return [int(year) for year in frame["year"]]


def money_unit_of(totals: pd.Series, frame: pd.DataFrame) -> MoneyUnit:
    """Return the unit in which the largest of some totals is best read."""
    largest = totals.dropna()
    top = float(largest.max()) if len(largest) else 0.0
    return money_unit(top, currency_of(frame) or "VND")


def scaled(amounts: pd.Series, unit: MoneyUnit) -> list[float]:
    """Return amounts in a unit, what is unknown as nan."""
    return [float("nan") if pd.isna(amount) else float(amount) / unit.factor for amount in amounts]


def money_texts(amounts: pd.Series, frame: pd.DataFrame, language: Language) -> list[str]:
    """Return amounts of a frame's currency as a reader writes them."""
    currency = currency_of(frame) or "VND"
    return [
        format_money(None if pd.isna(amount) else float(amount), currency, language)
        for amount in amounts
    ]


def axis_title(frame: pd.DataFrame, unit: MoneyUnit, stage: str | None) -> Text:
    """Return the title of an axis of money: its stage and unit, or unit and year of prices."""
    name = unit.name
    note = price_note(frame)
    if note is not None:
        # The stage stands in the heading; an axis title must fit a chart's height.
        return Text(sentence_case(name.vi) + note.vi, sentence_case(name.en) + note.en)
    if stage is None:
        return Text(sentence_case(name.vi), sentence_case(name.en))
    word = stage_name(stage)
    return Text(f"{sentence_case(word.vi)}, {name.vi}", f"{sentence_case(word.en)}, {name.en}")


def _money_axis(
    frame: pd.DataFrame, unit: MoneyUnit, language: Language, stage: str | None
) -> dict[str, Any]:
    title = axis_title(frame, unit, stage).in_language(language)
    return {"title": {"text": title}, "rangemode": "tozero"}
