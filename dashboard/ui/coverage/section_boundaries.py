"""Địa giới / Boundaries: a place's yearly figures across the changes of its boundaries."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.vintage_series import vintage_chart
from analysis.exports.notebook_calls import ask
from analysis.geography.vintages import BOUNDARY_VINTAGES, VintageName
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.project_places import answer_project_places
from analysis.measures.unplaced import answer_unplaced
from analysis.measures.vintage_figures import (
    FIGURES,
    OnVintage,
    answer_break,
    known_figures,
    last_total,
    places_on,
    same_code,
    vintage_frame,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.data import figure_on_vintage
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_NOTHING = Text(
    "Chưa có số liệu năm nào của các địa bàn cho ít nhất hai năm.",
    "No yearly figure of places is known for at least two years.",
)
_NEEDED = Text(
    "Cần có: bảng Số liệu năm của đơn vị (dân số, cơ sở, lao động theo huyện hoặc xã).",
    "Needed: the table Unit and year (population, establishments, workers by district or commune).",
)
_UNMOVED = Text(
    "{name}: {figure} qua các năm; địa giới không đổi trong các năm có số liệu",
    "{name}: {figure} over the years; its boundaries did not change in the years there are",
)
_FIGURE = Text("Chỉ tiêu", "Figure")
_BOUNDARIES = Text("Quy về địa giới", "Carried to the boundaries of")
_PLACE = Text("Địa bàn", "Place")
_ALT = Text(
    "Biểu đồ đường: số liệu năm như đã ghi, ngắt ở nơi địa giới đổi, và quy về một địa giới.",
    "Lines: the yearly figure as recorded, broken where boundaries changed, and carried to one.",
)
_CUTS = Text("Không quy được: {reason}", "Cannot be carried: {reason}")
_KEPT = Text(
    "tổng của mọi địa bàn giữ nguyên: {total} năm {year}",
    "the total of all places is kept: {total} in {year}",
)


def answer(view: View) -> str:
    """Return what the change of boundaries did to the place it touched most, as a sentence."""
    known = known_figures(view.snapshot)
    if not known:
        return _NOTHING.in_language(view.language)
    found = figure_on_vintage(view.snapshot, known[0], "districts-2020")
    for unit in places_on(found):
        said = answer_break(found, unit)
        if said is not None:
            return said.in_language(view.language)
    return catalogue()["place_series"].title.in_language(view.language)


def draw(view: View) -> None:
    """Draw a figure of one place carried across changes, and how projects are placed or not."""
    _draw_figure(view)
    _draw_project_places(view)
    _draw_unplaced(view)


def _draw_figure(view: View) -> None:
    known = known_figures(view.snapshot)
    if not known:
        empty_state(_NOTHING.in_language(view.language), _NEEDED.in_language(view.language))
        return
    with st.container(horizontal=True, key="kc-vintage-choice"):
        name = pick_one(
            _FIGURE.in_language(view.language),
            {code: FIGURES[code].title.in_language(view.language) for code in known},
            f"vintage-figure-{view.language}",
        )
        vintage = _pick_vintage(view)
        found = figure_on_vintage(view.snapshot, name, vintage)
        unit = pick_one(
            _PLACE.in_language(view.language),
            {code: name.in_language(view.language) for code, name in places_on(found).items()},
            f"vintage-place-{view.language}",
        )
    frame = ask(vintage_frame, found, name, view.language)
    shown = frame[
        frame["unit_id"].isin(same_code(unit) if vintage != "communes-2025" else {unit})
    ].reset_index(drop=True)
    said = answer_break(found, unit) or _UNMOVED.filled(
        name=places_on(found)[unit], figure=_small(found.figure.title)
    )
    draw_exhibit(
        Exhibit(
            key=f"vintage-{name}-{vintage}-{unit}",
            answer=said.in_language(view.language),
            measure=catalogue()["place_series"],
            frame=shown,
            figure=partial(vintage_chart, found, unit, view.language),
            alternative=_ALT.in_language(view.language),
            counted=_kept(found, view),
            columns=("boundaries_name", "unit_name", "year", "value", "break_reason"),
            time_axis="rows",
        ),
        view,
    )
    # Two units may be cut for one and the same reason.
    for reason in dict.fromkeys(cut.reason for cut in found.carried.cuts):
        st.caption(plain(_CUTS.filled(reason=reason).in_language(view.language)))


def _draw_project_places(view: View) -> None:
    """Draw how the place of each project is known on the boundaries chosen at the side."""
    frame = view.frame("project_places")
    said = answer_project_places(frame, view.scope.vintage)
    if said is not None:
        draw_list(
            f"project-places-{view.scope.vintage}",
            said.in_language(view.language),
            catalogue()["project_places"],
            frame,
            ("basis_name", "projects", "share"),
            view,
        )


def _draw_unplaced(view: View) -> None:
    """Draw the records that have no place on the boundaries chosen at the side."""
    frame = view.frame("unplaced")
    said = answer_unplaced(frame, view.scope.vintage).in_language(view.language)
    if frame.empty:
        st.caption(plain(said))
        return
    draw_list(
        f"unplaced-{view.scope.vintage}",
        said,
        catalogue()["unplaced"],
        frame,
        ("unit_name", "projects", "establishments", "applications", "reason"),
        view,
    )


def _pick_vintage(view: View) -> VintageName:
    names = {code: one.label.in_language(view.language) for code, one in BOUNDARY_VINTAGES.items()}
    return pick_one(
        _BOUNDARIES.in_language(view.language),
        names,
        f"vintage-boundaries-{view.language}",
        "districts-2020",
    )


def _kept(found: OnVintage, view: View) -> str:
    """Return the last year's total of all places, the same on all boundaries, in words."""
    total, year = last_total(found)
    return _KEPT.filled(total=format_number(total, view.language), year=year).in_language(
        view.language
    )


def _small(title: Text) -> Text:
    return Text(title.vi[:1].lower() + title.vi[1:], title.en[:1].lower() + title.en[1:])
