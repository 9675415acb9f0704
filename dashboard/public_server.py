"""The ASGI application of `khuyencong dashboard --public`: the public pages and no other address.

It is a server of its own, so that no internal page, search, presenter or measure is loaded by it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.aids import ROUTES as AIDS
from dashboard.health import HEALTH
from dashboard.health import ROUTES as HEALTH_ROUTES
from dashboard.kept_answers import keep_answers
from dashboard.public.page_list import PUBLIC_PAGES
from dashboard.shell import HtmlShell, SecurityHeaders

_ALIVE = tuple(route for route in HEALTH_ROUTES if route.path == f"/{HEALTH}")

keep_answers()

app = st.App(
    Path(__file__).resolve().with_name("public_app.py"),
    routes=(*AIDS, *_ALIVE),
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(
            HtmlShell,
            pages=[page.path for page in PUBLIC_PAGES if not page.default],
            others=[HEALTH],
            home=next(page.path for page in PUBLIC_PAGES if page.default),
        ),
    ],
)
