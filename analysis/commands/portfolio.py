"""The command `portfolio`: which files to fund under a budget, why, and how surely the best."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from analysis.commands.asking import asked_case, case_option
from analysis.commands.console import (
    FORMATS,
    SIMULATED,
    as_csv,
    as_table,
    cell,
    marked_records,
)
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    format_option,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.decisions.plan_outcome_words import outcome_words
from analysis.decisions.plan_problem import names_of
from analysis.decisions.plan_record import plan_record
from analysis.decisions.plan_request import PlanRequest, read_query
from analysis.decisions.plan_request_parts import RequestError
from analysis.decisions.plan_solved import Solved, solve_request
from analysis.decisions.plan_store import PlanStoreError, new_identity, save_plan
from analysis.decisions.plan_table import DECISION_TABLE, decision_table
from analysis.decisions.plan_words import aim_words, chosen_words, proof_words
from analysis.decisions.portfolio.solve import GAP, SECONDS
from analysis.decisions.portfolio.words import Names, explanation_words, violation_words
from analysis.decisions.portfolio_candidates import CandidateSet, candidate_set
from analysis.decisions.saved_plan import LONGEST_NAME, saved_plan, tidy
from analysis.decisions.selection import Selection, next_selection, plan_years
from analysis.language import Language, Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_MOST_SECONDS = 3_600
_OPTION = {"capacity": "--officer-capacity", "planyear": "--year"}
"""How parts of a request are called on the command line, where not by their own name."""

_SHOWN = (
    *("application_id", "name", "district_name", "activity_name", "fund_source_name"),
    *("grant_amount", "jobs", "reason"),
)


@click.command()
@shared_options
@format_option
@case_option
@click.option(
    "--budget",
    multiple=True,
    metavar="AMOUNT|SOURCE=AMOUNT",
    help="Ngân sách, đồng / budget, whole đồng",
)
@click.option(
    "--objective",
    multiple=True,
    metavar="jobs|productivity|leverage|coverage|mix|NAME=WEIGHT",
    help="Mục tiêu / what counts",
)
@click.option(
    "--floor",
    multiple=True,
    metavar="mountain=0.3|district:CODE=AMOUNT",
    help="Mức tối thiểu / at least",
)
@click.option(
    "--cap",
    multiple=True,
    metavar="activity:CODE=0.5|district:CODE=AMOUNT",
    help="Mức tối đa / at most",
)
@click.option("--lock", multiple=True, metavar="ID", help="Khóa chọn hồ sơ / lock a file in")
@click.option("--forbid", multiple=True, metavar="ID", help="Loại hồ sơ / leave a file out")
@click.option(
    "--officer-capacity", metavar="N", help="Số đề án mỗi cán bộ / projects of each officer"
)
@click.option(
    "--confirmed-ceilings",
    is_flag=True,
    help="Chỉ hồ sơ có mức tối đa đã xác nhận / only files with a confirmed ceiling",
)
@click.option(
    "--seconds", default=f"{SECONDS:g}", metavar="N", help="Thời gian tối đa / time limit"
)
@click.option("--gap", default=f"{GAP:g}", metavar="0.0001", help="Sai số cho phép / gap allowed")
@click.option("--year", metavar="2026", help="Năm kế hoạch của hồ sơ / plan year of the files")
@click.option(
    "--save", metavar="NAME", help="Lưu phương án, xem ở trang / keep the plan, as the page does"
)
@click.option("--note", metavar="TEXT", help="Ghi chú khi lưu / a note with it")
@click.pass_context
def portfolio(
    context: click.Context,
    /,
    output: str,
    case_name: str | None,
    budget: tuple[str, ...],
    objective: tuple[str, ...],
    floor: tuple[str, ...],
    cap: tuple[str, ...],
    lock: tuple[str, ...],
    forbid: tuple[str, ...],
    officer_capacity: str | None,
    confirmed_ceilings: bool,
    seconds: str,
    gap: str,
    year: str | None,
    save: str | None,
    note: str | None,
) -> None:
    """Chọn hồ sơ nào để hỗ trợ với ngân sách này / which files to fund with this budget."""
    language, form = language_of(context), choice("--format", output, FORMATS)
    asked = {
        "budget": ",".join(budget),
        "objective": ",".join(objective),
        "floor": ",".join(floor),
        "cap": ",".join(cap),
        "lock": ",".join(lock),
        "forbid": ",".join(forbid),
        "capacity": officer_capacity or "",
        "planyear": year or "",
        "confirmed": "1" if confirmed_ceilings else "",
    }
    if save is not None and not tidy(save, LONGEST_NAME):
        raise wrong_use(Text("--save: kế hoạch cần một tên", "--save: a plan needs a name"))
    if note is not None and save is None:
        raise wrong_use(
            Text("--note: chỉ dùng cùng --save", "--note: goes together with --save only")
        )
    limit, tolerance = whole_number("--seconds", seconds, 1, _MOST_SECONDS), _gap(gap)
    scope = Scope(language=language)
    try:
        request = read_query(asked)
        if request.total is None and not request.budgets:
            raise wrong_use(
                Text(
                    "Thiếu --budget. Ví dụ: --budget 8000000000, hoặc --budget national=5000000000",
                    "--budget is missing. For example: --budget 8000000000, or --budget "
                    "national=5000000000",
                )
            )
        snapshot = asked_case(context, language, case_name)
        made = _candidates(snapshot, scope, request)
        solved = solve_request(made, request, snapshot, limit, tolerance)
    except RequestError as error:
        option = _OPTION.get(error.part, f"--{error.part}")
        raise wrong_use(Text(f"{option}: {error.text.vi}", f"{option}: {error.text.en}")) from error
    names = names_of(made, snapshot)
    if form == "json":
        record = plan_record(solved, snapshot, scope, names)
        click.echo(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1))
    elif form == "csv":
        frame = decision_table(made, solved, names, language)
        columns = [*(column.name for column in DECISION_TABLE.columns), "case", "simulated"]
        click.echo(as_csv(marked_records(frame, snapshot.case), columns), nl=False)
    else:
        click.echo(_told(made, solved, names, snapshot, language), nl=False)
    if not solved.found:
        for sentence in _why_not(solved, names):
            say(sentence, language, error=True)
        context.exit(BAD_DATA)
    if save is not None:
        _keep(solved, save, note or "", snapshot, scope, names, workspace_of(context), language)


def _keep(
    solved: Solved,
    name: str,
    note: str,
    snapshot: Snapshot,
    scope: Scope,
    names: Names,
    workspace: Path,
    language: Language,
) -> None:
    """Keep a plan on the shelf of the page; said on the error stream, beside what was asked for."""
    plan = saved_plan(new_identity(), name, note, solved, snapshot, scope, names)
    try:
        save_plan(workspace, plan)
    except PlanStoreError as error:
        raise CommandError(error.text, BAD_DATA) from error
    said = Text(
        "Đã lưu «{name}» ({identity}); mở ở trang Danh mục đề án, mục Đã lưu",
        "«{name}» is saved ({identity}); open it on the page Project portfolio, Saved plans",
    )
    say(said.filled(name=plan.name, identity=plan.identity), language, error=True)


def _gap(value: str) -> float:
    try:
        gap = float(value)
    except ValueError:
        gap = -1.0
    if 0 <= gap <= 1:
        return gap
    raise wrong_use(
        Text(
            f"--gap: «{value}» không phải số từ 0 đến 1",
            f"--gap: «{value}» is not a number from 0 to 1",
        )
    )


def _candidates(snapshot: Snapshot, scope: Scope, request: PlanRequest) -> CandidateSet:
    """Return the files to choose from; raises CommandError where none waits for a decision."""
    selection = (
        next_selection(snapshot) if request.year is None else Selection(plan_year=request.year)
    )
    made = candidate_set(snapshot, scope, selection)
    if made.candidates:
        return made
    years = [str(int(one)) for one in plan_years(snapshot)["plan_year"].dropna()]
    if request.year is not None and years:
        listed = ", ".join(years)
        raise wrong_use(
            Text(
                f"--year: không có hồ sơ chờ xét cho năm {request.year}. Các năm có: {listed}",
                f"--year: no file waits for a decision for {request.year}. Years: {listed}",
            )
        )
    raise CommandError(
        Text(
            f"Bộ dữ liệu «{snapshot.case.name}» không có hồ sơ nào chờ xét. Cần: bảng hồ sơ đề "
            "nghị hỗ trợ với kết quả «đang xét»",
            f"No file waits for a decision in «{snapshot.case.name}». Needed: the table of "
            "applications, with the result pending",
        ),
        BAD_DATA,
    )


def _why_not(solved: Solved, names: Names) -> Sequence[Text]:
    told = [proof_words(solved.plan)]
    told += [violation_words(one, names) for one in solved.plan.violations]
    if solved.explanation is not None:
        told += explanation_words(solved.explanation, names)
    return told


def _told(
    made: CandidateSet, solved: Solved, names: Names, snapshot: Snapshot, language: Language
) -> str:
    """Return a plan for people to read: the sentences, then every file with its reason."""
    currency = snapshot.case.currency
    lines = [f"{snapshot.case.title.in_language(language)} ({snapshot.case.name})"]
    if snapshot.case.simulated:
        lines.append(f"*** {SIMULATED.in_language(language)} ***")
    if solved.found:
        sentences = [
            chosen_words(solved.problem, solved.plan, currency),
            proof_words(solved.plan),
            *(outcome_words(one, currency) for one in solved.outcomes),
        ]
        aim = Text("Mục tiêu", "Objective").in_language(language)
        lines.append(f"{aim}: {aim_words(solved.request).in_language(language)}")
        lines += [_sentence(one.in_language(language)) for one in sentences]
    frame = decision_table(made, solved, names, language)
    if solved.found:
        frame = frame.sort_values("decision", kind="stable")
    columns = [DECISION_TABLE.column(name) for name in ("decision_name", *_SHOWN)]
    rows = [
        [cell(value, column.kind, language) for value, column in zip(row, columns, strict=True)]
        for row in frame[[column.name for column in columns]].itertuples(index=False)
    ]
    header = [column.label.in_language(language) for column in columns]
    right = [column.kind in ("money", "number") for column in columns]
    notes = [DECISION_TABLE.counts, DECISION_TABLE.caveats]
    table = as_table(header, rows, right) if solved.found else ""
    return "\n".join([*lines, "", table, *(note.in_language(language) for note in notes), ""])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
