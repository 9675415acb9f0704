"""Coverage: how many of the eligible each step to support reached, and whether it is chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_columns import COLUMNS, POSITIONS, STEPS
from analysis.measures.funnel_limits import binomial_limits, outside
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure
from analysis.measures.over_dispersion import OverDispersion, over_dispersion
from analysis.measures.phrases import number, sentence, share
from analysis.measures.query import ask
from analysis.measures.rank_sets import rank_sets
from analysis.measures.smoothed_rates import smoothed_rates
from analysis.measures.standardised_ratio import expected_counts, ratio_interval
from analysis.measures.wilson import wilson
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_COUNTS = (*STEPS, "eligible_unknown", "supported_not_eligible")
_KINDS = ["industry", "size"]
_REACHED = ("eligible", "told", "supported")


FEWEST_EXPECTED = 5
"""Fewer expected supports than this leave a place's rank to the law of small numbers."""

MOST_RANKED = 150
"""Sets for more places than this would take longer than a page may."""


def coverage_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district of the scope's vintage with an establishment, unknown ones last.

    The steps are counted among the eligible. `expected` are the supported there would be if every
    industry and size were supported as often as in the whole scope; the position in the funnel
    tells whether chance alone makes such a difference.
    """
    cells = ask(snapshot, scope, "coverage_cells")
    frame = cells.groupby("district", as_index=False)[list(_COUNTS)].sum()
    for name, values in (_standardised(cells, frame) | _shares(frame)).items():
        frame[name] = values
    for name, values in _ranks(frame).items():
        frame[name] = values
    frame = with_district_names(frame, snapshot, scope.language)
    names = [POSITIONS[code].in_language(scope.language) for code in frame["position"]]
    frame["position_name"] = pd.Series(names, index=frame.index, dtype="str")
    return frame.sort_values(
        ["district"], key=lambda codes: codes.where(codes != UNKNOWN_CODE, "~"), ignore_index=True
    )


def answer_coverage(frame: pd.DataFrame) -> Text | None:
    """Say how far support reached in the whole scope; None without an eligible establishment."""
    eligible, told, supported = (int(frame[name].sum()) for name in _REACHED)
    interval = wilson(supported, eligible)
    if interval is None:
        return None
    return sentence(
        "Trong {eligible} cơ sở thuộc đối tượng, {told} từng dự tuyên truyền, khảo sát và "
        "{supported} được hỗ trợ ({share}; khoảng {low}–{high})",
        "Of {eligible} eligible establishments {told} were present at outreach and {supported} "
        "were supported ({share}; {low} to {high})",
        eligible=number(eligible),
        told=number(told),
        supported=number(supported),
        share=share(supported / eligible),
        low=share(interval[0]),
        high=share(interval[1]),
    )


def answer_gaps(frame: pd.DataFrame) -> Text | None:
    """Say how many districts are supported less than chance explains; None where none can tell."""
    known = frame[(frame["district"] != UNKNOWN_CODE) & (frame["position"] != "cannot_tell")]
    if known.empty:
        return None
    low = known["position"].isin(["below_95", "below_998"])
    clear = known["position"] == "below_998"
    return sentence(
        "{low} trên {n} địa bàn được hỗ trợ ít hơn mức ngẫu nhiên cho phép ở giới hạn 95%, trong "
        "đó {clear} ở giới hạn 99,8%",
        "{low} of {n} places are supported less than chance allows at the 95% limits, {clear} of "
        "them at the 99.8% limits",
        low=number(int(low.sum())),
        n=number(len(known)),
        clear=number(int(clear.sum())),
    )


def spread_beyond_chance(frame: pd.DataFrame) -> OverDispersion:
    """Return how much districts of known place differ beyond chance (Spiegelhalter 2005)."""
    known = frame[frame["district"] != UNKNOWN_CODE]
    return over_dispersion(
        known["supported"].to_numpy(np.int64), known["expected"].to_numpy(np.float64)
    )


def _standardised(cells: pd.DataFrame, frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return what is expected of each district, its ratio and where it lies in the funnel."""
    if frame.empty:
        names = ("expected", "ratio", "ratio_low", "ratio_high", "position", "smoothed_share")
        return {name: [] for name in names}
    sizes = _by_kind(cells, "eligible", frame["district"])
    found = _by_kind(cells, "supported", frame["district"])
    expected = expected_counts(sizes, found)
    eligible, supported = sizes.sum(axis=1), found.sum(axis=1).astype(np.int64)
    low, high = ratio_interval(supported, expected)
    ratio = np.divide(supported, expected, out=np.full(len(expected), np.nan), where=expected > 0)
    smoothed = np.full(len(eligible), np.nan)
    if eligible.sum() > 0:
        smoothed = smoothed_rates(supported.astype(np.float64), eligible).rates
    return {
        "expected": expected.tolist(),
        "ratio": ratio.tolist(),
        "ratio_low": low.tolist(),
        "ratio_high": high.tolist(),
        "position": list(_positions(supported, eligible, expected)),
        "smoothed_share": smoothed.tolist(),
    }


