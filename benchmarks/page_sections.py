"""Every page of the dashboard and every section of it, read from the pages themselves."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import dashboard
from dashboard.page_list import PAGES
from dashboard.ui.handin.sections import SECTIONS as SECTIONS_OF_DATA

_FOLDER = Path(dashboard.__file__).parent


@dataclass(frozen=True, slots=True)
class Shown:
    """One section of one page; `section` is empty where a page has none."""

    page: str
    section: str

    @property
    def name(self) -> str:
        """What it is called in a table and by `--only`."""
        return f"{self.page}/{self.section}" if self.section else self.page

    @property
    def page_name(self) -> str:
        """What the protocol calls the page; nothing for the first one."""
        return (
            "" if any(entry.default and entry.path == self.page for entry in PAGES) else self.page
        )

    def query(self, language: str = "vi", **parameters: str) -> str:
        """Return the address's query of the section under filters."""
        given = {"lang": language, **parameters}
        if self.section:
            given["view"] = self.section
        return "&".join(f"{name}={value.replace(',', '%2C')}" for name, value in given.items())


def everything_shown(only: tuple[str, ...] = ()) -> list[Shown]:
    """Return every section of every page; those whose name begins like one of `only`, if any.

    Raises ValueError when a name of `only` begins none.
    """
    found = [
        Shown(entry.path, section)
        for entry in PAGES
        for section in _sections(entry.path, _FOLDER / entry.script) or [""]
    ]
    for name in only:
        if not any(shown.name.startswith(name) for shown in found):
            raise ValueError(f"no page or section is called {name}")
    return [shown for shown in found if not only or shown.name.startswith(only)]


def _sections(page: str, script: Path) -> list[str]:
    if page == "data":
        return list(SECTIONS_OF_DATA)
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Section"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
