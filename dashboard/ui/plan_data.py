"""Files to choose from, their gates and what is expected of them: each computed once and kept.

Keys hold the snapshot's checksum, the Scope, the plan year and whether names are hidden. Results
are shared between readers and must not be changed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.decisions.candidates import candidates
from analysis.decisions.gates import gate_results
from analysis.decisions.hidden_names import names_hidden
from analysis.decisions.plan_asked import waiting_years
from analysis.decisions.plan_problem import names_of, officers_in_hand
from analysis.decisions.plan_store import FOLDER, Shelf, deleted, shelf
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import CandidateSet, candidate_set
from analysis.decisions.selection import Selection, next_selection
from analysis.exports.notebook_calls import Call, noted
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import workspace
from dashboard.ui.keeping import kept


def years_waiting(snapshot: Snapshot) -> tuple[int, ...]:
    """Return the plan years that files wait for, the latest first."""
    return _years(snapshot.cache_key, snapshot)


@kept(most=24)
def _years(key: str, _snapshot: Snapshot) -> tuple[int, ...]:
    return waiting_years(_snapshot)


def files_of(snapshot: Snapshot, scope: Scope, year: int | None) -> pd.DataFrame:
    """Return the frame of candidates for a plan year, the latest without."""
    frame = _files(snapshot.cache_key, scope, year, names_hidden(), snapshot).copy(deep=False)
    return noted(frame, candidates, snapshot, scope, _selected(snapshot, year))


@kept(most=64)
def _files(
    key: str, scope: Scope, year: int | None, hidden: bool, _snapshot: Snapshot
) -> pd.DataFrame:
    return candidates(_snapshot, scope, _selection(_snapshot, year))


def gates_of(snapshot: Snapshot, scope: Scope, year: int | None) -> pd.DataFrame:
    """Return the result of every gate of the files for a plan year."""
    frame = _gates(snapshot.cache_key, scope, year, snapshot).copy(deep=False)
    return noted(frame, gate_results, snapshot, scope, _selected(snapshot, year))


@kept(most=64)
def _gates(key: str, scope: Scope, year: int | None, _snapshot: Snapshot) -> pd.DataFrame:
    return gate_results(_snapshot, scope, _selection(_snapshot, year))


def choice_of(snapshot: Snapshot, scope: Scope, year: int | None) -> CandidateSet:
    """Return the candidates of the optimiser, in both languages.

    The first time of a snapshot takes seconds, as effects are estimated.
    """
    either = scope.in_language("vi")
    made = _choice(snapshot.cache_key, either, year, names_hidden(), snapshot)
    return noted(made, candidate_set, snapshot, either, _selected(snapshot, year))


@kept(most=32)
def _choice(
    key: str, scope: Scope, year: int | None, hidden: bool, _snapshot: Snapshot
) -> CandidateSet:
    return candidate_set(_snapshot, scope, _selection(_snapshot, year))


def names_in(snapshot: Snapshot, scope: Scope, year: int | None) -> Names:
    """Return what names the codes of a choice."""
    names = _named(snapshot.cache_key, scope.in_language("vi"), year, names_hidden(), snapshot)
    return noted(names, names_of, choice_of(snapshot, scope, year), snapshot)


@kept(most=32)
def _named(key: str, scope: Scope, year: int | None, hidden: bool, _snapshot: Snapshot) -> Names:
    return names_of(choice_of(_snapshot, scope, year), _snapshot)


def officers_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the officers who have projects under way."""
    return _officers(snapshot.cache_key, snapshot)


@kept(most=24)
def _officers(key: str, _snapshot: Snapshot) -> tuple[str, ...]:
    return officers_in_hand(_snapshot)


def plans_kept(case: str) -> Shelf:
    """Return the saved plans of a case; files are read again only when the folder has changed."""
    return _shelf(str(workspace()), case, _stamps(workspace() / FOLDER / case))


def plans_deleted(case: str) -> Shelf:
    """Return the plans that can be brought back."""
    folder = workspace() / FOLDER / case
    return _deleted(str(workspace()), case, _stamps(folder), _stamps(folder / "deleted"))


Stamps = tuple[tuple[str, int, int], ...]


def _stamps(folder: Path) -> Stamps:
    if not folder.is_dir():
        return ()
    states = [(path.name, path.stat()) for path in sorted(folder.glob("*.json"))]
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


@kept(most=16)
def _shelf(folder: str, case: str, stamps: Stamps) -> Shelf:
    # `stamps` are part of the key only.
    return shelf(Path(folder), case)


@kept(most=16)
def _deleted(folder: str, case: str, stamps: Stamps, away: Stamps) -> Shelf:
    return deleted(Path(folder), case)


def _selection(snapshot: Snapshot, year: int | None) -> Selection:
    return next_selection(snapshot) if year is None else Selection(plan_year=year)


def _selected(snapshot: Snapshot, year: int | None) -> Call | Selection:
    """Return how a notebook names the selection: the next one, or that of a year."""
    return Call(next_selection, (snapshot,)) if year is None else Selection(plan_year=year)
