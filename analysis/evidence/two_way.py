"""The plain two-way estimate, and the comparisons it is really made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative, Check, Interval, Number
from analysis.evidence.fixed_effects import (
    by_cluster,
    most_without,
    residuals,
    unit_period,
    with_support,
)
from analysis.evidence.model import NEVER, WidePanel
from analysis.evidence.situation import estimates_agree
from analysis.evidence.spoken import Spoken, as_count, as_range, as_share
from analysis.evidence.summing import summed_by
from analysis.language import Text

Kind = Literal["never", "not_yet", "already"]
"""Whom a comparison of the two-way estimate holds the newly supported against: the never
supported, those supported later, or those already supported, whose change is no control."""

_TITLE = Text("Hồi quy hai chiều đơn giản", "The plain two-way regression")
_CODE = "two_way"


@dataclass(frozen=True, slots=True)
class TwoWay:
    """The coefficient of having support in a regression with levels of units and periods.

    `supported` counts units seen with support, `compared` the most seen without it in a period in
    which somebody has it, `units` and `observations` all in the regression. `error` is by unit, or
    by cluster where there are any (`clusters` of them, None otherwise).
    """

    estimate: float
    error: float
    supported: int
    compared: int
    units: int
    observations: int
    clusters: int | None = None


def two_way(panel: WidePanel) -> TwoWay:
    """Return the two-way fixed-effects estimate, by exact least squares on whatever is observed.

    Errors are robust to anything inside a unit (Arellano 1987) or, with clusters, inside a cluster:
    scores summed there, squared and added up, without correction for degrees of freedom, as all
    errors here. Packages that print larger ones multiply by G/(G − 1) or more. Estimate and error
    are NaN where nobody changes against anybody else. Covariates are not used.
    """
    seen = np.isfinite(panel.outcomes)
    treated = with_support(panel) & seen
    dummies = unit_period(seen)
    support = residuals(dummies, treated.astype(np.float64))
    square = float((support * support).sum())
    estimate = error = float("nan")
    scores = np.zeros((len(seen), 1))
    # What levels tell of support is it all, up to rounding, where nobody changes.
    if square > 1e-9 * max(float(treated.sum()), 1.0):
        outcome = residuals(dummies, panel.outcomes)
        estimate = float((support * outcome).sum()) / square
        left = outcome - estimate * support
        scores = by_cluster((support * left).sum(axis=1, keepdims=True) / square, panel.clusters)
        error = float(np.sqrt((scores**2).sum()))
    return TwoWay(
        estimate=estimate,
        error=error if error > 0 else float("nan"),
        supported=int(treated.any(axis=1).sum()),
        compared=most_without(treated, seen & ~treated),
        units=int(seen.any(axis=1).sum()),
        observations=int(seen.sum()),
        clusters=None if panel.clusters is None else len(np.unique(panel.clusters)),
    )


def bacon(panel: WidePanel) -> pd.DataFrame:
    """Return the decomposition of Goodman-Bacon (2021) of the units seen in every period.

    One row for each pair of groups that differ in when support began, and each way round:
    `kind` (see Kind), `cohort` newly supported, `control` it is held against (NEVER for none),
    `estimate` of the two by two means, `weight`, `supported` and `compared` units. Weights add up
    to 1, and weights times estimates to the two-way estimate of the same units. Cohorts that begin
    after the record count as never supported inside it; those supported all through only serve as
    already supported. Empty where nobody changes against anybody else.
    """
    whole = np.isfinite(panel.outcomes).all(axis=1)
    inside = panel.cohorts <= panel.periods.max(initial=NEVER)
    cohorts, group = np.unique(np.where(inside, panel.cohorts, NEVER)[whole], return_inverse=True)
    count = np.bincount(group, minlength=len(cohorts)).astype(np.float64)
    means = summed_by(group, panel.outcomes[whole], len(cohorts))
    means /= np.maximum(count, 1.0)[:, None]
    on = (panel.periods >= cohorts[:, None]) & (cohorts != NEVER)[:, None]
    time = on.mean(axis=1) if on.size else np.zeros(len(cohorts))
    rows: list[tuple[Kind, int, int, float, float, int, int]] = []
    for early in range(len(cohorts)):
        for late in np.flatnonzero(time < time[early]).tolist():
            both = count[early] * count[late] * (time[early] - time[late])
            # Until the later one begins, it is a control for the earlier; once the earlier has
            # begun, the two-way estimate takes that for a control of the later.
            for new, old, span, share in (
                (early, late, ~on[late], 1 - time[early]),
                (late, early, on[early], time[late]),
            ):
                if share == 0:
                    continue
                change = means[new] - means[old]
                after, before = span & on[new], span & ~on[new]
                estimate = float(change[after].mean() - change[before].mean())
                kind: Kind = "already" if new == late else "not_yet" if time[late] > 0 else "never"
                control = NEVER if kind == "never" else int(cohorts[old])
                size, other = int(count[new]), int(count[old])
                rows.append((kind, int(cohorts[new]), control, estimate, both * share, size, other))
    columns = ["kind", "cohort", "control", "estimate", "weight", "supported", "compared"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["weight"] = frame["weight"].astype(np.float64) / max(float(frame["weight"].sum()), 1e-300)
    return frame


def share_already(comparisons: pd.DataFrame) -> float:
    """Return the weight of comparisons with those already supported; NaN without comparisons."""
    if comparisons.empty:
        return float("nan")
    return float(comparisons.loc[comparisons["kind"] == "already", "weight"].sum())


def two_way_check(
    panel: WidePanel, estimate: float, interval: Interval | None, say: Spoken
) -> Check:
    """Return whether the two-way regression leads to the main conclusion, and why it may not.

    `estimate` and `interval` are the main ones. `passed` is whether they agree (`estimates_agree`);
    None where either is not known. Where they differ the share of weight on comparisons with those
    already supported says how far the regression itself is to blame, and the estimate without them
    what it would have said.
    """
    found, comparisons = two_way(panel), bacon(panel)
    whole = int(np.isfinite(panel.outcomes).all(axis=1).sum())
    already = share_already(comparisons)
    fair = comparisons[comparisons["kind"] != "already"]
    clean = (
        float((fair["weight"] * fair["estimate"]).sum() / fair["weight"].sum())
        if len(fair)
        else float("nan")
    )
    own = normal_interval(found.estimate, found.error, interval.level if interval else 0.95)
    numbers: dict[str, Number] = {
        "estimate": found.estimate,
        "error": found.error,
        "low": own.low if own else None,
        "high": own.high if own else None,
        "main_estimate": estimate,
        "share_already": already,
        "without_already": clean,
        "units": found.units,
        "units_decomposed": whole,
        "n_supported": found.supported,
        "n_compared": found.compared,
    }
    if own is None or interval is None or not np.isfinite(estimate):
        finding = Text(
            "Không tính được: cần cơ sở có số liệu cả trước lẫn sau hỗ trợ và cơ sở khác để so.",
            "Cannot be computed: it takes establishments seen before and after support, and others "
            "to compare them with.",
        )
        return Check(_CODE, _TITLE, None, finding, numbers)
    passed = estimates_agree(interval, (found.estimate,))
    opening = (
        Text("Cho kết luận như ước tính chính", "Leads to the conclusion of the main estimate")
        if passed
        else Text("Cho kết luận khác ước tính chính", "Leads to another conclusion")
    )
    finding = Text(
        "{opening}: {estimate} ({range}; {supported} cơ sở được hỗ trợ). {why}",
        "{opening}: {estimate} ({range}; {supported} supported establishments). {why}",
    ).filled(
        opening=opening,
        estimate=say(found.estimate),
        range=as_range(own, say),
        supported=as_count(found.supported),
        why=_why(already, clean, whole, say),
    )
    return Check(_CODE, _TITLE, passed, finding, numbers)


def two_way_alternative(found: TwoWay, level: float = 0.95) -> Alternative:
    """Return the two-way estimate as one of the other answers to the question."""
    known = bool(np.isfinite(found.estimate))
    return Alternative(
        code=_CODE,
        title=_TITLE,
        why=Text(
            "Cách làm quen thuộc, nhưng lấy cả cơ sở đã được hỗ trợ làm đối chứng.",
            "The customary way, but it takes those already supported for a comparison, too.",
        ),
        estimate=found.estimate if known else None,
        interval=normal_interval(found.estimate, found.error, level),
        n_supported=found.supported,
        n_compared=found.compared,
    )


def _why(already: float, clean: float, whole: int, say: Spoken) -> Text:
    """Say how much of the estimate rests on comparisons that are none."""
    if not np.isfinite(already):
        return Text(
            "Không cơ sở nào có số liệu đủ mọi năm để tách phép so sánh này.",
            "No establishments with figures in every year allow taking this comparison apart.",
        )
    among = Text(
        " (tính trên {n} cơ sở có số liệu đủ mọi năm)", " (among {n} seen in every year)"
    ).filled(n=as_count(whole))
    if already < 0.0005:
        return Text(
            "Không phần nào của nó so cơ sở mới với cơ sở đã được hỗ trợ{among}, nên nó không lệch "
            "vì lý do đó.",
            "None of it holds newly supported establishments against those already supported"
            "{among}, so it is not off for that reason.",
        ).filled(among=among)
    if not np.isfinite(clean):
        return Text(
            "Toàn bộ dựa vào việc so cơ sở mới với cơ sở đã được hỗ trợ từ trước{among}: đó không "
            "phải là đối chứng.",
            "All of it rests on holding newly supported establishments against those already "
            "supported{among}, which are no comparison.",
        ).filled(among=among)
    return Text(
        "{share} trọng số của nó dựa vào việc so cơ sở mới được hỗ trợ với cơ sở đã được hỗ trợ từ "
        "trước{among}: nếu tác động tăng hay giảm dần theo năm thì phần này làm lệch kết quả. Bỏ "
        "phần đó đi thì còn {clean}.",
        "{share} of its weight rests on holding newly supported establishments against those "
        "already supported{among}: where effects grow or fade over the years, that part misleads. "
        "Without it the answer would be {clean}.",
    ).filled(share=as_share(already, 1 if already < 0.1 else 0), among=among, clean=say(clean))
