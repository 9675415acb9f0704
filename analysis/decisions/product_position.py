"""One product against the others: where it stands on every criterion, and how that is said."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.product_ranking import PRODUCT
from analysis.decisions.product_words import NOT_KNOWN, OWN_FACTS, in_a_sentence, value_words
from analysis.decisions.products import Products
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.table import Floats
from analysis.language import Language, Text
from analysis.measures.model import MeasureColumn
from analysis.measures.phrases import number, sentence

_MEASURED = Text("{value} · trung vị {median} · n = {n}", "{value} · median {median} · n = {n}")
_OWN = Text("{value} · trung vị {median}", "{value} · median {median}")
_GRADED = Text(
    "{value}{span} · trung vị {median} · n = {n} · bậc {grade}",
    "{value}{span} · median {median} · n = {n} · grade {grade}",
)
_SPAN = Text(" ({low} đến {high})", " ({low} to {high})")
_UNKNOWN = Text("chưa rõ · trung vị {median}", "not known · median {median}")


def position_frame(products: Products, product: str, language: Language) -> pd.DataFrame:
    """Return one row per criterion: a product's value, the median, and its position.

    The position is the share of the other products known that this one is better than, those alike
    counted as half; that of both ends of an interval stands beside. Columns as POSITION_COLUMNS.
    """
    table = products.table
    row = table.ids.index(product)
    own_rows = products.frame[products.frame["product_id"] == product].to_dict("records")
    told = {str(one["criterion"]): one for one in own_rows}
    rows = []
    for column, criterion in enumerate(table.criteria):
        own = told[criterion.code]
        others = np.delete(table.values[:, column], row)
        others = others[np.isfinite(others)]
        sign = 1.0 if criterion.direction == "benefit" else -1.0
        value, low, high = (float(own[name]) for name in ("value", "low", "high"))
        known = table.values[:, column][np.isfinite(table.values[:, column])]
        median = float(np.median(known)) if len(known) else math.nan
        ends = sorted((_position(sign * low, sign * others), _position(sign * high, sign * others)))
        rows.append(
            {
                "product_id": product,
                "name": table.names[row].in_language(language),
                "criterion": criterion.code,
                "criterion_name": criterion.label.in_language(language),
                "unit": criterion.unit.in_language(language),
                "value": value,
                "low": low,
                "high": high,
                "n": own["n"],
                "grade": own["grade"],
                "median": median,
                "known": len(known),
                "position": _position(sign * value, sign * others),
                "position_low": ends[0],
                "position_high": ends[1],
                "words": _words(criterion.code, own, median).in_language(language),
                "note": own["note"],
            }
        )
    frame = pd.DataFrame(rows, columns=[column.name for column in POSITION_COLUMNS])
    return frame.astype({"n": "Int64", "grade": "Int64"})


def answer_position(frame: pd.DataFrame, scores: Scores) -> Text:
    """Return a product's rank and on how many criteria it is better than the median one."""
    table = scores.completed.table
    row = table.ids.index(str(frame["product_id"].iloc[0]))
    known = frame[frame["position"].notna()]
    return sentence(
        "{name}: hạng {rank} trên {all} ({method}); hơn nửa số sản phẩm khác ở {better} trên "
        "{known} tiêu chí đã biết, {unknown} tiêu chí chưa rõ",
        "{name}: rank {rank} of {all} ({method}); better than half of the others on {better} of "
        "{known} criteria known, {unknown} not known",
        name=table.names[row],
        rank=number(int(scores.ranks[row])),
        all=number(len(table.ids)),
        method=in_a_sentence(scores.method.title),
        better=number(int((known["position"] > 0.5).sum())),
        known=number(len(known)),
        unknown=number(len(frame) - len(known)),
    )


def answer_standing(frame: pd.DataFrame, name: Text) -> Text:
    """Return on which criteria a product stands highest and lowest among the others."""
    known = frame[frame["position"].notna()].sort_values("position", kind="stable")
    if known.empty:
        return sentence(
            "{name}: chưa tiêu chí nào so được với sản phẩm khác",
            "{name}: no criterion can be compared with other products",
            name=name,
        )
    labels = {one.code: one.label for one in CRITERIA}
    best, worst = (str(known["criterion"].iloc[place]) for place in (-1, 0))
    return sentence(
        "{name} mạnh nhất ở «{best}», yếu nhất ở «{worst}»",
        "{name} stands highest on “{best}”, lowest on “{worst}”",
        name=name,
        best=labels[best],
        worst=labels[worst],
    )


def _position(value: float, others: Floats) -> float:
    """Return the share of others that are worse, those alike by half; NaN where it is not known."""
    if math.isnan(value) or not len(others):
        return math.nan
    return float(((others < value) + 0.5 * (others == value)).mean())


def _words(code: str, own: Mapping[Hashable, Any], median: float) -> Text:
    middle = value_words(code, median)
    value = float(own["value"])
    if math.isnan(value):
        return NOT_KNOWN if math.isnan(median) else _UNKNOWN.filled(median=middle)
    told = value_words(code, value)
    if code in OWN_FACTS:
        return _OWN.filled(value=told, median=middle)
    counted = number(int(own["n"]))
    if pd.isna(own["grade"]):
        return _MEASURED.filled(value=told, median=middle, n=counted)
    span: Text | str = ""
    if not math.isnan(float(own["low"])):
        low, high = (value_words(code, float(own[name])) for name in ("low", "high"))
        span = _SPAN.filled(low=low, high=high)
    return _GRADED.filled(value=told, span=span, median=middle, n=counted, grade=int(own["grade"]))


POSITION_COLUMNS = (
    *PRODUCT,
    MeasureColumn("criterion", "text", Text("Mã tiêu chí", "Criterion code")),
    MeasureColumn("criterion_name", "text", Text("Tiêu chí", "Criterion")),
    MeasureColumn("unit", "text", Text("Đơn vị", "Unit")),
    MeasureColumn("value", "number", Text("Giá trị", "Value")),
    MeasureColumn("low", "number", Text("95% từ", "95% from")),
    MeasureColumn("high", "number", Text("95% đến", "95% to")),
    MeasureColumn("n", "count", Text("n", "n")),
    MeasureColumn("grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
    MeasureColumn("median", "number", Text("Trung vị", "Median")),
    MeasureColumn("known", "count", Text("Sản phẩm đã biết", "Products known")),
    MeasureColumn("position", "share", Text("Tốt hơn phần này", "Better than")),
    MeasureColumn("position_low", "share", Text("Tốt hơn, từ", "Better than, from")),
    MeasureColumn("position_high", "share", Text("Tốt hơn, đến", "Better than, to")),
    MeasureColumn("words", "text", Text("Đọc", "In words")),
    MeasureColumn("note", "text", Text("Ghi chú", "Note")),
)
