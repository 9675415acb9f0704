"""What would change: by table, and the old and the new value."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.importing.model import CellChange, PossibleDuplicate, TableChange
from analysis.language import format_number, format_share
from dashboard.ui.handin.words import NOTHING, column_label, grid_html, table_label, value_text
from dashboard.ui.view import View


def draw_counts(changes: Sequence[TableChange], view: View, caption: str) -> None:
    """Draw the numbers of rows added, changed, unchanged, removed and left out of each table."""
    _ = view.translate
    headings = (
        _("Table"),
        _("Added"),
        _("Changed"),
        _("Unchanged"),
        _("Removed"),
        _("Left out"),
    )
    rows = [
        (
            table_label(change.table, _),
            *(
                format_number(number, _.language)
                for number in (
                    change.added,
                    change.changed,
                    change.unchanged,
                    change.removed,
                    change.left_out,
                )
            ),
        )
        for change in changes
    ]
    st.html(grid_html(headings, rows, caption, numbers=range(1, 6)))


def draw_values(changes: Sequence[TableChange], view: View, key: str) -> None:
    """Draw for each table, when opened, the values before and after; the first ones are listed."""
    _ = view.translate
    for change in changes:
        if not change.samples:
            continue
        box = st.expander(
            _("Values: {table}", table=table_label(change.table, _)),
            key=f"values-{key}-{change.table}",
            on_change="rerun",
            icon=":material/compare_arrows:",
        )
        if box.open:
            with box:
                _draw_samples(change, view)


def _draw_samples(change: TableChange, view: View) -> None:
    _ = view.translate
    headings = (_("Change"), _("Row"), _("Column"), _("Before"), _("After"))
    st.html(
        grid_html(
            headings,
            [_sample(change.table, one, view) for one in change.samples],
            _(
                "{table}: the first {number} changes",
                table=table_label(change.table, _),
                number=format_number(len(change.samples), _.language),
            ),
            long=(3, 4),
            narrow=(0, 1, 2),
        )
    )


def _sample(table: str, one: CellChange, view: View) -> tuple[str, ...]:
    _ = view.translate
    kinds = {"added": _("Row added"), "changed": _("Changed"), "removed": _("Row removed")}
    if one.column is None:
        return kinds[one.kind], one.key, NOTHING, NOTHING, NOTHING
    return (
        kinds[one.kind],
        one.key,
        column_label(table, one.column, _),
        value_text(table, one.column, one.old, view),
        value_text(table, one.column, one.new, view),
    )


def draw_possible(pairs: Sequence[PossibleDuplicate], view: View, caption: str) -> None:
    """Draw pairs that may be one establishment, side by side."""
    _ = view.translate
    headings = (
        _("One establishment"),
        _("The other"),
        _("Places"),
        _("Tax codes"),
        _("Likeness of names"),
    )
    rows = [
        (
            f"{pair.names[0] or NOTHING} ({pair.kept_id})",
            f"{pair.names[1] or NOTHING} ({pair.other_id})",
            " | ".join(place or NOTHING for place in pair.places),
            " | ".join(code or NOTHING for code in pair.tax_codes),
            format_share(pair.similarity, _.language),
        )
        for pair in pairs
    ]
    st.html(grid_html(headings, rows, caption, numbers=(4,), long=(0, 1)))
