"""So với thứ tự của luật / Against the law's order: where the score differs from it, and why."""

from __future__ import annotations

from functools import partial

from analysis.charts.product_law import LAW_ALTERNATIVE, law_chart
from analysis.decisions.product_against_law import (
    answer_law,
    class_words,
    compared,
    law_frame,
    told_reasons,
)
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.product_data import beside_law, law_of_products
from dashboard.ui.products.asking import asked, unscored
from dashboard.ui.products.controls import draw_controls
from dashboard.ui.products.section_ranking import draw_unranked
from dashboard.ui.view import View

_NEEDED = Text(
    "Cần: thứ tự ưu tiên đang có hiệu lực; sản phẩm tiêu biểu, trọng điểm, ngành của sản phẩm; "
    "xuất khẩu, nguyên liệu tại chỗ và lao động của cơ sở.",
    "Needed: the order of priority in force; typical and key products and their industry; exports, "
    "local material and workers of establishments.",
)
_COUNTED = Text(
    "n = {n} sản phẩm có bậc theo quy định, {partial} có thể ở bậc cao hơn vì chưa rõ",
    "n = {n} products with a place by law, {partial} may stand higher as something is not known",
)
_COLUMNS = (
    *("name", "place", "law_rank", "score_rank", "gap"),
    *("class", "unknown", "partial", "why"),
)


def answer(view: View) -> str:
    """Return how alike the score and the law's order are."""
    found = asked(view)
    if found.scores is None:
        return unscored(found, view)
    beside = beside_law(view.snapshot, view.scope, found.method, found.choice.code())
    said = answer_law(beside).in_language(view.language)
    return said if not compared(beside) else said.split(". ", 1)[0]


def draw(view: View) -> None:
    """Draw both ranks of each product, those that differ most first, and why they do."""
    found = asked(view)
    if found.scores is None:
        draw_unranked(found, view)
        return
    draw_controls(found, view)
    beside = beside_law(view.snapshot, view.scope, found.method, found.choice.code())
    said = answer_law(beside).in_language(view.language)
    if not compared(beside):
        empty_state(plain(f"{said}."), _NEEDED.in_language(view.language))
        return
    law = law_of_products(view.snapshot, view.scope)
    frame = ask(law_frame, beside, law, view.language)
    told = [class_words(law), *told_reasons(beside)]
    numbers = {"n": beside.n, "partial": int(beside.partial.sum())}
    words = {name: format_number(value, view.language) for name, value in numbers.items()}
    draw_exhibit(
        Exhibit(
            key="product-law",
            # The title of the page has said the first half.
            answer=said.split(". ", 1)[-1],
            measure=found.measure("product_against_law"),
            frame=frame,
            figure=partial(law_chart, frame, view.language),
            alternative=LAW_ALTERNATIVE.in_language(view.language),
            counted=_COUNTED.filled(**words).in_language(view.language),
            columns=_COLUMNS,
            remarks=[text.in_language(view.language) for text in told],
            asked=found.parameters,
        ),
        view,
    )
