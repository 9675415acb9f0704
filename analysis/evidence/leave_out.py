"""Does the result hang on one district: the estimate made again without each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.evidence.estimator import interval_of
from analysis.evidence.findings import Check
from analysis.evidence.model import NEVER, Aggregate, Comparison, Ints, WidePanel
from analysis.evidence.simple_effect import effects_without
from analysis.evidence.situation import estimates_agree
from analysis.evidence.spoken import Spoken
from analysis.language import Text

_TITLE = Text("Bỏ lần lượt từng huyện", "Leaving out one district at a time")
_NOWHERE = Text("không rõ huyện", "district unknown")


def leave_one_out(
    panel: WidePanel,
    places: Ints,
    comparison: Comparison = "never",
    anticipation: int = 0,
    names: Mapping[int, Text] | None = None,
) -> pd.DataFrame:
    """Return `simple_effect` without the units of each place (n,) that has supported ones.

    Columns: place, label_vi, label_en, left_out (supported units of the place), supported,
    compared, estimate, error, low, high. An estimate that cannot be made is NaN.
    """
    names = names or {}
    supported = panel.cohorts != NEVER
    left_out, counts = np.unique(places[supported], return_counts=True)
    groups = np.searchsorted(left_out, places)
    groups[~np.isin(places, left_out)] = -1
    effects = effects_without(panel, groups, len(left_out), comparison, anticipation)
    rows = []
    for place, count, effect in zip(left_out.tolist(), counts.tolist(), effects, strict=True):
        interval = interval_of(effect)
        label = names.get(place, _NOWHERE if place < 0 else Text(str(place), str(place)))
        rows.append(
            {
                "place": place,
                "label_vi": label.vi,
                "label_en": label.en,
                "left_out": count,
                "supported": effect.overall_supported,
                "compared": effect.overall_compared,
                "estimate": effect.overall,
                "error": effect.overall_error,
                "low": interval.low if interval else float("nan"),
                "high": interval.high if interval else float("nan"),
            }
        )
    columns = ["place", "label_vi", "label_en", "left_out", "supported", "compared"]
    return pd.DataFrame(rows, columns=[*columns, "estimate", "error", "low", "high"])


def leave_one_out_check(whole: Aggregate, frame: pd.DataFrame, say: Spoken) -> Check:
    """Return whether the conclusion stands whichever place is left out.

    An interval on one side of zero asks every estimate for that side; one that holds zero asks it
    for a place inside. Whether an interval begins or ceases to hold zero is counted beside.
    """
    estimate, interval = whole.overall, interval_of(whole)
    known = frame[frame["estimate"].notna() & frame["low"].notna()]
    if interval is None or len(known) < 2:
        finding = Text(
            "Cần cơ sở được hỗ trợ ở ít nhất hai huyện để bỏ lần lượt từng huyện.",
            "Leaving out one district at a time takes supported establishments in at least two.",
        )
        return Check("leave_one_out", _TITLE, None, finding, {"places": len(known)})
    values = known["estimate"].to_numpy(dtype=np.float64)
    sides = (known["low"] > 0).astype(int) - (known["high"] < 0).astype(int)
    changed = int((sides != int(interval.low > 0) - int(interval.high < 0)).sum())
    furthest = known.iloc[int(np.abs(values - estimate).argmax())]
    passed = estimates_agree(interval, values.tolist())
    opening = (
        Text("Bỏ huyện nào kết luận cũng giữ nguyên", "The result stands without any one district")
        if passed
        else Text("Kết luận phụ thuộc vào một vài huyện", "The result hangs on single districts")
    )
    finding = Text(
        "{opening}: ước tính nằm trong khoảng {low} đến {high} (với tất cả: {all}). Đổi nhiều "
        "nhất khi bỏ {name}: còn {without}.{changed}",
        "{opening}: the estimate lies between {low} and {high} (with all: {all}). It changes most "
        "without {name}: {without}.{changed}",
    ).filled(
        opening=opening,
        low=say(float(values.min())),
        high=say(float(values.max())),
        all=say(estimate),
        name=Text(str(furthest["label_vi"]), str(furthest["label_en"])),
        without=say(float(furthest["estimate"])),
        changed=_changed(changed, len(known)),
    )
    numbers = {
        "places": len(known),
        "low": float(values.min()),
        "high": float(values.max()),
        "furthest": float(furthest["estimate"]),
        "sign_flips": int((np.sign(values) != np.sign(estimate)).sum()),
        "verdicts_changed": changed,
    }
    return Check("leave_one_out", _TITLE, passed, finding, numbers)


def _changed(changed: int, places: int) -> Text | str:
    if not changed:
        return ""
    return Text(
        " Có {changed} trên {places} lần bỏ làm khoảng tin cậy bắt đầu hoặc thôi chứa số 0.",
        " In {changed} of {places} cases the interval begins or ceases to hold zero.",
    ).filled(changed=changed, places=places)
