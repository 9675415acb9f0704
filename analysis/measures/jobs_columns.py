"""Columns, units and limits that all measures of jobs share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.language import Language, Text
from analysis.measures.model import MeasureColumn

LEAST_KNOWN = 10
"""A rate over fewer known establishments is withheld: it would tell of single ones."""

FEW_KNOWN = 30
"""A rate over fewer than this is shown with a warning."""

CountedIn = Literal["workers", "fte", "women", "skilled"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What jobs are counted in: its code, the column of mart_outcome and its names."""

    code: CountedIn
    column: str
    name: Text
    of_jobs: Text


UNITS = (
    Unit("workers", "workers", Text("Lao động", "Workers"), Text("việc làm", "jobs")),
    Unit(
        "fte",
        "full_time_equivalents",
        Text("Quy đổi toàn thời gian", "Full-time equivalents"),
        Text("việc làm quy đổi toàn thời gian", "full-time equivalent jobs"),
    ),
    Unit(
        "women",
        "workers_women",
        Text("Lao động nữ", "Women"),
        Text("việc làm của lao động nữ", "women's jobs"),
    ),
    Unit(
        "skilled",
        "workers_skilled",
        Text("Lao động qua đào tạo", "Skilled workers"),
        Text("việc làm qua đào tạo", "skilled jobs"),
    ),
)

COUNTED_IN = (
    MeasureColumn("counted_in", "code", Text("Mã cách tính", "Code of unit")),
    MeasureColumn("counted_in_name", "text", Text("Tính bằng", "Counted in")),
)


def unit_of(code: str) -> Unit:
    """Return what jobs are counted in by its code; raises KeyError when there is none."""
    for unit in UNITS:
        if unit.code == code:
            return unit
    raise KeyError(code)


def unit_columns(unit: Unit, language: Language) -> dict[str, object]:
    """Return the code and name of what jobs are counted in, as columns of a row."""
    return {"counted_in": unit.code, "counted_in_name": unit.name.in_language(language)}


def number_column(name: str, vi: str, en: str) -> MeasureColumn:
    """Return a column of numbers that need not be whole."""
    return MeasureColumn(name, "number", Text(vi, en))


def count_column(name: str, vi: str, en: str) -> MeasureColumn:
    """Return a column of counts."""
    return MeasureColumn(name, "count", Text(vi, en))


def share_column(name: str, vi: str, en: str) -> MeasureColumn:
    """Return a column of fractions."""
    return MeasureColumn(name, "share", Text(vi, en))


_TYPES: dict[str, Any] = {"year": "Int64", "count": "Int64", "money": "Int64", "flag": "boolean"}
_FLOATS = ("number", "share", "ratio")


def framed(rows: Sequence[dict[str, object]], columns: Sequence[MeasureColumn]) -> pd.DataFrame:
    """Return rows as a frame of exactly these columns; what a row does not say is unknown.

    Amounts of money are rounded to whole units.
    """
    filled = {
        column.name: pd.Series(
            [_cell(row.get(column.name), column) for row in rows], dtype="object"
        ).astype(_TYPES.get(column.kind, "Float64" if column.kind in _FLOATS else "object"))
        for column in columns
    }
    return pd.DataFrame(filled)


def _cell(value: object, column: MeasureColumn) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return round(value) if column.kind == "money" and isinstance(value, float) else value


SOURCES = ("outcome_record", "establishment", "support", "project")

FTE_NOTE = Text(
    " Quy đổi toàn thời gian: số cơ sở khai; nếu không khai thì suy ra, lao động thời vụ tính theo "
    "số tháng làm việc, lao động hưởng lương sản phẩm tính theo tiền công trên tiền lương bình "
    "quân.",
    " Full-time equivalents: as reported; else derived, seasonal workers by the months worked and "
    "piece-rate workers by their pay over the average wage.",
)
EVENTS_NOTE = Text(
    " Mỗi cơ sở trong một năm được hỗ trợ là một lượt, dù có mấy khoản; cơ sở được hỗ trợ lại "
    "trong các năm sau có nhiều lượt. Chỉ gồm khoản hỗ trợ của đề án không bị ngừng và đã qua bước "
    "kế hoạch; năm lọc là năm kế hoạch của đề án.",
    " Each establishment in each year of support counts once, however many its supports; one "
    "supported again in later years counts again. Only supports of projects neither stopped nor "
    "only planned; the years filtered are plan years.",
)
CLOSURE_NOTE = Text(
    " Cơ sở đã đóng cửa tính là mất toàn bộ việc làm; cơ sở không trả lời không tính là mất, được "
    "đếm riêng.",
    " An establishment that closed has lost all its jobs; one that did not answer has lost none "
    "and is counted apart.",
)
ASSOCIATED_NOTE = Text(
    "Là thay đổi đi cùng với hỗ trợ (bậc bằng chứng 1), không phải do hỗ trợ gây ra: chưa so với "
    "cơ sở tương tự không được hỗ trợ.",
    "A change that goes with support (evidence grade 1), not caused by it: not yet held against "
    "similar establishments without support.",
)
PRICES_NOTE = Text(
    " Lựa chọn giá so sánh không ảnh hưởng vì không có số tiền.",
    " The choice of prices changes nothing, as there is no money in it.",
)


def joined(*parts: Text) -> Text:
    """Return texts one after another."""
    return Text("".join(part.vi for part in parts), "".join(part.en for part in parts))
