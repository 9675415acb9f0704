"""What the outcomes say, in a sentence computed from the frame a chart draws: never an effect."""

from __future__ import annotations

import math

import pandas as pd

from analysis.language import LANGUAGES, Text, format_number, format_share
from analysis.measures.outcome_columns import NOT_SUPPORTED, SUPPORTED
from analysis.measures.outcome_list import BY_CODE, PRODUCTIVITY, Outcome, typical_word
from analysis.measures.outcomes_distribution import value_text
from analysis.measures.phrases import number, sentence
from analysis.measures.productivity_growth import ALL, COMPONENT_NAMES, COMPONENTS

LOOK_AHEAD = 3
"""Years since support that a sentence speaks of, where they are known."""
NO_EFFECT = Text("là mô tả, chưa phải tác động", "a description, not an effect")


def answer_level(frame: pd.DataFrame, code: str, currency: str) -> Text | None:
    """Say what both groups came to in the latest year; `frame` is outcome_by_year."""
    rows = frame[frame["outcome"] == code]
    if rows.empty:
        return None
    outcome = BY_CODE[code]
    last = rows[rows["year"] == rows["year"].max()].set_index("status")
    said = [
        sentence(
            "{group} {value} (n = {n})",
            "{group} {value} (n = {n})",
            group=group,
            value=value_text(float(last.loc[status, "typical"]), outcome, currency),
            n=number(int(last.loc[status, "n"])),
        )
        for status, group in _GROUPS.items()
        if status in last.index
    ]
    name = _name(rows, outcome)
    return sentence(
        "{name} năm {year}, {typical}: {groups}{prices}; {note}",
        "{name} in {year}, {typical}: {groups}{prices}; {note}",
        name=name,
        year=int(rows["year"].max()),
        typical=typical_word(outcome),
        groups=_listed(said),
        prices=_prices(rows, outcome),
        note=NO_EFFECT,
    )


def answer_distribution(frame: pd.DataFrame, code: str) -> Text | None:
    """Say which share of each group is in the highest class; `frame` is outcome_distribution."""
    rows = frame[frame["outcome"] == code]
    if rows.empty:
        return None
    top = rows[rows["class_no"] == rows["class_no"].max()].set_index("status")
    said = [
        sentence(
            "{share} {group}",
            "{share} of those {group}",
            share=_percent(float(top.loc[status, "share"])),
            group=group,
        )
        for status, group in _GROUPS.items()
        if status in top.index
    ]
    return sentence(
        "{name} năm {year}, mức cao nhất ({top}): {groups}; {note}",
        "{name} in {year}, highest class ({top}): {groups}; {note}",
        name=_name(rows, BY_CODE[code]),
        year=int(rows["year"].max()),
        top=_lowered(str(top["value_class"].iloc[0])),
        groups=_listed(said),
        note=NO_EFFECT,
    )


def answer_change(frame: pd.DataFrame, code: str, currency: str) -> Text | None:
    """Say how the same establishments changed some years on; `frame` is outcome_change."""
    row = told_change(frame, code)
    if row is None:
        return None
    outcome = BY_CODE[code]
    since = int(row["since"])
    return sentence(
        "{name} của cùng cơ sở {verb} {change} {when} ({typical}; {interval}n = {n}): thay đổi, "
        "bằng chứng bậc 1, chưa phải tác động",
        "{name} of the same establishments {verb} {change} {when} ({typical}; {interval}n = {n}): "
        "a change (evidence grade 1), not an effect",
        name=_name(frame[frame["outcome"] == code], outcome),
        verb=Text("tăng", "rose by") if float(row["change"]) >= 0 else Text("giảm", "fell by"),
        change=change_text(abs_change(row, outcome), outcome, currency),
        when=Text("trong năm hỗ trợ", "in the year of support")
        if since == 0
        else sentence(
            "sau {n} năm từ khi được hỗ trợ", "{n} year{s} on", n=since, s="" if since == 1 else "s"
        ),
        typical=typical_word(outcome),
        interval=_interval(row, outcome, currency),
        n=number(int(row["n"])),
    )


