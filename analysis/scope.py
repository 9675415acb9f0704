"""The Scope: which part of the data a question is about, as one immutable, linkable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeVar

from analysis.dictionary import CODE_LISTS
from analysis.language import LANGUAGES, Language, Text

Prices = Literal["nominal", "constant"]
Vintage = Literal["districts-2020", "communes-2025", "districts-2014", "districts-2003", "recorded"]
Choice = TypeVar("Choice", bound=str)

PRICES: dict[Prices, Text] = {
    "nominal": Text("Giá hiện hành", "Nominal prices"),
    "constant": Text("Giá so sánh", "Constant prices"),
}

VINTAGES: dict[Vintage, Text] = {
    "districts-2020": Text(
        "13 huyện cũ (địa giới 02/2020–06/2025)", "13 former districts (2020–June 2025)"
    ),
    "communes-2025": Text("96 xã, phường, đặc khu (từ 07/2025)", "96 communes (from July 2025)"),
    "districts-2014": Text(
        "14 huyện (địa giới 04/2014–01/2020)", "14 districts (April 2014–January 2020)"
    ),
    "districts-2003": Text(
        "14 huyện (địa giới 12/2003–03/2014)", "14 districts (December 2003–March 2014)"
    ),
    "recorded": Text("Như ghi nhận tại thời điểm", "As recorded at the time"),
}

UNKNOWN_CODE = "unknown"
"""Stands in a filter for rows whose value is not known, so that the unknown can be chosen too."""

_CODE_FILTERS = {
    "activities": "activity",
    "fund_sources": "fund_source",
    "industries": "industry",
    "sizes": "size",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a measure is asked about; an empty tuple means everything.

    `years` are plan years, `districts` are unit codes of the chosen boundary `vintage`, and the
    other filters are codes of the dictionary. A code filter may hold "unknown". Order and
    repetition do not matter: values are kept sorted, so equal questions are equal values.
    """

    years: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    fund_sources: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    prices: Prices = "nominal"
    vintage: Vintage = "districts-2020"
    language: Language = "vi"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, (tuple, list, set, frozenset)):
                object.__setattr__(self, field.name, tuple(sorted(set(value))))

    def filters(self) -> dict[str, tuple[int, ...] | tuple[str, ...]]:
        """Return the filters that are set, by field name."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if isinstance(getattr(self, field.name), tuple) and getattr(self, field.name)
        }

    def without_filters(self) -> Scope:
        """Return the same scope asked about everything."""
        return Scope(prices=self.prices, vintage=self.vintage, language=self.language)

    def in_language(self, language: Language) -> Scope:
        """Return the same scope for a reader of another language."""
        return replace(self, language=language)

    def to_query(self) -> dict[str, str]:
        """Return address parameters that `from_query` reads back to an equal scope."""
        query = {name: ",".join(map(str, values)) for name, values in self.filters().items()}
        if self.prices != "nominal":
            query["prices"] = self.prices
        if self.vintage != "districts-2020":
            query["vintage"] = self.vintage
        query["lang"] = self.language
        return query

    @staticmethod
    def from_query(query: Mapping[str, str]) -> tuple[Scope, list[Text]]:
        """Read address parameters; return the scope and a sentence for each unreadable value.

        Parameters that are not the scope's own are left alone; an unreadable value is dropped.
        """
        problems: list[Text] = []
        years = _read_years(query.get("years", ""), problems)
        districts = tuple(
            code for code in _parts(query.get("districts", "")) if _plausible(code, problems)
        )
        chosen = {
            field: _read_codes(field, query.get(field, ""), problems) for field in _CODE_FILTERS
        }
        prices = _read_choice(query, "prices", tuple(PRICES), "nominal", problems)
        vintage = _read_choice(query, "vintage", tuple(VINTAGES), "districts-2020", problems)
        language = _read_choice(query, "lang", LANGUAGES, "vi", problems)
        scope = Scope(
            years=years,
            districts=districts,
            activities=chosen["activities"],
            fund_sources=chosen["fund_sources"],
            industries=chosen["industries"],
            sizes=chosen["sizes"],
            prices=prices,
            vintage=vintage,
            language=language,
        )
        return scope, problems


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _unreadable(name: str, value: str) -> Text:
    shown = value[:40]
    return Text(
        f"Địa chỉ có giá trị không đọc được và đã bỏ qua: {name} = {shown}",
        f"The address holds a value that cannot be read and was left out: {name} = {shown}",
    )


def _read_years(value: str, problems: list[Text]) -> tuple[int, ...]:
    years = []
    for part in _parts(value):
        if part.isascii() and part.isdigit() and 1900 <= int(part) <= 2100:
            years.append(int(part))
        else:
            problems.append(_unreadable("years", part))
    return tuple(years)


def _plausible(code: str, problems: list[Text]) -> bool:
    """Tell whether a unit code has the form of one; which units exist is for the data to say."""
    if code == UNKNOWN_CODE or (code.isascii() and code.isdigit() and len(code) <= 5):
        return True
    problems.append(_unreadable("districts", code))
    return False


def _read_codes(field: str, value: str, problems: list[Text]) -> tuple[str, ...]:
    allowed = {*CODE_LISTS[_CODE_FILTERS[field]].values(), UNKNOWN_CODE}
    found = []
    for part in _parts(value):
        if part in allowed:
            found.append(part)
        else:
            problems.append(_unreadable(field, part))
    return tuple(found)


def _read_choice(
    query: Mapping[str, str],
    name: str,
    allowed: tuple[Choice, ...],
    default: Choice,
    problems: list[Text],
) -> Choice:
    value = query.get(name)
    if value is None:
        return default
    for choice in allowed:
        if choice == value:
            return choice
    problems.append(_unreadable(name, value))
    return default
