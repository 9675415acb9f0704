"""Files to take away: CSV for programs, XLSX for people, both saying what the data are."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd
import xlsxwriter

from analysis.exports.about import SIMULATED, data_lines, measure_lines
from analysis.exports.cells import harmless
from analysis.exports.measure_sheet import SAFE_OPTIONS, sheet_formats, write_rows
from analysis.measures import Measure
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
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **SAFE_OPTIONS}) as book:
        formats = sheet_formats(book)
        data = book.add_worksheet(_("Data"))
        top = 0
        if view.snapshot.case.simulated and not measure.published:
            data.write_string(0, 0, SIMULATED.in_language(view.language), formats.mark)
            top = 1
        write_rows(data, formats, measure, frame, view.language, top)
        data.freeze_panes(top + 1, 0)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 110)
        for row, (label, text) in enumerate(about_lines(measure, view, asked or {})):
            about.write_string(row, 0, label, formats.bold)
            about.write_string(row, 1, harmless(text), formats.wrapped)
    return buffer.getvalue()


def about_lines(
    measure: Measure, view: View, asked: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return what a reader of the file must know, line by line.

    The figures of others are real in a simulated data set too: no warning stands on them.
    """
    chosen = [(view.translate("Chosen on the page"), query_codes(asked))] if asked else []
    simulated = view.snapshot.case.simulated
    data = data_lines(view.snapshot, view.scope)
    warning, rest = (data[:1], data[1:]) if simulated else ([], data)
    kept = [] if measure.published else warning
    return [*kept, *measure_lines(measure, view.scope), *rest, *chosen]
