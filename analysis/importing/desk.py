"""The desk where hand-ins are taken, looked at and decided: import all, the good rows, or nothing.

One import is one snapshot. Nothing is published before the person has decided, and what is
published is the very file that was checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from analysis.audit.events import Kind
from analysis.audit.log import record, record_done
from analysis.cases.catalogue import CASES
from analysis.cases.own import OWN_CASE, own_case
from analysis.importing.left_behind import left_behind
from analysis.importing.memory import remember_columns, remembered_columns
from analysis.importing.model import (
    Choices,
    Correction,
    Decision,
    HandedFile,
    HandedRows,
    Report,
    Request,
)
from analysis.importing.own_district import BEYOND_RULE
from analysis.importing.pipeline import CANDIDATE_NAME
from analysis.importing.process import ImportFailedError, run_in_process
from analysis.importing.tray import TRAY, keep_received, new_folder, remove_folder
from analysis.language import Text
from analysis.log import log
from analysis.warehouse.adopting import adopt
from analysis.warehouse.disk import disk_error, disk_told
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.files import sha256_of
from analysis.warehouse.intact import later_words
from analysis.warehouse.limits import NO_LIMIT, Limit
from analysis.warehouse.manifest import Manifest, read_manifests, read_pointer, snapshot_path
from analysis.warehouse.unchanged import changed_outside
from analysis.warehouse.workspace import (
    code_version,
    current_user,
    is_current,
    is_intact,
    next_number,
    only_writer,
    pointed,
    ready,
    rebuilt_pointer,
    shown_manifest,
)

PRACTICE_CASE = "quang-ngai-simulated"
"""The one built-in data set that may be changed: whatever is put into it stays marked simulated."""

_ON_RECORD: dict[str, Kind] = {"correction": "correction", "decision": "decision"}
"""What an action is in the audit log; every other is an import."""

Tell = Callable[[Text, float], None]


def silent(text: Text, share: float) -> None:
    """Hear progress and say nothing."""


class ImportRefusedError(WarehouseError):
    """A hand-in that cannot be taken or published; `text` says why and what to do."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in that was read and checked: what was asked and what was found."""

    request: Request
    report: Report

    @property
    def folder(self) -> Path:
        """Where its files and its candidate lie."""
        return Path(self.request.folder)


def importable(case: str) -> bool:
    """Tell whether files can be imported into a data set."""
    return case not in CASES or case == PRACTICE_CASE


def take(
    workspace: Path,
    files: Sequence[HandedFile] = (),
    *,
    case: str = OWN_CASE,
    by: str | None = None,
    sender: str | None = None,
    choices: Choices | None = None,
    folder: Path | None = None,
    rows: Sequence[HandedRows] = (),
    action: str = "import",
    decisions: Sequence[Decision] = (),
    corrections: Sequence[Correction] = (),
    mended: Sequence[str] = (),
    only_check: bool = False,
    limit: Limit = NO_LIMIT,
    tell: Tell = silent,
) -> HandIn:
    """Read and check a hand-in against the data set there is; nothing is published.

    `folder` is the hand-in's own folder, a new one when None: that is gone again when the reading
    is stopped or fails. With `only_check` no candidate is built. Of a hand-in within a `limit`
    nothing is told that rows outside its districts are needed for. Raises ImportRefusedError when
    the data set takes no imports or is damaged, ImportFailedError when the import process failed
    by itself, DiskError when the disk did.
    """
    workspace = ready(workspace)
    check_case(case)
    with disk_told(workspace):
        base, parent = _base(workspace, case, action)
        given = choices or Choices()
        place = folder or new_folder(workspace)
        request = Request(
            case=case,
            base=str(base),
            parent=parent,
            files=_told_apart(files),
            folder=str(place),
            by=by or current_user(),
            at=datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat(),
            rows=tuple(rows),
            sender=sender or None,
            action=action,
            choices=replace(given, remembered=remembered_columns(workspace, sender)),
            decisions=tuple(decisions),
            corrections=tuple(corrections),
            mended=tuple(mended),
            only_check=only_check,
            districts=limit.districts,
        )
        try:
            report = _read(workspace, request, tell)
            _record_beyond(workspace, request, report)
            return HandIn(request, report)
        except BaseException:
            if folder is None:
                remove_folder(place)
            raise


