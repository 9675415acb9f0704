"""The command `retain`: which snapshots are kept, and the removal of those that nothing needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from analysis.commands.console import moment
from analysis.commands.shared import (
    format_option,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    write,
)
from analysis.importing.retention import LEAST_KEPT, REASONS, Fate, fates
from analysis.importing.retention import retain as remove_old
from analysis.language import Language, Text, format_number

KEEP, MONTHS = "12", "24"
_MEBIBYTE = 1024**2
_COLUMNS = {
    "number": Text("Bản", "Snapshot"),
    "case": Text("Bộ dữ liệu", "Case"),
    "built_at": Text("Lúc", "Built at"),
    "mebibytes": Text("MiB", "MiB"),
    "fate": Text("Giữ hay xóa", "Kept or not"),
}


@click.command()
@shared_options
@format_option
@click.option("--keep", default=KEEP, metavar="N", help="N bản mới nhất / the newest N (12)")
@click.option(
    "--months", default=MONTHS, metavar="M", help="Và của M tháng gần đây / and of M months (24)"
)
@click.option("--yes", is_flag=True, help="Xóa thật / remove, not only tell")
@click.pass_context
def retain(context: click.Context, output: str, keep: str, months: str, yes: bool) -> None:
    """Xóa các bản số liệu cũ không còn cần / remove old snapshots that nothing needs."""

    language, workspace = language_of(context), workspace_of(context)
    asked = (
        whole_number("--keep", keep, LEAST_KEPT, 100_000),
        whole_number("--months", months, 0, 1_200),
    )
    found, freed = remove_old(workspace, *asked) if yes else (fates(workspace, *asked), 0)
    write(output, _COLUMNS, [_row(one) for one in found], language, _words(language))
    if output != "table":
        return
    going = [one for one in found if one.goes]
    size = sum(one.manifest.size for one in going)
    counts = (len(going), len(found))
    if yes:
        vi = f"Đã xóa {counts[0]} trong {counts[1]} bản, giải phóng {_mib(freed, 'vi')} MiB."
        en = f"Removed {counts[0]} of {counts[1]} snapshots, {_mib(freed, 'en')} MiB freed."
    else:
        vi = f"Có thể xóa {counts[0]} trong {counts[1]} bản, {_mib(size, 'vi')} MiB. Chưa xóa gì"
        en = f"{counts[0]} of {counts[1]} snapshots may go, {_mib(size, 'en')} MiB. None is removed"
        vi, en = (f"{vi}; xóa thật: thêm --yes", f"{en} yet: add --yes") if going else (vi, en)
    say(Text(vi, en), language)


def _row(fate: Fate) -> dict[str, object]:
    return {
        "number": fate.manifest.number,
        "case": fate.manifest.case,
        "built_at": fate.manifest.built_at,
        "mebibytes": round(fate.manifest.size / _MEBIBYTE, 1),
        "fate": fate.reason,
    }


def _words(language: Language) -> dict[str, Callable[[Any], str]]:
    return {
        "built_at": lambda value: moment(value, language),
        "mebibytes": lambda value: format_number(value, language, 1),
        "fate": lambda reason: REASONS[reason].in_language(language),
    }


def _mib(size: int, language: Language) -> str:
    return format_number(size / _MEBIBYTE, language, 1)
