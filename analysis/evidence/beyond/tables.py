"""Rings and steps as tables with their definitions, for reading, charts and download."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.net import STEPS, Net
from analysis.evidence.claim import Claim
from analysis.evidence.findings import Interval
from analysis.evidence.quantities import shown
from analysis.language import Language, Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_SOURCES = ("outcome_record", "support", "project", "establishment")
_LIMITS = Text(
    "Không phải số liệu ghi chép mà là ước tính. Mọi ngành và mọi huyện có diễn biến riêng từng "
    "năm, nên chỉ so trong cùng ngành. Chỉ biết tác động lên hàng xóm trong vành đã nêu. Hàng xóm "
    "rời nhóm đối chứng từ năm đầu tiên có hàng xóm được hỗ trợ; sai số tính theo nhóm hàng xóm.",
    "No record but an estimate. Every industry and district has a course of its own each year, so "
    "that comparisons stay inside industries. Only neighbours within the ring named are looked at. "
    "They leave the comparison in the year their first neighbour is supported; errors allow for "
    "groups of neighbours.",
)
RING_COUNTS = Text(
    "Ước tính của kết luận khi hàng xóm của cơ sở được hỗ trợ rời nhóm đối chứng, từng vành; bên "
    "cạnh là ước tính trên đúng các đợt và năm ấy khi vẫn so với hàng xóm, và chênh lệch của hai "
    "số. Khoảng tin cậy 95 %, từ 20 nhóm hàng xóm trở lên. Phần của nhóm nặng nhất là tỷ lệ của nó "
    "trong phương sai của ước tính.",
    "The estimate of the claim with neighbours of the supported out of the comparison, ring by "
    "ring; beside it that over the same cohorts and years with neighbours compared, and how far "
    "the two lie apart. 95% intervals, from 20 groups of neighbours on. The heaviest group's part "
    "is its share of the estimate's variance.",
)
NET_COUNTS = Text(
    "Bình quân một cơ sở được hỗ trợ trong một năm kể từ khi hỗ trợ, và nhân với mọi cơ sở được hỗ "
    "trợ. Cơ sở không có số liệu được coi như bình quân các cơ sở có số liệu. Khoảng tin cậy 95 % "
    "tính chung cho mọi bước.",
    "Per supported establishment in an average year since support, and times all supported. Those "
    "without figures are taken to be like the mean of those with figures. 95% intervals from one "
    "joint error of all steps.",
)


def ring_table(found: Claim, rings: Sequence[RingEstimate], language: Language) -> pd.DataFrame:
    """Return one row per ring: the estimate as read, how far it moved, n, or why there is none."""
    rows = []
    for one in rings:
        rows.append(
            (
                *(one.ring.code, one.ring.title.in_language(language)),
                *_ends(one.estimate, one.interval, found),
                _read(one.same, found),
                *_ends(one.moved, one.moved_interval, found),
                *(one.n_supported, one.n_compared, one.n_left_out, one.groups),
                None if one.heaviest is None else one.heaviest.part,
                one.missing.in_language(language) if one.missing is not None else "",
            )
        )
    return pd.DataFrame(rows, columns=[column.name for column in _ring_columns(found)])


def ring_measure(found: Claim, rings: Sequence[RingEstimate]) -> Measure:
    """Return the definition of the table of rings."""

    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        return ring_table(found, rings, scope.language)

    return Measure(
        f"claim_{found.outcome.code}_rings",
        Text("Bỏ hàng xóm khỏi nhóm đối chứng", "Without neighbours in the comparison"),
        RING_COUNTS,
        _LIMITS,
        _SOURCES,
        _ring_columns(found),
        run,
    )


def net_table(net: Net, language: Language) -> pd.DataFrame:
    """Return one row per step: its source, value per establishment and in all, with intervals."""
    rows = []
    for one in net.steps:
        title, source = STEPS[one.code]
        rows.append(
            (
                *(one.code, title.in_language(language), source.in_language(language)),
                *_plain(one.value, one.interval),
                *_plain(one.total, one.total_interval),
            )
        )
    return pd.DataFrame(rows, columns=[column.name for column in _net_columns(net)])


def net_measure(net: Net) -> Measure:
    """Return the definition of the table of steps."""

    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        return net_table(net, scope.language)

    return Measure(
        f"claim_{net.claim.outcome.code}_net",
        Text("Từ báo cáo đến phần còn lại thực sự", "From what is reported to what is left"),
        NET_COUNTS,
        _LIMITS,
        _SOURCES,
        _net_columns(net),
        run,
    )


def _ring_columns(found: Claim) -> tuple[MeasureColumn, ...]:
    kind: Kind = "number" if found.outcome.scale == "level" else "share"
    return (
        MeasureColumn("code", "code", Text("Mã", "Code")),
        MeasureColumn("code_name", "text", Text("Vành", "Ring")),
        MeasureColumn("estimate", kind, Text("Ước tính", "Estimate")),
        MeasureColumn("low", kind, Text("Cận dưới 95 %", "95% from")),
        MeasureColumn("high", kind, Text("Cận trên 95 %", "95% to")),
        MeasureColumn("same", kind, Text("Vẫn so với hàng xóm", "Neighbours compared")),
        MeasureColumn("moved", kind, Text("Chênh lệch", "Difference")),
        MeasureColumn("moved_low", kind, Text("Chênh lệch, từ", "Difference, from")),
        MeasureColumn("moved_high", kind, Text("Chênh lệch, đến", "Difference, to")),
        MeasureColumn("n_supported", "count", Text("Được hỗ trợ", "Supported")),
        MeasureColumn("n_compared", "count", Text("Đối chứng", "Compared")),
        MeasureColumn("n_left_out", "count", Text("Hàng xóm bỏ hẳn", "Neighbours gone")),
        MeasureColumn("groups", "count", Text("Nhóm hàng xóm", "Groups of neighbours")),
        MeasureColumn(
            "heaviest", "share", Text("Phần của nhóm nặng nhất", "Heaviest group's part")
        ),
        MeasureColumn("missing", "text", Text("Vì sao không có", "Why there is none")),
    )


def _net_columns(net: Net) -> tuple[MeasureColumn, ...]:
    unit = net.claim.unit
    each = Text(f" ({unit.vi}, mỗi cơ sở)", f" ({unit.en}, each)")
    whole = Text(f" ({unit.vi}, tất cả)", f" ({unit.en}, all)")
    labels = (
        ("", Text("Giá trị", "Value")),
        ("_low", Text("Từ", "From")),
        ("_high", Text("Đến", "To")),
    )
    return (
        MeasureColumn("code", "code", Text("Mã", "Code")),
        MeasureColumn("code_name", "text", Text("Bước", "Step")),
        MeasureColumn("source", "text", Text("Lấy từ đâu", "Where from")),
        *(
            MeasureColumn(f"{name}{end}", "number", Text(label.vi + what.vi, label.en + what.en))
            for name, what in (("value", each), ("total", whole))
            for end, label in labels
        ),
    )


def _plain(
    value: float | None, interval: Interval | None
) -> tuple[float | None, float | None, float | None]:
    ends = (None, None) if interval is None else (interval.low, interval.high)
    return value, *ends


def _ends(
    value: float | None, interval: Interval | None, found: Claim
) -> tuple[float | None, float | None, float | None]:
    one, low, high = _plain(value, interval)
    return _read(one, found), _read(low, found), _read(high, found)


def _read(value: float | None, found: Claim) -> float | None:
    return None if value is None else shown(value, found.outcome.scale)
