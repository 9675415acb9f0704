"""Killed with -9, or refused by the disk, at every step: is anything lost or half visible?

    python benchmarks/faults.py                 1,000 kills, all steps failing in four ways, stories
    python benchmarks/faults.py --kills 50      fewer kills
    python benchmarks/faults.py --log FILE      goes on where an earlier run with this log ended
    python benchmarks/faults.py --no-failures   kills and stories only

Import, publish, load, going back, backup, restore and export are played again and again
(fault_scenes.py), each time ended at another point (fault_points.py): first at every point that is
named, then at all others in turn, and every fifth time at a random moment. Afterwards everything
published must be there and whole, the state the old one or the new one, what was written outside
whole or absent; then the same must work, and leave nothing behind (fault_checks.py). Stories are
faults that are no single call (fault_stories.py). What does not hold is printed, and the exit code
is 1.
"""

from __future__ import annotations

import argparse
import errno
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
from pathlib import Path
from typing import Any

from fault_checks import Known, assert_intact, assert_tidy, assert_whole_or_absent, known
from fault_forks import forked
from fault_points import Fail, Fault, Kill, Watch, watched
from fault_scenes import SCENES, Place, Scene, set_the_stage
from fault_stories import STORIES, Untold

KILLS, SEED = 1_000, 20_261_129
FAILURES = ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, True), (errno.EIO, False))
AT_RANDOM = 5
"""Every so many kills one comes at a random moment instead of a point."""
TOLD = {"DiskError", "BackupError", "ExportRefusedError", "WarehouseError"}
"""Errors that say in words what happened and what to do."""


@dataclass(frozen=True)
class Rehearsal:
    """A scene played undisturbed: its points in order, the states before and after, the seconds."""

    points: list[str]
    old: dict[str, list[float]]
    new: dict[str, list[float]]
    seconds: float


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


def rehearse(place: Place, scene: Scene) -> Rehearsal:
    """Play a scene undisturbed; a point it should pass and does not is an error."""
    place.reset()
    old = _result(forked(partial(assert_intact, place.workspace, Known({}))))
    played = forked(partial(_play, place, scene, None))
    points = _result(played)
    new = _result(forked(partial(_look, place, Known({}))))
    missed = [name for name in scene.named if not any(p.startswith(name) for p in points)]
    if missed:
        raise AssertionError(f"{scene.name} never passes {missed}: {points}")
    return Rehearsal(points, old, new, played.seconds)


def strike(
    place: Place, scene: Scene, rehearsal: Rehearsal, at: int, fault: Fault, kind: str
) -> Round:
    """Let a fault strike at a point and return what was found."""
    place.reset()
    before = Known({int(k): v for k, v in _result(forked(partial(_known, place))).items()})
    ended = forked(partial(_play, place, scene, fault))
    done = Round(scene.name, kind, rehearsal.points[at], struck=ended.killed == signal.SIGKILL)
    if isinstance(fault, Fail):
        done.struck, done.raised = True, ended.raised or ""
        if ended.killed is not None:
            done.faults.append(f"ended by signal {ended.killed}")
        elif ended.raised is not None and ended.raised not in TOLD:
            done.faults.append(f"not told in words: {ended.trace}")
    _found(place, scene, rehearsal, before, done)
    return done


def strike_at_random(
    place: Place, scene: Scene, rehearsal: Rehearsal, chance: random.Random
) -> Round:
    """Kill at a random moment, inside DuckDB as well as between two of its calls."""
    place.reset()
    before = Known({int(k): v for k, v in _result(forked(partial(_known, place))).items()})
    delay = chance.uniform(0, 1.1 * rehearsal.seconds)
    ended = forked(partial(_play, place, scene, None), kill_after=delay)
    done = Round(scene.name, "kill", "at random", struck=ended.killed == signal.SIGKILL)
    _found(place, scene, rehearsal, before, done)
    return done


def _found(place: Place, scene: Scene, rehearsal: Rehearsal, before: Known, done: Round) -> None:
    """Look, do it again, look again; note what does not hold."""
    looked = forked(partial(_look, place, before))
    if looked.raised is not None or looked.killed is not None:
        done.faults.append(f"afterwards: {looked.trace or looked.killed}")
        return
    states = {"new": rehearsal.new, "old": rehearsal.old}
    done.state = next((name for name, state in states.items() if state == looked.result), "neither")
    if done.state == "neither":
        done.faults.append(f"neither the old state nor the new one: {looked.result}")
    again = forked(partial(_again, place, scene, before))
    if again.raised is not None or again.killed is not None:
        done.faults.append(f"the next time: {again.trace or again.killed}")
    elif again.result != rehearsal.new:
        done.faults.append(f"the next time gives {again.result}")


