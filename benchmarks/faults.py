"""Killed with -9, or refused by the disk, at every step: is anything lost or half visible?

    python benchmarks/faults.py                 1,000 kills, all steps failing in four ways, stories
    python benchmarks/faults.py --kills 50      fewer kills
    python benchmarks/faults.py --log FILE      goes on where an earlier run with this log ended
    python benchmarks/faults.py --no-failures   kills and stories only
    python benchmarks/faults.py --scene freeze  of one scene only

Import, publish, load, freezing the public set, going back, backup, restore and export are played
again and again (fault_scenes.py), each time ended at another point (fault_points.py): first at
every point that is named, then at all others in turn, and every fifth time at a random moment.
Afterwards everything
published must be there and whole, the state the old one or the new one, what was written outside
whole or absent; then the same must work, and leave nothing behind (fault_checks.py). Stories are
faults that are no single call (fault_stories.py). What does not hold is printed, and the exit code
is 1.
"""

from __future__ import annotations

import argparse
import errno
import itertools
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from fault_checks import (
    Known,
    State,
    assert_intact,
    assert_tidy,
    assert_whole_or_absent,
    known,
    known_from,
)
from fault_forks import Ended, forked
from fault_points import Fail, Fault, Kill, Watch, watched
from fault_scenes import SCENES, Place, Scene, set_the_stage
from fault_stories import STORIES, Untold

# Loaded late by what is forked: here it is loaded once for all of it.
import_module("pyarrow.dataset")

KILLS, SEED = 1_000, 20_261_129
FAILURES = ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, True), (errno.EIO, False))
AT_RANDOM = 5
"""Every so many kills one comes at a random moment instead of a point."""
MOST_CALLS = 60
"""Of a scene at most so many calls are let fail, each in every way."""
TOLD = {"DiskError", "BackupError", "ExportRefusedError", "WarehouseError"}
"""Errors that say in words what happened and what to do."""


@dataclass(frozen=True)
class Rehearsal:
    """A scene played undisturbed: its points in order, the state after it, the seconds."""

    points: list[str]
    new: State
    seconds: float


@dataclass(frozen=True)
class Stage:
    """Where scenes are played, what is published there before, and how they go undisturbed."""

    place: Place
    before: Known
    old: State
    rehearsals: dict[str, Rehearsal]


@dataclass
class Round:
    """One fault: where, whether it struck, which state was found, and what did not hold."""

    scene: str
    kind: str
    point: str
    struck: bool
    state: str = ""
    raised: str = ""
    faults: list[str] = field(default_factory=list)


def rehearse(place: Place, scene: Scene, before: Known) -> Rehearsal:
    """Play a scene undisturbed; a point it should pass and does not is an error."""
    place.reset()
    played = forked(partial(_play, place, scene, None))
    points = _result(played)
    new = _result(forked(partial(_look, place, before)))
    missed = [name for name in scene.named if not any(p.startswith(name) for p in points)]
    if missed:
        raise AssertionError(f"{scene.name} never passes {missed}: {points}")
    return Rehearsal(points, new, played.seconds)


def strike(
    stage: Stage, scene: Scene, at: int | None, fault: Fault | None, kind: str, delay: float = 0.0
) -> Round:
    """Let a fault strike at a point, or kill after a delay, and return what was found."""
    stage.place.reset()
    points = stage.rehearsals[scene.name].points
    play = partial(_play, stage.place, scene, fault)
    ended = forked(play) if fault is not None else forked(play, kill_after=delay)
    name = "at random" if at is None else points[at]
    done = Round(scene.name, kind, name, struck=ended.killed == signal.SIGKILL)
    if isinstance(fault, Fail):
        done.struck, done.raised = True, ended.raised or ""
        if ended.killed is not None:
            done.faults.append(f"ended by signal {ended.killed}")
        elif ended.raised is not None and ended.raised not in TOLD:
            done.faults.append(f"not told in words: {ended.trace}")
    _judge(stage, scene, forked(partial(_aftermath, stage, scene)), done)
    return done


