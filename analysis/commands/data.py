"""Commands for data: load the built-in cases or your own, and see what is loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from analysis.audit.chain import Detail
from analysis.audit.log import record
from analysis.cases.catalogue import CASES
from analysis.commands.console import as_table
from analysis.commands.reports import SEVERITIES, problem_record
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    format_option,
    language_of,
    say,
    shared_options,
    workspace_of,
    write,
    wrong_use,
)
from analysis.decisions.ahead import made_ahead, make_ahead
from analysis.dictionary.codes import CASE_KIND
from analysis.importing.process import ImportFailedError
from analysis.importing.upgrade import upgrade
from analysis.intake.problem import Problem
from analysis.language import Language, Text, format_number
from analysis.warehouse import (
    CaseInfo,
    DataProblemsError,
    LoadReport,
    UnknownCaseError,
    WarehouseError,
    load_case,
    loaded_cases,
    open_snapshot,
)
from analysis.warehouse import history as published_snapshots
from analysis.warehouse.manifest import Manifest, read_manifests

PROBLEMS_SHOWN = 50
DEFAULT_CASE = "quang-ngai-simulated"

_AHEAD = Text(
    "Đang tính trước bằng chứng cho các trang quyết định: {title} …",
    "Estimating ahead what the pages of decisions rest on: {title} …",
)
_TABLE, _ROWS = Text("Bảng", "Table"), Text("Số dòng", "Rows")


@click.command()
@shared_options
@click.pass_context
def prepare(context: click.Context) -> None:
    """Nạp các bộ dữ liệu có sẵn / load the built-in cases."""
    prepare_cases(workspace_of(context), language_of(context))


def prepare_cases(workspace: Path, language: Language) -> None:
    """Load every built-in case that is missing or out of date, and carry own data forward.

    The simulated one becomes the default, unless the workspace has a default already. What was
    imported is never loaded over: it is carried over when an earlier version of the program built
    it. Raises CommandError when a case cannot be loaded and there is nothing of it to show.
    """

    had_default = bool(loaded_cases(workspace))
    kept = _own_data(workspace)
    for name in sorted(CASES, key=lambda name: (name == DEFAULT_CASE, name)):
        if name in kept:
            continue
        try:
            report = load_case(
                workspace,
                name,
                make_default=name == DEFAULT_CASE and not had_default,
                say=lambda text: say(text, language),
            )
        except WarehouseError as error:
            if name not in loaded_cases(workspace):
                raise
            # An earlier snapshot of the case is still there to be served.
            say(error.text, language, error=True)
            continue
        if report.created:
            _put_on_record(workspace, report)
            _say_published(report.manifest, language)
            _make_ahead(workspace, name, language)
    for name in kept:
        try:
            carried = upgrade(workspace, name, say=lambda text: say(text, language))
        except (WarehouseError, ImportFailedError) as error:
            say(error.text, language, error=True)
            continue
        if carried is not None:
            _say_published(carried, language)
            _make_ahead(workspace, name, language)


def _make_ahead(workspace: Path, name: str, language: Language) -> None:
    """Make what pages of decisions would wait for; a failure there is for the page to tell."""
    snapshot = open_snapshot(workspace, name)
    if not made_ahead(snapshot):
        say(_AHEAD.filled(title=snapshot.case.title), language)
        make_ahead(snapshot)


def _own_data(workspace: Path) -> list[str]:
    """Return the cases the program cannot build again by itself: own ones, and those changed."""
    actions = {manifest.number: manifest.action for manifest in read_manifests(workspace)}
    return [
        name
        for name, number in loaded_cases(workspace).items()
        if name not in CASES or actions.get(number, "load") != "load"
    ]


def _say_published(manifest: Manifest, language: Language) -> None:
    rows = manifest.total_rows
    say(
        Text(
            f"  {manifest.case}: {format_number(rows, 'vi')} dòng, bản {manifest.number}",
            f"  {manifest.case}: {format_number(rows, 'en')} rows, snapshot {manifest.number}",
        ),
        language,
    )


@click.group()
@shared_options
def case() -> None:
    """Các bộ dữ liệu / the cases."""


_CASE_COLUMNS = {
    "name": Text("Tên", "Name"),
    "kind": Text("Loại", "Kind"),
    "title": Text("Tiêu đề", "Title"),
    "snapshot": Text("Bản đang dùng", "Snapshot"),
    "default": Text("Mặc định", "Default"),
    "intact": Text("Tình trạng", "State"),
}
_INTACT, _DAMAGED = Text("nguyên vẹn", "intact"), Text("HỎNG", "DAMAGED")


@case.command(name="list")
@shared_options
@format_option
@click.pass_context
def case_list(context: click.Context, output: str) -> None:
    """Các bộ dữ liệu có sẵn và đã nạp / the cases there are, and those loaded."""

    workspace, language = workspace_of(context), language_of(context)
    loaded = loaded_cases(workspace)
    published = published_snapshots(workspace)
    intact = {int(number) for number in published.loc[published["intact"].eq(True), "number"]}
    rows: list[dict[str, object]] = []
    for name in [*CASES, *(name for name in loaded if name not in CASES)]:
        described = CASES.get(name) or _described(workspace, name, language)
        rows.append(
            {
                "name": name,
                "kind": described.kind if described else None,
                "title": described.title.in_language(language) if described else None,
                "snapshot": loaded.get(name),
                "default": name == next(iter(loaded), None),
                "intact": loaded[name] in intact if name in loaded else None,
            }
        )
    words = {
        "kind": lambda kind: CASE_KIND.find(kind).label.in_language(language),
        "intact": lambda intact: (_INTACT if intact else _DAMAGED).in_language(language),
    }
    write(output, _CASE_COLUMNS, rows, language, words)


def _described(workspace: Path, name: str, language: Language) -> CaseInfo | None:
    """Return what a case of the user's own says of itself, or say why that cannot be read."""
    try:
        return open_snapshot(workspace, name).case
    except WarehouseError as error:
        say(error.text, language, error=True)
        return None


