"""How far promises of files come true: the growth of workers promised against that reported.

What an owner promises is evidence of grade 0: nothing holds it against what would have happened
anyway. What can be told is whether those who promised more reported more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from analysis.decisions.selection import PACKAGE
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]

PRIOR_SLOPE, PRIOR_ERROR = 0.5, 0.25
"""What is taken to come of one log point more promised before anything is known: a half, between
nothing and all (95 % from 0 to 1). Ours."""

WIDEST = float(np.log(2))
"""Without a record, a promise counts as no more than a doubling, nor less than a halving. Ours."""

FEWEST = 10
"""With fewer promises whose outcome is known, the prior stands alone."""


@dataclass(frozen=True, slots=True)
class Promises:
    """The record of promises, in logarithms of workers.

    `slope` is what comes of one log point more promised, `error` its standard error; `centre` the
    mean promise (None without a record); a promise counts as no less than `low`, no more than
    `high`: beyond what was ever promised the slope is not known. `files` are those it rests on.
    """

    slope: float
    error: float
    centre: float | None
    low: float
    high: float
    files: int


def promise_record(snapshot: Snapshot, known_on: date | None = None) -> Promises:
    """Return the record of promises as known on a day, the data's own unless given."""
    day = known_on or snapshot.case.as_of
    found = ask_in(PACKAGE, snapshot, Scope(), "promise_kept", {"known_on": day})
    return kept_promises(
        found["promised"].to_numpy(dtype=np.float64), found["came"].to_numpy(dtype=np.float64)
    )


def kept_promises(promised: Floats, came: Floats) -> Promises:
    """Return the record of promises (n,) and what came of them (n,), both log growth.

    The slope is by least squares with errors that allow for unequal spread (HC3: MacKinnon and
    White 1985), joined with the prior by precision as two normal distributions are.
    """
    count = len(promised)
    if count < FEWEST or float(np.ptp(promised)) == 0.0:
        return Promises(PRIOR_SLOPE, PRIOR_ERROR, None, -WIDEST, WIDEST, count)
    low, high = (float(one) for one in np.percentile(promised, [1, 99]))
    centred = promised - promised.mean()
    total = float(centred @ centred)
    slope = float(centred @ came) / total
    residual = came - came.mean() - slope * centred
    leverage = 1 / count + centred**2 / total
    # A point that alone decides the slope has no residual to judge it by.
    inflated = residual / np.maximum(1 - leverage, 1e-9)
    variance = float((centred**2) @ (inflated**2)) / total**2
    prior = PRIOR_ERROR**2
    if variance <= 0:
        return Promises(slope, 0.0, float(promised.mean()), low, high, count)
    trust = prior / (prior + variance)
    return Promises(
        slope=trust * slope + (1 - trust) * PRIOR_SLOPE,
        error=float(np.sqrt(prior * variance / (prior + variance))),
        centre=float(promised.mean()),
        low=low,
        high=high,
        files=count,
    )
