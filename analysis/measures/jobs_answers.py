"""What the figures on jobs say, in a sentence computed from the frame a chart draws.

Every function takes a measure's frame and returns a Text, or None when the frame answers nothing.
None of them speaks of an effect: all are descriptions, of evidence grade 1.
"""

from __future__ import annotations

import pandas as pd

from analysis.language import LANGUAGES, Text, format_share
from analysis.measures.jobs_columns import CountedIn, Unit, unit_of
from analysis.measures.jobs_groups import GROUPS, rates_and_errors
from analysis.measures.jobs_lives import NOT_SUPPORTED, STATUS, SUPPORTED
from analysis.measures.phrases import number, sentence, share
from analysis.measures.shrinkage import shrink

LOOK_AHEAD = 2
"""Years since support that a sentence speaks of, where they are known."""

ALIKE = 0.05
"""Groups whose differences have a higher chance than this are told to be alike."""

NO_EFFECT = Text("mô tả, chưa phải tác động", "a description, not an effect")
GRADE_1 = Text(
    "thay đổi, bằng chứng bậc 1, chưa phải tác động", "a change (evidence grade 1), not an effect"
)


def signed_share(value: float, digits: int = 1) -> Text:
    """Return a fraction as a percentage with its sign; what rounds to zero has none."""
    sign = "" if round(abs(value) * 100, digits) == 0 else "−" if value < 0 else "+"
    return Text(*(sign + format_share(abs(value), language, digits) for language in LANGUAGES))


def signed_number(value: float) -> Text:
    """Return a whole number with its sign."""
    rounded = round(value)
    sign = "" if rounded == 0 else "−" if rounded < 0 else "+"
    size = number(abs(rounded))
    return Text(sign + size.vi, sign + size.en)


def answer_flows(frame: pd.DataFrame, unit: CountedIn = "workers") -> Text | None:
    """Say what supported establishments created and lost in the latest year; `frame` is job_flows.

    Where no supported one can be compared, those not supported are told of.
    """
    rows = frame[(frame["counted_in"] == unit) & (frame["compared"] > 0)]
    own = rows[rows["status"] == SUPPORTED]
    own = own if len(own) else rows
    if own.empty:
        return None
    row = own.sort_values("year").iloc[-1]
    rate: Text | str = ""
    if pd.notna(row["net_rate"]):
        rate = signed_share(float(row["net_rate"]))
        rate = sentence("{rate}; ", "{rate}; ", rate=rate)
        if pd.notna(row["net_rate_low"]):
            rate = sentence(
                "{rate}khoảng 95%: {low} đến {high}; ",
                "{rate}95% interval {low} to {high}; ",
                rate=rate,
                low=signed_share(float(row["net_rate_low"])),
                high=signed_share(float(row["net_rate_high"])),
            )
    return sentence(
        "Năm {year}, cơ sở {group} tạo thêm {created} và mất đi {lost} {jobs}, ròng {net} "
        "({rate}so được {n}/{asked} cơ sở): {note}",
        "In {year} establishments {group} created {created} and lost {lost} {jobs}, net {net} "
        "({rate}compared {n} of {asked}): {note}",
        year=int(row["year"]),
        group=_GROUPS[str(row["status"])],
        created=number(float(row["created"])),
        lost=number(float(row["lost"])),
        jobs=unit_of(unit).of_jobs,
        net=signed_number(float(row["net"])),
        rate=rate,
        n=number(int(row["compared"])),
        asked=number(int(row["asked"])),
        note=NO_EFFECT,
    )


def answer_around(frame: pd.DataFrame, unit: CountedIn = "workers") -> Text | None:
    """Say how jobs of the same establishments changed some years on; `frame` is jobs_around."""
    rows = frame[
        (frame["counted_in"] == unit)
        & frame["since"].between(0, LOOK_AHEAD)
        & frame["change"].notna()
    ].sort_values("since")
    if rows.empty:
        return None
    row = rows.iloc[-1]
    since = int(row["since"])
    return sentence(
        "{jobs} ở cùng cơ sở {verb} {change} {when} (khoảng 95%: {low} đến {high}; n = {n} lượt hỗ "
        "trợ): {note}",
        "{jobs} at the same establishments {verb} {change} {when} (95% interval {low} to {high}; "
        "n = {n} years of support): {note}",
        jobs=capitalised(unit_of(unit)),
        verb=Text("tăng", "rose by") if float(row["change"]) >= 0 else Text("giảm", "fell by"),
        change=_percent(abs(float(row["change"]))),
        when=Text("trong năm hỗ trợ", "in the year of support")
        if since == 0
        else sentence(
            "sau {n} năm từ khi được hỗ trợ",
            "{n} year{s} after support",
            n=since,
            s="" if since == 1 else "s",
        ),
        low=signed_share(float(row["low"])),
        high=signed_share(float(row["high"])),
        n=number(int(row["n"])),
        note=GRADE_1,
    )


