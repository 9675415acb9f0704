"""Rows added up by the group each belongs to."""

from __future__ import annotations

import numpy as np
import scipy

from analysis.evidence.model import Bools, Floats, Ints


def summed_by(group: Ints, rows: Floats | Bools, number: int | None = None) -> Floats:
    """Return the sum of rows (m, K) in each group, (G, K); `group` (m,) counts from 0.

    `number` is G, one more than the last group met if not given. A group without rows is zero.
    """
    groups = int(group.max(initial=-1)) + 1 if number is None else number
    # A product with ones adds in the order of the rows, as numpy's add.at does, many times sooner.
    places = (np.ones(len(group)), (group, np.arange(len(group))))
    found: Floats = scipy.sparse.csr_array(places, shape=(groups, len(group))) @ rows
    return found
