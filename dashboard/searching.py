"""The address at which the search box asks, answered as JSON.

It is no run of a page: the page behind the box stays as it is until something found is opened.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PATH = "find"


def _find(request: Request) -> Response:
    # Loaded when first asked: the server answers before the measures are read in.
    from dashboard.ui.search.answering import answer

    parameters = dict(request.query_params)
    typed = parameters.pop("q", "")
    return JSONResponse(answer(typed, parameters), headers={"cache-control": "no-store"})


ROUTES = (Route(f"/{PATH}", _find),)
