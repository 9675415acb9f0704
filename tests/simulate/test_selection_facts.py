"""What selection asks of the simulated province: there, imperfect, and of streams of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.simulate import application_details, further_answers, inspections, products
from analysis.simulate.arrays import random_stream
from analysis.simulate.province import DEFAULT_SEED, simulate_province
from tests.simulate.provinces import Tables, simulated

LATER_COLUMNS = {
    "product": {
        "recognition_level",
        "recognised_until",
        "geographical_indication",
        "ocop_stars",
        "key_product",
    },
    "outcome_record": {"local_material_share"},
    "application": {
        "content",
        "fund_source",
        "counterpart",
        "machinery_new",
        "technology_new",
        "committed",
        "cleaner",
        "workers_planned",
    },
}
LATER_STREAMS = {
    products: "recognition of products",
    further_answers: "local material",
    application_details: "application details",
    inspections: "inspections",
}


@pytest.fixture(scope="module")
def default() -> Tables:
    return simulated(DEFAULT_SEED)


def _other_stream(purpose: str) -> Callable[[int, str], np.random.Generator]:
    def stream(seed: int, asked: str) -> np.random.Generator:
        return random_stream(seed + 1 if asked == purpose else seed, asked)

    return stream


def test_these_streams_move_nothing_drawn_before_them(
    default: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, purpose in LATER_STREAMS.items():
        monkeypatch.setattr(module, "random_stream", _other_stream(purpose))
    changed = simulate_province(DEFAULT_SEED)
    for name, frame in default.items():
        later: Any = LATER_COLUMNS.get(name, set())
        if name == "inspection":
            continue
        pd.testing.assert_frame_equal(
            frame.drop(columns=[*later]), changed[name].drop(columns=[*later])
        )
        for column in later:
            assert not frame[column].equals(changed[name][column]), column
    assert not default["inspection"].equals(changed["inspection"])


def test_files_say_what_fits_the_reason_they_were_refused_for(default: Tables) -> None:
    files = default["application"]
    used = files[(files["reason"] == "used_machine") & files["machinery_new"].notna()]
    assert len(used) > 10
    assert not used["machinery_new"].any()
    short = files[(files["reason"] == "no_counterpart") & files["committed"].notna()]
    assert len(short) > 10
    assert not short["committed"].any()
    supported = files[files["result"] == "approved"]
    assert supported["machinery_new"].dropna().all()
    models = files["technology_new"].dropna().index
    assert set(files.loc[models, "activity_kind"]) == {"MODEL_NEW"}


def test_files_are_imperfect(default: Tables) -> None:
    files = default["application"]
    for column in ("content", "fund_source", "counterpart", "committed", "workers_planned"):
        assert 0.005 < files[column].isna().mean() < 0.2, column
    machines = files[files["activity"] == "MO_HINH_MAY_MOC"]
    assert 0.02 < (~machines["machinery_new"].dropna().astype(bool)).mean() < 0.2
    had = files[files["result"] == "approved"].dropna(subset=["content"])
    again = files.dropna(subset=["content"]).merge(had, on=["establishment_id", "content"])
    assert (again["submitted_on_x"] > again["submitted_on_y"]).sum() >= 5


def test_the_threshold_on_record_decides_in_part(default: Tables) -> None:
    rule, files = default["appraisal_threshold"], default["application"]
    assert len(rule) == 1
    least = float(rule["threshold"].iloc[0])
    assert (rule["valid_from"] <= files["submitted_on"].min()).all()
    known = files[files["score"].notna() & (files["result"] != "pending")]
    approved = known["result"] == "approved"
    above, below = approved[known["score"] >= least], approved[known["score"] < least]
    assert above.mean() - below.mean() > 0.3
    assert 0 < below.mean() < above.mean() < 1


def test_some_inspections_found_what_is_still_open(default: Tables) -> None:
    found, people = default["inspection"], default["establishment"]
    violated = found[found["result"] == "violation"]
    assert 0.1 < violated["settled_on"].isna().mean() < 0.4
    assert found.loc[found["result"] != "violation", "settled_on"].isna().all()
    assert 0 < found["result"].isna().sum() < len(found) / 20
    food = people[people["makes_food"].astype(bool)]
    never = ~food["establishment_id"].isin(found["establishment_id"])
    assert 0.2 < never.mean() < 0.6
    life = found.merge(people[["establishment_id", "founded_on", "closed_on"]])
    assert (life["inspected_on"] >= life["founded_on"]).all()
    assert not (life["inspected_on"] > life["closed_on"]).any()


def test_some_recognition_has_ended_and_some_is_unknown(default: Tables) -> None:
    made = default["product"]
    until = made["recognised_until"]
    assert (until <= "2025-12-31").any()
    assert (until > "2025-12-31").any()
    assert {"none", "province"} <= set(made["recognition_level"].dropna())
    assert made[["recognition_level", "key_product"]].isna().any().all()
    voted = made["recognition_level"].isin(["province", "region", "nation"])
    assert not (until.notna() & ~voted).any()


def test_local_material_is_high_where_farm_products_are_worked_up(default: Tables) -> None:
    records = default["outcome_record"].merge(
        default["establishment"][["establishment_id", "industry"]]
    )
    share = records.groupby("industry")["local_material_share"].mean()
    assert share["10"] > 0.5 > share["25"]
    assert 0.2 < records["local_material_share"].isna().mean() < 0.4
