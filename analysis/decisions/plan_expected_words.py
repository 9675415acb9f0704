"""What is expected of each file, in a line: jobs and productivity with interval and grade."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist

import numpy as np

from analysis.decisions.expected_outcomes import Expected
from analysis.language import LANGUAGES, Text, format_number, format_share
from analysis.measures.phrases import sentence

_WIDTH = NormalDist().inv_cdf(0.975)


def expected_words(expected: Mapping[str, Expected], count: int) -> list[Text]:
    """Return a line for each of so many files; what is not known is said to be so."""
    jobs, productivity = expected["jobs"], expected["productivity"]
    return [
        sentence(
            "việc làm {jobs}; năng suất {productivity}",
            "jobs {jobs}; productivity {productivity}",
            jobs=_told(jobs, place, share=False),
            productivity=_told(productivity, place, share=True),
        )
        for place in range(count)
    ]


def _told(one: Expected, place: int, *, share: bool) -> Text:
    mean, error, grade = float(one.mean[place]), float(one.error[place]), int(one.grade[place])
    if not np.isfinite(mean):
        return Text("chưa rõ", "not known")
    ends = (mean - _WIDTH * error, mean + _WIDTH * error)
    low, high = (_written(end, share=share) for end in ends)
    if not grade:
        return sentence(
            "chưa kết luận được ({low} … {high}, bậc 0/5)",
            "cannot be told yet ({low} … {high}, grade 0 of 5)",
            low=low,
            high=high,
        )
    return sentence(
        "{mean} ({low} … {high}, bậc {grade}/5)",
        "{mean} ({low} … {high}, grade {grade} of 5)",
        mean=_written(mean, share=share),
        low=low,
        high=high,
        grade=grade,
    )


def _written(value: float, *, share: bool) -> Text:
    """Write a change with its sign; what is written as zero has none."""
    size = [
        format_share(abs(value), language, 1) if share else format_number(abs(value), language, 1)
        for language in LANGUAGES
    ]
    smallest = 0.0005 if share else 0.05
    sign = "−" if value < -smallest else "+" if value > smallest else ""
    return Text(*(sign + text for text in size))
