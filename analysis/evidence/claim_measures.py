"""The definitions of a claim's tables: what each counts, its caveats and its columns."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.evidence.claim import Claim, claim
from analysis.evidence.claim_groups import GROUP_TITLES, GroupKind, groups_of
from analysis.evidence.claim_tables import (
    aggregate_table,
    answers_table,
    bacon_table,
    bounds_table,
    checks_table,
    dose_table,
    flow_table,
    groups_table,
    likeness_table,
    path_table,
    places_table,
    planned_table,
)
from analysis.evidence.place_names import names_of_places
from analysis.language import Language, Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_SOURCES = ("outcome_record", "support", "project", "establishment")
_GRADED = Text(
    "Không phải số liệu ghi chép mà là ước tính: xem bậc bằng chứng và các kiểm tra đi kèm.",
    "No record but an estimate: see its evidence grade and the checks beside it.",
)


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


def _aggregate_columns(label: Text, kind: Kind, unit: Text) -> tuple[MeasureColumn, ...]:
    return (
        MeasureColumn("index", "year", label),
        *_values(kind, unit),
        MeasureColumn("n", "count", Text("Được hỗ trợ", "Supported")),
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
        "cohort": (
            Text("Theo năm bắt đầu được hỗ trợ", "By year support began"),
            Text(
                "Ước tính của từng đợt hỗ trợ, bình quân mọi năm từ khi hỗ trợ; khoảng tin cậy "
                "95 %. n: số cơ sở được hỗ trợ quan sát được.",
                "The estimate of each cohort, the mean of all years since support; 95% intervals. "
                "n: supported establishments observed.",
            ),
            _aggregate_columns(Text("Năm được hỗ trợ", "Year of support"), kind, unit),
            lambda one, language: aggregate_table(one, "cohort"),
        ),
        "calendar": (
            Text("Theo năm quan sát", "By year observed"),
            Text(
                "Ước tính trong từng năm, của mọi cơ sở đã được hỗ trợ đến năm ấy; khoảng tin cậy "
                "95 %. n: số cơ sở được hỗ trợ quan sát được.",
                "The estimate in each year, of all supported by then; 95% intervals. n: supported "
                "establishments observed.",
            ),
            _aggregate_columns(Text("Năm", "Year"), kind, unit),
            lambda one, language: aggregate_table(one, "calendar"),
        ),
        "bacon": (
            Text("Hồi quy hai chiều dựa vào đâu", "What the two-way regression is made of"),
            Text(
                "Phân rã Goodman-Bacon (2021) trên các cơ sở quan sát đủ mọi năm: trọng số và ước "
                "tính của từng loại so sánh; trọng số cộng lại bằng 100 %.",
                "Goodman-Bacon's (2021) decomposition over establishments seen in every year: "
                "weight and estimate of each kind of comparison; weights add up to 100%.",
            ),
            (
                *_named(Text("So sánh", "Comparison")),
                MeasureColumn("weight", "share", Text("Trọng số", "Weight")),
                _values(kind, unit)[0],
            ),
            bacon_table,
        ),
        "dose": (
            Text("Mỗi cơ sở được hỗ trợ bao nhiêu", "How much each was granted"),
            Text(
                "Trung vị kinh phí của năm được hỗ trợ đầu tiên, một cơ sở và một lao động (lao "
                "động năm báo cáo cuối trước hỗ trợ), giá so sánh khi có chỉ số giá.",
                "Median grant of the first year of support, for an establishment and a worker "
                "(workers in the last year reported before support), at constant prices where "
                "there is an index.",
            ),
            (
                MeasureColumn("year", "year", Text("Năm được hỗ trợ", "Year of support")),
                MeasureColumn("currency", "currency", Text("Đơn vị tiền", "Currency")),
                MeasureColumn("supported", "count", Text("Cơ sở", "Establishments")),
                MeasureColumn("known", "count", Text("Biết kinh phí", "Grant known")),
                MeasureColumn("grant", "money", Text("Trung vị kinh phí", "Median grant")),
                MeasureColumn(
                    "per_worker_known", "count", Text("Biết cả lao động", "Workers known too")
                ),
                MeasureColumn(
                    "grant_per_worker", "money", Text("Trung vị một lao động", "Median per worker")
                ),
            ),
            dose_table,
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
                "hơn, và khoảng tin cậy 95 % của Imbens và Manski (2004) cho chính tác động. Giả "
                "định (đơn điệu): hỗ trợ chỉ làm mọi cơ sở dễ được quan sát lại hơn, hoặc chỉ làm "
                "khó hơn.",
                "The bounds of Lee (2009) when the surplus of the group seen more often is cut "
                "off, and the 95% interval of Imbens and Manski (2004) for the effect itself. They "
                "assume (monotonicity) that support makes being seen again only more likely for "
                "everybody, or only less likely for everybody.",
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
