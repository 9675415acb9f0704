"""One solver process for all tests of this folder: to start one takes longer than to ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.decisions.portfolio.solver import Solver, open_solver


@pytest.fixture(scope="session")
def solver() -> Iterator[Solver]:
    """Return a solver that is open as long as the tests run."""
    with open_solver() as opened:
        yield opened
