"""Answers about how money flows, grows, is matched and is mixed: sentences from the frames."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.codes import ACTIVITY
from analysis.language import LANGUAGES, Text
from analysis.measures.answers import (
    currency_of,
    is_one_place,
    money_stage,
    price_note,
    stage_name,
)
from analysis.measures.funding_flow import STAGES
from analysis.measures.funding_growth import growth_by_year
from analysis.measures.labels import NONE_CODE, SEVERAL_CODE, project_code_label
from analysis.measures.periods import period_name
from analysis.measures.phrases import amount, code_name, number, sentence, share
from analysis.scope import UNKNOWN_CODE, Scope

ENOUGH = 5
"""Supports a group needs for its leverage to be ranked in a sentence; smaller ones are drawn."""

_QUARTERS = {
    1: Text("Quý I", "The first quarter"),
    2: Text("Quý II", "The second quarter"),
    3: Text("Quý III", "The third quarter"),
    4: Text("Quý IV", "The fourth quarter"),
}


def answer_flow(frame: pd.DataFrame) -> Text | None:
    """Say how much of the plan came to the last stage that is known, and who is not there yet."""
    known = frame[frame["amount"].notna() & frame["share_of_plan"].notna()]
    reached = known[known["stage"] != "planned"]
    if reached.empty or "planned" not in set(known["stage"]):
        return None
    currency = currency_of(frame) or "VND"
    last = reached.iloc[-1]
    waiting = int(last["projects_waiting"])
    unknown = int(last["projects_unknown"])
    tail = ["", ""]
    if waiting:
        tail[0] += "; còn {waiting} đề án chưa tới khâu này"
        tail[1] += "; not there yet: {waiting} projects"
    if unknown:
        tail[0] += "; {unknown} đề án không rõ số tiền"
        tail[1] += "; amount unknown: {unknown} projects"
    return sentence(
        "{stage} {amount}, bằng {share} kế hoạch của chính các khoản đó ({base})"
        + tail[0]
        + "{prices}",
        "{stage}: {amount}, {share} of the plan of the same money ({base})" + tail[1] + "{prices}",
        stage=STAGES[str(last["stage"])],
        amount=amount(last["amount"], currency),
        share=share(float(last["share_of_plan"])),
        base=amount(last["plan_base"], currency),
        waiting=number(waiting),
        unknown=number(unknown),
        prices=price_note(frame) or "",
    )


def quarter_stage(frame: pd.DataFrame) -> str | None:
    """Return the stage whose days are known by quarter: disbursed, else approved, else none."""
    dated = frame[frame["quarter"].notna()]
    for stage in ("disbursed", "approved"):
        if (dated[stage].fillna(0) != 0).any():
            return stage
    return None


def answer_quarters(frame: pd.DataFrame) -> Text | None:
    """Say which quarter of the year holds most money, and how much has no day.

    `frame` is funding_by_quarter or funding_by_quarter_source. Nothing is said of less than four
    quarters in a row, in which no season can be seen.
    """
    stage = quarter_stage(frame)
    if stage is None:
        return None
    dated = frame[frame["quarter"].notna()]
    span = dated["quarter"].max() - dated["quarter"].min()
    if span.days < 270:
        return None
    money = dated[stage].astype("Float64").fillna(0).astype("float")
    sums = money.groupby(dated["quarter"].dt.quarter).sum()
    total = float(sums.sum())
    if total <= 0:
        return None
    currency = currency_of(frame) or "VND"
    undated = float(frame.loc[frame["quarter"].isna(), stage].astype("Float64").fillna(0).sum())
    tail = ("; {undated} không rõ ngày", "; {undated} without a day") if undated else ("", "")
    return sentence(
        "{quarter} chiếm {share} kinh phí {stage} ({amount} trên {total})" + tail[0] + "{prices}",
        "{quarter} holds {share} of money {stage} ({amount} of {total})" + tail[1] + "{prices}",
        quarter=_QUARTERS[int(str(sums.idxmax()))],
        share=share(float(sums.max()) / total),
        stage=stage_name(stage),
        amount=amount(float(sums.max()), currency),
        total=amount(total, currency),
        undated=amount(undated, currency),
        prices=price_note(frame) or "",
    )


def answer_growth(frame: pd.DataFrame) -> Text | None:
    """Say how money changed in the latest whole year, and what the change is made of."""
    if frame.empty:
        return None
    years = growth_by_year(frame)
    years = years[years["change"].notna()]
    if years.empty:
        return None
    whole = years[~years["open_year"]]
    row = (whole if len(whole) else years).iloc[-1]
    currency = currency_of(frame) or "VND"
    change, previous = float(row["change"]), float(row["previous"])
    parts = _parts(row, currency) if pd.notna(row["price_effect"]) else ""
    rate = (
        sentence(" ({rate})", " ({rate})", rate=share(abs(change) / previous))
        if previous > 0
        else ""
    )
    return sentence(
        "Kinh phí {stage} năm {year}{open} {verb} {change}{rate} so với năm trước{parts}{prices}",
        "Money {stage} in {year}{open} {verb} by {change}{rate} on the year before{parts}{prices}",
        stage=stage_name(str(frame["stage"].iloc[0])),
        year=int(row["year"]),
        open=Text(" (chưa hết năm)", " (year not over)") if row["open_year"] else "",
        verb=Text("tăng", "rose") if change >= 0 else Text("giảm", "fell"),
        change=amount(abs(change), currency),
        rate=rate,
        parts=parts,
        prices=price_note(frame) or "",
    )


def _parts(row: pd.Series, currency: str) -> Text:
    named = (
        ("price_effect", Text("giá", "prices")),
        ("number_effect", Text("số đề án", "number of projects")),
        ("size_effect", Text("quy mô đề án", "size of projects")),
        ("entry_effect", Text("nguồn mới hoặc hết", "sources starting or ending")),
    )
    said = [
        sentence("{name} {value}", "{name} {value}", name=name, value=signed(row[column], currency))
        for column, name in named
        if row[column] != 0
    ]
    if not said:
        return Text(": không đổi", ": no change")
    return Text(": " + ", ".join(one.vi for one in said), ": " + ", ".join(one.en for one in said))


def signed(value: float, currency: str) -> Text:
    """Return an amount with its sign written before it."""
    size = amount(abs(float(value)), currency)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return Text(f"{sign}{size.vi}", f"{sign}{size.en}")


def answer_leverage(total: pd.DataFrame) -> Text | None:
    """Say how much own money came with each unit of grant; `total` is measure leverage_total."""
    known = total[total["leverage"].notna()]
    if known.empty:
        return None
    row = known.iloc[0]
    currency = str(row["currency"])
    unknown = int(row["counterpart_unknown"])
    tail = (
        ("; {unknown} khoản không rõ vốn đối ứng", "; counterpart unknown: {unknown} supports")
        if unknown
        else ("", "")
    )
    return sentence(
        "Vốn đối ứng gấp {leverage} lần hỗ trợ ({own} trên {base}, {n} khoản)" + tail[0],
        "Own money is {leverage} times the grant ({own} over {base}, n = {n})" + tail[1],
        leverage=number(float(row["leverage"]), 2),
        own=amount(row["leverage_counterpart"], currency),
        base=amount(row["leverage_base"], currency),
        n=number(int(row["leverage_n"])),
        unknown=number(unknown),
    )


def answer_leverage_by(frame: pd.DataFrame, column: str) -> Text | None:
    """Say where leverage is highest and lowest, of the groups with enough supports.

    `column` is what the frame is cut by: activity, district, industry, legal_form or size.
    """
    ranked = frame[frame["leverage"].notna() & (frame["leverage_n"] >= ENOUGH)]
    ranked = ranked[ranked[column].map(lambda code: is_one_group(column, str(code))).astype("bool")]
    if len(ranked) < 2:
        return None
    ordered = ranked.sort_values("leverage", ascending=False)
    high, low = ordered.iloc[0], ordered.iloc[-1]
    return sentence(
        "Đòn bẩy cao nhất: {high} ({most}, {n_high} khoản); thấp nhất: {low} ({least}, {n_low} "
        "khoản)",
        "Highest leverage: {high} ({most}, n = {n_high}); lowest: {low} ({least}, n = {n_low})",
        high=_group_name(high, column),
        most=number(float(high["leverage"]), 2),
        n_high=number(int(high["leverage_n"])),
        low=_group_name(low, column),
        least=number(float(low["leverage"]), 2),
        n_low=number(int(low["leverage_n"])),
    )


def is_one_group(column: str, code: str) -> bool:
    """Tell whether a code names one group: not the unknown, nor the province among districts."""
    return is_one_place(code) if column == "district" else code != UNKNOWN_CODE


def _group_name(row: pd.Series, column: str) -> str | Text:
    # A place has no code list; its name is in the language of the frame.
    return str(row["district_name"]) if column == "district" else code_name(column, row[column])


def under_the_decree(frame: pd.DataFrame) -> bool:
    """Tell whether the decree's nine activities bind the programme: its money is in đồng."""
    return currency_of(frame) == "VND"


