"""The panel is what the Scope asks for, every establishment in its place, nobody unaccounted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cases.michigan import PANEL_FILE
from analysis.evidence.additionality import additionality
from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.model import NEVER
from analysis.evidence.moments import moments
from analysis.evidence.outcomes import CODES, PLACEBOS
from analysis.evidence.panel_builder import PanelOptions, build
from analysis.evidence.panel_built import BuiltPanel
from analysis.evidence.panel_placebos import placebo_panels, placebo_scopes
from analysis.evidence.panel_query import Window, read_first_support, read_standing
from analysis.evidence.panel_standing import Asked, first_support_of, standing_of
from analysis.evidence.place_names import names_of_places
from analysis.evidence.wide import wide
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.evidence import panel_case as case
from tests.examples import examples
from tests.own_case import loaded, write_case

MACHINES = Scope(activities=("MO_HINH_MAY_MOC",))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("panel")
    return loaded(write_case(folder / "case", case.tables(), geography=True), folder / "workspace")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _rows(built: BuiltPanel) -> pd.DataFrame:
    names = built.units.set_index("unit")["establishment_id"]
    rows = built.panel.ask(built.panel.relation, built.panel.parameters)
    return rows.assign(name=rows["unit"].map(names)).set_index(["name", "period"]).sort_index()


def _same_in_memory(built: BuiltPanel) -> None:
    """Hold the panel put together in memory against that of the relation, number by number."""
    asked, made = wide(built.panel), built.wide
    for name in ("units", "cohorts", "periods", "outcomes", "covariates"):
        np.testing.assert_array_equal(getattr(made, name), getattr(asked, name), err_msg=name)
    assert made.covariate_names == asked.covariate_names
    assert (made.clusters is None) == (asked.clusters is None)
    if made.clusters is not None and asked.clusters is not None:
        np.testing.assert_array_equal(made.clusters, asked.clusters)


def _excluded(built: BuiltPanel) -> dict[str, int]:
    counts = built.flow.set_index("code")["excluded"]
    return {str(code): int(number) for code, number in counts.items() if number}


def _names(built: BuiltPanel, *, supported: bool, in_estimate: bool = True) -> set[str]:
    units = built.units
    chosen = ((units["cohort"] != NEVER) == supported) & (units["in_estimate"] == in_estimate)
    return set(units.loc[chosen, "establishment_id"])


def test_everybody_stands_where_their_history_puts_them(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "productivity")
    assert _excluded(built) == {
        "not_eligible": 2,
        "closed_before": 1,
        "no_report": 1,
        "not_gone_ahead": 2,
        "before_records": 1,
        "no_answer": 1,
        "no_base": 1,
        "lost": 1,
        "one_year": 1,
    }
    assert _names(built, supported=True) == {"A", "B", "C", "D", "E"}
    assert _names(built, supported=False) == {"H", "I", "R", *case.FILLERS}
    assert _names(built, supported=True, in_estimate=False) == {"P", "Q"}
    assert _names(built, supported=False, in_estimate=False) == {"J"}
    assert built.comparison_available == "never"
    assert built.missing is None


def test_an_activity_asks_for_its_own_support_and_leaves_mixed_histories_out(
    snapshot: Snapshot,
) -> None:
    built = build(snapshot, MACHINES, "productivity")
    # B had a course only; D had one before its machine, E in the same year.
    assert {key: _excluded(built)[key] for key in ("other_support", "other_support_before")} == {
        "other_support": 1,
        "other_support_before": 2,
    }
    assert _names(built, supported=True) == {"A", "C"}
    later = built.dose.set_index("establishment_id")["other_support_year"]
    assert later["C"] == 2022
    assert pd.isna(later["A"])
    by_source = build(snapshot, Scope(fund_sources=("national",)), "productivity")
    assert _names(by_source, supported=True) == {"A", "C"}


def test_years_of_a_scope_are_years_in_which_support_began(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(years=(2020,)), "productivity")
    assert _names(built, supported=True) == {"A", "B", "E"}
    assert _excluded(built)["other_years"] == 5
    assert set(built.periods) == set(case.YEARS)
    nobody = build(snapshot, Scope(years=(2015,)), "productivity")
    assert nobody.missing is not None
    assert nobody.missing.en == "nobody was supported within this scope"


def test_places_industries_and_sizes_choose_establishments_of_both_groups(
    snapshot: Snapshot,
) -> None:
    built = build(snapshot, Scope(districts=("536",)), "productivity")
    assert _names(built, supported=True) == {"A"}
    assert _names(built, supported=False) == {"H"}
    assert _excluded(built)["outside_scope"] == len(case.NAMES) - 2
    ours = build(snapshot, Scope(industries=("14",)), "productivity")
    assert _names(ours, supported=False) == set(case.FILLERS)
    assert build(snapshot, Scope(sizes=("micro",)), "productivity").units.empty


def test_outcomes_are_at_constant_prices_and_in_logs(snapshot: Snapshot) -> None:
    rows = _rows(build(snapshot, Scope(), "productivity"))
    for name, year in (("A", 2019), ("A", 2020), ("H", 2018), ("X03", 2022)):
        added = case.value_added(name, year)
        assert added is not None
        expected = math.log(added * case.PRICES[year] / case.workers(name, year))
        assert rows.loc[(name, year), "outcome"] == pytest.approx(expected, abs=1e-12)
    # A zero has no log; the other years of R stay.
    assert list(rows.loc["R"].index) == [2018, 2019, 2021, 2022]
    assert rows.loc["A", "cohort"].tolist() == [2020] * 5
    assert rows.loc["H", "cohort"].unique().tolist() == [NEVER]


def test_levels_keep_zeros_and_large_sums_are_in_millions(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "revenue_per_worker")
    assert "S" in _names(built, supported=False)
    jobs = _rows(build(snapshot, Scope(), "jobs"))
    assert jobs.loc[("R", 2020), "outcome"] == case.workers("R", 2020)


def test_units_are_those_of_the_relation_in_the_order_of_the_wide_panel(
    snapshot: Snapshot,
) -> None:
    for scope in (Scope(), MACHINES, Scope(years=(2020, 2021))):
        for options in (PanelOptions(), PanelOptions(comparison="not_yet", clusters="district")):
            built = build(snapshot, scope, "productivity", options=options)
            _same_in_memory(built)
            panel = built.wide
            assert panel.units.tolist() == built.units["unit"].tolist()
            assert panel.cohorts.tolist() == built.units["cohort"].tolist()
            assert panel.periods.tolist() == built.periods.tolist()
            assert np.isfinite(panel.covariates).all()
            assert panel.covariate_names == tuple(built.labels)
            assert len(built.closed) == len(built.places) == len(panel.units)
            assert int(built.flow["remaining_years"].iloc[-1]) == int(
                np.isfinite(panel.outcomes)[built.units["in_estimate"]].sum()
            )


def test_years_from_other_support_on_can_be_left_out(snapshot: Snapshot) -> None:
    kept = _rows(build(snapshot, MACHINES, "productivity"))
    assert 2022 in kept.loc["C"].index
    built = build(snapshot, MACHINES, "productivity", options=PanelOptions(later_support="hide"))
    assert _rows(built).loc["C"].index.tolist() == [2018, 2019, 2020, 2021]
    assert built.flow.set_index("code").loc["hidden", "excluded_years"] == 1


def test_those_not_supported_yet_stand_in_where_too_few_never_were(snapshot: Snapshot) -> None:
    few = build(snapshot, Scope(activities=MACHINES.activities, industries=("10",)), "productivity")
    assert few.comparison_available == "not_yet"
    assert "3" in few.comparison_why.en
    # Those of other support are compared until then: B to 2019, D and E to theirs.
    rows = _rows(few)
    assert rows.loc["B"].index.tolist() == [2018, 2019]
    assert rows.loc["D"].index.tolist() == [2018]
    assert rows.loc["E", "cohort"].unique().tolist() == [NEVER]
    effects = group_time(moments(few.panel), "not_yet")
    first = (effects.cohort == 2020) & (effects.period == 2020)
    # A against C and Q, supported in 2021, and H and I; P and R have no value in 2020.
    assert effects.compared[first].tolist() == [4]


def test_only_supported_with_reports_leaves_the_later_ones_to_compare_with(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    tables = case.tables()
    names = [name for name, _, _ in case.SUPPORTS]
    reports = tables["outcome_record"]
    tables["outcome_record"] = reports[reports["establishment_id"].isin(names)]
    only = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "workspace")
    built = build(only, Scope(), "productivity")
    assert built.comparison_available == "not_yet"
    assert _names(built, supported=False) == set()
    effects = group_time(moments(built.panel), "not_yet")
    assert np.isfinite(effects.estimate).any()
    alone = build(only, Scope(), "productivity", options=PanelOptions(comparison="never"))
    assert alone.comparison_available is None
    assert alone.missing is not None


def test_the_dose_is_what_was_given_in_the_first_year(snapshot: Snapshot) -> None:
    dose = build(snapshot, MACHINES, "productivity").dose.set_index("establishment_id")
    assert dose.loc["A", "grant"] == pytest.approx(100 * case.MILLION * 1.25)
    assert dose.loc["A", "workers_before"] == case.workers("A", 2019)
    assert dose.loc["A", "grant_per_worker"] == pytest.approx(
        125 * case.MILLION / case.workers("A", 2019)
    )
    assert dose.loc["A", "activity"] == "MO_HINH_MAY_MOC"
    everything = build(snapshot, Scope(), "productivity").dose.set_index("establishment_id")
    assert everything.loc["E", "activity"] == "several"
    # The grant of E's course is not known, so its sum is not.
    assert pd.isna(everything.loc["E", "grant"])
    assert everything.loc["E", "supports"] == 2


def test_anticipation_moves_the_base_and_hides_what_support_may_touch(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "productivity", options=PanelOptions(anticipation=1))
    # D is supported in 2019: with a year of anticipation nothing lies before.
    assert _excluded(built)["before_records"] == 2
    # P was not seen in 2020 but was in 2019, which is now its base.
    assert "P" in _names(built, supported=True)


def test_reports_verified_are_counted_among_those_since_support(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "productivity")
    # A, B, E report in 2020 to 2022, C in 2021 and 2022, D in 2019 to 2022: one is verified.
    assert built.verified_share == pytest.approx(1 / 15)


def test_survival_is_told_by_the_register(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "survival")
    rows = _rows(built)["outcome"]
    assert built.comparison_available == "not_yet"
    assert built.verified_share is None
    assert rows.loc["X00"].to_dict() == {2017: 1.0, 2018: 1.0, 2019: 1.0, 2020: 0.0}
    # The year of support is left out; K never reports, but is on the register to its last year.
    assert rows.loc["B"].to_dict() == {2017: 1.0, 2018: 1.0, 2019: 1.0, 2021: 1.0, 2022: 0.0}
    assert rows.loc["K"].index[-1] == 2025
    # Founded in 2019: in business at the start of a year from 2020 on.
    assert rows.loc["I"].index[0] == 2020
    panel = wide(built.panel)
    assert panel.units.tolist() == built.units["unit"].tolist()
    assert built.closed[built.units["establishment_id"] == "B"].tolist() == [2022]


def test_answers_stand_beside_with_those_who_gave_none(snapshot: Snapshot) -> None:
    found = additionality(snapshot, MACHINES)
    # A, D, E in 2020, C, P, Q in 2021, O in 2018; Q did not report.
    assert (found.asked, found.answered) == (7, 6)
    shares = found.frame.set_index("answer")["share"]
    assert shares.to_dict() == {"yes": 0.0, "partly": 0.0, "no": 1.0}
    assert "6 of 7" in found.finding.en
    one = additionality(snapshot, Scope(years=(2018,), districts=("522",)))
    assert (one.asked, one.answered) == (1, 1)
    nobody = additionality(snapshot, Scope(years=(2015,)))
    assert nobody.asked == 0
    assert nobody.frame["share"].isna().all()


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    def some(*values: str) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), max_size=2)))

    return Scope(
        years=tuple(draw(st.lists(st.sampled_from((2018, 2019, 2020, 2021)), max_size=2))),
        districts=some("522", "536", "unknown"),
        activities=some("MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "unknown"),
        fund_sources=some("national", "provincial", "unknown"),
        industries=some("10", "14", "unknown"),
        sizes=some("small", "large", "micro"),
        vintage=draw(st.sampled_from(("districts-2020", "recorded"))),
    )


@settings(max_examples=examples(25))
@given(
    scopes(),
    st.sampled_from(("productivity", "revenue", "jobs", "survival")),
    st.builds(
        PanelOptions,
        anticipation=st.integers(0, 2),
        later_support=st.sampled_from(("keep", "hide")),
        comparison=st.sampled_from((None, "never", "not_yet")),
        clusters=st.sampled_from(("auto", "commune", "district")),
        covariates=st.sampled_from(((), ("size", "founded", "industry", "district"))),
        most_covariates=st.just(8),
    ),
)
def test_what_is_left_out_and_what_remains_add_up(
    snapshot: Snapshot, scope: Scope, outcome: str, options: PanelOptions
) -> None:
    built = build(snapshot, scope, outcome, options=options)
    flow = built.flow
    assert flow["remaining"].iloc[0] == len(case.NAMES)
    for kind in ("", "_supported", "_years"):
        excluded, remaining = flow[f"excluded{kind}"], flow[f"remaining{kind}"]
        assert (excluded >= 0).all()
        assert (remaining == remaining.iloc[0] - excluded.cumsum()).all()
    units = built.units
    assert int(units["in_estimate"].sum()) == flow["remaining"].iloc[-1]
    inside = units["in_estimate"] & (units["cohort"] != NEVER)
    assert int(inside.sum()) == flow["remaining_supported"].iloc[-1]
    still = flow.loc[flow["in_panel"], "excluded"].sum()
    assert len(units) == flow["remaining"].iloc[-1] + still
    _same_in_memory(built)
    panel = built.wide
    assert panel.units.tolist() == units["unit"].tolist()
    assert panel.cohorts.tolist() == units["cohort"].tolist()
    seen = np.isfinite(panel.outcomes)[units["in_estimate"].to_numpy(dtype=bool)].sum()
    assert int(seen) == flow["remaining_years"].iloc[-1]


@settings(max_examples=examples(25))
@given(scopes(), st.integers(0, 2), st.booleans())
def test_what_is_chosen_in_memory_is_what_one_statement_chooses(
    simulated: Snapshot, scope: Scope, anticipation: int, hide_later: bool
) -> None:
    asked = Asked(scope, Window(2012, 2025), anticipation, hide_later)
    shared = asked.parameters(simulated)
    stands = read_standing(simulated, shared).drop(columns="unit")
    pd.testing.assert_frame_equal(standing_of(simulated, asked), stands)
    got = first_support_of(simulated, asked), read_first_support(simulated, shared)
    # A column of words without a word in it comes without a type.
    words = {"activity": "str", "activity_kind": "str"}
    pd.testing.assert_frame_equal(*(frame.astype(words) for frame in got))


def test_who_is_supported_in_the_estimate_is_who_the_cells_rest_on(simulated: Snapshot) -> None:
    built = build(simulated, Scope(), "productivity")
    effects = group_time(moments(built.panel), "never")
    for cohort in effects.cohorts.tolist():
        after = (effects.cohort == cohort) & (effects.period >= cohort)
        ours = built.units["in_estimate"] & (built.units["cohort"] == cohort)
        assert effects.supported[after].max() <= int(ours.sum())
    assert built.assignment.level == "establishment"
    assert set(built.labels) == set(built.panel.covariates)
    assert len(built.labels) >= 4


def test_every_outcome_has_a_panel_in_the_simulated_province(simulated: Snapshot) -> None:
    for code in (*CODES, *(outcome.code for outcome in PLACEBOS)):
        built = build(simulated, Scope(years=(2019, 2020), sizes=("small",)), code)
        assert built.missing is None, code
        _same_in_memory(built)
        assert built.flow["remaining_supported"].iloc[-1] > 5, code


def test_placebos_are_asked_where_support_cannot_touch_them(simulated: Snapshot) -> None:
    assert placebo_scopes(Scope(activities=("TU_VAN",))) == ()
    asked = {outcome.code: scope.activities for outcome, scope in placebo_scopes(Scope())}
    assert asked == {
        "placebo_fair_contracts": ("DAO_TAO_NGHE", "MO_HINH_MAY_MOC"),
        "placebo_training_hours": ("SP_TIEU_BIEU_XTTM",),
    }
    panels = placebo_panels(simulated, MACHINES)
    assert list(panels) == ["placebo_fair_contracts"]
    built = panels["placebo_fair_contracts"]
    later = built.units["other_support_year"]
    rows = built.panel.ask(built.panel.relation, built.panel.parameters)
    hidden = rows["unit"].map(dict(zip(built.units["unit"], later, strict=True)))
    assert not (rows["period"] >= hidden.fillna(9999)).any()
    found = aggregate(group_time(moments(built.panel), "never"), "simple")
    # Simulated machines bring no contracts at fairs: three errors either way, for a fixed seed.
    assert abs(found.overall) < 3 * found.overall_error


def test_a_data_set_without_outcomes_says_so(workspace: Path) -> None:
    published = open_snapshot(workspace, "quang-ngai-published")
    for code in ("productivity", "survival"):
        built = build(published, Scope(), code)
        assert built.missing is not None
        assert built.comparison_available is None
        assert built.units.empty
        assert len(built.wide.units) == 0
        assert moments(built.panel).units == 0
        assert built.flow["remaining"].tolist() == [0]
    assert placebo_panels(published, Scope()) == {}


def _michigan_rows() -> Iterator[tuple[str, dict[int, float], int]]:
    firms = pd.read_csv(PANEL_FILE)
    for firm, rows in firms.groupby("fcode"):
        known = rows[rows["scrap"].notna()]
        granted = rows.loc[rows["grant"] == 1, "year"]
        cohort = int(granted.iloc[0]) if len(granted) else NEVER
        yield str(firm), dict(zip(known["year"], known["scrap"] / 100, strict=True)), cohort


def test_the_michigan_case_is_built_end_to_end(workspace: Path) -> None:
    michigan = open_snapshot(workspace, "michigan-1987")
    built = build(michigan, Scope(), "defect_rate")
    firms = [entry for entry in _michigan_rows() if entry[1]]
    assert len(built.units) == len(firms) == 54
    assert built.flow.set_index("code")["excluded"].to_dict() == {"all": 0, "no_answer": 103}
    assert built.comparison_available == "never"
    assert built.verified_share is None
    effects = group_time(moments(built.panel), "never")
    for cohort, period, base, estimate in zip(
        effects.cohort, effects.period, effects.base, effects.estimate, strict=True
    ):
        change = {
            side: np.mean([rates[period] - rates[base] for _, rates, one in firms if one == side])
            for side in (int(cohort), NEVER)
        }
        assert estimate == pytest.approx(change[int(cohort)] - change[NEVER], abs=1e-12)
    productivity = build(michigan, Scope(), "productivity")
    assert productivity.outcome.code == "revenue_per_worker"
    assert productivity.chosen is not None
    closed = build(michigan, Scope(), "survival")
    assert closed.missing is not None
    assert "closing" in closed.missing.en


def test_districts_are_numbers_with_names(snapshot: Snapshot) -> None:
    built = build(snapshot, Scope(), "productivity", options=PanelOptions(covariates=("district",)))
    places = dict(zip(built.units["establishment_id"], built.places.tolist(), strict=True))
    assert names_of_places(snapshot)[places["A"]].en == "Lý Sơn district"
    assert places["B"] == 522


def test_what_cannot_be_asked_is_an_error(snapshot: Snapshot) -> None:
    with pytest.raises(KeyError, match="happiness"):
        build(snapshot, Scope(), "happiness")
    with pytest.raises(ValueError, match="anticipation"):
        PanelOptions(anticipation=-1)
