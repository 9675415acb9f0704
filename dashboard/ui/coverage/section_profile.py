"""Hồ sơ địa bàn / Profile: one place on one page of A4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.language import Text, format_day
from analysis.measures import catalogue
from analysis.measures.place_profile import answer_profile
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.chart import Exhibit, draw_details, provenance
from dashboard.ui.coverage.profile_sheet import sheet_html
from dashboard.ui.data import measure_frame, profile_of
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View

_NOTHING = Text(
    "Chưa có địa bàn nào có cơ sở thuộc đối tượng trong phạm vi này.",
    "No place of this selection has an eligible establishment.",
)
_NEEDED = Text(
    "Cần: danh sách cơ sở kèm địa bàn, ngành và quy mô.",
    "Needed: the establishments with their place, industry and size.",
)
_PLACE = Text("Địa bàn", "Place")
_CAPTION = Text("{name} · số liệu đến ngày {day} · {years}", "{name} · data up to {day} · {years}")
_YEARS = Text("các năm {first}–{last}", "years {first} to {last}")
_ALL_YEARS = Text("mọi năm", "all years")
_PRINT = Text("In một trang A4", "Print one page of A4")


def answer(view: View) -> str:
    """Return how far support reached in the place shown, as a sentence."""
    coverage = _coverage(view)
    names = _names(coverage, view)
    if not names:
        return _NOTHING.in_language(view.language)
    said = answer_profile(coverage, _chosen(view, names))
    return (said or _NOTHING).in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of a place and its sheet."""
    names = _names(_coverage(view), view)
    if not names:
        empty_state(_NOTHING.in_language(view.language), _NEEDED.in_language(view.language))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-profile-choice"):
        place = pick_one(_PLACE.in_language(view.language), names, _key(view))
        st.button(
            _PRINT.in_language(view.language),
            key="kc-print",
            icon=":material/print:",
        )
    facts = profile_of(view.snapshot, replace(view.scope, districts=(place,)))
    exhibit = Exhibit(
        key=f"coverage-profile-{place}",
        answer=names[place],
        measure=catalogue()["place_profile"],
        frame=facts,
        figure=None,
        alternative="",
    )
    st.html(sheet_html(facts, _caption(names[place], view)))
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _coverage(view: View) -> pd.DataFrame:
    whole = replace(view.scope, districts=())
    return measure_frame("coverage_by_district", view.snapshot, whole)


def _names(coverage: pd.DataFrame, view: View) -> dict[str, str]:
    """Return the places that have a sheet: those of the scope, without the unknown one."""
    asked = view.scope.districts
    return {
        str(code): str(name)
        for code, name in zip(coverage["district"], coverage["district_name"], strict=True)
        if code != UNKNOWN_CODE and (not asked or code in asked)
    }


def _key(view: View) -> str:
    return f"coverage-profile-{view.language}"


def _chosen(view: View, names: Mapping[str, str]) -> str:
    """Return the place the list shows, or will show: the first where it shows none of these."""
    shown = st.session_state.get(_key(view))
    return str(shown) if shown in names else next(iter(names))


def _caption(name: str, view: View) -> str:
    years = view.scope.years
    words = (_YEARS.filled(first=min(years), last=max(years)) if years else _ALL_YEARS).in_language(
        view.language
    )
    day = format_day(view.snapshot.case.as_of, view.language)
    return _CAPTION.filled(name=name, day=day, years=words).in_language(view.language)
