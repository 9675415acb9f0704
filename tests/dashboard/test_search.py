"""What the search box is answered, and the page of terms: every link opens what it names."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from analysis.language import LANGUAGES
from analysis.lookup.glossary import glossary
from analysis.settings import PROJECT_ROOT, WORKSPACE_VARIABLE
from dashboard.aids import ROUTES as AIDS
from dashboard.aids import aid, head_tags
from dashboard.guard import everyone
from dashboard.page_list import PAGES
from dashboard.searching import ROUTES
from dashboard.ui.search.answering import answer
from dashboard.ui.search.entries import entries, path_of
from dashboard.ui.search.sections import sections_of
from tests.dashboard.conftest import Open, words

SIMULATED = {"case": "quang-ngai-simulated", "years": "2020,2021"}


@pytest.fixture
def search(workspace, monkeypatch):
    """Return a function that asks as the search box does."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))

    def asked(typed: str, **parameters: str) -> dict:
        return answer(typed, {**SIMULATED, **parameters}, everyone())

    return asked


def links(told: dict) -> list[tuple[str, str, dict[str, str], str]]:
    """Return title, path, parameters and anchor of every result."""
    found = []
    for group in told["groups"]:
        for one in group["results"]:
            parts = urlsplit(one["href"])
            query = dict(parse_qsl(parts.query))
            found.append((one["title"], parts.path.removeprefix("./"), query, parts.fragment))
    return found


@pytest.mark.parametrize(("language", "typed"), [("vi", "nang suat"), ("en", "productivity")])
def test_a_page_is_found_first_and_keeps_data_set_filters_and_language(
    search, language, typed
) -> None:
    told = search(typed, lang=language)
    _title, path, query, _anchor = links(told)[0]
    assert path == "productivity"
    assert query == {**SIMULATED, "lang": language}


def test_sections_terms_measures_and_places_lead_to_where_they_are(search) -> None:
    section = next(link for link in links(search("doi chieu", lang="vi")) if link[1] == "funding")
    assert section[2]["view"] == "reconciliation"
    term = next(link for link in links(search("phan thuc te")) if link[3])
    assert (term[1], term[3]) == ("glossary", "term-counterfactual")
    measure = links(search("ty le giai ngan theo nam va nguon"))[0]
    assert (measure[1], measure[3]) == ("glossary", "measure-absorption-by-source")
    place = links(search("huyen binh son"))[0]
    assert place[1] == "coverage"
    assert place[2]["view"] == "profile"
    assert (place[2]["districts"], place[2]["vintage"]) == ("524", "districts-2020")
    assert place[2]["years"] == SIMULATED["years"]


def test_nothing_found_and_nothing_typed_are_told_apart(search) -> None:
    nothing = search("xyzzy <b>", lang="en")
    assert nothing["groups"] == []
    assert "xyzzy" in nothing["said"]
    assert search("", lang="en")["groups"] == []
    assert search("đ" * 5000)["groups"] == []


def asked_of(route: Route, query: str = "", **path: str) -> Response:
    """Return what a route answers to a request."""
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": query.encode(),
        "path_params": path,
    }
    return route.endpoint(Request(scope))


def test_the_address_answers_as_json_without_a_workspace_too(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    told = asked_of(ROUTES[0], "q=kinh+phi&lang=vi")
    assert told.media_type == "application/json"
    assert links(json.loads(told.body))[0][1] == "funding"


def test_the_script_has_an_address_that_names_its_content() -> None:
    address = next(part for part in head_tags().split('"') if part.endswith(".js"))
    mark, ending = address.removeprefix("./aids/").split(".")
    sent = asked_of(AIDS[0], mark=mark, ending=ending)
    assert sent.body.decode() == aid("js")
    assert sent.headers["content-type"].startswith("text/javascript")
    assert "immutable" in sent.headers["cache-control"]
    assert asked_of(AIDS[0], mark=mark, ending="py").status_code == 404


def test_every_page_that_draws_sections_has_them_read() -> None:
    for page in PAGES:
        text = (PROJECT_ROOT / "dashboard" / page.script).read_text(encoding="utf-8")
        assert bool(sections_of(page)) == ("draw_section" in text), page.path
        assert text.count(" Section(") in (0, len(sections_of(page))), page.path


@pytest.mark.parametrize("path", ["funding", "data", "guide"])
def test_the_sections_read_are_those_the_page_draws(open_page: Open, path: str) -> None:
    page = next(page for page in PAGES if page.path == path)
    app = open_page(page.path, lang="en", case="quang-ngai-simulated")
    drawn = [one for one in app.get("button_group") if "sections-" in one.proto.id]
    labels = [option.content for control in drawn for option in control.proto.options]
    assert labels == [label.en for _code, label in sections_of(page)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_definition_can_be_found(language) -> None:
    every = entries([], language, [path_of(page) for page in PAGES])
    assert {entry.path for entry in every if entry.kind == "page"} == set(map(path_of, PAGES))
    anchors = {entry.anchor for entry in every if entry.path == "glossary"} - {""}
    assert anchors == {one.anchor for one in glossary()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_lists_every_definition_once(open_page: Open, language) -> None:
    app = open_page("glossary", lang=language, case="quang-ngai-simulated")
    assert not app.exception
    text = words(app)
    for one in glossary():
        assert text.count(f'id="{one.anchor}"') == 1
    assert str(len(glossary())) in app.title[0].value


def test_the_glossary_is_filtered_without_marks_and_by_the_address(open_page: Open) -> None:
    app = open_page("glossary", lang="vi")
    app.text_input[0].set_value("phan thuc te").run()
    assert 'id="term-counterfactual"' in words(app)
    assert 'id="term-plan"' not in words(app)
    again = open_page("glossary", lang="vi", find="phan thuc te")
    assert again.title[0].value == app.title[0].value
    app.text_input[0].set_value("xyzzy").run()
    assert any("xyzzy" in info.value for info in app.info)
    app.text_input[0].set_value("").run()
    assert str(len(glossary())) in app.title[0].value
