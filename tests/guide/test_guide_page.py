"""The page of guides: every reader, in the language, with pictures, links and no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.language import LANGUAGES
from dashboard.ui.guide.audiences import AUDIENCES
from dashboard.ui.guide.reading import PageNamed, Picture, Words, read_guide
from tests.dashboard.conftest import open_page

__all__ = ["open_page"]


def test_a_guide_is_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text(
        "# Title\n\nHello [officer](officer.md), [methods](../methods.md#a), [below](#b).\n"
        "<!-- page: coverage/map -->\n\n![A map of it](../images/vi/a.png)\n\n## Question\n",
        encoding="utf-8",
    )
    guide = read_guide(path, {"officer.md": "?view=officer"})
    assert guide.title == "Title"
    assert guide.blocks == (
        Words("Hello [officer](?view=officer), methods (`methods.md`), below."),
        PageNamed("coverage", "map"),
        Picture((tmp_path / "../images/vi/a.png").resolve(), "A map of it"),
        Words("## Question"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda one: one.code)
def test_every_guide_draws(open_page, audience, language) -> None:
    app = open_page("guide", lang=language, view=audience.code)
    assert not app.exception
    guide = read_guide(audience.path(language), {})
    assert app.title[0].value == guide.title
    pictures = [block for block in guide.blocks if isinstance(block, Picture)]
    shown = [one for image in app.get("image") for one in image.proto.imgs]
    assert [one.alt for one in shown] == [picture.alt for picture in pictures]
    opened = [block for block in guide.blocks if isinstance(block, PageNamed)]
    links = [link for link in app.get("page_link") if link.proto.page]
    # Those of the navigation stand before them.
    assert len(links) >= len(opened)
    told = "\n".join(element.value for element in app.markdown)
    # No link leads to a file of the disk.
    assert ".md)" not in told