def answer_groups(frame: pd.DataFrame, column: str) -> Text | None:
    """Say whether groups differ by more than chance; `frame` is jobs_by_… of `column`."""
    rates, errors = rates_and_errors(frame, column)
    drawn = shrink(rates, errors)
    count = int((errors > 0).sum())
    if count == 0:
        return None
    if count == 1:
        row = frame[frame["shrunk"].notna()].iloc[0]
        return sentence(
            "Chỉ {group} đủ số liệu: việc làm {rate} trong năm hỗ trợ (khoảng 95%: {low} đến "
            "{high}; n = {n} lượt); {note}",
            "Only {group} has enough figures: jobs {rate} in the year of support (95% interval "
            "{low} to {high}; n = {n}); {note}",
            group=str(row[f"{column}_name"]),
            rate=signed_share(float(row["net_rate"])),
            low=signed_share(float(row["net_rate_low"])),
            high=signed_share(float(row["net_rate_high"])),
            n=number(int(row["n"])),
            note=NO_EFFECT,
        )
    kind = Text(GROUPS[column].vi.lower(), GROUPS[column].en.lower())
    if drawn.p >= ALIKE:
        return sentence(
            "Theo {kind}, {count} nhóm đủ số liệu khác nhau không quá mức ngẫu nhiên: việc làm "
            "chung {mean} trong năm hỗ trợ; {note}",
            "By {kind}, the {count} groups with enough figures differ by no more than chance: jobs "
            "{mean} together in the year of support; {note}",
            kind=kind,
            count=count,
            mean=signed_share(drawn.mean),
            note=NO_EFFECT,
        )
    rows = frame[frame["shrunk"].notna()].sort_values("shrunk")
    least, most = rows.iloc[0], rows.iloc[-1]
    return sentence(
        "Theo {kind}, việc làm trong năm hỗ trợ thay đổi từ {least} ({first}, n = {few}) đến "
        "{most} ({last}, n = {many}), đã bớt phần ngẫu nhiên; {note}",
        "By {kind}, jobs in the year of support changed from {least} ({first}, n = {few}) to "
        "{most} ({last}, n = {many}), less what is chance; {note}",
        kind=kind,
        least=signed_share(float(least["shrunk"])),
        first=str(least[f"{column}_name"]),
        few=number(int(least["n"])),
        most=signed_share(float(most["shrunk"])),
        last=str(most[f"{column}_name"]),
        many=number(int(most["n"])),
        note=NO_EFFECT,
    )


def answer_shares(frame: pd.DataFrame, unit: CountedIn) -> Text | None:
    """Say which share of workers are women, or skilled, in the latest year; of job_shares."""
    rows = frame[(frame["counted_in"] == unit) & frame["share"].notna()]
    if rows.empty:
        return None
    last = rows[rows["year"] == rows["year"].max()].set_index("status")
    said = [
        sentence(
            "{share} ở cơ sở {group} (khoảng 95%: {low} đến {high}; n = {n}/{asked})",
            "{share} at establishments {group} (95% interval {low} to {high}; n = {n} of {asked})",
            share=share(float(last.loc[status, "share"])),
            group=_GROUPS[status],
            low=share(float(last.loc[status, "low"])),
            high=share(float(last.loc[status, "high"])),
            n=number(int(last.loc[status, "n"])),
            asked=number(int(last.loc[status, "asked"])),
        )
        for status in STATUS
        if status in last.index
    ]
    return sentence(
        "{who} năm {year}: {said}; {note}",
        "{who} in {year}: {said}; {note}",
        who=unit_of(unit).name,
        year=int(rows["year"].max()),
        said=listed(said),
        note=NO_EFFECT,
    )


_GROUPS = {
    SUPPORTED: Text("đã được hỗ trợ", "supported already"),
    NOT_SUPPORTED: Text("chưa được hỗ trợ", "not supported"),
}


def capitalised(unit: Unit) -> Text:
    """Return the jobs of a unit as a sentence begins with them."""
    jobs = unit.of_jobs
    return Text(jobs.vi[:1].upper() + jobs.vi[1:], jobs.en[:1].upper() + jobs.en[1:])


def _percent(value: float) -> Text:
    return Text(*(format_share(value, language, 1) for language in LANGUAGES))


def listed(parts: list[Text]) -> Text:
    """Return sentences one after another, a semicolon between."""
    return Text("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts))