def _by_kind(cells: pd.DataFrame, count: str, districts: pd.Series) -> Floats:
    """Return a count as a matrix of districts by kinds of establishment."""
    table = cells.pivot_table(
        index="district", columns=_KINDS, values=count, aggfunc="sum", fill_value=0
    )
    matrix: Floats = table.reindex(districts).to_numpy(np.float64)
    return matrix


def _positions(supported: Ints, eligible: Floats, expected: Floats) -> list[str]:
    """Return where each district lies, by the exact limits of the binomial law."""
    chance = np.divide(expected, eligible, out=np.zeros(len(expected)), where=eligible > 0)
    trials = eligible.astype(np.int64)
    wide = outside(supported, binomial_limits(trials, np.clip(chance, 0.0, 1.0), 0.998))
    near = outside(supported, binomial_limits(trials, np.clip(chance, 0.0, 1.0), 0.95))
    codes = {-2: "below_998", -1: "below_95", 0: "within", 1: "above_95", 2: "above_998"}
    return [
        codes[int(one)] if there else "cannot_tell"
        for one, there in zip(wide + near, expected > 0, strict=True)
    ]


def _ranks(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the first and last rank each place may have, and of how many, from the least covered.

    Ranked is the root of observed over expected, whose error hardly depends on its value.
    """
    expected = frame["expected"].to_numpy(np.float64)
    chosen = (expected >= FEWEST_EXPECTED) & (frame["district"] != UNKNOWN_CODE).to_numpy()
    number = int(chosen.sum())
    columns: dict[str, list[Any]] = {
        name: [None] * len(frame) for name in ("rank_low", "rank_high", "ranked")
    }
    if not 2 <= number <= MOST_RANKED:
        return columns
    observed = frame["supported"].to_numpy(np.float64)[chosen]
    found = rank_sets(
        np.sqrt(observed / expected[chosen]), 0.5 / np.sqrt(expected[chosen]), first="smallest"
    )
    for place, low, high in zip(np.flatnonzero(chosen), found.low, found.high, strict=True):
        columns["rank_low"][place] = int(low)
        columns["rank_high"][place] = int(high)
        columns["ranked"][place] = number
    return columns


def _shares(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the shares of the eligible told and supported, each with its interval."""
    found: dict[str, list[Any]] = {}
    for step in ("told", "supported"):
        pairs = list(zip(frame[step].tolist(), frame["eligible"].tolist(), strict=True))
        intervals = [wilson(int(some), int(every)) for some, every in pairs]
        found[f"{step}_share"] = [some / every if every else None for some, every in pairs]
        found[f"{step}_low"] = [one[0] if one else None for one in intervals]
        found[f"{step}_high"] = [one[1] if one else None for one in intervals]
    return found


MEASURES = (
    Measure(
        "coverage_by_district",
        Text("Độ phủ theo địa bàn", "Coverage by district"),
        Text(
            "Cơ sở thuộc đối tượng (theo hồ sơ; nếu hồ sơ không ghi thì mọi cơ sở trừ cơ sở lớn, "
            "đếm riêng), hoạt động trong ít nhất một năm đã chọn, theo địa bàn của cơ sở. Từng "
            "bước đếm mỗi cơ sở một lần: được biết (có mặt ở buổi tuyên truyền, khảo sát), hỏi hỗ "
            "trợ tại đó, nộp hồ sơ, được duyệt, được hỗ trợ, hoàn thành (đề án đã nghiệm thu). Tỷ "
            "lệ chia cho cơ sở thuộc đối tượng, khoảng Wilson (1927). Kỳ vọng: số được hỗ trợ nếu "
            "mỗi ngành và quy mô có cùng tỷ lệ như toàn phạm vi (chuẩn hóa gián tiếp); tỷ số thực "
            "tế ÷ kỳ vọng với khoảng chính xác (Garwood 1936). Vị trí: giới hạn 95% và 99,8% là "
            "phân vị mid-p của phân phối nhị thức quanh kỳ vọng (Spiegelhalter 2005). Thứ hạng, từ "
            "nơi ít được hỗ trợ nhất so với kỳ vọng: tập tin cậy 95% đồng thời (Mogstad, Romano, "
            f"Shaikh và Wilhelm 2024), cho nơi có kỳ vọng từ {FEWEST_EXPECTED} trở lên, nhiều "
            f"nhất {MOST_RANKED} nơi.",
            "Eligible establishments (as recorded; where nothing is, all but large ones, counted "
            "beside) in business in any of the chosen years, at the establishment's place. Each "
            "step counts an establishment once: told (present at outreach), asked there for "
            "support, applied, approved, supported, completed (the project accepted). Shares are "
            "of the eligible, with the interval of Wilson (1927). Expected: the supported if every "
            "industry and size had the rate of the whole scope (indirect standardisation); "
            "observed ÷ expected with the exact interval (Garwood 1936). Position: the 95% and "
            "99.8% limits are mid-p quantiles of the binomial law around the expected "
            "(Spiegelhalter 2005). Ranks, from the least supported against what is expected, "
            "are simultaneous 95% confidence sets (Mogstad, Romano, Shaikh and Wilhelm 2024) of "
            f"places where {FEWEST_EXPECTED} or more are expected, {MOST_RANKED} at most.",
        ),
        Text(
            "Không phải bảng xếp hạng: nơi có tập thứ hạng chồng nhau thì không nói được nơi nào "
            "hơn; trong giới hạn nghĩa là ngẫu nhiên đủ giải thích. Tỷ lệ làm trơn (Marshall "
            "1991) để tìm nơi cần xem, không để đánh giá. Chưa chuẩn hóa "
            "theo thứ tự ưu tiên của luật. Được biết chỉ gồm cơ sở có tên trong danh sách dự. Lọc "
            "theo nội dung chỉ thu hẹp từ bước nộp hồ sơ, theo nguồn từ bước được hỗ trợ. Chỉ 13 "
            "huyện 2020–2025 hoặc đơn vị như đã ghi.",
            "No league table: of places whose ranks overlap nobody can say which is better "
            "covered, and within the limits chance is explanation enough. The smoothed share "
            "(Marshall 1991) is for finding places to look at, not for judging them. Not yet "
            "standardised by the law's order of priority. Told are only establishments named as "
            "present. A filter by activity narrows the steps from the application on, one by "
            "source those from support on. Only the 13 districts of 2020–2025, or units as "
            "recorded.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact"),
            *("application", "project", "project_fund", "support"),
        ),
        COLUMNS,
        coverage_by_district,
    ),
)
