"""How much of a break in trends a claim survives: intervals, breakdown values, and words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.claim import Claim
from analysis.evidence.event_path import EventPath, event_path
from analysis.evidence.findings import Interval
from analysis.evidence.relative_magnitudes import magnitude_of_breakdown, relative_magnitudes
from analysis.evidence.smooth_trends import bend_of_breakdown, smooth_trends
from analysis.evidence.spoken import Spoken, as_count, as_range, said_on, without_sign
from analysis.language import Text

MULTIPLES = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0)
"""Multiples of the largest step seen before support that intervals are shown for."""

MOST = 10.0
"""The largest multiple tried: an effect that stands there is not looked at further."""

_NOT_NORMAL = ("wild", "randomisation")

_NO_COMPARISON = Text(
    "Không có ước tính nào so với nhóm đối chứng qua thời gian, nên không có xu hướng nào để lệch.",
    "There is no estimate against a comparison over time, so there are no trends to break.",
)
_REGISTER = Text(
    "Chỉ tiêu này lấy từ sổ đăng ký: cơ sở được hỗ trợ đều đang hoạt động trước khi hỗ trợ, nên "
    "các năm trước không cho biết xu hướng.",
    "This outcome comes from the register: all supported were in business before support, so that "
    "earlier years tell nothing of trends.",
)
_FEW = Text(
    "Quá ít huyện để dùng phân phối chuẩn mà phương pháp này dựa vào.",
    "There are too few clusters for the normal distribution this method rests on.",
)
_NO_STEP = Text(
    "Cần ít nhất hai năm liền nhau trước khi hỗ trợ và một năm sau đó, với ít nhất hai cơ sở mỗi "
    "bên.",
    "It takes two years in a row before support and one since, with two establishments on each "
    "side.",
)


@dataclass(frozen=True, slots=True)
class BrokenTrends:
    """What is left of a claim where trends were not parallel.

    `magnitudes` are intervals by the multiple of the largest step seen before support, `bends` by
    how much the difference may bend from one year to the next. `magnitude` and `bend` are the
    breakdown values: 0 where the effect is not told from zero to begin with, None where it still
    is at the most tried. `largest` is the largest step seen, without its sign. Everything is empty
    where `reason` says why nothing can be computed.
    """

    path: EventPath | None
    largest: float
    magnitudes: tuple[tuple[float, Interval], ...]
    bends: tuple[tuple[float, Interval], ...]
    magnitude: float | None
    bend: float | None
    reason: Text | None = None


def broken_trends(found: Claim, level: float = 0.95) -> BrokenTrends:
    """Return how much of a break in trends the estimate of a claim survives.

    About a third of a second. A reason and nothing else where there is no comparison over time, no
    step before support, an outcome of the register, or too few clusters for normal errors.
    """
    path = trends_seen(found)
    if path is None:
        why = _why_not(found) or _NO_STEP
        return BrokenTrends(None, float("nan"), (), (), 0.0, 0.0, why)
    bend = bend_of_breakdown(path, level)
    magnitudes = [(most, relative_magnitudes(path, most, level)) for most in MULTIPLES]
    return BrokenTrends(
        path=path,
        largest=float(np.abs(path.steps).max()),
        magnitudes=tuple(magnitudes),
        bends=tuple((one, smooth_trends(path, one, level)) for one in _bends(path, bend)),
        magnitude=magnitude_of_breakdown(path, MOST, level),
        bend=bend,
    )


def trends_seen(found: Claim) -> EventPath | None:
    """Return the path of a claim whose trends can break, None where nothing can be computed."""
    if _why_not(found) is not None or found.main.effects is None:
        return None
    return event_path(found.main.effects)


def magnitude_words(found: BrokenTrends, say: Spoken) -> Text:
    """Return how large an unseen break the result survives, as a sentence."""
    if found.path is None or found.reason is not None:
        return found.reason or _NO_STEP
    numbers = {
        "seen": without_sign(say(found.largest)),
        "years": as_count(len(found.path.before)),
        "interval": as_range(dict(found.magnitudes)[0.0], say),
    }
    if found.magnitude is None:
        return Text(
            "Kết quả vẫn đứng vững dù xu hướng không thấy được lớn gấp {most} lần mức lệch lớn "
            "nhất thấy trước khi hỗ trợ ({seen} một năm, trong {years} năm).",
            "The result survives even an unseen trend of {most} times the largest seen before "
            "support ({seen} a year, in {years} years).",
        ).filled(most=as_count(MOST), **numbers)
    if found.magnitude == 0.0:
        return Text(
            "Dù xu hướng hoàn toàn song song, khoảng tin cậy đã chứa số không ({interval}): không "
            "có kết quả nào để mất.",
            "Even with parallel trends the interval holds zero ({interval}): there is no result to "
            "lose.",
        ).filled(**numbers)
    return Text(
        "Kết quả đứng vững chừng nào xu hướng không thấy được nhiều nhất bằng {multiple} lần mức "
        "lệch lớn nhất thấy trước khi hỗ trợ ({seen} một năm, trong {years} năm).",
        "The result survives as long as the unseen trend is at most {multiple} of the largest seen "
        "before support ({seen} a year, in {years} years).",
    ).filled(multiple=_cut(found.magnitude), **numbers)


def bend_words(found: BrokenTrends, say: Spoken) -> Text:
    """Return how sharp a bend of the difference of trends the result survives, as a sentence."""
    if found.path is None or found.reason is not None:
        return found.reason or _NO_STEP
    if found.bend is None:
        return Text(
            "Kết quả đứng vững với mọi độ gãy đã thử.", "The result survives every bend tried."
        )
    if found.bend == 0.0:
        line = as_range(dict(found.bends)[0.0], say)
        return Text(
            "Nếu chênh lệch trước khi hỗ trợ cứ tiếp tục theo đường thẳng, khoảng tin cậy đã chứa "
            "số không ({line}).",
            "If the difference before support just went on as a straight line, the interval would "
            "hold zero already ({line}).",
        ).filled(line=line)
    return Text(
        "Kết quả đứng vững chừng nào độ dốc của chênh lệch hai nhóm đổi nhiều nhất {bend} từ năm "
        "này sang năm sau.",
        "The result survives as long as the slope of the difference between both groups changes by "
        "at most {bend} from one year to the next.",
    ).filled(bend=without_sign(say(found.bend)))


def spoken_for(found: Claim) -> Spoken:
    """Return how differences of a claim's outcome are said."""
    return said_on(found.outcome.scale, found.unit)


def _why_not(found: Claim) -> Text | None:
    if found.doubts is None or found.estimate is None:
        return _NO_COMPARISON
    if found.outcome.source != "record":
        return _REGISTER
    few = found.main.few
    if few is not None and few.inference in _NOT_NORMAL:
        return _FEW
    return None


def _bends(path: EventPath, bend: float | None) -> tuple[float, ...]:
    """Return bends to show: to twice the breakdown value, else to an error of the estimate."""
    end = 2 * bend if bend else path.error
    return tuple(end * part for part in (0.0, 0.25, 0.5, 0.75, 1.0))


def _cut(multiple: float) -> Text:
    """Say a multiple cut, not rounded, to one digit below ten: never more than was found."""
    digits = 1 if multiple >= 0.1 else 2
    return as_count(np.floor(multiple * 10**digits) / 10**digits, digits)
