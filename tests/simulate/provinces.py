"""Simulated provinces the tests share; they only read them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.simulate.province import simulate_province

Tables = dict[str, pd.DataFrame]


@lru_cache(maxsize=3)
def simulated(seed: int) -> Tables:
    """Return the province of a seed."""
    return simulate_province(seed)