def _judge(stage: Stage, scene: Scene, looked: Ended, done: Round) -> None:
    """Note the state that was found, and what does not hold."""
    if looked.raised is not None or looked.killed is not None:
        done.faults.append(f"afterwards: {looked.trace or looked.killed}")
        return
    found, again = looked.result
    states = {"new": stage.rehearsals[scene.name].new, "old": stage.old}
    done.state = next((name for name, state in states.items() if state == found), "neither")
    if done.state == "neither":
        done.faults.append(f"neither the old state nor the new one: {found}")
    if again != {**found, **stage.rehearsals[scene.then].new}:
        done.faults.append(f"the next time, after {found}: {again}")


def _play(place: Place, scene: Scene, fault: Fault | None) -> list[str]:
    with watched((place.workspace, place.out), fault, scene.phases) as watch:
        scene.act(place, watch)
    return watch.passed


def _aftermath(stage: Stage, scene: Scene) -> list[State]:
    """Return the state that is found, and the one after something was done that must work."""
    found = _look(stage.place, stage.before)
    scene.again(stage.place, Watch((), None))
    again = _look(stage.place, stage.before)
    assert_tidy(stage.place.workspace, stage.place.out)
    return [found, again]


def _look(place: Place, before: Known) -> State:
    assert_whole_or_absent(place.out)
    return assert_intact(place.workspace, before)


def _known(place: Place) -> dict[str, Any]:
    return asdict(known(place.workspace))


def _result(ended: Any) -> Any:
    if ended.raised is not None or ended.killed is not None:
        raise AssertionError(f"it fails undisturbed: {ended.trace or ended.killed}")
    return ended.result


def planned_kills(
    stage: Stage, seed: int, scenes: Sequence[Scene] = SCENES
) -> Iterator[tuple[Scene, int | None]]:
    """Yield scenes and points without end: every named point first, then all, some at random."""
    chance = random.Random(seed)
    rehearsals = stage.rehearsals
    for scene in scenes:
        for name in scene.named:
            yield scene, _first(rehearsals[scene.name].points, name)
    for number in itertools.count():
        scene = scenes[number % len(scenes)]
        if number % AT_RANDOM == AT_RANDOM - 1:
            yield scene, None
        else:
            yield scene, chance.randrange(len(rehearsals[scene.name].points))


def _first(points: Sequence[str], name: str) -> int:
    return next(at for at, point in enumerate(points) if point.startswith(name))


def run(
    folder: Path,
    kills: int,
    failures: int | None,
    seed: int,
    log: Path | None,
    say: bool,
    scenes: Sequence[Scene] = SCENES,
) -> list[Round]:
    """Set the stage, strike, and return every round; those in the log are not struck again."""
    stage = set_up(Place(folder))
    done = [Round(**json.loads(line)) for line in _lines(log)]
    killed = [one for one in done if one.kind == "kill"]
    failed = len(done) - len(killed)
    struck = sum(one.struck for one in killed)
    for scene, at in itertools.islice(planned_kills(stage, seed, scenes), len(killed), None):
        if struck >= kills:
            break
        fault = None if at is None else Kill(at)
        # Each round draws from its own numbers, so that a run can go on.
        delay = random.Random(f"{seed} {len(done)}").uniform(0, 1.0)
        seconds = delay * stage.rehearsals[scene.name].seconds
        _note(done, strike(stage, scene, at, fault, "kill", seconds), log, say)
        struck += done[-1].struck
    for scene, at, number, lasting in planned_failures(stage, failures, seed, scenes)[failed:]:
        kind = f"{errno.errorcode[number]} {'lasting' if lasting else 'once'}"
        _note(done, strike(stage, scene, at, Fail(at, number, lasting), kind), log, say)
    for story in tell_stories(stage.place):
        _note(done, story, None, say)
    return done


def set_up(place: Place) -> Stage:
    """Set the stage and play every scene once, undisturbed."""
    _result(forked(partial(set_the_stage, place)))
    place.reset()
    before = known_from(_result(forked(partial(_known, place))))
    old = _result(forked(partial(_look, place, before)))
    return Stage(place, before, old, {one.name: rehearse(place, one, before) for one in SCENES})


