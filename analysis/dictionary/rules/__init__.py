"""Rules across rows and tables, grouped by what they are about."""

from __future__ import annotations

from analysis.dictionary.rules import establishments, money, projects, support
from analysis.dictionary.rules.model import CrossRule

ALL_RULES: tuple[CrossRule, ...] = (
    *projects.RULES,
    *money.RULES,
    *support.RULES,
    *establishments.RULES,
)
