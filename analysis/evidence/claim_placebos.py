"""Placebo outcomes of a claim, read once for all outcomes asked about inside the same scope."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from analysis.evidence.doubts import Elsewhere
from analysis.evidence.ground import Ground
from analysis.evidence.model import Comparison
from analysis.evidence.panel_builder import PanelOptions
from analysis.evidence.panel_placebos import placebo_panels
from analysis.evidence.spoken import said_on
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_MOST = 8
"""Questions whose placebos are kept: a few megabytes each in a province of 6,000 establishments."""


@dataclass(frozen=True, slots=True)
class _Read:
    sql: str
    comparison: Comparison | None
    outcome: Elsewhere


_Question = tuple[str, str, Scope, PanelOptions]
_kept: OrderedDict[_Question, dict[str, _Read]] = OrderedDict()
_one_at_a_time = Lock()


def placebo_outcomes_of(
    snapshot: Snapshot, scope: Scope, given: Ground, options: PanelOptions
) -> dict[str, Elsewhere]:
    """Return the placebo outcomes that apply to a claim, other than the one asked about itself."""
    return {
        code: read.outcome
        for code, read in _read(snapshot, scope, replace(options, covariates=())).items()
        if read.sql != given.built.outcome.sql and read.comparison == given.comparison
    }


def forget_placebos() -> None:
    """Let go of what is kept, so that the next claim reads everything itself."""
    with _one_at_a_time:
        _kept.clear()


def _read(snapshot: Snapshot, scope: Scope, options: PanelOptions) -> dict[str, _Read]:
    """Return all placebo outcomes inside a scope; they do not depend on the outcome of a claim."""
    question = (str(snapshot.path), snapshot.cache_key, scope, options)
    with _one_at_a_time:
        if question in _kept:
            _kept.move_to_end(question)
            return _kept[question]
    found = {
        code: _Read(
            built.outcome.sql,
            built.comparison_available,
            Elsewhere(
                built.outcome.title,
                built.wide,
                said_on(built.outcome.scale, built.unit_of_measure),
            ),
        )
        for code, built in placebo_panels(snapshot, scope, options=options).items()
    }
    with _one_at_a_time:
        _kept[question] = found
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found
