"""How far places lie from the capital of the province."""

from __future__ import annotations

import pandas as pd

from analysis.measures.great_circle import great_circle_km
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CAPITAL = "522"
"""The district that remoteness is measured from: Thành phố Quảng Ngãi."""


def distances_km(snapshot: Snapshot, codes: pd.Series) -> pd.Series:
    """Return the distance of each unit code from the capital in km; null where either is nowhere.

    From centre to centre, as the crow flies.
    """
    places = snapshot.once("unit_centroids", lambda: _centroids(snapshot))
    capital = places.get(CAPITAL)
    values = [
        great_circle_km(*places[code], capital) if capital and code in places else None
        for code in codes
    ]
    return pd.Series(values, index=codes.index, dtype="Float64")


def _centroids(snapshot: Snapshot) -> dict[str, tuple[float, float]]:
    found = ask(snapshot, Scope(), "unit_centroids")
    return {
        str(code): (float(latitude), float(longitude))
        for code, latitude, longitude in found.itertuples(index=False)
    }
