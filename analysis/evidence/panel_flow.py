"""Who stands in a panel and who was left out on the way, every establishment and year once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.evidence.model import NEVER, Bools, Ints
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.panel_query import OTHER_SUPPORT, Window
from analysis.evidence.panel_years import between, how_many, listed, only, up_to, whole
from analysis.language import Text

Codes = npt.NDArray[np.object_]

REASONS: dict[str, Text] = {
    "all": Text("Mọi cơ sở trong bộ dữ liệu", "All establishments of the data set"),
    "outside_scope": Text(
        "Ngoài địa bàn, ngành, quy mô đang chọn",
        "Outside the places, industries and sizes chosen",
    ),
    "not_eligible": Text(
        "Không thuộc đối tượng hỗ trợ, hoặc quy mô lớn",
        "Not eligible for support, or large",
    ),
    "closed_before": Text(
        "Ngừng hoạt động trước năm đầu có số liệu",
        "Closed before the first year on record",
    ),
    "no_report": Text(
        "Chưa có báo cáo kết quả sản xuất kinh doanh năm nào",
        "No report of results in any year",
    ),
    "not_gone_ahead": Text(
        "Đề án mới ở kế hoạch hoặc đã ngừng: không xếp được vào nhóm nào",
        "Their project is only planned, or was stopped: they belong to neither group",
    ),
    "other_support": Text(
        "Được hỗ trợ, nhưng bằng nội dung hoặc nguồn khác",
        "Supported, but by another activity or source",
    ),
    "other_support_before": Text(
        "Đã được hỗ trợ bằng nội dung hoặc nguồn khác, trước đó hoặc cùng năm",
        "Supported by another activity or source before, or in the same year",
    ),
    "other_years": Text(
        "Được hỗ trợ lần đầu ngoài các năm đang chọn",
        "First supported outside the years chosen",
    ),
    "before_records": Text(
        "Được hỗ trợ khi chưa có số liệu năm nào trước đó",
        "Supported before there are records of any earlier year",
    ),
    "no_answer": Text(
        "Không năm nào trả lời được chỉ tiêu này",
        "This outcome is not known for any year",
    ),
    "no_base": Text(
        "Không biết chỉ tiêu này ngay trước năm hỗ trợ, nên không có gì để so",
        "Outcome not known just before support, so there is nothing to compare with",
    ),
    "lost": Text(
        "Có số liệu trước hỗ trợ nhưng chưa có năm nào từ khi hỗ trợ",
        "Known before support, but in no year since",
    ),
    "one_year": Text(
        "Cơ sở đối chứng chỉ có số liệu của một năm",
        "Comparison establishments known for one year only",
    ),
    "unanswered": Text(
        "Năm không trả lời chỉ tiêu này",
        "Years in which this outcome was not answered",
    ),
    "not_positive": Text(
        "Năm có giá trị bằng 0 hoặc âm, không lấy được logarit",
        "Years with a value of zero or less, of which no log can be taken",
    ),
    "no_prices": Text(
        "Năm không có chỉ số giá",
        "Years without a price index",
    ),
    "hidden": Text(
        "Các năm kể từ khi có khoản hỗ trợ khác",
        "Years from other support on",
    ),
    "support_year": Text(
        "Năm được hỗ trợ, khi cơ sở chắc chắn còn hoạt động",
        "The year of support, when they were surely in business",
    ),
}
"""Every step in its order; those from `unanswered` on leave out single years."""

STILL_IN_PANEL = ("no_base", "lost", "one_year")
"""Who adds nothing to the estimate, but stays in the panel: losses and pre-trends rest on them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each of n establishments of a data set stands, by its row.

    `codes` (n,) tell why it is not in the estimate, None for those in it; `in_panel` (n,) who is
    a unit of the panel; `supported` (n,) who had the support asked about, in the panel or not;
    `cohorts` (n,) are those of the panel, NEVER for all others. `reported` and `kept` (n,) are
    sets of years: those on record, those in the panel. `dropped` are sets of years left out one by
    one, by code. `first_period` is the first year with an outcome, `periods` are those of the
    panel.
    """

    codes: Codes
    in_panel: Bools
    supported: Bools
    cohorts: Ints
    reported: Ints
    kept: Ints
    dropped: dict[str, Ints]
    first_period: int
    periods: Ints

    @property
    def in_estimate(self) -> Bools:
        """Tell who can be seen to change, (n,)."""
        found: Bools = pd.isna(self.codes)
        return found


def place(
    units: pd.DataFrame, outcome: Outcome, years: Window, anticipation: int, with_others: bool
) -> Placed:
    """Return where every establishment stands; `units` are those of `BuiltPanel.everybody`.

    `with_others` has those supported otherwise than asked compared until that support.
    """
    origin = years.origin
    codes: Codes = np.array(units["code"].to_numpy(dtype=object), dtype=object)
    codes[pd.isna(codes)] = None
    cohorts = whole(units["cohort"], NEVER)
    others = np.isin(codes, OTHER_SUPPORT)
    compared_later = others if with_others else codes == "other_years"
    supported = units["inside_year"].notna().to_numpy() & ~compared_later
    reported, dropped = _years_on_record(units, outcome, years, cohorts)
    visible = up_to(whole(units["hidden_from"], years.last + 1), origin)
    dropped["hidden"] = reported & ~visible
    kept = _answered(units, outcome, reported, dropped) & visible
    if outcome.source == "record":
        silent = (reported == 0) & (pd.isna(codes) | others | (codes == "not_gone_ahead"))
        codes[silent] = "no_report"
    if with_others:
        codes[others & (kept != 0)] = None
    seen = listed(kept[pd.isna(codes)], origin)
    first_period = int(seen[0]) if len(seen) else origin
    early = (cohorts != NEVER) & (cohorts - anticipation <= first_period)
    codes[pd.isna(codes) & early] = "before_records"
    in_panel = pd.isna(codes) & (kept != 0)
    codes[pd.isna(codes) & ~in_panel] = "no_answer"
    periods = listed(kept[in_panel], origin)
    _mark_unseen(codes, in_panel, cohorts, kept, periods, years, anticipation)
    return Placed(
        codes=codes,
        in_panel=in_panel,
        supported=supported,
        cohorts=cohorts,
        reported=reported,
        kept=np.where(in_panel, kept, 0),
        dropped=dropped,
        first_period=first_period,
        periods=periods,
    )


def _years_on_record(
    units: pd.DataFrame, outcome: Outcome, years: Window, cohorts: Ints
) -> tuple[Ints, dict[str, Ints]]:
    """Return the sets of years on record, and of those what is left out for each reason."""
    if outcome.source == "record":
        return whole(units["reported"], 0), {}
    # In business at the start of the year: founded in an earlier one, closed in this or a later.
    first = np.maximum(whole(units["founded_year"], years.origin - 1) + 1, years.origin)
    last = np.minimum(whole(units["closed_year"], years.last), years.last)
    alive = between(first, last, years.origin)
    return alive, {"support_year": only(cohorts, years.origin) & alive}


def _answered(
    units: pd.DataFrame, outcome: Outcome, reported: Ints, dropped: dict[str, Ints]
) -> Ints:
    """Return the sets of years whose outcome is known; tell of the others why not."""
    if outcome.source == "register":
        return reported & ~dropped["support_year"]
    answered = whole(units["answered"], 0)
    left = reported & ~answered & ~dropped["hidden"]
    dropped["no_prices"] = left & whole(units["no_prices"], 0)
    dropped["not_positive"] = left & ~dropped["no_prices"] & whole(units["not_positive"], 0)
    dropped["unanswered"] = left & ~dropped["no_prices"] & ~dropped["not_positive"]
    return answered


def _mark_unseen(
    codes: Codes,
    in_panel: Bools,
    cohorts: Ints,
    kept: Ints,
    periods: Ints,
    years: Window,
    anticipation: int,
) -> None:
    """Mark, in place, whose change nothing tells: no year before support, or none since."""
    supported = in_panel & (cohorts != NEVER)
    bases = np.full(len(cohorts), years.origin - 1, dtype=np.int64)
    if len(periods):
        place_of = np.searchsorted(periods, cohorts - anticipation) - 1
        bases = np.where(place_of >= 0, periods[np.maximum(place_of, 0)], bases)
    before = (kept & only(bases, years.origin)) != 0
    since = (kept & ~up_to(cohorts, years.origin)) != 0
    codes[supported & before & ~since] = "lost"
    codes[supported & ~before] = "no_base"
    codes[in_panel & ~supported & (how_many(kept) < 2)] = "one_year"


def flow_frame(placed: Placed) -> pd.DataFrame:
    """Return the steps from all establishments to those the estimate rests on.

    One row per step that left anything out, in order, after a first one for all: step, code,
    reason_vi, reason_en, excluded, remaining (establishments), excluded_supported,
    remaining_supported, excluded_years, remaining_years (years of establishments), in_panel (they
    add nothing to the estimate, but losses and pre-trends are judged by them too). Everything
    excluded and what remains at last add up to the first row.
    """
    inside = placed.in_estimate
    rows_of = how_many(placed.reported)
    left = len(placed.codes), int(placed.supported.sum()), int(rows_of.sum())
    rows = [("all", 0, left[0], 0, left[1], 0, left[2])]
    for code in list(REASONS)[1:]:
        who = placed.codes == code
        gone = int(who.sum()), int((who & placed.supported).sum()), int(rows_of[who].sum())
        if code in placed.dropped:
            gone = 0, 0, int(how_many(placed.dropped[code][inside]).sum())
        if any(gone):
            left = left[0] - gone[0], left[1] - gone[1], left[2] - gone[2]
            rows.append((code, gone[0], left[0], gone[1], left[1], gone[2], left[2]))
    names = ["code", "excluded", "remaining", "excluded_supported", "remaining_supported"]
    frame = pd.DataFrame(rows, columns=[*names, "excluded_years", "remaining_years"])
    frame.insert(0, "step", range(len(frame)))
    for language in ("en", "vi"):
        texts = [REASONS[code].in_language(language) for code in frame["code"]]
        frame.insert(2, f"reason_{language}", pd.Series(texts, dtype="str"))
    return frame.assign(in_panel=frame["code"].isin(STILL_IN_PANEL))
