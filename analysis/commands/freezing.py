"""The command `freeze`: the public tables made once, hidden where they must be, and published."""

from __future__ import annotations

import json
from typing import Any

import click

from analysis.commands.asking import asked_case, case_option
from analysis.commands.console import as_json, as_table
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
)
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.store import frozen_path
from analysis.frozen.words import REPORT_HEAD, report_rows, report_sentences
from analysis.language import Language, Text
from analysis.warehouse import WarehouseError


@click.command("freeze")
@shared_options
@click.option(
    "--publish", "for_good", is_flag=True, help="Công bố; không thì chỉ xem trước / publish"
)
@click.option(
    "--seconds",
    default="30",
    metavar="N",
    help="Giây máy tính cho mỗi nhóm bảng / processor seconds per family of tables",
)
@click.option("--format", "output", default="table", metavar="table|json")
@case_option
@click.pass_context
def freeze(
    context: click.Context,
    /,
    for_good: bool,
    seconds: str,
    output: str,
    case_name: str | None,
) -> None:
    """Đóng băng số liệu công khai / freeze the public figures."""
    # The solver takes a while to load, and no other command needs it.
    from analysis.frozen.publishing import look_ahead, publish

    language, workspace = language_of(context), workspace_of(context)
    form = choice("--format", output, ("table", "json"))
    limit = whole_number("--seconds", seconds, 1, 3600)
    snapshot = asked_case(context, language, case_name)

    def tell(text: Text) -> None:
        say(text, language, error=True)

    try:
        act = publish if for_good else look_ahead
        made = act(workspace, snapshot, seconds=float(limit), say=tell).frozen
    except WarehouseError as error:
        raise CommandError(error.text, BAD_DATA) from error
    if form == "json":
        click.echo(as_json([_record(made, for_good)]), nl=False)
        return
    _write_report(made, language)
    path = frozen_path(workspace, made.number)
    say(_PUBLISHED.filled(path=path) if for_good else _ONLY_LOOKED, language)


_PUBLISHED = Text("Đã công bố {path}", "Published {path}")
_ONLY_LOOKED = Text(
    "Mới xem trước, chưa công bố gì. Đồng ý thì chạy lại với --publish",
    "Only looked ahead, nothing was published. Run again with --publish to do so",
)


def _write_report(made: FrozenSet, language: Language) -> None:
    head = [label.in_language(language) for label in REPORT_HEAD]
    click.echo(as_table(head, [list(row) for row in report_rows(made, language)]), nl=False)
    for told in report_sentences(made):
        say(told, language)


def _record(made: FrozenSet, published: bool) -> dict[str, Any]:
    return {
        "number": made.number,
        "case": made.case,
        "snapshot": made.snapshot,
        "published": published,
        "rules": dict(made.rules),
        "held": {code: list(years) for code, years in made.held.items()},
        "report": json.loads(json.dumps(made.report)),
    }
