"""Xếp hạng / Ranking: which products lead by the chosen weights, and how sure that is."""

from __future__ import annotations

from functools import partial

from analysis.charts.product_ranking import MOST_SHOWN, RANKING_ALTERNATIVE, ranking_chart
from analysis.decisions.product_answers import answer_bands, answer_ranking, answer_weights
from analysis.decisions.product_ranking import (
    EVIDENCE,
    criteria_frame,
    ranking_frame,
)
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.smaa import Smaa
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.product_data import over_all_weights
from dashboard.ui.products.asking import (
    Asked,
    asked,
    counted,
    lacks_data,
    nothing_ranked,
    unscored,
)
from dashboard.ui.products.controls import draw_controls
from dashboard.ui.view import View

QUICK_DRAWS = 2_000
"""Draws of weights behind the ranking: enough for its bands, and quick at every change of scope."""

_RANKS = (
    *("name", "rank", "tied", "score", "best_rank", "worst_rank"),
    *("likely_low", "likely_high", "first_share", "unknown"),
)
_CRITERIA = (
    *("criterion_name", "unit", "direction", "weight", "known", "products"),
    *("best", "best_product", "median"),
)
_MOST = Text(
    "Biểu đồ có {shown} trên {all} sản phẩm đứng đầu; bảng có đủ.",
    "The chart shows the first {shown} of {all} products; the table has them all.",
)


def answer(view: View) -> str:
    """Return which products lead, and how sure that is."""
    found = asked(view)
    if found.scores is None:
        return unscored(found, view)
    return answer_ranking(found.scores, _every(found, view), found.choice).in_language(
        view.language
    )


def draw(view: View) -> None:
    """Draw the controls, the ranking with its intervals, and what the criteria are."""
    found = asked(view)
    if found.scores is None:
        draw_unranked(found, view)
        return
    draw_controls(found, view)
    _draw_ranking(found, found.scores, view)
    _draw_criteria(found, found.scores, view)


def draw_unranked(found: Asked, view: View) -> None:
    """Say why there is no ranking; the controls stay where weights alone are to blame."""
    if not lacks_data(found):
        draw_controls(found, view)
    nothing_ranked(found, view)


def _every(found: Asked, view: View) -> Smaa:
    return over_all_weights(view.snapshot, view.scope, found.method, QUICK_DRAWS)


def _draw_ranking(found: Asked, scores: Scores, view: View) -> None:
    every = _every(found, view)
    frame = ask(ranking_frame, scores, every, found.products, view.language)
    shown = [*_RANKS]
    for code in found.products.table.codes:
        shown += [code, f"{code}_n", *(f"{code}_{name}" for name in EVIDENCE)]
    notes = [*scores.notes]
    if len(frame) > MOST_SHOWN:
        numbers = {"shown": MOST_SHOWN, "all": format_number(len(frame), view.language)}
        notes.append(_MOST.filled(**numbers))
    draw_exhibit(
        Exhibit(
            key="product-ranking",
            answer=answer_bands(every).in_language(view.language),
            measure=found.measure("product_ranking"),
            frame=frame,
            figure=partial(ranking_chart, frame, view.language),
            alternative=RANKING_ALTERNATIVE.in_language(view.language),
            counted=counted(scores, view),
            columns=shown,
            remarks=[note.in_language(view.language) for note in notes],
            asked=found.parameters,
        ),
        view,
    )


def _draw_criteria(found: Asked, scores: Scores, view: View) -> None:
    draw_exhibit(
        Exhibit(
            key="product-weights",
            answer=answer_weights(scores, found.products).in_language(view.language),
            measure=found.measure("product_weights"),
            frame=ask(criteria_frame, scores, found.products, view.language),
            figure=None,
            alternative="",
            counted=counted(scores, view),
            columns=_CRITERIA,
            asked=found.parameters,
        ),
        view,
    )
