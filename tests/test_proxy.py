"""The proxy of deploy/nginx.conf before a real server, where nginx is installed."""

from __future__ import annotations

import asyncio
import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from analysis.access.users import add_user
from analysis.settings import PROJECT_ROOT
from tests.browser.conftest import free_port, serving

pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx, or no openssl"
)

SITE = "khuyencong.example.vn"
"""The name of the site in the file, which is what browsers ask for and sign their forms with."""
PASSWORD = "mot mat khau du dai 17"


@pytest.fixture(scope="module")
def proxy(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a proxy; places, ports and its patience (2 s) differ from the file."""
    folder = tmp_path_factory.mktemp("proxy")
    plain, secure = free_port(), free_port()
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *(
                "-subj",
                "/CN=localhost",
                "-keyout",
                str(folder / "key"),
                "-out",
                str(folder / "pem"),
            ),
        ],
        check=True,
        capture_output=True,
    )
    # Through a proxy only a server is reached at which people sign in.
    own = Path(shutil.copytree(workspace, folder / "workspace"))
    add_user(own, "lan", "leader", PASSWORD)
    with serving(own, folder) as served:
        site = (PROJECT_ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in (
            ("127.0.0.1:8501", served.removeprefix("http://")),
            ("listen [::]:80;", ""),
            ("listen [::]:443 ssl http2;", ""),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
            ("/etc/ssl/certs/khuyencong.pem", str(folder / "pem")),
            ("/etc/ssl/private/khuyencong.key", str(folder / "key")),
            ("/var/log/nginx/khuyencong.log", str(folder / "access.log")),
            ("client_header_timeout 10s", "client_header_timeout 2s"),
        ):
            assert old in site, old
            site = site.replace(old, new)
        paths = "".join(
            f"{kind}_temp_path {folder / kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        types = "types { text/html html; } default_type application/octet-stream;"
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; worker_processes 1; pid {folder / 'pid'};"
            f" error_log {folder / 'error.log'}; events {{}} http {{ {paths} {types} {site} }}",
            encoding="utf-8",
        )
        started = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")])
        try:
            _wait_for(secure, started)
            yield secure
        finally:
            started.terminate()
            started.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("nginx did not start")


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: where one is sent is what is looked at."""


def _get(
    port: int, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(context=_trusting()),
        _NoRedirects(),
    )
    asked = urllib.request.Request(
        f"https://127.0.0.1:{port}{path}",
        data=urlencode(form).encode() if form else None,
        headers={"Host": SITE, **headers},
    )
    try:
        with opener.open(asked, timeout=60) as got:
            return got.status, got.read(), _lines(got.headers)
    except urllib.error.HTTPError as error:
        return error.code, b"", _lines(error.headers)


def _lines(headers: Message) -> dict[str, str]:
    """Return headers by their name; one that is told several times has a line for each."""
    return {name.lower(): "\n".join(headers.get_all(name, [])) for name in headers}


def _signed_in(port: int) -> str:
    """Sign in by the form, as a browser does; return the cookie of the session."""
    _, page, given = _get(port, "/signin", **{"Accept-Encoding": "gzip"})
    form_cookie = _cookie(given, "kc_form")
    code = re.search(r'name="code" value="([^"]+)"', gzip.decompress(page).decode())
    assert code
    status, _, given = _get(
        port,
        "/signin",
        {"name": "lan", "password": PASSWORD, "code": code[1], "next": ""},
        **{"Cookie": f"{form_cookie.key}={form_cookie.value}", "Origin": f"https://{SITE}"},
    )
    assert status == 303
    session = _cookie(given, "kc_session")
    # The proxy's word that the reader came by TLS has reached the server.
    assert session["secure"]
    return f"{session.key}={session.value}"


def _cookie(headers: dict[str, str], name: str) -> Morsel[str]:
    """Return the cookie whose name begins so; what follows tells one server from another."""
    given = [SimpleCookie(line) for line in headers["set-cookie"].splitlines()]
    return next(one for cookie in given for one in cookie.values() if one.key.startswith(name))


async def _overview(port: int, cookie: str) -> list[ForwardMsg]:
    """Ask for the first page over the live line through the proxy; return what it is told."""
    told: list[ForwardMsg] = []
    async with connect(
        f"wss://{SITE}/_stcore/stream",
        host="127.0.0.1",
        port=port,
        ssl=_trusting(),
        max_size=None,
        proxy=None,
        origin=f"https://{SITE}",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": cookie},
    ) as line:
        message = BackMsg()
        message.rerun_script.query_string = "lang=en"
        await line.send(message.SerializeToString())
        while not told or told[-1].WhichOneof("type") != "script_finished":
            answer = ForwardMsg()
            answer.ParseFromString(bytes(await line.recv(decode=False)))
            told.append(answer)
    return told


def test_pages_pass_with_their_headers_and_scripts_are_compressed(proxy: int) -> None:
    status, _page, headers = _get(proxy, "/signin")
    assert status == 200
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "nginx/" not in headers.get("server", "")
    scripts = (Path(streamlit.__file__).with_name("static") / "static" / "js").glob("*.js")
    path = f"/static/js/{max(scripts, key=lambda one: one.stat().st_size).name}"
    _, plain, _ = _get(proxy, path)
    _, packed, told = _get(proxy, path, **{"Accept-Encoding": "gzip"})
    assert told["content-encoding"] == "gzip"
    assert len(packed) < 0.5 * len(plain)


def test_a_socket_reaches_the_server_which_wants_somebody_signed_in(proxy: int) -> None:
    with _trusting().wrap_socket(
        socket.create_connection(("127.0.0.1", proxy), timeout=60)
    ) as line:
        line.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{proxy}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nOrigin: https://127.0.0.1:{proxy}\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
        )
        # As an upgrade it is told from a page, which would be sent to the form of signing in.
        assert line.recv(200).startswith(b"HTTP/1.1 403")


def test_whoever_is_signed_in_is_shown_a_page_over_the_line_through_the_proxy(proxy: int) -> None:
    told = asyncio.run(_overview(proxy, _signed_in(proxy)))
    assert told[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    sent = [one.delta.new_element for one in told if one.WhichOneof("type") == "delta"]
    assert not [one for one in sent if one.WhichOneof("type") == "exception"]
    assert [one for one in sent if one.WhichOneof("type") == "plotly_chart"]
    assert "lan" in " ".join(one.markdown.body for one in sent)


def test_a_slow_client_is_hung_up_on(proxy: int) -> None:
    """Left alone it would hold its connection for good; the proxy ends it after its patience."""
    with _trusting().wrap_socket(
        socket.create_connection(("127.0.0.1", proxy), timeout=60)
    ) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        told = line.recv(100)
        assert told == b"" or told.startswith(b"HTTP/1.1 408")


def test_what_is_too_large_or_not_for_readers_is_refused(proxy: int) -> None:
    assert _get(proxy, "/metrics")[0] == 403
    assert _get(proxy, "/healthz")[0] == 200
    with _trusting().wrap_socket(
        socket.create_connection(("127.0.0.1", proxy), timeout=60)
    ) as line:
        line.sendall(
            b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Length: 60000000\r\n\r\n"
        )
        assert line.recv(100).startswith(b"HTTP/1.1 413")
