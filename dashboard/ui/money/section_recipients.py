"""Cơ sở nhận / Recipients: how large supports are, how evenly spread, and who came back."""

from __future__ import annotations

from functools import partial

from analysis.charts.grant_sizes import (
    SIZE_YEARS_ALTERNATIVE,
    SIZES_ALTERNATIVE,
    size_years_chart,
    sizes_chart,
)
from analysis.charts.recipients import (
    LORENZ_ALTERNATIVE,
    REPEAT_ALTERNATIVE,
    lorenz_chart,
    repeated_chart,
)
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.grant_sizes_answers import (
    answer_size_by_year,
    answer_sizes,
    counted_sizes,
)
from analysis.measures.recipients_answers import (
    answer_concentration,
    answer_repeated,
    answer_same_content,
    answer_top,
    counted_recipients,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View

_SHOWN = 100
_TOP = (
    "rank_no",
    "name",
    "establishment_id",
    "received",
    "received_share",
    "supports",
    "years",
    "grants_unknown",
)
_CONTENT = (
    "name",
    "establishment_id",
    "activity_kind_name",
    "content",
    "supports",
    "project_ids",
    "years",
    "received",
)


def answer(view: View) -> str:
    """Return how evenly grants are spread, as a sentence."""
    sentence = answer_concentration(view.frame("recipient_concentration")) or answer_repeated(
        view.frame("repeat_recipients")
    )
    if sentence is None:
        return view.translate("No support of an establishment is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw concentration, repetition, the largest, contents to check, and sizes."""
    _ = view.translate
    if view.frame("repeat_recipients").empty:
        empty_state(
            _("No establishment was supported in this selection."),
            _("Widen the filters, or record the supports of each project."),
        )
    else:
        _draw_concentration(view)
        _draw_repeated(view)
        _draw_top(view)
        _draw_content(view)
    _draw_sizes("supports", view)
    _draw_sizes("projects", view)


def _draw_concentration(view: View) -> None:
    _ = view.translate
    frame, lorenz = view.frame("recipient_concentration"), view.frame("recipient_lorenz")
    sentence = answer_concentration(frame)
    if sentence is None:
        empty_state(
            _("The grants are not known, so nothing can be said of how evenly they are spread."),
            _("Needed: the grant of each support."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="recipients-lorenz",
            answer=_words(sentence, view),
            measure=catalogue()["recipient_concentration"],
            frame=frame,
            figure=partial(lorenz_chart, lorenz, frame, view.language),
            alternative=_words(LORENZ_ALTERNATIVE, view),
            counted=_counted(view),
        ),
        view,
    )


def _draw_repeated(view: View) -> None:
    frame = view.frame("repeat_recipients")
    measure = catalogue()["repeat_recipients"]
    draw_exhibit(
        Exhibit(
            key="recipients-repeated",
            answer=_words(answer_repeated(frame) or measure.title, view),
            measure=measure,
            frame=frame,
            figure=partial(repeated_chart, frame, view.language),
            alternative=_words(REPEAT_ALTERNATIVE, view),
            counted=_counted(view),
        ),
        view,
    )


def _draw_top(view: View) -> None:
    frame = view.frame("top_recipients")
    sentence = answer_top(frame)
    if sentence is None:
        return
    draw_exhibit(
        Exhibit(
            key="recipients-top",
            answer=_words(sentence, view),
            measure=catalogue()["top_recipients"],
            frame=frame,
            figure=None,
            alternative="",
            counted=_counted(view),
            columns=_TOP,
        ),
        view,
    )


def _draw_content(view: View) -> None:
    _ = view.translate
    frame, total = view.frame("same_content"), view.frame("same_content_total")
    sentence = answer_same_content(total)
    if sentence is None:
        return
    if frame.empty:
        empty_state(_words(sentence, view) + ".")
        return
    counted = _(
        "{shown} of {all} rows shown",
        shown=format_number(min(len(frame), _SHOWN), view.language),
        all=format_number(len(frame), view.language),
    )
    draw_exhibit(
        Exhibit(
            key="recipients-content",
            answer=_words(sentence, view),
            measure=catalogue()["same_content"],
            frame=frame.head(_SHOWN),
            figure=None,
            alternative="",
            counted=counted,
            columns=_CONTENT,
        ),
        view,
    )


def _draw_sizes(size_of: str, view: View) -> None:
    frame, by_year = view.frame("grant_sizes"), view.frame("grant_size_by_year")
    sentence, yearly = answer_sizes(frame, size_of), answer_size_by_year(by_year, size_of)
    if sentence is None or yearly is None:
        return
    counted = counted_sizes(frame, size_of)
    own, own_by_year = frame[frame["size_of"] == size_of], by_year[by_year["size_of"] == size_of]
    draw_exhibit(
        Exhibit(
            key=f"sizes-{size_of}",
            answer=_words(sentence, view),
            measure=catalogue()["grant_sizes"],
            frame=own,
            figure=partial(sizes_chart, own, size_of, view.language),
            alternative=_words(SIZES_ALTERNATIVE, view),
            counted=_words(counted, view) if counted else None,
        ),
        view,
    )
    draw_exhibit(
        Exhibit(
            key=f"sizes-years-{size_of}",
            answer=_words(yearly, view),
            measure=catalogue()["grant_size_by_year"],
            frame=own_by_year,
            figure=partial(size_years_chart, own_by_year, size_of, view.language),
            alternative=_words(SIZE_YEARS_ALTERNATIVE, view),
            counted=_words(counted, view) if counted else None,
            time_axis="years",
        ),
        view,
    )


def _counted(view: View) -> str | None:
    counted = counted_recipients(view.frame("recipient_concentration"))
    return counted.in_language(view.language) if counted else None


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
