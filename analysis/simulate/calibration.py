"""Every number the simulation is set by, and where it comes from.

"assumed" marks what no source gives: plausible, ours, and open to better knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.simulate.kinds import KINDS, Kind

YEARS = tuple(range(2014, 2026))
PANEL_YEARS = tuple(range(2013, 2026))
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Programme:
    """Money and projects of the programme, by plan year."""

    # Million đồng. 2014: 500 national and 450 local of plan (khuyencong_figures.csv, Quảng Ngãi);
    # 2025: about 8 thousand million, the target set for this case; between them assumed.
    money: tuple[int, ...] = (
        950,
        1600,
        2200,
        2850,
        3500,
        4100,
        4600,
        4900,
        5700,
        6400,
        7000,
        8000,
    )
    # Target: some 600 projects over twelve years; the yearly growth is assumed.
    projects: tuple[int, ...] = (13, 21, 28, 36, 42, 48, 53, 55, 63, 70, 75, 84)
    # Share of national money in a year: 2014 from 500 of 950; 2024 none and 2025 about 0.19, as in
    # the Central–Highlands region; the rest under the nation's 0.366 of 2021–2025.
    national_share: tuple[float, ...] = (
        0.53,
        0.30,
        0.28,
        0.30,
        0.30,
        0.28,
        0.25,
        0.22,
        0.30,
        0.28,
        0.0,
        0.19,
    )
    # How much more of the same kind national money pays; group projects come on top; assumed.
    national_size: float = 1.2
    national_group_share: float = 0.2  # "đề án nhóm"; assumed
    district_share: float = 0.14  # of local projects; assumed
    two_sources_local: float = 0.05  # assumed
    two_sources_national: float = 0.25  # assumed
    second_tranche: float = 0.25  # approved in summer; assumed
    local_ceiling: float = 0.8  # Quảng Nam's local ceilings are 80 % of the national ones
    leverage: float = 5.0  # 5.35 in Bình Định 2016–2020; target about 5
    size_growth: float = 0.02  # a year, nominal; assumed
    median_year: int = 2020  # sizes of the kinds below are in đồng of this year


@dataclass(frozen=True, slots=True)
class Stages:
    """How projects run: shares of projects unless said otherwise. All assumed but the advance."""

    late_usual: float = 0.12
    late_2020: float = 0.35  # storms of October 2020
    late_2021: float = 0.50  # pandemic
    late_2025: float = 0.45  # reorganisation of July 2025
    stopped: float = 0.025
    planned_only_2025: float = 0.06
    advance_share: float = 0.7  # of projects that draw an advance
    advance_most: float = 0.7  # ADVANCE_MAX, circular of 2014
    accepted_in_full: float = 0.62
    planned_above_approved: float = 0.5
    planned_unknown: float = 0.01


@dataclass(frozen=True, slots=True)
class Population:
    """The establishments. The yearbook counts 77,289 non-farm ones: theirs are the weights."""

    eligible: int = 6000  # target
    not_eligible: int = 60  # large or out of scope; assumed
    newly_founded: float = 0.24  # founded 2013–2025; assumed
    unknown_place: float = 0.008
    closing: float = 0.022  # a year; assumed
    clusters: int = 15  # operating in the eastern province, November 2025
    in_cluster: float = 0.04
    food_certified_household: float = 0.35
    food_certified_other: float = 0.8


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Applications and how they are decided; all assumed but the number of supports."""

    threshold: float = 60.0
    score_mean: float = 67.0
    score_spread: float = 9.0
    applicants_per_support: float = 1.7
    food_gate_from: int = 2020
    withdrawn: float = 0.05
    incomplete: float = 0.05
    used_machine: float = 0.06
    no_counterpart: float = 0.05
    pending_2026: int = 60


@dataclass(frozen=True, slots=True)
class Survey:
    """Who answers. Non-response of 35 to 40 % is the target; the differences are assumed."""

    response: float = 0.625
    supported: float = 1.1  # logits
    size: float = 0.5  # logits for each log worker above the mean
    persistence: float = 0.9  # spread of an establishment's own readiness, logits
    verified_supported: float = 0.35


@dataclass(frozen=True, slots=True)
class Reporting:
    """When records come in; all assumed."""

    late: float = 0.22  # of dated records, after 31 March of the year after
    evenness: float = 9.0  # how alike districts are; the larger, the more alike
    days_late: float = 30.0  # mean of a late record
    undated: float = 0.06  # the day was not noted


@dataclass(frozen=True, slots=True)
class Effects:
    """The planted effects. Logs unless said otherwise; indexed by years since completion."""

    machinery: tuple[float, ...] = (0.08, 0.10, 0.12, 0.14)
    without_effect: float = 0.2
    micro: float = 1.35
    small: float = 1.05
    medium: float = 0.6
    individual_spread: float = 0.35
    workers_cut_share: float = 0.45
    workers_cut: float = -0.06
    workers_grow: float = 0.09
    training_skilled: float = 0.08  # share of workers
    fairs_revenue: float = 0.03
    # Lasting log change in the workers of unsupported neighbours, of the same district and
    # industry, from the first support completed among them on. None in the built-in province.
    displacement: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """All settings of the simulated province."""

    programme: Programme = field(default_factory=Programme)
    stages: Stages = field(default_factory=Stages)
    population: Population = field(default_factory=Population)
    appraisal: Appraisal = field(default_factory=Appraisal)
    survey: Survey = field(default_factory=Survey)
    reporting: Reporting = field(default_factory=Reporting)
    effects: Effects = field(default_factory=Effects)
    kinds: tuple[Kind, ...] = KINDS
