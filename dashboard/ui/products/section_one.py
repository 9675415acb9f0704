"""Một sản phẩm / One product: its criteria against the median, who makes it where, its supports."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.product_profile import (
    DISTRICTS_ALTERNATIVE,
    POSITION_ALTERNATIVE,
    SUPPORTS_ALTERNATIVE,
    districts_chart,
    position_chart,
    supports_chart,
)
from analysis.decisions.product_position import answer_position, answer_standing, position_frame
from analysis.decisions.product_profile import (
    DISTRICTS,
    SUPPORTS,
    answer_districts,
    answer_supports,
    facts_of,
)
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.address import PRODUCT
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.choosing import choose
from dashboard.ui.markdown import plain
from dashboard.ui.order import vietnamese_key
from dashboard.ui.product_data import made_where, recorded_of_products, supported_when
from dashboard.ui.products.asking import Asked, asked, asked_product, unscored
from dashboard.ui.products.controls import draw_controls
from dashboard.ui.products.facts import facts_html
from dashboard.ui.products.section_ranking import draw_unranked
from dashboard.ui.view import View

_PRODUCT = Text("Sản phẩm", "Product")
_RECORDED = Text("{name}: ghi trong danh mục", "{name}: as listed")
_NOBODY = Text(
    "Không cơ sở đang hoạt động nào của phạm vi này ghi {name} là sản phẩm chính.",
    "No establishment in business of this selection has {name} for its main product.",
)
_NEEDED = Text(
    "Cần: sản phẩm chính trong danh sách cơ sở.",
    "Needed: the main product in the list of establishments.",
)
_NO_SUPPORT = Text(
    "Chưa ghi khoản hỗ trợ nào cho cơ sở làm {name} trong phạm vi này.",
    "No support of those who make {name} is recorded in this selection.",
)
_MAKERS = Text("n = {n} cơ sở đang hoạt động", "n = {n} establishments in business")
_OTHERS = Text("n = {n} sản phẩm được so", "n = {n} products compared")
_GIVEN = Text("n = {n} khoản hỗ trợ", "n = {n} supports")
_POSITION = (
    *("criterion_name", "unit", "value", "low", "high", "n", "grade"),
    *("median", "known", "position", "note"),
)
_DISTRICTS = ("district_name", "makers", "supported", "workers", "workers_known")
_SUPPORTS = ("year", "supports", "establishments", "grants", "grants_unknown")


def answer(view: View) -> str:
    """Return a product's rank and on how many criteria it is better than most."""
    found = asked(view)
    if found.scores is None:
        return unscored(found, view)
    frame = ask(position_frame, found.products, asked_product(found), view.language)
    return answer_position(frame, found.scores).in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of a product, its criteria, what is recorded of it, its makers, supports."""
    found = asked(view)
    if found.scores is None:
        draw_unranked(found, view)
    else:
        draw_controls(found, view)
    names = dict(zip(found.products.table.ids, found.products.table.names, strict=True))
    if not names:
        return
    product = asked_product(found)
    _draw_choice(product, names, view)
    if found.scores is not None:
        _draw_position(found, product, names[product], view)
    _draw_recorded(product, names[product], view)
    _draw_makers(product, names[product], view)
    _draw_supports(product, names[product], view)


def _draw_choice(product: str, names: dict[str, Text], view: View) -> None:
    order = sorted(names, key=lambda code: vietnamese_key(names[code].in_language(view.language)))

    def take(code: str) -> None:
        st.query_params[PRODUCT] = code

    choose(
        _PRODUCT.in_language(view.language),
        order,
        product,
        lambda code: names[code].in_language(view.language) if code in names else code,
        take,
        f"product-chosen-{view.language}",
    )


def _draw_position(found: Asked, product: str, name: Text, view: View) -> None:
    frame = ask(position_frame, found.products, product, view.language)
    count = format_number(len(found.products.table.ids), view.language)
    draw_exhibit(
        Exhibit(
            key="product-position",
            answer=answer_standing(frame, name).in_language(view.language),
            measure=found.measure("product_position"),
            frame=frame,
            figure=partial(position_chart, frame, view.language),
            alternative=POSITION_ALTERNATIVE.in_language(view.language),
            counted=_OTHERS.filled(n=count).in_language(view.language),
            columns=_POSITION,
            asked={PRODUCT: product},
        ),
        view,
    )


def _draw_recorded(product: str, name: Text, view: View) -> None:
    named = view.snapshot.names_shown
    facts = facts_of(recorded_of_products(view.snapshot), product, named)
    heading = _RECORDED.filled(name=name).in_language(view.language)
    st.header(plain(heading), anchor=False)
    st.html(facts_html(facts, heading, view.language))


def _draw_makers(product: str, name: Text, view: View) -> None:
    frame = made_where(view.snapshot, view.scope, product)
    if frame.empty:
        empty_state(
            plain(_NOBODY.filled(name=name).in_language(view.language)),
            _NEEDED.in_language(view.language),
        )
        return
    count = format_number(int(frame["makers"].sum()), view.language)
    draw_exhibit(
        Exhibit(
            key="product-districts",
            answer=answer_districts(frame, name).in_language(view.language),
            measure=DISTRICTS,
            frame=frame,
            figure=partial(districts_chart, frame, view.language),
            alternative=DISTRICTS_ALTERNATIVE.in_language(view.language),
            counted=_MAKERS.filled(n=count).in_language(view.language),
            columns=_DISTRICTS,
            asked={PRODUCT: product},
        ),
        view,
    )


def _draw_supports(product: str, name: Text, view: View) -> None:
    frame = supported_when(view.snapshot, view.scope, product)
    sentence = answer_supports(frame, name)
    if sentence is None:
        empty_state(plain(_NO_SUPPORT.filled(name=name).in_language(view.language)))
        return
    count = format_number(int(frame["supports"].sum()), view.language)
    draw_exhibit(
        Exhibit(
            key="product-supports",
            answer=sentence.in_language(view.language),
            measure=SUPPORTS,
            frame=frame,
            figure=partial(supports_chart, frame, view.language),
            alternative=SUPPORTS_ALTERNATIVE.in_language(view.language),
            counted=_GIVEN.filled(n=count).in_language(view.language),
            columns=_SUPPORTS,
            asked={PRODUCT: product},
        ),
        view,
    )
