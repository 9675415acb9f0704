"""A claim as tables: what charts of it draw, each with its definition, for reading and download."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analysis.evidence.balance import love_plot_frame
from analysis.evidence.claim import Claim, claim
from analysis.evidence.claim_groups import GROUP_TITLES, GroupKind, groups_of
from analysis.evidence.findings import Check, Interval
from analysis.evidence.place_names import names_of_places
from analysis.evidence.planner import plan_table
from analysis.evidence.quantities import Scale, shown
from analysis.evidence.subgroups import Subgroups
from analysis.language import Language, Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_SOURCES = ("outcome_record", "support", "project", "establishment")
_GRADED = Text(
    "Không phải số liệu ghi chép mà là ước tính: xem bậc bằng chứng và các kiểm tra đi kèm.",
    "No record but an estimate: see its evidence grade and the checks beside it.",
)
_VERDICTS = {
    True: Text("Đạt", "Passed"),
    False: Text("Không đạt", "Failed"),
    None: Text("Chưa kiểm tra được", "Cannot tell"),
}
_MAIN = Text("Ước tính chính", "Main estimate")
_BOUND_LOW = Text("Giới hạn dưới", "Lower bound")
_BOUND_HIGH = Text("Giới hạn trên", "Upper bound")


def path_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per year since support: the estimate, its interval, its band and n."""
    study = found.main.aggregates.get("dynamic")
    scale = found.outcome.scale
    columns = ["since", "estimate", "low", "high", "band_low", "band_high", "n"]
    if study is None:
        return pd.DataFrame(columns=columns)
    z = 1.959963984540054
    rows = []
    for since, value, error, n in zip(
        *(study.index, study.estimates, study.errors, study.supported), strict=True
    ):
        ends = [value - z * error, value + z * error]
        ends += [value - study.critical * error, value + study.critical * error]
        rows.append((int(since), *(_as_read(one, scale) for one in (value, *ends)), int(n)))
    return pd.DataFrame(rows, columns=columns)


def answers_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the main estimate and below it every other answer, with why it is there."""
    first = (
        *("main", _MAIN.in_language(language), found.method.in_language(language)),
        *_estimate(found.estimate, found.interval, found.outcome.scale),
        *(found.n_supported, found.n_compared),
    )
    rows = [
        (
            *(one.code, one.title.in_language(language), one.why.in_language(language)),
            *_estimate(one.estimate, one.interval, found.outcome.scale),
            *(one.n_supported, one.n_compared),
        )
        for one in found.sensitivity
    ]
    columns = ["code", "code_name", "why", "estimate", "low", "high", "n_supported", "n_compared"]
    return pd.DataFrame([first, *rows], columns=columns)


def checks_table(checks: Sequence[Check], language: Language) -> pd.DataFrame:
    """Return one row per check: what was asked, whether it passed, what was found."""
    rows = [
        (
            check.code,
            check.title.in_language(language),
            _VERDICTS[check.passed].in_language(language),
            check.finding.in_language(language),
        )
        for check in checks
    ]
    return pd.DataFrame(rows, columns=["code", "code_name", "verdict", "finding"])


def places_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the estimate without each district; empty where places are not known."""
    columns = ["place", "left_out", "estimate", "low", "high", "n_supported", "n_compared"]
    frame = found.doubts.left_out if found.doubts is not None else None
    if frame is None:
        return pd.DataFrame(columns=columns)
    scale = found.outcome.scale
    told = pd.DataFrame(
        {
            "place": frame[f"label_{language}"],
            "left_out": frame["left_out"],
            **{name: _column(frame[name], scale) for name in ("estimate", "low", "high")},
            "n_supported": frame["supported"],
            "n_compared": frame["compared"],
        }
    )
    return told[columns]


