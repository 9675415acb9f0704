"""The overview before and after its claim is known: each thing is drawn once, with its link."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.ui.keeping import forget_all
from tests.dashboard.conftest import Open, words


def _drawn(app: AppTest) -> str:
    assert not app.exception
    assert not app.error
    return words(app)


def test_the_first_reader_waits_for_the_claim_alone_and_later_ones_not(open_page: Open) -> None:
    forget_all()
    first = _drawn(open_page("overview", lang="en", case="michigan-1987"))
    again = _drawn(open_page("overview", lang="en", case="michigan-1987"))
    for told in (first, again):
        assert told.count("workers up by 572") == 1
        assert told.count("projects down by 17%") == 1
        assert "Labour productivity, the whole programme −6.8%" in told
        assert "(−21% to +10%)" in told
    assert "Estimating" not in again


def test_the_minute_tells_what_the_glance_tells(open_page: Open) -> None:
    told = _drawn(open_page("overview", lang="en", case="michigan-1987", view="minute"))
    assert "kc-minute" in told
    assert "Weakest evidence: workers up by 572" in told
    assert "66 of 157" in told
