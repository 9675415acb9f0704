"""Choosing a place on the Coverage page: by a click on the map, or from a list beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis.language import Text
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.address import change_scope
from dashboard.ui.order import vietnamese_key
from dashboard.ui.sidebar import widget_key
from dashboard.ui.view import View

_EVERY, _SEVERAL = "", "several"
_LIST_WIDTH = 320

_LABEL = Text("Lọc theo một địa bàn", "Filter by a place")
_EVERYWHERE = Text("Mọi địa bàn", "All places")
_CHOSEN = Text("{n} địa bàn đang chọn", "{n} places chosen")
_CLEAR = Text("Bỏ lọc địa bàn", "Clear the filter by place")


def choose_place(view: View, code: str) -> None:
    """Filter by one place alone; choosing the only one again takes the filter off."""
    case = view.snapshot.case.name
    now = () if view.scope.districts == (code,) else (code,)
    change_scope(case, lambda scope: replace(scope, districts=now))


def place_of(points: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the code of the place among chosen points of a map, None where there is none."""
    return next((str(point["location"]) for point in points if point.get("location")), None)


def draw_place_list(frame: pd.DataFrame, view: View) -> None:
    """Draw the list of places that filters as a click does; `frame` has district and name."""
    names = dict(zip(frame["district"], frame["district_name"], strict=True))
    codes = sorted(names, key=lambda code: (code == UNKNOWN_CODE, vietnamese_key(names[code])))
    case, chosen = view.snapshot.case.name, view.scope.districts
    words = {_EVERY: _EVERYWHERE.in_language(view.language), **names}
    options = [_EVERY, *codes]
    if len(chosen) > 1:
        words[_SEVERAL] = _CHOSEN.filled(n=len(chosen)).in_language(view.language)
        options.insert(1, _SEVERAL)
    shown = _SEVERAL if len(chosen) > 1 else chosen[0] if chosen else _EVERY
    key = widget_key("coverage-place", case, view.language)
    wanted = shown if shown in options else _EVERY
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted

    def changed() -> None:
        code = st.session_state[key]
        if code in names or code == _EVERY:
            now = (code,) if code else ()
            change_scope(case, lambda scope: replace(scope, districts=now))

    st.selectbox(
        _LABEL.in_language(view.language),
        options,
        format_func=lambda code: words.get(code, code),
        key=key,
        on_change=changed,
        filter_mode=None,
        placeholder="–",
        width=_LIST_WIDTH,
    )
    if chosen:
        st.button(
            _CLEAR.in_language(view.language),
            key="coverage-clear-place",
            icon=":material/filter_alt_off:",
            on_click=lambda: change_scope(case, lambda scope: replace(scope, districts=())),
        )
