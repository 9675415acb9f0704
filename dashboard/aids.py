"""Script and style sheet of search, guide, theme and paper, sent once and kept by the browser.

Streamlit would send them with every run of a page, and serves scripts of its static folder as
plain text. Here they have an address that names their content, so that they may be kept for good.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_FOLDER = Path(__file__).resolve().parent / "static" / "aids"
_SCRIPTS = ("theme", "moving", "search", "guide", "print", "session")
_KINDS = {"js": "text/javascript", "css": "text/css"}
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def aid(ending: str) -> str:
    """Return the whole script ("js") or style sheet ("css")."""
    names = _SCRIPTS if ending == "js" else ("aids",)
    return "\n".join((_FOLDER / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


@cache
def head_tags() -> str:
    """Return what goes into the head of the page's HTML, before Streamlit's own script."""
    before = (_FOLDER / "head.js").read_text(encoding="utf-8")
    return (
        f"<script>{before}</script>"
        f'<link rel="stylesheet" href="{_address("css")}" />'
        f'<script defer src="{_address("js")}"></script>'
    )


def _address(ending: str) -> str:
    mark = hashlib.sha256(aid(ending).encode("utf-8")).hexdigest()[:12]
    return f"./aids/{mark}.{ending}"


def _answer(request: Request) -> Response:
    ending = request.path_params["ending"]
    if ending not in _KINDS:
        return PlainTextResponse("404", 404)
    return Response(aid(ending), media_type=_KINDS[ending], headers=_KEPT)


ROUTES = (Route("/aids/{mark}.{ending}", _answer),)
