"""The simulated province: reproducible, calibrated as stated, valid, and true to its truth."""

from __future__ import annotations

from functools import lru_cache

import duckdb
import pandas as pd
import pytest

from analysis.dictionary import TABLES
from analysis.geography.units import geography_tables
from analysis.intake.checks import check_staged
from analysis.intake.staging import stage_frames
from analysis.simulate.ceilings import ceilings_on
from analysis.simulate.clusters import CLUSTER_KINDS
from analysis.simulate.irregular import (
    EARLY_CONTRACTS,
    LARGE_ADVANCES,
    LATE_FILES,
    OVER_CEILING,
    SAME_CONTENT,
    UNPAID_BALANCES,
)
from analysis.simulate.province import DEFAULT_SEED, simulate_province
from tests.simulate.provinces import Tables, simulated

SEEDS = (DEFAULT_SEED, 1, 77)
AS_OF = pd.Timestamp(2025, 12, 31)
MILLION = 1_000_000
MACHINERY = {"MACHINE", "TECH_LINE", "MODEL_NEW", "MODEL_EXISTING"}


@lru_cache(maxsize=1)
def geography() -> Tables:
    return geography_tables()


@pytest.fixture(scope="module", params=SEEDS)
def province(request: pytest.FixtureRequest) -> Tables:
    return simulated(request.param)


@pytest.fixture(scope="module")
def default() -> Tables:
    return simulated(DEFAULT_SEED)


def _grants(tables: Tables) -> pd.Series:
    return tables["project_fund"].groupby("project_id")["approved"].sum(min_count=1)


def _yearly(tables: Tables, column: str) -> pd.Series:
    years = tables["project"][["project_id", "plan_year"]]
    funds = tables["project_fund"].merge(years, on="project_id")
    return funds.groupby("plan_year")[column].sum() / (1000 * MILLION)


def _disbursed(tables: Tables) -> pd.Series:
    paid = tables["payment"].merge(tables["project"][["project_id", "plan_year"]], on="project_id")
    signed = paid["amount"].where(paid["stage"] != "recovery", -paid["amount"])
    return signed.groupby(paid["plan_year"]).sum() / (1000 * MILLION)


# --- reproducible ---------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_frames(default: Tables) -> None:
    again = simulate_province(DEFAULT_SEED)
    assert list(again) == list(default)
    for name, frame in default.items():
        pd.testing.assert_frame_equal(again[name], frame)


def test_another_seed_gives_another_province(default: Tables) -> None:
    other = simulated(1)
    for name in ("establishment", "outcome_record", "project", "support", "simulated_truth"):
        assert not other[name].equals(default[name]), name


# --- calibrated -----------------------------------------------------------------------------


def test_projects_and_supports_are_as_many_as_stated(province: Tables) -> None:
    supported = province["support"]["establishment_id"].nunique()
    assert 560 <= len(province["project"]) <= 640
    assert 700 <= len(province["support"]) <= 800
    assert 420 <= supported <= 480
    assert province["establishment"]["eligible"].sum() == 6000


def test_the_median_project_is_about_79_million_with_a_few_large_ones(province: Tables) -> None:
    grants = _grants(province) / MILLION
    assert grants.median() == pytest.approx(79, rel=0.10)
    assert 2 <= (grants > 400).sum() <= 15
    assert grants.max() > 500


def test_leverage_is_about_five(province: Tables) -> None:
    support = province["support"].dropna(subset=["counterpart"])
    leverage = support["counterpart"].sum() / support["grant_amount"].sum()
    assert 4.3 <= leverage <= 5.7


def test_money_rises_from_about_one_to_about_eight_thousand_million(province: Tables) -> None:
    approved = _yearly(province, "approved")
    assert 0.7 <= approved[2014] <= 1.4
    assert 7 <= approved[2025] <= 9
    assert (approved.diff().dropna() > 0).all()


def test_about_nine_tenths_of_the_plan_is_paid_and_less_in_the_last_year(province: Tables) -> None:
    planned, disbursed = _yearly(province, "planned"), _disbursed(province)
    assert disbursed.sum() / planned.sum() == pytest.approx(0.90, abs=0.03)
    assert disbursed[2025] / planned[2025] < 0.88


