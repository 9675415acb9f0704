"""The address holds the view: it reopens, follows every widget, and never breaks a page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analysis.language import LANGUAGES
from analysis.scope import Scope
from dashboard.ui.address import address_query, read_address
from dashboard.ui.sidebar import LANGUAGE_KEY, widget_key
from tests.dashboard.conftest import Open, words

SIMULATED = "quang-ngai-simulated"


def _value(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def test_an_address_reads_back_to_the_same_view() -> None:
    scope = Scope(years=(2019, 2020), districts=("522",), prices="constant", language="en")
    query = address_query(SIMULATED, scope)
    address = read_address(query, [SIMULATED])
    assert (address.case, address.scope, address.problems) == (SIMULATED, scope, ())


def test_an_address_without_a_case_shows_the_first() -> None:
    assert read_address({}, ["b", "a"]).case == "b"
    assert read_address({}, []).case is None
    assert read_address({}, [], "en").scope.language == "en"


def test_a_link_reopens_the_view_in_both_languages(open_page: Open) -> None:
    query = {"case": SIMULATED, "years": "2019,2020", "prices": "constant"}
    for language in LANGUAGES:
        app = open_page("funding", lang=language, **query)
        assert app.session_state[widget_key("years", SIMULATED, language)] == [2019, 2020]
        assert app.session_state[widget_key("prices", SIMULATED, language)] == "constant"
        assert not app.exception


def test_a_widget_writes_its_codes_into_the_address(open_page: Open) -> None:
    app = open_page("overview", case=SIMULATED, lang="vi")
    app.multiselect(key=widget_key("activities", SIMULATED, "vi")).set_value(["TU_VAN"]).run()
    assert _value(app, "activities") == "TU_VAN"
    app.button_group(key=widget_key("years", SIMULATED, "vi")).set_value([2020]).run()
    assert _value(app, "years") == "2020"
    assert _value(app, "activities") == "TU_VAN"
    app.button_group(key=LANGUAGE_KEY).set_value("en").run()
    assert _value(app, "lang") == "en"
    assert _value(app, "years") == "2020"
    assert app.multiselect(key=widget_key("activities", SIMULATED, "en")).value == ["TU_VAN"]
    app.button(key="_clear").click().run()
    assert "years" not in app.query_params
    assert _value(app, "lang") == "en"
    assert not app.exception


def test_another_case_starts_without_the_filters_of_the_first(open_page: Open) -> None:
    app = open_page("overview", case=SIMULATED, lang="en", years="2020")
    app.radio(key=widget_key("case", "", "en")).set_value("michigan-1987").run()
    assert _value(app, "case") == "michigan-1987"
    assert "years" not in app.query_params
    assert _value(app, "lang") == "en"


def test_what_an_address_names_is_shown_and_never_a_link(open_page: Open) -> None:
    app = open_page("overview", case="[click](http://x.vn)")
    shown = next(warning.value for warning in app.warning if "x.vn" in warning.value)
    assert r"\[click\]" in shown
    assert "[click](" not in shown
    assert "http://" not in shown.replace("\\", "")


@pytest.mark.parametrize(
    "query",
    [
        {"years": "nineteen"},
        {"years": "2019,,99999"},
        {"districts": "'; drop table project; --"},
        {"activities": "NOT_THERE"},
        {"prices": "free"},
        {"vintage": "1802"},
        {"lang": "fr"},
        {"case": "../../etc/passwd"},
        {"case": SIMULATED, "years": "1999"},
        {"case": SIMULATED, "districts": "999"},
        {"case": "michigan-1987", "prices": "constant"},
    ],
)
def test_unreadable_values_warn_and_never_crash(open_page: Open, query: dict[str, str]) -> None:
    plain = open_page("overview", **{key: value for key, value in query.items() if key == "case"})
    app = open_page("overview", **query)
    assert not app.exception
    assert not app.error
    assert len(app.warning) >= len(plain.warning)
    assert any(sign in words(app) for sign in ("không đọc được", "Đã bỏ qua", "không có"))
    assert len(app.title) == 1
