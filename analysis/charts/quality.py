"""Charts of data quality: who answered where and when, records in time, columns, imports."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    YELLOW,
    Trace,
    house_figure,
    year_axis,
)
from analysis.dictionary.codes import QUALITY_INDICATOR
from analysis.language import Language, Text, format_day, format_number, format_share
from analysis.measures.answers import is_one_place
from analysis.measures.quality_scoreboard import FEWEST

MOST_ROWS = 40
"""More districts or communes than this make no readable chart; the table shows them all."""

# One hue from light to dark, so that it reads for every eye and in grey; the number is in it too.
_STEPS = ((0.2, "#E4ECF4"), (0.4, "#BDD3E7"), (0.6, "#86B3D6"), (0.8, "#2E75A8"), (2, "#0B4A7D"))
_SHORT = (("Thành phố ", "TP "), ("Thị xã ", "TX "), ("Huyện ", ""), (" district", ""))
_WORST_COLUMNS = 12


def response_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the response of every district and year as cells with their percentage written in.

    `frame` is measure quality_response. A year in which nobody was to answer has a dash and no
    colour. Cells are bars, because only words inside bars keep their own colour on a dark page.
    """
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1))
    names = _ordered_names(frame)
    cells: dict[tuple[str, int], tuple[float, int, int]] = {
        (str(district), int(year)): (float(share), int(answered), int(supported))
        for district, year, share, answered, supported in zip(
            frame["district"],
            frame["year"],
            frame["response"],
            frame["answered"],
            frame["supported"],
            strict=True,
        )
    }
    places = [(code, year) for code in names for year in years]
    found = [cells.get(place) for place in places]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": [0.96] * len(places),
        "base": [year - 0.48 for _, year in places],
        "y": [names[code] for code, _ in places],
        "text": ["–" if cell is None else _cell_text(cell, language) for cell in found],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "size": 11,
            "color": [GREY if cell is None else _words_on(cell[0]) for cell in found],
        },
        "marker": {
            "color": [
                "rgba(127,140,152,0.10)" if cell is None else _colour(cell[0]) for cell in found
            ]
        },
        "customdata": [
            [str(year), _counted(cell, language)]
            for (_, year), cell in zip(places, found, strict=True)
        ],
        "hovertemplate": "%{y}, %{customdata[0]}: %{customdata[1]}<extra></extra>",
    }
    still_open = {int(year) for year in frame.loc[frame["still_open"].astype("bool"), "year"]}
    return house_figure(
        [bars],
        language,
        height=110 + 28 * max(len(names), 2),
        barmode="overlay",
        bargap=0.06,
        barcornerradius=0,
        margin={"l": 8, "r": 4, "t": 8, "b": 8},
        x_axis={
            "side": "top",
            "range": [years[0] - 0.5, years[-1] + 0.5],
            "tickmode": "array",
            "tickvals": years,
            "ticktext": [f"{year}*" if year in still_open else str(year) for year in years],
            "tickfont": {"size": 12},
        },
        y_axis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [names[code] for code in reversed(names)],
            "showgrid": False,
            "tickfont": {"size": 12},
            "ticksuffix": " ",
        },
    )


def timeliness_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack the records of each year: in time, late, day unknown, not due yet."""
    sums = frame.assign(
        late=frame["dated"] - frame["on_time"],
        waiting=frame["records"] - frame["dated"] - frame["undated"],
    )
    return _stack(
        sums,
        (
            ("on_time", Text("Đúng hạn", "In time"), BLUE, ""),
            ("late", Text("Trễ", "Late"), ORANGE, "/"),
            ("undated", Text("Không rõ ngày", "Day unknown"), LIGHT_GREY, ""),
            ("waiting", Text("Chưa đến hạn", "Not due yet"), GREY, "."),
        ),
        language,
    )


def verified_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack the records of each year: verified, self-reported, not known."""
    sums = frame.assign(self_reported=frame["reporting_known"] - frame["verified"])
    return _stack(
        sums,
        (
            ("verified", Text("Đã kiểm chứng", "Verified"), GREEN, ""),
            ("self_reported", Text("Cơ sở tự khai", "Self-reported"), YELLOW, "/"),
            ("reporting_unknown", Text("Không rõ nguồn", "Not known"), LIGHT_GREY, ""),
        ),
        language,
    )


