"""A scope in words, for a slide: which part of the data it is about, prices and boundaries."""

from __future__ import annotations

from analysis.language import Language, Text
from analysis.measures import code_label, district_names
from analysis.scope import PRICES, VINTAGES, Scope
from analysis.warehouse import Snapshot

_NAMES = {
    "years": Text("Năm kế hoạch", "Plan years"),
    "districts": Text("Địa bàn", "Places"),
    "activities": Text("Nội dung", "Activities"),
    "fund_sources": Text("Nguồn kinh phí", "Fund sources"),
    "industries": Text("Ngành", "Industries"),
    "sizes": Text("Quy mô", "Sizes"),
}
_CODES = {
    "activities": "activity",
    "fund_sources": "fund_source",
    "industries": "industry",
    "sizes": "size",
}
_EVERYTHING = Text("Toàn bộ số liệu", "All data")
_SCOPE = Text("Phạm vi: {what}", "Scope: {what}")


def scope_line(snapshot: Snapshot, scope: Scope, language: Language) -> str:
    """Return the line of a slide that says what it is about."""
    told = []
    for name, values in scope.filters().items():
        if name == "districts":
            names = district_names(snapshot, language)
            words = [names.get(str(code), str(code)) for code in values]
        elif name in _CODES:
            words = [code_label(_CODES[name], str(code), language) for code in values]
        else:
            words = [_years(values)]
        told.append(f"{_NAMES[name].in_language(language)}: {', '.join(words)}")
    parts = told or [_EVERYTHING.in_language(language)]
    parts.append(PRICES[scope.prices].in_language(language))
    parts.append(VINTAGES[scope.vintage].in_language(language))
    return _SCOPE.filled(what="; ".join(parts)).in_language(language)


def _years(values: tuple[int, ...] | tuple[str, ...]) -> str:
    years = [int(one) for one in values]
    if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
