"""The command `measure`: a question asked of a case, answered for people or programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from analysis.cases.catalogue import CASES
from analysis.commands.console import FORMATS, as_csv, as_json, marked_records, measure_table
from analysis.commands.shared import (
    choice,
    format_option,
    language_of,
    parts,
    say,
    shared_options,
    whole_number,
    workspace_of,
    write,
    wrong_use,
)
from analysis.dictionary import CODE_LISTS
from analysis.language import Language, Text
from analysis.measures import UnknownMeasureError, catalogue, district_names, run_measure
from analysis.scope import PRICES, UNKNOWN_CODE, VINTAGES, Scope
from analysis.warehouse import Snapshot, loaded_cases, open_snapshot


@click.command()
@shared_options
@format_option
@click.argument("name", required=False)
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các thước đo / list the measures")
@click.option("--case", "case_name", metavar="NAME", help="Bộ dữ liệu / case")
@click.option("--year", multiple=True, metavar="2019,2021-2023", help="Năm kế hoạch / plan years")
@click.option("--district", multiple=True, metavar="CODE", help="Mã huyện, xã / unit codes")
@click.option("--activity", multiple=True, metavar="CODE", help="Nội dung / activities")
@click.option("--source", multiple=True, metavar="CODE", help="Nguồn kinh phí / fund sources")
@click.option("--industry", multiple=True, metavar="CODE", help="Ngành / industries")
@click.option("--size", multiple=True, metavar="CODE", help="Quy mô / sizes")
@click.option("--prices", default="nominal", metavar="nominal|constant", help="Giá / price basis")
@click.option(
    "--vintage",
    default="districts-2020",
    metavar="districts-2020|recorded",
    help="Địa giới / boundaries",
)
@click.pass_context
def measure(
    context: click.Context,
    output: str,
    name: str | None,
    list_all: bool,
    case_name: str | None,
    year: tuple[str, ...],
    district: tuple[str, ...],
    activity: tuple[str, ...],
    source: tuple[str, ...],
    industry: tuple[str, ...],
    size: tuple[str, ...],
    prices: str,
    vintage: str,
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
    if name not in catalogue():
        raise wrong_use(UnknownMeasureError(name).text)
    scope = Scope(
        years=_years(year),
        activities=_codes("--activity", "activity", activity),
        fund_sources=_codes("--source", "fund_source", source),
        industries=_codes("--industry", "industry", industry),
        sizes=_codes("--size", "size", size),
        districts=tuple(parts(district)),
        prices=choice("--prices", prices, tuple(PRICES)),
        vintage=choice("--vintage", vintage, tuple(VINTAGES)),
        language=language,
    )
    snapshot = _open(workspace_of(context), case_name)
    if snapshot.warning is not None:
        say(snapshot.warning, language, error=True)
    _check_districts(scope.districts, snapshot, language)
    frame, chosen = run_measure(name, snapshot, scope), catalogue()[name]
    if form == "table":
        text = measure_table(chosen, frame, snapshot.case, snapshot.number, language)
    elif form == "csv":
        columns = [*(column.name for column in chosen.columns), "case", "simulated"]
        text = as_csv(marked_records(frame, snapshot.case, published=chosen.published), columns)
    else:
        text = as_json(marked_records(frame, snapshot.case, published=chosen.published))
    click.echo(text, nl=False)


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
        for entry in catalogue().values()
    ]
    write(form, _MEASURE_COLUMNS, rows, language)


def _open(workspace: Path, case_name: str | None) -> Snapshot:
    """Open the snapshot to ask; a case that does not exist at all is wrong use."""

    if case_name is not None and case_name not in CASES:
        loaded = loaded_cases(workspace)
        if case_name not in loaded:
            known = ", ".join(dict.fromkeys([*CASES, *loaded]))
            raise wrong_use(
                Text(
                    f"Không có bộ dữ liệu «{case_name}». Các bộ dữ liệu: {known}",
                    f"There is no case «{case_name}». Cases: {known}",
                )
            )
    return open_snapshot(workspace, case_name)


def _years(values: Iterable[str]) -> tuple[int, ...]:
    """Read years: `2019`, `2019,2021` and ranges `2018-2020`."""
    years: list[int] = []
    for part in parts(values):
        ends = [whole_number("--year", end, 1900, 2100) for end in part.split("-", 1)]
        if ends[-1] < ends[0]:
            raise wrong_use(
                Text(
                    f"--year: khoảng «{part}» bị ngược; viết {ends[-1]}-{ends[0]}",
                    f"--year: the range «{part}» runs backwards; write {ends[-1]}-{ends[0]}",
                )
            )
        years += range(ends[0], ends[-1] + 1)
    return tuple(years)


def _codes(option: str, code_list: str, values: Iterable[str]) -> tuple[str, ...]:

    allowed = (*CODE_LISTS[code_list].values(), UNKNOWN_CODE)
    return tuple(choice(option, part, allowed) for part in parts(values))


def _check_districts(codes: Iterable[str], snapshot: Snapshot, language: Language) -> None:

    names = district_names(snapshot, language)
    for code in codes:
        if code not in names:
            raise wrong_use(
                Text(
                    f"--district: {snapshot.case.name} không có đơn vị mang mã «{code}». "
                    "«khuyencong measure funding_by_district» liệt kê các mã",
                    f"--district: {snapshot.case.name} has no unit of code «{code}». "
                    "«khuyencong measure funding_by_district» tells the codes",
                )
            )
