"""What was changed to find a price: more money, or a limit that goes."""

from __future__ import annotations

from analysis.decisions.portfolio.prices import HUNDRED_MILLION, Price
from analysis.decisions.portfolio.words import Names, limit_words
from analysis.language import Text
from analysis.measures.phrases import amount, sentence


def more_words(one: Price, currency: str, names: Names) -> Text:
    """Say which source gets one hundred million more."""
    more = amount(HUNDRED_MILLION, currency)
    if one.limit.kind == "total":
        return sentence("Thêm {more}", "{more} more", more=more)
    return sentence(
        "Thêm {more} cho nguồn {source}",
        "{more} more for source {source}",
        more=more,
        source=names("source", one.limit.key),
    )


def without_words(one: Price, names: Names) -> Text:
    """Say which limit goes."""
    return sentence("Bỏ {limit}", "Without {limit}", limit=limit_words(one.limit, names))


def changed_words(one: Price, currency: str, names: Names) -> Text:
    """Say what is different: more money, or a limit gone."""
    if one.limit.kind in ("budget", "total"):
        return more_words(one, currency, names)
    return without_words(one, names)
