"""Coverage, bias and false positives with their Monte Carlo errors, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

Numbers = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

Z = float(norm.ppf(0.975))

HEADINGS = {
    "simple": (
        "supported",
        "held against",
        "effect",
        "bias × 1000",
        "RMSE × 1000",
        "error ÷ sd",
        "coverage",
        "zero rejected",
    ),
    "path": (
        "supported",
        "held against",
        "effect",
        *(f"e = {years}" for years in range(6)),
        "band",
    ),
    "trends": (
        "supported",
        "held against",
        "all cells, as R",
        "by year before support",
        "no test, as R",
    ),
    "designs": (
        "design",
        "draws",
        "bias × 1000",
        "RMSE × 1000",
        "error ÷ sd",
        "coverage of 95 %",
        "of no effect",
        "zero rejected without effect",
        "effect found",
    ),
    "claims": (
        "design",
        "draws",
        "bias × 1000",
        "coverage of 95 %",
        "of no effect",
        "trends rejected",
        "grade 3",
        "false sentences",
        "grade too high",
    ),
    "others": (
        "design",
        "of what",
        "draws told",
        "bias × 1000",
        "RMSE × 1000",
        "width ÷ sd",
        "coverage of 95 %",
    ),
    "provinces": (
        "form",
        "bias × 1000",
        "RMSE × 1000",
        "error ÷ sd",
        "coverage",
        "trends rejected",
        "supported",
        "cells covered",
    ),
}


def print_table(name: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their headings as a Markdown table."""
    print(f"\n{name}\n")
    for row in (HEADINGS[name], ["---"] * len(HEADINGS[name]), *rows):
        print("| " + " | ".join(row) + " |")


def share(held: Bools) -> str:
    """Return a share in per cent and, in brackets, its Monte Carlo error."""
    value = float(held.mean())
    return f"{100 * value:.1f} % ({100 * np.sqrt(value * (1 - value) / len(held)):.1f})"


def spread(misses: Numbers, errors: Numbers) -> tuple[str, str, str]:
    """Return bias and RMSE in thousandths, and the mean reported error over the deviation.

    `misses` are estimates less the truth. Brackets hold Monte Carlo errors, that of the ratio
    being the deviation's own (1 / √2n, as of normal draws).
    """
    deviation = float(misses.std(ddof=1))
    root = float(np.sqrt((misses**2).mean()))
    bias_error = deviation / np.sqrt(len(misses))
    root_error = float((misses**2).std(ddof=1) / np.sqrt(len(misses)) / (2 * root))
    ratio = float(errors.mean()) / deviation
    return (
        f"{1000 * misses.mean():+.2f} ({1000 * bias_error:.2f})",
        f"{1000 * root:.2f} ({1000 * root_error:.2f})",
        f"{ratio:.3f} ({ratio / np.sqrt(2 * len(misses)):.3f})",
    )


def simple_rows(found: Numbers, truth: Numbers) -> tuple[str, ...]:
    """Return the figures of the simple aggregate from (draws, 3 + 2 + 2 · L)."""
    known = found[np.isfinite(found[:, 4])]
    estimates, errors = known[:, 3], known[:, 4]
    misses = estimates - truth[0]
    return (
        *spread(misses, errors),
        share(np.abs(misses) <= Z * errors),
        share(np.abs(estimates) > Z * errors),
    )


def path_rows(found: Numbers, truth: Numbers, length: int) -> tuple[str, ...]:
    """Return the coverage of each year since support, and of the band over all of them."""
    known = found[np.isfinite(found[:, 2:]).all(axis=1)]
    misses = np.abs(known[:, 5 : 5 + length] - truth[1:])
    errors, critical = known[:, 5 + length :], known[:, 2]
    each = [share(misses[:, year] <= Z * errors[:, year]) for year in range(length)]
    return (*each, share((misses <= critical[:, None] * errors).all(axis=1)))


def trend_rows(found: Numbers) -> tuple[str, ...]:
    """Return how often both tests of trends reject at 5 % though all move alike."""
    return (
        *(share(column[np.isfinite(column)] < 0.05) for column in (found[:, 0], found[:, 1])),
        share(~np.isfinite(found[:, 0])),
    )


def province_rows(found: Numbers) -> tuple[str, ...]:
    """Return the figures of one form from (provinces, columns of calibration_province)."""
    estimates, errors, truth, trends, supported, covered = found.T
    misses = estimates - truth
    return (
        *spread(misses, errors),
        share(np.abs(misses) <= Z * errors),
        share(trends < 0.05),
        f"{supported.mean():.0f}",
        f"{100 * covered.mean():.0f} %",
    )
