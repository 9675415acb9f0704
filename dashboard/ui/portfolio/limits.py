"""Floors and caps of places, activities and terrain: those there are, and adding one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis.decisions.plan_settings import limit_of, with_limit, without_limit
from analysis.decisions.portfolio.prices import limit_name
from analysis.decisions.portfolio.values import Dimension, MoneyLimit, Side
from analysis.decisions.portfolio.words import limit_words
from analysis.language import Text, format_money, format_share
from dashboard.ui.markdown import plain
from dashboard.ui.order import vietnamese_key
from dashboard.ui.picking import Code, pick_one
from dashboard.ui.portfolio.asking import Asked, change_request
from dashboard.ui.view import View

_TITLE = Text("Mức tối thiểu, tối đa: {count}", "Floors and caps: {count}")
_AMOUNT = Text("{limit}: {amount}", "{limit}: {amount}")
_REMOVE = Text("Bỏ giới hạn này", "Remove this limit")
_SIDES: dict[Side, Text] = {
    "floor": Text("Tối thiểu", "At least"),
    "cap": Text("Tối đa", "At most"),
}
_BY: dict[Dimension, Text] = {
    "district": Text("Địa bàn", "Place"),
    "activity": Text("Nội dung", "Activity"),
    "terrain": Text("Địa hình", "Terrain"),
}
_UNITS = {
    "percent": Text("% tiền hỗ trợ", "% of grants"),
    "money": Text("triệu", "million"),
}
_KIND, _OF, _SIDE, _UNIT = (
    Text("Giới hạn theo", "Limit by"),
    Text("Của", "Of"),
    Text("Chiều", "Side"),
    Text("Đơn vị", "Unit"),
)
_HOW_MUCH = Text("Bao nhiêu", "How much")
_ADD = Text("Thêm giới hạn", "Add the limit")
_MOST_PERCENT, _MOST_MILLIONS = 100, 1_000_000


def draw_limits(asked: Asked, view: View) -> None:
    """Draw the limits of the request, each with a button that takes it off, and a new one."""
    limits = asked.request.limits
    title = _TITLE.filled(count=len(limits)).in_language(view.language)
    box = st.expander(
        title,
        key=f"plan-limits-{view.language}",
        icon=":material/rule:",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        for place, limit in enumerate(limits):
            _draw_limit(place, limit, asked, view)
        _draw_new(asked, view)


def _draw_limit(place: int, limit: MoneyLimit, asked: Asked, view: View) -> None:
    amount = (
        format_share(float(limit.amount), view.language, 1)
        if limit.is_share
        else format_money(float(limit.amount), view.snapshot.case.currency, view.language)
    )
    words = _AMOUNT.filled(limit=limit_words(limit_name(limit), asked.names), amount=amount)
    with st.container(horizontal=True, vertical_alignment="center", key=f"kc-plan-limit-{place}"):
        st.markdown(plain(words.in_language(view.language)))
        st.button(
            _REMOVE.in_language(view.language),
            key=f"plan-remove-limit-{place}",
            icon=":material/close:",
            type="tertiary",
            on_click=lambda: change_request(asked.request, lambda now: without_limit(now, limit)),
        )


def _draw_new(asked: Asked, view: View) -> None:
    language = view.language
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-plan-new-limit"):
        side = _pick(_SIDE, _SIDES, "side", view)
        by = _pick(_KIND, _BY, "by", view)
        codes = {one.place(by) for one in asked.made.candidates}
        names = {
            code: asked.names(by, code).in_language(language) for code in codes if code != "unknown"
        }
        names = dict(sorted(names.items(), key=lambda pair: vietnamese_key(pair[1])))
        if not names:
            return
        key = pick_one(_OF.in_language(language), names, f"plan-limit-key-{by}-{language}")
        unit = _pick(_UNIT, _UNITS, "unit", view)
        percent = unit == "percent"
        amount = st.number_input(
            _HOW_MUCH.in_language(language),
            0,
            _MOST_PERCENT if percent else _MOST_MILLIONS,
            value=10 if percent else 100,
            step=5 if percent else 50,
            key=f"plan-limit-amount-{unit}-{language}",
            width=160,
        )
        limit = limit_of(by, key, side, int(amount), percent=percent)
        st.button(
            _ADD.in_language(language),
            key="plan-add-limit",
            icon=":material/add:",
            on_click=lambda: change_request(asked.request, lambda now: with_limit(now, limit)),
        )


def _pick(label: Text, names: Mapping[Code, Text], name: str, view: View) -> Code:
    told = {code: text.in_language(view.language) for code, text in names.items()}
    key = f"plan-limit-{name}-{view.language}"
    with st.container(width=180):
        return pick_one(label.in_language(view.language), told, key)
