"""The level support was decided at: by establishment, or by whole communes or districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import scipy

from analysis.evidence.model import Bools, Ints
from analysis.evidence.spoken import as_count
from analysis.language import Text

Level = Literal["establishment", "commune", "district"]
PlaceLevel = Literal["commune", "district"]

ALIKE = 0.1
"""From this likeness of neighbours on, support is taken to be decided by places."""

CHANCE = 0.01
"""A likeness that chance alone would bring about more often than this is taken for chance."""

_LEVELS: dict[Level, Text] = {
    "establishment": Text("từng cơ sở", "establishment"),
    "commune": Text("xã", "commune"),
    "district": Text("huyện", "district"),
}
_SQL: dict[PlaceLevel, str] = {
    "commune": "coalesce("
    "case when member.unit_level = 'commune' then try_cast(member.unit_recorded as integer) end,"
    " -member.unit)",
    "district": "coalesce(try_cast(member.district_2020 as integer), -member.unit)",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """At which `level` support was decided, `why` it is thought so.

    `likeness` is the intraclass correlation of being supported within communes and districts, None
    where it cannot be told; `clusters` the groups that errors then go together by, None for none.
    """

    level: Level
    why: Text
    likeness: dict[Level, float | None]
    clusters: int | None = None


def assignment(
    places: Mapping[PlaceLevel, Ints], supported: Bools, chosen: Level | Literal["auto"] = "auto"
) -> Assignment:
    """Return the level of assignment of the units of a panel; `auto` reads it from the data.

    `places` are the numbers of their communes and districts, (n,) each.

    Errors need to allow for groups where the groups were assigned, not wherever there are groups
    (Abadie, Athey, Imbens and Wooldridge 2023, Quarterly Journal of Economics 138). Whether they
    were shows in the intraclass correlation of support, by the analysis of variance (Donner 1986):
    1 where whole places are supported or not, 0 where a neighbour's support tells nothing. From
    ALIKE on, and beyond CHANCE by the F test, the place is taken, the larger one first.
    """
    found = {level: _correlation(numbers, supported) for level, numbers in places.items()}
    likeness: dict[Level, float | None] = {level: value for level, (value, _) in found.items()}
    if chosen != "auto":
        why = Text(
            "Sai số tính theo {level}, như người xem chọn.",
            "Errors allow for each {level}, as was chosen.",
        ).filled(level=_LEVELS[chosen])
        return Assignment(chosen, why, likeness, _count(places, chosen))
    levels: tuple[PlaceLevel, ...] = ("district", "commune")
    for level in levels:
        value, chance = found[level]
        if value is not None and value >= ALIKE and chance < CHANCE:
            why = Text(
                "Hỗ trợ đi theo {level}: các cơ sở cùng {level} thường cùng được hoặc cùng không "
                "được hỗ trợ (tương quan {value}), nên sai số tính theo {level}.",
                "Support goes by {level}: establishments of one {level} tend to be supported "
                "together or not at all (correlation {value}), so errors allow for each {level}.",
            ).filled(level=_LEVELS[level], value=as_count(value, 2))
            return Assignment(level, why, likeness, _count(places, level))
    known = [value for value in likeness.values() if value is not None]
    if known:
        why = Text(
            "Hỗ trợ được xét cho từng cơ sở: biết cơ sở cùng xã, cùng huyện có được hỗ trợ hay "
            "không hầu như không cho biết gì (tương quan không quá {value}), nên sai số tính theo "
            "cơ sở.",
            "Support is decided by establishment: a neighbour's support tells hardly anything "
            "(correlation of {value} at most), so errors are by establishment.",
        ).filled(value=as_count(max(*known, 0.0), 2))
    else:
        why = Text(
            "Không rõ cơ sở ở đâu, nên sai số tính theo từng cơ sở.",
            "Places are not known, so errors are by establishment.",
        )
    return Assignment("establishment", why, likeness)


def cluster_sql(level: PlaceLevel) -> str:
    """Return the SQL over `member` of a unit's cluster; one of unknown place is its own."""
    return _SQL[level]


def places_of(units: pd.DataFrame) -> dict[PlaceLevel, Ints]:
    """Return the numbers of each unit's commune and district, (n,) each."""
    return {
        "commune": place_numbers(units, "commune"),
        "district": place_numbers(units, "district"),
    }


def place_numbers(units: pd.DataFrame, level: PlaceLevel) -> Ints:
    """Return the number of each unit's commune or district, (n,), below zero where unknown."""
    codes = {
        "commune": units["unit_recorded"].where(units["unit_level"] == "commune"),
        "district": units["district"],
    }[level]
    # Codes are few: each is read once.
    at, known = pd.factorize(codes)
    read = pd.to_numeric(pd.Series(known, dtype="str"), errors="coerce")
    numbers = np.append(read.to_numpy(dtype=np.float64, na_value=np.nan), np.nan)[at]
    own = -units["unit"].to_numpy(dtype=np.int64)
    return np.where(np.isnan(numbers), own, np.nan_to_num(numbers)).astype(np.int64)


def _count(places: Mapping[PlaceLevel, Ints], level: Level) -> int | None:
    return None if level == "establishment" else len(np.unique(places[level]))


def _correlation(places: Ints, supported: Bools) -> tuple[float | None, float]:
    """Return the intraclass correlation of support over known places, and the chance of its F.

    None where there is none to tell: a single place, nobody or everybody supported, or places of
    one establishment each.
    """
    known = places >= 0
    at = np.unique(places[known], return_inverse=True)[1]
    sizes = np.bincount(at).astype(np.float64)
    total, groups = float(sizes.sum()), len(sizes)
    yes = np.bincount(at, weights=supported[known].astype(np.float64))
    if groups < 2 or total <= groups or yes.sum() in (0.0, total):
        return None, 1.0
    between = float((sizes * (yes / sizes - yes.sum() / total) ** 2).sum()) / (groups - 1)
    within = float((yes - yes**2 / sizes).sum()) / (total - groups)
    typical = (total - float((sizes**2).sum()) / total) / (groups - 1)
    ratio = between / within if within > 0 else np.inf
    chance = float(scipy.stats.f.sf(ratio, groups - 1, total - groups))
    return (between - within) / (between + (typical - 1) * within), chance
