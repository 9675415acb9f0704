"""Where a score and the law's order part ways, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from analysis.decisions.scoring.pulls import pulls
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.table import Bools, Floats, Ints
from analysis.decisions.scoring.words import listed
from analysis.language import Text
from analysis.measures.phrases import followed_by, number, sentence

MOST_REASONS = 2
"""Criteria that a reason names."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A score beside the law's order, for `rows`: the alternatives that have a rank by law.

    `tau` is Kendall's tau-b over `n` of them, NaN with fewer than two or where one order is all
    ties. `law` and `score` (n,) are mean ranks among them, so that a class of equals is not early
    by being large; `partial` (n,) marks those whose rank by law rests on part of the classes.
    `pulled` (n, m) is what each criterion does for the score, as in `pulls`.
    """

    scores: Scores
    rows: Ints
    law: Floats
    score: Floats
    partial: Bools
    pulled: Floats
    tau: float

    @property
    def n(self) -> int:
        """Return how many alternatives are compared."""
        return len(self.rows)

    def frame(self) -> pd.DataFrame:
        """Return one row per alternative compared, those that differ most first.

        Columns: id, name_vi, name_en, law_rank, score_rank (means of ties), gap (places that the
        score sets it higher), partial, why_vi, why_en.
        """
        table = self.scores.completed.table
        reasons = [self.reason(place) for place in range(self.n)]
        found = pd.DataFrame(
            {
                "id": [table.ids[row] for row in self.rows],
                "name_vi": [table.names[row].vi for row in self.rows],
                "name_en": [table.names[row].en for row in self.rows],
                "law_rank": self.law,
                "score_rank": self.score,
                "gap": self.law - self.score,
                "partial": self.partial,
                "why_vi": [reason.vi for reason in reasons],
                "why_en": [reason.en for reason in reasons],
            }
        )
        order = found["gap"].abs().sort_values(ascending=False, kind="stable").index
        return found.loc[order].reset_index(drop=True)

    def pairs(self, most: int = 5) -> tuple[tuple[int, int], ...]:
        """Return pairs of places in the table whose order is opposite, the widest apart first.

        The law puts the first of a pair ahead, the score the second; how far they are apart is the
        sum of both differences of rank.
        """
        by_law = self.law[None, :] - self.law[:, None]
        by_score = self.score[:, None] - self.score[None, :]
        apart = np.where((by_law > 0) & (by_score > 0), by_law + by_score, 0.0)
        widest = np.argsort(-apart, axis=None, kind="stable")[:most]
        found = zip(*np.unravel_index(widest, apart.shape), strict=True)
        return tuple(
            (int(self.rows[first]), int(self.rows[second]))
            for first, second in found
            if apart[first, second] > 0
        )

    def reason(self, place: int) -> Text:
        """Return why the score sets one of `rows` higher or lower than the law does."""
        table = self.scores.completed.table
        row = int(self.rows[place])
        gap = float(self.law[place] - self.score[place])
        ranks = {
            "name": table.names[row],
            "score": number(float(self.score[place]), 1),
            "law": number(float(self.law[place]), 1),
        }
        if gap == 0:
            said = sentence(
                "{name} đứng thứ {score} theo cả hai.",
                "{name} is number {score} by both.",
                **ranks,
            )
        else:
            said = sentence(
                "{name} đứng thứ {score} theo điểm, thứ {law} theo thứ tự của quy định{because}.",
                "{name} is number {score} by score and {law} by the law's order{because}.",
                **ranks,
                because=self._because(place, 1.0 if gap > 0 else -1.0),
            )
        return followed_by(said, _PARTIAL) if self.partial[place] else said

    def _because(self, place: int, side: float) -> Text | str:
        """Return the criteria that pull to a side, strongest first."""
        pulled = side * self.pulled[place]
        strongest = [one for one in np.argsort(-pulled).tolist() if pulled[one] > 1e-12]
        if not strongest:
            return ""
        criteria = self.scores.completed.table.criteria
        names = listed(criteria[one].label for one in strongest[:MOST_REASONS])
        opening = _LIFTED if side > 0 else _HELD_DOWN
        return opening.filled(names=names)


_PARTIAL = Text(
    " Thứ tự theo quy định của phương án này mới dựa trên các tiêu chí đã biết.",
    " Its place by law rests only on the classes that are known.",
)
_LIFTED = Text(": được kéo lên nhờ {names}", ": lifted by {names}")
_HELD_DOWN = Text(": bị kéo xuống bởi {names}", ": held down by {names}")


def disagreement(scores: Scores, law_ranks: Floats, partial: Bools) -> Disagreement:
    """Hold a score against the law's ranks (n,), from 1, NaN where there is none.

    `partial` (n,) marks ranks that rest on the known classes only. Raises ValueError for shapes
    that do not match the scores.
    """
    if law_ranks.shape != scores.ranks.shape or partial.shape != scores.ranks.shape:
        raise ValueError(f"ranks {law_ranks.shape} by law do not match {scores.ranks.shape}")
    rows = np.flatnonzero(np.isfinite(law_ranks))
    law = scipy.stats.rankdata(law_ranks[rows])
    score = scipy.stats.rankdata(scores.ranks[rows])
    tau = (
        float(scipy.stats.kendalltau(law, score, variant="b").statistic)
        if len(rows) > 1
        else np.nan
    )
    return Disagreement(scores, rows, law, score, partial[rows], pulls(scores)[rows], tau)


def disagreement_words(found: Disagreement) -> Text:
    """Return how alike both orders are, and the pair furthest apart."""
    left_out = len(found.scores.ranks) - found.n
    if np.isnan(found.tau):
        return sentence(
            "Chưa so được điểm với thứ tự của quy định: chỉ {n} trên {all} phương án có thứ tự, "
            "hoặc mọi phương án ngang hàng.",
            "The score cannot be held against the law's order yet: only {n} of {all} alternatives "
            "have a place, or all are equal.",
            n=found.n,
            all=len(found.scores.ranks),
        )
    said = sentence(
        "Điểm và thứ tự của quy định: tau-b = {tau} trên {n} phương án (1: cùng thứ tự, 0: không "
        "liên quan, −1: ngược nhau){left_out}.",
        "Score and the law's order: tau-b = {tau} over {n} alternatives (1: the same order, 0: "
        "unrelated, −1: opposite){left_out}.",
        tau=number(found.tau, 2),
        n=found.n,
        left_out=Text(
            f"; {left_out} phương án chưa có thứ tự", f"; {left_out} have no place by law"
        )
        if left_out
        else "",
    )
    widest = found.pairs(1)
    if not widest:
        return said
    names = found.scores.completed.table.names
    pair = sentence(
        " Khác nhau nhất: quy định xếp {first} trước {second}, điểm xếp ngược lại.",
        " Furthest apart: the law puts {first} before {second}, the score the other way round.",
        first=names[widest[0][0]],
        second=names[widest[0][1]],
    )
    return followed_by(said, pair)
