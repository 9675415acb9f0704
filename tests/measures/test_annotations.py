"""Dated notes inside a scope."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.annotations import MEASURES, annotation_places, answer_annotations
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

TABLES = {
    "annotation": pd.DataFrame(
        {
            "annotation_id": ["law", "storm", "virus", "place", "training"],
            "kind": ["decision", "disaster", "disaster", "programme", "programme"],
            "starts_on": ["2018-05-11", "2020-10-28", "2020-03-01", "2024-01-01", "2024-06-01"],
            "ends_on": [None, None, "2021-12-31", None, None],
            "title_vi": ["Thông tư mới", "Bão số 9", "Dịch", "Việc của huyện", "Việc dạy nghề"],
            "title_en": ["New circular", "Storm Molave", None, "Of the district", "Of training"],
            "unit_id": ["51_v1", None, None, "525_v2", None],
            "activity": [None, None, None, None, "DAO_TAO_NGHE"],
        }
    )
}
(MEASURE,) = MEASURES


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("annotations")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return typed_frame(MEASURE.run(snapshot, scope or Scope()), MEASURE)


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), ["law", "virus", "storm", "place", "training"]),
        (Scope(years=(2021,)), ["virus"]),
        (Scope(years=(2018, 2020)), ["law", "virus", "storm"]),
        (Scope(years=(2019,)), []),
        (Scope(districts=("522",)), ["law", "virus", "storm", "training"]),
        (Scope(districts=("525",)), ["law", "virus", "storm", "place", "training"]),
        (
            Scope(districts=("525",), vintage="recorded"),
            ["law", "virus", "storm", "place", "training"],
        ),
        (Scope(activities=("TU_VAN",)), ["law", "virus", "storm", "place"]),
        (Scope(industries=("10",)), ["law", "virus", "storm", "place", "training"]),
    ],
)
def test_a_note_touches_its_years_place_and_activity(
    snapshot: Snapshot, scope: Scope, found: list[str]
) -> None:
    assert _frame(snapshot, scope)["annotation_id"].tolist() == found


def test_a_note_without_english_is_told_in_vietnamese(snapshot: Snapshot) -> None:
    frame = _frame(snapshot, Scope(language="en")).set_index("annotation_id")
    assert frame.loc["virus", "title"] == "Dịch"
    assert frame.loc["storm", "title"] == "Storm Molave"
    assert frame.loc["storm", "district_name"] == "Whole province"
    assert frame.loc["place", "district_name"] == "Trà Bồng district"
    assert frame.loc["storm", "activity_name"] == "Every activity"


def test_the_answer_tells_the_latest(snapshot: Snapshot) -> None:
    answer = answer_annotations(_frame(snapshot))
    assert answer is not None
    assert answer.en == "5 notes on time charts; the latest: Of training (1 Jun 2024)"
    assert answer_annotations(_frame(snapshot, Scope(years=(2019,)))) is None


def test_a_note_can_be_of_a_district_or_of_a_commune_of_today(snapshot: Snapshot) -> None:
    places = annotation_places(snapshot, "vi")
    assert places["525_v2"] == "Huyện Trà Bồng"
    assert places["21025_v2"] == "Phường Cẩm Thành"
    assert "526_v1" not in places
    assert next(iter(places)).startswith("522")
