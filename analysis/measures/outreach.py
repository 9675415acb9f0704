"""What followed outreach: applications in the months after it and in other months, by district.

A description, never an effect: events are held where and when officers choose.
"""

from __future__ import annotations

import pandas as pd

from analysis.language import Language, Text
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure
from analysis.measures.outreach_columns import COLUMNS
from analysis.measures.outreach_statistics import Moments, Ratio, rate_ratio, welch
from analysis.measures.phrases import number, sentence, share
from analysis.measures.query import ask
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

MONTHS_AFTER = 6
FEWEST_APPLICATIONS = 10
FEWEST_MONTHS = 6
TOGETHER = "together"
"""Stands for all districts in the column of districts."""

GRADE = 1
REASONS: tuple[Text, ...] = (
    Text(
        "So các tháng của cùng một huyện, không có huyện đối chứng được chọn ngẫu nhiên.",
        "Months of the same district are compared; no district was left without events by chance.",
    ),
    Text(
        "Sự kiện được tổ chức ở nơi và lúc cán bộ chọn, thường là nơi đang có nhu cầu.",
        "Events are held where and when officers choose, often where there is demand already.",
    ),
    Text(
        "Hồ sơ nộp theo mùa kế hoạch; sự kiện cũng vậy, nên hai việc trùng tháng với nhau.",
        "Applications come in the planning season, and so do events, so their months coincide.",
    ),
)
"""Why what followed is graded 1 of 5: a comparison in time, never called an effect."""

EVENTS = {
    "outreach": Text("Tuyên truyền, khảo sát", "Outreach"),
    "training": Text("Bồi dưỡng cán bộ", "Officer training"),
}
"""The two kinds of event that are looked at, each by itself."""

_VERDICTS = {
    "more": Text("Nhiều hồ sơ hơn sau đó", "More applications after it"),
    "fewer": Text("Ít hồ sơ hơn sau đó", "Fewer applications after it"),
    "level": Text("Không thấy khác rõ", "No clear difference"),
    "cannot_tell": Text("Chưa nói được", "Cannot tell yet"),
    "no_place": Text("Không rõ huyện nên không so được", "No known district, so in no comparison"),
}
_NEEDED = Text(
    f"cần ít nhất {FEWEST_APPLICATIONS} hồ sơ và {FEWEST_MONTHS} tháng ở mỗi bên",
    f"needed: {FEWEST_APPLICATIONS} applications and {FEWEST_MONTHS} months on each side",
)