def told_change(frame: pd.DataFrame, code: str) -> pd.Series | None:
    """Return the row a sentence speaks of: LOOK_AHEAD years on, else the last with an interval."""
    rows = frame[
        (frame["outcome"] == code) & frame["change"].notna() & frame["since"].between(0, LOOK_AHEAD)
    ].sort_values("since")
    if rows.empty:
        return None
    sure = rows[rows["low"].notna()]
    return (rows if sure.empty else sure).iloc[-1]


def answer_cohorts(frame: pd.DataFrame, code: str, since: int, currency: str) -> Text | None:
    """Say between what the cohorts lie after some years; `frame` is outcome_by_cohort."""
    rows = frame[
        (frame["outcome"] == code) & (frame["since"] == since) & frame["change"].notna()
    ].sort_values("change")
    if len(rows) < 2:
        return None
    outcome = BY_CODE[code]
    least, most = rows.iloc[0], rows.iloc[-1]
    return sentence(
        "Thay đổi sau {since} năm, {typical} từng khóa: từ {least} (khóa {first}) đến {most} (khóa "
        "{last}), n = {few}–{many} mỗi khóa; thay đổi, chưa phải tác động",
        "Change {since} years on, {typical} of each cohort: from {least} ({first}) to {most} "
        "({last}), n = {few}–{many} a cohort; a change, not an effect",
        since=since,
        typical=typical_word(outcome),
        least=signed_text(least, outcome, currency),
        most=signed_text(most, outcome, currency),
        first=int(least["cohort"]),
        last=int(most["cohort"]),
        few=int(rows["n"].min()),
        many=int(rows["n"].max()),
    )


def answer_growth(frame: pd.DataFrame, start: int, end: int, status: str = ALL) -> Text | None:
    """Say how aggregate productivity grew and what gave most; `frame` is productivity_growth."""
    rows = frame[
        (frame["year_from"] == start) & (frame["year_to"] == end) & (frame["status"] == status)
    ]
    if rows.empty:
        return None
    row = rows.iloc[0]
    most = max(COMPONENTS, key=lambda name: abs(float(row[name])))
    reporting = float(row["started_reporting"]) + float(row["stopped_reporting"])
    return sentence(
        "Năng suất chung {verb} {growth} từ {start} đến {end}; phần lớn nhất: {most} ({points} "
        "điểm log × 100), riêng thay đổi danh sách báo cáo {reporting}",
        "Aggregate productivity {verb} {growth} from {start} to {end}; largest part: {most} "
        "({points} log points × 100), who reports alone {reporting}",
        verb=Text("tăng", "rose") if float(row["growth"]) >= 0 else Text("giảm", "fell"),
        growth=_percent(abs(float(row["percent"])), 1),
        start=start,
        end=end,
        most=Text(_lowered(COMPONENT_NAMES[most].vi), _lowered(COMPONENT_NAMES[most].en)),
        points=signed_points(float(row[most])),
        reporting=signed_points(reporting),
    )


def answer_survival(frame: pd.DataFrame) -> Text | None:
    """Say what share still operates five years on, or at the last year; `frame` is survival."""
    own = frame[(frame["status"] == SUPPORTED) & (frame["since"] <= 5)].sort_values("since")
    if own.empty or int(own["since"].iloc[-1]) == 0:
        return None
    row = own.iloc[-1]
    since = int(row["since"])
    others = frame[(frame["status"] == NOT_SUPPORTED) & (frame["since"] == since)]
    beside: Text | str = ""
    if not others.empty:
        beside = sentence(
            "; nếu ngừng như cơ sở chưa được hỗ trợ cùng năm thì là {share} ({low}–{high})",
            "; closing as those not supported in the same years, it would be {share} "
            "({low}–{high})",
            **_band(others.iloc[0]),
        )
    return sentence(
        "Sau {since} năm, {share} cơ sở được hỗ trợ còn hoạt động ({low}–{high}){beside}; {note}",
        "After {since} years {share} of supported establishments still operate ({low}–{high})"
        "{beside}; {note}",
        since=since,
        beside=beside,
        note=NO_EFFECT,
        **_band(row),
    )


