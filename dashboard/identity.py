"""Signing in through an identity provider, by Streamlit's own OpenID Connect routes.

Streamlit's route carries the handshake and leaves what the provider said in a signed cookie. The
gate exchanges that at once for a session of ours, and takes the cookie away: ours ends by rest and
age, theirs would last thirty days.
"""

from __future__ import annotations

import json
import time

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope
from streamlit import get_option
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
)
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from analysis.access.errors import AccessError
from analysis.access.policy import policy, reader_of_claims
from analysis.audit.log import record
from dashboard.guard import cookie_name, served_workspace, sessions

IDENTITY_PATHS = ("auth/login", "oauth2callback", "signin/identity")

_FRESH_DAYS = 5 / 1440
"""The exchange follows the handshake at once; a copy of the cookie is worth nothing later."""


def identity_is_set() -> bool:
    """Tell whether there is an identity provider, and it is known what it may say."""
    try:
        known = policy(served_workspace()).identity is not None
    except AccessError:
        return False
    return known and bool(get_secrets_auth_section())


def to_provider(_request: Request) -> Response:
    """Send somebody to the identity provider."""
    token = encode_provider_token("default")
    return RedirectResponse(f"./../auth/login?provider={token}", 303)


async def vouched(scope: Scope) -> Response | None:
    """Open a session for whoever the provider has just vouched for; None when it has for nobody."""
    request = Request(scope)
    told = get_cookie_with_chunks(lambda name: _signed(request, name), USER_COOKIE_NAME)
    if told is None:
        return None
    answer = _exchanged(request, told)
    for name in request.cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            answer.delete_cookie(name, path=_cookie_path())
    return answer


def _exchanged(request: Request, told: bytes) -> Response:
    folder = served_workspace()
    try:
        claims = json.loads(told)
        identity = policy(folder).identity
    except (ValueError, AccessError):
        return RedirectResponse(f"{_cookie_path()}signin?refused", 303)
    same = claims.get("origin") == get_origin_from_redirect_uri()
    reader = None
    if identity is not None and same and claims.get("is_logged_in") is True:
        reader = reader_of_claims(identity, claims)
    if reader is None:
        record(folder, "login_failed", "", {"provider": True})
        return RedirectResponse(f"{_cookie_path()}signin?refused", 303)
    record(folder, "login", reader.name, {"role": reader.role_name, "provider": True})
    # Not a redirect: one that began at the provider's site would not carry a strict cookie along.
    page = f'<!doctype html><meta http-equiv="refresh" content="0;url={_cookie_path()}">'
    answer = HTMLResponse(page, headers={"cache-control": "no-store"})
    keep_session(answer, request, sessions().begin(reader, None, time.monotonic()))
    return answer


def keep_session(answer: Response, request: Request, code: str) -> None:
    """Give the browser a session's code, for this site, out of the reach of scripts."""
    answer.set_cookie(
        cookie_name(),
        code,
        path=_cookie_path(),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def drop_session(answer: Response) -> None:
    """Take a session's code from the browser."""
    answer.delete_cookie(cookie_name(), path=_cookie_path(), httponly=True, samesite="strict")


def _signed(request: Request, name: str) -> bytes | None:
    value = request.cookies.get(name)
    if value is None:
        return None
    return decode_signed_value(
        get_cookie_secret(), name, value.encode("latin-1"), max_age_days=_FRESH_DAYS
    )


def _cookie_path() -> str:
    base = get_option("server.baseUrlPath").strip("/")
    return f"/{base}/" if base else "/"
