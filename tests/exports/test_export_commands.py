"""The commands of `export`: what they write, and that nothing half written is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from analysis.commands.export import export
from analysis.commands.shared import CommandError


def _asked(workspace: Path, *words: object) -> Result:
    line = [*map(str, words), "--workspace", str(workspace)]
    return CliRunner().invoke(export, line, standalone_mode=False)


def test_a_workbook_is_written_whole_and_never_over_another(
    workspace: Path, tmp_path: Path
) -> None:
    target = tmp_path / "báo cáo.xlsx"
    chosen = ("--case", "michigan-1987", "--measures", "funding_by_year", "--no-claims")
    told = _asked(workspace, "workbook", target, *chosen)
    assert str(target) in told.output
    assert len(load_workbook(target).worksheets) == 4
    before = target.read_bytes()
    again = _asked(workspace, "workbook", target, *chosen)
    assert isinstance(again.exception, CommandError)
    assert "--force" in again.exception.text.vi
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_open_data_and_parquet_are_folders_of_their_own(workspace: Path, tmp_path: Path) -> None:
    published = ("--case", "quang-ngai-published")
    told = _asked(workspace, "open-data", tmp_path / "mở", *published, "--lang", "en")
    assert "9 tables" in told.output
    package = json.loads((tmp_path / "mở" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["simulated"] is False
    # Published totals have no support behind them: there is no grant to publish.
    assert not (tmp_path / "mở" / "grants-360giving.json").exists()
    _asked(workspace, "parquet", tmp_path / "pq", *published)
    assert (tmp_path / "pq" / "published_figure.parquet").exists()
    for name in ("mở", "pq"):
        kind = "open-data" if name == "mở" else "parquet"
        refused = _asked(workspace, kind, tmp_path / name, *published)
        assert "already" in str(refused.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mở", "pq"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("workbook", "x.csv"), "must end in .xlsx"),
        (("workbook", "nowhere/x.xlsx"), "no folder"),
        (("workbook", "x.xlsx", "--measures", "nothing"), "nothing"),
        (("open-data", "x", "--prefix", "me"), "360Giving prefix"),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = _asked(workspace, *words)
    assert said in str(told.exception)
    assert not list(tmp_path.iterdir())
