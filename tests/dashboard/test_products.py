"""The page of priority products: every section in every case, and weights that can be linked to."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, ButtonGroup

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.product_criteria import DEFINITIONS
from analysis.decisions.products import product_table
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from dashboard.ui.downloads import csv_bytes, xlsx_bytes
from dashboard.ui.translation import translator
from dashboard.ui.view import View
from tests.dashboard.conftest import Open, estimated, words
from tests.dashboard.test_pages import DRAWN, foreign_words

SIMULATED = "quang-ngai-simulated"
SECTIONS = ("ranking", "robust", "law", "one")
NOTHING = "sliders." + ".".join(f"{one.code}-0" for one in CRITERIA)


@pytest.mark.parametrize(("case", "language"), DRAWN)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_draws(open_page: Open, section: str, case: str, language: str) -> None:
    app = estimated(open_page("products", lang=language, case=case, view=section))
    assert not app.error
    assert app.title[0].value.strip()
    told = words(app)
    assert "nan" not in told.lower().split()
    assert "<NA>" not in told
    assert foreign_words(app, language) == []
    assert app.header or app.info
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))


@pytest.mark.parametrize(
    ("section", "exhibits"),
    [
        ("ranking", ("product-ranking", "product-weights")),
        (
            "robust",
            ("product-acceptability", "product-central", "product-flips", "product-reversals"),
        ),
        ("law", ("product-law",)),
        ("one", ("product-position", "product-districts", "product-supports")),
    ],
)
def test_everything_shown_can_be_taken_away(
    open_page: Open, section: str, exhibits: tuple[str, ...]
) -> None:
    app = estimated(open_page("products", lang="en", case=SIMULATED, view=section))
    files = [button.proto.id for button in app.get("download_button")]
    for exhibit in exhibits:
        for kind in ("csv", "xlsx"):
            assert any(one.endswith(f"{kind}-{exhibit}") for one in files), exhibit


def test_a_case_without_products_says_what_it_takes(open_page: Open) -> None:
    for section in SECTIONS:
        app = open_page("products", lang="en", case="michigan-1987", view=section)
        assert app.title[0].value.startswith("Nothing can be ranked yet")
        assert [info.value for info in app.info if "Needed: the list of products" in info.value]
        assert not app.get("plotly_chart")


def test_products_nobody_can_rank_still_have_their_facts(open_page: Open) -> None:
    app = open_page("products", lang="en", case="quang-ngai-published", product="PRODUCT-05",
                    view="one")  # fmt: skip
    assert "29 products cannot be ranked yet: 2 of 15 criteria" in _title(app)
    assert any(_plain(header.value) == "Tra Bong cinnamon: as listed" for header in app.header)
    told = words(app)
    assert "Geographical indication" in told
    assert "00094" in told
    assert any("No establishment in business" in info.value for info in app.info)


def test_the_address_holds_method_and_weights(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED)
    assert "By weighted sum with equal weights" in _title(app)
    _control(app, "Method").set_value("topsis").run()
    assert _asked(app, "ranking") == "topsis"
    assert "By TOPSIS with equal weights" in _title(app)
    _control(app, "Weights").set_value("sliders").run()
    jobs = next(slider for slider in app.slider if slider.label == "Jobs per grant")
    assert jobs.value == 5
    jobs.set_value(9).run()
    assert _asked(app, "weights") == "sliders.jobs_per_grant-9"
    assert "weights set on sliders" in _title(app)
    # The link alone says the same.
    linked = open_page("products", lang="en", case=SIMULATED, ranking="topsis",
                       weights="sliders.jobs_per_grant-9")  # fmt: skip
    assert _title(linked) == _title(app)
    # And every other section ranks by it.
    other = open_page("products", lang="en", case=SIMULATED, ranking="topsis", view="one",
                      weights="sliders.jobs_per_grant-9")  # fmt: skip
    leader = _title(app).split(": ")[1].split(" leads")[0]
    assert _title(other).startswith(f"{leader}: rank 1 of 39 (TOPSIS)")


def test_every_change_of_weights_can_be_taken_back(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED)
    undo, reset = _button(app, "Undo"), _button(app, "Back to equal")
    assert undo.disabled
    assert reset.disabled
    _control(app, "Weights").set_value("sliders").run()
    next(one for one in app.slider if one.label == "Local material").set_value(0).run()
    _button(app, "Back to equal").click().run()
    assert "weights" not in app.query_params
    _button(app, "Undo").click().run()
    assert _asked(app, "weights") == "sliders.local_material-0"
    _button(app, "Undo").click().run()
    assert _asked(app, "weights") == "sliders"
    _button(app, "Undo").click().run()
    assert "weights" not in app.query_params
    assert _button(app, "Undo").disabled


def test_the_weights_tried_are_bounded_in_the_address(open_page: Open) -> None:
    app = estimated(open_page("products", lang="en", case=SIMULATED, view="robust"))
    assert "without any bound" in words(app)
    assert _button(app, "Take all bounds off").disabled
    _control(app, "Weights tried").set_value("own").run()
    assert _asked(app, "bounds") == "own"
    reach = next(one for one in app.slider if one.label == "Districts it reaches")
    assert reach.value == (0, 100)
    reach.set_value((60, 100)).run()
    assert _asked(app, "bounds") == "own.districts-60-100"
    assert _title(app) == "Not estimated for this selection yet"
    estimated(app)
    assert not app.error
    told = words(app)
    assert "The first place over weights within the bounds set" in told
    assert "Districts it reaches 60%–100%; other criteria have none" in told
    # The ranking itself goes by the weights chosen, and says all weights where it means them.
    other = open_page("products", lang="en", case=SIMULATED, bounds="own.districts-60-100")
    assert "drawn from all" in _title(other)
    _button(app, "Take all bounds off").click().run()
    assert "bounds" not in app.query_params


def test_bounds_without_room_are_told_and_not_used(open_page: Open) -> None:
    app = open_page("products", lang="vi", case=SIMULATED, view="robust",
                    bounds="own.districts-80-90.local_material-80-90.nothing-1-2")  # fmt: skip
    estimated(app)
    assert any("không còn chỗ để trọng số thay đổi" in box.value for box in app.error)
    assert any("không đọc được" in box.value for box in app.warning)
    assert "không giới hạn nào" in words(app), "what is drawn is over all weights, and says so"
    assert "nan" not in words(app).lower().split()


def test_pairs_say_which_judgement_to_look_at_again(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED)
    _control(app, "Weights").set_value("pairs").run()
    assert _asked(app, "weights") == "pairs-111.location_quotient.location_trend.revenue_growth"
    assert any("consistent enough" in box.value for box in app.success)
    # 3 times, 3 times, and then nine times the other way round.
    judged = "pairs-3i3.location_quotient.location_trend.revenue_growth"
    linked = open_page("products", lang="en", case=SIMULATED, weights=judged)
    said = [box.value for box in linked.warning if "not consistent" in box.value]
    assert said
    assert "Look again at" in said[0]
    pair = linked.select_slider[0]
    assert pair.value == 3
    pair.set_value(-2).run()
    assert _asked(linked, "weights") == "pairs-bi3.location_quotient.location_trend.revenue_growth"
    chosen = next(one for one in linked.multiselect if one.label == "Criteria compared")
    chosen.set_value(["location_quotient", "districts"]).run()
    assert _asked(linked, "weights") == "pairs-1.location_quotient.districts"
    # One criterion is not compared with anything: the choice stays as it was.
    next(one for one in linked.multiselect if one.label == "Criteria compared").set_value(
        ["districts"]
    ).run()
    assert _asked(linked, "weights") == "pairs-1.location_quotient.districts"


@pytest.mark.parametrize("section", SECTIONS)
def test_weights_that_are_all_zero_can_be_set_anew(open_page: Open, section: str) -> None:
    app = open_page("products", lang="en", case=SIMULATED, weights=NOTHING, view=section)
    assert not app.exception
    assert _title(app) == "No criterion has a weight above zero"
    next(one for one in app.slider if one.label == "Export share").set_value(3).run()
    assert "No criterion" not in _title(app)


def test_what_an_address_cannot_mean_is_said(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED, weights="pairs-<b>", ranking="x",
                    product="gone", view="one")  # fmt: skip
    assert not app.exception
    assert any("cannot be read" in box.value for box in app.warning)
    assert "(weighted sum)" in _title(app)


def test_a_compared_criterion_may_be_known_for_nobody_in_the_scope(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED, industries="08,38",
                    weights="pairs-1.productivity_gain.districts")  # fmt: skip
    assert not app.exception
    chosen = next(one for one in app.multiselect if one.label == "Criteria compared")
    assert chosen.value == ["productivity_gain", "districts"]
    assert "Districts it reaches (100%)" in _plain(app.header[-1].value)


def test_a_scope_narrows_what_is_ranked(open_page: Open) -> None:
    app = open_page("products", lang="en", case=SIMULATED, industries="28,32", view="law")
    assert not app.exception
    assert "over 3 alternatives" in _title(app)
    one = open_page("products", lang="en", case=SIMULATED, industries="13")
    assert "one product only" in _title(one)


def test_files_say_by_which_method_and_weights(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    scope = Scope(language="en", districts=("522",))
    view = View(snapshot, scope, translator("en"))
    products = product_table(snapshot, Scope(language="en"))
    asked = {"ranking": "topsis", "weights": "sliders.districts-9"}
    text = csv_bytes(products.frame.head(1), view, asked=asked).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    said = "ranking=topsis&weights=sliders.districts-9"
    assert row["filters"] == f"districts=522&{said}"
    content = xlsx_bytes(products.frame, DEFINITIONS[0], view, asked)
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    assert ("Chosen on the page", said) in [
        tuple(cell.value for cell in line[:2]) for line in about.iter_rows()
    ]


def _asked(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def _title(app: AppTest) -> str:
    return _plain(app.title[0].value)


def _plain(text: str) -> str:
    """Return a text as a reader sees it, without the marks that keep Markdown off it."""
    return text.replace("\\", "")


def _control(app: AppTest, label: str) -> ButtonGroup[Any]:
    return next(one for one in app.segmented_control if one.label == label)


def _button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label == label)
