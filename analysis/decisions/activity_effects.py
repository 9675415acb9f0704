"""What support of each activity is expected to change, as far as the evidence goes.

The estimate of a claim for every activity, drawn towards their common mean as far as they differ by
chance (Morris 1983); the common mean, with the spread between activities in its error, where an
activity has too few supported. Where the claim cannot tell, nothing is expected: mean zero, and an
error wide enough to say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import scipy

from analysis.evidence.claim import Claim, claim
from analysis.evidence.claim_groups import groups_of
from analysis.evidence.subgroups import Subgroups
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.kept import kept_result

Basis = Literal["activity", "common", "none"]
"""Whose estimate it is: the activity's own, that of all activities, or nobody's."""

WEAKEST_GRADE = 2
"""Below a comparison group over time nothing is an effect: a change before and after is grade 1."""

NOT_KNOWN = 0.10
"""The standard error of an effect nobody can tell, in log points: 95 % from −18 % to +22 %. Ours:
wider than what estimates for small grants usually span."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An expected effect of one activity, in log points, with its standard error.

    `shared` is the part of the error that all activities have in common; `grade` is the claim's, 0
    where it cannot tell; `supported` are the establishments behind it.
    """

    mean: float
    error: float
    shared: float
    grade: int
    basis: Basis
    supported: int


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of every activity on one outcome; `elsewhere` is that of all others.

    `sentence` is what the claim itself says.
    """

    outcome: str
    by_activity: Mapping[str, Effect]
    elsewhere: Effect
    sentence: Text

    def of(self, activity: str) -> Effect:
        """Return the effect of an activity."""
        return self.by_activity.get(activity, self.elsewhere)


NOTHING = Effect(0.0, NOT_KNOWN, 0.0, 0, "none", 0)


def effects_on(snapshot: Snapshot, outcome: str) -> Effects:
    """Return the effects of activities on an outcome counted in logarithms, made once and kept.

    The whole programme is asked, whatever is chosen: a selection of few supported tells less.
    """
    return kept_result(
        snapshot,
        kept_name(outcome),
        lambda: effects_of(claim(snapshot, Scope(), outcome, others=False), outcome),
        asdict,
        read_effects,
    )


def kept_name(outcome: str) -> str:
    """Return the name by which effects on an outcome are kept beside a snapshot."""
    return f"activity_effects_{outcome}"


def read_effects(record: Any) -> Effects:
    """Return the effects a record holds; raises KeyError or TypeError for one of other fields."""
    return Effects(
        outcome=record["outcome"],
        by_activity={str(code): Effect(**one) for code, one in record["by_activity"].items()},
        elsewhere=Effect(**record["elsewhere"]),
        sentence=Text(**record["sentence"]),
    )


def effects_of(found: Claim, outcome: str) -> Effects:
    """Return the effects by activity that a claim allows.

    Raises ValueError for an outcome that is not counted in logarithms.
    """
    if found.outcome.scale != "log":
        raise ValueError(f"{outcome} is not on a log scale")
    estimate, interval = found.estimate, found.interval
    if estimate is None or interval is None or found.grade.level < WEAKEST_GRADE:
        return Effects(outcome, {}, NOTHING, found.headline)
    width = 2 * float(scipy.stats.norm.ppf((1 + interval.level) / 2))
    error = (interval.high - interval.low) / width
    if not np.isfinite(error):
        return Effects(outcome, {}, NOTHING, found.headline)
    grade, supported = found.grade.level, found.n_supported
    alone = Effect(estimate, error, error, grade, "common", supported)
    groups = groups_of(found, "activity")
    if groups is None or not np.isfinite(groups.shrinkage.mean):
        return Effects(outcome, {}, alone, found.headline)
    drawn = groups.shrinkage
    elsewhere = Effect(
        drawn.mean,
        float(np.hypot(drawn.mean_error, drawn.spread)),
        drawn.mean_error,
        grade,
        "common",
        supported,
    )
    return Effects(outcome, _of_groups(groups, grade), elsewhere, found.headline)


def _of_groups(groups: Subgroups, grade: int) -> dict[str, Effect]:
    """Return the effect of every activity that has an estimate of its own."""
    drawn = groups.shrinkage
    frame = groups.frame[groups.frame["shrunk"].notna()]
    found = {}
    for code, supported, mean, error in zip(
        frame["code"], frame["supported"], frame["shrunk"], frame["error"], strict=True
    ):
        trust = drawn.spread**2 / (drawn.spread**2 + float(error) ** 2)
        shared = (1 - trust) * drawn.mean_error
        own = np.sqrt(trust) * float(error)
        found[str(code)] = Effect(
            mean=float(mean),
            error=float(np.hypot(own, shared)),
            shared=float(shared),
            grade=grade,
            basis="activity",
            supported=int(supported),
        )
    return found
