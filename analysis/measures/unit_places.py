"""The place of every unit on the boundaries of a scope, as the list that SQL looks it up in.

Marts hold the number of the unit a row names (`unit_no`); which unit that is on other boundaries is
decided when it is asked, so every measure can be shown on every vintage. Numbers after those of the
units stand for records whose establishments say more of their place than the unit recorded does.
"""

from __future__ import annotations

from typing import cast

import pandas as pd

from analysis.geography.vintages import BOUNDARY_VINTAGES, VintageName
from analysis.geography.whole_places import whole_places
from analysis.scope import Vintage
from analysis.warehouse import Snapshot

_UNITS = """
select
  place.unit_no,
  place.unit_id,
  place.district,
  unit.code,
  unit.level
from mart_unit_district as place
join administrative_unit as unit
  on unit.unit_id = place.unit_id
order by place.unit_no
"""

_REFINED = """
select
  unit_no,
  recorded_id,
  unit_id
from mart_refined_place
order by unit_no, unit_id
"""


def places_on(snapshot: Snapshot, vintage: Vintage) -> list[str | None]:
    """Return the code of the place of each unit on a vintage; the first is that of unit_no 1.

    None where a unit's place there is not known: it was divided, or is larger than the units of
    the vintage. What serves the whole province has the province for its place on every vintage.
    A record whose establishments say more is where its own unit is, and where that is not known on
    the vintage, in the one place that the units of its establishments share.
    """
    return snapshot.once(f"places on {vintage}", lambda: _all_places(snapshot, vintage))


def _all_places(snapshot: Snapshot, vintage: Vintage) -> list[str | None]:
    units = snapshot.query(_UNITS)
    places = _places(units, vintage)
    by_unit = dict(zip(units["unit_id"], places, strict=True))
    refined = snapshot.query(_REFINED)
    for number, rows in refined.groupby("unit_no", sort=True):
        # Numbers run without a gap, or a place would be read for its neighbour's.
        if number != len(places) + 1:
            raise ValueError("mart_refined_place does not number its places after the units")
        own = by_unit.get(rows["recorded_id"].iloc[0])
        shared = {by_unit.get(unit) for unit in rows["unit_id"]}
        places.append(own or (shared.pop() if len(shared) == 1 else None))
    return places


def _places(units: pd.DataFrame, vintage: Vintage) -> list[str | None]:
    if units["unit_no"].tolist() != list(range(1, len(units) + 1)):
        raise ValueError("mart_unit_district does not number its units from 1 on")
    if vintage == "recorded":
        return _texts(units["code"].tolist())
    if vintage == "districts-2020":
        return _texts(units["district"].tolist())
    assert vintage in BOUNDARY_VINTAGES
    whole = whole_places(cast(VintageName, vintage))
    codes = dict(zip(units["unit_id"], units["code"], strict=True))
    provinces = units["level"] == "province"
    found = []
    for unit, code, province in zip(units["unit_id"], units["code"], provinces, strict=True):
        place = whole.get(unit)
        placed = code if province else place and place.unit_id and codes.get(place.unit_id)
        found.append(placed or None)
    return _texts(found)


def _texts(codes: list[object]) -> list[str | None]:
    return [code if isinstance(code, str) else None for code in codes]
