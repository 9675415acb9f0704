"""Setting bounds of the weights that are tried: all, around those chosen, or own ones."""

from __future__ import annotations

import streamlit as st

from analysis.decisions.scoring.table import Criterion
from analysis.decisions.scoring.weight_bounds import BOUND_KINDS, WeightBounds
from analysis.language import Text
from dashboard.ui.address import BOUNDS
from dashboard.ui.markdown import plain
from dashboard.ui.products.asking import Asked
from dashboard.ui.products.weight_boxes import weighable
from dashboard.ui.products.weight_history import show
from dashboard.ui.view import View

_COLUMNS = 3
_PERCENT = "%d%%"
_TRIED = Text("Trọng số được thử", "Weights tried")
_SET = Text("Đặt giới hạn trọng số", "Set the bounds of weights")
_RULE = Text(
    "Mỗi thanh: trọng số thấp nhất và cao nhất của tiêu chí, theo phần trăm của tổng trọng số.",
    "Each slider: the lowest and highest weight of the criterion, in per cent of all weights.",
)
_WIDEN = Text("Bỏ mọi giới hạn", "Take all bounds off")


def draw_bounds(found: Asked, view: View) -> None:
    """Draw which weights are tried, and the sliders of own bounds."""
    if found.unbounded is not None:
        st.warning(plain(found.unbounded.in_language(view.language)), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-product-bounds"):
        _draw_kind(found, view)
        st.button(
            _WIDEN.in_language(view.language),
            key="product-bounds-reset",
            icon=":material/restart_alt:",
            disabled=found.bounds.kind == "all",
            on_click=lambda: _take(WeightBounds()),
        )
    if found.bounds.kind != "own":
        return
    box = st.expander(
        _SET.in_language(view.language),
        expanded=True,
        key=f"product-bounds-box-{view.language}",
        icon=":material/tune:",
    )
    with box:
        st.caption(_RULE.in_language(view.language))
        columns = st.columns(_COLUMNS)
        for place, criterion in enumerate(weighable(found)):
            with columns[place % _COLUMNS]:
                _draw_ends(found, criterion, view)


def _draw_kind(found: Asked, view: View) -> None:
    key = f"product-bounds-kind-{view.language}"
    show(key, found.bounds.kind)

    def changed() -> None:
        kind = st.session_state[key]
        if kind in BOUND_KINDS:
            _take(WeightBounds(kind))

    st.segmented_control(
        _TRIED.in_language(view.language),
        list(BOUND_KINDS),
        format_func=lambda code: BOUND_KINDS[code].in_language(view.language),
        key=key,
        required=True,
        on_change=changed,
    )


def _draw_ends(found: Asked, criterion: Criterion, view: View) -> None:
    key = f"product-bound-{criterion.code}-{view.language}"
    show(key, found.bounds.of(criterion.code))

    def changed() -> None:
        low, high = st.session_state[key]
        _take(found.bounds.with_ends(criterion.code, int(low), int(high)))

    st.slider(
        plain(criterion.label.in_language(view.language)),
        0,
        100,
        key=key,
        format=_PERCENT,
        on_change=changed,
    )


def _take(bounds: WeightBounds) -> None:
    if bounds.kind == "all":
        st.query_params.pop(BOUNDS, None)
    else:
        st.query_params[BOUNDS] = bounds.code()
