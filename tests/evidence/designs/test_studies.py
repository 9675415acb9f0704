"""Studies of an office whose effects are known: found, graded honestly, refused with the reason."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from analysis.evidence.claim import Claim, claim
from analysis.evidence.designs.activities import activities
from analysis.evidence.designs.cutoff import cutoff
from analysis.evidence.designs.cutoff_words import REFUSED
from analysis.evidence.designs.dose import dose
from analysis.evidence.designs.flagship import flagship, flagship_of
from analysis.evidence.designs.flagship_cases import FEWEST_BEFORE, FEWEST_POOL, block_of, cases
from analysis.evidence.designs.flagship_words import REFUSED as REFUSED_CASES
from analysis.evidence.designs.repetition import repetition, second_years
from analysis.evidence.designs.study import Study
from analysis.evidence.designs.study_measures import study_measure
from analysis.evidence.designs.study_record import study_record
from analysis.evidence.designs.study_tables import (
    activity_table,
    case_path,
    dose_curve_table,
    placebo_table,
    score_table,
    study_answers,
)
from analysis.evidence.model import NEVER
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.evidence.designs.office import AGAIN, BY_DOUBLE, BY_SUPPORT, CLUSTER, ROUND, tables
from tests.own_case import loaded, write_case

MEAN = BY_SUPPORT + 1.5 * BY_DOUBLE


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("office")
    return loaded(write_case(folder / "case", tables()), folder / "workspace")


@pytest.fixture(scope="module")
def found(office: Snapshot) -> Claim:
    return claim(office, Scope(), "workers", others=False)


def _sound(study: Study) -> None:
    """Check what every study with an estimate owes: interval, numbers, grade and words."""
    assert study.estimate is not None
    assert study.interval is not None
    assert study.n_supported > 0
    assert study.n_compared > 0
    assert f"{study.grade.level}/5" in study.sentence.vi
    assert f"grade {study.grade.level} of 5" in study.sentence.en
    assert study.surer
    assert study.method.vi != study.method.en


def _refused(study: Study) -> None:
    assert study.estimate is None
    assert study.interval is None
    assert study.grade.level == 0
    assert study.refused
    assert study.refused[0].en.rstrip(".")[1:] in study.sentence.en


def test_one_project_is_held_against_a_pool_that_was_never_supported(office, found) -> None:
    offered = cases(office, found.given)
    assert offered[0].code == CLUSTER
    single = next(one for one in offered if one.kind == "establishment")
    result = flagship(office, found, single)
    study, block = result.study, result.block
    _sound(study)
    assert study.n_supported == 1
    assert study.grade.level == 2
    assert any("n = 1" in reason.en for reason in study.grade.reasons)
    grant = float(found.given.built.units["grant"].iloc[single.rows[0]])
    assert study.interval.holds(BY_SUPPORT + BY_DOUBLE * math.log2(grant / 20e6))
    assert block.before >= FEWEST_BEFORE
    assert len(block.pool) >= FEWEST_POOL
    assert np.isfinite(block.pool).all()
    assert (found.given.panel.cohorts[block.pool_rows] == NEVER).all()
    # Nobody of a cluster that was built up stands in for those without support.
    cluster = set(found.given.built.units["unit"][:10])
    assert not cluster & set(found.given.panel.units[block.pool_rows].tolist())
    path = case_path(result)
    assert list(path["since"]) == [year >= ROUND for year in path["year"]]
    after = path.loc[path["since"], ["own", "made"]]
    assert np.log(after["own"] / after["made"]).mean() == pytest.approx(study.estimate)
    assert len(placebo_table(result)) == len(result.drawn)


def test_a_cluster_is_its_members_without_support_of_their_own(office, found) -> None:
    result = flagship_of(office, found, CLUSTER)
    _sound(result.study)
    assert result.study.n_supported == len(result.block.case) >= 3
    assert result.study.interval.holds(0.0)
    assert result.study.grade.level == 2
    assert "jackknife" in {other.code for other in result.study.others}


@pytest.mark.parametrize(
    ("scope", "offered"),
    [
        (Scope(years=(2020,)), True),
        (Scope(years=(2019, 2021)), False),
        (Scope(activities=("LIEN_KET_CCN",)), True),
        (Scope(activities=("DAO_TAO_NGHE",)), False),
    ],
)
def test_a_cluster_is_offered_where_its_first_project_is_asked_about(
    office: Snapshot, scope: Scope, offered: bool
) -> None:
    given = claim(office, scope, "workers", others=False).given
    assert (CLUSTER in {one.code for one in cases(office, given)}) == offered


def test_a_case_with_too_few_years_or_too_small_a_pool_is_refused(office, found) -> None:
    single = next(one for one in cases(office, found.given) if one.kind == "establishment")
    early = flagship(office, found, replace(single, start=2016))
    _refused(early.study)
    assert early.study.refused == (REFUSED_CASES["few_years"],)
    given = found.given
    crowd = np.flatnonzero(given.panel.cohorts == NEVER)[15:]
    panel = replace(given.panel, outcomes=given.panel.outcomes.copy())
    panel.outcomes[crowd] = np.nan
    few = flagship(office, replace(found, given=replace(given, panel=panel)), single)
    _refused(few.study)
    assert str(FEWEST_POOL) in few.study.refused[0].en
    _refused(flagship_of(office, found, "nobody").study)


def test_the_span_of_a_cluster_is_chosen_by_answers_not_results(office, found) -> None:
    given = found.given
    shifted = replace(given.panel, outcomes=given.panel.outcomes * 3 - 5)
    case = cases(office, given)[0]
    one, other = (
        block_of(office, replace(given, panel=panel), case) for panel in (given.panel, shifted)
    )
    assert list(one.years) == list(other.years)
    assert list(one.pool_rows) == list(other.pool_rows)


def test_the_threshold_gives_back_the_effect_planted(office) -> None:
    result = cutoff(office, Scope(), "workers")
    study = result.study
    _sound(study)
    assert study.interval.holds(MEAN)
    assert study.interval.low > 0
    assert study.grade.level == 4
    assert result.support_jump.corrected == pytest.approx(0.86, abs=0.15)
    assert {check.code for check in study.checks} == {
        *("decides", "density", "continuity", "false_thresholds")
    }
    assert {other.code for other in study.others} == {"jump", "plain", "half", "twice"}
    scores = score_table(result)
    assert scores["files"].sum() == len(result.files.frame)


def test_scores_helped_over_the_threshold_lower_the_grade(tmp_path) -> None:
    helped = loaded(write_case(tmp_path / "case", tables(bunched=True)), tmp_path / "workspace")
    study = cutoff(helped, Scope(), "workers").study
    assert next(check for check in study.checks if check.code == "density").passed is False
    assert study.grade.level <= 2


def test_without_a_threshold_there_is_a_refusal(tmp_path) -> None:
    plain = loaded(write_case(tmp_path / "case", tables(None)), tmp_path / "workspace")
    study = cutoff(plain, Scope(), "workers").study
    _refused(study)
    assert study.refused == (REFUSED["no_threshold"],)
    assert "threshold" in study.surer[0].en


def test_a_scope_of_no_files_is_refused(office) -> None:
    _refused(cutoff(office, Scope(years=(2016,)), "workers").study)
    _refused(cutoff(office, Scope(), "survival").study)


def test_twice_the_grant_goes_with_what_was_planted(found) -> None:
    result = dose(found)
    study = result.study
    _sound(study)
    assert study.interval.holds(BY_DOUBLE)
    assert study.grade.level <= 2
    assert any("strong parallel trends" in reason.en for reason in study.grade.reasons)
    low, middle, high = (other.estimate for other in study.others)
    assert low < middle < high
    for other, doubles in zip(study.others, (0.5, 1.5, 2.5), strict=True):
        # Three of them in one draw: within twice its own interval.
        reach = other.interval.high - other.interval.low
        assert abs(other.estimate - BY_SUPPORT - BY_DOUBLE * doubles) < reach
    curve = dose_curve_table(result)
    assert curve["dose"].iloc[-1] / curve["dose"].iloc[0] == pytest.approx(8, rel=0.05)
    assert study.checks[0].passed


def test_unknown_grants_are_refused(found) -> None:
    built = found.given.built
    unknown = built.first_support().assign(grant_amount=np.nan)
    given = replace(found.given, built=replace(built, first_support=lambda: unknown))
    _refused(dose(replace(found, given=given)).study)


def test_a_second_support_that_brought_nothing_shows_nothing(office, found) -> None:
    study = repetition(office, found)
    _sound(study)
    assert study.interval.holds(0.0)
    assert study.grade.level <= 2
    assert study.checks[0].passed
    second = second_years(office, found.given.panel.units, found.given.panel.cohorts)
    assert set(second.tolist()) == {0, AGAIN}
    assert study.n_supported == int((second == AGAIN).sum())
    once = next(other for other in study.others if other.code == "once")
    assert once.interval.holds(MEAN)


def test_activities_alike_are_told_as_alike(found) -> None:
    result = activities(found)
    _sound(result.study)
    assert result.study.interval.holds(MEAN)
    assert result.study.checks[0].passed
    table = activity_table(result, "vi")
    assert (table["p_stepdown"] <= table["p_holm"] + 0.01).all()
    assert table["n_supported"].sum() == result.study.n_supported


def test_tables_have_the_columns_they_declare(office, found) -> None:
    one = flagship_of(office, found)
    frames = {
        "answers": study_answers(one.study, "en"),
        "path": case_path(one),
        "placebos": placebo_table(one),
        "scores": score_table(cutoff(office, Scope(), "workers")),
        "curve": dose_curve_table(dose(found)),
        "groups": activity_table(activities(found), "en"),
    }
    for name, frame in frames.items():
        measure = study_measure(one.study, name, lambda snapshot, scope, told=frame: told)
        assert {column.name for column in measure.columns} <= set(frame.columns), name
    with pytest.raises(KeyError):
        study_measure(one.study, "nothing", lambda snapshot, scope: frames["path"])


def test_a_record_is_plain_data_and_reads_as_the_estimate(office, found) -> None:
    study = dose(found).study
    record = json.loads(json.dumps(study_record(study, office, Scope()), allow_nan=False))
    assert record["estimate"] == study.estimate
    assert record["shown"]["estimate"] == pytest.approx(math.expm1(study.estimate))
    assert record["grade"] == study.grade.level
    refused = cutoff(office, Scope(years=(2016,)), "workers").study
    told = json.loads(json.dumps(study_record(refused, office, Scope()), allow_nan=False))
    assert told["estimate"] is None
    assert told["refused"]
