"""A hundred thousand hostile files: does every one get an answer, and does no answer break?

    python benchmarks/fuzz.py [--cases 100000] [--children 500] [--check-every 1]
                              [--seed 20261129] [--state FILE]

Every file is opened, read and its columns recognised (readers); what could be read is handed in, a
batch at a time, and goes through typing, places, merging and every check (checks); and some go
through the child process that reads for the dashboard, with its limits. The rest runs in forked
processes, which a parser may abort without ending this one: whoever dies is written down with the
number of its file, and the next file is tried. Numbers make the same files again, so a run that was
stopped goes on from its state file, and a find is repeated by `--only NUMBER`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from fuzzing import KINDS, write

from analysis.importing import desk
from analysis.importing.model import HandedFile, Report, Request
from analysis.importing.pipeline import grids_of, readable, run_import
from analysis.importing.process import ImportFailedError, run_in_process
from analysis.intake.ahead import open_file
from analysis.intake.errors import UnreadableFileError
from analysis.intake.headers import match_sheet
from analysis.intake.legacy_sheet import legacy_sheet

CASES, CHILDREN, SEED = 100_000, 500, 20_261_129
BLOCK, BATCH = 500, 40
SECONDS_OF_A_CASE = 30
MEMORY_BYTES = 3 << 30
STATUSES = {"ready", "errors", "unreadable", "unchanged", "question"}


@dataclass
class State:
    """How far a run has come and what it found; `ends` counts the ends of readers by their name."""

    seed: int
    readers: int = 0
    checks: int = 0
    children: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    found: list[dict[str, object]] = field(default_factory=list)
    cpu_seconds: float = 0.0

    def save(self, path: Path | None) -> None:
        """Write the state to a file."""
        if path is not None:
            part = path.with_suffix(".part")
            part.write_text(json.dumps(vars(self), indent=1), encoding="utf-8")
            part.replace(path)


def load(path: Path | None, seed: int) -> State:
    """Return the state of a run of that seed that was stopped, or a new one."""
    if path is None or not path.exists():
        return State(seed)
    told = json.loads(path.read_text(encoding="utf-8"))
    if told["seed"] != seed:
        return State(seed)
    counters = {name: Counter(told.pop(name)) for name in ("ends", "statuses")}
    return State(**told, **counters)


# --- What is tried -------------------------------------------------------------------------------


def read(path: Path, folder: Path) -> str:
    """Open a file, read it and recognise its columns, as the import does; return how it ended."""
    try:
        with readable(path, path.name):
            opened = open_file(path, path.name)
            for grid in grids_of(path, path.name, opened, folder):
                top = grid.top()
                legacy = legacy_sheet(top)
                if legacy is not None:
                    top = [[legacy.converted(cell) for cell in row] for row in top]
                match_sheet(top, grid.sheet or "", grid.file)
    except UnreadableFileError as error:
        said = (error.text.vi, error.text.en, error.remedy.vi, error.remedy.en)
        return error.rule if all(said) else f"!{error.rule} says nothing"
    return "read"


def check(request: Request) -> str:
    """Hand files in that could be read; return the status, having looked at the report."""
    report = run_import(request)
    assert report.status != "unreadable", report.problems[0].message.en
    look_at(report)
    return report.status


def look_at(report: Report) -> None:
    """Raise AssertionError unless a report is whole: its status, and a remedy for each problem."""
    assert report.status in STATUSES, report.status
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    errors = [one for one in report.problems if one.severity == "error"]
    assert bool(errors) == (report.errors > 0)
    for one in report.problems:
        said = (one.message.vi, one.message.en, one.remedy.vi, one.remedy.en)
        assert all(said), one.rule


# --- Processes -----------------------------------------------------------------------------------


def survive(numbers: Sequence[int], work: Callable[[int], str]) -> dict[int, str]:
    """Do a work for every number in forked processes; return each number's end.

    An end that begins with "!" is a fault: an exception that nothing explains, a signal, or more
    than SECONDS_OF_A_CASE seconds of processor time. A process that dies is followed by another.
    """
    ends: dict[int, str] = {}
    left = list(numbers)
    while left:
        told, heard = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            _work(left, work, heard)
        os.close(heard)
        with os.fdopen(told, encoding="utf-8") as lines:
            for line in lines:
                number, _, end = line.rstrip("\n").partition(" ")
                ends[int(number)] = end
        _, status = os.waitpid(child, 0)
        left = [number for number in left if number not in ends]
        if left and os.waitstatus_to_exitcode(status) != 0:
            code = os.waitstatus_to_exitcode(status)
            ends[left.pop(0)] = f"!{signal.Signals(-code).name if code < 0 else f'exit {code}'}"
    return ends


def _work(numbers: Sequence[int], work: Callable[[int], str], heard: int) -> None:
    """Work through numbers in a forked process, which ends here."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a parser writes on its way down is not for the reader of this table.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for number in numbers:
        # No handler: native code is ended, too.
        signal.setitimer(signal.ITIMER_PROF, SECONDS_OF_A_CASE)
        try:
            end = work(number)
        except MemoryError:
            end = "!MemoryError"
        except BaseException as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = " ".join(str(error).split())[:200]
            end = f"!{type(error).__name__} {Path(place.filename).name}:{place.lineno} {said}"
        os.write(heard, f"{number} {end}\n".encode())
    os._exit(0)


