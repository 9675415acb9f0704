"""Which change of weights would put somebody else first, and how small it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.decisions.scoring.crossings import crossings, moved
from analysis.decisions.scoring.least_change import LeastChange, least_change
from analysis.decisions.scoring.ranks import competition_ranks
from analysis.decisions.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class Flip:
    """The nearest weight of one criterion beyond which somebody else is first.

    `criterion` and `new_leaders` are places in the table; `weight` is the share now, `threshold`
    the one at which the lead changes, the other weights kept in proportion.
    """

    criterion: int
    weight: float
    threshold: float
    new_leaders: tuple[int, ...]

    @property
    def relative(self) -> float:
        """Return the change over the weight now, without a sign; infinite where that is zero."""
        change = abs(self.threshold - self.weight)
        return change / self.weight if self.weight else math.inf


@dataclass(frozen=True, slots=True)
class Flips:
    """What would change the lead of `scores`.

    `single` holds, for every criterion and direction, the nearest flip by moving that weight alone,
    the smallest relative change first (the percent-any critical criterion of Triantaphyllou and
    Sánchez 1997). `least` is the smallest change over all weights at once, None where there is
    none or the method is not linear. Both are empty where several are first already.
    """

    scores: Scores
    single: tuple[Flip, ...]
    least: LeastChange | None

    def frame(self) -> pd.DataFrame:
        """Return one row per flip by one weight.

        Columns: criterion, label_vi, label_en, weight, threshold, change, relative,
        new_leader (ids), new_leader_vi, new_leader_en (names; several joined by commas).
        """
        table = self.scores.completed.table
        rows = [
            {
                "criterion": table.criteria[flip.criterion].code,
                "label_vi": table.criteria[flip.criterion].label.vi,
                "label_en": table.criteria[flip.criterion].label.en,
                "weight": flip.weight,
                "threshold": flip.threshold,
                "change": flip.threshold - flip.weight,
                "relative": flip.relative,
                "new_leader": ", ".join(table.ids[one] for one in flip.new_leaders),
                "new_leader_vi": ", ".join(table.names[one].vi for one in flip.new_leaders),
                "new_leader_en": ", ".join(table.names[one].en for one in flip.new_leaders),
            }
            for flip in self.single
        ]
        names = ("criterion", "label_vi", "label_en", "weight", "threshold", "change", "relative")
        leaders = ("new_leader", "new_leader_vi", "new_leader_en")
        return pd.DataFrame(rows, columns=[*names, *leaders])


def flips(scores: Scores) -> Flips:
    """Return what would change the lead: exact for all methods.

    Weights of one criterion at which anybody could draw level are known in closed form; between two
    of them the order at the top is constant, so that one look in each stretch finds the first in
    which the leader is no longer first.
    """
    if len(scores.leaders) != 1:
        return Flips(scores, (), None)
    leader = scores.leaders[0]
    weights = scores.completed.weights
    single = [
        flip for column in range(len(weights)) for flip in _of_one_weight(scores, column, leader)
    ]
    single.sort(key=lambda flip: (flip.relative, abs(flip.threshold - flip.weight)))
    linear = scores.method.power == 1
    least = least_change(scores.prepared, weights, leader) if linear else None
    return Flips(scores, tuple(single), least)


def _of_one_weight(scores: Scores, column: int, leader: int) -> list[Flip]:
    """Return the nearest flip below and above the weight of one criterion."""
    weights = scores.completed.weights
    if len(weights) == 1:
        return []
    now = float(weights[column])
    levels = crossings(scores.prepared, weights, column, leader)
    below = np.concatenate([levels[levels < now][::-1], [0.0]])
    above = np.concatenate([levels[levels > now], [1.0]])
    found = []
    for steps in (below, above):
        # The stretch from each crossing to the next, on the way to the end.
        middles = (steps[:-1] + steps[1:]) / 2
        ranks = competition_ranks(scores.prepared.scores(moved(weights, column, middles)))
        lost = np.flatnonzero(ranks[:, leader] > 1)
        if len(lost):
            first = int(lost[0])
            leaders = tuple(np.flatnonzero(ranks[first] == 1).tolist())
            found.append(Flip(column, now, float(steps[first]), leaders))
    return found
