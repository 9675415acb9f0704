"""Every rule across rows and tables; new ones start as warnings unless they spoil figures."""

from __future__ import annotations

from analysis.dictionary.rules import ALL_RULES
from analysis.dictionary.rules.model import CrossRule, Trigger

CROSS_RULES: tuple[CrossRule, ...] = ALL_RULES

__all__ = ["CROSS_RULES", "CrossRule", "Trigger"]
