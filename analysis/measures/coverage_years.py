"""Coverage year by year: of the eligible in business in a year, who was supported in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_spans import in_spans, is_whole, years_of_support
from analysis.measures.eligible_words import ELIGIBLE_IN_YEAR
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import number, sentence, share
from analysis.measures.wilson import wilson, wilson_all
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_COUNTED = ["district", "year", "eligible", "supported"]

MOST_YEARS = 6
"""More small maps than this are too small to read beside one another."""


def coverage_by_district_and_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district and year of the scope, unknown districts last in each year.

    Years run from the first in which anybody was supported. A district where no eligible
    establishment was in business in a year has 0 eligible and no share.
    """
    years = [year for year in years_of_support(snapshot) if not scope.years or year in scope.years]
    frame = in_spans(snapshot, scope, [(year, year) for year in years])
    frame = frame.rename(columns={"from_year": "year"})[_COUNTED]
    whole = {year: is_whole(snapshot, year) for year in years}
    frame["whole_year"] = frame["year"].map(whole).astype(bool)
    supported, eligible = (frame[name].to_numpy(np.float64) for name in ("supported", "eligible"))
    some = frame["eligible"].where(frame["eligible"] > 0)
    frame["supported_share"] = frame["supported"] / some
    frame["supported_low"], frame["supported_high"] = wilson_all(supported, eligible)
    frame = with_district_names(frame, snapshot, scope.language)
    return frame.sort_values(
        ["year", "district"],
        key=lambda values: values.where(values != UNKNOWN_CODE, "~"),
        ignore_index=True,
    )


def last_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last MOST_YEARS years of a frame."""
    years = sorted(set(frame["year"]))[-MOST_YEARS:]
    return frame[frame["year"].isin(years)].reset_index(drop=True)


def answer_years(frame: pd.DataFrame) -> Text | None:
    """Say the share supported in the first and in the last whole year; None without two of them."""
    whole = frame[frame["whole_year"].astype(bool)]
    sums = whole.groupby("year")[["eligible", "supported"]].sum()
    sums = sums[sums["eligible"] > 0]
    if len(sums) < 2:
        return None
    told: dict[str, object] = {}
    for end, place in (("first", 0), ("last", -1)):
        supported, eligible = int(sums["supported"].iloc[place]), int(sums["eligible"].iloc[place])
        interval = wilson(supported, eligible) or (0.0, 1.0)
        told |= {
            f"{end}_year": str(sums.index[place]),
            f"{end}_share": share(supported / eligible),
            f"{end}_low": share(interval[0]),
            f"{end}_high": share(interval[1]),
            f"{end}_n": number(eligible),
        }
    return sentence(
        "Trong một năm, {last_share} cơ sở thuộc đối tượng được hỗ trợ năm {last_year} (khoảng "
        "{last_low}–{last_high}, n = {last_n}); năm {first_year} là {first_share} "
        "({first_low}–{first_high}, n = {first_n})",
        "In a single year {last_share} of eligible establishments were supported in {last_year} "
        "({last_low} to {last_high}, n = {last_n}), in {first_year} {first_share} "
        "({first_low} to {first_high}, n = {first_n})",
        **told,
    )


MEASURES = (
    Measure(
        "coverage_by_district_and_year",
        Text("Độ phủ theo địa bàn và năm", "Coverage by district and year"),
        Text(
            "Cơ sở thuộc đối tượng đang hoạt động trong từng năm và số cơ sở trong đó được hỗ trợ "
            f"ngay năm ấy, theo địa bàn của cơ sở. {ELIGIBLE_IN_YEAR.vi} "
            "Hoạt động: thành lập không sau và không đóng cửa trước năm đó; không ghi ngày "
            "thì coi là đang hoạt động. Tỷ lệ chia cho cơ sở thuộc đối tượng của năm, khoảng "
            "Wilson (1927). Năm: từ năm đầu tiên có hỗ trợ.",
            "Eligible establishments in business in each year, and how many of them were supported "
            f"in that very year, at the establishment's place. {ELIGIBLE_IN_YEAR.en} "
            "In business: founded no later and not closed before the year; without a "
            "recorded day, taken to be. The share is of the eligible of the year, with the "
            "interval of Wilson (1927). Years run from the first with any support.",
        ),
        Text(
            "Cơ sở được hỗ trợ hai năm đếm ở cả hai năm, nên cộng các năm lớn hơn số cơ sở từng "
            "được hỗ trợ. Số một năm ở một địa bàn nhỏ: khoảng rộng, chênh lệch giữa hai năm "
            "thường do ngẫu nhiên. Năm chưa hết được đánh dấu. Cơ sở ngoài đối tượng được hỗ trợ "
            "không tính ở đây. Chưa chuẩn hóa theo ngành, quy mô.",
            "An establishment supported in two years counts in both, so years added up exceed the "
            "establishments ever supported. Numbers of one place in one year are small: intervals "
            "are wide and a change from one year to the next is often chance. A year not yet over "
            "is marked. Support of those not eligible is not counted here. Not standardised by "
            "industry and size.",
        ),
        ("establishment", "project", "project_fund", "support", "application", "gate_rule"),
        (
            *DISTRICT_KEYS,
            MeasureColumn("year", "year", Text("Năm", "Year")),
            MeasureColumn("eligible", "count", Text("Thuộc đối tượng", "Eligible")),
            MeasureColumn("supported", "count", Text("Được hỗ trợ", "Supported")),
            MeasureColumn("supported_share", "share", Text("Tỷ lệ được hỗ trợ", "Share supported")),
            MeasureColumn("supported_low", "share", Text("Cận dưới", "From")),
            MeasureColumn("supported_high", "share", Text("Cận trên", "To")),
            MeasureColumn("whole_year", "flag", Text("Trọn năm", "Whole year")),
        ),
        coverage_by_district_and_year,
    ),
)
