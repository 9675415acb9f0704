"""One claim made by one way of making it, in a process of its own; prints what it took as JSON.

    python benchmarks/evidence_claims.py METHOD PANEL.parquet [--covariates]
    python benchmarks/evidence_claims.py province WORKSPACE

Time and memory are counted from a table in DuckDB's memory to the finished claim: effects of all
cohorts in all periods with their errors, added up simply and by time since support, a band that
holds for the whole path, and the test of trends before support. Loading is not counted, the table
itself is; nor is loading libraries. What a library does not offer it is not charged for: diff-diff
makes no joint test.

Only the libraries of the method asked for are imported, so that another interpreter can run this.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import io
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from evidence_panel import COVARIATES, load_panel

DRAWS = 999
SEED = 20_250_701


@dataclass
class Cost:
    """What was spent so far: seconds on the clock, seconds of all cores, peak memory in MiB."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0


@contextlib.contextmanager
def counted(cost: Cost) -> Iterator[None]:
    """Add what the block takes; the peak is that of the block alone where Linux can tell."""
    gc.collect()
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    started, spent = time.perf_counter(), time.process_time()
    yield
    cost.seconds += time.perf_counter() - started
    cost.cpu += time.process_time() - spent
    cost.peak = max(cost.peak, peak_mib())


def peak_mib() -> float:
    """Return the peak memory of this process in MiB, since its counter was last set back."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def ours(path: Path, covariates: bool) -> dict[str, Any]:
    """Return our claim: from moments, or doubly robust with covariates; bands by normal draws."""
    from analysis.evidence.adjusted import adjust
    from analysis.evidence.aggregates import aggregate, pre_trend_test
    from analysis.evidence.group_time import group_time
    from analysis.evidence.model import Panel
    from analysis.evidence.moments import moments
    from analysis.evidence.wide import wide

    # Loading libraries is charged to nobody; ours loads scipy's parts at their first use only.
    for part in ("linalg", "optimize", "stats"):
        importlib.import_module(f"scipy.{part}")
    connection = load_panel(path, covariates)
    panel = Panel(
        ask=lambda sql, parameters: connection.execute(sql, dict(parameters)).df(),
        relation="select * from panel",
        covariates=COVARIATES if covariates else (),
    )
    cost = Cost()
    with counted(cost):
        if covariates:
            effects = adjust(wide(panel), "doubly_robust").effects
        else:
            effects = group_time(moments(panel))
        simple, dynamic = aggregate(effects, "simple"), aggregate(effects, "dynamic")
        test = pre_trend_test(effects)
    return {
        "cost": vars(cost),
        "cells": _rows(effects.cohort, effects.period, effects.estimate, effects.errors),
        "simple": [simple.overall, simple.overall_error],
        "dynamic": _rows(dynamic.index, dynamic.estimates, dynamic.errors),
        "critical": dynamic.critical,
        "pre_trend": test.statistic,
    }


def csdid(path: Path, covariates: bool) -> dict[str, Any]:
    """Return csdid's claim: errors analytic, the band of the path alone by 999 multiplier draws."""
    from csdid.att_gt import ATTgt

    warnings.simplefilter("ignore")
    connection = load_panel(path, covariates)
    np.random.seed(SEED)
    fitting, plain, banded = Cost(), Cost(), Cost()
    with contextlib.redirect_stdout(io.StringIO()):
        with counted(fitting):
            frame = connection.execute("select * from panel").df()
            model = ATTgt(
                yname="outcome",
                tname="period",
                idname="unit",
                gname="cohort",
                data=frame,
                control_group="nevertreated",
                xformla=f"outcome ~ {' + '.join(COVARIATES)}" if covariates else None,
                biters=DRAWS,
            )
            model.fit(est_method="dr", base_period="varying", bstrap=False)
            simple = model.aggte(typec="simple", bstrap=False, cband=False).atte
        with counted(plain):
            model.aggte(typec="dynamic", bstrap=False, cband=False)
        with counted(banded):
            dynamic = model.aggte(typec="dynamic", bstrap=False, cband=True).atte
    cells = model.results
    errors = np.asarray(dynamic["se_egt"], dtype=np.float64).ravel()
    return {
        "cost": _sum(fitting, banded),
        "cost_without_band": _sum(fitting, plain),
        "cells": _rows(cells["group"], cells["year"], cells["att"], cells["se"]),
        "simple": [float(simple["overall_att"]), float(np.ravel(simple["overall_se"])[0])],
        "dynamic": _rows(dynamic["egt"], dynamic["att_egt"], errors),
        "critical": float(dynamic["crit_val_egt"]),
        "pre_trend": float(model.MP["W"]),
    }


