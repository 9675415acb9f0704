"""The dashboard's only way to the data: open snapshots and measures, both cached.

A cached frame is keyed by the snapshot's checksum and the Scope, so a newly loaded snapshot is
seen at the next rerun and nothing stale is ever served.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.evidence.claim import Claim, claim, with_others
from analysis.evidence.claim_groups import GroupKind, groups_of
from analysis.evidence.method_words import Method
from analysis.evidence.place_names import names_of_places
from analysis.evidence.subgroups import Subgroups
from analysis.exports.notebook_calls import Call, noted
from analysis.geography.vintages import VintageName
from analysis.language import Language, as_language
from analysis.measures import (
    catalogue,
    district_names,
    run_measure,
    scope_choices,
    typed_frame,
)
from analysis.measures.coverage_closing import closing
from analysis.measures.place_profile import SOURCES, facts_from
from analysis.measures.vintage_figures import OnVintage, figure_on
from analysis.scope import Scope
from analysis.settings import LANGUAGE_VARIABLE, settings_from_environment
from analysis.warehouse import CaseInfo, Snapshot, WarehouseError, loaded_cases, open_snapshot
from analysis.warehouse.intact import times_doubted
from analysis.warehouse.limits import Limit
from analysis.warehouse.manifest import POINTER_NAME, manifest_path, snapshot_path
from dashboard.ui.keeping import is_kept, kept


def workspace() -> Path:
    """Return the workspace folder this process serves."""
    return settings_from_environment().workspace


def default_language() -> Language:
    """Return the language of an address that names none."""
    return as_language(os.environ.get(LANGUAGE_VARIABLE))


def cases_here() -> dict[str, int]:
    """Return the snapshot number every loaded case shows now; read anew at each rerun."""
    return loaded_cases(workspace())


def snapshot_of(case: str | None, numbers: dict[str, int], limit: Limit) -> Snapshot:
    """Return what a limit leaves of a case; raises WarehouseError when there is none to show."""
    folder = workspace()
    number = numbers.get(case, 0) if case else 0
    files = (folder / POINTER_NAME, snapshot_path(folder, number), manifest_path(folder, number))
    return _opened(str(folder), case, number, tuple(map(_stamp, files)), limit)


def infos_here(numbers: dict[str, int], shown: Snapshot, limit: Limit) -> list[CaseInfo]:
    """Return what every loaded case is; one that cannot be opened is left out."""
    infos = []
    for name in numbers:
        if name == shown.case.name:
            infos.append(shown.case)
            continue
        try:
            infos.append(snapshot_of(name, numbers, limit).case)
        except WarehouseError:
            continue
    return infos


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one state of a file from another; None when it is not there.

    A file a query could not read is another one: it is looked at again.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, times_doubted(path)


@kept(most=24)
def _opened(
    folder: str,
    case: str | None,
    number: int,
    stamps: tuple[tuple[int, int, int] | None, ...],
    limit: Limit,
) -> Snapshot:
    # `number` and `stamps` are part of the key only: when the pointer moves, or a file is damaged
    # or mended, the next rerun opens anew, with the warning that is due now.
    return open_snapshot(Path(folder), case, limit)


def measure_frame(name: str, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return a measure's frame, the caller's own: pandas copies what is changed."""
    # With names and without are two answers: one reader's must not be kept for another.
    named = settings_from_environment().names_shown
    frame = _frame(name, snapshot.cache_key, scope, named, snapshot).copy(deep=False)
    return noted(frame, run_measure, name, snapshot, scope)


@kept(most=2048)
def _frame(name: str, key: str, scope: Scope, named: bool, _snapshot: Snapshot) -> pd.DataFrame:
    return run_measure(name, _snapshot, scope)


def closing_frame(snapshot: Snapshot, scope: Scope, floor: float | None) -> pd.DataFrame:
    """Return what each place misses to a share of the eligible; None is the province's median."""
    frame = _closing(snapshot.cache_key, scope, floor, snapshot).copy(deep=False)
    made = Call(closing, (snapshot, scope, floor))
    return noted(frame, typed_frame, made, Call(catalogue, part='["coverage_closing"]'))


