"""A data set of one's own that starts empty: places and reference facts, and no projects yet."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.cases.model import Case
from analysis.cases.reference import GEOGRAPHY_FILES, REFERENCE_FILES, reference_tables
from analysis.geography.units import geography_tables
from analysis.language import Text

OWN_CASE = "quang-ngai"


def own_case(name: str = OWN_CASE) -> Case:
    """Return the data set the province's files are imported into, before the first of them."""
    title = Text("Số liệu của tỉnh", "The province's own data")
    if name != OWN_CASE:
        title = Text(f"Số liệu riêng «{name}»", f"Own data «{name}»")
    return Case(
        name=name,
        kind="real",
        title=title,
        about=Text(
            "Số liệu do cán bộ nộp vào, đã qua kiểm tra của chương trình.",
            "Data handed in by officers and checked by the program.",
        ),
        currency="VND",
        as_of=date(2000, 1, 1),
        source=Text("tệp do cán bộ nộp", "files handed in by officers"),
        build=_build,
        files=(*GEOGRAPHY_FILES, *REFERENCE_FILES),
    )


def _build() -> dict[str, pd.DataFrame]:
    return {**geography_tables(), **reference_tables()}
