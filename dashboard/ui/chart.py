"""The chart holder: the answer above, the chart that proves it, and everything owed to a reader
below: definition, how many it counts, source and date, the table, and files to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.charts.annotations import Annotated, TimeAxis, annotated, told_for_years
from analysis.charts.theme import CONFIG
from analysis.exports.notebook_calls import Call, Drawn, note_drawn
from analysis.lookup.anchors import anchor
from analysis.measures import Measure, catalogue, run_measure
from analysis.scope import Scope
from dashboard.ui.address import address_query
from dashboard.ui.downloads import csv_bytes, file_name, query_codes, xlsx_bytes
from dashboard.ui.freshness import data_time
from dashboard.ui.keeping import kept
from dashboard.ui.markdown import plain
from dashboard.ui.table import draw_table
from dashboard.ui.view import View


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One answer with its proof. `counted` says from how many projects or answers it is made.

    `figure` draws from `frame`; `alternative` describes the chart to who cannot see it. `columns`
    are those of the table view, all of the measure's when not given. A chart over time says where
    it has it in `time_axis`: the dated notes it touches are then drawn on it, or told below it.
    `remarks` are sentences right below the chart. `config` adds to the Plotly options of the house;
    `on_select` is called with the points a reader has chosen on the chart, none when let go.
    `asked` are the parameters of the address beyond the scope that the frame depends on: the files
    taken away say them, and the chart is drawn anew when one changes.
    """

    key: str
    answer: str
    measure: Measure
    frame: pd.DataFrame
    figure: Callable[[], go.Figure] | None
    alternative: str
    counted: str | None = None
    columns: Sequence[str] | None = None
    source: str | None = None
    time_axis: TimeAxis | None = None
    remarks: Sequence[str] = ()
    config: Mapping[str, Any] | None = None
    on_select: Callable[[Sequence[Mapping[str, Any]]], None] | None = None
    asked: Mapping[str, str] = field(default_factory=dict)


def draw_exhibit(exhibit: Exhibit, view: View) -> None:
    """Draw an exhibit; without a figure its table stands in the chart's place."""
    st.header(plain(exhibit.answer), anchor=False)
    notes: tuple[str, ...] = ()
    if exhibit.figure is None:
        draw_table(exhibit.frame, exhibit.measure, view.translate, exhibit.columns)
    else:
        build = exhibit.figure
        drawn = _drawn(
            f"{exhibit.key}?{query_codes(exhibit.asked)}",
            view.snapshot.cache_key,
            view.scope,
            lambda: _with_notes(build(), exhibit, view),
        )
        notes = drawn.lines
        _draw_chart(drawn.figure, exhibit)
    if exhibit.remarks:
        st.markdown("\n".join(f"- {plain(remark)}" for remark in exhibit.remarks))
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view, notes)


def _draw_chart(figure: go.Figure, exhibit: Exhibit) -> None:
    key = f"chart-{exhibit.key}"
    config = {**CONFIG, **(exhibit.config or {})}
    chosen = exhibit.on_select
    if chosen is None:
        st.plotly_chart(figure, key=key, config=config, alt=exhibit.alternative, theme=None)
        return

    def told() -> None:
        chosen(st.session_state[key].selection.points)

    st.plotly_chart(
        figure,
        key=key,
        config=config,
        alt=exhibit.alternative,
        theme=None,
        on_select=told,
        selection_mode="points",
    )


@kept(most=512)
def _drawn(key: str, snapshot: str, scope: Scope, _build: Callable[[], Annotated]) -> Annotated:
    """Return a chart, built once for each scope; building takes longer than sending it."""
    return _build()


def _with_notes(figure: go.Figure, exhibit: Exhibit, view: View) -> Annotated:
    if exhibit.time_axis is None:
        return Annotated(figure, ())
    notes = view.frame("annotations")
    if exhibit.time_axis == "rows":
        years = [int(year) for year in exhibit.frame["year"].dropna()]
        return Annotated(figure, tuple(told_for_years(notes, years, view.language)))
    return annotated(figure, notes, view.language, exhibit.time_axis)


