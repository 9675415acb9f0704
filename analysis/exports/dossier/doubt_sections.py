"""The sections on what a claim survives, and what other designs say of the same outcome."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.evidence.broken_trends import BrokenTrends, broken_trends, magnitude_words, spoken_for
from analysis.evidence.designs.activities import activities
from analysis.evidence.designs.cutoff import cutoff
from analysis.evidence.designs.dose import dose
from analysis.evidence.designs.flagship import flagship_of
from analysis.evidence.designs.repetition import repetition
from analysis.evidence.designs.study import Study
from analysis.evidence.doubt_measures import doubt_measures
from analysis.evidence.doubt_record import doubt_findings, unseen_of
from analysis.evidence.doubt_tables import (
    BENDS,
    LIKENESS,
    MAGNITUDES,
    MATCHED,
    UNSEEN,
    bends_table,
    labels_of,
    magnitudes_table,
    matched_likeness_table,
    matched_table,
    unseen_table,
)
from analysis.evidence.findings import Check
from analysis.evidence.matched import Matched
from analysis.evidence.matched_words import best_answer, matched_finding, matched_of
from analysis.evidence.unseen_cause import bears_recorded
from analysis.exports.dossier.grids import grid_of
from analysis.exports.dossier.model import Asked, Block, Section, Words
from analysis.language import Text

_SENSITIVITY = Text("Độ nhạy và so sánh ghép cặp", "Sensitivity and matched comparison")
_DESIGNS = Text("Thiết kế khác", "Other designs")
_TRENDS = Text("Nếu hai nhóm không đi song song", "If both groups do not move alike")
_MATCHED = Text("So các cơ sở giống nhau", "Establishments alike compared")
_UNSEEN = Text("Nguyên nhân không ghi lại", "A cause nobody recorded")
_RULE = Text(
    "Đạt: kết quả còn đứng vững khi chênh lệch không thấy được lớn bằng chênh lệch lớn nhất trước "
    "hỗ trợ.",
    "Pass: the result stands with an unseen difference as large as the largest before support.",
)
_ALIKE_RULE = Text("Đạt: khoảng của hai cách gặp nhau.", "Pass: the intervals of both ways meet.")
_BEARS_RULE = Text(
    "Đạt: thêm một nguyên nhân mạnh như bất kỳ đặc điểm nào đã ghi, khoảng tin cậy vẫn không chứa "
    "số không.",
    "Pass: with a cause as strong as any characteristic recorded, zero stays out of the interval.",
)
_WORTH = 1.0
"""A claim that survives what was the largest before support survives what can be expected."""


def doubt_checks(asked: Asked) -> Sequence[Check]:
    """Return what broken trends, matching and an unrecorded cause leave of the claim.

    None of them is possible without a comparison over time, or for some outcomes: each says why.
    Where zero is in the interval already, there is no result that a break or a cause could undo.
    Nobody can say how strong an unrecorded cause might be: it is judged by the recorded ones.
    """
    trends, made = _doubted(asked)
    found = asked.claim
    stands = None
    nothing = found.interval is not None and found.interval.holds(0.0)
    if trends.reason is None and not (nothing and trends.magnitude == 0.0):
        stands = trends.magnitude is None or trends.magnitude >= _WORTH
    said = magnitude_words(trends, spoken_for(found))
    finding = said if stands is None else _joined(said, _RULE)
    checks = [Check("broken_trends", _TRENDS, stands, finding)]
    best = None if made is None else best_answer(made)
    meets = None
    if best is not None and best.interval is not None and found.interval is not None:
        meets = (
            best.interval.low <= found.interval.high and found.interval.low <= best.interval.high
        )
    said = matched_finding(found, made)
    finding = said if meets is None else _joined(said, _ALIKE_RULE)
    checks.append(Check("matched", _MATCHED, meets, finding))
    if made is not None:
        bears = None if made.unseen is None else bears_recorded(made.unseen)
        said = unseen_of(found, made)
        if bears is not None:
            said = _joined(said, _BEARS_RULE)
        checks.append(Check("unseen_cause", _UNSEEN, bears, said))
    return checks


def doubt_section(asked: Asked) -> Section:
    """Return what the claim survives, in sentences and in the tables these are taken from."""
    lines = tuple(asked.say(one) for one in doubt_findings(asked.claim))
    blocks = (Words(lines, bullets=True), *_doubt_grids(asked))
    return Section("sensitivity", asked.say(_SENSITIVITY), blocks)


def _doubt_grids(asked: Asked) -> list[Block]:
    """Return breaks and bends tried, matched answers, balance and strong causes; none empty."""
    trends, made = _doubted(asked)
    found, language = asked.claim, asked.language
    scale, labels = found.outcome.scale, labels_of(found)
    frames = {
        MAGNITUDES: magnitudes_table(trends, scale),
        BENDS: bends_table(trends, scale),
        MATCHED: matched_table(made, scale, language),
        LIKENESS: matched_likeness_table(made, labels, language),
        UNSEEN: unseen_table(made, labels, scale, language),
    }
    measures = doubt_measures(found)
    return [
        grid_of(frame, measures[name], language)
        for name, frame in frames.items()
        if not frame.empty
    ]


def designs_section(asked: Asked) -> Section | None:
    """Return what every other design says, or why it refuses; None without group-time effects."""
    if asked.claim.main.effects is None or asked.claim.main.comparison is None:
        return None
    lines = tuple(asked.say(study.sentence) for study in _studies(asked))
    return Section("designs", asked.say(_DESIGNS), (Words(lines, bullets=True),))


@lru_cache(maxsize=4)
def _doubted(asked: Asked) -> tuple[BrokenTrends, Matched | None]:
    """Return both, made once for the checks of a dossier."""
    return broken_trends(asked.claim), matched_of(asked.claim)


def _studies(asked: Asked) -> list[Study]:
    claim, snapshot = asked.claim, asked.snapshot
    return [
        dose(claim, "grant").study,
        dose(claim, "grant_per_worker").study,
        repetition(snapshot, claim),
        activities(claim).study,
        flagship_of(snapshot, claim, None).study,
        cutoff(snapshot, asked.scope, claim.outcome.code).study,
    ]


def _joined(said: Text, rule: Text) -> Text:
    return Text(f"{said.vi} {rule.vi}", f"{said.en} {rule.en}")
