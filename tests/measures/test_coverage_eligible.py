"""Who coverage counts as eligible: the record, else the rules valid on the day, counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.decisions.then import as_known_on
from analysis.evidence.panel_query import Window, parameters, read_standing
from analysis.evidence.panel_records import register_of
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

# By their names: a town of the mountain, the city (its class in no source), no place, a large one,
# an industry on nobody's list, one that a division alone does not settle, no legal form; two whose
# record says otherwise than the rules would.
ESTABLISHMENTS = pd.DataFrame(
    [
        ("mountain", "household", "10", "micro", "535_v1", None),
        ("city", "enterprise", "10", "small", "522_v2", None),
        ("nowhere", "enterprise", "10", "small", None, None),
        ("large", "enterprise", "10", "large", "535_v1", None),
        ("off_list", "enterprise", "31", "small", "535_v1", None),
        ("undecided", "enterprise", "20", "small", "535_v1", None),
        ("formless", None, "10", "small", "535_v1", None),
        ("recorded_in", "enterprise", "31", "large", "535_v1", True),
        ("recorded_out", "enterprise", "10", "small", "535_v1", False),
    ],
    columns=["establishment_id", "legal_form", "industry", "size", "unit_id", "eligible"],
).assign(founded_on="2010-01-01")

KIND = "enterprise;cooperative;cooperative_group;household"
RULES = pd.DataFrame(
    [
        ("K1", "eligible_kind", None, None, KIND, None, None),
        ("S1", "size", None, None, "micro;small;medium", None, None),
        # Speaks of files of one activity, so not of the establishment.
        ("S2", "size", "NANG_CAO_NLQL", None, "micro;small;medium;large", None, None),
        ("P1", "eligible_place", None, None, "districts", None, "2025-06-30"),
        ("P2", "eligible_place", None, None, "former_districts", "2025-07-01", "2025-10-14"),
        ("P3", "eligible_place", None, None, "communes", "2025-10-15", None),
        ("I1", "eligible_industry", None, None, "08;10;20?", None, None),
    ],
    columns=["rule_id", "gate", "activity", "food_only", "parameter", "valid_from", "valid_to"],
).assign(title_vi="Điều kiện")

# Somebody is supported in each year, so that years have a row.
SUPPORTS = {
    "project": pd.DataFrame(
        {
            "project_id": ["P24", "P25"],
            "title": "Đề án",
            "plan_year": [2024, 2025],
            "activity": "TU_VAN",
            "approved_on": ["2024-04-01", "2025-04-01"],
            "status": "running",
            "unit_id": "535_v1",
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["T1", "T2", "T3"],
            "project_id": ["P24", "P25", "P25"],
            "establishment_id": ["mountain", "off_list", "city"],
            "year": [2024, 2025, 2025],
            "currency": "VND",
        }
    ),
}
AS_OF = "as_of = 2025-12-31"


def _loaded(folder: Path, rules: pd.DataFrame, as_of: str = "2025-12-31") -> Snapshot:
    tables = SUPPORTS | {"establishment": ESTABLISHMENTS, "gate_rule": rules}
    case = write_case(folder / "case", tables, geography=True)
    settings = (case / "case.toml").read_text(encoding="utf-8")
    assert AS_OF in settings
    (case / "case.toml").write_text(settings.replace(AS_OF, f"as_of = {as_of}"), encoding="utf-8")
    return loaded(case, folder / "ws")


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _loaded(tmp_path_factory.mktemp("ruled"), RULES)


def _counts(snapshot: Snapshot, scope: Scope | None = None) -> dict[str, tuple[int, int, int]]:
    """Return the eligible, those of them not known to be, and the supported beside, by place."""
    frame = run_measure("coverage_by_district", snapshot, scope or Scope()).set_index("district")
    names = ["eligible", "eligible_unknown", "supported_not_eligible"]
    return {
        str(code): (int(row.iloc[0]), int(row.iloc[1]), int(row.iloc[2]))
        for code, row in frame[names].iterrows()
    }


def _of_years(snapshot: Snapshot) -> dict[tuple[str, int], tuple[int, int]]:
    frame = run_measure("coverage_by_district_and_year", snapshot, Scope())
    columns = (frame[name] for name in ("district", "year", "eligible", "supported"))
    return {
        (str(place), int(year)): (int(eligible), int(supported))
        for place, year, eligible, supported in zip(*columns, strict=True)
    }


def test_the_record_holds_then_the_rules_then_nobody_knows(ruled: Snapshot) -> None:
    # On 31 December 2025 any place of the province will do. In the mountain: itself, what is
    # recorded, and undecided and formless beside; the large, the one off the list and the one
    # recorded as out are not eligible.
    assert _counts(ruled) == {"522": (1, 0, 0), "535": (4, 2, 1), "unknown": (1, 1, 0)}


def test_before_the_decree_nobody_knows_of_the_city(ruled: Snapshot) -> None:
    then = _counts(ruled, Scope(years=(2024,)))
    assert then == {"522": (1, 1, 0), "535": (4, 2, 0), "unknown": (1, 1, 0)}


@pytest.mark.parametrize(("as_of", "unknown"), [("2025-10-14", 1), ("2025-10-15", 0)])
def test_the_rule_of_the_datas_own_day_counts_in_its_year(
    tmp_path: Path, as_of: str, unknown: int
) -> None:
    snapshot = _loaded(tmp_path, RULES, as_of)
    # The year asked about ends after the data do; the mountain is a former district throughout.
    for scope in (Scope(), Scope(years=(2025,))):
        assert _counts(snapshot, scope)["522"] == (1, unknown, 0)
        assert _counts(snapshot, scope)["535"][:2] == (4, 2)


def test_the_rules_decide_by_spans_of_days_only_where_no_record_does(ruled: Snapshot) -> None:
    rows = ruled.query(
        "select establishment_id, cast(starts_on as varchar) as starts_on, ruled.eligible"
        " from mart_eligibility as ruled join mart_establishment using (establishment_no)"
    )
    starts = ("0001-01-01", "2025-07-01", "2025-10-15")
    always = {("mountain", True), ("large", False), ("off_list", False)}
    expected = {(name, day, answer) for name, answer in always for day in starts}
    expected.add(("city", "2025-10-15", True))
    assert set(rows.itertuples(index=False, name=None)) == expected


# Until 2024 the list of industries is wider: what stands off it now was on it then.
_LISTED = RULES[RULES["gate"] == "eligible_industry"]
WIDER_BEFORE = pd.concat(
    [
        RULES[RULES["gate"] != "eligible_industry"],
        _LISTED.assign(valid_from="2025-01-01"),
        _LISTED.assign(rule_id="I0", parameter="10;20;31", valid_to="2024-12-31"),
    ]
)


@pytest.fixture(scope="module")
def wider_before(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _loaded(tmp_path_factory.mktemp("wider-before"), WIDER_BEFORE)


def test_claims_count_as_eligible_whom_coverage_does(wider_before: Snapshot) -> None:

    def left_out(seen: Snapshot) -> set[str]:
        standing = read_standing(seen, parameters(seen, Scope(), Window(2023, 2025), 0, False))
        not_eligible = standing["code"] == "not_eligible"
        return set(register_of(seen).loc[not_eligible, "establishment_id"])

    assert left_out(wider_before) == {"large", "off_list", "recorded_out"}
    assert len(ESTABLISHMENTS) - 3 == sum(
        eligible for eligible, _, _ in _counts(wider_before).values()
    )
    # As things stood when the list was wider, whatever came later.
    then = as_known_on(wider_before, date(2024, 6, 30))
    assert left_out(then) == {"large", "recorded_out"}


def test_each_year_counts_by_the_rules_of_its_last_day(wider_before: Snapshot) -> None:
    found = _of_years(wider_before)
    assert found[("535", 2024)] == (5, 1)
    # Support of the one off the list counts nowhere in 2025.
    assert found[("535", 2025)] == (4, 0)
    assert found[("522", 2025)] == (1, 1)
    for year in (2024, 2025):
        of_one_year = run_measure("coverage_by_district", wider_before, Scope(years=(year,)))
        for place, eligible, supported in zip(
            *(of_one_year[name] for name in ("district", "eligible", "supported")), strict=True
        ):
            assert found[(str(place), year)] == (eligible, supported)


def test_visits_go_to_those_eligible_today_whatever_the_years(ruled: Snapshot) -> None:
    for scope in (Scope(), Scope(years=(2024,))):
        visits = run_measure("next_visits", ruled, scope)
        assert set(visits["establishment_id"]) == {
            *("nowhere", "undecided", "formless", "recorded_in"),
        }


def test_without_a_rule_of_these_gates_all_but_the_large_are_counted_beside(
    tmp_path: Path,
) -> None:
    snapshot = _loaded(tmp_path, RULES.head(1).assign(gate="good_standing", parameter=None))
    assert _counts(snapshot) == {"522": (1, 1, 0), "535": (5, 4, 0), "unknown": (1, 1, 0)}
    assert _of_years(snapshot)[("535", 2025)] == (5, 1)


def test_a_rule_for_food_replaces_the_wider_one_and_blocks_where_nobody_knows(
    tmp_path: Path,
) -> None:
    food = RULES.iloc[[1]].assign(rule_id="S3", food_only=True, parameter="micro")
    food = pd.concat([RULES, food])
    snapshot = _loaded(tmp_path, food)
    # Nobody entered who makes food: the small of the city may or may not be too large for it.
    assert _counts(snapshot)["522"] == (1, 1, 0)
    # A micro household passes both ways, a large one fails both ways.
    assert _counts(snapshot)["535"] == (4, 2, 1)
