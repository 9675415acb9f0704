"""What a product is today: value added, exports, local material, recognition and reach."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.decisions.product_figure import Figure, over
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Row = Mapping[Hashable, Any]

_EXPIRY = Text(
    "Cấp không rõ, hoặc không rõ chứng nhận còn hạn không.",
    "The level is not known, or whether its certificate is still valid.",
)
_NOBODY = Text(
    "Không cơ sở nào được ghi là làm sản phẩm này.", "No establishment is on record as making it."
)


def level_figures(snapshot: Snapshot, scope: Scope, per: int) -> list[Figure]:
    """Return `value_added_per_worker`, `export_share` and `local_material` of products.

    Of the latest report of each maker in business within three years; `per` smallest units of
    money make one of value added. `n` counts establishments.
    """
    figures = []
    for row in ask_in(PACKAGE, snapshot, scope, "product_levels", {}).to_dict("records"):
        product = str(row["product_id"])
        added = over(_known(row["value_added"]) / per, _known(row["workers"]))
        exported = over(_known(row["exports"]), _known(row["revenue"]))
        figures += [
            Figure(product, "value_added_per_worker", added, int(row["value_added_n"])),
            Figure(product, "export_share", exported, int(row["exports_n"])),
            Figure(
                product,
                "local_material",
                _known(row["local_material"]),
                int(row["local_material_n"]),
            ),
        ]
    return figures


def listed_figures(listed: pd.DataFrame) -> list[Figure]:
    """Return recognition and reach of products as `product_listed` has them.

    `n` is 1 where a fact of the product is known, and the establishments with a known place for
    the districts reached.
    """
    figures = []
    for row in listed.to_dict("records"):
        product = str(row["product_id"])
        figures += [
            _fact(product, "recognition_level", row["recognition"], _EXPIRY),
            _fact(product, "geographical_indication", row["geographical_indication"]),
            _fact(product, "ocop_stars", row["ocop_stars"]),
            _reach(product, row),
        ]
    return figures


def _fact(product: str, criterion: str, value: Any, why: Text | None = None) -> Figure:
    known = _known(value)
    unknown = math.isnan(known)
    return Figure(product, criterion, known, int(not unknown), why if unknown else None)


def _reach(product: str, row: Row) -> Figure:
    placed, establishments = int(row["placed"]), int(row["establishments"])
    if not placed:
        return Figure(product, "districts", math.nan, 0, _NOBODY if not establishments else None)
    note = Text(
        f"{placed} trên {establishments} cơ sở đang hoạt động biết nơi",
        f"{placed} of {establishments} establishments in business have a known place",
    )
    return Figure(product, "districts", float(row["districts"]), placed, note)


def _known(value: Any) -> float:
    return math.nan if pd.isna(value) else float(value)