def _chart_call(exhibit: Exhibit, view: View) -> Call | None:
    """Return how a notebook draws the chart: with the notes of its time, where it has one."""
    build = exhibit.figure
    if not isinstance(build, partial):
        return None
    chart = Call(build.func, build.args, build.keywords)
    if exhibit.time_axis is None or exhibit.time_axis == "rows":
        return chart
    notes = Call(run_measure, ("annotations", view.snapshot, view.scope))
    given = (chart, notes, view.language, exhibit.time_axis)
    return Call(annotated, given, part=".figure")


def draw_details(exhibit: Exhibit, view: View, notes: Sequence[str] = ()) -> None:
    """Draw definition, downloads and table; a closed table costs nothing at a rerun.

    `notes` are the dated notes drawn on the chart, each with its number.
    """
    note_drawn(Drawn(exhibit.key, exhibit.answer, exhibit.frame, _chart_call(exhibit, view)))
    _ = view.translate
    measure = exhibit.measure
    key = exhibit.key
    with st.container(horizontal=True, key=f"kc-files-{key}"):
        definition = st.popover(
            _("Definition and limits"),
            key=f"definition-{key}",
            icon=":material/info:",
            type="tertiary",
        )
        definition.markdown(plain(measure.counts.in_language(view.language)))
        definition.markdown(
            plain(measure.caveats.in_language(view.language)) + _defined(measure, view)
        )
        if notes:
            told = st.popover(
                _("Notes on the chart: {number}", number=len(notes)),
                key=f"notes-{key}",
                icon=":material/event_note:",
                type="tertiary",
            )
            # Each on a line of its own; the numbers are those above the chart.
            told.markdown("\n\n".join(plain(note) for note in notes))
        st.download_button(
            _("Download CSV"),
            data=lambda: csv_bytes(
                exhibit.frame, view, published=measure.published, asked=exhibit.asked
            ),
            file_name=file_name(view, measure, "csv"),
            mime="text/csv",
            key=f"csv-{key}",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
        st.download_button(
            _("Download XLSX"),
            data=lambda: xlsx_bytes(exhibit.frame, measure, view, exhibit.asked),
            file_name=file_name(view, measure, "xlsx"),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
    if exhibit.figure is None:
        return
    table = st.expander(_("Table"), key=f"table-{key}", on_change="rerun", icon=":material/table:")
    if table.open:
        with table:
            draw_table(exhibit.frame, measure, view.translate, exhibit.columns)


def provenance(exhibit: Exhibit, view: View) -> str:
    """Return the line under a chart: mark, definition, n, source, years or day, snapshot."""
    _ = view.translate
    case = view.snapshot.case
    parts = [
        _mark(exhibit.measure, view),
        _first_sentence(exhibit.measure.counts.in_language(view.language)),
        exhibit.counted,
        _("Source: {source}", source=exhibit.source or case.source.in_language(view.language)),
        data_time(exhibit.frame, exhibit.measure, view),
        _("snapshot {number}", number=view.snapshot.number),
    ]
    # Escaped, because a caption is Markdown and a source may hold an address or a dollar sign.
    return " · ".join(plain(part) for part in parts if part)


def _mark(measure: Measure, view: View) -> str | None:
    """Return what a reader must know first; a published figure stays real beside simulated ones."""
    if not view.snapshot.case.simulated:
        return None
    if measure.published:
        return view.translate("PUBLISHED FIGURES, not simulated")
    return view.translate("SIMULATED DATA")


def _first_sentence(text: str) -> str:
    return text.split(". ", 1)[0].rstrip(".")


def _defined(measure: Measure, view: View) -> str:
    """Return a link to a measure's definition on the page of terms, as Markdown."""
    if measure.name not in catalogue():
        return ""
    words = view.translate("Definition in the glossary")
    query = urlencode(address_query(view.snapshot.case.name, view.scope))
    return f"\n\n[{words}](./glossary?{query}#{anchor('measure', measure.name)})"
