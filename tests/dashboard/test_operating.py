"""Health, readiness, metrics and the log of a real server: true, bounded, and without a person."""

from __future__ import annotations

import asyncio
import json
import re
import select
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from analysis.configuration import LOG_VARIABLE, METRICS_VARIABLE
from analysis.warehouse import loaded_cases
from analysis.warehouse.manifest import POINTER_NAME, snapshot_path
from dashboard.health import Readiness
from dashboard.metrics import may_read
from tests.browser.conftest import serving

TOKEN = "x" * 32


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    body: str
    headers: dict[str, str]


def get(address: str, **headers: str) -> Answer:
    """Ask a server, without any proxy of the environment."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(address, headers=headers)
    try:
        with opener.open(asked, timeout=60) as got:
            told = {name.lower(): value for name, value in got.headers.items()}
            return Answer(got.status, got.read().decode("utf-8", "replace"), told)
    except urllib.error.HTTPError as error:
        told = {name.lower(): value for name, value in error.headers.items()}
        return Answer(error.code, error.read().decode("utf-8", "replace"), told)


@dataclass(frozen=True)
class Server:
    """A running server, its workspace and the file its streams go to."""

    url: str
    workspace: Path
    log: Path

    def lines(self) -> list[dict[str, object]]:
        """Return the lines of its log."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def server(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("operated")
    own = Path(shutil.copytree(workspace, folder / "workspace"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LOG_VARIABLE, "json")
        patch.setenv(METRICS_VARIABLE, TOKEN)
        with serving(own, folder) as url:
            yield Server(url, own, folder / "server.log")


def test_a_server_says_that_it_lives_and_can_show_figures(server: Server) -> None:
    health, ready = get(f"{server.url}/healthz"), get(f"{server.url}/readyz")
    assert (health.status, json.loads(health.body)) == (200, {"status": "ok"})
    number = next(iter(loaded_cases(server.workspace).values()))
    assert (ready.status, json.loads(ready.body)) == (200, {"status": "ready", "snapshot": number})
    # A browser that asks for a page gets the same, not the first page.
    assert get(f"{server.url}/healthz", Accept="text/html").body == health.body
    assert health.headers["cache-control"] == "no-store"


def test_metrics_are_counted_and_name_nobody(server: Server) -> None:
    get(f"{server.url}/")
    told = get(f"{server.url}/metrics").body
    for name in (
        *("requests_total", "sockets", "faults_total", "rerun_seconds", "query_seconds"),
        *("ready", "snapshots", "snapshot_number", "snapshot_age_seconds", "memory_bytes"),
    ):
        assert f"# TYPE khuyencong_{name} " in told, name
    pages = re.search(r'requests_total\{kind="page",status="2xx"\} (\d+)', told)
    assert pages is not None
    assert int(pages[1]) >= 1
    line = re.compile(r'khuyencong_[a-z_]+(\{([a-z]+="[a-zA-Z0-9+.-]+",?)*\})? -?[0-9.]+')
    assert all(one.startswith("#") or line.fullmatch(one) for one in told.splitlines())
    # Addresses with anything in them are counted by kind only.
    get(f"{server.url}/nguoi-la/0912345678")
    assert "0912345678" not in get(f"{server.url}/metrics").body


def test_metrics_are_for_this_computer_or_the_token(server: Server) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    assert get(f"{server.url}/metrics", **forwarded).status == 403
    assert get(f"{server.url}/metrics", **forwarded, Authorization="Bearer wrong").status == 403
    right = get(f"{server.url}/metrics", **forwarded, Authorization=f"Bearer {TOKEN}")
    assert right.status == 200


@pytest.mark.parametrize(
    ("host", "headers", "allowed"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.0.2.7", {}, False),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}, False),
        ("127.0.0.1", {"x-real-ip": "192.0.2.7"}, False),
        ("testclient", {}, False),
        ("192.0.2.7", {"authorization": "Bearer "}, False),
    ],
)
def test_who_may_read_metrics_without_a_token(
    host: str, headers: dict[str, str], allowed: bool
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    asked = Request({"type": "http", "headers": raw, "client": (host, 1), "path": "/metrics"})
    assert may_read(asked) is allowed


@pytest.mark.parametrize(
    "path",
    ["/", "/funding", "/nothing.txt", "/healthz", "/metrics", "/find?q=x", "/_stcore/health"],
)
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    headers = get(f"{server.url}{path}").headers
    rules = dict(
        rule.partition(" ")[::2] for rule in headers["content-security-policy"].split("; ")
    )
    assert rules["default-src"] == rules["frame-src"] == rules["base-uri"] == "'self'"
    assert rules["form-action"] == rules["frame-ancestors"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "http:" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_no_path_leads_out_of_the_folders_that_are_served(server: Server) -> None:
    for path in (
        "/app/static/../server.py",
        "/app/static/%2e%2e/server.py",
        "/app/static/..%2f..%2fpyproject.toml",
        "/app/static/%252e%252e/server.py",
        "/static/../../../../etc/passwd",
        "/media/..%2f..%2fetc%2fpasswd",
        "/present/..%2f..%2fetc%2fpasswd",
        "/aids/..%2fhead.js",
    ):
        told = raw(server.url, path)
        assert b"root:" not in told, path
        assert b"ASGI application" not in told, path
        assert b"[project]" not in told, path


def raw(url: str, path: str) -> bytes:
    """Ask for a path as it stands: other clients would make it safe themselves."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_an_upload_of_nobody_is_refused(server: Server) -> None:
    """Only a page that is open may hand files in, under the name it was given."""
    for path in ("/_stcore/upload_file/x/y", "/_stcore/upload_file/..%2f..%2fx/y"):
        asked = urllib.request.Request(f"{server.url}{path}", data=b"x" * 1000, method="PUT")
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(asked, timeout=60)
        assert caught.value.code in (400, 403, 404)


@asynccontextmanager
async def _open_page(url: str) -> AsyncIterator[tuple[ClientConnection, str, str]]:
    """Open a page as a browser does; give its connection, its session and its cookie."""
    cookie = get(f"{url}/_stcore/health").headers["set-cookie"].split(";")[0]
    async with connect(
        f"ws://{url.removeprefix('http://')}/_stcore/stream",
        origin=Origin(url),
        max_size=None,
        proxy=None,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie},
    ) as line:
        await line.send(_asking_for_the_page())
        told = await _told(line, "new_session")
        yield line, told.new_session.initialize.session_id, cookie


def _asking_for_the_page() -> bytes:
    asked = BackMsg()
    asked.rerun_script.query_string = "lang=en"
    return asked.SerializeToString()


async def _told(line: ClientConnection, kind: str) -> ForwardMsg:
    """Return the next message of a kind."""
    told = ForwardMsg()
    while told.WhichOneof("type") != kind:
        told.ParseFromString(bytes(await line.recv(decode=False)))
    return told


async def _upload_from_an_open_page(url: str, bodies: list[Iterator[bytes]]) -> list[bytes]:
    """Open a page as a browser does, hand in a file for each body, return the first lines told."""
    host = url.removeprefix("http://")
    async with _open_page(url) as (_line, session, cookie):
        head = (
            f"PUT /_stcore/upload_file/{session}/one HTTP/1.1\r\n"
            f"Host: {host}\r\nCookie: {cookie}\r\nX-Xsrftoken: {cookie.partition('=')[2]}\r\n"
            "Content-Type: multipart/form-data; boundary=edge\r\nConnection: close\r\n"
        )
        return [await asyncio.to_thread(_put, host, head.encode(), body) for body in bodies]


def _put(host: str, head: bytes, body: Iterator[bytes]) -> bytes:
    """Send a request piece by piece until it is answered; return the first line of the answer."""
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), timeout=60) as line:
        line.sendall(head)
        with suppress(ConnectionError):
            for piece in body:
                line.sendall(piece)
                if select.select([line], [], [], 0)[0]:
                    break
        return line.recv(4096).split(b"\r\n")[0]


_PART = (
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n"
)
_END = b"\r\n--edge--\r\n"


def _said(size: int, sent: bytes) -> Iterator[bytes]:
    """Yield a body that says how long it is, and may be shorter."""
    yield b"Content-Length: %d\r\n\r\n" % size
    yield sent


def _unsaid(megabytes: int) -> Iterator[bytes]:
    """Yield a body in chunks that does not say how long it is."""
    yield b"Transfer-Encoding: chunked\r\n\r\n"
    for piece in (_PART, *[b"x" * 2**20] * megabytes, _END, b""):
        yield b"%x\r\n%b\r\n" % (len(piece), piece)


def test_an_upload_of_an_open_page_is_refused_where_it_is_too_large(server: Server) -> None:
    """By what it says of itself before it is read, and by what comes where it says nothing."""
    small = _PART + b"x" * 1000 + _END
    bodies = [_said(len(small), small), _said(51 * 2**20, _PART), _unsaid(2), _unsaid(60)]
    told = asyncio.run(_upload_from_an_open_page(server.url, bodies))
    codes = [line.split()[1] for line in told]
    assert codes == [b"204", b"413", b"204", b"413"]
    assert get(f"{server.url}/healthz").status == 200


def _choosing_a_file(request: str, _session: str) -> BackMsg:
    asked = BackMsg()
    asked.file_urls_request.request_id = request
    asked.file_urls_request.file_names.append("a.csv")
    return asked


def _taking_a_file(request: str, session: str) -> BackMsg:
    """Ask for a file made on demand; that there is none is an answer as good as any."""
    asked = BackMsg()
    asked.backend_operation_request.request_id = request
    asked.backend_operation_request.session_id = session
    asked.backend_operation_request.deferred_file.file_id = "none"
    return asked


async def _ask_while_the_page_starts_again(
    url: str, question: Callable[[str, str], BackMsg], answer: str, times: int
) -> list[ForwardMsg]:
    """Ask right after a change on the page, several times; return what was answered."""
    answered = []
    async with _open_page(url) as (line, session, _cookie):
        for number in range(times):
            await line.send(_asking_for_the_page())
            await line.send(question(str(number), session).SerializeToString())
            with suppress(TimeoutError):
                answered.append(await asyncio.wait_for(_told(line, answer), timeout=5))
    return answered


@pytest.mark.parametrize(
    ("question", "answer", "named"),
    [
        (_choosing_a_file, "file_urls_response", "response_id"),
        (_taking_a_file, "backend_operation_response", "request_id"),
    ],
)
def test_what_is_asked_while_the_page_starts_again_is_answered(
    server: Server, question: Callable[[str, str], BackMsg], answer: str, named: str
) -> None:
    """Streamlit alone drops what it answers when a run begins before the answer is sent."""
    told = asyncio.run(_ask_while_the_page_starts_again(server.url, question, answer, times=12))
    assert [getattr(getattr(one, answer), named) for one in told] == [str(n) for n in range(12)]


def test_slow_clients_keep_nobody_waiting(server: Server) -> None:
    """A hundred requests whose headers never end hold sockets, not the server."""
    host, port = server.url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port)), timeout=30) for _ in range(100)]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        assert get(f"{server.url}/healthz").status == 200
    finally:
        for one in slow:
            one.close()


def test_the_log_is_lines_of_json_without_addresses(server: Server) -> None:
    get(f"{server.url}/find?q=Nguyen+Van+An+0912345678")
    get(f"{server.url}/?case=4300123456&lang=xx")
    lines = server.lines()
    assert lines[0]["event"] == "start"
    text = server.log.read_text(encoding="utf-8")
    assert not re.search(r"\d+\.\d+\.\d+\.\d+|Nguyen|0912345678|4300123456", text)


def test_a_damaged_snapshot_makes_the_server_not_ready_and_mending_ready(server: Server) -> None:
    path = snapshot_path(server.workspace, next(iter(loaded_cases(server.workspace).values())))
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[:-1])
    hurt = get(f"{server.url}/readyz")
    assert (hurt.status, json.loads(hurt.body)["status"]) == (503, "damaged")
    assert "khuyencong_ready 0" in get(f"{server.url}/metrics").body
    assert get(f"{server.url}/healthz").status == 200
    path.write_bytes(whole)
    assert get(f"{server.url}/readyz").status == 200


def test_an_empty_workspace_and_a_torn_pointer_are_not_ready(tmp_path: Path) -> None:
    assert Readiness().ask(tmp_path) == ("empty", None)
    (tmp_path / POINTER_NAME).write_text("{", encoding="utf-8")
    assert Readiness().ask(tmp_path)[0] == "damaged"
