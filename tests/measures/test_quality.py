"""Quality measures against hand-counted tables and an independent count of random ones."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.dictionary import TABLES
from analysis.measures import run_measure
from analysis.measures.quality_answers import (
    answer_completeness,
    answer_response,
    answer_scoreboard,
    answer_timeliness,
    answer_trend,
    answer_verified,
    unit_lines,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.completeness import (
    APPLIES,
    COUNTED_TABLES,
    NOT_EXPECTED,
    cells_in_all,
    expected_columns,
)
from tests.examples import examples
from tests.own_case import loaded, write_case

UNITS = pd.DataFrame(
    {
        "unit_id": ["901_v1", "902_v1"],
        "code": ["901", "902"],
        "level": "district",
        "name": ["Huyện Một", "Huyện Hai"],
    }
)
# E1 and E2 in the first district, E3 in the second, E4 nowhere; E2 closed in 2021, E5 only planned.
TABLES_BY_HAND = {
    "administrative_unit": UNITS,
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2", "E3", "E4", "E5"],
            "name": ["A", "B", None, "D", "E"],
            "industry": ["10", "16", "10", None, "10"],
            "unit_id": ["901_v1", "901_v1", "902_v1", None, "902_v1"],
            "makes_food": [True, False, True, None, None],
            "food_safety_until": ["2026-01-01", None, None, "2026-01-01", None],
            "closed_on": [None, "2021-06-30", None, None, None],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["P1", "P2", "P3"],
            "plan_year": [2020, 2021, 2020],
            "activity": ["TU_VAN", "THONG_TIN", "TU_VAN"],
            "status": ["settled", "running", "planned"],
            "unit_id": ["901_v1", "902_v1", "902_v1"],
            "approved_on": ["2020-02-01", None, None],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4", "S5"],
            "project_id": ["P1", "P1", "P2", "P2", "P3"],
            "establishment_id": ["E1", "E2", "E3", "E4", "E5"],
            "year": [2020, 2020, 2021, 2021, 2020],
            "currency": "VND",
        }
    ),
    "outcome_record": pd.DataFrame(
        [
            # Day of the deadline itself, a day late, undated, empty, of an open year.
            ("E1", 2020, 100, 3, "2021-03-31", "verified", "yes"),
            ("E2", 2020, 100, None, "2021-04-01", "self_reported", None),
            ("E1", 2022, None, 4, None, None, None),
            ("E3", 2022, None, None, "2023-01-15", "self_reported", None),
            ("E3", 2025, 100, 5, "2025-12-20", "self_reported", None),
        ],
        columns=[
            "establishment_id",
            "year",
            "revenue",
            "workers",
            "reported_on",
            "reporting",
            "would_invest_anyway",
        ],
    )
    .astype({"revenue": "Int64", "workers": "Int64"})
    .assign(currency="VND"),
}
_numbers = itertools.count()


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    place = tmp_path_factory.mktemp("quality")
    return loaded(write_case(place / "case", TABLES_BY_HAND), place / "ws")


def _rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[list(columns)].itertuples(index=False)
    ]


def _written(snapshot: Snapshot, folder: Path, *statements: str) -> Snapshot:
    """Return a snapshot of a copy of the file in which further rows were written."""
    path = Path(shutil.copy(snapshot.path, folder / f"copy{next(_numbers)}.duckdb"))
    connection = duckdb.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    # Other data: nothing that was answered of the first is an answer of it.
    return replace(snapshot, path=path, _connection=connection, _made={}, _recent={}, _answers={})


def _points(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    frame = snapshot.query("select indicator, numerator, denominator from quality_point")
    return {row.indicator: (row.numerator, row.denominator) for row in frame.itertuples()}


# --- by hand --------------------------------------------------------------------------------


def test_response_counts_those_supported_and_not_closed(by_hand: Snapshot) -> None:
    frame = run_measure("quality_response", by_hand, Scope())
    found = {
        (year, district): (answered, supported)
        for year, district, answered, supported in _rows(
            frame, "year", "district", "answered", "supported"
        )
    }
    assert found == {
        (2020, "901"): (2, 2),
        # E2 closed during 2021, so it was still to answer for that year and for none after it.
        (2021, "901"): (0, 2),
        (2021, "902"): (0, 1),
        (2021, "unknown"): (0, 1),
        (2022, "901"): (1, 1),
        # The record of E3 leaves every question open, which is no answer.
        (2022, "902"): (0, 1),
        (2022, "unknown"): (0, 1),
        **{(year, "901"): (0, 1) for year in (2023, 2024, 2025)},
        **{(year, "902"): (int(year == 2025), 1) for year in (2023, 2024, 2025)},
        **{(year, "unknown"): (0, 1) for year in (2023, 2024, 2025)},
    }
    assert set(frame.loc[frame["still_open"], "year"]) == {2025}


def test_scope_filters_establishments_years_and_support(by_hand: Snapshot) -> None:
    def totals(**filters: Any) -> tuple[int, int]:
        frame = run_measure("quality_response", by_hand, Scope(**filters))
        return int(frame["answered"].sum()), int(frame["supported"].sum())

    assert totals(years=(2020, 2022)) == (3, 5)
    assert totals(districts=("901",)) == (3, 8)
    assert totals(districts=("unknown",)) == (0, 5)
    # E3 and E4 were supported by information only, from 2021 on.
    assert totals(activities=("THONG_TIN",)) == (1, 10)
    assert totals(industries=("16",)) == (1, 2)
    assert totals(industries=("16",), activities=("THONG_TIN",)) == (0, 0)


def test_timeliness_knows_the_day_itself_the_undated_and_the_open_year(by_hand: Snapshot) -> None:
    frame = run_measure("quality_timeliness", by_hand, Scope())
    assert _rows(
        frame, "year", "district", "on_time", "dated", "undated", "median_days_late", "still_open"
    ) == [
        (2020, "901", 1, 2, 0, 1.0, False),
        (2022, "901", 0, 0, 1, None, False),
        (2022, "902", 1, 1, 0, None, False),
        (2025, "902", 0, 0, 0, None, True),
    ]
    said = answer_timeliness(frame)
    assert said is not None
    assert "2022" in said.en
    assert "31 March 2023 (1 of 1); the day of 1 is not known" in said.en


def test_verified_leaves_the_unknown_out_and_counts_it(by_hand: Snapshot) -> None:
    frame = run_measure("quality_verified", by_hand, Scope())
    assert _rows(frame, "year", "district", "verified", "reporting_known", "reporting_unknown") == [
        (2020, "901", 1, 2, 0),
        (2022, "901", 0, 0, 1),
        (2022, "902", 0, 1, 0),
        (2025, "902", 0, 1, 0),
    ]
    assert frame["verified_share"].isna().tolist() == [False, True, False, False]
    said = answer_verified(frame)
    assert said is not None
    assert said.vi == "25% phiếu kết quả đã được kiểm chứng (1/4); 1 phiếu không rõ nguồn trả lời"


def test_completeness_expects_a_cell_only_where_it_applies(by_hand: Snapshot) -> None:
    frame = run_measure("quality_completeness", by_hand, Scope(language="en"))
    cells = {
        (table, column): (filled, expected)
        for table, column, filled, expected in _rows(frame, "table", "column", "filled", "expected")
    }
    assert cells["establishment", "name"] == (4, 5)
    # Of E1 and E3 only: whether E4 and E5 make food is not known.
    assert cells["establishment", "food_safety_until"] == (1, 2)
    # Approved: P1 and P2. Settled: P1. Planned P3 has no date to have.
    assert cells["project", "approved_on"] == (1, 2)
    assert cells["project", "settled_on"] == (0, 1)
    # Asked in the year of support: E1 and E2 in 2020.
    assert cells["outcome_record", "would_invest_anyway"] == (1, 2)
    # No record has a quantity, so none needs its unit.
    assert ("outcome_record", "output_unit") not in cells
    assert not {"closed_on", "cluster_id", "source", "delay_reason", "year"} & {
        column for _, column in cells
    }
    assert frame["completeness"].is_monotonic_increasing
    assert "Outcome record" in set(frame["table_name"])
    said = answer_completeness(frame)
    assert said is not None
    filled, expected = frame["filled"].sum(), frame["expected"].sum()
    assert said.en.startswith(f"{filled / expected:.0%}")


def test_completeness_by_district_leaves_the_undated_register_out(by_hand: Snapshot) -> None:
    whole = run_measure("quality_completeness", by_hand, Scope())
    dated = whole[whole["table"] != "establishment"]
    frame = run_measure("quality_completeness_by_district", by_hand, Scope())
    assert frame["filled"].sum() == dated["filled"].sum()
    assert frame["expected"].sum() == dated["expected"].sum()
    assert frame["year"].notna().all()


def test_too_few_rank_nobody_and_the_unknown_is_a_row(by_hand: Snapshot) -> None:
    board = run_measure("quality_scoreboard", by_hand, Scope(language="en"))
    assert list(board["district"]) == ["901", "902", "unknown"]
    assert board["rank"].isna().all()
    assert board["remark"].iloc[0].startswith("Too few to rank (outcome records: n = 7)")
    assert board["remark"].iloc[-1] == "Place unknown: not ranked"
    said = answer_scoreboard(board)
    assert said is not None
    assert said.en.startswith("Too few units to rank: 0 of 2")
    assert len(unit_lines(board)) == 3


def test_rows_to_be_mended_go_to_the_unit_they_name(by_hand: Snapshot, tmp_path: Path) -> None:
    cells = [
        '{"establishment_id": "E1"}',
        '{"establishment_id": "nobody", "project_id": "P2"}',
        '{"unit_id": "902_v1"}',
        # As an officer writes a place and an establishment.
        '{"establishment_id": null, "unit_id": "hai "}',
        '{"establishment_id": "B"}',
        '{"establishment_id": null}',
        "not JSON at all",
    ]
    batch = by_hand.query("select batch_id from import_batch")["batch_id"].iloc[0]
    rows = ", ".join(
        f"('W{number}', '{batch}', 'f.csv', null, 2, 'outcome_record', '{text}', '[]', null)"
        for number, text in enumerate(cells)
    )
    snapshot = _written(by_hand, tmp_path, f"insert into pending_row values {rows}")
    board = run_measure("quality_scoreboard", snapshot, Scope()).set_index("district")
    assert board["pending"].to_dict() == {"901": 2, "902": 3, "unknown": 2}
    # Handed in: 901 has two establishments, three records, one project, two supports.
    assert board.loc["901", "handed_in"] == 2 + 3 + 1 + 2 + 2
    only = run_measure("quality_scoreboard", snapshot, Scope(districts=("902",)))
    assert _rows(only, "district", "pending") == [("902", 3)]


# --- the order ------------------------------------------------------------------------------


def _province(answers: dict[str, int], dated: bool = True) -> dict[str, pd.DataFrame]:
    """Return districts of twelve supported establishments, of which so many have answered."""
    codes = list(answers)
    who = [f"{code}-{n}" for code in codes for n in range(12)]
    known = [f"{code}-{n}" for code in codes for n in range(answers[code])]
    return {
        "administrative_unit": pd.DataFrame(
            {
                "unit_id": [f"{code}_v1" for code in codes],
                "code": codes,
                "level": "district",
                "name": [f"Huyện {code}" for code in codes],
            }
        ),
        "establishment": pd.DataFrame(
            {"establishment_id": who, "unit_id": [f"{name[:3]}_v1" for name in who]}
        ),
        "project": pd.DataFrame(
            {
                "project_id": ["P"],
                "plan_year": 2024,
                "status": "settled",
                "unit_id": f"{codes[0]}_v1",
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{name}" for name in who],
                "project_id": "P",
                "establishment_id": who,
                "year": 2024,
                "currency": "VND",
            }
        ),
        "outcome_record": pd.DataFrame(
            {
                "establishment_id": known,
                "year": 2024,
                "currency": "VND",
                "workers": 5,
                "reported_on": "2025-02-01" if dated else None,
            }
        ),
    }


def test_units_are_ranked_by_the_mean_of_shares_all_ranked_units_have(tmp_path: Path) -> None:
    tables = _province({"901": 12, "902": 11, "903": 2})
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    board = run_measure("quality_scoreboard", snapshot, Scope(language="en"))
    assert _rows(board, "rank", "district") == [(1, "901"), (2, "902"), (None, "903")]
    first = board.iloc[0]
    shares = [first["response"], first["completeness"], first["on_time_share"]]
    # Whether records were verified is known nowhere, so it is no part of the mean.
    assert pd.isna(first["verified_share"])
    assert first["overall"] == pytest.approx(sum(shares) / 3)
    assert board["remark"].iloc[2] == "Too few to rank (in time: n = 2)"
    assert board["remark"].iloc[1].startswith("Furthest below the median: survey response, 91.7%")
    said = answer_scoreboard(board)
    assert said is not None
    assert said.en.startswith("Data are best in 901 district")
    assert said.en.endswith("2 of 3 units can be ranked")


def test_without_days_response_and_completeness_alone_rank(tmp_path: Path) -> None:
    tables = _province({"901": 3, "902": 11}, dated=False)
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    board = run_measure("quality_scoreboard", snapshot, Scope())
    assert _rows(board, "rank", "district") == [(1, "902"), (2, "901")]
    response = run_measure("quality_response", snapshot, Scope(language="en"))
    said = answer_response(response)
    assert said is not None
    assert said.en == (
        "58% of supported establishments have an outcome record for 2024 (14 of 24); lowest in "
        "901 district, 25% (3 of 12)"
    )
    chosen = answer_response(response, Scope(districts=("901", "902")))
    assert chosen is not None
    assert "lowest" not in chosen.en
    assert answer_timeliness(run_measure("quality_timeliness", snapshot, Scope())) is None


# --- over imports ---------------------------------------------------------------------------


def test_one_import_is_no_trend_and_two_are(by_hand: Snapshot, tmp_path: Path) -> None:
    frame = run_measure("quality_trend", by_hand, Scope(language="en"))
    assert frame["imported_at"].nunique() == 1
    said = answer_trend(frame)
    assert said is not None
    assert said.en.startswith("There is only one import so far (")
    later = _written(
        by_hand,
        tmp_path,
        "insert into import_batch by name select * replace ('next' as batch_id,"
        " imported_at + interval 1 day as imported_at, 'import' as action) from import_batch",
        "insert into quality_point by name select * replace ('next' as batch_id,"
        " case indicator when 'verified' then denominator else numerator end as numerator)"
        " from quality_point",
    )
    frame = run_measure("quality_trend", later, Scope(language="en", years=(1999,)))
    assert len(frame) == 10
    said = answer_trend(frame)
    assert said is not None
    assert said.en == "Over 2 imports, most changed: Outcome records verified, from 25% to 100%"
    assert set(frame["action"]) == {"load", "import"}


def test_an_indicator_without_a_denominator_has_no_point(tmp_path: Path) -> None:
    tables = {"establishment": TABLES_BY_HAND["establishment"].drop(columns="unit_id")}
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    assert set(_points(snapshot)) == {"completeness", "pending"}


# --- the list of columns --------------------------------------------------------------------


def test_points_count_the_columns_of_the_list() -> None:
    import analysis.warehouse as warehouse

    script = Path(warehouse.__file__).parent / "sql" / "quality_points.sql"
    assert cells_in_all() in script.read_text(encoding="utf-8"), (
        "put the text of cells_in_all() into the step `cells` of quality_points.sql"
    )


def test_every_column_named_is_one_of_the_dictionary() -> None:
    for table in {*NOT_EXPECTED, *APPLIES}:
        named = {*NOT_EXPECTED.get(table, ()), *APPLIES.get(table, {})}
        assert table in COUNTED_TABLES
        assert named <= set(TABLES[table].column_names())
        assert not {name for name in named if TABLES[table].column(name).required}
        assert set(APPLIES.get(table, {})) <= set(expected_columns(table))


# --- against plain Python -------------------------------------------------------------------

_day = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2025, 12, 31)))


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Return random establishments, supports and records of two districts and no place."""
    count = draw(st.integers(1, 6))
    closing = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2026, 1, 1)))
    places = [draw(st.sampled_from(["901_v1", "902_v1", None])) for _ in range(count)]
    closed = [draw(closing) for _ in range(count)]
    statuses = [draw(st.sampled_from(["planned", "stopped", "settled", None])) for _ in range(3)]
    supports = draw(
        st.lists(
            st.tuples(st.integers(0, count - 1), st.integers(0, 2), st.integers(2019, 2024)),
            max_size=8,
            unique=True,
        )
    )
    records = draw(
        st.lists(
            st.tuples(st.integers(0, count - 1), st.integers(2019, 2025)), max_size=12, unique=True
        )
    )
    # A record of a year after closing is an error, so no snapshot holds one.
    records = [
        (who, year) for who, year in records if closed[who] is None or year <= closed[who].year
    ]
    workers = [draw(st.one_of(st.none(), st.integers(0, 9))) for _ in records]
    reporting = st.sampled_from(["verified", "self_reported", None])
    return {
        "administrative_unit": UNITS,
        "establishment": pd.DataFrame(
            {
                "establishment_id": [f"E{n}" for n in range(count)],
                "unit_id": pd.array(places, dtype="object"),
                "closed_on": pd.array(closed, dtype="object"),
            }
        ),
        "project": pd.DataFrame(
            {
                "project_id": ["P0", "P1", "P2"],
                "plan_year": 2020,
                "status": pd.array(statuses, dtype="object"),
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{n}" for n in range(len(supports))],
                "project_id": [f"P{project}" for _, project, _ in supports],
                "establishment_id": [f"E{who}" for who, _, _ in supports],
                "year": [year for _, _, year in supports],
                "currency": "VND",
            }
        ),
        "outcome_record": pd.DataFrame(
            {
                "establishment_id": [f"E{who}" for who, _ in records],
                "year": [year for _, year in records],
                "currency": "VND",
                "workers": pd.array(workers, dtype="Int64"),
                "reporting": pd.array([draw(reporting) for _ in records], dtype="object"),
                "reported_on": pd.array([draw(_day) for _ in records], dtype="object"),
            }
        ),
    }


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): None if pd.isna(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _expected(tables: dict[str, pd.DataFrame]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Count response and records by year and district, establishment by establishment."""
    plain = {name: _plain(frame) for name, frame in tables.items()}
    goes_ahead = {
        row["project_id"] for row in plain["project"] if row["status"] not in ("planned", "stopped")
    }
    records = plain["outcome_record"]
    answered = {
        (row["establishment_id"], row["year"]) for row in records if row["workers"] is not None
    }
    place = {
        row["establishment_id"]: row["unit_id"][:3] if row["unit_id"] else "unknown"
        for row in plain["establishment"]
    }
    last = max((row["year"] for row in records), default=0)
    response: dict[Any, Any] = {}
    for row in plain["establishment"]:
        name = row["establishment_id"]
        years = [
            support["year"]
            for support in plain["support"]
            if support["establishment_id"] == name and support["project_id"] in goes_ahead
        ]
        for year in range(min(years, default=9999), last + 1):
            if row["closed_on"] is not None and row["closed_on"].year < year:
                continue
            came, due = response.get((year, place[name]), (0, 0))
            response[year, place[name]] = (came + ((name, year) in answered), due + 1)
    timely: dict[Any, Any] = {}
    for row in records:
        key = (row["year"], place[row["establishment_id"]])
        on_time, dated, late, verified, known = timely.get(key, (0, 0, [], 0, 0))
        day, due_on = row["reported_on"], date(row["year"] + 1, 3, 31)
        if day is not None and due_on <= date(2025, 12, 31):
            dated += 1
            on_time += day <= due_on
            late = late + ([(day - due_on).days] if day > due_on else [])
        verified += row["reporting"] == "verified"
        known += row["reporting"] is not None
        timely[key] = (on_time, dated, late, verified, known)
    return response, timely


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@settings(
    max_examples=examples(10),
    deadline=None,
    # Each example loads a snapshot, so making a failing one smaller would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tables=surveys())
def test_measures_and_points_equal_plain_python(
    folder: Path, tables: dict[str, pd.DataFrame]
) -> None:
    place = folder / str(next(_numbers))
    snapshot = loaded(write_case(place / "case", tables), place / "ws")
    response, timely = _expected(tables)

    frame = run_measure("quality_response", snapshot, Scope())
    assert {
        (year, district): (answered, supported)
        for year, district, answered, supported in _rows(
            frame, "year", "district", "answered", "supported"
        )
    } == response
    late = run_measure("quality_timeliness", snapshot, Scope())
    verified = run_measure("quality_verified", snapshot, Scope())
    for ours, checks in zip(
        _rows(late, "year", "district", "on_time", "dated", "median_days_late"),
        _rows(verified, "verified", "reporting_known"),
        strict=True,
    ):
        on_time, dated, delays, confirmed, known = timely[ours[0], ours[1]]
        assert (ours[2], ours[3], *checks) == (on_time, dated, confirmed, known)
        assert ours[4] == (median(delays) if delays else None)
    assert len(late) == len(timely)

    cells = run_measure("quality_completeness", snapshot, Scope())
    due = frame[~frame["still_open"].astype("bool")]
    rows = sum(len(tables[name]) for name in COUNTED_TABLES if name in tables)
    wanted = {
        "completeness": (cells["filled"].sum(), cells["expected"].sum()),
        "timeliness": (late["on_time"].sum(), late["dated"].sum()),
        "verified": (verified["verified"].sum(), verified["reporting_known"].sum()),
        "response": (due["answered"].sum(), due["supported"].sum()),
        "pending": (0, rows),
    }
    assert _points(snapshot) == {name: pair for name, pair in wanted.items() if pair[1] > 0}
    board = run_measure("quality_scoreboard", snapshot, Scope())
    for name, pair in (
        ("completeness", ("filled", "expected")),
        ("timeliness", ("on_time", "dated")),
        ("verified", ("verified", "reporting_known")),
        ("response", ("answered", "supported")),
        ("pending", ("pending", "handed_in")),
    ):
        assert tuple(board[column].sum() for column in pair) == wanted[name], name
