"""The fuzzer itself, on some files: the same ones each time, each answered, none fatal."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from analysis.settings import PROJECT_ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PROJECT_ROOT / "benchmarks"))
    return importlib.import_module("fuzz")


def test_a_number_is_always_the_same_file(fuzz: ModuleType) -> None:
    case = importlib.import_module("fuzzing").case
    made = [case(1, number) for number in range(60)]
    assert made == [case(1, number) for number in range(60)]
    assert {one.kind for one in made} == set(fuzz.KINDS)
    assert made != [case(2, number) for number in range(60)]


def test_a_hundred_files_are_answered_and_those_read_are_checked(
    fuzz: ModuleType, tmp_path: Path
) -> None:
    state = fuzz.State(seed=7)
    fuzz.fuzz(state, 100, 1, 10, tmp_path / "state.json", tmp_path)
    assert state.found == []
    assert (state.readers, state.children) == (100, 1)
    assert state.checks >= 2
    assert state.ends["read"] > 20
    assert fuzz.load(tmp_path / "state.json", 7) == state
    assert fuzz.load(tmp_path / "state.json", 8).readers == 0


def test_whoever_dies_is_found_and_the_rest_goes_on(fuzz: ModuleType) -> None:
    def work(number: int) -> str:
        if number == 2:
            os.abort()
        if number == 3:
            raise ValueError("a fault")
        return "well"

    ends = fuzz.survive(range(5), work)
    assert [ends[number] for number in (0, 1, 4)] == ["well"] * 3
    assert ends[2] == "!SIGABRT"
    assert ends[3].startswith("!ValueError test_benchmarks_fuzz.py:")
