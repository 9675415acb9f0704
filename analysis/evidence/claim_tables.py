"""A claim as tables: what charts of it draw, each with its definition, for reading and download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
import scipy

from analysis.evidence.balance import love_plot_frame
from analysis.evidence.claim import Claim
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Check, Interval
from analysis.evidence.planner import plan_table
from analysis.evidence.quantities import Scale, shown
from analysis.evidence.subgroups import Subgroups
from analysis.evidence.two_way import bacon
from analysis.language import Language, Text

_VERDICTS = {
    True: Text("Đạt", "Passed"),
    False: Text("Không đạt", "Failed"),
    None: Text("Chưa kiểm tra được", "Cannot tell"),
}
_MAIN = Text("Ước tính chính", "Main estimate")
BACON_KINDS = {
    "never": Text("So với cơ sở chưa từng được hỗ trợ", "Against the never supported"),
    "not_yet": Text("So với cơ sở chưa đến lượt", "Against those not supported yet"),
    "already": Text(
        "So với cơ sở đã được hỗ trợ trước (dễ sai)", "Against those supported already (misleads)"
    ),
}
_BOUND_LOW = Text("Giới hạn dưới", "Lower bound")
_BOUND_HIGH = Text("Giới hạn trên", "Upper bound")


def path_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per year since support: the estimate, its interval, its band and n."""
    study = found.main.aggregates.get("dynamic")
    scale = found.outcome.scale
    columns = ["since", "estimate", "low", "high", "band_low", "band_high", "n"]
    if study is None:
        return pd.DataFrame(columns=columns)
    width = scipy.stats.t.ppf((1 + study.level) / 2, study.degrees)
    rows = []
    for since, value, error, n, t in zip(
        *(study.index, study.estimates, study.errors, study.supported, width), strict=True
    ):
        ends = [value - t * error, value + t * error]
        ends += [value - study.critical * error, value + study.critical * error]
        rows.append((int(since), *(_as_read(one, scale) for one in (value, *ends)), int(n)))
    return pd.DataFrame(rows, columns=columns)


AGGREGATE_COLUMNS = ("index", "estimate", "low", "high", "n")


def aggregate_table(found: Claim, kind: Literal["cohort", "calendar"]) -> pd.DataFrame:
    """Return one row per year of support, or per year observed: estimate, interval and n."""
    study = found.main.aggregates.get(kind)
    if study is None:
        return pd.DataFrame(columns=list(AGGREGATE_COLUMNS))
    scale = found.outcome.scale
    rows = []
    for index, value, error, n, freedom in zip(
        *(study.index, study.estimates, study.errors, study.supported, study.degrees), strict=True
    ):
        interval = normal_interval(float(value), float(error), study.level, float(freedom))
        rows.append((int(index), *_estimate(float(value), interval, scale), int(n)))
    return pd.DataFrame(rows, columns=list(AGGREGATE_COLUMNS))


