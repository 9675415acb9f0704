"""Names and numbers as the sentences of a score say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.decisions.scoring.table import DecisionTable
from analysis.language import LANGUAGES, Text, format_share


def listed(texts: Iterable[Text]) -> Text:
    """Return names with commas between them."""
    names = list(texts)
    return Text(", ".join(one.vi for one in names), ", ".join(one.en for one in names))


def labels(table: DecisionTable, columns: Iterable[int], counts: Sequence[int]) -> Text:
    """Return criteria, each with a count behind it."""
    return listed(
        Text(f"{label.vi}: {count}", f"{label.en}: {count}")
        for label, count in zip(
            (table.criteria[column].label for column in columns), counts, strict=True
        )
    )


def shares_apart(first: float, second: float) -> tuple[Text, Text]:
    """Return two shares as percentages with as many decimals as tell them apart, three at most."""
    for digits in range(4):
        written = tuple(
            Text(*(format_share(value, language, digits) for language in LANGUAGES))
            for value in (first, second)
        )
        if written[0] != written[1]:
            break
    return written[0], written[1]
