"""Scores and ranks of alternatives: a second opinion beside the law's order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.decisions.scoring.prepared import Method, Prepared, prepared
from analysis.decisions.scoring.rank_interval import rank_interval
from analysis.decisions.scoring.ranks import competition_ranks, tied
from analysis.decisions.scoring.table import DecisionTable, Floats, Ints
from analysis.decisions.scoring.unknown_values import Completed, completed, unknown_notes
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores (n,) of a method, higher is better, with ranks (n,) from 1; ties share the better.

    `best_ranks` and `worst_ranks` (n,) are what unknown values leave open; `notes` say what is
    unknown. `completed` is the table that was scored, with its weights.
    """

    method: Method
    completed: Completed
    prepared: Prepared
    scores: Floats
    ranks: Ints
    best_ranks: Ints
    worst_ranks: Ints
    notes: tuple[Text, ...]

    @property
    def leaders(self) -> tuple[int, ...]:
        """Return the places in the table of whoever is first, several where they are tied."""
        return tuple(np.flatnonzero(self.ranks == 1).tolist())

    def frame(self) -> pd.DataFrame:
        """Return one row per alternative, best first.

        Columns: id, name_vi, name_en, score, rank, tied, best_rank, worst_rank, unknown (how many
        of its values are not known).
        """
        table = self.completed.table
        found = pd.DataFrame(
            {
                "id": table.ids,
                "name_vi": [name.vi for name in table.names],
                "name_en": [name.en for name in table.names],
                "score": self.scores,
                "rank": self.ranks,
                "tied": tied(self.ranks),
                "best_rank": self.best_ranks,
                "worst_rank": self.worst_ranks,
                "unknown": (~self.completed.known).sum(axis=1),
            }
        )
        return found.sort_values("rank", kind="stable", ignore_index=True)


def score(table: DecisionTable, method: Method) -> Scores:
    """Score a table with its own weights; unknown values as `completed` says.

    Raises ScoringError where nothing is known or no known criterion has a weight.
    """
    found = completed(table)
    ready = prepared(found, method)
    scores = ready.scores(found.weights)
    best, worst = rank_interval(found, method, found.weights)
    return Scores(
        method,
        found,
        ready,
        scores,
        competition_ranks(scores),
        best,
        worst,
        unknown_notes(found),
    )
