"""The command `khuyencong beyond`: every ring, neighbours and steps in words of the language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.evidence.beyond.net import STEPS
from analysis.evidence.beyond.rings import RINGS


def test_rings_neighbours_and_steps_are_told_in_words(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("beyond", "--case", "quang-ngai-simulated", "--lang", "vi")
    assert run(["--workspace", str(workspace), *asked, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    rings, near, steps = record["lines"].values()
    for ring, line, row in zip(RINGS, rings, record["rings"], strict=True):
        assert line.startswith(ring.title.vi)
        assert (row["estimate"] is None) == (row["low"] is None)
        assert (row["low"] is None) == ("chưa kết luận được" in line)
        assert ("Nhóm nặng nhất" in line) == (row["low"] is not None)
    assert [row["low"] is None for row in record["rings"]] == [False, False, False, True]
    assert "13 nhóm hàng xóm" in rings[-1]
    assert any("Nhóm nặng nhất" in line for line in near)
    for (title, _), line in zip(STEPS.values(), steps, strict=True):
        assert line.startswith(title.vi)
        assert "(từ" in line
    told = " ".join([*rings, *near, *steps])
    # Vietnamese numbers: a point only before three digits.
    assert re.search(r"\d,\d", told)
    assert not re.search(r"\d\.\d(?!\d\d)", told)


def test_where_no_place_is_recorded_it_says_so(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("beyond", "--case", "michigan-1987", "--lang", "en")
    assert run(["--workspace", str(workspace), *asked]) == 0
    out = capsys.readouterr().out
    assert "Without neighbours in the comparison:" in out
    assert out.count("cannot tell yet") >= len(RINGS)
    assert "Gross, as reported: not known." in out
