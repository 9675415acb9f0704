"""Jobs that came with support, by the grant: a change as reported, not an effect."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.decisions.product_figure import Figure, over
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.jobs_columns import CountedIn
from analysis.measures.jobs_events import job_events, jobs_at
from analysis.measures.phrases import amount, number, sentence
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

GRADE = 1
"""A change of the same establishments before and after is evidence of grade 1."""

_CRITERIA: tuple[tuple[str, CountedIn], ...] = (
    ("jobs_per_grant", "workers"),
    ("women_jobs_per_grant", "women"),
)


def job_figures(snapshot: Snapshot, scope: Scope, per: int) -> list[Figure]:
    """Return `jobs_per_grant` and `women_jobs_per_grant` of products with support in the scope.

    Workers in the year of support less those of the year before, of all that know both and their
    grant, over `per` smallest units of that grant (the net jobs of `cost_per_job`, turned round).
    Grants are in the scope's prices. `n` counts years of support.
    """
    events = job_events(snapshot, scope)
    products = ask_in(PACKAGE, snapshot, Scope(), "product_supported", {})
    made = dict(zip(products["establishment_no"], products["product_id"], strict=True))
    # Products by number: comparing their names row by row for each takes many times longer.
    of_event, names = pd.factorize(events.frame["establishment_no"].map(made), sort=True)
    grants = events.frame["grant_amount"].to_numpy(dtype=np.float64, na_value=np.nan)
    figures = []
    for criterion, unit in _CRITERIA:
        jobs = jobs_at(events, unit, 0) - jobs_at(events, unit, -1)
        known = np.isfinite(jobs) & (grants > 0)
        for place, product in enumerate(names):
            own = of_event == place
            chosen = own & known
            added, paid = float(jobs[chosen].sum()), float(grants[chosen].sum())
            note = sentence(
                "{jobs} việc làm trên {paid} hỗ trợ, {n} trên {all} lượt biết cả hai",
                "{jobs} jobs over {paid} of grants; {n} of {all} years of support know both",
                jobs=number(added),
                paid=amount(paid, snapshot.case.currency),
                n=int(chosen.sum()),
                all=int(own.sum()),
            )
            value = over(added, paid / per) if chosen.any() else math.nan
            figures.append(
                Figure(product, criterion, value, int(chosen.sum()), _marked(note), grade=GRADE)
            )
    return figures


def _marked(note: Text) -> Text:
    return Text(
        f"{note.vi}; thay đổi như báo cáo (bậc 1), không phải tác động",
        f"{note.en}; a change as reported (grade 1), not an effect",
    )
