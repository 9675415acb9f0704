"""Every support against its ceiling, on tables small enough to judge by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import Measure, typed_frame
from analysis.measures.ceilings import MEASURES
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
EVERYTHING = Scope(language="en")
BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}

# Two regimes of national ceilings: machinery 200 and then 300 million up to half of the cost, with
# a priority multiplier in the first only; a model whose ceiling nobody has seen in full; cluster
# works by project; advances of up to 70 %; and one local ceiling, for an award.
CEILINGS = pd.DataFrame(
    [
        ("C1", "MACHINE", "national", 0.5, 200, None, "support", "2014-04-08", "2018-05-10"),
        ("C2", "MACHINE", "national", 0.5, 300, None, "support", "2018-05-11", None),
        ("C3", "TECH_LINE", "national", 0.5, 450, None, "support", "2014-04-08", None),
        ("C4", "MODEL_EXISTING", "national", None, 100, None, "support", "2014-04-08", None),
        ("C5", "CLUSTER_INFRA", "national", None, 6000, None, "project", "2014-04-08", None),
        ("C6", "ADVANCE_MAX", "national", 0.7, None, None, "advance", "2014-04-08", None),
        ("C7", "PRIORITY_MULT", "national", None, None, 1.5, "other", "2014-04-08", "2018-05-10"),
        ("C8", "AWARD_PROV", "provincial", None, 3, None, "support", "2024-06-01", None),
        ("C9", "FAIR_DOMESTIC_JOIN", "national", 0.8, None, None, "other", "2014-04-08", None),
        ("C10", "AIRFARE", "national", 1.0, None, None, "support", "2014-04-08", None),
        ("C11", "MACHINE", "provincial", 0.5, 250, None, "support", None, None),
    ],
    columns=[
        "ceiling_id",
        "activity_kind",
        "fund_source",
        "max_share",
        "max_amount",
        "multiplier",
        "applies_to",
        "valid_from",
        "valid_to",
    ],
).assign(
    jurisdiction="Việt Nam",
    currency="VND",
    verification="seen (full text)",
    applies_here=True,
    legal_source="a circular",
    source="tests",
)
CEILINGS["max_amount"] = (CEILINGS["max_amount"] * MILLION).astype("Int64")
CEILINGS.loc[CEILINGS["ceiling_id"] == "C4", "verification"] = "superseded source; seen in part"
CEILINGS.loc[CEILINGS["ceiling_id"] == "C11", "applies_here"] = False
CEILINGS.loc[CEILINGS["ceiling_id"] == "C11", "jurisdiction"] = "Quảng Nam"

# name: kind, approved on, plan year, sources, grant, counterpart, priority -> status, reason
CASES: dict[str, tuple[object, ...]] = {
    "at the limit": ("MACHINE", "2020-01-10", 2020, "N", 300, 300, None, "within", None),
    "one over amount": ("MACHINE", "2020-01-10", 2020, "N", 301, 900, None, "beyond", "amount"),
    "over the share": ("MACHINE", "2020-01-10", 2020, "N", 200, 100, None, "beyond", "share"),
    "over both": ("MACHINE", "2020-01-10", 2020, "N", 400, 100, None, "beyond", "both"),
    "share unknown": ("MACHINE", "2020-01-10", 2020, "N", 90, None, None, "share?", None),
    "beyond anyway": ("MACHINE", "2020-01-10", 2020, "N", 310, None, None, "beyond", "amount"),
    "old rule": ("MACHINE", "2018-05-10", 2018, "N", 201, 900, False, "beyond", "amount"),
    "new rule": ("MACHINE", "2018-05-11", 2018, "N", 201, 900, False, "within", None),
    "priority": ("MACHINE", "2016-01-10", 2016, "N", 300, 900, True, "within", None),
    "priority, over": ("MACHINE", "2016-01-10", 2016, "N", 301, 900, True, "beyond", "amount"),
    "priority?": ("MACHINE", "2016-01-10", 2016, "N", 300, 900, None, "depends", None),
    "priority?, low": ("MACHINE", "2016-01-10", 2016, "N", 200, 900, None, "within", None),
    "priority?, over": ("MACHINE", "2016-01-10", 2016, "N", 301, 900, None, "beyond", "amount"),
    "no priority": ("MACHINE", "2016-01-10", 2016, "N", 250, 900, False, "beyond", "amount"),
    "lapsed": ("MACHINE", "2020-01-10", 2020, "N", 450, 900, True, "beyond", "lapsed"),
    "lapsed, over": ("MACHINE", "2020-01-10", 2020, "N", 451, 900, True, "beyond", "amount"),
    "line": ("TECH_LINE", "2016-01-10", 2016, "N", 451, 900, True, "beyond", "amount"),
    "year of one rule": ("MACHINE", None, 2020, "N", 300, 900, None, "within", None),
    "year of two": ("MACHINE", None, 2018, "N", 100, 900, None, "cannot", "changed"),
    "year begun late": ("MACHINE", None, 2014, "N", 100, 900, None, "cannot", "changed"),
    "before any": ("MACHINE", "2014-04-07", 2014, "N", 100, 900, None, "none", None),
    "local": ("MACHINE", "2020-01-10", 2020, "P", 900, 900, None, "none", None),
    "district": ("MACHINE", "2020-01-10", 2020, "D", 900, 900, None, "none", None),
    "award": ("AWARD_PROV", "2024-06-05", 2024, "P", 3, None, None, "within", None),
    "award, over": ("AWARD_PROV", "2024-06-05", 2024, "P", 4, None, None, "beyond", "amount"),
    "award early": ("AWARD_PROV", "2024-05-31", 2024, "P", 3, None, None, "none", None),
    "two, within": ("MACHINE", "2020-01-10", 2020, "NP", 300, 300, None, "within", None),
    "two, over": ("MACHINE", "2020-01-10", 2020, "NP", 301, 300, None, "cannot", "sources"),
    "two local": ("MACHINE", "2020-01-10", 2020, "PD", 301, 300, None, "none", None),
    "no source": ("MACHINE", "2020-01-10", 2020, "?", 100, 300, None, "cannot", "source"),
    "no money row": ("MACHINE", "2020-01-10", 2020, "", 100, 300, None, "cannot", "source"),
    "half a source": ("MACHINE", "2020-01-10", 2020, "N?", 100, 300, None, "cannot", "source"),
    "no kind": (None, "2020-01-10", 2020, "N", 100, 300, None, "cannot", "kind"),
    "no grant": ("MACHINE", "2020-01-10", 2020, "N", None, 300, None, "cannot", "grant"),
    "unseen": ("MODEL_EXISTING", "2020-01-10", 2020, "N", 90, None, None, "unconfirmed", None),
    "stand": ("FAIR_DOMESTIC_JOIN", "2020-01-10", 2020, "N", 5, 5, None, "cannot", "stand"),
    "fare": ("AIRFARE", "2020-01-10", 2020, "N", 5, None, None, "within", None),
    "fare known": ("AIRFARE", "2020-01-10", 2020, "N", 5, 5, None, "within", None),
}
_STATUS = {
    "share?": "within_amount_share_unknown",
    "depends": "depends_on_priority",
    "cannot": "cannot_tell",
    "none": "no_ceiling",
}
_REASON = {
    "amount": "Above the largest amount",
    "share": "Above the largest share of grant and counterpart",
    "both": "Above both the amount and the share",
    "lapsed": "A priority case, but the multiplier is not confirmed for that day",
    "changed": "The ceiling changed within the year and the approval day is unknown",
    "sources": "Several sources that cannot be split; the whole is above at least one ceiling",
    "source": "Fund source unknown",
    "kind": "Kind of activity unknown",
    "grant": "Amount unknown",
    "stand": "The ceiling is of a cost no record shows (stands, fares, estimates…)",
}
_SOURCE = {"N": "national", "P": "provincial", "D": "district", "?": None}


def _amount(value: object) -> object:
    return None if value is None else int(str(value)) * MILLION


def _tables() -> dict[str, pd.DataFrame]:
    names = list(CASES)
    cases = list(CASES.values())
    funds = [
        (name, _SOURCE[letter])
        for name, case in zip(names, cases, strict=True)
        for letter in case[3]
    ]
    return {
        "ceiling": CEILINGS,
        "establishment": pd.DataFrame(
            {
                "establishment_id": ["E1", "E2"],
                "name": ["Cơ sở Một", "Cơ sở Hai"],
                "industry": ["10", "16"],
                "size": ["micro", None],
            }
        ),
        "project": pd.DataFrame(
            {
                "project_id": names,
                "title": [f"Đề án {name}" for name in names],
                "plan_year": [case[2] for case in cases],
                "approved_on": [case[1] for case in cases],
                "activity": "MO_HINH_MAY_MOC",
                "activity_kind": [case[0] for case in cases],
                "status": "running",
            }
        ),
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": [f"F{number}" for number in range(len(funds))],
                "project_id": [name for name, _ in funds],
                "fund_source": [source for _, source in funds],
                "currency": "VND",
                "approved": 100 * MILLION,
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S {name}" for name in names],
                "project_id": names,
                "establishment_id": ["E1" if case[0] == "MACHINE" else "E2" for case in cases],
                "year": [case[2] for case in cases],
                "currency": "VND",
                "grant_amount": pd.array([_amount(case[4]) for case in cases], "Int64"),
                "counterpart": pd.array([_amount(case[5]) for case in cases], "Int64"),
                "priority_case": [case[6] for case in cases],
            }
        ),
    }


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("ceilings")
    return loaded(write_case(folder / "case", _tables(), geography=True), folder / "ws")


def _run(name: str, snapshot: Snapshot, scope: Scope = EVERYTHING) -> pd.DataFrame:
    return typed_frame(BY_NAME[name].run(snapshot, scope), BY_NAME[name])


def _marts(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.query(
        "select project_id, groups.source_group, groups.ceiling_id, judged.*"
        " from mart_ceiling_case as judged"
        " join mart_ceiling_group as groups on groups.group_no = judged.group_no"
        " join mart_project on mart_project.project_no = judged.project_no"
    ).set_index("project_id")


@pytest.mark.parametrize("name", list(CASES))
def test_each_case_is_judged_by_the_ceiling_of_its_day_and_source(
    snapshot: Snapshot, name: str
) -> None:
    wanted = str(CASES[name][7])
    assert _marts(snapshot).loc[name, "status"] == _STATUS.get(wanted, wanted)


def test_the_list_names_every_case_with_its_reason(snapshot: Snapshot) -> None:
    frame = _run("ceiling_cases", snapshot).set_index("project_id")
    listed = {name for name, case in CASES.items() if case[7] in ("beyond", "depends", "cannot")}
    assert set(frame.index) == listed
    for name, case in CASES.items():
        if case[8] is not None:
            assert frame.loc[name, "reason"] == _REASON[str(case[8])], name
    assert frame["status"].tolist() == sorted(
        frame["status"], key=["beyond", "depends_on_priority", "cannot_tell"].index
    )
    over = frame.loc["one over amount"]
    assert (over["limit_amount"], over["excess"]) == (300 * MILLION, MILLION)
    assert (over["title"], over["establishment_name"]) == ("Đề án one over amount", "Cơ sở Một")
    assert (over["amount_limit"], over["share_limit"]) == (300 * MILLION, 600.5 * MILLION)
    multiplied = frame.loc["priority, over"]
    assert (multiplied["multiplier"], multiplied["limit_amount"]) == (1.5, 300 * MILLION)
    depends = frame.loc["priority?"]
    assert (depends["limit_amount"], depends["excess"]) == (200 * MILLION, 100 * MILLION)
    assert pd.isna(frame.loc["year of two", "limit_amount"])


def test_use_counts_only_cases_whose_limit_is_wholly_known(snapshot: Snapshot) -> None:
    frame = _run("ceiling_use", snapshot)
    row = frame[
        (frame["activity_kind"] == "MACHINE")
        & (frame["source_group"] == "national")
        & (frame["valid_from"] == pd.Timestamp("2018-05-11"))
    ].iloc[0]
    # Known: 300/300, 301/300, 200/150, 400/250, 201/300, 450/300, 451/300, 300/300 (by its year).
    known = sorted([1, 301 / 300, 200 / 150, 400 / 250, 201 / 300, 1.5, 451 / 300, 1])
    assert row["used_n"] == len(known)
    assert row["used_median"] == pytest.approx((known[3] + known[4]) / 2)
    assert row["used_p90"] == pytest.approx(known[7])
    assert row["used_lower"] == pytest.approx(known[1])
    assert (row["used_least"], row["used_most"]) == pytest.approx((known[0], known[-1]))
    # Those eight and two of unknown share; the case without a grant cannot be told.
    assert (row["within"], row["within_amount"], row["beyond"]) == (3, 1, 6)
    assert (row["cannot_tell"], row["cases"]) == (1, 11)
    changed = frame[(frame["activity_kind"] == "MACHINE") & frame["valid_from"].isna()]
    # Two years of two rules, and a day before any rule, have no ceiling to be shown.
    national = changed[changed["source_group"] == "national"].iloc[0]
    assert (national["cannot_tell"], national["no_ceiling"], national["used_n"]) == (2, 1, 0)
    assert bool(row["confirmed"])


def test_an_unconfirmed_ceiling_is_shown_as_such(snapshot: Snapshot) -> None:
    frame = _run("ceiling_use", snapshot)
    row = frame[frame["activity_kind"] == "MODEL_EXISTING"].iloc[0]
    assert (row["unconfirmed"], row["within"], bool(row["confirmed"])) == (1, 0, False)
    assert row["used_median"] == pytest.approx(0.9)


def test_statuses_add_up_to_the_whole(snapshot: Snapshot) -> None:
    frame = _run("ceiling_status", snapshot)
    supports = frame[frame["applies_to"] == "support"]
    assert supports["cases"].sum() == len(CASES) == supports["all_cases"].iloc[0]
    known = sum(int(str(case[4])) for case in CASES.values() if case[4] is not None)
    assert supports["grant_amount"].sum() == known * MILLION == supports["all_grants"].iloc[0]
    assert supports["cases_share"].sum() == pytest.approx(1)
    assert supports["grants_share"].sum() == pytest.approx(1)
    assert supports["amount_unknown"].sum() == 1
    none = supports[supports["status"] == "no_ceiling"].iloc[0]
    assert none["cases"] == sum(case[7] == "none" for case in CASES.values())


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (Scope(years=(2018,)), {"old rule", "new rule", "year of two"}),
        (Scope(fund_sources=("district",)), {"district", "two local"}),
        (Scope(fund_sources=("unknown",)), {"no source", "no money row", "half a source"}),
        (Scope(industries=("16",), years=(2024,)), {"award", "award, over", "award early"}),
        (Scope(sizes=("unknown",), years=(2016,)), {"line"}),
        (Scope(activities=("DAO_TAO_NGHE",)), set()),
        (Scope(districts=("522",)), set()),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, names: set[str]) -> None:
    frame = _run("ceiling_status", snapshot, scope)
    assert frame["cases"].sum() == len(names)
    listed = {name for name in names if CASES[name][7] in ("beyond", "depends", "cannot")}
    assert set(_run("ceiling_cases", snapshot, scope)["project_id"]) == listed


def test_an_empty_scope_gives_empty_frames(snapshot: Snapshot) -> None:
    for name in ("ceiling_use", "ceiling_status", "ceiling_cases"):
        frame = _run(name, snapshot, Scope(years=(1999,)))
        assert frame.empty
        assert list(frame.columns) == [column.name for column in BY_NAME[name].columns]


def test_constant_prices_change_nothing(snapshot: Snapshot) -> None:
    for name in BY_NAME:
        nominal = _run(name, snapshot)
        pd.testing.assert_frame_equal(
            nominal, _run(name, snapshot, Scope(prices="constant", language="en"))
        )


def test_other_provinces_are_comparators_and_judge_nothing(snapshot: Snapshot) -> None:
    frame = _run("ceilings_in_force", snapshot)
    assert len(frame) == len(CEILINGS)
    other = frame[frame["jurisdiction"] == "Quảng Nam"].iloc[0]
    assert (other["role"], bool(other["valid_now"])) == ("Comparator only (elsewhere)", False)
    assert frame.iloc[-1]["jurisdiction"] == "Quảng Nam"
    assert frame["valid_now"].sum() == len(CEILINGS) - 3
    assert "C11" not in set(_marts(snapshot)["ceiling_id"])


def _money_tables() -> dict[str, pd.DataFrame]:
    """Cluster works of 7,000 million, 5,900 of them national; machinery with advances."""
    return {
        "ceiling": CEILINGS,
        "establishment": pd.DataFrame({"establishment_id": ["E1"]}),
        "project": pd.DataFrame(
            {
                "project_id": ["K1", "K2", "M1", "M2", "M3"],
                "plan_year": [2020] * 5,
                "approved_on": ["2020-02-01"] * 5,
                "activity_kind": [
                    "CLUSTER_INFRA",
                    "CLUSTER_INFRA",
                    "MACHINE",
                    "MACHINE",
                    "MACHINE",
                ],
                "status": ["running", "planned", "running", "running", "running"],
            }
        ),
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": ["F1", "F2", "F3", "F4", "F5", "F6"],
                "project_id": ["K1", "K1", "K2", "M1", "M2", "M3"],
                "fund_source": ["national", "provincial", "national"] + ["national"] * 3,
                "currency": "VND",
                "planned": [5_900 * MILLION, 1_100 * MILLION, 6_001 * MILLION] + [None] * 3,
                "approved": pd.array(
                    [5_900 * MILLION, 1_100 * MILLION, None, 100 * MILLION, 100 * MILLION, None],
                    "Int64",
                ),
            }
        ),
        "payment": pd.DataFrame(
            {
                "payment_id": ["P1", "P2", "P3", "P4"],
                "project_id": ["M1", "M2", "M3", "K1"],
                "fund_source": ["national", "national", "national", "provincial"],
                "stage": "advance",
                "paid_on": "2020-03-01",
                "currency": "VND",
                "amount": pd.array([70 * MILLION, 71 * MILLION, 10 * MILLION, None], "Int64"),
            }
        ),
    }


def test_projects_are_judged_by_source_and_advances_by_what_was_approved(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", _money_tables(), geography=True)
    snapshot = loaded(case, tmp_path / "ws")
    judged = _marts(snapshot).reset_index()[
        ["project_id", "applies_to", "source_group", "status", "reason"]
    ]
    told = {
        (row.project_id, row.applies_to, row.source_group): (
            row.status,
            None if pd.isna(row.reason) else row.reason,
        )
        for row in judged.itertuples()
    }
    assert told == {
        ("K1", "project", "national"): ("within", None),
        ("K1", "project", "local"): ("no_ceiling", "none_known"),
        ("K2", "project", "national"): ("beyond", "over_amount"),
        ("K1", "advance", "local"): ("no_ceiling", "none_known"),
        ("M1", "advance", "national"): ("within", None),
        ("M2", "advance", "national"): ("beyond", "over_share"),
        ("M3", "advance", "national"): ("cannot_tell", "approval_unknown"),
    }
    cases = _run("ceiling_cases", snapshot).set_index("project_id")
    assert cases.loc["M2", "excess"] == MILLION
    status = _run("ceiling_status", snapshot)
    assert set(status["applies_to"]) == {"project", "advance"}
    advance = status[(status["applies_to"] == "advance") & (status["status"] == "beyond")].iloc[0]
    assert (advance["cases"], advance["all_cases"]) == (1, 4)


def test_two_different_ceilings_at_once_decide_nothing(tmp_path: Path) -> None:
    tables = _tables()
    twice = CEILINGS[CEILINGS["ceiling_id"] == "C2"].assign(
        ceiling_id="C2b", max_amount=400 * MILLION
    )
    tables["ceiling"] = pd.concat([CEILINGS, twice])
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    assert _marts(snapshot).loc["at the limit", "reason"] == "several_ceilings"
    same = twice.assign(max_amount=300 * MILLION)
    tables["ceiling"] = pd.concat([CEILINGS, same])
    snapshot = loaded(write_case(tmp_path / "again", tables, geography=True), tmp_path / "ws2")
    assert _marts(snapshot).loc["at the limit", "status"] == "within"


def test_a_case_without_ceilings_says_that_there_are_none(tmp_path: Path) -> None:
    tables = {name: frame for name, frame in _tables().items() if name != "ceiling"}
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    statuses = set(_run("ceiling_status", snapshot)["status"])
    assert statuses == {"no_ceiling", "cannot_tell"}
    assert _run("ceilings_in_force", snapshot).empty