def bounds_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the estimate and its bounds if those lost were the best, or the worst."""
    columns = ["code", "code_name", "estimate", "low", "high", "n_supported", "n_compared"]
    bounds = found.doubts.bounds if found.doubts is not None else None
    if bounds is None:
        return pd.DataFrame(columns=columns)
    scale, counts = found.outcome.scale, (found.n_supported, found.n_compared)
    names = (_MAIN, _BOUND_LOW, _BOUND_HIGH)
    values = (
        _estimate(found.estimate, found.interval, scale),
        _estimate(bounds.low, bounds.interval, scale),
        _estimate(bounds.high, bounds.interval, scale),
    )
    rows = [
        (code, name.in_language(language), *value, *counts)
        for code, name, value in zip(("main", "low", "high"), names, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns)


def groups_table(groups: Subgroups, scale: Scale, language: Language) -> pd.DataFrame:
    """Return one row per group: its own estimate, and the one drawn to the common mean."""
    frame = groups.frame
    named = {"shrunk": "shrunk", "shrunk_low": "shrunk_low", "shrunk_high": "shrunk_high"}
    values = {name: _column(frame[name], scale) for name in ("estimate", "low", "high", *named)}
    return pd.DataFrame(
        {
            "code": frame["code"],
            "code_name": frame[f"label_{language}"],
            **values,
            "p_holm": frame["p_holm"],
            "n_supported": frame["supported"],
            "n_compared": frame["compared"],
            "small": frame["small"],
        }
    )


def likeness_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per characteristic: how far groups differ, before and after weighting."""
    columns = ["code", "code_name", "before", "after", "ratio_before", "ratio_after"]
    if found.doubts is None or found.doubts.balance is None:
        return pd.DataFrame(columns=columns)
    labels = dict(zip(found.given.panel.covariate_names, found.given.labels, strict=True))
    frame = love_plot_frame(found.doubts.balance, labels)
    return frame.assign(code_name=frame[f"label_{language}"])[columns]


