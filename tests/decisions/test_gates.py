"""Every built-in gate on files judged by hand: met, not met, unknown, and on the day of its law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.decisions.gate_words import REASONS
from analysis.decisions.gates import DEFINITIONS, gate_results, gate_verdicts
from analysis.decisions.selection import Selection, next_selection, plan_years
from analysis.dictionary import CODE_LISTS, TABLES
from analysis.measures import Measure, typed_frame
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.file_case import case_tables, earlier
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
FOOD = {"industry": "10", "makes_food": True, "food_safety_until": "2026-06-30"}
SOUND_FOOD = FOOD | {"quality_declared": True}
MODEL = {"activity_kind": "MODEL_NEW", "fund_source": "national", "technology_new": True}
TRAINING = {"activity": "DAO_TAO_NGHE", "activity_kind": "TRAINING", "machinery_new": None}

# name: establishment, application -> gate, result, reason
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str, str | None, str | None]] = {
    "form": ({}, {}, "eligible_kind", "pass", "form_supported"),
    "no form": ({"legal_form": None}, {}, "eligible_kind", "unknown", "form_unknown"),
    "outside": ({"eligible": False}, {}, "eligible_kind", "fail", "recorded_not_eligible"),
    "closed": ({"closed_on": "2025-12-31"}, {}, "eligible_kind", "fail", "closed"),
    "medium": ({"size": "medium"}, {}, "size", "pass", "size_supported"),
    "large": ({"size": "large"}, {}, "size", "fail", "size_not_supported"),
    "no size": ({"size": None}, {}, "size", "unknown", "size_unknown"),
    "large, cleaner": ({"size": "large"}, {"cleaner": True}, "size", "pass", "any_size"),
    "large, cleaner?": ({"size": "large"}, {"cleaner": None}, "size", "unknown", "rule_undecided"),
    "micro, cleaner?": ({}, {"cleaner": None}, "size", "pass", "size_supported"),
    "large, assessed": (
        {"size": "large"},
        {"activity": "NANG_CAO_NLQL", "activity_kind": "CP_ASSESS"},
        "size",
        "pass",
        "any_size",
    ),
    "placed": ({}, {}, "eligible_place", "pass", "place_of_province"),
    "no place": ({"unit_id": None}, {}, "eligible_place", "unknown", "place_unknown"),
    "own place": (
        {"unit_id": None},
        {"unit_id": "524_v1"},
        "eligible_place",
        "pass",
        "place_of_province",
    ),
    "metal": ({}, {}, "eligible_industry", "pass", "industry_supported"),
    "no industry": ({"industry": None}, {}, "eligible_industry", "unknown", "industry_unknown"),
    "chemicals": ({"industry": "20"}, {}, "eligible_industry", "pass", "industry_as_recorded"),
    "chemicals?": (
        {"industry": "20", "eligible": None},
        {},
        "eligible_industry",
        "unknown",
        "industry_undecided",
    ),
    "chemicals, not": (
        {"industry": "20", "eligible": False},
        {},
        "eligible_industry",
        "fail",
        "recorded_not_eligible",
    ),
    "no mine": ({}, {}, "industry_hard_area", None, None),
    "mine, high": (
        {"industry": "08", "unit_id": "535_v1"},
        {},
        "industry_hard_area",
        "pass",
        "area_hard",
    ),
    "mine, island": (
        {"industry": "08", "unit_id": "536_v1"},
        {},
        "industry_hard_area",
        "pass",
        "area_hard",
    ),
    "mine, plain": (
        {"industry": "08", "unit_id": "528_v2"},
        {},
        "industry_hard_area",
        "fail",
        "area_not_hard",
    ),
    "mine, new countryside": (
        {"industry": "08", "unit_id": "533_v1"},
        {},
        "industry_hard_area",
        "unknown",
        "area_unknown",
    ),
    "mine, unclassed": ({"industry": "08"}, {}, "industry_hard_area", "unknown", "area_unknown"),
    "first": ({}, {}, "same_content", "pass", "content_first"),
    "same": ({}, {"content": "MÁY ÉP!"}, "same_content", "fail", "content_same"),
    "same, of a file": ({}, {"content": "Máy ép số 2"}, "same_content", "fail", "content_same"),
    "same, other kind": (
        {},
        {"content": "máy  ép"} | TRAINING,
        "same_content",
        "fail",
        "content_same",
    ),
    "alike": ({}, {"content": "Máy ép 2"}, "same_content", "unknown", "content_alike"),
    "different": ({}, {"content": "Lò hơi"}, "same_content", "pass", "content_different"),
    "no words": ({}, {"content": None}, "same_content", "unknown", "content_unknown"),
    "no words before": ({}, {}, "same_content", "unknown", "content_unknown"),
    "no kind": ({}, {"activity_kind": None}, "same_content", "unknown", "content_unknown"),
    "other kind": ({}, TRAINING, "same_content", "pass", "content_other_kind"),
    "stopped before": ({}, {"content": "Máy ép"}, "same_content", "pass", "content_first"),
    "planned before": ({}, {"content": "Máy ép"}, "same_content", "pass", "content_first"),
    "own project": (
        {},
        {"content": "Máy ép", "project_id": "own project-2025-MACHINE"},
        "same_content",
        "pass",
        "content_first",
    ),
    "new": ({}, {}, "machinery_new", "pass", "machinery_new_met"),
    "used": ({}, {"machinery_new": False}, "machinery_new", "fail", "machinery_new_not_met"),
    "new?": ({}, {"machinery_new": None}, "machinery_new", "unknown", "machinery_new_unknown"),
    "no machine": ({}, TRAINING, "machinery_new", None, None),
    "some activity": ({}, {"activity": None}, "machinery_new", "pass", "machinery_new_met"),
    "some activity?": (
        {},
        {"activity": None, "machinery_new": False},
        "machinery_new",
        "unknown",
        "rule_undecided",
    ),
    "model": ({}, MODEL, "technology_new", "pass", "technology_new_met"),
    "model, known": (
        {},
        MODEL | {"technology_new": False},
        "technology_new",
        "fail",
        "technology_new_not_met",
    ),
    "model?": (
        {},
        MODEL | {"technology_new": None},
        "technology_new",
        "unknown",
        "technology_new_unknown",
    ),
    "model, local": (
        {},
        MODEL | {"technology_new": False, "fund_source": "provincial"},
        "technology_new",
        None,
        None,
    ),
    "model, source?": (
        {},
        MODEL | {"technology_new": False, "fund_source": None},
        "technology_new",
        "unknown",
        "rule_undecided",
    ),
    "committed": ({}, {}, "own_money_committed", "pass", "own_money_committed_met"),
    "promised nothing": (
        {},
        {"committed": False},
        "own_money_committed",
        "fail",
        "own_money_committed_not_met",
    ),
    "promised?": (
        {},
        {"committed": None},
        "own_money_committed",
        "unknown",
        "own_money_committed_unknown",
    ),
    "safe": (FOOD, {}, "food_safety_valid", "pass", "food_safety_valid_met"),
    "safe that day": (
        FOOD | {"food_safety_until": "2025-12-31"},
        {},
        "food_safety_valid",
        "pass",
        "food_safety_valid_met",
    ),
    "ended": (
        FOOD | {"food_safety_until": "2025-12-30"},
        {},
        "food_safety_valid",
        "fail",
        "food_safety_valid_not_met",
    ),
    "safe?": (
        FOOD | {"food_safety_until": None},
        {},
        "food_safety_valid",
        "unknown",
        "food_safety_valid_unknown",
    ),
    "no food": ({}, {}, "food_safety_valid", None, None),
    "food?": ({"makes_food": None}, {}, "food_safety_valid", "unknown", "rule_undecided"),
    "declared": (SOUND_FOOD, {}, "quality_declared", "pass", "quality_declared_met"),
    "not declared": (
        FOOD | {"quality_declared": False},
        {},
        "quality_declared",
        "fail",
        "quality_declared_not_met",
    ),
    "declared?": (FOOD, {}, "quality_declared", "unknown", "quality_declared_unknown"),
    "clean": (FOOD, {}, "good_standing", "pass", "standing_good"),
    "settled": (FOOD, {}, "good_standing", "pass", "standing_good"),
    "running": (FOOD, {}, "good_standing", "unknown", "nothing_recorded"),
    "running, clean": (FOOD, {}, "good_standing", "pass", "standing_good"),
    "violation": (FOOD, {}, "good_standing", "fail", "violation_open"),
    "put right": (FOOD, {}, "good_standing", "pass", "standing_good"),
    "finding?": (FOOD, {}, "good_standing", "unknown", "nothing_recorded"),
    "nothing": (FOOD, {}, "good_standing", "unknown", "nothing_recorded"),
    "stopped": (FOOD, {}, "good_standing", "fail", "project_stopped"),
    "unsettled": (FOOD, {}, "good_standing", "fail", "project_unsettled"),
    "state?": (FOOD, {}, "good_standing", "unknown", "project_state_unknown"),
    "not food": ({}, {}, "good_standing", None, None),
}

EARLIER = [
    earlier("same"),
    earlier("same, of a file", content="Hỗ trợ máy móc"),
    earlier("same, other kind"),
    earlier("alike"),
    earlier("different"),
    earlier("no words"),
    earlier("no words before", content=None),
    earlier("no kind"),
    earlier("other kind"),
    earlier("stopped before", status="stopped", settled_on=None),
    earlier("planned before", status="planned", settled_on=None, approved_on=None),
    earlier("own project", year=2025, status="running", settled_on=None, approved_on="2025-02-01"),
    earlier("settled"),
    earlier("running", year=2025, status="running", settled_on=None, approved_on="2025-02-01"),
    earlier(
        "running, clean", year=2025, status="running", settled_on=None, approved_on="2025-02-01"
    ),
    earlier("stopped", status="stopped", settled_on=None),
    earlier("unsettled", year=2024, status="accepted", settled_on=None, approved_on="2024-02-01"),
    earlier("state?", status=None, settled_on=None),
]


def _inspection(
    owner: str, on: str, result: str | None, settled_on: str | None = None
) -> dict[str, object]:
    return {
        "inspection_id": f"{owner} {on}",
        "establishment_id": owner,
        "inspected_on": on,
        "subject": "food_safety",
        "result": result,
        "settled_on": settled_on,
    }


INSPECTIONS = [
    _inspection("clean", "2024-05-01", "no_violation"),
    _inspection("running, clean", "2024-05-01", "no_violation"),
    _inspection("violation", "2023-05-01", "no_violation"),
    _inspection("violation", "2025-05-01", "violation"),
    _inspection("put right", "2025-05-01", "violation", "2025-06-01"),
    _inspection("finding?", "2025-05-01", None),
]
CLASSES = [
    {"unit_id": unit, "year": year, "priority_area": area, "status": "official"}
    for unit, year, area in (
        ("535_v1", 2024, "remote_minority"),
        ("528_v2", 2023, "hard_area"),
        ("528_v2", 2024, "none"),
        ("533_v1", 2024, "new_countryside"),
    )
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("gates")
    tables = case_tables(
        {name: (case[0], case[1]) for name, case in CASES.items()},
        project=[rows["project"] for rows in EARLIER],
        support=[rows["support"] for rows in EARLIER],
        inspection=INSPECTIONS,
        unit_year=CLASSES,
    )
    # What the support of one was for stands in its file alone.
    asked = tables["application"].iloc[0].to_dict() | {
        "application_id": "earlier file",
        "establishment_id": "same, of a file",
        "project_id": "same, of a file-2020-MACHINE",
        "submitted_on": "2019-09-01",
        "decided_on": "2020-02-01",
        "result": "approved",
        "content": "Máy ép số 2",
    }
    tables["application"] = pd.concat(
        [tables["application"], pd.DataFrame([asked])], ignore_index=True
    )
    return loaded(
        write_case(folder / "case", tables, reference=True, geography=True), folder / "workspace"
    )


@pytest.fixture(scope="module")
def results(snapshot: Snapshot) -> pd.DataFrame:
    return gate_results(snapshot, ENGLISH)


def _answer(results: pd.DataFrame, name: str, gate: str) -> tuple[str, str] | None:
    found = results[(results["application_id"] == name) & (results["gate"] == gate)]
    if found.empty:
        return None
    assert len(found) == 1
    return str(found["result"].iloc[0]), str(found["reason_code"].iloc[0])


@pytest.mark.parametrize("name", CASES)
def test_a_gate_answers_as_by_hand(results: pd.DataFrame, name: str) -> None:
    _, _, gate, result, reason = CASES[name]
    assert _answer(results, name, gate) == (None if result is None else (result, reason))


def test_every_gate_and_every_answer_is_tried() -> None:
    assert {case[2] for case in CASES.values()} == {*CODE_LISTS["gate"].values()} - {"other"}
    # Those of other days, rules and places are tried below.
    elsewhere = {"place_district", "city_as_recorded", "city_class_unknown", "place_kind_unknown"}
    elsewhere |= {
        "checked_by_hand",
        "answered_met",
        "answered_not_met",
        "parameter_unread",
        "not_such_industry",
    }
    elsewhere |= {"form_not_supported", "industry_not_supported"}
    assert {case[4] for case in CASES.values() if case[4]} == set(REASONS) - elsewhere


def test_an_answer_says_the_fact_the_paper_and_the_law(results: pd.DataFrame) -> None:
    row = results[(results["application_id"] == "ended") & (results["result"] == "fail")].iloc[0]
    assert row["reason"] == "Ended on 30 Dec 2025"
    assert row["rule"] == "Food-safety certificate is valid"
    assert row["document"].startswith("Food-safety certificate")
    assert row["legal_source"] == "Yêu cầu của tỉnh"
    assert "its text is not public" in row["verification"]
    same = results[results["reason_code"] == "content_same"].set_index("application_id")["reason"]
    assert same["same"] == "Supported before for the same: Máy ép"


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.name)
def test_a_result_has_the_columns_of_its_definition(
    snapshot: Snapshot, definition: Measure
) -> None:
    frame = typed_frame(definition.run(snapshot, ENGLISH), definition)
    assert list(frame) == [column.name for column in definition.columns]
    assert set(definition.sources) <= set(TABLES)


def test_vietnamese_is_complete(snapshot: Snapshot) -> None:
    results = gate_results(snapshot, Scope())
    row = results[results["application_id"] == "violation"].iloc[-1]
    assert row["reason"] == "Vi phạm phát hiện ngày 01/05/2025 chưa xử lý xong"
    assert row["result_name"] == "Không đạt"
    assert results[["rule", "reason", "document"]].notna().all(axis=None)


def test_a_verdict_fails_before_it_blocks_and_names_what_is_missing(snapshot: Snapshot) -> None:
    told = gate_verdicts(snapshot, ENGLISH).set_index("application_id")
    plain = told.loc["form", ["overall", "passed", "failed", "unknown"]]
    assert list(plain) == ["pass", 7, 0, 0]
    assert told.loc["form", ["not_met", "missing"]].isna().all()
    assert told.loc["used", "overall"] == "fail"
    assert told.loc["used", "not_met"] == "Machinery is not new"
    blocked = told.loc["new?"]
    assert (blocked["overall"], blocked["unknown"]) == ("blocked", 1)
    assert blocked["missing"].startswith("Machinery and equipment are new: Contract and invoice")
    # Both: refused, and what is missing is said all the same.
    both = told.loc["ended"]
    assert both["overall"] == "fail"
    assert "Quality is declared" in both["missing"]
    assert len(told) == len(CASES)


@pytest.mark.parametrize(
    ("day", "rule", "reason", "marked"),
    [
        ("2025-06-30", "DB-01", "place_district", False),
        ("2025-07-01", "DB-02", "place_district", True),
        ("2025-10-14", "DB-02", "place_district", True),
        ("2025-10-15", "DB-03", "place_of_province", False),
    ],
)
def test_who_may_be_supported_follows_the_law_of_the_day(
    snapshot: Snapshot, day: str, rule: str, reason: str, marked: bool
) -> None:
    on = date.fromisoformat(day)
    asked = Selection(applications=("form",), judged_on=on, known_on=on)
    # The file itself was handed in on 1 September: before that day nobody knew of it.
    early = on < date(2025, 9, 1)
    assert gate_results(snapshot, ENGLISH, asked).empty == early
    if early:
        asked = Selection(applications=("earlier file",), judged_on=on, known_on=on)
    place = gate_results(snapshot, ENGLISH, asked).query("gate == 'eligible_place'").iloc[0]
    assert (place["rule_id"], place["reason_code"]) == (rule, reason)
    assert pd.notna(place["note"]) == marked
    told = gate_verdicts(snapshot, ENGLISH, asked).iloc[0]
    assert pd.notna(told["notes"]) == marked


def test_nothing_after_the_day_known_is_looked_at(snapshot: Snapshot) -> None:
    names = ("violation", "unsettled", "closed", "same", "stopped")
    then = date(2025, 11, 1)
    results = gate_results(
        snapshot, ENGLISH, Selection(applications=names, judged_on=then, known_on=then)
    )
    assert _answer(results, "closed", "eligible_kind") == ("pass", "form_supported")
    assert _answer(results, "violation", "good_standing") == ("fail", "violation_open")
    assert _answer(results, "stopped", "good_standing") == ("unknown", "project_state_unknown")
    earlier_day = Selection(
        applications=("earlier file",), judged_on=date(2020, 1, 1), known_on=date(2020, 1, 1)
    )
    found = gate_results(snapshot, ENGLISH, earlier_day)
    assert _answer(found, "earlier file", "same_content") == ("pass", "content_first")


def test_a_project_is_unsettled_only_after_its_day(snapshot: Snapshot) -> None:
    def standing(judged_on: date) -> tuple[str, str] | None:
        asked = Selection(applications=("running",), judged_on=judged_on)
        return _answer(gate_results(snapshot, ENGLISH, asked), "running", "good_standing")

    assert standing(date(2026, 1, 22)) == ("unknown", "nothing_recorded")
    assert standing(date(2026, 1, 23)) == ("fail", "project_unsettled")


def test_a_judgement_before_what_is_known_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="before the day known"):
        gate_results(snapshot, ENGLISH, Selection(judged_on=date(2025, 6, 1)))


def test_files_wait_for_a_plan_year(snapshot: Snapshot) -> None:
    years = plan_years(snapshot)
    # One file belongs to a project of 2025; all others came in from June on.
    assert years.to_numpy().tolist() == [[2025, 1], [2026, len(CASES) - 1]]
    assert next_selection(snapshot) == Selection(plan_year=2026)
    told = gate_verdicts(snapshot, ENGLISH, next_selection(snapshot))
    assert len(told) == len(CASES) - 1
    assert "own project" not in set(told["application_id"])


def test_naming_no_file_asks_about_none(snapshot: Snapshot) -> None:
    assert gate_verdicts(snapshot, ENGLISH, Selection(applications=())).empty
    assert list(
        gate_verdicts(snapshot, ENGLISH, Selection(applications=("form",)))["application_id"]
    ) == ["form"]


def test_a_scope_narrows_the_files(snapshot: Snapshot) -> None:
    def files(scope: Scope) -> set[str]:
        return set(gate_verdicts(snapshot, scope)["application_id"])

    assert files(Scope(industries=("08",))) == {name for name in CASES if name.startswith("mine")}
    assert files(Scope(districts=("536",))) == {"mine, island"}
    assert files(Scope(fund_sources=("unknown",))) == {"model, source?"}
    assert "no size" in files(Scope(sizes=("unknown",)))
    assert files(Scope(years=(2025,))) == {"own project"}
    assert gate_results(snapshot, Scope(years=(2019,))).empty
    assert gate_verdicts(snapshot, Scope(years=(2019,))).empty
