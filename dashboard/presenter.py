"""Decks that were made in this process, each at an address of its own to be presented from.

A deck is kept under a code that nobody can guess, the last few of them only; its page is written
when it is asked for.
"""

from __future__ import annotations

import gzip
import secrets
from collections import OrderedDict
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from analysis.exports.deck.html_writer import as_html
from analysis.exports.deck.model import Deck
from analysis.language import Text
from dashboard.guard import reader_of

PATH = "present"
_MOST = 12
_GONE = Text("Bộ trình chiếu này không còn; hãy soạn lại", "This deck is gone; make it again")


class Shelf:
    """The decks at hand, the oldest of which goes when another is laid down."""

    def __init__(self, most: int = _MOST) -> None:
        self._decks: OrderedDict[str, tuple[str, Deck]] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def lay_down(self, deck: Deck, owner: str) -> str:
        """Keep a deck for whoever made it and return its code."""
        code = secrets.token_urlsafe(16)
        with self._lock:
            self._decks[code] = (owner, deck)
            while len(self._decks) > self._most:
                self._decks.popitem(last=False)
        return code

    def deck(self, code: str, reader: str) -> Deck | None:
        """Return the deck of a code, None when it is not kept any more, or for somebody else."""
        with self._lock:
            owner, deck = self._decks.get(code, ("", None))
        return deck if owner == reader else None


SHELF = Shelf()


def presenter_address(code: str) -> str:
    """Return the address at which a deck presents itself, from any page of the dashboard."""
    return f"./{PATH}/{code}?present"


def _page(request: Request) -> Response:
    reader = reader_of(request.scope)
    deck = SHELF.deck(request.path_params["code"], reader.name) if reader else None
    if deck is None:
        return PlainTextResponse(f"{_GONE.vi}\n{_GONE.en}\n", 404)
    # Compressed here: it is large, and what is compressed passes the shell of the pages unchanged.
    body = gzip.compress(as_html(deck).encode("utf-8"), 5)
    headers = {"content-encoding": "gzip", "cache-control": "no-store"}
    return Response(body, media_type="text/html", headers=headers)


ROUTES = (Route(f"/{PATH}/{{code}}", _page),)
