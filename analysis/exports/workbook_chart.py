"""Native charts of a workbook: which columns a spreadsheet program draws, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_formula
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.charts.theme import CATEGORICAL
from analysis.exports.cells import harmless
from analysis.language import Language, Text
from analysis.measures import Measure
from analysis.scope import Scope

ChartKind = Literal["column", "stacked", "bar", "line"]

_TYPES: dict[ChartKind, dict[str, str]] = {
    "column": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "bar": {"type": "bar"},
    "line": {"type": "line"},
}
_AXIS_FORMATS = {"money": "#,##0,,", "share": "0%", "count": "#,##0", "ratio": "0.0"}
_MILLIONS = Text("triệu {}", "millions of {}")
_BELOW, _ABOVE = "below", "above"
_ENDS = {_BELOW: Text("Khoảng dưới", "Below"), _ABOVE: Text("Khoảng trên", "Above")}
_ROW_PIXELS, _LEAST_PIXELS, _MOST_PIXELS, _WIDTH = 26, 320, 720, 760


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """Which columns of a measure are drawn: `values` over the categories of `across`.

    With `split`, the rows are taken apart by that column and each part is a series of the only
    value. `interval` names the columns of the value's lower and upper end. `only` keeps the rows
    where a column has one value.
    """

    kind: ChartKind
    across: str
    values: tuple[str, ...]
    split: str | None = None
    interval: tuple[str, str] | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """Where the cells behind a chart stand: the first row and column, 0-based, of a sheet."""

    sheet: Worksheet
    row: int
    column: int


def chart_table(plan: ChartPlan, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells a chart is drawn from: categories as the index, one column a series.

    Of an interval there are two columns more, the distances below and above the value. Categories
    keep the order of the frame.
    """
    shown = frame
    if plan.only is not None:
        column, value = plan.only
        shown = shown[shown[column] == value]
    if plan.split is not None:
        wide = shown.pivot_table(
            index=plan.across,
            columns=plan.split,
            values=plan.values[0],
            aggfunc="sum",
            sort=False,
            observed=True,
        )
        return wide.astype(float)
    table = shown.set_index(plan.across)[list(plan.values)].astype(float)
    if plan.interval is not None:
        low, high = plan.interval
        ends = shown.set_index(plan.across)[[low, high]].astype(float)
        point = table[plan.values[0]]
        table[_BELOW], table[_ABOVE] = point - ends[low], ends[high] - point
    return table


def draw_chart(
    book: Workbook,
    helper: Helper,
    plan: ChartPlan,
    measure: Measure,
    table: pd.DataFrame,
    scope: Scope,
    currencies: Sequence[str],
) -> tuple[Chart, int]:
    """Write a chart's cells at `helper`; return the chart and its height in pixels."""
    language = scope.language
    series = [str(name) for name in table.columns if name not in (_BELOW, _ABOVE)]
    _write_cells(helper, plan, measure, table, language)
    chart = book.add_chart(_TYPES[plan.kind])
    first, last = helper.row + 1, helper.row + len(table)
    name = helper.sheet.get_name()
    for offset in range(1, len(series) + 1):
        column = helper.column + offset
        one = {
            "name": [name, helper.row, column],
            "categories": [name, first, helper.column, last, helper.column],
            "values": [name, first, column, last, column],
            **_look(plan.kind, CATEGORICAL[(offset - 1) % len(CATEGORICAL)]),
        }
        if plan.interval is not None:
            below = column + len(series)
            one["x_error_bars" if plan.kind == "bar" else "y_error_bars"] = {
                "type": "custom",
                "minus_values": f"={xl_range_formula(name, first, below, last, below)}",
                "plus_values": f"={xl_range_formula(name, first, below + 1, last, below + 1)}",
            }
        chart.add_series(one)
    value = measure.column(plan.values[0])
    axis = {
        "name": axis_title(measure, plan, scope, currencies),
        "num_format": _AXIS_FORMATS.get(value.kind, "#,##0.##"),
        "major_gridlines": {"visible": True, "line": {"color": "#D9DDE3"}},
        "min": None if (table.min(numeric_only=True) < 0).any() else 0,
        "name_font": {"bold": False},
    }
    across: dict[str, object] = {"name": measure.column(plan.across).label.in_language(language)}
    across["name_font"] = {"bold": False}
    if plan.kind == "bar":
        # A spreadsheet program draws the first row at the bottom.
        chart.set_x_axis(axis)
        chart.set_y_axis({**across, "reverse": True, "label_position": "low"})
    else:
        chart.set_y_axis(axis)
        chart.set_x_axis({**across, "label_position": "low"})
    # The sheet has a title already; a lone series would give the chart another.
    chart.set_title({"none": True})
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "top"})
    wanted = _ROW_PIXELS * len(table) + 120 if plan.kind == "bar" else _LEAST_PIXELS
    height = min(max(wanted, _LEAST_PIXELS), _MOST_PIXELS)
    chart.set_size({"width": _WIDTH, "height": height})
    return chart, height


def axis_title(measure: Measure, plan: ChartPlan, scope: Scope, currencies: Sequence[str]) -> str:
    """Return what the value axis counts, and in what unit."""
    value = measure.column(plan.values[0])
    label = value.label.in_language(scope.language)
    if len(plan.values) > 1 or plan.split is not None:
        label = measure.title.in_language(scope.language)
    if value.kind != "money":
        return label
    return f"{label}, {_MILLIONS.in_language(scope.language).format('/'.join(currencies))}"


def _look(kind: ChartKind, colour: str) -> dict[str, object]:
    if kind == "line":
        return {
            "line": {"color": colour, "width": 2.25},
            "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
        }
    return {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}


def _write_cells(
    helper: Helper, plan: ChartPlan, measure: Measure, table: pd.DataFrame, language: Language
) -> None:
    sheet, top, left = helper.sheet, helper.row, helper.column
    for offset, name in enumerate(table.columns, start=1):
        if name in plan.values:
            label = measure.column(str(name)).label.in_language(language)
        else:
            label = _ENDS[name].in_language(language) if name in _ENDS else str(name)
        sheet.write_string(top, left + offset, harmless(label))
        for row, value in enumerate(table[name], start=top + 1):
            if not pd.isna(value):
                sheet.write_number(row, left + offset, float(value))
    for row, category in enumerate(table.index, start=top + 1):
        sheet.write_string(row, left, harmless(str(category)))
