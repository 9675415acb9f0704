"""What may be said of an outcome, in a sentence: the words follow the grade.

"Effect" is used from grade 3 up, "change" below ("difference" where groups are compared at one
time, so that nothing changed), "cannot tell yet" only where no estimate exists. Every sentence with
an estimate holds its interval, its numbers and its grade; one whose interval holds zero also says
what it rules out, and a precise zero is called a finding.
"""

from __future__ import annotations

from analysis.evidence.quantities import level, sign_of, size
from analysis.evidence.situation import WITH_COMPARISON
from analysis.evidence.statement import (
    Statement,
    at_one_time,
    band_words,
    between,
    holds_zero,
    interval_words,
    is_precise_zero,
    range_words,
    rules_out,
    rules_out_good,
    says_effect,
    with_level,
)
from analysis.language import Text
from analysis.measures.phrases import number
from analysis.measures.phrases import sentence as filled

CANNOT_TELL = Text("chưa kết luận được", "cannot tell yet")

_SIMULATED = Text("; số liệu mô phỏng", "; simulated data")

# With the sign of the estimate: "+", "−", or "" for what is written as zero.
_EFFECT = {
    "+": Text("tác động tăng {size}", "effect of +{size}"),
    "−": Text("tác động giảm {size}", "effect of −{size}"),
    "": Text("tác động bằng {size}", "effect of {size}"),
}
_CHANGE = {
    "+": Text("thay đổi +{size}", "change of +{size}"),
    "−": Text("thay đổi −{size}", "change of −{size}"),
    "": Text("thay đổi bằng {size}", "change of {size}"),
}
_CHANGE_APART = {
    "+": Text("mức thay đổi chênh lệch +{size}", "difference in change of +{size}"),
    "−": Text("mức thay đổi chênh lệch −{size}", "difference in change of −{size}"),
    "": Text("mức thay đổi chênh lệch {size}", "difference in change of {size}"),
}
_APART = {
    "+": Text("cao hơn {size}", "difference of +{size}"),
    "−": Text("thấp hơn {size}", "difference of −{size}"),
    "": Text("chênh lệch {size}", "difference of {size}"),
}


def sentence(statement: Statement) -> Text:
    """Return the long sentence: what, how much, within what, of how many, how sure."""
    if statement.estimate is None:
        return _untold(statement, statement.missing)
    if statement.design == "cross_section":
        return _closed(_one_time(statement, statement.estimate), statement)
    found = filled(
        "{outcome}: {estimate} {against} ({interval}); {meaning}",
        "{outcome}: {estimate} {against} ({interval}); {meaning}",
        outcome=statement.outcome,
        estimate=_named(statement.estimate, statement),
        against=_against(statement),
        interval=interval_words(statement),
        meaning=_meaning(statement),
    )
    return _closed(found, statement)


def headline(statement: Statement) -> Text:
    """Return the short sentence, read in five seconds: estimate, interval, n and grade."""
    if statement.estimate is None:
        return _untold(statement, None)
    if statement.design == "cross_section":
        return _closed(_one_time(statement, statement.estimate), statement)
    if is_precise_zero(statement):
        note = Text(", hầu như không khác không", ", next to nothing")
    elif holds_zero(statement):
        ruled = rules_out_good(statement)
        note = Text(f", có thể bằng không, {ruled.vi}", f", may be none, {ruled.en}")
    else:
        note = None
    found = filled(
        "{outcome}: {estimate} ({ends}){note}",
        "{outcome}: {estimate} ({ends}){note}",
        outcome=statement.outcome,
        estimate=_named(statement.estimate, statement),
        ends=range_words(statement),
        note=note or "",
    )
    return _closed(found, statement)


def _named(value: float, statement: Statement) -> Text:
    """Return an estimate with the word its grade allows: "tác động tăng 12 %"."""
    if says_effect(statement):
        words = _EFFECT
    elif statement.design not in WITH_COMPARISON:
        words = _CHANGE
    else:
        words = _APART if at_one_time(statement) else _CHANGE_APART
    written = size(value, statement.scale, statement.unit)
    return words[sign_of(value, statement.scale)].filled(size=written)


def _against(statement: Statement) -> Text:
    if statement.among_supported:
        return Text("giữa các cơ sở được hỗ trợ", "among the supported")
    if statement.design == "before_after":
        return Text("sau hỗ trợ so với trước", "after support against before")
    if statement.design == "regression_discontinuity":
        return Text(
            "so với hồ sơ ngay dưới ngưỡng", "against applications just below the threshold"
        )
    if statement.design == "synthetic_comparison":
        return Text(
            "so với nhóm không được hỗ trợ đã gán trọng số",
            "against a weighted pool without support",
        )
    if statement.design == "lottery":
        return Text("so với cơ sở không trúng thăm", "against establishments not drawn")
    if statement.comparison == "not_yet":
        return Text("so với cơ sở chưa đến lượt hỗ trợ", "against establishments not supported yet")
    return Text("so với cơ sở không được hỗ trợ", "against establishments without support")


def _meaning(statement: Statement) -> Text:
    """Return what the interval allows and rules out, and which way the outcome went."""
    ruled = rules_out(statement)
    if is_precise_zero(statement):
        return filled(
            "hầu như không khác không, và đó là một kết quả: cả khoảng nằm trong {band}, {ruled}",
            "next to nothing, which is a finding: the whole interval lies within {band}, {ruled}",
            band=band_words(statement),
            ruled=ruled,
        )
    if statement.interval is None:
        return ruled
    if holds_zero(statement):
        return filled("có thể bằng không; {ruled}", "may be none; {ruled}", ruled=ruled)
    if statement.better is None:
        return ruled
    good = (statement.better == "more") == (statement.interval.low > 0)
    way = Text("theo hướng tốt", "for the better") if good else Text("theo hướng xấu", "for worse")
    return filled("{way}: {ruled}", "{way}: {ruled}", way=way, ruled=ruled)


def _one_time(statement: Statement, value: float) -> Text:
    """Return the level at one point in time: no change of anything."""
    ends = between(
        statement,
        lambda end: level(end, statement.scale),
        lambda end: level(end, statement.scale, statement.unit),
    )
    return filled(
        "{outcome}: {level} tại một thời điểm ({ends})",
        "{outcome}: {level} at one point in time ({ends})",
        outcome=statement.outcome,
        level=level(value, statement.scale, statement.unit),
        ends=with_level(ends, statement),
    )


def _untold(statement: Statement, why: Text | None) -> Text:
    found = filled(
        "{outcome}: {untold}{why}",
        "{outcome}: {untold}{why}",
        outcome=statement.outcome,
        untold=CANNOT_TELL,
        why="" if why is None else Text(f", vì {why.vi}", f", because {why.en}"),
    )
    return _closed(found, statement)


def _closed(found: Text, statement: Statement) -> Text:
    """Return a sentence with its numbers, its grade and, where so, that data are simulated."""
    return filled(
        "{found}; {counts}; bậc bằng chứng {grade}/5{simulated}.",
        "{found}; {counts}; evidence grade {grade} of 5{simulated}.",
        found=found,
        counts=_counts(statement),
        grade=str(statement.grade),
        simulated=_SIMULATED if statement.simulated else "",
    )


def _counts(statement: Statement) -> Text:
    supported = number(statement.n_supported)
    if statement.design not in WITH_COMPARISON:
        return filled("n = {n} cơ sở được hỗ trợ", "n = {n} supported", n=supported)
    return filled(
        "n = {n} được hỗ trợ, {m} đối chứng",
        "n = {n} supported, {m} compared",
        n=supported,
        m=number(statement.n_compared),
    )