@case.command(name="load")
@shared_options
@click.argument("name", metavar="NAME|FOLDER")
@click.option(
    "--format",
    "output",
    default="table",
    metavar="table|json",
    help="Dạng kết quả / form of the output",
)
@click.pass_context
def case_load(context: click.Context, name: str, output: str) -> None:
    """Nạp một bộ dữ liệu / load a case.

    NAME là tên có sẵn, hoặc thư mục của bạn / a built-in name, or a folder of your own.
    """

    workspace, language = workspace_of(context), language_of(context)
    form = choice("--format", output, ("table", "json"))

    def tell(text: Text) -> None:
        # Standard output is for the report alone when a program reads it.
        say(text, language, error=form == "json")

    try:
        report = load_case(workspace, name, say=tell)
    except UnknownCaseError as error:
        raise wrong_use(error.text) from error
    except DataProblemsError as error:
        _show_load(None, error.problems, form, language)
        raise CommandError(error.text, BAD_DATA) from error
    if report.created:
        _put_on_record(workspace, report)
    _show_load(report.manifest, report.problems, form, language)
    tell(_outcome(report))


def _put_on_record(workspace: Path, report: LoadReport) -> None:
    made = report.manifest
    what: dict[str, Detail] = {"case": made.case, "snapshot": made.number, "action": "load"}
    record(workspace, "import", made.built_by, what)


def _outcome(report: LoadReport) -> Text:
    case_name, number = report.manifest.case, report.manifest.number
    if not report.created:
        return Text(
            f"{case_name}: không có gì thay đổi, vẫn là bản {number}",
            f"{case_name}: nothing has changed, still snapshot {number}",
        )
    warnings = report.manifest.warnings
    return Text(
        f"{case_name}: đã công bố bản {number}, {format_number(warnings, 'vi')} cảnh báo; "
        "nay là bộ dữ liệu mặc định",
        f"{case_name}: published snapshot {number}, {format_number(warnings, 'en')} warnings; "
        "it is the default case now",
    )


def _show_load(
    manifest: Manifest | None, problems: Sequence[Problem], form: str, language: Language
) -> None:
    """Write what a load did: rows per table and problems; `manifest` is None if none came of it."""
    if form == "json":
        report = {
            "published": manifest is not None,
            "snapshot": manifest.number if manifest else None,
            "rows": manifest.rows if manifest else {},
            "problems": [problem_record(problem, language) for problem in problems],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    if manifest is not None:
        labels = [label.in_language(language) for label in (_TABLE, _ROWS)]
        counts = [
            [table, format_number(rows, language)] for table, rows in manifest.rows.items() if rows
        ]
        click.echo(as_table(labels, counts, [False, True]))
    _show_problems(problems, language)


def _show_problems(problems: Sequence[Problem], language: Language) -> None:
    """Write one line per problem, errors first; a long list is cut, and says so."""
    worst_first = sorted(problems, key=lambda problem: problem.severity != "error")
    for problem in worst_first[:PROBLEMS_SHOWN]:
        word = SEVERITIES[problem.severity].in_language(language)
        sentence = problem.sentence().in_language(language)
        click.echo(f"{word} [{problem.rule}] {sentence}", err=problem.severity == "error")
    hidden = len(problems) - PROBLEMS_SHOWN
    if hidden > 0:
        say(
            Text(
                f"… và {format_number(hidden, 'vi')} điều nữa; xem tất cả với --format json",
                f"… and {format_number(hidden, 'en')} more; --format json shows them all",
            ),
            language,
        )
