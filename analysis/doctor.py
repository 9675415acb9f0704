"""The doctor: looks over an installation and its workspace, and says the remedy of each fault."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from analysis.configuration import OPTIONS, config_path, environment_problems, read_file
from analysis.importing.tray import KEPT_SECONDS, RECEIVED, waiting
from analysis.language import Text, format_number
from analysis.settings import PROJECT_ROOT
from analysis.warehouse.intact import fault_of, fault_words
from analysis.warehouse.lineage import standing_in
from analysis.warehouse.manifest import (
    POINTER_COPY_NAME,
    POINTER_NAME,
    Manifest,
    Pointer,
    manifest_path,
    read_manifests,
    read_pointer,
    read_pointer_file,
)
from analysis.warehouse.workspace import (
    is_current,
    is_intact,
    rebuilt_pointer,
    version_fault,
)

Status = Literal["ok", "warn", "fail"]

OLDEST_PYTHON = (3, 11)
DISTRIBUTION = "khuyencong-impact"
LOCK_FILE = PROJECT_ROOT / "constraints.txt"
FONTS_FOLDER = PROJECT_ROOT / "dashboard" / "static" / "fonts"
FONT_FILES = tuple(
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for subset in ("latin", "latin-ext", "vietnamese")
    for weight in (400, 500, 600, 700)
)
DISK_WARN_BYTES = 1024**3
DISK_FAIL_BYTES = 200 * 1024**2
BROWSER_SECONDS = 20
BROWSER_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
WINDOWS_BROWSERS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_REMEDY = Text(
    "Không có Chromium hay Chrome chạy được, cần cho các phép thử trên trình duyệt. Chạy "
    "«sudo apt-get install chromium» (Debian), hoặc cài Google Chrome (Ubuntu), hoặc đặt biến "
    "CHROMIUM_PATH chỉ đến trình duyệt",
    "No working Chromium or Chrome, which the browser tests need. Run "
    "«sudo apt-get install chromium» (Debian), or install Google Chrome (Ubuntu), or set "
    "CHROMIUM_PATH to the browser",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `code` is its stable name; `remedy` is there unless all is well."""

    code: str
    name: Text
    status: Status
    detail: Text
    remedy: Text | None = None


def examine(workspace: Path) -> list[Check]:
    """Look over the installation and a workspace, changing nothing; return every finding."""
    return [
        check_python(),
        check_packages(),
        check_configuration(),
        check_workspace(workspace),
        check_disk(workspace),
        check_pointer(workspace),
        *check_snapshots(workspace),
        check_tray(workspace),
        check_fonts(),
        check_browser(),
    ]


def check_python() -> Check:
    """Tell whether the running Python is new enough."""
    name = Text("Python", "Python")
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check("python", name, "ok", Text(f"Python {found}", f"Python {found}"))
    return Check(
        "python",
        name,
        "fail",
        Text(f"Python {found} quá cũ", f"Python {found} is too old"),
        Text(
            "Cài Python 3.11 trở lên, xóa thư mục .venv rồi chạy «make install»",
            "Install Python 3.11 or later, remove the folder .venv and run «make install»",
        ),
    )


def check_configuration(environment: Mapping[str, str] = os.environ) -> Check:
    """Tell which file configures the program, and whether it and the variables can be used."""
    code, name = "configuration", Text("Cấu hình", "Configuration")
    path = config_path(environment)
    values, problems = read_file(path) if path is not None else ({}, [])
    problems += environment_problems(environment)
    place = Text(str(path), str(path)) if path else Text("không có tệp", "no file")
    if problems:
        said = Text(
            "; ".join(problem.vi for problem in problems),
            "; ".join(problem.en for problem in problems),
        )
        return Check(
            code,
            name,
            "fail",
            Text(f"{place.vi}: {said.vi}", f"{place.en}: {said.en}"),
            Text(
                "Sửa tệp hoặc biến; các mục được kể ở docs/operations-vi.md",
                "Mend the file or the variable; docs/operations.md lists the settings",
            ),
        )
    count = len(values)
    above = sum(bool(environment.get(option.variable, "").strip()) for option in OPTIONS)
    return Check(
        code,
        name,
        "ok",
        Text(
            f"{place.vi}: {count} mục; {above} biến môi trường",
            f"{place.en}: {count} settings; {above} variables of the environment",
        ),
    )


def read_lock(path: Path) -> dict[str, str]:
    """Return the locked version of every package in a constraints file."""
    pinned = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;#]+)")
    lines = path.read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for line in lines if (found := pinned.match(line))}


