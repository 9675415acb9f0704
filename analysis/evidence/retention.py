"""How many establishments go on reporting: those that are lost for good, and those just silent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.model import Floats, WidePanel


@dataclass(frozen=True, slots=True)
class Retention:
    """Shares lost for good from one period to the next, and silent in a period though not lost."""

    attrition: float
    non_response: float


def retention_of(panel: WidePanel) -> Retention | None:
    """Estimate how many are lost and how many silent, from who is seen when.

    The model of Cormack (1964), Jolly (1965) and Seber (1965) with constant chances, by maximum
    likelihood: whoever is missed and seen again was silent, whoever is never seen again may be
    either. Periods nobody is seen in were not asked and do not count. Silence is taken to come and
    go at random, whoever it is. None with fewer than three periods, or nobody seen twice: losses
    cannot then be told from silence.
    """
    seen = np.isfinite(panel.outcomes)
    seen = seen[seen.any(axis=1)][:, seen.any(axis=0)]
    periods = seen.shape[1]
    if periods < 3:
        return None
    first = seen.argmax(axis=1)
    last = periods - 1 - seen[:, ::-1].argmax(axis=1)
    lasted = float((last - first).sum())
    again = float((seen.sum(axis=1) - 1).sum())
    if again == 0:
        return None
    ends = np.bincount(periods - 1 - last, minlength=periods).astype(np.float64)

    def loss(logits: Floats) -> float:
        stays, answers = scipy.special.expit(logits)
        unseen = np.ones(periods)
        for left in range(1, periods):
            unseen[left] = 1 - stays + stays * (1 - answers) * unseen[left - 1]
        silent = lasted - again
        known = lasted * np.log(stays) + again * np.log(answers) + silent * np.log1p(-answers)
        return -float(known + ends @ np.log(unseen))

    # Chances of exactly 0 or 1 lie at infinite logits; a millionth from there is as good.
    edge = float(scipy.special.logit(1 - 1e-6))
    start = np.array([scipy.special.logit(0.95), scipy.special.logit(0.8)])
    found = scipy.optimize.minimize(loss, start, method="L-BFGS-B", bounds=[(-edge, edge)] * 2)
    stays, answers = scipy.special.expit(found.x)
    return Retention(float(1 - stays), float(1 - answers))
