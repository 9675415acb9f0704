"""The ASGI application that `streamlit run` serves: the pages behind the house's HTML shell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from analysis.log import bare_libraries, log, logging_on
from analysis.warehouse.workspace import code_version
from dashboard.aids import ROUTES as AIDS
from dashboard.gate import Gate
from dashboard.health import ROUTES as HEALTH
from dashboard.metrics import ROUTES as METRICS
from dashboard.metrics import RequestCounter
from dashboard.page_list import PAGES
from dashboard.presenter import ROUTES as PRESENTER
from dashboard.searching import ROUTES as SEARCH
from dashboard.shell import HtmlShell, SecurityHeaders
from dashboard.signin import NO_PAGES
from dashboard.signin import ROUTES as SIGNIN
from dashboard.starting import started


@asynccontextmanager
async def serving(served: object) -> AsyncIterator[None]:
    """Serve from start to end: both are logged, and libraries log in the same form."""
    if logging_on():
        # Once uvicorn has set its own up, which is so when this is called.
        bare_libraries(("uvicorn", "uvicorn.error"))
    log("start", version=code_version())
    async with started(served):
        yield
    log("stop")


app = st.App(
    Path(__file__).resolve().with_name("app.py"),
    lifespan=serving,
    routes=(*AIDS, *HEALTH, *METRICS, *PRESENTER, *SEARCH, *SIGNIN),
    middleware=[
        Middleware(RequestCounter),
        Middleware(SecurityHeaders),
        Middleware(Gate),
        Middleware(
            HtmlShell,
            pages=[page.path for page in PAGES if not page.default],
            others=[*(route.path.strip("/") for route in (*HEALTH, *METRICS, *SEARCH)), *NO_PAGES],
            home=next(page.path for page in PAGES if page.default),
        ),
    ],
)
