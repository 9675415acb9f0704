"""Who may use this server: the sessions of its process, and the rule by which it may serve."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit import get_option

from analysis.access.errors import AccessError
from analysis.access.policy import policy, protected
from analysis.access.reader import Reader
from analysis.access.sessions import Session, Sessions
from analysis.access.users import users, users_file
from analysis.language import Text
from analysis.settings import settings_from_environment
from analysis.warehouse.workspace import current_user

WARMER, WARMER_CODE = "khuyencong-warmer", secrets.token_hex(16)
"""By what the server's own first visits are known, in this process only."""

NOT_PROTECTED = Text(
    "Bảng điều khiển chưa có đăng nhập nên chỉ phục vụ máy này. Thêm người dùng bằng «khuyencong "
    "users add», hoặc dùng địa chỉ 127.0.0.1",
    "The dashboard has no sign-in yet, so it serves this computer only. Add a user with "
    "«khuyencong users add», or use the address 127.0.0.1",
)

NOT_FOR_PUBLIC = Text(
    "Máy chủ này có các trang nội bộ; công chúng được phục vụ bằng «khuyencong dashboard --public»",
    "This server has the internal pages; the public is served by «khuyencong dashboard --public»",
)


def cookie_name(what: str = "session") -> str:
    """Return the name of a cookie of this server.

    A browser keeps the cookies of all ports of a machine together, so each server names its own.
    """
    place = f"{get_option('server.port')} {get_option('server.baseUrlPath').strip('/')}"
    return f"kc_{what}_{hashlib.sha256(place.encode()).hexdigest()[:8]}"


def served_workspace() -> Path:
    """Return the workspace this process serves."""
    return settings_from_environment().workspace


def everyone() -> Reader:
    """Return whoever sits at this computer, where nobody has to sign in."""
    return Reader(current_user(), "administrator")


def must_sign_in() -> bool:
    """Tell whether readers of this server have to sign in; also where that cannot be read."""
    folder = served_workspace()
    return _must_sign_in(str(folder), _stamp(users_file(folder)), _stamp(_policy_file(folder)))


@lru_cache(maxsize=8)
def _must_sign_in(folder: str, _users: object, _policy: object) -> bool:
    try:
        return protected(Path(folder))
    except AccessError:
        # What was closed must not open because a file is damaged.
        return True


@lru_cache(maxsize=1)
def _store() -> Sessions:
    return Sessions(0.0, 0.0)


def sessions() -> Sessions:
    """Return the open sessions of this process, which last as the policy says now."""
    folder, store = served_workspace(), _store()
    lasting = _durations(str(folder), _stamp(_policy_file(folder)))
    store.idle_seconds, store.longest_seconds = lasting
    return store


@lru_cache(maxsize=8)
def _durations(folder: str, _stamp: object) -> tuple[float, float]:
    try:
        found = policy(Path(folder))
    except AccessError:
        # Nobody stays in on a guess.
        return 0.0, 0.0
    return found.idle_seconds, found.longest_seconds


def session_of(code: str | None, touch: bool = True) -> Session | None:
    """Return the session of a cookie's code; None when it ended or its user is not as then."""
    if not code:
        return None
    session = sessions().find(code, time.monotonic(), touch)
    if session is None or session.epoch is None:
        return session
    folder = served_workspace()
    epochs = _epochs(str(folder), _stamp(users_file(folder)))
    if epochs.get(session.reader.name) != session.epoch:
        sessions().end(code)
        return None
    return session


@lru_cache(maxsize=8)
def _epochs(folder: str, _stamp: object) -> dict[str, int]:
    """Return the epoch of every user who is not locked out."""
    try:
        found = users(Path(folder))
    except AccessError:
        return {}
    return {user.name: user.epoch for user in found.values() if not user.locked}


def code_of(scope: Scope) -> str | None:
    """Return the session code that a request carries."""
    told = Headers(scope=scope).get("cookie", "")
    return cookie_parser(told).get(cookie_name())


def reader_of(scope: Scope, touch: bool = True) -> Reader | None:
    """Return who asks, None when nobody is signed in who has to be."""
    if not must_sign_in():
        return everyone()
    session = session_of(code_of(scope), touch)
    return session.reader if session else None


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address means this computer only."""
    if host.casefold() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def reaches_others(scope: Scope) -> bool:
    """Tell whether a request came over, or for, an address of other computers.

    By the address of the very socket, by the name it was asked for under, and by what a proxy adds:
    behind one on this computer every socket is local.
    """
    server = scope.get("server")
    if server is not None and server[1] is not None and not is_loopback(str(server[0])):
        return True
    headers = Headers(scope=scope)
    if any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip")):
        return True
    host = headers.get("host", "")
    name = host.rsplit("]", 1)[0] + "]" if host.startswith("[") else host.rsplit(":", 1)[0]
    return bool(host) and not is_loopback(name)


def _policy_file(folder: Path) -> Path:
    return users_file(folder).with_name("access.toml")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