def diff_diff(path: Path, covariates: bool, draws: int = 0) -> dict[str, Any]:
    """Return diff-diff's claim; without draws its errors are analytic and it has no band."""
    from diff_diff import CallawaySantAnna

    warnings.simplefilter("ignore")
    connection = load_panel(path, covariates)
    cost = Cost()
    with counted(cost):
        frame = connection.execute("select * from panel").df()
        found = CallawaySantAnna(estimation_method="dr", n_bootstrap=draws, seed=SEED).fit(
            frame,
            outcome="outcome",
            unit="unit",
            time="period",
            first_treat="cohort",
            covariates=list(COVARIATES) if covariates else None,
        )
        dynamic = found.aggregate("event_study")
    cells = sorted(found.group_time_effects.items())
    return {
        "cost": vars(cost),
        "cells": [[int(g), int(t), float(c["effect"]), float(c["se"])] for (g, t), c in cells],
        "simple": [float(found.overall_att), float(found.overall_se)],
        "dynamic": _rows(dynamic.event_time, dynamic.att, dynamic.se),
    }


def province(workspace: Path, repeats: int = 5) -> dict[str, Any]:
    """Return what the claim on productivity of the simulated province takes, first and later.

    `plain` is the claim with its doubts and grade, `whole` that with every other answer too, both
    with nothing kept from an earlier claim; `kept` is `plain` after another outcome of the scope.
    """
    from analysis.evidence.claim import claim
    from analysis.evidence.claim_placebos import forget_placebos
    from analysis.scope import Scope
    from analysis.warehouse import open_snapshot

    snapshot = open_snapshot(workspace)
    costs: dict[str, list[dict[str, float]]] = {"plain": [], "kept": [], "whole": []}
    for _ in range(1 + repeats):
        for name, others in (("plain", False), ("kept", False), ("whole", True)):
            if name != "kept":
                forget_placebos()
            cost = Cost()
            with counted(cost):
                made = claim(snapshot, Scope(), "productivity", others=others)
            costs[name].append(vars(cost))
    return {**costs, "n_supported": made.n_supported, "form": made.main.form}


def _rows(*columns: Any) -> list[list[float]]:
    arrays = [np.asarray(column, dtype=np.float64).ravel() for column in columns]
    return [[float(value) for value in row] for row in zip(*arrays, strict=True)]


def _sum(one: Cost, other: Cost) -> dict[str, float]:
    return vars(Cost(one.seconds + other.seconds, one.cpu + other.cpu, max(one.peak, other.peak)))


METHODS: dict[str, Callable[[Path, bool], dict[str, Any]]] = {
    "ours": ours,
    "csdid": csdid,
    "diff_diff": diff_diff,
    "diff_diff_draws": lambda path, covariates: diff_diff(path, covariates, DRAWS),
    "province": lambda path, _: province(path),
}


def main() -> None:
    """Make the claim asked for and print it."""
    parser = argparse.ArgumentParser(description="Make one claim and say what it took.")
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("path", type=Path)
    parser.add_argument("--covariates", action="store_true")
    given = parser.parse_args()
    print(json.dumps(METHODS[given.method](given.path, given.covariates)))


if __name__ == "__main__":
    main()
