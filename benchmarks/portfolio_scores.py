"""Ranks over all weights: 20,000 sets of weights × 200 products × 10 criteria in under a second?

    python benchmarks/portfolio_scores.py [--runs N]

The whole of `smaa` is timed, weights drawn, ranks, pairwise wins and central weights counted. The
baseline, in the same run, is a loop that scores one set of weights at a time: with pymcdm where it
is installed (it comes with the test extra), else with numpy. It is given fewer sets, and counts no
more than ranks; its time is scaled to 20,000. Where both have scored the same weights, the ranks
must be the same.

The clock is the bar's; a machine that does something else is told by its load, and the seconds of
all cores stand beside.

A second table has one value in ten unknown and two criteria with errors, so that every set of
weights meets a table of its own; there is no baseline and no bar for it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np
from noting import note
from timing import print_table, seconds_of

from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.prepared import Method, prepared
from analysis.decisions.scoring.ranks import competition_ranks
from analysis.decisions.scoring.smaa import smaa
from analysis.decisions.scoring.table import Criterion, DecisionTable, Floats, Ints
from analysis.decisions.scoring.unknown_values import completed
from analysis.language import Text

WEIGHTS, PRODUCTS, CRITERIA = 20_000, 200, 10
BAR = 1.0
LOOPS = 200
"""Sets of weights that the baseline is given."""

NAME = Text("tên", "name")


def products(random: np.random.Generator, uncertain: bool = False) -> DecisionTable:
    """Return a table of random values, a third of its criteria costs."""
    values = random.random((PRODUCTS, CRITERIA))
    errors = None
    if uncertain:
        values[random.random(values.shape) < 0.1] = np.nan
        errors = np.zeros(values.shape)
        errors[:, :2] = 0.1
    return DecisionTable(
        tuple(str(place) for place in range(PRODUCTS)),
        (NAME,) * PRODUCTS,
        tuple(
            Criterion(str(place), NAME, NAME, "cost" if place % 3 == 0 else "benefit")
            for place in range(CRITERIA)
        ),
        values,
        errors,
    )


def baseline(table: DecisionTable, code: str) -> tuple[str, Callable[[Floats], Ints]]:
    """Return a name and a function from one set of weights to ranks."""
    types = np.where(table.benefit, 1, -1)
    try:
        from pymcdm import methods, normalizations
    except ImportError:
        return "numpy, one set at a time", _plain(table, METHODS[code])
    spread = table.values.max(axis=0) - table.values.min(axis=0)

    def score(weights: Floats) -> Ints:
        if code == "weighted_sum":
            method = methods.WSM(normalizations.minmax_normalization)
        elif code == "topsis":
            method = methods.TOPSIS(normalizations.vector_normalization)
        else:
            # Its thresholds are used up by one call.
            method = methods.PROMETHEE_II("vshape_2", p=0.5 * spread, q=0.05 * spread)
        return competition_ranks(method(table.values, weights, types, validation=False))

    return "pymcdm, one set at a time", score


def _plain(table: DecisionTable, method: Method) -> Callable[[Floats], Ints]:
    found = completed(table)
    return lambda weights: competition_ranks(prepared(found, method).scores(weights))


def one_by_one(score: Callable[[Floats], Ints], sets: Floats) -> Ints:
    """Return the ranks (K, n) that a function gives for each set of weights (K, m)."""
    return np.array([score(weights) for weights in sets])


def main() -> int:
    """Measure and print; return 1 where the bar is missed or ranks differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    random = np.random.default_rng(2026)
    table, uncertain = products(random), products(random, uncertain=True)
    sets = random.dirichlet(np.ones(CRITERIA), LOOPS)
    rows, missed, medians = [], [], []
    for code, method in METHODS.items():
        name, score = baseline(table, code)
        looped = [
            seconds * WEIGHTS / LOOPS for seconds in seconds_of(partial(one_by_one, score, sets), 3)
        ]
        ours = seconds_of(partial(smaa, table, method, draws=WEIGHTS), runs)
        drawn = seconds_of(partial(smaa, uncertain, method, draws=WEIGHTS), 3)
        base = f"{code}: {name}"
        rows += [(base, looped, None), (f"{code}: smaa", ours, base)]
        rows.append((f"{code}: smaa, uncertain values", drawn, None))
        medians.append(statistics.median(ours))
        if medians[-1] >= BAR:
            missed.append(code)
        found = completed(table)
        together = competition_ranks(prepared(found, method).scores(sets))
        if not np.array_equal(together, one_by_one(score, sets)):
            missed.append(f"{code}: other ranks than the baseline")
    print_table(
        f"{WEIGHTS:,} sets of weights × {PRODUCTS} products × {CRITERIA} criteria"
        f" (bar {BAR:g} s; baseline measured on {LOOPS}, scaled)",
        rows,
    )
    note("scores", max(medians))
    started = time.process_time()
    smaa(table, METHODS["topsis"], draws=WEIGHTS)
    print(
        f"seconds of all cores in TOPSIS: {time.process_time() - started:.2f};"
        f" load of the machine: {os.getloadavg()[0]:.1f}"
    )
    tracemalloc.start()
    smaa(table, METHODS["topsis"], draws=WEIGHTS)
    print(f"peak of arrays in TOPSIS: {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MiB")
    tracemalloc.stop()
    print("MISSED: " + ", ".join(missed) if missed else "bar kept, ranks equal")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
