"""Signing in through an identity provider: a small one on this computer signs the tokens.

The handshake is Streamlit's, between two real servers; what is ours is what becomes of its outcome.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from analysis.access.users import access_folder
from analysis.audit.verify import newest
from tests.browser.conftest import free_port, serving

HTML = {"accept": "text/html"}
CLIENT = "khuyencong"


class Provider(ThreadingHTTPServer):
    """An identity provider whose one person says of itself what `claims` holds."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.claims: dict[str, Any] = {}
        self.nonce = ""


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        here, path = self.server.address, urlsplit(self.path)
        if path.path == "/.well-known/openid-configuration":
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "jwks_uri": f"{here}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )
        elif path.path == "/keys":
            self._say({"keys": [self.server.key.as_dict(private=False)]})
        else:
            asked = {name: values[0] for name, values in parse_qs(path.query).items()}
            self.server.nonce = asked["nonce"]
            back = urlencode({"code": "a-code", "state": asked["state"]})
            self.send_response(302)
            self.send_header("location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        now = int(time.time())
        about = {"iss": self.server.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60}
        told = {**about, "nonce": self.server.nonce, **self.server.claims}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, told, self.server.key)
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _say(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as made:
        Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(scope="module")
def office(
    provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    folder, port = tmp_path_factory.mktemp("identity"), free_port()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{"s" * 40}"\nclient_id = "{CLIENT}"\nclient_secret = "of the client"\n'
        f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    workspace = folder / "workspace"
    access_folder(workspace).mkdir(parents=True)
    (access_folder(workspace) / "access.toml").write_text(
        '[identity]\nclaim = "groups"\nname_claim = "email"\n'
        '[identity.roles]\n"kc-leaders" = "leader"\n',
        encoding="utf-8",
    )
    with serving(workspace, folder, port=port, folder=folder) as address:
        yield workspace, address


def _handshake(address: str) -> tuple[httpx.Client, httpx.Response]:
    """Go to the provider and back as a browser does; return where it ends."""
    browser = httpx.Client(trust_env=False)
    answer = browser.get(f"{address}/signin/identity", headers=HTML)
    for _step in range(6):
        if not answer.is_redirect:
            break
        answer = browser.get(answer.next_request.url, headers=HTML)
    return browser, answer


def test_a_person_with_a_role_is_let_in_by_a_session_of_ours(
    office: tuple[Path, str], provider: Provider
) -> None:
    workspace, address = office
    assert "Đăng nhập bằng tài khoản cơ quan" in httpx.get(f"{address}/signin").text
    provider.claims = {"email": "lan@quangngai.gov.vn", "groups": ["kc-leaders", "others"]}
    browser, answer = _handshake(address)
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    kept = next(
        one for one in answer.headers.get_list("set-cookie") if one.startswith("kc_session_")
    )
    assert "samesite=strict" in kept.lower()
    assert "HttpOnly" in kept
    assert not [name for name in browser.cookies if name.startswith("_streamlit_user")]
    assert browser.get(f"{address}/coverage", headers=HTML).status_code == 200
    assert browser.get(f"{address}/data", headers=HTML).status_code == 307
    (entry, *_rest) = newest(workspace, 1)
    assert (entry.kind, entry.who, entry.what["role"]) == (
        "login",
        "lan@quangngai.gov.vn",
        "leader",
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ai@quangngai.gov.vn", "groups": ["others"]},
        {"groups": ["kc-leaders"]},
        {"email": "x@y.vn", "groups": ["kc-leaders"], "aud": "another program"},
    ],
    ids=["no role", "no name", "token of another program"],
)
def test_who_has_no_role_stays_outside(
    office: tuple[Path, str], provider: Provider, claims: dict[str, Any]
) -> None:
    _workspace, address = office
    provider.claims = claims
    browser, answer = _handshake(address)
    assert answer.url.path == "/signin"
    assert browser.get(f"{address}/coverage", headers=HTML).status_code == 303
    assert not [name for name in browser.cookies if name.startswith("kc_session_")]


def test_a_forged_cookie_of_the_handshake_opens_nothing(office: tuple[Path, str]) -> None:
    _workspace, address = office
    told = json.dumps({"origin": address, "is_logged_in": True, "email": "x@y.vn"})
    forged = {"_streamlit_user": told}
    answer = httpx.get(f"{address}/coverage", headers=HTML, cookies=forged)
    assert (answer.status_code, answer.headers.get("set-cookie")) == (303, None)
