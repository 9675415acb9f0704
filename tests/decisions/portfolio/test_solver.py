"""The child process: its time is real, what it told before it died counts, it dies with us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from fractions import Fraction
from io import BytesIO
from typing import Any

import numpy as np
import pytest

from analysis.decisions.portfolio.building import build
from analysis.decisions.portfolio.frontier import frontier
from analysis.decisions.portfolio.greedy import greedy_per_dong
from analysis.decisions.portfolio.prices import limit_prices
from analysis.decisions.portfolio.protocol import read_message, write_message
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.verify import verify
from analysis.settings import PROJECT_ROOT
from tests.decisions.portfolio.problems import (
    MILLION,
    candidate,
    cap,
    hard_problem,
    large_problem,
    problem,
)


def test_the_time_is_wall_clock_and_a_plan_always_comes_back() -> None:
    asked = large_problem(3000)
    started = time.monotonic()
    plan = optimise(asked, seconds=0.05, gap=0.0)
    assert time.monotonic() - started < 2.0
    assert plan.status == "time_limit"
    assert plan.bound is not None
    # Nothing came from the solver in this time: the rule's plan, with the bound of the budgets.
    assert plan.chosen
    assert plan.verified == (not verify(asked, plan.chosen))
    if plan.objective is not None:
        assert plan.bound >= plan.objective


def test_the_best_so_far_comes_back_with_its_bound_and_gap(solver: Solver) -> None:
    asked = hard_problem()
    plan = optimise(asked, seconds=2.0, gap=0.0, solver=solver)
    assert plan.status == "time_limit"
    assert plan.verified
    assert plan.objective is not None
    assert plan.bound is not None
    assert plan.gap == pytest.approx((plan.bound - plan.objective) / plan.objective)
    assert plan.gap is not None
    assert 0 < plan.gap < 0.01
    assert plan.seconds < 4.0


def test_time_shared_by_many_searches_begins_when_the_child_has_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = subprocess.Popen

    def slowly(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        late = f"import time; time.sleep(1.5); from {command[-1]} import main; main()"
        child: subprocess.Popen[bytes] = begin([command[0], "-c", late], **options)
        return child

    monkeypatch.setattr("analysis.decisions.portfolio.solver.subprocess.Popen", slowly)
    files = [candidate(f"c{one}", 100 * MILLION, jobs=float(one)) for one in (1, 2, 3)]
    limits = (cap("district", "a", 200 * MILLION),)
    asked = problem(*files, budget=200 * MILLION, money=limits)
    plan = greedy_per_dong(asked)
    with open_solver() as solver:
        assert not solver.ready(0.1) > 1.0, "waits no longer than it is told to"
        points = frontier(asked, [Fraction(1, 2), Fraction(1)], 1.0, 0.1, solver)
        assert all(point.proved for point in points), "a second is enough once it has loaded"
        assert solver.ready() < 0.1
        assert limit_prices(asked, plan, "cap", 1.0, 0.1, solver)
        assert optimise(asked, 1.0, 0.1, solver=solver).status == "optimal", "left running"


def test_one_that_dies_before_it_has_loaded_keeps_nobody_waiting() -> None:
    with open_solver() as solver:
        solver.begin().kill()
        assert solver.ready() < 20.0


def test_a_killed_child_leaves_the_best_it_told_and_the_next_question_is_answered() -> None:
    asked = hard_problem()
    with open_solver() as solver:
        process = solver.begin()
        optimise(large_problem(60), 20, 0.1, solver=solver)
        threading.Timer(2.0, lambda: os.kill(process.pid, signal.SIGTERM)).start()
        plan = optimise(asked, seconds=30, gap=0.0, solver=solver)
        assert plan.status == "stopped"
        assert plan.verified
        assert plan.gap is not None
        assert plan.seconds < 10
        assert process.poll() is not None
        again = optimise(large_problem(100), seconds=20, gap=1e-2, solver=solver)
        assert again.status in ("optimal", "infeasible")


def test_whoever_dies_takes_the_child_along() -> None:
    code = (
        "from analysis.decisions.portfolio.solver import open_solver\n"
        "import time\n"
        "with open_solver() as solver:\n"
        "    print(solver.begin().pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=PROJECT_ROOT
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not _alive(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process nobody has waited for is dead all the same.
    status = f"/proc/{pid}/stat"
    if os.path.exists(status):
        with open(status, encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    return True


def test_many_threads_may_ask_at_once() -> None:
    asked = large_problem(60)
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(optimise(asked, 20, 0.01).objective))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1


def test_a_start_is_never_lost(solver: Solver) -> None:
    asked = large_problem(200)
    good = optimise(asked, 10, 1e-3, solver=solver)
    again = optimise(asked, 0.02, 0.0, start=good.chosen)
    assert again.objective is not None
    assert good.objective is not None
    assert again.objective >= good.objective


def test_a_large_program_is_solved_in_stages(solver: Solver) -> None:
    asked = large_problem(6000)
    plan = optimise(asked, 30, 1e-3, solver=solver)
    assert plan.status == "optimal"
    assert plan.verified
    program = build(asked).program()
    relaxed = solver.relax(program, 20)
    assert plan.bound is not None
    assert plan.bound <= relaxed.value * (1 + 1e-9)


def test_messages_arrive_as_they_were_sent_and_a_torn_one_is_the_end() -> None:
    stream = BytesIO()
    arrays = {
        "floats": np.array([1.5, -np.inf]),
        "whole": np.array([2**60]),
        "bits": np.packbits([True, False, True]),
    }
    write_message(stream, {"job": "solve", "chữ": "đ"}, arrays)
    sent = stream.getvalue()
    message = read_message(BytesIO(sent))
    assert message is not None
    header, received = message
    assert header == {"job": "solve", "chữ": "đ"}
    for name, array in arrays.items():
        assert received[name].tolist() == array.tolist()
    for length in (0, 3, len(sent) - 1):
        assert read_message(BytesIO(sent[:length])) is None
