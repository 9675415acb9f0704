"""SMAA-2: which ranks an alternative takes over all weights, instead of one set of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.decisions.scoring.prepared import Method, prepared
from analysis.decisions.scoring.rank_tally import BLOCK, RankTally
from analysis.decisions.scoring.ranks import TIE, competition_ranks
from analysis.decisions.scoring.table import DecisionTable, Floats
from analysis.decisions.scoring.uncertain_values import UncertainTable, uncertain_table
from analysis.decisions.scoring.unknown_values import Completed, completed
from analysis.decisions.scoring.weight_constraints import WeightConstraints, innermost, polytope
from analysis.decisions.scoring.weight_draws import draw_weights

DRAWS = 20_000
"""Draws of weights: a share is then known to 0.35 percentage points (standard error) or better."""

CONFIDENCE_DRAWS = 1_000
SEED = 20_120_521
_TABLES, _FEW_TABLES = 128, 64
"""Draws worked on at a time: with a table each, and of tables that meet the central weights of
everybody. What they need fits the processor's cache; of weights alone BLOCK are, few enough for the
linear algebra to stay in one thread, where two would wait for each other on a busy machine."""

_DRAWN_TOGETHER = 8
"""Tables that meet the central weights whose numbers are drawn together."""


@dataclass(frozen=True, slots=True)
class Smaa:
    """What n alternatives come to over all weights of m criteria, from so many `draws`.

    `acceptability` (n, n): the share of draws in which an alternative (row) takes each rank
    (column, from 1); tied ones share the better rank. `central_weights` (n, m): the mean weights
    that put it first, NaN where none does. `confidence` (n,): how often its central weights put it
    first over the uncertain values (1 or 0 where none is uncertain), NaN where none puts it first.
    `before` (n, n): the share of draws in which the row is ahead of the column. `table` holds the
    criteria that are known for anybody.
    """

    table: DecisionTable
    method: Method
    acceptability: Floats
    central_weights: Floats
    confidence: Floats
    before: Floats
    draws: int
    confidence_draws: int

    def errors(self) -> Floats:
        """Return the Monte Carlo standard errors (n, n) of the acceptabilities."""
        return np.sqrt(self.acceptability * (1 - self.acceptability) / self.draws)

    @property
    def most_often_first(self) -> int:
        """Return the place in the table of whoever is first most often."""
        return int(self.acceptability[:, 0].argmax())

    def frame(self) -> pd.DataFrame:
        """Return one row per alternative and rank: id, name_vi, name_en, rank, share, error."""
        number = len(self.table.ids)
        return pd.DataFrame(
            {
                "id": np.repeat(self.table.ids, number),
                "name_vi": np.repeat([name.vi for name in self.table.names], number),
                "name_en": np.repeat([name.en for name in self.table.names], number),
                "rank": np.tile(np.arange(1, number + 1), number),
                "share": self.acceptability.ravel(),
                "error": self.errors().ravel(),
            }
        )


def smaa(
    table: DecisionTable,
    method: Method,
    constraints: WeightConstraints | None = None,
    *,
    draws: int = DRAWS,
    draw_unknown: bool = True,
    seed: int = SEED,
) -> Smaa:
    """Rank a table under weights drawn uniformly from all there are (Lahdelma and Salminen 2001).

    `constraints` narrow the weights by bounds and an order of importance. Values with a standard
    error are drawn too, and, with `draw_unknown`, a value not known is in each draw any of the
    criterion's known ones; else the median stands for it. The same seed gives the same result.
    Time grows with draws × n². Raises ScoringError where constraints leave no room or nothing is
    known, ValueError for fewer than one draw.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws tell nothing")
    found = _weighing_alike(table)
    ready = prepared(found, method)
    uncertain = uncertain_table(found, ready, draw_unknown)
    random = np.random.default_rng(seed)
    body = polytope(found.table.codes, constraints or WeightConstraints())
    weights = draw_weights(body, draws, random)
    number = len(table.ids)
    tally = RankTally.empty(number, weights.shape[1])
    size = _TABLES if uncertain.any else BLOCK
    for start in range(0, draws, size):
        chunk = weights[start : start + size]
        if uncertain.any:
            # Each set of weights meets a table of its own.
            tables = uncertain.tables(len(chunk), random)
            scores = tables.scores(chunk[:, None])[:, 0]
        else:
            scores = ready.scores(chunk)
        tally.add(competition_ranks(scores), chunk)
    times_first = tally.places[:, :1]
    central = np.full(tally.first_weights.shape, np.nan)
    np.divide(tally.first_weights, times_first, out=central, where=times_first > 0)
    rounds = CONFIDENCE_DRAWS if uncertain.any else 1
    return Smaa(
        found.table,
        method,
        tally.places / draws,
        central,
        _confidence(uncertain, central, rounds, random),
        tally.wins / draws,
        draws,
        rounds,
    )


def check_room(table: DecisionTable, constraints: WeightConstraints) -> None:
    """Raise ScoringError where `smaa` would find no weights of a table that keep to constraints."""
    innermost(polytope(_weighing_alike(table).table.codes, constraints))


def _weighing_alike(table: DecisionTable) -> Completed:
    """Return a table completed, whatever its weights: nothing here depends on them."""
    return completed(table.weighted(np.ones(len(table.criteria))))


def _confidence(
    uncertain: UncertainTable, central: Floats, rounds: int, random: np.random.Generator
) -> Floats:
    """Return how often (n,) each is first under its own central weights."""
    confidence = np.full(len(central), np.nan)
    rows = np.flatnonzero(np.isfinite(central).all(axis=1))
    times = np.zeros(len(rows))
    for start in range(0, rounds, _FEW_TABLES):
        tables = uncertain.tables(min(_FEW_TABLES, rounds - start), random, _DRAWN_TOGETHER)
        scores = tables.scores(central[rows])
        own = scores[:, np.arange(len(rows)), rows]
        times += (own >= scores.max(axis=2) - TIE).sum(axis=0)
    confidence[rows] = times / rounds
    return confidence
