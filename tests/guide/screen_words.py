"""Every word the program can put on a screen, by language, read from its code and catalogues."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from analysis.language import Language, Text
from analysis.settings import PROJECT_ROOT
from dashboard.ui.translation import catalogue_path


@lru_cache(maxsize=2)
def screen_words(language: Language) -> frozenset[str]:
    """Return the texts of a language: those of the catalogue and of every bilingual text."""
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    words = {
        form
        for message in catalogue
        if message.id
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    }
    for folder in ("analysis", "dashboard"):
        for path in sorted((PROJECT_ROOT / folder).rglob("*.py")):
            words |= {one.in_language(language) for one in _texts(path)}
    return frozenset(word.strip(" :.") for word in words)


def _texts(path: Path) -> list[Text]:
    """Return every `Text("…", "…")` that a module writes out."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            given = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if len(given) == 2 and all(isinstance(one, str) for one in given):
                found.append(Text(*given))
    return found
