"""Products small enough to work out by hand: four of them, seven establishments, three years.

`fish` is made by A and B in one district, C in another and G, which closed in 2022; `wood` by D,
and by F, whose place is not known. E makes nobody knows what. Nobody makes `brick` and `cloth`.
"""

from __future__ import annotations

import pandas as pd

MILLION = 1_000_000
OTHER, CLOSED = "535", "529"

PRODUCTS = pd.DataFrame(
    [
        ("fish", "Nước mắm", "Fish sauce", "10", "province", "2026-12-31", True, 4),
        ("wood", "Ván ép", None, "16", "none", None, False, None),
        ("brick", "Gạch", None, None, "region", None, None, None),
        ("cloth", "Thổ cẩm", None, "13", "nation", "2024-12-31", True, None),
    ],
    columns=[
        *("product_id", "name", "name_en", "industry", "recognition_level", "recognised_until"),
        *("geographical_indication", "ocop_stars"),
    ],
).astype({"ocop_stars": "Int64", "geographical_indication": "object"})
ESTABLISHMENTS = pd.DataFrame(
    [
        ("A", "fish", "10", "524_v1", None),
        ("B", "fish", "10", "524_v1", None),
        ("C", "fish", "10", "535_v1", None),
        ("D", "wood", "16", "535_v1", None),
        ("E", None, None, "524_v1", None),
        ("F", "wood", "16", None, None),
        ("G", "fish", "10", "529_v1", "2022-06-30"),
    ],
    columns=["establishment_id", "product_id", "industry", "unit_id", "closed_on"],
).assign(size="micro")

_COLUMNS = (
    *("establishment_id", "year", "workers", "revenue", "value_added", "workers_women"),
    *("exports", "local_material_share", "energy_kwh", "waste_tonnes"),
)
# Money in million đồng; None is a question not answered.
_REPORTS = (
    ("A", 2021, 10, 100, 40, 5, None, 0.8, 1000, None),
    ("A", 2022, 12, 110, 50, 5, None, None, 1000, 2.0),
    ("A", 2023, 16, 121, 64, 7, 11, None, 1100, 1.1),
    ("B", 2021, 6, 100, None, None, None, None, None, None),
    ("B", 2022, 6, None, 30, None, None, None, None, None),
    ("B", 2023, 6, 100, None, None, None, None, None, None),
    ("C", 2021, 4, None, None, None, None, None, None, None),
    ("C", 2022, 4, None, None, None, None, None, None, None),
    ("C", 2023, 4, 20, None, None, 0, 0.4, None, None),
    ("D", 2021, 20, 50, None, None, None, None, None, None),
    ("D", 2022, 20, 60, None, None, None, None, None, None),
    ("D", 2023, 20, 60, None, None, None, None, None, None),
    ("E", 2021, 30, None, None, None, None, None, None, None),
    ("E", 2022, 30, None, None, None, None, None, None, None),
    ("E", 2023, 30, None, None, None, None, None, None, None),
    ("F", 2021, 10, None, None, None, None, None, None, None),
    ("F", 2022, 10, None, None, None, None, None, None, None),
    ("F", 2023, 10, None, None, None, None, None, None, None),
    ("G", 2021, 8, None, 99, None, None, None, None, None),
    ("G", 2022, 8, None, None, None, None, None, None, None),
)
RECORDS = pd.DataFrame(list(_REPORTS), columns=list(_COLUMNS)).assign(currency="VND")
for _money in ("revenue", "value_added", "exports"):
    RECORDS[_money] = (RECORDS[_money] * MILLION).astype("Int64")
RECORDS["workers_women"] = RECORDS["workers_women"].astype("Int64")

# A is supported with 40 million in 2023, B in 2022 with nobody knows how much.
PROJECTS = pd.DataFrame(
    {
        "project_id": ["P22", "P23"],
        "plan_year": [2022, 2023],
        "activity": ["DAO_TAO_NGHE", "MO_HINH_MAY_MOC"],
        "status": "settled",
        "unit_id": "524_v1",
    }
)
SUPPORTS = pd.DataFrame(
    {
        "support_id": ["S1", "S2"],
        "project_id": ["P23", "P22"],
        "establishment_id": ["A", "B"],
        "year": [2023, 2022],
        "currency": "VND",
        "grant_amount": pd.array([40 * MILLION, None], dtype="Int64"),
    }
)
TABLES = {
    "product": PRODUCTS,
    "establishment": ESTABLISHMENTS,
    "outcome_record": RECORDS,
    "project": PROJECTS,
    "support": SUPPORTS,
}
