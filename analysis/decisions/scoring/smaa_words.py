"""What comes of all weights, as sentences."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.smaa import Smaa
from analysis.decisions.scoring.words import listed
from analysis.language import Text
from analysis.measures.phrases import followed_by, number, sentence, share


def smaa_words(found: Smaa) -> Text:
    """Return who is first most often, how sure that share is, and with which weights."""
    first = found.acceptability[:, 0]
    best = found.most_often_first
    if len(first) < 2:
        return sentence(
            "Chỉ có một phương án: {name}.",
            "There is only one alternative: {name}.",
            name=found.table.names[best],
        )
    said = sentence(
        "Thử {draws} bộ trọng số: {name} đứng đầu trong {share} (sai số mô phỏng {error}); "
        "{count} trên {all} phương án có lúc đứng đầu.",
        "Of {draws} sets of weights, {name} is first in {share} (simulation error {error}); "
        "{count} of {all} alternatives {are} first in some.",
        draws=number(found.draws),
        name=found.table.names[best],
        share=share(float(first[best])),
        error=_points(float(found.errors()[best, 0])),
        count=int((first > 0).sum()),
        all=len(first),
        are="is" if int((first > 0).sum()) == 1 else "are",
    )
    return followed_by(said, _favouring(found, best))


def _favouring(found: Smaa, row: int) -> Text:
    """Return the criteria that count more than equally in the weights that favour one."""
    central = found.central_weights[row]
    equal = 1 / len(central)
    heavier = [one for one in np.argsort(-central).tolist() if central[one] > equal]
    if not heavier:
        return Text(" Không cần trọng số riêng nào.", " No particular weights are needed for it.")
    names = []
    for column in heavier[:3]:
        label, weight = found.table.criteria[column].label, share(float(central[column]))
        names.append(Text(f"{label.vi} ({weight.vi})", f"{label.en} ({weight.en})"))
    return sentence(
        " Phương án này đứng đầu nhất là khi coi trọng {names} (trọng số trung bình khi đứng đầu).",
        " It is first above all where {names} matter (mean weights when it is first).",
        names=listed(names),
    )


def _points(error: float) -> Text:
    """Return an error of a share in percentage points, never as nothing."""
    written = number(max(100 * error, 0.01), 2)
    return Text(f"{written.vi} điểm phần trăm", f"{written.en} points")
