"""Put the parts of the house font together as TrueType files, for what is drawn without a browser.

    pip install fonttools brotli && python tools/make_fonts.py

The dashboard is served the font in parts (`dashboard/static/fonts/*.woff2`), of which a browser
fetches those it needs. A PDF, a PNG and the measuring of text need whole files. The licence (SIL
OFL 1.1, no reserved name) allows the change of form; the files are kept in the repository, so that
nobody who installs the program needs these two packages.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "dashboard" / "static" / "fonts"
OUT = ROOT / "analysis" / "exports" / "fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold"}


def whole(weight: int, folder: Path) -> TTFont:
    """Return the three parts of one weight as one font without kerning tables."""
    files = []
    for subset in ("latin", "vietnamese", "latin-ext"):
        part = TTFont(PARTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2")
        part.flavor = None
        files.append(str(folder / f"{subset}-{weight}.ttf"))
        part.save(files[-1])
    # Hinting programs of parts cannot be told apart once merged; screens and printers of today
    # do without.
    dropped = ["GSUB", "GPOS", "GDEF", "cvt ", "fpgm", "prep", "gasp"]
    font = Merger(options=Options(drop_tables=dropped)).merge(files)
    for glyph in list(font["glyf"].glyphs):
        font["glyf"][glyph].removeHinting()
    return font


def main() -> int:
    """Write one file for each weight, and the letters that the font has."""
    with tempfile.TemporaryDirectory() as folder:
        for weight, name in WEIGHTS.items():
            font = whole(weight, Path(folder))
            font.save(OUT / f"BeVietnamPro-{name}.ttf")
    letters = "".join(chr(code) for code in sorted(font.getBestCmap()))
    (OUT / "letters.txt").write_text(letters, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
