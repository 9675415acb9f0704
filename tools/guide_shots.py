"""The pictures of the user guides: which page and section each shows, and what is opened on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from analysis.settings import PROJECT_ROOT

LANGUAGES = ("vi", "en")
CASE = "quang-ngai-simulated"
IMAGES = PROJECT_ROOT / "docs" / "guide" / "images"
MANIFEST = IMAGES / "manifest.json"
WIDTH, HEIGHT = 1280, 860
SMALLEST = 20_000
LARGEST, LARGEST_OF_ALL = 150_000, 4_000_000
"""Bytes of one picture and of all of them: a page has words, and guides travel with the program."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a page, its section, and what the camera does before it is taken.

    `click` and `look_at` are CSS selectors: the first is clicked, the second scrolled to the top.
    """

    name: str
    page: str
    section: str = ""
    click: str = ""
    look_at: str = ""

    def address(self, language: str) -> str:
        """Return the path and query of what is pictured, below the address of the server."""
        view = f"&view={self.section}" if self.section else ""
        path = "" if self.page == "overview" else self.page
        return f"{path}?lang={language}&case={CASE}{view}"

    def path(self, language: str, folder: Path = IMAGES) -> Path:
        """Return where the picture lies."""
        return folder / language / f"{self.name}.png"


SHOTS = (
    Shot("overview", "overview"),
    Shot("overview-things", "overview", look_at="[class*=st-key-kc-thing]"),
    Shot("one-minute", "overview", "minute"),
    Shot("funding", "funding", "trend"),
    Shot("funding-absorption", "funding", "absorption"),
    Shot("process-deadlines", "process", "deadlines"),
    Shot("week", "week"),
    Shot("targets", "targets", "targets"),
    Shot("coverage-map", "coverage", "map", look_at="h2"),
    Shot("coverage-plan", "coverage", "plan"),
    Shot("products", "products", "ranking"),
    Shot("places", "places"),
    Shot("productivity", "productivity", "level"),
    Shot("jobs", "jobs", "flows"),
    Shot("evidence", "evidence", "effect"),
    Shot("evidence-checks", "evidence", "checks"),
    Shot("portfolio-gates", "portfolio", "gates"),
    Shot("portfolio-plan", "portfolio", "plan", look_at='[data-testid="stMetric"]'),
    Shot("presentations", "presentations"),
    Shot("data", "data", "handin"),
    Shot("data-history", "data", "history"),
    Shot("quality", "quality"),
    Shot(
        "notebook",
        "funding",
        "trend",
        click=".st-key-kc-notebook summary",
        look_at=".st-key-kc-notebook",
    ),
)
"""Every picture, in the order in which the camera takes them."""


def picture_problem(path: Path) -> str | None:
    """Return what is wrong with a picture: empty, too large, not whole, of another width."""
    size = path.stat().st_size
    if not SMALLEST <= size <= LARGEST:
        return f"{path.name}: {size} bytes"
    try:
        with Image.open(path, formats=("PNG",)) as opened:
            opened.load()
            width, height = opened.size
    except OSError as error:
        return f"{path.name}: {error}"
    if (width, height) != (WIDTH, HEIGHT):
        return f"{path.name}: {width} wide, {height} high"
    return None
