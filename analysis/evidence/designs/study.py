"""What another design finds: estimate, interval, n, grade and words, or why it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from analysis.evidence.findings import Alternative, Check, Grade, Interval, Number
from analysis.evidence.grade import grade, what_would_make_it_surer
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.sentences import headline, sentence
from analysis.evidence.situation import Situation
from analysis.evidence.statement import Statement
from analysis.language import Text

StudyCode = Literal["flagship", "cutoff", "dose", "repetition", "activities"]
STUDY_CODES: tuple[StudyCode, ...] = ("flagship", "cutoff", "dose", "repetition", "activities")

STUDY_TITLES: dict[StudyCode, Text] = {
    "flagship": Text("Một dự án riêng lẻ", "A single project"),
    "cutoff": Text("Quanh ngưỡng điểm", "Around the threshold"),
    "dose": Text("Theo mức hỗ trợ", "By size of grant"),
    "repetition": Text("Lần đầu và nhiều lần", "Once and repeated"),
    "activities": Text("Theo nội dung, gộp một phần", "By activity, partly pooled"),
}


@dataclass(frozen=True, slots=True)
class Study:
    """One question answered by one design, on the outcome's scale.

    `about` says of whom. `refused` are the reasons why there is no estimate, empty where there is
    one; `grade` is then 0. `checks`, `others` and `surer` are as in a claim. `numbers` are what
    tables and files add.
    """

    code: StudyCode
    about: Text
    outcome: Outcome
    unit: Text
    estimand: Text
    method: Text
    estimate: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int
    grade: Grade
    headline: Text
    sentence: Text
    surer: tuple[Text, ...]
    checks: tuple[Check, ...]
    others: tuple[Alternative, ...]
    refused: tuple[Text, ...]
    simulated: bool
    numbers: Mapping[str, Number] = field(default_factory=dict)


def studied(
    code: StudyCode,
    about: Text,
    outcome: Outcome,
    unit: Text,
    situation: Situation,
    *,
    estimand: Text,
    method: Text,
    estimate: float | None = None,
    interval: Interval | None = None,
    checks: tuple[Check, ...] = (),
    others: tuple[Alternative, ...] = (),
    refused: tuple[Text, ...] = (),
    numbers: Mapping[str, Number] | None = None,
) -> Study:
    """Return a study graded on its situation by the one grade there is, and put into words.

    An estimate without a finite number counts as none. The title of the sentence is the outcome
    with `about`.
    """
    known = estimate is not None and np.isfinite(estimate)
    graded = grade(situation)
    better: Literal["more", "less"] | None = None
    if outcome.higher_is_better is not None:
        better = "more" if outcome.higher_is_better else "less"
    missing = None
    if not known and refused:
        missing = Text(*(_lowered(refused[0].in_language(one)) for one in ("vi", "en")))
    stated = Statement(
        outcome=Text(f"{outcome.title.vi} ({about.vi})", f"{outcome.title.en} ({about.en})"),
        scale=outcome.scale,
        design=situation.design,
        grade=graded.level,
        estimate=estimate if known else None,
        interval=interval if known else None,
        n_supported=situation.n_supported,
        n_compared=situation.n_compared,
        comparison=situation.comparison,
        unit=unit,
        better=better,
        missing=missing,
        simulated=situation.simulated,
        among_supported=situation.among_supported,
    )
    return Study(
        code=code,
        about=about,
        outcome=outcome,
        unit=unit,
        estimand=estimand,
        method=method,
        estimate=estimate if known else None,
        interval=interval if known else None,
        n_supported=situation.n_supported,
        n_compared=situation.n_compared,
        grade=graded,
        headline=headline(stated),
        sentence=sentence(stated),
        surer=what_would_make_it_surer(situation),
        checks=checks,
        others=others,
        refused=refused,
        simulated=situation.simulated,
        numbers=numbers or {},
    )


def _lowered(words: str) -> str:
    """Return a sentence as it can follow a comma."""
    return words[:1].lower() + words[1:].rstrip(".")