def answer_missing(frame: pd.DataFrame, code: str = PRODUCTIVITY.code) -> Text | None:
    """Say who answered in the latest year, and how much was unusual; `frame` is outcome_missing."""
    rows = frame[frame["outcome"] == code]
    if rows.empty:
        return None
    last = rows[rows["year"] == rows["year"].max()].set_index("status")
    said = [
        sentence(
            "{n} trong {alive} cơ sở {group} ({share})",
            "{n} of {alive} {group} ({share})",
            n=number(int(last.loc[status, "n"])),
            alive=number(int(last.loc[status, "alive"])),
            group=group,
            share=_percent(float(last.loc[status, "response"])),
        )
        for status, group in _GROUPS.items()
        if status in last.index and pd.notna(last.loc[status, "response"])
    ]
    steps, outliers = rows["steps"].sum(), rows["outliers"].sum()
    unusual: Text | str = ""
    if pd.notna(steps) and int(steps):
        unusual = sentence(
            "; {outliers} trong {steps} thay đổi hằng năm là bất thường, vẫn được tính",
            "; {outliers} of {steps} yearly changes are outliers, all kept",
            outliers=number(int(outliers)),
            steps=number(int(steps)),
        )
    return sentence(
        "{name}: năm {year} trả lời {groups}{unusual}",
        "{name}: answered in {year} by {groups}{unusual}",
        name=BY_CODE[code].label,
        year=int(rows["year"].max()),
        groups=_listed(said),
        unusual=unusual,
    )


def abs_change(row: pd.Series, outcome: Outcome) -> float:
    """Return the size of a change: relative for what is measured in logs, else as it is."""
    return abs(float(row["percent" if outcome.logs else "change"]))


def change_text(size: float, outcome: Outcome, currency: str) -> Text:
    """Return the size of a change: per cent, points of per cent, or in the outcome's unit."""
    if outcome.logs:
        return _percent(size, 1)
    if outcome.unit in ("share", "yes_no"):
        points = number(size * 100, 1)
        return Text(f"{points.vi} điểm %", f"{points.en} points")
    return value_text(size, outcome, currency)


def signed_text(row: pd.Series, outcome: Outcome, currency: str, bound: str = "") -> Text:
    """Return a change with its sign; `bound` is "_low" or "_high" for an end of its interval."""
    column = f"percent{bound}" if outcome.logs else (bound.removeprefix("_") or "change")
    return signed(float(row[column]), outcome, currency)


def signed(value: float, outcome: Outcome, currency: str) -> Text:
    """Return a change as text with its sign."""
    said = change_text(abs(value), outcome, currency)
    sign = "−" if value < 0 else "+"
    return Text(sign + said.vi, sign + said.en)


def signed_points(value: float) -> Text:
    """Return log points times 100 with a sign and one decimal."""
    sign = "−" if value < 0 else "+"
    said = [format_number(abs(value) * 100, language, 1) for language in LANGUAGES]
    return Text(*(sign + one for one in said))


_GROUPS = {
    SUPPORTED: Text("đã được hỗ trợ", "supported"),
    NOT_SUPPORTED: Text("chưa được hỗ trợ", "not supported"),
}


def _interval(row: pd.Series, outcome: Outcome, currency: str) -> Text | str:
    if pd.isna(row["low"]):
        return ""
    return sentence(
        "khoảng 95%: {low} đến {high}; ",
        "95% interval {low} to {high}; ",
        low=signed_text(row, outcome, currency, "_low"),
        high=signed_text(row, outcome, currency, "_high"),
    )


def _band(row: pd.Series) -> dict[str, Text]:
    return {name: _percent(float(row[name])) for name in ("share", "low", "high")}


def _name(rows: pd.DataFrame, outcome: Outcome) -> Text | str:
    # Productivity says what it is made of, which the frame knows.
    return str(rows["outcome_name"].iloc[0]) if outcome is PRODUCTIVITY else outcome.label


def _prices(rows: pd.DataFrame, outcome: Outcome) -> Text | str:
    if outcome.unit not in ("money", "money_per_worker"):
        return ""
    if rows["prices"].iloc[0] == "nominal":
        return Text(" (giá hiện hành)", " (nominal prices)")
    year = int(rows["price_year"].iloc[0])
    return Text(f" (giá so sánh {year})", f" (constant prices of {year})")


def _percent(value: float, digits: int | None = None) -> Text:
    shown = (1 if 0 < abs(value) < 0.1 or value > 0.9 else 0) if digits is None else digits
    if math.isclose(value, 1.0):
        shown = 0
    return Text(*(format_share(value, language, shown) for language in LANGUAGES))


def _listed(parts: list[Text]) -> Text:
    return Text("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
