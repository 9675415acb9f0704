"""What studies draw, as tables: answers, the case by year, pretended cases, scores, doses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.evidence.claim_tables import groups_table
from analysis.evidence.designs.activities import Activities
from analysis.evidence.designs.cutoff import Cutoff
from analysis.evidence.designs.dose import Dose
from analysis.evidence.designs.flagship import Flagship
from analysis.evidence.designs.study import Study
from analysis.evidence.findings import Interval
from analysis.evidence.model import Floats
from analysis.evidence.quantities import Scale, shown
from analysis.language import Language, Text

_MAIN = Text("Ước tính chính", "Main estimate")
_BIN = 2.0
"""Points of the score that are drawn together."""

ANSWERS = ("code", "code_name", "why", "estimate", "low", "high", "n_supported", "n_compared")
PATH = ("year", "own", "made", "gap", "since")
PLACEBOS = ("pretended", "estimate")
BINS = ("score", "files", "supported_share", "answered", "change")
CURVE = ("dose", "estimate", "low", "high")


def study_answers(study: Study, language: Language) -> pd.DataFrame:
    """Return the estimate of a study and below it every other answer, with why it is there."""
    first = ("main", _MAIN.in_language(language), study.method.in_language(language))
    scale = study.outcome.scale
    main = _ends(study.estimate, study.interval, scale)
    rows = [(*first, *main, study.n_supported, study.n_compared)]
    for other in study.others:
        words = other.title.in_language(language), other.why.in_language(language)
        ends = _ends(other.estimate, other.interval, scale)
        rows.append((other.code, *words, *ends, other.n_supported, other.n_compared))
    return pd.DataFrame(rows, columns=list(ANSWERS))


def case_path(found: Flagship) -> pd.DataFrame:
    """Return one row per year: the case, its weighted pool moved to its level, and the gap."""
    if found.block is None or found.found is None:
        return pd.DataFrame(columns=list(PATH))
    scale = found.study.outcome.scale
    one, gaps = found.found, found.found.gaps
    made = one.own - gaps
    level = np.exp if scale == "log" else np.asarray
    since = np.arange(len(gaps)) >= found.block.before
    columns = (found.block.years, level(one.own), level(made), _read(gaps, scale), since)
    return pd.DataFrame(dict(zip(PATH, columns, strict=True)))


def placebo_table(found: Flagship) -> pd.DataFrame:
    """Return the estimate of every pretended case, from the lowest."""
    drawn = np.sort(found.drawn) if found.drawn is not None else np.empty(0)
    return pd.DataFrame(
        {
            "pretended": np.arange(1, len(drawn) + 1),
            "estimate": _read(drawn, found.study.outcome.scale),
        }
    )


def score_table(found: Cutoff) -> pd.DataFrame:
    """Return files by two points of the score from the threshold: who was supported, what changed.

    `change` is the mean of those `answered` before and after; the score is the middle of its bin.
    """
    if found.files is None:
        return pd.DataFrame(columns=list(BINS))
    files = found.files
    bins = np.floor(files.column("distance") / _BIN)
    frame = pd.DataFrame(
        {"bin": bins, "supported": files.supported.astype(float), "change": files.change}
    )
    told = frame.groupby("bin", sort=True).agg(
        files=("supported", "size"),
        supported_share=("supported", "mean"),
        answered=("change", "count"),
        change=("change", "mean"),
    )
    told = told.reset_index()
    told["score"] = (told["bin"] + 0.5) * _BIN
    told["change"] = _read(told["change"].to_numpy(dtype=np.float64), found.study.outcome.scale)
    return told[list(BINS)]


def dose_curve_table(found: Dose) -> pd.DataFrame:
    """Return the curve over doses, in the currency, with pointwise 95% intervals."""
    if found.curve is None:
        return pd.DataFrame(columns=list(CURVE))
    scale, curve = found.study.outcome.scale, found.curve
    reach = 1.959963984540054 * curve.errors
    columns = (
        2.0**curve.doses,
        *(_read(curve.estimates + side * reach, scale) for side in (0.0, -1.0, 1.0)),
    )
    return pd.DataFrame(dict(zip(CURVE, columns, strict=True)))


def activity_table(found: Activities, language: Language) -> pd.DataFrame:
    """Return the estimates of activities, alone and drawn together, with both p-values."""
    if found.groups is None:
        return pd.DataFrame()
    table = groups_table(found.groups, found.study.outcome.scale, language)
    return table.assign(p_stepdown=list(found.stepdown))


def _ends(
    estimate: float | None, interval: Interval | None, scale: Scale
) -> tuple[float | None, float | None, float | None]:
    values: Sequence[float | None] = (
        estimate,
        interval.low if interval else None,
        interval.high if interval else None,
    )
    low, middle, high = (None if value is None else shown(value, scale) for value in values)
    return low, middle, high


def _read(values: Floats, scale: Scale) -> list[float]:
    return [shown(float(value), scale) for value in values]
