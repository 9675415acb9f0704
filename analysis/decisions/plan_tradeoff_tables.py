"""What a plan gives up, as tables with their definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis.decisions.plan_problem import first_request, names_of
from analysis.decisions.plan_solved import solve_request
from analysis.decisions.plan_tradeoffs import Tradeoffs, tradeoffs
from analysis.decisions.portfolio.plan import Method
from analysis.decisions.portfolio.prices import Price
from analysis.decisions.portfolio.solve import SECONDS
from analysis.decisions.portfolio.words import Names, violation_words
from analysis.decisions.portfolio_candidates import candidate_set
from analysis.decisions.price_words import changed_words
from analysis.language import Language, Text
from analysis.measures import typed_frame
from analysis.measures.model import Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

METHODS: dict[Method, Text] = {
    "optimal": Text("Tối ưu", "Optimal"),
    "greedy_per_dong": Text("Giá trị trên mỗi đồng", "Value per đồng"),
    "greedy_score": Text("Giá trị, bất kể giá", "Value, whatever the price"),
    "law_order": Text("Thứ tự theo quy định", "The law's order"),
    "robust": Text("Thận trọng", "Cautious"),
}

_CURRENCY = MeasureColumn("currency", "currency", Text("Loại tiền", "Currency"))
_PROJECTS = MeasureColumn("projects", "count", Text("Số đề án", "Projects"))
_PROVED = MeasureColumn("proved", "flag", Text("Đã chứng minh tốt nhất", "Proved the best"))
_GRANTED = MeasureColumn("granted", "money", Text("Tiền hỗ trợ", "Granted"))

FRONTIER_COLUMNS = (
    MeasureColumn("budget", "money", Text("Ngân sách", "Budget")),
    _CURRENCY,
    MeasureColumn("factor", "share", Text("So với ngân sách này", "Of this budget")),
    MeasureColumn("objective", "share", Text("Mục tiêu đạt được", "Objective reached")),
    MeasureColumn("bound", "share", Text("Không thể vượt", "Cannot exceed")),
    MeasureColumn("gain_low", "share", Text("Bước này thêm: từ", "This step adds: from")),
    MeasureColumn("gain_high", "share", Text("Bước này thêm: đến", "This step adds: to")),
    _PROVED,
    _PROJECTS,
    _GRANTED,
    MeasureColumn("status", "code", Text("Mã tình trạng", "Status code")),
)
PRICE_COLUMNS = (
    MeasureColumn("change", "text", Text("Thay đổi", "Change")),
    MeasureColumn("kind", "code", Text("Mã giới hạn", "Limit code")),
    MeasureColumn("key", "text", Text("Của", "Of")),
    MeasureColumn("difference", "share", Text("Mục tiêu tăng", "Objective rises by")),
    MeasureColumn("low", "share", Text("Ít nhất", "At least")),
    MeasureColumn("high", "share", Text("Nhiều nhất", "At most")),
    _PROVED,
    _PROJECTS,
    _GRANTED,
    _CURRENCY,
)
ALTERNATIVE_COLUMNS = (
    MeasureColumn("method", "code", Text("Mã cách chọn", "Method code")),
    MeasureColumn("method_name", "text", Text("Cách chọn", "Method")),
    _PROJECTS,
    _GRANTED,
    _CURRENCY,
    MeasureColumn("value", "share", Text("Mục tiêu kỳ vọng", "Objective expected")),
    MeasureColumn("of_best", "share", Text("So với tối ưu", "Of the optimal")),
    MeasureColumn("low", "share", Text("5 % thấp nhất", "5th percentile")),
    MeasureColumn("high", "share", Text("5 % cao nhất", "95th percentile")),
    MeasureColumn("worst", "share", Text("Bình quân 10 % xấu nhất", "Mean of the worst 10%")),
    MeasureColumn("regret", "share", Text("Tiếc nuối bình quân", "Mean regret")),
    MeasureColumn("regret_high", "share", Text("Tiếc nuối cao (95 %)", "High regret (95%)")),
    MeasureColumn("jobs", "number", Text("Việc làm kỳ vọng", "Jobs expected")),
    MeasureColumn("jobs_low", "number", Text("Việc làm: từ", "Jobs: from")),
    MeasureColumn("jobs_high", "number", Text("Việc làm: đến", "Jobs: to")),
    MeasureColumn("productivity", "share", Text("Năng suất mỗi cơ sở", "Productivity, each")),
    MeasureColumn("counterpart", "money", Text("Vốn đối ứng hứa góp", "Counterpart promised")),
    MeasureColumn("coverage", "share", Text("Khoảng cách độ phủ giảm", "Coverage gap closed")),
    MeasureColumn("verified", "flag", Text("Giữ mọi giới hạn", "Keeps every limit")),
    MeasureColumn("breaks", "text", Text("Vi phạm", "Breaks")),
)

_OBJECTIVE = Text(
    "Mục tiêu là phần của tất cả những gì mọi hồ sơ có thể hỗ trợ cộng lại mang đến, theo trọng "
    "số đã chọn. ",
    "The objective is a part of all that every file that may be funded could bring together, by "
    "the weights chosen. ",
)
_CAVEATS = Text(
    "Giải lại từ phương án đang xét trong thời gian có hạn: giá trị thực nằm giữa hai cận. Kỳ vọng "
    "là của loại hoạt động, với bậc bằng chứng ghi ở bảng quyết định.",
    "Solved again from the plan on within a limit of time: the true value lies between both ends. "
    "Expectations are of the kind of activity, with the grades in the decision table.",
)
SOURCES = ("application", "establishment", "outcome_record", "project", "support")


def frontier_table(found: Tradeoffs, currency: str) -> pd.DataFrame:
    """Return the best plan at multiples of the budget, the smallest first."""
    rows = [
        {
            "budget": point.budget,
            "currency": currency,
            "factor": float(point.factor),
            "objective": point.plan.objective,
            "bound": point.plan.bound,
            "gain_low": point.gain_low,
            "gain_high": point.gain_high,
            "proved": point.proved,
            "projects": len(point.plan.chosen) if point.plan.verified else None,
            "granted": point.plan.granted if point.plan.verified else None,
            "status": point.plan.status,
        }
        for point in found.frontier
    ]
    return typed_frame(_framed(rows, FRONTIER_COLUMNS), FRONTIER)


def price_table(found: Tradeoffs, currency: str, names: Names, language: Language) -> pd.DataFrame:
    """Return what one hundred million more brings and what goes with each floor and cap."""
    prices = (*found.money, *found.floors, *found.caps)
    told = [(one, changed_words(one, currency, names)) for one in prices]
    rows = [
        {
            "change": words.in_language(language),
            "kind": one.limit.kind,
            "key": _key(one, names, language),
            "difference": one.difference,
            "low": one.low,
            "high": one.high,
            "proved": one.proved,
            "projects": len(one.plan.chosen),
            "granted": one.plan.granted,
            "currency": currency,
        }
        for one, words in told
    ]
    return typed_frame(_framed(rows, PRICE_COLUMNS), PRICES)


def alternative_table(
    found: Tradeoffs, currency: str, names: Names, language: Language
) -> pd.DataFrame:
    """Return the plan beside those of three rules and the cautious one."""
    best = found.alternatives[0].value
    regret = {one.plan.method: one for one in found.regrets}
    rows = []
    for one in found.alternatives:
        plan, outcome = one.plan, {each.objective: each for each in one.outcomes}
        lost = regret.get(plan.method)
        breaks = [violation_words(each, names).in_language(language) for each in plan.violations]
        rows.append(
            {
                "method": plan.method,
                "method_name": METHODS[plan.method].in_language(language),
                "projects": len(plan.chosen),
                "granted": plan.granted,
                "currency": currency,
                "value": one.value,
                "of_best": one.value / best if best else None,
                "low": one.spread.low,
                "high": one.spread.high,
                "worst": one.spread.worst_mean,
                "regret": None if lost is None else lost.mean,
                "regret_high": None if lost is None else lost.high,
                "jobs": outcome["jobs"].total,
                "jobs_low": outcome["jobs"].low,
                "jobs_high": outcome["jobs"].high,
                "productivity": outcome["productivity"].mean,
                "counterpart": round(outcome["leverage"].total),
                "coverage": outcome["coverage"].total,
                "verified": plan.verified,
                "breaks": "; ".join(breaks) or None,
            }
        )
    return typed_frame(_framed(rows, ALTERNATIVE_COLUMNS), ALTERNATIVES)


def _key(one: Price, names: Names, language: Language) -> str | None:
    name = one.limit
    return names(name.by or "source", name.key).in_language(language) if name.key else None


def _framed(
    rows: Sequence[Mapping[str, object]], columns: tuple[MeasureColumn, ...]
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    for column in columns:
        if column.kind in ("share", "number"):
            frame[column.name] = frame[column.name].astype("float64")
        elif column.kind in ("text", "code"):
            frame[column.name] = frame[column.name].astype("str")
    return frame


Table = Callable[[Tradeoffs, str, Names, Language], pd.DataFrame]


def _run(table: Table) -> Callable[[Snapshot, Scope], pd.DataFrame]:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        made = candidate_set(snapshot, scope)
        solved = solve_request(made, first_request(made), snapshot)
        found = tradeoffs(made, solved, SECONDS)
        return table(found, snapshot.case.currency, names_of(made, snapshot), scope.language)

    return run


def _measure(
    name: str, title: Text, counts: Text, columns: tuple[MeasureColumn, ...], table: Table
) -> Measure:
    told = Text(counts.vi + _OBJECTIVE.vi.rstrip(), counts.en + _OBJECTIVE.en.rstrip())
    return Measure(name, title, told, _CAVEATS, SOURCES, columns, _run(table))


FRONTIER = _measure(
    "plan_frontier",
    Text("Mục tiêu theo ngân sách", "The objective by budget"),
    Text(
        "Phương án tốt nhất ở mỗi mức ngân sách; mọi nguồn nhân cùng hệ số, giới hạn khác giữ "
        "nguyên. ",
        "The best plan at each budget, all sources multiplied alike, every other limit kept. ",
    ),
    FRONTIER_COLUMNS,
    lambda found, currency, names, language: frontier_table(found, currency),
)
PRICES = _measure(
    "plan_prices",
    Text("Giá của giới hạn và của tiền", "What limits and money are worth"),
    Text(
        "Mục tiêu tăng bao nhiêu khi thêm 100 triệu đồng, hoặc khi bỏ từng giới hạn, giải lại từ "
        "đầu. ",
        "By how much the objective rises with 100 million more, or without each limit, solved "
        "again. ",
    ),
    PRICE_COLUMNS,
    price_table,
)
ALTERNATIVES = _measure(
    "plan_alternatives",
    Text("Các cách chọn khác", "Other ways to choose"),
    Text(
        "Phương án tối ưu bên cạnh ba quy tắc làm tay (lần lượt theo giá trị trên mỗi đồng, theo "
        "giá trị, theo thứ tự của quy định) và phương án thận trọng: một nửa kỳ vọng, một nửa bình "
        "quân 10 % tình huống xấu nhất (CVaR). Tiếc nuối: kém bao nhiêu so với người biết trước "
        "hiệu quả, qua các lần rút ngẫu nhiên. ",
        "The optimal plan beside three rules one can follow by hand (by value per đồng, by value, "
        "down the law's order) and the cautious plan: half the expectation, half the mean of the "
        "worst 10% (CVaR). Regret: how much less than who knew the effects, over random draws. ",
    ),
    ALTERNATIVE_COLUMNS,
    alternative_table,
)
