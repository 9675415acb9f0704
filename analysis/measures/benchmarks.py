"""Benchmarks: the province beside what the region and other provinces have published."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.language import LANGUAGES, Text, format_money, format_number, format_share
from analysis.measures.benchmark_columns import BENCHMARK_COLUMNS
from analysis.measures.benchmark_kinds import BENCHMARKS, Benchmark
from analysis.measures.benchmark_own import own_rows
from analysis.measures.benchmark_published import published_rows
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure
from analysis.measures.periods import with_period_names
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

ORIGINS = {
    "published": Text("Đã công bố", "Published"),
    "own": Text("Bộ dữ liệu này", "This data set"),
    "simulated": Text("Bộ dữ liệu này (mô phỏng)", "This data set (simulated)"),
}
BASES = {"actual": Text("Thực hiện", "Actual"), "plan": Text("Kế hoạch", "Plan")}
MONEY_GROUPS = {
    "all": Text("Mọi nguồn", "Every source"),
    "national": Text("Khuyến công quốc gia", "National programme"),
    "local": Text("Khuyến công địa phương", "Local programme"),
}
_KINDS: dict[str, Benchmark] = {benchmark.code: benchmark for benchmark in BENCHMARKS}


def benchmarks(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per benchmark, money, basis, place and period.

    `value` is the quotient in the stated unit at the prices of its time (a share as a fraction);
    `value_constant` the same in prices of `price_year`, known for amounts whose years have an
    index. The data set's own rows have no geography; `comparable` is false where the figures'
    own notes say that they do not compare.
    """
    currency = snapshot.case.currency
    prices = ask(snapshot, scope, "benchmark_prices")
    prices = prices[prices["currency"] == currency]
    factors = dict(zip(prices["year"].astype(int), prices["factor"].astype(float), strict=True))
    published = published_rows(ask(snapshot, scope, "benchmark_published"), factors)
    own = own_rows(snapshot, replace(scope, prices="nominal"), factors, published)
    rows = own + [row for row in published if row["currency"] in (None, currency)]
    frame = pd.DataFrame(rows, columns=[column.name for column in BENCHMARK_COLUMNS])
    frame["price_year"] = pd.array(
        [
            _price_year(factors) if value == value and value is not None else None
            for value in frame["value_constant"]
        ],
        "Int64",
    )
    return _worded(frame, scope, currency)


def _price_year(factors: dict[int, float]) -> int | None:
    return max(factors) if factors else None


def _worded(frame: pd.DataFrame, scope: Scope, currency: str) -> pd.DataFrame:
    language = scope.language
    order = {code: number for number, code in enumerate(_KINDS)}
    groups = {code: number for number, code in enumerate(MONEY_GROUPS)}
    frame = frame.sort_values(
        ["benchmark", "source_group", "basis"],
        key=lambda column: (
            column.map(order | groups).fillna(0) if column.name != "basis" else column
        ),
        kind="stable",
    ).reset_index(drop=True)
    kinds = [_KINDS[code] for code in frame["benchmark"]]
    frame["benchmark_name"] = [kind.name.in_language(language) for kind in kinds]
    frame["source_group_name"] = [
        MONEY_GROUPS[g].in_language(language) for g in frame["source_group"]
    ]
    frame["basis_name"] = [BASES[basis].in_language(language) for basis in frame["basis"]]
    frame["origin_name"] = [ORIGINS[origin].in_language(language) for origin in frame["origin"]]
    frame["unit"] = [kind.unit.in_language(language) for kind in kinds]
    frame["currency"] = currency
    for text, value in (("value_text", "value"), ("constant_text", "value_constant")):
        frame[text] = [
            written_value(kind.code, number, currency).in_language(language)
            if number is not None and number == number
            else None
            for kind, number in zip(kinds, frame[value], strict=True)
        ]
    for column in ("above", "below", "caution"):
        frame[column] = [
            text.in_language(language) if isinstance(text, Text) else None for text in frame[column]
        ]
    named = with_code_names(
        frame.drop(columns="geography_name"), "geography", "geography", language
    )
    own = named["origin"] != "published"
    named.loc[own, "geography_name"] = named.loc[own, "origin_name"]
    named = with_period_names(named.drop(columns="period_name"), language)
    return named[[column.name for column in BENCHMARK_COLUMNS]]


