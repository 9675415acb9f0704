"""The guides cannot go stale: what they name exists, in the words of the screen, in both languages.

Bold words of a guide are words of the screen. Pages, pictures, commands and links are looked up.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from analysis.commands.root import khuyencong
from analysis.language import LANGUAGES, Language
from analysis.settings import PROJECT_ROOT
from dashboard.page_list import PAGES
from dashboard.ui.guide.audiences import AUDIENCES
from dashboard.ui.guide.reading import PageNamed, Picture, Words, read_guide
from tests.guide.documents import (
    DOCS,
    GUIDE,
    TUTORIALS,
    anchors,
    bold_words,
    commands,
    guides,
    links,
)
from tests.guide.screen_words import page_sections, screen_words

EVERY_GUIDE = [(language, path) for language in LANGUAGES for path in guides(language)]
DOCUMENTS = [*(path for _, path in EVERY_GUIDE), *TUTORIALS.values(), DOCS / "operations-vi.md"]


def _name(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


def _unknown_words(text: str, language: Language) -> list[str]:
    known = screen_words(language)
    return [words for words in bold_words(text) if words.strip(" :.") not in known]


def _target_problem(document: Path, target: str) -> str | None:
    """Return what is wrong with a link of a document; None where it leads somewhere."""
    if re.match(r"[a-z]+:", target):
        return f"leads out of the program: {target}"
    file, _, anchor = target.partition("#")
    path = (document.parent / file).resolve() if file else document
    if not path.is_file() or not path.is_relative_to(PROJECT_ROOT):
        return f"no file: {target}"
    return f"no heading: {target}" if anchor and anchor not in anchors(path) else None


def _command_problem(line: str) -> str | None:
    """Return what is wrong with a command line that is shown; None where it could be run."""
    words = shlex.split(line)
    if words[0] == "make":
        makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
        return next((f"no target {word}" for word in words[1:] if word not in targets), None)
    command: click.Command = khuyencong
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.commands.get(rest[0])
        if found is None:
            return f"no command {rest[0]}"
        command, rest = found, rest[1:]
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    given = {word.split("=")[0] for word in rest if word.startswith("-")}
    return f"no option {given - known}" if given - known else None


def test_there_is_a_guide_for_every_reader_in_both_languages() -> None:
    for language in LANGUAGES:
        assert {one.path(language) for one in AUDIENCES} == set(guides(language))


@pytest.mark.parametrize(("language", "path"), EVERY_GUIDE, ids=_name)
def test_bold_words_are_words_of_the_screen(language: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(bold_words(text)) > 10
    assert _unknown_words(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tutorial_speaks_in_words_of_the_screen(language: Language) -> None:
    assert _unknown_words(TUTORIALS[language].read_text(encoding="utf-8"), language) == []


def test_a_word_that_no_screen_has_is_found() -> None:
    assert _unknown_words("Bấm **Nút không có** rồi **Tổng quan**", "vi") == ["Nút không có"]
    assert _unknown_words("Press **Overview**, then **Tổng quan**", "en") == ["Tổng quan"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_section_is_named_in_a_guide(language: Language) -> None:
    named = {word for path in guides(language) for word in bold_words(path.read_text("utf-8"))}
    missing = [page.path for page in PAGES if page.title.in_language(language) not in named]
    assert missing == []
    sections = [
        f"{page}/{code}"
        for page, labels in page_sections().items()
        for code, label in labels.items()
        if label.in_language(language) not in named
        # The first section of the first page is called as the page is, in one language.
        and (page, code) != ("overview", "glance")
    ]
    assert sections == []


@pytest.mark.parametrize(("language", "path"), EVERY_GUIDE, ids=_name)
def test_what_a_guide_opens_and_pictures_is_there(language: Language, path: Path) -> None:
    guide = read_guide(path, {})
    assert guide.title
    pages, sections = {page.path for page in PAGES}, page_sections()
    for block in guide.blocks:
        if isinstance(block, PageNamed):
            assert block.page in pages
            assert not block.section or block.section in sections[block.page]
        elif isinstance(block, Picture):
            assert block.path.is_file(), block.path
            assert block.path.parent == GUIDE / "images" / language
            assert len(block.alt) > 15
    # What a page is asked, how to read the answer, and what it does not say.
    questions = guide.blocks
    words = "\n".join(block.markdown for block in questions if isinstance(block, Words))
    heads = len(re.findall(r"^## ", words, re.MULTILINE)) - 1
    caution = "Chớ" if language == "vi" else "Don't"
    assert heads >= 5
    assert len(re.findall(rf"^\d\. \*{caution}", words, re.MULTILINE)) >= heads - 1


def test_both_languages_ask_the_same_in_the_same_order() -> None:
    for audience in AUDIENCES:
        shapes = []
        for language in LANGUAGES:
            guide = read_guide(audience.path(language), {})
            shape: list[object] = []
            for block in guide.blocks:
                if isinstance(block, PageNamed):
                    shape.append((block.page, block.section))
                elif isinstance(block, Picture):
                    shape.append(block.path.name)
            shapes.append(shape)
        assert shapes[0] == shapes[1], audience.code


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    problems = [_target_problem(path, target) for _, _, target in links(text)]
    assert [problem for problem in problems if problem] == []


def test_a_link_to_nothing_is_found() -> None:
    guide = AUDIENCES[0].path("vi")
    assert _target_problem(guide, "can-bo.md") is None
    assert _target_problem(guide, "../../operations.md#windows") is None
    assert _target_problem(guide, "nobody.md") == "no file: nobody.md"
    assert _target_problem(guide, "../../operations.md#doors") is not None
    assert _target_problem(guide, "https://example.org") is not None


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_commands_are_there_with_their_options(path: Path) -> None:
    lines = commands(path.read_text(encoding="utf-8"))
    problems = [(line, _command_problem(line)) for line in lines]
    assert [one for one in problems if one[1]] == []


def test_a_command_that_is_not_there_is_found() -> None:
    assert _command_problem("khuyencong case list --lang en") is None
    assert _command_problem("khuyencong case fly") == "no command fly"
    assert _command_problem("khuyencong measure funding_by_year --colour red") is not None
    assert _command_problem("make coffee") == "no target coffee"
    assert commands("```sh\nkhuyencong undo   # back\n```\nand `make test`") == [
        "khuyencong undo",
        "make test",
    ]


def test_the_vietnamese_operations_name_every_environment_variable() -> None:
    named = re.findall(
        r"^\| `([A-Z_]+)`", (DOCS / "operations.md").read_text("utf-8"), re.MULTILINE
    )
    vietnamese = (DOCS / "operations-vi.md").read_text(encoding="utf-8")
    assert len(named) > 5
    assert [name for name in named if f"`{name}`" not in vietnamese] == []
