"""Choosing method and weights: they live in the address, and every change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.product_measures import FIRST_METHOD
from analysis.decisions.scoring.methods import ABOUT, METHODS
from analysis.decisions.scoring.pairwise_weights import consistency_words
from analysis.decisions.scoring.table import Criterion
from analysis.decisions.scoring.weight_choice import (
    HIGHEST,
    KINDS,
    MOST_COMPARED,
    STRONGEST,
    WeightChoice,
    judged,
)
from analysis.language import Text
from dashboard.ui.address import RANKING, WEIGHTS
from dashboard.ui.markdown import plain
from dashboard.ui.products.asking import Asked
from dashboard.ui.view import View

_PAST = "product-weights-past"
_MOST_PAST = 50
_COLUMNS = 3
_JUDGEMENTS = (*range(STRONGEST, 0, -1), *range(-2, -STRONGEST - 1, -1))
"""From left to right: where the left one matters most, alike, where the right one does."""

_METHOD = Text("Cách tính điểm", "Method")
_WEIGHTS = Text("Trọng số", "Weights")
_SET = Text("Chỉnh trọng số", "Set the weights")
_UNDO = Text("Hoàn tác", "Undo")
_RESET = Text("Về đều nhau", "Back to equal")
_COMPARED = Text("Tiêu chí được so sánh", "Criteria compared")
_RULE = Text(
    "Từ 2 đến {most} tiêu chí; tiêu chí không được so sánh có trọng số 0. Với từng cặp, chọn bên "
    "nào quan trọng hơn và gấp mấy lần.",
    "From 2 to {most} criteria; one that is not compared has no weight. Of each pair, say which "
    "matters more and how many times.",
).filled(most=MOST_COMPARED)
_PAIR = Text("{first} (trái) – {second} (phải)", "{first} (left) – {second} (right)")
_ALIKE = Text("ngang nhau", "alike")
_LEFT = Text("trái gấp {times}", "left {times} times")
_RIGHT = Text("phải gấp {times}", "right {times} times")
_SLIDERS = Text(
    "Từ 0 (không tính) đến {highest}; tỷ lệ giữa các thanh mới là trọng số.",
    "From 0 (does not count) to {highest}; weights are the proportions between the sliders.",
).filled(highest=HIGHEST)


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
            _draw_sliders(found, view)
        else:
            _draw_pairs(found, view)


def _draw_method(found: Asked, view: View) -> None:
    key = f"product-method-{view.language}"
    _show(key, found.method)

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
    _show(key, found.choice.kind)

    def changed() -> None:
        kind = st.session_state[key]
        if kind == "equal":
            _take(found.choice, WeightChoice())
        elif kind == "sliders":
            _take(found.choice, WeightChoice("sliders"))
        elif kind == "pairs":
            first = [one.code for one in _weighable(found)][: MOST_COMPARED // 2]
            _take(found.choice, WeightChoice().comparing(first))

    # Pairs need two criteria that are known.
    kinds = [kind for kind in KINDS if kind != "pairs" or len(_weighable(found)) > 1]
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
        disabled=not st.session_state.get(_PAST),
        on_click=_undo,
    )
    st.button(
        _RESET.in_language(view.language),
        key="product-weights-reset",
        icon=":material/restart_alt:",
        disabled=found.choice.kind == "equal",
        on_click=lambda: _take(found.choice, WeightChoice()),
    )


def _draw_sliders(found: Asked, view: View) -> None:
    st.caption(_SLIDERS.in_language(view.language))
    counts = {one.code: one.counts for one in CRITERIA}
    columns = st.columns(_COLUMNS)
    for place, criterion in enumerate(_weighable(found)):
        with columns[place % _COLUMNS]:
            _draw_slider(found, criterion, counts.get(criterion.code), view)


def _draw_slider(found: Asked, criterion: Criterion, counts: Text | None, view: View) -> None:
    key = f"product-weight-{criterion.code}-{view.language}"
    _show(key, found.choice.mark(criterion.code))
    st.slider(
        plain(criterion.label.in_language(view.language)),
        0,
        HIGHEST,
        key=key,
        help=None if counts is None else plain(counts.in_language(view.language)),
        on_change=lambda: _take(
            found.choice, found.choice.with_mark(criterion.code, int(st.session_state[key]))
        ),
    )


def _draw_pairs(found: Asked, view: View) -> None:
    names = {one.code: one.label for one in found.products.table.criteria}
    _draw_compared(found, view)
    pairs = judged(found.choice)
    if pairs is not None:
        labels = [names[code] for code in found.choice.compared]
        said = plain(consistency_words(pairs, labels).in_language(view.language))
        if pairs.consistent:
            st.success(said, icon=":material/check_circle:")
        else:
            st.warning(said, icon=":material/rule:")
    columns = st.columns(2)
    for place, pair in enumerate(combinations(found.choice.compared, 2)):
        with columns[place % 2]:
            _draw_pair(found, pair, (names[pair[0]], names[pair[1]]), view)


def _draw_compared(found: Asked, view: View) -> None:
    offered = [one.code for one in _weighable(found)]
    key = f"product-compared-{view.language}"
    _show(key, list(found.choice.compared))
    labels = {one.code: one.label for one in found.products.table.criteria}

    def changed() -> None:
        chosen: Sequence[str] = st.session_state[key]
        # Fewer or more than can be compared leave the address, and so the list, as they were.
        if 2 <= len(chosen) <= MOST_COMPARED:
            _take(found.choice, found.choice.comparing(chosen))

    st.multiselect(
        _COMPARED.in_language(view.language),
        offered,
        format_func=lambda code: labels[code].in_language(view.language),
        key=key,
        on_change=changed,
        placeholder="–",
        select_all=False,
        filter_mode=None,
    )
    st.caption(_RULE.in_language(view.language))


def _draw_pair(found: Asked, pair: tuple[str, str], names: tuple[Text, Text], view: View) -> None:
    first, second = pair
    key = f"product-pair-{first}-{second}-{view.language}"
    _show(key, found.choice.judgement(first, second))
    label = _PAIR.filled(first=names[0], second=names[1])
    st.select_slider(
        plain(label.in_language(view.language)),
        _JUDGEMENTS,
        format_func=lambda judgement: _said(judgement).in_language(view.language),
        key=key,
        on_change=lambda: _take(
            found.choice, found.choice.with_judgement(first, second, int(st.session_state[key]))
        ),
    )


def _said(judgement: int) -> Text:
    if judgement == 1:
        return _ALIKE
    return (_LEFT if judgement > 0 else _RIGHT).filled(times=abs(judgement))


def _weighable(found: Asked) -> list[Criterion]:
    """Return the criteria that are known for any product: others cannot weigh anything."""
    known = set() if found.scores is None else set(found.scores.completed.table.codes)
    table = found.products.table
    return [one for one in table.criteria if one.code in known or found.scores is None]


def _take(now: WeightChoice, chosen: WeightChoice) -> None:
    """Put other weights into the address and remember those before."""
    if chosen == now:
        return
    past = st.session_state.setdefault(_PAST, [])
    st.session_state[_PAST] = [*past, now.code()][-_MOST_PAST:]
    _write(chosen.code())


def _undo() -> None:
    past = st.session_state.get(_PAST, [])
    if past:
        st.session_state[_PAST] = past[:-1]
        _write(past[-1])


def _write(code: str) -> None:
    if code == WeightChoice().code():
        st.query_params.pop(WEIGHTS, None)
    else:
        st.query_params[WEIGHTS] = code


def _show(key: str, value: object) -> None:
    """Show in a widget what the address says, touching it only where the two differ."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
