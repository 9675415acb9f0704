"""The HTML around the pages: its language, title and icon, and headers that keep it local.

Streamlit's shell says `<html lang="en">` and "Streamlit" until its script has run. A screen
reader picks its voice from the language and a link preview reads the title, so both are set
before the first byte leaves. The content policy is also the proof that no page calls out: the
browser itself refuses every other host.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option

from analysis.language import Language, Text, as_language
from analysis.settings import LANGUAGE_VARIABLE
from dashboard.aids import head_tags
from dashboard.scripts_ahead import scripts_ahead

TITLE = Text("Tác động khuyến công Quảng Ngãi", "Khuyến công Impact, Quảng Ngãi")
MISSING = "missing"
"""The address parameter that carries the name of a page that is not there."""

FAVICON = "./app/static/favicon.svg"
_FONT = "./app/static/fonts/be-vietnam-pro-{subset}-400-normal.woff2"

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'{sockets}",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "manifest-src 'self'",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(),"
    " serial=(), bluetooth=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def content_policy(host: str) -> str:
    """Return the content policy for pages asked for under a host name, with its port if any.

    Sockets are admitted to that host only. Browsers differ in whether 'self' covers them, so they
    are named; a host that is none (and could smuggle in another rule) is left out.
    """
    named = _HOST.fullmatch(host) is not None
    return _POLICY.format(sockets=f" ws://{host} wss://{host}" if named else "")


def localised_shell(html: str, language: Language) -> str:
    """Return Streamlit's shell with our language, title, icon and fonts."""
    html = re.sub(r"<html lang=\"[^\"]*\"", f'<html lang="{language}"', html, count=1)
    html = re.sub(
        r"<title>.*?</title>", f"<title>{TITLE.in_language(language)}</title>", html, count=1
    )
    html = html.replace('href="./favicon.png"', f'href="{FAVICON}"', 1)
    html = html.replace('<link rel="shortcut icon"', f'{head_tags()}<link rel="shortcut icon"', 1)
    # Told where the server is, the browser need not try every prefix of the address for it; on a
    # deep link each failed try would be an error in the console.
    base = get_option("server.baseUrlPath").strip("/")
    origin = json.dumps(f"/{base}/" if base else "/")
    html = html.replace(
        "<head>",
        f"<head><script>window.__streamlit = {{BACKEND_BASE_URL: location.origin + {origin}}}"
        "</script>",
        1,
    )
    # The preloaded font is one the pages do not use; ours take its place.
    preloads = "".join(
        f'<link rel="preload" href="{_FONT.format(subset=subset)}" as="font" type="font/woff2" '
        "crossorigin />"
        for subset in ("vietnamese", "latin")
    )
    html = re.sub(r"<link\s+rel=\"preload\"[^>]*?>", preloads, html, count=1)
    return html.replace("</head>", f"{scripts_ahead()}</head>", 1)


class HtmlShell:
    """ASGI middleware that localises the HTML shell by the `lang` of the address."""

    def __init__(
        self,
        app: ASGIApp,
        pages: Sequence[str] = (),
        home: str = "",
        others: Sequence[str] = (),
    ) -> None:
        self.app = app
        self.pages = frozenset(pages)
        self.others = frozenset(others)
        self.home = home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; hold back HTML until it is whole, then rewrite it.

        A page that is not there leads to the first one, which says so: Streamlit's own answer is
        a dialog in English. `home` is the first page's name, which Streamlit serves without one;
        `others` are addresses of ours that are no pages.
        """
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        missing = self._missing_page(scope)
        if missing is not None:
            asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
            told = [] if missing == self.home else [(MISSING, missing)]
            query = urlencode([*asked, *told])
            await RedirectResponse(f"./?{query}", 307)(scope, receive, send)
            return
        language = _language_of(scope)
        start: Message | None = None
        body: list[bytes] = []

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if not _is_plain_html(message):
                    await send(message)
                    return
                start = message
                return
            if start is None:
                await send(message)
                return
            body.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            html = localised_shell(b"".join(body).decode("utf-8"), language).encode("utf-8")
            headers = MutableHeaders(raw=start["headers"])
            if scope["method"] == "GET":
                headers["content-length"] = str(len(html))
            else:
                html = b""
            headers["content-language"] = language
            # The text depends on the address alone, but the file's validators do not know it.
            for name in ("etag", "last-modified"):
                if name in headers:
                    del headers[name]
            headers["cache-control"] = "no-cache"
            await send(start)
            await send({"type": "http.response.body", "body": html, "more_body": False})

        # A compressed or "not modified" answer could not be rewritten: ask for a plain, whole one.
        held = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        if _asks_for_a_page(scope):
            plain = [pair for pair in scope["headers"] if pair[0] not in held]
            scope = {**scope, "headers": plain}
        await self.app(scope, receive, rewrite)

    def _missing_page(self, scope: Scope) -> str | None:
        """Return the name of the page asked for when there is none of that name."""
        base = "/" + get_option("server.baseUrlPath").strip("/")
        name = str(scope["path"]).removeprefix(base).strip("/")
        if not name or not self.pages or "/" in name or "." in name or name in self.pages:
            return None
        if name in self.others:
            return None
        return name if _asks_for_a_page(scope) and not name.startswith("_") else None


class SecurityHeaders:
    """ASGI middleware that adds the house's security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the response starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers["Content-Security-Policy"] = content_policy(_host_of(scope))
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, guarded)


def _language_of(scope: Scope) -> Language:
    values = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])
    return as_language(values[0], as_language(os.environ.get(LANGUAGE_VARIABLE)))


def _host_of(scope: Scope) -> str:
    named = (value for name, value in scope["headers"] if name == b"host")
    return bytes(next(named, b"")).decode("latin-1")


def _asks_for_a_page(scope: Scope) -> bool:
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return b"text/html" in accept


def _is_plain_html(message: Message) -> bool:
    headers = MutableHeaders(raw=message["headers"])
    return (
        headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
        and message["status"] == 200
    )
