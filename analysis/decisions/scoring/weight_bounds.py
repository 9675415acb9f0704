"""Between which ends weights may lie when all of them are tried, and as one short code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.decisions.scoring.weight_constraints import WeightConstraints
from analysis.decisions.scoring.words import listed
from analysis.language import LANGUAGES, Text, format_share

BoundKind = Literal["all", "around", "own"]

BOUND_KINDS: Mapping[BoundKind, Text] = {
    "all": Text("Mọi trọng số", "All weights"),
    "around": Text("Quanh trọng số đang chọn", "Around those chosen"),
    "own": Text("Tự đặt giới hạn", "Own bounds"),
}
NEAR = 2.0
"""Around a weight is from half of it to twice it. Ours."""

_BOUND = re.compile(r"([a-z][a-z0-9_]*)-(100|[1-9]?[0-9])-(100|[1-9]?[0-9])")
_UNREADABLE = Text(
    "Địa chỉ có giới hạn trọng số không đọc được và đã bỏ qua: {shown}",
    "The address holds bounds of weights that cannot be read and were left out: {shown}",
)


@dataclass(frozen=True, slots=True)
class WeightBounds:
    """Bounds as chosen; `ends` are (code, lowest, highest) in whole per cent, of own bounds only.

    What is not named may have any weight.
    """

    kind: BoundKind = "all"
    ends: tuple[tuple[str, int, int], ...] = ()

    def of(self, code: str) -> tuple[int, int]:
        """Return between which per cents the weight of a criterion may lie."""
        return next(((low, high) for name, low, high in self.ends if name == code), (0, 100))

    def with_ends(self, code: str, low: int, high: int) -> WeightBounds:
        """Return own bounds with those of one criterion changed."""
        kept = [one for one in self.ends if one[0] != code]
        return own_bounds([*kept, (code, low, high)])

    def code(self) -> str:
        """Return the bounds as an address writes them."""
        if self.kind != "own":
            return self.kind
        return ".".join(["own", *(f"{code}-{low}-{high}" for code, low, high in self.ends)])


def own_bounds(ends: Iterable[tuple[str, int, int]]) -> WeightBounds:
    """Return own bounds; raises ValueError for ends that are no per cents or cross."""
    given = list(ends)
    if any(not 0 <= low <= high <= 100 for _, low, high in given):
        raise ValueError(f"bounds lie between 0 and 100, the lower first: {given}")
    return WeightBounds("own", tuple(sorted(one for one in given if one[1:] != (0, 100))))


def read_bounds(code: str, criteria: Iterable[str]) -> tuple[WeightBounds, Text | None]:
    """Return the bounds that a code writes, and what of it could not be read.

    `criteria` are the codes that may be bounded; others are left out.
    """
    if code in ("", "all"):
        return WeightBounds(), None
    if code == "around":
        return WeightBounds("around"), None
    known = set(criteria)
    head, *parts = code.split(".")
    unreadable = _UNREADABLE.filled(shown=code[:40])
    if head != "own":
        return WeightBounds(), unreadable
    found = {}
    for part in parts:
        one = _BOUND.fullmatch(part)
        if one is not None and one[1] in known and int(one[2]) <= int(one[3]):
            found[one[1]] = (one[1], int(one[2]), int(one[3]))
    return own_bounds(found.values()), None if len(found) == len(parts) else unreadable


def constraints_of(bounds: WeightBounds, chosen: Mapping[str, float]) -> WeightConstraints | None:
    """Return the constraints that bounds put on weights, None for none.

    `chosen` are the weights chosen, as shares by code: around them is from half of each to twice
    it; one that has none may get up to half of an equal weight.
    """
    if bounds.kind == "around" and chosen:
        least = 1 / (NEAR * len(chosen))
        return WeightConstraints(
            {code: weight / NEAR for code, weight in chosen.items()},
            {code: min(1.0, max(weight * NEAR, least)) for code, weight in chosen.items()},
        )
    if bounds.kind != "own" or not bounds.ends:
        return None
    return WeightConstraints(
        {code: low / 100 for code, low, _ in bounds.ends},
        {code: high / 100 for code, _, high in bounds.ends},
    )


def bound_words(bounds: WeightBounds, labels: Mapping[str, Text]) -> Text:
    """Say which weights are tried."""
    if bounds.kind == "around":
        return Text(
            "Chỉ thử các trọng số quanh trọng số đang chọn: mỗi tiêu chí từ một nửa đến gấp đôi.",
            "Only weights around those chosen are tried: of each criterion from half to twice.",
        )
    if not bounds.ends:
        return Text(
            "Thử mọi bộ trọng số cộng lại bằng 1, không giới hạn nào.",
            "All weights that add up to 1 are tried, without any bound.",
        )
    told = [
        Text("{name} {low}–{high}", "{name} {low}–{high}").filled(
            name=labels[code], low=_share(low), high=_share(high)
        )
        for code, low, high in bounds.ends
        if code in labels
    ]
    return Text(
        "Chỉ thử các trọng số trong giới hạn: {told}; tiêu chí khác không giới hạn.",
        "Only weights within bounds are tried: {told}; other criteria have none.",
    ).filled(told=listed(told))


def _share(percent: int) -> Text:
    return Text(*(format_share(percent / 100, language) for language in LANGUAGES))
