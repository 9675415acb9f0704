"""Every figure the nine pieces promised, and the script that measures it.

A promise is kept when its value is at most (or, where it says so, at least) its bar.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure: the piece that promised it, what it is of, its unit, bar and baseline.

    `bar` is None where only the figure was asked for. `script` measures it, with its arguments.
    """

    name: str
    piece: int
    what: str
    unit: str
    bar: float | None
    script: str
    baseline: str = ""
    at_least: bool = False

    def kept(self, value: float) -> bool | None:
        """Tell whether a value keeps it; None where there is no bar."""
        if self.bar is None:
            return None
        return value >= self.bar if self.at_least else value <= self.bar


_DATA, _RERUN, _COLD = "bench_data.py", "bench_rerun.py", "bench_cold.py"
_INTAKE, _KILL, _MONEY = "intake.py", "bench_kill_import.py", "bench_money_process.py"
_EVIDENCE, _COVERAGE, _PORTFOLIO = "evidence.py", "coverage.py --national", "portfolio.py"
_SCORES, _DECK, _LOAD = "portfolio_scores.py", "deck.py", "bench_load.py"
_PAGES, _DOSSIER = "bench_page_queries.py", "bench_dossier.py"
_START, _SUITE = "bench_start.py", "bench_suite.py"
_DRAWS = "calibration.py --only plain_120 --claims 0 --processes 2"
_BARE_INSERT = "insert … select * from read_csv"

PROMISES: tuple[Promise, ...] = (
    Promise("simulate", 1, "simulating the province", "s", 10, _DATA),
    Promise(
        *("start", 1, "`make dashboard` in a fresh clone to a painted overview", "s", 90, _START)
    ),
    Promise("suite", 1, "`make test`", "min", 10, _SUITE),
    Promise(
        *("rerun_first", 1, "slowest section of overview and funding, filter never asked, median"),
        *("s", 0.4, _RERUN),
    ),
    Promise("intake_csv", 2, "1,000,000 records checked, published", "×", 3, _INTAKE, _BARE_INSERT),
    Promise("intake_csv_memory", 2, "the same, peak memory", "GiB", 2, _INTAKE),
    Promise("intake_xlsx", 2, "workbook 100,000 × 20", "×", 2, _INTAKE, "python-calamine's read"),
    Promise("intake_xlsx_memory", 2, "the same, peak memory", "GiB", 2, _INTAKE),
    Promise("kills", 2, "imports killed by −9 that left no whole snapshot", "of 200", 0, _KILL),
    Promise("additive", 3, "slowest sum or count, p95 of scopes", "s", 0.15, _MONEY),
    Promise("hard", 3, "slowest survival, Gini, backtest, p95 of scopes", "s", 0.6, _MONEY),
    Promise("marts", 3, "marts of money and process while publishing", "s", 5, _MONEY),
    Promise("marts_ratio", 3, "all marts while publishing", "×", 1.3, _MONEY, "same SQL by hand"),
    Promise(
        *("csdid", 4, "claim, 200,000 × 10, csdid's time over ours", "×", 10, _EVIDENCE),
        *("csdid 0.4.3", True),
    ),
    Promise(
        *("diff_diff", 4, "the same, diff-diff's time over ours", "×", 1, _EVIDENCE),
        *("diff-diff 3.13.0", True),
    ),
    Promise("claim_memory", 4, "the same, peak memory", "MiB", 500, _EVIDENCE),
    Promise(
        *("equal", 4, "estimates and errors, largest difference", "", 1e-8, _EVIDENCE, "csdid")
    ),
    Promise(
        *("csdid_robust", 4, "doubly robust, csdid's time over ours", "×", 2.5, _EVIDENCE),
        *("csdid 0.4.3", True),
    ),
    Promise("claim_robust_memory", 4, "the same, peak memory", "MiB", 1536, _EVIDENCE),
    Promise("claim_large", 4, "claim, 2,000,000 × 10", "s", 6, _EVIDENCE),
    Promise("claim_large_memory", 4, "the same, peak memory", "MiB", 1024, _EVIDENCE),
    Promise("claim_province", 4, "claim on the simulated province", "s", 1, _EVIDENCE),
    Promise("nation", 5, "coverage of a nation, ten figures", "s", 3, _COVERAGE),
    Promise("nation_memory", 5, "the same, peak memory", "GiB", 4, _COVERAGE),
    Promise(
        *("rerun_coverage", 5, "slowest section of coverage, filter never asked, median", "s"),
        *(0.4, _RERUN),
    ),
    Promise("portfolio_small", 6, "portfolio of 10,000, slowest run", "s", 3, _PORTFOLIO),
    Promise("portfolio_large", 6, "portfolio of 50,000, slowest run", "s", 10, _PORTFOLIO),
    Promise("scores", 6, "slowest of three methods, 20,000 × 200", "s", 1, _SCORES),
    Promise("deck", 7, "bilingual deck of 20 slides", "s", 5, _DECK),
    Promise("deck_memory", 7, "the same, peak memory", "MiB", 500, _DECK),
    Promise("cold", 7, "first page painted, browser empty", "s", 3, _COLD),
    Promise("rerun", 7, "slowest section, filter never asked, median", "s", 0.4, _RERUN),
    Promise("rerun_cores", 7, "the same, seconds of all cores", "s", 0.2, _RERUN),
    Promise("rerun_missed", 7, "sections that miss one of the two", "sections", 0, _RERUN),
    Promise("load", 7, "20 readers, p95 of their waits", "s", 1.5, _LOAD),
    Promise("dossier", 8, "the dossier of one claim", "s", 20, _DOSSIER),
    Promise("calibration", 8, "2,000 draws of the plainest design", "min", 4, _DRAWS),
    *(
        Promise(name, 9, what, unit, None, _PAGES, baseline)
        for name, what, unit, baseline in (
            ("pages", "five page queries, 100,000,000 rows", "s of all cores", ""),
            ("pages_memory", "the same, peak memory", "GiB", ""),
            ("pages_pandas", "pandas, seconds of all cores", "×", "page queries"),
            ("pages_pandas_memory", "pandas, peak memory", "GiB", ""),
            ("pages_polars", "polars, seconds of all cores", "×", "page queries"),
            ("pages_polars_memory", "polars, peak memory", "GiB", ""),
            (
                "pages_limit",
                "page queries, seconds of all cores",
                "×",
                "a bare scan of the columns they read",
            ),
            ("scan", "memory bandwidth of that scan", "GB/s", ""),
        )
    ),
)
"""In the order of the pieces."""

MINUTES = {
    _DATA: 1,
    _START: 2,
    _SUITE: 10,
    _RERUN: 12,
    _INTAKE: 2,
    _KILL: 10,
    _MONEY: 4,
    _EVIDENCE: 5,
    _COVERAGE: 3,
    _PORTFOLIO: 3,
    _SCORES: 2,
    _DECK: 2,
    _COLD: 2,
    _LOAD: 4,
    _DOSSIER: 1,
    _DRAWS: 1,
    _PAGES: 5,
}
"""Minutes a script takes, roughly, on two cores with nothing else running."""


def promise(name: str) -> Promise:
    """Return a promise by its name; raises KeyError when nothing of that name was promised."""
    for one in PROMISES:
        if one.name == name:
            return one
    raise KeyError(f"nothing called {name!r} was promised")