# --- The run -------------------------------------------------------------------------------------


def prepare(folder: Path) -> Request:
    """Return a request to a workspace whose own data set has one establishment; no file in it."""
    first = folder / "establishment.csv"
    first.write_text("establishment_id,name\nCS1,Lò gốm\n", encoding="utf-8")
    workspace = folder / "workspace"
    desk.publish(workspace, desk.take(workspace, [HandedFile(str(first), first.name)], by="fuzz"))
    hand_in = desk.take(workspace, [HandedFile(str(first), first.name)], by="fuzz", only_check=True)
    return hand_in.request


def fuzz(
    state: State, cases: int, children: int, every: int, file: Path | None, folder: Path
) -> None:
    """Run until so many cases are done, saving the state as it goes.

    Of the files that could be read one in `every` is checked: a check costs thirty times a read.
    """
    base = prepare(folder)
    place = Path(base.folder)
    started = _cpu()

    def request(numbers: Sequence[int]) -> Request:
        paths = [write(place, state.seed, number)[0] for number in numbers]
        handed = tuple(HandedFile(str(path), path.name) for path in paths)
        return Request.from_json({**base.to_json(), "files": [asdict(one) for one in handed]})

    def clear() -> None:
        for path in place.glob("case-*"):
            path.unlink()

    def child(number: int) -> str:
        try:
            report = run_in_process(request([number]), seconds=120)
        except ImportFailedError as error:
            return f"!ImportFailedError {' '.join(error.details.split())[-300:]}"
        look_at(report)
        return report.status if report.status != "unreadable" else report.problems[0].rule

    while state.readers < cases:
        block = range(state.readers, min(state.readers + BLOCK, cases))
        ends = survive(block, lambda number: read(write(place, state.seed, number)[0], place))
        clear()
        for number, end in ends.items():
            if end.startswith("!SIG"):
                # A parser that ends its process is what the other process is there for: there the
                # same file must be explained.
                [told] = survive([number], child).values()
                ends[number] = told if told[0] == "!" else f"ended its process, explained: {told}"
                clear()
        state.ends.update(end if end[0] != "!" else "fault" for end in ends.values())
        _note(state, "readers", ends)
        good = [number for number in block if ends[number] == "read" and number % every == 0]
        batches = [good[start : start + BATCH] for start in range(0, len(good), BATCH)]
        done = survive(range(len(batches)), partial(_checked, batches, request))
        for index, end in done.items():
            singly = {}
            if end[0] == "!":
                # Which of them was it? One at a time they tell.
                singly = survive(batches[index], lambda number: check(request([number])))
                _note(state, "checks", singly)
                if all(one[0] != "!" for one in singly.values()):
                    state.found.append({"in": "batch", "numbers": batches[index], "end": end})
            state.statuses.update([end] if end[0] != "!" else singly.values())
            clear()
        state.readers, state.checks = block.stop, state.checks + len(good)
        state.cpu_seconds, started = state.cpu_seconds + _cpu() - started, _cpu()
        state.save(file)
        print(f"\r{state.readers:7} read, {len(state.found)} found", end="", flush=True)
    while state.children < children:
        # Files of their own, beyond those of the readers.
        numbers = range(cases + state.children, cases + min(state.children + 10, children))
        _note(state, "child", survive(numbers, child))
        clear()
        state.children += len(numbers)
        state.cpu_seconds, started = state.cpu_seconds + _cpu() - started, _cpu()
        state.save(file)
    print()


def _checked(
    batches: Sequence[Sequence[int]], request: Callable[[Sequence[int]], Request], index: int
) -> str:
    return check(request(batches[index]))


def _note(state: State, where: str, ends: dict[int, str]) -> None:
    state.found += [
        {"in": where, "number": number, "end": end}
        for number, end in sorted(ends.items())
        if end[0] == "!"
    ]


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def report(state: State) -> None:
    """Print what came of it."""
    print(f"Seed {state.seed}; damaged: {', '.join(KINDS)}; {state.cpu_seconds:.0f} s of processor")
    print(f"{state.readers:7} files through the readers, {state.checks} of them read and checked")
    print(f"{state.children:7} files through the child process")
    for name, count in state.ends.most_common():
        print(f"{count:9} {name}")
    print(f"{len(state.found):7} faults")
    for one in state.found[:50]:
        print(f"          {json.dumps(one, ensure_ascii=False)}")


def main() -> int:
    """Run and report; the exit code is 1 when a fault was found."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--cases", type=int, default=CASES)
    options.add_argument("--children", type=int, default=CHILDREN)
    options.add_argument("--check-every", type=int, default=1, help="check one of so many")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--state", type=Path)
    options.add_argument("--only", type=int, help="write one file to the folder and read it")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if asked.only is not None:
            path, kind = write(Path.cwd(), asked.seed, asked.only)
            print(f"{path} ({kind}): {read(path, Path(name))}")
            return 0
        state = load(asked.state, asked.seed)
        fuzz(state, asked.cases, asked.children, asked.check_every, asked.state, Path(name))
    report(state)
    return 1 if state.found else 0


if __name__ == "__main__":
    began = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - began:.0f} s")
    sys.exit(code)
