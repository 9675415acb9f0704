"""Errors go together by places where support did."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.panel_clusters import assignment, place_numbers, places_of


def _units(communes: int = 30, each: int = 20) -> pd.DataFrame:
    count = communes * each
    commune = np.repeat(np.arange(communes), each)
    return pd.DataFrame(
        {
            "unit": np.arange(1, count + 1),
            "unit_recorded": (21000 + commune).astype(str),
            "unit_level": "commune",
            "district": (522 + commune % 10).astype(str),
        }
    )


def test_support_of_single_establishments_needs_no_clusters() -> None:
    units = _units()
    supported = np.random.default_rng(1).random(len(units)) < 0.1
    found = assignment(places_of(units), supported)
    assert found.level == "establishment"
    assert found.clusters is None
    assert abs(found.likeness["commune"] or 0) < 0.05


def test_whole_communes_and_districts_are_seen() -> None:
    units = _units()
    communes = units["unit_recorded"].astype(int).to_numpy()
    districts = units["district"].astype(int).to_numpy()
    by_commune = assignment(places_of(units), communes % 3 == 0)
    assert (by_commune.level, by_commune.clusters) == ("commune", 30)
    assert by_commune.likeness["commune"] == pytest.approx(1.0)
    by_district = assignment(places_of(units), districts < 525)
    assert (by_district.level, by_district.clusters) == ("district", 10)
    assert assignment(places_of(units), communes % 3 == 0, "establishment").clusters is None


def test_the_likeness_is_that_of_the_analysis_of_variance() -> None:
    units = _units(communes=4, each=5)
    supported = np.zeros(20, dtype=bool)
    supported[[0, 1, 2, 5, 10, 11]] = True
    table = pd.DataFrame({"place": units["unit_recorded"], "yes": supported.astype(float)})
    means = table.groupby("place")["yes"].transform("mean")
    between = ((means - table["yes"].mean()) ** 2).sum() / 3
    within = ((table["yes"] - means) ** 2).sum() / 16
    found = assignment(places_of(units), supported)
    assert found.likeness["commune"] == pytest.approx(
        (between - within) / (between + 4 * within), abs=1e-12
    )
    # Hardly more than chance on twenty establishments: not taken for a rule.
    assert found.level == "establishment"


def test_unknown_places_are_their_own() -> None:
    units = _units(communes=2, each=3)
    units.loc[0, "unit_level"] = "district"
    units.loc[1, "district"] = None
    assert place_numbers(units, "commune").tolist()[:2] == [-1, 21000]
    assert place_numbers(units, "district").tolist()[:3] == [522, -2, 522]
    units["district"] = None
    units["unit_level"] = None
    found = assignment(places_of(units), np.array([True, False] * 3))
    assert found.level == "establishment"
    assert found.likeness == {"commune": None, "district": None}
    assert "not known" in found.why.en
