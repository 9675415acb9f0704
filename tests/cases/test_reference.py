"""The process and the dated notes every Vietnamese case shares, and what a ceiling applies to."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.cases.folder import case_from_folder
from analysis.cases.michigan import CASE as MICHIGAN
from analysis.cases.published import CASE as PUBLISHED
from analysis.cases.reference import reference_tables
from analysis.cases.reference_facts import PROGRAMME_FACTS, QUANG_NGAI, multiplier_and_use
from analysis.dictionary import CODE_LISTS
from analysis.dictionary import TABLES as DICTIONARY
from analysis.geography.reference_files import reference_rows
from analysis.geography.units import geography_tables
from tests.own_case import write_case

TABLES = reference_tables()
STEPS = TABLES["process_step"]
STAGES = CODE_LISTS["process_stage"].values()
ACTIVITIES = CODE_LISTS["activity"].values()


def _process(level: str, activity: str, kind: str | None = None) -> pd.DataFrame:
    """Return the steps that hold for a project, the most particular one of each stage."""
    fits = (
        STEPS["programme_level"].fillna(level).eq(level)
        & STEPS["activity"].fillna(activity).eq(activity)
        & (STEPS["activity_kind"].isna() | STEPS["activity_kind"].eq(kind or ""))
    )
    own = STEPS[fits].assign(
        particular=STEPS["activity_kind"].notna() * 4
        + STEPS["activity"].notna() * 2
        + STEPS["programme_level"].notna()
    )
    return own.sort_values("particular").groupby("stage").tail(1).set_index("stage")


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_has_a_process_at_both_levels(activity: str) -> None:
    national, local = _process("national", activity), _process("local", activity)
    assert list(national.sort_values("step_no").index) == list(STAGES)
    assert list(local.sort_values("step_no").index) == [
        stage for stage in STAGES if stage != "sent_to_ministry"
    ]


def test_ids_and_natural_keys_are_unique_and_texts_in_both_languages() -> None:
    assert not STEPS["step_id"].duplicated().any()
    key = ["programme_level", "activity", "activity_kind", "stage", "valid_from"]
    assert not STEPS.duplicated(key).any()
    assert (
        STEPS[["title_vi", "title_en", "responsible", "verification_vi", "verification_en"]]
        .notna()
        .all(axis=None)
    )
    both = STEPS["documents_vi"].notna()
    assert (STEPS["documents_en"].notna() == both).all()
    counts = [STEPS.loc[both, name].str.count(";") for name in ("documents_vi", "documents_en")]
    assert (counts[0] == counts[1]).all()


def test_a_step_stands_at_the_place_of_its_stage() -> None:
    order = {stage: number for number, stage in enumerate(STAGES, start=1)}
    assert (STEPS["step_no"] == STEPS["stage"].map(order)).all()


def test_national_deadlines_are_the_circular_s_last_days_in_time() -> None:
    steps = _process("national", "TU_VAN")
    days = steps[["deadline_year_offset", "deadline_month", "deadline_day"]]
    assert list(days.loc["registered"]) == [-1, 5, 19]
    assert list(days.loc["sent_to_ministry"]) == [-1, 6, 14]
    assert list(days.loc["settled"]) == [1, 1, 22]
    assert steps.loc["progress", ["deadline_kind", "deadline_day"]].tolist() == ["day_of_month", 24]
    filed = steps.loc["settlement_filed"]
    assert (filed["deadline_kind"], filed["deadline_days"]) == ("days_after", 15)
    assert filed["deadline_after"] == "accepted"
    dated = STEPS[STEPS["deadline_kind"].notna() & (STEPS["deadline_kind"] != "none")]
    assert dated["legal_source"].notna().all()
    assert dated["verification_vi"].str.contains("2017").all()
    assert dated["verification_en"].str.contains("were not seen").all()


def test_deadlines_of_the_province_are_unknown() -> None:
    local = STEPS[STEPS["programme_level"] == "local"]
    names = [name for name in STEPS.columns if name.startswith("deadline_")]
    assert local[names].isna().all(axis=None)


def test_a_kind_s_own_step_keeps_no_deadline_from_the_stage() -> None:
    """It replaces the general one, so it must not hide a deadline."""
    dated = {"registered", "sent_to_ministry", "progress", "settlement_filed", "settled"}
    assert not set(STEPS.loc[STEPS["activity_kind"].notna(), "stage"]) & dated


def test_machines_need_their_report_before_the_advance() -> None:
    steps = _process("national", "MO_HINH_MAY_MOC", "MACHINE")
    assert "70 %" in steps.loc["advanced", "documents_vi"]
    assert (
        "30 %" in _process("national", "LIEN_KET_CCN", "CLUSTER_INFRA").loc["advanced", "title_vi"]
    )
    assert (
        "100 %"
        in _process("national", "NANG_CAO_NLQL", "START_ENTERPRISE").loc["advanced", "title_vi"]
    )
    assert "70 %" not in str(_process("local", "MO_HINH_MAY_MOC", "MACHINE").loc["advanced"])


def test_every_rule_of_selection_is_told_in_both_languages_with_its_source() -> None:
    for name in ("gate_rule", "priority_rule"):
        rules = TABLES[name]
        assert not rules["rule_id"].duplicated().any()
        assert not rules.duplicated([*DICTIONARY[name].natural_key]).any()
        told = ["title_vi", "title_en", "verification_vi", "verification_en", "legal_source"]
        assert rules[[*told, "source"]].notna().all(axis=None)
    gates = TABLES["gate_rule"]
    assert gates[["document_vi", "document_en"]].notna().all(axis=None)
    assert (gates["note_vi"].notna() == gates["note_en"].notna()).all()


def test_who_may_be_supported_changes_on_the_days_of_the_law() -> None:
    places = TABLES["gate_rule"].query("gate == 'eligible_place'").sort_values("rule_id")
    days = places[["valid_from", "valid_to"]].apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    assert list(places["parameter"]) == ["districts", "former_districts", "communes"]
    assert list(days["valid_to"].iloc[:2]) == ["2025-06-30", "2025-10-14"]
    assert list(days["valid_from"].iloc[1:]) == ["2025-07-01", "2025-10-15"]
    assert days.isna().sum().tolist() == [1, 1]
    assert list(places["note_vi"].notna()) == [False, True, False]


def test_food_alone_is_asked_for_safety_quality_and_standing() -> None:
    gates = TABLES["gate_rule"]
    food = gates[gates["food_only"].fillna(False)]
    assert set(food["gate"]) == {"food_safety_valid", "quality_declared", "good_standing"}
    assert gates["food_only"].isna().sum() == len(gates) - len(food)


def test_the_order_of_the_law_has_area_classes_then_two_places_of_industry() -> None:
    rules = TABLES["priority_rule"]
    area = rules.query("level == 'area'").sort_values("place")
    classes = CODE_LISTS["priority_area"].values()
    assert [*area["parameter"], "none"] == list(classes)
    industry = rules.query("level == 'industry'")
    assert industry.groupby("place").size().to_dict() == {1: 5, 2: 4}
    known = set(CODE_LISTS["industry"].values())
    for parameter in [
        *industry.query("criterion == 'industries'")["parameter"],
        *TABLES["gate_rule"].query("gate.str.contains('industry')")["parameter"],
    ]:
        assert {code.removesuffix("?") for code in parameter.split(";")} <= known


def test_notes_are_dated_and_sourced() -> None:
    notes = TABLES["annotation"]
    days = {str(day.date()) for day in notes["starts_on"]}
    boundaries = {"2014-04-01", "2020-02-01", "2025-07-01"}
    assert days == boundaries | {"2014-04-08", "2018-05-11", "2025-10-15"}
    assert notes[["title_vi", "title_en", "source"]].notna().all(axis=None)
    elsewhere = reference_tables(quang_ngai=False)["annotation"]
    assert not {str(day.date()) for day in elsewhere["starts_on"]} & boundaries
    assert len(elsewhere) == 3


def test_dates_of_ceilings_in_the_notes_are_those_of_the_ceilings() -> None:
    valid = {row["valid_from"] for row in reference_rows("support_ceilings")}
    decisions = TABLES["annotation"].query("kind == 'decision' and starts_on < '2025-01-01'")
    assert {str(day.date()) for day in decisions["starts_on"]} <= valid


def test_every_ceiling_says_what_it_applies_to() -> None:
    ceilings = TABLES["ceiling"]
    assert ceilings["applies_to"].notna().all()
    by_kind = {kind: set(uses) for kind, uses in ceilings.groupby("activity_kind")["applies_to"]}
    assert by_kind["MACHINE"] == {"support"}
    assert by_kind["AWARD_PROV"] == {"support"}
    assert by_kind["CLUSTER_INFRA"] == by_kind["VOTE_PROV"] == {"project"}
    assert by_kind["ADVANCE_MAX"] == {"advance"}
    assert by_kind["FAIR_DOMESTIC_JOIN"] == by_kind["AIRFARE"] == {"other"}
    multiplied = ceilings.dropna(subset=["multiplier"])
    assert multiplied[["activity_kind", "multiplier", "applies_to"]].to_numpy().tolist() == [
        ["PRIORITY_MULT", 1.5, "other"]
    ]
    with pytest.raises(ValueError, match="per village"):
        multiplier_and_use("per village")


def test_only_cases_of_this_country_get_its_process() -> None:
    assert not {*PROGRAMME_FACTS} & set(MICHIGAN.build())
    assert {*PROGRAMME_FACTS} <= set(PUBLISHED.build())
    assert QUANG_NGAI in set(geography_tables()["administrative_unit"]["unit_id"])


def test_a_folder_gets_what_fits_its_money_and_places(tmp_path: Path) -> None:
    dollars = write_case(tmp_path / "a", {}, currency="USD", reference=True, geography=True)
    assert not {*PROGRAMME_FACTS} & set(case_from_folder(dollars).build())
    elsewhere = write_case(tmp_path / "b", {}, reference=True)
    tables = case_from_folder(elsewhere).build()
    for name in ("process_step", "gate_rule", "priority_rule"):
        assert len(tables[name]) == len(TABLES[name])
    assert set(tables["annotation"]["kind"]) == {"decision"}
    here = write_case(tmp_path / "c", {}, reference=True, geography=True)
    assert len(case_from_folder(here).build()["annotation"]) == 6
