"""What support cost: grant and counterpart of a supported establishment, at constant prices."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.evidence.ground import Ground
from analysis.evidence.panel_query import parameters, scoped_sql, window
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Spending:
    """Money per supported establishment, in the smallest unit of the currency.

    `grant` is the mean over establishments all of whose grants are known (`known` of `of`),
    `counterpart` that of their own money likewise; None where none is known. All support from the
    first as asked to the last year of figures counts, as all of it is in the estimate.
    """

    grant: float | None
    counterpart: float | None
    known: int
    counterpart_known: int
    of: int
    currency: str


def spending(snapshot: Snapshot, scope: Scope, given: Ground) -> Spending:
    """Return what supported establishments of a claim were granted and put in, on average."""
    years = window(snapshot, given.built.outcome)
    currency = snapshot.case.currency
    if years is None or not len(given.panel.periods):
        return Spending(None, None, 0, 0, 0, currency)
    shared = parameters(snapshot, scope, years, given.anticipation, False)
    sql = scoped_sql("support_money").replace("{members}", scoped_sql("panel_members"))
    rows = snapshot.query(sql, shared | {"last": int(given.panel.periods[-1])})
    granted = rows.loc[rows["grants_known"] == rows["supports"], "granted"].dropna()
    own = rows.loc[rows["counterparts_known"] == rows["supports"], "counterpart"].dropna()
    return Spending(
        grant=float(granted.mean()) if len(granted) else None,
        counterpart=float(own.mean()) if len(own) else None,
        known=len(granted),
        counterpart_known=len(own),
        of=len(rows),
        currency=currency,
    )
