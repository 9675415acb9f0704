"""The PowerPoint file as LibreOffice draws it: every slide has a picture, nothing is cut off.

Where LibreOffice or pdftoppm is not installed these tests are skipped by name; the boxes are
measured without them in test_deck_files.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from analysis.exports.deck.files import deck_bytes
from analysis.exports.deck.layout import HEIGHT, WIDTH, lay_out
from tests.exports.deck_case import leadership_deck

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOPPM = shutil.which("pdftoppm")


@pytest.mark.office
def test_libreoffice_draws_every_slide_and_nothing_leaves_its_box(
    workspace: Path, tmp_path: Path
) -> None:
    deck = leadership_deck(workspace)
    (tmp_path / "deck.pptx").write_bytes(deck_bytes(deck, "pptx"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    convert = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    home = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(
        [*convert, str(tmp_path / "deck.pptx")], check=True, capture_output=True, env=home
    )
    subprocess.run(
        [PDFTOPPM, "-r", "48", "-png", str(tmp_path / "deck.pdf"), str(tmp_path / "page")],
        check=True,
        capture_output=True,
    )
    pages = sorted(tmp_path.glob("page-*.png"))
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        with Image.open(page) as image:
            drawn = np.asarray(image.convert("L")) < 200
        scale = drawn.shape[1] / WIDTH
        assert abs(drawn.shape[0] / scale - HEIGHT) < 3
        layout = lay_out(slide)
        boxes = [layout.title_box, layout.table.box, layout.foot_box]
        if layout.chart_box is not None:
            boxes.append(layout.chart_box)
        for box in boxes:
            inside = _part(drawn, scale, box.x, box.y, box.width, box.height)
            assert inside.any(), (slide.key, box)
        # Nothing is drawn where nothing belongs: the margins, and between the table and the foot.
        left = _part(drawn, scale, 0, 40, 30, HEIGHT - 60)
        right = _part(drawn, scale, WIDTH - 28, 40, 28, HEIGHT - 60)
        assert not left.any(), slide.key
        assert not right.any(), slide.key
        between = _part(drawn, scale, 34, 452.5, WIDTH - 68, 2)
        assert not between.any(), slide.key


def _part(
    drawn: np.ndarray, scale: float, x: float, y: float, width: float, height: float
) -> np.ndarray:
    top, left = round(y * scale), round(x * scale)
    return drawn[top : max(round((y + height) * scale), top + 1), left : round((x + width) * scale)]
