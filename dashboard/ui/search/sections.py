"""The sections of every page, by code and name, read from the text of the screens.

A screen draws when it is imported, so its list of sections is read without running it.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from analysis.language import LANGUAGES, Text
from dashboard.page_list import PageEntry
from dashboard.ui.guide.audiences import AUDIENCES
from dashboard.ui.handin.sections import section_labels
from dashboard.ui.translation import translator

_FOLDER = Path(__file__).resolve().parents[2]


@cache
def sections_of(entry: PageEntry) -> tuple[tuple[str, Text], ...]:
    """Return the code and name of each section of a page; none when it has no sections."""
    if entry.path == "data":
        vietnamese, english = (section_labels(translator(language)) for language in LANGUAGES)
        return tuple((code, Text(name, english[code])) for code, name in vietnamese.items())
    if entry.path == "guide":
        return tuple((audience.code, audience.name) for audience in AUDIENCES)
    tree = ast.parse((_FOLDER / entry.script).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tuple(_named(call) for call in calls if _called(call) == "Section")


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _named(call: ast.Call) -> tuple[str, Text]:
    """Return code and name of `Section("code", Text("vi", "en"), …)`."""
    code, label = call.args[:2]
    if not isinstance(label, ast.Call) or _called(label) != "Text":
        raise ValueError(f"line {call.lineno}: the name of a section is no Text written out")
    vietnamese, english = (str(ast.literal_eval(word)) for word in label.args)
    return str(ast.literal_eval(code)), Text(vietnamese, english)
