"""How the value of a criterion of products is written, and what kind of column it makes."""

from __future__ import annotations

import math

from analysis.decisions.scoring.table import Criterion
from analysis.language import LANGUAGES, Text, format_figure, format_share
from analysis.measures.model import Kind
from analysis.measures.phrases import number

NOT_KNOWN = Text("chưa rõ", "not known")

OWN_FACTS = {"recognition_level", "geographical_indication", "ocop_stars"}
"""Criteria that are facts of a product itself, made from no establishments."""

_SHARES = {"local_material", "productivity_gain", "export_share"}
_RATES = {"location_trend", "revenue_growth", "energy_change", "waste_change"}
_COUNTED = {"recognition_level", "ocop_stars", "districts"}
_YES, _NO = Text("có", "yes"), Text("không", "no")


def kind_of(code: str) -> Kind:
    """Return the kind of column that holds the values of a criterion."""
    if code in _SHARES | _RATES:
        return "share"
    return (
        "count" if code in _COUNTED else "flag" if code == "geographical_indication" else "number"
    )


def heading_of(criterion: Criterion) -> Text:
    """Return the label of a criterion with its unit; a share says so by its values."""
    if criterion.code in _SHARES or kind_of(criterion.code) == "flag":
        return criterion.label
    label, unit = criterion.label, criterion.unit
    return Text(f"{label.vi} ({unit.vi})", f"{label.en} ({unit.en})")


def in_a_sentence(title: Text) -> Text:
    """Return a title as it stands inside a sentence: in small letters, unless it is a name."""
    return Text(
        *(said if said != said.capitalize() else said.lower() for said in (title.vi, title.en))
    )


def value_words(code: str, value: float) -> Text:
    """Return a value as a reader writes it; what is not known is said to be so."""
    if math.isnan(value):
        return NOT_KNOWN
    kind = kind_of(code)
    if kind == "flag":
        return _YES if value else _NO
    if kind == "share":
        return Text(*(format_share(value, language, 1) for language in LANGUAGES))
    if kind == "count":
        return number(value)
    return Text(*(format_figure(value, language) for language in LANGUAGES))