def check_packages(lock: Path = LOCK_FILE) -> Check:
    """Tell whether the packages this program needs are there, and in the locked versions."""
    name = Text("Các gói phần mềm", "Packages")
    remedy = Text("Chạy «make install»", "Run «make install»")
    try:
        needed = [
            match[0]
            for requirement in requires(DISTRIBUTION) or []
            if "extra ==" not in requirement
            and (match := re.match(r"[A-Za-z0-9._-]+", requirement))
        ]
    except PackageNotFoundError:
        return Check(
            "packages",
            name,
            "fail",
            Text("Chương trình chưa được cài đặt", "The program is not installed"),
            remedy,
        )
    locked = read_lock(lock) if lock.is_file() else {}
    # Of what the lock names, only what is installed is compared: extras may be left out.
    installed = {package: _installed(package) for package in {*needed, *locked}}
    missing = sorted(package for package in needed if installed[package] is None)
    if missing:
        listed = ", ".join(missing)
        return Check(
            "packages", name, "fail", Text(f"Thiếu: {listed}", f"Missing: {listed}"), remedy
        )
    other = sorted(
        f"{package} {installed[package]} ≠ {wanted}"
        for package, wanted in locked.items()
        if installed[package] not in (None, wanted)
    )
    if other:
        listed = ", ".join(other)
        return Check(
            "packages",
            name,
            "warn",
            Text(f"Khác phiên bản đã khóa: {listed}", f"Not the locked versions: {listed}"),
            remedy,
        )
    count = sum(found is not None for found in installed.values())
    return Check(
        "packages",
        name,
        "ok",
        Text(f"{count} gói, đúng phiên bản đã khóa", f"{count} packages, in the locked versions"),
    )


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def check_workspace(workspace: Path) -> Check:
    """Tell whether the workspace can be written to, or made where it does not exist yet."""
    name = Text("Thư mục làm việc", "Workspace")
    place = _nearest_existing(workspace)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return Check(
            "workspace",
            name,
            "fail",
            Text(f"Không ghi được vào {workspace}", f"{workspace} cannot be written to"),
            Text(
                "Chọn thư mục khác bằng --workspace hoặc biến KHUYENCONG_WORKSPACE",
                "Choose another folder with --workspace or the variable KHUYENCONG_WORKSPACE",
            ),
        )
    if place == workspace:
        return Check("workspace", name, "ok", Text(f"{workspace}", f"{workspace}"))
    return Check(
        "workspace",
        name,
        "ok",
        Text(
            f"{workspace}, sẽ được tạo khi nạp dữ liệu",
            f"{workspace}, made when data are loaded",
        ),
    )


