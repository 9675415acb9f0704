"""The sheet of a place says what the measures say, for each place of the scope."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.place_profile import PARTS, answer_profile
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from dashboard.ui.coverage.profile_sheet import sheet_html
from tests.measures.test_coverage import TABLES
from tests.own_case import loaded, write_case

MEASURE = "place_profile"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("profile")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _said(frame: pd.DataFrame, district: str) -> dict[str, tuple[str, str | None]]:
    rows = frame[frame["district"] == district]
    return {
        item: (value, None if pd.isna(basis) else basis)
        for item, value, basis in zip(rows["item"], rows["value"], rows["basis"], strict=True)
    }


def test_a_small_place_says_what_is_not_known(small: Snapshot) -> None:
    frame = run_measure(MEASURE, small, Scope(language="en"))
    city = _said(frame, "522")
    assert city["Eligible"] == ("3", None)
    assert city["Share supported"][1] == "1 of 3; 95%: 6.1% to 79%"
    assert city["Told"] == ("2", "67% of 3; 95%: 21% to 94%")
    assert city["Share of poor households"] == ("not known", None)
    assert city["Priority area"] == ("not known", None)
    # Small food makers are in the city only: it would be held against itself.
    assert city["In the funnel, of the same priority"] == ("Cannot tell yet", None)
    ranks = city["Possible ranks, of the same priority, from the least"]
    assert ranks[0] == "cannot tell yet"
    assert ranks[1] is not None
    assert "unknown priority class" in ranks[1]
    # S1 has no amount, which is not nothing.
    assert city["Grants"][0] == "not known"
    assert "unknown" not in set(frame["district"])


def test_every_place_has_every_part_and_agrees_with_the_measures(simulated: Snapshot) -> None:
    frame = run_measure(MEASURE, simulated, Scope())
    coverage = run_measure("coverage_by_district", simulated, Scope()).set_index("district")
    assert set(frame["district"]) == set(coverage.index) - {"unknown"}
    for district, rows in frame.groupby("district"):
        assert list(dict.fromkeys(rows["part"])) == list(PARTS)
        said = _said(frame, str(district))
        told = int(coverage.loc[district, "told"])
        assert said["Được biết"][0] == f"{told:,}".replace(",", ".")
        # Who is not ranked and why stands on every sheet, and on that of the place itself.
        unranked = coverage[coverage["ranked"].isna()].drop(index="unknown")
        value, why = said["Nơi không xếp hạng"]
        assert value == f"{len(unranked)} trên {len(coverage) - 1}"
        assert why is not None
        assert sum(int(part.split()[0]) for part in why.split("; ")) == len(unranked)
        rank = said["Hạng có thể, cùng địa bàn ưu tiên, từ nơi ít nhất"]
        assert (rank[0] == "chưa nói được") == (district in unranked.index)
        assert rank[1] is not None
    poor = _said(frame, "535")
    assert poor["Địa bàn ưu tiên"][0].startswith("Vùng cao, hải đảo")
    assert poor["Tỷ lệ hộ nghèo"][1] == "năm 2024"


def test_a_filter_by_place_chooses_whose_sheet_it_is_and_changes_no_figure(
    simulated: Snapshot,
) -> None:
    whole = run_measure(MEASURE, simulated, Scope())
    one = run_measure(MEASURE, simulated, Scope(districts=("535",)))
    pd.testing.assert_frame_equal(
        one, whole[whole["district"] == "535"].reset_index(drop=True), check_dtype=False
    )


def test_the_title_says_how_far_support_reached(simulated: Snapshot) -> None:
    coverage = run_measure("coverage_by_district", simulated, replace(Scope(), language="en"))
    said = answer_profile(coverage, "535")
    assert said is not None
    row = coverage[coverage["district"] == "535"].iloc[0]
    assert f"{row['supported']} of {row['eligible']} eligible" in said.en
    assert "times what is expected" in said.en
    assert answer_profile(coverage, "999") is None


def test_the_sheet_escapes_what_it_is_given(simulated: Snapshot) -> None:
    frame = run_measure(MEASURE, simulated, Scope(districts=("535",)))
    hostile = frame.assign(value="<script>alert(1)</script>")
    text = sheet_html(hostile, "A & B")
    assert "<script>" not in text
    assert "A &amp; B" in text
    assert text.count('scope="rowgroup"') == len(PARTS)
    assert text.count('scope="row"') == len(frame)
