"""The first and the last slide: the headline figures, and where everything comes from."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exports.deck.headlines import Headline, headlines, public_headlines
from analysis.exports.deck.model import Slide, Table
from analysis.exports.deck.slide_words import common_lines, mark_of, notes_text
from analysis.exports.deck.view import Asked, Loaded, View
from analysis.frozen.frames import public_frame
from analysis.language import Language, Text
from analysis.measures.answers import answer_by_year

_HEAD = (
    Text("Chỉ số", "Figure"),
    Text("Giá trị", "Value"),
    Text("Thay đổi", "Change"),
    Text("Chỉ tiêu", "Target"),
    Text("Chắc đến đâu", "How sure"),
)
_LAST_HEAD = (
    Text("Trang", "Slide"),
    Text("Đếm cái gì, trên mẫu số nào", "What is counted, over what"),
    Text("Bảng nguồn", "Source tables"),
)
_ABOUT = Text("Nguồn, cách tính và giới hạn", "Sources, methods and limits")
_HEADLINES = Text("Số liệu chính", "Headline figures")
_METHOD = Text(
    "Cách tính: từng chỉ số như ở trang riêng của nó và trang cuối",
    "Method: each figure as on its own slide and on the last one",
)
_LIST = Text("Cách tính: như liệt kê trong bảng", "Method: as listed in the table")
_NOTHING = Text("Chưa có số liệu nào", "No data")
_READ = Text(
    "Đọc lần lượt từng dòng; nói cả cột «Chắc đến đâu»",
    "Read row by row; say the column «How sure» too",
)
_BEWARE = Text(
    "Thay đổi so với năm trước chưa phải xu hướng, và không phải tác động của hỗ trợ",
    "A change on the year before is no trend, and no effect of support",
)
_ASKED = Text(
    "Dùng khi có người hỏi một con số từ đâu ra", "For when someone asks where a figure is from"
)
_LIMITS = Text(
    "Không trích một con số mà bỏ cách tính và giới hạn của nó",
    "Quote no figure without its method and limits",
)


def cover_slide(asked: Asked, title: Text, claimed: Loaded | None) -> Slide:
    """Return the first slide: how the money went, in a sentence, and the headline figures.

    In a public deck both are of the frozen set; without a finding where a year is hidden there.
    """
    language = asked.language
    if asked.frozen is None:
        shown = headlines(asked, claimed)
        answer = answer_by_year(asked.frame("funding_by_year"))
    else:
        shown = public_headlines(asked.frozen, asked.scope)
        yearly = public_frame(asked.frozen, "funding_by_year", asked.scope)
        told = yearly is not None and not yearly.hidden and len(yearly.frame) > 0
        answer = answer_by_year(yearly.frame) if yearly is not None and told else None
    name = title.in_language(language)
    finding = None if answer is None or not shown else answer.in_language(language)
    source, scope = common_lines(asked, None)
    return Slide(
        key="cover",
        language=language,
        title=f"{name}. {finding}" if finding else name,
        table=_headline_table(shown, language),
        source=source,
        scope=scope,
        method=_METHOD.in_language(language),
        mark=mark_of(asked, None),
        notes=notes_text(
            language, finding or name, _READ, _HEADLINES.in_language(language), "", _BEWARE, source
        ),
    )


def _headline_table(shown: Sequence[Headline], language: Language) -> Table:
    header = tuple(one.in_language(language) for one in _HEAD)
    rows: tuple[tuple[str, ...], ...] = tuple(
        (one.label, one.value, one.change or "–", one.target or "–", one.caution or "–")
        for one in shown
    )
    if not rows:
        rows = ((_NOTHING.in_language(language), *("–",) * (len(header) - 1)),)
    return Table(header, rows, (False,) * len(header), _HEADLINES.in_language(language))


def last_slide(asked: Asked, views: Sequence[tuple[View, Loaded]], remarks: Sequence[str]) -> Slide:
    """Return the last slide: what each slide counts, from which tables, and what is hidden."""
    language = asked.language
    rows = tuple(
        (
            view.name.in_language(language),
            loaded.measure.counts.in_language(language),
            ", ".join(loaded.measure.sources),
        )
        for view, loaded in views
    )
    header = tuple(one.in_language(language) for one in _LAST_HEAD)
    source, scope = common_lines(asked, None)
    title = _ABOUT.in_language(language)
    empty = ((_NOTHING.in_language(language), "–", "–"),)
    return Slide(
        key="sources",
        language=language,
        title=title,
        table=Table(header, rows or empty, (False,) * 3),
        source=source,
        scope=scope,
        method=_LIST.in_language(language),
        mark=mark_of(asked, None),
        notes=notes_text(language, title, _ASKED, "", "\n".join(remarks), _LIMITS, source),
        remarks=tuple(remarks),
    )
