"""Products, their scores and how far they can be trusted: each computed once and kept.

Keys hold the snapshot's checksum, the Scope, the method's code and the code of the weights. What
speaks both languages is kept once for both. Results are shared between readers and must not be
changed.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.decisions.product_against_law import against_law
from analysis.decisions.product_law import product_law
from analysis.decisions.product_profile import product_districts, product_facts, product_supports
from analysis.decisions.products import Products, product_table
from analysis.decisions.scoring.disagreement import Disagreement
from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.flips import Flips, flips
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.reversals import Reversals, reversals
from analysis.decisions.scoring.scores import Scores, score
from analysis.decisions.scoring.smaa import Smaa, check_room, smaa
from analysis.decisions.scoring.weight_bounds import WeightBounds, constraints_of, read_bounds
from analysis.decisions.scoring.weight_choice import read_choice, weighted_as
from analysis.decisions.scoring.weight_constraints import WeightConstraints
from analysis.exports.notebook_calls import Call, Named, noted
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.keeping import is_kept, kept

NO_BOUNDS = WeightBounds().code()


def products_of(snapshot: Snapshot, scope: Scope) -> Products:
    """Return the products of a scope by all criteria, with their notes in its language.

    The first time of a snapshot takes seconds, as the gain in productivity is estimated.
    """
    products = _products(snapshot.cache_key, scope, snapshot)
    return noted(products, product_table, snapshot, scope)


@st.cache_resource(max_entries=64, show_spinner=False)
def _products(key: str, scope: Scope, _snapshot: Snapshot) -> Products:
    return product_table(_snapshot, scope)


def scores_of(snapshot: Snapshot, scope: Scope, method: str, weights: str) -> Scores:
    """Return products scored; raises ScoringError where they cannot be."""
    scores = _scores(snapshot.cache_key, _either(scope), method, weights, snapshot)
    table = products_of(snapshot, _either(scope)).table
    choice, _problem = read_choice(weights, table.codes)
    return noted(scores, score, Call(weighted_as, (table, choice)), _method(method))


@st.cache_resource(max_entries=256, show_spinner=False)
def _scores(key: str, scope: Scope, method: str, weights: str, _snapshot: Snapshot) -> Scores:
    table = products_of(_snapshot, scope).table
    choice, _problem = read_choice(weights, table.codes)
    return score(weighted_as(table, choice), METHODS[method])


def over_all_weights(snapshot: Snapshot, scope: Scope, method: str, draws: int) -> Smaa:
    """Return the ranks of products over so many draws of weights."""
    every = _over_all(snapshot.cache_key, _either(scope), method, draws, snapshot)
    table = products_of(snapshot, _either(scope)).table
    return noted(every, smaa, table, _method(method), draws=draws)


@kept(most=64)
def _over_all(key: str, scope: Scope, method: str, draws: int, _snapshot: Snapshot) -> Smaa:
    return smaa(products_of(_snapshot, scope).table, METHODS[method], draws=draws)


def within_bounds(
    snapshot: Snapshot, scope: Scope, method: str, weights: str, bounds: str, draws: int
) -> Smaa:
    """Return the ranks of products over weights within bounds, over all where there are none.

    Raises ScoringError where the bounds leave no room.
    """
    if bounds == NO_BOUNDS:
        return over_all_weights(snapshot, scope, method, draws)
    key, chosen = snapshot.cache_key, _centre(weights, bounds)
    return _within(key, _either(scope), method, chosen, bounds, draws, snapshot)


@kept(most=64)
def _within(
    key: str,
    scope: Scope,
    method: str,
    weights: str,
    bounds: str,
    draws: int,
    _snapshot: Snapshot,
) -> Smaa:
    constraints = _constraints(_snapshot, scope, method, weights, bounds)
    return smaa(products_of(_snapshot, scope).table, METHODS[method], constraints, draws=draws)


def _constraints(
    snapshot: Snapshot, scope: Scope, method: str, weights: str, bounds: str
) -> WeightConstraints | None:
    found = scores_of(snapshot, scope, method, weights).completed
    chosen = dict(zip(found.table.codes, found.weights.tolist(), strict=True))
    asked, _problem = read_bounds(bounds, products_of(snapshot, scope).table.codes)
    return constraints_of(asked, chosen)


def is_tried(
    snapshot: Snapshot, scope: Scope, method: str, weights: str, bounds: str, draws: int
) -> bool:
    """Tell whether the weights within bounds have been tried for any reader."""
    key, either = snapshot.cache_key, _either(scope)
    if bounds == NO_BOUNDS:
        return is_kept(_over_all, key, either, method, draws, snapshot)
    chosen = _centre(weights, bounds)
    return is_kept(_within, key, either, method, chosen, bounds, draws, snapshot)


def why_no_weights(
    snapshot: Snapshot, scope: Scope, method: str, weights: str, bounds: str
) -> Text | None:
    """Return why no weights keep to bounds, None where some do."""
    key, chosen = snapshot.cache_key, _centre(weights, bounds)
    return _why_none(key, _either(scope), method, chosen, bounds, snapshot)


@kept(most=64)
def _why_none(
    key: str, scope: Scope, method: str, weights: str, bounds: str, _snapshot: Snapshot
) -> Text | None:
    constraints = _constraints(_snapshot, scope, method, weights, bounds)
    try:
        check_room(products_of(_snapshot, scope).table, constraints or WeightConstraints())
    except ScoringError as error:
        return error.text
    return None


def _centre(weights: str, bounds: str) -> str:
    """Return the weights that bounds depend on: only those around the chosen ones do."""
    return weights if bounds == "around" else ""


def flips_of(snapshot: Snapshot, scope: Scope, method: str, weights: str) -> Flips:
    """Return which weights would change the lead."""
    found = _flips(snapshot.cache_key, _either(scope), method, weights, snapshot)
    return noted(found, flips, scores_of(snapshot, scope, method, weights))


@st.cache_resource(max_entries=128, show_spinner=False)
def _flips(key: str, scope: Scope, method: str, weights: str, _snapshot: Snapshot) -> Flips:
    return flips(scores_of(_snapshot, scope, method, weights))


def reversals_of(snapshot: Snapshot, scope: Scope, method: str, weights: str) -> Reversals:
    """Return what the leaving of each product does to the others."""
    found = _reversals(snapshot.cache_key, _either(scope), method, weights, snapshot)
    return noted(found, reversals, scores_of(snapshot, scope, method, weights))


@st.cache_resource(max_entries=128, show_spinner=False)
def _reversals(key: str, scope: Scope, method: str, weights: str, _snapshot: Snapshot) -> Reversals:
    return reversals(scores_of(_snapshot, scope, method, weights))


def law_of_products(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the law's places of products; its own copy, so a page may not spoil another's."""
    frame = _law(snapshot.cache_key, _either(scope), snapshot)
    return noted(frame, product_law, snapshot, _either(scope))


