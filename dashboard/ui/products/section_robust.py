"""Độ vững / Robustness: what all weights, other ones and a candidate that leaves would change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from analysis.charts.product_robustness import (
    ACCEPTABILITY_ALTERNATIVE,
    CENTRAL_ALTERNATIVE,
    acceptability_chart,
    central_chart,
)
from analysis.decisions.product_robust import (
    acceptability_frame,
    answer_central,
    answer_first,
    answer_flips,
    central_frame,
    flips_frame,
    further_flips,
    reversals_frame,
)
from analysis.decisions.scoring.reversals import reversal_words
from analysis.decisions.scoring.smaa import DRAWS, Smaa
from analysis.decisions.scoring.smaa_words import smaa_words
from analysis.decisions.scoring.weight_bounds import WeightBounds, bound_words
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.address import BOUNDS, RANKING, WEIGHTS
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.estimating import (
    Estimate,
    is_estimated,
    not_estimated,
    offer_estimate,
    short_estimate,
)
from dashboard.ui.markdown import plain
from dashboard.ui.product_data import (
    flips_of,
    is_tried,
    reversals_of,
    why_no_weights,
    within_bounds,
)
from dashboard.ui.products.asking import Asked, asked, counted, unscored
from dashboard.ui.products.bound_boxes import draw_bounds
from dashboard.ui.products.controls import draw_controls
from dashboard.ui.products.section_ranking import draw_unranked
from dashboard.ui.view import View

_FLIPS = ("criterion_name", "weight", "threshold", "change", "relative", "new_leader_name")
_WHAT = Text(
    "Hạng của từng sản phẩm dưới {draws} bộ trọng số, và trọng số nào có lợi cho sản phẩm nào.",
    "The rank of every product under {draws} sets of weights, and which weights favour which.",
)
_UNDER = Text(
    "Dưới tên sản phẩm: phần các bộ trọng số đưa nó lên đầu, rồi hệ số tin cậy; trong bảng màu: "
    "trọng số trung bình khi nó đứng đầu.",
    "Below the name of a product: the share of weights that put it first, then its confidence "
    "factor; in the map: the mean weights when it is first.",
)
_DRAWN = Text(
    "{draws} bộ trọng số, sai số mô phỏng của một phần không quá {error} điểm phần trăm",
    "{draws} sets of weights, simulation error of a share at most {error} points",
)


def answer(view: View) -> str:
    """Return who is first under most weights, and how sure that share is."""
    found = asked(view)
    if found.scores is None:
        return unscored(found, view)
    bounded, _contradiction = _bounded(found, view)
    if not is_estimated(view, _estimate(bounded, view)):
        return not_estimated(view)
    said = smaa_words(_every(bounded, view)).in_language(view.language)
    return said.split(". ", 1)[0].rstrip(".")


def draw(view: View) -> None:
    """Draw ranks over all weights, the weights that favour each, flips of the lead, reversals."""
    found = asked(view)
    if found.scores is None:
        draw_unranked(found, view)
        return
    draw_controls(found, view)
    draw_bounds(found, view)
    # What is drawn where bounds leave no room is over all weights, and must say so.
    found, contradiction = _bounded(found, view)
    if contradiction is not None:
        st.error(plain(contradiction.in_language(view.language)), icon=":material/error:")
    estimate = _estimate(found, view)
    if is_estimated(view, estimate):
        every = _every(found, view)
        _draw_acceptability(found, every, view)
        _draw_central(found, every, view)
    else:
        what = _WHAT.filled(draws=format_number(DRAWS, view.language))
        offer_estimate(view, estimate, what.in_language(view.language))
    _draw_flips(found, view)
    _draw_reversals(found, view)


def _bounded(found: Asked, view: View) -> tuple[Asked, Text | None]:
    """Return what is asked, without its bounds where these leave no room, and why."""
    if found.bounds.kind == "all":
        return found, None
    given = view.snapshot, view.scope, found.method, found.choice.code(), found.bounds.code()
    contradiction = why_no_weights(*given)
    if contradiction is None:
        return found, None
    return replace(found, bounds=WeightBounds()), contradiction


def _estimate(found: Asked, view: View) -> Estimate:
    """Return the ranks over the weights asked for, as what waits for a button."""
    given = view.snapshot, view.scope, found.method, found.choice.code(), found.bounds.code(), DRAWS
    return short_estimate(
        "robust",
        view.translate("Ranks under many weights"),
        lambda: is_tried(*given),
        lambda: _every(found, view),
    )


def _every(found: Asked, view: View) -> Smaa:
    """Return the ranks over the weights asked for. Estimated now, if never before."""
    return within_bounds(
        *(view.snapshot, view.scope, found.method, found.choice.code()),
        *(found.bounds.code(), DRAWS),
    )


def _tried(found: Asked, view: View) -> str:
    labels = {one.code: one.label for one in found.products.table.criteria}
    return bound_words(found.bounds, labels).in_language(view.language)


def _asked(found: Asked) -> dict[str, str]:
    """Return the parameters of the address that the ranks over many weights depend on."""
    told = {RANKING: found.method}
    if found.bounds.kind != "all":
        told[BOUNDS] = found.bounds.code()
    if found.bounds.kind == "around":
        told[WEIGHTS] = found.choice.code()
    return told


def _drawn(found: Asked, every: Smaa, view: View) -> str:
    assert found.scores is not None
    words = _DRAWN.filled(
        draws=format_number(every.draws, view.language),
        error=format_number(100 * float(every.errors().max()), view.language, 2),
    )
    return f"{counted(found.scores, view)} · {words.in_language(view.language)}"


def _draw_acceptability(found: Asked, every: Smaa, view: View) -> None:
    frame = ask(acceptability_frame, every, view.language)
    draw_exhibit(
        Exhibit(
            key="product-acceptability",
            answer=answer_first(every, found.bounds.kind != "all").in_language(view.language),
            measure=found.measure("product_acceptability"),
            frame=frame,
            figure=partial(acceptability_chart, frame, view.language),
            alternative=ACCEPTABILITY_ALTERNATIVE.in_language(view.language),
            counted=_drawn(found, every, view),
            columns=("name", "rank", "share", "error"),
            remarks=[smaa_words(every).in_language(view.language), _tried(found, view)],
            asked=_asked(found),
        ),
        view,
    )


def _draw_central(found: Asked, every: Smaa, view: View) -> None:
    frame = ask(central_frame, every, view.language)
    draw_exhibit(
        Exhibit(
            key="product-central",
            answer=answer_central(every).in_language(view.language),
            measure=found.measure("product_central_weights"),
            frame=frame,
            figure=partial(central_chart, frame, view.language),
            alternative=CENTRAL_ALTERNATIVE.in_language(view.language),
            counted=_drawn(found, every, view),
            columns=("name", "first_share", "confidence", "criterion_name", "weight", "equal"),
            remarks=[_UNDER.in_language(view.language)],
            asked=_asked(found),
        ),
        view,
    )


def _draw_flips(found: Asked, view: View) -> None:
    assert found.scores is not None
    flips = flips_of(view.snapshot, view.scope, found.method, found.choice.code())
    told = [text.in_language(view.language) for text in further_flips(flips)]
    sentence = answer_flips(flips).in_language(view.language)
    if flips.single:
        draw_exhibit(
            Exhibit(
                key="product-flips",
                answer=sentence,
                measure=found.measure("product_flips"),
                frame=ask(flips_frame, flips, view.language),
                figure=None,
                alternative="",
                counted=counted(found.scores, view),
                columns=_FLIPS,
                remarks=told,
                asked=found.parameters,
            ),
            view,
        )
        return
    st.header(plain(sentence), anchor=False)


def _draw_reversals(found: Asked, view: View) -> None:
    assert found.scores is not None
    leaving = reversals_of(view.snapshot, view.scope, found.method, found.choice.code())
    draw_exhibit(
        Exhibit(
            key="product-reversals",
            answer=reversal_words(leaving).in_language(view.language).rstrip("."),
            measure=found.measure("product_reversals"),
            frame=ask(reversals_frame, leaving, view.language),
            figure=None,
            alternative="",
            counted=counted(found.scores, view),
            columns=("name", "leader_changes", "swaps", "ties"),
            asked=found.parameters,
        ),
        view,
    )