def answer_mix(frame: pd.DataFrame, scope: Scope) -> Text | None:
    """Say how many of the nine activities were used, and name those no project ever had.

    Nothing for another country's programme, which that law does not bind, nor when activities
    were chosen.
    """
    if scope.activities or not under_the_decree(frame):
        return None
    listed = frame[frame["activity"] != UNKNOWN_CODE]
    used = int((listed["projects"] > 0).sum())
    never = [str(code) for code in listed.loc[~listed["ever_used"].astype("bool"), "activity"]]
    names = [code_name("activity", code) for code in ACTIVITY.values() if code in never]
    start = sentence(
        "{used} trong {all} nội dung của Nghị định 45/2012 có đề án",
        "{used} of the {all} activities of Decree 45/2012 have a project",
        used=used,
        all=len(ACTIVITY.values()),
    )
    if not names:
        return start
    return Text(
        f"{start.vi}; chưa từng có: {', '.join(name.vi for name in names)}",
        f"{start.en}; never used: {', '.join(name.en for name in names)}",
    )


def answer_diversity(frame: pd.DataFrame) -> Text | None:
    """Say how diverse the activities of the latest year are, against the first one."""
    column = "money_diversity" if frame["money_diversity"].notna().any() else "project_diversity"
    known = frame[frame[column].notna()].sort_values("year")
    if known.empty:
        return None
    first, last = known.iloc[0], known.iloc[-1]
    what = Text("tiền", "money") if column == "money_diversity" else Text("đề án", "projects")
    values = {
        "what": what,
        "last": number(float(last[column]), 2),
        "year": int(last["year"]),
        "used": number(int(last["activities_used"])),
        "all": number(int(last["activities_of_law"])),
        "n": number(int(last["projects"])),
    }
    if len(known) == 1:
        return sentence(
            "Độ đa dạng của {what} năm {year}: {last} (0 là một nội dung, 1 là chín nội dung đều "
            "nhau); {used} trong {all} nội dung có đề án, n = {n}",
            "Diversity of {what} in {year}: {last} (0 is one activity, 1 all nine alike); {used} "
            "of {all} activities used, n = {n}",
            **values,
        )
    return sentence(
        "Độ đa dạng của {what}: {first} năm {start}, {last} năm {year} (1 là chín nội dung đều "
        "nhau); năm {year} có {used} trong {all} nội dung, n = {n} đề án",
        "Diversity of {what}: {first} in {start}, {last} in {year} (1 is all nine alike); {used} "
        "of {all} activities used in {year}, n = {n} projects",
        first=number(float(first[column]), 2),
        start=int(first["year"]),
        **values,
    )


