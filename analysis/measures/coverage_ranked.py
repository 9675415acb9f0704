"""Who is ranked, on which basis, and who is left out of the ranks and why, in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_expected import FEWEST_EXPECTED, MOST_RANKED
from analysis.measures.phrases import number, sentence
from analysis.scope import UNKNOWN_CODE

_MOST_NAMED = 10


FEW = Text("kỳ vọng dưới {fewest}", "fewer than {fewest} expected")
UNTOLD = Text(
    "hơn nửa kỳ vọng từ chính nơi đó hoặc từ diện ưu tiên chưa rõ",
    "more than half of the expected from itself or from an unknown priority class",
)
_TOO_FEW = Text("cần ít nhất hai nơi so được", "two places to compare are needed")
_TOO_MANY = Text("quá {most} nơi", "more than {most} places")


def not_ranked(frame: pd.DataFrame) -> dict[str, Text]:
    """Return why each known place without a rank has none, by its code; the first reason counts.

    `frame` is measure coverage_by_district.
    """
    known = frame[frame["district"] != UNKNOWN_CODE]
    untold = known["position"] == "cannot_tell"
    few = ~(known["expected"] >= FEWEST_EXPECTED)
    could = int((~untold & ~few).sum())
    others = _TOO_FEW if could <= MOST_RANKED else _TOO_MANY.filled(most=MOST_RANKED)
    return {
        str(code): UNTOLD if no else FEW.filled(fewest=FEWEST_EXPECTED) if small else others
        for code, no, small, rank in zip(
            known["district"], untold, few, known["ranked"], strict=True
        )
        if pd.isna(rank)
    }


def counted_reasons(reasons: Iterable[Text]) -> Text:
    """Return how many places each reason holds for, in words."""
    counts = Counter(reasons)
    parts = [
        sentence("{n} nơi {why}", "{n}: {why}", n=number(count), why=why)
        for why, count in counts.most_common()
    ]
    return Text("; ".join(one.vi for one in parts), "; ".join(one.en for one in parts))


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
        "{head}, {n} nơi không xếp ({reasons}): {names}",
        "{head}, {n} are not ({reasons}): {names}",
        head=head,
        n=number(len(left)),
        reasons=counted_reasons(not_ranked(frame).values()),
        names=every if len(left) <= _MOST_NAMED else more,
    )
