"""Giải ngân / Absorption: what of the plan was paid, how fast, and where the open year will end."""

from __future__ import annotations

from functools import partial

from analysis.charts.absorption import (
    ABSORPTION_ALTERNATIVE,
    SOURCE_ALTERNATIVE,
    absorption_by_source_chart,
    absorption_chart,
)
from analysis.charts.projection import (
    BACKTEST_ALTERNATIVE,
    PACE_ALTERNATIVE,
    backtest_chart,
    pace_chart,
)
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.absorption_answers import (
    answer_absorption,
    answer_absorption_by_source,
    answer_backtest,
    answer_pace,
    answer_projection,
    backtest_month,
    counted_projects,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return where the open year will end, else what share of the plan was paid."""
    sentence = answer_projection(view.frame("absorption_projection")) or answer_absorption(
        view.frame("absorption")
    )
    if sentence is None:
        return view.translate("Plan and payments are not both recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw plan against payments, the pace, the projection and its backtest, and each source."""
    _ = view.translate
    if view.frame("absorption")["absorption"].isna().all():
        empty_state(
            _("Plan and payments are not both recorded for any year, so they cannot be compared."),
            _("Needed: the plan amount and the payments of each project."),
        )
        return
    _draw_years(view)
    if view.frame("absorption_pace").empty:
        empty_state(
            _("No payment has a date, so the pace within a year cannot be told."),
            _("Needed: the date of each payment."),
        )
    else:
        _draw_pace(view)
        _draw_projection(view)
        _draw_backtest(view)
    _draw_sources(view)


def _draw_years(view: View) -> None:
    frame, projection = view.frame("absorption"), view.frame("absorption_projection")
    measure = catalogue()["absorption"]
    draw_exhibit(
        Exhibit(
            key="absorption",
            answer=_words(answer_absorption(frame) or measure.title, view),
            measure=measure,
            frame=frame,
            figure=partial(absorption_chart, frame, projection, view.language),
            alternative=_words(ABSORPTION_ALTERNATIVE, view),
            counted=_counted(view),
            time_axis="years",
        ),
        view,
    )


def _draw_pace(view: View) -> None:
    pace, projection = view.frame("absorption_pace"), view.frame("absorption_projection")
    measure = catalogue()["absorption_pace"]
    draw_exhibit(
        Exhibit(
            key="absorption-pace",
            answer=_words(answer_pace(pace) or measure.title, view),
            measure=measure,
            frame=pace,
            figure=partial(pace_chart, pace, projection, view.language),
            alternative=_words(PACE_ALTERNATIVE, view),
            counted=_counted(view),
        ),
        view,
    )


def _draw_projection(view: View) -> None:
    _ = view.translate
    frame = view.frame("absorption_projection")
    sentence = answer_projection(frame)
    if sentence is None:
        empty_state(
            _("No plan year of this selection is still open, so there is nothing to project.")
        )
        return
    draw_exhibit(
        Exhibit(
            key="absorption-projection",
            answer=_words(sentence, view),
            measure=catalogue()["absorption_projection"],
            frame=frame,
            figure=None,
            alternative="",
        ),
        view,
    )


def _draw_backtest(view: View) -> None:
    _ = view.translate
    by_month, tests = view.frame("absorption_backtest_by_month"), view.frame("absorption_backtest")
    sentence, month = answer_backtest(by_month), backtest_month(by_month)
    if sentence is None or month is None:
        empty_state(
            _("No closed plan year of this selection has three closed years before it."),
            _("Needed for a test of past projections: four closed years with dated payments."),
        )
        return
    shown = tests[tests["plan_month"] == month]
    draw_exhibit(
        Exhibit(
            key="absorption-backtest",
            answer=_words(sentence, view),
            measure=catalogue()["absorption_backtest"],
            frame=shown,
            figure=partial(backtest_chart, tests, month, view.language),
            alternative=_words(BACKTEST_ALTERNATIVE, view),
            time_axis="years",
        ),
        view,
    )
    draw_exhibit(
        Exhibit(
            key="absorption-months",
            answer=_("How projections made at the end of each month did"),
            measure=catalogue()["absorption_backtest_by_month"],
            frame=by_month,
            figure=None,
            alternative="",
        ),
        view,
    )


def _draw_sources(view: View) -> None:
    frame = view.frame("absorption_by_source")
    measure = catalogue()["absorption_by_source"]
    draw_exhibit(
        Exhibit(
            key="absorption-source",
            answer=_words(answer_absorption_by_source(frame) or measure.title, view),
            measure=measure,
            frame=frame,
            figure=partial(absorption_by_source_chart, frame, view.language),
            alternative=_words(SOURCE_ALTERNATIVE, view),
            counted=_counted(view),
            time_axis="years",
        ),
        view,
    )


def _counted(view: View) -> str | None:
    counted = counted_projects(view.frame("absorption"))
    return counted.in_language(view.language) if counted else None


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
