"""Weights written into the address, and those before remembered, so that each can be taken back."""

from __future__ import annotations

import streamlit as st

from analysis.decisions.scoring.weight_choice import WeightChoice
from dashboard.ui.address import WEIGHTS

_PAST = "product-weights-past"
_MOST_PAST = 50


def has_past() -> bool:
    """Tell whether a change can be taken back."""
    return bool(st.session_state.get(_PAST))


def take(now: WeightChoice, chosen: WeightChoice) -> None:
    """Put other weights into the address and remember those before."""
    if chosen == now:
        return
    past = st.session_state.setdefault(_PAST, [])
    st.session_state[_PAST] = [*past, now.code()][-_MOST_PAST:]
    _write(chosen.code())


def undo() -> None:
    """Put the weights before the last change back into the address."""
    past = st.session_state.get(_PAST, [])
    if past:
        st.session_state[_PAST] = past[:-1]
        _write(past[-1])


def _write(code: str) -> None:
    if code == WeightChoice().code():
        st.query_params.pop(WEIGHTS, None)
    else:
        st.query_params[WEIGHTS] = code


def show(key: str, value: object) -> None:
    """Show in a widget what the address says, touching it only where the two differ."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
