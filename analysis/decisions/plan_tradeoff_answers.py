"""What a plan gives up, in sentences."""

from __future__ import annotations

import pandas as pd

from analysis.decisions.plan_tradeoffs import Tradeoffs
from analysis.decisions.portfolio.prices import Price
from analysis.decisions.portfolio.words import Names, limit_words
from analysis.decisions.price_words import more_words
from analysis.evidence.spoken import as_share
from analysis.language import Text
from analysis.measures.phrases import amount, number, points, sentence
from analysis.measures.phrases import share as share_words

TELLING = 5e-4
"""The smallest part of the objective that is told from none: it is written to a tenth per cent."""


def answer_frontier(frame: pd.DataFrame, currency: str) -> Text:
    """Say what the largest budget would bring, and from where on it is proved to bring no more."""
    known = frame[frame["objective"].notna()]
    if known.empty:
        return Text("Không mức ngân sách nào giữ được mọi giới hạn", "No budget keeps every limit")
    now, last = known[known["factor"] == 1.0], known.iloc[-1]
    enough = known[known["objective"] >= float(last["bound"]) - TELLING]
    saturated = None if enough.empty else float(enough["budget"].iloc[0])
    parts = []
    if not now.empty and (saturated is None or saturated > float(now["budget"].iloc[0])):
        parts.append(
            sentence(
                "ngân sách {budget} nâng mục tiêu từ {now} lên {then} của tất cả những gì có thể "
                "có",
                "a budget of {budget} lifts the objective from {now} to {then} of all there could "
                "be",
                budget=amount(float(last["budget"]), currency),
                now=share_words(float(now["objective"].iloc[0])),
                then=share_words(float(last["objective"])),
            )
        )
    if saturated is not None and saturated < float(last["budget"]):
        parts.append(
            sentence(
                "từ {budget} trở lên, thêm tiền không thêm gì cho mục tiêu",
                "from {budget} on, more money adds nothing to the objective",
                budget=amount(saturated, currency),
            )
        )
    if not parts:
        return Text(
            "Chưa chứng minh được thêm tiền mang lại gì trong thời gian đã cho",
            "What more money brings was not proved in the time given",
        )
    told = Text("; ".join(one.vi for one in parts), "; ".join(one.en for one in parts))
    return Text(*(text[:1].upper() + text[1:] for text in (told.vi, told.en)))


def answer_prices(found: Tradeoffs, currency: str, names: Names) -> Text:
    """Say what one hundred million more brings at best, and which floor costs most."""
    known = [one for one in found.money if one.difference is not None]
    floors = [one for one in found.floors if one.difference is not None]
    parts = []
    if known:
        best = max(known, key=lambda one: one.difference or 0.0)
        parts.append(
            sentence(
                "{more}: mục tiêu {rise}",
                "{more}: the objective {rise}",
                more=more_words(best, currency, names),
                rise=_rise(best),
            )
        )
    if floors:
        dearest = max(floors, key=lambda one: one.difference or 0.0)
        parts.append(
            sentence(
                "mức tối thiểu tốn nhất là {limit}: nếu bỏ, mục tiêu {rise}",
                "the dearest floor is {limit}: without it the objective {rise}",
                limit=limit_words(dearest.limit, names),
                rise=_rise(dearest),
            )
        )
    if not parts:
        return Text("Chưa tính được giá của giới hạn nào", "No limit could be priced")
    return Text("; ".join(one.vi for one in parts), "; ".join(one.en for one in parts))


def answer_alternatives(frame: pd.DataFrame) -> Text:
    """Say how much of the optimum the law's order and the best rule reach."""
    rows = frame.set_index("method")
    law = rows.loc["law_order"]
    greedy = rows.loc[["greedy_per_dong", "greedy_score"]]
    best = greedy["of_best"].astype(float).max()
    if pd.isna(law["of_best"]):
        return Text("Mục tiêu của phương án bằng không", "The objective of the plan is nothing")
    told = sentence(
        "Chọn lần lượt theo quy định đạt {law} mục tiêu của phương án tối ưu; theo quy tắc tốt "
        "nhất đạt {best}",
        "Down the law's order reaches {law} of the optimal objective; the better rule {best}",
        law=as_share(float(law["of_best"]), 1),
        best=as_share(float(best), 1),
    )
    if bool(law["verified"]):
        return told
    return sentence(
        "{told}; phương án theo quy định vi phạm giới hạn",
        "{told}; the plan down the law's order breaks limits",
        told=told,
    )


def answer_robust(found: Tradeoffs) -> Text:
    """Say what caution changes: expected less, worst cases more."""
    robust = found.robust
    if robust is None:
        return Text("Chưa tìm được phương án thận trọng", "No cautious plan was found")
    ours, theirs = robust.spread, robust.expected_spread
    if set(robust.plan.chosen) == set(robust.expected.chosen):
        return Text(
            "Thận trọng không đổi lựa chọn: phương án tối ưu cũng tốt nhất khi tình huống xấu",
            "Caution changes nothing: the optimal plan is the best of bad cases too",
        )
    return sentence(
        "Thận trọng thì mục tiêu kỳ vọng {mean}, bình quân 10 % tình huống xấu nhất {worst}; đổi "
        "{count} đề án",
        "With caution the objective expected is {mean} and the mean of the worst 10% {worst}; "
        "{count} projects differ",
        mean=points(ours.mean - theirs.mean),
        worst=points(ours.worst_mean - theirs.worst_mean),
        count=number(len(set(robust.plan.chosen) ^ set(robust.expected.chosen))),
    )


def robust_remarks(found: Tradeoffs) -> tuple[Text, ...]:
    """Say how many draws regret rests on, and what the cautious plan takes as certain."""
    told = []
    if found.regrets:
        told.append(
            sentence(
                "Tiếc nuối tính qua {draws} lần rút ngẫu nhiên từ bằng chứng",
                "Regret is over {draws} random draws from the evidence",
                draws=number(found.regrets[0].draws),
            )
        )
    else:
        told.append(
            Text(
                "Chưa tính được tiếc nuối trong thời gian đã cho",
                "Regret could not be worked out in the time given",
            )
        )
    if found.robust is not None and found.robust.sure:
        told.append(
            sentence(
                "{count} hồ sơ không có khoảng nào cho mục tiêu này nên được coi là chắc chắn",
                "{count} files have no interval for this objective and are taken as certain",
                count=number(found.robust.sure),
            )
        )
    return tuple(told)


def _rise(one: Price) -> Text:
    """Say by how much the objective rises, with what is proved where the two ends differ."""
    if one.difference is None or (one.difference < TELLING and (one.high or 0.0) < TELLING):
        return Text("không đổi", "does not change")
    found = number(100 * one.difference, 1)
    low = number(100 * (one.low or 0.0), 1)
    high = Text("?", "?") if one.high is None else number(100 * one.high, 1)
    told = sentence(
        "tăng {difference} điểm phần trăm", "rises by {difference} points", difference=found
    )
    if low == found == high:
        return told
    return sentence(
        "{told} (từ {low} đến {high})", "{told} ({low} to {high})", told=told, low=low, high=high
    )
