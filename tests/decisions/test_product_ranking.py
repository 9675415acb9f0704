"""What is told of a ranking of products, on four of them: frames, sentences, what is unknown."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.decisions.product_against_law import (
    against_law,
    class_words,
    compared,
    law_frame,
    told_reasons,
)
from analysis.decisions.product_answers import answer_bands, answer_ranking, answer_weights
from analysis.decisions.product_law import product_law
from analysis.decisions.product_measures import product_measures
from analysis.decisions.product_position import (
    answer_position,
    answer_standing,
    position_frame,
)
from analysis.decisions.product_profile import (
    DISTRICTS,
    SUPPORTS,
    answer_districts,
    answer_supports,
    facts_of,
    product_districts,
    product_facts,
    product_supports,
)
from analysis.decisions.product_ranking import (
    criteria_frame,
    ranking_frame,
    why_not_ranked,
)
from analysis.decisions.product_robust import (
    answer_central,
    answer_first,
    answer_flips,
    central_frame,
    flips_frame,
    further_flips,
    reversals_frame,
)
from analysis.decisions.product_words import value_words
from analysis.decisions.products import Products, product_table
from analysis.decisions.scoring.flips import flips
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.reversals import reversals
from analysis.decisions.scoring.scores import Scores, score
from analysis.decisions.scoring.smaa import Smaa, smaa
from analysis.decisions.scoring.weight_choice import WeightChoice, read_choice, weighted_as
from analysis.dictionary import TABLES as DICTIONARY
from analysis.measures import typed_frame
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.product_case import TABLES
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
METHOD = METHODS["weighted_sum"]
DRAWS = 400


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("ranking")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "workspace")


@pytest.fixture(scope="module")
def products(snapshot: Snapshot) -> Products:
    return product_table(snapshot, ENGLISH)


@pytest.fixture(scope="module")
def scores(products: Products) -> Scores:
    return score(products.table, METHOD)


@pytest.fixture(scope="module")
def every(products: Products) -> Smaa:
    return smaa(products.table, METHOD, draws=DRAWS)


def test_the_frame_holds_every_criterion_with_its_n(
    products: Products, scores: Scores, every: Smaa
) -> None:
    frame = ranking_frame(scores, every, products, "en")
    assert frame["rank"].tolist() == sorted(frame["rank"])
    assert set(frame["product_id"]) == {"fish", "wood", "brick", "cloth"}
    own = products.frame[products.frame["criterion"] == "location_quotient"]
    known = own.set_index("product_id").loc[frame["product_id"]]
    np.testing.assert_array_equal(frame["location_quotient"], known["value"])
    assert frame["location_quotient_n"].tolist() == known["n"].tolist()
    # Nobody makes bricks: unknown, and never 0.
    brick = frame[frame["product_id"] == "brick"].iloc[0]
    assert math.isnan(brick["location_quotient"])
    assert brick["unknown"] > 0
    assert (frame["likely_low"] <= frame["likely_high"]).all()
    assert (frame["best_rank"] <= frame["rank"]).all()
    assert (frame["rank"] <= frame["worst_rank"]).all()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_frame_has_the_columns_of_its_measure(
    snapshot: Snapshot, products: Products, language: str
) -> None:
    scope = Scope(language="vi" if language == "vi" else "en")
    for measure in product_measures(products.table, METHOD).values():
        frame = typed_frame(measure.run(snapshot, scope), measure)
        assert list(frame.columns) == [column.name for column in measure.columns], measure.name
        assert not frame.empty, measure.name
        assert set(measure.sources) <= set(DICTIONARY)
        assert measure.counts.in_language(scope.language)


def test_who_leads_is_said_with_how_sure_it_is(scores: Scores, every: Smaa) -> None:
    # Fish is best wherever it is known, but for what its makers report of electricity.
    said = answer_ranking(scores, every, WeightChoice())
    assert said.en.startswith("By weighted sum with equal weights: Fish sauce leads, then ")
    assert f"of {DRAWS} sets of weights drawn from all, " in said.en
    assert "Nước mắm giữ vị trí đầu" in said.vi
    share = every.acceptability[every.table.ids.index("fish"), 0]
    assert f"{share:.0%} keep Fish sauce first" in said.en
    tied = replace(scores, ranks=np.ones(4, dtype=np.int64))
    assert "share the lead" in answer_ranking(tied, every, WeightChoice()).en


def test_bands_and_weights_are_told(products: Products, scores: Scores, every: Smaa) -> None:
    assert "Fish sauce" in answer_bands(every).en
    nobody = replace(every, acceptability=np.full((4, 4), [0.0, 0.0, 0.0, 1.0]))
    assert "none clearly leads" in answer_bands(nobody).en
    assert " weigh " in answer_weights(scores, products).en
    choice, _ = read_choice("pairs-3.districts.local_material", products.table.codes)
    other = score(weighted_as(products.table, choice), METHOD)
    assert "Districts it reaches (75%)" in answer_weights(other, products).en


def test_criteria_known_for_nobody_weigh_nothing(products: Products, scores: Scores) -> None:
    frame = criteria_frame(scores, products, "en").set_index("criterion")
    assert frame["products"].eq(4).all()
    unknown = frame[frame["known"] == 0]
    assert "productivity_gain" in unknown.index
    assert unknown["weight"].isna().all()
    assert frame["weight"].sum() == pytest.approx(1)
    assert frame.loc["geographical_indication", "best"] == "yes"
    # Fish and cloth both have one: the first is named, the other counted.
    assert str(frame.loc["geographical_indication", "best_product"]).endswith("(+1)")


def test_what_cannot_be_ranked_says_why(products: Products) -> None:
    table = products.table
    rows = np.ones(4, dtype=np.bool_)
    columns = np.ones(len(table.criteria), dtype=np.bool_)
    assert why_not_ranked(table) is None
    none = why_not_ranked(table.picked(~rows, columns))
    assert none is not None
    assert "no product" in none.en
    one = why_not_ranked(table.picked(rows & (np.arange(4) == 0), columns))
    assert one is not None
    assert "one product only" in one.en
    alike = replace(table, values=np.where(np.isfinite(table.values), 1.0, np.nan))
    same = why_not_ranked(alike)
    assert same is not None
    assert "tells no product from another" in same.en


def test_all_weights_and_other_weights(scores: Scores, every: Smaa) -> None:
    central = central_frame(every, "en")
    for _, rows in central.groupby("product_id"):
        assert rows["weight"].sum() == pytest.approx(1)
    assert set(central["product_id"]) == {
        every.table.ids[row] for row in np.flatnonzero(every.acceptability[:, 0])
    }
    assert "Fish sauce" in answer_first(every).en
    assert "Fish sauce" in answer_central(every).en
    sure = replace(every, confidence_draws=1)
    assert "all values taken as sure" in answer_central(sure).en
    found = flips(scores)
    assert len(flips_frame(found, "vi")) == len(found.single)
    assert not answer_flips(found).en.endswith(".")
    assert all(text.vi != text.en for text in further_flips(found))


def test_leaving_tells_only_of_those_that_change_something(scores: Scores) -> None:
    found = reversals(scores)
    changing = [one for one in found.each if one.changed]
    frame = reversals_frame(found, "en")
    assert len(frame) == (len(changing) or 4)


def test_the_law_stands_beside_the_score(snapshot: Snapshot, scores: Scores) -> None:
    law = product_law(snapshot, ENGLISH)
    beside = against_law(scores, law)
    assert compared(beside)
    frame = law_frame(beside, law, "en").set_index("product_id")
    assert frame.loc["fish", "place"] == 1
    assert frame.loc["wood", "place"] == 2
    assert frame.loc["fish", "law_rank"] == 1.0
    assert frame["why"].str.contains("by the law's order|by both").all()
    assert "1 in place 1, 1 in place 2, 2 in place 3" in class_words(law).en
    gaps = frame["gap"].abs()
    assert gaps.is_monotonic_decreasing
    told = told_reasons(beside)
    assert len(told) == int((gaps > 0).sum())
    # Without a place by law nothing can be held against it.
    assert not compared(against_law(scores, law.iloc[0:0]))


def test_a_product_against_the_others(products: Products, scores: Scores) -> None:
    frame = position_frame(products, "fish", "en").set_index("criterion")
    districts = frame.loc["districts"]
    # Fish in two districts, wood in one; of bricks and cloth nobody knows.
    assert (districts["value"], districts["known"]) == (2, 2)
    assert districts["position"] == 1.0
    assert frame.loc["geographical_indication", "position"] == 0.75
    assert pd.isna(frame["position"]["productivity_gain"])
    assert frame.loc["productivity_gain", "words"] == "not known"
    brick = position_frame(products, "brick", "vi").set_index("criterion")
    assert str(brick.loc["districts", "words"]).startswith("chưa rõ · trung vị ")
    said = answer_position(frame.reset_index(), scores)
    assert said.en.startswith("Fish sauce: rank 1 of 4 (weighted sum); better than half")
    assert "stands highest on" in answer_standing(frame.reset_index(), products.table.names[0]).en
    unknown = frame.assign(position=np.nan).reset_index()
    assert "no criterion" in answer_standing(unknown, products.table.names[0]).en


def test_an_estimate_is_told_with_interval_n_and_grade(products: Products) -> None:
    rows = products.frame.copy()
    own = (rows["product_id"] == "fish") & (rows["criterion"] == "productivity_gain")
    rows.loc[own, ["value", "low", "high"]] = [0.05, 0.02, 0.08]
    rows.loc[own, "n"] = 12
    rows.loc[own, "grade"] = 3
    values = products.table.values.copy()
    place = products.table.ids.index("fish"), products.table.codes.index("productivity_gain")
    values[place] = 0.05
    told = Products(replace(products.table, values=values), rows)
    words = position_frame(told, "fish", "en").set_index("criterion")["words"]
    assert words["productivity_gain"] == "5.0% (2.0% to 8.0%) · median 5.0% · n = 12 · grade 3"


def test_values_are_written_as_what_they_are() -> None:
    assert value_words("export_share", 0.086).vi == "8,6%"
    assert value_words("geographical_indication", 1.0).en == "yes"
    assert value_words("districts", 13.0).en == "13"
    assert value_words("jobs_per_grant", 0.00764).en == "0.0076"
    assert value_words("districts", math.nan).vi == "chưa rõ"


def test_where_it_is_made_and_what_supported_it(snapshot: Snapshot, products: Products) -> None:
    made = typed_frame(product_districts(snapshot, ENGLISH), DISTRICTS)
    fish = made[made["product_id"] == "fish"]
    # A and B in one place, C in another; G closed in 2022. A and B were supported.
    assert fish["makers"].tolist() == [2, 1]
    assert fish["supported"].tolist() == [2, 0]
    assert fish["workers"].tolist() == [22, 4]
    name = products.table.names[products.table.ids.index("fish")]
    assert answer_districts(fish, name).en == (
        "Fish sauce: 3 establishments in 2 places, most in Bình Sơn district (2); 2 ever supported"
    )
    nowhere = fish.assign(district="unknown")
    assert "the place of no maker is known" in answer_districts(nowhere, name).en
    given = typed_frame(product_supports(snapshot, ENGLISH), SUPPORTS)
    own = given[given["product_id"] == "fish"]
    assert own["year"].tolist() == [2022, 2023]
    said = answer_supports(own, name)
    assert said is not None
    assert said.en == (
        "Fish sauce: 2 supports (2022–2023), 40 million VND, the amount of 1 not known"
    )
    assert answer_supports(own.iloc[0:0], name) is None
    undated = answer_supports(own.assign(year=np.nan), name)
    assert undated is not None
    assert "(" not in undated.en


def test_recorded_facts_say_what_is_not_known(snapshot: Snapshot) -> None:
    facts = {fact.item.en: fact.value for fact in facts_of(product_facts(snapshot), "brick")}
    assert facts["Industry"].vi == "chưa rõ"
    assert facts["Key product"].en == "not known"
    assert "Region" in facts["Voted typical product"].en
    fish = {fact.item.en: fact.value.en for fact in facts_of(product_facts(snapshot), "fish")}
    assert fish["Voted typical product"].endswith("until 31 Dec 2026")
    assert fish["OCOP stars"] == "4"
    assert facts_of(product_facts(snapshot), "gone") == ()


def test_the_producer_can_be_left_out(snapshot: Snapshot) -> None:
    facts = product_facts(snapshot).assign(producer="Cơ sở A")
    assert any(fact.value.vi == "Cơ sở A" for fact in facts_of(facts, "fish"))
    assert not any(fact.value.vi == "Cơ sở A" for fact in facts_of(facts, "fish", with_names=False))
