"""Chọn đã đúng chưa? / Did we choose well: past choices beside the model's, as known then."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.portfolio_backtest import (
    CHOICES_ALTERNATIVE,
    EXPECTED_ALTERNATIVE,
    MOUNTAIN_ALTERNATIVE,
    SINCE_ALTERNATIVE,
    choices_chart,
    expected_chart,
    mountain_chart,
    since_chart,
)
from analysis.decisions.backtest import replayed_year, years_to_replay
from analysis.decisions.backtest_measures import BACKTEST
from analysis.decisions.backtest_rounds import past_years
from analysis.decisions.backtest_since import SINCE_OUTCOMES
from analysis.decisions.backtest_words import (
    SINCE_TITLE,
    answer_backtest,
    answer_expected,
    answer_files,
    answer_gates,
    answer_mountain,
    answer_since,
    remarks_on_years,
)
from analysis.decisions.portfolio.words import OBJECTIVES
from analysis.exports.notebook_calls import noted
from analysis.language import Text, format_number
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_NOTHING = Text(
    "Chưa xét lại được năm nào: số liệu không ghi hồ sơ nào đã được phê duyệt, kèm ngày.",
    "No past year can be chosen again: the data record no approved file with its day.",
)
_NEEDED = Text(
    "Cần: bảng Hồ sơ đề nghị, kèm ngày nộp, ngày quyết định và kết quả, cả hồ sơ bị từ chối.",
    "Needed: the table Application with days handed in and decided and the result, the refused "
    "too.",
)
_WAITING = Text(
    "Số năm kế hoạch đã qua chưa xét lại: {years}",
    "Past plan years not chosen again yet: {years}",
)
_WHAT = Text(
    "Mỗi năm kế hoạch trước đây được chọn lại với đúng số tiền đã hỗ trợ và chỉ những gì đã biết "
    "khi đó, cả bằng chứng. Lần đầu mất vài giây đến vài chục giây một năm; bằng chứng được giữ "
    "lại nên các lần sau nhanh hơn.",
    "Every past plan year is chosen again with the money granted and only what was known then, "
    "evidence included. At first it takes seconds to some tens of seconds a year; the evidence is "
    "kept, so that it is quicker later.",
)
_START = Text("Xét lại các năm trước", "Choose past years again")
_GOING = Text("Năm {year}: {done} trên {all}", "Year {year}: {done} of {all}")
_OBJECTIVE = Text("Mục tiêu", "Objective")
_YEAR = Text("Năm kế hoạch", "Plan year")
_UNKNOWN = Text(
    "Chưa biết kỳ vọng của mục tiêu này cho hồ sơ nào.",
    "What was expected of this objective is not known for any file.",
)
_PLACES = Text(
    "Tiền theo địa bàn, cộng các năm: chọn thật và mô hình",
    "Money by place, all years together: chosen then and the model",
)
_CHOICES = Text("Các cách chọn của từng năm", "The choices of each year")
_NOT_DESCRIBED = Text(
    "Chưa thể kết luận về kết quả sau này: chưa có báo cáo của cơ sở.",
    "What came since cannot be told yet: no establishment has reported.",
)
_COUNTED = Text("n = {count} hồ sơ được chọn thật", "n = {count} files chosen then")
_FOLLOWED = Text("n = {count} cơ sở có báo cáo", "n = {count} establishments that reported")

_YEAR_TABLE = (
    *("plan_year", "known_on", "files", "passed", "failed", "blocked", "budget"),
    *("chosen_then", "chosen_model", "both", "only_then", "only_model"),
    *("then_failed", "then_blocked", "supposed", "chosen_assumed", "both_assumed"),
    *("assumed_ahead", "assumed_low", "assumed_high", "objective_then", "objective_model"),
    *("regret", "regret_low", "regret_high", "lawful_regret", "lawful_low", "lawful_high"),
)
_EXPECTED_TABLE = (
    *("plan_year", "choice_name", "objective_name", "expected", "low", "high"),
    *("ahead", "ahead_low", "ahead_high"),
    *("known", "unknown", "grade"),
)
_FILE_TABLE = (
    *("application_id", "result_name", "group_name", "in_assumed", "why"),
    *("status_name", "since"),
)
_CHOICE_TABLE = (
    *("plan_year", "choice_name", "chosen", "shared", "money", "mountain_money"),
    *("mountain_share", "terrain_unknown", "money_unknown", "worth"),
)
_PLACE_TABLE = (
    *("district_name", "files_then", "files_model", "money_then", "money_model", "difference"),
)
_GATE_TABLE = ("gate_name", "failed", "unknown", "judged")
_SINCE_TABLE = (
    *("outcome_name", "group_name", "establishments", "followed", "not_due", "helped"),
    *("change", "low", "high", "grade", "told"),
)


def answer(view: View) -> str:
    """Return how far the model's choice is the one made, as a sentence; never starts the test."""
    if not past_years(view.snapshot):
        return _words(_NOTHING, view).rstrip(".")
    waiting = years_to_replay(view.snapshot)
    if waiting:
        return _words(_WAITING.filled(years=str(len(waiting))), view)
    told = answer_backtest(_frame("backtest_years", view))
    return _words(told or _NOTHING, view).rstrip(".")


def draw(view: View) -> None:
    """Draw a button that starts the test; once it is made, what it found."""
    if not past_years(view.snapshot):
        empty_state(_words(_NOTHING, view), _words(_NEEDED, view))
        return
    if years_to_replay(view.snapshot):
        _draw_start(view)
        return
    _draw_years(view)
    _draw_files(view)
    _draw_expected(view)
    _draw_choices(view)
    _draw_gates(view)
    _draw_since(view)