def test_few_kinds_of_activity_take_most_and_one_is_never_used(province: Tables) -> None:
    project = province["project"].merge(_grants(province), on="project_id")
    share = project.groupby("activity")["approved"].sum() / project["approved"].sum()
    assert "HOP_TAC_QT" not in share.index
    assert share.nlargest(3).sum() > 0.8
    assert set(share.nlargest(3).index) == {"MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "SP_TIEU_BIEU_XTTM"}


def test_sources_follow_what_is_published(province: Tables) -> None:
    years = province["project"][["project_id", "plan_year", "approved_on"]]
    funds = province["project_fund"].merge(years, on="project_id")
    by_source = funds.groupby(["plan_year", "fund_source"])["approved"].sum().unstack()
    assert by_source["national"].isna()[2024]
    assert by_source["national"].drop(2024).gt(0).all()
    late = funds["approved_on"] >= "2025-07-01"
    assert "district" not in set(funds.loc[late, "fund_source"])
    assert 20 <= funds["project_id"].duplicated().sum() <= 70


def test_answers_are_missing_as_stated(province: Tables) -> None:
    people = province["establishment"].query("eligible")
    expected = 0
    for year in range(2013, 2026):
        open_ = people["closed_on"].isna() | (people["closed_on"] > pd.Timestamp(year, 12, 31))
        expected += int((open_ & (people["founded_on"] <= pd.Timestamp(year, 6, 30))).sum())
    records = province["outcome_record"]
    assert 0.35 <= 1 - len(records) / expected <= 0.40
    supported = records["establishment_id"].isin(province["support"]["establishment_id"])
    share = records[supported].groupby("establishment_id").size().mean()
    assert share > records[~supported].groupby("establishment_id").size().mean()
    open_questions = records.drop(columns="would_invest_anyway").isna().mean()
    assert open_questions["revenue"] < open_questions["waste_tonnes"]
    assert (open_questions.drop(["establishment_id", "year", "currency", "reporting"]) > 0).all()


def test_supported_establishments_differ_so_a_plain_comparison_misleads(province: Tables) -> None:
    records = province["outcome_record"].query("year == 2013").copy()
    records["per_worker"] = records["value_added"] / records["workers"]
    supported = records["establishment_id"].isin(province["support"]["establishment_id"])
    for column in ("per_worker", "workers"):
        means = records.groupby(supported)[column].mean()
        assert means[True] > 1.15 * means[False], column


def test_outreach_is_uneven_and_brings_applications(province: Tables) -> None:
    events = province["outreach_event"]
    district = events["unit_id"].str[:3]
    before = events["held_on"] < "2021-01-01"
    assert not {"530", "526"} & set(district[before])
    assert district.eq("522").sum() > 8 * district.eq("531").sum()
    people = province["establishment"].query("eligible")["establishment_id"]
    reached = people.isin(province["outreach_contact"]["establishment_id"])
    applied = people.isin(province["application"]["establishment_id"])
    assert applied[reached].mean() > 1.5 * applied[~reached].mean()


# --- valid ----------------------------------------------------------------------------------


def test_every_declaration_of_the_dictionary_holds(province: Tables) -> None:
    with duckdb.connect() as connection:
        frames = {**geography(), **province}
        problems = stage_frames(connection, frames, lambda name: name)
        problems += check_staged(connection, lambda name: name)
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_frames_have_the_columns_of_the_dictionary_and_are_not_empty(province: Tables) -> None:
    for name, frame in province.items():
        assert list(frame.columns) == TABLES[name].column_names()
        assert len(frame) > 0, name


@pytest.mark.parametrize(
    ("table", "day"),
    [
        ("project", "place_day"),
        ("application", "submitted_on"),
        ("outreach_event", "held_on"),
        ("difficulty", "raised_on"),
        ("officer_training", "held_on"),
    ],
)
def test_units_are_the_version_valid_on_the_day(province: Tables, table: str, day: str) -> None:
    frame = province[table].copy()
    if table == "project":
        frame["place_day"] = frame["approved_on"].fillna(frame["registered_on"])
    units = geography()["administrative_unit"].set_index("unit_id")
    units = units[["level", "valid_from", "valid_to"]]
    placed = frame.dropna(subset=["unit_id"]).join(units, on="unit_id")
    assert len(placed) > 0.9 * len(frame)
    assert (placed["valid_from"].isna() | (placed["valid_from"] <= placed[day])).all()
    assert (placed["valid_to"].isna() | (placed[day] <= placed["valid_to"])).all()
    before = placed[day] < "2025-07-01"
    assert set(placed.loc[before, "level"]) == {"district"}
    assert set(placed.loc[~before, "level"]) == {"commune"}


def test_establishments_lie_in_wards_and_later_ones_in_communes(province: Tables) -> None:
    people = province["establishment"]
    unknown = people["unit_id"].isna()
    assert 0 < unknown.sum() < 0.02 * len(people)
    old = people["founded_on"] < "2025-07-01"
    assert people.loc[old & ~unknown, "unit_id"].str.endswith("_v1").all()
    assert people.loc[~old & ~unknown, "unit_id"].str.endswith("_v2").all()
    assert people["unit_id"].eq("536_v1").any()


def test_denominators_add_up_to_the_establishments_on_the_books(province: Tables) -> None:
    people = province["establishment"].query("eligible").dropna(subset=["unit_id"])
    counted = province["unit_year"].groupby("year")["eligible_establishments"].sum()
    for year in range(2014, 2026):
        last = pd.Timestamp(year, 12, 31)
        open_ = people["closed_on"].isna() | (people["closed_on"] > last)
        assert counted[year] == (open_ & (people["founded_on"] <= last)).sum()
    assert set(province["unit_year"]["status"]) == {"simulated"}


def test_nobody_is_supported_before_founding_or_after_closing(province: Tables) -> None:
    support = province["support"].merge(province["establishment"], on="establishment_id")
    assert (support["founded_on"].dt.year < support["year"]).all()
    assert (support["closed_on"].isna() | (support["closed_on"].dt.year > support["year"])).all()
    done = support.dropna(subset=["completed_on"])
    assert (done["closed_on"].isna() | (done["closed_on"] > done["completed_on"])).all()
    assert support["eligible"].all()


def test_every_support_has_an_approved_application(province: Tables) -> None:
    approved = province["application"].query("result == 'approved'")
    pairs = set(zip(approved["project_id"], approved["establishment_id"], strict=True))
    support = province["support"]
    assert set(zip(support["project_id"], support["establishment_id"], strict=True)) == pairs
    assert len(pairs) == len(support)


def test_the_score_decides_in_the_main(province: Tables) -> None:
    scored = province["application"].dropna(subset=["score"])
    approved = scored["result"] == "approved"
    passed = scored["score"] >= 60
    assert approved[passed].mean() > 0.6
    assert approved[~passed].mean() < 0.45
    assert (approved & passed).sum() > 8 * (approved & ~passed).sum()


def test_unsafe_food_is_refused_in_recent_years(province: Tables) -> None:
    files = province["application"].merge(province["establishment"], on="establishment_id")
    project_year = files["project_id"].map(province["project"].set_index("project_id")["plan_year"])
    unsafe = files["makes_food"] & files["food_safety_until"].isna()
    assert not (unsafe & (files["result"] == "approved") & (project_year >= 2020)).any()
    refused = files[files["reason"] == "food_safety"]
    assert len(refused) > 50
    assert refused["makes_food"].all()
    assert set(refused["result"]) == {"refused"}


def test_money_flows_down_and_unreached_stages_stay_unknown(province: Tables) -> None:
    project = province["project"].set_index("project_id")
    funds = province["project_fund"].join(project, on="project_id")
    assert (funds["settled"].dropna() <= funds["accepted"][funds["settled"].notna()]).all()
    assert (funds["accepted"].isna() == funds["accepted_on"].isna()).all()
    assert (funds["settled"].isna() == funds["settled_on"].isna()).all()
    assert (funds["approved"].isna() == (funds["status"] == "planned")).all()
    assert (funds["planned"] >= funds["approved"]).mean() > 0.9
    assert (funds["approved"].dropna() % 100_000 == 0).all()
    assert set(project["status"]) == {"settled", "accepted", "running", "stopped", "planned"}
    stages = ["registered_on", "approved_on", "contracted_on", "accepted_on", "settled_on"]
    assert (project[stages].max() <= AS_OF).all()


def test_payments_keep_to_the_advance_and_to_what_was_settled(province: Tables) -> None:
    key = ["project_id", "fund_source"]
    stages = province["payment"].pivot_table(
        index=key, columns="stage", values="amount", aggfunc="sum", fill_value=0
    )
    funds = province["project_fund"].set_index(key).join(stages).fillna({"advance": 0})
    assert (funds["advance"] > 0.7 * funds["approved"].fillna(0)).sum() == LARGE_ADVANCES
    paid = funds["advance"] + funds["balance"].fillna(0) - funds["recovery"].fillna(0)
    done = funds["settled"].notna()
    gap = (funds["settled"] - paid)[done]
    assert (gap >= 0).all()
    assert (gap > 0).sum() == UNPAID_BALANCES
    assert (paid >= 0).all()
    assert (province["payment"]["paid_on"] <= AS_OF).all()
    assert {"advance", "balance", "recovery"} == set(province["payment"]["stage"])


def test_grants_add_up_and_stay_within_the_ceilings(province: Tables) -> None:
    support = province["support"].merge(province["project"], on="project_id")
    grants = _grants(province)
    per_project = support.groupby("project_id")["grant_amount"].sum()
    assert (per_project == grants[per_project.index]).all()
    national = support["programme_level"].eq("national").to_numpy(dtype=bool)
    most, share = ceilings_on(
        support["activity_kind"].to_numpy(dtype=object),
        support["approved_on"].to_numpy(dtype="datetime64[D]"),
        national,
        0.8,
    )
    one = ~support["project_id"].duplicated(keep=False) | (support["activity_kind"] == "MACHINE")
    beyond = support[one & (support["grant_amount"] > most * MILLION)]
    assert dict(zip(beyond["priority_case"], beyond["grant_amount"], strict=True)) == OVER_CEILING
    assert set(beyond["programme_level"]) == {"national"}
    bought = support["activity_kind"].isin(MACHINERY) & support["counterpart"].notna()
    cost = support["grant_amount"] + support["counterpart"]
    assert (support["grant_amount"] / cost <= share + 1e-9)[bought].all()


def test_no_code_could_be_a_real_one(province: Tables) -> None:
    people = province["establishment"].dropna(subset=["tax_code"])
    assert not people["tax_code"].duplicated().any()
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    for code in people["tax_code"]:
        assert len(code) in (10, 12)
        assert code.startswith("000" if len(code) == 12 else "00")
        if len(code) == 10:
            total = sum(w * int(digit) for w, digit in zip(weights, code[:9], strict=True))
            assert int(code[9]) != 10 - total % 11
    names = province["establishment"]["name"]
    assert names.str.endswith("(mô phỏng)").all()
    assert not names.duplicated().any()


# --- how the work runs ----------------------------------------------------------------------


def test_national_files_go_to_the_ministry_mostly_in_time(province: Tables) -> None:
    project = province["project"]
    national = project[project["programme_level"] == "national"]
    assert project["sent_to_ministry_on"].notna().sum() == national["sent_to_ministry_on"].count()
    sent = national.dropna(subset=["sent_to_ministry_on"])
    assert 0.85 < len(sent) / len(national) < 1
    assert (sent["sent_to_ministry_on"] > sent["appraised_on"]).all()
    assert (sent["sent_to_ministry_on"] < sent["approved_on"]).all()
    year = (sent["plan_year"] - 1).astype(str)
    in_time = sent["sent_to_ministry_on"] < pd.to_datetime(year + "-06-15")
    assert 0.75 < in_time.mean() < 1
    registered = pd.to_datetime((national["plan_year"] - 1).astype(str) + "-05-20")
    assert (national["registered_on"] >= registered).sum() == LATE_FILES


def test_stages_after_the_contract_keep_their_order(province: Tables) -> None:
    project = province["project"]
    early = project["contracted_on"] < project["approved_on"]
    assert early.sum() == EARLY_CONTRACTS
    assert (project["due_on"] > project["contracted_on"]).sum() == project["due_on"].notna().sum()
    assert project["due_on"].isna().sum() > project["contracted_on"].isna().sum()
    filed = project.dropna(subset=["settlement_filed_on"])
    assert (filed["settlement_filed_on"] > filed["accepted_on"]).all()
    settled = filed.dropna(subset=["settled_on"])
    assert (settled["settlement_filed_on"] < settled["settled_on"]).all()
    days = (filed["settlement_filed_on"] - filed["accepted_on"]).dt.days
    assert 0.7 < (days <= 15).mean() < 0.95
    assert (filed["settlement_filed_on"] <= AS_OF).all()


def test_officers_are_those_of_the_courses(province: Tables) -> None:
    officer = province["project"]["officer"]
    assert set(officer.dropna()) <= set(province["officer_training"]["officer"])
    assert 0 < officer.isna().mean() < 0.06
    assert officer.value_counts().max() > 3 * officer.value_counts().median() / 2


def test_only_courses_that_were_held_have_learners(province: Tables) -> None:
    project = province["project"]
    course = (project["activity_kind"] == "TRAINING") & project["accepted_on"].notna()
    assert project.loc[~course, "trainees"].isna().all()
    assert project.loc[course, "trainees"].notna().mean() > 0.85
    assert project["trainees"].min() >= 8


def test_cluster_projects_lie_where_their_cluster_lies(province: Tables) -> None:
    project = province["project"]
    own = project["activity_kind"].isin(CLUSTER_KINDS)
    assert own.sum() >= 5
    assert (project["cluster_id"].notna() == own).all()
    cluster = province["cluster"].set_index("cluster_id")
    assert set(cluster.loc[project.loc[own, "cluster_id"], "kind"]) == {"cluster"}
    ward = geography()["unit_membership"]
    within = ward[ward["relation"] == "within"].groupby("unit_id")["parent_id"].agg(set)
    before = project[own & (project["approved_on"] < "2025-07-01")]
    for place, name in zip(before["unit_id"], before["cluster_id"], strict=True):
        lies = cluster.loc[name, "unit_id"]
        assert place[:3] in {parent[:3] for parent in within[lies]} | {lies[:3]}


def test_years_of_clusters_agree_with_the_establishments_inside(province: Tables) -> None:
    people = province["establishment"].dropna(subset=["cluster_id"])
    years = province["cluster_year"]
    assert set(years["year"]) == set(range(2014, 2026))
    assert set(years["cluster_id"]) == set(province["cluster"]["cluster_id"])
    for year, rows in years.groupby("year"):
        last = pd.Timestamp(int(year), 12, 31)
        open_ = people["closed_on"].isna() | (people["closed_on"] > last)
        inside = people[open_ & (people["founded_on"] <= last)].groupby("cluster_id").size()
        counted = rows.set_index("cluster_id")["establishments"]
        assert (counted == inside.reindex(counted.index, fill_value=0)).all()
        assert ((rows["workers"] >= rows["establishments"]) | (rows["establishments"] == 0)).all()
    let = years.dropna(subset=["leased_area_ha"])
    assert (let["leased_area_ha"] <= let["industrial_area_ha"]).all()
    grown = let.sort_values("year").groupby("cluster_id")["leased_area_ha"]
    assert all(path.is_monotonic_increasing for _, path in grown)
    assert {"cluster", "economic_zone", "industrial_zone"} == set(province["cluster"]["kind"])


def test_some_visits_were_made_in_clusters(province: Tables) -> None:
    events = province["outreach_event"]
    inside = events[events["cluster_id"].notna()]
    assert 10 < len(inside) < 0.5 * len(events)
    assert set(inside["kind"]) == {"survey_visit"}
    assert (inside["held_on"] < "2025-07-01").all()


def test_progress_reports_are_monthly_and_some_late_or_missing(province: Tables) -> None:
    reports = province["progress_report"].merge(province["project"], on="project_id")
    assert not reports.duplicated(["project_id", "year", "month"]).any()
    day = reports["reported_on"]
    month_end = pd.to_datetime(
        reports["year"].astype(str) + "-" + reports["month"].astype(str) + "-01"
    ) + pd.offsets.MonthEnd(1)
    assert ((month_end - day).dt.days > -8).all()
    assert (day <= AS_OF).all()
    in_time = day <= pd.to_datetime(
        reports["year"].astype(str) + "-" + reports["month"].astype(str) + "-24"
    )
    assert 0.8 < in_time.mean() < 0.95
    national = province["project"]["programme_level"] == "national"
    reported = province["project"]["project_id"].isin(reports["project_id"])
    assert reported[national].mean() > 0.85
    assert 0.25 < reported[~national].mean() < 0.6
    grows = reports.sort_values("reported_on").groupby("project_id")["progress"]
    assert all(path.is_monotonic_increasing for _, path in grows)


def test_priority_goes_to_mountain_and_island_places(province: Tables) -> None:
    support = province["support"].merge(province["establishment"], on="establishment_id")
    known = support.dropna(subset=["priority_case"])
    assert 0 < 1 - len(known) / len(support) < 0.1
    assert 0.05 < known["priority_case"].mean() < 0.35


def test_targets_cover_what_the_money_is_for_and_some_districts(province: Tables) -> None:
    targets = province["plan_target"]
    whole = targets[targets["unit_id"] == "51_v1"]
    assert set(whole["year"]) == set(range(2014, 2026))
    assert {"workers_trained", "tech_demo_models", "machinery", "officers_trained"} <= set(
        whole["indicator"]
    )
    assert whole.groupby("indicator").size().eq(12).all()
    districts = targets[targets["unit_id"] != "51_v1"]
    assert set(districts["indicator"]) == {"fund_total", "projects"}
    assert 2025 in set(districts["year"])
    assert not targets["target_id"].duplicated().any()


def test_notes_say_that_they_are_invented(default: Tables) -> None:
    notes = default["annotation"]
    assert notes["title_vi"].str.endswith("(mô phỏng)").all()
    assert notes["title_en"].str.endswith("(simulated)").all()
    assert {"disaster", "price_shock"} <= set(notes["kind"])


def test_a_few_got_machinery_twice(province: Tables) -> None:
    support = province["support"].merge(province["project"], on="project_id")
    machine = support[support["activity_kind"] == "MACHINE"]
    assert machine.duplicated("establishment_id").sum() == SAME_CONTENT


def test_some_money_is_paid_in_the_year_after_the_plan(province: Tables) -> None:
    paid = province["payment"].merge(province["project"], on="project_id")
    assert 0.02 < (paid["paid_on"].dt.year > paid["plan_year"]).mean() < 0.2


# --- true -----------------------------------------------------------------------------------


def _truth(tables: Tables) -> pd.DataFrame:
    return tables["simulated_truth"].set_index(["establishment_id", "year", "outcome"])


def test_the_truth_covers_the_supported_from_their_support_on(province: Tables) -> None:
    truth = province["simulated_truth"]
    first = province["support"].groupby("establishment_id")["year"].min()
    assert set(truth["establishment_id"]) <= set(first.index)
    assert (truth["year"] >= truth["establishment_id"].map(first)).all()
    records = province["outcome_record"][["establishment_id", "year"]]
    after = records[records["year"] >= records["establishment_id"].map(first)]
    known = set(zip(truth["establishment_id"], truth["year"], strict=True))
    assert set(zip(after["establishment_id"], after["year"], strict=True)) <= known


def test_records_are_what_the_truth_says_happened(province: Tables) -> None:
    records = province["outcome_record"].copy()
    records["value_added_per_worker"] = records["value_added"] / records["workers"]
    for outcome, tolerance in (
        ("workers", 0.0),
        ("revenue", 1e-3),
        ("value_added_per_worker", 1e-3),
    ):
        true = province["simulated_truth"].query("outcome == @outcome")
        both = records.merge(true, on=["establishment_id", "year"]).dropna(subset=[outcome])
        assert len(both) > 500
        gap = (both[outcome] / both["treated"] - 1).abs()
        assert gap.max() <= tolerance, outcome


def test_nothing_changes_before_completion_and_machinery_then_grows(province: Tables) -> None:
    support = province["support"].merge(
        province["project"][["project_id", "activity_kind"]], on="project_id"
    )
    machinery = support[support["activity_kind"].isin(MACHINERY)]
    completed = machinery.groupby("establishment_id")["completed_on"].min().dt.year
    truth = province["simulated_truth"].query("outcome == 'value_added_per_worker'").copy()
    truth["effect"] = truth["treated"] / truth["untreated"] - 1
    since = truth["year"] - truth["establishment_id"].map(completed)
    assert (truth["effect"][since.isna() | (since < 0)] == 0).all()
    by_year = truth["effect"].groupby(since.clip(upper=3)).mean()
    assert 0.05 < by_year[0] < by_year[1] < by_year[2] < by_year[3] < 0.18
    settled = truth["effect"][since >= 3]
    assert 0.1 < (settled == 0).mean() < 0.32


def test_the_plain_difference_is_far_from_the_true_effect(default: Tables) -> None:
    records = default["outcome_record"].query("year == 2024").copy()
    records["per_worker"] = records["value_added"] / records["workers"]
    supported = records["establishment_id"].isin(default["support"]["establishment_id"])
    means = records.groupby(supported)["per_worker"].mean()
    true = _truth(default).query("year == 2024 and outcome == 'value_added_per_worker'")
    effect = (true["treated"] / true["untreated"]).mean() - 1
    assert means[True] / means[False] - 1 > 2 * effect
