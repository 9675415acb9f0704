"""Who it works for: one estimate per group, drawn together as far as they differ by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.evidence.estimator import Estimator, subset
from analysis.evidence.findings import Check
from analysis.evidence.model import NEVER, Bools, Comparison, Floats, WidePanel
from analysis.evidence.spoken import Spoken, as_chance, as_count, without_sign
from analysis.language import Text
from analysis.measures.shrinkage import Shrinkage, shrink

FEWEST = 10
"""With fewer supported no error can be trusted, as in the grade."""

FEW = 30
"""Groups with fewer supported units than this are marked as small."""

Groups = npt.NDArray[np.str_]
"""The group of every unit, (n,); an empty text for a unit in none."""


def holm(p_values: Floats) -> Floats:
    """Return p-values (K,) allowing for how many were looked at (Holm 1979); NaN stays NaN."""
    adjusted = np.full(len(p_values), np.nan)
    known = np.flatnonzero(np.isfinite(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1.0)
    return adjusted


def group_panel(
    panel: WidePanel, members: Bools, comparison: Comparison, anticipation: int = 0
) -> WidePanel:
    """Return the panel of one group: its supported units against the whole comparison pool.

    Supported units outside the group serve as comparison until their support where those not
    supported yet do, and are left out otherwise. `members` (n,) only matters for supported units.
    """
    supported = panel.cohorts != NEVER
    others = supported & ~members
    if comparison == "never":
        return subset(panel, ~others)
    outcomes = panel.outcomes.copy()
    touched = panel.periods[None, :] >= (panel.cohorts - anticipation)[:, None]
    outcomes[others[:, None] & touched] = np.nan
    return replace(panel, outcomes=outcomes, cohorts=np.where(others, NEVER, panel.cohorts))


@dataclass(frozen=True, slots=True)
class Subgroups:
    """Estimates of one kind of group (activity, industry, size, district).

    `frame` has one row per group, in the order of its code, never of its estimate: code, label_vi,
    label_en, supported, compared, small, estimate, error, low, high, p, p_holm, shrunk,
    shrunk_low, shrunk_high. Groups without an estimate keep their row.
    """

    kind: str
    title: Text
    frame: pd.DataFrame
    shrinkage: Shrinkage
    level: float = 0.95


def subgroups(
    panel: WidePanel,
    groups: Groups,
    estimator: Estimator,
    kind: str,
    title: Text,
    labels: Mapping[str, Text],
    *,
    comparison: Comparison = "never",
    anticipation: int = 0,
    level: float = 0.95,
) -> Subgroups:
    """Estimate every group that has supported units; `groups` is (n,), '' for no group."""
    supported = panel.cohorts != NEVER
    codes = sorted({str(code) for code in groups[supported]} - {""})
    found = []
    for code in codes:
        part = group_panel(panel, groups == code, comparison, anticipation)
        effect = estimator(part)
        label = labels.get(code, Text(code, code))
        found.append(
            {
                "code": code,
                "label_vi": label.vi,
                "label_en": label.en,
                "supported": effect.overall_supported,
                "compared": effect.overall_compared,
                "estimate": effect.overall,
                "error": effect.overall_error,
                "degrees": effect.overall_degrees,
            }
        )
    return summarised(pd.DataFrame(found), kind, title, level)


def summarised(estimates: pd.DataFrame, kind: str, title: Text, level: float = 0.95) -> Subgroups:
    """Return estimates of groups with intervals, chances and shrinkage.

    `estimates` has columns code, label_vi, label_en, supported, compared, estimate, error, and may
    have degrees, those of Student's t. A group of fewer than FEWEST supported keeps its row without
    an estimate: its error would be a guess.
    """
    columns = ["code", "label_vi", "label_en", "supported", "compared", "estimate", "error"]
    frame = estimates.reindex(columns=columns).reset_index(drop=True)
    few = frame["supported"].to_numpy(dtype=np.float64, na_value=0) < FEWEST
    frame.loc[few, ["estimate", "error"]] = np.nan
    values, errors = (
        frame[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("estimate", "error")
    )
    drawn = shrink(values, errors)
    freedom = np.full(len(frame), np.inf)
    if "degrees" in estimates:
        freedom = estimates["degrees"].fillna(np.inf).to_numpy(dtype=np.float64)
    width = scipy.stats.t.ppf((1 + level) / 2, freedom)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_values = 2 * scipy.stats.t.sf(
            np.abs(values) / np.where(errors > 0, errors, np.nan), freedom
        )
    return Subgroups(
        kind,
        title,
        frame.assign(
            small=frame["supported"].to_numpy(dtype=np.float64, na_value=0) < FEW,
            low=values - width * errors,
            high=values + width * errors,
            p=p_values,
            p_holm=holm(p_values),
            shrunk=drawn.posterior,
            shrunk_low=drawn.posterior - width * drawn.posterior_errors,
            shrunk_high=drawn.posterior + width * drawn.posterior_errors,
        ),
        drawn,
        level,
    )


def heterogeneity_check(found: Subgroups, say: Spoken) -> Check:
    """Return whether groups differ by more than chance, and what may be said of any one.

    `passed` is True where they do not: the common estimate then serves every group. All groups are
    held against the same comparison pool, so that their errors go together and the test errs
    towards finding no difference.
    """
    frame, drawn = found.frame, found.shrinkage
    known = frame[frame["estimate"].notna() & (frame["error"] > 0)]
    numbers = {
        "groups": len(known),
        "small_groups": int(known["small"].sum()),
        "q": drawn.statistic,
        "degrees": drawn.degrees,
        "p": drawn.p,
        "spread": drawn.spread,
        "mean": drawn.mean,
        "distinct": int((known["p_holm"] < 1 - found.level).sum()),
    }
    code = f"groups_{found.kind}"
    if len(known) < 2:
        finding = Text(
            "Chưa có hai nhóm nào đủ số liệu để so.",
            "There are no two groups with enough figures to compare.",
        )
        return Check(code, found.title, None, finding, numbers)
    alike = drawn.p >= 1 - found.level
    verdict = (
        Text(
            "{groups} nhóm khác nhau không quá mức ngẫu nhiên ({p}): chưa có cơ sở để nói nhóm nào "
            "hơn nhóm nào; ước tính chung {mean} là con số tốt nhất cho từng nhóm.",
            "The {groups} groups differ by no more than chance ({p}): there is no ground for "
            "saying that one does better than another; the common estimate {mean} is the "
            "best guess for each.",
        )
        if alike
        else Text(
            "{groups} nhóm khác nhau hơn mức ngẫu nhiên ({p}): mức thực của các nhóm lệch khoảng "
            "{spread} quanh ước tính chung {mean}.",
            "The {groups} groups differ by more than chance ({p}): what is true of each lies about "
            "{spread} around the common estimate {mean}.",
        )
    )
    several = Text(
        " Xét {groups} nhóm cùng lúc thì riêng ngẫu nhiên cũng cho khoảng {false} nhóm «khác "
        "không»; sau khi tính đến điều đó còn {distinct} nhóm.",
        " Looking at {groups} groups at once, chance alone would set about {false} apart from "
        "zero; allowing for that leaves {distinct}.",
    )
    small = _small_groups(known)
    finding = Text(
        *(
            verdict.in_language(language) + several.in_language(language) + small[language]
            for language in ("vi", "en")
        )
    ).filled(
        groups=len(known),
        p=as_chance(drawn.p),
        mean=say(drawn.mean),
        spread=without_sign(say(drawn.spread)),
        false=as_count(len(known) * (1 - found.level), 1),
        distinct=numbers["distinct"],
    )
    return Check(code, found.title, alike, finding, numbers)


def _small_groups(known: pd.DataFrame) -> dict[str, str]:
    small = known[known["small"]]
    if small.empty:
        return {"vi": "", "en": ""}
    names = {
        language: "; ".join(
            f"{name} ({int(count)})"
            for name, count in zip(small[f"label_{language}"], small["supported"], strict=True)
        )
        for language in ("vi", "en")
    }
    escaped = {
        language: text.replace("{", "{{").replace("}", "}}") for language, text in names.items()
    }
    return {
        "vi": f" Dưới {FEW} cơ sở được hỗ trợ, đọc thận trọng: {escaped['vi']}.",
        "en": f" Fewer than {FEW} supported establishments, read with care: {escaped['en']}.",
    }
