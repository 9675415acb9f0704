"""The command `measure`: a question asked of a case, answered for people or programs."""

from __future__ import annotations

from typing import Any

import click

from analysis.commands.asking import asked, question_options
from analysis.commands.console import FORMATS, as_csv, as_json, marked_records, measure_table
from analysis.commands.shared import (
    choice,
    format_option,
    language_of,
    shared_options,
    write,
    wrong_use,
)
from analysis.decisions.catalogue import decision_measures
from analysis.language import Language, Text
from analysis.measures import Measure, UnknownMeasureError, catalogue, typed_frame


@click.command()
@shared_options
@format_option
@click.argument("name", required=False)
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các thước đo / list the measures")
@question_options
@click.pass_context
def measure(
    context: click.Context,
    /,
    output: str,
    name: str | None,
    list_all: bool,
    **question: Any,
) -> None:
    """Trả lời một câu hỏi / answer a question."""

    language, form = language_of(context), choice("--format", output, FORMATS)
    if list_all:
        _list_measures(form, language)
        return
    if name is None:
        raise wrong_use(
            Text(
                "Thiếu tên thước đo. «khuyencong measure --list» liệt kê tất cả",
                "The name of a measure is missing. «khuyencong measure --list» tells them all",
            )
        )
    if name not in _all():
        raise wrong_use(UnknownMeasureError(name, _all()).text)
    part = asked(context, language, question)
    snapshot, scope = part.snapshot, part.scope
    chosen = _all(snapshot.case.currency)[name]
    frame = typed_frame(chosen.run(snapshot, scope), chosen)
    if form == "table":
        text = measure_table(chosen, frame, snapshot.case, snapshot.number, language)
    elif form == "csv":
        columns = [*(column.name for column in chosen.columns), "case", "simulated"]
        text = as_csv(marked_records(frame, snapshot.case, published=chosen.published), columns)
    else:
        text = as_json(marked_records(frame, snapshot.case, published=chosen.published))
    click.echo(text, nl=False)


def _all(currency: str = "VND") -> dict[str, Measure]:
    """Return what can be asked: measures, and those of decisions."""
    return {**catalogue(), **decision_measures(currency)}


_MEASURE_COLUMNS = {
    "name": Text("Tên", "Name"),
    "title": Text("Câu hỏi", "Title"),
    "columns": Text("Các cột", "Columns"),
}


def _list_measures(form: str, language: Language) -> None:

    rows = [
        {
            "name": entry.name,
            "title": entry.title.in_language(language),
            "columns": " ".join(column.name for column in entry.columns),
        }
        for entry in _all().values()
    ]
    write(form, _MEASURE_COLUMNS, rows, language)
