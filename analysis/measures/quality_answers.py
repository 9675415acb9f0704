"""Answers about the quality of the data: the sentence each exhibit proves, from its own frame."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.language import LANGUAGES, Text, format_day, format_number, format_share
from analysis.measures.answers import is_one_place
from analysis.measures.quality_scoreboard import FEWEST
from analysis.scope import Scope


def yearly(frame: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """Return year, both counts and their `share` over all districts, of the years that are due.

    A year without a denominator has an unknown share.
    """
    due = frame
    if "still_open" in frame:
        due = frame[~frame["still_open"].astype("bool")]
    sums = due.groupby("year", as_index=False)[[part, whole]].sum()
    counts = sums[[part, whole]].astype("float")
    return sums.assign(share=counts[part] / counts[whole].where(counts[whole] > 0))


def share_of(frame: pd.DataFrame, part: str, whole: str) -> tuple[int, int]:
    """Return numerator and denominator over a whole frame, (0, 0) of an empty one."""
    return (int(frame[part].sum()), int(frame[whole].sum())) if len(frame) else (0, 0)


def answer_response(frame: pd.DataFrame, scope: Scope | None = None) -> Text | None:
    """Say how many supported establishments answered for the last year due, and who least.

    Where no year of the selection is due yet, its last year is told as what has come so far.
    """
    years = yearly(frame, "answered", "supported")
    so_far: Text | str = ""
    if years.empty:
        years = yearly(frame.drop(columns="still_open"), "answered", "supported")
        so_far = Text(" tính đến nay", " so far")
    if years.empty:
        return None
    last = years.iloc[-1]
    said = Text(
        "{share} cơ sở được hỗ trợ có phiếu kết quả năm {year}{so_far} ({part}/{whole}){least}",
        "{share} of supported establishments have an outcome record for {year}{so_far} "
        "({part} of {whole}){least}",
    )
    of_year = frame[(frame["year"] == last["year"]) & frame["district"].map(is_one_place)]
    least = None
    if of_year.empty:
        least = Text("; không rõ thuộc huyện nào", "; in which districts is unknown")
    elif scope is None or not scope.districts:
        least = _least(of_year)
    return said.filled(
        share=_percent(float(last["share"])),
        year=int(last["year"]),
        part=_number(last["answered"]),
        whole=_number(last["supported"]),
        so_far=so_far,
        least=least or "",
    )


def _least(of_year: pd.DataFrame) -> Text | None:
    """Name the district with the lowest response, where it can be compared and stands alone."""
    large = of_year[of_year["supported"] >= FEWEST]
    lowest = large[large["response"] == large["response"].min()]
    if len(large) < 2 or len(lowest) != 1:
        return None
    row = lowest.iloc[0]
    return Text(
        "; thấp nhất là {name}, {share} ({part}/{whole})",
        "; lowest in {name}, {share} ({part} of {whole})",
    ).filled(
        name=row["district_name"],
        share=_percent(float(row["response"])),
        part=_number(row["answered"]),
        whole=_number(row["supported"]),
    )


def answer_timeliness(frame: pd.DataFrame) -> Text | None:
    """Say what share of the last year's records came by 31 March, and of how many it is unknown."""
    years = yearly(frame, "on_time", "dated")
    known = years[years["share"].notna()]
    if known.empty:
        return None
    last = known.iloc[-1]
    undated = int(frame.loc[frame["year"] == last["year"], "undated"].sum())
    return Text(
        "{share} phiếu kết quả năm {year} nộp trước hoặc trong ngày 31/3/{due} ({part}/{whole}); "
        "{undated} phiếu không rõ ngày nộp",
        "{share} of the records for {year} came by 31 March {due} ({part} of {whole}); the day of "
        "{undated} is not known",
    ).filled(
        share=_percent(float(last["share"])),
        year=int(last["year"]),
        due=int(last["year"]) + 1,
        part=_number(last["on_time"]),
        whole=_number(last["dated"]),
        undated=_number(undated),
    )


def answer_verified(frame: pd.DataFrame) -> Text | None:
    """Say what share of the records was verified, and of how many that is not known."""
    verified, known = share_of(frame, "verified", "reporting_known")
    if known == 0:
        return None
    return Text(
        "{share} phiếu kết quả đã được kiểm chứng ({part}/{whole}); {unknown} phiếu không rõ nguồn "
        "trả lời",
        "{share} of the outcome records were verified ({part} of {whole}); for {unknown} it is not "
        "known",
    ).filled(
        share=_percent(verified / known),
        part=_number(verified),
        whole=_number(known),
        unknown=_number(frame["reporting_unknown"].sum()),
    )


