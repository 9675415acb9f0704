"""How the change of weights that changes the lead is said."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.flips import Flip, Flips
from analysis.decisions.scoring.words import listed, shares_apart
from analysis.language import Text
from analysis.measures.phrases import points, sentence

_ALONE = Text(
    "Không có trọng số nào, khi đổi riêng nó, làm {leader} mất vị trí đứng đầu.",
    "No weight changed by itself takes the lead from {leader}.",
)
_TIED = Text(
    "{leaders} đang cùng đứng đầu, nên thay đổi nhỏ nào của trọng số cũng có thể tách họ ra.",
    "{leaders} share the lead already, so that any small change of weights may part them.",
)


def flip_words(found: Flips) -> Text:
    """Return the smallest change of one weight that changes the lead, as a sentence."""
    table = found.scores.completed.table
    leaders = listed(table.names[one] for one in found.scores.leaders)
    if len(found.scores.leaders) > 1:
        return _TIED.filled(leaders=leaders)
    if not found.single:
        return _ALONE.filled(leader=leaders)
    return one_flip_words(found, found.single[0])


def one_flip_words(found: Flips, flip: Flip) -> Text:
    """Return one flip as a sentence: from which share to which, and who would be first."""
    table = found.scores.completed.table
    before, after = shares_apart(flip.weight, flip.threshold)
    falls = flip.threshold < flip.weight
    return sentence(
        "Nếu trọng số «{criterion}» {moves} từ {before} {to} {after} (các trọng số khác giữ tỷ lệ "
        "với nhau) thì {new} đứng đầu thay {old}.",
        "If the weight of “{criterion}” {moves} from {before} to {after} (the others keeping their "
        "proportions), {new} takes the lead from {old}.",
        criterion=table.criteria[flip.criterion].label,
        moves=Text("giảm", "falls") if falls else Text("tăng", "rises"),
        to=Text("xuống", "to") if falls else Text("lên", "to"),
        before=before,
        after=after,
        new=listed(table.names[one] for one in flip.new_leaders),
        old=listed(table.names[one] for one in found.scores.leaders),
    )


def least_change_words(found: Flips) -> Text | None:
    """Return the smallest change over all weights as a sentence; None where there is none."""
    if found.least is None:
        return None
    table, weights = found.scores.completed.table, found.scores.completed.weights
    changes = found.least.weights - weights
    moved = np.flatnonzero(np.abs(changes) > 0)
    order = sorted(moved.tolist(), key=lambda column: -abs(changes[column]))
    parts = []
    for column in order:
        label, change = table.criteria[column].label, points(float(changes[column]))
        parts.append(Text(f"{label.vi} {change.vi}", f"{label.en} {change.en}"))
    return sentence(
        "Thay đổi nhỏ nhất của cả bộ trọng số để {new} theo kịp {old}: {changes}.",
        "The smallest change of all weights at which {new} draws level with {old}: {changes}.",
        new=table.names[found.least.new_leader],
        old=listed(table.names[one] for one in found.scores.leaders),
        changes=listed(parts),
    )
