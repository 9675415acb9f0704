"""One server for all workers: started once, ended after the last, not taken from a dead worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread, Timer

from tests.browser.sharing import shared


class _Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _server(told: list[str]) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Healthy)
    thread = Thread(target=server.serve_forever)
    thread.start()
    told.append("start")
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        told.append("end")


def test_it_ends_only_when_its_last_user_has_let_go(tmp_path: Path) -> None:
    told: list[str] = []
    taken, leave = Event(), Event()
    addresses = []

    def other() -> None:
        with shared(tmp_path, "other", _server(told)) as address:
            addresses.append(address)
            taken.set()
            leave.wait(30)
            told.append("left")

    thread = Thread(target=other)
    with shared(tmp_path, "first", _server(told)) as address:
        thread.start()
        assert taken.wait(30)
        # The other is still there when this one wants to end it.
        Timer(0.3, leave.set).start()
    thread.join(30)
    assert addresses == [address]
    assert told == ["start", "left", "end"]


def test_who_comes_after_the_end_starts_another(tmp_path: Path) -> None:
    told: list[str] = []
    for _turn in range(2):
        with shared(tmp_path, "first", _server(told)):
            pass
    assert told == ["start", "end"] * 2


def test_a_server_that_no_longer_answers_is_not_taken(tmp_path: Path) -> None:
    told: list[str] = []
    with _server([]) as gone:
        pass
    (tmp_path / "address").write_text(gone, encoding="utf-8")
    with shared(tmp_path, "first", _server(told)) as address:
        assert address != gone
    assert told == ["start", "end"]
