"""What `claim --design` asks and prints: other designs than one comparison of many."""

from __future__ import annotations

import json
from typing import Any

import click

from analysis.commands.console import as_table
from analysis.commands.shared import choice, wrong_use
from analysis.evidence.claim import claim as make_claim
from analysis.evidence.designs.activities import activities
from analysis.evidence.designs.cutoff import cutoff
from analysis.evidence.designs.dose import dose
from analysis.evidence.designs.flagship import flagship_of
from analysis.evidence.designs.flagship_cases import cases
from analysis.evidence.designs.repetition import repetition
from analysis.evidence.designs.study import Study
from analysis.evidence.designs.study_record import study_record
from analysis.evidence.method_words import Method
from analysis.evidence.panel_builder import PanelOptions
from analysis.evidence.spoken import as_count, as_range, said_on
from analysis.language import Language, Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

DESIGNS = ("flagship", "cutoff", "dose", "dose_per_worker", "repetition", "activities")


def tell_study(
    snapshot: Snapshot,
    scope: Scope,
    outcome: str,
    design: str,
    unit: str | None,
    method: Method,
    options: PanelOptions,
    form: str,
) -> None:
    """Print the study of a design: text, or the same as JSON.

    Raises a usage error for a design there is none of, and for a unit that no flagship can be.
    """
    asked = choice("--design", design, DESIGNS)
    study = _study(snapshot, scope, outcome, asked, unit, method, options)
    if form == "json":
        record = study_record(study, snapshot, scope)
        click.echo(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1))
    else:
        click.echo(_told(study, scope.language), nl=False)


def _study(
    snapshot: Snapshot,
    scope: Scope,
    outcome: str,
    design: str,
    unit: str | None,
    method: Method,
    options: PanelOptions,
) -> Study:
    if design == "cutoff":
        return cutoff(snapshot, scope, outcome).study
    claim = make_claim(snapshot, scope, outcome, method=method, options=options, others=False)
    if design == "repetition":
        return repetition(snapshot, claim)
    if design == "activities":
        return activities(claim).study
    if design != "flagship":
        return dose(claim, "grant_per_worker" if design == "dose_per_worker" else "grant").study
    if unit is not None and unit not in {one.code for one in cases(snapshot, claim.given)}:
        raise wrong_use(
            Text(
                f"--unit {unit}: không phải cơ sở được hỗ trợ hay cụm có đủ năm số liệu",
                f"--unit {unit}: no supported establishment or cluster with enough years",
            )
        )
    return flagship_of(snapshot, claim, unit).study


_MARKS: dict[bool | None, str] = {True: "✓", False: "✗", None: "?"}
_WORDS = {
    "method": Text("Phương pháp", "Method"),
    "estimand": Text("Ước tính điều gì", "What is estimated"),
    "grade": Text("Bậc bằng chứng", "Evidence grade"),
    "surer": Text("Để chắc chắn hơn", "What would make this surer"),
    "checks": Text("Kiểm tra", "Checks"),
    "others": Text("Cách tính khác", "Other answers"),
}


def _told(study: Study, language: Language) -> str:
    """Return a study for people to read."""

    def say(text: Text) -> str:
        return text.in_language(language)

    lines = [say(study.sentence), "", f"{say(_WORDS['estimand'])}: {say(study.estimand)}."]
    lines += [f"{say(_WORDS['method'])}: {say(study.method)}.", ""]
    lines += [f"{say(_WORDS['grade'])}: {study.grade.level}/5"]
    lines += [f"  - {say(one)}" for one in study.grade.reasons]
    lines += ["", f"{say(_WORDS['surer'])}:", *(f"  - {say(one)}" for one in study.surer)]
    if study.checks:
        lines += ["", f"{say(_WORDS['checks'])}:"]
        lines += [
            f"  {_MARKS[check.passed]} {say(check.title)}: {say(check.finding)}"
            for check in study.checks
        ]
    text = "\n".join(lines) + "\n"
    if study.others:
        text += f"\n{say(_WORDS['others'])}:\n" + _others(study, language)
    return text


def _others(study: Study, language: Language) -> str:
    said = said_on(study.outcome.scale, study.unit)
    header = (
        Text("Cách tính", "Answer"),
        Text("Ước tính", "Estimate"),
        Text("Khoảng 95 %", "95% interval"),
        Text("Được hỗ trợ", "Supported"),
    )
    rows: list[list[Any]] = [
        [
            other.title.in_language(language),
            "–" if other.estimate is None else said(other.estimate).in_language(language),
            "–" if other.interval is None else as_range(other.interval, said).in_language(language),
            as_count(other.n_supported).in_language(language),
        ]
        for other in study.others
    ]
    return as_table([one.in_language(language) for one in header], rows, [False, True, True, True])
