"""Answers about ceilings: sentences computed from the frames of the measures of ceilings."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.answers import currency_of
from analysis.measures.ceiling_words import SOURCE_GROUPS
from analysis.measures.phrases import amount, code_name, day, number, plural, sentence, share

_GRANTS = ("support", "project")


def answer_ceiling_status(frame: pd.DataFrame) -> Text | None:
    """Say how many grants are beyond their ceiling, of how many that can be held against one."""
    grants = frame[frame["applies_to"].isin(_GRANTS)]
    cases = int(grants["cases"].sum())
    if cases == 0:
        return None
    beyond, told = _cases(grants, "beyond"), cases - _without(grants)
    if told == 0:
        return sentence(
            "Chưa khoản nào trong {cases} khoản hỗ trợ so được với một mức tối đa đã xác nhận",
            "None of {cases} grants can be held against a confirmed ceiling",
            cases=number(cases),
        )
    return sentence(
        "{beyond} trong {told} khoản so được vượt mức tối đa; {without} khoản khác chưa so được "
        "(tổng {cases})",
        "{beyond} of {told} grants that can be judged "
        + plural(beyond, "is", "are")
        + " beyond the ceiling; {without} others cannot be judged ({cases} in all)",
        beyond=number(beyond),
        told=number(told),
        without=number(cases - told),
        cases=number(cases),
    )


def answer_no_ceiling(frame: pd.DataFrame) -> Text | None:
    """Say for how many cases, and how much money, no confirmed ceiling exists; None if for none."""
    parts = [
        part
        for part in (
            _missing(frame[frame["applies_to"].isin(_GRANTS)], _OF_GRANTS),
            _missing(frame[frame["applies_to"] == "advance"], _OF_ADVANCES),
        )
        if part is not None
    ]
    if not parts:
        return None
    return sentence(
        "Chưa có mức tối đa được xác nhận cho ngày và nguồn của {parts}.",
        "No confirmed ceiling exists for the date and source of {parts}.",
        parts=Text("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts)),
    )


_OF_GRANTS = Text(
    "{missing} trong {cases} khoản hỗ trợ ({money} trong {all})",
    "{missing} of {cases} grants ({money} of {all})",
)
_OF_ADVANCES = Text(
    "{missing} trong {cases} đề án được tạm ứng ({money} trong {all})",
    "{missing} of {cases} projects with advances ({money} of {all})",
)


def _missing(frame: pd.DataFrame, words: Text) -> Text | None:
    rows = frame[frame["status"].isin(("no_ceiling", "unconfirmed"))]
    if rows.empty:
        return None
    currency = currency_of(frame) or "VND"
    filled = words.filled(
        missing=number(int(rows["cases"].sum())),
        cases=number(int(frame["cases"].sum())),
        money=amount(float(rows["grant_amount"].sum()), currency),
        all=amount(float(frame["grant_amount"].sum()), currency),
    )
    unknown = int(rows["amount_unknown"].sum())
    if unknown == 0:
        return filled
    return sentence(
        "{filled}, {unknown} khoản không rõ số tiền",
        "{filled}, amount unknown for {unknown}",
        filled=filled,
        unknown=number(unknown),
    )


def answer_ceiling_use(frame: pd.DataFrame) -> Text | None:
    """Say how much of it the most frequent ceiling's cases use, and how many they are."""
    known = frame[(frame["used_n"] > 0) & (frame["applies_to"] != "advance")]
    if known.empty:
        return None
    row = known.sort_values("used_n", ascending=False, kind="stable").iloc[0]
    return sentence(
        "{kind} ({group}{since}): một nửa số khoản dùng không quá {median} mức tối đa, chín phần "
        "mười không quá {most} ({n} khoản)",
        "{kind} ({group}{since}): half of them use at most {median} of the ceiling, nine in ten at "
        "most {most} ({n} grants)",
        kind=code_name("activity_kind", str(row["activity_kind"])),
        group=SOURCE_GROUPS[str(row["source_group"])],
        since=_since(row["valid_from"]),
        median=share(float(row["used_median"])),
        most=share(float(row["used_p90"])),
        n=number(int(row["used_n"])),
    )


def _since(valid_from: object) -> Text | str:
    if not isinstance(valid_from, pd.Timestamp):
        return ""
    return sentence(", mức từ {day}", ", ceiling from {day}", day=day(valid_from))


def answer_ceiling_cases(frame: pd.DataFrame) -> Text | None:
    """Say how many cases are beyond and by how much, and how many nobody can judge."""
    if frame.empty:
        return None
    beyond = frame[frame["status"] == "beyond"]
    counts = frame["status"].value_counts()
    currency = currency_of(frame) or "VND"
    parts = [
        Text("không trường hợp nào vượt mức", "no case is beyond")
        if beyond.empty
        else sentence(
            "{n} trường hợp vượt mức, cộng lại {excess}",
            "{n} " + plural(len(beyond), "case", "cases") + " beyond, by {excess} in all",
            n=number(len(beyond)),
            excess=amount(float(beyond["excess"].sum()), currency),
        )
    ]
    parts += [
        words.filled(n=number(int(counts[status])))
        for status, words in _OPEN.items()
        if counts.get(status, 0)
    ]
    vi, en = "; ".join(part.vi for part in parts), "; ".join(part.en for part in parts)
    return Text(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])


_OPEN = {
    "depends_on_priority": Text("{n} tùy có thuộc diện ưu tiên", "{n} depending on priority"),
    "cannot_tell": Text("{n} chưa xác định được", "{n} that cannot be told"),
}


def answer_in_force(frame: pd.DataFrame) -> Text | None:
    """Say how many ceilings apply here now, how many of them are confirmed, and the comparators."""
    if frame.empty:
        return None
    here = frame[frame["applies_here"]]
    now = here[here["valid_now"]]
    return sentence(
        "{now} trong {here} mức áp dụng tại đây còn hiệu lực, {confirmed} đã xác nhận; {other} mức "
        "của nơi khác chỉ để tham khảo",
        "{now} of {here} ceilings that apply here are valid now, {confirmed} of them confirmed; "
        "{other} of other places are comparators only",
        now=number(len(now)),
        here=number(len(here)),
        confirmed=number(int(now["confirmed"].sum())),
        other=number(len(frame) - len(here)),
    )


def cases_counted(frame: pd.DataFrame) -> Text | None:
    """Return from how many supports, projects and advances the statuses are counted."""
    if frame.empty:
        return None
    words = {
        "support": Text("{n} khoản hỗ trợ", "{n} supports"),
        "project": Text("{n} đề án tính cả đề án", "{n} whole projects"),
        "advance": Text("{n} đề án được tạm ứng", "{n} projects with advances"),
    }
    parts = [
        words[applies_to].filled(n=number(int(rows["cases"].sum())))
        for applies_to in words
        if len(rows := frame[frame["applies_to"] == applies_to])
    ]
    return Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def _cases(frame: pd.DataFrame, status: str) -> int:
    return int(frame.loc[frame["status"] == status, "cases"].sum())


def _without(frame: pd.DataFrame) -> int:
    """Return the cases of which nobody can say yet whether they are within a confirmed ceiling."""
    untold = (
        *("no_ceiling", "unconfirmed", "cannot_tell"),
        *("depends_on_priority", "within_amount_share_unknown"),
    )
    return sum(_cases(frame, status) for status in untold)
