"""Rings around the supported: who counts as a neighbour, from the nearest to the widest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

RingCode = Literal["commune_industry", "district_industry", "commune", "district"]


@dataclass(frozen=True, slots=True)
class Ring:
    """One meaning of neighbour: establishments that share every one of `keys`.

    `who` ends the sentence "neighbours are ...".
    """

    code: RingCode
    keys: tuple[Literal["commune", "district", "industry"], ...]
    title: Text
    who: Text


RINGS: tuple[Ring, ...] = (
    Ring(
        "commune_industry",
        ("commune", "industry"),
        Text("Cùng xã, cùng ngành", "Same commune and industry"),
        Text("cơ sở cùng xã và cùng ngành", "establishments of the same commune and industry"),
    ),
    Ring(
        "district_industry",
        ("district", "industry"),
        Text("Cùng huyện, cùng ngành", "Same district and industry"),
        Text("cơ sở cùng huyện và cùng ngành", "establishments of the same district and industry"),
    ),
    Ring(
        "commune",
        ("commune",),
        Text("Cùng xã, mọi ngành", "Same commune, any industry"),
        Text("cơ sở cùng xã, ngành nào cũng tính", "establishments of the same commune"),
    ),
    Ring(
        "district",
        ("district",),
        Text("Cùng huyện, mọi ngành", "Same district, any industry"),
        Text("cơ sở cùng huyện, ngành nào cũng tính", "establishments of the same district"),
    ),
)
"""Not every ring lies inside the next: a commune of all industries, a district of one."""

NEAR_RINGS: tuple[RingCode, ...] = ("commune_industry", "district_industry", "commune")
"""Rings at which what happened to neighbours can be told from the course of their district."""

NEAR: RingCode = "district_industry"
"""The ring that displacement is asked of unless another is chosen."""


def find_ring(code: str) -> Ring:
    """Return a ring by its code; raises KeyError for one there is not."""
    for ring in RINGS:
        if ring.code == code:
            return ring
    raise KeyError(f"no ring {code!r}")
