"""Scripts of Streamlit's client that a browser fetches while the server still draws the page.

Left alone it asks for each only when the first of its kind is to be drawn; the library of charts
alone takes a second to fetch, read and compile.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit

KINDS = ("PlotlyChart", "StreamlitMarkdown", "Metric", "Html")
"""What nearly every page draws, as the client's files call it."""


@lru_cache(maxsize=1)
def scripts_ahead() -> str:
    """Return the links that name them; a file that Streamlit has renamed is left out."""
    folder = Path(streamlit.__file__).with_name("static") / "static" / "js"
    names = [path.name for kind in KINDS for path in sorted(folder.glob(f"{kind}.*.js"))]
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names
    )
