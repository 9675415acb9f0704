"""What is asked of the plan: budget, what counts, mountain share, officers; all in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from analysis.decisions.plan_problem import first_budgets, first_request
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import AIMS, DEFAULT_AIM, MIX
from analysis.decisions.plan_settings import (
    MOST_MILLIONS,
    OWN,
    aim_kind,
    in_millions,
    of_millions,
    own_weights,
    percent_floor,
    with_percent_floor,
)
from analysis.language import Text, money_unit
from analysis.measures import code_label
from dashboard.ui.address import SECONDS
from dashboard.ui.handin.choosing import choose
from dashboard.ui.plan_data import officers_of
from dashboard.ui.portfolio.asking import TIMES, Asked, change_request, put_request
from dashboard.ui.portfolio.choosing_files import draw_files
from dashboard.ui.portfolio.limits import draw_limits
from dashboard.ui.view import View

_TOTAL, _BY_SOURCE = "total", "source"
_MOUNTAIN = "mountain"

_BUDGET = Text("Ngân sách", "Budget")
_MODES = {
    _TOTAL: Text("Một tổng cho mọi nguồn", "One sum for all sources"),
    _BY_SOURCE: Text("Theo từng nguồn", "By source"),
}
_SUM = Text("Tổng ngân sách ({unit})", "Budget in total ({unit})")
_OF_SOURCE = Text("{source} ({unit})", "{source} ({unit})")
_AIM = Text("Mục tiêu", "Objective")
_AIM_NAMES = {
    MIX: Text("Bốn mục tiêu ngang nhau", "Four alike"),
    "jobs": Text("Việc làm", "Jobs"),
    "productivity": Text("Năng suất", "Productivity"),
    "leverage": Text("Vốn đối ứng", "Counterpart"),
    "coverage": Text("Độ phủ", "Coverage"),
    OWN: Text("Tự đặt trọng số", "Own weights"),
}
_SHARE = Text("Miền núi ít nhất (% tiền hỗ trợ)", "Mountain areas at least (% of grants)")
_CAPACITY = Text(
    "Đề án mỗi cán bộ nhận thêm (0: không giới hạn)", "New projects per officer (0: any)"
)
_OFFICERS = Text(
    "Số liệu ghi {count} cán bộ đang có đề án; hồ sơ chưa giao ai được chia cho họ.",
    "The data name {count} officers with projects; files of nobody are shared out among them.",
)
_CONFIRMED = Text("Chỉ hồ sơ có mức tối đa đã xác nhận", "Only files with a confirmed ceiling")
_TIME = Text("Thời gian tìm tối đa", "Time limit of the search")
_SECONDS = Text("{count} giây", "{count} seconds")
_RESET = Text("Về mặc định", "Back to the start")


def draw_controls(asked: Asked, view: View) -> None:
    """Draw every setting; each change is in the address before the page is drawn again."""
    _draw_budget(asked, view)
    _draw_aim(asked, view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-plan-numbers"):
        _draw_mountain(asked, view)
        _draw_capacity(asked, view)
        _draw_time(asked, view)
    _draw_confirmed(asked, view)
    draw_limits(asked, view)
    draw_files(asked, view)


def draw_reset(asked: Asked, view: View) -> None:
    """Draw the button that takes every setting back; the plan year stays."""
    start = replace(first_request(asked.made), year=asked.request.year)
    st.button(
        _RESET.in_language(view.language),
        key="plan-reset",
        icon=":material/restart_alt:",
        disabled=asked.request == start,
        on_click=lambda: put_request(start),
    )


def _draw_budget(asked: Asked, view: View) -> None:
    request = asked.request
    mode = _BY_SOURCE if request.budgets else _TOTAL

    def taken(chosen: str) -> None:
        first = first_request(asked.made).total
        put_request(
            replace(request, total=None, budgets=first_budgets(asked.made))
            if chosen == _BY_SOURCE
            else replace(request, total=first, budgets=())
        )

    _buttons(_BUDGET, _MODES, mode, taken, "budget", view)
    if mode == _TOTAL:
        _money(
            _SUM.filled(unit=_millions(view)),
            request.total or 0,
            lambda now, amount: replace(now, total=amount),
            "total",
            asked,
            view,
        )
        return
    sources = sorted(
        {code for code, _ in request.budgets} | {c for c, _ in first_budgets(asked.made)}
    )
    with st.container(horizontal=True, key="kc-plan-sources"):
        for source in sources:
            name = code_label("fund_source", source, view.language)
            _money(
                _OF_SOURCE.filled(source=name, unit=_millions(view)),
                dict(request.budgets).get(source, 0),
                partial(_with_budget, source),
                f"source-{source}",
                asked,
                view,
            )


def _with_budget(source: str, request: PlanRequest, amount: int) -> PlanRequest:
    budgets = {**dict(request.budgets), source: amount}
    return replace(request, budgets=tuple(sorted(budgets.items())))


def _draw_aim(asked: Asked, view: View) -> None:
    request = asked.request

    def taken(chosen: str) -> None:
        aim = {
            MIX: DEFAULT_AIM,
            OWN: own_weights(request),
        }.get(chosen, ((chosen, 1.0),))
        change_request(request, lambda now: replace(now, aim=aim))

    kind = aim_kind(request)
    _buttons(_AIM, _AIM_NAMES, kind, taken, "aim", view)
    if kind != OWN:
        return
    weights = dict(own_weights(request))
    columns = st.columns(len(AIMS))
    for name, column in zip(AIMS, columns, strict=True):
        key = _keyed(f"weight-{name}", view)
        _show(key, int(weights[name]))

        def changed(code: str = name, key: str = key) -> None:
            told = {**weights, code: float(st.session_state[key])}
            aim = tuple(sorted(told.items())) if any(told.values()) else DEFAULT_AIM
            change_request(request, lambda now: replace(now, aim=aim))

        with column:
            st.slider(
                _AIM_NAMES[name].in_language(view.language),
                0,
                100,
                step=5,
                key=key,
                on_change=changed,
            )


def _draw_mountain(asked: Asked, view: View) -> None:
    key = _keyed("mountain", view)
    _show(key, percent_floor(asked.request, _MOUNTAIN))

    def changed() -> None:
        percent = int(st.session_state[key])
        change_request(asked.request, lambda now: with_percent_floor(now, _MOUNTAIN, percent))

    st.number_input(
        _SHARE.in_language(view.language), 0, 100, step=5, key=key, on_change=changed, width=300
    )


def _draw_capacity(asked: Asked, view: View) -> None:
    officers = officers_of(view.snapshot)
    if not officers:
        return
    key = _keyed("capacity", view)
    _show(key, asked.request.capacity or 0)

    def changed() -> None:
        capacity = int(st.session_state[key]) or None
        change_request(asked.request, lambda now: replace(now, capacity=capacity))

    st.number_input(
        _CAPACITY.in_language(view.language),
        0,
        1000,
        step=1,
        key=key,
        on_change=changed,
        help=_OFFICERS.filled(count=len(officers)).in_language(view.language),
        width=300,
    )


def _draw_time(asked: Asked, view: View) -> None:
    names = {str(one): _SECONDS.filled(count=one).in_language(view.language) for one in TIMES}

    def take(code: str) -> None:
        if int(code) == TIMES[0]:
            st.query_params.pop(SECONDS, None)
        else:
            st.query_params[SECONDS] = code

    with st.container(width=220):
        choose(
            _TIME.in_language(view.language),
            list(names),
            str(asked.seconds),
            names.__getitem__,
            take,
            _keyed("seconds", view),
        )


def _draw_confirmed(asked: Asked, view: View) -> None:
    key = _keyed("confirmed", view)
    _show(key, asked.request.confirmed_only)

    def changed() -> None:
        only = bool(st.session_state[key])
        change_request(asked.request, lambda now: replace(now, confirmed_only=only))

    st.toggle(_CONFIRMED.in_language(view.language), key=key, on_change=changed)


def _buttons(
    label: Text,
    names: dict[str, Text],
    shown: str,
    taken: Callable[[str], None],
    name: str,
    view: View,
) -> None:
    key = _keyed(name, view)
    _show(key, shown)
    codes: Sequence[str] = list(names)

    def changed() -> None:
        if st.session_state[key] in names:
            taken(st.session_state[key])

    st.segmented_control(
        label.in_language(view.language),
        codes,
        format_func=lambda code: names[code].in_language(view.language),
        key=key,
        required=True,
        on_change=changed,
    )


def _money(
    label: Text,
    amount: int,
    change: Callable[[PlanRequest, int], PlanRequest],
    name: str,
    asked: Asked,
    view: View,
) -> None:
    key = _keyed(f"money-{name}", view)
    _show(key, in_millions(amount))

    def changed() -> None:
        money = of_millions(int(st.session_state[key]))
        change_request(asked.request, lambda now: change(now, money))

    st.number_input(
        label.in_language(view.language),
        0,
        MOST_MILLIONS,
        step=100,
        key=key,
        on_change=changed,
        width=300,
    )


def _millions(view: View) -> Text:
    return money_unit(1_000_000, view.snapshot.case.currency).name


def _keyed(name: str, view: View) -> str:
    return f"plan-{name}-{view.snapshot.case.name}-{view.language}"


def _show(key: str, value: object) -> None:
    """Show in a widget what the address says, touching it only where the two differ."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
