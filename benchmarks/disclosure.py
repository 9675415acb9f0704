"""What hiding costs: the frozen set of the simulated province against two simple ways.

    python benchmarks/disclosure.py [--seconds 30]

Prints processor seconds, cells hidden and the share of value hidden among the finest cells, for

- the freeze: primary rules, secondary suppression by integer programme, audit;
- rows: whoever hides a cell hides the whole row of its activity and place (all years of it), and
  the totals those rows would give away: nothing is left to subtract from;
- primary alone, with the number of sensitive figures that can then be placed too well.

The two simple ways are checked by the same audit; a way that fails it says so.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analysis.disclosure.audit import audit, narrow
from analysis.disclosure.linked import Bools
from analysis.disclosure.rules import Rules, sensitive
from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.freezing import FrozenFamily, freeze
from analysis.frozen.tables import ALL, Key
from analysis.warehouse import load_case, open_snapshot

SIMULATED = "quang-ngai-simulated"


def whole_rows(made: FrozenFamily, first: frozenset[Key]) -> frozenset[Key]:
    """Return the cells hidden by hiding whole rows: all cells of a place and kind of activity that
    has a sensitive one, over every year, and every total of one of them."""
    unit, activity = DIMENSIONS.index("unit"), DIMENSIONS.index("activity")
    rows = {(key[unit], key[activity]) for key in first if ALL not in (key[unit], key[activity])}
    hidden = {key for key in made.cells if (key[unit], key[activity]) in rows} | first
    places, activities = {one for one, _ in rows}, {one for _, one in rows}
    for key in made.cells:
        # A total of which one part only is hidden would tell it.
        whole = key[unit] in places and key[activity] == ALL
        across = key[unit] == ALL and key[activity] in activities
        if (whole or across) and key[DIMENSIONS.index("year")] != ALL:
            hidden.add(key)
    return frozenset(hidden)


def told(name: str, made: FrozenFamily, hidden: frozenset[Key], seconds: float | None) -> None:
    """Print cells and value hidden in the first table of a family, and what the audit says."""
    table = made.family.tables[0]
    held = [key for key in made.cells if table.holds(key)]
    finest = [
        key
        for key in held
        if all(
            (0 if path == ALL else path.count("/") + 1) == table.depth(name_of)
            for name_of, path in zip(DIMENSIONS, key, strict=True)
        )
    ]
    values = {key: made.cells[key].told[0] or 0 for key in held}
    lost = sum(values[key] for key in finest if key in hidden) / sum(map(values.get, finest))
    exposed = exposed_figures(made, hidden)
    took = "" if seconds is None else f"{seconds:8.1f} s"
    cells = sum(key in hidden for key in held)
    print(
        f"{made.family.code:9} {name:8} {took:>11} {cells:5} of {len(held):5} cells, "
        f"{lost:6.1%} of value among the finest, {exposed} figures placed too well"
    )


def exposed_figures(made: FrozenFamily, hidden: frozenset[Key]) -> int:
    """Return how many sensitive figures are within narrower bounds than the rules allow."""
    cells = made.joint.linked
    marks = sensitive(cells, Rules())
    chosen: Bools = np.array([False] * len(cells.keys))
    for key, place in made.joint.places.items():
        chosen[place] = key in hidden
    asked: Bools = np.any(marks.protection > 0, axis=0)
    bounds = audit(cells, chosen | cells.standing.never, asked & chosen)
    return int(narrow(cells, bounds, marks.protection).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    seconds = parser.parse_args().seconds
    with TemporaryDirectory() as folder:
        workspace = Path(folder)
        load_case(workspace, SIMULATED, by="benchmark")
        started = time.process_time()
        made = freeze(open_snapshot(workspace, SIMULATED), 1, seconds=seconds)
        took = time.process_time() - started
    print(f"whole freeze: {took:.1f} processor seconds")
    for one in made.families:
        first = frozenset(k for k, place in one.joint.places.items() if one.hidden.first[place])
        told("freeze", one, one.now, None)
        told("rows", one, whole_rows(one, first), None)
        told("primary", one, first, None)


if __name__ == "__main__":
    main()
