"""The five headline figures of the quality page, each with numerator and denominator."""

from __future__ import annotations

import pandas as pd

from analysis.language import format_number, format_share
from analysis.measures import catalogue
from analysis.measures.answers import Change, latest_change
from analysis.measures.quality_answers import share_of, yearly
from dashboard.ui.card import FELL, Card
from dashboard.ui.freshness import as_of_words
from dashboard.ui.view import View


def quality_cards(view: View) -> list[Card]:
    """Return the cards: answered, cells filled, in time, verified, rows to be mended."""
    return [
        _response(view),
        _completeness(view),
        _timeliness(view),
        _verified(view),
        _pending(view),
    ]


def _response(view: View) -> Card:
    _ = view.translate
    frame = view.frame("quality_response")
    years = yearly(frame, "answered", "supported")
    said = _("No supported establishment was to answer yet.")
    if len(years):
        last = years.iloc[-1]
        said = _(
            "{part} of {whole} supported establishments.",
            part=_number(last["answered"], view),
            whole=_number(last["supported"], view),
        )
    return _by_year(view, "quality_response", _("Answered the survey"), years, said)


def _timeliness(view: View) -> Card:
    _ = view.translate
    frame = view.frame("quality_timeliness")
    years = yearly(frame, "on_time", "dated")
    known = years[years["share"].notna()]
    if known.empty:
        said = _("Of no record that is due is the day known.")
    else:
        last = known.iloc[-1]
        of_year = frame[frame["year"] == last["year"]]
        said = _(
            "{part} of {whole} records; day not known: {undated}.",
            part=_number(last["on_time"], view),
            whole=_number(last["dated"], view),
            undated=_number(of_year["undated"].sum(), view),
        )
    return _by_year(view, "quality_timeliness", _("In by 31 March"), known, said)


def _verified(view: View) -> Card:
    _ = view.translate
    frame = view.frame("quality_verified")
    years = yearly(frame, "verified", "reporting_known")
    known = years[years["share"].notna()]
    if known.empty:
        said = _("Whether records were verified is not recorded.")
    else:
        last = known.iloc[-1]
        of_year = frame[frame["year"] == last["year"]]
        said = _(
            "{part} of {whole} records; not known: {unknown}.",
            part=_number(last["verified"], view),
            whole=_number(last["reporting_known"], view),
            unknown=_number(of_year["reporting_unknown"].sum(), view),
        )
    return _by_year(view, "quality_verified", _("Records verified"), known, said)


def _completeness(view: View) -> Card:
    _ = view.translate
    filled, expected = share_of(view.frame("quality_completeness"), "filled", "expected")
    if expected == 0:
        said = _("No establishment, project or outcome record is in the data.")
    else:
        said = _(
            "{part} of {whole} cells expected.",
            part=_number(filled, view),
            whole=_number(expected, view),
        )
    return _whole(
        view,
        "quality_completeness",
        _("Cells filled"),
        format_share(filled / expected, view.language) if expected else None,
        said,
    )


def _pending(view: View) -> Card:
    _ = view.translate
    pending, handed_in = share_of(view.frame("quality_scoreboard"), "pending", "handed_in")
    if handed_in == 0:
        said = _("No establishment, project or outcome record is in the data.")
    else:
        said = _("Of {whole} rows handed in.", whole=_number(handed_in, view))
    return _whole(
        view,
        "quality_scoreboard",
        _("Rows to be mended"),
        _number(pending, view) if handed_in else None,
        said,
    )


def _by_year(view: View, measure: str, label: str, years: pd.DataFrame, said: str) -> Card:
    """Return a card of the latest year due, against the year before."""
    _ = view.translate
    change = latest_change(years, "share")
    moved = _moved(change, view)
    return Card(
        label=label if change.year is None else f"{label}, {change.year}",
        value=None if change.value is None else _share(change.value, view),
        definition=catalogue()[measure].counts.in_language(view.language),
        change=moved,
        compared=_("against {year}", year=change.previous_year) if moved else None,
        level=moved == _("unchanged"),
        trend=change.series,
        trend_text=_("Trend of {label} over {count} years", label=label, count=len(change.series)),
        unknown=said,
        fresh=as_of_words(catalogue()[measure], view),
    )


def _moved(change: Change, view: View) -> str | None:
    """Return the change in percentage points, in few words: three cards stand in a row."""
    _ = view.translate
    if change.step is None:
        return None
    amount = format_number(abs(change.step) * 100, view.language, 1)
    if amount == "0":
        return _("unchanged")
    return _("{points} points", points=(FELL if change.step < 0 else "+") + amount)


def _whole(view: View, measure: str, label: str, value: str | None, said: str) -> Card:
    """Return a card of the whole selection, which has no year."""
    definition = catalogue()[measure].counts.in_language(view.language)
    fresh = as_of_words(catalogue()[measure], view)
    return Card(label=label, value=value, definition=definition, unknown=said, fresh=fresh)


def _share(share: float, view: View) -> str:
    return format_share(share, view.language, 1 if 0 < share < 0.1 else 0)


def _number(count: float, view: View) -> str:
    return format_number(int(count), view.language)
