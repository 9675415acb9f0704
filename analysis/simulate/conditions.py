"""How hard the conditions of a place are: poverty, minorities and the law's priority areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.arrays import Floats, Ints, Texts, random_stream, texts
from analysis.simulate.calibration import YEARS
from analysis.simulate.places import LY_SON, MOUNTAIN, Places

_FALL = 0.93
"""What is left of a poverty rate a year later."""

_NOT_CLASSED = 2
"""Lowland districts whose class nobody has entered."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Poverty, share of minorities and priority area of units in years; unknown of communes."""

    poverty_rate: Floats
    minority_share: Floats
    priority_area: Texts


def conditions(seed: int, places: Places, units: Texts, years: Ints) -> Conditions:
    """Return made-up conditions of units (n,) in years (n,), drawn by terrain alone."""
    rng = random_stream(seed, "conditions of places")
    districts = sorted(set(places.district.tolist()))
    poverty, minority, area = {}, {}, {}
    for code in districts:
        high = code in MOUNTAIN
        poverty[code] = float(rng.uniform(0.25, 0.45) if high else rng.uniform(0.03, 0.10))
        minority[code] = float(rng.uniform(0.45, 0.95) if high else rng.uniform(0.0, 0.05))
        area[code] = "remote_minority" if high or code == LY_SON else "none"
    lowland = [code for code in districts if area[code] == "none"]
    for place in rng.choice(len(lowland), _NOT_CLASSED, replace=False).tolist():
        del area[lowland[place]]
    codes = [str(unit).split("_")[0] for unit in units]
    rates = [
        poverty.get(code, np.nan) * _FALL ** (year - YEARS[0])
        for code, year in zip(codes, years.tolist(), strict=True)
    ]
    return Conditions(
        poverty_rate=np.round(rates, 4),
        minority_share=np.round([minority.get(code, np.nan) for code in codes], 4),
        priority_area=texts([area.get(code) for code in codes]),
    )
