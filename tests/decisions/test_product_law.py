"""Products by the law's order of industries: what most makers do, and what is not known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.decisions.product_law import law_ranks, product_law
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

# product: level, until, key, industry; makers with what they report: -> place, place at best
Maker = dict[str, object]
CASES: dict[str, tuple[tuple[object, ...], list[Maker], tuple[int, int]]] = {
    "typical": (("nation", "2025-12-31", False, "31"), [{}], (1, 1)),
    "ended": (("nation", "2025-12-30", False, "31"), [{}], (3, 3)),
    "unread": (("region", None, False, "31"), [{}], (3, 1)),
    "key": (("none", None, True, "31"), [{}], (1, 1)),
    "key?": (("none", None, None, "28"), [{}], (2, 1)),
    "mechanical": (("none", None, False, "28"), [{}], (2, 2)),
    "supporting?": (("none", None, False, "26"), [{}], (3, 2)),
    "no industry": (("none", None, False, None), [{}], (3, 2)),
    "most local": (
        ("none", None, False, "31"),
        [{"local_material_share": share} for share in (0.51, 0.6, 0.5)],
        (1, 1),
    ),
    "half local": (
        ("none", None, False, "31"),
        [{"local_material_share": share} for share in (0.51, 0.5)],
        (3, 3),
    ),
    # Who does not say is not counted: one of one that is known.
    "one says": (("none", None, False, "31"), [{"exports": 1}, {"exports": None}], (1, 1)),
    "fifty": (("none", None, False, "31"), [{"workers": 50}], (1, 1)),
    "forty-nine": (("none", None, False, "31"), [{"workers": 49}], (3, 3)),
    "silent": (
        ("none", None, False, "31"),
        [{"workers": None, "exports": None, "local_material_share": None}],
        (3, 1),
    ),
    "long ago": (("none", None, False, "31"), [{"year": 2021, "workers": 50}], (3, 1)),
    "closed": (
        ("none", None, False, "31"),
        [{}, {"workers": 50, "closed_on": "2025-06-30"}],
        (3, 3),
    ),
    "elsewhere": (
        ("none", None, False, "31"),
        [{"workers": 50, "unit_id": "535_v1"}, {"unit_id": "524_v1"}],
        (3, 3),
    ),
    "nobody": (("none", None, False, "31"), [], (3, 1)),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("product-law")
    products, makers, records = [], [], []
    for name, (facts, made_by, _expected) in CASES.items():
        level, until, key, industry = facts
        products.append(
            {
                "product_id": name,
                "name": name,
                "recognition_level": level,
                "recognised_until": until,
                "key_product": key,
                "industry": industry,
            }
        )
        for place, said in enumerate(made_by):
            maker = f"{name}-{place}"
            own = {name: said[name] for name in ("unit_id", "closed_on") if name in said}
            makers.append(
                {"establishment_id": maker, "name": maker, "product_id": name, "size": "micro"}
                | {"unit_id": "524_v1", "closed_on": None}
                | own
            )
            plain = {"year": 2024, "exports": 0, "local_material_share": 0.1, "workers": 5}
            told = {name: value for name, value in said.items() if name not in own}
            records.append({"establishment_id": maker, "currency": "VND"} | plain | told)
    tables = {
        "product": pd.DataFrame(products),
        "establishment": pd.DataFrame(makers),
        "outcome_record": pd.DataFrame(records).astype(
            dict.fromkeys(("exports", "workers"), "Int64")
        ),
    }
    case = write_case(folder / "case", tables, reference=True, geography=True)
    return loaded(case, folder / "workspace")


@pytest.fixture(scope="module")
def law(snapshot: Snapshot) -> pd.DataFrame:
    return product_law(snapshot, Scope()).set_index("product_id")


@pytest.mark.parametrize("name", CASES)
def test_the_place_of_each(law: pd.DataFrame, name: str) -> None:
    row = law.loc[name]
    assert (row["place"], row["best_place"]) == CASES[name][2]


def test_every_place_says_why_in_both_languages(law: pd.DataFrame) -> None:
    assert law.loc["most local", "class_en"] == (
        "Local material over 50 % of material value (2 of 3 makers)"
    )
    assert "(2 trên 3 cơ sở)" in str(law.loc["most local", "class_vi"])
    assert law.loc["one says", "class_en"] == "Exports (1 of 1 makers)"
    assert law.loc["typical", "class_en"] == "Voted typical product"
    assert law.loc["ended", "class_en"] == "No priority industry"
    assert law.loc["unread", "class_en"] == "Class not known"
    assert law.loc["unread", "unknown_en"] == "Voted typical product"
    assert law.loc["key?", "unknown_vi"] == "Sản phẩm công nghiệp trọng điểm"
    assert pd.isna(law["unknown_en"]["mechanical"])


def test_the_highest_stand_first(law: pd.DataFrame) -> None:
    assert law["place"].is_monotonic_increasing
    assert len(law) == len(CASES)


def test_makers_are_those_of_the_scope(snapshot: Snapshot) -> None:
    there = product_law(snapshot, Scope(districts=("535",))).set_index("product_id")
    assert there.loc["elsewhere", "place"] == 1
    # Whose makers are all elsewhere keeps what is the product's own.
    assert there.loc["typical", "place"] == 1
    assert tuple(there.loc["fifty", ["place", "best_place"]]) == (3, 1)


def test_ranks_follow_the_products_asked_about(law: pd.DataFrame) -> None:
    ranks, partial = law_ranks(law.reset_index(), ("key?", "gone", "typical"))
    np.testing.assert_array_equal(ranks, [2.0, np.nan, 1.0])
    assert partial.tolist() == [True, False, False]


def test_nothing_recorded_is_an_empty_frame(workspace: Path) -> None:
    found = product_law(open_snapshot(workspace, "michigan-1987"), Scope())
    assert found.empty
    assert "best_place" in found
