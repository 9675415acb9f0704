"""The tutorials are run from the first line to the last, and what they print is what comes out.

In the blocks `console` a line that begins with `$` is a command and the lines below are its output,
in which `…` stands for anything; the blocks `python` are doctests.
"""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.language import LANGUAGES, Language
from analysis.settings import WORKSPACE_VARIABLE
from tests.guide.documents import TUTORIALS, fences

_DEEDS = ("make dashboard", "source .venv/bin/activate")


def _steps(block: str) -> list[tuple[str, str]]:
    """Return the commands of a block and the output that is printed below each."""
    parts = re.split(r"^\$ (.*)$", block, flags=re.MULTILINE)
    assert not parts[0].strip()
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _is_told(printed: str, output: str) -> bool:
    """Tell whether an output is what is printed, `…` being anything, lines included."""
    pattern = ".*".join(re.escape(part) for part in printed.strip().split("…"))
    # A line that is left out may be none at all.
    pattern = pattern.replace("\\\n.*\\\n", "\\\n(?:.*\\\n)?")
    return re.fullmatch(pattern.removeprefix(".*\\\n"), output.strip(), re.DOTALL) is not None or (
        re.fullmatch(pattern, output.strip(), re.DOTALL) is not None
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_print_what_the_tutorial_says(
    language: Language,
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    monkeypatch.chdir(tmp_path)
    done = 0
    for kind, block in fences(TUTORIALS[language].read_text(encoding="utf-8")):
        if kind == "sh":
            assert block.strip() in _DEEDS
        if kind != "console":
            continue
        for line, printed in _steps(block):
            words = shlex.split(line)
            assert words.pop(0) == "khuyencong"
            capsys.readouterr()
            assert run(words) == 0, line
            told = capsys.readouterr()
            output = told.err + told.out
            assert _is_told(printed, output), f"{line}\n{output}"
            done += 1
    assert done >= 4
    deck = next(tmp_path.glob("*.pptx"))
    assert deck.stat().st_size > 50_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_python_of_the_tutorial_gives_what_it_says(
    language: Language, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    path = TUTORIALS[language]
    found = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert found.attempted >= 6
    assert found.failed == 0


def test_another_output_is_found() -> None:
    assert _is_told("a\n…\nb 2 …", "a\nx\ny\nb 2 z")
    assert _is_told("…\nb", "b")
    assert not _is_told("a\n…\nb 2", "a\nx\nb 3")
    assert not _is_told("a", "a\nb")
