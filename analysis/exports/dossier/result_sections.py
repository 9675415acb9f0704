"""The sections on the result: its grade, its course, other answers, groups."""

from __future__ import annotations

import pandas as pd

from analysis.charts.theme import BLUE
from analysis.evidence.claim_groups import groups_of
from analysis.evidence.claim_measures import claim_measures, groups_measure
from analysis.evidence.claim_tables import (
    aggregate_table,
    answers_table,
    bounds_table,
    groups_table,
    path_table,
    places_table,
)
from analysis.exports.deck.chart_spec import ChartSpec, Series
from analysis.exports.dossier.grids import grid_of
from analysis.exports.dossier.model import Asked, Block, Picture, Section, Words
from analysis.language import Text

_WHY = Text("Vì sao bậc {grade}", "Why grade {grade}")
_SURER = Text("Điều gì làm chắc hơn", "What would raise it")
_COURSE = Text("Trước và sau khi hỗ trợ", "Before and since support")
_ALTERNATIVE = Text(
    "Ước tính theo số năm từ khi hỗ trợ, có khoảng tin cậy 95 %.",
    "Estimates by years since support with 95% intervals.",
)
_BASE = Text("0 là năm được hỗ trợ", "0 is the year of support")


def grade_section(asked: Asked) -> Section:
    """Return the reasons of the grade and what would raise it."""
    found = asked.claim
    why = asked.say(_WHY.filled(grade=str(found.grade.level)))
    blocks: tuple[Block, ...] = (
        Words(tuple(asked.say(one) for one in found.grade.reasons), bullets=True),
        Words((asked.say(_SURER) + ":",)),
        Words(tuple(asked.say(one) for one in found.surer), bullets=True),
    )
    return Section("grade", why, blocks)


def result_section(asked: Asked) -> Section:
    """Return the sentence, the event study, and the estimate by cohort and year."""
    found, language = asked.claim, asked.language
    blocks: list[Block] = [Words((asked.say(found.sentence),))]
    tables = claim_measures(found)
    path = path_table(found, language)
    if not path.empty:
        blocks.append(_event_study(path, asked))
        blocks.append(grid_of(path, tables["path"], language))
        for kind in ("cohort", "calendar"):
            frame = aggregate_table(found, kind)
            blocks.append(grid_of(frame, tables[kind], language))
    return Section("result", asked.say(Text("Kết quả", "Result")), tuple(blocks))


def others_section(asked: Asked) -> Section | None:
    """Return other answers, the estimate without each place, and the bounds for those lost."""
    found, language = asked.claim, asked.language
    tables = claim_measures(found)
    blocks: list[Block] = []
    if found.sensitivity:
        blocks.append(grid_of(answers_table(found, language), tables["answers"], language))
    for name, frame in (
        ("places", places_table(found, language)),
        ("bounds", bounds_table(found, language)),
    ):
        if not frame.empty:
            blocks.append(grid_of(frame, tables[name], language))
    if not blocks:
        return None
    title = Text("Cách tính khác và độ nhạy", "Robustness and sensitivity")
    return Section("others", asked.say(title), tuple(blocks))


def groups_section(asked: Asked) -> Section | None:
    """Return the estimate of every activity and size; None without a comparison."""
    blocks: list[Block] = []
    for kind in ("activity", "size"):
        groups = groups_of(asked.claim, kind)
        if groups is None:
            continue
        frame = groups_table(groups, asked.claim.outcome.scale, asked.language)
        blocks.append(grid_of(frame, groups_measure(asked.claim, kind), asked.language))
    if not blocks:
        return None
    return Section("groups", asked.say(Text("Với ai", "For whom")), tuple(blocks))


def _event_study(path: pd.DataFrame, asked: Asked) -> Picture:
    values = {name: _known(path[name]) for name in ("estimate", "low", "high")}
    share = asked.claim.outcome.scale != "level"
    spec = ChartSpec(
        kind="dots",
        categories=tuple(str(since) for since in path["since"]),
        series=(Series("", BLUE, values["estimate"], low=values["low"], high=values["high"]),),
        axis=asked.say(asked.claim.outcome.title),
        form="share" if share else "number",
        heading=asked.say(_BASE),
    )
    return Picture(asked.say(_COURSE), spec, asked.say(_ALTERNATIVE))


def _known(values: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else float(value) for value in values)
