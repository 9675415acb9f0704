"""Charts of what lies beyond the supported: rings of exclusion, and steps from gross to net."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.charts.evidence_rows import Row, rows_chart
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREEN, INK, ORANGE, house_figure
from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.few_groups import too_few_groups
from analysis.evidence.beyond.net import STEPS, Net
from analysis.evidence.claim import Claim
from analysis.evidence.quantities import signed
from analysis.language import Language, Text, format_number

_MAIN = Text("Kết luận: so với mọi cơ sở không được hỗ trợ", "The claim: all unsupported compared")
_COUNTS = Text("{n} được hỗ trợ, {m} đối chứng", "{n} supported, {m} compared")
_MOVED = Text("; bỏ hàng xóm làm đổi {value} ({low} … {high})", "; moved {value} ({low} … {high})")
_FEW = Text("chỉ {n} nhóm hàng xóm: chưa kết luận được", "only {n} groups: cannot tell yet")
_AXIS = Text("Ước tính", "Estimate")


def rings_chart(found: Claim, rings: Sequence[RingEstimate], language: Language) -> go.Figure:
    """Draw the main estimate and, below it, that at every ring of exclusion."""
    counts = _counted(found.n_supported, found.n_compared, language)
    rows = [Row(_MAIN.in_language(language), counts, found.estimate, found.interval, main=True)]
    for one in rings:
        words = _ring_words(found, one, language)
        rows.append(Row(one.ring.title.in_language(language), words, one.estimate, one.interval))
    title = _AXIS.in_language(language)
    return rows_chart(rows, language, title, found.outcome.scale, found.unit)


def _ring_words(found: Claim, one: RingEstimate, language: Language) -> str:
    """Return whom an estimate rests on and how far the ring moves it, or why there is none."""
    if one.missing is not None:
        if not too_few_groups(one.groups) or not one.groups:
            return one.missing.in_language(language)
        return _FEW.filled(n=format_number(one.groups, language)).in_language(language)
    words = _counted(one.n_supported, one.n_compared, language)
    if one.moved is None or one.moved_interval is None:
        return words
    ends = one.moved, one.moved_interval.low, one.moved_interval.high
    value, low, high = (signed(end, found.outcome.scale, found.unit) for end in ends)
    return words + _MOVED.filled(value=value, low=low, high=high).in_language(language)


def waterfall_chart(net: Net, language: Language) -> go.Figure:
    """Draw every step from what is reported to what is left, one below the other.

    Steps float where the one before ended; sums stand on zero. An interval is drawn around where
    its step ends; the number is written with the step's name, for on bars the interval would cross
    it. Lying bars leave names their room on a telephone too.
    """
    starts, widths, ends, halves, colours, labels, hovers = ([] for _ in range(7))
    reached = 0.0
    for step in net.steps:
        if step.total is None or step.total_interval is None:
            continue
        whole = step.code in ("gross", "additional", "net")
        start = 0.0 if whole else reached
        reached = start + step.total
        starts.append(start)
        widths.append(step.total)
        ends.append(reached)
        halves.append((step.total_interval.high - step.total_interval.low) / 2)
        colours.append(BLUE if whole else ORANGE if step.total < 0 else GREEN)
        name, value = STEPS[step.code][0].in_language(language), _written(step.total, language)
        labels.append(f"{wrapped(name, 16)} <br><b>{value}</b> ")
        low, high = (
            _written(end, language) for end in (step.total_interval.low, step.total_interval.high)
        )
        hovers.append(f"{name}: {value} ({low} … {high})")
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "x": widths,
        "base": starts,
        "marker": {"color": colours},
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    intervals = {
        "type": "scatter",
        "mode": "markers",
        "y": labels,
        "x": ends,
        "error_x": {"type": "data", "array": halves, "color": INK, "width": 5},
        "marker": {"size": 6, "color": INK},
        "hoverinfo": "skip",
    }
    figure = house_figure(
        [bars, intervals],
        language,
        height=90 + 66 * max(len(labels), 2),
        x_axis={
            "title": {"text": net.claim.unit.in_language(language)},
            "zeroline": True,
            "showgrid": True,
            "tickformat": ",",
            "nticks": 4,
        },
        y_axis={"showgrid": False, "zeroline": False, "autorange": "reversed"},
    )
    figure.layout.showlegend = False
    return figure


def _written(value: float, language: Language) -> str:
    return format_number(value, language, 0 if abs(value) >= 10 else 1)


def _counted(supported: int, compared: int, language: Language) -> str:
    return _COUNTS.filled(
        n=format_number(supported, language), m=format_number(compared, language)
    ).in_language(language)
