"""What a reader asks of products: method, weights and product of the address, and the scores."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.decisions.product_gains import gains_known, productivity_gains
from analysis.decisions.product_measures import FIRST_METHOD, product_measures
from analysis.decisions.product_ranking import why_not_ranked
from analysis.decisions.products import Products
from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.weight_bounds import WeightBounds, read_bounds
from analysis.decisions.scoring.weight_choice import WeightChoice, read_choice
from analysis.language import Text, format_number
from analysis.measures import Measure
from dashboard.ui.address import BOUNDS, PRODUCT, RANKING, WEIGHTS
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.product_data import products_of, scores_of
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

_NEEDED = Text(
    "Cần: danh mục sản phẩm (ngành, sự công nhận, chỉ dẫn địa lý, OCOP), sản phẩm chính của từng "
    "cơ sở và kết quả sản xuất kinh doanh hằng năm của các cơ sở ấy.",
    "Needed: the list of products (industry, recognition, geographical indication, OCOP), the main "
    "product of each establishment, and what these establishments report every year.",
)
_ESTIMATING = Text(
    "Đang ước tính mức tăng năng suất theo ngành, chỉ một lần cho mỗi bản số liệu…",
    "Estimating the gain in productivity by industry, once for each snapshot…",
)
_ESTIMATED = Text(
    "Đang ước tính mức tăng năng suất theo ngành: xong {done} trên {of} ngành",
    "Estimating the gain in productivity by industry: {done} of {of} industries done",
)
_COUNTED = Text("n = {n} sản phẩm, {criteria} tiêu chí", "n = {n} products, {criteria} criteria")


@dataclass(frozen=True, slots=True)
class Asked:
    """The products of a view, scored as the address asks.

    `scores` is None where they cannot be: `problem` then says why. `unread` says what weights of
    the address could not be read, `unbounded` which `bounds`.
    """

    products: Products
    method: str
    choice: WeightChoice
    scores: Scores | None
    problem: Text | None
    unread: Text | None
    bounds: WeightBounds
    unbounded: Text | None

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters of the address that the scores depend on."""
        return {RANKING: self.method, WEIGHTS: self.choice.code()}

    def measure(self, name: str) -> Measure:
        """Return the definition of what is told of these products."""
        return product_measures(self.products.table, METHODS[self.method])[name]


def asked(view: View) -> Asked:
    """Return the products scored by the method and weights of the address."""
    _estimate_first(view)
    with told_while(view.translate("Reading the criteria of products…")):
        products = products_of(view.snapshot, view.scope)
    method = st.query_params.get(RANKING, FIRST_METHOD.code)
    method = method if method in METHODS else FIRST_METHOD.code
    codes = products.table.codes
    choice, unread = read_choice(st.query_params.get(WEIGHTS, ""), codes)
    problem, scores = why_not_ranked(products.table), None
    if problem is None:
        try:
            scores = scores_of(view.snapshot, view.scope, method, choice.code())
        except ScoringError as error:
            problem = error.text
    bounds, unbounded = read_bounds(st.query_params.get(BOUNDS, ""), codes)
    return Asked(products, method, choice, scores, problem, unread, bounds, unbounded)


def _estimate_first(view: View) -> None:
    """Estimate what takes seconds where nobody has yet, saying how far that is."""
    activities = view.scope.activities
    if gains_known(view.snapshot, activities):
        return
    bar = st.progress(0.0, text=_ESTIMATING.in_language(view.language))

    def tell(done: int, of: int) -> None:
        said = _ESTIMATED.filled(
            done=format_number(done, view.language), of=format_number(of, view.language)
        )
        bar.progress(done / max(of, 1), text=said.in_language(view.language))

    productivity_gains(view.snapshot, activities, tell)
    bar.empty()


def asked_product(found: Asked) -> str:
    """Return the product the address names; when it names none there is, the leading one, or the
    first listed where none leads. Raises IndexError without any product."""
    named = st.query_params.get(PRODUCT, "")
    ids = found.products.table.ids
    leader = 0 if found.scores is None else found.scores.leaders[0]
    return named if named in ids else ids[leader]


def lacks_data(found: Asked) -> bool:
    """Tell whether no weights whatever could rank the products."""
    return why_not_ranked(found.products.table) is not None


def nothing_ranked(found: Asked, view: View) -> None:
    """Say why there is no ranking, and what it takes where the data lack it."""
    assert found.problem is not None
    empty_state(
        plain(found.problem.in_language(view.language)),
        _NEEDED.in_language(view.language) if lacks_data(found) else None,
    )


def unscored(found: Asked, view: View) -> str:
    """Return why there is no ranking, as the title of the page."""
    assert found.problem is not None
    return found.problem.in_language(view.language).split(". ", 1)[0].rstrip(".")


def counted(scores: Scores, view: View) -> str:
    """Return how many products and criteria a score is made of."""
    table = scores.completed.table
    numbers = {
        "n": format_number(len(table.ids), view.language),
        "criteria": format_number(len(table.criteria), view.language),
    }
    return _COUNTED.filled(**numbers).in_language(view.language)
