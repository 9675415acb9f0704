"""The benchmarks of the evidence run, on small panels, and their comparisons compare."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from analysis.evidence.noise import Noise

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _scripts_import_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def test_our_claim_on_a_small_panel_equals_itself_and_differs_from_another(tmp_path: Path) -> None:
    from evidence import EQUAL, largest_difference
    from evidence_claims import ours
    from evidence_panel import write_panel

    write_panel(tmp_path / "panel.parquet", 600)
    plain, adjusted = (ours(tmp_path / "panel.parquet", with_them) for with_them in (False, True))
    assert len(plain["cells"]) == 6 * 9
    assert plain["cost"]["seconds"] > 0
    assert largest_difference(plain, plain) == 0
    assert largest_difference(plain, adjusted) > EQUAL
    unknown = {**plain, "simple": [math.nan, 0.0]}
    assert largest_difference(plain, unknown) == math.inf
    assert largest_difference(plain, {**plain, "cells": plain["cells"][1:]}) == math.inf


def test_a_missed_bar_is_remembered_at_the_whole_size_only() -> None:
    from evidence import Bars

    for judged, missed in ((True, ["slow"]), (False, [])):
        bars = Bars(judged)
        bars.check("quick", 1, 2)
        bars.check("slow", 3, 2)
        assert bars.missed == missed


def test_a_draw_is_the_same_again_and_its_short_cuts_are_true() -> None:
    from calibration_draws import SHARES, Setting, draw_panel, estimates, truths

    setting = Setting(60, Noise(0.1, 0.5))
    panel = draw_panel(setting, (0, 1))
    again = draw_panel(setting, (0, 1))
    np.testing.assert_array_equal(panel.outcomes, again.outcomes)
    assert set(panel.cohorts.tolist()) - {0} <= set(SHARES)
    assert math.isclose(sum(SHARES.values()), 1)
    found = estimates(panel, check=True)
    # An effect that is the same everywhere is added to every estimate and to no error.
    np.testing.assert_allclose(found[:, 1, 3] - found[:, 0, 3], 0.08)
    np.testing.assert_allclose(found[:, 1, 4], found[:, 0, 4])
    np.testing.assert_allclose(truths("constant"), 0.08)


def test_shares_and_spreads_have_monte_carlo_errors() -> None:
    from calibration_tables import share, spread

    assert share(np.array([True] * 95 + [False] * 5)) == "95.0 % (2.2)"
    misses = np.array([-0.001, 0.001] * 50)
    assert spread(misses, np.full(100, 0.001))[0] == "+0.00 (0.10)"


def test_rows_of_draws_go_into_the_page_and_fewer_draws_never_replace_more() -> None:
    from calibration_page import KEYS, line, written
    from calibration_tables import HEADINGS

    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    for name in KEYS:
        assert written(page, name, []) == page
    head = line(HEADINGS["others"])
    rule = line(["---"] * 7)
    rows = [
        ["a", "one", "3 of 500", "x", "x", "x", "x"],
        ["a", "two", "9 of 20", "x", "x", "x", "x"],
    ]
    before = "\n".join(["Words.", head, rule, *map(line, rows), "", "More."])
    fewer = ["a", "one", "400 of 400", "y", "y", "y", "y"]
    more = ["a", "two", "1 of 1,000", "z", "z", "z", "z"]
    new = ["b", "one", "2 of 2", "n", "n", "n", "n"]
    found = written(before, "others", [fewer, more, new]).split("\n")
    assert found == ["Words.", head, rule, *map(line, [rows[0], more, new]), "", "More."]
    with pytest.raises(ValueError, match="no table"):
        written("Words.", "others", [new])


def test_graded_claims_of_drawn_programmes_are_the_same_every_time() -> None:
    import calibration_claims
    from calibration_designs import DESIGNS
    from calibration_rows import claim_row, core_row, to_mend

    noise = Noise(0.1, 0.5)
    few = next(one for one in DESIGNS if one.code == "one_year")
    found = calibration_claims.claims(few, noise, range(2))
    assert np.isfinite(found).all()
    np.testing.assert_array_equal(found[1:], calibration_claims.claims(few, noise, range(1, 2)))
    assert set(np.unique(found[:, :, 6])) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    cores = calibration_claims.core(few, noise, range(2))
    assert claim_row(few, found)[1] == core_row(few, cores)[1] == "2"
    # Two hundred claims of grade 3 that wrongly leave out zero are to be mended.
    wrong = np.tile(found[:1], (200, 1, 1))
    wrong[:, 0, 1:3], wrong[:, :, 6] = (0.01, 0.02), 3.0
    assert any("false sentences" in one for one in to_mend(few, None, wrong))


def test_libraries_to_compare_with_are_in_no_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {text.split("==")[0] for text in project["dependency-groups"]["bench"]} == {
        "csdid",
        "diff-diff",
        "polars",
    }
    assert "csdid" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_draws_of_other_designs_and_of_neighbours_are_the_same_every_time() -> None:
    """And planted effects move estimates by just that: the first draws are checked both ways."""
    import calibration_beyond
    import calibration_studies
    from calibration_rows import quantity_rows, too_narrow_quantities

    noise = Noise(0.1, 0.5)
    for study in calibration_studies.STUDIES:
        if study.code in ("repeated_60", "doses_40", "threshold_300", "kinds_80"):
            found = calibration_studies.studied(study, noise, range(2))
            assert found.shape == (2, len(study.quantities), 4)
            again = calibration_studies.studied(study, noise, range(1, 2))
            np.testing.assert_array_equal(found[1:], again)
    few = next(one for one in calibration_beyond.MARKETS if one.code == "market_few")
    found = calibration_beyond.beyond(few, noise, range(1))
    assert np.isfinite(found[:, :, :4]).all()
    held = np.tile([0.0, -1.0, 1.0, 0.0], (200, 1, 1))
    held[:, 0, 0] = np.linspace(-0.5, 0.5, 200)
    assert quantity_rows("said", ("one",), held)[0][:3] == ("said", "one", "200 of 200")
    assert too_narrow_quantities("code", ("one",), held) == []
    held[:100, :, 3] = 2.0
    assert too_narrow_quantities("code", ("one",), held) == ["code: one holds the truth in 0.500"]
