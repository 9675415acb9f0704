"""The solver in a process of its own: told everything it finds, ended when its time is over.

The limit of time is a real one: the child is killed at it, and the best it had told by then is the
answer. One child carries out many jobs, so that its start is paid once. It is started as a new
program, never forked: a page runs in a process with many threads.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from analysis.decisions.portfolio.program import Floats, Ints, Program
from analysis.decisions.portfolio.protocol import READY, Arrays, read_message, write_message
from analysis.settings import PROJECT_ROOT

GENTLE = 0.3
"""Seconds before the limit at which the child is asked to end by itself, so that it lives on."""

STARTING = 30.0
"""Seconds a child may take to load at most, where its start is waited for: a busy machine."""

FoundStatus = Literal["optimal", "infeasible", "time_limit", "stopped"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search told: chosen 0-1 columns of every improvement, the best last, and a bound.

    `bound` is None when the child did not come so far.
    """

    status: FoundStatus
    improvements: tuple[Ints, ...]
    bound: float | None


@dataclass(frozen=True, slots=True)
class Prices:
    """The linear relaxation: its value; what one more unit of each row (m,) or column (n,) adds.

    `reduced` (n,) is the value of a column less what it uses at the `prices` of rows; `x` (n,). The
    arrays are empty unless the status is optimal.
    """

    status: FoundStatus
    value: float
    x: Floats
    reduced: Floats
    prices: Floats


class Solver:
    """A child process that solves one program after another; see `open_solver`."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[tuple[dict[str, Any], Arrays] | None] = queue.Queue()
        self._loaded = threading.Event()

    def ready(self, seconds: float = STARTING) -> float:
        """Wait until the child has loaded, so many seconds at most; return how long that took.

        Where many searches share a limit of time, each would otherwise be charged for a start.
        """
        started = time.monotonic()
        if self._child is None:
            self.begin()
        self._loaded.wait(seconds)
        return time.monotonic() - started

    def solve(
        self, program: Program, seconds: float, gap: float, start: Ints | None = None
    ) -> Found:
        """Search for the best 0-1 point for at most so many seconds of wall clock.

        `start` are the chosen columns of a point known to keep every row.
        """
        deadline = time.monotonic() + seconds
        given: Arrays = {}
        if start is not None:
            given["start"] = np.zeros(len(program.values))
            given["start"][start] = 1.0
        self._send({"job": "solve", "gap": gap}, program, given, deadline)
        improvements: list[Ints] = []
        bound: float | None = None
        while True:
            answer = self._next(deadline)
            if isinstance(answer, str):
                return Found(answer, tuple(improvements), bound)
            header, arrays = answer
            if "ended" in header:
                return Found(_told(header["ended"]), tuple(improvements), bound)
            bound = bound if header["bound"] is None else float(header["bound"])
            if "chosen" in arrays:
                bits = np.unpackbits(arrays["chosen"], count=program.whole)
                improvements.append(np.flatnonzero(bits))

    def relax(self, program: Program, seconds: float) -> Prices:
        """Solve the linear relaxation for at most so many seconds of wall clock."""
        deadline = time.monotonic() + seconds
        self._send({"job": "relax"}, program, {}, deadline)
        answer = self._next(deadline)
        nothing = np.zeros(0)
        if isinstance(answer, str):
            return Prices(answer, np.nan, nothing, nothing, nothing)
        header, arrays = answer
        status = _told(header["ended"])
        if status != "optimal":
            return Prices(status, np.nan, nothing, nothing, nothing)
        return Prices(status, header["value"], arrays["x"], arrays["reduced"], arrays["prices"])

    def close(self) -> None:
        """End the child, whatever it does."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _send(self, job: dict[str, Any], program: Program, more: Arrays, deadline: float) -> None:
        child = self._child or self.begin()
        parts: Arrays = {
            item.name: getattr(program, item.name)
            for item in fields(Program)
            if item.name != "whole"
        }
        left = max(0.05, deadline - time.monotonic())
        told = {**job, "whole": program.whole, "seconds": max(left - GENTLE, 0.5 * left)}

        def say() -> None:
            # A child that is gone is noticed by whoever waits for its answer.
            if child.stdin is not None:
                with suppress(OSError, ValueError):
                    write_message(child.stdin, told, {**parts, **more})

        # A pipe holds little: writing waits for the child, which must not stop the clock here.
        threading.Thread(target=say, daemon=True).start()

    def _next(
        self, deadline: float
    ) -> tuple[dict[str, Any], Arrays] | Literal["time_limit", "stopped"]:
        """Return the next answer; at the deadline, or when the child is gone, end it and say so."""
        try:
            answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            self.close()
            return "time_limit"
        if answer is None:
            self.close()
            return "stopped"
        return answer

    def begin(self) -> subprocess.Popen[bytes]:
        """Start the child."""
        answers: queue.Queue[tuple[dict[str, Any], Arrays] | None] = queue.Queue()
        child = subprocess.Popen(
            [sys.executable, "-m", "analysis.decisions.portfolio.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT_ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

        loaded = threading.Event()

        def hear() -> None:
            if child.stdout is not None:
                with suppress(OSError, ValueError):
                    while (answer := read_message(child.stdout)) is not None:
                        if READY in answer[0]:
                            loaded.set()
                        else:
                            answers.put(answer)
            # One that is gone keeps nobody waiting.
            loaded.set()
            answers.put(None)

        threading.Thread(target=hear, daemon=True).start()
        self._child, self._answers, self._loaded = child, answers, loaded
        return child


def _told(ended: str) -> FoundStatus:
    if ended == "optimal":
        return "optimal"
    if ended == "infeasible":
        return "infeasible"
    return "time_limit" if ended == "time" else "stopped"


@contextmanager
def open_solver(shared: Solver | None = None) -> Iterator[Solver]:
    """Give a solver for as long as the block runs; its process ends with it.

    A `shared` one is given back as it is: whoever opened it ends it.
    """
    if shared is not None:
        yield shared
        return
    solver = Solver()
    try:
        # It loads while the program for it is put together.
        solver.begin()
        yield solver
    finally:
        solver.close()