def written_value(benchmark: str, value: float, currency: str) -> Text:
    """Return a benchmark's value as a reader writes it: an amount, a share or a ratio."""
    kind = _KINDS[benchmark].kind
    if kind == "money":
        return Text(*(format_money(value, currency, language) for language in LANGUAGES))
    if kind == "share":
        return Text(*(format_share(value, language, 1) for language in LANGUAGES))
    return Text(*(format_number(value, language, 2) for language in LANGUAGES))


MEASURES = (
    Measure(
        "benchmarks",
        Text("So sánh với vùng và tỉnh khác", "Beside the region and other provinces"),
        Text(
            "Mỗi tỷ số chia hai số liệu của cùng một nơi, cùng một kỳ, cùng tính chất "
            "(thực hiện hoặc kế hoạch, không trộn; chỉ tỷ lệ giải ngân chia thực hiện cho kế "
            "hoạch của chính kỳ đó). Đòn bẩy = đối ứng ÷ hỗ trợ. Số của bộ dữ liệu tính từ đề án "
            "không bị ngừng, cho cùng những năm khi kỳ trọn năm, và cho cả phạm vi; mẫu số ghi "
            "bên cạnh. Việc làm = lao động tăng thêm ở cơ sở trả lời cả hai năm. Giá hiện hành "
            "của từng thời; giá so sánh ghi riêng nơi có chỉ số giá, kỳ nhiều năm dùng hệ số bình "
            "quân. Bộ lọc năm áp dụng cho mọi dòng, các bộ lọc khác chỉ cho số của bộ dữ liệu: "
            "lọc theo nguồn giữ trọn tiền của đề án có nguồn đó; lọc theo ngành, quy mô, nội dung "
            "thì không tính trên 1.000 cơ sở.",
            "Each quotient divides two figures of one place, one period and one status "
            "(actual or plan, never mixed; only the share disbursed divides actual by the plan of "
            "that very period). Leverage = counterpart ÷ grant. The data set's own figures are of "
            "projects not stopped, for the same years where the period is of whole years, and for "
            "the whole scope; the denominator stands beside. Jobs = workers gained at "
            "establishments that answered in both years. Prices of the time; constant prices "
            "beside where there is an index, with the mean factor for a period of years. Years "
            "filter every row, other filters only the data set's own: a filter by source keeps "
            "the whole money of projects with it; inside one by industry, size or activity "
            "nothing is set against 1,000 establishments.",
        ),
        Text(
            "Là mô tả, không phải xếp hạng: nguồn, kỳ và cách tính khác nhau. Kỳ chưa trọn năm "
            "được đánh dấu và không chia cho số cả năm. Số in sẵn trong nguồn chỉ để đối chiếu; "
            "số suy ra không dùng để chia. Việc làm do cơ sở tự báo, là thay đổi chứ không phải "
            "tác động. Đề án đang thực hiện chưa giải ngân hết nên số mới nhất còn tăng. Không rõ "
            "phạm vi «cơ sở» giữa các nguồn có như nhau. Kế hoạch gồm cả đề án về sau bị ngừng. "
            "Cơ sở giảm lao động không bớt vào việc làm tạo ra. Mẫu số trên 1.000 cơ sở là cơ sở "
            "đủ điều kiện; chỉ khi không đếm thì là cơ sở cá thể phi nông nghiệp, rộng hơn.",
            "A description, no ranking: sources, periods and methods differ. A period of part of "
            "a year is marked and never divided by a whole one. Rates printed in the sources "
            "serve as a check only; derived figures are not divided. Jobs are self-reported, a "
            "change and no effect. Projects still running are not paid in full, so the latest "
            "figures will rise. Whether «establishments» mean the same across sources is not "
            "known. Plans include projects stopped later on. Establishments that lost workers take "
            "nothing from the jobs created. What stands under “per 1,000 establishments” are the "
            "eligible ones; only where these are not counted the non-farm ones, a broader group.",
        ),
        (
            "published_figure",
            "project",
            "project_fund",
            "payment",
            "support",
            "outcome_record",
            "unit_year",
            "price_index",
        ),
        BENCHMARK_COLUMNS,
        benchmarks,
    ),
)
