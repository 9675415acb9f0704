"""Measures of products, files, plans and past choices, by name: what a notebook and a command ask.

They stand beside the catalogue of measures and are run alike: a snapshot and a Scope in, a tidy
frame of documented columns out. A plan is a decision and needs a request: asked for here it is the
one a page begins with, half of what the files ask for; any other is for `khuyencong portfolio`.
"""

from __future__ import annotations

import numpy as np

from analysis.decisions import candidates, gates, law_order, product_criteria, product_profile
from analysis.decisions.backtest_measures import DEFINITIONS as PAST_CHOICES
from analysis.decisions.plan_money import MONEY
from analysis.decisions.plan_table import DECISION_TABLE
from analysis.decisions.plan_tradeoff_tables import ALTERNATIVES, FRONTIER, PRICES
from analysis.decisions.product_columns import CRITERIA, unit_of
from analysis.decisions.product_measures import FIRST_METHOD, product_measures
from analysis.decisions.scoring.prepared import Method
from analysis.decisions.scoring.table import Criterion, DecisionTable
from analysis.decisions.selection_answers import CONDITIONS, ORDER
from analysis.measures.model import Measure


def decision_measures(currency: str = "VND", method: Method = FIRST_METHOD) -> dict[str, Measure]:
    """Return the measures of decisions by their stable names, products scored by one method.

    `currency` is that of the data set, in whose units columns of criteria are headed.
    """
    of_products = (
        *product_criteria.DEFINITIONS,
        *product_measures(_no_products(currency), method).values(),
        product_profile.DISTRICTS,
        product_profile.SUPPORTS,
    )
    of_files = (
        *gates.DEFINITIONS,
        CONDITIONS,
        *law_order.DEFINITIONS,
        ORDER,
        *candidates.DEFINITIONS,
    )
    of_plans = (DECISION_TABLE, MONEY, FRONTIER, PRICES, ALTERNATIVES)
    every = (*of_products, *of_files, *of_plans, *PAST_CHOICES)
    return {measure.name: measure for measure in every}


def _no_products(currency: str) -> DecisionTable:
    """Return a table that has every criterion and no product: what columns are made of."""
    criteria = tuple(
        Criterion(one.code, one.label, unit_of(one, currency), one.direction) for one in CRITERIA
    )
    nothing = np.zeros((0, len(criteria)))
    return DecisionTable((), (), criteria, nothing, nothing, nothing.astype(np.int64))
