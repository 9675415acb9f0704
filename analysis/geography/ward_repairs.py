"""Wards that were looked up wrongly, found by rule and repaired; every one of them is listed.

The ward file came from a geocoder asked by name, and some answers are wrong: the same place for
two wards, the whole province for a young district, a village instead of its commune. Each ward
is held against the commune of 2025 it joined (another source, with centre and area) and against
the wards around it; whatever fails takes the commune's centre, or a plain square around its own.
No ward is left out. `repaired_wards` lists every change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot, pi, sqrt

import numpy as np
import scipy

from analysis.geography.reference_files import reference_rows
from analysis.geography.ward_cells import ward_cells
from analysis.geography.ward_sites import (
    KM_PER_DEGREE_LAT,
    KM_PER_DEGREE_LON,
    WardSite,
    commune_of_ward,
    sourced_sites,
)
from analysis.language import Text

# Bounds hold about twice the area of what they bound (median 1.8 here); these factors of a ward's
# share of its commune are far outside what a true shape can do.
_TYPICAL_BOUNDS = 2.0
_SMALLEST_BOUNDS = 0.02
_LARGEST_BOUNDS = 8.0

REPAIR_RULES: dict[str, Text] = {
    "repeated": Text(
        "Tâm và khung trùng hệt một xã khác; xã gần tâm đơn vị mới của mình nhất (và trong bán "
        "kính của đơn vị đó) được giữ, các xã còn lại lấy tâm đơn vị mới.",
        "Centre and bounds equal another ward's; the ward nearest to the centre of its new commune "
        "(and within that commune's radius) keeps them, the others take the commune's centre.",
    ),
    "whole": Text(
        "Một mình trở thành đơn vị mới nhưng tâm cách tâm đơn vị đó hơn một bán kính; lấy tâm đơn "
        "vị mới.",
        "It alone became a commune, yet its centre is more than one radius from that commune's "
        "centre; it takes the commune's centre.",
    ),
    "stray": Text(
        "Nằm tách rời phần chính của huyện mình; lấy tâm đơn vị mới.",
        "Its cell lies apart from the main body of its district; it takes the commune's centre.",
    ),
    "bounds": Text(
        "Khung nhỏ hơn 1/50 hoặc lớn hơn 8 lần phần diện tích của nó trong đơn vị mới; giữ tâm, "
        "thay khung bằng hình vuông.",
        "Its bounds are less than 1/50 or more than 8 times its share of its commune's area; its "
        "centre stays, its bounds become a square.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Commune:
    lon: float
    lat: float
    area_km2: float
    n_wards: int

    @property
    def radius_km(self) -> float:
        return sqrt(self.area_km2 / pi)

    @property
    def share_km2(self) -> float:
        return self.area_km2 / self.n_wards


@lru_cache(maxsize=1)
def repaired_sites() -> tuple[WardSite, ...]:
    """Return the 272 wards of 30 June 2025 in the order of their file, repaired."""
    communes = _communes()
    sites = sourced_sites()
    sites = _moved(sites, _repeated(sites, communes), "repeated", communes)
    sites = _moved(sites, _misplaced_whole(sites, communes), "whole", communes)
    sites = [_with_usable_bounds(site, communes[site.commune_code]) for site in sites]
    return tuple(_moved(sites, _stray(sites), "stray", communes))


def repaired_wards() -> dict[str, str]:
    """Return the code of every repaired ward and the key of REPAIR_RULES that applied."""
    return {site.code: site.repair for site in repaired_sites() if site.repair}


def _communes() -> dict[str, _Commune]:
    wards = list(commune_of_ward().values())
    return {
        row["code"]: _Commune(
            lon=float(row["centroid_lon"]),
            lat=float(row["centroid_lat"]),
            area_km2=float(row["area_km2"]),
            n_wards=max(1, wards.count(row["code"])),
        )
        for row in reference_rows("communes_2025")
    }


def _radii_away(site: WardSite, commune: _Commune) -> float:
    """Return the distance of a ward from its commune's centre, in radii of the commune."""
    east = (site.lon - commune.lon) * KM_PER_DEGREE_LON
    north = (site.lat - commune.lat) * KM_PER_DEGREE_LAT
    return hypot(east, north) / commune.radius_km


