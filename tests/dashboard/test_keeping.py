"""What is kept is made once, told apart by everything it depends on, and let go in order."""

from __future__ import annotations

import ast
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import plotly.graph_objects as go
import pytest

from analysis.charts.annotations import Annotated
from analysis.scope import Scope
from analysis.settings import NAMES_HIDDEN, NAMES_VARIABLE, PROJECT_ROOT
from analysis.warehouse import Snapshot, open_snapshot
from dashboard.ui.chart import _drawn
from dashboard.ui.data import measure_frame
from dashboard.ui.keeping import Shelf, forget_all, kept

WHOLE = Scope()


@pytest.fixture
def simulated(workspace: Path) -> Snapshot:
    """Return the snapshot of the simulated province."""
    return open_snapshot(workspace, "quang-ngai-simulated")


def _counting() -> tuple[list[Any], Callable[[], Annotated]]:
    made: list[Any] = []

    def build() -> Annotated:
        made.append(go.Figure())
        return Annotated(made[-1], ())

    return made, build


def test_a_figure_is_built_once_and_anew_when_anything_it_shows_changes() -> None:
    forget_all()
    made, build = _counting()
    asked = ("money?", "checksum-1", WHOLE)
    first = _drawn(*asked, build)
    assert _drawn(*asked, build) is first
    others: list[tuple[str, str, Scope]] = [
        ("money?goal=40", "checksum-1", WHOLE),
        ("money?", "checksum-2", WHOLE),
        ("money?", "checksum-1", replace(WHOLE, language="en")),
        ("money?", "checksum-1", replace(WHOLE, vintage="districts-2014")),
        ("money?", "checksum-1", replace(WHOLE, prices="constant")),
        ("money?", "checksum-1", replace(WHOLE, years=(2019,))),
        ("money?", "checksum-1", replace(WHOLE, districts=("522",))),
    ]
    for other in others:
        assert _drawn(*other, build) is not first, other
    assert len(made) == 1 + len(others)


def test_a_frame_is_the_callers_own_and_told_apart_by_what_may_be_shown(
    simulated: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_all()
    mine = measure_frame("funding_by_year", simulated, WHOLE)
    mine.loc[:, "projects"] = 0
    mine["mine"] = 1
    yours = measure_frame("funding_by_year", simulated, WHOLE)
    assert yours["projects"].sum() > 0
    assert "mine" not in yours
    named = measure_frame("next_visits", simulated, WHOLE)
    monkeypatch.setenv(NAMES_VARIABLE, NAMES_HIDDEN)
    hidden = measure_frame("next_visits", simulated, WHOLE)
    assert not named.equals(hidden)


def test_the_longest_unused_is_let_go() -> None:
    shelf = Shelf(2)
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    for key in "abacab":
        assert shelf.get(key, lambda key=key: make(key)) == key.upper()
    assert made == ["a", "b", "c", "b"]


def test_many_who_ask_at_once_wait_for_one() -> None:
    shelf, begun, may_end, made = Shelf(8), Event(), Event(), []

    def slow() -> int:
        begun.set()
        assert may_end.wait(10)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(4) as readers:
        first = readers.submit(shelf.get, "key", slow)
        assert begun.wait(10)
        rest = [readers.submit(shelf.get, "key", slow) for _ in range(3)]
        may_end.set()
        assert [one.result(10) for one in (first, *rest)] == [1, 1, 1, 1]


def test_what_failed_is_tried_again() -> None:
    shelf = Shelf(8)

    def broken() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        shelf.get("key", broken)
    assert shelf.get("key", lambda: 3) == 3


def test_who_waits_for_a_reader_that_was_stopped_makes_it_himself() -> None:
    shelf, begun, may_end = Shelf(8), Event(), Event()

    def stopped() -> int:
        begun.set()
        assert may_end.wait(10)
        raise SystemExit

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(shelf.get, "key", stopped)
        assert begun.wait(10)
        second = readers.submit(shelf.get, "key", lambda: 2)
        may_end.set()
        assert second.result(10) == 2
        with pytest.raises(SystemExit):
            first.result(10)


def test_arguments_are_given_by_place() -> None:
    @kept(most=2)
    def double(number: int, _aside: str) -> int:
        return 2 * number

    assert double(2, "first") == double(2, "second") == 4
    with pytest.raises(TypeError, match="by place"):
        double(number=2, _aside="")


_KEEPERS = ("kept", "cache_data", "cache_resource")
_KEYS = {"key", "snapshot", "code", "asked"}


def _keeping() -> list[tuple[str, ast.FunctionDef]]:
    """Return every function of the dashboard whose results are kept, with its file."""
    found = []
    for path in sorted((PROJECT_ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                keeper in ast.unparse(decorator)
                for decorator in node.decorator_list
                for keeper in _KEEPERS
            ):
                found.append((path.name, node))
    return found


def test_what_is_kept_of_a_snapshot_is_kept_under_whose_it_is() -> None:
    """An open snapshot is no part of a key: its checksum, with its reader's limit, must be."""
    functions = _keeping()
    assert len(functions) > 40
    for name, function in functions:
        arguments = {argument.arg for argument in function.args.args}
        if any(argument.startswith("_") for argument in arguments):
            assert arguments & _KEYS, f"{name}: {function.name}"
    for path in (PROJECT_ROOT / "dashboard").rglob("*.py"):
        assert "manifest.sha256" not in path.read_text(encoding="utf-8"), path.name
