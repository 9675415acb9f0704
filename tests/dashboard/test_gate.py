"""The gate: who is let through to what, over which address, and what is put on record."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from analysis.access.users import add_user, change_role, lock_user, remove_user, users_file
from analysis.audit.log import log_file
from analysis.audit.verify import newest, verify
from analysis.settings import AUDIENCE_VARIABLE, WORKSPACE_VARIABLE
from dashboard import gate, guard, signin
from dashboard.gate import Gate
from dashboard.launch import command
from dashboard.own_files import OWNERS, Owners
from dashboard.signin import ROUTES, _next

PASSWORD = "một câu dễ nhớ về biển"
HTML = {"accept": "text/html"}
HERE = {"origin": "http://127.0.0.1"}
LINE = "ws://127.0.0.1/_stcore/stream"


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnect:
        pass


def _file(_request) -> Response:
    kept_as = {"content-disposition": "attachment; filename*=utf-8''b%E1%BA%A3ng.csv"}
    return Response("a,b\n", media_type="text/csv", headers=kept_as)


def _inner(request) -> Response:
    reader = guard.reader_of(request.scope)
    return PlainTextResponse(reader.role_name if reader else "nobody")


APP = Starlette(
    routes=[
        *ROUTES,
        Route("/media/{name}", _file),
        WebSocketRoute("/_stcore/stream", _echo),
        Route("/{path:path}", _inner),
    ],
    middleware=[Middleware(Gate)],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    guard._store.cache_clear()
    yield tmp_path
    guard._store.cache_clear()


@pytest.fixture
def client(folder: Path) -> TestClient:
    return TestClient(APP, base_url="http://127.0.0.1", follow_redirects=False)


def _sign_in(client: TestClient, name: str, password: str = PASSWORD, **headers: str) -> Response:
    client.get("/signin", headers=HTML)
    form = {
        "name": name,
        "password": password,
        "code": client.cookies.get(guard.cookie_name("form"), ""),
    }
    return client.post("/signin", data=form, headers={**HERE, **headers})


def test_without_users_this_computer_is_served_and_no_other(client: TestClient) -> None:
    assert client.get("/coverage", headers=HTML).text == "administrator"
    assert client.get("/signin", headers=HTML).status_code == 303
    for headers in (
        {"host": "kc.example.vn"},
        {"host": "10.0.0.5:8501"},
        {"host": "127.0.0.1.example.vn"},
        {"x-forwarded-for": "10.0.0.9"},
        {"forwarded": "for=10.0.0.9"},
    ):
        answer = client.get("/coverage", headers=headers)
        assert answer.status_code == 403, headers
        assert "khuyencong users add" in answer.text
    for host in ("localhost:8501", "[::1]:8501", "127.0.0.2"):
        assert client.get("/coverage", headers={"host": host}).status_code == 200
    outside = TestClient(APP, base_url="http://192.168.1.4")
    assert outside.get("/coverage", headers={"host": "127.0.0.1"}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(LINE, headers={"host": "kc.example.vn"}),
    ):
        pass


def test_with_users_nothing_is_told_to_nobody(client: TestClient, folder: Path) -> None:
    add_user(folder, "lan", "leader", PASSWORD)
    answer = client.get("/coverage?lang=en&years=2020", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/signin?next=coverage%3Flang%3Den%26years%3D2020"
    closed = ("find?q=a", "media/x.csv", "present/x", "_stcore/upload_file/a/b", "component/x", "")
    traps = ("static/../find", "auth/login", "oauth2callback", "aids\\..\\find")
    for path in (*closed, *traps):
        assert client.get(f"/{path}").status_code == 401, path
    for path in ("static/js/a.js", "app/static/house.css", "aids/1.js", "_stcore/health"):
        assert client.get(f"/{path}").status_code == 200, path
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LINE):
        pass
    assert client.get("/session").json() == {"needed": True, "left": None}


def test_who_signs_in_is_let_through_and_out_again(client: TestClient, folder: Path) -> None:
    add_user(folder, "lan", "leader", PASSWORD)
    answer = _sign_in(client, "lan")
    assert answer.status_code == 303
    told = answer.headers.get_list("set-cookie")
    session = next(one for one in told if one.startswith(f"{guard.cookie_name()}="))
    assert "HttpOnly" in session
    assert "samesite=strict" in session.lower()
    assert client.get("/coverage", headers=HTML).text == "leader"
    assert client.get("/session").json()["left"] > 1000
    # A page of another role is as one there never was.
    for path in ("data", "audit"):
        answer = client.get(f"/{path}?lang=en", headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (
            307,
            f"/?lang=en&missing={path}",
        )
    with client.websocket_connect(LINE) as line:
        line.send_text("a")
        assert line.receive_text() == "a"
    page = client.get("/signout", headers=HTML)
    assert client.post("/signout", data={"code": "another"}, headers=HERE).status_code == 400
    code = page.text.split('name="code" value="')[1].split('"')[0]
    assert client.post("/signout", data={"code": code}).status_code == 400
    assert client.post("/signout", data={"code": code}, headers=HERE).status_code == 303
    assert client.get("/find").status_code == 401
    assert [one.kind for one in newest(folder, 9)] == ["logout", "login"]


def test_a_forged_form_signs_nobody_in(client: TestClient, folder: Path) -> None:
    add_user(folder, "lan", "leader", PASSWORD)
    form = {"name": "lan", "password": PASSWORD, "code": "x"}
    assert client.post("/signin", data=form, headers=HERE).status_code == 400
    assert _sign_in(client, "lan", origin="http://evil.example").status_code == 400
    big = {**form, "name": "x" * 9_000}
    assert client.post("/signin", data=big, headers=HERE).status_code == 400
    assert client.get("/find").status_code == 401
    assert newest(folder, 9) == []


def test_wrong_passwords_wait_and_tell_nothing(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that stands still: the machine may take longer than the first wait.
    still = SimpleNamespace(time=lambda: 1_800_000_000.0, monotonic=time.monotonic)
    monkeypatch.setattr(signin, "time", still)
    add_user(folder, "lan", "leader", PASSWORD)
    answers = [_sign_in(client, "lan", "sai mật khẩu") for _ in range(3)]
    assert [one.status_code for one in answers] == [401, 401, 429]
    assert "1 giây" in answers[-1].text
    assert _sign_in(client, "lan").status_code == 429
    assert client.get("/find").status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: lock_user(folder, "lan"),
        lambda folder: remove_user(folder, "lan"),
        lambda folder: change_role(folder, "lan", "public"),
        lambda folder: users_file(folder).write_text("{", encoding="utf-8"),
    ],
    ids=["locked", "removed", "other role", "damaged file"],
)
def test_a_change_of_a_user_cuts_an_open_page_off(client: TestClient, folder: Path, change) -> None:
    for name in ("lan", "minh"):
        add_user(folder, name, "administrator", PASSWORD)
    _sign_in(client, "lan")
    with client.websocket_connect(LINE) as line:
        line.send_text("a")
        assert line.receive_text() == "a"
        change(folder)
        line.send_text("b")
        with pytest.raises(WebSocketDisconnect):
            line.receive_text()
    assert client.get("/find").status_code == 401


def test_an_open_page_at_rest_is_cut_off(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_WATCH_SECONDS", 0.05)
    add_user(folder, "lan", "leader", PASSWORD)
    (users_file(folder).with_name("access.toml")).write_text("idle_minutes = 0.01\n", "utf-8")
    _sign_in(client, "lan")
    with client.websocket_connect(LINE) as line, pytest.raises(WebSocketDisconnect):
        line.receive_text()
    assert client.get("/find").status_code == 401


def test_a_file_taken_away_is_on_record_or_is_not_sent(client: TestClient, folder: Path) -> None:
    add_user(folder, "lan", "leader", PASSWORD)
    _sign_in(client, "lan")
    OWNERS.note("1", client.cookies[guard.cookie_name()])
    assert client.get("/media/1.csv").text == "a,b\n"
    (entry, *_rest) = newest(folder, 1)
    assert (entry.kind, entry.who, entry.what["file"]) == ("download", "lan", "bảng.csv")
    assert verify(folder).intact
    log_file(folder).unlink()
    log_file(folder).mkdir()
    assert client.get("/media/1.csv").status_code == 503


def test_a_file_is_sent_to_the_session_it_was_made_for_only(
    client: TestClient, folder: Path
) -> None:
    for name in ("lan", "minh"):
        add_user(folder, name, "administrator", PASSWORD)
    _sign_in(client, "lan")
    OWNERS.note("made-for-lan", client.cookies[guard.cookie_name()])
    assert client.get("/media/made-for-lan.csv").status_code == 200
    assert client.get("/media/of-nobody.csv").status_code == 404
    other = TestClient(APP, base_url="http://127.0.0.1", follow_redirects=False)
    _sign_in(other, "minh")
    for path in ("made-for-lan.csv", "made-for-lan", "%6dade-for-lan.csv", "./made-for-lan.csv"):
        assert other.get(f"/media/{path}").status_code == 404, path
    # The same content on another's page has the same address, and is then that one's too.
    OWNERS.note("made-for-lan", other.cookies[guard.cookie_name()])
    assert other.get("/media/made-for-lan.csv").status_code == 200
    assert client.get("/media/made-for-lan.csv").status_code == 200


def test_the_oldest_files_are_forgotten_first() -> None:
    owners = Owners(most=2)
    for file_id in ("a", "b", "a", "c"):
        owners.note(file_id, "code")
    assert [owners.owns(file_id, "code") for file_id in "abc"] == [True, False, True]
    assert not owners.owns("a", None)


def test_servers_of_one_machine_do_not_share_a_cookie(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_user(folder, "lan", "leader", PASSWORD)
    options = {"server.port": 8501, "server.baseUrlPath": ""}
    monkeypatch.setattr(guard, "get_option", options.__getitem__)
    _sign_in(client, "lan")
    first = guard.cookie_name()
    assert client.get("/coverage", headers=HTML).text == "leader"
    for name, value in (("server.port", 8502), ("server.baseUrlPath", "tinh/")):
        options[name] = value
        assert guard.cookie_name() not in client.cookies
        assert client.get("/find").status_code == 401
    options.update({"server.port": 8501, "server.baseUrlPath": ""})
    assert guard.cookie_name() == first
    assert client.get("/coverage", headers=HTML).text == "leader"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("coverage?lang=en", "/coverage?lang=en"),
        ("//evil.example/a", "/evil.example/a"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/evil.example"),
        ("a//b", "/"),
        ("javascript:alert(1)", "/"),
        ("x\r\nset-cookie: a=b", "/"),
    ],
)
def test_signing_in_leads_to_pages_of_this_server_only(asked: str, led: str) -> None:
    assert _next(asked) == led


@pytest.mark.parametrize(
    ("more", "variables", "why"),
    [
        (["--server.address", "0.0.0.0"], {}, "khuyencong users add"),
        ([], {AUDIENCE_VARIABLE: "public"}, "khuyencong dashboard --public"),
    ],
    ids=["other computers", "public"],
)
def test_streamlit_without_the_command_is_refused_too(
    tmp_path: Path, more: list[str], variables: dict[str, str], why: str
) -> None:
    arguments, environment = command(8599, tmp_path)
    assert arguments[0] == sys.executable
    ended = subprocess.run(
        [*arguments, *more],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode != 0
    assert why in ended.stderr
