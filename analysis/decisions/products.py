"""Products as a decision table, ready to be scored, with the tidy rows it was made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.decisions.product_columns import CRITERIA, unit_of
from analysis.decisions.product_criteria import (
    framed,
    product_figures,
    product_names,
    products_listed,
)
from analysis.decisions.scoring.table import Criterion, DecisionTable
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Products:
    """The decision table of products, criteria weighing alike, and `frame`, its rows with n, grade
    and notes as `product_criteria` has them."""

    table: DecisionTable
    frame: pd.DataFrame


def product_table(snapshot: Snapshot, scope: Scope) -> Products:
    """Return the products of a scope by all criteria; what is not known is NaN.

    Only the expected gain in productivity is an estimate with an error, the same for all products
    of an industry; the rest are counts of everybody on record.
    """
    listed = products_listed(snapshot, scope)
    figures = product_figures(snapshot, scope, listed)
    names = product_names(listed)
    criteria = tuple(
        Criterion(one.code, one.label, unit_of(one, snapshot.case.currency), one.direction)
        for one in CRITERIA
    )
    shape = (len(names), len(criteria))
    cells = [figures[product, criterion.code] for product in names for criterion in criteria]
    values = np.array([cell.value for cell in cells], dtype=np.float64).reshape(shape)
    errors = np.array([cell.error for cell in cells], dtype=np.float64).reshape(shape)
    _, sources = np.unique([cell.source or cell.product_id for cell in cells], return_inverse=True)
    table = DecisionTable(
        tuple(names),
        tuple(names.values()),
        criteria,
        values,
        errors,
        sources.astype(np.int64).reshape(shape),
    )
    return Products(table, framed(snapshot, scope, listed, figures))
