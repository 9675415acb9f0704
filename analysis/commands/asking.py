"""What commands that ask something of the data share: which case, and which part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from analysis.cases.catalogue import CASES
from analysis.commands.shared import (
    Command,
    choice,
    parts,
    say,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.dictionary import CODE_LISTS
from analysis.language import Language, Text
from analysis.measures import district_names
from analysis.scope import PRICES, UNKNOWN_CODE, VINTAGES, Scope
from analysis.warehouse import Snapshot, loaded_cases, open_snapshot

case_option = click.option("--case", "case_name", metavar="NAME", help="Bộ dữ liệu / case")

_OPTIONS = (
    case_option,
    click.option(
        "--year", multiple=True, metavar="2019,2021-2023", help="Năm kế hoạch / plan years"
    ),
    click.option("--district", multiple=True, metavar="CODE", help="Mã huyện, xã / unit codes"),
    click.option("--activity", multiple=True, metavar="CODE", help="Nội dung / activities"),
    click.option("--source", multiple=True, metavar="CODE", help="Nguồn kinh phí / fund sources"),
    click.option("--industry", multiple=True, metavar="CODE", help="Ngành / industries"),
    click.option("--size", multiple=True, metavar="CODE", help="Quy mô / sizes"),
    click.option(
        "--prices", default="nominal", metavar="nominal|constant", help="Giá / price basis"
    ),
    click.option(
        "--vintage",
        default="districts-2020",
        metavar="districts-2020|recorded",
        help="Địa giới / boundaries",
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """The data a command asks, and the part of them it asks about."""

    snapshot: Snapshot
    scope: Scope


def question_options(command: Command) -> Command:
    """Give a command --case and the filters of a Scope, for `asked` to read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked(context: click.Context, language: Language, given: dict[str, Any]) -> Question:
    """Open the case and read the filters of `question_options`; raises CommandError.

    A warning of the snapshot is said on standard error.
    """
    scope = Scope(
        years=_years(given["year"]),
        activities=_codes("--activity", "activity", given["activity"]),
        fund_sources=_codes("--source", "fund_source", given["source"]),
        industries=_codes("--industry", "industry", given["industry"]),
        sizes=_codes("--size", "size", given["size"]),
        districts=tuple(parts(given["district"])),
        prices=choice("--prices", given["prices"], tuple(PRICES)),
        vintage=choice("--vintage", given["vintage"], tuple(VINTAGES)),
        language=language,
    )
    snapshot = asked_case(context, language, given["case_name"])
    _check_districts(scope.districts, snapshot, language)
    return Question(snapshot, scope)


def asked_case(context: click.Context, language: Language, case_name: str | None) -> Snapshot:
    """Open the case of `case_option`; a warning of its snapshot is said on standard error."""
    snapshot = _open(workspace_of(context), case_name)
    if snapshot.warning is not None:
        say(snapshot.warning, language, error=True)
    return snapshot


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
