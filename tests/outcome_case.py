"""Six establishments, three years, small enough to add up by hand; prices halve their worth."""

from __future__ import annotations

import pandas as pd

MILLION = 1_000_000

# A is supported in 2021 (machines), B in 2022 (training) and before it not; P's project is only
# planned, so P is not supported. C closed in 2021, D was founded in 2022. N never reports.
ESTABLISHMENTS = pd.DataFrame(
    {
        "establishment_id": ["A", "B", "C", "D", "N", "P"],
        "industry": ["10", "10", "16", "16", "10", "16"],
        "size": "micro",
        "founded_on": ["2010-01-01", "2010-01-01", "2010-01-01", "2022-03-01", None, "2010-01-01"],
        "closed_on": [None, None, "2021-06-30", None, None, None],
    }
)
PROJECTS = pd.DataFrame(
    {
        "project_id": ["M", "T", "L"],
        "plan_year": [2021, 2022, 2021],
        "activity": ["MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "MO_HINH_MAY_MOC"],
        "status": ["settled", "running", "planned"],
    }
)
SUPPORTS = pd.DataFrame(
    {
        "support_id": ["S1", "S2", "S3"],
        "project_id": ["M", "T", "L"],
        "establishment_id": ["A", "B", "P"],
        "year": [2021, 2022, 2021],
        "currency": "VND",
    }
)
PRICES = pd.DataFrame(
    {
        "series": "cpi",
        "currency": "VND",
        "year": [2020, 2021, 2022],
        "index_value": [50.0, 50.0, 100.0],
        "source": "tests",
    }
)
# establishment, year, revenue, value added (million đồng), workers, exports (million), defects.
_REPORTS = (
    ("A", 2020, 100, 40, 4, 0, 0.10),
    ("A", 2021, 200, 80, 4, 50, 0.08),
    ("A", 2022, 500, 300, 5, 0, 0.06),
    ("B", 2020, 60, 30, 3, None, None),
    ("B", 2021, 60, 15, 3, 0, 0.20),
    ("B", 2022, 150, 90, 3, 30, 0.30),
    ("C", 2020, 80, 20, 2, 0, 0.05),
    ("D", 2022, 90, 40, 2, 0, None),
    ("P", 2020, 40, 10, 1, 0, 0.50),
    ("P", 2021, 40, None, 1, 0, 0.40),
    ("P", 2022, 50, -5, 1, 10, 0.40),
)
RECORDS = pd.DataFrame(
    [
        {
            "establishment_id": name,
            "year": year,
            "currency": "VND",
            "revenue": revenue * MILLION,
            "value_added": None if added is None else added * MILLION,
            "workers": workers,
            "exports": None if exports is None else exports * MILLION,
            "defect_rate": defects,
        }
        for name, year, revenue, added, workers, exports, defects in _REPORTS
    ]
).astype({"value_added": "Int64", "exports": "Int64"})

TABLES = {
    "establishment": ESTABLISHMENTS,
    "project": PROJECTS,
    "support": SUPPORTS,
    "price_index": PRICES,
    "outcome_record": RECORDS,
}