def _draw_start(view: View) -> None:
    st.markdown(plain(_words(_WHAT, view)))
    if not st.button(_words(_START, view), type="primary", key="backtest-start"):
        return
    waiting = years_to_replay(view.snapshot)
    bar = st.progress(0.0)
    for done, year in enumerate(waiting):
        told = _GOING.filled(year=str(year.plan_year), done=str(done + 1), all=str(len(waiting)))
        bar.progress(done / len(waiting), _words(told, view))
        replayed_year(view.snapshot, year)
    st.rerun()


def _draw_years(view: View) -> None:
    years = _frame("backtest_years", view)
    drawn = bool(years["both"].notna().any())
    draw_exhibit(
        Exhibit(
            key="backtest-years",
            answer=answer(view),
            measure=BACKTEST["backtest_years"],
            frame=years,
            figure=(partial(choices_chart, years, view.language)) if drawn else None,
            alternative=_words(CHOICES_ALTERNATIVE, view),
            counted=_counted(_COUNTED, int(years["chosen_then"].sum()), view),
            columns=_YEAR_TABLE,
            remarks=[_words(remark, view) for remark in remarks_on_years(years)],
        ),
        view,
    )


def _draw_files(view: View) -> None:
    files = _frame("backtest_files", view)
    years = sorted({int(year) for year in files["plan_year"]}, reverse=True)
    names = {str(year): str(year) for year in years}
    chosen = pick_one(_words(_YEAR, view), names, f"backtest-files-{view.language}")
    rows = files[files["plan_year"] == int(chosen)].reset_index(drop=True)
    told = answer_files(rows, int(chosen))
    draw_list(
        f"backtest-files-{chosen}",
        _words(told, view),
        BACKTEST["backtest_files"],
        rows,
        _FILE_TABLE,
        view,
    )


def _draw_expected(view: View) -> None:
    outcomes = _frame("backtest_outcomes", view)
    names = {code: _words(text, view) for code, text in OBJECTIVES.items()}
    chosen = pick_breakdown(_words(_OBJECTIVE, view), names, f"backtest-{view.language}")
    rows = outcomes[outcomes["objective"] == chosen].reset_index(drop=True)
    told = answer_expected(rows)
    if told is None:
        empty_state(_words(_UNKNOWN, view))
        return
    draw_exhibit(
        Exhibit(
            key=f"backtest-expected-{chosen}",
            answer=_words(told, view),
            measure=BACKTEST["backtest_outcomes"],
            frame=rows,
            figure=partial(
                expected_chart, rows, chosen, view.snapshot.case.currency, view.language
            ),
            alternative=_words(EXPECTED_ALTERNATIVE, view),
            columns=_EXPECTED_TABLE,
        ),
        view,
    )


def _draw_choices(view: View) -> None:
    choices, places = _frame("backtest_choices", view), _frame("backtest_districts", view)
    told = answer_mountain(choices)
    draw_exhibit(
        Exhibit(
            key="backtest-choices",
            answer=_words(told or _CHOICES, view),
            measure=BACKTEST["backtest_choices"],
            frame=choices,
            figure=None if told is None else partial(mountain_chart, choices, view.language),
            alternative=_words(MOUNTAIN_ALTERNATIVE, view),
            columns=_CHOICE_TABLE,
        ),
        view,
    )
    if not places.empty:
        _draw_table("backtest_districts", _words(_PLACES, view), places, _PLACE_TABLE, view)


def _draw_gates(view: View) -> None:
    gates = _frame("backtest_gates", view)
    told = answer_gates(gates)
    if told is not None:
        _draw_table("backtest_gates", _words(told, view), gates, _GATE_TABLE, view)


def _draw_since(view: View) -> None:
    since = _frame("backtest_since", view)
    told = [answer_since(since, outcome) for outcome in SINCE_OUTCOMES]
    if not since["followed"].sum():
        empty_state(_words(_NOT_DESCRIBED, view))
        return
    draw_exhibit(
        Exhibit(
            key="backtest-since",
            answer=_words(SINCE_TITLE, view),
            measure=BACKTEST["backtest_since"],
            frame=since,
            figure=partial(since_chart, since, view.language),
            alternative=_words(SINCE_ALTERNATIVE, view),
            counted=_counted(
                _FOLLOWED, int(since.loc[since["outcome"] == "workers", "followed"].sum()), view
            ),
            columns=_SINCE_TABLE,
            remarks=[_words(one, view) for one in told if one is not None],
        ),
        view,
    )


def _draw_table(
    name: str, told: str, frame: pd.DataFrame, columns: tuple[str, ...], view: View
) -> None:
    draw_exhibit(
        Exhibit(
            key=name.replace("_", "-"),
            answer=told,
            measure=BACKTEST[name],
            frame=frame,
            figure=None,
            alternative="",
            columns=columns,
        ),
        view,
    )


def _frame(name: str, view: View) -> pd.DataFrame:
    """Return a frame of the back-test, which no filter changes."""
    scope = replace(Scope(), language=view.language)
    frame = _cached(name, view.snapshot.cache_key, scope, view.snapshot)
    return noted(frame, BACKTEST[name].run, view.snapshot, scope)


@st.cache_data(max_entries=64, show_spinner=False)
def _cached(name: str, key: str, scope: Scope, _snapshot: Snapshot) -> pd.DataFrame:
    return BACKTEST[name].run(_snapshot, scope)


def _counted(text: Text, number: int, view: View) -> str:
    return _words(text.filled(count=format_number(number, view.language)), view)


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
