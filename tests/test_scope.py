"""A Scope is a value: it round-trips through an address and never crashes on a bad one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.dictionary import CODE_LISTS
from analysis.scope import PRICES, UNKNOWN_CODE, VINTAGES, Scope


def _codes(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    values = [*CODE_LISTS[name].values(), UNKNOWN_CODE]
    return st.lists(st.sampled_from(values), max_size=5).map(tuple)


SCOPES = st.builds(
    Scope,
    years=st.lists(st.integers(1900, 2100), max_size=5).map(tuple),
    districts=st.lists(
        st.one_of(st.integers(0, 99999).map(str), st.just(UNKNOWN_CODE)), max_size=5
    ).map(tuple),
    activities=_codes("activity"),
    fund_sources=_codes("fund_source"),
    industries=_codes("industry"),
    sizes=_codes("size"),
    prices=st.sampled_from(tuple(PRICES)),
    vintage=st.sampled_from(tuple(VINTAGES)),
    language=st.sampled_from(("vi", "en")),
)


@given(SCOPES)
def test_a_scope_survives_its_address(scope: Scope) -> None:
    assert Scope.from_query(scope.to_query()) == (scope, [])


@given(SCOPES)
def test_order_and_repetition_do_not_make_another_question(scope: Scope) -> None:
    again = Scope(
        years=scope.years[::-1] + scope.years,
        districts=scope.districts[::-1],
        activities=scope.activities * 2,
        fund_sources=scope.fund_sources,
        industries=scope.industries,
        sizes=scope.sizes,
        prices=scope.prices,
        vintage=scope.vintage,
        language=scope.language,
    )
    assert again == scope
    assert hash(again) == hash(scope)


PARAMETERS = ("years", "districts", "activities", "sizes", "prices", "vintage", "lang", "page")


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=30)))
def test_any_address_gives_a_scope_and_says_what_it_left_out(query: dict[str, str]) -> None:
    scope, problems = Scope.from_query(query)
    read_again, none = Scope.from_query(scope.to_query())
    assert read_again == scope
    assert none == []
    assert all(problem.vi and problem.en for problem in problems)


def test_an_unreadable_value_is_named_and_the_rest_kept() -> None:
    scope, problems = Scope.from_query({"years": "2020,abc", "activities": "TU_VAN,NO_SUCH"})
    assert scope == Scope(years=(2020,), activities=("TU_VAN",))
    assert [("abc" in problem.vi, "NO_SUCH" in problem.vi) for problem in problems] == [
        (True, False),
        (False, True),
    ]


def test_clearing_filters_keeps_how_money_is_shown() -> None:
    scope = Scope(years=(2020,), prices="constant", vintage="recorded", language="en")
    assert scope.without_filters() == Scope(prices="constant", vintage="recorded", language="en")
