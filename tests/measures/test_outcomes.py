"""Outcomes against tables small enough to add up by hand, and the spread against pandas."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.measures import Measure, typed_frame
from analysis.measures.outcome_list import BY_CODE, OUTCOMES
from analysis.measures.outcomes import MEASURES as LEVELS
from analysis.measures.outcomes_answers import (
    answer_change,
    answer_cohorts,
    answer_distribution,
    answer_growth,
    answer_level,
    answer_missing,
    answer_survival,
)
from analysis.measures.outcomes_change import MEASURES as CHANGES
from analysis.measures.outcomes_distribution import MEASURES as SPREADS
from analysis.measures.outcomes_distribution import class_bounds
from analysis.measures.outcomes_missing import MEASURES as MISSING
from analysis.measures.outcomes_survival import MEASURES as SURVIVAL
from analysis.measures.outcomes_survival import expected
from analysis.measures.productivity_growth import COMPONENTS
from analysis.measures.productivity_growth import MEASURES as GROWTH
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.outcome_case import MILLION, TABLES
from tests.own_case import loaded, write_case

ALL: dict[str, Measure] = {
    measure.name: measure for measure in (*LEVELS, *SPREADS, *CHANGES, *MISSING, *SURVIVAL, *GROWTH)
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("outcomes")
    return loaded(write_case(folder / "case", TABLES), folder / "ws")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _run(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = ALL[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def _row(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, f"{where}: {len(frame)} rows"
    return frame.iloc[0]


def test_level_of_supported_and_not(snapshot: Snapshot) -> None:
    frame = _run("productivity_by_year", snapshot)
    # 2020 at prices of 2022 counts twice: A 20, B 20, C 20, P 20 million a worker.
    first = _row(frame, year=2020)
    assert (first["status"], first["n"], first["median"]) == ("not_supported", 4, 20 * MILLION)
    # In 2020 A, B, C, N and P were there; N, of unknown years, always.
    assert (first["alive"], first["records"], first["response"]) == (5, 4, 0.8)
    # 2021: A is supported; B is not yet, and P's project is only planned. P gave no value added.
    assert _row(frame, year=2021, status="supported")["median"] == 40 * MILLION
    other = _row(frame, year=2021, status="not_supported")
    assert (other["n"], other["alive"], other["median"]) == (1, 4, 10 * MILLION)
    # 2022: A 60 and B 30 a worker, D 20 and P -5 without support; a loss is kept.
    late = frame[frame["year"] == 2022].set_index("status")
    assert late.loc["supported", "median"] == 45 * MILLION
    assert late.loc["not_supported", "mean"] == 7.5 * MILLION
    assert late.loc["not_supported", "lower_quartile"] == pytest.approx((-5 + 25 / 4) * MILLION)
    assert set(frame["prices"]) == {"constant"}
    assert set(frame["price_year"]) == {2022}
    # Too few for an interval of the median, or for tenths.
    assert frame["low"].isna().all()
    assert frame["p10"].isna().all()


def test_every_outcome_of_the_case_and_no_other(snapshot: Snapshot) -> None:
    frame = _run("outcome_by_year", snapshot)
    known = {"productivity", "revenue", "workers", "exporting", "export_share", "defect_rate"}
    assert set(frame["outcome"]) == known
    exporting = _row(frame, outcome="exporting", year=2022, status="not_supported")
    assert (exporting["n"], exporting["typical"]) == (2, 0.5)
    assert pd.isna(exporting["median"])
    assert exporting["low"] < 0.5 < exporting["high"]
    share = _row(frame, outcome="export_share", year=2021, status="supported")
    assert share["typical"] == 0.25
    defects = _row(frame, outcome="defect_rate", year=2022, status="supported")
    assert (defects["n"], defects["typical"]) == (2, pytest.approx(0.18))


def test_filters_choose_supports_and_establishments(snapshot: Snapshot) -> None:
    # Of machines only A is supported; B, supported by training, is left out from 2022 on.
    scope = Scope(activities=("MO_HINH_MAY_MOC",))
    frame = _run("productivity_by_year", snapshot, scope)
    assert _row(frame, year=2022, status="supported")["n"] == 1
    assert _row(frame, year=2022, status="not_supported")["n"] == 2
    assert _row(frame, year=2021, status="not_supported")["n"] == 1
    industry = _run("productivity_by_year", snapshot, Scope(industries=("10",)))
    assert int(industry["n"].sum()) == 6
    years = _run("productivity_by_year", snapshot, Scope(years=(2022,)))
    assert set(years["year"]) == {2022}
    nominal = _run("productivity_by_year", snapshot, Scope(prices="nominal"))
    constant = _run("productivity_by_year", snapshot, Scope(prices="constant"))
    pd.testing.assert_frame_equal(nominal, constant)


@pytest.mark.parametrize("name", list(ALL))
def test_nothing_in_scope_is_an_empty_frame(snapshot: Snapshot, name: str) -> None:
    frame = _run(name, snapshot, Scope(districts=("999",)))
    assert frame.empty
    assert list(frame.columns) == [column.name for column in ALL[name].columns]


def test_change_of_the_same_establishments(snapshot: Snapshot) -> None:
    frame = _run("outcome_by_cohort", snapshot)
    # A from 20 in 2020 to 40 in 2021 and 60 in 2022; B from 10 in 2021 to 30 in 2022, 20 in 2020.
    rows = frame[frame["outcome"] == "productivity"].set_index(["cohort", "since"])
    assert rows.loc[(2021, 0), "change"] == pytest.approx(np.log(2))
    assert rows.loc[(2021, 1), "percent"] == pytest.approx(2.0)
    assert rows.loc[(2022, 0), "percent"] == pytest.approx(2.0)
    assert rows.loc[(2022, -2), "percent"] == pytest.approx(1.0)
    assert (2022, -1) not in rows.index
    assert set(frame["grade"]) == {1}
    together = _row(_run("outcome_change", snapshot), outcome="productivity", since=0)
    assert (together["n"], together["supported"], together["unanswered"]) == (2, 2, 0)
    assert together["change"] == pytest.approx((np.log(2) + np.log(3)) / 2)
    assert pd.isna(together["low"])
    # Rates change in levels, shares of yes by the mean: A began to export, B did too.
    defects = _row(_run("outcome_change", snapshot), outcome="defect_rate", since=0)
    assert defects["change"] == pytest.approx((-0.02 + 0.10) / 2)
    assert pd.isna(defects["percent"])
    exporting = _row(_run("outcome_change", snapshot), outcome="exporting", since=0)
    assert exporting["change"] == 1.0
    only = _run("outcome_by_cohort", snapshot, Scope(years=(2022,)))
    assert set(only["cohort"]) == {2022}


def test_missing_adds_up(snapshot: Snapshot) -> None:
    frame = _run("outcome_missing", snapshot)
    assert (frame["alive"] == frame["no_report"] + frame["question_open"] + frame["n"]).all()
    row = _row(frame, outcome="productivity", year=2021, status="not_supported")
    # There: B, C, N and P; C closed in the year and did not report, P left value added open.
    assert (row["alive"], row["no_report"], row["question_open"], row["n"]) == (4, 2, 1, 1)
    assert row["closing"] == 1
    loss = _row(frame, outcome="productivity", year=2022, status="not_supported")
    assert loss["not_positive"] == 1
    assert not loss["still_open"]
    assert frame[frame["outcome"] == "defect_rate"]["not_positive"].isna().all()


def test_outliers_are_counted_listed_and_kept(tmp_path: Path) -> None:
    names = [f"E{number}" for number in range(21)]
    # Everyone grows by 1 to 20 per cent, the last by a hundredfold.
    growth = [1 + number / 100 for number in range(1, 21)] + [100.0]
    records = pd.DataFrame(
        {
            "establishment_id": names * 2,
            "year": [2020] * 21 + [2021] * 21,
            "currency": "VND",
            "revenue": [100 * MILLION] * 21 + [round(100 * MILLION * step) for step in growth],
            "workers": 10,
        }
    )
    tables = {
        "establishment": pd.DataFrame({"establishment_id": names}),
        "outcome_record": records,
    }
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    row = _row(_run("outcome_missing", snapshot), outcome="productivity", year=2021)
    assert (row["steps"], row["outliers"], row["n"]) == (21, 1, 21)
    steps = np.log(growth)
    centre = np.median(steps)
    reach = 5 * 1.4826 * np.median(np.abs(steps - centre))
    assert row["usual_to"] == pytest.approx(centre + reach)
    listed = _run("productivity_outliers", snapshot)
    assert list(listed["establishment_id"]) == ["E20"]
    assert listed["step"].iloc[0] == pytest.approx(np.log(100))
    # No value added anywhere: productivity is revenue per worker and says so, at nominal prices.
    level = _row(_run("productivity_by_year", snapshot, Scope(language="en")), year=2021)
    assert "revenue per worker" in level["outcome_name"]
    assert (level["prices"], level["median"]) == ("nominal", pytest.approx(11.1 * MILLION))
    # Workers never changed: nothing is far from a spread of nothing.
    workers = _row(_run("outcome_missing", snapshot), outcome="workers", year=2021)
    assert workers["outliers"] == 0


def test_survival_by_hand(snapshot: Snapshot) -> None:
    frame = _run("survival", snapshot)
    # A is followed for 2021 to 2025 and B for 2022 to 2025; neither closed.
    own = frame[frame["status"] == "supported"].set_index("since")
    assert own["at_risk"].to_dict() == {0: 2, 1: 2, 2: 2, 3: 2, 4: 1}
    assert set(own["share"]) == {1.0}
    other = frame[frame["status"] == "not_supported"].set_index("since")
    # From 2022 on nobody closed; C closed in 2021, the year of A's support, which is not held
    # against anyone.
    assert set(other["share"]) == {1.0}


def test_expected_survival_by_hand() -> None:
    # Two supported in 2020, one in 2021. Others close at 10 % in 2021 and 20 % in 2022.
    at_risk = {(2020, 2020): (2, 0), (2020, 2021): (2, 0), (2020, 2022): (2, 1)}
    at_risk |= {(2021, 2021): (1, 0), (2021, 2022): (1, 0)}
    others = {2020: (100, 50), 2021: (100, 10), 2022: (50, 10)}
    rows = expected(at_risk, others)
    # After a year: the mean of 10 % twice and 20 % once; after two: 20 % for the first cohort.
    rate = (2 * 0.1 + 0.2) / 3
    shares = [row["share"] for row in rows]
    assert shares == pytest.approx([1.0, 1 - rate, (1 - rate) * 0.8])
    # The rate of 2022 enters both years, so its errors add up before they are squared.
    weight_2021 = 2 / 3 / (1 - rate)
    weight_2022 = 1 / 3 / (1 - rate) + 1 / 0.8
    variance = weight_2021**2 * 0.1 * 0.9 / 100 + weight_2022**2 * 0.2 * 0.8 / 50
    cumulative = -np.log(shares[2])
    reach = 1.959963984540054 * np.sqrt(variance) / cumulative
    assert rows[2]["low"] == pytest.approx(shares[2] ** np.exp(reach))
    assert rows[2]["high"] == pytest.approx(shares[2] ** np.exp(-reach))
    # The curve ends where the others have nobody at risk.
    assert len(expected(at_risk, {**others, 2022: (0, 0)})) == 1


def test_without_any_closing_survival_is_not_told(tmp_path: Path) -> None:
    tables = {**TABLES, "establishment": TABLES["establishment"].assign(closed_on=None)}
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    assert _run("survival", snapshot).empty
    assert answer_survival(_run("survival", snapshot)) is None


def test_growth_by_hand(snapshot: Snapshot) -> None:
    frame = _run("productivity_growth", snapshot)
    row = _row(frame, year_from=2020, year_to=2022, status="all")
    # 2020: A, B, C, P at 20 with 4, 3, 2, 1 workers. 2022: A 60 (5), B 30 (3), D 20 (2); P's loss
    # has no log, so it stops reporting; C closed in 2021; D was founded in 2022.
    logs = {"A": np.log(60e6), "B": np.log(30e6), "D": np.log(20e6)}
    level = (5 * logs["A"] + 3 * logs["B"] + 2 * logs["D"]) / 10
    assert row["growth"] == pytest.approx(level - np.log(20e6))
    assert row["within"] == pytest.approx((np.log(3) + np.log(1.5)) / 2)
    stayed = (5 * logs["A"] + 3 * logs["B"]) / 8
    assert row["entered"] == pytest.approx(2 / 10 * (logs["D"] - stayed))
    # Those who went were at the level of those who stayed.
    assert (row["exited"], row["stopped_reporting"]) == (pytest.approx(0), pytest.approx(0))
    counts = [row[f"n_{fate}"] for fate in ("stayed", "entered", "exited", "stopped_reporting")]
    assert counts == [2, 1, 1, 1]
    assert sum(row[name] for name in COMPONENTS) == pytest.approx(row["growth"], abs=1e-12)
    supported = _row(frame, year_from=2020, year_to=2022, status="supported")
    assert supported["n_stayed"] == 2
    # Nobody but the supported and the loss was there in both years.
    assert frame[(frame["status"] == "not_supported") & (frame["year_to"] == 2022)].empty


def test_growth_adds_up_on_the_simulated_province(simulated: Snapshot) -> None:
    frame = _run("productivity_growth", simulated)
    total = frame[list(COMPONENTS)].sum(axis=1)
    assert total.to_numpy(float) == pytest.approx(frame["growth"].to_numpy(float), abs=1e-12)
    records = simulated.query(
        "select * from mart_outcome where workers > 0 and value_added > 0 and year in (2015, 2020)"
    )
    records["phi"] = np.log(records["value_added"] * records["price_factor"] / records["workers"])
    levels = {
        year: np.average(part["phi"], weights=part["workers"].astype(float))
        for year, part in records.groupby("year")
    }
    scoped = _run("productivity_growth", simulated, Scope(years=(2015, 2020)))
    row = _row(scoped, status="all")
    assert row["growth"] == pytest.approx(levels[2020] - levels[2015], abs=1e-9)
    wide = records.pivot(index="establishment_no", columns="year", values=["phi", "workers"])
    both = wide.dropna().astype(float)
    within = (both["phi"][2020] - both["phi"][2015]).mean()
    assert row["within"] == pytest.approx(within, abs=1e-9)
    assert row["n_stayed"] == len(both)


def test_levels_and_spread_against_pandas(simulated: Snapshot) -> None:
    records = simulated.query(
        """
        select record.*, first.year as first_year
        from mart_outcome as record
        left join (
          select establishment_no, min(year) as year from mart_support where goes_ahead group by 1
        ) as first on first.establishment_no = record.establishment_no
        """
    )
    records["supported"] = (records["first_year"] <= records["year"]).fillna(False)
    records["value"] = records["revenue"].astype(float) * records["price_factor"]
    frame = _run("outcome_by_year", simulated)
    own = frame[frame["outcome"] == "revenue"]
    for (year, supported), part in records.groupby(["year", "supported"]):
        status = "supported" if supported else "not_supported"
        row = _row(own, year=year, status=status)
        values = part["value"].dropna()
        assert row["n"] == len(values)
        for column, share in (("p10", 0.1), ("median", 0.5), ("upper_quartile", 0.75)):
            assert row[column] == pytest.approx(values.quantile(share))
    spread = _run("outcome_distribution", simulated)
    for (_, status), part in spread.groupby(["outcome", "status"]):
        assert int(part["number"].sum()) == int(part["n"].iloc[0]), status
        assert float(part["share"].sum()) == pytest.approx(1)
        assert len(part) <= 10
    revenue = spread[(spread["outcome"] == "revenue") & (spread["status"] == "supported")]
    last = records[(records["year"] == 2025) & records["supported"]]["value"].dropna()
    for row in revenue.to_dict("records"):
        low = -np.inf if pd.isna(row["class_from"]) else row["class_from"]
        high = np.inf if pd.isna(row["class_to"]) else row["class_to"]
        assert row["number"] == ((last >= low) & (last < high)).sum()


@pytest.mark.parametrize("outcome", [one for one in OUTCOMES if one.unit != "yes_no"])
def test_bounds_rise_and_hold_any_values(outcome) -> None:
    for values in ([0.0], [5.0], [0.0, 0.0, 3.0], [1e-4, 1.0], list(np.linspace(0, 1, 50)), [-3.0]):
        bounds = class_bounds(np.array(values), outcome)
        assert 1 <= len(bounds) <= 9
        assert all(earlier < later for earlier, later in pairwise(bounds))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_answers_never_claim_an_effect(simulated: Snapshot, language) -> None:
    scope = Scope(language=language)
    change, cohorts = _run("outcome_change", simulated, scope), _run("outcome_by_cohort", simulated)
    growth = _run("productivity_growth", simulated, scope)
    said = [
        answer_survival(_run("survival", simulated, scope)),
        answer_growth(growth, 2013, 2025),
        answer_missing(_run("outcome_missing", simulated, scope)),
    ]
    levels = _run("outcome_by_year", simulated, scope)
    spread = _run("outcome_distribution", simulated, scope)
    for code in BY_CODE:
        said.append(answer_level(levels, code, "VND"))
        said.append(answer_change(change, code, "VND"))
        said.append(answer_cohorts(cohorts, code, 2, "VND"))
        if BY_CODE[code].unit != "yes_no":
            said.append(answer_distribution(spread, code))
    for text in said:
        assert text is not None
        told = text.in_language(language)
        assert "nan" not in told.lower().split()
        word = {"vi": "tác động", "en": "effect"}[language]
        denial = {"vi": "chưa phải tác động", "en": "not an effect"}[language]
        assert told.count(word) == told.count(denial)


def test_answers_of_nothing(snapshot: Snapshot) -> None:
    nowhere = Scope(districts=("999",))
    level = _run("outcome_by_year", snapshot, nowhere)
    assert answer_level(level, "productivity", "VND") is None
    change = _run("outcome_change", snapshot, nowhere)
    assert answer_change(change, "productivity", "VND") is None
    assert answer_growth(_run("productivity_growth", snapshot, nowhere), 2020, 2021) is None
    assert answer_missing(_run("outcome_missing", snapshot, nowhere)) is None


def test_the_sentence_of_the_level(snapshot: Snapshot) -> None:
    frame = _run("productivity_by_year", snapshot, replace(Scope(), language="en"))
    sentence = answer_level(frame, "productivity", "VND")
    assert sentence is not None
    assert sentence.en == (
        "Labour productivity (value added per worker) in 2022, median: supported 45 million VND "
        "(n = 2); not supported 7.5 million VND (n = 2) (constant prices of 2022); a description, "
        "not an effect"
    )
