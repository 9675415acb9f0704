"""Who has supported neighbours: unsupported establishments of the same district and industry."""

from __future__ import annotations

import numpy as np

from analysis.simulate.arrays import Ints, year_of
from analysis.simulate.calibration import PANEL_YEARS
from analysis.simulate.establishments import Establishments
from analysis.simulate.places import Places
from analysis.simulate.supports import Supports

_NEVER = 9999
_LAST_DISTRICTS = 2
"""The period of the districts of February 2020 to June 2025."""


def since_neighbour(people: Establishments, places: Places, supports: Supports) -> Ints:
    """Return years since the first completed support of a neighbour, establishments by years.

    Neighbours are of the same district, by the boundaries of 2020, and the same industry. Far below
    zero for who has none, for whose place is unknown, and for everybody with support of their own.
    """
    known = people.home >= 0
    _, district = np.unique(
        np.where(known, places.units[people.home, _LAST_DISTRICTS], "").astype(str),
        return_inverse=True,
    )
    cell = district * (int(people.industry.max()) + 1) + people.industry
    first = np.full(int(cell.max()) + 1, _NEVER)
    done = ~np.isnat(supports.completed) & known[supports.establishment]
    helped = supports.establishment[done]
    np.minimum.at(first, cell[helped], year_of(supports.completed[done]))
    exposed = np.where(known, first[cell], _NEVER)
    exposed[supports.establishment] = _NEVER
    since: Ints = np.array(PANEL_YEARS) - exposed[:, None]
    return since
