"""The law's order on files placed by hand: every class, what is unknown of it, and its day."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.decisions.law_order import DEFINITIONS, law_order, reason_of
from analysis.decisions.selection import Selection
from analysis.dictionary import TABLES
from analysis.geography.units import geography_tables
from analysis.measures import typed_frame
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.file_case import Facts, case_tables
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
NO_AREA, NO_INDUSTRY = 5, 3
PLAIN = {"unit_id": "528_v2", "industry": "31", "product_id": "plain"}
"""Of a place and an industry without priority, with a product that is no typical one."""

# name: establishment -> area place, at best, industry place, at best
CASES: dict[str, tuple[Facts, tuple[int, int, int, int]]] = {
    "none": (PLAIN, (5, 5, 3, 3)),
    "high": (PLAIN | {"unit_id": "535_v1"}, (1, 1, 3, 3)),
    "island": (PLAIN | {"unit_id": "536_v1"}, (1, 1, 3, 3)),
    "poor": (PLAIN | {"unit_id": "530_v1"}, (2, 2, 3, 3)),
    "new countryside": (PLAIN | {"unit_id": "533_v1"}, (3, 3, 3, 3)),
    "hard": (PLAIN | {"unit_id": "529_v1"}, (4, 4, 3, 3)),
    "unclassed": (PLAIN | {"unit_id": "524_v1"}, (5, 1, 3, 3)),
    "no place": (PLAIN | {"unit_id": None}, (5, 1, 3, 3)),
    "commune, classed": (PLAIN | {"unit_id": "21040_v1"}, (2, 2, 3, 3)),
    "typical": (PLAIN | {"product_id": "typical"}, (5, 5, 1, 1)),
    "typical, ended": (PLAIN | {"product_id": "ended"}, (5, 5, 3, 3)),
    "typical?": (PLAIN | {"product_id": "unread"}, (5, 5, 3, 1)),
    "no product": (PLAIN | {"product_id": None}, (5, 5, 3, 1)),
    "key": (PLAIN | {"product_id": "key"}, (5, 5, 1, 1)),
    "exports": (PLAIN, (5, 5, 1, 1)),
    "local": (PLAIN, (5, 5, 1, 1)),
    "half local": (PLAIN, (5, 5, 3, 3)),
    "fifty": (PLAIN, (5, 5, 1, 1)),
    "forty-nine": (PLAIN, (5, 5, 3, 3)),
    "old record": (PLAIN, (5, 5, 3, 1)),
    "no record": (PLAIN, (5, 5, 3, 1)),
    "mechanical": (PLAIN | {"industry": "28"}, (5, 5, 2, 2)),
    "chemical": (PLAIN | {"industry": "20"}, (5, 5, 2, 2)),
    "processing": (PLAIN | {"industry": "10"}, (5, 5, 2, 2)),
    "supporting?": (PLAIN | {"industry": "26"}, (5, 5, 3, 2)),
    "no industry": (PLAIN | {"industry": None}, (5, 5, 3, 2)),
}
RECORDS: dict[str, dict[str, object]] = {
    "exports": {"exports": 1},
    "local": {"local_material_share": 0.51},
    "half local": {"local_material_share": 0.5},
    "fifty": {"workers": 50},
    "forty-nine": {"workers": 49},
}
PRODUCTS = [
    ("plain", "none", None, False),
    ("typical", "province", "2025-12-31", False),
    ("ended", "nation", "2025-12-30", False),
    ("unread", "region", None, False),
    ("key", "none", None, True),
]
CLASSES = [
    ("528_v2", 2024, "none"),
    ("535_v1", 2024, "remote_minority"),
    ("530_v1", 2024, "poor_district"),
    ("533_v1", 2023, "none"),
    ("533_v1", 2024, "new_countryside"),
    ("529_v1", 2024, "hard_area"),
]


def _record(name: str, year: int) -> dict[str, object]:
    plain = {"exports": 0, "local_material_share": 0.1, "workers": 5}
    said = plain | RECORDS.get(name, {})
    return {"establishment_id": name, "year": year, "currency": "VND"} | said


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("law")
    ward = _ward_of("524_v1")
    cases: dict[str, tuple[Facts, Facts]] = {name: (case[0], {}) for name, case in CASES.items()}
    cases["commune, classed"] = (PLAIN | {"unit_id": ward}, {})
    years = {name: 2021 if name == "old record" else 2024 for name in CASES}
    tables = case_tables(
        cases,
        product=[
            {
                "product_id": name,
                "name": name,
                "recognition_level": level,
                "recognised_until": until,
                "key_product": key,
            }
            for name, level, until, key in PRODUCTS
        ],
        outcome_record=[_record(name, year) for name, year in years.items() if name != "no record"],
        unit_year=[
            {"unit_id": unit, "year": year, "priority_area": area, "status": "official"}
            for unit, year, area in [*CLASSES, (ward, 2024, "poor_district")]
        ],
    )
    return loaded(
        write_case(folder / "case", tables, reference=True, geography=True), folder / "workspace"
    )


def _ward_of(district: str) -> str:
    member = geography_tables()["unit_membership"]
    return str(member.loc[member["parent_id"] == district, "unit_id"].iloc[0])


def _rows(order: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {str(row["application_id"]): row for row in order.to_dict("records")}


@pytest.fixture(scope="module")
def order(snapshot: Snapshot) -> pd.DataFrame:
    return law_order(snapshot, ENGLISH).set_index("application_id")


@pytest.mark.parametrize("name", CASES)
def test_a_file_stands_where_the_circular_puts_it(order: pd.DataFrame, name: str) -> None:
    row = order.loc[name]
    found = [
        row[f"{level}{best}_place"] for level in ("area", "industry") for best in ("", "_best")
    ]
    assert tuple(found) == CASES[name][1]
    doubted = CASES[name][1][0] > CASES[name][1][1] or CASES[name][1][2] > CASES[name][1][3]
    assert bool(row["unknown"]) == doubted


def test_files_are_in_the_order_of_their_classes(order: pd.DataFrame) -> None:
    assert list(order["order_no"]) == list(range(1, len(CASES) + 1))
    assert set(order.index[:2]) == {"high", "island"}
    keys = list(zip(order["area_place"], order["industry_place"], strict=True))
    assert keys == sorted(keys)
    assert (order["files"] == len(CASES)).all()


def test_a_reason_says_the_fact_and_what_is_not_known(snapshot: Snapshot) -> None:
    english = _rows(law_order(snapshot, ENGLISH))
    assert english["high"]["area"] == (
        "Highland, island, border or ethnic-minority area (Ba Tơ district, 2024)"
    )
    assert english["island"]["area"].endswith("(Lý Sơn district)"), "by terrain: no year"
    assert english["fifty"]["industry"] == "50 workers or more (50, 2024)"
    assert english["typical"]["industry"] == "Voted typical product (until 31 Dec 2025)"
    assert english["local"]["industry"].endswith("(51%, 2024)")
    assert english["processing"]["industry"] == "Processing industry (Food products)"
    assert reason_of(english["supporting?"], "en") == (
        "No priority area; Class not known (not known: Supporting industry)"
    )
    vietnamese = _rows(law_order(snapshot, Scope()))
    assert reason_of(vietnamese["none"], "vi") == (
        "Không thuộc địa bàn ưu tiên; Không thuộc ngành ưu tiên"
    )
    assert vietnamese["exports"]["industry"] == "Sản xuất hàng xuất khẩu (1 đồng, 2024)"


def test_classes_and_records_are_those_known_on_the_day(snapshot: Snapshot) -> None:
    def places(name: str, day: date) -> tuple[int, int, int, int]:
        asked = Selection(applications=(name,), judged_on=day, known_on=day)
        row = law_order(snapshot, ENGLISH, asked).iloc[0]
        return (
            int(row["area_place"]),
            int(row["area_best_place"]),
            int(row["industry_place"]),
            int(row["industry_best_place"]),
        )

    # Records of 2024 without a day of reporting are not known before the end of 2025.
    assert places("fifty", date(2025, 12, 30)) == (NO_AREA, NO_AREA, NO_INDUSTRY, 1)
    assert places("fifty", date(2025, 12, 31)) == (NO_AREA, NO_AREA, 1, 1)
    # The certificate lasts to the end of 2025: from 2024 on it was surely there.
    assert places("typical", date(2025, 12, 30))[2:] == (1, 1)


def test_a_criterion_of_another_day_does_not_count(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("own order")
    rules = pd.DataFrame(
        [
            ("now", "industry", 1, "industries", "25", "Cơ khí", None, None),
            ("later", "area", 1, "priority_area", "hard_area", "Khó khăn", "2026-01-01", None),
            ("hand", "industry", 2, "other", None, "Doanh nghiệp trẻ", "2026-01-01", None),
        ],
        columns=[
            *("rule_id", "level", "place", "criterion", "parameter", "title_vi"),
            *("valid_from", "valid_to"),
        ],
    )
    tables = case_tables({"one": ({}, {}), "two": ({"industry": "14"}, {})})
    snapshot = loaded(
        write_case(folder / "case", tables | {"priority_rule": rules}, geography=True),
        folder / "workspace",
    )
    now = law_order(snapshot, ENGLISH).set_index("application_id")
    assert now["place"].to_dict() == {"one": 1, "two": 2}
    assert now["area"].unique().tolist() == ["No priority area"], "no rule of areas is in force"
    then = law_order(snapshot, ENGLISH, Selection(judged_on=date(2026, 1, 1)))
    two = then.set_index("application_id").loc["two"]
    assert (two["area_place"], two["area_best_place"]) == (2, 1)
    assert two["industry_unknown"] == "Doanh nghiệp trẻ", "no data tell: it may hold"


def test_the_result_has_the_columns_of_its_definition(snapshot: Snapshot) -> None:
    [definition] = DEFINITIONS
    frame = typed_frame(definition.run(snapshot, ENGLISH), definition)
    assert list(frame) == [column.name for column in definition.columns]
    assert set(definition.sources) <= set(TABLES)
    assert law_order(snapshot, Scope(years=(2019,))).empty
