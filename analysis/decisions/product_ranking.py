"""The ranking of products: how each stands by the chosen weights, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.product_words import heading_of, kind_of, value_words
from analysis.decisions.products import Products
from analysis.decisions.scoring.likely_ranks import likely_ranks
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.smaa import Smaa
from analysis.decisions.scoring.table import DecisionTable
from analysis.language import Language, Text
from analysis.measures.model import MeasureColumn
from analysis.measures.phrases import number

NO_PRODUCT = Text(
    "Chưa xếp hạng được: phạm vi này không có sản phẩm nào.",
    "Nothing can be ranked yet: this selection has no product.",
)
ONE_PRODUCT = Text(
    "Chưa xếp hạng được: phạm vi này chỉ có một sản phẩm.",
    "Nothing can be ranked yet: this selection has one product only.",
)
NO_DIFFERENCE = Text(
    "Chưa xếp hạng được {products} sản phẩm: {known} trên {all} tiêu chí có số liệu, và số đã biết "
    "không phân biệt được sản phẩm nào với sản phẩm nào.",
    "{products} products cannot be ranked yet: {known} of {all} criteria have any figure, and what "
    "is known tells no product from another.",
)
EVIDENCE = ("low", "high", "grade")


def why_not_ranked(table: DecisionTable) -> Text | None:
    """Return why products cannot be ranked at all; None where they can."""
    if not table.ids:
        return NO_PRODUCT
    if len(table.ids) == 1:
        return ONE_PRODUCT
    known = [column[np.isfinite(column)] for column in table.values.T]
    if any(len(np.unique(column)) > 1 for column in known):
        return None
    return NO_DIFFERENCE.filled(
        products=number(len(table.ids)),
        known=number(sum(len(column) > 0 for column in known)),
        all=number(len(known)),
    )


def ranking_frame(
    scores: Scores, every: Smaa, products: Products, language: Language
) -> pd.DataFrame:
    """Return one row per product, best first: its ranks and, beside, every criterion with its n.

    `every` tells ranks over all weights. Columns are those of `ranking_columns`.
    """
    table = scores.completed.table
    low, high = likely_ranks(every)
    beside = pd.DataFrame(
        {
            "id": table.ids,
            "likely_low": low,
            "likely_high": high,
            "first_share": every.acceptability[:, 0],
        }
    )
    frame = scores.frame().merge(beside, on="id").rename(columns={"id": "product_id"})
    frame["name"] = frame[f"name_{language}"]
    frame["criteria"] = len(table.criteria)
    told = products.frame.set_index(["product_id", "criterion"])
    for code in products.table.codes:
        own = told.xs(code, level="criterion").reindex(frame["product_id"])
        frame[code] = own["value"].to_numpy(dtype=np.float64)
        frame[f"{code}_n"] = own["n"].array
        for name in EVIDENCE:
            frame[f"{code}_{name}"] = own[name].array
    return frame[[column.name for column in ranking_columns(products.table)]]


def ranking_columns(table: DecisionTable) -> tuple[MeasureColumn, ...]:
    """Return the columns of a ranking: those of ranks, then five of each criterion."""
    columns = list(_RANKS)
    for criterion in table.criteria:
        code, kind = criterion.code, kind_of(criterion.code)
        ends = "number" if kind == "count" else kind
        columns += [
            MeasureColumn(code, kind, heading_of(criterion)),
            MeasureColumn(f"{code}_n", "count", Text("n", "n")),
            MeasureColumn(f"{code}_low", ends, Text("95% từ", "95% from")),
            MeasureColumn(f"{code}_high", ends, Text("95% đến", "95% to")),
            MeasureColumn(f"{code}_grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
        ]
    return tuple(columns)


def criteria_frame(scores: Scores, products: Products, language: Language) -> pd.DataFrame:
    """Return one row per criterion: weight, how many products it is known for, best and middle.

    Columns are those of CRITERIA_COLUMNS; a criterion known for nobody has no weight.
    """
    table = products.table
    weights = dict(zip(scores.completed.table.codes, scores.completed.weights, strict=True))
    told = {one.code: one.counts for one in CRITERIA}
    rows = []
    for column, criterion in enumerate(table.criteria):
        values = table.values[:, column]
        known = np.flatnonzero(np.isfinite(values))
        benefit = criterion.direction == "benefit"
        row = {
            "criterion": criterion.code,
            "criterion_name": criterion.label.in_language(language),
            "unit": criterion.unit.in_language(language),
            "direction": _DIRECTIONS[criterion.direction].in_language(language),
            "weight": weights.get(criterion.code),
            "known": len(known),
            "products": len(table.ids),
            "best": None,
            "best_product": None,
            "median": None,
            "note": told[criterion.code].in_language(language) if criterion.code in told else None,
        }
        if len(known):
            order = values[known] if benefit else -values[known]
            best = int(known[order.argmax()])
            ties = int((order == order.max()).sum()) - 1
            name = table.names[best].in_language(language)
            row["best"] = value_words(criterion.code, float(values[best])).in_language(language)
            row["best_product"] = f"{name} (+{ties})" if ties else name
            middle = float(np.median(values[known]))
            row["median"] = value_words(criterion.code, middle).in_language(language)
        rows.append(row)
    return pd.DataFrame(rows, columns=[column.name for column in CRITERIA_COLUMNS])


_DIRECTIONS = {
    "benefit": Text("cao hơn là tốt", "higher is better"),
    "cost": Text("thấp hơn là tốt", "lower is better"),
}
PRODUCT = (
    MeasureColumn("product_id", "text", Text("Mã sản phẩm", "Product id")),
    MeasureColumn("name", "text", Text("Sản phẩm", "Product")),
)
_RANKS = (
    *PRODUCT,
    MeasureColumn("rank", "count", Text("Hạng", "Rank")),
    MeasureColumn("tied", "flag", Text("Đồng hạng", "Tied")),
    MeasureColumn("score", "number", Text("Điểm", "Score")),
    MeasureColumn("best_rank", "count", Text("Hạng cao nhất có thể", "Best possible rank")),
    MeasureColumn("worst_rank", "count", Text("Hạng thấp nhất có thể", "Worst possible rank")),
    MeasureColumn("likely_low", "count", Text("90% trọng số: từ hạng", "90% of weights: from")),
    MeasureColumn("likely_high", "count", Text("đến hạng", "to rank")),
    MeasureColumn("first_share", "share", Text("Phần trọng số đứng đầu", "Share of weights first")),
    MeasureColumn("unknown", "count", Text("Tiêu chí chưa rõ", "Criteria unknown")),
    MeasureColumn("criteria", "count", Text("Tiêu chí được tính", "Criteria counted")),
)
CRITERIA_COLUMNS = (
    MeasureColumn("criterion", "text", Text("Mã tiêu chí", "Criterion code")),
    MeasureColumn("criterion_name", "text", Text("Tiêu chí", "Criterion")),
    MeasureColumn("unit", "text", Text("Đơn vị", "Unit")),
    MeasureColumn("direction", "text", Text("Chiều", "Direction")),
    MeasureColumn("weight", "share", Text("Trọng số", "Weight")),
    MeasureColumn("known", "count", Text("Sản phẩm đã biết", "Products known")),
    MeasureColumn("products", "count", Text("Sản phẩm", "Products")),
    MeasureColumn("best", "text", Text("Tốt nhất", "Best")),
    MeasureColumn("best_product", "text", Text("Ở sản phẩm", "Of product")),
    MeasureColumn("median", "text", Text("Trung vị", "Median")),
    MeasureColumn("note", "text", Text("Đếm gì", "What it counts")),
)
