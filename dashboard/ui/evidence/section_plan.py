"""Theo dõi tiếp / What to follow: how many establishments, for how long, to see which change."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence import mde_curve
from analysis.evidence.claim import PLANNED_YEARS, Claim
from analysis.evidence.claim_measures import claim_measures
from analysis.evidence.claim_tables import planned_table
from analysis.evidence.planner import Assumptions, plan_curve, plan_sentence
from analysis.evidence.quantities import size
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number, format_share
from dashboard.ui.empty import empty_state
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.drawing import draw_claim_exhibit
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Đường: thay đổi nhỏ nhất thấy được theo số cơ sở được hỗ trợ theo dõi, và mức hiện nay.",
    "Line: the smallest change seen by supported establishments followed, and today's.",
)
_AXIS = Text("Thay đổi nhỏ nhất thấy được", "Smallest change seen")
YEARS = (1, 2, 3, 4, 5)
_FACTORS = (0.25, 0.5, 1, 2, 4)


def answer(view: View) -> str:
    """Return the plan as a sentence."""
    return _sentence(view, claim_shown(view, asked_outcome()))


def draw(view: View) -> None:
    """Draw the choices of a plan, its curve and its table."""
    _ = view.translate
    draw_outcome_choice(view)
    found = claim_shown(view, asked_outcome())
    if found.assumed is None or found.wanted is None:
        empty_state(
            _("How much the outcome moves by itself is not known, so nothing can be planned."),
            _("Needed: results of establishments without support, of two years or more."),
        )
        return
    _draw_choices(view, found)
    wanted, years = _wanted(view, found), _years(view)
    points = ask(plan_curve, found.assumed, years)
    detectable = found.doubts.detectable if found.doubts is not None else None
    today = None if detectable is None else (detectable.n_supported, detectable.smallest)
    draw_claim_exhibit(
        view,
        found,
        f"plan-{years}-{wanted:.4f}",
        ask(planned_table, found, view.language),
        _sentence(view, found),
        partial(
            mde_curve,
            points,
            today,
            view.language,
            _AXIS.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _ALTERNATIVE,
        claim_measures(found)["plan"],
    )
    st.caption(_assumed(view, found.assumed))


def _draw_choices(view: View, found: Claim) -> None:
    _ = view.translate
    left, right = st.columns(2)
    with left:
        names = {
            code: size(value, found.outcome.scale, found.unit).in_language(view.language)
            for code, value in _offered(found).items()
        }
        pick_one(_("Change to be seen"), names, _key(view, found), "1")
    with right:
        lengths = {
            str(years): view.translate.plural("{years} year", "{years} years", years, years=years)
            for years in YEARS
        }
        if st.session_state.get(_years_key(view)) not in lengths:
            st.session_state[_years_key(view)] = str(PLANNED_YEARS)
        pick_breakdown(_("Followed for"), lengths, _years_key(view))


def _offered(found: Claim) -> dict[str, float]:
    """Return changes to choose from, by code: parts and multiples of the one that matters."""
    return {str(factor): (found.wanted or 1.0) * factor for factor in _FACTORS}


def _key(view: View, found: Claim) -> str:
    return f"plan-wanted-{found.outcome.code}-{view.language}"


def _years_key(view: View) -> str:
    return f"plan-years-{view.language}"


def _wanted(view: View, found: Claim) -> float:
    """Return the change asked for on the outcome's scale."""
    offered = _offered(found)
    return offered.get(str(st.session_state.get(_key(view, found))), offered["1"])


def _years(view: View) -> int:
    chosen = str(st.session_state.get(_years_key(view)))
    return int(chosen) if chosen in {str(years) for years in YEARS} else PLANNED_YEARS


def _sentence(view: View, found: Claim) -> str:
    if found.assumed is None or found.wanted is None:
        return view.translate("Nothing can be planned yet: no results of two years are known")
    said = plan_sentence(
        _wanted(view, found),
        _years(view),
        found.assumed,
        found.outcome.scale,
        found.unit,
        found.n_supported,
    )
    return said.in_language(view.language)


def _assumed(view: View, assumed: Assumptions) -> str:
    _ = view.translate
    return _(
        "As today: {compared} compared for each supported, {lost} lost for good each year, "
        "{silent} silent in a year; power 80%, two-sided test of 5%.",
        compared=format_number(assumed.compared_per_supported, view.language, 1),
        lost=format_share(assumed.attrition, view.language, 1),
        silent=format_share(assumed.non_response, view.language, 1),
    )
