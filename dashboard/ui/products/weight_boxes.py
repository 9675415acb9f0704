"""Setting weights: a slider for each criterion, or judgements on pairs of a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.scoring.pairwise_weights import consistency_words
from analysis.decisions.scoring.table import Criterion
from analysis.decisions.scoring.weight_choice import HIGHEST, MOST_COMPARED, STRONGEST, judged
from analysis.language import Text
from dashboard.ui.markdown import plain
from dashboard.ui.products.asking import Asked
from dashboard.ui.products.weight_history import show, take
from dashboard.ui.view import View

_COLUMNS = 3
_JUDGEMENTS = (*range(STRONGEST, 0, -1), *range(-2, -STRONGEST - 1, -1))
"""From left to right: where the left one matters most, alike, where the right one does."""

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


def draw_sliders(found: Asked, view: View) -> None:
    """Draw a slider for each criterion that is known for any product."""
    st.caption(_SLIDERS.in_language(view.language))
    counts = {one.code: one.counts for one in CRITERIA}
    columns = st.columns(_COLUMNS)
    for place, criterion in enumerate(weighable(found)):
        with columns[place % _COLUMNS]:
            _draw_slider(found, criterion, counts.get(criterion.code), view)


def _draw_slider(found: Asked, criterion: Criterion, counts: Text | None, view: View) -> None:
    key = f"product-weight-{criterion.code}-{view.language}"
    show(key, found.choice.mark(criterion.code))
    st.slider(
        plain(criterion.label.in_language(view.language)),
        0,
        HIGHEST,
        key=key,
        help=None if counts is None else plain(counts.in_language(view.language)),
        on_change=lambda: take(
            found.choice, found.choice.with_mark(criterion.code, int(st.session_state[key]))
        ),
    )


def draw_pairs(found: Asked, view: View) -> None:
    """Draw the criteria compared, how consistent the judgements are, and a judgement a pair."""
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
    # One compared elsewhere may be known for nobody here, and is still chosen.
    able = {one.code for one in weighable(found)} | set(found.choice.compared)
    offered = [code for code in found.products.table.codes if code in able]
    key = f"product-compared-{view.language}"
    show(key, list(found.choice.compared))
    labels = {one.code: one.label for one in found.products.table.criteria}

    def changed() -> None:
        chosen: Sequence[str] = st.session_state[key]
        # Fewer or more than can be compared leave the address, and so the list, as they were.
        if 2 <= len(chosen) <= MOST_COMPARED:
            take(found.choice, found.choice.comparing(chosen))

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
    show(key, found.choice.judgement(first, second))
    label = _PAIR.filled(first=names[0], second=names[1])
    st.select_slider(
        plain(label.in_language(view.language)),
        _JUDGEMENTS,
        format_func=lambda judgement: _said(judgement).in_language(view.language),
        key=key,
        on_change=lambda: take(
            found.choice, found.choice.with_judgement(first, second, int(st.session_state[key]))
        ),
    )


def _said(judgement: int) -> Text:
    if judgement == 1:
        return _ALIKE
    return (_LEFT if judgement > 0 else _RIGHT).filled(times=abs(judgement))


def weighable(found: Asked) -> list[Criterion]:
    """Return the criteria that are known for any product: others cannot weigh anything."""
    known = set() if found.scores is None else set(found.scores.completed.table.codes)
    table = found.products.table
    return [one for one in table.criteria if one.code in known or found.scores is None]