def answer_completeness(frame: pd.DataFrame) -> Text | None:
    """Say what share of the cells is filled and which column is emptiest."""
    filled, expected = share_of(frame, "filled", "expected")
    if expected == 0:
        return None
    large = frame[frame["expected"] >= FEWEST]
    empty = int((large["filled"] == 0).sum())
    gap: Text | str = ""
    if empty > 1:
        gap = Text("; {count} cột trống hoàn toàn", "; {count} columns are wholly empty").filled(
            count=empty
        )
    elif len(large):
        row = large.iloc[0]
        gap = Text(
            "; trống nhiều nhất là «{column}» của bảng {table}, {share} có giá trị",
            "; emptiest is “{column}” of the table {table}, {share} filled",
        ).filled(
            column=row["column_name"],
            table=row["table_name"],
            share=_percent(float(row["completeness"])),
        )
    return Text(
        "{share} ô cần có đã có giá trị{gap}", "{share} of the cells expected are filled{gap}"
    ).filled(share=_percent(filled / expected), gap=gap)


def answer_scoreboard(frame: pd.DataFrame) -> Text | None:
    """Say which unit stands first and which last, or that none can be ranked."""
    if frame.empty:
        return None
    ranked = frame[frame["rank"].notna()].sort_values("rank")
    units = int(frame["district"].map(is_one_place).sum())
    if len(ranked) < 2:
        return Text(
            "Chưa đủ đơn vị để xếp hạng: {ranked}/{units} đơn vị có mọi mẫu số từ 10",
            "Too few units to rank: {ranked} of {units} have every denominator at 10 or more",
        ).filled(ranked=len(ranked), units=units)
    first, last = ranked.iloc[0], ranked.iloc[-1]
    return Text(
        "Số liệu tốt nhất ở {first} ({best}), kém nhất ở {last} ({worst}); xếp hạng được "
        "{ranked}/{units} đơn vị",
        "Data are best in {first} ({best}) and worst in {last} ({worst}); {ranked} of {units} "
        "units can be ranked",
    ).filled(
        first=first["district_name"],
        best=_percent(float(first["overall"])),
        last=last["district_name"],
        worst=_percent(float(last["overall"])),
        ranked=len(ranked),
        units=units,
    )


def answer_trend(frame: pd.DataFrame) -> Text | None:
    """Say that there is one import only, or which indicator moved most from first to last."""
    moments = sorted(frame["imported_at"].unique())
    if not moments:
        return None
    if len(moments) == 1:
        return Text(
            "Mới có một lần nạp ({day}), nên chưa có xu hướng",
            "There is only one import so far ({day}), so there is no trend yet",
        ).filled(day=_day(moments[0]))
    ends = [frame[frame["imported_at"] == moments[place]] for place in (0, -1)]
    first, last = (end.set_index("indicator")["share"].astype("float") for end in ends)
    moved = (last - first).dropna()
    count = _number(len(moments))
    if moved.empty or float(moved.abs().max()) == 0:
        return Text(
            "Chất lượng không đổi qua {count} lần nạp", "Quality unchanged over {count} imports"
        ).filled(count=count)
    code = str(moved.abs().idxmax())
    return Text(
        "Qua {count} lần nạp, thay đổi nhiều nhất: {name}, từ {before} {to} {after}",
        "Over {count} imports, most changed: {name}, from {before} to {after}",
    ).filled(
        count=count,
        name=str(frame.loc[frame["indicator"] == code, "indicator_name"].iloc[0]),
        before=_percent(float(first[code])),
        to=Text("lên" if float(moved[code]) > 0 else "xuống", "to"),
        after=_percent(float(last[code])),
    )


def unit_lines(frame: pd.DataFrame) -> list[Text]:
    """Return a line for each unit of the scoreboard: every share with its counts, and the gaps."""
    lines = []
    for row in frame.to_dict("records"):
        lines.append(
            Text(
                "{name}: trả lời {answered}/{supported}; ô có giá trị {filled}/{expected}; đúng "
                "hạn {on_time}/{dated}, không rõ ngày {undated}; kiểm chứng {verified}/{known}, "
                "không rõ {unknown}; dòng chờ sửa {pending}/{handed_in}. {remark}.",
                "{name}: answered {answered} of {supported}; cells filled {filled} of {expected}; "
                "in time {on_time} of {dated}, day unknown {undated}; verified {verified} of "
                "{known}, unknown {unknown}; rows to be mended {pending} of {handed_in}. {remark}.",
            ).filled(
                name=row["district_name"],
                remark=row["remark"],
                **{
                    key: _number(row[column])
                    for key, column in (
                        ("answered", "answered"),
                        ("supported", "supported"),
                        ("filled", "filled"),
                        ("expected", "expected"),
                        ("on_time", "on_time"),
                        ("dated", "dated"),
                        ("undated", "undated"),
                        ("verified", "verified"),
                        ("known", "reporting_known"),
                        ("unknown", "reporting_unknown"),
                        ("pending", "pending"),
                        ("handed_in", "handed_in"),
                    )
                },
            )
        )
    return lines


def _percent(share: float) -> Text:
    digits = 1 if 0 < share < 0.1 else 0
    return Text(*(format_share(share, language, digits) for language in LANGUAGES))


def _day(moment: str) -> Text:
    day = date.fromisoformat(moment[:10])
    return Text(*(format_day(day, language) for language in LANGUAGES))


def _number(count: float) -> Text:
    return Text(*(format_number(int(count), language) for language in LANGUAGES))