def flow_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return one row per step from all establishments to those in the estimate."""
    frame = found.given.built.flow
    return frame.assign(reason=frame[f"reason_{language}"])[
        [
            *("reason", "excluded", "remaining", "excluded_supported", "remaining_supported"),
            *("excluded_years", "remaining_years"),
        ]
    ]


def planned_table(found: Claim, language: Language) -> pd.DataFrame:
    """Return the smallest change seen for every number followed and every length."""
    columns = ["supported", "compared", "years", "detectable"]
    if found.assumed is None:
        return pd.DataFrame(columns=columns)
    frame = plan_table(found.assumed)
    return frame.assign(detectable=_column(frame["detectable"], found.outcome.scale))[columns]


def claims_table(claims: Sequence[Claim], language: Language) -> pd.DataFrame:
    """Return one row per claim: outcome, estimate as it is read and said, interval, n, grade."""
    rows = [
        (
            one.outcome.code,
            one.outcome.title.in_language(language),
            one.headline.in_language(language),
            *(one.n_supported, one.n_compared, one.grade.level),
        )
        for one in claims
    ]
    columns = ["outcome", "outcome_name", "headline", "n_supported", "n_compared", "grade"]
    return pd.DataFrame(rows, columns=columns)


def _as_read(value: float | None, scale: Scale) -> float | None:
    if value is None or not np.isfinite(value):
        return None
    return shown(float(value), scale)


def _column(values: pd.Series, scale: Scale) -> pd.Series:
    read = [_as_read(value, scale) for value in values.to_numpy(dtype=np.float64)]
    return pd.Series(read, index=values.index, dtype="float64")


def _estimate(
    value: float | None, interval: Interval | None, scale: Scale
) -> tuple[float | None, float | None, float | None]:
    ends = (None, None) if interval is None else (interval.low, interval.high)
    return _as_read(value, scale), _as_read(ends[0], scale), _as_read(ends[1], scale)


def _counts() -> tuple[MeasureColumn, ...]:
    return (
        MeasureColumn("n_supported", "count", Text("Được hỗ trợ", "Supported")),
        MeasureColumn("n_compared", "count", Text("Đối chứng", "Compared")),
    )


def _values(kind: Kind, unit: Text) -> tuple[MeasureColumn, ...]:
    words = Text(f" ({unit.vi})", f" ({unit.en})") if kind == "number" else None
    labels = (
        ("estimate", Text("Ước tính", "Estimate")),
        ("low", Text("Cận dưới 95 %", "95% from")),
        ("high", Text("Cận trên 95 %", "95% to")),
    )
    return tuple(
        MeasureColumn(
            name, kind, label if words is None else Text(label.vi + words.vi, label.en + words.en)
        )
        for name, label in labels
    )


def _named(label: Text) -> tuple[MeasureColumn, ...]:
    return (
        MeasureColumn("code", "code", Text("Mã", "Code")),
        MeasureColumn("code_name", "text", label),
    )


def claim_measures(found: Claim) -> dict[str, Measure]:
    """Return the definition of every table of a claim by name, with its columns."""
    scale, unit, code = found.outcome.scale, found.unit, found.outcome.code
    kind: Kind = "number" if scale == "level" else "share"
    title = found.outcome.title
    tables: dict[str, tuple[Text, Text, tuple[MeasureColumn, ...], Table]] = {
        "path": (
            Text("Trước và sau khi hỗ trợ, theo năm", "Before and since support, by year"),
            Text(
                "Chênh lệch thay đổi của cơ sở được hỗ trợ so với đối chứng, theo số năm từ khi "
                "hỗ trợ; trước khi hỗ trợ phải gần bằng không. Khoảng 95 % của từng năm; dải 95 % "
                "chung cho mọi năm. n: số cơ sở được hỗ trợ quan sát được.",
                "Difference in changes of the supported against the compared by years since "
                "support; before support it should be near nothing. 95% interval of each year; "
                "95% band for all years together. n: supported establishments observed.",
            ),
            (
                MeasureColumn(
                    "since", "number", Text("Số năm từ khi hỗ trợ", "Years since support")
                ),
                *_values(kind, unit),
                MeasureColumn("band_low", kind, Text("Dải chung, dưới", "Band, from")),
                MeasureColumn("band_high", kind, Text("Dải chung, trên", "Band, to")),
                MeasureColumn("n", "count", Text("Được hỗ trợ", "Supported")),
            ),
            path_table,
        ),
        "answers": (
            Text("Các cách tính khác", "Other answers"),
            Text(
                "Cùng một câu hỏi, tính theo những cách khác cũng có lý; khoảng tin cậy 95 %.",
                "The same question answered in other defensible ways; 95% intervals.",
            ),
            (
                *_named(Text("Cách tính", "Answer")),
                MeasureColumn("why", "text", Text("Vì sao thử", "Why it is tried")),
                *_values(kind, unit),
                *_counts(),
            ),
            answers_table,
        ),
        "checks": (
            Text("Các kiểm tra", "Checks"),
            Text(
                "Mỗi nghi ngờ về kết quả được thử một lần; có kiểm tra chưa làm được vì thiếu số "
                "liệu.",
                "Every doubt about the result put to the test once; some cannot be, for want of "
                "data.",
            ),
            (
                *_named(Text("Kiểm tra", "Check")),
                MeasureColumn("verdict", "text", Text("Kết quả", "Verdict")),
                MeasureColumn("finding", "text", Text("Thấy gì", "Finding")),
            ),
            lambda one, language: checks_table(one.diagnostics, language),
        ),
        "places": (
            Text("Bỏ lần lượt từng huyện", "Leaving out one district at a time"),
            Text(
                "Ước tính lại khi bỏ hết cơ sở của một huyện; phần điều chỉnh giữ như khi tính đủ.",
                "The estimate made again without all establishments of a district; adjustments "
                "stay as made on all.",
            ),
            (
                MeasureColumn("place", "text", Text("Huyện bỏ ra", "District left out")),
                MeasureColumn("left_out", "count", Text("Cơ sở được hỗ trợ bỏ ra", "Left out")),
                *_values(kind, unit),
                *_counts(),
            ),
            places_table,
        ),
        "bounds": (
            Text("Nếu cơ sở mất dấu là tốt nhất hoặc kém nhất", "If those lost were best or worst"),
            Text(
                "Hai giới hạn của Lee (2009) khi bỏ ra phần dư của nhóm được quan sát lại nhiều "
                "hơn, và khoảng tin cậy 95 % của Imbens và Manski (2004) cho chính tác động.",
                "The bounds of Lee (2009) when the surplus of the group seen more often is cut "
                "off, and the 95% interval of Imbens and Manski (2004) for the effect itself.",
            ),
            (*_named(Text("Giá trị", "Value")), *_values(kind, unit), *_counts()),
            bounds_table,
        ),
        "likeness": (
            Text("Hai nhóm giống nhau đến đâu", "How alike both groups are"),
            Text(
                "Chênh lệch trung bình giữa hai nhóm chia cho độ lệch chuẩn, trước và sau khi gán "
                "trọng số; dưới 0,1 là không đáng kể (Austin 2009).",
                "Difference of means between both groups over the standard deviation, before and "
                "after weighting; under 0.1 is negligible (Austin 2009).",
            ),
            (
                *_named(Text("Đặc điểm", "Characteristic")),
                MeasureColumn("before", "number", Text("Trước", "Before")),
                MeasureColumn("after", "number", Text("Sau", "After")),
                MeasureColumn("ratio_before", "ratio", Text("Tỷ số phương sai", "Variance ratio")),
                MeasureColumn("ratio_after", "ratio", Text("– sau trọng số", "– weighted")),
            ),
            likeness_table,
        ),
        "flow": (
            Text("Tính từ những cơ sở nào", "Whom it is about"),
            Text(
                "Từ mọi cơ sở trong số liệu đến những cơ sở dùng để tính: mỗi bước bỏ ra bao nhiêu "
                "và vì sao; cộng lại bằng tổng ban đầu.",
                "From all establishments on record to those in the estimate: how many each step "
                "leaves out and why; they add up to the first row.",
            ),
            (
                MeasureColumn("reason", "text", Text("Bước", "Step")),
                MeasureColumn("excluded", "count", Text("Bỏ ra", "Left out")),
                MeasureColumn("remaining", "count", Text("Còn lại", "Remaining")),
                MeasureColumn(
                    "excluded_supported", "count", Text("Bỏ ra, được hỗ trợ", "Left out, supported")
                ),
                MeasureColumn(
                    "remaining_supported",
                    "count",
                    Text("Còn lại, được hỗ trợ", "Remaining, supported"),
                ),
                MeasureColumn("excluded_years", "count", Text("Lượt năm bỏ ra", "Years left out")),
                MeasureColumn(
                    "remaining_years", "count", Text("Lượt năm còn lại", "Years remaining")
                ),
            ),
            flow_table,
        ),
        "plan": (
            Text("Theo dõi bao nhiêu cơ sở, bao lâu", "How many to follow, for how long"),
            Text(
                "Thay đổi nhỏ nhất sẽ thấy được với 80 % khả năng, theo số cơ sở được hỗ trợ và số "
                "năm theo dõi; đã trừ cơ sở mất dấu và không trả lời như hiện nay.",
                "The smallest change seen with a chance of 80%, by supported establishments and "
                "years followed; losses and silence as today allowed for.",
            ),
            (
                MeasureColumn("supported", "count", Text("Được hỗ trợ", "Supported")),
                MeasureColumn("compared", "count", Text("Đối chứng", "Compared")),
                MeasureColumn("years", "number", Text("Số năm", "Years")),
                MeasureColumn("detectable", kind, Text("Thay đổi nhỏ nhất", "Smallest change")),
            ),
            planned_table,
        ),
    }
    return {
        name: Measure(
            name=f"claim_{code}_{name}",
            title=Text(f"{title.vi}: {words.vi}", f"{title.en}: {words.en}"),
            counts=counts,
            caveats=_GRADED,
            sources=_SOURCES,
            columns=columns,
            run=_run(code, table),
        )
        for name, (words, counts, columns, table) in tables.items()
    }


def groups_measure(found: Claim, by: GroupKind) -> Measure:
    """Return the definition of the table of groups of one kind."""
    kind_title, code = GROUP_TITLES[by], found.outcome.code
    kind: Kind = "number" if found.outcome.scale == "level" else "share"
    title = found.outcome.title
    return Measure(
        name=f"claim_{found.outcome.code}_groups",
        title=Text(f"{title.vi}: {kind_title.vi}", f"{title.en}: {kind_title.en}"),
        counts=Text(
            "Ước tính riêng từng nhóm cơ sở được hỗ trợ so với cùng một nhóm đối chứng, và ước "
            "tính đã co về trung bình chung tùy theo số cơ sở (Morris 1983). Trị p đã tính đến số "
            "nhóm (Holm 1979).",
            "The estimate of each group of supported establishments against the same comparison, "
            "and that drawn towards the common mean by its numbers (Morris 1983). P-values allow "
            "for the number of groups (Holm 1979).",
        ),
        caveats=Text(
            "Nhóm ít cơ sở dao động do ngẫu nhiên: đọc ước tính đã co. " + _GRADED.vi,
            "Small groups vary by chance: read the estimate drawn to the mean. " + _GRADED.en,
        ),
        sources=_SOURCES,
        columns=(
            *_named(Text("Nhóm", "Group")),
            *_values(kind, found.unit),
            MeasureColumn("shrunk", kind, Text("Đã co", "Drawn to the mean")),
            MeasureColumn("shrunk_low", kind, Text("– từ", "– from")),
            MeasureColumn("shrunk_high", kind, Text("– đến", "– to")),
            MeasureColumn("p_holm", "number", Text("Trị p", "P-value")),
            *_counts(),
            MeasureColumn("small", "flag", Text("Ít cơ sở", "Few")),
        ),
        run=lambda snapshot, scope: _groups(snapshot, scope, code, by),
    )


def _groups(snapshot: Snapshot, scope: Scope, code: str, by: GroupKind) -> pd.DataFrame:
    found = claim(snapshot, scope, code)
    groups = groups_of(found, by, names_of_places(snapshot))
    if groups is None:
        return pd.DataFrame(columns=[column.name for column in groups_measure(found, by).columns])
    return groups_table(groups, found.outcome.scale, scope.language)


Table = Callable[[Claim, Language], pd.DataFrame]


def _run(code: str, table: Table) -> Callable[[Snapshot, Scope], pd.DataFrame]:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        return table(claim(snapshot, scope, code), scope.language)

    return run
