"""How rows that a page chose from a frame are chosen again: by a condition, else one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

import pandas as pd

from analysis.exports.notebook_values import quoted

_MOST_COLUMNS = 40
"""Columns that may tell rows apart; a pair of each is tried."""


def chosen_rows(rows: pd.DataFrame, whole: pd.DataFrame, name: str) -> str | None:
    """Return the expression that takes `rows` from `whole`, a variable of that name.

    None where they are not rows of it. The expression gives an equal frame, index included.
    """
    if list(rows.columns) != list(whole.columns):
        return None
    if rows.equals(whole):
        return name
    if len(rows) > len(whole) or rows.empty:
        return f"{name}.head(0)" if rows.empty and rows.equals(whole.head(0)) else None
    anew = ".reset_index(drop=True)"
    for condition, kept in _conditions(rows, whole, name):
        chosen = whole[kept]
        if rows.equals(chosen):
            return f"{name}[{condition}]"
        if rows.equals(chosen.reset_index(drop=True)):
            return f"{name}[{condition}]{anew}"
    if rows.equals(whole.head(len(rows))):
        return f"{name}.head({len(rows)})"
    places = _places(rows, whole)
    if places is None:
        return None
    picked = whole.iloc[places]
    if rows.equals(picked):
        return f"{name}.iloc[{places}]"
    if rows.equals(picked.reset_index(drop=True)):
        return f"{name}.iloc[{places}]{anew}"
    return None


def _conditions(
    rows: pd.DataFrame, whole: pd.DataFrame, name: str
) -> Iterator[tuple[str, pd.Series]]:
    """Yield conditions that all the rows meet, one column first, then two together."""
    single = list(islice(_single(rows, whole, name), _MOST_COLUMNS))
    # Only what leaves out some rows, and keeps enough of them, can be the condition.
    yield from (one for one in single if int(one[1].sum()) == len(rows))
    for (first, one), (second, two) in combinations(single, 2):
        both = one & two
        if int(both.sum()) == len(rows):
            yield f"({first}) & ({second})", both


def _single(rows: pd.DataFrame, whole: pd.DataFrame, name: str) -> Iterator[tuple[str, pd.Series]]:
    for column in whole.columns:
        values = rows[column]
        at = f"{name}[{quoted(str(column))}]"
        if values.notna().all() and whole[column].isna().any():
            yield f"{at}.notna()", whole[column].notna()
        first = values.iloc[0]
        if isinstance(first, (list, dict)) or pd.isna(first):
            continue
        first = first.item() if hasattr(first, "item") else first
        if isinstance(first, (str, bool, int, float)) and bool((values == first).all()):
            told = quoted(first) if isinstance(first, str) else repr(first)
            kept = (whole[column] == first).fillna(False).astype(bool)
            if not kept.all():
                # A nullable column has no false for what is not known.
                known = ".fillna(False)" if whole[column].isna().any() else ""
                yield f"({at} == {told}){known}" if known else f"{at} == {told}", kept


def _places(rows: pd.DataFrame, whole: pd.DataFrame) -> list[int] | None:
    """Return the position of every row in the whole frame, in the order of the rows."""
    wanted = [tuple(map(str, row)) for row in rows.itertuples(index=False)]
    found: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(whole.itertuples(index=False)):
        found.setdefault(tuple(map(str, row)), []).append(place)
    places = []
    for sought in wanted:
        if not found.get(sought):
            return None
        places.append(found[sought].pop(0))
    return places
