"""docs/security.md names tests that are there, for every chapter of the standard."""

from __future__ import annotations

import ast
import re

from analysis.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)(?:::([a-z_0-9]+))?`")


def test_every_test_named_on_the_page_is_there() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 25
    for path, name in named:
        file = PROJECT_ROOT / path
        assert file.is_file(), path
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not name or name in found, f"{path}::{name}"


def test_every_threat_and_chapter_has_an_answer() -> None:
    page = PAGE.read_text(encoding="utf-8")
    chapters = re.findall(
        r"^\| V(\d+) [^|]+\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE
    )
    assert [int(number) for number, *_ in chapters] == list(range(1, 15))
    for number, applies, how, test in chapters:
        assert applies in ("yes", "partly") or applies.startswith("see "), number
        assert how.strip()
        assert NAMED.search(test) or applies.startswith("see "), number
    threats = page.split("## Threats and answers")[1].split("\n\n")[1].splitlines()[2:]
    assert len(threats) > 12
    assert all(NAMED.search(line) for line in threats)
