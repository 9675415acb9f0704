"""Which rows of a table may not leave for the public: few contributors, and who would tell them.

A threshold rule with complementary suppression inside one table, after Hundepool et al. 2012
(chapter 4). It does not look across tables that share totals beyond the ones named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

THRESHOLD = 3
"""Fewer establishments than this behind a row, and its figures are hidden."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A table whose hidden cells are empty.

    `frame` has a column `suppressed`; `first` rows are hidden for few contributors, `second` so
    that the first cannot be found from a total.
    """

    frame: pd.DataFrame
    first: int
    second: int


def protect(
    frame: pd.DataFrame,
    contributors: str,
    hidden: Sequence[str],
    totals: Sequence[str] = (),
    threshold: int = THRESHOLD,
) -> Protected:
    """Return the table with the columns of `hidden` empty in each row that may not be shown.

    `contributors` is the column of how many establishments stand behind a row; a row whose number
    is not known is hidden, one of none is shown. Rows that share their values of `totals` (all
    rows, if none) sum to a total that is published: among them the hidden rows are made at least
    two with at least `threshold` contributors together, by hiding the smallest others as well.
    """
    counts = pd.to_numeric(frame[contributors]).to_numpy(dtype=float, na_value=np.nan)
    first = np.isnan(counts) | ((counts > 0) & (counts < threshold))
    hide = first.copy()
    for rows in _groups(frame, totals):
        hide[rows] = _completed(counts[rows], first[rows], threshold)
    shown = frame.copy()
    for name in hidden:
        column = shown[name]
        empty = pd.NA if isinstance(column.dtype, pd.api.extensions.ExtensionDtype) else None
        shown[name] = column.astype(object).where(~hide, empty).infer_objects()
    shown["suppressed"] = hide
    return Protected(shown, int(first.sum()), int((hide & ~first).sum()))


def _groups(frame: pd.DataFrame, totals: Sequence[str]) -> list[npt.NDArray[np.int64]]:
    if not totals:
        return [np.arange(len(frame))]
    numbers = frame.groupby(list(totals), dropna=False, sort=False).indices.values()
    return [np.asarray(rows, dtype=np.int64) for rows in numbers]


def _completed(
    counts: npt.NDArray[np.float64], first: npt.NDArray[np.bool_], threshold: int
) -> npt.NDArray[np.bool_]:
    hide = first.copy()
    if not hide.any():
        return hide
    # A row of none adds nothing to a total and so protects nothing.
    order = [row for row in np.argsort(counts, kind="stable") if counts[row] > 0 and not hide[row]]
    for row in order:
        if hide.sum() >= 2 and np.nansum(counts[hide]) >= threshold:
            break
        hide[row] = True
    return hide
