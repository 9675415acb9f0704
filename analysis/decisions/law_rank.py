"""From where files stand in the law's order to their places: shared, possible and total."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]


def rank_by_law(standing: pd.DataFrame) -> pd.DataFrame:
    """Return the places of files (n,), the area compared first and the industry where areas tie.

    `standing` has application_id, submitted_on and, from 1 for the highest class on, area_known,
    industry_known (what surely holds) and area_best, industry_best (what may, never below). A file
    is ranked by what is known of it: not knowing never lifts it. Columns: place, which files of
    one class share; best_place, were it at its best and all others where they are known to be, and
    worst_place, were all others at their best; order_no (1 to n), in which the law's ties, of which
    it says nothing, go by the day a file came in and then by its id.
    Raises ValueError where a class may be no better than it is known to be.
    """
    known, best = _key(standing, "known"), _key(standing, "best")
    if (best > known).any():
        raise ValueError("a class cannot be better known than it may at best be")
    order = np.lexsort(
        (
            standing["application_id"].to_numpy(dtype=object).astype(str),
            standing["submitted_on"].to_numpy(),
            known,
        )
    )
    order_no = np.empty(len(standing), dtype=np.int64)
    order_no[order] = np.arange(1, len(standing) + 1)
    by_known, by_best = np.sort(known), np.sort(best)
    return pd.DataFrame(
        {
            "order_no": order_no,
            "place": np.searchsorted(by_known, known) + 1,
            "best_place": np.searchsorted(by_known, best) + 1,
            # At its best a file may lie before where it is known to be, but not before itself.
            "worst_place": np.searchsorted(by_best, known) + 1 - (best < known),
        },
        index=standing.index,
    )


def _key(standing: pd.DataFrame, kind: str) -> Ints:
    """Return one number a file that sorts by area and then by industry."""
    area = standing[f"area_{kind}"].to_numpy(dtype=np.int64)
    industry = standing[f"industry_{kind}"].to_numpy(dtype=np.int64)
    wide = int(standing["industry_known"].max()) + 1 if len(standing) else 1
    keys: Ints = area * wide + industry
    return keys
