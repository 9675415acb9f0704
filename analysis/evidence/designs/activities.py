"""Effect by activity: each alone, drawn to the common one, chances that allow for many looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.evidence.claim import Claim
from analysis.evidence.claim_groups import SEVERAL
from analysis.evidence.designs.dose_words import (
    ABOUT,
    ESTIMAND,
    METHOD,
    REFUSED,
    stepdown_check,
)
from analysis.evidence.designs.refusal import refused
from analysis.evidence.designs.stepdown import romano_wolf
from analysis.evidence.designs.study import Study, studied
from analysis.evidence.designs.unit_effects import (
    UnitEffects,
    even_weights,
    interval_of_units,
    unit_effects,
)
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative, Interval
from analysis.evidence.model import NEVER, Bools, Floats
from analysis.evidence.spoken import as_count, said_on
from analysis.evidence.subgroups import FEWEST, Subgroups, heterogeneity_check, summarised
from analysis.language import UNKNOWN, Text

_TITLE = Text("Theo nội dung hoạt động", "By activity")
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Activities:
    """The study with its groups, None where refused; `stepdown` are p-values in their order."""

    study: Study
    groups: Subgroups | None = None
    stepdown: tuple[float, ...] = ()


def activities(claim: Claim) -> Activities:
    """Return the effect of a claim by activity of the first support, partly pooled.

    The study's own estimate is the mean common to activities (random effects). Each activity's
    mean over its establishments, every one counted once, stands among the others, drawn to it.
    """
    comparison = claim.main.comparison
    if claim.main.effects is None or comparison is None:
        return _refusal(claim, REFUSED["no_comparison"])
    effects = unit_effects(claim.given.flat, comparison, claim.given.anticipation)
    codes = claim.given.built.units["activity"].fillna("unknown").astype(str).to_numpy(dtype=object)
    known = effects.known.any(axis=1) & (claim.given.flat.cohorts != NEVER)
    rows, influences = means_by(effects, codes, known, claim.n_compared)
    groups = summarised(pd.DataFrame(rows), "activity", _TITLE)
    values = groups.frame["estimate"].to_numpy(dtype=np.float64, na_value=np.nan)
    if int(np.isfinite(values).sum()) < 2:
        words = REFUSED["few_activities"].filled(least=as_count(FEWEST))
        return _refusal(claim, words)
    spare = groups.frame["supported"].to_numpy(dtype=np.float64) - 1
    stepped = romano_wolf(values, np.array(influences), degrees=spare)
    say = said_on(claim.outcome.scale, claim.unit)
    distinct = (
        int((groups.frame["p_holm"] < _LEVEL).sum()),
        int((stepped[np.isfinite(stepped)] < _LEVEL).sum()),
    )
    number = int(np.isfinite(values).sum())
    drawn = groups.shrinkage
    study = studied(
        "activities",
        ABOUT["activities"],
        claim.outcome,
        claim.unit,
        replace(claim.situation, more_supported=None),
        estimand=ESTIMAND["activities"],
        method=METHOD["activities"],
        estimate=drawn.mean,
        interval=normal_interval(drawn.mean, drawn.mean_error),
        checks=(
            heterogeneity_check(groups, say),
            stepdown_check(float(np.nanmin(stepped)), distinct, number),
        ),
        others=tuple(_each(groups)),
        numbers={"spread": drawn.spread, "q": drawn.statistic},
    )
    return Activities(study, groups, tuple(float(value) for value in stepped))


def means_by(
    effects: UnitEffects, codes: npt.NDArray[np.object_], known: Bools, compared: int
) -> tuple[list[dict[str, object]], list[Floats]]:
    """Return one row of `summarised` for each code (n,) of `known` units (n,), and influences."""
    rows: list[dict[str, object]] = []
    influences = []
    for code in sorted(set(codes[known].tolist())):
        members = known & (codes == code)
        weights = even_weights(effects, members)
        mean = float((weights * np.nan_to_num(effects.values)).sum())
        value, influence = effects.combined(weights, np.full(weights.shape, mean))
        label, number = _label(code), int(members.sum())
        _, error = interval_of_units(value, float(np.sqrt((influence**2).sum())), number)
        rows.append(
            {
                "code": code,
                "label_vi": label.vi,
                "label_en": label.en,
                "supported": number,
                "compared": compared,
                "estimate": value,
                "error": error,
                "degrees": number - 1,
            }
        )
        influences.append(influence * np.sqrt(number / max(number - 1, 1)))
    return rows, influences


def _each(groups: Subgroups) -> list[Alternative]:
    why = Text(
        "Riêng nội dung này; cạnh đó là mức đã co.", "This activity alone; beside it, drawn."
    )
    found = []
    for row in groups.frame.to_dict("records"):
        known = bool(np.isfinite(row["estimate"]))
        title = Text(str(row["label_vi"]), str(row["label_en"]))
        interval = Interval(float(row["low"]), float(row["high"])) if known else None
        value = float(row["estimate"]) if known else None
        counts = int(row["supported"]), int(row["compared"])
        found.append(Alternative(str(row["code"]), title, why, value, interval, *counts))
    return found


def _label(code: str) -> Text:
    if code == "unknown":
        return UNKNOWN
    return SEVERAL if code == "several" else CODE_LISTS["activity"].find(code).brief


def _refusal(claim: Claim, why: Text) -> Activities:
    about = ABOUT["activities"]
    return Activities(refused(claim, "activities", about, why, among_supported=False))
