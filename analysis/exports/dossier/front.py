"""What stands on page one of every form of a dossier."""

from __future__ import annotations

from analysis.exports.dossier.model import Dossier, Words
from analysis.language import Text

_LABELS = (
    Text("Khoảng tin cậy", "Interval"),
    Text("Số cơ sở (n)", "Establishments (n)"),
    Text("Bậc bằng chứng", "Evidence grade"),
)
MOST_REASONS = 6
"""Reasons shown on page one: the level, the design, and what holds the grade down; all follow."""


def front_facts(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Return interval, n and grade, each with its label."""
    front = dossier.front
    labels = [label.in_language(dossier.language) for label in _LABELS]
    return tuple(zip(labels, (front.interval, front.n, front.grade_words), strict=True))


def first_reasons(dossier: Dossier) -> Words:
    """Return the first reasons of the grade."""
    grade = next(one for one in dossier.sections if one.code == "grade")
    reasons = next(one for one in grade.blocks if isinstance(one, Words))
    return Words(reasons.lines[:MOST_REASONS], bullets=True)
