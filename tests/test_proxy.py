"""The proxy of deploy/nginx.conf before a real server, where nginx is installed."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit

from analysis.access.users import add_user
from analysis.settings import PROJECT_ROOT
from tests.browser.conftest import _free_port, serving

pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx, or no openssl"
)


@pytest.fixture(scope="module")
def proxy(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port of a proxy; places, ports and its patience (2 s) differ from the file."""
    folder = tmp_path_factory.mktemp("proxy")
    plain, secure = _free_port(), _free_port()
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
    add_user(own, "lan", "leader", "mot mat khau du dai 17")
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


def _get(port: int, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=_trusting())
    )
    asked = urllib.request.Request(f"https://127.0.0.1:{port}{path}", headers=headers)
    try:
        with opener.open(asked, timeout=60) as got:
            return got.status, got.read(), {n.lower(): v for n, v in got.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, b"", {n.lower(): v for n, v in error.headers.items()}


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
