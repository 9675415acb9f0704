"""No user-visible string in one language only: catalogues are complete, raw strings are found."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.settings import PROJECT_ROOT
from dashboard.ui.translation import translator

MODULES = sorted((PROJECT_ROOT / "dashboard").rglob("*.py"))
VIETNAMESE_LETTERS = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
# Arguments of st.* calls that no reader sees.
UNSEEN = {
    "alignment",
    "border",
    "color",
    "delta_arrow",
    "delta_color",
    "file_name",
    "filter_mode",
    "gap",
    "height",
    "icon",
    "initial_sidebar_state",
    "key",
    "label_visibility",
    "layout",
    "mime",
    "num_rows",
    "on_change",
    "on_click",
    "position",
    "selection_mode",
    "theme",
    "type",
    "url_path",
    "vertical_alignment",
    "width",
}
NOT_SHOWN = {"session_state", "cache_data", "cache_resource", "query_params", "Page", "App"}


def test_catalogues_hold_every_message_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "tools/translations.py", "--check"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_languages_speak() -> None:
    assert translator("vi")("Overview") == "Tổng quan"
    assert translator("en")("Overview") == "Overview"
    gap = (
        "The amount of {number} project of the year is not known.",
        "The amounts of {number} projects of the year are not known.",
    )
    assert translator("en").plural(*gap, 1, number="1").startswith("The amount of 1 project")
    assert translator("en").plural(*gap, 2, number="2").startswith("The amounts of 2 projects")
    assert translator("vi").plural(*gap, 2, number="2").startswith("Không rõ số tiền của 2 đề án")


def raw_strings(source: str) -> list[str]:
    """Return the literal strings with letters that a reader would see untranslated."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not _draws(node.func):
            continue
        seen = [*node.args, *(word.value for word in node.keywords if word.arg not in UNSEEN)]
        found += [text for argument in seen for text in _letters(argument)]
    return found


def _draws(function: ast.expr) -> bool:
    """Tell whether a call draws: st.something(…), or a method of an element it returned."""
    if not isinstance(function, ast.Attribute):
        return False
    root: ast.expr = function
    while isinstance(root, ast.Attribute):
        if root.attr in NOT_SHOWN:
            return False
        root = root.value
    drawn = {"markdown", "caption", "write", "info", "warning", "error", "title", "header"}
    name = root.id if isinstance(root, ast.Name) else ""
    return name == "st" or (function.attr in drawn and name != "logger")


def _letters(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and _reads(node.value) else []
    if isinstance(node, ast.JoinedStr):
        text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        return [text] if _reads(text) else []
    if isinstance(node, ast.IfExp):
        return [*_letters(node.body), *_letters(node.orelse)]
    if isinstance(node, ast.BinOp):
        return [*_letters(node.left), *_letters(node.right)]
    return []


def _reads(text: str) -> bool:
    """Tell whether letters remain once HTML tags are taken away."""
    bare = ""
    depth = 0
    for letter in text:
        depth += {"<": 1, ">": -1}.get(letter, 0)
        bare += letter if depth == 0 and letter != ">" else ""
    return any(letter.isalpha() for letter in bare)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.name))
def test_no_raw_string_is_shown(path: Path) -> None:
    shown = raw_strings(path.read_text(encoding="utf-8"))
    # The one script the frame runs is code, not words.
    assert [text for text in shown if not text.startswith("<script>")] == []


def test_the_search_for_raw_strings_finds_them() -> None:
    assert raw_strings('st.caption("Hello")') == ["Hello"]
    assert raw_strings('st.caption(f"<b>{x} projects</b>")') == ["<b> projects</b>"]
    assert raw_strings('st.metric(_("Hello"), "1" if x else "none", help="why")') == ["none", "why"]
    assert raw_strings('box.markdown("words")') == ["words"]
    assert raw_strings('st.caption(_("Hello"), key="x", icon=":material/x:")') == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.name))
def test_vietnamese_is_written_in_catalogues_or_pairs_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed: set[ast.AST] = set()
    for node in ast.walk(tree):
        paired = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if paired and node.func.id == "Text":
            allowed.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(node.value)
    # Names of things, the same in both languages: a language's own name, codes of a place.
    names = {"Tiếng Việt", "Quảng Ngãi", "Quảng Ngãi (mới)", "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"}
    stray = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in allowed
        and node.value not in names
        and set(node.value.lower()) & VIETNAMESE_LETTERS
    ]
    assert stray == []
