"""What net jobs cost, and what came back for the money: a ratio with its limits, and a range."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from analysis.evidence.beyond.net import Net
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.findings import Interval
from analysis.language import Text
from analysis.measures.fieller import fieller
from analysis.measures.jobs_cost_limits import IntervalKind, interval_words, limits
from analysis.measures.ratio_intervals import RatioInterval

MILLION = 1_000_000

NOT_COUNTED = Text(
    "Chưa tính: chi phí quản lý chương trình, cái giá của việc thu ngân sách, lợi ích của khách "
    "hàng và nhà cung cấp, môi trường, lương mà người lao động lẽ ra có ở nơi khác, và những gì "
    "xảy ra ngoài vành hàng xóm.",
    "Not counted: what running the programme costs, what raising the money costs, benefits to "
    "customers and suppliers, the environment, wages workers would have had elsewhere, and what "
    "happens beyond the ring of neighbours.",
)


@dataclass(frozen=True, slots=True)
class CostPerJob:
    """Grant per net job: `cost` in the currency's smallest unit, None where jobs did not grow.

    `kind`, `low` and `high` are those of Fieller's set; `words` say them. What was granted is a
    record, so only jobs are uncertain.
    """

    cost: float | None
    kind: IntervalKind
    low: float
    high: float
    words: Text


def cost_per_net_job(net: Net, spent: Spending) -> CostPerJob | None:
    """Return the grant per net job in an average year, with Fieller's set at 95 per cent.

    None where net jobs, their error or the grant are not known.
    """
    step = net.step("net")
    value, ends = step.value, step.interval
    if value is None or ends is None or not net.net_error or spent.grant is None:
        return None
    critical = (ends.high - ends.low) / 2 / net.net_error
    found = fieller(spent.grant, value, 0.0, net.net_error**2, 0.0, critical)
    kind, low, high = limits(RatioInterval(found.low, found.high, found.kind, "fieller"))
    cost = spent.grant / value if value > 0 else None
    return CostPerJob(cost, kind, low, high, interval_words(kind, low, high, spent.currency))


@dataclass(frozen=True, slots=True)
class Terms:
    """How benefits are counted: for `horizon` years, each `decay` less than the one before, worth
    `discount` less with every year; against the grant, and the counterpart `with_counterpart`.

    Defaults are ours. Raises ValueError outside 1 to 30 years and 0 to 100 per cent.
    """

    horizon: int = 5
    discount: float = 0.10
    decay: float = 0.10
    with_counterpart: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= 30:
            raise ValueError(f"a horizon of 1 to 30 years: {self.horizon}")
        for name in ("discount", "decay"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} is a share below one: {getattr(self, name)}")

    @classmethod
    def of_percents(
        cls, horizon: int, discount: int, decay: int, with_counterpart: bool = True
    ) -> Terms:
        """Return terms given in whole per cent."""
        return cls(horizon, discount / 100, decay / 100, with_counterpart)

    @property
    def years_worth(self) -> float:
        """What a benefit of one in the first year is worth over all years, today."""
        kept = (1 - self.decay) / (1 + self.discount)
        return sum(kept**year for year in range(self.horizon))


@dataclass(frozen=True, slots=True)
class Worth:
    """Benefit over cost, and benefit less cost, per supported establishment.

    `ratio_range` spans the interval of the estimate at the given terms; `widest` also spans other
    terms (`SPANS`). Money is in the currency's smallest unit. None is unknown.
    """

    terms: Terms
    yearly: float
    benefit: float
    cost: float
    ratio: float
    ratio_range: Interval
    difference: float
    difference_range: Interval
    widest: Interval


SPANS: dict[str, tuple[float, ...]] = {
    "horizon": (3, 5, 10),
    "discount": (0.05, 0.10, 0.15),
    "decay": (0.0, 0.10, 0.25),
}
"""Other terms that the widest range spans."""


def benefit_cost(net: Net, spent: Spending, terms: Terms) -> Worth | None:
    """Return what net value added is worth against what was spent.

    `net` is of the outcome value added, in millions of the currency a year. A range, not a test:
    the terms are assumptions. None where either side is not known.
    """
    step = net.step("net")
    paid = _paid(spent, terms)
    if step.value is None or step.interval is None or paid is None or not paid > 0:
        return None
    yearly = step.value * MILLION
    ends = step.interval.low * MILLION, step.interval.high * MILLION
    worth = terms.years_worth
    low, high = ends[0] * worth, ends[1] * worth
    return Worth(
        terms=terms,
        yearly=yearly,
        benefit=yearly * worth,
        cost=paid,
        ratio=yearly * worth / paid,
        ratio_range=Interval(low / paid, high / paid),
        difference=yearly * worth - paid,
        difference_range=Interval(low - paid, high - paid),
        widest=_widest(ends, paid),
    )


def _paid(spent: Spending, terms: Terms) -> float | None:
    if spent.grant is None:
        return None
    if not terms.with_counterpart:
        return spent.grant
    return None if spent.counterpart is None else spent.grant + spent.counterpart


def _widest(ends: tuple[float, float], paid: float) -> Interval:
    factors = [
        Terms(int(horizon), discount, decay).years_worth
        for horizon, discount, decay in product(*SPANS.values())
    ]
    values = [end * factor / paid for end in ends for factor in factors]
    return Interval(min(values), max(values))
