"""What units are called in either language, with the word for their kind and without."""

from __future__ import annotations

# How a unit's kind stands before its name in Vietnamese, and after it in English.
_KINDS = (
    ("Thành phố ", "city"),
    ("Thị xã ", "town"),
    ("Huyện ", "district"),
    ("Phường ", "ward"),
    ("Xã ", "commune"),
    ("Đặc khu ", "special zone"),
    ("Thị trấn ", "township"),
)


def english_unit_name(name: str) -> str:
    """Return a Vietnamese unit's name as English writes it: "Huyện Ba Tơ" is "Ba Tơ district"."""
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return f"{name.removeprefix(prefix)} {kind}"
    return name


def short_unit_name(name: str) -> str:
    """Return a unit's name in either language without its kind, as a map has room for."""
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
        if name.endswith(f" {kind}"):
            return name.removesuffix(f" {kind}")
    return name
