"""Are supported and compared establishments alike: balance of covariates and overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.findings import Check
from analysis.evidence.model import NEVER, Bools, Floats, WidePanel
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text

LARGEST_DIFFERENCE = 0.1
"""Standardised differences up to this are negligible (Austin 2009)."""

LEAST_OVERLAP = 0.9
"""The share of supported units that must have comparable ones for the check to pass."""

_BALANCE = Text("Hai nhóm có giống nhau không", "Are both groups alike")
_OVERLAP = Text("Có cơ sở đối chứng tương đương không", "Are there comparable establishments")


@dataclass(frozen=True, slots=True)
class Balance:
    """Differences of K covariates between supported and compared units, (K,) each.

    `before` are standardised mean differences as observed, `after` with weights on the compared
    (NaN without weights). `ratios_before` and `ratios_after` are variances of the supported over
    those of the compared, NaN for covariates of two values, whose variance follows their mean.
    `effective` is the number of compared units the weights are worth (Kish 1965).
    """

    names: tuple[str, ...]
    before: Floats
    after: Floats
    ratios_before: Floats
    ratios_after: Floats
    supported: int
    compared: int
    effective: float

    @property
    def largest(self) -> float:
        """The largest difference that remains, after weighting where there are weights."""
        remaining = np.where(np.isnan(self.after), self.before, self.after)
        sizes = np.abs(remaining[~np.isnan(remaining)])
        return float(sizes.max()) if len(sizes) else float("nan")


def balance(panel: WidePanel, propensities: Floats | None = None) -> Balance:
    """Return the balance of a panel's covariates between units ever and never supported.

    `propensities` (n,) are chances of support; compared units are then weighted by their odds, as
    an effect on the supported asks. Differences are divided by the root of the mean of both
    variances as observed, before and after alike, so that weights move the difference only
    (Austin 2009, Statistics in Medicine 28). Units with an unknown covariate or chance are left
    out. A covariate without variance has no difference (0) where the means are equal, else an
    infinite one.
    """
    known = np.isfinite(panel.covariates).all(axis=1)
    weights = np.ones(len(panel.cohorts))
    if propensities is not None:
        known &= np.isfinite(propensities) & (propensities < 1)
        weights = propensities / np.where(propensities < 1, 1 - propensities, 1.0)
    treated = panel.cohorts != NEVER
    ours, theirs = panel.covariates[known & treated], panel.covariates[known & ~treated]
    odds = weights[known & ~treated]
    count = panel.covariates.shape[1]
    unknown = np.full(count, np.nan)
    if len(ours) < 2 or len(theirs) < 2:
        blank = (unknown, unknown, unknown, unknown)
        return Balance(panel.covariate_names, *blank, len(ours), len(theirs), float(len(theirs)))
    variances = ours.var(axis=0, ddof=1), theirs.var(axis=0, ddof=1)
    scale = np.sqrt((variances[0] + variances[1]) / 2)
    binary = np.array([len(np.unique(panel.covariates[known, k])) <= 2 for k in range(count)])
    usable = propensities is not None and odds.sum() > 0
    mean, variance = _weighted(theirs, odds) if usable else (unknown, unknown)
    return Balance(
        names=panel.covariate_names,
        before=_standardised(ours.mean(axis=0) - theirs.mean(axis=0), scale),
        after=_standardised(ours.mean(axis=0) - mean, scale),
        ratios_before=_ratio(variances[0], variances[1], binary),
        ratios_after=_ratio(variances[0], variance, binary),
        supported=len(ours),
        compared=len(theirs),
        effective=float(odds.sum() ** 2 / (odds**2).sum()) if usable else float(len(theirs)),
    )


def _weighted(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return weighted means and variances, the latter unbiased for weights of reliability."""
    shares = weights / weights.sum()
    mean: Floats = shares @ values
    spare = 1 - float((shares**2).sum())
    if spare <= 0:
        return mean, np.full(len(mean), np.nan)
    variance: Floats = shares @ (values - mean) ** 2 / spare
    return mean, variance


