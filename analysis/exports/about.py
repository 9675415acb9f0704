"""What a reader of a file must know: which data, when, from whom, and what they do not say."""

from __future__ import annotations

from datetime import UTC, datetime

from analysis.dictionary.codes import CASE_KIND
from analysis.exports.scope_words import scope_lines
from analysis.language import Text, format_day
from analysis.measures import Measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot

SIMULATED = Text("SỐ LIỆU MÔ PHỎNG – không phải số liệu thật", "SIMULATED DATA – not real figures")

_WARNING = Text("Cảnh báo", "Warning")
_DATA_SET = Text("Bộ dữ liệu", "Data set")
_KIND = Text("Loại", "Kind")
_ABOUT = Text("Về dữ liệu", "About the data")
_SOURCE = Text("Nguồn", "Source")
_AS_OF = Text("Số liệu đến", "Data up to")
_SNAPSHOT = Text("Bản số liệu", "Snapshot")
_WRITTEN = Text("Ghi lúc", "Written at")
_TITLE = Text("Tên", "Title")
_DEFINITION = Text("Định nghĩa", "Definition")
_LIMITS = Text("Hạn chế", "Limits")


def data_lines(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str]]:
    """Return (what, words) about a data set and the part of it asked, in the scope's language."""
    case, language = snapshot.case, scope.language
    lines = [
        (_DATA_SET, case.title.in_language(language)),
        (_KIND, CASE_KIND.find(case.kind).label.in_language(language)),
        (_ABOUT, case.about.in_language(language)),
        (_SOURCE, case.source.in_language(language)),
        (_AS_OF, format_day(case.as_of, language)),
        (_SNAPSHOT, str(snapshot.number)),
    ]
    told = [(label.in_language(language), words) for label, words in lines]
    if case.simulated:
        told.insert(0, (_WARNING.in_language(language), SIMULATED.in_language(language)))
    written = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return [*told, *scope_lines(snapshot, scope), (_WRITTEN.in_language(language), written)]


def measure_lines(measure: Measure, scope: Scope) -> list[tuple[str, str]]:
    """Return (what, words) about a measure: its title, definition and limits."""
    lines = ((_TITLE, measure.title), (_DEFINITION, measure.counts), (_LIMITS, measure.caveats))
    return [
        (label.in_language(scope.language), words.in_language(scope.language))
        for label, words in lines
    ]