def outreach_followed(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind of event and district, and one for all districts together.

    Rates are applications a month; `rate_ratio` is that of the months after an event over that of
    the other months. Nothing is compared where either side is too small: `verdict` then says so.
    Districts are always those of 2020 to 2025.
    """
    months = ask(snapshot, scope, "outreach_months")
    if not int(months["applications"].sum()):
        return _frame([], scope, snapshot)
    placed = months[months["placed"]]
    rows: list[dict[str, object]] = []
    for event in EVENTS:
        if not placed.empty:
            rows.append(_compared(event, TOGETHER, placed))
        rows += [
            _compared(event, str(code), part)
            for code, part in placed.groupby("district", sort=True)
        ]
        lost = months[~months["placed"]]
        rows += [
            _without_place(event, str(code), part)
            for code, part in lost.groupby("district", sort=True)
        ]
    return _frame(rows, scope, snapshot)


def answer_outreach(frame: pd.DataFrame, event: str) -> Text | None:
    """Say what followed an event in all districts together; None when there is no application."""
    rows = frame[(frame["event"] == event) & (frame["district"] == TOGETHER)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    name = EVENTS[event]
    if pd.isna(row["rate_ratio"]):
        return sentence(
            "{name}: chưa nói được điều gì theo sau; {needed}",
            "{name}: what follows cannot be told yet; {needed}",
            name=name,
            needed=_NEEDED,
        )
    return sentence(
        "{name}: trong 6 tháng sau, số hồ sơ mỗi tháng bằng {ratio} lần các tháng khác "
        "(khoảng {low}–{high}); mô tả, bậc bằng chứng {grade}, chưa phải tác động",
        "{name}: in the 6 months after it {ratio} times as many applications a month as in other "
        "months ({low} to {high}); a description, evidence grade {grade}, not an effect",
        name=name,
        ratio=number(float(row["rate_ratio"]), 2),
        low=number(float(row["ratio_low"]), 2),
        high=number(float(row["ratio_high"]), 2),
        grade=str(GRADE),
    )


def answer_quality(frame: pd.DataFrame, event: str) -> Text | None:
    """Say how many of the applications were approved in both; None where neither is known."""
    rows = frame[(frame["event"] == event) & (frame["district"] == TOGETHER)]
    if rows.empty or pd.isna(rows.iloc[0]["approved_share_after"]):
        return None
    row = rows.iloc[0]
    if pd.isna(row["approved_share_other"]):
        return None
    return sentence(
        "Được duyệt: {after} trong 6 tháng sau (n = {n}), {other} ở các tháng khác (n = {m})",
        "Approved: {after} within 6 months after (n = {n}), {other} in other months (n = {m})",
        after=share(float(row["approved_share_after"])),
        n=number(int(row["decided_after"])),
        other=share(float(row["approved_share_other"])),
        m=number(int(row["decided_other"])),
    )


def applications_compared(frame: pd.DataFrame) -> int:
    """Return how many applications stand behind the comparison of all districts together."""
    rows = frame[frame["district"] == TOGETHER].drop_duplicates("event").head(1)
    sides = ["applications_after", "applications_other", "applications_between"]
    return int(rows[sides].astype("float").fillna(0.0).to_numpy().sum())


def grade_lines(language: Language) -> list[str]:
    """Return the grade and why it is no higher, line by line."""
    head = Text(
        f"Bậc bằng chứng {GRADE} trên 5: mô tả, không phải tác động.",
        f"Evidence grade {GRADE} of 5: a description, not an effect.",
    )
    return [text.in_language(language) for text in (head, *REASONS)]


def _sides(event: str, months: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the months after events and the others; the month of one itself is in neither.

    A month with an event that lies after an earlier one too is a month after that one.
    """
    after = months[f"after_{event}"] == 1
    with_event = months[f"with_{event}"] == 1
    return months[after], months[~after & ~with_event]


def _compared(event: str, district: str, months: pd.DataFrame) -> dict[str, object]:
    after, other = _sides(event, months)
    row: dict[str, object] = {
        "event": event,
        "district": district,
        "events": int(months[f"{event}_events"].sum()),
        "months_after": len(after),
        "months_other": len(other),
        "applications_after": int(after["applications"].sum()),
        "applications_other": int(other["applications"].sum()),
        "applications_between": int(months["applications"].sum())
        - int(after["applications"].sum())
        - int(other["applications"].sum()),
        "decided_after": int(after["decided"].sum()),
        "decided_other": int(other["decided"].sum()),
        "scored_after": int(after["scored"].sum()),
        "scored_other": int(other["scored"].sum()),
        "grade": GRADE,
    }
    enough = all(
        len(side) >= FEWEST_MONTHS and int(side["applications"].sum()) >= FEWEST_APPLICATIONS
        for side in (after, other)
    )
    if not enough:
        return {**row, "verdict": "cannot_tell"}
    ratio = rate_ratio(
        [
            (
                after.loc[after["district"] == code, "applications"],
                other.loc[other["district"] == code, "applications"],
            )
            for code in months["district"].unique()
        ]
    )
    if ratio is None:
        return {**row, "verdict": "cannot_tell"}
    return {
        **row,
        "rate_after": float(after["applications"].sum()) / len(after),
        "rate_other": float(other["applications"].sum()) / len(other),
        "rate_ratio": ratio.value,
        "ratio_low": ratio.low,
        "ratio_high": ratio.high,
        "dispersion": ratio.dispersion,
        "verdict": _verdict(ratio),
        **_approved(after, "after"),
        **_approved(other, "other"),
        **_scores(after, other),
    }


def _verdict(ratio: Ratio) -> str:
    if ratio.low > 1:
        return "more"
    return "fewer" if ratio.high < 1 else "level"


def _approved(months: pd.DataFrame, side: str) -> dict[str, object]:
    approved, decided = int(months["approved"].sum()), int(months["decided"].sum())
    interval = wilson(approved, decided)
    if interval is None:
        return {}
    return {
        f"approved_share_{side}": approved / decided,
        f"approved_low_{side}": interval[0],
        f"approved_high_{side}": interval[1],
    }


def _scores(after: pd.DataFrame, other: pd.DataFrame) -> dict[str, object]:
    first, second = _moments(after), _moments(other)
    difference = welch(first, second)
    if difference is None:
        return {}
    return {
        "score_after": first.mean,
        "score_other": second.mean,
        "score_difference": difference.value,
        "score_low": difference.low,
        "score_high": difference.high,
    }


def _moments(months: pd.DataFrame) -> Moments:
    return Moments(
        int(months["scored"].sum()),
        float(months["score_sum"].sum()),
        float(months["score_squares"].sum()),
    )


def _without_place(event: str, district: str, months: pd.DataFrame) -> dict[str, object]:
    return {
        "event": event,
        "district": district,
        "applications_between": int(months["applications"].sum()),
        "verdict": "no_place",
        "grade": GRADE,
    }


def _frame(rows: list[dict[str, object]], scope: Scope, snapshot: Snapshot) -> pd.DataFrame:
    columns = [
        column.name
        for column in COLUMNS
        if column.name not in ("event_name", "district_name", "verdict_name")
    ]
    frame = pd.DataFrame(rows, columns=columns)
    language = scope.language
    frame = with_district_names(frame, snapshot, language)
    together = Text("Mọi huyện cộng lại", "All districts together").in_language(language)
    return frame.assign(
        event_name=_names(frame["event"], EVENTS, language),
        district_name=frame["district_name"].where(frame["district"] != TOGETHER, together),
        verdict_name=_names(frame["verdict"], _VERDICTS, language),
    )


def _names(codes: pd.Series, names: dict[str, Text], language: Language) -> pd.Series:
    texts = [names[str(code)].in_language(language) for code in codes]
    return pd.Series(texts, index=codes.index, dtype="str")


MEASURES = (
    Measure(
        "outreach_followed",
        Text("Hồ sơ sau tuyên truyền, bồi dưỡng", "Applications after outreach and training"),
        Text(
            "Hồ sơ nộp mỗi tháng ở từng huyện (13 huyện 2020–2025), từ tháng có hồ sơ đầu đến "
            f"tháng có hồ sơ cuối: {MONTHS_AFTER} tháng liền sau tháng có sự kiện so với các tháng "
            "khác; tháng có sự kiện để riêng. Tỷ số của hai mức bình quân tháng, khoảng 95% theo "
            "quasi-Poisson (McCullagh và Nelder 1989); mọi huyện cộng lại: Mantel–Haenszel theo "
            "huyện (Greenland và Robins 1985). Tỷ lệ duyệt = được duyệt ÷ (được duyệt + bị từ "
            "chối), khoảng Wilson (1927). Điểm thẩm định: chênh lệch bình quân, khoảng Welch "
            f"(1947). Chưa nói được khi một bên dưới {FEWEST_APPLICATIONS} hồ sơ hoặc dưới "
            f"{FEWEST_MONTHS} tháng. Mỗi hồ sơ đếm một lần, ở huyện của hồ sơ.",
            "Applications a month in each district (the 13 of 2020–2025), from the first month "
            f"with an application to the last: the {MONTHS_AFTER} months after a month with an "
            "event against the other months; the month of the event stands apart. Ratio of the two "
            "monthly rates with the 95% interval of quasi-Poisson models (McCullagh and Nelder "
            "1989); all districts together: Mantel–Haenszel by district (Greenland and Robins "
            "1985). Approved share = approved ÷ (approved + refused), intervals of Wilson (1927). "
            "Appraisal scores: difference of means, interval of Welch (1947). Cannot tell yet with "
            f"fewer than {FEWEST_APPLICATIONS} applications or {FEWEST_MONTHS} months on either "
            "side. Each application counts once, in its own district.",
        ),
        Text(
            f"Mô tả, bậc bằng chứng {GRADE}, không phải tác động: "
            + " ".join(reason.vi for reason in REASONS)
            + " Sự kiện cho cả tỉnh không gắn huyện nào nên không tính. Năm lọc theo tháng nộp; "
            "lọc theo nguồn không có nghĩa ở đây.",
            f"A description, evidence grade {GRADE}, not an effect: "
            + " ".join(reason.en for reason in REASONS)
            + " Events for the whole province belong to no district and are left out. Years filter "
            "the month of submission; a filter by source means nothing here.",
        ),
        ("application", "outreach_event", "officer_training"),
        COLUMNS,
        outreach_followed,
    ),
)
