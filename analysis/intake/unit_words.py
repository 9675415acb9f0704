"""Units as officers write them in headers: "(triệu đồng)", ", tr.đ", "(%)", "nghìn người"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.dictionary import Column
from analysis.intake.folding import fold_text

Kind = Literal["money", "scale", "share", "persons", "energy", "mass", "area", "time", "count"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement as written.

    `scale` is the word before it (nghìn: 1000); `size` is one base unit in the unit the dictionary
    keeps (MWh: 1000 kWh, kg: 0.001 tonnes). `currency` is told for money that names one.
    """

    kind: Kind
    scale: int = 1
    size: float = 1.0
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class UnitUse:
    """What a unit means for one column: how its figures become those of the dictionary."""

    money_factor: int | None = None
    currency: str | None = None
    percent: bool = False
    factor: float | None = None


_SCALES = {
    1: ("",),
    1_000: ("nghin", "ngan", "ngh", "ng", "1000", "thousand", "thousands"),
    1_000_000: ("trieu", "tr", "1000000", "million", "millions", "mil", "mn"),
    1_000_000_000: ("ty", "ti", "1000000000", "billion", "billions", "bn"),
}
_LONE_SCALES = ("nghin", "ngan", "thousand", "trieu", "tr", "million", "ty", "billion")
_BASES: tuple[tuple[Kind, float, str | None, tuple[str, ...]], ...] = (
    ("money", 1, "VND", ("dong", "d", "vnd", "dongvietnam", "dongvn", "vietnamdong")),
    ("money", 1, "USD", ("usd", "dola", "dolamy", "dollar", "dollars", "usdollars")),
    ("share", 1, None, ("phantram", "percent", "pct")),
    ("persons", 1, None, ("nguoi", "laodong", "ld", "person", "persons", "people", "workers")),
    ("energy", 1, None, ("kwh",)),
    ("energy", 1_000, None, ("mwh",)),
    ("mass", 1, None, ("tan", "t", "tonne", "tonnes", "ton", "tons")),
    ("mass", 0.001, None, ("kg",)),
    ("area", 1, None, ("ha", "hecta", "hectare", "hectares")),
    ("area", 0.000_1, None, ("m2", "metvuong")),
    ("area", 100, None, ("km2",)),
    ("time", 1, None, ("gio", "h", "hour", "hours")),
    ("count", 1, None, ("coso", "doanhnghiep", "dn", "sanpham", "sp", "cai", "chiec", "chungnhan")),
    ("count", 1, None, ("diem", "point", "points", "establishments", "products", "certificates")),
)
_LABEL_WORDS = (
    *("don vi tinh", "don vi tien te", "don vi tien", "don vi", "dvt", "tinh bang"),
    *("money unit", "unit of money", "units", "unit"),
)
"""Words that announce a unit, folded; longer ones first."""
_MONEY_LABELS = ("don vi tinh", "don vi tien", "dvt", "money unit", "unit", "don vi")
_TAIL_BREAK = re.compile(r"[,;:/\n–—-]")
_PIECES = re.compile(r"[:;,()/|\n]|\s[–—-]\s")
_GROUPED_DIGITS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")


def _vocabulary() -> dict[str, Unit]:
    words = {}
    for scale, scale_words in _SCALES.items():
        for scale_word in scale_words:
            for kind, size, currency, bases in _BASES:
                for base in bases:
                    unit = Unit(kind, scale, size, currency)
                    words[scale_word + base] = unit
                    if currency is not None:
                        words[base + scale_word] = unit
            if scale_word in _LONE_SCALES:
                words[scale_word] = Unit("scale", scale)
    return words


_UNITS = _vocabulary()


@lru_cache(maxsize=8192)
def unit_of(text: str) -> Unit | None:
    """Return the unit a text is, and nothing but is, as in "1.000 đồng"; None: it is no unit."""
    if len(text) > 60:
        return None
    plain = _GROUPED_DIGITS.sub("", text.replace("²", "2").replace("%", " phan tram "))
    key = fold_text(re.sub(r"(US)?\$", " usd ", plain))
    for words in _LABEL_WORDS:
        if key.startswith(words + " "):
            key = key.removeprefix(words + " ")
            break
    return _UNITS.get("".join(word for word in key.split() if word not in ("of", "in")))


