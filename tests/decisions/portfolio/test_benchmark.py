"""What the benchmark compares with is the same question: both answers agree within their bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.decisions.portfolio.building import build
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def test_scipy_answers_the_same_question(monkeypatch: pytest.MonkeyPatch, solver: Solver) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from portfolio import applications, scipy_answer

    asked = applications(300, 1)
    plan = optimise(asked, 30, 1e-2, solver=solver)
    theirs = scipy_answer(build(asked).program(), 1e-2)
    assert plan.verified
    assert plan.objective is not None
    assert plan.bound is not None
    assert theirs.objective == pytest.approx(plan.objective, rel=2e-2)
    assert plan.objective <= theirs.bound * (1 + 1e-9)
    assert theirs.objective <= plan.bound * (1 + 1e-9)