def _play(place: Place, scene: Scene, fault: Fault | None) -> list[str]:
    with watched((place.workspace, place.out), fault, scene.phases) as watch:
        scene.act(place, watch)
    return watch.passed


def _again(place: Place, scene: Scene, before: Known) -> dict[str, list[float]]:
    scene.again(place, Watch((), None))
    state = _look(place, before)
    assert_tidy(place.workspace, place.out)
    return state


def _look(place: Place, before: Known) -> dict[str, list[float]]:
    assert_whole_or_absent(place.out)
    return assert_intact(place.workspace, before)


def _known(place: Place) -> dict[int, str]:
    return known(place.workspace).descriptions


def _result(ended: Any) -> Any:
    if ended.raised is not None or ended.killed is not None:
        raise AssertionError(f"it fails undisturbed: {ended.trace or ended.killed}")
    return ended.result


def planned_kills(
    rehearsals: dict[str, Rehearsal], times: int, seed: int
) -> Iterator[tuple[Scene, int | None]]:
    """Yield scenes and points: every named point first, then all in turn, some at random."""
    chance = random.Random(seed)
    first = [
        (scene, _first(rehearsals[scene.name].points, name))
        for scene in SCENES
        for name in scene.named
    ]
    others = [(scene, at) for scene in SCENES for at in range(len(rehearsals[scene.name].points))]
    chance.shuffle(others)
    named = 0
    for number in range(times):
        if number % AT_RANDOM == AT_RANDOM - 1 and number >= len(first):
            yield SCENES[(number // AT_RANDOM) % len(SCENES)], None
        elif named < len(first):
            yield first[named]
            named += 1
        else:
            yield others[(number - named) % len(others)]


def _first(points: Sequence[str], name: str) -> int:
    return next(at for at, point in enumerate(points) if point.startswith(name))


def run(
    folder: Path, kills: int, failures: int | None, seed: int, log: Path | None, say: bool
) -> list[Round]:
    """Set the stage, strike, and return every round; those in the log are not struck again."""
    place = Place(folder)
    _result(forked(partial(set_the_stage, place)))
    rehearsals = {scene.name: rehearse(place, scene) for scene in SCENES}
    done = [Round(**json.loads(line)) for line in _lines(log)]
    for scene, at in [*planned_kills(rehearsals, kills, seed)][len(done) :]:
        rehearsal = rehearsals[scene.name]
        if at is None:
            # Each round draws from its own numbers, so that a run can go on.
            found = strike_at_random(place, scene, rehearsal, random.Random(f"{seed} {len(done)}"))
        else:
            found = strike(place, scene, rehearsal, at, Kill(at), "kill")
        _note(done, found, log, say)
    for scene, at, number, lasting in planned_failures(rehearsals, failures, seed):
        kind = f"{errno.errorcode[number]} {'lasting' if lasting else 'once'}"
        fault = Fail(at, number, lasting)
        _note(done, strike(place, scene, rehearsals[scene.name], at, fault, kind), None, say)
    for story in tell_stories(place):
        _note(done, story, None, say)
    return done


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
    rehearsals: dict[str, Rehearsal], times: int | None, seed: int
) -> list[tuple[Scene, int, int, bool]]:
    """Return every point of publishing and restoring failing in every way; `times` of them."""
    every = [
        (scene, at, number, lasting)
        for scene in SCENES
        for at, point in enumerate(rehearsals[scene.name].points)
        for number, lasting in FAILURES
        if not point.startswith(("phase", "tell"))
    ]
    if times is None:
        return every
    return random.Random(seed).sample(every, min(times, len(every)))


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
    words.add_argument("--json", action="store_true", help="every round as a line of JSON")
    asked = words.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        done = run(Path(folder), asked.kills, asked.failures, asked.seed, asked.log, not asked.json)
    if asked.json:
        for one in done:
            print(json.dumps(asdict(one)))
        return 1 if any(one.faults for one in done) else 0
    return report(done, time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