def _record_beyond(workspace: Path, request: Request, report: Report) -> None:
    """Put on record that somebody is about to be told that rows meet records out of reach.

    That is an answer to whether a code is taken, and many rows are many answers. Raises OSError
    when it cannot be put on record: it is not told then.
    """
    rows = sum(problem.rule == BEYOND_RULE for problem in report.problems)
    if rows:
        names = ", ".join(file.name for file in request.files)
        on_record = {"case": request.case, "file": names or None, "rows": rows}
        record(workspace, "beyond", request.by, on_record)


def _read(workspace: Path, request: Request, tell: Tell) -> Report:
    """Return the report of the import process; a disk that stopped it is told as that."""
    try:
        return run_in_process(request, tell)
    except ImportFailedError as error:
        told = disk_error(workspace, error.details)
        if told is None:
            raise
        raise told from error


def publish(
    workspace: Path, hand_in: HandIn, *, only_good: bool = False, limit: Limit = NO_LIMIT
) -> Manifest:
    """Publish the candidate of a hand-in as the next snapshot and show it.

    With errors in the hand-in only its good rows can be published, and only when `only_good`
    says so. Raises ImportRefusedError when there is nothing to publish, something is undecided,
    the data set has changed since it was checked, it was checked within another limit, or rows
    outside the limit of whoever hands in would change; nothing is changed then.
    """
    request, candidate = hand_in.request, hand_in.report.candidate
    if limit.districts and request.districts != limit.districts:
        raise ImportRefusedError(
            Text(
                "Lần kiểm tra này không phải trong phạm vi của bạn. Kiểm tra lại rồi nạp",
                "This was not checked within what you may see. Check again, then import",
            )
        )
    if hand_in.report.errors and not only_good:
        raise ImportRefusedError(
            Text(
                f"Có {hand_in.report.errors} lỗi nên chưa nạp gì; sửa rồi nộp lại, hoặc chỉ nạp "
                "dòng đúng",
                f"There are {hand_in.report.errors} errors, so nothing was imported; mend them, or "
                "import the good rows only",
            )
        )
    if candidate is None:
        raise ImportRefusedError(Text("Không có gì để nạp", "There is nothing to import"))
    built = hand_in.folder / CANDIDATE_NAME
    with only_writer(workspace):
        shown = shown_manifest(workspace, request.case)
        if (shown.number if shown else None) != request.parent:
            raise ImportRefusedError(
                Text(
                    "Số liệu đã thay đổi từ lúc kiểm tra. Kiểm tra lại rồi nạp",
                    "The data have changed since the check. Check again, then import",
                )
            )
        if not built.exists() or sha256_of(built) != candidate.sha256:
            raise ImportRefusedError(
                Text(
                    "Bản chờ nạp không còn nguyên vẹn. Kiểm tra lại tệp rồi nạp",
                    "The candidate is no longer intact. Check the files again, then import",
                )
            )
        outside = changed_outside(Path(request.base), built, limit)
        if outside:
            raise ImportRefusedError(_not_yours(outside))
        for file in request.files:
            checksum = candidate.files.get(file.name, "")
            keep_received(workspace, Path(file.path), file.name, checksum, hand_in.folder)
        manifest = _manifest(workspace, hand_in)
        first = request.action in ("import", "correction")
        adopt(workspace, built, manifest, pointed(workspace, manifest, make_default=first))
    record_done(
        workspace,
        _ON_RECORD.get(request.action, "import"),
        request.by,
        {"case": manifest.case, "snapshot": manifest.number, "action": request.action},
    )
    # It is published: a disk that takes no more costs the officer some clicks the next time.
    with suppress(OSError):
        remember_columns(workspace, request.sender, request.choices.mapping)
    remove_folder(hand_in.folder)
    log(
        "import",
        case=manifest.case,
        snapshot=manifest.number,
        action=manifest.action,
        files=len(request.files),
        rows=sum(manifest.changes.values()),
        problems=hand_in.report.errors,
    )
    return manifest


