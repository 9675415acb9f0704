"""Who is ranked, on which basis, and who is left out of the ranks and why, in a sentence."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_expected import FEWEST_EXPECTED
from analysis.measures.phrases import number, sentence
from analysis.scope import UNKNOWN_CODE

_MOST_NAMED = 10


def answer_ranked(frame: pd.DataFrame) -> Text | None:
    """Say on which basis places are ranked and how many are not; None where none is ranked.

    `frame` is measure coverage_by_district.
    """
    known = frame[frame["district"] != UNKNOWN_CODE]
    ranked, left = known[known["ranked"].notna()], known[known["ranked"].isna()]
    if ranked.empty:
        return None
    head = sentence(
        "Thứ hạng và độ phân tán φ so với nơi cùng địa bàn ưu tiên, không phải so với toàn tỉnh; "
        "{n} nơi được xếp hạng",
        "Ranks and the dispersion φ are against places of the same priority area, not against all; "
        "{n} places are ranked",
        n=number(len(ranked)),
    )
    if left.empty:
        return head
    names = [Text(str(name), str(name)) for name in left["district_name"].head(_MOST_NAMED)]
    every = Text(", ".join(one.vi for one in names), ", ".join(one.en for one in names))
    more = sentence("{n} nơi", "{n} places", n=number(len(left)))
    return sentence(
        "{head}, {n} nơi không xếp vì kỳ vọng dưới {fewest} hoặc chưa nói được: {names}",
        "{head}, {n} are not, expecting fewer than {fewest} or not to be told: {names}",
        head=head,
        n=number(len(left)),
        fewest=number(FEWEST_EXPECTED),
        names=every if len(left) <= _MOST_NAMED else more,
    )
