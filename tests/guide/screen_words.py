"""Every word the program can put on a screen, by language, read from its code and catalogues."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from babel.messages.pofile import read_po

from analysis.language import Language, Text
from analysis.settings import PROJECT_ROOT
from dashboard.ui.handin.sections import section_labels
from dashboard.ui.translation import catalogue_path, translator

# A call of `Text` with two written texts, each of one string or several side by side. A whole
# parse of every module finds the same and takes twenty times as long.
_STRINGS = r'(?:"(?:[^"\\\n]|\\.)*"\s*)+'
_TEXT = re.compile(rf"\bText\(\s*(?P<vi>{_STRINGS}),\s*(?P<en>{_STRINGS}),?\s*\)")


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
    words |= {one.in_language(language) for one in _texts()}
    return frozenset(word.strip(" :.") for word in words)


@lru_cache(maxsize=1)
def _texts() -> list[Text]:
    """Return every `Text("…", "…")` that the program writes out."""
    found = []
    for folder in ("analysis", "dashboard"):
        for path in (PROJECT_ROOT / folder).rglob("*.py"):
            for match in _TEXT.finditer(path.read_text(encoding="utf-8")):
                vi, en = (ast.literal_eval(f"({match[part]})") for part in ("vi", "en"))
                found.append(Text(vi, en))
    return found


@lru_cache(maxsize=1)
def page_sections() -> dict[str, dict[str, Text]]:
    """Return the sections of every page that has some: code and label."""
    found: dict[str, dict[str, Text]] = {}
    for path in sorted((PROJECT_ROOT / "dashboard" / "screens").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Section"):
                continue
            code, label = node.args[0], node.args[1]
            assert isinstance(code, ast.Constant)
            assert isinstance(label, ast.Call)
            vi, en = (one.value for one in label.args if isinstance(one, ast.Constant))
            found.setdefault(path.stem, {})[str(code.value)] = Text(str(vi), str(en))
    vietnamese, english = section_labels(translator("vi")), section_labels(translator("en"))
    found["data"] = {code: Text(label, english[code]) for code, label in vietnamese.items()}
    return found
