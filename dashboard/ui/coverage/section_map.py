"""Bản đồ / Map: where support reached whom, on a map, on tiles, or year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.coverage_ground import shapes_for
from analysis.charts.coverage_map import coverage_map
from analysis.charts.coverage_units import drawn_units
from analysis.charts.coverage_words import map_lines, year_lines
from analysis.charts.coverage_years_map import coverage_years_map
from analysis.charts.coverage_years_tiles import coverage_years_tiles
from analysis.charts.map_parts import TOPOJSON_CONFIG
from analysis.exports.notebook_calls import ask
from analysis.geography.drawn_shapes import DrawnShapes, ShapeKind
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.coverage import answer_coverage
from analysis.measures.coverage_classes import (
    CLASS_METHODS,
    FIGURES,
    IN_YEAR,
    ClassMethod,
    MapFigure,
    answer_map,
    class_bounds,
)
from analysis.measures.coverage_years import MOST_YEARS, answer_years, last_years
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.coverage.basis import who_is_eligible
from dashboard.ui.coverage.choosing import choose_place, draw_place_list, place_of
from dashboard.ui.coverage.section_compared import basis
from dashboard.ui.data import measure_frame, workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import Code, pick_breakdown
from dashboard.ui.view import View

_KINDS = {
    "map": Text("Bản đồ", "Map"),
    "tiles": Text("Ô vuông", "Tiles"),
    "years": Text("Theo năm", "By year"),
}
# Shorter than the figures' own names: three of these fit beside one another on a phone.
_FIGURES = {
    "supported": Text("Được hỗ trợ", "Supported"),
    "told": Text("Được biết", "Told"),
    "ratio": Text("So với kỳ vọng", "Against expected"),
}
_METHODS: tuple[ClassMethod, ...] = tuple(CLASS_METHODS)
_MOST_UNITS_BY_YEAR = 30

_HOW = Text("Vẽ bằng", "Drawn as")
_FIGURE = Text("Số liệu", "Figure")
_CLASSES = Text("Chia lớp màu theo", "Classes by")

_NOBODY = Text(
    "Phạm vi này không có cơ sở thuộc đối tượng nào.",
    "There is no eligible establishment in this selection.",
)
_NEEDED = Text(
    "Cần: danh sách cơ sở kèm địa bàn, ngành và quy mô.",
    "Needed: the establishments with their place, industry and size.",
)
_NO_PLACE = Text(
    "Chưa vẽ được bản đồ: không địa bàn nào trong phạm vi này có hình.",
    "No map can be drawn: no place of this selection has a shape.",
)
_NO_YEARS = Text(
    "Phạm vi này chưa có năm nào có hỗ trợ để vẽ theo năm.",
    "This selection has no year with support to draw year by year.",
)
_TOO_MANY = Text(
    "Vẽ ô vuông thay cho bản đồ nhỏ: {n} đơn vị × {years} năm trên bản đồ thì mỗi xã chỉ còn vài "
    "điểm ảnh và trang nặng gấp năm lần. Mỗi ô một đơn vị, đặt gần vị trí thật; chấm: khoảng rộng, "
    "màu chưa chắc đúng; chọn địa bàn ở danh sách, không bấm vào ô",
    "Tiles instead of small maps: with {n} units × {years} years a commune would be a few pixels "
    "on a map and the page five times as heavy. A tile for each unit, near where it lies; a dot: "
    "wide interval, the shade is not certain; choose a place from the list, not by a click",
)
_COUNTED = Text("n = {n} cơ sở thuộc đối tượng", "n = {n} eligible establishments")
_MAP_ALT = Text(
    "Bản đồ {n} địa bàn tô theo lớp: {figure}. {answer}. Bảng bên dưới có đủ số liệu; danh sách "
    "«Lọc theo một địa bàn» thay cho bấm chuột.",
    "Map of {n} places shaded by class: {figure}. {answer}. The table below has every figure; the "
    "list “Filter by a place” does what a click does.",
)
_YEARS_ALT = Text(
    "{n} bản đồ nhỏ, mỗi năm một bản, chung thang màu: {figure}. {answer}.",
    "{n} small maps, one a year, on one scale: {figure}. {answer}.",
)
_CLICK = Text(
    "Bấm vào một địa bàn để lọc cả trang; bấm lại để bỏ lọc",
    "Click a place to filter the page by it; click it again to take the filter off",
)
_OUTLINED = Text(
    "Viền đậm: địa bàn đang lọc. Bản đồ vẫn vẽ mọi địa bàn để chọn nơi khác",
    "Outlined: the places filtered by. The map still shows all, so that another can be chosen",
)
_FIGURE_COLUMNS = {
    "supported": ("eligible", "supported", "supported_share", "supported_low", "supported_high"),
    "told": ("eligible", "told", "told_share", "told_low", "told_high"),
    "ratio": ("eligible", "supported", "expected", "ratio", "ratio_low", "ratio_high"),
}


def answer(view: View) -> str:
    """Return how many of the eligible were told and supported, as a sentence."""
    sentence = answer_coverage(view.frame("coverage_by_district"))
    if sentence is None:
        return _NOBODY.in_language(view.language).rstrip(".")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the choices and, by them, the map, the tiles or the small maps of the years."""
    # The map shows every place whatever is filtered by, so that another one can be chosen.
    everywhere = replace(view.scope, districts=())
    frame = measure_frame("coverage_by_district", view.snapshot, everywhere)
    if not frame["eligible"].sum():
        empty_state(_NOBODY.in_language(view.language), _NEEDED.in_language(view.language))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-map-choices"):
        kind = _pick(_HOW, _KINDS, "coverage-map-kind", view)
        figure = IN_YEAR
        if kind != "years":
            figure = FIGURES[_pick(_FIGURE, _FIGURES, "coverage-map-figure", view)]
        method = _METHODS[0]
        if not figure.diverging:
            method = _pick(_CLASSES, CLASS_METHODS, "coverage-map-classes", view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-map-place"):
        draw_place_list(frame, view)
    if kind == "years":
        _draw_years(
            measure_frame("coverage_by_district_and_year", view.snapshot, everywhere), method, view
        )
    else:
        _draw_map(frame, "tiles" if kind == "tiles" else "map", figure, method, view)


def _pick(label: Text, names: Mapping[Code, Text], key: str, view: View) -> Code:
    words = {code: name.in_language(view.language) for code, name in names.items()}
    return pick_breakdown(label.in_language(view.language), words, key)


def _draw_map(
    frame: pd.DataFrame, kind: ShapeKind, figure: MapFigure, method: ClassMethod, view: View
) -> None:
    shapes = ask(shapes_for, frame, view.scope.vintage, workspace(), kind)
    _draw_problems(shapes, view)
    bounds = ask(class_bounds, frame, figure, method)
    said = answer_map(frame, figure, bounds, view.language)
    lines = map_lines(frame, shapes.collection, figure, bounds, view.language)
    if said is None or drawn_units(frame, shapes.collection, figure, bounds).empty:
        _say_without_map(lines, view)
        return
    chosen, hint = _chosen(view)
    draw_exhibit(
        Exhibit(
            key=f"coverage-{kind}-{figure.code}-{method}{_edition(shapes)}",
            answer=said,
            measure=catalogue()["coverage_by_district"],
            frame=frame,
            figure=partial(
                coverage_map, frame, shapes.collection, figure, bounds, view.language, chosen
            ),
            alternative=_MAP_ALT.filled(
                n=len(shapes.collection["features"]), figure=figure.label, answer=said
            ).in_language(view.language),
            counted=_counted(int(frame["eligible"].sum()), view),
            columns=("district_name", *_FIGURE_COLUMNS[figure.code], "position_name"),
            remarks=[
                hint.in_language(view.language),
                *(basis("alike", view) if figure.by_expected else ()),
                *lines,
                *who_is_eligible(view, frame),
                *_note(shapes, view),
            ],
            config=TOPOJSON_CONFIG,
            on_select=lambda points: _clicked(points, frame, view),
        ),
        view,
    )


def _draw_years(frame: pd.DataFrame, method: ClassMethod, view: View) -> None:
    if not frame["eligible"].sum():
        empty_state(_NO_YEARS.in_language(view.language))
        return
    rows = ask(last_years, frame)
    shapes = ask(shapes_for, rows, view.scope.vintage, workspace(), "map", maps=MOST_YEARS)
    many = len(shapes.collection["features"])
    as_tiles = many > _MOST_UNITS_BY_YEAR
    if as_tiles:
        shapes = ask(shapes_for, rows, view.scope.vintage, workspace(), "tiles")
    _draw_problems(shapes, view)
    bounds = ask(class_bounds, rows, IN_YEAR, method)
    sentence = answer_years(rows)
    said = (sentence or IN_YEAR.label).in_language(view.language)
    lines = year_lines(rows, shapes.collection, bounds, view.language, dotted=as_tiles)
    draw = coverage_years_tiles if as_tiles else coverage_years_map
    why = _TOO_MANY.filled(n=many, years=rows["year"].nunique()).in_language(view.language)
    if drawn_units(rows, shapes.collection, IN_YEAR, bounds).empty:
        _say_without_map(lines[1:], view)
        return
    chosen, hint = _chosen(view)
    draw_exhibit(
        Exhibit(
            key=f"coverage-years-{'tiles-' if as_tiles else ''}{method}{_edition(shapes)}",
            answer=said,
            measure=catalogue()["coverage_by_district_and_year"],
            frame=rows,
            figure=partial(draw, rows, shapes.collection, bounds, view.language, chosen),
            alternative=_YEARS_ALT.filled(
                n=rows["year"].nunique(), figure=IN_YEAR.label, answer=said
            ).in_language(view.language),
            columns=(
                *("year", "district_name", "eligible", "supported"),
                *("supported_share", "supported_low", "supported_high", "whole_year"),
            ),
            remarks=[
                why if as_tiles else hint.in_language(view.language),
                *lines,
                *_note(shapes, view),
            ],
            config=TOPOJSON_CONFIG,
            on_select=None if as_tiles else lambda points: _clicked(points, rows, view),
            time_axis="rows",
        ),
        view,
    )


def _say_without_map(lines: Sequence[str], view: View) -> None:
    """Say why no map is drawn, and the numbers it would have had."""
    empty_state(_NO_PLACE.in_language(view.language), _NEEDED.in_language(view.language))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _chosen(view: View) -> tuple[tuple[str, ...], Text]:
    """Return the places filtered by, and the hint that goes with them."""
    chosen = view.scope.districts
    return chosen, _OUTLINED if chosen else _CLICK


def _clicked(points: Sequence[Mapping[str, Any]], frame: pd.DataFrame, view: View) -> None:
    code = place_of(points)
    # A grey unit where nobody is recorded is nothing to filter by.
    if code is not None and code in set(frame["district"]):
        choose_place(view, code)


def _counted(number: int, view: View) -> str:
    return _COUNTED.filled(n=format_number(number, view.language)).in_language(view.language)


def _edition(shapes: DrawnShapes) -> str:
    """Return what tells a chart on one state of an official file from one on another."""
    return f"-{shapes.edition}" if shapes.edition else ""


def _note(shapes: DrawnShapes, view: View) -> list[str]:
    return [shapes.note.in_language(view.language)]


def _draw_problems(shapes: DrawnShapes, view: View) -> None:
    if shapes.problems:
        told = [f"- {plain(one.message.in_language(view.language))}" for one in shapes.problems]
        st.warning("\n".join(told), icon=":material/warning:")
