"""Publishing: a case becomes a numbered snapshot, and the pointer moves to it in one step."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analysis.cases.catalogue import CASES, Case
from analysis.cases.errors import CaseError
from analysis.cases.folder import case_from_folder
from analysis.dictionary import dictionary_version
from analysis.intake.problem import Problem
from analysis.language import Text
from analysis.settings import PROJECT_ROOT
from analysis.warehouse.adopting import adopt
from analysis.warehouse.build import build_snapshot_file
from analysis.warehouse.errors import UnknownCaseError, WarehouseError
from analysis.warehouse.files import flush_file, sha256_of
from analysis.warehouse.manifest import Manifest
from analysis.warehouse.schema import schema_version
from analysis.warehouse.workspace import (
    code_version,
    current_user,
    is_current,
    next_number,
    only_writer,
    point,
    pointed,
    ready,
    shown_manifest,
)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: the snapshot now shown, whether it is new, and the warnings found."""

    manifest: Manifest
    created: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BuiltCase:
    """What building a case came to: when, from which files, rows per table and the warnings."""

    at: datetime
    sources: dict[str, str]
    rows: dict[str, int]
    problems: tuple[Problem, ...]


def find_case(name: str) -> Case:
    """Return a built-in case by name, or the case a folder describes.

    Raises UnknownCaseError when it is neither, WarehouseError when the folder is not a case.
    """
    if name in CASES:
        return CASES[name]
    folder = Path(name)
    if not folder.is_dir():
        known = ", ".join(CASES)
        raise UnknownCaseError(
            Text(
                f"Không có bộ dữ liệu hay thư mục «{name}». Các bộ có sẵn: {known}",
                f"There is no case or folder «{name}». Built-in cases: {known}",
            )
        )
    try:
        return case_from_folder(folder)
    except CaseError as error:
        raise WarehouseError(error.text) from error


def load_case(
    workspace: Path,
    name: str,
    *,
    by: str | None = None,
    make_default: bool = True,
    say: Callable[[Text], None] = lambda text: None,
) -> LoadReport:
    """Load a case into the workspace and show it; the same content twice makes no new snapshot.

    `by` is recorded as the person (the system's user name when None); `say` hears the progress.
    Raises UnknownCaseError, DataProblemsError (nothing published) or WarehouseError.
    """
    case = find_case(name)
    workspace = ready(workspace)
    with only_writer(workspace):
        fingerprint = case_fingerprint(case)
        shown = shown_manifest(workspace, case.name)
        if shown is not None and shown.fingerprint == fingerprint and is_current(shown):
            point(workspace, shown, make_default)
            return LoadReport(shown, created=False, problems=())
        say(
            Text(
                f"Đang chuẩn bị dữ liệu: {case.title.vi} …",
                f"Preparing the data: {case.title.en} …",
            )
        )
        manifest, problems = _publish(
            workspace,
            case,
            by or current_user(),
            fingerprint,
            shown.number if shown else None,
            make_default,
        )
        return LoadReport(manifest, created=True, problems=problems)


def case_fingerprint(case: Case) -> str:
    """Return a fingerprint of everything a case's snapshot is made of.

    Its files, the dictionary, and the code that maps, checks and derives.
    """
    digest = hashlib.sha256(f"{case.name} {dictionary_version()}".encode())
    code = PROJECT_ROOT / "analysis"
    sources = [
        path
        for folder in ("cases", "geography", "simulate", "intake", "warehouse")
        for path in (code / folder).rglob("*")
        if path.suffix in (".py", ".sql")
    ]
    for path in [*sorted(sources), *sorted(case.files)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def build_case_file(case: Case, path: Path, by: str = "khuyencong") -> BuiltCase:
    """Build the snapshot file of a case at a path, without publishing it.

    Raises DataProblemsError or WarehouseError; the file is then not there.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    sources = {file.name: sha256_of(file) for file in sorted(case.files)}
    building = path.with_name(f"building-{os.getpid()}.duckdb")
    batch = {
        "batch_id": f"{case.name}-{now:%Y%m%d%H%M%S}-{secrets.token_hex(3)}",
        "case_name": case.name,
        "imported_at": now.replace(tzinfo=None),
        "imported_by": by,
        "code_version": code_version(),
        "dictionary_version": dictionary_version(),
        "files": json.dumps(sources, ensure_ascii=False, sort_keys=True),
        "action": "load",
    }
    building.unlink(missing_ok=True)
    try:
        frames = {**case.build(), "case_info": _case_row(case)}
        names = {file.stem: file.name for file in case.files}
        rows, problems = build_snapshot_file(
            building, frames, batch, lambda table: names.get(table, case.name)
        )
        flush_file(building)
        building.replace(path)
    except CaseError as error:
        raise WarehouseError(error.text) from error
    finally:
        building.unlink(missing_ok=True)
    return BuiltCase(now, sources, rows, tuple(problems))


def _publish(
    workspace: Path, case: Case, by: str, fingerprint: str, parent: int | None, make_default: bool
) -> tuple[Manifest, tuple[Problem, ...]]:
    temporary = workspace / "building-case.duckdb"
    built = build_case_file(case, temporary, by)
    manifest = Manifest(
        number=next_number(workspace),
        case=case.name,
        built_at=built.at.isoformat(),
        built_by=by,
        code_version=code_version(),
        dictionary_version=dictionary_version(),
        schema_version=schema_version(),
        fingerprint=fingerprint,
        files=built.sources,
        sha256=sha256_of(temporary),
        size=temporary.stat().st_size,
        rows=built.rows,
        warnings=sum(problem.severity == "warning" for problem in built.problems),
        parent=parent,
    )
    try:
        adopt(workspace, temporary, manifest, pointed(workspace, manifest, make_default))
    finally:
        temporary.unlink(missing_ok=True)
    return manifest, built.problems


def _case_row(case: Case) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "name": case.name,
                "kind": case.kind,
                "title_vi": case.title.vi,
                "title_en": case.title.en,
                "about_vi": case.about.vi,
                "about_en": case.about.en,
                "currency": case.currency,
                "as_of": pd.Timestamp(case.as_of),
                "source_vi": case.source.vi,
                "source_en": case.source.en,
            }
        ]
    )
