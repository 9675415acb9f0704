"""Frames of a claim as tables of a dossier, written as its definition says."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.exports.cell_words import cell_words, column_unit
from analysis.exports.dossier.model import Grid
from analysis.language import Language
from analysis.measures import Measure

_NUMBERS = frozenset({"year", "money", "count", "ratio", "share", "number"})


def grid_of(
    frame: pd.DataFrame, measure: Measure, language: Language, names: Sequence[str] = ()
) -> Grid:
    """Return all rows of a frame, in the columns named or all but codes; titled by its measure.

    A column of words without any is left out.
    """
    columns = [
        column
        for column in measure.columns
        if (column.name in names if names else column.kind not in ("code", "currency"))
        and not (column.kind == "text" and len(frame) and (frame[column.name] == "").all())
    ]
    header, cells = [], []
    for column in columns:
        unit = column_unit(frame, column)
        label = column.label.in_language(language)
        header.append(f"{label} ({unit.name.in_language(language)})" if unit else label)
        cells.append(
            [cell_words(one, column, unit, language, money_digits=2) for one in frame[column.name]]
        )
    return Grid(
        title=measure.title.in_language(language),
        header=tuple(header),
        rows=tuple(zip(*cells, strict=True)) if cells else (),
        numbers=tuple(column.kind in _NUMBERS for column in columns),
        note=measure.counts.in_language(language),
    )
