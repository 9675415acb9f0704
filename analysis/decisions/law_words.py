"""How a criterion of the law's order is told: its title with the fact that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analysis.language import Language, Text, format_day, format_money, format_number, format_share
from analysis.measures.model import code_label

NO_CLASS = {
    "area": Text("Không thuộc địa bàn ưu tiên", "No priority area"),
    "industry": Text("Không thuộc ngành ưu tiên", "No priority industry"),
}
UNKNOWN_CLASS = Text("Chưa rõ thuộc diện nào", "Class not known")
UNDECIDED = Text("chưa rõ: {titles}", "not known: {titles}")


def criterion_in_words(
    criterion: str,
    title: str,
    value: str | None,
    units: Mapping[str, Text],
    currency: str,
    language: Language,
) -> str:
    """Return the title of a criterion that holds, with the fact behind it in brackets."""
    fact = None if value is None else _fact(criterion, value, units, currency, language)
    return title if not fact else f"{title} ({fact})"


def _fact(
    criterion: str, value: str, units: Mapping[str, Text], currency: str, language: Language
) -> str | None:
    if criterion == "typical_product":
        return (
            Text("đến {day}", "until {day}")
            .in_language(language)
            .format(day=format_day(date.fromisoformat(value), language))
        )
    if criterion == "industries":
        return code_label("industry", value, language)
    what, _, year = value.partition(";")
    if criterion == "priority_area":
        what = units[what].in_language(language) if what in units else what
    elif criterion == "exports":
        what = format_money(float(what), currency, language)
    elif criterion == "local_material":
        what = format_share(float(what), language)
    elif criterion == "workers":
        what = format_number(float(what), language)
    else:
        return None
    return f"{what}, {year}" if year else what