@kept(most=256)
def _closing(key: str, scope: Scope, floor: float | None, _snapshot: Snapshot) -> pd.DataFrame:
    return typed_frame(closing(_snapshot, scope, floor), catalogue()["coverage_closing"])


def claim_of(snapshot: Snapshot, scope: Scope, outcome: str, method: Method) -> Claim:
    """Return a claim without its other answers, estimated once for what is asked about.

    It speaks both languages, and prices change nothing in it: neither is part of the key. Claims
    are shared between readers and must not be changed.
    """
    asked = replace(scope, language="vi", prices="nominal")
    found = _claim(snapshot.cache_key, asked, outcome, method, snapshot)
    return noted(found, claim, snapshot, asked, outcome, method=method, others=False)


def claim_is_kept(snapshot: Snapshot, scope: Scope, outcome: str, method: Method) -> bool:
    """Tell whether a claim has been estimated for what is asked about, by any reader."""
    asked = replace(scope, language="vi", prices="nominal")
    return is_kept(_claim, snapshot.cache_key, asked, outcome, method, snapshot)


@kept(most=128)
def _claim(key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot) -> Claim:
    return claim(_snapshot, scope, outcome, method=method, others=False)


def others_are_kept(snapshot: Snapshot, scope: Scope, outcome: str, method: Method) -> bool:
    """Tell whether a claim's other answers have been estimated, by any reader."""
    asked = replace(scope, language="vi", prices="nominal")
    return is_kept(kept_others, snapshot.cache_key, asked, outcome, method, snapshot)


def claim_with_others(snapshot: Snapshot, scope: Scope, outcome: str, method: Method) -> Claim:
    """Return a claim with its other answers, which take as long again."""
    asked = replace(scope, language="vi", prices="nominal")
    found = kept_others(snapshot.cache_key, asked, outcome, method, snapshot)
    return noted(found, claim, snapshot, asked, outcome, method=method)


@kept(most=64)
def kept_others(key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot) -> Claim:
    """Return a claim with its other answers."""
    return with_others(claim_of(_snapshot, scope, outcome, method))


def groups_of_claim(
    snapshot: Snapshot, scope: Scope, outcome: str, method: Method, kind: GroupKind
) -> Subgroups | None:
    """Return the estimate of a claim for every group of a kind, made once."""
    asked = replace(scope, language="vi", prices="nominal")
    groups = _groups(snapshot.cache_key, asked, outcome, method, kind, snapshot)
    found = claim_of(snapshot, scope, outcome, method)
    return noted(groups, groups_of, found, kind, Call(names_of_places, (snapshot,)))


@kept(most=128)
def _groups(
    key: str, scope: Scope, outcome: str, method: Method, kind: GroupKind, _snapshot: Snapshot
) -> Subgroups | None:
    found = claim_of(_snapshot, scope, outcome, method)
    return groups_of(found, kind, names_of_places(_snapshot))


def choices(snapshot: Snapshot, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return what each filter can offer in a snapshot, by Scope field name."""
    return dict(_choices(snapshot.cache_key, Scope(vintage=scope.vintage), snapshot))


@kept(most=64)
def _choices(key: str, scope: Scope, _snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    return scope_choices(_snapshot, scope)


def names_of_districts(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the name of every district and commune code."""
    return dict(_names(snapshot.cache_key, language, snapshot))


@kept(most=64)
def _names(key: str, language: Language, _snapshot: Snapshot) -> dict[str, str]:
    return district_names(_snapshot, language)


def figure_on_vintage(snapshot: Snapshot, name: str, vintage: VintageName) -> OnVintage:
    """Return a yearly figure of places as recorded and on one vintage, carried once."""
    found = _on_vintage(snapshot.cache_key, name, vintage, snapshot)
    return noted(found, figure_on, snapshot, name, vintage)


@kept(most=64)
def _on_vintage(key: str, name: str, vintage: VintageName, _snapshot: Snapshot) -> OnVintage:
    return figure_on(_snapshot, name, vintage)


def profile_of(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the facts of the scope's places, from the frames other sections have asked for."""
    whole = replace(scope, districts=())
    frames = {name: measure_frame(name, snapshot, whole) for name in SOURCES}
    return noted(facts_from(frames, scope), facts_from, frames, scope)
