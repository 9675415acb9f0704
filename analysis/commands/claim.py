"""The command `claim`: what may be said the programme did, and how sure that is."""

from __future__ import annotations

import json
from typing import Any

import click

from analysis.commands.asking import asked, question_options
from analysis.commands.console import as_table
from analysis.commands.shared import (
    choice,
    language_of,
    parts,
    shared_options,
    whole_number,
    wrong_use,
)
from analysis.commands.studies import DESIGNS, tell_study
from analysis.evidence.claim import Claim
from analysis.evidence.claim import claim as make_claim
from analysis.evidence.claim_record import claim_record
from analysis.evidence.doubt_record import doubt_findings, doubt_record
from analysis.evidence.method_words import METHODS, Method
from analysis.evidence.model import Comparison
from analysis.evidence.outcomes import CODES, OUTCOMES, PRODUCTIVITY
from analysis.evidence.panel_builder import PanelOptions
from analysis.evidence.panel_covariates import COVARIATE_KINDS, DEFAULT
from analysis.evidence.spoken import as_count, as_range, said_on
from analysis.language import Language, Text

FORMS = ("text", "json")
_COMPARISONS: dict[str, Comparison | None] = {
    "automatic": None,
    "never": "never",
    "not_yet": "not_yet",
}
_MOST_ANTICIPATED = 5
_DOUBTED = Text("Độ nhạy và so sánh ghép cặp", "Sensitivity and matched comparison")


@click.command()
@shared_options
@click.option("--outcome", metavar="CODE", help="Chỉ tiêu kết quả / outcome (--list)")
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các chỉ tiêu / list the outcomes")
@click.option(
    "--method", default="automatic", metavar="|".join(METHODS), help="Phương pháp / method"
)
@click.option(
    "--comparison",
    default="automatic",
    metavar="|".join(_COMPARISONS),
    help="Nhóm đối chứng / who is compared with",
)
@click.option(
    "--anticipation",
    default="0",
    metavar="N",
    help="Số năm thay đổi sớm trước hỗ trợ / years of anticipation",
)
@click.option(
    "--covariates",
    default=",".join(DEFAULT),
    metavar=",".join(COVARIATE_KINDS),
    help="Đặc điểm để điều chỉnh / characteristics adjusted for",
)
@click.option(
    "--sensitivity",
    "doubted",
    is_flag=True,
    help="Độ nhạy, so sánh ghép cặp / sensitivity, matched comparison",
)
@click.option(
    "--design",
    metavar="|".join(DESIGNS),
    help="Thiết kế khác thay cho so sánh chung / another design than the common comparison",
)
@click.option(
    "--unit",
    metavar="ID",
    help="Với --design flagship: cơ sở hoặc cụm / for flagship: the establishment or cluster",
)
@click.option(
    "--format", "output", default="text", metavar="text|json", help="Dạng kết quả / form of output"
)
@question_options
@click.pass_context
def claim(
    context: click.Context,
    /,
    outcome: str | None,
    list_all: bool,
    method: str,
    comparison: str,
    anticipation: str,
    covariates: str,
    doubted: bool,
    design: str | None,
    unit: str | None,
    output: str,
    **question: Any,
) -> None:
    """Chương trình đã làm thay đổi gì, chắc đến đâu / what the programme changed, how surely."""
    language, form = language_of(context), choice("--format", output, FORMS)
    if list_all:
        _list_outcomes(language, form)
        return
    if outcome is None:
        raise wrong_use(
            Text(
                "Thiếu --outcome. «khuyencong claim --list» liệt kê các chỉ tiêu",
                "--outcome is missing. «khuyencong claim --list» tells the outcomes",
            )
        )
    code = choice("--outcome", outcome, CODES)
    chosen: Method = choice("--method", method, METHODS)
    against = choice("--comparison", comparison, tuple(_COMPARISONS))
    kinds = tuple(choice("--covariates", part, COVARIATE_KINDS) for part in parts([covariates]))
    options = PanelOptions(
        covariates=kinds,
        anticipation=whole_number("--anticipation", anticipation, 0, _MOST_ANTICIPATED),
        comparison=_COMPARISONS[against],
    )
    part = asked(context, language, question)
    if design is not None:
        of_part = part.snapshot, part.scope
        tell_study(*of_part, code, design, unit, chosen, options, form)
        return
    found = make_claim(part.snapshot, part.scope, code, method=chosen, options=options)
    if form == "json":
        record = claim_record(found, part.snapshot, part.scope)
        if doubted:
            record |= doubt_record(found, language)
        click.echo(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1))
    else:
        click.echo(_told(found, language), nl=False)
        if doubted:
            told = [f"  - {one.in_language(language)}" for one in doubt_findings(found)]
            click.echo("\n".join(["", f"{_DOUBTED.in_language(language)}:", *told]))


