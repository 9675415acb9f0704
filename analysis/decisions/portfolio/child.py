"""The process that runs the solver: jobs on standard input, improvements on standard output.

Only analysis/decisions/portfolio/solver.py starts it. It ends as soon as whoever started it is
gone: that one holds the other end of standard input. What HiGHS prints goes nowhere; what fails
here is told on the error stream of the program that started it.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from dataclasses import fields
from typing import IO, Any

import numpy as np

from analysis.decisions.portfolio.highs import relax
from analysis.decisions.portfolio.program import Floats, Program
from analysis.decisions.portfolio.protocol import READY, Arrays, read_message, write_message
from analysis.decisions.portfolio.stages import solve_in_stages

Job = tuple[dict[str, Any], Arrays]


def main() -> None:
    """Carry out jobs until standard input closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    jobs: queue.Queue[Job] = queue.Queue()
    threading.Thread(target=_hear, args=(sys.stdin.buffer, jobs), daemon=True).start()
    write_message(answers, {READY: True}, {})
    while True:
        header, arrays = jobs.get()
        deadline = time.monotonic() + float(header["seconds"])
        program = _program(header, arrays)
        if header["job"] == "relax":
            _relax(program, deadline, answers)
        else:
            _solve(program, deadline, float(header["gap"]), arrays.get("start"), answers)


def _hear(stream: IO[bytes], jobs: queue.Queue[Job]) -> None:
    while (message := read_message(stream)) is not None:
        jobs.put(message)
    os._exit(0)


def _program(header: dict[str, Any], arrays: Arrays) -> Program:
    parts = {item.name: arrays[item.name] for item in fields(Program) if item.name != "whole"}
    return Program(whole=int(header["whole"]), **parts)


def _relax(program: Program, deadline: float, answers: IO[bytes]) -> None:
    relaxed = relax(program, deadline)
    found = {"x": relaxed.x, "reduced": relaxed.reduced, "prices": relaxed.prices}
    write_message(answers, {"ended": relaxed.ended, "value": relaxed.value}, found)


def _solve(
    program: Program, deadline: float, gap: float, start: Floats | None, answers: IO[bytes]
) -> None:
    def tell(bound: float | None, point: Floats | None) -> None:
        chosen = {}
        if point is not None:
            chosen["chosen"] = np.packbits(point[: program.whole] > 0.5)
        write_message(answers, {"bound": bound}, chosen)

    ended = solve_in_stages(program, deadline, gap, tell, start)
    write_message(answers, {"ended": ended}, {})


if __name__ == "__main__":
    main()
