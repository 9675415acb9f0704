"""The simulated province as a case: invented projects in real places, under real rules."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.cases.model import Case
from analysis.cases.reference import GEOGRAPHY_FILES, REFERENCE_FILES, reference_tables
from analysis.geography.units import geography_tables
from analysis.language import Text


def build() -> dict[str, pd.DataFrame]:
    """Return the simulated tables, its planted truth, and the real places and reference facts."""
    # Imported on use: listing the cases should not load the simulation.
    from analysis.simulate.province import simulate_province

    facts, invented = reference_tables(), simulate_province()
    notes = pd.concat([facts["annotation"], invented["annotation"]], ignore_index=True)
    return {**geography_tables(), **facts, **invented, "annotation": notes}


CASE = Case(
    name="quang-ngai-simulated",
    kind="simulated",
    title=Text("Tỉnh mô phỏng 2014–2025", "Simulated province 2014–2025"),
    about=Text(
        "SỐ LIỆU MÔ PHỎNG, không phải số liệu thật: cơ sở, đề án và kết quả do máy sinh ra trên "
        "địa giới thật của Quảng Ngãi, hiệu chỉnh theo số liệu đã công bố. Dùng để xem chương "
        "trình làm được gì, không dùng để kết luận về tỉnh.",
        "SIMULATED DATA, not real: establishments, projects and results are generated on the real "
        "boundaries of Quảng Ngãi and calibrated on published figures. For seeing what the "
        "program can do, not for conclusions about the province.",
    ),
    currency="VND",
    as_of=date(2025, 12, 31),
    source=Text("mô phỏng trên máy tính", "computer simulation"),
    build=build,
    files=(*GEOGRAPHY_FILES, *REFERENCE_FILES),
)