def without_trailing_unit(text: str) -> tuple[str, Unit] | None:
    """Split "Doanh thu, tr.đ" into its name and unit; None: no unit stands at the end.

    After punctuation any unit counts; after a mere space only money, shares and energy do,
    because "lao động" and "sản phẩm" are also words of names.
    """
    for found in _TAIL_BREAK.finditer(text):
        unit = unit_of(text[found.end() :])
        if unit is not None and text[: found.start()].strip():
            return text[: found.start()], unit
    words = text.replace("%", " % ").split()
    for count in (3, 2, 1):
        if len(words) > count:
            tail = " ".join(words[-count:])
            # "động" of "lao động", "hoạt động" folds like "đồng".
            unit = None if fold_text(tail) == "dong" else unit_of(tail)
            if unit is not None and unit.kind in ("money", "share", "energy"):
                return " ".join(words[:-count]), unit
    return None


def kind_of(column: Column) -> Kind | None:
    """Return the kind of unit a column is kept in; None: its values have no unit of their own."""
    if column.type == "money":
        return "money"
    if column.type == "fraction":
        return "share"
    if column.type not in ("integer", "number"):
        return None
    told = unit_of(column.unit.en) if column.unit is not None else _unit_in_brackets(column)
    return "count" if told is None else told.kind


def _unit_in_brackets(column: Column) -> Unit | None:
    found = re.search(r"\(([^()]+)\)", column.label.vi)
    return None if found is None else unit_of(found[1])


def use_of(unit: Unit, column: Column) -> UnitUse | None:
    """Return what a unit in the header means for a column; None: the two do not go together.

    A header that says "(%)" over a money column, or "(triệu đồng)" over a count of people, is
    about something else than that column.
    """
    kind = kind_of(column)
    if kind is None:
        return None
    if kind == "money":
        fits = unit.kind in ("money", "scale")
        return UnitUse(money_factor=unit.scale, currency=unit.currency) if fits else None
    if kind == "share":
        return UnitUse(percent=True) if unit.kind == "share" else None
    if unit.kind in ("money", "share"):
        return None
    if unit.kind == kind:
        # Sizes are measured in the units of the dictionary; hectares for areas.
        return UnitUse(factor=unit.scale * unit.size)
    # A count of things in whatever unit stays as written, but for "nghìn" and the like.
    return UnitUse(factor=float(unit.scale)) if kind == "count" or unit.kind == "scale" else None


def told_money_unit(rows: list[list[str | None]]) -> Unit | None:
    """Return the money unit the rows above a header tell for the whole sheet; the lowest wins.

    Known forms: "Đơn vị tính: triệu đồng" in one cell, such a label in one cell and the unit in
    the next one filled, or a cell that holds nothing but the unit.
    """
    for row in reversed(rows):
        cells = [cell for cell in row if cell is not None and cell.strip()]
        for place, cell in enumerate(cells):
            following = cells[place + 1] if place + 1 < len(cells) else ""
            unit = _told_by(cell, following)
            if unit is not None:
                return unit
    return None


def _told_by(cell: str, following: str) -> Unit | None:
    if len(cell) > 300:
        return None
    key = fold_text(cell)
    candidates = [cell.strip(" ()[]")]
    if any(f" {words} " in f" {key} " for words in _MONEY_LABELS):
        candidates += [*_after_colon(cell), *_PIECES.split(cell)]
        candidates += [following, *_PIECES.split(following)]
    for candidate in candidates:
        unit = unit_of(candidate.strip(" ().[]"))
        if unit is not None and unit.kind == "money":
            return unit
    return None


def _after_colon(cell: str) -> list[str]:
    return [cell.rsplit(":", 1)[1]] if ":" in cell else []
