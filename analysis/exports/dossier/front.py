"""What stands on page one of every form of a dossier: what a leader needs, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exports.dossier.model import Block, Dossier, Picture, Section, Verdict, Words
from analysis.language import Text, format_number

_LABELS = (
    Text("Khoảng tin cậy", "Interval"),
    Text("Số cơ sở (n)", "Establishments (n)"),
    Text("Bậc bằng chứng", "Evidence grade"),
)
_CHECKED = Text(
    "{all} phép kiểm tra: {passed} đạt, {failed} không đạt, {open} không làm được.",
    "{all} checks: {passed} passed, {failed} failed, {open} not possible.",
)
_FAILED = Text("Không đạt: {names}.", "Failed: {names}.")
_SURER = Text("Điều gì làm chắc hơn:", "What would raise it:")
MOST_REASONS = 6
"""Reasons shown on page one: the level, the design, and what holds the grade down; all follow."""
MOST_RAISING = 3
"""Of what would raise the grade, the first; all follow on the pages behind."""


def front_facts(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Return interval, n and grade, each with its label."""
    front = dossier.front
    labels = [label.in_language(dossier.language) for label in _LABELS]
    return tuple(zip(labels, (front.interval, front.n, front.grade_words), strict=True))


def front_blocks(dossier: Dossier) -> tuple[Block, ...]:
    """Return why that grade, how the checks went, what would raise it, and the course in a chart.

    All of it stands in the sections as well; page one has the first lines of it.
    """
    words = [one for one in _section(dossier, "grade").blocks if isinstance(one, Words)]
    reasons, *rest = [one.lines for one in words if one.bullets]
    raising = rest[0] if rest else ()
    blocks: list[Block] = [Words(reasons[:MOST_REASONS], bullets=True)]
    if dossier.checks:
        blocks.append(Words(_checked(dossier)))
    if raising:
        blocks.append(Words((_SURER.in_language(dossier.language),)))
        blocks.append(Words(raising[:MOST_RAISING], bullets=True))
    pictures = [one for one in _section(dossier, "result").blocks if isinstance(one, Picture)]
    return (*blocks, *pictures[:1])


def _checked(dossier: Dossier) -> tuple[str, ...]:
    language = dossier.language

    def count(verdicts: Sequence[Verdict]) -> str:
        return format_number(sum(one.verdict in verdicts for one in dossier.checks), language)

    told = _CHECKED.filled(
        all=count(("pass", "fail", "not_possible")),
        passed=count(("pass",)),
        failed=count(("fail",)),
        open=count(("not_possible",)),
    )
    failed = [one.title for one in dossier.checks if one.verdict == "fail"]
    if not failed:
        return (told.in_language(language),)
    names = _FAILED.filled(names="; ".join(failed))
    return (f"{told.in_language(language)} {names.in_language(language)}",)


def _section(dossier: Dossier, code: str) -> Section:
    return next(one for one in dossier.sections if one.code == code)
