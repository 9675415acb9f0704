"""The columns of coverage: the steps of the way to support, shares, and what is expected."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import Kind, MeasureColumn

STEPS = ("eligible", "told", "asked", "applied", "approved", "supported", "completed")
"""The steps to support, in order; each is a column that counts establishments."""

STOPS = {
    "never_told": Text("Chưa được biết", "Never told"),
    "told_only": Text("Biết nhưng chưa hỏi", "Told, did not ask"),
    "asked_only": Text("Hỏi nhưng chưa nộp hồ sơ", "Asked, did not apply"),
    "withdrawn": Text("Nộp hồ sơ, tự rút", "Applied, withdrew"),
    "pending": Text("Nộp hồ sơ, chưa có kết quả", "Applied, no result yet"),
    "refused": Text("Nộp hồ sơ, bị từ chối", "Applied, refused"),
    "approved_only": Text("Được duyệt, chưa được hỗ trợ", "Approved, not supported yet"),
    "supported_only": Text("Được hỗ trợ, chưa hoàn thành", "Supported, not completed"),
}
"""Where an eligible establishment stopped, by the furthest step it took; with the completed they
add up to the eligible. Each is a column that counts establishments."""

POSITIONS = {
    "below_998": Text("Thấp hơn giới hạn 99,8%", "Below the 99.8% limit"),
    "below_95": Text("Thấp hơn giới hạn 95%", "Below the 95% limit"),
    "within": Text("Ngẫu nhiên đủ giải thích", "Chance is explanation enough"),
    "above_95": Text("Cao hơn giới hạn 95%", "Above the 95% limit"),
    "above_998": Text("Cao hơn giới hạn 99,8%", "Above the 99.8% limit"),
    "cannot_tell": Text("Chưa nói được", "Cannot tell yet"),
}
"""Where a district lies in the funnel plot, and the words for it."""

OF_ALL = (
    *("expected", "ratio", "ratio_low", "ratio_high", "as_few", "below_by_chance", "position"),
    *(f"limit_{level}_{end}" for level in ("95", "998") for end in ("low", "high")),
)
"""Columns that are there once more, ending in `_all`, against all places of the scope."""


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


def _with(more: Text | None, vi: str, en: str) -> Text:
    """Return a label with what is special about it at its end."""
    return Text(vi, en) if more is None else Text(vi + more.vi, en + more.en)


def _limits(kind: str, more: Text | None, ending: str = "") -> tuple[MeasureColumn, ...]:
    """Return the four limits of a kind, as ratios to the expected; `more` says what is special."""
    return tuple(
        MeasureColumn(
            f"{kind}_{code}_{end}{ending}",
            "ratio",
            _with(more, f"Giới hạn {level}, {vi}", f"{level_en} limit, {en}"),
        )
        for code, level, level_en in (("95", "95%", "95%"), ("998", "99,8%", "99.8%"))
        for end, vi, en in (("low", "dưới", "lower"), ("high", "trên", "upper"))
    )


def _compared(more: Text | None, ending: str = "") -> tuple[MeasureColumn, ...]:
    """Return what is expected of a place, the ratio with its interval, and its position."""

    def named(name: str, kind: Kind, vi: str, en: str) -> MeasureColumn:
        return MeasureColumn(f"{name}{ending}", kind, _with(more, vi, en))

    return (
        named("expected", "number", "Kỳ vọng", "Expected"),
        named("ratio", "ratio", "Thực tế ÷ kỳ vọng", "Observed ÷ expected"),
        named("ratio_low", "ratio", "Cận dưới 95%", "95% from"),
        named("ratio_high", "ratio", "Cận trên 95%", "95% to"),
        named("as_few", "share", "Xác suất ít đến vậy", "Chance of as few"),
        named("below_by_chance", "share", "Xác suất dưới 95%", "Chance to lie below 95%"),
        named("position", "code", "Mã vị trí", "Position code"),
        MeasureColumn(f"position{ending}_name", "text", _with(more, "Vị trí", "Position")),
    )


_SPREAD = Text(", kể cả độ phân tán (cộng)", ", spread allowed for (additive)")
_SCALED = Text(", kể cả độ phân tán (nhân)", ", spread allowed for (multiplicative)")
_AGAINST_ALL = Text(", so với toàn tỉnh", ", against all")

COLUMNS = (
    *DISTRICT_KEYS,
    _count("eligible", "Thuộc đối tượng", "Eligible"),
    _count("told", "Được biết", "Told"),
    _count("asked", "Hỏi hỗ trợ", "Asked"),
    _count("applied", "Nộp hồ sơ", "Applied"),
    _count("approved", "Được duyệt", "Approved"),
    _count("supported", "Được hỗ trợ", "Supported"),
    _count("completed", "Hoàn thành", "Completed"),
    *(
        _share(f"{step}_{end}", vi, en)
        for step, share_vi, share_en in (
            ("told", "Tỷ lệ được biết", "Share told"),
            ("asked", "Tỷ lệ hỏi hỗ trợ", "Share asked"),
            ("applied", "Tỷ lệ nộp hồ sơ", "Share applied"),
            ("approved", "Tỷ lệ được duyệt", "Share approved"),
            ("supported", "Tỷ lệ được hỗ trợ", "Share supported"),
            ("completed", "Tỷ lệ hoàn thành", "Share completed"),
        )
        for end, vi, en in (
            ("share", share_vi, share_en),
            ("low", "Cận dưới", "From"),
            ("high", "Cận trên", "To"),
        )
    ),
    _share("smoothed_share", "Tỷ lệ làm trơn", "Smoothed share"),
    *_compared(None),
    _share("alone_share", "Kỳ vọng chỉ từ chính nơi này", "Expected from itself alone"),
    MeasureColumn("position_spread", "code", _with(_SPREAD, "Mã vị trí", "Position code")),
    MeasureColumn("position_spread_name", "text", _with(_SPREAD, "Vị trí", "Position")),
    MeasureColumn("position_scaled", "code", _with(_SCALED, "Mã vị trí", "Position code")),
    MeasureColumn("position_scaled_name", "text", _with(_SCALED, "Vị trí", "Position")),
    *_limits("limit", None),
    *_limits("spread", _SPREAD),
    *_limits("scaled", _SCALED),
    *_compared(_AGAINST_ALL, "_all"),
    *_limits("limit", _AGAINST_ALL, "_all"),
    _count("rank_low", "Hạng, từ", "Rank, from"),
    _count("rank_high", "Hạng, đến", "Rank, to"),
    _count("ranked", "Số nơi xếp hạng", "Places ranked"),
    *(MeasureColumn(name, "count", label) for name, label in STOPS.items()),
    _count("eligible_unknown", "Chưa rõ có thuộc đối tượng", "Eligibility not known"),
    _count("supported_not_eligible", "Được hỗ trợ, ngoài đối tượng", "Supported, not eligible"),
)
