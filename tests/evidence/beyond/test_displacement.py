"""Displacement that was planted is found, and what is left of jobs follows from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.charts.evidence_beyond import rings_chart
from analysis.evidence.beyond.exclusion import clean_panel, exclusion_check, exclusions
from analysis.evidence.beyond.exposure import UNKNOWN, exposures
from analysis.evidence.beyond.neighbours import neighbours
from analysis.evidence.beyond.net import Net, carried, net_change
from analysis.evidence.beyond.rings import NEAR, RINGS
from analysis.evidence.beyond.tables import ring_table
from analysis.evidence.beyond.words import neighbours_sentence, ring_line
from analysis.evidence.claim import Claim, claim
from analysis.evidence.grade_rules import MANY_CLUSTERS
from analysis.evidence.ground import ground
from analysis.evidence.model import NEVER
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.evidence.beyond.displaced import displaced_snapshot, planted, planted_mean


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def displaced(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return displaced_snapshot(tmp_path_factory.mktemp("displaced"))


@pytest.fixture(scope="module")
def jobs(simulated: Snapshot) -> Claim:
    return claim(simulated, Scope(), "jobs", others=False)


@pytest.fixture(scope="module")
def net(simulated: Snapshot, jobs: Claim) -> Net:
    return net_change(simulated, Scope(), jobs)


def test_exposure_is_that_of_a_plain_count(simulated: Snapshot, jobs: Claim) -> None:
    """Against pandas on the marts: the first year of support in a district and industry."""
    found = exposures(simulated, Scope(), jobs.given)[NEAR]
    people = simulated.query("select * from mart_establishment")
    first = simulated.query(
        "select establishment_no, min(year) as year from mart_support where goes_ahead group by 1"
    )
    both = people.merge(first, on="establishment_no", how="left")
    keys = ["district_2020", "industry"]
    known = both.dropna(subset=keys).copy()
    known["first"] = known.groupby(keys)["year"].transform("min").fillna(NEVER)
    wanted = dict(zip(known["establishment_no"], known["first"], strict=True))
    got = dict(zip(jobs.given.panel.units.tolist(), found.first.tolist(), strict=True))
    assert {unit: wanted.get(unit, UNKNOWN) for unit in got} == got
    assert found.exposed + found.clean + found.unknown == int(
        (jobs.given.built.units["cohort"] == 0).sum()
        + (simulated.query("select count(*) as n from mart_establishment")["n"].iloc[0])
        - len(jobs.given.built.units)
        - _left_out(simulated, jobs)
    )


def _left_out(simulated: Snapshot, jobs: Claim) -> int:
    """Return the establishments outside the panel that were not eligible, or had support."""
    flow = jobs.given.built.flow
    gone = flow[flow["code"].isin(["not_eligible", "not_gone_ahead"])]["excluded"].sum()
    ours = flow["remaining_supported"].iloc[0]
    return int(gone + ours - (jobs.given.built.units["cohort"] > 0).sum())


def test_neighbours_leave_in_the_year_they_are_exposed(simulated: Snapshot, jobs: Claim) -> None:
    exposed = exposures(simulated, Scope(), jobs.given)[NEAR]
    panel, clean = jobs.given.panel, clean_panel(jobs.given.panel, exposed)
    supported = panel.cohorts != NEVER
    np.testing.assert_array_equal(clean.outcomes[supported], panel.outcomes[supported])
    at = np.flatnonzero(~supported & (exposed.first == 2016))
    assert len(at)
    before = panel.periods < 2016
    np.testing.assert_array_equal(clean.outcomes[at][:, before], panel.outcomes[at][:, before])
    assert np.isnan(clean.outcomes[at][:, ~before]).all()
    assert np.isnan(clean.outcomes[~supported & (exposed.first == UNKNOWN)]).all()


def test_without_displacement_rings_agree_and_neighbours_are_not_seen_to_move(
    simulated: Snapshot, jobs: Claim, net: Net
) -> None:
    rings = exclusions(jobs, exposures(simulated, Scope(), jobs.given))
    assert [one.ring.code for one in rings] == [ring.code for ring in RINGS]
    for one in rings[:3]:
        assert one.estimate - one.same == pytest.approx(one.moved)
        assert 0 < one.heaviest.part < 1
        assert one.groups > 100
        assert one.missing is None
        assert one.moved_interval.holds(0.0), one.ring.code
    assert rings[0].n_compared > rings[1].n_compared > rings[3].n_compared
    assert exclusion_check(jobs, rings).passed
    assert net.neighbours.interval.holds(0.0)
    assert net.neighbours.grade.level <= 3


def test_thirteen_districts_are_too_few_groups_to_tell_anything(
    simulated: Snapshot, jobs: Claim
) -> None:
    """Supported establishments of unknown place stand alone, but make no further groups.

    An estimate is never told without its interval: where there is none, why is said.
    """
    exposed = exposures(simulated, Scope(), jobs.given)["district"]
    assert len(np.unique(exposed.cells)) > MANY_CLUSTERS
    ring = exclusions(jobs, {"district": exposed})[0]
    assert ring.groups == 13
    assert ring.n_supported > 0
    assert ring.n_compared > 0
    assert (ring.estimate, ring.interval, ring.moved, ring.moved_interval) == (None,) * 4
    assert "13" in ring.missing.en
    row = ring_table(jobs, [ring], "en").iloc[0]
    assert pd.isna(row[["estimate", "low", "high", "same", "moved"]]).all()
    assert (row["groups"], row["missing"]) == (13, ring.missing.en)
    assert "cannot tell yet" in ring_line(jobs, ring).en
    near = neighbours(jobs.given, exposed)
    assert (near.estimate, near.interval, near.grade) == (None, None, None)
    assert "cannot tell yet" in neighbours_sentence(jobs, near).en
    steps, _ = carried(exposed, ring, near)
    assert all(one.value is None and one.interval is None for one in steps)
    chart = rings_chart(jobs, [ring], "en")
    assert "only 13 groups" in chart.to_json().replace("<br>", " ")
    assert len(chart.data[0].x) == 1, "only the claim itself is drawn"
    check = exclusion_check(jobs, (ring,))
    assert (check.passed, check.finding) == (None, ring.missing)


def test_planted_displacement_is_recovered(displaced: Snapshot, simulated: Snapshot) -> None:
    given = ground(displaced, Scope(), "jobs")
    near = neighbours(given, exposures(displaced, Scope(), given)[NEAR])
    true = planted_mean(near, planted(displaced, near.traced.reported))
    assert true < -0.4
    assert near.interval.holds(true)
    assert near.interval.high < 0
    assert near.n_exposed > 1000


def test_a_comparison_of_displaced_neighbours_flatters_and_the_ring_mends_it(
    displaced: Snapshot,
) -> None:
    found = claim(displaced, Scope(), "jobs", others=False)
    one = exclusions(found, {NEAR: exposures(displaced, Scope(), found.given)[NEAR]})[0]
    assert one.moved_interval.high < 0


def test_steps_add_up_with_one_joint_error(net: Net, jobs: Claim) -> None:
    value = {one.code: one.value for one in net.steps}
    assert value["gross"] + value["deadweight"] == pytest.approx(value["additional"])
    assert value["additional"] + value["displacement"] == pytest.approx(value["net"])
    half = {one.code: (one.interval.high - one.interval.low) / 2 for one in net.steps}
    # Gross and deadweight share the supported: the error of their sum is not that of strangers.
    joint = net.covariance
    ones = np.ones(3)
    errors = {
        "net": np.sqrt(ones @ joint @ ones),
        "additional": np.sqrt(joint[0, 0] + joint[1, 1] + 2 * joint[0, 1]),
    }
    for code, error in errors.items():
        # Student's quantile: wider than the normal one, for groups are not that many.
        assert 1.96 < half[code] / error < 2.8
    assert net.net_error == pytest.approx(errors["net"])
    assert value["gross"] > 0
    step = net.step("net")
    assert step.total == pytest.approx(step.value * net.exposure.supported)
    assert net.exposure.supported == jobs.given.built.flow["remaining_supported"].iloc[0]


def test_logs_do_not_add_up(simulated: Snapshot) -> None:
    found = claim(simulated, Scope(), "workers", others=False)
    with pytest.raises(ValueError, match="levels"):
        net_change(simulated, Scope(), found)


def test_without_places_nothing_is_known_of_neighbours(workspace: Path) -> None:
    michigan = open_snapshot(workspace, "michigan-1987")
    found = claim(michigan, Scope(), "jobs", others=False)
    told = net_change(michigan, Scope(), found)
    assert told.step("net").value is None
    assert told.missing is not None


def test_where_there_are_no_results_there_is_no_ring(workspace: Path) -> None:
    published = open_snapshot(workspace, "quang-ngai-published")
    found = claim(published, Scope(), "jobs", others=False)
    assert exposures(published, Scope(), found.given) == {}
    assert net_change(published, Scope(), found).missing is not None
