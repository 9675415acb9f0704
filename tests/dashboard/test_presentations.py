"""The deck builder: choices, a deck made on demand, what it says when there is nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from analysis.exports.deck.build import build_deck
from analysis.exports.deck.request import own_request
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from dashboard.guard import everyone
from dashboard.presenter import ROUTES, SHELF, Shelf
from tests.dashboard.conftest import Open, words


def test_a_deck_is_made_when_asked_for(open_page: Open) -> None:
    app = open_page("presentations", case="michigan-1987")
    assert not app.exception
    assert "Xem trước" not in words(app)
    app.button(key="deck-make").click().run(timeout=120)
    assert not app.exception
    told = words(app)
    assert "Xem trước" in told
    assert "không có số liệu trong phạm vi này" in told
    assert "data:image/png" in told
    # Another choice leaves the deck and says that it is of the earlier one.
    app.button_group(key="deck-audience-vi").set_value("public").run(timeout=120)
    assert "lựa chọn trước" in words(app)


def test_an_own_choice_of_nothing_makes_nothing(open_page: Open) -> None:
    app = open_page("presentations", case="michigan-1987", lang="en")
    app.button_group(key="deck-set-en").set_value("own").run()
    assert "No view is chosen yet" in words(app)
    assert app.button(key="deck-make").disabled


def test_a_choice_without_data_is_answered_in_words(open_page: Open) -> None:
    app = open_page("presentations", case="michigan-1987")
    app.button_group(key="deck-set-vi").set_value("own").run()
    app.multiselect(key="deck-views-vi").set_value(["targets"]).run()
    app.button(key="deck-make").click().run()
    assert not app.exception
    assert "Không trang nào có số liệu" in words(app)


def _asked(code: str) -> Response:
    scope = {"type": "http", "method": "GET", "headers": [], "path_params": {"code": code}}
    answer = ROUTES[0].endpoint(Request(scope))
    assert isinstance(answer, Response)
    return answer


def test_a_deck_can_be_presented_by_its_code_only(workspace: Path) -> None:
    deck = build_deck(open_snapshot(workspace, "michigan-1987"), Scope(), own_request(["jobs"]))
    page = _asked(SHELF.lay_down(deck, everyone().name))
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert gzip.decompress(page.body).startswith(b"<!DOCTYPE html>")
    assert _asked("another").status_code == 404
    small = Shelf(most=1)
    first = small.lay_down(deck, "lan")
    second = small.lay_down(deck, "lan")
    assert small.deck(first, "lan") is None
    assert small.deck(second, "lan") is deck
    assert small.deck(second, "binh") is None
