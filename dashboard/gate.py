"""The gate before everything: no page, file, search or live line without somebody signed in.

It knows addresses, not pages: what is not named here as open to all is closed. A message on an open
line is looked at as well, so that a session that has ended, or a user who was locked, is cut off at
the next click.
"""

from __future__ import annotations

import asyncio
import logging
import time
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option

from analysis.access.reader import Reader
from analysis.audit.log import record
from analysis.language import Text
from dashboard.guard import (
    NOT_PROTECTED,
    code_of,
    must_sign_in,
    reaches_others,
    reader_of,
    served_workspace,
    session_of,
    sessions,
)
from dashboard.health import HEALTH, READY
from dashboard.identity import IDENTITY_PATHS, identity_is_set, vouched
from dashboard.metrics import PATH as METRICS
from dashboard.own_files import OWNERS, file_of
from dashboard.page_list import PAGES, pages_for
from dashboard.shell import MISSING

logger = logging.getLogger("khuyencong.dashboard")

_OPEN = ("static/", "app/static/", "aids/")
_PROBES = (HEALTH, READY, METRICS, "_stcore/health")
"""For whoever looks after the server; they tell nothing of the data and look after themselves."""
_OPEN_PAGES = ("signin", "signout", "session", "favicon.png", "favicon.ico", *_PROBES)
_MEDIA = "media/"
_WATCH_SECONDS = 5.0
_CLOSED = Text("Hãy đăng nhập", "Please sign in")
_NOT_ON_RECORD = Text(
    "Không ghi được nhật ký nên chưa tải được tệp",
    "The file was not sent: the log cannot be written",
)


class Gate:
    """ASGI middleware that lets only those in who may."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, send to the sign-in page, or pass on; downloads are put on record."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        protected = must_sign_in()
        path = _path_of(scope)
        if not protected and path not in _PROBES and reaches_others(scope):
            await _refuse(scope, receive, send, NOT_PROTECTED, 403)
            return
        if protected and not _is_open(path):
            reader = reader_of(scope)
            if reader is None:
                await self._unknown(scope, receive, send, path)
                return
        else:
            reader = None if protected else reader_of(scope)
        if reader is not None and _is_denied_page(scope, path, reader):
            await RedirectResponse(f"{_base()}/?{_told_missing(scope, path)}", 307)(
                scope, receive, send
            )
        elif scope["type"] == "websocket":
            await self._line(scope, receive, send, protected)
        elif protected and path.startswith(_MEDIA) and not _is_own_file(scope, path):
            # As of a file there never was: whoever guesses learns nothing.
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif reader is not None and path.startswith(_MEDIA):
            await self.app(scope, receive, _recording(send, reader, path))
        else:
            await self.app(scope, receive, send)

    async def _unknown(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            answer = await vouched(scope) if identity_is_set() else None
            query = scope.get("query_string", b"").decode("latin-1")
            back = f"{path}?{query}" if query else path
            where = f"{_base()}/signin?next={quote(back, safe='')}"
            await (answer or RedirectResponse(where, 303))(scope, receive, send)
            return
        await _refuse(scope, receive, send, _CLOSED, 401)

    async def _line(self, scope: Scope, receive: Receive, send: Send, protected: bool) -> None:
        """Pass a live line on as long as its session lasts."""
        if not protected:
            await self.app(scope, receive, send)
            return
        code = code_of(scope)
        accepted = False

        async def told(message: Message) -> None:
            nonlocal accepted
            accepted = accepted or message["type"] == "websocket.accept"
            await send(message)

        async def heard() -> Message:
            waiting = asyncio.ensure_future(receive())
            try:
                while not (await asyncio.wait({waiting}, timeout=_WATCH_SECONDS))[0]:
                    if session_of(code, touch=False) is None:
                        return await _ended(send, accepted)
                message = waiting.result()
            finally:
                waiting.cancel()
            if message["type"] == "websocket.receive" and session_of(code) is None:
                return await _ended(send, accepted)
            return message

        await self.app(scope, heard, told)


async def _ended(send: Send, accepted: bool) -> Message:
    if accepted:
        await send({"type": "websocket.close", "code": 1008})
    return {"type": "websocket.disconnect", "code": 1008}


def _recording(send: Send, reader: Reader, path: str) -> Send:
    """Put a file that is being taken away on record before its first byte leaves."""
    refused = False

    async def recorded(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] in (200, 206):
            headers = MutableHeaders(raw=message["headers"])
            kept_as = headers.get("content-disposition", "")
            if kept_as.startswith("attachment"):
                what = {"file": _name_in(kept_as), "media": path.removeprefix(_MEDIA)[:64]}
                try:
                    await asyncio.to_thread(
                        record, served_workspace(), "download", reader.name, what
                    )
                except OSError:
                    logger.exception("the audit log cannot be written")
                    refused = must_sign_in()
                    if refused:
                        body = _NOT_ON_RECORD.vi.encode() + b"\n" + _NOT_ON_RECORD.en.encode()
                        plain = [
                            (b"content-type", b"text/plain; charset=utf-8"),
                            (b"content-length", str(len(body)).encode()),
                        ]
                        start = {"type": "http.response.start", "status": 503, "headers": plain}
                        await send(start)
                        await send({"type": "http.response.body", "body": body})
                        return
        if not refused:
            await send(message)

    return recorded


def _name_in(disposition: str) -> str:
    name = disposition.split("filename", 1)[-1].lstrip("*=").removeprefix("utf-8''")
    return unquote(name.strip('"'))


async def _refuse(scope: Scope, receive: Receive, send: Send, why: Text, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why.en[:100]})
        return
    await PlainTextResponse(f"{why.vi}\n{why.en}\n", status)(scope, receive, send)


def _is_open(path: str) -> bool:
    return (
        path in _OPEN_PAGES
        or path.startswith(_OPEN)
        or (path in IDENTITY_PATHS and identity_is_set())
    )


def _is_denied_page(scope: Scope, path: str, reader: Reader) -> bool:
    if scope["type"] != "http" or path not in {page.path for page in PAGES}:
        return False
    return path not in {page.path for page in pages_for(reader)}


def _is_own_file(scope: Scope, path: str) -> bool:
    """Tell whether a file was made for a page of the session that asks for it."""
    return OWNERS.owns(file_of(path.removeprefix(_MEDIA)), code_of(scope))


def _told_missing(scope: Scope, path: str) -> str:
    """Return the address that says a page is not there, as of one there never was."""
    asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
    return urlencode([*asked, (MISSING, path)])


def _base() -> str:
    base = get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def _path_of(scope: Scope) -> str:
    """Return the address below the base; a path that is not plain is never an open one."""
    path = str(scope["path"]).removeprefix(_base()).lstrip("/")
    return path if ".." not in path and "\\" not in path and "//" not in path else f"?{path}"


def seconds_left(scope: Scope) -> float | None:
    """Return how long the session of a request lasts if nobody does anything; None without one."""
    session = session_of(code_of(scope), touch=False)
    return None if session is None else sessions().seconds_left(session, time.monotonic())