def tell_stories(place: Place) -> list[Round]:
    """Play the stories, each as a round; one that cannot be played here did not strike."""
    done = []
    for story in STORIES:
        place.reset()
        told = Round("story", "story", story.__name__, struck=True)
        try:
            story(place)
        except Untold as error:
            told.struck, told.raised = False, str(error)
        except AssertionError as error:
            told.faults.append(str(error))
        done.append(told)
    return done


def planned_failures(
    stage: Stage, times: int | None, seed: int, scenes: Sequence[Scene] = SCENES
) -> list[tuple[Scene, int, int, bool]]:
    """Return every call to the disk, once by its name, failing in every way; `times` of them.

    A scene of very many calls, as an export of every table is, has some of them drawn.
    """
    chance = random.Random(seed)
    every = []
    for scene in scenes:
        points = stage.rehearsals[scene.name].points
        named = {point: at for at, point in reversed([*enumerate(points)])}
        calls = [at for point, at in named.items() if not point.startswith(("phase", "tell"))]
        chosen = sorted(chance.sample(calls, min(len(calls), MOST_CALLS)))
        every += [(scene, at, *failure) for at in chosen for failure in FAILURES]
    return every if times is None else chance.sample(every, min(times, len(every)))


def _note(done: list[Round], found: Round, log: Path | None, say: bool) -> None:
    done.append(found)
    if log is not None:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(found)) + "\n")
    if say and sys.stderr.isatty():
        print(f"\r{len(done)} rounds", end="", file=sys.stderr)


def _lines(log: Path | None) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log and log.exists() else []


def report(done: Sequence[Round], seconds: float) -> int:
    """Print what was done and what did not hold; return the exit code."""
    print(f"{'':10}{'kills':>8}{'struck':>8}{'old':>6}{'new':>6}{'points':>8}{'failures':>10}")
    for scene in SCENES:
        mine = [one for one in done if one.scene == scene.name]
        killed = [one for one in mine if one.kind == "kill"]
        states = Counter(one.state for one in killed)
        points = {one.point for one in killed}
        row = (len(killed), sum(one.struck for one in killed), states["old"], states["new"])
        cells = "".join(f"{cell:>{width}}" for cell, width in zip(row, (8, 8, 6, 6), strict=True))
        print(f"{scene.name:10}{cells}{len(points):>8}{len(mine) - len(killed):>10}")
    for one in done:
        if one.kind == "story":
            held = "NO" if one.faults else "yes" if one.struck else f"not played: {one.raised}"
            print(f"{one.point.replace('_', ' ')}: {held}")
    faults = [one for one in done if one.faults]
    for one in faults:
        print(f"\n{one.scene}, {one.kind} at {one.point}: " + "\n".join(one.faults))
    struck = sum(one.struck for one in done if one.kind == "kill")
    print(
        f"\n{len(done)} faults ({struck} processes killed), {len(faults)} with something lost, half"
    )
    print(
        f"visible, left behind or not told; {seconds:.0f} s, {time.process_time():.0f} s of it here"
    )
    return 1 if faults else 0


def main() -> int:
    """Run it from the command line."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--kills", type=int, default=KILLS)
    words.add_argument("--failures", type=int, help="so many of all failing steps, else all")
    words.add_argument("--no-failures", action="store_const", const=0, dest="failures")
    words.add_argument("--seed", type=int, default=SEED)
    words.add_argument("--log", type=Path)
    names = [scene.name for scene in SCENES]
    words.add_argument("--scene", choices=names, action="append", help="this one only")
    words.add_argument("--json", action="store_true", help="every round as a line of JSON")
    asked = words.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        scenes = [one for one in SCENES if one.name in (asked.scene or names)]
        done = run(
            Path(folder),
            asked.kills,
            asked.failures,
            asked.seed,
            asked.log,
            not asked.json,
            scenes,
        )
    if asked.json:
        for one in done:
            print(json.dumps(asdict(one)))
        return 1 if any(one.faults for one in done) else 0
    return report(done, time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
