"""Does the order of the rest change when one alternative leaves?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.decisions.scoring.prepared import prepared
from analysis.decisions.scoring.ranks import competition_ranks
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.table import Bools, Ints
from analysis.decisions.scoring.unknown_values import completed
from analysis.language import Text
from analysis.measures.phrases import sentence

_OVERTAKES = Text("vượt lên trên", "overtakes")
_LEVELS = Text("trở nên, hoặc không còn, ngang hàng với", "draws or ceases to be level with")


@dataclass(frozen=True, slots=True)
class Reversal:
    """What the leaving of one alternative does to the others; all are places in the table.

    `swaps` are pairs of which the second was ahead and the first now is, those that were highest
    before first; `ties` are pairs that become tied, or are no longer.
    """

    leaving: int
    swaps: tuple[tuple[int, int], ...]
    ties: tuple[tuple[int, int], ...]
    leader_changes: bool

    @property
    def changed(self) -> bool:
        """Tell whether the order of the rest is another one."""
        return bool(self.swaps or self.ties)


@dataclass(frozen=True, slots=True)
class Reversals:
    """One reversal for each alternative of `scores`, in their order."""

    scores: Scores
    each: tuple[Reversal, ...]

    def frame(self) -> pd.DataFrame:
        """Return one row per alternative that could leave.

        Columns: id, name_vi, name_en, changed, swaps, ties (numbers of pairs), leader_changes.
        """
        table = self.scores.completed.table
        return pd.DataFrame(
            {
                "id": table.ids,
                "name_vi": [name.vi for name in table.names],
                "name_en": [name.en for name in table.names],
                "changed": [one.changed for one in self.each],
                "swaps": [len(one.swaps) for one in self.each],
                "ties": [len(one.ties) for one in self.each],
                "leader_changes": [one.leader_changes for one in self.each],
            }
        )


def reversals(scores: Scores) -> Reversals:
    """Return what each leaving does (rank reversal, Belton and Gear 1983).

    Ranges, ideals and comparisons come from the alternatives themselves, so that the leaving of one
    may move others past each other though nothing about them has changed. Time grows with n³.
    """
    return Reversals(scores, tuple(_without(scores, row) for row in range(len(scores.ranks))))


def _without(scores: Scores, leaving: int) -> Reversal:
    rest = np.delete(np.arange(len(scores.ranks)), leaving)
    if len(rest) == 0:
        return Reversal(leaving, (), (), False)
    found = completed(scores.completed.table.without(leaving))
    after = competition_ranks(prepared(found, scores.method).scores(found.weights))
    before = scores.ranks[rest]
    was, now = _order(before), _order(after)
    # A rank one better for all behind the leaving one is no change: only signs are compared.
    swapped = (was > 0) & (now < 0)
    changed_ties = np.triu((was == 0) != (now == 0))
    leads = np.flatnonzero(before == before.min()), np.flatnonzero(after == 1)
    return Reversal(
        leaving,
        _pairs(rest, swapped, before),
        _pairs(rest, changed_ties, before),
        not np.array_equal(*leads),
    )


def _order(ranks: Ints) -> Ints:
    """Return the sign of each rank (row) less each other (column), (n, n)."""
    signs: Ints = np.sign(ranks[:, None] - ranks[None, :])
    return signs


def _pairs(rest: Ints, cells: Bools, before: Ints) -> tuple[tuple[int, int], ...]:
    """Return the places of pairs marked in cells (n, n), the highest before first."""
    firsts, seconds = np.nonzero(cells)
    order = np.lexsort((before[firsts], before[seconds])).tolist()
    return tuple((int(rest[firsts[one]]), int(rest[seconds[one]])) for one in order)


def reversal_words(found: Reversals) -> Text:
    """Return how many leavings change the order of the rest, with the most telling example."""
    table = found.scores.completed.table
    changing = [one for one in found.each if one.changed]
    if not changing:
        return Text(
            "Bỏ bất kỳ phương án nào, thứ tự của các phương án còn lại vẫn giữ nguyên.",
            "Whichever alternative leaves, the order of the rest stays as it is.",
        )
    swapping = [one for one in changing if one.swaps] or changing
    example = next((one for one in swapping if one.leader_changes), swapping[0])
    pair = (example.swaps or example.ties)[0]
    return sentence(
        "Bỏ đi một phương án làm đổi thứ tự của các phương án còn lại trong {count} trên {all} "
        "trường hợp, trong đó {leads} lần đổi cả vị trí đầu. Ví dụ bỏ {leaving} thì {first} "
        "{verb} {second}.",
        "The leaving of one alternative changes the order of the rest in {count} of {all} cases, "
        "and in {leads} of them the lead too. For example, without {leaving}, {first} {verb} "
        "{second}.",
        count=len(changing),
        all=len(found.each),
        leads=sum(one.leader_changes for one in changing),
        leaving=table.names[example.leaving],
        first=table.names[pair[0]],
        second=table.names[pair[1]],
        verb=_OVERTAKES if example.swaps else _LEVELS,
    )
