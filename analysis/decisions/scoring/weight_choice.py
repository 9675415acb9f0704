"""How a reader chose weights: all alike, set on sliders, or from pairs; and as one short code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from analysis.decisions.scoring.pairwise_weights import PairwiseWeights, pairwise_weights
from analysis.decisions.scoring.table import DecisionTable
from analysis.decisions.scoring.weights import equal_weights, slider_weights
from analysis.language import Text

Kind = Literal["equal", "sliders", "pairs"]

KINDS: Mapping[Kind, Text] = {
    "equal": Text("Đều nhau", "Equal"),
    "sliders": Text("Thanh trượt", "Sliders"),
    "pairs": Text("So sánh cặp", "In pairs"),
}
MIDDLE, HIGHEST = 5, 10
"""Where a slider stands that nobody has moved, and its upper end; the lower one is 0."""

STRONGEST = 9
"""Saaty's (1980) scale of judgements ends at nine times as important."""

MOST_COMPARED = 7
"""More criteria than this (21 pairs) nobody compares with care; Saaty advises seven at most."""

_SLIDER = re.compile(r"([a-z][a-z0-9_]*)-(10|[0-9])")
_PAIRS = re.compile(r"pairs-([1-9b-i]+)((?:\.[a-z][a-z0-9_]*)+)")
_UNREADABLE = Text(
    "Địa chỉ có trọng số không đọc được và đã bỏ qua: {shown}",
    "The address holds weights that cannot be read and were left out: {shown}",
)


@dataclass(frozen=True, slots=True)
class WeightChoice:
    """Weights as chosen. `marks` are sliders (code, 0 to 10) that do not stand in the middle.

    `compared` are two to seven codes of criteria, `judgements` one number for each of their pairs,
    in the order (1, 2), (1, 3), …, (2, 3), …: k says that the earlier one is k times as important,
    −k that the later one is. What is not compared has no weight.
    """

    kind: Kind = "equal"
    marks: tuple[tuple[str, int], ...] = ()
    compared: tuple[str, ...] = ()
    judgements: tuple[int, ...] = ()

    def mark(self, code: str) -> int:
        """Return where the slider of a criterion stands."""
        return dict(self.marks).get(code, MIDDLE)

    def with_mark(self, code: str, mark: int) -> WeightChoice:
        """Return the choice with one slider moved."""
        moved = {**dict(self.marks), code: mark}
        return slider_choice(moved)

    def judgement(self, first: str, second: str) -> int:
        """Return the judgement on a pair, 1 (alike) where none was made; the order matters."""
        return self._by_pair().get((first, second), 1)

    def with_judgement(self, first: str, second: str, judgement: int) -> WeightChoice:
        """Return the choice with another judgement on one of its pairs."""
        told = {**self._by_pair(), (first, second): judgement}
        return WeightChoice(
            "pairs", (), self.compared, tuple(told[pair] for pair in combinations(self.compared, 2))
        )

    def comparing(self, codes: Sequence[str]) -> WeightChoice:
        """Return the choice that compares these criteria; judgements on pairs that stay are kept.

        Raises ValueError for fewer than two or more than MOST_COMPARED criteria.
        """
        if not 2 <= len(set(codes)) == len(codes) <= MOST_COMPARED:
            raise ValueError(f"{len(codes)} criteria cannot be compared in pairs")
        told = self._by_pair()
        told |= {(second, first): _turned(judgement) for (first, second), judgement in told.items()}
        judgements = tuple(told.get(pair, 1) for pair in combinations(codes, 2))
        return WeightChoice("pairs", (), tuple(codes), judgements)

    def code(self) -> str:
        """Return the choice as an address writes it, in letters no address has to escape."""
        if self.kind == "sliders":
            return ".".join(["sliders", *(f"{code}-{mark}" for code, mark in self.marks)])
        if self.kind == "pairs":
            return ".".join([f"pairs-{''.join(map(_letter, self.judgements))}", *self.compared])
        return "equal"

    def _by_pair(self) -> dict[tuple[str, str], int]:
        return dict(zip(combinations(self.compared, 2), self.judgements, strict=True))


def slider_choice(marks: Mapping[str, int]) -> WeightChoice:
    """Return sliders set to `marks`; raises ValueError for one outside 0 to 10."""
    if strange := {code: mark for code, mark in marks.items() if not 0 <= mark <= HIGHEST}:
        raise ValueError(f"sliders stand outside 0 to {HIGHEST}: {strange}")
    moved = ((code, mark) for code, mark in marks.items() if mark != MIDDLE)
    return WeightChoice("sliders", tuple(sorted(moved)))


def read_choice(code: str, criteria: Iterable[str]) -> tuple[WeightChoice, Text | None]:
    """Return the choice that a code writes, and what of it could not be read.

    `criteria` are the codes that may be weighted; others are left out. What is no choice at all is
    read as equal weights.
    """
    known = set(criteria)
    unreadable = _UNREADABLE.filled(shown=code[:40])
    if code in ("", "equal"):
        return WeightChoice(), None
    if code == "sliders" or code.startswith("sliders."):
        parts = code.split(".")[1:]
        found = [_SLIDER.fullmatch(part) for part in parts]
        marks = {one[1]: int(one[2]) for one in found if one is not None and one[1] in known}
        return slider_choice(marks), None if len(marks) == len(parts) else unreadable
    pairs = _PAIRS.fullmatch(code)
    if pairs is None:
        return WeightChoice(), unreadable
    codes = pairs[2][1:].split(".")
    judgements = tuple(_number(letter) for letter in pairs[1])
    if len(set(codes)) < len(codes) or len(judgements) != len(codes) * (len(codes) - 1) // 2:
        return WeightChoice(), unreadable
    kept = [code for code in codes if code in known]
    if not 2 <= len(kept) <= MOST_COMPARED:
        return WeightChoice(), unreadable
    whole = WeightChoice("pairs", (), tuple(codes), judgements)
    return whole.comparing(kept), None if len(kept) == len(codes) else unreadable


def judged(choice: WeightChoice) -> PairwiseWeights | None:
    """Return the weights that come of comparing in pairs, and how consistent that was; else None.

    They are those of the criteria compared, in their order.
    """
    if choice.kind != "pairs":
        return None
    ratios = [float(one) if one > 0 else -1.0 / one for one in choice.judgements]
    return pairwise_weights(ratios, len(choice.compared))


def weighted_as(table: DecisionTable, choice: WeightChoice) -> DecisionTable:
    """Return the table with the chosen weights. Raises ScoringError where all are zero."""
    pairs = judged(choice)
    if pairs is not None:
        return slider_weights(
            table, dict(zip(choice.compared, pairs.weights.tolist(), strict=True))
        )
    if choice.kind == "sliders":
        return slider_weights(table, {code: choice.mark(code) for code in table.codes})
    return equal_weights(table)


def _turned(judgement: int) -> int:
    return judgement if judgement == 1 else -judgement


def _letter(judgement: int) -> str:
    """Write 1 to 9 as they are, −2 to −9 as b to i."""
    return str(judgement) if judgement > 0 else "abcdefghi"[-judgement - 1]


def _number(letter: str) -> int:
    return int(letter) if letter.isdigit() else -("abcdefghi".index(letter) + 1)
