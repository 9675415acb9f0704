"""The money and the prices of a past choice: alike for every way of choosing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.backtest import lawful_choice, lawful_of
from analysis.decisions.backtest_problem import Purse, priced, purses_of
from analysis.decisions.backtest_rounds import Decided
from tests.decisions.portfolio.problems import candidate, problem


def _decided(result: str = "approved", granted: int | None = None) -> Decided:
    return Decided("owner", result, granted)


def test_a_purse_is_what_was_granted_from_it() -> None:
    files = [
        candidate("a", 200, fund_source="provincial 1"),
        candidate("b", 100, fund_source="provincial 1"),
        candidate("c", 50, fund_source="provincial 1"),
        candidate("d", 100, fund_source="national 1"),
        candidate("e", 80, fund_source="district 1"),
    ]
    decided = {
        "a": _decided(granted=150),
        "b": _decided(granted=90),
        "c": _decided("refused"),
        "d": _decided(granted=None),
        "e": _decided("refused"),
    }
    purses = purses_of(files, decided)
    assert purses == {
        "provincial 1": Purse(240, Fraction(4, 5), 0),
        # What was granted is not known: no budget, never one of nothing.
        "national 1": Purse(None, Fraction(1), 1),
    }
    assert [priced(one, purses).grant for one in files] == [160, 80, 40, 100, 80]


def test_a_grant_above_what_is_allowed_is_no_price() -> None:
    [purse] = purses_of([candidate("a", 100)], {"a": _decided(granted=130)}).values()
    assert purse == Purse(130, Fraction(1), 0)
    assert priced(candidate("b", None), {"local": purse}).grant is None
    # A price of less than one đồng is none.
    assert priced(candidate("c", 1), {"local": replace(purse, share=Fraction(1, 2))}).grant is None


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)), min_size=1, max_size=8))
def test_the_files_chosen_then_always_fit_in_their_purse(amounts: list[tuple[int, int]]) -> None:
    files = [candidate(f"{place}", asked) for place, (asked, _) in enumerate(amounts)]
    decided = {
        f"{place}": _decided(granted=min(asked, granted))
        for place, (asked, granted) in enumerate(amounts)
    }
    purses = purses_of(files, decided)
    prices = [priced(one, purses).grant or 0 for one in files]
    budget = purses["local"].budget
    assert budget is not None
    assert sum(prices) <= budget < sum(prices) + len(files)


def test_lawful_files_are_held_against_their_own_money_alone() -> None:
    files = [
        candidate("a", 100),
        candidate("b", 70, gate="blocked"),
        candidate("c", 30, fund_source="national"),
        candidate("d", 40),
    ]
    asked = problem(*files, budgets={"local": 170, "national": 30, "district": 5})
    then = ("a", "b", "c")
    assert lawful_choice(asked, then) == ("a", "c")
    assert lawful_of(asked, then).limits.budgets == {"local": 100, "national": 30, "district": 0}
