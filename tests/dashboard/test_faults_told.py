"""A reader is told what failed, in the page's language: which file, why, and what still works."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.settings import WORKSPACE_VARIABLE, Settings
from analysis.warehouse import load_case
from analysis.warehouse.manifest import snapshot_path
from tests.dashboard.conftest import Open
from tests.own_case import write_case

WHY = {
    "vi": ("Bản số liệu 2 bị hỏng", "mã kiểm tra của tệp snapshot-2.duckdb không khớp", "số 1"),
    "en": ("Snapshot 2 is damaged", "checksum of the file snapshot-2.duckdb", "number 1"),
}
TOO_LARGE = {
    "vi": ("Câu hỏi này quá lớn", "người dùng khác không bị ảnh hưởng"),
    "en": ("This question is too large", "readers are not affected"),
}


@pytest.fixture(scope="module")
def two_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace whose data set has two snapshots of a few rows."""
    folder = tmp_path_factory.mktemp("two")
    for number in (1, 2):
        rows = {"project_id": [f"P{n}" for n in range(number)], "title": "đề án", "plan_year": 2020}
        case = write_case(folder / "case", {"project": pd.DataFrame(rows)})
        load_case(folder / "workspace", str(case))
    return folder / "workspace"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_says_which_snapshot_is_damaged_and_why(
    open_page: Open,
    two_snapshots: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    workspace = Path(shutil.copytree(two_snapshots, tmp_path / "workspace"))
    content = bytearray(snapshot_path(workspace, 2).read_bytes())
    content[len(content) // 3] ^= 4
    snapshot_path(workspace, 2).write_bytes(content)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    app = open_page("quality", lang=language)
    told = " ".join(str(one.value) for one in app.warning)
    for words in WHY[language]:
        assert words in told
    assert not app.exception


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_that_needs_too_much_memory_says_so(
    open_page: Open,
    two_snapshots: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    # A copy of its own: what another test has opened would be asked with that one's memory.
    workspace = Path(shutil.copytree(two_snapshots, tmp_path / "workspace"))
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    monkeypatch.setattr(
        "analysis.warehouse.snapshot.settings_from_environment",
        lambda workspace: Settings(workspace, memory_limit="1500kB"),
    )
    app = open_page("quality", lang=language)
    title, words = TOO_LARGE[language]
    assert title in [one.value for one in app.title]
    assert words in " ".join(str(one.value) for one in app.error)
