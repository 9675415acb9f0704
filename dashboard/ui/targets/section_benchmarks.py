"""So sánh / Benchmarks: the province beside the region and other provinces, normalised."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.benchmarks import BENCHMARK_ALTERNATIVE, benchmark_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.benchmarks_answers import (
    answer_benchmark,
    benchmark_groups,
    is_compared,
    rows_of,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View

_COLUMNS = (
    "geography_name",
    "period_name",
    "basis_name",
    "value_text",
    "constant_text",
    "unit",
    "above",
    "numerator",
    "below",
    "denominator",
    "printed",
    "comparable",
    "caution",
    "source",
    "source_below",
    "note",
)
_SOURCES = Text(
    "bộ dữ liệu này; số đã công bố ghi nguồn ở từng dòng",
    "this data set; published figures with the source named in each row",
)


def answer(view: View) -> str:
    """Return the first benchmark that can be compared, in a sentence."""
    frame = view.frame("benchmarks")
    for group in benchmark_groups(frame):
        sentence = answer_benchmark(rows_of(frame, group), view.scope.prices)
        if sentence is not None:
            return _words(sentence, view)
    return view.translate("Nothing can be compared for this selection")


def draw(view: View) -> None:
    """Draw a chart for each benchmark with something beside it, and all of them as a table.

    Where nothing is published for the years chosen, the own figures are drawn alone.
    """
    _ = view.translate
    frame = view.frame("benchmarks")
    groups = benchmark_groups(frame)
    if not groups:
        empty_state(
            _("Neither this data set nor the published figures allow a comparison here."),
            _("Needed: projects with payments and counterpart, or published figures."),
        )
        return
    st.caption(
        _(
            "A description, no ranking: periods and methods differ, and prices are those of their "
            "time unless constant prices are chosen."
        )
    )
    if not (frame["origin"] == "published").any():
        empty_state(_("No published figure of other places is recorded for these years."))
    compared = [group for group in groups if is_compared(frame, group)]
    for group in compared or groups:
        _draw_one(view, group)
    measure = catalogue()["benchmarks"]
    draw_exhibit(
        Exhibit(
            key="benchmarks-all",
            answer=_("Every benchmark with its numerator, denominator and sources"),
            measure=measure,
            frame=frame,
            figure=None,
            alternative="",
            columns=("benchmark_name", "source_group_name", *_COLUMNS),
            source=_words(_SOURCES, view),
        ),
        view,
    )


def _draw_one(view: View, group: tuple[str, str, str]) -> None:
    rows = rows_of(view.frame("benchmarks"), group)
    sentence = answer_benchmark(rows, view.scope.prices)
    # At constant prices a quotient of one year's money has no value of its own.
    prices = view.scope.prices if sentence is not None else "nominal"
    sentence = sentence or answer_benchmark(rows)
    if sentence is None:
        return
    draw_exhibit(
        Exhibit(
            key=f"benchmark-{'-'.join(group)}",
            answer=_words(sentence, view),
            measure=catalogue()["benchmarks"],
            frame=rows,
            figure=partial(benchmark_chart, rows, prices, view.language),
            alternative=_words(BENCHMARK_ALTERNATIVE, view),
            columns=_COLUMNS,
            source=_words(_SOURCES, view),
        ),
        view,
    )


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
