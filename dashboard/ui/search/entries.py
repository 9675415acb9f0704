"""Everything that can be found in the dashboard, in one language, with where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.language import Language
from analysis.lookup.entries import Entry
from analysis.lookup.glossary import GROUPS, glossary
from analysis.lookup.places import Place
from dashboard.page_list import PAGES, PageEntry
from dashboard.ui.address import VIEW
from dashboard.ui.search.sections import sections_of

GLOSSARY = "glossary"
"""The path of the page of terms and definitions."""

PROFILE = (("coverage", "profile"),)
"""The page and section that show one place on one sheet."""


def entries(places: Sequence[Place], language: Language, paths: Sequence[str]) -> list[Entry]:
    """Return pages, their sections, places, terms and measures that lead to one of the paths."""
    every = [*_pages(language), *_places(places, language), *_definitions(language)]
    return [entry for entry in every if entry.path in paths]


def _pages(language: Language) -> Iterator[Entry]:
    for page in PAGES:
        title = page.title.in_language(language)
        # A reader may know the page by its name in the other language.
        yield Entry("page", title, path_of(page), words=f"{page.title.vi} {page.title.en}")
        for code, label in sections_of(page):
            yield Entry(
                "section",
                label.in_language(language),
                path_of(page),
                detail=title,
                query=((VIEW, code),),
            )


def path_of(page: PageEntry) -> str:
    """Return the path of a page as its links have it: the first page has none."""
    return "" if page.default else page.path


def _places(places: Sequence[Place], language: Language) -> Iterator[Entry]:
    ((path, section),) = PROFILE
    for place in places:
        yield Entry(
            "unit",
            place.name.in_language(language),
            path,
            detail=place.about.in_language(language),
            words=place.code,
            query=((VIEW, section), ("districts", place.code), ("vintage", place.vintage)),
        )


def _definitions(language: Language) -> Iterator[Entry]:
    for one in glossary():
        measure = one.group == "measures"
        term = one.term
        yield Entry(
            "measure" if measure else "term",
            term.in_language(language),
            GLOSSARY,
            detail=one.meaning.in_language(language),
            words=f"{GROUPS[one.group].in_language(language)} {term.vi} {term.en}",
            anchor=one.anchor,
        )