def check_disk(
    workspace: Path, free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> Check:
    """Tell whether the workspace's disk has room for more snapshots."""
    name = Text("Dung lượng đĩa", "Free disk")
    free = free_bytes(_nearest_existing(workspace))
    mebibytes = free // 1024**2
    detail = Text(
        f"Còn trống {format_number(mebibytes, 'vi')} MiB",
        f"{format_number(mebibytes, 'en')} MiB free",
    )
    if free >= DISK_WARN_BYTES:
        return Check("disk", name, "ok", detail)
    return Check(
        "disk",
        name,
        "fail" if free < DISK_FAIL_BYTES else "warn",
        detail,
        Text(
            "Xóa bớt tệp, hoặc chuyển thư mục làm việc sang đĩa khác bằng --workspace",
            "Remove files, or move the workspace to another disk with --workspace",
        ),
    )


def check_pointer(workspace: Path) -> Check:
    """Tell whether the pointer is readable and names snapshots that have a manifest."""
    code, name = "pointer", Text("Tệp chỉ dẫn pointer.json", "Pointer pointer.json")
    pointer = read_pointer(workspace)
    if pointer is None:
        stands_in = _standing_in(workspace)
        return Check(
            code,
            name,
            "fail",
            Text(
                f"{workspace / POINTER_NAME} bị hỏng hoặc bị mất; {stands_in.vi}",
                f"{workspace / POINTER_NAME} is damaged or gone; {stands_in.en}",
            ),
            _pointing_remedy(workspace),
        )
    if not pointer.current:
        return Check(
            code,
            name,
            "warn",
            Text("Chưa nạp dữ liệu nào", "No data are loaded yet"),
            Text("Chạy «khuyencong prepare»", "Run «khuyencong prepare»"),
        )
    described = {manifest.number for manifest in read_manifests(workspace)}
    lost = {case: number for case, number in pointer.current.items() if number not in described}
    if lost:
        listed = ", ".join(f"{case} ({number})" for case, number in lost.items())
        return Check(
            code,
            name,
            "fail",
            Text(
                f"Chỉ đến bản số liệu đã mất hoặc hỏng mô tả: {listed}",
                f"Points to snapshots that are gone or whose description is damaged: {listed}",
            ),
            _reload_remedy(*lost),
        )
    listed = ", ".join(f"{case} ({number})" for case, number in pointer.current.items())
    return Check(code, name, "ok", Text(f"{listed}", f"{listed}"))


def _standing_in(workspace: Path) -> Text:
    """Say what is shown in place of what a damaged pointer named."""
    if read_pointer_file(workspace / POINTER_COPY_NAME) is not None:
        return Text(
            f"bản chép {POINTER_COPY_NAME} thay thế nó", f"its copy {POINTER_COPY_NAME} stands in"
        )
    return Text(
        "các bản nguyên vẹn mới nhất thay thế, kể cả bản đã hoàn tác",
        "the newest intact snapshots stand in, be they undone ones",
    )


def _pointing_remedy(workspace: Path) -> Text:
    """Say how the pointer is written anew: by showing what is shown once more."""
    numbers = rebuilt_pointer(workspace).current.values()
    commands = "; ".join(f"khuyencong restore {number}" for number in numbers)
    return Text(
        f"Chạy: {commands or 'khuyencong prepare'}", f"Run: {commands or 'khuyencong prepare'}"
    )


def check_snapshots(workspace: Path) -> list[Check]:
    """Compare every snapshot with its recorded checksum; one finding each, oldest first.

    A damaged snapshot is a fault when a case shows it, else a warning: nothing needs it now.
    """
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    manifests = read_manifests(workspace)
    described = {manifest.number for manifest in manifests}
    stray = sorted(
        path.name
        for path in workspace.glob("snapshot-*.duckdb")
        if path.stem.removeprefix("snapshot-") not in set(map(str, described))
    )
    checks = [_check_snapshot(workspace, pointer, manifest) for manifest in manifests]
    if stray:
        listed = ", ".join(stray)
        checks.append(
            Check(
                "snapshot-without-manifest",
                Text("Bản số liệu không có mô tả", "Snapshots without a manifest"),
                "warn",
                Text(f"{listed}", f"{listed}"),
                Text(
                    "Không được dùng. Nếu không cần thì xóa; nạp lại bộ dữ liệu để có bản mới",
                    "Not used. Remove what is not needed; load the case again for a new one",
                ),
            )
        )
    return checks


def _check_snapshot(workspace: Path, pointer: Pointer, manifest: Manifest) -> Check:
    code = f"snapshot-{manifest.number}"
    name = Text(f"Bản số liệu {manifest.number}", f"Snapshot {manifest.number}")
    fault = fault_of(workspace, manifest, anew=True)
    if fault is None and not is_current(manifest):
        return _outdated_snapshot(workspace, code, name, pointer, manifest)
    if fault is None:
        return Check(
            code,
            name,
            "ok",
            Text(f"{manifest.case}, nguyên vẹn", f"{manifest.case}, intact"),
        )
    why = fault_words(workspace, manifest.number, fault)
    shown = pointer.current.get(manifest.case) == manifest.number
    remedy = Text(
        f"Không nơi nào dùng; có thể xóa nó và {manifest_path(workspace, manifest.number).name}",
        f"Nothing uses it; it and {manifest_path(workspace, manifest.number).name} may be removed",
    )
    return Check(
        code,
        name,
        "fail" if shown else "warn",
        Text(f"{manifest.case}: {why.vi}", f"{manifest.case}: {why.en}"),
        _mending(workspace, manifest) if shown else remedy,
    )


def _outdated_snapshot(
    workspace: Path, code: str, name: Text, pointer: Pointer, manifest: Manifest
) -> Check:
    """Return the check of a snapshot this version of the program cannot ask."""
    shown = pointer.current.get(manifest.case) == manifest.number
    why = fault_words(workspace, manifest.number, version_fault(manifest) or "outdated")
    return Check(
        code,
        name,
        "fail" if shown else "ok",
        Text(f"{manifest.case}, nguyên vẹn, {why.vi}", f"{manifest.case}, intact, {why.en}"),
        _other_version_remedy(workspace, manifest) if shown else None,
    )


def _other_version_remedy(workspace: Path, manifest: Manifest) -> Text:
    if not manifest.unknown:
        return Text("Chạy «khuyencong prepare»", "Run «khuyencong prepare»")
    line = standing_in(read_manifests(workspace), manifest.case, manifest.number)
    usable = [one.number for one in line if is_current(one) and is_intact(workspace, one)]
    if not usable:
        return Text(
            "Đặt lại phiên bản đã tạo ra nó, hoặc khôi phục bản sao lưu trước khi lên phiên bản",
            "Put the version back that made it, or restore the backup from before the upgrade",
        )
    return Text(
        f"Đặt lại phiên bản đã tạo ra nó, hoặc dùng bản trước: khuyencong restore {usable[0]}",
        f"Put the version back that made it, or go back: khuyencong restore {usable[0]}",
    )


def _mending(workspace: Path, damaged: Manifest) -> Text:
    """Return the remedy of a damaged snapshot: what was imported cannot be loaded again."""
    line = standing_in(read_manifests(workspace), damaged.case, damaged.number)
    intact = [one.number for one in line if is_intact(workspace, one)]
    if damaged.action == "load" or not intact:
        return _reload_remedy(damaged.case)
    return Text(
        "Khôi phục từ bản sao lưu, hoặc dùng bản nguyên vẹn gần nhất: khuyencong restore "
        f"{intact[0]}",
        f"Restore a backup, or use the newest intact one: khuyencong restore {intact[0]}",
    )


def _reload_remedy(*cases: str) -> Text:
    commands = "; ".join(f"khuyencong case load {case}" for case in cases)
    return Text(f"Nạp lại: {commands}", f"Load again: {commands}")


def check_tray(workspace: Path) -> Check:
    """Tell how many hand-ins nobody has decided about, and how much the files received take."""
    undecided = len(waiting(workspace))
    received = [path for path in (workspace / RECEIVED).glob("*") if path.is_file()]
    mebibytes = -(-sum(path.stat().st_size for path in received) // 1024**2)
    detail = Text(
        f"{undecided} lần nộp chưa quyết định; {len(received)} tệp đã nhận, "
        f"{format_number(mebibytes, 'vi')} MiB",
        f"{undecided} hand-ins undecided; {len(received)} files received, "
        f"{format_number(mebibytes, 'en')} MiB",
    )
    name = Text("Khay tệp nộp", "Tray of hand-ins")
    if not undecided:
        return Check("tray", name, "ok", detail)
    days = KEPT_SECONDS // (24 * 3600)
    return Check(
        "tray",
        name,
        "warn",
        detail,
        Text(
            f"Quyết định ở trang Dữ liệu; để quá {days} ngày thì chương trình tự bỏ",
            f"Decide on the Data page; after {days} days the program throws them away",
        ),
    )


def check_fonts(folder: Path = FONTS_FOLDER) -> Check:
    """Tell whether the fonts the dashboard serves are there."""
    name = Text("Phông chữ", "Fonts")
    missing = [file for file in FONT_FILES if not (folder / file).is_file()]
    if not missing:
        return Check(
            "fonts",
            name,
            "ok",
            Text("Be Vietnam Pro, đủ các tệp", "Be Vietnam Pro, all files"),
        )
    listed = ", ".join(missing)
    return Check(
        "fonts",
        name,
        "warn",
        Text(f"Thiếu trong {folder}: {listed}", f"Missing in {folder}: {listed}"),
        Text(
            "Lấy lại từ kho mã: git checkout dashboard/static/fonts",
            "Get them back: git checkout dashboard/static/fonts",
        ),
    )


def check_browser() -> Check:
    """Tell whether there is a browser for the tests; nothing else needs it."""
    name = Text("Trình duyệt để thử", "Browser for tests")
    found = find_chromium()
    if found is None:
        return Check(
            "browser",
            name,
            "warn",
            Text(
                "Không có; chỉ các phép thử cần đến",
                "None; only the tests need one",
            ),
            CHROMIUM_REMEDY,
        )
    return Check("browser", name, "ok", Text(f"{found}", f"{found}"))


def find_chromium() -> Path | None:
    """Return a Chromium or Chrome that really runs, or None.

    CHROMIUM_PATH is asked first. Some distributions install a mere pointer to another package
    under the usual name, so a candidate counts only when it tells its version.
    """
    return next((path for path in _browser_candidates() if _is_browser(path)), None)


def _browser_candidates() -> list[Path]:
    named = os.environ.get("CHROMIUM_PATH", "").strip()
    found = [named, *(shutil.which(command) or "" for command in BROWSER_COMMANDS)]
    if sys.platform == "win32":
        roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
        found += [f"{root}/{browser}" for root in roots if root for browser in WINDOWS_BROWSERS]
    elif sys.platform == "darwin":
        found += MAC_BROWSERS
    return [Path(path) for path in found if path and Path(path).is_file()]


def _is_browser(path: Path) -> bool:
    if sys.platform == "win32":
        # On Windows --version opens a window instead of printing; being there has to do.
        return True
    try:
        asked = subprocess.run(
            [str(path), "--version"],
            capture_output=True,
            text=True,
            timeout=BROWSER_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    told = re.search(r"(Chromium|Chrome|Edge)\D*\d+\.\d+", asked.stdout)
    return asked.returncode == 0 and told is not None
