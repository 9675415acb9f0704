"""Which stage holds the process up: stages ranked by their mean days, with how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language import Text
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.process_survival import Z95, Curve, RestrictedMean, restricted_mean
from analysis.measures.process_time import (
    ACTIVITY_KEYS,
    ENDED,
    SOURCES,
    STAGE_TIME,
    STAGE_TIME_NAME,
    STAGE_TIMES,
    N,
    curves,
    stage_counts,
    stage_name,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot

HORIZON = 365
"""Days within which stages are compared; what takes longer counts as this."""
FEWEST = 10
FEWEST_ENDED = 5
_DRAWS = 10_000
_SEED = 20_120_521


@dataclass(frozen=True, slots=True)
class _Stage:
    stage: str
    curve: Curve
    mean: RestrictedMean | None
    remark: Text


def bottlenecks(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage, the slowest first, those that cannot be judged last."""
    return _ranked(snapshot, scope, "everything")


def bottlenecks_by_activity(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per activity and stage, the slowest of each activity first."""
    frame = _ranked(snapshot, scope, "activity")
    return with_code_names(frame, "activity", "activity", scope.language)


def rank_uncertainty(
    means: NDArray[np.float64], errors: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each stage's chance of being the slowest and the 95% interval of its rank.

    Simulated from independent normal distributions, as Goldstein and Spiegelhalter (1996) do for
    league tables, with a fixed seed: the same data give the same answer. Rank 1 is the slowest.
    """
    random = np.random.default_rng(_SEED)
    drawn = means + errors * random.standard_normal((_DRAWS, len(means)))
    ranks = 1 + np.argsort(np.argsort(-drawn, axis=1, kind="stable"), axis=1, kind="stable")
    low, high = np.percentile(ranks, [2.5, 97.5], axis=0, method="nearest")
    return (ranks == 1).mean(axis=0), low.astype(np.int64), high.astype(np.int64)


def _ranked(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    parts: dict[str, list[_Stage]] = {}
    for stage, part, curve, _, _ in curves(stage_counts(snapshot, scope, group)):
        parts.setdefault(part, []).append(_judged(stage, curve))
    rows = [
        {group: part, **row} for part in sorted(parts) for row in _rows_of_part(parts[part], scope)
    ]
    names = [column.name for column in _COLUMNS]
    frame = pd.DataFrame(rows, columns=[group, *names])
    number = [column.name for column in _COLUMNS if column.kind in ("number", "share")]
    return frame.astype(dict.fromkeys(number, "float64"))


def _judged(stage: str, curve: Curve) -> _Stage:
    if curve.number < FEWEST or curve.events < FEWEST_ENDED:
        few = Text(
            "chưa thể kết luận: dưới {n} bước hoặc dưới {ended} bước đã xong",
            "cannot tell: fewer than {n} stages or {ended} ended",
        ).filled(n=FEWEST, ended=FEWEST_ENDED)
        return _Stage(stage, curve, None, few)
    mean = restricted_mean(curve, HORIZON)
    if mean is None:
        short = Text(
            "chưa thể kết luận: theo dõi chưa đủ {days} ngày",
            "cannot tell: not followed for {days} days",
        ).filled(days=HORIZON)
        return _Stage(stage, curve, None, short)
    return _Stage(stage, curve, mean, Text("so sánh được", "comparable"))


def _rows_of_part(stages: list[_Stage], scope: Scope) -> list[dict[str, object]]:
    known = [(item, item.mean) for item in stages if item.mean is not None]
    known.sort(key=lambda pair: -pair[1].days)
    means = np.array([mean.days for _, mean in known])
    errors = np.array([mean.error for _, mean in known])
    rows: list[dict[str, object]] = []
    if known:
        chance, first, last = rank_uncertainty(means, errors)
        for place, (item, mean) in enumerate(known):
            rows.append(
                {
                    **_named(item, scope),
                    "rank": place + 1,
                    "mean_days": mean.days,
                    "mean_error": mean.error,
                    "mean_low": max(0.0, mean.days - Z95 * mean.error),
                    "mean_high": min(float(HORIZON), mean.days + Z95 * mean.error),
                    "slowest": float(chance[place]),
                    "rank_low": int(first[place]),
                    "rank_high": int(last[place]),
                }
            )
    order = {stage: number for number, stage in enumerate(STAGE_TIMES)}
    unknown = sorted(
        (item for item in stages if item.mean is None), key=lambda item: order[item.stage]
    )
    return [*rows, *(_named(item, scope) for item in unknown)]


def _named(item: _Stage, scope: Scope) -> dict[str, object]:
    return {
        "stage_time": item.stage,
        "stage_time_name": stage_name(item.stage, scope.language),
        "n": item.curve.number,
        "ended": item.curve.events,
        "remark": item.remark.in_language(scope.language),
    }


_COUNTS = Text(
    "Số ngày trung bình của từng bước trong {days} ngày đầu (trung bình giới hạn, Royston và "
    "Parmar 2013): bước lâu hơn tính là {days}. Sai số chuẩn theo Greenwood; khoảng tin cậy 95%. "
    "Xác suất chậm nhất và khoảng thứ hạng 95% mô phỏng từ phân phối chuẩn độc lập (Goldstein và "
    "Spiegelhalter 1996; {draws} lần, hạt giống cố định). Mẫu số n: bước đã bắt đầu. Hạng 1 là "
    "chậm nhất.",
    "Mean days of each stage within its first {days} days (restricted mean, Royston and Parmar "
    "2013): what takes longer counts as {days}. Standard error by Greenwood; 95% intervals. The "
    "chance of being the slowest and the 95% interval of the rank are simulated from independent "
    "normals (Goldstein and Spiegelhalter 1996; {draws} draws, fixed seed). The denominator n: "
    "stages begun. Rank 1 is the slowest.",
).filled(days=HORIZON, draws=_DRAWS)
_CAVEATS = Text(
    "Mô tả, không phải ước lượng tác động: bước lâu nhất không hẳn là bước chậm trễ, như thi công "
    "dài hơn ký hợp đồng là lẽ thường. «Chưa thể kết luận» khi n dưới {n}, dưới {ended} bước đã "
    "xong, hoặc theo dõi chưa đủ (hơn 2% còn lại khi dừng theo dõi trước mốc). Các bước của cùng "
    "một đề án liên quan nhau; mô phỏng bỏ qua điều đó. Quy tắc cho đề án đang chạy, đã ngừng, "
    "ngày ghi ngược: như thời gian từng bước. Năm lọc là năm kế hoạch của đề án, năm nộp của hồ "
    "sơ.",
    "A description, not an estimate of effect: the longest stage need not be the late one; work "
    "takes longer than signing a contract. “Cannot tell” when n is under {n}, fewer than {ended} "
    "have ended, or they were not followed long enough (over 2% left when last seen before it). "
    "Stages of one project hang together, which the simulation leaves aside. Rules for projects "
    "running, stopped, or with days out of order: as for the time in each stage. Years are plan "
    "years of projects, years of handing in of applications.",
).filled(n=FEWEST, ended=FEWEST_ENDED)
_COLUMNS = (
    STAGE_TIME,
    STAGE_TIME_NAME,
    MeasureColumn("rank", "count", Text("Hạng", "Rank")),
    MeasureColumn("mean_days", "number", Text("Trung bình (ngày)", "Mean (days)")),
    MeasureColumn("mean_error", "number", Text("Sai số chuẩn", "Standard error")),
    MeasureColumn("mean_low", "number", Text("Cận dưới", "Lower")),
    MeasureColumn("mean_high", "number", Text("Cận trên", "Upper")),
    MeasureColumn("slowest", "share", Text("Xác suất chậm nhất", "Chance of being slowest")),
    MeasureColumn("rank_low", "count", Text("Hạng, cận dưới", "Rank, lower")),
    MeasureColumn("rank_high", "count", Text("Hạng, cận trên", "Rank, upper")),
    N,
    ENDED,
    MeasureColumn("remark", "text", Text("Ghi chú", "Remark")),
)

MEASURES = (
    Measure(
        "bottlenecks",
        Text("Bước chậm nhất", "Slowest stages"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _COLUMNS,
        bottlenecks,
    ),
    Measure(
        "bottlenecks_by_activity",
        Text("Bước chậm nhất theo nội dung", "Slowest stages by activity"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        (*ACTIVITY_KEYS, *_COLUMNS),
        bottlenecks_by_activity,
    ),
)
