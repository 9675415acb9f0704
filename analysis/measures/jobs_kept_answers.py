"""What the figures on jobs kept say, in a sentence; None where they answer nothing."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_answers import NO_EFFECT, capitalised, listed
from analysis.measures.jobs_columns import CountedIn, unit_of
from analysis.measures.phrases import number, sentence, share


def answer_kept(frame: pd.DataFrame, unit: CountedIn = "workers") -> Text | None:
    """Say how many of the jobs added were there 12 and 24 months later; `frame` is jobs_kept."""
    rows = frame[(frame["counted_in"] == unit) & (frame["added"] > 0)].sort_values("months")
    if rows.empty:
        return None
    said = [_kept(row) for _, row in rows.iterrows()]
    return sentence(
        "{jobs} tạo thêm trong năm hỗ trợ: {said}; {note}",
        "{jobs} added in the year of support: {said}; {note}",
        jobs=capitalised(unit_of(unit)),
        said=listed(said),
        note=NO_EFFECT,
    )


def _kept(row: pd.Series) -> Text:
    values = {
        "months": int(row["months"]),
        "kept": number(float(row["kept"])),
        "added": number(float(row["added"])),
        "n": number(int(row["n"])),
    }
    if pd.isna(row["share"]):
        return sentence(
            "{kept}/{added} còn sau {months} tháng (n = {n} lượt)",
            "{kept} of {added} left after {months} months (n = {n})",
            **values,
        )
    interval: Text | str = ""
    if pd.notna(row["low"]):
        interval = sentence(
            "khoảng 95%: {low} đến {high}; ",
            "95% interval {low} to {high}; ",
            low=share(float(row["low"])),
            high=share(float(row["high"])),
        )
    return sentence(
        "{share} còn sau {months} tháng ({kept}/{added}; {interval}n = {n} lượt)",
        "{share} left after {months} months ({kept} of {added}; {interval}n = {n})",
        share=share(float(row["share"])),
        interval=interval,
        **values,
    )


def answer_kept_by_year(frame: pd.DataFrame, months: int) -> Text | None:
    """Say between what the shares kept lie, by year of support; of jobs_kept_by_year."""
    rows = frame[(frame["months"] == months) & frame["share"].notna()].sort_values("share")
    if rows.empty:
        return None
    least, most = rows.iloc[0], rows.iloc[-1]
    if len(rows) == 1:
        return sentence(
            "Việc làm tạo thêm năm {year} còn giữ sau {months} tháng: {share} (n = {n} lượt)"
            "; {note}",
            "Jobs added in {year} kept after {months} months: {share} (n = {n}); {note}",
            year=int(least["year"]),
            months=months,
            share=share(float(least["share"])),
            n=number(int(least["n"])),
            note=NO_EFFECT,
        )
    return sentence(
        "Việc làm tạo thêm còn giữ sau {months} tháng: từ {least} (năm {first}, n = {few} lượt) "
        "đến {most} (năm {last}, n = {many}); {note}",
        "Jobs added and kept after {months} months: from {least} ({first}, n = {few}) to {most} "
        "({last}, n = {many}); {note}",
        months=months,
        least=share(float(least["share"])),
        first=int(least["year"]),
        few=number(int(least["n"])),
        most=share(float(most["share"])),
        last=int(most["year"]),
        many=number(int(most["n"])),
        note=NO_EFFECT,
    )
