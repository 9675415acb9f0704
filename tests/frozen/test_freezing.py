"""A frozen set tells nobody's figure: alone, and held against the one published before it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.rules import Rules
from analysis.frozen.cube import cells_of
from analysis.frozen.freezing import freeze_family
from tests.examples import examples
from tests.frozen.cases import SMALL, Row, attacked, contributions, key

RULES = Rules()


def random_rows(seed: int, years: int = 2) -> list[Row]:
    """Return a small province: cells of none to six establishments, some of them large."""
    draw = np.random.default_rng(seed)
    rows: list[Row] = []
    for unit in ("A", "B"):
        for activity in ("X", "Y"):
            for year in range(years):
                for _ in range(int(draw.choice([0, 1, 2, 4, 6]))):
                    who = f"{unit}{draw.integers(0, 12)}"
                    rows.append((unit, activity, str(2020 + year), who, int(draw.integers(1, 200))))
    return rows or [("A", "X", "2020", "A1", 5)]


@settings(max_examples=examples(10), deadline=None)
@given(st.integers(0, 10_000))
def test_no_interval_is_narrower_than_the_rules_allow(seed: int) -> None:
    made = freeze_family(SMALL, contributions(random_rows(seed)), [], RULES)
    protection = made.hidden.sensitive.protection
    for one, place in made.joint.places.items():
        wanted = protection[0, place]
        if wanted == 0 or place in made.hidden.unprotected:
            continue
        assert one in made.now
        low, high = attacked(SMALL, [(made.cells, made.now)], {(0, one): 1.0})
        value = made.cells[one].private[0]
        assert low <= value - wanted * (1 - 1e-4)
        assert high >= value + wanted * (1 - 1e-4)


@settings(max_examples=examples(6), deadline=None)
@given(st.integers(0, 10_000))
def test_two_publications_together_tell_no_change_of_few(seed: int) -> None:
    """Also where past years were corrected: bounds of every change of few, by both together."""
    draw = np.random.default_rng(seed + 1)
    before = random_rows(seed)
    after = [
        (*row[:4], row[4] + int(draw.integers(1, 50))) if draw.random() < 0.3 else row
        for row in before
    ]
    after += [row for row in random_rows(seed + 2, 3) if row[2] == "2022"]
    first = freeze_family(SMALL, contributions(before), [], RULES)
    second = freeze_family(SMALL, contributions(after), [(contributions(before), first.now)], RULES)
    both = [(first.cells, first.now), (second.cells, second.now)]
    for one in first.cells.keys() & second.cells.keys():
        old, new = first.cells[one].given, second.cells[one].given
        changed = {who for who in {*old, *new} if old.get(who) != new.get(who)}
        if not 0 < len(changed) < RULES.threshold:
            continue
        places = second.joint.linked.keys
        gap = next(at for at, name in enumerate(places) if " to " in name[0] and name[1] == one)
        if gap in second.hidden.unprotected:
            continue
        low, high = attacked(SMALL, both, {(1, one): 1.0, (0, one): -1.0})
        assert high - low > 1e-3, one


def four(unit: str, activity: str, year: str, amount: int = 100) -> list[Row]:
    return [(unit, activity, year, f"{unit}{n}", amount + n) for n in range(4)]


def province(years: tuple[str, ...]) -> list[Row]:
    return [row for year in years for unit in "ABC" for a in "XY" for row in four(unit, a, year)]


def test_a_year_corrected_by_one_establishment_stays_as_published() -> None:
    before = province(("2020", "2021"))
    late = [*before, ("A", "X", "2020", "A9", 70), *province(("2022",))]
    first = freeze_family(SMALL, contributions(before), [], RULES)
    assert not first.now
    second = freeze_family(SMALL, contributions(late), [(contributions(before), first.now)], RULES)
    assert second.held == ("2020",)
    assert second.cells[key(year="2020")].told == first.cells[key(year="2020")].told
    assert second.cells[key("A", "X", "2020")].told == first.cells[key("A", "X", "2020")].told
    assert key(year="2022") in second.cells
    assert not second.now


def test_a_cell_corrected_by_one_of_many_corrections_is_hidden_and_cannot_be_worked_out() -> None:
    before = province(("2020",))
    late = [
        (*row[:4], row[4] + 60) if row[:4] in corrected or row[0] != "A" else row
        for corrected in [{("A", "X", "2020", "A1")}]
        for row in before
    ]
    first = freeze_family(SMALL, contributions(before), [], RULES)
    second = freeze_family(SMALL, contributions(late), [(contributions(before), first.now)], RULES)
    assert second.held == ()
    one = key("A", "X", "2020")
    assert one in second.now
    both = [(first.cells, first.now), (second.cells, second.now)]
    low, high = attacked(SMALL, both, {(1, one): 1.0, (0, one): -1.0})
    assert low < 60 * 0.9
    assert high > 60 * 1.1


def test_what_was_hidden_stays_hidden_when_nothing_changed() -> None:
    before = [*province(("2020",)), ("D", "X", "2020", "D1", 500), ("D", "Y", "2020", "D2", 30)]
    first = freeze_family(SMALL, contributions(before), [], RULES)
    assert key("D", "X", "2020") in first.now
    after = [*before, *province(("2021",)), *four("D", "X", "2021")]
    second = freeze_family(SMALL, contributions(after), [(contributions(before), first.now)], RULES)
    unchanged = {one for one in first.cells if first.cells[one] == second.cells[one]}
    assert first.now & unchanged
    assert first.now & unchanged == second.now & unchanged
    both = [(first.cells, first.now), (second.cells, second.now)]
    low, high = attacked(SMALL, both, {(1, key("D", "X", "2020")): 1.0})
    assert (low, high) != (500, 500)
    assert high - low >= 50


def test_the_sum_of_hidden_parts_is_judged_as_the_cell_it_makes() -> None:
    """One large establishment and two small ones in hidden cells: their sum tells of the large."""
    rows = [
        *province(("2020",)),
        ("D", "X", "2020", "D1", 10_000),
        ("D", "Y", "2020", "D2", 3),
        ("D", "Y", "2020", "D3", 4),
    ]
    made = freeze_family(SMALL, contributions(rows), [], RULES)
    assert key("D", year="2020") in made.now
    cells = cells_of(contributions(rows), SMALL)
    assert set(cells) == set(made.cells)
