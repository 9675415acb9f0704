"""Imports point one way: a folder knows only what stands to its left."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.settings import PROJECT_ROOT

# Each part of `analysis` may import those named beside it, and itself.
_BASE = {"language", "settings", "dictionary"}
ALLOWED = {
    "language": set(),
    "settings": set(),
    "configuration": {"language", "settings"},
    "log": set(),
    "dictionary": {"language", "settings"},
    "geography": _BASE | {"scope"},
    "simulate": _BASE | {"geography", "scope"},
    "cases": _BASE | {"geography", "simulate"},
    "intake": _BASE,
    "warehouse": _BASE | {"cases", "intake"},
    # Only how files are made durable, which knows nothing of data.
    "audit": _BASE | {"warehouse"},
    "access": _BASE | {"audit", "warehouse"},
    "importing": _BASE | {"audit", "log", "cases", "intake", "exports", "warehouse"},
    "engines": _BASE | {"cases", "intake", "warehouse"},
    "scope": _BASE,
    "disclosure": set(),
    "frozen": _BASE | {"scope", "warehouse", "measures", "disclosure"},
    "measures": _BASE | {"scope", "geography", "warehouse"},
    # `importing` takes templates and marked workbooks of it; only decks look as far as charts.
    "exports": _BASE
    | {"intake", "scope", "geography", "warehouse", "measures", "evidence", "charts", "frozen"},
    "evidence": _BASE | {"scope", "warehouse", "measures"},
    "decisions": _BASE | {"audit", "scope", "geography", "warehouse", "measures", "evidence"},
    "charts": _BASE | {"scope", "geography", "measures", "evidence", "decisions"},
    "lookup": _BASE | {"scope", "geography", "warehouse", "measures", "evidence", "decisions"},
    "doctor": _BASE | {"configuration", "warehouse", "importing"},
    "backup": _BASE | {"warehouse"},
}
FRONT_DOORS = {"cli", "commands", "__init__", "opening"}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def _modules(folder: str) -> list[Path]:
    return sorted((PROJECT_ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", _modules("analysis"), ids=lambda path: str(path.name))
def test_analysis_imports_only_to_the_left(path: Path) -> None:
    part = path.relative_to(PROJECT_ROOT / "analysis").parts[0].removesuffix(".py")
    imported = {name.split(".")[1] for name in _imports(path) if name.startswith("analysis.")} - {
        part
    }
    assert not any(name.split(".")[0] == "streamlit" for name in _imports(path))
    if part in FRONT_DOORS:
        return
    assert not any(name.split(".")[0] == "dashboard" for name in _imports(path))
    assert imported <= ALLOWED[part], f"{path.name} imports {imported - ALLOWED[part]}"


def test_scipy_is_loaded_when_it_is_first_asked() -> None:
    """Its parts take as long to load as all the rest, and most commands ask none of them.

    `import scipy` loads a part at its first use; `from scipy import stats` would do so at once.
    """
    loaded = (
        "import sys; from analysis.commands.root import khuyencong as k; [*k.commands.values()]"
        "; print(*(m for m in sys.modules if 'scipy.' in m))"
    )
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, cwd=PROJECT_ROOT, check=True
    )
    parts = {name.split(".")[1] for name in told.stdout.split()}
    assert parts.isdisjoint({"linalg", "ndimage", "optimize", "sparse", "special", "stats"})


@pytest.mark.parametrize("path", _modules("dashboard"), ids=lambda path: str(path.name))
def test_the_dashboard_holds_no_sql(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "duckdb" not in _imports(path)
    assert ".query(" not in text
    assert "select " not in text.lower().replace("select a ", "").replace("select all", "")


def test_no_measure_reads_the_truth_of_a_simulation() -> None:
    for path in (PROJECT_ROOT / "analysis").rglob("*"):
        inside = path.relative_to(PROJECT_ROOT / "analysis").parts
        if path.suffix in (".sql", ".py") and inside[0] in ("measures", "decisions", "charts"):
            text = path.read_text(encoding="utf-8")
            assert "truth" not in text, path
    for marts in (PROJECT_ROOT / "analysis" / "warehouse" / "sql").glob("marts*.sql"):
        assert "truth" not in marts.read_text(encoding="utf-8"), marts


def test_nothing_reads_outside_the_project() -> None:
    for folder in ("analysis", "dashboard", "tools", "tests"):
        for path in (PROJECT_ROOT / folder).rglob("*.py"):
            if path == Path(__file__):
                continue
            assert "../shared" not in path.read_text(encoding="utf-8"), path