def _not_yours(tables: Sequence[str]) -> Text:
    from analysis.dictionary import TABLES

    labels = [TABLES[name].label for name in tables]
    listed = Text(", ".join(one.vi for one in labels), ", ".join(one.en for one in labels))
    return Text(
        "Tệp có dòng ngoài huyện của bạn, nên chưa nạp gì. Bỏ các dòng đó, hoặc nhờ người quản trị "
        "nạp. Bảng: {listed}",
        "The hand-in holds rows outside your district, so nothing was imported. Leave them out, or "
        "ask an administrator to import them. Tables: {listed}",
    ).filled(listed=listed)


def give_up(hand_in: HandIn) -> None:
    """Decide for nothing: throw the hand-in away."""
    remove_folder(hand_in.folder)


def _manifest(workspace: Path, hand_in: HandIn) -> Manifest:
    from analysis.dictionary import dictionary_version
    from analysis.warehouse.schema import schema_version

    request, candidate = hand_in.request, hand_in.report.candidate
    if candidate is None:
        raise ValueError("only a candidate has a manifest")
    return Manifest(
        number=next_number(workspace),
        case=request.case,
        built_at=datetime.now(UTC).replace(microsecond=0).isoformat(),
        built_by=request.by,
        code_version=code_version(),
        dictionary_version=dictionary_version(),
        schema_version=schema_version(),
        fingerprint=hashlib.sha256(candidate.sha256.encode()).hexdigest()[:32],
        files=candidate.files,
        sha256=candidate.sha256,
        size=candidate.size,
        rows=candidate.rows,
        warnings=candidate.warnings,
        parent=request.parent,
        action=request.action,
        sender=request.sender,
        changes=candidate.changes,
    )


def _told_apart(files: Sequence[HandedFile]) -> tuple[HandedFile, ...]:
    """Return the files with absolute paths, a second one of a name as "name (2).xlsx"."""
    taken: set[str] = set()
    found = []
    for one in files:
        name, number = one.name, 1
        while name in taken:
            number += 1
            plain = Path(one.name)
            name = f"{plain.stem} ({number}){plain.suffix}"
        taken.add(name)
        found.append(HandedFile(str(Path(one.path).absolute()), name))
    return tuple(found)


def check_case(case: str) -> None:
    """Raise ImportRefusedError when nothing can be imported into a data set of that name."""
    if not importable(case):
        raise ImportRefusedError(
            Text(
                f"Bộ dữ liệu «{case}» có sẵn trong chương trình, không nạp thêm được. Nạp vào "
                f"«{OWN_CASE}» (số liệu của tỉnh)",
                f"The data set «{case}» comes with the program and takes no imports. Import into "
                f"«{OWN_CASE}» (the province's own data)",
            )
        )
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case):
        raise ImportRefusedError(
            Text(
                f"Tên bộ dữ liệu «{case}» không dùng được. Dùng chữ thường không dấu, số, gạch nối",
                f"«{case}» cannot name a data set. Use unaccented lower-case letters, digits and "
                "hyphens",
            )
        )


def _base(workspace: Path, case: str, action: str) -> tuple[Path, int | None]:
    """Return the snapshot a hand-in is laid on and its number; an empty one for a new data set."""
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    if case in pointer.current:
        shown = shown_manifest(workspace, case)
        if shown is None:
            # Laid on an empty data set instead, the import would hide all there was.
            raise ImportRefusedError(_damaged(workspace, case))
        refuse_later(workspace, shown)
        if action != "upgrade" and not is_current(shown):
            _refuse_to_drop(workspace, shown)
        if shown.left_out:
            raise ImportRefusedError(_without_records(case, shown.engine))
        return snapshot_path(workspace, shown.number), shown.number
    if case in CASES:
        from analysis.warehouse.publish import load_case

        manifest = load_case(workspace, case, make_default=False).manifest
        return snapshot_path(workspace, manifest.number), manifest.number
    return _empty_snapshot(workspace, case), None


