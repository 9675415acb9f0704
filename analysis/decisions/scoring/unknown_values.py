"""What is done where a value is not known: seen, counted, said, and never taken for a fact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Bools, Criterion, DecisionTable, Floats, normalised
from analysis.decisions.scoring.words import labels, listed
from analysis.language import Text
from analysis.measures.phrases import plural, sentence

_NOTHING = Text(
    "Không tiêu chí nào có số liệu, nên không thể cho điểm.",
    "No criterion has any figure, so nothing can be scored.",
)


@dataclass(frozen=True, slots=True)
class Completed:
    """A table whose unknown values have a stand-in, and what was known.

    `table` holds the criteria known for at least one alternative, unknown values still NaN;
    `values` (n, m) the same with the median of the criterion's known values in their place;
    `known` (n, m) tells them apart; `weights` (m,) add up to 1; `dropped` are the criteria known
    for nobody.
    """

    table: DecisionTable
    values: Floats
    known: Bools
    weights: Floats
    dropped: tuple[Criterion, ...]

    def at_ends(self) -> tuple[Floats, Floats]:
        """Return the values (n, m) with the unknown at their worst and at their best known one."""
        low, high = (np.broadcast_to(end(self.table.values, axis=0), self.values.shape)
                     for end in (np.nanmin, np.nanmax))  # fmt: skip
        benefit = self.table.benefit
        worst = np.where(self.known, self.values, np.where(benefit, low, high))
        best = np.where(self.known, self.values, np.where(benefit, high, low))
        return worst, best


def completed(table: DecisionTable) -> Completed:
    """Return the table with the median of the known in place of what is not known.

    The median moves nobody far: an alternative gets neither the good nor the bad end of what is
    not known of it. Ranks say beside it how far the unknown could move them (`rank_interval`). A
    criterion known for nobody is dropped, and the other weights are raised in proportion.
    Raises ScoringError where nothing is known at all or no known criterion has a weight.
    """
    columns: Bools = np.any(np.isfinite(table.values), axis=0)
    if not columns.any():
        raise ScoringError(_NOTHING)
    kept = table.picked(np.ones(len(table.ids), dtype=np.bool_), columns)
    known = np.isfinite(kept.values)
    values = np.where(known, kept.values, _medians(kept.values, known))
    weights = normalised([criterion.weight for criterion in kept.criteria])
    dropped = tuple(one for one, kept_ in zip(table.criteria, columns, strict=True) if not kept_)
    return Completed(kept, values, known, weights, dropped)


def _medians(values: Floats, known: Bools) -> Floats:
    """Return the median (m,) of the known values (n, m) of each criterion, at least one."""
    # What np.nanmedian does column by column, which takes ten times longer on a table of this size.
    ordered = np.sort(np.where(known, values, np.inf), axis=0)
    count, column = known.sum(axis=0), np.arange(values.shape[1])
    middle: Floats = (ordered[(count - 1) // 2, column] + ordered[count // 2, column]) / 2
    return middle


def unknown_notes(found: Completed) -> tuple[Text, ...]:
    """Return what a reader must know of the unknown: criteria dropped, figures stood in for."""
    notes = []
    if found.dropped:
        notes.append(
            sentence(
                "Không phương án nào có số liệu về {names}: tiêu chí này không được tính, trọng số "
                "của nó chia theo tỷ lệ cho các tiêu chí còn lại.",
                "No alternative has a figure for {names}: this is left out, and its weight is "
                "shared out in proportion to the other criteria.",
                names=listed([criterion.label for criterion in found.dropped]),
            )
        )
    holes = ~found.known
    if holes.any():
        count = int(holes.any(axis=1).sum())
        columns = np.flatnonzero(holes.any(axis=0))
        names = labels(found.table, columns, [int(holes[:, column].sum()) for column in columns])
        notes.append(
            sentence(
                "{count} trên {all} phương án còn thiếu số liệu ({names}). Chỗ thiếu được tính "
                "bằng trung vị của các giá trị đã biết; khoảng hạng cho biết hạng có thể đổi tới "
                "đâu nếu giá trị thật là tốt nhất hoặc kém nhất trong số đã biết.",
                "{count} of {all} alternatives {lack} figures ({names}). The median of the known "
                "stands in for what is missing; the interval of ranks says how far a rank could "
                "move if the true value were the best or the worst of those known.",
                count=count,
                all=len(found.table.ids),
                lack=plural(count, "lacks", "lack"),
                names=names,
            )
        )
    return tuple(notes)
