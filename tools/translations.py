"""Keep the interface's catalogues complete: extract, update, check.

    python tools/translations.py           extract the messages and update both catalogues
    python tools/translations.py --check   report what is missing; exit code 1 if anything is

English message ids are their own English translation; Vietnamese ones are written by people.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "dashboard"
LOCALES = SOURCE / "locale"
LANGUAGES = ("vi", "en")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date in the header: two runs on the same code write the same bytes."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "translate": None,
    "plural": (1, 2),
}


HEADER = "# {name} words of the dashboard; kept by tools/translations.py."


def extracted() -> Catalog:
    """Return every message the dashboard's code asks for."""
    catalog = _empty(None)
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    for filename, _line, message, comments, context in found:
        # Files only: line numbers would change the catalogues with every edit of the code.
        catalog.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALES / language / "LC_MESSAGES" / "khuyencong.po"


def read(language: str) -> Catalog:
    """Return the stored catalogue of a language, an empty one when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as source:
        stored = read_po(source, locale=language)
    catalog = _empty(language)
    for message in stored:
        if message.id:
            catalog[message.id] = message
    catalog.obsolete = stored.obsolete
    return catalog


def _empty(language: str | None) -> Catalog:
    """Return a catalogue with a header that holds nothing that changes by itself."""
    return Catalog(
        locale=language,
        project="khuyencong-impact",
        version="1",
        charset="utf-8",
        header_comment=HEADER.format(name=language or "All"),
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="khuyencong-impact",
        language_team="khuyencong-impact",
        msgid_bugs_address="none",
        fuzzy=False,
    )


def update() -> None:
    """Bring both catalogues up to the code; obsolete messages are dropped."""
    template = extracted()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        if language == "en":
            for message in catalog:
                if message.id:
                    message.string = message.id
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            write_po(
                target, catalog, width=100, sort_output=True, omit_header=False, no_location=True
            )


def problems() -> list[str]:
    """Return a line for every message that is missing, empty, fuzzy, unused or broken."""
    template = extracted()
    wanted = {message.id for message in template if message.id}
    found = []
    for language in LANGUAGES:
        catalog = read(language)
        stored = {message.id: message for message in catalog if message.id}
        found += [f"{language}: missing: {_name(id_)}" for id_ in wanted - stored.keys()]
        found += [f"{language}: not used: {_name(id_)}" for id_ in stored.keys() - wanted]
        found += [
            f"{language}: not used: {_name(message.id)}" for message in catalog.obsolete.values()
        ]
        for message in stored.values():
            if message.fuzzy:
                found.append(f"{language}: fuzzy: {_name(message.id)}")
            if not all(part.strip() for part in _forms(message.string)):
                found.append(f"{language}: not translated: {_name(message.id)}")
            elif fields(message.id) != fields(message.string):
                found.append(f"{language}: fields differ: {_name(message.id)}")
    return sorted(found)


def fields(text: str | tuple[str, ...] | list[str]) -> set[str]:
    """Return the names of the `{fields}` in a message or in all its forms."""
    return {name for form in _forms(text) for _, name, _, _ in Formatter().parse(form) if name}


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _name(message: str | tuple[str, ...] | list[str]) -> str:
    return _forms(message)[0]


def main() -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="report only, change nothing")
    if not parser.parse_args().check:
        update()
    found = problems()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
