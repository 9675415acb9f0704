"""The address at which the search box asks, answered as JSON.

It is no run of a page: the page behind the box stays as it is until something found is opened.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.guard import reader_of

PATH = "find"


def _find(request: Request) -> Response:
    # Loaded when first asked: the server answers before the measures are read in.
    from dashboard.ui.search.answering import answer

    parameters = dict(request.query_params)
    typed = parameters.pop("q", "")
    reader = reader_of(request.scope)
    if reader is None:
        return PlainTextResponse("401", 401)
    return JSONResponse(answer(typed, parameters, reader), headers={"cache-control": "no-store"})


ROUTES = (Route(f"/{PATH}", _find),)
