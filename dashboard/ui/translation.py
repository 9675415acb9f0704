"""The interface's own words: gettext catalogues, read once and kept.

Message ids are the English sentences. Catalogues are stored as text only (`.po`) and compiled in
memory, so that no binary that can fall behind its source is kept.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from analysis.language import Language

DOMAIN = "khuyencong"
LOCALES = Path(__file__).resolve().parents[1] / "locale"


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns an English message id into the sentence of one language."""

    language: Language
    catalogue: GNUTranslations

    def __call__(self, message: str, **values: Any) -> str:
        """Return the translated message with its `{named}` fields filled."""
        sentence = self.catalogue.gettext(message)
        return sentence.format(**values) if values else sentence

    def plural(self, one: str, many: str, count: int, **values: Any) -> str:
        """Return the form that fits a count; `{count}` is filled unless given in `values`."""
        sentence = self.catalogue.ngettext(one, many, count)
        return sentence.format(**{"count": count, **values})


def catalogue_path(language: Language) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=4)
def translator(language: Language) -> Translator:
    """Return the translator of a language."""
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))
