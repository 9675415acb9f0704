"""HiGHS run once on a program, with a limit of time: the relaxation, or the program itself.

Only the child process imports this.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np

from analysis.decisions.portfolio.program import Floats, Program

Ended = Literal["optimal", "infeasible", "time", "failed"]

_INTEGER, _CONTINUOUS = 1, 0
_SEED = 46

WHOLE = 1e-9
"""How far from 0 or 1 the solver may leave a column."""

TINY = 1e-9
"""What is nothing, once values are scaled to a mean size near one."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The linear relaxation: its value, x (n,), what a unit of each row and column is worth.

    `reduced` (n,) = values − Aᵀ `prices`, `prices` (m,).
    """

    ended: Ended
    value: float
    x: Floats
    reduced: Floats
    prices: Floats


@dataclass(frozen=True, slots=True)
class Searched:
    """How a search ended, and the bound it proved (infinite for none)."""

    ended: Ended
    bound: float


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a search tells: each improved point (n,) and each bound."""

    point: Callable[[Floats], None]
    bound: Callable[[float], None]


def relax(program: Program, deadline: float) -> Relaxed:
    """Solve the program without its demand for whole numbers.

    What presolve finds impossible by one đồng in thousands of millions need not be: anything but a
    solution is found without it or not believed.
    """
    ended: Ended = "failed"
    for presolve in ("choose", "off"):
        highs = _model(program, deadline, whole=False)
        highs.setOptionValue("presolve", presolve)
        highs.run()
        ended = _ended(highs.getModelStatus())
        if ended == "optimal" or time.monotonic() >= deadline:
            break
    solution = highs.getSolution()
    return Relaxed(
        ended=ended,
        value=highs.getInfo().objective_function_value,
        x=np.array(solution.col_value),
        reduced=np.array(solution.col_dual),
        prices=np.array(solution.row_dual),
    )


def search(
    program: Program,
    deadline: float,
    gap: float,
    listener: Listener,
    target: float | None = None,
    start: Floats | None = None,
) -> Searched:
    """Solve the program, telling each improved point; stop within the gap or at the target.

    HiGHS 1.16 may improve a start while presolving and prove that to be optimal without being able
    to tell it, and its presolve may find what the original rows, more exact, do not accept. Then it
    is asked again without the start, at last without presolve, which alone may say impossible.
    """
    for beginning, presolve in ((start, "choose"), (None, "choose")):
        searched = _searched(program, deadline, gap, listener, target, beginning, presolve)
        if searched.ended == "optimal" or time.monotonic() >= deadline:
            return searched
        if searched.ended == "infeasible":
            break
    return _searched(program, deadline, gap, listener, target, None, "off")


def _searched(
    program: Program,
    deadline: float,
    gap: float,
    listener: Listener,
    target: float | None,
    start: Floats | None,
    presolve: str,
) -> Searched:
    highs = _model(program, deadline, whole=True)
    highs.setOptionValue("presolve", presolve)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_abs_gap", TINY)
    if target is not None:
        highs.setOptionValue("objective_target", target)
    if start is not None:
        positions = np.arange(program.whole, dtype=np.int32)
        highs.setSolution(program.whole, positions, start[: program.whole])

    def improved(event: highspy.HighsCallbackEvent) -> None:
        listener.point(np.array(event.data_out.mip_solution))

    def worked(event: highspy.HighsCallbackEvent) -> None:
        listener.bound(float(event.data_out.mip_dual_bound))

    highs.cbMipImprovingSolution.subscribe(improved)
    highs.cbMipInterrupt.subscribe(worked)
    highs.run()
    info = highs.getInfo()
    ended = _ended(highs.getModelStatus())
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        point = np.array(highs.getSolution().col_value)
        listener.point(point)
        said = info.objective_function_value
        if abs(float(program.values @ point) - said) > WHOLE * max(1.0, abs(said)) * 1e3:
            ended = "failed"
    return Searched(ended, float(info.mip_dual_bound))


def _model(program: Program, deadline: float, whole: bool) -> highspy.Highs:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    # One thread and one seed: the same question has the same answer, given the time.
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", _SEED)
    # A column a millionth short of one would let 300 đồng through, a billionth 0.3.
    highs.setOptionValue("mip_feasibility_tolerance", WHOLE)
    highs.setOptionValue("time_limit", max(0.01, deadline - time.monotonic()))
    kinds = np.full(len(program.values), _CONTINUOUS, dtype=np.int32)
    if whole:
        kinds[: program.whole] = _INTEGER
    highs.passModel(
        len(program.values),
        len(program.row_lower),
        len(program.columns),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        program.values,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        program.starts.astype(np.int32),
        program.columns.astype(np.int32),
        program.coefficients,
        kinds,
    )
    return highs


def _ended(status: highspy.HighsModelStatus) -> Ended:
    statuses = highspy.HighsModelStatus
    if status in (statuses.kOptimal, statuses.kObjectiveTarget, statuses.kModelEmpty):
        return "optimal"
    if status == statuses.kInfeasible:
        return "infeasible"
    return "time" if status == statuses.kTimeLimit else "failed"
