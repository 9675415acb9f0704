"""The colours of charts keep their contrast on the light page, on the dark one and on paper."""

from __future__ import annotations

import itertools
import re
import tomllib

import pytest

from analysis.charts import theme
from analysis.settings import PROJECT_ROOT

DRAWN = ("BLUE", "ORANGE", "GREEN", "PURPLE", "SKY", "YELLOW", "GREY", "LIGHT_GREY", "INK")
CONFIG = tomllib.loads(
    (PROJECT_ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)["theme"]
AIDS = (PROJECT_ROOT / "dashboard" / "static" / "aids" / "aids.css").read_text(encoding="utf-8")

Colour = tuple[float, float, float]


def read(written: str) -> Colour:
    """Return red, green and blue, each from 0 to 1, of a colour written as #rrggbb."""
    return tuple(int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(colour: Colour) -> float:
    """Return the relative luminance that WCAG 2 defines."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def turned(colour: Colour) -> Colour:
    """Return what the style sheet makes of a colour on a dark page.

    `invert(1) hue-rotate(180deg)` as the Filter Effects specification defines them.
    """
    red, green, blue = (1 - part for part in colour)
    rows = (
        (-0.574, 1.430, 0.144),
        (0.426, 0.430, 0.144),
        (0.426, 1.430, -0.856),
    )
    return tuple(min(1.0, max(0.0, a * red + b * green + c * blue)) for a, b, c in rows)


def page(side: str) -> Colour:
    """Return the background of the light or the dark page."""
    return read(CONFIG[side]["backgroundColor"])


def test_the_style_sheet_turns_charts_as_computed_here() -> None:
    assert re.search(r'data-kc-theme="dark".*\.main-svg \{ filter: invert\(1\) hue-rotate', AIDS)
    assert "@media screen" in AIDS[: AIDS.index("hue-rotate")]


@pytest.mark.parametrize("name", DRAWN)
def test_every_colour_of_a_chart_is_seen_on_both_pages(name: str) -> None:
    colour = read(getattr(theme, name))
    assert contrast(colour, page("light")) >= 3
    assert contrast(turned(colour), page("dark")) >= 3


def test_words_of_a_chart_are_read_on_both_pages() -> None:
    ink = read(theme.INK)
    assert contrast(ink, page("light")) >= 7
    assert contrast(turned(ink), page("dark")) >= 7


def apart(one: Colour, other: Colour) -> float:
    """Return how far two colours lie apart, from 0 to the root of 3."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def test_turned_colours_are_told_apart_as_well_as_the_nearest_of_the_light_page() -> None:
    pairs = list(itertools.combinations(map(read, theme.CATEGORICAL), 2))
    nearest = min(apart(one, other) for one, other in pairs)
    assert min(apart(turned(one), turned(other)) for one, other in pairs) >= nearest


@pytest.mark.parametrize("side", ["light", "dark"])
def test_words_of_the_page_are_read_on_both_of_its_backgrounds(side: str) -> None:
    colours = CONFIG[side]
    grounds = [
        colours["backgroundColor"],
        colours["secondaryBackgroundColor"],
        colours["sidebar"]["backgroundColor"],
    ]
    names = ["textColor", "linkColor", "primaryColor", *(n for n in colours if n.endswith("Color"))]
    for name in names:
        if name in ("backgroundColor", "secondaryBackgroundColor", "borderColor"):
            continue
        for ground in grounds:
            assert contrast(read(colours[name]), read(ground)) >= 4.5, (name, ground)


def test_search_and_guide_take_the_colours_of_the_page() -> None:
    light, dark = re.findall(r"--kc-page: (#\w+);.*?--kc-ink: (#\w+); --kc-link: (#\w+);", AIDS)
    for found, side in ((light, "light"), (dark, "dark")):
        names = ("backgroundColor", "textColor", "linkColor")
        assert found == tuple(CONFIG[side][name] for name in names)
    for edge, side in zip(re.findall(r"--kc-edge: (#\w+);", AIDS), ("light", "dark"), strict=True):
        assert contrast(read(edge), page(side)) >= 3
