"""How often the intervals hold the truth: panels and provinces whose effects are known.

    nice -n 10 python benchmarks/calibration.py [--draws N] [--claims N] [--provinces N]
                                                [--only DESIGN …] [--processes N] [--keep FOLDER]

1. Panels of 13 years: 1,500 units never supported, 120 or 400 supported in eight cohorts, each
   silent in a fifth to a half of its years at random, noise like the simulated province's (a
   first-order autoregression, estimated from it). No effect, one of 0.08 log points, and one that
   grows and differs by cohort. The group-time core without covariates, held against those never
   supported and those not supported yet.
2. The simulated province with other seeds, from the simulation to the estimate: plain and doubly
   robust, against what was planted in the units and years each estimate rests on.

3. Fifteen designs (`calibration_designs.py`), each without its effect and with it: of `--draws` the
   interval of the core, of `--claims` the whole graded claim, its sentence and its grade. What
   falls short by more than three Monte Carlo errors is printed last, and the exit code is 1.

4. Neighbours, rings and net changes (`calibration_beyond.py`), one case, threshold, doses,
   repetition, activities and matching (`calibration_studies.py`): `--claims` draws of each.

Prints the tables of docs/methods.md. Every draw has a seed of its own, whatever the number of
processes; `--keep` leaves the draws there, one file each part, and takes up what is there already.
`--as-kept` draws nothing and tells what is there, `--write` puts the rows of 3 and 4 into a page.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

# One thread a process: processes share the work already. Before numpy, which reads it once.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import calibration_beyond
import calibration_claims
import calibration_page
import calibration_province
import calibration_studies
import numpy as np
from calibration_designs import DESIGNS
from calibration_draws import AFTER, COMPARISONS, EFFECTS, Numbers, Setting, draws, truths
from calibration_rows import claim_row, core_row, quantity_rows, to_mend, too_narrow_quantities
from calibration_tables import path_rows, print_table, province_rows, simple_rows, trend_rows
from noting import note

from analysis.evidence.noise import Noise

SIZES = (120, 400)
BATCH = 20
FIRST_SEED = 1
PLAINEST, PROMISED = "plain_120", 2_000
"""The design, and its draws of the core, whose minutes are promised."""


def settled(path: Path, wanted: int, make: Callable[[range], Numbers], pool: int) -> Numbers:
    """Return the draws 0 to `wanted`, those of a file first and then new ones, kept as they come.

    `make` returns the draws of a range of numbers, on the first axis.
    """
    found = [np.load(path)[:wanted]] if path.exists() else []
    have = sum(len(part) for part in found)
    batches = [range(low, min(low + BATCH, wanted)) for low in range(have, wanted, BATCH)]
    for part in _made(batches, make, pool):
        found.append(part)
        np.save(path, np.concatenate(found))
    return np.concatenate(found)


def _made(batches: list[range], make: Callable[[range], Numbers], pool: int) -> Iterator[Numbers]:
    if pool < 2:
        yield from map(make, batches)
        return
    with ProcessPoolExecutor(pool) as workers:
        yield from workers.map(make, batches)


def _found(
    given: argparse.Namespace, path: Path, wanted: int, make: Callable[[range], Numbers]
) -> Numbers | None:
    """Return the draws asked for, None for none; those that are kept only, where that is asked."""
    if given.as_kept:
        return np.load(path) if path.exists() else None
    return settled(path, wanted, make, given.processes) if wanted else None


def _told(given: argparse.Namespace, name: str, rows: list[tuple[str, ...]]) -> None:
    """Print a table that has rows, and write it where that is asked."""
    if not rows:
        return
    print_table(name, rows)
    if given.write:
        page = given.write.read_text(encoding="utf-8")
        given.write.write_text(calibration_page.written(page, name, rows), encoding="utf-8")


def provinces(numbers: range) -> Numbers:
    """Return the estimates of some provinces, (provinces, forms, columns)."""
    return np.array([calibration_province.draw(FIRST_SEED + number) for number in numbers])


def designs(noise: Noise, given: argparse.Namespace, kept: Path) -> list[str]:
    """Draw the designs asked for, print their tables and return what falls short."""
    cores, claimed, short = [], [], []
    for design in DESIGNS:
        if given.only and design.code not in given.only:
            continue
        make = partial(calibration_claims.core, design, noise)
        wanted = 0 if design.slow else given.draws
        core = _found(given, kept / f"core-{design.code}.npy", wanted, make)
        if core is not None:
            cores.append(core_row(design, core))
        make = partial(calibration_claims.claims, design, noise)
        claims = _found(given, kept / f"claims-{design.code}.npy", given.claims, make)
        if claims is not None:
            claimed.append(claim_row(design, claims))
        short += to_mend(design, core, claims)
    for name, rows in (("designs", cores), ("claims", claimed)):
        _told(given, name, rows)
    return short


def others(noise: Noise, given: argparse.Namespace, kept: Path) -> list[str]:
    """Draw what is beyond the supported and other designs; return what falls short."""
    kinds = [
        (one.code, one.said, calibration_beyond.QUANTITIES, partial(calibration_beyond.beyond, one))
        for one in calibration_beyond.MARKETS
    ] + [
        (one.code, one.said, one.quantities, partial(calibration_studies.studied, one))
        for one in calibration_studies.STUDIES
    ]
    rows, short = [], []
    for code, said, quantities, make in kinds:
        if given.only and code not in given.only:
            continue
        path = kept / f"other-{code}.npy"
        found = _found(given, path, given.claims, partial(make, noise))
        if found is None:
            continue
        rows += quantity_rows(said, quantities, found)
        short += too_narrow_quantities(code, quantities, found)
    _told(given, "others", rows)
    return short


def main() -> int:
    """Draw, and print the tables; return 1 where anything falls short."""
    parser = argparse.ArgumentParser(description="Measure how often intervals hold the truth.")
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--provinces", type=int, default=200)
    parser.add_argument("--only", nargs="+", metavar="DESIGN", help="designs, and nothing else")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--as-kept", action="store_true", help="draw nothing, tell what is kept")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the rows into this page")
    given = parser.parse_args()
    if given.as_kept and not given.keep:
        parser.error("--as-kept needs --keep")
    wider = not given.only and not given.as_kept
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        kept = given.keep or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        noise = calibration_province.province_noise()
        print(f"Noise: deviation {noise.deviation:.4f}, autocorrelation {noise.correlation:.3f}")
        simple, path, trends = [], [], []
        short = designs(noise, given, kept) + others(noise, given, kept)
        for place, size in enumerate(SIZES if given.draws and wider else ()):
            make = partial(draws, Setting(size, noise), place)
            numbers = settled(kept / f"panels-{size}.npy", given.draws, make, given.processes)
            for at, comparison in enumerate(COMPARISONS):
                label = (str(size), comparison)
                of = numbers[:, at]
                for nth, kind in enumerate(EFFECTS):
                    simple.append((*label, kind, *simple_rows(of[:, nth], truths(kind))))
                    if kind != "constant":
                        found = path_rows(of[:, nth], truths(kind), len(AFTER))
                        path.append((*label, kind, *found))
                trends.append((*label, *trend_rows(of[:, 0])))
        if given.draws and wider:
            print_table("simple", simple)
            print_table("path", path)
            print_table("trends", trends)
        if given.provinces and wider:
            found = settled(kept / "provinces.npy", given.provinces, provinces, given.processes)
            rows = [
                (form, *province_rows(found[:, at]))
                for at, form in enumerate(calibration_province.FORMS)
            ]
            print_table("provinces", rows)
    seconds = time.perf_counter() - started
    alone = given.only == [PLAINEST] and not given.claims and given.keep is None
    if alone and given.draws == PROMISED:
        note("calibration", seconds / 60)
    print(f"\n{given.draws} draws a setting, {given.provinces} provinces, {seconds:.0f} s")
    for line in short:
        print(f"To be mended: {line}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