@st.cache_data(max_entries=64, show_spinner=False)
def _law(key: str, scope: Scope, _snapshot: Snapshot) -> pd.DataFrame:
    return product_law(_snapshot, scope)


def beside_law(snapshot: Snapshot, scope: Scope, method: str, weights: str) -> Disagreement:
    """Return scores held against the law's order."""
    beside = _beside_law(snapshot.cache_key, _either(scope), method, weights, snapshot)
    scores = scores_of(snapshot, scope, method, weights)
    return noted(beside, against_law, scores, law_of_products(snapshot, scope))


@st.cache_resource(max_entries=128, show_spinner=False)
def _beside_law(
    key: str, scope: Scope, method: str, weights: str, _snapshot: Snapshot
) -> Disagreement:
    scores = scores_of(_snapshot, scope, method, weights)
    return against_law(scores, law_of_products(_snapshot, scope))


def made_where(snapshot: Snapshot, scope: Scope, product: str) -> pd.DataFrame:
    """Return where one product is made, a row per place."""
    frame = _districts(snapshot.cache_key, scope, snapshot)
    return _own(noted(frame, product_districts, snapshot, scope), product)


@st.cache_data(max_entries=64, show_spinner=False)
def _districts(key: str, scope: Scope, _snapshot: Snapshot) -> pd.DataFrame:
    return product_districts(_snapshot, scope)


def supported_when(snapshot: Snapshot, scope: Scope, product: str) -> pd.DataFrame:
    """Return the supports of those who make one product, a row per plan year."""
    frame = _supports(snapshot.cache_key, _either(scope), snapshot)
    return _own(noted(frame, product_supports, snapshot, _either(scope)), product)


@st.cache_data(max_entries=64, show_spinner=False)
def _supports(key: str, scope: Scope, _snapshot: Snapshot) -> pd.DataFrame:
    return product_supports(_snapshot, scope)


def recorded_of_products(snapshot: Snapshot) -> pd.DataFrame:
    """Return what is recorded of every product itself."""
    return noted(_facts(snapshot.cache_key, snapshot), product_facts, snapshot)


@st.cache_data(max_entries=16, show_spinner=False)
def _facts(key: str, _snapshot: Snapshot) -> pd.DataFrame:
    return product_facts(_snapshot)


def _own(frame: pd.DataFrame, product: str) -> pd.DataFrame:
    return frame[frame["product_id"] == product].reset_index(drop=True)


def _method(code: str) -> Named:
    """Return how a notebook names a method."""
    return Named("analysis.decisions.scoring.methods", "METHODS", f"[{code!r}]")


def _either(scope: Scope) -> Scope:
    """Return the scope that both languages share."""
    return replace(scope, language="vi")
