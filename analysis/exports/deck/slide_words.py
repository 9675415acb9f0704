"""What every slide owes to a reader in words: mark, source, day, scope, method, speaker notes."""

from __future__ import annotations

from analysis.exports.deck.view import Asked, Loaded
from analysis.exports.scope_words import scope_line
from analysis.frozen.words import about
from analysis.language import Language, Text, format_day
from analysis.measures import Measure

SIMULATED = Text("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA")
PUBLISHED = Text("SỐ ĐÃ CÔNG BỐ, không phải mô phỏng", "PUBLISHED FIGURES, not simulated")

_SOURCE = Text(
    "Nguồn: {source} · Số liệu đến {day} · bản số liệu {number}",
    "Source: {source} · Data up to {day} · snapshot {number}",
)
_METHOD = Text("Cách tính: {what}", "Method: {what}")
_FINDING = Text("Điều biểu đồ cho thấy", "What it shows")
_READING = Text("Cách đọc", "How to read it")
_DEFINED = Text("Định nghĩa", "Definition")
_LIMITS = Text("Giới hạn", "Limits")
_NOT = Text("KHÔNG nên kết luận", "What NOT to conclude")
_FROM = Text("Nguồn", "Source")


def mark_of(asked: Asked, measure: Measure | None) -> str | None:
    """Return the mark of a slide; a published figure stays real beside simulated ones."""
    if not asked.snapshot.case.simulated:
        return None
    mark = PUBLISHED if measure is not None and measure.published else SIMULATED
    return mark.in_language(asked.language)


def common_lines(asked: Asked, measure: Measure | None) -> tuple[str, str]:
    """Return the lines on source with the day of the data, and on scope."""
    case, language, frozen = asked.snapshot.case, asked.language, asked.frozen
    if frozen is not None:
        told = f"{_FROM.in_language(language)}: {frozen.source.in_language(language).rstrip('.')}"
        return f"{told} · {about(frozen).in_language(language)}", scope_line(
            asked.snapshot, asked.scope.in_language(language)
        )
    source = _SOURCE.filled(
        source=case.source.in_language(language).rstrip("."),
        day=format_day(case.as_of, language),
        number=asked.snapshot.number,
    )
    return source.in_language(language), scope_line(
        asked.snapshot, asked.scope.in_language(language)
    )


def method_line(loaded: Loaded, language: Language) -> str:
    """Return the line on how a figure is counted, and of how many."""
    counts = loaded.measure.counts.in_language(language)
    first = counts.split(". ", 1)[0].rstrip(".")
    what = f"{first} · {loaded.counted}" if loaded.counted else first
    return _METHOD.filled(what=what).in_language(language)


def notes_text(
    language: Language,
    finding: str,
    shows: Text,
    definition: str,
    limits: str,
    beware: Text,
    source: str,
) -> str:
    """Return what the speaker reads: finding, reading, definition, limits, and what not to say."""
    parts = (
        (_FINDING, finding),
        (_READING, shows.in_language(language)),
        (_DEFINED, definition),
        (_LIMITS, limits),
        (_NOT, beware.in_language(language)),
        (_FROM, source),
    )
    return "\n".join(f"{label.in_language(language)}: {told}" for label, told in parts if told)
