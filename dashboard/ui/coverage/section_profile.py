"""Hồ sơ địa bàn / Profile: one place on one page of A4."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.language import Text, format_day
from analysis.measures import catalogue
from analysis.measures.place_profile import answer_profile
from dashboard.ui.chart import Exhibit, draw_details, provenance
from dashboard.ui.coverage.profile_sheet import sheet_html
from dashboard.ui.data import measure_frame
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
    facts = _facts(view)
    if facts.empty:
        return _NOTHING.in_language(view.language)
    coverage = measure_frame(
        "coverage_by_district", view.snapshot, replace(view.scope, districts=())
    )
    said = answer_profile(coverage, _chosen(view, facts))
    return (said or _NOTHING).in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of a place and its sheet."""
    facts = _facts(view)
    if facts.empty:
        empty_state(_NOTHING.in_language(view.language), _NEEDED.in_language(view.language))
        return
    names = dict(zip(facts["district"], facts["district_name"].astype(str), strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-profile-choice"):
        place = pick_one(_PLACE.in_language(view.language), names, _key(view))
        st.button(
            _PRINT.in_language(view.language),
            key="kc-print",
            icon=":material/print:",
        )
    shown = facts[facts["district"] == place].reset_index(drop=True)
    exhibit = Exhibit(
        key=f"coverage-profile-{place}",
        answer=names[place],
        measure=catalogue()["place_profile"],
        frame=shown,
        figure=None,
        alternative="",
    )
    st.html(sheet_html(shown, _caption(names[place], view)))
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _facts(view: View) -> pd.DataFrame:
    return measure_frame("place_profile", view.snapshot, view.scope)


def _key(view: View) -> str:
    return f"coverage-profile-{view.language}"


def _chosen(view: View, facts: pd.DataFrame) -> str:
    """Return the place the list shows, or will show: the first where it shows none of these."""
    shown = st.session_state.get(_key(view))
    codes = list(facts["district"])
    return str(shown if shown in codes else codes[0])


def _caption(name: str, view: View) -> str:
    years = view.scope.years
    words = (_YEARS.filled(first=min(years), last=max(years)) if years else _ALL_YEARS).in_language(
        view.language
    )
    day = format_day(view.snapshot.case.as_of, view.language)
    return _CAPTION.filled(name=name, day=day, years=words).in_language(view.language)
