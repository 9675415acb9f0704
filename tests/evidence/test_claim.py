"""The claim as a whole: on the simulated province, on Michigan, and where nothing can be said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.evidence.claim import Claim, claim, with_others
from analysis.evidence.claim_groups import groups_of
from analysis.evidence.claim_measures import claim_measures, groups_measure
from analysis.evidence.claim_record import claim_record
from analysis.evidence.claim_tables import (
    aggregate_table,
    answers_table,
    bacon_table,
    bounds_table,
    checks_table,
    claims_table,
    dose_table,
    flow_table,
    groups_table,
    likeness_table,
    path_table,
    places_table,
    planned_table,
)
from analysis.evidence.method_words import METHODS
from analysis.evidence.panel_builder import PanelOptions
from analysis.language import LANGUAGES
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

PROMISED = (
    *("estimate", "interval", "n_supported", "n_compared", "method", "diagnostics"),
    *("sensitivity", "grade", "reasons"),
)


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def michigan(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "michigan-1987")


@pytest.fixture(scope="module")
def published(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-published")


@pytest.fixture(scope="module")
def productivity(simulated: Snapshot) -> Claim:
    return claim(simulated, Scope(), "productivity")


def test_the_claim_holds_what_was_planted(simulated: Snapshot, productivity: Claim) -> None:
    # What the simulation planted in the records that the estimate rests on, unknown to it.
    planted = simulated.query(
        "select avg(ln(truth.treated / truth.untreated)) as effect"
        " from truth.simulated_truth as truth"
        " join mart_establishment as place"
        "   on place.establishment_id = truth.establishment_id"
        " join mart_outcome as record"
        "   on record.establishment_no = place.establishment_no and record.year = truth.year"
        " where truth.outcome = 'value_added_per_worker'"
        "   and record.value_added > 0 and record.workers > 0"
    )["effect"].iloc[0]
    assert productivity.estimate is not None
    assert productivity.interval is not None
    assert 0.03 < planted < 0.12
    assert productivity.interval.holds(planted)
    plain = claim(simulated, Scope(), "productivity", method="unconditional", others=False)
    # Larger firms grew faster and were supported more: not adjusting for that misleads.
    assert abs(productivity.estimate - planted) < abs(plain.estimate - planted)


def test_the_claim_says_n_interval_grade_and_that_it_is_simulated(productivity: Claim) -> None:
    assert productivity.main.form == "doubly_robust"
    assert productivity.main.comparison == "never"
    assert productivity.n_supported > 200
    assert productivity.n_compared > 1000
    for text in (productivity.sentence, productivity.headline):
        assert "simulated data" in text.en
        assert "số liệu mô phỏng" in text.vi
        assert f"grade {productivity.grade.level} of 5" in text.en
        assert f"n = {productivity.n_supported}" in text.en
    assert len(productivity.surer) > 0
    codes = [check.code for check in productivity.diagnostics]
    assert codes[0] == "pre_trends"
    assert {"balance", "overlap", "losses", "lee_bounds", "leave_one_out", "detectable"} <= {*codes}
    assert any(code.startswith("placebo_outcome") for code in codes)
    others = {one.code for one in productivity.sensitivity}
    assert {"form_unconditional", "form_regression", "against_not_yet"} <= others


def test_effect_is_said_from_grade_three_up_only(productivity: Claim) -> None:
    said = "effect" in productivity.headline.en, "tác động" in productivity.headline.vi
    assert said == (productivity.grade.level >= 3,) * 2


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_a_claim(simulated: Snapshot, method: str) -> None:
    scope = Scope(activities=("MO_HINH_MAY_MOC",))
    found = claim(simulated, scope, "workers", method=method, others=False)
    assert found.estimate is not None
    assert found.interval is not None
    design = "before_after" if method == "before_after" else "difference_in_differences"
    assert found.main.design == design
    if method == "before_after":
        assert found.grade.level == 1
        assert found.n_compared == 0
        assert (found.diagnostics, found.sensitivity) == ((), ())
        assert "change" in found.headline.en
    elif method != "automatic":
        assert found.main.form == method


def test_a_scope_narrows_the_claim(simulated: Snapshot, productivity: Claim) -> None:
    scope = Scope(activities=("MO_HINH_MAY_MOC",))
    machinery = claim(simulated, scope, "productivity", others=False)
    assert machinery.n_supported < productivity.n_supported
    # Machines are what was planted to raise productivity.
    assert machinery.estimate > productivity.estimate


def test_survival_is_told_by_the_register_and_has_no_losses(simulated: Snapshot) -> None:
    found = claim(simulated, Scope(), "survival", others=False)
    codes = {check.code: check.passed for check in found.diagnostics}
    assert codes["pre_trends"] is None
    assert not {"losses", "lee_bounds", "placebo_date_2"} & set(codes)
    assert found.main.comparison == "not_yet"


def test_michigan_runs_end_to_end_with_its_small_n_stated(michigan: Snapshot) -> None:
    found = claim(michigan, Scope(), "defect_rate")
    assert (found.n_supported, found.n_compared) == (29, 25)
    assert found.interval is not None
    # Holzer and others (1993) report lower scrap with a grant; 54 firms alone cannot tell.
    assert found.estimate < 0
    assert found.interval.holds(0.0)
    assert "n = 29 supported, 25 compared" in found.sentence.en
    assert found.grade.level <= 2
    assert "unlikely" in found.sentence.en
    assert not found.simulated


def test_without_results_nothing_can_be_told_and_the_reasons_say_why(published: Snapshot) -> None:
    found = claim(published, Scope(), "productivity")
    assert (found.estimate, found.interval, found.grade.level) == (None, None, 0)
    assert "cannot tell yet" in found.sentence.en
    assert "chưa kết luận được" in found.sentence.vi
    assert any("Neither the design nor the data" in reason.en for reason in found.grade.reasons)
    record = claim_record(found, published, Scope(language="en"))
    assert (record["estimate"], record["interval"]) == (None, None)
    json.dumps(record, allow_nan=False)


def test_nobody_inside_the_scope_is_no_error(simulated: Snapshot) -> None:
    found = claim(simulated, Scope(years=(1990,)), "productivity")
    assert found.estimate is None
    assert found.grade.level == 0


def test_anticipation_moves_the_base(simulated: Snapshot, productivity: Claim) -> None:
    options = PanelOptions(anticipation=1)
    found = claim(simulated, Scope(), "productivity", options=options, others=False)
    assert found.main.effects.anticipation == 1
    assert found.estimate != productivity.estimate


def test_an_unknown_outcome_is_refused(simulated: Snapshot) -> None:
    with pytest.raises(KeyError):
        claim(simulated, Scope(), "happiness")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_is_json_with_what_was_promised(
    simulated: Snapshot, productivity: Claim, language: str
) -> None:
    record = claim_record(productivity, simulated, Scope(language=language))
    again = json.loads(json.dumps(record, allow_nan=False, ensure_ascii=False))
    assert set(PROMISED) <= set(again)
    assert again["estimate"] == pytest.approx(productivity.estimate)
    assert again["interval"]["low"] < again["estimate"] < again["interval"]["high"]
    assert again["shown"]["estimate"] == pytest.approx(np.expm1(productivity.estimate))
    assert again["simulated"] is True
    assert again["sentence"] == productivity.sentence.in_language(language)
    since = [row["index"] for row in again["years_since_support"]]
    assert since == sorted(since)
    assert 0 in since


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_the_columns_of_its_definition(productivity: Claim, language: str) -> None:
    tables = {
        "path": path_table(productivity, language),
        "answers": answers_table(productivity, language),
        "checks": checks_table(productivity.diagnostics, language),
        "places": places_table(productivity, language),
        "bounds": bounds_table(productivity, language),
        "likeness": likeness_table(productivity, language),
        "flow": flow_table(productivity, language),
        "plan": planned_table(productivity, language),
        "cohort": aggregate_table(productivity, "cohort"),
        "calendar": aggregate_table(productivity, "calendar"),
        "bacon": bacon_table(productivity, language),
        "dose": dose_table(productivity, language),
    }
    measures = claim_measures(productivity)
    assert set(tables) == set(measures)
    for name, frame in tables.items():
        assert list(frame.columns) == [column.name for column in measures[name].columns], name
        assert not frame.empty, name
    main = tables["answers"].iloc[0]
    assert main["estimate"] == pytest.approx(np.expm1(productivity.estimate))
    assert tables["bacon"]["weight"].sum() == pytest.approx(1.0)
    assert tables["dose"]["supported"].sum() == len(productivity.given.built.dose)
    flow = tables["flow"]
    assert flow["excluded"].sum() + flow["remaining"].iloc[-1] == flow["remaining"].iloc[0]
    lines = claims_table([productivity], language)
    assert lines["headline"].iloc[0] == productivity.headline.in_language(language)


def test_the_tables_of_a_claim_without_an_estimate_are_empty(published: Snapshot) -> None:
    found = claim(published, Scope(), "productivity")
    for table in (path_table, places_table, bounds_table, likeness_table, planned_table):
        assert table(found, "vi").empty
    assert len(answers_table(found, "vi")) == 1


def test_a_table_runs_as_a_measure(michigan: Snapshot) -> None:
    found = claim(michigan, Scope(), "defect_rate")
    frame = claim_measures(found)["path"].run(michigan, Scope(language="en"))
    assert frame.equals(path_table(found, "en"))


def test_other_answers_can_come_later(michigan: Snapshot) -> None:
    first = claim(michigan, Scope(), "defect_rate", others=False)
    assert first.sensitivity == ()
    whole = claim(michigan, Scope(), "defect_rate")
    assert with_others(first).sensitivity == whole.sensitivity
    assert first.grade == whole.grade


@pytest.mark.parametrize("kind", ["activity", "industry", "size", "district"])
def test_groups_are_each_held_against_the_whole_comparison(productivity: Claim, kind: str) -> None:
    groups = groups_of(productivity, kind)
    assert groups is not None
    frame = groups_table(groups, productivity.outcome.scale, "vi")
    columns = [column.name for column in groups_measure(productivity, kind).columns]
    assert list(frame.columns) == columns
    assert frame["n_supported"].sum() <= productivity.n_supported + len(frame)
    # Fewer than ten supported have a row and no estimate.
    few = frame["n_supported"] < 10
    assert frame.loc[few, "estimate"].isna().all()
    assert frame.loc[~few, "estimate"].notna().all()


def test_groups_need_somebody_to_compare_with(published: Snapshot) -> None:
    assert groups_of(claim(published, Scope(), "productivity"), "size") is None
