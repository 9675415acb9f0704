"""Gates are data: a province's own rows decide, with their days, without any change of code."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.decisions.gates import gate_results, gate_verdicts
from analysis.decisions.selection import Selection
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.file_case import Facts, case_tables
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
CITY = {"unit_id": "522_v2"}
CASES: dict[str, tuple[Facts, Facts]] = {
    "district": ({"unit_id": "524_v1"}, {}),
    "town": ({"unit_id": "534_v2"}, {}),
    "city": (CITY, {}),
    "city?": (CITY | {"eligible": None}, {}),
    "city, not": (CITY | {"eligible": False}, {}),
    "province": ({"unit_id": "51_v1"}, {}),
    "cooperative": ({"legal_form": "cooperative"}, {}),
    "garments": ({"industry": "14"}, {}),
    "training": ({}, {"activity": "DAO_TAO_NGHE", "activity_kind": "TRAINING"}),
    "small": ({"size": "small"}, {}),
}
RULES = pd.DataFrame(
    [
        ("own", "other", "Có cam kết bảo vệ môi trường", None, None, None, "2025-01-01", None),
        ("later", "other", "Có mã vùng trồng", None, None, None, "2026-01-01", None),
        ("place", "eligible_place", "Ở huyện", None, None, "districts", None, None),
        ("form", "eligible_kind", "Hộ kinh doanh", None, None, "household", None, None),
        ("industry", "eligible_industry", "Cơ khí", None, None, "25", None, None),
        ("hard", "industry_hard_area", "Khai khoáng", None, None, "08", None, None),
        ("size a", "size", "Siêu nhỏ, nhỏ", None, None, "micro;small", None, None),
        ("size b", "size", "Siêu nhỏ", None, None, "micro", None, None),
        ("size c", "size", "Đào tạo: nhỏ", None, "TRAINING", "small", None, None),
        ("old", "machinery_new", "Máy mới", None, None, None, None, "2025-12-30"),
    ],
    columns=[
        *("rule_id", "gate", "title_vi", "activity", "activity_kind", "parameter"),
        *("valid_from", "valid_to"),
    ],
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("rules")
    tables = case_tables(CASES) | {"gate_rule": RULES}
    return loaded(write_case(folder / "case", tables, geography=True), folder / "workspace")


@pytest.fixture(scope="module")
def results(snapshot: Snapshot) -> pd.DataFrame:
    return gate_results(snapshot, ENGLISH)


def _of(results: pd.DataFrame, gate: str) -> dict[str, tuple[str, str]]:
    rows = results[results["gate"] == gate]
    pairs = zip(rows["result"], rows["reason_code"], strict=True)
    return dict(zip(rows["application_id"], pairs, strict=True))


def test_a_demand_the_program_does_not_know_is_said_and_blocks(
    snapshot: Snapshot, results: pd.DataFrame
) -> None:
    own = results[results["gate"] == "other"]
    assert set(own["rule_id"]) == {"own"}
    assert len(own) == len(CASES)
    row = own.iloc[0]
    assert row["rule"] == "Có cam kết bảo vệ môi trường", "Vietnamese where there is no English"
    assert (row["result"], row["reason"]) == (
        "unknown",
        "The program cannot check this: a person must, and record it in the table Gate answer",
    )
    told = gate_verdicts(snapshot, ENGLISH).set_index("application_id")
    assert told.loc["district", "overall"] == "blocked"
    assert told.loc["district", "missing"] == "Có cam kết bảo vệ môi trường"


def test_what_a_person_found_is_a_row_that_counts_from_its_day(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    answers = [
        ("a", "district", "own", True, "2025-10-01"),
        ("b", "town", "own", True, "2025-10-01"),
        ("c", "town", "own", False, "2025-11-01"),
        # Of a condition the program checks itself, what the records say stands.
        ("d", "small", "size a", True, "2025-10-01"),
    ]
    columns = ["answer_id", "application_id", "rule_id", "met", "answered_on"]
    folder = tmp_path_factory.mktemp("answers")
    tables = case_tables(CASES) | {
        "gate_rule": RULES,
        "gate_answer": pd.DataFrame(answers, columns=columns),
    }
    made = loaded(write_case(folder / "case", tables, geography=True), folder / "workspace")
    found = _of(gate_results(made, ENGLISH), "other")
    assert found["district"] == ("pass", "answered_met")
    assert found["town"] == ("fail", "answered_not_met"), "the latest counts"
    assert found["city"] == ("unknown", "checked_by_hand")
    rows = gate_results(made, ENGLISH).set_index(["application_id", "rule_id"])
    assert rows.loc[("district", "own"), "reason"] == "Found met by a person, 1 Oct 2025"
    assert rows.loc[("small", "size b"), "result"] == "fail"
    then = Selection(known_on=date(2025, 10, 15))
    assert _of(gate_results(made, ENGLISH, then), "other")["town"] == ("pass", "answered_met")
    before = Selection(known_on=date(2025, 9, 30))
    assert _of(gate_results(made, ENGLISH, before), "other")["district"] == (
        *("unknown", "checked_by_hand"),
    )


def test_a_rule_holds_between_its_days_only(snapshot: Snapshot, results: pd.DataFrame) -> None:
    assert "old" not in set(results["rule_id"]), "it ended the day before"
    assert "later" not in set(results["rule_id"])
    then = gate_results(snapshot, ENGLISH, Selection(judged_on=date(2026, 1, 1)))
    assert {"own", "later"} <= set(then["rule_id"]), "two demands of one's own stand side by side"


def test_districts_and_towns_count_and_a_city_by_its_class(results: pd.DataFrame) -> None:
    assert _of(results, "eligible_place") == {
        **{name: ("pass", "place_district") for name in CASES},
        "city": ("pass", "city_as_recorded"),
        "city?": ("unknown", "city_class_unknown"),
        "city, not": ("fail", "recorded_not_eligible"),
        "province": ("unknown", "place_kind_unknown"),
    }
    row = results[(results["application_id"] == "town") & (results["gate"] == "eligible_place")]
    assert row["reason"].iloc[0] == "Producing in Đức Phổ town"


def test_lists_are_those_of_the_rule(results: pd.DataFrame) -> None:
    assert _of(results, "eligible_kind")["cooperative"] == ("fail", "form_not_supported")
    assert _of(results, "eligible_industry")["garments"] == ("fail", "industry_not_supported")
    assert _of(results, "industry_hard_area") == {}, "nobody is of that industry"


def test_rules_of_one_demand_hold_together_and_a_narrower_one_replaces_them(
    results: pd.DataFrame,
) -> None:
    sizes = results[results["gate"] == "size"].set_index("application_id")
    rules = sizes["rule_id"].to_dict()
    assert (rules["district"], rules["small"], rules["training"]) == ("size a", "size b", "size c")
    assert set(sizes.index[sizes["result"] == "fail"]) == {"small", "training"}


def test_without_any_rule_in_force_nothing_says_that_a_file_may_be_supported(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("none")
    unread = RULES[RULES["rule_id"] == "place"].assign(parameter="làng", valid_to="2025-12-31")
    tables = case_tables({"one": ({}, {})}) | {"gate_rule": unread}
    snapshot = loaded(write_case(folder / "case", tables, geography=True), folder / "workspace")
    assert _of(gate_results(snapshot, ENGLISH), "eligible_place") == {
        "one": ("unknown", "parameter_unread")
    }
    told = gate_verdicts(snapshot, ENGLISH, Selection(judged_on=date(2026, 1, 1))).iloc[0]
    assert (told["overall"], told["missing"]) == ("blocked", "No condition is in force")
