"""Terms and definitions: the words of the programme with their sources, and every measure.

Terms are rows of `data/reference/terms.csv`; measures are defined beside their SQL. Neither is
written here a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.decisions.catalogue import decision_measures
from analysis.dictionary import TABLES
from analysis.dictionary.codes import ACTIVITY
from analysis.evidence.grade_words import LEVELS
from analysis.evidence.outcome_catalogue import OUTCOMES
from analysis.geography.reference_files import reference_rows
from analysis.language import Text
from analysis.lookup.anchors import anchor
from analysis.measures import catalogue

Group = Literal[
    "law", "money", "places", "outcomes", "evidence", "decisions", "data", "activities", "measures"
]

GROUPS: dict[Group, Text] = {
    "law": Text("Chương trình và quy định", "The programme and its rules"),
    "activities": Text("Nội dung hoạt động", "Activities"),
    "money": Text("Kinh phí", "Money"),
    "places": Text("Địa bàn, độ phủ", "Places and coverage"),
    "outcomes": Text("Kết quả", "Outcomes"),
    "evidence": Text("Bằng chứng", "Evidence"),
    "decisions": Text("Lựa chọn", "Decisions"),
    "data": Text("Số liệu", "Data"),
    "measures": Text("Thước đo", "Measures"),
}
"""The parts of the glossary, in order."""

_GRADE = "grade"
_LAW = Text("Nghị định 45/2012/NĐ-CP, Điều 4", "Decree 45/2012, Article 4")


@dataclass(frozen=True, slots=True)
class Definition:
    """One term: its anchor on the page, part, name, meaning, limits if any, and source.

    `source` says where the meaning is from and how far it was checked; a measure's is its tables.
    """

    anchor: str
    group: Group
    term: Text
    meaning: Text
    source: Text
    limits: Text | None = None


@cache
def glossary() -> tuple[Definition, ...]:
    """Return every definition by part: terms in the order of their file, then the measures."""
    named: dict[str, Group] = {str(group): group for group in GROUPS}
    terms = [_term(row, named[row["group"]]) for row in reference_rows("terms")]
    every = [*terms, *_activities(), *_outcomes(), *_measures()]
    order = list(GROUPS)
    return tuple(sorted(every, key=lambda one: order.index(one.group)))


def _term(row: dict[str, str], group: Group) -> Definition:
    meaning = Text(row["meaning_vi"], row["meaning_en"])
    if row["term_id"] == _GRADE:
        meaning = Text(
            " ".join([meaning.vi, *(level.vi for level in LEVELS)]),
            " ".join([meaning.en, *(level.en for level in LEVELS)]),
        )
    checked = Text(row["verification_vi"], row["verification_en"])
    return Definition(
        anchor=anchor("term", row["term_id"]),
        group=group,
        term=Text(row["term_vi"], row["term_en"]),
        meaning=meaning,
        source=Text("{source}. {checked}", "{source}. {checked}").filled(
            source=row["source"], checked=checked
        ),
    )


def _activities() -> list[Definition]:
    """Return the groups of activity, under their short names."""
    return [
        Definition(
            anchor=anchor("activity", code.code),
            group="activities",
            term=code.brief,
            meaning=code.label,
            source=_LAW,
        )
        for code in ACTIVITY.codes
    ]


def _outcomes() -> list[Definition]:
    """Return the outcomes that claims are about."""
    return [
        Definition(
            anchor=anchor("outcome", one.code),
            group="outcomes",
            term=one.title,
            meaning=one.definition,
            source=_tables(("outcome_record",) if one.source == "record" else ("establishment",)),
        )
        for one in OUTCOMES
    ]


def _measures() -> list[Definition]:
    return [
        Definition(
            anchor=anchor("measure", name),
            group="measures",
            term=measure.title,
            meaning=measure.counts,
            limits=measure.caveats,
            source=_tables(measure.sources),
        )
        for name, measure in {**catalogue(), **decision_measures()}.items()
    ]


def _tables(names: tuple[str, ...]) -> Text:
    """Return the tables a measure is made from, as a reader calls them."""
    labels = [TABLES[name].label for name in names]
    return Text(
        "bảng " + "; ".join(label.vi for label in labels),
        "tables " + "; ".join(label.en for label in labels),
    )