def _repeated(sites: Iterable[WardSite], communes: dict[str, _Commune]) -> set[str]:
    places: defaultdict[tuple[float, ...], list[tuple[float, str]]] = defaultdict(list)
    for site in sites:
        place = (site.lon, site.lat, site.west, site.south, site.east, site.north)
        places[place].append((_radii_away(site, communes[site.commune_code]), site.code))
    wrong: set[str] = set()
    for found in places.values():
        nearest, *others = sorted(found)
        if others:
            wrong.update(code for _, code in others)
            wrong.update({nearest[1]} if nearest[0] > 1 else ())
    return wrong


def _misplaced_whole(sites: Iterable[WardSite], communes: dict[str, _Commune]) -> set[str]:
    return {
        site.code
        for site in sites
        if site.repair is None
        and communes[site.commune_code].n_wards == 1
        and _radii_away(site, communes[site.commune_code]) > 1
    }


def _stray(sites: list[WardSite]) -> set[str]:
    """Return the wards whose cells lie apart from the largest piece of their district."""
    labels = ward_cells(tuple(sites)).labels
    stray: set[str] = set()
    for district in {site.district_code for site in sites}:
        members = [i for i, site in enumerate(sites) if site.district_code == district]
        pieces, _ = scipy.ndimage.label(np.isin(labels, members), structure=np.ones((3, 3)))
        main = np.bincount(pieces.ravel())[1:].argmax() + 1
        stray |= {sites[i].code for i in set(members) - set(labels[pieces == main].tolist())}
    return stray


def _moved(
    sites: list[WardSite], codes: set[str], rule: str, communes: dict[str, _Commune]
) -> list[WardSite]:
    """Return the sites with those of the codes moved to their communes' centres.

    Where wards of the commune stay, the moved one stands as far beyond the centre as their middle
    lies before it, so that all of them balance around it. Wards that move to one commune stand
    side by side, west to east by code, a radius apart.
    """
    companions: defaultdict[str, list[WardSite]] = defaultdict(list)
    for site in sites:
        companions[site.commune_code].append(site)
    moved = []
    for site in sites:
        if site.code in codes:
            commune = communes[site.commune_code]
            staying = [s for s in companions[site.commune_code] if s.code not in codes]
            going = sorted({s.code for s in companions[site.commune_code]} & codes)
            lon, lat = commune.lon, commune.lat
            if staying:
                lon += lon - sum(s.lon for s in staying) / len(staying)
                lat += lat - sum(s.lat for s in staying) / len(staying)
            steps = going.index(site.code) - (len(going) - 1) / 2
            lon += steps * commune.radius_km / KM_PER_DEGREE_LON
            site = _squared(replace(site, lon=lon, lat=lat), commune, rule)
        moved.append(site)
    return moved


def _with_usable_bounds(site: WardSite, commune: _Commune) -> WardSite:
    width = (site.east - site.west) * KM_PER_DEGREE_LON
    height = (site.north - site.south) * KM_PER_DEGREE_LAT
    if _SMALLEST_BOUNDS < width * height / commune.share_km2 < _LARGEST_BOUNDS:
        return site
    return _squared(site, commune, "bounds")


def _squared(site: WardSite, commune: _Commune, rule: str) -> WardSite:
    """Return the site bounded by a square of the area that bounds of its share would have."""
    half = sqrt(_TYPICAL_BOUNDS * commune.share_km2) / 2
    half_lon, half_lat = half / KM_PER_DEGREE_LON, half / KM_PER_DEGREE_LAT
    return replace(
        site,
        west=site.lon - half_lon,
        east=site.lon + half_lon,
        south=site.lat - half_lat,
        north=site.lat + half_lat,
        repair=rule,
    )
