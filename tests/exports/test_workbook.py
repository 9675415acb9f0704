"""The workbook: its numbers are the measures', its charts native, its words complete."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.exports.workbook import CHARTS, write_workbook
from analysis.exports.workbook_chart import ChartPlan, chart_table
from analysis.language import LANGUAGES, Language
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import open_snapshot

QUICK = ("funding_by_year", "funding_by_source", "funding_by_district", "reconciliation")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def _written(workspace: Path, case: str, scope: Scope, measures: tuple[str, ...] = QUICK) -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, open_snapshot(workspace, case), scope, measures, claims=False)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_are_the_measures_and_say_what_they_are(
    workspace: Path, language: Language
) -> None:
    scope = Scope(years=(2023, 2024), language=language)
    content = _written(workspace, "quang-ngai-simulated", scope)
    book = load_workbook(io.BytesIO(content))
    frame = run_measure("funding_by_year", open_snapshot(workspace, "quang-ngai-simulated"), scope)
    measure = catalogue()["funding_by_year"]
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    labels = [column.label.in_language(language) for column in measure.columns]
    top = next(number for number, row in enumerate(rows) if row[: len(labels)] == labels)
    approved = labels.index(measure.column("approved").label.in_language(language))
    assert [row[approved] for row in rows[top + 1 : top + 3]] == frame["approved"].tolist()
    words = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    assert measure.counts.in_language(language) in words
    assert ("SỐ LIỆU MÔ PHỎNG" if language == "vi" else "SIMULATED DATA") in words
    contents = book.worksheets[0]
    assert "2023, 2024" in {cell.value for row in contents.iter_rows() for cell in row}
    links = [
        cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink
    ]
    assert len(links) == len(QUICK)
    for link in links:
        assert link.split("!")[0].strip("'") in book.sheetnames
    # A name too long for a sheet ends with a whole word, and says that it goes on.
    for sheet, name in zip(book.sheetnames[1:], QUICK, strict=False):
        title = catalogue()[name].title.in_language(language)
        kept = sheet[3:].removesuffix("…")
        assert title.startswith(kept)
        assert sheet.endswith("…") == (kept != title)
        assert title[len(kept) : len(kept) + 1] in ("", " ")
    defined = book.worksheets[-2]
    assert {cell.value for cell in defined["C"]} >= {column.name for column in measure.columns}
    assert all(cell.value for cell in defined["D"][1:])


def test_charts_are_native_and_draw_the_cells_of_the_measure(workspace: Path) -> None:
    content = _written(workspace, "quang-ngai-simulated", Scope())
    book = load_workbook(io.BytesIO(content))
    cells = {sheet.title: sheet for sheet in book.worksheets}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        trees = [ElementTree.fromstring(archive.read(name)) for name in charts]
    assert len(trees) == sum(CHARTS[name] is not None for name in QUICK)
    drawn = []
    for tree in trees:
        for reference in tree.iter(f"{CHART}val"):
            formula = reference.find(f".//{CHART}f")
            assert formula is not None
            assert formula.text is not None
            sheet, block = formula.text.rsplit("!", 1)
            found = cells[sheet.strip("'")][block.replace("$", "")]
            drawn.append([row[0].value for row in found])
    frame = run_measure(
        "funding_by_year", open_snapshot(workspace, "quang-ngai-simulated"), Scope()
    )
    assert drawn[:3] == [frame[name].tolist() for name in ("planned", "approved", "disbursed")]


def test_a_case_without_a_mark_or_rows_says_so(workspace: Path) -> None:
    content = _written(workspace, "michigan-1987", Scope(years=(1999,), language="en"))
    book = load_workbook(io.BytesIO(content))
    words = "\n".join(
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    assert "SIMULATED" not in words
    assert words.count("No row within this scope") == len(QUICK)


def test_every_chart_names_columns_its_measure_has() -> None:
    for name, plan in CHARTS.items():
        if plan is not None:
            asked = (plan.across, *plan.values, plan.split, *(plan.interval or ()))
            asked = (*asked, plan.only[0] if plan.only else None)
            columns = {column.name for column in catalogue()[name].columns}
            assert {one for one in asked if one} <= columns, name


def test_intervals_are_distances_from_the_value() -> None:
    frame = pd.DataFrame(
        {"place": ["a", "b"], "rate": [0.2, 0.5], "low": [0.1, 0.3], "high": [0.5, 0.6]}
    )
    plan = ChartPlan("bar", "place", ("rate",), interval=("low", "high"))
    table = chart_table(plan, frame)
    assert table["below"].round(9).tolist() == [0.1, 0.2]
    assert table["above"].round(9).tolist() == [0.3, 0.1]
