"""The notebooks run from the first cell to the last, and say what a reader must know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[1-9]_*.py"))
CELL = re.compile(r"^# %%(.*)$", re.MULTILINE)


def _cells(path: Path) -> list[tuple[str, str]]:
    """Return the cells of a notebook in the percent format: its kind, and its text."""
    pieces = CELL.split(path.read_text(encoding="utf-8"))
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return [("markdown" if "[markdown]" in kind else "code", text) for kind, text in pairs]


def _run(path: Path) -> dict[str, Any]:
    """Run the code cells in order, in one namespace, as Jupyter does."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for place, (kind, text) in enumerate(_cells(path)):
        if kind == "code":
            exec(compile(text, f"{path.name}, cell {place}", "exec"), space)
    return space


def test_there_are_six() -> None:
    assert [path.stem[0] for path in NOTEBOOKS] == list("123456")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("kept_snapshots")
def test_a_notebook_runs_and_marks_simulated_data(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    space = _run(path)
    told = capsys.readouterr().out
    assert "SỐ LIỆU MÔ PHỎNG" in told
    if path.stem.startswith("3_"):
        # The real case is told as real, before the simulated one.
        assert told.index("Michigan") < told.index("SỐ LIỆU MÔ PHỎNG")
        assert space["found"].interval.holds(space["planted"])
        assert space["trends"].magnitude > 0
        assert space["alike"].answer("entropy", True).interval.holds(space["planted"])
    if path.stem.startswith("5_"):
        assert space["solved"].found
        assert "bằng chứng bậc" in told
    if path.stem.startswith("6_"):
        assert "-118000000" in told
        assert list(space["by_year"]["projects"]) == [1, 1]
        assert not space["place"].exists()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_section_has_a_summary_in_english(path: Path) -> None:
    sections = [text for kind, text in _cells(path) if kind == "markdown"]
    assert len(sections) >= 5
    assert all("*English:" in text for text in sections)


@pytest.mark.usefixtures("kept_snapshots")
def test_the_marimo_app_solves_a_plan() -> None:
    pytest.importorskip("marimo")
    space: dict[str, Any] = {"__name__": "planning"}
    path = FOLDER / "planning_marimo.py"
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    _outputs, names = space["app"].run()
    assert "MÔ PHỎNG" in names["mark"]
    assert names["solved"].found
    assert set(names["decisions"]["decision"]) == {"chosen", "refused"}


def test_notebooks_pair_with_jupyter() -> None:
    jupytext = pytest.importorskip("jupytext")
    for path in NOTEBOOKS:
        book = jupytext.read(path)
        assert len(book.cells) == len(_cells(path))
        assert jupytext.reads(jupytext.writes(book, "ipynb"), "ipynb").cells
