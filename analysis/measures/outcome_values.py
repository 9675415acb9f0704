"""The values themselves that establishments answered, by outcome, year and group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.measures.order_statistics import Floats
from analysis.measures.outcome_list import Outcome
from analysis.measures.query import ask_filled
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Answers:
    """What a group answered about an outcome in a year: at least one value."""

    year: int
    supported: bool
    values: Floats


def answered(
    snapshot: Snapshot, scope: Scope, outcomes: Sequence[Outcome]
) -> dict[str, list[Answers]]:
    """Return the answers about outcomes by their code, by year and then those not supported first.

    One statement tells of all of them.
    """
    lists = ",\n  ".join(
        f"array_agg(cast({one.code} as double)) filter ({one.code} is not null) as {one.code}"
        for one in outcomes
    )
    told = ask_filled(snapshot, scope, "outcome_values", {"answers": lists})
    groups = [
        (int(year), bool(supported))
        for year, supported in zip(told["year"], told["supported"], strict=True)
    ]
    return {
        one.code: [
            Answers(year, supported, values)
            for (year, supported), values in zip(groups, told[one.code].map(values_of), strict=True)
            if len(values)
        ]
        for one in outcomes
    }


def values_of(listed: object) -> Floats:
    """Return the values of a list that a query collected; none where it collected nothing."""
    if isinstance(listed, np.ndarray | list):
        return np.asarray(listed, dtype=np.float64)
    return np.empty(0)
