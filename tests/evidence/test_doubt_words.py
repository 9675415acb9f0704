"""Sensitivity and matching of whole claims: words, tables, definitions, and refusals."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.evidence.broken_trends import (
    MULTIPLES,
    bend_words,
    broken_trends,
    magnitude_words,
    spoken_for,
)
from analysis.evidence.claim import Claim, claim
from analysis.evidence.doubt_measures import doubt_measures
from analysis.evidence.doubt_record import doubt_findings, doubt_record
from analysis.evidence.doubt_tables import COLUMNS, bends_table, magnitudes_table
from analysis.evidence.few_clusters import FewClusters
from analysis.evidence.matched_words import (
    answer_rows,
    best_answer,
    likeness_words,
    matched_finding,
    matched_of,
    ranked,
    unseen_words,
)
from analysis.evidence.quantities import shown
from analysis.evidence.unseen_cause import unseen_cause
from analysis.language import LANGUAGES
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def province(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def productivity(province: Snapshot) -> Claim:
    return claim(province, Scope(), "productivity", others=False)


def test_the_path_asked_about_is_the_claim(productivity: Claim) -> None:
    made = broken_trends(productivity)
    assert made.path is not None
    assert productivity.estimate is not None
    assert productivity.interval is not None
    assert made.path.estimate == pytest.approx(productivity.estimate)
    assert made.path.error == pytest.approx(productivity.main.error, rel=0.01)
    parallel = dict(made.magnitudes)[0.0]
    assert parallel.low == pytest.approx(productivity.interval.low, abs=0.002)
    assert parallel.high == pytest.approx(productivity.interval.high, abs=0.002)


def test_words_say_the_breakdown_value_and_tables_agree_with_it(productivity: Claim) -> None:
    made, say = broken_trends(productivity), spoken_for(productivity)
    assert made.magnitude is not None
    assert 0 < made.magnitude < 2
    for most, interval in made.magnitudes:
        assert interval.holds(0.0) is (most > made.magnitude)
    for bend, interval in made.bends:
        if abs(bend - (made.bend or 0)) > 1e-3 * (made.bend or 1):
            assert interval.holds(0.0) is (bend > (made.bend or 0))
    words = magnitude_words(made, say)
    cut = int(made.magnitude * 10) / 10
    assert f"at most {cut:.1f} of the largest seen before support" in words.en
    assert f"{cut:.1f}".replace(".", ",") + " lần mức lệch lớn nhất" in words.vi
    assert "changes by at most" in bend_words(made, say).en
    table = magnitudes_table(made, productivity.outcome.scale)
    assert list(table["multiple"]) == list(MULTIPLES)
    assert table["low"].iloc[0] == pytest.approx(shown(made.magnitudes[0][1].low, "log"))
    assert len(bends_table(made, "log")) == 5


def test_words_of_every_end(productivity: Claim) -> None:
    made, say = broken_trends(productivity), spoken_for(productivity)
    lost = replace(made, magnitude=0.0, bend=0.0)
    assert "no result to lose" in magnitude_words(lost, say).en
    assert "straight line" in bend_words(lost, say).en
    kept = replace(made, magnitude=None, bend=None)
    assert "survives even an unseen trend of 10 times" in magnitude_words(kept, say).en
    assert "every bend" in bend_words(kept, say).en
    small = replace(made, magnitude=0.078)
    assert "at most 0.07 of" in magnitude_words(small, say).en


def test_what_cannot_be_computed_is_refused_with_a_reason(
    province: Snapshot, productivity: Claim
) -> None:
    survival = claim(province, Scope(), "survival", others=False)
    made = broken_trends(survival)
    assert made.path is None
    assert "register" in magnitude_words(made, spoken_for(survival)).en
    assert matched_of(survival) is None
    assert "take for an effect" in matched_finding(survival, None).en
    alone = claim(province, Scope(), "productivity", method="before_after", others=False)
    assert "comparison over time" in (broken_trends(alone).reason or made.reason).en
    assert matched_of(alone) is None
    few = FewClusters(
        "randomisation", 0.1, 0.02, productivity.interval, 8, 3, True, 0, True, alone.headline,
        np.zeros((8, 1)), np.zeros(8, dtype=np.int64),
    )  # fmt: skip
    clustered = replace(productivity, main=replace(productivity.main, few=few))
    assert "too few clusters" in (broken_trends(clustered).reason or made.reason).en


def test_matching_says_the_naive_difference_beside(productivity: Claim) -> None:
    made = matched_of(productivity)
    assert made is not None
    best, naive = best_answer(made), made.answer("naive", False)
    assert best is not None
    assert (best.way, best.differenced) == ("entropy", True)
    assert productivity.interval is not None
    assert best.interval is not None
    assert best.interval.low < productivity.interval.high
    # Larger establishments are supported and produce more: the naive difference says too much.
    assert naive.interval is not None
    assert naive.interval.low > best.interval.high
    said = matched_finding(productivity, made).en
    assert said.startswith("Changes of establishments alike: ")
    assert "; the naive difference is " in said
    rows = answer_rows(productivity, made, "en")
    assert len(rows) == 7
    assert [row[4] for row in rows] == [False, True, False, False, True, False, False]
    assert "entropy balancing" in likeness_words(made).en
    assert made.balances["entropy"].largest < 1e-6
    assert made.unseen is not None
    assert ranked(made.unseen)[0].name in productivity.given.panel.covariate_names


def test_an_unseen_cause_in_words() -> None:
    told = unseen_words(unseen_cause(0.097316, 0.023257, 783)).en
    assert "explain 13.9%" in told
    assert "7.6% to bring zero into its interval" in told
    assert "holds zero without any such cause" in unseen_words(unseen_cause(0.01, 0.02, 50)).en
    assert "cannot be computed" in unseen_words(None).en


def test_every_table_has_its_definition_and_columns(workspace: Path) -> None:
    michigan = open_snapshot(workspace, "michigan-1987")
    measures = doubt_measures(claim(michigan, Scope(), "defect_rate", others=False))
    assert set(measures) == set(COLUMNS)
    for name, measure in measures.items():
        frame = measure.run(michigan, Scope(language="en"))
        assert tuple(frame.columns) == COLUMNS[name]
        assert [column.name for column in measure.columns] == list(COLUMNS[name])
        assert not frame.empty


def test_the_record_holds_the_findings(productivity: Claim) -> None:
    for language in LANGUAGES:
        record = doubt_record(productivity, language)
        said = {text.in_language(language) for text in doubt_findings(productivity)}
        for part in ("broken_trends", "matched", "unseen_cause"):
            assert record[part]["finding"] in said
        assert record["broken_trends"]["survives_all_tried"] is False
        assert len(record["matched"]["answers"]) == 6


def test_all_of_it_takes_less_than_three_seconds_of_processor(productivity: Claim) -> None:
    """About 0.4 s; of the thread that asks, since others of a library only wait beside it."""
    start = time.thread_time()
    broken_trends(productivity)
    matched_of(productivity)
    assert time.thread_time() - start < 3
