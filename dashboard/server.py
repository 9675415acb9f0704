"""The ASGI application that `streamlit run` serves: the pages behind the house's HTML shell."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.aids import ROUTES as AIDS
from dashboard.gate import Gate
from dashboard.page_list import PAGES
from dashboard.presenter import ROUTES as PRESENTER
from dashboard.searching import ROUTES as SEARCH
from dashboard.shell import HtmlShell, SecurityHeaders
from dashboard.signin import NO_PAGES
from dashboard.signin import ROUTES as SIGNIN
from dashboard.starting import started

app = st.App(
    Path(__file__).resolve().with_name("app.py"),
    lifespan=started,
    routes=(*AIDS, *PRESENTER, *SEARCH, *SIGNIN),
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Gate),
        Middleware(
            HtmlShell,
            pages=[*(page.path for page in PAGES if not page.default), *NO_PAGES],
            home=next(page.path for page in PAGES if page.default),
        ),
    ],
)
