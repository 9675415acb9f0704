"""The pictures of the guides: whole, of plausible size, of pages as they are named now."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from PIL import Image

from analysis.language import LANGUAGES
from dashboard.page_list import PAGES
from dashboard.ui.guide.reading import Picture, read_guide
from tests.guide.documents import guides
from tests.guide.screen_words import page_sections
from tools.guide_shots import (
    HEIGHT,
    IMAGES,
    LARGEST,
    LARGEST_OF_ALL,
    MANIFEST,
    SHOTS,
    WIDTH,
    picture_problem,
)

TOLD = {one["file"]: one for one in json.loads(MANIFEST.read_text(encoding="utf-8"))}


def test_the_manifest_tells_of_every_picture_there_should_be() -> None:
    wanted = {f"{language}/{shot.name}.png" for language in LANGUAGES for shot in SHOTS}
    there = {path.relative_to(IMAGES).as_posix() for path in IMAGES.glob("*/*.png")}
    assert set(TOLD) == wanted == there


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_is_of_a_page_as_it_is_now(shot) -> None:
    page = next(page for page in PAGES if page.path == shot.page)
    label = page_sections()[shot.page][shot.section] if shot.section else None
    for language in LANGUAGES:
        path = shot.path(language)
        told = TOLD[f"{language}/{path.name}"]
        assert picture_problem(path) is None
        assert told["version"] == version("khuyencong-impact"), "make guide-images"
        assert told["page"] == shot.page
        assert told["section"] == shot.section
        # What page and section were called when it was taken is what they are called today.
        assert told["named"] == [
            page.title.in_language(language),
            *([label.in_language(language)] if label else []),
        ], "make guide-images"
        assert told["sha256"] == sha256(path.read_bytes()).hexdigest(), "not as it was taken"


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES.glob("*/*.png")) < LARGEST_OF_ALL


def test_every_picture_is_used_in_its_language() -> None:
    for language in LANGUAGES:
        used = {
            block.path
            for path in guides(language)
            for block in read_guide(path, {}).blocks
            if isinstance(block, Picture)
        }
        assert used == {shot.path(language) for shot in SHOTS}


def test_what_is_no_picture_of_a_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    path.write_bytes(b"")
    assert picture_problem(path) is not None
    Image.new("RGB", (WIDTH, HEIGHT), "white").save(path)
    assert "bytes" in (picture_problem(path) or "")
    Image.effect_noise((WIDTH, HEIGHT), 60).save(path)
    assert path.stat().st_size > LARGEST
    assert "bytes" in (picture_problem(path) or "")
    Image.effect_noise((WIDTH // 16, HEIGHT), 60).save(path)
    assert "wide" in (picture_problem(path) or "")
    path.write_bytes(path.read_bytes()[:25_000])
    assert picture_problem(path) is not None