def bacon_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return what the two-way regression is made of, by kind of comparison."""
    columns = ["code", "code_name", "weight", "estimate"]
    comparisons = bacon(found.given.flat)
    if comparisons.empty:
        return pd.DataFrame(columns=columns)
    rows = []
    for kind, part in comparisons.groupby("kind", sort=False):
        weight = float(part["weight"].sum())
        value = float((part["weight"] * part["estimate"]).sum()) / weight if weight else None
        name = BACON_KINDS[str(kind)].in_language(language)
        rows.append((str(kind), name, weight, _as_read(value, found.outcome.scale)))
    return pd.DataFrame(rows, columns=columns)


def dose_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per year of support: how many, and the middle grant of each and per worker."""
    columns = ["year", "supported", "known", "grant", "per_worker_known", "grant_per_worker"]
    dose = found.given.built.dose
    rows = [
        (
            *(int(str(year)), len(part), int(part["grant"].notna().sum())),
            part["grant"].median(),
            int(part["grant_per_worker"].notna().sum()),
            part["grant_per_worker"].median(),
        )
        for year, part in dose.groupby("cohort", sort=True)
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(currency=found.currency)[["year", "currency", *columns[1:]]]


def answers_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the main estimate and below it every other answer, with why it is there."""
    first = (
        *("main", _MAIN.in_language(language), found.method.in_language(language)),
        *_estimate(found.estimate, found.interval, found.outcome.scale),
        *(found.n_supported, found.n_compared),
    )
    rows = [
        (
            *(one.code, one.title.in_language(language), one.why.in_language(language)),
            *_estimate(one.estimate, one.interval, found.outcome.scale),
            *(one.n_supported, one.n_compared),
        )
        for one in found.sensitivity
    ]
    columns = ["code", "code_name", "why", "estimate", "low", "high", "n_supported", "n_compared"]
    return pd.DataFrame([first, *rows], columns=columns)


def checks_table(checks: Sequence[Check], language: Language) -> pd.DataFrame:
    """Return one row per check: what was asked, whether it passed, what was found."""
    rows = [
        (
            check.code,
            check.title.in_language(language),
            _VERDICTS[check.passed].in_language(language),
            check.finding.in_language(language),
        )
        for check in checks
    ]
    return pd.DataFrame(rows, columns=["code", "code_name", "verdict", "finding"])


def places_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the estimate without each district; empty where places are not known."""
    columns = ["place", "left_out", "estimate", "low", "high", "n_supported", "n_compared"]
    frame = found.doubts.left_out if found.doubts is not None else None
    if frame is None:
        return pd.DataFrame(columns=columns)
    scale = found.outcome.scale
    told = pd.DataFrame(
        {
            "place": frame[f"label_{language}"],
            "left_out": frame["left_out"],
            **{name: _column(frame[name], scale) for name in ("estimate", "low", "high")},
            "n_supported": frame["supported"],
            "n_compared": frame["compared"],
        }
    )
    return told[columns]


def bounds_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the estimate and its bounds if those lost were the best, or the worst."""
    columns = ["code", "code_name", "estimate", "low", "high", "n_supported", "n_compared"]
    bounds = found.doubts.bounds if found.doubts is not None else None
    if bounds is None:
        return pd.DataFrame(columns=columns)
    scale, counts = found.outcome.scale, (found.n_supported, found.n_compared)
    names = (_MAIN, _BOUND_LOW, _BOUND_HIGH)
    values = (
        _estimate(found.estimate, found.interval, scale),
        _estimate(bounds.low, bounds.interval, scale),
        _estimate(bounds.high, bounds.interval, scale),
    )
    rows = [
        (code, name.in_language(language), *value, *counts)
        for code, name, value in zip(("main", "low", "high"), names, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns)


def groups_table(groups: Subgroups, scale: Scale, language: Language) -> pd.DataFrame:
    """Return one row per group: its own estimate, and the one drawn to the common mean."""
    frame = groups.frame
    named = {"shrunk": "shrunk", "shrunk_low": "shrunk_low", "shrunk_high": "shrunk_high"}
    values = {name: _column(frame[name], scale) for name in ("estimate", "low", "high", *named)}
    return pd.DataFrame(
        {
            "code": frame["code"],
            "code_name": frame[f"label_{language}"],
            **values,
            "p_holm": frame["p_holm"],
            "n_supported": frame["supported"],
            "n_compared": frame["compared"],
            "small": frame["small"],
        }
    )


def likeness_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per characteristic: how far groups differ, before and after weighting."""
    columns = ["code", "code_name", "before", "after", "ratio_before", "ratio_after"]
    if found.doubts is None or found.doubts.balance is None:
        return pd.DataFrame(columns=columns)
    labels = dict(zip(found.given.panel.covariate_names, found.given.labels, strict=True))
    frame = love_plot_frame(found.doubts.balance, labels)
    return frame.assign(code_name=frame[f"label_{language}"])[columns]


def flow_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per step from all establishments to those in the estimate."""
    frame = found.given.built.flow
    return frame.assign(reason=frame[f"reason_{language}"])[
        [
            *("reason", "excluded", "remaining", "excluded_supported", "remaining_supported"),
            *("excluded_years", "remaining_years"),
        ]
    ]


def planned_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the smallest change seen for every number followed and every length."""
    columns = ["supported", "compared", "years", "detectable"]
    if found.assumed is None:
        return pd.DataFrame(columns=columns)
    frame = plan_table(found.assumed)
    return frame.assign(detectable=_column(frame["detectable"], found.outcome.scale))[columns]


def claims_table(claims: Sequence[Claim], language: Language) -> pd.DataFrame:
    """Return one row per claim: outcome, estimate as it is read and said, interval, n, grade."""
    rows = [
        (
            one.outcome.code,
            one.outcome.title.in_language(language),
            one.headline.in_language(language),
            *(one.n_supported, one.n_compared, one.grade.level),
        )
        for one in claims
    ]
    columns = ["outcome", "outcome_name", "headline", "n_supported", "n_compared", "grade"]
    return pd.DataFrame(rows, columns=columns)


def _as_read(value: float | None, scale: Scale) -> float | None:
    if value is None or not np.isfinite(value):
        return None
    return shown(float(value), scale)


def _column(values: pd.Series, scale: Scale) -> pd.Series:
    read = [_as_read(value, scale) for value in values.to_numpy(dtype=np.float64)]
    return pd.Series(read, index=values.index, dtype="float64")


def _estimate(
    value: float | None, interval: Interval | None, scale: Scale
) -> tuple[float | None, float | None, float | None]:
    ends = (None, None) if interval is None else (interval.low, interval.high)
    return _as_read(value, scale), _as_read(ends[0], scale), _as_read(ends[1], scale)