def _standardised(difference: Floats, scale: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        divided = difference / scale
    result: Floats = np.where((scale == 0) & (difference == 0), 0.0, divided)
    return result


def _ratio(ours: Floats, theirs: Floats, binary: Bools) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.where(binary, np.nan, ours / theirs)
    return ratio


def love_plot_frame(found: Balance, labels: Mapping[str, Text] | None = None) -> pd.DataFrame:
    """Return one row per covariate, the largest difference before weighting first.

    Columns: code, label_vi, label_en, before, after, ratio_before, ratio_after.
    """
    labels = labels or {}
    texts = [labels.get(name, Text(name, name)) for name in found.names]
    frame = pd.DataFrame(
        {
            "code": list(found.names),
            "label_vi": [text.vi for text in texts],
            "label_en": [text.en for text in texts],
            "before": found.before,
            "after": found.after,
            "ratio_before": found.ratios_before,
            "ratio_after": found.ratios_after,
        }
    )
    order = frame["before"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def balance_check(found: Balance, labels: Mapping[str, Text] | None = None) -> Check:
    """Return whether any characteristic still differs by more than 0.1 standard deviations."""
    frame = love_plot_frame(found, labels)
    weighted = bool(np.isfinite(found.after).any())
    column = "after" if weighted else "before"
    shown = frame[frame[column].notna()]
    numbers = {
        "largest": found.largest,
        "covariates": len(found.names),
        "supported": found.supported,
        "compared": found.compared,
        "effective_compared": found.effective,
    }
    if shown.empty:
        finding = Text(
            "Không có đặc điểm nào đủ số liệu để so hai nhóm.",
            "No characteristic is known well enough to hold both groups against each other.",
        )
        return Check("balance", _BALANCE, None, finding, numbers)
    worst = shown.iloc[int(shown[column].abs().to_numpy(dtype=np.float64).argmax())]
    over = int((shown[column].abs() > LARGEST_DIFFERENCE).sum())
    state = (
        Text("sau khi gán trọng số", "after weighting")
        if weighted
        else Text("khi chưa gán trọng số", "without weighting")
    )
    opening = (
        Text(
            "{over} trên {all} đặc điểm còn lệch nhiều giữa hai nhóm {state}",
            "{over} of {all} characteristics still differ clearly between both groups {state}",
        )
        if over
        else Text(
            "Hai nhóm giống nhau về cả {all} đặc điểm {state}",
            "Both groups are alike in all {all} characteristics {state}",
        )
        if len(shown) > 1
        else Text(
            "Hai nhóm giống nhau về đặc điểm duy nhất được ghi {state}",
            "Both groups are alike in the one characteristic recorded {state}",
        )
    )
    finding = Text(
        "{opening}: lệch nhất là {name}, {size} độ lệch chuẩn (ngưỡng 0,1).",
        "{opening}: the largest difference is in {name}, {size} standard deviations (limit 0.1).",
    ).filled(
        opening=opening.filled(over=over, all=len(shown), state=state),
        name=Text(worst["label_vi"], worst["label_en"]),
        size=as_count(abs(float(worst[column])), 2),
    )
    return Check("balance", _BALANCE, over == 0, finding, {**numbers, "over_limit": over})


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far the chances of support of both groups cover the same ground.

    `low` and `high` are the ends of the compared units' chances; `outside` of the `supported`
    units have a chance beyond them, and so nobody comparable.
    """

    low: float
    high: float
    outside: int
    supported: int
    compared: int

    @property
    def share(self) -> float:
        """The share of supported units inside, NaN without any."""
        return 1 - self.outside / self.supported if self.supported else float("nan")


def overlap(propensities: Floats, treated: Bools) -> Overlap:
    """Return the common support of chances of support (Dehejia and Wahba 1999).

    `propensities` and `treated` are (n,); unknown chances are left out.
    """
    known = np.isfinite(propensities)
    ours, theirs = propensities[known & treated], propensities[known & ~treated]
    if len(theirs) == 0:
        return Overlap(float("nan"), float("nan"), len(ours), len(ours), 0)
    low, high = float(theirs.min()), float(theirs.max())
    outside = int(((ours < low) | (ours > high)).sum())
    return Overlap(low, high, outside, len(ours), len(theirs))


def overlap_check(found: Overlap) -> Check:
    """Return whether nearly all supported units have comparable ones."""
    numbers = {
        "share": found.share,
        "outside": found.outside,
        "supported": found.supported,
        "low": found.low,
        "high": found.high,
    }
    if found.supported == 0 or found.compared == 0:
        finding = Text(
            "Thiếu một trong hai nhóm nên không xét được.",
            "One of both groups is missing, so this cannot be told.",
        )
        return Check("overlap", _OVERLAP, None, finding, numbers)
    finding = Text(
        "{inside} trên {all} cơ sở được hỗ trợ ({share}) có cơ sở đối chứng với đặc điểm tương "
        "đương; {outside} cơ sở không có ai để so.",
        "{inside} of {all} supported establishments ({share}) have comparison establishments of "
        "like characteristics; {outside} have none to be held against.",
    ).filled(
        inside=as_count(found.supported - found.outside),
        all=as_count(found.supported),
        share=as_share(found.share),
        outside=as_count(found.outside),
    )
    return Check("overlap", _OVERLAP, found.share >= LEAST_OVERLAP, finding, numbers)
