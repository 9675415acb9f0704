"""Why a place is behind: where on the way to support its establishments stopped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Text
from analysis.measures.chain_decomposition import ChainParts, chain_parts
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
_NEVER_RECORDED = ("told_only", "asked_only")
"""Where no outreach is recorded, nobody can be known to have stopped here."""


def coverage_stops(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district and furthest step: its share here and in the rest, and its part.

    In each district the shares add up to one, here and in the rest. A stop also has who got as far
    as it (`reached`) and the rate at which they went on; its `part` is what the difference of those
    rates adds to the difference of the shares completed (Shapley), with `low` and `high`. The row
    `completed` has that difference itself, which the known parts add up to. A part is null where
    nobody got as far, here or elsewhere.
    """
    cells = ask_shared(snapshot, scope, "coverage_cells")
    counts = cells.groupby("district")[["eligible", *_ENDS]].sum()
    ends = _ENDS
    if not outreach_recorded(snapshot):
        named = _ENDS | _UNTOLD
        ends = {step: name for step, name in named.items() if step not in _NEVER_RECORDED}
    stopped = counts[list(ends)].to_numpy(np.float64)
    chain = chain_parts(stopped, stopped.sum(axis=0) - stopped)
    eligible, total = counts["eligible"].to_numpy(np.float64), counts.sum()
    parts = []
    for order, (step, label) in enumerate(ends.items()):
        here = counts[step].to_numpy(np.float64)
        rest, rest_eligible = total[step] - here, total["eligible"] - eligible
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
                    **(
                        _ended(here, eligible, rest, rest_eligible)
                        if step == FINISHED
                        else _passed(chain, order)
                    ),
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    frame = with_district_names(frame, snapshot, scope.language)
    frame["last"] = frame["district"] == UNKNOWN_CODE
    return frame.sort_values(["last", "district", "order"], ignore_index=True).drop(
        columns=["last", "order"]
    )


def _passed(chain: ChainParts, step: int) -> dict[str, object]:
    """Return who got as far as a step and went on, here and elsewhere, and the step's part."""
    reached, other = chain.reached[:, step], chain.other_reached[:, step]
    return {
        "reached": reached.astype(np.int64),
        "rate": _share(chain.passed[:, step], reached),
        "rest_reached": other.astype(np.int64),
        "rest_rate": _share(chain.other_passed[:, step], other),
        "part": chain.part[:, step],
        "low": chain.low[:, step],
        "high": chain.high[:, step],
    }


def _ended(
    here: Floats, eligible: Floats, rest: Floats, rest_eligible: Floats
) -> dict[str, object]:
    """Return the difference of the shares completed with its interval (Newcombe 1998)."""
    difference, low, high = differences_of_shares(here, eligible, rest, rest_eligible)
    return {
        "reached": pd.array([pd.NA] * len(here), dtype="Int64"),
        "rate": np.nan,
        "rest_reached": pd.array([pd.NA] * len(here), dtype="Int64"),
        "rest_rate": np.nan,
        "part": difference,
        "low": low,
        "high": high,
    }


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
    rows = frame[(frame["district"] == district) & frame["part"].notna()]
    if rows.empty:
        return None
    name = str(rows["district_name"].iloc[0])
    parts = {
        str(step): (float(value), float(low), float(high))
        for step, value, low, high in rows[["stop", "part", "low", "high"]].itertuples(index=False)
    }
    value, low, high = parts.pop(FINISHED)
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
    step = (min if behind else max)(parts, key=lambda code: parts[code][0])
    near, far = sorted((abs(low), abs(high)))
    return sentence(
        "{name}: tỷ lệ hoàn thành {side} nơi khác {value} điểm phần trăm ({near}–{far}; n = {n}); "
        "trong đó nhiều nhất là phần của bước «{step}»: {most} (khoảng từ {most_low} đến "
        "{most_high})",
        "{name}: the share completed is {value} points {side} elsewhere ({near} to {far}; "
        "n = {n}); the largest part of it is that of “{step}”: {most} ({most_low} to {most_high})",
        name=name,
        side=Text("kém", "below") if behind else Text("hơn", "above"),
        value=number(100 * abs(value), 1),
        near=number(100 * near, 1),
        far=number(100 * far, 1),
        n=eligible,
        step=_small(frame, step),
        most=points(parts[step][0]),
        most_low=points(parts[step][1]),
        most_high=points(parts[step][2]),
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
    MeasureColumn("reached", "count", Text("Đã tới bước này", "Got as far")),
    MeasureColumn("rate", "share", Text("Tỷ lệ đi tiếp", "Share that went on")),
    MeasureColumn("rest_reached", "count", Text("Đã tới, ở nơi khác", "Got as far elsewhere")),
    MeasureColumn("rest_rate", "share", Text("Tỷ lệ đi tiếp ở nơi khác", "Went on elsewhere")),
    MeasureColumn(
        "part",
        "share",
        Text("Phần trong chênh lệch hoàn thành", "Part of the difference completed"),
    ),
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
            "nhưng chưa hỏi, hỏi nhưng chưa nộp hồ sơ, nộp rồi tự rút, nộp nhưng chưa có kết quả,"
            " nộp nhưng bị từ chối, được duyệt nhưng chưa được hỗ trợ, được hỗ trợ nhưng chưa hoàn "
            "thành, hoàn thành. Nộp "
            "nhiều hồ sơ: còn hồ sơ chưa có kết quả thì tính là chưa có kết quả, không thì bị từ "
            "chối nếu có hồ sơ bị từ chối. Tỷ lệ chia cho cơ sở thuộc đối tượng của nơi đó. Phần "
            "của một bước: tỷ lệ đi tiếp trong số đã tới bước đó, ở đây so với mọi nơi khác, "
            "góp bao nhiêu vào chênh lệch tỷ lệ hoàn thành, theo giá trị Shapley (1953; Das "
            "Gupta 1993), nên các phần cộng lại đúng bằng chênh lệch; khoảng 95% theo phương pháp "
            "delta từ số đếm. Dòng hoàn thành là cả chênh lệch, khoảng Newcombe (1998, phương pháp "
            "10).",
            "Each eligible establishment (as in coverage by district) counts once, at the furthest "
            "step it reached: never told, "
            "told without asking, asked without applying, applied and withdrew, applied without a "
            "result yet, applied and was refused, approved without being supported, supported "
            "without being completed, completed. Of several applications one without a result "
            "comes first, then one that was refused. Shares are of the eligible of the place. The "
            "part of a step: what the rate at which those who got as far went on, here against all "
            "other places of the scope, adds to the difference of the shares completed, as Shapley "
            "values (1953; Das Gupta 1993), so that the parts add up to it exactly; the 95% "
            "interval is by the delta method from the counts. The row completed is the whole "
            "difference, with Newcombe's interval (1998, method 10).",
        ),
        Text(
            "Một cách tách, không phải nguyên nhân. Không ai tới bước nào, ở đây hay ở nơi khác, "
            "thì phần của bước ấy để trống. Kết quả hồ sơ là kết quả biết được vào ngày của số "
            "liệu. Cơ sở được hỗ trợ mà không có tên ở buổi tuyên truyền thì "
            "tính ở bước xa nhất. Đề án gần đây chưa kịp hoàn thành. Không chuẩn hóa theo ngành, "
            "quy mô.",
            "A way of taking it apart, not a cause. Where nobody got as far as a step, here or "
            "elsewhere, its part is empty. The result of an application is the one known on the "
            "day of the data. One supported without being named at outreach "
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
