"""Files to take away: CSV for programs, XLSX for people, both saying what the data are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import xlsxwriter

from analysis.dictionary.codes import CASE_KIND
from analysis.exports.cells import harmless
from analysis.language import format_day
from analysis.measures import Measure
from analysis.scope import PRICES, VINTAGES
from dashboard.ui.scope_text import scope_lines
from dashboard.ui.view import View


def file_name(view: View, measure: Measure, ending: str) -> str:
    """Return a file name that says case, measure and snapshot, and constant prices if so."""
    prices = "-constant" if view.scope.prices == "constant" else ""
    return f"{view.snapshot.case.name}_{measure.name}_{view.snapshot.number}{prices}.{ending}"


def csv_bytes(
    frame: pd.DataFrame,
    view: View,
    *,
    published: bool = False,
    asked: Mapping[str, str] | None = None,
) -> bytes:
    """Return the frame as CSV with stable column names, in full, unrounded smallest units.

    Every row says its case, whether it is simulated and the filters it was asked with, so the mark
    survives copying. The byte order mark makes spreadsheet programs read Vietnamese letters
    rightly. `published` figures of others are not simulated, whatever stands beside them. `asked`
    are further parameters of the address that the frame depends on.
    """
    marked = frame.map(harmless) if not frame.empty else frame.copy()
    marked["case"] = view.snapshot.case.name
    marked["simulated"] = view.snapshot.case.simulated and not published
    marked["filters"] = "&".join(filter(None, [filter_codes(view), query_codes(asked or {})]))
    return marked.to_csv(index=False).encode("utf-8-sig")


def filter_codes(view: View) -> str:
    """Return the filters, prices and boundaries of a view as the codes of its address."""
    query = view.scope.to_query()
    return query_codes({name: value for name, value in query.items() if name != "lang"})


def query_codes(parameters: Mapping[str, str]) -> str:
    """Return parameters of the address as it writes them, without escapes."""
    return "&".join(f"{name}={value}" for name, value in parameters.items())


def xlsx_bytes(
    frame: pd.DataFrame, measure: Measure, view: View, asked: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook: a data sheet with headings in the language, and one about the data."""
    _ = view.translate
    language = view.language
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        mark = book.add_format({"bold": True, "font_color": "#A8321E"})
        formats = {
            "money": book.add_format({"num_format": "#,##0"}),
            "count": book.add_format({"num_format": "#,##0"}),
            "share": book.add_format({"num_format": "0.0%"}),
            "ratio": book.add_format({"num_format": "0.00"}),
            "number": book.add_format({"num_format": "#,##0.##"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        data = book.add_worksheet(_("Data"))
        top = 0
        if view.snapshot.case.simulated and not measure.published:
            data.write_string(0, 0, _("SIMULATED DATA – not real figures"), mark)
            top = 1
        for position, column in enumerate(measure.columns):
            data.write_string(top, position, column.label.in_language(language), bold)
            data.set_column(position, position, 30 if column.kind == "text" else 16)
            for row, value in enumerate(frame[column.name], start=top + 1):
                if pd.isna(value):
                    continue
                if column.kind == "flag":
                    data.write_boolean(row, position, bool(value))
                elif column.kind == "date":
                    data.write_datetime(
                        row, position, pd.Timestamp(value).to_pydatetime(), formats["date"]
                    )
                elif column.name == "prices":
                    data.write_string(row, position, PRICES[value].in_language(language))
                elif column.kind in ("text", "code", "currency", "district"):
                    # A text cell is no formula here, but would be one in a CSV saved from it.
                    data.write_string(row, position, harmless(str(value)))
                else:
                    data.write_number(row, position, float(value), formats.get(column.kind))
        data.freeze_panes(top + 1, 0)
        data.autofilter(top, 0, top + max(len(frame), 1), len(measure.columns) - 1)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 110)
        for row, (label, text) in enumerate(about_lines(measure, view, asked or {})):
            about.write_string(row, 0, label, bold)
            about.write_string(row, 1, harmless(text), wrapped)
    return buffer.getvalue()


def about_lines(
    measure: Measure, view: View, asked: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return what a reader of the file must know, line by line."""
    _ = view.translate
    language = view.language
    case = view.snapshot.case
    scope = view.scope
    lines = [
        (_("Title"), measure.title.in_language(language)),
        (_("Data set"), case.title.in_language(language)),
        (_("Kind"), CASE_KIND.find(case.kind).label.in_language(language)),
        (_("About the data"), case.about.in_language(language)),
        (_("Definition"), measure.counts.in_language(language)),
        (_("Limits"), measure.caveats.in_language(language)),
        (_("Source"), case.source.in_language(language)),
        (_("Data up to"), format_day(case.as_of, language)),
        (_("Snapshot"), str(view.snapshot.number)),
        (_("Prices"), PRICES[scope.prices].in_language(language)),
        (_("Boundaries"), VINTAGES[scope.vintage].in_language(language)),
        *scope_lines(view),
        *([(_("Chosen on the page"), query_codes(asked))] if asked else []),
        (_("Written at"), datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
    ]
    if case.simulated and not measure.published:
        lines.insert(0, (_("Warning"), _("SIMULATED DATA – not real figures")))
    return lines
