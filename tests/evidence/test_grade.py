"""The grade against a table of situations, and its promise never to reward a worse diagnostic."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence.attrition import MOST_GAP
from analysis.evidence.balance import LEAST_OVERLAP
from analysis.evidence.findings import Interval
from analysis.evidence.grade import grade, reasons, what_would_make_it_surer
from analysis.evidence.grade_rules import (
    DESIGN_LEVEL,
    FEWEST_CLUSTERS,
    FEWEST_COMPARED,
    FEWEST_SUPPORTED,
    LEAST_REPORTED,
    MANY_CLUSTERS,
    MOST_ATTRITION,
    MOST_IMBALANCE,
    POWER_WANTED,
    Reason,
)
from analysis.evidence.grade_steps import SURER
from analysis.evidence.grade_words import LEVELS, REASONS
from analysis.evidence.situation import Situation, bounds_agree, estimates_agree
from analysis.settings import PROJECT_ROOT

SOUND: dict[str, Any] = {
    "n_supported": 120,
    "n_compared": 400,
    "cohorts": 4,
    "pre_periods": 3,
    "pretrend": True,
    "pretrend_power": 0.9,
    "placebo": True,
    "balance": 0.08,
    "overlap": 0.97,
    "attrition": 0.1,
    "attrition_gap": 0.02,
    "leave_one_out": True,
    "covariates": ("size", "industry"),
    "comparison": "never",
    "verified_share": 0.8,
}
DID = {"design": "difference_in_differences", **SOUND}
DISCONTINUITY = {"design": "regression_discontinuity", **SOUND, "design_test": True}
INSTRUMENT = {**DISCONTINUITY, "design": "instrument"}
SINGLE = {
    **SOUND,
    "design": "synthetic_comparison",
    "n_supported": 1,
    "design_test": True,
}
LOTTERY = {"design": "lottery", **SOUND, "design_test": True}
# Two known studies: Michigan's training grants (Holzer et al. 1993; the firms with scrap rates,
# supported in 1988 or 1989, three years in all) as far as the data tell, and the castle-doctrine
# laws (Cheng and Hoekstra 2013; 21 of 50 states, errors by state) were all other checks passed.
MICHIGAN = {
    "design": "difference_in_differences",
    "n_supported": 29,
    "n_compared": 25,
    "cohorts": 2,
    "pre_periods": 1,
    "pretrend": True,
    "pretrend_power": 0.12,
    "reported_share": 0.44,
    "comparison": "never",
    "verified_share": None,
}
CASTLE = {
    **DID,
    "n_supported": 21,
    "n_compared": 29,
    "clusters": 50,
    "smaller_side_clusters": 21,
    "attrition": 0.0,
    "attrition_gap": 0.0,
    "verified_share": None,
}
AT_ONE_TIME = {"design": "comparison", "n_supported": 120, "n_compared": 400}

TABLE: list[tuple[str, dict[str, Any], int, set[str]]] = [
    ("one point in time", {"design": "cross_section", "n_supported": 50}, 0, {"cross_section"}),
    (
        "before and after",
        {"design": "before_after", "n_supported": 50, "pre_periods": 1},
        1,
        {"before_after"},
    ),
    (
        "before and after without a before",
        {"design": "before_after", "n_supported": 50},
        0,
        {"no_before_no_control"},
    ),
    ("others at one time", AT_ONE_TIME, 1, {"no_before_no_control"}),
    (
        "others at one time, controlled",
        {**AT_ONE_TIME, "covariates": ("size",), "balance": 0.1},
        2,
        {"no_before"},
    ),
    (
        "others at one time, controlled in vain",
        {**AT_ONE_TIME, "covariates": ("size",), "balance": 0.4},
        1,
        {"no_before_no_control"},
    ),
    ("others over time", {**AT_ONE_TIME, "pre_periods": 1}, 2, {"comparison"}),
    ("comparison with nobody", {**AT_ONE_TIME, "n_compared": 0}, 1, {"nobody_compared"}),
    (
        "sound difference-in-differences",
        DID,
        3,
        {"pretrend_powered", "balanced", "attrition_low", "every_place", "placebo_passed"},
    ),
    ("nothing identified", {**DID, "estimate_known": False}, 0, {"no_estimate"}),
    ("nobody supported", {**DID, "n_supported": 0}, 0, {"nobody_supported"}),
    ("nobody compared", {**DID, "n_compared": 0}, 1, {"nobody_compared"}),
    ("interval without bounds", {**DID, "interval_finite": False}, 2, {"interval_open"}),
    ("nine supported", {**DID, "n_supported": 9}, 2, {"few_supported"}),
    ("ten supported", {**DID, "n_supported": 10}, 3, set()),
    ("nine compared", {**DID, "n_compared": 9}, 2, {"few_compared"}),
    ("no year before", {**DID, "pre_periods": 0, "pretrend": None}, 2, {"no_before"}),
    (
        "one year before",
        {**DID, "pre_periods": 1, "pretrend": None},
        2,
        {"pretrend_untestable"},
    ),
    ("moved apart before", {**DID, "pretrend": False}, 2, {"pretrend_failed"}),
    (
        "weak pre-trend test, placebo passed",
        {**DID, "pretrend_power": 0.3},
        3,
        {"pretrend_placebo"},
    ),
    (
        "weak pre-trend test, no placebo",
        {**DID, "pretrend_power": 0.3, "placebo": None},
        2,
        {"pretrend_weak"},
    ),
    (
        "strong pre-trend test, no placebo",
        {**DID, "placebo": None},
        3,
        {"pretrend_powered"},
    ),
    ("placebo failed", {**DID, "placebo": False}, 2, {"placebo_failed"}),
    ("unlike groups", {**DID, "balance": 0.26}, 2, {"unbalanced"}),
    ("likeness unknown", {**DID, "balance": None}, 2, {"balance_unknown"}),
    (
        "supported later, likeness unknown",
        {**DID, "balance": None, "comparison": "not_yet"},
        3,
        {"same_kind"},
    ),
    ("little overlap", {**DID, "overlap": 0.7}, 2, {"no_overlap"}),
    (
        "many lost, bounds hold",
        {**DID, "attrition": 0.4, "bounds_hold": True},
        3,
        {"attrition_bounded"},
    ),
    (
        "many lost, bounds turn it",
        {**DID, "attrition": 0.4, "bounds_hold": False},
        2,
        {"attrition_overturns"},
    ),
    ("lost unevenly, no bounds", {**DID, "attrition_gap": 0.08}, 2, {"attrition_unbounded"}),
    ("losses not known", {**DID, "attrition": None}, 2, {"attrition_unbounded"}),
    ("one district carries it", {**DID, "leave_one_out": False}, 2, {"one_place"}),
    (
        "five clusters",
        {**DID, "clusters": 5, "few_cluster_inference": True},
        2,
        {"too_few_clusters"},
    ),
    ("twelve clusters", {**DID, "clusters": 12}, 2, {"few_clusters"}),
    (
        "twelve clusters, wild bootstrap",
        {**DID, "clusters": 12, "few_cluster_inference": True},
        3,
        {"few_clusters_handled"},
    ),
    (
        "Michigan's grants",
        MICHIGAN,
        2,
        {"pretrend_weak", "balance_unknown", "attrition_unbounded", "few_reported"},
    ),
    ("the castle laws", CASTLE, 3, {"pretrend_powered", "attrition_low"}),
    (
        "castle laws of one region, normal errors",
        {**CASTLE, "clusters": 12, "smaller_side_clusters": 6},
        2,
        {"few_clusters"},
    ),
    (
        "castle laws of one region, wild bootstrap",
        {**CASTLE, "clusters": 12, "smaller_side_clusters": 6, "few_cluster_inference": True},
        3,
        {"few_clusters_handled"},
    ),
    (
        "a law of four states only",
        {**CASTLE, "smaller_side_clusters": 4, "few_cluster_inference": True},
        2,
        {"few_clusters_one_side"},
    ),
    ("thirty clusters", {**DID, "clusters": 30}, 3, set()),
    ("one cohort", {**DID, "cohorts": 1}, 3, {"one_cohort"}),
    ("small cohorts", {**DID, "seen_each_cohort": 6.5}, 3, {"small_cohorts"}),
    ("few answered", {**DID, "reported_share": 0.5}, 3, {"few_reported"}),
    ("self-reported", {**DID, "verified_share": 0.1}, 3, {"self_reported"}),
    ("simulated", {**DID, "simulated": True}, 3, {"simulated"}),
    ("threshold held", DISCONTINUITY, 4, {"design_held"}),
    ("threshold untested", {**DISCONTINUITY, "design_test": None}, 3, {"design_untested"}),
    ("bunching at the threshold", {**DISCONTINUITY, "design_test": False}, 2, {"design_failed"}),
    ("one case, matched before", SINGLE, 2, {"one_case", "design_held"}),
    ("one case, not tested", {**SINGLE, "design_test": None}, 2, {"design_untested"}),
    ("one case unlike any pool", {**SINGLE, "design_test": False}, 1, {"design_failed"}),
    ("one cluster of twenty", {**SINGLE, "n_supported": 20}, 2, {"one_case"}),
    ("more against less", {**DID, "among_supported": True}, 2, {"dose_chosen"}),
    ("instrument", INSTRUMENT, 4, {"design_held"}),
    ("instrument untested", {**INSTRUMENT, "design_test": None}, 2, {"design_untested"}),
    ("threshold, few near it", {**DISCONTINUITY, "n_compared": 6}, 2, {"few_compared"}),
    (
        "threshold, one district carries it",
        {**DISCONTINUITY, "leave_one_out": False},
        4,
        {"one_place"},
    ),
    ("lottery, few lost", LOTTERY, 5, {"design_held", "attrition_low"}),
    (
        "lottery, many lost, bounds hold",
        {**LOTTERY, "attrition": 0.3, "bounds_hold": True},
        4,
        {"attrition_bounded"},
    ),
    ("lottery, losses unknown", {**LOTTERY, "attrition": None}, 3, {"attrition_unbounded"}),
    ("lottery not shown to be kept to", {**LOTTERY, "design_test": None}, 4, {"design_untested"}),
    ("lottery not kept to", {**LOTTERY, "design_test": False}, 2, {"design_failed"}),
    ("lottery of seven", {**LOTTERY, "n_supported": 7}, 2, {"few_supported"}),
]


@pytest.mark.parametrize(
    ("facts", "level", "codes"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_table_of_situations(facts: dict[str, Any], level: int, codes: set[str]) -> None:
    situation = Situation(**facts)
    given_grade = grade(situation)
    found = reasons(situation)
    assert given_grade.level == level
    assert codes <= {reason.code for reason in found}
    # The level comes first, then the design, then whatever lowers it.
    assert given_grade.reasons[0] == LEVELS[level]
    assert found[0].code == situation.design
    lowering = [_lowers(reason, situation) for reason in found[1:]]
    assert lowering == sorted(lowering, reverse=True)
    # Something lowers the grade exactly when it is below what the design can earn.
    assert any(lowering) == (level < DESIGN_LEVEL[situation.design])
    assert what_would_make_it_surer(situation)


def _lowers(reason: Reason, situation: Situation) -> bool:
    return reason.cap is not None and reason.cap < DESIGN_LEVEL[situation.design]


def test_every_reason_occurs_in_the_table() -> None:
    found = {reason.code for _, facts, _, _ in TABLE for reason in reasons(Situation(**facts))}
    assert found == set(REASONS)


def _documented() -> dict[str, list[str]]:
    """Return the rows of the tables of docs/methods.md that begin with a code."""
    text = (PROJECT_ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    section = text.split("## Strength of evidence")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("| `")
    ]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0].strip("`"): row[1:] for row in rows}


def test_every_reason_is_written_out_in_the_documentation_with_its_caps() -> None:
    documented = _documented()
    assert set(documented) == set(REASONS)
    caps: dict[str, set[str]] = {code: set() for code in REASONS}
    for _, facts, _, _ in TABLE:
        for reason in reasons(Situation(**facts)):
            caps[reason.code].add("–" if reason.cap is None else str(reason.cap))
    for code, cells in documented.items():
        if code in DESIGN_LEVEL:
            assert cells[0] == str(DESIGN_LEVEL[code])
        elif len(cells) == 1:
            assert caps[code] == {"–"}, code
        else:
            assert set(cells[0].split(", ")) == caps[code], code
            assert all(cells), f"{code}: rule, source and what lifts it"


def test_the_documentation_states_the_thresholds() -> None:
    documented = {code: " ".join(cells) for code, cells in _documented().items()}
    for code, threshold in {
        "few_supported": f"fewer than {FEWEST_SUPPORTED} supported",
        "few_compared": f"fewer than {FEWEST_COMPARED} compared",
        "too_few_clusters": f"fewer than {FEWEST_CLUSTERS} clusters",
        "few_clusters_one_side": f"fewer than {FEWEST_CLUSTERS} clusters",
        "few_clusters": f"fewer than {MANY_CLUSTERS} clusters",
        "few_clusters_handled": f"{FEWEST_CLUSTERS} to {MANY_CLUSTERS - 1} clusters",
        "pretrend_weak": f"under {POWER_WANTED:.0%}".replace("%", " %"),
        "unbalanced": f"over {MOST_IMBALANCE}",
        "balanced": f"over {MOST_IMBALANCE}",
        "no_before_no_control": f"over {MOST_IMBALANCE}",
        "no_overlap": f"fewer than {LEAST_OVERLAP:.0%}".replace("%", " %"),
        "few_reported": f"fewer than {LEAST_REPORTED:.0%}".replace("%", " %"),
    }.items():
        assert threshold in documented[code], code
    text = " ".join((PROJECT_ROOT / "docs" / "methods.md").read_text(encoding="utf-8").split())
    assert f"up to {MOST_ATTRITION * 100:.0f} % where both groups differ" in text
    assert f"differ by at most {MOST_GAP * 100:.0f} percentage points" in text


def test_the_reason_for_ten_is_as_said() -> None:
    # The error of a normal interval that divides by n is √(1 − 1/n) of that of Student's.
    covered = 1 - 2 * stats.t.sf(stats.norm.isf(0.025) * math.sqrt(0.9), 9)
    assert covered == pytest.approx(0.90, abs=0.005)
    # Five clusters: 2⁵ sign changes, of which one and its mirror image are the most extreme.
    assert 2 / 2 ** (FEWEST_CLUSTERS - 1) > 0.05


def test_the_steps_say_how_many_are_missing_and_what_the_planner_found() -> None:
    small = Situation(**{**DID, "n_supported": 6, "more_supported": 40, "more_years": 2})
    steps = [text.en for text in what_would_make_it_surer(small)]
    assert steps[0] == "Collect reports of more supported establishments, at least 4."
    assert "Follow more establishments (40), for 2 years." in steps
    assert [text.vi for text in what_would_make_it_surer(small)][1] == (
        "Theo dõi thêm 40 cơ sở, trong 2 năm."
    )
    alone = Situation("before_after", 50, pre_periods=1)
    assert what_would_make_it_surer(alone)[0] == SURER["before_after"]
    assert "refused" in what_would_make_it_surer(alone)[0].en
    assert what_would_make_it_surer(Situation(**LOTTERY)) == (SURER["repeat"],)


# Each list runs from best to worst: what cannot be tested is worse than passed, better than failed.
LADDERS: dict[str, tuple[Any, ...]] = {
    "n_supported": (400, 20, 10, 9, 1, 0),
    "n_compared": (400, 20, 10, 9, 1, 0),
    "estimate_known": (True, False),
    "interval_finite": (True, False),
    "clusters": (None, 60, 20, 19, 6, 5, 1),
    "smaller_side_clusters": (None, 60, 6, 5, 1),
    "few_cluster_inference": (True, False),
    "cohorts": (5, 2, 1),
    "pre_periods": (4, 2, 1, 0),
    "pretrend": (True, None, False),
    "pretrend_power": (0.95, 0.8, 0.79, 0.1, None),
    "placebo": (True, None, False),
    "balance": (0.0, 0.25, None, 0.26, 2.0),
    "overlap": (1.0, 0.9, 0.89, 0.0),
    "attrition": (0.0, 0.2, 0.21, 0.9, None),
    "attrition_gap": (0.0, 0.05, 0.06, 0.9, None),
    "bounds_hold": (True, None, False),
    "leave_one_out": (True, None, False),
    "design_test": (True, None, False),
    "reported_share": (1.0, 0.8, 0.79, 0.0),
    "verified_share": (1.0, 0.5, 0.2, 0.0),
    "simulated": (False, True),
    "covariates": (("size",), ()),
}

SITUATIONS = st.builds(
    Situation,
    design=st.sampled_from(list(DESIGN_LEVEL)),
    comparison=st.sampled_from(["never", "not_yet", None]),
    **{name: st.sampled_from(ladder) for name, ladder in LADDERS.items()},
)


@given(situation=SITUATIONS, name=st.sampled_from(list(LADDERS)), data=st.data())
def test_a_worse_diagnostic_never_raises_the_grade(
    situation: Situation, name: str, data: st.DataObject
) -> None:
    ladder = LADDERS[name]
    rung = data.draw(st.integers(ladder.index(getattr(situation, name)), len(ladder) - 1))
    worse = replace(situation, **{name: ladder[rung]})
    assert grade(worse).level <= grade(situation).level


@given(situation=SITUATIONS)
def test_every_grade_is_within_its_design_and_gives_reasons_and_a_step(
    situation: Situation,
) -> None:
    given_grade = grade(situation)
    assert 0 <= given_grade.level <= DESIGN_LEVEL[situation.design]
    assert len(given_grade.reasons) >= 2
    steps = what_would_make_it_surer(situation)
    assert len(steps) == len(set(steps)) > 0
    for text in (*given_grade.reasons, *steps):
        assert "{" not in text.vi + text.en


@given(situation=SITUATIONS)
def test_the_words_for_causes_stay_away_below_grade_3(situation: Situation) -> None:
    given_grade = grade(situation)
    if given_grade.level < 3:
        for text in given_grade.reasons:
            assert "effect" not in text.en
            assert "tác động" not in text.vi


def test_bounds_and_other_estimates_say_the_same_or_not() -> None:
    positive, around, negative = Interval(0.02, 0.2), Interval(-0.05, 0.09), Interval(-0.3, -0.1)
    assert bounds_agree(positive, 0.01, 0.3)
    assert not bounds_agree(positive, -0.01, 0.3)
    assert bounds_agree(negative, -0.4, -0.01)
    assert not bounds_agree(negative, -0.4, 0.01)
    # What is near zero may change sign, as long as it stays near.
    assert estimates_agree(around, (-0.04, 0.0, 0.08))
    assert not estimates_agree(around, (-0.04, 0.2))
    assert estimates_agree(positive, ())


@pytest.mark.parametrize(
    "facts",
    [
        {"n_supported": -1},
        {"n_compared": -1},
        {"attrition": 1.2},
        {"overlap": -0.1},
        {"balance": -0.1},
        {"balance": float("nan")},
        {"pretrend_power": 80.0},
    ],
)
def test_impossible_facts_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"below zero|no share|a size"):
        Situation(**{**DID, **facts})
