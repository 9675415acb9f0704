"""Why a place is behind: where on the way to support its establishments stopped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Text
from analysis.measures.coverage import outreach_recorded
from analysis.measures.coverage_columns import STOPS
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.newcombe import differences_of_shares
from analysis.measures.phrases import number, points, sentence, share
from analysis.measures.query import ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]

FINISHED = "completed"
_ENDS = {**STOPS, FINISHED: Text("Hoàn thành", "Completed")}
_UNTOLD = {
    "never_told": Text(
        "Không ghi bước nào (chưa ghi tuyên truyền)", "No step recorded (nor any outreach)"
    )
}
"""Where no outreach is recorded, nobody can say who was never told."""


def coverage_stops(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district and furthest step: its share here, in the rest, the difference.

    In each district the shares add up to one, here and in the rest, so the differences of all
    stops add up to how much less of it is completed than elsewhere.
    """
    cells = ask_shared(snapshot, scope, "coverage_cells")
    counts = cells.groupby("district")[["eligible", *_ENDS]].sum()
    ends = _ENDS if outreach_recorded(snapshot) else _ENDS | _UNTOLD
    eligible, total = counts["eligible"].to_numpy(np.float64), counts.sum()
    parts = []
    for order, (step, label) in enumerate(ends.items()):
        here = counts[step].to_numpy(np.float64)
        rest, rest_eligible = total[step] - here, total["eligible"] - eligible
        difference, low, high = differences_of_shares(here, eligible, rest, rest_eligible)
        parts.append(
            pd.DataFrame(
                {
                    "district": counts.index,
                    "stop": step,
                    "stop_name": label.in_language(scope.language),
                    "order": order,
                    "establishments": here.astype(np.int64),
                    "eligible": eligible.astype(np.int64),
                    "share": _share(here, eligible),
                    "rest": rest.astype(np.int64),
                    "rest_eligible": rest_eligible.astype(np.int64),
                    "rest_share": _share(rest, rest_eligible),
                    "difference": difference,
                    "low": low,
                    "high": high,
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    frame = with_district_names(frame, snapshot, scope.language)
    frame["last"] = frame["district"] == UNKNOWN_CODE
    return frame.sort_values(["last", "district", "order"], ignore_index=True).drop(
        columns=["last", "order"]
    )


def _share(found: Floats, known: Floats) -> Floats:
    share: Floats = np.full(len(known), np.nan)
    np.divide(found, known, out=share, where=known > 0)
    return share


def answer_stops(frame: pd.DataFrame) -> Text | None:
    """Say where most establishments stop; None without an eligible one."""
    if frame.empty:
        return None
    sums = frame.groupby("stop")["establishments"].sum()
    eligible = int(sums.sum())
    stopped = sums.drop(FINISHED)
    if eligible == 0 or stopped.sum() == 0:
        return None
    step = str(stopped.idxmax())
    return sentence(
        "Phần lớn dừng ở: {step}, {count} trên {eligible} cơ sở thuộc đối tượng ({share})",
        "Most stop at: {step}, {count} of {eligible} eligible establishments ({share})",
        step=_small(frame, step),
        count=number(int(stopped[step])),
        eligible=number(eligible),
        share=share(stopped[step] / eligible),
    )


def answer_place(frame: pd.DataFrame, district: str) -> Text | None:
    """Say how far a place is behind, or ahead of, the rest and where most of it comes from."""
    rows = frame[(frame["district"] == district) & frame["difference"].notna()]
    if rows.empty:
        return None
    name = str(rows["district_name"].iloc[0])
    difference = {
        str(step): (float(value), float(low), float(high))
        for step, value, low, high in rows[["stop", "difference", "low", "high"]].itertuples(
            index=False
        )
    }
    value, low, high = difference.pop(FINISHED)
    eligible = number(int(rows["eligible"].iloc[0]))
    if low <= 0 <= high:
        return sentence(
            "{name}: tỷ lệ hoàn thành chưa khác rõ với nơi khác ({value}, khoảng từ {low} đến "
            "{high}; n = {n})",
            "{name}: the share completed does not clearly differ from elsewhere ({value}, from "
            "{low} to {high}; n = {n})",
            name=name,
            value=points(value),
            low=points(low),
            high=points(high),
            n=eligible,
        )
    behind = value < 0
    step = (max if behind else min)(difference, key=lambda code: difference[code][0])
    near, far = sorted((abs(low), abs(high)))
    return sentence(
        "{name}: tỷ lệ hoàn thành {side} nơi khác {value} điểm phần trăm ({near}–{far}; n = {n}); "
        "nhiều nhất do {step} ({most})",
        "{name}: the share completed is {value} points {side} elsewhere ({near} to {far}; "
        "n = {n}); most of it: {step} ({most})",
        name=name,
        side=Text("kém", "below") if behind else Text("hơn", "above"),
        value=number(100 * abs(value), 1),
        near=number(100 * near, 1),
        far=number(100 * far, 1),
        n=eligible,
        step=_small(frame, step),
        most=points(difference[step][0]),
    )


def _small(frame: pd.DataFrame, step: str) -> Text:
    """Return the name of a step inside a sentence; what the frame calls it differs by the data."""
    known = STOPS[step]
    shown = set(frame.loc[frame["stop"] == step, "stop_name"])
    untold = _UNTOLD.get(step)
    label = untold if untold is not None and shown & {untold.vi, untold.en} else known
    return Text(label.vi[:1].lower() + label.vi[1:], label.en[:1].lower() + label.en[1:])


_OWN = (
    MeasureColumn("district", "code", Text("Mã địa bàn", "District code")),
    MeasureColumn("stop", "code", Text("Mã bước", "Step code")),
    MeasureColumn("stop_name", "text", Text("Dừng ở", "Stopped at")),
    MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
    MeasureColumn("eligible", "count", Text("Thuộc đối tượng", "Eligible")),
    MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
    MeasureColumn("rest", "count", Text("Cơ sở ở nơi khác", "Establishments elsewhere")),
    MeasureColumn(
        "rest_eligible", "count", Text("Thuộc đối tượng ở nơi khác", "Eligible elsewhere")
    ),
    MeasureColumn("rest_share", "share", Text("Tỷ lệ ở nơi khác", "Share elsewhere")),
    MeasureColumn("difference", "share", Text("Chênh lệch", "Difference")),
    MeasureColumn("low", "share", Text("Cận dưới", "From")),
    MeasureColumn("high", "share", Text("Cận trên", "To")),
)

MEASURES = (
    Measure(
        "coverage_stops",
        Text("Cơ sở dừng ở bước nào", "Where establishments stopped"),
        Text(
            "Mỗi cơ sở thuộc đối tượng (như ở độ phủ theo địa bàn) đếm một lần, ở bước xa nhất đã "
            "tới: chưa được biết, biết "
            "nhưng chưa hỏi, hỏi nhưng chưa nộp hồ sơ, nộp nhưng không hoặc chưa được duyệt, được "
            "duyệt (hỗ trợ) nhưng chưa hoàn thành, hoàn thành. Tỷ lệ chia cho cơ sở thuộc đối "
            "tượng của nơi đó; chênh lệch là tỷ lệ ở đây trừ tỷ lệ ở mọi nơi khác trong phạm vi, "
            "khoảng 95% của Newcombe (1998, phương pháp 10).",
            "Each eligible establishment (as in coverage by district) counts once, at the furthest "
            "step it reached: never told, "
            "told without asking, asked without applying, applied without (yet) being approved, "
            "approved (supported) without being completed, completed. Shares are of the eligible "
            "of the place; the difference is the share here less that of all other places of the "
            "scope, with Newcombe's 95% interval (1998, method 10).",
        ),
        Text(
            "Chênh lệch của mọi bước cộng lại bằng phần hoàn thành kém nơi khác: một cách tách, "
            "không phải nguyên nhân. Cơ sở được hỗ trợ mà không có tên ở buổi tuyên truyền thì "
            "tính ở bước xa nhất. Đề án gần đây chưa kịp hoàn thành. Không chuẩn hóa theo ngành, "
            "quy mô.",
            "The differences of all stops add up to how much less is completed than elsewhere: a "
            "way of taking it apart, not a cause. One supported without being named at outreach "
            "counts at its furthest step. Recent projects have not had the time to be completed. "
            "Not standardised by industry and size.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact"),
            *("application", "project", "support"),
        ),
        (*DISTRICT_KEYS, *_OWN[1:]),
        coverage_stops,
    ),
)
