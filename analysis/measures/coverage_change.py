"""How coverage changed from one period to the next of equal length, with its own interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.coverage_spans import in_spans, is_whole
from analysis.measures.eligible_words import RULE_CHANGED
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.newcombe import differences_of_shares
from analysis.measures.phrases import listed, number, points, sentence
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_DOUBT = 0.05
YEARS_COMPARED = 3
"""Years of a period where the scope chooses none: the last whole ones against those before."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The years looked at and as many just before them."""

    now: tuple[int, ...]
    before: tuple[int, ...]


def compared_periods(snapshot: Snapshot, scope: Scope) -> Periods:
    """Return the years of the scope, or the last YEARS_COMPARED whole years, and those before."""
    if scope.years:
        first, last = min(scope.years), max(scope.years)
    else:
        whole = snapshot.case.as_of.year
        if not is_whole(snapshot, whole):
            whole -= 1
        first, last = whole - YEARS_COMPARED + 1, whole
    length = last - first + 1
    return Periods(tuple(range(first, last + 1)), tuple(range(first - length, first)))


def coverage_change(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district: the share supported in the period, before it, and the change.

    Both periods ask the same; an establishment in business in both counts in both. The interval
    ending in `_together` is so much wider that with 95% confidence all known places at once lie in
    theirs (Bonferroni).
    """
    periods = compared_periods(snapshot, scope)
    frame = _counted(snapshot, scope, periods)
    known = (frame["district"] != UNKNOWN_CODE) & (frame["eligible"] > 0)
    places = int((known & (frame["eligible_before"] > 0)).sum())
    for ending, doubt in (("", _DOUBT), ("_together", _DOUBT / max(places, 1))):
        change, low, high = differences_of_shares(
            found=frame["supported"].to_numpy(np.float64),
            known=frame["eligible"].to_numpy(np.float64),
            other_found=frame["supported_before"].to_numpy(np.float64),
            other_known=frame["eligible_before"].to_numpy(np.float64),
            level=1 - doubt,
        )
        frame["change"] = change
        frame[f"change_low{ending}"], frame[f"change_high{ending}"] = low, high
    for suffix in ("", "_before"):
        frame[f"share{suffix}"] = [
            some / every if every else None
            for some, every in zip(
                frame[f"supported{suffix}"], frame[f"eligible{suffix}"], strict=True
            )
        ]
    for name, years in (("", periods.now), ("_before", periods.before)):
        frame[f"from_year{name}"], frame[f"to_year{name}"] = years[0], years[-1]
    frame = with_district_names(frame, snapshot, scope.language)
    return frame.sort_values(
        ["district"], key=lambda codes: codes.where(codes != UNKNOWN_CODE, "~"), ignore_index=True
    )


def answer_change(frame: pd.DataFrame) -> Text | None:
    """Say where coverage fell or rose beyond doubt; None where nothing can be compared.

    Places are named by the interval that allows for how many there are; by their own intervals
    they are only counted, beside how many chance alone gives.
    """
    known = frame[(frame["district"] != UNKNOWN_CODE) & frame["change"].notna()]
    if known.empty:
        return None
    fell = known[known["change_high_together"] < 0].sort_values("change")
    rose = known[known["change_low_together"] > 0].sort_values("change", ascending=False)
    alone = int(((known["change_high"] < 0) | (known["change_low"] > 0)).sum())
    years = {
        name: _years(known.iloc[0], suffix) for name, suffix in (("now", ""), ("before", "_before"))
    }
    if fell.empty and rose.empty and alone:
        return sentence(
            "Từ {before} đến {now} chưa nói được độ phủ của nơi nào thay đổi: khoảng riêng của "
            "{alone} trên {n} nơi không chứa 0, riêng ngẫu nhiên cũng cho khoảng {chance}",
            "From {before} to {now} no place's coverage can be told to have changed: the own "
            "intervals of {alone} of {n} places leave out zero, of which chance alone gives about "
            "{chance}",
            alone=number(alone),
            n=number(len(known)),
            chance=number(_DOUBT * len(known), 1),
            **years,
        )
    if fell.empty and rose.empty:
        return sentence(
            "Từ {before} đến {now} chưa thấy độ phủ của nơi nào thay đổi rõ (n = {n} nơi)",
            "From {before} to {now} no place's coverage changed clearly (n = {n} places)",
            n=number(len(known)),
            **years,
        )
    return sentence(
        "Từ {before} đến {now} độ phủ giảm rõ ở {fell} và tăng rõ ở {rose} (xét cùng lúc {n} nơi)",
        "From {before} to {now} coverage clearly fell in {fell} and rose in {rose} (looking at {n} "
        "places at once)",
        fell=_named(fell),
        rose=_named(rose),
        n=number(len(known)),
        **years,
    )


def _counted(snapshot: Snapshot, scope: Scope, periods: Periods) -> pd.DataFrame:
    """Return the eligible and supported of both periods, of places in business in either."""
    spans = [(years[0], years[-1]) for years in (periods.now, periods.before)]
    counted = in_spans(snapshot, scope, spans)
    now, before = (counted[counted["from_year"] == first] for first, _ in spans)
    frame = now.merge(before, on="district", suffixes=("", "_before"))
    there = (frame["in_business"] > 0) | (frame["in_business_before"] > 0)
    counts = ["eligible", "supported", "eligible_before", "supported_before"]
    return frame.loc[there, ["district", *counts]].reset_index(drop=True)


def _years(row: pd.Series, suffix: str) -> Text:
    first, last = int(row[f"from_year{suffix}"]), int(row[f"to_year{suffix}"])
    words = str(first) if first == last else f"{first}–{last}"
    return Text(words, words)


def _named(rows: pd.DataFrame) -> Text:
    """Return the first places with their change in points, or that there is none."""
    named = [
        sentence("{name} ({change})", "{name} ({change})", name=name, change=points(change))
        for name, change in zip(rows["district_name"], rows["change"].astype(float), strict=True)
    ]
    return listed(named, Text("không nơi nào", "no place"))


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


MEASURES = (
    Measure(
        "coverage_change",
        Text("Thay đổi độ phủ giữa hai kỳ", "Change in coverage between two periods"),
        Text(
            "Tỷ lệ cơ sở thuộc đối tượng được hỗ trợ trong kỳ và trong kỳ liền trước có cùng số "
            f"năm: các năm đã chọn, nếu không chọn thì {YEARS_COMPARED} năm trọn gần nhất. Thay "
            "đổi là tỷ lệ kỳ này trừ kỳ trước, khoảng 95% của Newcombe (1998, phương pháp 10) như "
            "hai nhóm độc lập.",
            "Share of eligible establishments supported in the period and in the period of as many "
            f"years just before: the years chosen, or the last {YEARS_COMPARED} whole ones. The "
            "change is this share less the one before, with Newcombe's 95% interval (1998, method "
            "10) as of two independent groups.",
        ),
        Text(
            "Cơ sở hoạt động ở cả hai kỳ được đếm ở cả hai, nên khoảng rộng hơn cần thiết đôi "
            "chút. Cứ 20 nơi không đổi thì khoảng riêng của trung bình một nơi không chứa 0; "
            "khoảng «xét cùng lúc» (Bonferroni) tính cả số nơi, câu trả lời chỉ nêu tên theo "
            "khoảng này. Kỳ trước số liệu đầu tiên thì bằng không. "
            f"{RULE_CHANGED.vi}",
            "An establishment in business in both periods counts in both, so intervals are a "
            "little wider than need be. Of 20 places without a change the own interval of one on "
            "average leaves out zero; that of all at once (Bonferroni) allows for how many places "
            "there are, and only by it is a place named. "
            f"A period before the first data has nothing in it. {RULE_CHANGED.en}",
        ),
        ("establishment", "project", "support", "gate_rule"),
        (
            *DISTRICT_KEYS,
            MeasureColumn("from_year", "year", Text("Kỳ này, từ", "Period from")),
            MeasureColumn("to_year", "year", Text("Kỳ này, đến", "Period to")),
            _count("eligible", "Thuộc đối tượng, kỳ này", "Eligible, this period"),
            _count("supported", "Được hỗ trợ, kỳ này", "Supported, this period"),
            _share("share", "Tỷ lệ, kỳ này", "Share, this period"),
            MeasureColumn("from_year_before", "year", Text("Kỳ trước, từ", "Before, from")),
            MeasureColumn("to_year_before", "year", Text("Kỳ trước, đến", "Before, to")),
            _count("eligible_before", "Thuộc đối tượng, kỳ trước", "Eligible, before"),
            _count("supported_before", "Được hỗ trợ, kỳ trước", "Supported, before"),
            _share("share_before", "Tỷ lệ, kỳ trước", "Share, before"),
            _share("change", "Thay đổi", "Change"),
            _share("change_low", "Cận dưới", "From"),
            _share("change_high", "Cận trên", "To"),
            _share("change_low_together", "Cận dưới, xét cùng lúc", "From, all at once"),
            _share("change_high_together", "Cận trên, xét cùng lúc", "To, all at once"),
        ),
        coverage_change,
    ),
)
