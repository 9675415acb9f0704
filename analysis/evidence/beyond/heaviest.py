"""How much one group of neighbours weighs in an estimate whose errors go by groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.beyond.influence import Number
from analysis.evidence.model import Ints
from analysis.evidence.spoken import Spoken
from analysis.language import Text
from analysis.measures.phrases import share

_WORDS = Text(
    "Nhóm nặng nhất chiếm {part} phương sai của ước tính; bỏ nhóm ấy, ước tính là {without}.",
    "The heaviest group makes up {part} of the estimate's variance; without it the estimate is "
    "{without}.",
)


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The group that an estimate changes most without.

    `part` is its share of the jackknife's variance, 0 to 1; `without` is the estimate with that
    group left out (MacKinnon, Nielsen and Webb 2023).
    """

    part: float
    without: float


def heaviest(number: Number, groups: Ints) -> Heaviest | None:
    """Return the group (n,) that weighs most in a number of `Traced.by` these very groups.

    None where nothing is known, or no group moves the estimate.
    """
    ids, at = np.unique(groups, return_inverse=True)
    lost = np.bincount(at, number.influence, minlength=len(ids))
    total = float(lost @ lost)
    if not number.known or not total > 0 or len(ids) < 2:
        return None
    most = int(np.argmax(np.abs(lost)))
    # Influences of the jackknife carry the root of (G - 1)/G: see `influence`.
    moved = float(lost[most]) / np.sqrt((len(ids) - 1) / len(ids))
    return Heaviest(float(lost[most] ** 2) / total, number.estimate - moved)


def heaviest_words(found: Heaviest, say: Spoken) -> Text:
    """Say how much the heaviest group weighs, and what the estimate is without it."""
    return _WORDS.filled(part=share(found.part), without=say(found.without))
