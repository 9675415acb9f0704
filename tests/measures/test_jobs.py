"""Workers at supported establishments: gains and losses apart, silence counted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.measures import run_measure
from analysis.measures.answers import answer_jobs
from analysis.scope import Scope
from tests.own_case import loaded, write_case

TABLES = {
    "establishment": pd.DataFrame({"establishment_id": ["E1", "E2", "E3", "E4"]}),
    "project": pd.DataFrame({"project_id": ["A", "B"], "plan_year": [2020, 2020]}),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4", "S5"],
            "project_id": ["A", "A", "A", "A", "B"],
            "establishment_id": ["E1", "E2", "E3", "E4", "E1"],
            "year": 2020,
            "currency": "VND",
        }
    ),
    "outcome_record": pd.DataFrame(
        {
            "establishment_id": ["E1", "E1", "E2", "E2", "E3", "E4", "E4"],
            "year": [2019, 2020, 2019, 2020, 2020, 2019, 2020],
            "currency": "VND",
            "workers": [10, 14, 20, 17, 5, 7, None],
        }
    ),
}


def test_an_establishment_with_two_supports_counts_once(tmp_path: Path) -> None:
    snapshot = loaded(write_case(tmp_path / "case", TABLES), tmp_path / "ws")
    frame = run_measure("jobs_by_year", snapshot, Scope())
    assert frame.to_dict("records") == [
        {
            "year": 2020,
            "supported": 4,
            "answered": 2,
            "workers_before": 30,
            "gained": 4,
            "lost": 3,
            "net": 1,
        }
    ]
    sentence = answer_jobs(frame)
    assert sentence is not None
    assert "2/4" in sentence.vi
    assert sentence.en.endswith("a change (evidence grade 1), not an effect")
    assert sentence.vi.endswith("đây là thay đổi, chưa phải tác động")


def test_nobody_answered_is_unknown(tmp_path: Path) -> None:
    tables = {name: frame for name, frame in TABLES.items() if name != "outcome_record"}
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    frame = run_measure("jobs_by_year", snapshot, Scope())
    assert frame["answered"].tolist() == [0]
    assert frame["net"].isna().all()
    assert answer_jobs(frame) is None
