"""Placebo outcomes for a Scope: what to look at, and whose support cannot have moved it."""

from __future__ import annotations

from dataclasses import replace

from analysis.evidence.outcomes import PLACEBOS, Outcome
from analysis.evidence.panel_builder import PanelOptions, build
from analysis.evidence.panel_built import BuiltPanel
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def placebo_scopes(scope: Scope) -> tuple[tuple[Outcome, Scope], ...]:
    """Return the placebo outcomes that apply inside a scope, each with the scope to ask it in.

    A placebo belongs to activities; the scope is narrowed to those of it that are asked about.
    Empty where none of them is.
    """
    found = []
    for outcome in PLACEBOS:
        activities = tuple(
            code
            for code in outcome.untouched_by
            if not scope.activities or code in scope.activities
        )
        if activities:
            found.append((outcome, replace(scope, activities=activities)))
    return tuple(found)


def placebo_panels(
    snapshot: Snapshot,
    scope: Scope,
    *,
    options: PanelOptions | None = None,
) -> dict[str, BuiltPanel]:
    """Return the panels of the placebos that apply inside a scope and can be estimated, by code.

    They are built like the panel of a claim, but years from support of another kind on are left
    out: that support might well move the outcome.
    """
    options = replace(options or PanelOptions(), later_support="hide")
    panels = {
        outcome.code: build(snapshot, narrowed, outcome.code, options=options)
        for outcome, narrowed in placebo_scopes(scope)
    }
    return {code: built for code, built in panels.items() if built.missing is None}
