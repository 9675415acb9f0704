"""The sections on neighbours, suppliers and what is left in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.charts.theme import BLUE
from analysis.evidence.beyond.exclusion import RingEstimate, exclusion_check, exclusions
from analysis.evidence.beyond.neighbours import Neighbours, neighbours
from analysis.evidence.beyond.net import STEPS, Net, net_change
from analysis.evidence.beyond.rings import NEAR
from analysis.evidence.beyond.spending import spending
from analysis.evidence.beyond.suppliers import supplier_words
from analysis.evidence.beyond.tables import net_measure, net_table, ring_measure, ring_table
from analysis.evidence.beyond.words import (
    cost_sentence,
    neighbours_lines,
    neighbours_sentence,
    net_sentence,
    worth_sentence,
)
from analysis.evidence.beyond.worth import NOT_COUNTED, Terms, benefit_cost, cost_per_net_job
from analysis.evidence.findings import Check
from analysis.exports.deck.chart_spec import ChartSpec, Series
from analysis.exports.dossier.grids import grid_of
from analysis.exports.dossier.model import Asked, Block, Picture, Section, Words
from analysis.language import Text

_TITLE = Text("Ngoài cơ sở được hỗ trợ", "Beyond the supported")
_NET = Text("Từ tổng đến ròng", "From gross to net")
_CHART = Text("Từng bước, tất cả cơ sở được hỗ trợ", "Step by step, all supported")
_ALTERNATIVE = Text(
    "Cột: từng bước từ báo cáo đến phần còn lại, có khoảng tin cậy 95 %.",
    "Columns: every step from what is reported to what is left, with 95% intervals.",
)
_RESTS = Text("Dựa trên ai", "Whom it rests on")
_RING = "code_name"
_ESTIMATES = (_RING, "estimate", "low", "high", "same", "moved", "moved_low", "moved_high")
_COUNTS = (_RING, "n_supported", "n_compared", "n_left_out", "groups", "heaviest")
_NEAR_TITLE = Text("Hàng xóm không được hỗ trợ", "Unsupported neighbours")


def neighbour_checks(asked: Asked) -> Sequence[Check]:
    """Return whether the conclusion stands without neighbours, and what is seen of them."""
    rings, near = _looked_at(asked)
    checks = [exclusion_check(asked.claim, rings)]
    if near is not None:
        seen = None if near.interval is None else near.interval.holds(0.0)
        finding = neighbours_sentence(asked.claim, near)
        numbers = {"estimate": near.estimate, "n_exposed": near.n_exposed}
        checks.append(Check("neighbours_moved", _NEAR_TITLE, seen, finding, numbers))
    return checks


def beyond_section(asked: Asked) -> Section:
    """Return the rings of exclusion, what neighbours went through, what is known of suppliers."""
    rings, near = _looked_at(asked)
    blocks: list[Block] = []
    if rings:
        blocks += _ring_grids(asked, rings)
    if near is not None:
        lines = (neighbours_sentence(asked.claim, near), *neighbours_lines(asked.claim, near))
        blocks.append(Words(tuple(asked.say(one) for one in lines), bullets=True))
    blocks.append(Words(tuple(asked.say(one) for one in supplier_words())))
    return Section("beyond", asked.say(_TITLE), tuple(blocks))


def net_section(asked: Asked) -> Section | None:
    """Return the steps from gross to net; None for what does not add up over establishments."""
    if asked.claim.outcome.scale != "level":
        return None
    rings, near = _looked_at(asked)
    made = {one.ring.code: one for one in rings}
    net = net_change(asked.snapshot, asked.scope, asked.claim, ring=made.get(NEAR), near=near)
    blocks: list[Block] = [Words(tuple(asked.say(one) for one in _net_lines(asked, net)))]
    known = [one for one in net.steps if one.total is not None]
    if known:
        ends = [
            (one.total_interval.low, one.total_interval.high) if one.total_interval else None
            for one in known
        ]
        chart = ChartSpec(
            kind="columns",
            categories=tuple(asked.say(STEPS[one.code][0]) for one in known),
            series=(
                Series(
                    "",
                    BLUE,
                    tuple(one.total for one in known),
                    low=tuple(pair[0] if pair else None for pair in ends),
                    high=tuple(pair[1] if pair else None for pair in ends),
                ),
            ),
            axis=asked.say(net.claim.unit),
        )
        blocks.append(Picture(asked.say(_CHART), chart, asked.say(_ALTERNATIVE)))
        blocks.append(grid_of(net_table(net, asked.language), net_measure(net), asked.language))
    return Section("net", asked.say(_NET), tuple(blocks))


def _ring_grids(asked: Asked, rings: Sequence[RingEstimate]) -> list[Block]:
    """Return what is estimated at every ring, whom that rests on, and why something is missing."""
    table = ring_table(asked.claim, rings, asked.language)
    measure = ring_measure(asked.claim, rings)
    estimates = grid_of(table, measure, asked.language, _ESTIMATES)
    counts = grid_of(table, measure, asked.language, _COUNTS)
    why = [
        asked.say(Text("{ring}: {why}", "{ring}: {why}").filled(ring=one.ring.title, why=reason))
        for one in rings
        if (reason := one.missing) is not None
    ]
    said = [Words(tuple(why), bullets=True)] if why else []
    if all(one.estimate is None for one in rings):
        return list(said)
    named = replace(counts, title=asked.say(_RESTS), note="")
    return [estimates, named, *said]


def _net_lines(asked: Asked, net: Net) -> list[Text]:
    """Return what is left, and what a net job cost or what came back for the money."""
    code = asked.claim.outcome.code
    told = [net_sentence(net)]
    if code not in ("jobs", "value_added"):
        return told
    spent = spending(asked.snapshot, asked.scope, asked.claim.given)
    if code == "jobs":
        return [*told, cost_sentence(net, cost_per_net_job(net, spent), spent)]
    return [*told, worth_sentence(net, benefit_cost(net, spent, Terms()), spent), NOT_COUNTED]


@lru_cache(maxsize=4)
def _looked_at(asked: Asked) -> tuple[tuple[RingEstimate, ...], Neighbours | None]:
    """Return the rings and the neighbours of a dossier, made once for its check and section."""
    found = asked.claim
    exposed = asked.exposed
    if not exposed:
        return (), None
    if found.main.effects is None:
        return exclusions(found, exposed), None
    return exclusions(found, exposed), neighbours(found.given, exposed[NEAR])
