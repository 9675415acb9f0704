"""Publishing: a case becomes a numbered snapshot, and the pointer moves to it in one step."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from analysis.cases.catalogue import CASES, Case
from analysis.cases.errors import CaseError
from analysis.cases.folder import case_from_folder
from analysis.dictionary import dictionary_version
from analysis.intake.problem import Problem
from analysis.language import Text
from analysis.settings import PROJECT_ROOT
from analysis.warehouse.build import build_snapshot_file
from analysis.warehouse.errors import UnknownCaseError, WarehouseError
from analysis.warehouse.files import flush_file, flush_folder, sha256_of
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from analysis.warehouse.schema import schema_version

LOCK_SECONDS = 120


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: the snapshot now shown, whether it is new, and the warnings found."""

    manifest: Manifest
    created: bool
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
    workspace = _ready(workspace)
    with _only_writer(workspace):
        fingerprint = case_fingerprint(case)
        shown = _shown_manifest(workspace, case.name)
        if shown is not None and shown.fingerprint == fingerprint:
            _point(workspace, shown, make_default)
            return LoadReport(shown, created=False, problems=())
        say(
            Text(
                f"Đang chuẩn bị dữ liệu: {case.title.vi} …",
                f"Preparing the data: {case.title.en} …",
            )
        )
        manifest, problems = _publish(workspace, case, by or _user(), fingerprint)
        _point(workspace, manifest, make_default)
        return LoadReport(manifest, created=True, problems=tuple(problems))


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


def _ready(workspace: Path) -> Path:
    try:
        workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(
            Text(
                f"Không tạo được thư mục làm việc {workspace}: {error.strerror}. Chọn nơi khác "
                "bằng --workspace",
                f"The workspace {workspace} cannot be created: {error.strerror}. Choose another "
                "place with --workspace",
            )
        ) from error
    return workspace


@contextmanager
def _only_writer(workspace: Path) -> Iterator[None]:
    """Hold the place of the one writer of a workspace, waiting for another to finish."""
    try:
        with FileLock(str(workspace / ".writer.lock"), timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise WarehouseError(
            Text(
                f"Một chương trình khác đang ghi vào {workspace}. Chờ nó xong rồi thử lại",
                f"Another program is writing to {workspace}. Wait for it and try again",
            )
        ) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _shown_manifest(workspace: Path, case: str) -> Manifest | None:
    """Return the manifest of the snapshot a case shows, when that snapshot is intact."""
    pointer = read_pointer(workspace)
    if pointer is None or case not in pointer.current:
        return None
    for manifest in read_manifests(workspace):
        if manifest.number == pointer.current[case]:
            return manifest if is_intact(workspace, manifest) else None
    return None


def is_intact(workspace: Path, manifest: Manifest) -> bool:
    """Tell whether a snapshot file is there and is, byte for byte, the one published."""
    path = snapshot_path(workspace, manifest.number)
    try:
        return path.stat().st_size == manifest.size and sha256_of(path) == manifest.sha256
    except OSError:
        return False


def is_current(manifest: Manifest) -> bool:
    """Tell whether a snapshot has the tables and marts this version of the program asks."""
    return manifest.schema_version == schema_version()


def _publish(
    workspace: Path, case: Case, by: str, fingerprint: str
) -> tuple[Manifest, list[Problem]]:
    number = _next_number(workspace)
    temporary = workspace / f"building-{os.getpid()}.duckdb"
    _remove_leftovers(workspace)
    now = datetime.now(UTC).replace(microsecond=0)
    sources = {path.name: sha256_of(path) for path in sorted(case.files)}
    batch = {
        "batch_id": f"{case.name}-{number}",
        "case_name": case.name,
        "imported_at": now.replace(tzinfo=None),
        "imported_by": by,
        "code_version": code_version(),
        "dictionary_version": dictionary_version(),
        "files": json.dumps(sources, ensure_ascii=False, sort_keys=True),
    }
    try:
        frames = {**case.build(), "case_info": _case_row(case)}
        names = {path.stem: path.name for path in case.files}
        rows, problems = build_snapshot_file(
            temporary, frames, batch, lambda table: names.get(table, case.name)
        )
        flush_file(temporary)
        manifest = Manifest(
            number=number,
            case=case.name,
            built_at=now.isoformat(),
            built_by=by,
            code_version=code_version(),
            dictionary_version=dictionary_version(),
            schema_version=schema_version(),
            fingerprint=fingerprint,
            files=sources,
            sha256=sha256_of(temporary),
            size=temporary.stat().st_size,
            rows=rows,
            warnings=sum(problem.severity == "warning" for problem in problems),
        )
        temporary.rename(snapshot_path(workspace, number))
        flush_folder(workspace)
        write_manifest(workspace, manifest)
        return manifest, problems
    except CaseError as error:
        raise WarehouseError(error.text) from error
    finally:
        temporary.unlink(missing_ok=True)


def _next_number(workspace: Path) -> int:
    """Return a number never used before in this workspace, whatever else was lost."""
    used = [0, *(manifest.number for manifest in read_manifests(workspace))]
    for path in [*workspace.glob("snapshot-*.duckdb"), *workspace.glob("snapshot-*.json")]:
        digits = path.stem.removeprefix("snapshot-")
        if digits.isdigit():
            used.append(int(digits))
    return max(used) + 1


def _remove_leftovers(workspace: Path) -> None:
    """Remove what an interrupted build left; the writer's lock is held, so nobody builds now."""
    for path in workspace.glob("building-*"):
        path.unlink(missing_ok=True)


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


def _point(workspace: Path, manifest: Manifest, make_default: bool) -> None:
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    default = manifest.case if make_default else pointer.default_case or manifest.case
    current = {**pointer.current, manifest.case: manifest.number}
    if replace(pointer, default_case=default, current=current) != pointer:
        write_pointer(workspace, Pointer(default, current))


def rebuilt_pointer(workspace: Path) -> Pointer:
    """Return the pointer the manifests imply: the newest intact snapshot of every case."""
    current: dict[str, int] = {}
    default = None
    for manifest in read_manifests(workspace):
        if is_intact(workspace, manifest):
            current[manifest.case] = manifest.number
            default = manifest.case
    return Pointer(default, current)


def code_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("khuyencong-impact")
    except PackageNotFoundError:
        return "0+source"
