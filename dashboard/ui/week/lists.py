"""Lists of cases: the first rows as a table that stacks on a narrow screen, all in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.language import format_number
from analysis.measures import Measure
from dashboard.ui.chart import Exhibit, draw_details, provenance
from dashboard.ui.handin.words import grid_html
from dashboard.ui.markdown import plain
from dashboard.ui.table import cell_text
from dashboard.ui.view import View

MOST_ROWS = 100

_SENTENCES = {
    *("title", "step", "source", "reason", "not_met", "missing", "document", "expected"),
    *("law_area", "law_industry", "first_reason", "second_reason", "basis_name", "why", "since"),
}
_NUMBERS = {"year", "money", "count", "ratio", "share", "number"}


def case_table(
    frame: pd.DataFrame, measure: Measure, columns: Sequence[str], caption: str, view: View
) -> str:
    """Return the first rows of a measure's frame as HTML, the columns as named."""
    chosen = [measure.column(name) for name in columns]
    rows = [
        [
            cell_text(value, column, None, view.translate)
            for value, column in zip(row, chosen, strict=True)
        ]
        for row in frame[list(columns)].head(MOST_ROWS).itertuples(index=False)
    ]
    return grid_html(
        [column.label.in_language(view.language) for column in chosen],
        rows,
        caption,
        numbers=[place for place, column in enumerate(chosen) if column.kind in _NUMBERS],
        long=[place for place, column in enumerate(chosen) if column.name in _SENTENCES],
    )


def draw_list(
    key: str,
    answer: str,
    measure: Measure,
    frame: pd.DataFrame,
    columns: Sequence[str],
    view: View,
    asked: Mapping[str, str] | None = None,
) -> None:
    """Draw a list under its heading, with what is owed to a reader and the files to take away.

    `asked` are the parameters of the address beyond the scope that the list depends on.
    """
    exhibit = Exhibit(
        key=key,
        answer=answer,
        measure=measure,
        frame=frame,
        figure=None,
        alternative="",
        asked=asked or {},
    )
    st.header(plain(answer), anchor=False)
    st.html(case_table(frame, measure, columns, measure.title.in_language(view.language), view))
    draw_left_out(len(frame), view)
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def draw_left_out(count: int, view: View) -> None:
    """Say that a list is longer than what is shown of it."""
    _ = view.translate
    if count > MOST_ROWS:
        st.caption(
            _(
                "The first {shown} of {whole} rows are shown; the downloads hold them all.",
                shown=format_number(MOST_ROWS, view.language),
                whole=format_number(count, view.language),
            )
        )
