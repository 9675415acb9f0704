"""A mixed 0-1 program as plain arrays, and rows of whole numbers that floats hold exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FINEST = 18
"""One đồng becomes at least 2⁻¹⁸ ≈ 3.8e-6, above the solver's tolerance of 1e-6."""


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise values·x subject to row_lower ≤ A x ≤ row_upper and lower ≤ x ≤ upper.

    n columns, the first `whole` of them 0 or 1, the others continuous; m rows, A by rows:
    `starts` (m + 1,), `columns` and `coefficients` (entries,).
    """

    values: Floats
    lower: Floats
    upper: Floats
    whole: int
    starts: Ints
    columns: Ints
    coefficients: Floats
    row_lower: Floats
    row_upper: Floats


@dataclass(frozen=True, slots=True)
class FloatRow:
    """A row as the solver sees it: `columns` and `coefficients` (k,), infinite where unbounded."""

    columns: Ints
    coefficients: Floats
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class WholeRow:
    """lower ≤ Σ coefficient·x ≤ upper in whole numbers; None where unbounded.

    `unit` is what one đồng, or one project, counts in the row: the denominator of a share.
    """

    columns: Ints
    coefficients: Ints
    lower: int | None
    upper: int | None
    unit: int = 1

    def scale(self) -> tuple[int, int]:
        """Return the divisor common to the coefficients and the exponent of two to take off.

        A power of two changes no digit of a float; the exponent keeps both the coefficients near
        one and the smallest possible breach above the solver's tolerance.
        """
        divisor = int(np.gcd.reduce(self.coefficients)) or 1 if self.coefficients.size else 1
        largest = int(np.abs(self.coefficients).max(initial=1)) // divisor
        return divisor, min(FINEST, max(0, largest.bit_length() - 7))

    def scaled(self, reachable: bool = True) -> FloatRow:
        """Return the row divided by the divisor and the power of two.

        With `reachable`, bounds move to the next value that sums of the coefficients can have: no
        0-1 point is cut off or let in.
        """
        divisor, exponent = self.scale()
        low, high = self.lower, self.upper
        if reachable:
            low = None if low is None else -(-low // divisor) * divisor
            high = None if high is None else high // divisor * divisor
        return FloatRow(
            self.columns,
            np.ldexp((self.coefficients // divisor).astype(np.float64), -exponent),
            _scaled_bound(low, divisor, exponent, -np.inf),
            _scaled_bound(high, divisor, exponent, np.inf),
        )

    def keeps(self, chosen: Ints) -> bool:
        """Return whether a 0-1 point keeps the row, in whole numbers."""
        total = sum(int(c) for c in self.coefficients[np.isin(self.columns, chosen)])
        return (self.lower is None or total >= self.lower) and (
            self.upper is None or total <= self.upper
        )

    def cut_off(self, chosen: Ints) -> WholeRow:
        """Return a row against a 0-1 point that breaks this one, kept by every point that does not.

        What breaks it further, by more that counts against it or less that counts for it, is cut
        off too (a cover inequality: Balas 1975).
        """
        sign = 1 if self.upper is not None else -1
        taken = np.isin(self.columns, chosen)
        against = taken & (sign * self.coefficients > 0)
        relief = ~taken & (sign * self.coefficients < 0)
        columns = np.concatenate([self.columns[against], self.columns[relief]])
        ones = np.concatenate([np.ones(against.sum()), -np.ones(relief.sum())]).astype(np.int64)
        return WholeRow(columns, ones, None, int(against.sum()) - 1)

    def elastic(self, slack: int, slack_size: float) -> FloatRow:
        """Return the row with a slack column that mends a breach of either bound.

        One unit of the slack stands for `slack_size` đồng or projects.
        """
        divisor, exponent = self.scale()
        one = self.unit * slack_size / divisor
        sign = 1.0 if self.lower is not None else -1.0

        return FloatRow(
            np.append(self.columns, slack),
            np.ldexp(np.append(self.coefficients / divisor, sign * one), -exponent),
            _scaled_bound(self.lower, divisor, exponent, -np.inf),
            _scaled_bound(self.upper, divisor, exponent, np.inf),
        )


def _scaled_bound(value: int | None, divisor: int, exponent: int, missing: float) -> float:
    return missing if value is None else float(np.ldexp(value / divisor, -exponent))


def assemble(
    values: Floats, lower: Floats, upper: Floats, whole: int, rows: Sequence[FloatRow]
) -> Program:
    """Put rows together to a program."""
    lengths = [len(row.columns) for row in rows]
    return Program(
        values=np.asarray(values, dtype=np.float64),
        lower=np.asarray(lower, dtype=np.float64),
        upper=np.asarray(upper, dtype=np.float64),
        whole=whole,
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        columns=np.concatenate([np.zeros(0, np.int64), *(row.columns for row in rows)]),
        coefficients=np.concatenate([np.zeros(0), *(row.coefficients for row in rows)]),
        row_lower=np.array([row.lower for row in rows], dtype=np.float64),
        row_upper=np.array([row.upper for row in rows], dtype=np.float64),
    )
