"""The place of every unit on the boundaries of a scope, as the list that SQL looks it up in.

Marts hold the number of the unit a row names (`unit_no`); which unit that is on other boundaries is
decided when it is asked, so every measure can be shown on every vintage.
"""

from __future__ import annotations

from typing import cast

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


def places_on(snapshot: Snapshot, vintage: Vintage) -> list[str | None]:
    """Return the code of the place of each unit on a vintage; the first is that of unit_no 1.

    None where a unit's place there is not known: it was divided, or is larger than the units of
    the vintage. What serves the whole province has the province for its place on every vintage.
    """
    return snapshot.once(f"places on {vintage}", lambda: _places(snapshot, vintage))


def _places(snapshot: Snapshot, vintage: Vintage) -> list[str | None]:
    units = snapshot.query(_UNITS)
    # Numbers run without a gap, or a place would be read for its neighbour's.
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