def completeness_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the emptiest columns (quality_completeness), the share filled in or beside each bar."""
    shown = frame[frame["expected"] >= FEWEST].head(_WORST_COLUMNS).iloc[::-1]
    shares = [float(share) for share in shown["completeness"]]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": shares,
        "y": [
            # A narrow screen has no room for the count beside the bar.
            f"<b>{column}</b> <br>{table} · n = {format_number(int(count), language)} "
            for column, table, count in zip(
                shown["column_name"], shown["table_name"], shown["expected"], strict=True
            )
        ],
        "marker": {"color": BLUE},
        "text": [format_share(share, language) for share in shares],
        "textposition": ["inside" if share > 0.25 else "outside" for share in shares],
        "insidetextanchor": "end",
        "textangle": 0,
        "textfont": {"size": 12},
        "insidetextfont": {"color": "white"},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 42 * max(len(shown), 2),
        x_axis={
            "range": [0, 1.05],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def trend_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw every indicator after each import (quality_trend), imports evenly spaced in order."""
    moments = sorted(frame["imported_at"].unique())
    order = {moment: number for number, moment in enumerate(moments, start=1)}
    styles = zip(
        QUALITY_INDICATOR.codes,
        (BLUE, ORANGE, GREEN, PURPLE, GREY),
        ("circle", "square", "diamond", "triangle-up", "x"),
        ("solid", "dash", "dot", "dashdot", "longdash"),
        strict=True,
    )
    traces: list[Trace] = []
    for code, colour, symbol, dash in styles:
        rows = frame[frame["indicator"] == code.code]
        if rows.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [order[moment] for moment in rows["imported_at"]],
                "y": [float(share) for share in rows["share"]],
                "name": code.label.in_language(language),
                "line": {"color": colour, "width": 2, "dash": dash},
                "marker": {"color": colour, "symbol": symbol, "size": 8},
                "customdata": [
                    f"{format_share(float(share), language, 1)} "
                    f"({format_number(int(part), language)}/{format_number(int(whole), language)})"
                    for share, part, whole in zip(
                        rows["share"], rows["numerator"], rows["denominator"], strict=True
                    )
                ],
                "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=440,
        x_axis={
            "range": [0.7, len(moments) + 0.3],
            "tickmode": "array",
            # At most six days are written, however many imports there were.
            "tickvals": [order[moment] for moment in moments[:: -(-len(moments) // 6)]],
            "ticktext": [
                format_day(date.fromisoformat(moment[:10]), language)
                for moment in moments[:: -(-len(moments) // 6)]
            ],
        },
        y_axis={"range": [-0.02, 1.02], "tickformat": ".0%", "zeroline": False},
    )


def _stack(
    frame: pd.DataFrame, parts: tuple[tuple[str, Text, str, str], ...], language: Language
) -> go.Figure:
    sums = frame.groupby("year")[[column for column, _, _, _ in parts]].sum()
    years = [int(year) for year in sums.index]
    traces: list[Trace] = [
        {
            "type": "bar",
            "x": years,
            "y": [int(count) for count in sums[column]],
            "name": label.in_language(language),
            "marker": {
                "color": colour,
                "pattern": {
                    "shape": shape,
                    "fillmode": "overlay",
                    "fgcolor": "white",
                    "fgopacity": 0.55,
                    "size": 7,
                    "solidity": 0.25,
                },
            },
            "customdata": [format_number(int(count), language) for count in sums[column]],
            "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        }
        for column, label, colour, shape in parts
        if int(sums[column].sum()) > 0
    ]
    title = Text("Phiếu kết quả", "Outcome records").in_language(language)
    return house_figure(
        traces,
        language,
        height=340,
        barmode="stack",
        showlegend=True,
        x_axis=year_axis(years),
        y_axis={"title": {"text": title}, "rangemode": "tozero"},
    )


def _ordered_names(frame: pd.DataFrame) -> dict[str, str]:
    """Return the districts by code, those that answered most in the last year due first.

    Who has nothing to answer for in that year comes after them, the unknown place last.
    """
    due = frame[~frame["still_open"].astype("bool")]
    year = (due if len(due) else frame)["year"].max()
    last = frame[frame["year"] == year].set_index("district")["response"].astype("float")
    names = dict(zip(frame["district"], frame["district_name"], strict=True))
    ordered = sorted(names, key=lambda code: (not is_one_place(code), -last.get(code, -1.0), code))
    return {code: _short(str(names[code])) for code in ordered}


def _short(name: str) -> str:
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name


def _cell_text(cell: tuple[float, int, int], language: Language) -> str:
    share, _, supported = cell
    number = format_number(100 * share, language)
    return f"<i>{number}</i>" if supported < FEWEST else f"<b>{number}</b>"


def _counted(cell: tuple[float, int, int] | None, language: Language) -> str:
    if cell is None:
        return Text("không có cơ sở phải trả lời", "nobody was to answer").in_language(language)
    share, answered, supported = cell
    return (
        f"{format_share(share, language)} "
        f"({format_number(answered, language)}/{format_number(supported, language)})"
    )


def _colour(share: float) -> str:
    return next(colour for top, colour in _STEPS if share < top)


def _words_on(share: float) -> str:
    return INK if share < 0.6 else "white"
