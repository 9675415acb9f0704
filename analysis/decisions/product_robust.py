"""What all weights, other weights and a candidate that leaves do to the ranking, as tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.decisions.product_ranking import PRODUCT
from analysis.decisions.scoring.flip_words import flip_words, least_change_words, one_flip_words
from analysis.decisions.scoring.flips import Flips
from analysis.decisions.scoring.reversals import Reversals
from analysis.decisions.scoring.smaa import Smaa
from analysis.decisions.scoring.words import listed
from analysis.language import Language, Text
from analysis.measures.model import MeasureColumn
from analysis.measures.phrases import number, sentence, share
from analysis.measures.process_steps import in_language

MOST_FLIPS = 4
"""Further flips that are told in sentences; the table has them all."""


def acceptability_frame(every: Smaa, language: Language) -> pd.DataFrame:
    """Return one row per product and rank: the share of weights that give it, with its error."""
    frame = every.frame().rename(columns={"id": "product_id"})
    frame["name"] = in_language(frame, "name", language)
    return frame[[column.name for column in ACCEPTABILITY_COLUMNS]]


def central_frame(every: Smaa, language: Language) -> pd.DataFrame:
    """Return one row per criterion and product that some weights put first: those weights' mean.

    With how often it is first, and how often these mean weights put it first given what is not
    known for sure (confidence); the products first most often come first.
    """
    first = every.acceptability[:, 0]
    rows = [
        {
            "product_id": every.table.ids[row],
            "name": every.table.names[row].in_language(language),
            "first_share": float(first[row]),
            "confidence": float(every.confidence[row]),
            "criterion": criterion.code,
            "criterion_name": criterion.label.in_language(language),
            "weight": float(every.central_weights[row, column]),
            "equal": 1 / len(every.table.criteria),
        }
        for row in np.argsort(-first, kind="stable").tolist()
        if first[row] > 0
        for column, criterion in enumerate(every.table.criteria)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in CENTRAL_COLUMNS])


def answer_first(every: Smaa, bounded: bool = False) -> Text:
    """Return how the first place is shared out over all weights, or over those within bounds."""
    first = every.acceptability[:, 0]
    order = [row for row in np.argsort(-first, kind="stable").tolist() if first[row] > 0][:3]
    shares = [
        sentence("{name} {share}", "{name} {share}", name=every.table.names[row],
                 share=share(float(first[row])))
        for row in order
    ]  # fmt: skip
    return sentence(
        "Vị trí đầu trên {weights}: {shares}; các sản phẩm còn lại {rest}",
        "The first place over {weights}: {shares}; all others {rest}",
        weights=_BOUNDED if bounded else _ALL,
        shares=listed(shares),
        # Ties share a place, so that shares may add up to more than one.
        rest=share(max(0.0, float(first.sum() - first[order].sum()))),
    )


def answer_central(every: Smaa) -> Text:
    """Return how sure it is that the product most often first is so under its own weights."""
    row = every.most_often_first
    values: dict[str, object] = {
        "name": every.table.names[row],
        "count": number(int((every.acceptability[:, 0] > 0).sum())),
        "all": number(len(every.table.ids)),
    }
    if every.confidence_draws == 1:
        return sentence(
            "Trọng số nào đưa {name} lên đầu: trung bình của các bộ trọng số ấy; {count} trên "
            "{all} sản phẩm có lúc đứng đầu, mọi giá trị được coi là chắc chắn",
            "Which weights put {name} first: the mean of those that do; {count} of {all} products "
            "are first in some, all values taken as sure",
            **values,
        )
    return sentence(
        "Với chính bộ trọng số hợp với nó, {name} đứng đầu trong {confidence} lần thử các giá trị "
        "chưa chắc (hệ số tin cậy, {draws} lần thử); {count} trên {all} sản phẩm có lúc đứng đầu",
        "Under the weights that suit it, {name} is first in {confidence} of draws of what is not "
        "sure (confidence factor, {draws} draws); {count} of {all} products are first in some",
        confidence=share(float(every.confidence[row])),
        draws=number(every.confidence_draws),
        **values,
    )


def flips_frame(found: Flips, language: Language) -> pd.DataFrame:
    """Return one row per criterion and direction whose weight could change the lead."""
    frame = found.frame()
    frame["criterion_name"] = in_language(frame, "label", language)
    frame["new_leader_name"] = in_language(frame, "new_leader", language)
    return frame[[column.name for column in FLIP_COLUMNS]]


def further_flips(found: Flips) -> list[Text]:
    """Return what else would change the lead, nearest first: other weights, then all at once."""
    told = [one_flip_words(found, flip) for flip in found.single[1 : 1 + MOST_FLIPS]]
    least = least_change_words(found)
    return told if least is None else [*told, least]


def answer_flips(found: Flips) -> Text:
    """Return the nearest change of one weight that changes the lead."""
    said = flip_words(found)
    return Text(said.vi.rstrip("."), said.en.rstrip("."))


def reversals_frame(found: Reversals, language: Language) -> pd.DataFrame:
    """Return one row per product whose leaving changes the order of the rest, the most first.

    All of them where nothing changes, so that this can be seen.
    """
    frame = found.frame().rename(columns={"id": "product_id"})
    frame["name"] = in_language(frame, "name", language)
    frame["changes"] = frame["swaps"] + frame["ties"]
    order = frame.sort_values(
        ["leader_changes", "changes"], ascending=False, kind="stable", ignore_index=True
    )
    changing = order[order["changed"]] if order["changed"].any() else order
    return changing[[column.name for column in REVERSAL_COLUMNS]]


_ALL = Text("mọi bộ trọng số", "all weights")
_BOUNDED = Text("các bộ trọng số trong giới hạn đã đặt", "weights within the bounds set")
_CRITERION = (
    MeasureColumn("criterion", "text", Text("Mã tiêu chí", "Criterion code")),
    MeasureColumn("criterion_name", "text", Text("Tiêu chí", "Criterion")),
)
ACCEPTABILITY_COLUMNS = (
    *PRODUCT,
    MeasureColumn("rank", "count", Text("Hạng", "Rank")),
    MeasureColumn("share", "share", Text("Phần bộ trọng số", "Share of weights")),
    MeasureColumn("error", "share", Text("Sai số mô phỏng", "Simulation error")),
)
CENTRAL_COLUMNS = (
    *PRODUCT,
    MeasureColumn("first_share", "share", Text("Phần trọng số đứng đầu", "Share of weights first")),
    MeasureColumn("confidence", "share", Text("Hệ số tin cậy", "Confidence factor")),
    *_CRITERION,
    MeasureColumn("weight", "share", Text("Trọng số trung bình khi đứng đầu", "Central weight")),
    MeasureColumn("equal", "share", Text("Trọng số nếu đều nhau", "Were all equal")),
)
FLIP_COLUMNS = (
    *_CRITERION,
    MeasureColumn("weight", "share", Text("Trọng số hiện nay", "Weight now")),
    MeasureColumn("threshold", "share", Text("Đổi vị trí đầu tại", "Lead changes at")),
    MeasureColumn("change", "share", Text("Thay đổi", "Change")),
    MeasureColumn("relative", "share", Text("So với trọng số hiện nay", "Relative to the weight")),
    MeasureColumn("new_leader_name", "text", Text("Ai sẽ đứng đầu", "Who would lead")),
)
REVERSAL_COLUMNS = (
    *PRODUCT,
    MeasureColumn("leader_changes", "flag", Text("Đổi vị trí đầu", "Lead changes")),
    MeasureColumn("swaps", "count", Text("Cặp đổi chỗ", "Pairs swapped")),
    MeasureColumn("ties", "count", Text("Cặp đổi thế ngang hàng", "Ties made or broken")),
)
