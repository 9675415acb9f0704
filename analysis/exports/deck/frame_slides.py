"""The first and the last slides: the headline figures, and where everything comes from."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.dictionary import TABLES
from analysis.exports.deck.headlines import Headline, headlines, public_headlines
from analysis.exports.deck.layout import pages_of_rows
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


def last_slides(
    asked: Asked,
    views: Sequence[tuple[View, Loaded]],
    hidden: Sequence[tuple[str, ...]],
    remarks: Sequence[str],
) -> list[Slide]:
    """Return the last slides: what each slide counts, from which tables, and what is hidden.

    `hidden` are rows of the same table that list hidden cells. There are as many slides as it
    takes to keep them readable; the very last bears the remarks.
    """
    language = asked.language
    header = tuple(one.in_language(language) for one in _LAST_HEAD)
    parts = pages_of_rows(Table(header, (*_counted(views, language), *hidden), (False,) * 3))
    source, scope = common_lines(asked, None)
    slides = []
    for place, part in enumerate(parts, start=1):
        title = _ABOUT.in_language(language)
        if len(parts) > 1:
            title = f"{title} ({place}/{len(parts)})"
        told = remarks if place == len(parts) else ()
        slides.append(
            Slide(
                key="sources" if place == 1 else f"sources-{place}",
                language=language,
                title=title,
                table=part,
                source=source,
                scope=scope,
                method=_LIST.in_language(language),
                mark=mark_of(asked, None),
                notes=notes_text(language, title, _ASKED, "", "\n".join(told), _LIMITS, source),
                remarks=tuple(told),
            )
        )
    return slides


def _counted(
    views: Sequence[tuple[View, Loaded]], language: Language
) -> tuple[tuple[str, ...], ...]:
    """Return a row for each thing counted: the slides that count it, how, and from which tables."""
    names: dict[tuple[str, str], list[str]] = {}
    for view, loaded in views:
        tables = "; ".join(
            TABLES[name].label.in_language(language) if name in TABLES else name
            for name in loaded.measure.sources
        )
        what = (loaded.measure.counts.in_language(language), tables)
        names.setdefault(what, []).append(view.name.in_language(language))
    rows = tuple(("; ".join(told), *what) for what, told in names.items())
    return rows or ((_NOTHING.in_language(language), "–", "–"),)