def _told(found: Claim, language: Language) -> str:
    """Return a claim for people to read: the sentence, why, what else, and what was tried."""
    words = {
        "method": Text("Phương pháp", "Method"),
        "grade": Text("Bậc bằng chứng", "Evidence grade"),
        "surer": Text("Để chắc chắn hơn", "What would make this surer"),
        "checks": Text("Kiểm tra", "Checks"),
        "others": Text("Cách tính khác", "Other answers"),
    }
    lines = [found.sentence.in_language(language), ""]
    lines += [
        f"{words['method'].in_language(language)}: {found.method.in_language(language)}.",
        found.comparison_why.in_language(language),
        found.given.built.assignment.why.in_language(language),
    ]
    if found.prices is not None:
        lines.append(found.prices.in_language(language))
    lines += ["", f"{words['grade'].in_language(language)}: {found.grade.level}/5"]
    lines += [f"  - {one.in_language(language)}" for one in found.grade.reasons]
    lines += ["", f"{words['surer'].in_language(language)}:"]
    lines += [f"  - {one.in_language(language)}" for one in found.surer]
    if found.diagnostics:
        lines += ["", f"{words['checks'].in_language(language)}:"]
        lines += [
            f"  {_MARKS[check.passed]} {check.title.in_language(language)}: "
            f"{check.finding.in_language(language)}"
            for check in found.diagnostics
        ]
    text = "\n".join(lines) + "\n"
    if found.sensitivity:
        text += f"\n{words['others'].in_language(language)}:\n" + _others(found, language)
    return text


_MARKS = {True: "✓", False: "✗", None: "?"}


def _others(found: Claim, language: Language) -> str:
    say = said_on(found.outcome.scale, found.unit)
    header = (
        Text("Cách tính", "Answer"),
        Text("Ước tính", "Estimate"),
        Text("Khoảng 95 %", "95% interval"),
        Text("Được hỗ trợ", "Supported"),
        Text("Đối chứng", "Compared"),
    )
    rows = [
        [
            other.title.in_language(language),
            "–" if other.estimate is None else say(other.estimate).in_language(language),
            "–" if other.interval is None else as_range(other.interval, say).in_language(language),
            as_count(other.n_supported).in_language(language),
            as_count(other.n_compared).in_language(language),
        ]
        for other in found.sensitivity
    ]
    labels = [label.in_language(language) for label in header]
    return as_table(labels, rows, [False, True, True, True, True])


def _list_outcomes(language: Language, form: str) -> None:
    titles = {PRODUCTIVITY: Text("Năng suất lao động", "Labour productivity")}
    titles |= {one.code: one.title for one in OUTCOMES}
    if form == "json":
        rows = [{"outcome": code, "title": titles[code].in_language(language)} for code in CODES]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    header = [
        label.in_language(language) for label in (Text("Mã", "Code"), Text("Chỉ tiêu", "Outcome"))
    ]
    rows_told = [[code, titles[code].in_language(language)] for code in CODES]
    click.echo(as_table(header, rows_told), nl=False)