def refuse_later(workspace: Path, manifest: Manifest) -> None:
    """Raise ImportRefusedError for a snapshot whose description this version understands in part.

    What it says may be that rows are missing: laid on it, an import would hide that.
    """
    if not manifest.unknown:
        return
    why = later_words(workspace, manifest.number)
    raise ImportRefusedError(
        Text(
            f"Không nạp thêm vào «{manifest.case}», bản {manifest.number}, được: {why.vi}. Đặt lại "
            "phiên bản đã tạo ra nó, hoặc dùng một bản cũ hơn: khuyencong restore N",
            f"Nothing can be imported into «{manifest.case}», snapshot {manifest.number}: "
            f"{why.en}. Put the version back that made it, or show an earlier snapshot: "
            "khuyencong restore N",
        )
    )


def _refuse_to_drop(workspace: Path, manifest: Manifest) -> None:
    """Refuse an import that would quietly leave out what a later version keeps."""
    behind = ", ".join(left_behind(snapshot_path(workspace, manifest.number)))
    if behind:
        raise ImportRefusedError(
            Text(
                f"Bản {manifest.number} của «{manifest.case}» do phiên bản khác của chương trình "
                f"tạo ra và có các mục phiên bản này không biết: {behind}. Nạp thêm sẽ bỏ mất "
                "chúng. Dùng một bản cũ hơn (khuyencong restore N), hoặc khuyencong prepare để "
                "chuyển phần còn lại sang phiên bản này",
                f"Snapshot {manifest.number} of «{manifest.case}» was built by another version of "
                f"the program and holds what this one does not know: {behind}. An import would "
                "leave them out. Show an earlier snapshot (khuyencong restore N), or carry the "
                "rest over to this version with khuyencong prepare",
            )
        )


def _without_records(case: str, engine: str) -> Text:
    """Say why a data set whose marts came without all their records takes no imports."""
    return Text(
        f"«{case}» chỉ có các bảng tổng hợp do {engine} tính, không có đủ bản ghi, nên không nạp "
        "thêm vào được. Sửa ở nơi giữ số liệu gốc rồi chạy lại khuyencong marts",
        f"«{case}» holds marts made by {engine} without all their records, so nothing can be "
        "imported into it. Mend the data where they are kept, then run khuyencong marts again",
    )


def _damaged(workspace: Path, case: str) -> Text:
    """Say how a data set whose shown snapshot is damaged takes imports again."""
    intact = [
        manifest.number
        for manifest in read_manifests(workspace)
        if manifest.case == case and is_intact(workspace, manifest)
    ]
    remedy = f"khuyencong restore {intact[-1]}" if intact else f"khuyencong case load {case}"
    return Text(
        f"Bản số liệu đang dùng của «{case}» (hoặc tệp pointer.json) bị hỏng nên chưa nạp gì. Chạy "
        f"«{remedy}» rồi nạp lại",
        f"The shown snapshot of «{case}» (or the file pointer.json) is damaged, so nothing was "
        f"imported. Run «{remedy}», then import again",
    )


def _empty_snapshot(workspace: Path, case: str) -> Path:
    """Return a snapshot with places and reference facts only; it is built once and never shown."""
    from analysis.warehouse.publish import build_case_file, case_fingerprint

    described = own_case(case)
    folder = workspace / TRAY
    folder.mkdir(exist_ok=True)
    target = folder / f"empty-{case}-{case_fingerprint(described)[:12]}.duckdb"
    if not target.exists():
        with only_writer(workspace):
            if not target.exists():
                build_case_file(described, target)
    return target
