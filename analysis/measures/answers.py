"""Answers: the sentence a chart proves, computed from the very frame the chart draws.

Every function takes a measure's frame and returns a Text, or None when the frame answers nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from analysis.dictionary.codes import ACTIVITY
from analysis.language import LANGUAGES, Text, format_money, format_number, format_share
from analysis.measures.model import code_label
from analysis.scope import UNKNOWN_CODE, Scope

HEADLINE_STAGES = ("approved", "disbursed", "planned")
_STAGE_WORDS = {
    "approved": Text("được phê duyệt", "approved"),
    "disbursed": Text("giải ngân", "disbursed"),
    "planned": Text("kế hoạch", "planned"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """The latest value of a yearly series, its change and the series behind it.

    `year` is the latest year with a row; `value` and `previous` are None where unknown;
    `difference` is relative for amounts and counts (0.12 is +12 %), None where not computable.
    """

    year: int | None
    value: float | None
    previous_year: int | None
    previous: float | None
    series: tuple[float | None, ...]

    @property
    def difference(self) -> float | None:
        """Relative change on the year before, None unless both are known and it was not zero."""
        if self.value is None or not self.previous:
            return None
        return self.value / self.previous - 1

    @property
    def step(self) -> float | None:
        """Absolute change on the year before, None unless both are known."""
        if self.value is None or self.previous is None:
            return None
        return self.value - self.previous


def latest_change(frame: pd.DataFrame, column: str) -> Change:
    """Return the latest year of a yearly frame against the year just before it.

    The year before counts only if it is the calendar year before and both are whole years.
    """
    if frame.empty:
        return Change(None, None, None, None, ())
    ordered = frame.sort_values("year")
    values = [_known(value) for value in ordered[column]]
    years = [int(year) for year in ordered["year"]]
    parts = list(ordered["part_year"]) if "part_year" in ordered else [False] * len(years)
    comparable = len(years) > 1 and years[-2] == years[-1] - 1 and not parts[-1] and not parts[-2]
    return Change(
        years[-1],
        values[-1],
        years[-2] if comparable else None,
        values[-2] if comparable else None,
        tuple(values),
    )


def money_stage(frame: pd.DataFrame) -> str | None:
    """Return the stage that speaks for the money: approved, else disbursed, else planned."""
    for stage in HEADLINE_STAGES:
        if frame[stage].notna().any():
            return stage
    return None


def stage_name(stage: str) -> Text:
    """Return the word for a money stage."""
    return _STAGE_WORDS[stage]


def price_note(frame: pd.DataFrame) -> Text | None:
    """Return " (constant prices of 2025)" for money at constant prices, None at nominal ones."""
    years = frame["price_year"].dropna() if "price_year" in frame else ()
    if len(years) == 0:
        return None
    year = int(max(years))
    return Text(f" (giá so sánh {year})", f" (constant prices of {year})")


def currency_of(frame: pd.DataFrame) -> str | None:
    """Return the one currency of a frame; None when it is empty.

    Raises ValueError when there are several: amounts are never added across currencies.
    """
    currencies = frame["currency"].dropna().unique()
    if len(currencies) > 1:
        raise ValueError(f"several currencies in one frame: {sorted(currencies)}")
    return str(currencies[0]) if len(currencies) else None


def answer_by_year(frame: pd.DataFrame) -> Text | None:
    """Say how fast money grew, from what to what; or how many projects, if amounts are unknown."""
    if frame.empty:
        return None
    stage = money_stage(frame)
    if stage is None:
        return _projects_only(frame)
    known = frame[frame[stage].notna()].sort_values("year")
    first, last = known.iloc[0], known.iloc[-1]
    currency = str(last["currency"])
    years = int(last["year"]) - int(first["year"])
    if (
        bool(last["part_year"])
        or bool(first["part_year"])
        or years == 0
        or first[stage] <= 0
        or last[stage] <= 0
    ):
        return _single_year(stage, last, currency)
    growth = (last[stage] / first[stage]) ** (1 / years) - 1
    verb = Text("tăng", "grew") if growth >= 0 else Text("giảm", "fell")
    return _texts(
        "Kinh phí {stage} {verb} bình quân {growth} mỗi năm, từ {start} năm {first} {to} {end} năm "
        "{last}{prices}",
        "Money {stage} {verb} {growth} a year on average, from {start} in {first} to {end} in "
        "{last}{prices}",
        prices=price_note(frame) or "",
        stage=stage_name(stage),
        verb=verb,
        growth=_shares(abs(growth)),
        start=_amounts(first[stage], currency),
        end=_amounts(last[stage], currency),
        first=int(first["year"]),
        last=int(last["year"]),
        to=Text("lên" if growth >= 0 else "xuống", "to"),
    )


def answer_by_source(frame: pd.DataFrame, scope: Scope | None = None) -> Text | None:
    """Say which fund source carries most of the money; nothing when sources were chosen."""
    if scope is not None and scope.fund_sources:
        return None
    return _largest_share(
        frame,
        "fund_source",
        Text(
            "Nguồn kinh phí lớn nhất: {name}, {share} kinh phí {stage}",
            "Largest fund source: {name}, {share} of money {stage}",
        ),
    )


def answer_by_activity(frame: pd.DataFrame, scope: Scope | None = None) -> Text | None:
    """Say which activity takes most, and how many of the nine of the decree were never used.

    Nothing is said of unused activities inside a filter, of another country's programme, or where
    the activity of some projects is unknown; nothing at all when activities were chosen.
    """
    if frame.empty or (scope is not None and scope.activities):
        return None
    lead = _largest_share(
        frame,
        "activity",
        Text("{name}: {share} kinh phí {stage}", "{name}: {share} of money {stage}"),
    )
    filtered = scope is not None and bool(scope.filters())
    used = set(frame["activity"])
    if lead is None or filtered or UNKNOWN_CODE in used or currency_of(frame) != "VND":
        return lead
    unused = _texts(
        "{unused} trong {all} nội dung của Nghị định 45/2012 chưa có đề án nào",
        "{unused} of the {all} activities of Decree 45/2012 without a project",
        unused=len(ACTIVITY.codes) - len(used),
        all=len(ACTIVITY.codes),
    )
    return Text(f"{lead.vi}; {unused.vi}", f"{lead.en}; {unused.en}")


def answer_by_district(frame: pd.DataFrame, scope: Scope | None = None) -> Text | None:
    """Say how much the three leading places receive together; nothing when places were chosen."""
    stage = None if frame.empty else money_stage(frame)
    if stage is None or (scope is not None and scope.districts):
        return None
    placed = frame[frame["district"].map(is_one_place)]
    total = float(frame[stage].sum())
    top = placed[placed[stage].fillna(0) > 0].astype({stage: "float"}).nlargest(3, stage)
    if len(placed) < 4 or len(top) < 3 or total <= 0:
        return None
    return _texts(
        "Ba trong {all} địa bàn nhận {share} kinh phí {stage}: {names}",
        "Three of {all} places receive {share} of money {stage}: {names}",
        all=len(placed),
        share=_shares(float(top[stage].sum()) / total),
        stage=stage_name(stage),
        names=", ".join(top["district_name"]),
    )


def is_one_place(code: str) -> bool:
    """Tell whether a place code names one district or commune, not the province or the unknown."""
    # Codes of provinces have two digits, of districts three, of communes five.
    return code != UNKNOWN_CODE and len(code) > 2


def answer_disbursement(frame: pd.DataFrame) -> Text | None:
    """Say what share of the plan was disbursed, with both amounts, where both are known."""
    known = frame[frame["disbursement_rate"].notna()]
    if known.empty:
        return None
    currency = str(known["currency"].iloc[0])
    paid = float((known["disbursement_rate"] * known["disbursement_base"].astype(float)).sum())
    base = float(known["disbursement_base"].sum())
    last = known.sort_values("year").iloc[-1]
    if len(known) == 1:
        return _texts(
            "Giải ngân {share} kế hoạch {year}: {paid} trên {base}{open}",
            "{share} of the {year} plan was disbursed: {paid} of {base}{open}",
            open=_still_open(last),
            share=_shares(paid / base),
            year=int(last["year"]),
            paid=_amounts(paid, currency),
            base=_amounts(base, currency),
        )
    return _texts(
        "Giải ngân {share} kế hoạch ({paid} trên {base}); riêng năm {year} đạt {rate}{open}",
        "{share} of the plan was disbursed ({paid} of {base}); in {year} alone, {rate}{open}",
        open=_still_open(last),
        share=_shares(paid / base),
        year=int(last["year"]),
        rate=_shares(float(last["disbursement_rate"])),
        paid=_amounts(paid, currency),
        base=_amounts(base, currency),
    )


def _still_open(row: pd.Series) -> Text | str:
    """Return how many projects of a year are not settled, as what may still be paid for it."""
    unsettled = row.get("unsettled")
    if unsettled is None or pd.isna(unsettled) or int(unsettled) == 0:
        return ""
    return _texts(
        " (còn {count} đề án chưa quyết toán)",
        " (projects not settled yet: {count})",
        count=_numbers(int(unsettled)),
    )


def answer_jobs(frame: pd.DataFrame) -> Text | None:
    """Say how workers changed at supported establishments that answered; a change, no effect."""
    answered = int(frame["answered"].sum()) if not frame.empty else 0
    if answered == 0:
        return None
    net = int(frame["net"].sum())
    return _texts(
        "Lao động ở cơ sở được hỗ trợ {verb} {net} người trong năm hỗ trợ "
        "(tăng {gained}, giảm {lost}; {answered}/{supported} lượt cơ sở trả lời); đây là thay đổi, "
        "chưa phải tác động",
        "Workers at supported establishments {verb} by {net} in the year of support "
        "(gained {gained}, lost {lost}; {answered} of {supported} establishment-years answered): "
        "a change (evidence grade 1), not an effect",
        verb=Text("tăng ròng", "rose") if net >= 0 else Text("giảm ròng", "fell"),
        net=_numbers(abs(net)),
        gained=_numbers(int(frame["gained"].sum())),
        lost=_numbers(int(frame["lost"].sum())),
        answered=_numbers(answered),
        supported=_numbers(int(frame["supported"].sum())),
    )


def answer_price_index(frame: pd.DataFrame) -> Text | None:
    """Say how much prices rose between the first and the last indexed year, and what stands in."""
    if len(frame) < 2:
        return None
    ordered = frame.sort_values("year")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    rise = float(last["index_value"]) / float(first["index_value"]) - 1
    return _texts(
        "Giá tiêu dùng {verb} {rise} từ {first} đến {last}; giá so sánh tính theo giá năm {last}",
        "Consumer prices {verb} {rise} from {first} to {last}; constant prices are those of {last}",
        verb=Text("tăng", "rose") if rise >= 0 else Text("giảm", "fell"),
        rise=_shares(abs(rise)),
        first=int(first["year"]),
        last=int(last["year"]),
    )


def answer_published(frame: pd.DataFrame) -> Text | None:
    """Say how many figures are published, of how many places, and how many are carried out."""
    if frame.empty:
        return None
    actual = int((frame["status"] == "actual").sum())
    return _texts(
        "{all} số liệu đã công bố ở {places} phạm vi; {actual} là số thực hiện, còn lại là kế "
        "hoạch, mục tiêu, ước tính hoặc suy ra",
        "{all} published figures for {places} geographies; {actual} are actual, the rest plans, "
        "targets, estimates or derived",
        all=_numbers(len(frame)),
        places=_numbers(frame["geography"].nunique()),
        actual=_numbers(actual),
    )


def answer_district_statistics(frame: pd.DataFrame, column: str, what: Text) -> Text | None:
    """Say where most of a counted thing was in the latest year, and of how many."""
    known = frame[frame[column].notna()]
    if known.empty:
        return None
    latest = known[known["year"] == known["year"].max()].astype({column: "float"})
    total = float(latest[column].sum())
    top = latest.nlargest(3, column)
    if total <= 0 or len(top) < 3:
        return None
    return _texts(
        "Năm {year}, ba trong {all} huyện có {share} {what}: {names}",
        "In {year}, three of {all} districts had {share} of {what}: {names}",
        year=int(latest["year"].iloc[0]),
        all=len(latest),
        share=_shares(float(top[column].sum()) / total),
        what=what,
        names=", ".join(top["district_name"]),
    )


def _projects_only(frame: pd.DataFrame) -> Text | None:
    projects = frame["projects"].sum()
    if not projects:
        return None
    return _texts(
        "{projects} đề án ở {establishments} lượt cơ sở; số tiền không rõ",
        "{projects} projects at {establishments} establishments (counted yearly); amounts unknown",
        projects=_numbers(int(projects)),
        establishments=_numbers(int(frame["establishments"].sum())),
    )


def _single_year(stage: str, row: pd.Series, currency: str) -> Text:
    part = Text(" (một phần năm)", " (part of the year)") if row["part_year"] else ""
    return _texts(
        "Kinh phí {stage} năm {year}{part}: {amount}{prices}",
        "Money {stage} in {year}{part}: {amount}{prices}",
        stage=stage_name(stage),
        year=int(row["year"]),
        part=part,
        amount=_amounts(float(row[stage]), currency),
        prices=price_note(row.to_frame().T) or "",
    )


def _largest_share(frame: pd.DataFrame, column: str, sentence: Text) -> Text | None:
    stage = None if frame.empty else money_stage(frame)
    if stage is None:
        return None
    sums = frame.groupby(column)[stage].sum()
    total = float(sums.sum())
    if total <= 0:
        return None
    code = str(sums.idxmax())
    name = Text(*(code_label(column, code, language) for language in LANGUAGES))
    return sentence.filled(
        name=name, share=_shares(float(sums.max()) / total), stage=stage_name(stage)
    )


def _texts(vi: str, en: str, **values: object) -> Text:
    return Text(vi, en).filled(**values)


def _amounts(amount: float, currency: str) -> Text:
    return Text(*(format_money(float(amount), currency, language) for language in LANGUAGES))


def _shares(share: float) -> Text:
    digits = 1 if share < 0.1 else 0
    return Text(*(format_share(share, language, digits) for language in LANGUAGES))


def _numbers(value: float) -> Text:
    return Text(*(format_number(value, language) for language in LANGUAGES))


def _known(value: object) -> float | None:
    if value is None or value is pd.NA:
        return None
    number = float(str(value))
    return None if math.isnan(number) else number
