"""A scope in words: which filters, prices and boundaries a file or a slide was made with."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures import code_label, district_names
from analysis.scope import PRICES, VINTAGES, Scope
from analysis.warehouse import Snapshot

CODE_LIST_OF = {
    "activities": "activity",
    "fund_sources": "fund_source",
    "industries": "industry",
    "sizes": "size",
}
"""The code list behind each filter of codes, by field of `Scope`."""

FILTERS = {
    "years": Text("Năm kế hoạch", "Plan years"),
    "districts": Text("Địa bàn", "Districts"),
    "activities": Text("Nội dung hoạt động", "Activities"),
    "fund_sources": Text("Nguồn kinh phí", "Fund sources"),
    "industries": Text("Ngành", "Industries"),
    "sizes": Text("Quy mô", "Sizes"),
}
"""What each filter is called, by field of `Scope`."""

_PRICES = Text("Giá", "Prices")
_BOUNDARIES = Text("Địa giới", "Boundaries")
_EVERYTHING = Text("Toàn bộ số liệu", "All data")
_SCOPE = Text("Phạm vi: {what}", "Scope: {what}")


def filter_lines(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str]]:
    """Return (filter, chosen values) for each filter that is set, in the scope's language."""
    language = scope.language
    lines = []
    for field, values in scope.filters().items():
        if field == "districts":
            names = district_names(snapshot, language)
            words = [names.get(str(code), str(code)) for code in values]
        elif field in CODE_LIST_OF:
            words = [code_label(CODE_LIST_OF[field], str(code), language) for code in values]
        else:
            words = [_years(values)]
        lines.append((FILTERS[field].in_language(language), ", ".join(words)))
    return lines


def scope_lines(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str]]:
    """Return prices, boundaries and each filter that is set, in the scope's language."""
    language = scope.language
    return [
        (_PRICES.in_language(language), PRICES[scope.prices].in_language(language)),
        (_BOUNDARIES.in_language(language), VINTAGES[scope.vintage].in_language(language)),
        *filter_lines(snapshot, scope),
    ]


def scope_line(snapshot: Snapshot, scope: Scope) -> str:
    """Return one line that says which part of the data a slide is about."""
    language = scope.language
    told = [f"{name}: {words}" for name, words in filter_lines(snapshot, scope)]
    parts = told or [_EVERYTHING.in_language(language)]
    parts.append(PRICES[scope.prices].in_language(language))
    parts.append(VINTAGES[scope.vintage].in_language(language))
    return _SCOPE.filled(what="; ".join(parts)).in_language(language)


def _years(values: tuple[int, ...] | tuple[str, ...]) -> str:
    years = [int(one) for one in values]
    if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
