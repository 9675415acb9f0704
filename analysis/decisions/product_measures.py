"""The definitions of what is told of products: what each table counts, its limits, its columns."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.decisions.product_against_law import LAW_COLUMNS, against_law, law_frame
from analysis.decisions.product_columns import CAVEATS, COUNTS, SOURCES
from analysis.decisions.product_law import product_law
from analysis.decisions.product_position import POSITION_COLUMNS, position_frame
from analysis.decisions.product_ranking import (
    CRITERIA_COLUMNS,
    criteria_frame,
    ranking_columns,
    ranking_frame,
)
from analysis.decisions.product_robust import (
    ACCEPTABILITY_COLUMNS,
    CENTRAL_COLUMNS,
    FLIP_COLUMNS,
    REVERSAL_COLUMNS,
    acceptability_frame,
    central_frame,
    flips_frame,
    reversals_frame,
)
from analysis.decisions.products import Products, product_table
from analysis.decisions.scoring.flips import flips
from analysis.decisions.scoring.methods import ABOUT, METHODS
from analysis.decisions.scoring.prepared import Method
from analysis.decisions.scoring.reversals import reversals
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.smaa import smaa
from analysis.decisions.scoring.table import DecisionTable
from analysis.language import Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import followed_by
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FIRST_METHOD = next(iter(METHODS.values()))
"""The method of a measure that is asked for without one: the simplest to explain."""

_SECOND_OPINION = Text(
    "Điểm là ý kiến thứ hai, không thay thứ tự của quy định. Trọng số là lựa chọn của người dùng, "
    "không phải số liệu. Chỗ chưa rõ được tính bằng trung vị các giá trị đã biết và khoảng hạng "
    "cho biết nó có thể đổi hạng tới đâu. ",
    "A score is a second opinion and does not replace the law's order. Weights are a reader's "
    "choice, not data. The median of the known stands in for what is not, and the interval of "
    "ranks says how far that could move a rank. ",
)
_LIMITS = followed_by(_SECOND_OPINION, CAVEATS)
_LAW_LIMITS = followed_by(
    Text(
        "Quy định xếp cơ sở và đề án, không xếp sản phẩm: bậc của sản phẩm là cách đọc của chúng "
        "tôi. Các tiêu chí cùng bậc được coi là ngang nhau. ",
        "The law ranks establishments and projects, not products: a product's place is our "
        "reading. Criteria of one place are read as alike. ",
    ),
    _LIMITS,
)


def product_measures(table: DecisionTable, method: Method) -> dict[str, Measure]:
    """Return the measures of a table of products scored by a method, by their names."""
    made = (
        _measure(
            "product_ranking",
            Text("Xếp hạng sản phẩm", "Ranking of products"),
            followed_by(_RANKING, followed_by(_about(method), COUNTS)),
            ranking_columns(table),
            lambda products, scope: ranking_frame(
                score(products.table, method),
                smaa(products.table, method),
                products,
                scope.language,
            ),
        ),
        _measure(
            "product_weights",
            Text("Tiêu chí và trọng số", "Criteria and weights"),
            COUNTS,
            CRITERIA_COLUMNS,
            lambda products, scope: criteria_frame(
                score(products.table, method), products, scope.language
            ),
        ),
        _measure(
            "product_acceptability",
            Text("Hạng trên mọi bộ trọng số", "Ranks over all weights"),
            followed_by(_EVERY, _about(method)),
            ACCEPTABILITY_COLUMNS,
            lambda products, scope: acceptability_frame(
                smaa(products.table, method), scope.language
            ),
        ),
        _measure(
            "product_central_weights",
            Text("Trọng số đưa từng sản phẩm lên đầu", "Weights that put each product first"),
            followed_by(_CENTRAL, _about(method)),
            CENTRAL_COLUMNS,
            lambda products, scope: central_frame(smaa(products.table, method), scope.language),
        ),
        _measure(
            "product_flips",
            Text("Trọng số làm đổi vị trí đầu", "Weights that change the lead"),
            followed_by(_FLIPS, _about(method)),
            FLIP_COLUMNS,
            lambda products, scope: flips_frame(
                flips(score(products.table, method)), scope.language
            ),
        ),
        _measure(
            "product_reversals",
            Text("Khi một sản phẩm rời danh sách", "When a product leaves the list"),
            followed_by(_REVERSALS, _about(method)),
            REVERSAL_COLUMNS,
            lambda products, scope: reversals_frame(
                reversals(score(products.table, method)), scope.language
            ),
        ),
        _measure(
            "product_position",
            Text("Một sản phẩm so với các sản phẩm khác", "One product against the others"),
            followed_by(_POSITION, COUNTS),
            POSITION_COLUMNS,
            lambda products, scope: pd.concat(
                [
                    position_frame(products, product, scope.language)
                    for product in products.table.ids
                ]
            ),
        ),
        _against(method),
    )
    return {measure.name: measure for measure in made}


def _against(method: Method) -> Measure:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        law = product_law(snapshot, scope)
        scores = score(product_table(snapshot, scope).table, method)
        return law_frame(against_law(scores, law), law, scope.language)

    return Measure(
        "product_against_law",
        Text("Điểm và thứ tự của quy định", "Score and the law's order"),
        followed_by(_LAW, _about(method)),
        _LAW_LIMITS,
        (*SOURCES, "priority_rule"),
        LAW_COLUMNS,
        run,
    )


def _measure(
    name: str,
    title: Text,
    counts: Text,
    columns: tuple[MeasureColumn, ...],
    made: Callable[[Products, Scope], pd.DataFrame],
) -> Measure:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        return made(product_table(snapshot, scope), scope)

    return Measure(name, title, counts, _LIMITS, SOURCES, columns, run)


def _about(method: Method) -> Text:
    """Return what a method does, to be followed by more."""
    about, title = ABOUT[method.code], method.title
    return Text(f"{title.vi}: {about.vi} ", f"{title.en}: {about.en} ")


_RANKING = Text(
    "Sản phẩm trong danh mục của phạm vi đang chọn, xếp theo điểm. Khoảng hạng: các giá trị chưa "
    "rõ của chính nó tốt nhất, của sản phẩm khác kém nhất, và ngược lại. 90% trọng số: các hạng "
    "giữa khi trọng số được rút ngẫu nhiên từ mọi bộ trọng số có thể (SMAA-2), giá trị chưa chắc "
    "cũng được rút. ",
    "Products on the list inside the chosen scope, by score. Interval of ranks: its own unknown "
    "values at their best and everybody else's at their worst, and the reverse. 90% of weights: "
    "the middle ranks when weights are drawn from all there are (SMAA-2), values that are not sure "
    "drawn too. ",
)
_EVERY = Text(
    "Phần các bộ trọng số cho một sản phẩm một hạng (SMAA-2, Lahdelma và Salminen 2001). Trọng số "
    "rút đều từ mọi bộ trọng số có thể; giá trị có sai số rút theo phân phối chuẩn, giá trị chưa "
    "rõ lấy của một sản phẩm đã biết bất kỳ. Đồng hạng lấy hạng cao hơn. Sai số mô phỏng là sai số "
    "chuẩn do số lần rút có hạn. ",
    "The share of weights that give a product a rank (SMAA-2, Lahdelma and Salminen 2001). Weights "
    "are drawn evenly from all there are; a value with an error is drawn from a normal law, one "
    "not known is that of any product known. Ties share the better rank. The simulation error is "
    "the standard error of so many draws. ",
)
_CENTRAL = Text(
    "Trung bình các bộ trọng số đưa sản phẩm lên đầu. Hệ số tin cậy: với đúng bộ trọng số ấy, sản "
    "phẩm đứng đầu bao nhiêu lần khi rút lại các giá trị chưa chắc. ",
    "The mean of the weights that put a product first. Confidence factor: how often these very "
    "weights put it first when values that are not sure are drawn again. ",
)
_FLIPS = Text(
    "Với từng tiêu chí, mức trọng số gần nhất dưới và trên mức hiện nay mà tại đó sản phẩm khác "
    "đứng đầu, các trọng số khác giữ tỷ lệ với nhau. Tính chính xác, không mô phỏng; xếp theo thay "
    "đổi tương đối nhỏ nhất (Triantaphyllou và Sánchez 1997). ",
    "For each criterion, the nearest weight below and above today's at which another product is "
    "first, the other weights keeping their proportions. Exact, not simulated; the smallest "
    "relative change first (Triantaphyllou and Sánchez 1997). ",
)
_REVERSALS = Text(
    "Bỏ từng sản phẩm rồi chấm lại các sản phẩm còn lại: bao nhiêu cặp đổi chỗ cho nhau dù số liệu "
    "của chúng không đổi (đảo hạng, Belton và Gear 1983). ",
    "Each product is taken out and the rest scored anew: how many pairs change places though "
    "nothing about them has changed (rank reversal, Belton and Gear 1983). ",
)
_POSITION = Text(
    "Ở từng tiêu chí, phần các sản phẩm khác đã biết mà sản phẩm này tốt hơn, bằng nhau tính một "
    "nửa; trung vị của mọi sản phẩm đã biết. Ước tính có khoảng 95%, n và bậc bằng chứng. ",
    "On each criterion, the share of the other products known that this one is better than, those "
    "alike counted as half; the median is of all known. Estimates have a 95% interval, n and an "
    "evidence grade. ",
)
_LAW = Text(
    "Hạng theo bậc ngành nghề của quy định (Thông tư 46/2012, Điều 6, bảng thứ tự ưu tiên đang có "
    "hiệu lực) bên cạnh hạng theo điểm. Sản phẩm tiêu biểu, trọng điểm và nhóm ngành lấy của chính "
    "sản phẩm; xuất khẩu, nguyên liệu tại chỗ và số lao động thuộc về sản phẩm khi đúng với hơn "
    "một nửa số cơ sở làm ra nó có báo cáo trong ba năm. Điều chưa rõ không nâng bậc và được đánh "
    "dấu. Hạng bằng nhau lấy hạng giữa; tau-b của Kendall. Vì sao khác nhau: điểm trừ điểm nếu "
    "tiêu chí ấy ở mức trung vị. ",
    "Ranks by the law's places of industries (Circular 46/2012, article 6, the rules of priority "
    "in force) beside ranks by score. Typical and key products and groups of industries are the "
    "product's own; exports, local material and workers are a product's where they hold for more "
    "than half of its makers with a report of three years. What is not known lifts nothing and is "
    "marked. Ties take the middle rank; Kendall's tau-b. Why the two differ: the score less what "
    "it would be were that criterion at the median. ",
)
