"""Kiểm tra / Checks: every doubt about the claim put to the test, each in words."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_rows import leave_one_out_chart, lee_bounds_chart
from analysis.evidence.claim import Claim
from analysis.evidence.claim_tables import bounds_table, checks_table, places_table
from analysis.evidence.findings import Check
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_PLACES = Text(
    "Biểu đồ điểm: ước tính khi bỏ ra từng huyện, có khoảng tin cậy.",
    "Dots: the estimate without each district, with intervals.",
)
_BOUNDS = Text(
    "Biểu đồ: ước tính và hai giới hạn nếu cơ sở mất dấu là tốt nhất hoặc kém nhất.",
    "Chart: the estimate and its bounds if those lost were the best or the worst.",
)
_AXIS = Text("Ước tính", "Estimate")


def answer(view: View) -> str:
    """Return how many checks passed, failed or could not be made, as a sentence."""
    _ = view.translate
    checks = claim_shown(view, asked_outcome()).diagnostics
    if not checks:
        return _("Nothing to check: there is no estimate against a comparison group")
    passed, failed, open_ = (
        sum(check.passed is verdict for check in checks) for verdict in (True, False, None)
    )
    return _(
        "Of {all} checks {passed} passed, {failed} failed and {open} cannot tell",
        all=len(checks),
        passed=passed,
        failed=failed,
        open=open_,
    )


def draw(view: View) -> None:
    """Draw the checks in words, and the charts of those that have one."""
    draw_outcome_choice(view)
    found = claim_shown(view, asked_outcome())
    if found.doubts is None:
        nothing_over_time(view, found)
        return
    for check in found.diagnostics:
        draw_check(check, view)
    _draw_places(view, found)
    _draw_bounds(view, found)
    draw_claim_exhibit(
        view,
        found,
        "checks",
        ask(checks_table, found.diagnostics, view.language),
        view.translate("All checks in a table"),
        None,
        _AXIS,
    )


def draw_check(check: Check, view: View) -> None:
    """Draw one check in words: passed, failed, or not to be told."""
    icon = {True: ":material/check_circle:", False: ":material/error:", None: ":material/help:"}
    title = plain(check.title.in_language(view.language))
    text = f"**{title}**  \n{plain(check.finding.in_language(view.language))}"
    draw = {True: st.success, False: st.warning, None: st.info}[check.passed]
    draw(text, icon=icon[check.passed])


def _draw_places(view: View, found: Claim) -> None:
    frame = found.doubts.left_out if found.doubts is not None else None
    if frame is None or found.estimate is None:
        return
    estimate = found.estimate
    draw_claim_exhibit(
        view,
        found,
        "places",
        ask(places_table, found, view.language),
        _finding(found, "leave_one_out", view),
        partial(
            leave_one_out_chart,
            estimate,
            found.interval,
            found.n_supported,
            frame,
            view.language,
            _AXIS.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _PLACES,
    )


def _draw_bounds(view: View, found: Claim) -> None:
    bounds = found.doubts.bounds if found.doubts is not None else None
    if bounds is None or found.estimate is None:
        return
    estimate = found.estimate
    draw_claim_exhibit(
        view,
        found,
        "bounds",
        ask(bounds_table, found, view.language),
        _finding(found, "lee_bounds", view),
        partial(
            lee_bounds_chart,
            estimate,
            found.interval,
            bounds,
            view.language,
            _AXIS.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _BOUNDS,
    )


def _finding(found: Claim, code: str, view: View) -> str:
    texts = [check.finding for check in found.diagnostics if check.code == code]
    return texts[0].in_language(view.language) if texts else _AXIS.in_language(view.language)
