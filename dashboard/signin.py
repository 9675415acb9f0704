"""The sign-in page, signing out, and what a page asks to know that its session has ended.

Plain HTML: nobody who is not signed in is given a run of the program.
"""

from __future__ import annotations

import asyncio
import gzip
import hmac
import secrets
import time
from html import escape
from math import ceil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import get_option

from analysis.access.errors import AccessError
from analysis.access.login import sign_in
from analysis.audit.log import record
from analysis.language import Language, as_language, format_number
from dashboard.gate import seconds_left
from dashboard.guard import cookie_name, must_sign_in, served_workspace, session_of, sessions
from dashboard.identity import drop_session, identity_is_set, keep_session, to_provider
from dashboard.signin_words import TITLE, WORDS, page_title

FORM = "form"
"""What the cookie of the form against forged requests is called by."""
_MOST_BYTES = 4_096
_PAGE = Path(__file__).resolve().parent / "static" / "signin.html"


async def _signin(request: Request) -> Response:
    if not must_sign_in():
        return RedirectResponse("./", 303)
    if request.method != "POST":
        return _page(request, "refused" if "refused" in request.query_params else "")
    form = await _form(request)
    if form is None or not _from_here(request) or not _same_form(request, form):
        return _page(request, "again", status=400)
    address = request.client.host if request.client else ""
    name = form.get("name", "").strip()
    try:
        found = await asyncio.to_thread(
            sign_in, served_workspace(), name, form.get("password", ""), address, time.time()
        )
    except (AccessError, OSError):
        return _page(request, "broken", status=503)
    if found.user is None:
        return _page(request, "wrong", found.wait, 429 if found.wait else 401)
    answer = RedirectResponse(_next(form.get("next", "")), 303)
    code = sessions().begin(found.user.reader, found.user.epoch, time.monotonic())
    keep_session(answer, request, code)
    answer.delete_cookie(cookie_name(FORM), path="/", httponly=True, samesite="strict")
    return answer


async def _signout(request: Request) -> Response:
    session = session_of(request.cookies.get(cookie_name()), touch=False)
    if session is None:
        return RedirectResponse("./signin", 303)
    if request.method != "POST":
        return _page(request, "leaving", code=session.form_code)
    form = await _form(request)
    good = form is not None and hmac.compare_digest(form.get("code", ""), session.form_code)
    if not good or not _from_here(request):
        return _page(request, "leaving", status=400, code=session.form_code)
    sessions().end(request.cookies[cookie_name()])
    await asyncio.to_thread(record, served_workspace(), "logout", session.reader.name, {})
    answer = RedirectResponse("./signin", 303)
    drop_session(answer)
    return answer


def _session(request: Request) -> Response:
    left = seconds_left(request.scope)
    told = {"needed": must_sign_in(), "left": left}
    return JSONResponse(told, headers={"cache-control": "no-store"})


def _identity(request: Request) -> Response:
    return to_provider(request) if identity_is_set() else PlainTextResponse("404", 404)


def _page(
    request: Request, said: str, wait: float = 0.0, status: int = 200, code: str = ""
) -> Response:
    language = _language(request)
    leaving = said == "leaving"
    code = code or secrets.token_urlsafe(24)
    told = WORDS[said].in_language(language) if said else ""
    if wait:
        seconds = format_number(ceil(wait), language)
        told = f"{told} {WORDS['wait'].filled(seconds=seconds).in_language(language)}"
    other: Language = "en" if language == "vi" else "vi"
    back = request.query_params.get("next", "")
    values = {
        "lang": language,
        "title": page_title(language),
        "heading": WORDS["signout" if leaving else "heading"].in_language(language),
        "said": told,
        "said_hidden": "" if told else "hidden",
        "action": "signout" if leaving else "signin",
        "fields_hidden": "hidden disabled" if leaving else "",
        "name": WORDS["name"].in_language(language),
        "password": WORDS["password"].in_language(language),
        "button": WORDS["signout" if leaving else "heading"].in_language(language),
        "next": back,
        "code": code,
        "identity": WORDS["identity"].in_language(language),
        "identity_hidden": "" if identity_is_set() and not leaving else "hidden",
        "other": other,
        "other_name": TITLE.in_language(other),
        "other_href": f"?lang={other}&next={quote(back, safe='')}",
    }
    html = _PAGE.read_text(encoding="utf-8")
    for key, value in values.items():
        html = html.replace(f"{{{{{key}}}}}", escape(value))
    # What is compressed passes the shell of the pages unchanged.
    headers = {"content-encoding": "gzip", "cache-control": "no-store"}
    answer = Response(gzip.compress(html.encode(), 5), status, headers, "text/html")
    if not leaving:
        answer.set_cookie(
            cookie_name(FORM),
            code,
            path="/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
    return answer


async def _form(request: Request) -> dict[str, str] | None:
    """Return the fields of a small form; None for what is none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return None
    return {name: values[0] for name, values in found.items()}


def _from_here(request: Request) -> bool:
    """Tell whether a form was sent by a page of this very server."""
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")


def _same_form(request: Request, form: dict[str, str]) -> bool:
    given = request.cookies.get(cookie_name(FORM), "")
    return bool(given) and hmac.compare_digest(form.get("code", ""), given)


def _next(asked: str) -> str:
    """Return the page that was asked for before: only ever one of this server."""
    base = get_option("server.baseUrlPath").strip("/")
    path = asked.lstrip("/\\")
    parts = urlsplit(path)
    here = not parts.scheme and not parts.netloc and "\\" not in path and "//" not in path
    return f"{f'/{base}' if base else ''}/{quote(path, safe='/?&=%,.-_~:+') if here else ''}"


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang")
    if asked is None:
        asked = parse_qs(urlsplit(request.query_params.get("next", "")).query).get("lang", [""])[0]
    return as_language(asked, "vi")


ROUTES = (
    Route("/signin", _signin, methods=["GET", "POST"]),
    Route("/signin/identity", _identity),
    Route("/signout", _signout, methods=["GET", "POST"]),
    Route("/session", _session),
)
NO_PAGES = ("signin", "signout", "session", "oauth2callback")
"""What is asked for as a page and is none of the program's."""
