"""The headline figures of the first slide and of the brief: value, change, and how sure it is.

They come from the measures that the pages ask, through the same functions of change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.exports.deck.view import Asked, Loaded
from analysis.language import Language, Text, format_money, format_number, format_share
from analysis.measures.answers import Change, latest_change, money_stage, stage_name


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline figure in words: what, how much, against the year before, and its caution.

    `counted` is of how many establishments it is, None where that is not told.
    """

    label: str
    value: str
    change: str
    caution: str
    counted: int | None


_UNKNOWN = Text("chưa biết", "not known")
_AGAINST = Text("{change} so với {year}", "{change} against {year}")
_SAME = Text("không đổi so với {year}", "unchanged from {year}")
_POINTS = Text("{change} điểm %", "{change} points")
_MONEY = Text("Kinh phí {stage}, {year}", "Money {stage}, {year}")
_PROJECTS = Text("{n} đề án", "{n} projects")
_ESTABLISHMENTS = Text("Cơ sở được hỗ trợ, {year}", "Establishments supported, {year}")
_FIRST = Text("{n} cơ sở lần đầu", "{n} for the first time")
_LEVERAGE = Text("Vốn đối ứng ÷ hỗ trợ, {year}", "Own money ÷ grant, {year}")
_KNOWN = Text("biết ở {n}/{all} khoản", "known for {n} of {all} supports")
_WORKERS = Text("Lao động thay đổi ròng, {year}", "Net change in workers, {year}")
_ANSWERED = Text(
    "{n}/{all} lượt trả lời; là thay đổi, chưa phải tác động",
    "{n} of {all} answered; a change, not an effect",
)
_RATE = Text("Tỷ lệ giải ngân, {year}", "Disbursement rate, {year}")
_OPEN = Text("{n} đề án chưa quyết toán", "{n} projects not settled")
_PART = Text("mới một phần năm", "part of the year only")
_EFFECT = Text("Tác động đến năng suất", "Effect on productivity")
_GRADE = Text("bậc bằng chứng {grade}/5", "evidence grade {grade} of 5")


def headlines(asked: Asked, claimed: Loaded | None) -> list[Headline]:
    """Return the headline figures that are known; `claimed` is the loaded claim on productivity."""
    funding, programme = asked.frame("funding_by_year"), asked.frame("programme_by_year")
    told = [
        _money(asked, funding),
        _rate(asked, funding),
        _establishments(asked, programme),
        _leverage(asked, programme),
        _workers(asked),
        None if claimed is None else _effect(asked, claimed),
    ]
    return [one for one in told if one is not None]


def _money(asked: Asked, funding: pd.DataFrame) -> Headline | None:
    stage = None if funding.empty else money_stage(funding)
    if stage is None:
        return None
    change, language = latest_change(funding, stage), asked.language
    last = funding.sort_values("year").iloc[-1]
    label = _MONEY.filled(stage=stage_name(stage), year=change.year)
    projects = last["projects"]
    caution = [] if pd.isna(projects) else [_words(_PROJECTS, language, n=int(projects))]
    if bool(last["part_year"]):
        caution.append(_PART.in_language(language))
    return Headline(
        label.in_language(language),
        format_money(change.value, asked.currency, language),
        _moved(change, language),
        "; ".join(caution),
        _count(last["establishments"]),
    )


def _rate(asked: Asked, funding: pd.DataFrame) -> Headline | None:
    known = funding[funding["disbursement_rate"].notna()] if not funding.empty else funding
    if known.empty:
        return None
    change, language = latest_change(known, "disbursement_rate"), asked.language
    last = known.sort_values("year").iloc[-1]
    unsettled = 0 if pd.isna(last["unsettled"]) else int(last["unsettled"])
    # A year still being paid against a settled one would always look like a fall.
    moved = "" if unsettled or change.step is None else _points(change, language)
    return Headline(
        _RATE.filled(year=change.year).in_language(language),
        format_share(change.value, language),
        moved,
        _words(_OPEN, language, n=unsettled) if unsettled else "",
        _count(last["establishments"]),
    )


def _establishments(asked: Asked, programme: pd.DataFrame) -> Headline | None:
    change, language = latest_change(programme, "establishments"), asked.language
    if change.value is None:
        return None
    first = programme.sort_values("year").iloc[-1]["first_time"]
    return Headline(
        _ESTABLISHMENTS.filled(year=change.year).in_language(language),
        format_number(change.value, language),
        _moved(change, language),
        "" if pd.isna(first) else _words(_FIRST, language, n=int(first)),
        int(change.value),
    )


def _leverage(asked: Asked, programme: pd.DataFrame) -> Headline | None:
    change, language = latest_change(programme, "leverage"), asked.language
    if change.value is None:
        return None
    last = programme.sort_values("year").iloc[-1]
    return Headline(
        _LEVERAGE.filled(year=change.year).in_language(language),
        format_number(change.value, language, 1),
        _moved(change, language),
        _words(_KNOWN, language, n=int(last["leverage_n"]), all=int(last["supports"])),
        _count(last["establishments"]),
    )


def _workers(asked: Asked) -> Headline | None:
    jobs, language = asked.frame("jobs_by_year"), asked.language
    change = latest_change(jobs, "net")
    if change.value is None:
        return None
    last = jobs.sort_values("year").iloc[-1]
    sign = "−" if change.value < 0 else "+" if change.value > 0 else ""
    return Headline(
        _WORKERS.filled(year=change.year).in_language(language),
        sign + format_number(abs(change.value), language),
        "",
        _words(_ANSWERED, language, n=int(last["answered"]), all=int(last["supported"])),
        _count(last["answered"]),
    )


def _effect(asked: Asked, claimed: Loaded) -> Headline:
    found, language = claimed.extra, asked.language
    sentence = found.headline.in_language(language)
    return Headline(
        _EFFECT.in_language(language),
        sentence.split(";")[0],
        "",
        _GRADE.filled(grade=found.grade.level).in_language(language),
        min(found.n_supported, found.n_compared),
    )


def _moved(change: Change, language: Language) -> str:
    if change.difference is None:
        return ""
    share = format_share(abs(change.difference), language)
    if share in ("0%", "0 %"):
        return _SAME.filled(year=change.previous_year).in_language(language)
    sign = "−" if change.difference < 0 else "+"
    return _AGAINST.filled(change=sign + share, year=change.previous_year).in_language(language)


def _points(change: Change, language: Language) -> str:
    step = (change.step or 0.0) * 100
    sign = "−" if step < 0 else "+"
    points = _POINTS.filled(change=sign + format_number(abs(step), language, 1))
    return _AGAINST.filled(change=points, year=change.previous_year).in_language(language)


def _words(text: Text, language: Language, **numbers: int) -> str:
    told = {name: format_number(number, language) for name, number in numbers.items()}
    return text.filled(**told).in_language(language)


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