def answer_comparison(frame: pd.DataFrame) -> Text | None:
    """Say a published share beside the own one, or alone where there is no own one."""
    known = frame[frame["share"].notna()]
    if known.empty:
        return None
    here = known[known["own_share"].notna()]
    told = here if len(here) else known
    # A period that names no year is not said in a sentence where another can be.
    dated = told[told["year_to"].notna()]
    row = (dated if len(dated) else told).iloc[-1]
    values = {
        "name": code_name("activity", str(row["activity"])),
        "place": code_name("geography", str(row["geography"])),
        "published": share(float(row["share"])),
        "period": Text(*(period_name(str(row["period"]), language) for language in LANGUAGES)),
    }
    if here.empty:
        return sentence(
            "{name}: {published} kinh phí ở phạm vi {place} ({period})",
            "{name}: {published} of the money in {place} ({period})",
            **values,
        )
    return sentence(
        "{name}: {own} kinh phí ở đây, {published} ở phạm vi {place} ({period})",
        "{name}: {own} of the money here, {published} in {place} ({period})",
        own=share(float(row["own_share"])),
        **values,
    )


def answer_by_kind(frame: pd.DataFrame, column: str, scope: Scope) -> Text | None:
    """Say which industry or legal form takes most money, and how much is of several.

    `column` is industry or legal_form; nothing when industries were chosen.
    """
    stage = None if frame.empty else money_stage(frame)
    if stage is None or scope.industries:
        return None
    money = frame.set_index(column)[stage].astype("Float64").fillna(0).astype("float")
    total = float(money.sum())
    single = money.drop([SEVERAL_CODE, NONE_CODE, UNKNOWN_CODE], errors="ignore")
    if total <= 0 or single.empty or single.max() <= 0:
        return None
    several = float(money.get(SEVERAL_CODE, 0.0)) / total
    tail = (
        ("; {several} ở đề án có cơ sở nhiều loại", "; {several} is of projects of several kinds")
        if several > 0
        else ("", "")
    )
    name = Text(*(project_code_label(column, str(single.idxmax()), lang) for lang in LANGUAGES))
    return sentence(
        "Nhiều nhất: {name}, {share} kinh phí {stage}" + tail[0],
        "Most goes to {name}: {share} of money {stage}" + tail[1],
        name=name,
        share=share(float(single.max()) / total),
        stage=stage_name(stage),
        several=share(several),
    )
