"""Charts of the money: by year and source, plan against disbursed, by activity, by district."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    SOURCE_COLOURS,
    SOURCE_PATTERNS,
    house_figure,
    show_years,
)
from analysis.dictionary.codes import FUND_SOURCE
from analysis.language import Language, MoneyUnit, Text, format_money, format_number, money_unit
from analysis.measures.answers import currency_of, is_one_place, money_stage, stage_name
from analysis.measures.model import code_label
from analysis.scope import UNKNOWN_CODE

_PROJECTS = Text("Số đề án", "Projects")


def funding_by_source_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack money by fund source for every plan year; `frame` is measure funding_by_source."""
    stage = money_stage(frame) or "approved"
    unit = _unit(frame.groupby("year")[stage].sum(), frame)
    figure = house_figure(language)
    order = [*FUND_SOURCE.values(), UNKNOWN_CODE]
    for source in [code for code in order if code in set(frame["fund_source"])]:
        rows = frame[frame["fund_source"] == source]
        figure.add_bar(
            x=rows["year"].astype(int),
            y=_scaled(rows[stage], unit),
            name=code_label("fund_source", source, language),
            marker={
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
            customdata=_money_texts(rows[stage], frame, language),
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    _year_axis(figure, frame)
    _money_axis(figure, unit, language, stage)
    return figure


def plan_disbursed_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw plan and disbursed side by side, over money for which both are known.

    `frame` is measure funding_by_year. Money whose plan or payment is unknown is left out of both
    bars, as it is of the disbursement rate, so that the two heights compare.
    """
    rows = frame[frame["disbursement_rate"].notna()]
    plan = rows["disbursement_base"].astype("float")
    stages = {
        Text("Kế hoạch", "Planned"): (plan, LIGHT_GREY),
        Text("Giải ngân", "Disbursed"): (plan * rows["disbursement_rate"].astype("float"), GREEN),
    }
    unit = _unit(plan, frame)
    figure = house_figure(language)
    for label, (amounts, colour) in stages.items():
        figure.add_bar(
            x=rows["year"].astype(int),
            y=_scaled(amounts, unit),
            name=label.in_language(language),
            marker={"color": colour},
            customdata=_money_texts(amounts, frame, language),
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0.05)
    _year_axis(figure, rows)
    _money_axis(figure, unit, language, None)
    return figure


def funding_by_activity_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per activity with amount and projects written beside it."""
    return _ranked_bars(frame, "activity_name", language, BLUE)


def funding_by_district_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one bar per district with amount and projects written beside it.

    Money for the whole province, or for no known place, is grey.
    """
    return _ranked_bars(frame, "district_name", language, GREEN, place_column="district")


def projects_by_year_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw projects per plan year, for cases whose amounts are not known."""
    figure = house_figure(language, height=300)
    counts = frame["projects"].astype("float")
    figure.add_bar(
        x=frame["year"].astype(int),
        y=counts,
        marker={"color": BLUE},
        text=[format_number(count, language) for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    _year_axis(figure, frame)
    figure.update_yaxes(title={"text": _PROJECTS.in_language(language)}, rangemode="tozero")
    return figure


def _ranked_bars(
    frame: pd.DataFrame,
    label_column: str,
    language: Language,
    colour: str,
    place_column: str | None = None,
) -> go.Figure:
    stage = money_stage(frame)
    shown = frame.iloc[::-1]
    if stage is None:
        values = shown["projects"].astype("float")
        labels = [format_number(value, language) for value in values]
        title = _PROJECTS
    else:
        unit = _unit(frame[stage], frame)
        values = _scaled(shown[stage], unit)
        labels = _amount_and_projects(shown, stage, language)
        title = _axis_title(unit, stage)
    colours = [
        colour if place_column is None or is_one_place(code) else GREY
        for code in shown[place_column or label_column]
    ]
    figure = house_figure(language, height=90 + 34 * max(len(shown), 2))
    figure.add_bar(
        x=values,
        y=list(shown[label_column]),
        orientation="h",
        marker={"color": colours},
        text=labels,
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 12},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    top = float(values.max()) if len(values) and values.notna().any() else 1.0
    # Room on the right for the label of the longest bar.
    figure.update_xaxes(
        title={"text": title.in_language(language)},
        range=[0, max(top, 1e-9) * 1.45],
        showgrid=True,
        gridcolor="rgba(107,114,128,0.25)",
    )
    figure.update_yaxes(showgrid=False, type="category")
    return figure


def _amount_and_projects(frame: pd.DataFrame, stage: str, language: Language) -> list[str]:
    word = {"vi": "đề án", "en": "projects"}[language]
    amounts = _money_texts(frame[stage], frame, language)
    return [
        amount if pd.isna(count) else f"{amount} · {format_number(int(count), language)} {word}"
        for amount, count in zip(amounts, frame["projects"], strict=True)
    ]


def _unit(totals: pd.Series, frame: pd.DataFrame) -> MoneyUnit:
    largest = totals.dropna()
    top = float(largest.max()) if len(largest) else 0.0
    return money_unit(top, currency_of(frame) or "VND")


def _scaled(amounts: pd.Series, unit: MoneyUnit) -> pd.Series:
    return amounts.astype("Float64").astype("float") / unit.factor


def _money_texts(amounts: pd.Series, frame: pd.DataFrame, language: Language) -> list[str]:
    currency = currency_of(frame) or "VND"
    return [
        format_money(None if pd.isna(amount) else float(amount), currency, language)
        for amount in amounts
    ]


def _axis_title(unit: MoneyUnit, stage: str | None) -> Text:
    if stage is None:
        return Text(unit.name.vi.capitalize(), unit.name.en.capitalize())
    word = stage_name(stage)
    return Text(
        f"{word.vi.capitalize()} ({unit.name.vi})", f"{word.en.capitalize()} ({unit.name.en})"
    )


def _money_axis(figure: go.Figure, unit: MoneyUnit, language: Language, stage: str | None) -> None:
    figure.update_yaxes(
        title={"text": _axis_title(unit, stage).in_language(language)}, rangemode="tozero"
    )


def _year_axis(figure: go.Figure, frame: pd.DataFrame) -> None:
    show_years(figure, [int(year) for year in frame["year"]])
