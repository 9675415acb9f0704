"""Choosing method and weights: they live in the address, and every change can be taken back."""

from __future__ import annotations

import streamlit as st

from analysis.decisions.product_measures import FIRST_METHOD
from analysis.decisions.scoring.methods import ABOUT, METHODS
from analysis.decisions.scoring.weight_choice import KINDS, MOST_COMPARED, WeightChoice
from analysis.language import Text
from dashboard.ui.address import RANKING
from dashboard.ui.markdown import plain
from dashboard.ui.products.asking import Asked
from dashboard.ui.products.weight_boxes import draw_pairs, draw_sliders, weighable
from dashboard.ui.products.weight_history import has_past, show, take, undo
from dashboard.ui.view import View

_METHOD = Text("Cách tính điểm", "Method")
_WEIGHTS = Text("Trọng số", "Weights")
_SET = Text("Chỉnh trọng số", "Set the weights")
_UNDO = Text("Hoàn tác", "Undo")
_RESET = Text("Về đều nhau", "Back to equal")


def draw_controls(found: Asked, view: View) -> None:
    """Draw the choice of method and weights, with what is needed to set them."""
    if found.unread is not None:
        st.warning(plain(found.unread.in_language(view.language)), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-product-controls"):
        _draw_method(found, view)
        _draw_kind(found, view)
        _draw_going_back(found, view)
    about = ABOUT[found.method].in_language(view.language)
    st.caption(plain(about))
    if found.choice.kind == "equal":
        return
    box = st.expander(
        _SET.in_language(view.language),
        expanded=True,
        key=f"product-weights-box-{found.choice.kind}-{view.language}",
        icon=":material/tune:",
    )
    with box:
        if found.choice.kind == "sliders":
            draw_sliders(found, view)
        else:
            draw_pairs(found, view)


def _draw_method(found: Asked, view: View) -> None:
    key = f"product-method-{view.language}"
    show(key, found.method)

    def changed() -> None:
        if st.session_state[key] == FIRST_METHOD.code:
            st.query_params.pop(RANKING, None)
        elif st.session_state[key] in METHODS:
            st.query_params[RANKING] = st.session_state[key]

    st.segmented_control(
        _METHOD.in_language(view.language),
        list(METHODS),
        format_func=lambda code: METHODS[code].title.in_language(view.language),
        key=key,
        required=True,
        on_change=changed,
    )


def _draw_kind(found: Asked, view: View) -> None:
    key = f"product-weights-kind-{view.language}"
    show(key, found.choice.kind)

    def changed() -> None:
        kind = st.session_state[key]
        if kind == "equal":
            take(found.choice, WeightChoice())
        elif kind == "sliders":
            take(found.choice, WeightChoice("sliders"))
        elif kind == "pairs":
            first = [one.code for one in weighable(found)][: MOST_COMPARED // 2]
            take(found.choice, WeightChoice().comparing(first))

    # Pairs need two criteria that are known.
    kinds = [kind for kind in KINDS if kind != "pairs" or len(weighable(found)) > 1]
    st.segmented_control(
        _WEIGHTS.in_language(view.language),
        kinds,
        format_func=lambda kind: KINDS[kind].in_language(view.language),
        key=key,
        required=True,
        on_change=changed,
    )


def _draw_going_back(found: Asked, view: View) -> None:
    st.button(
        _UNDO.in_language(view.language),
        key="product-weights-undo",
        icon=":material/undo:",
        disabled=not has_past(),
        on_click=undo,
    )
    st.button(
        _RESET.in_language(view.language),
        key="product-weights-reset",
        icon=":material/restart_alt:",
        disabled=found.choice.kind == "equal",
        on_click=lambda: take(found.choice, WeightChoice()),
    )
