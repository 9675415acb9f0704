"""Sentences: the words follow the grade, and nothing uncertain is hidden."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from analysis.evidence.findings import Interval
from analysis.evidence.quantities import level, size
from analysis.evidence.sentences import headline, sentence
from analysis.evidence.statement import (
    Statement,
    at_one_time,
    holds_zero,
    range_words,
    rules_out,
    rules_out_good,
)
from analysis.language import LANGUAGES, Text, format_number
from tests.evidence.statements import statement, statements

FORMS = (sentence, headline)
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


def test_an_uncertain_effect_is_shown_with_what_it_rules_out() -> None:
    assert sentence(statement()) == Text(
        "Năng suất lao động: tác động tăng 3,0% so với cơ sở không được hỗ trợ (khoảng tin cậy "
        "95%: từ −2,0% đến +9,0%); có thể bằng không; tăng trên 9,0% hoặc giảm quá 2,0% là khó xảy "
        "ra; n = 1.234 được hỗ trợ, 4.000 đối chứng; bậc bằng chứng 3/5.",
        "Labour productivity: effect of +3.0% against establishments without support (95% "
        "interval: −2.0% to +9.0%); may be none; a rise above 9.0% or a fall beyond 2.0% is "
        "unlikely; n = 1,234 supported, 4,000 compared; evidence grade 3 of 5.",
    )
    assert headline(statement()).en == (
        "Labour productivity: effect of +3.0% (−2.0% to +9.0%), may be none, a rise above 9.0% is "
        "unlikely; n = 1,234 supported, 4,000 compared; evidence grade 3 of 5."
    )


def test_a_precise_zero_is_a_finding() -> None:
    found = statement(estimate=0.001, interval=Interval(-0.01, 0.012))
    assert "which is a finding: the whole interval lies within ±2.0%" in sentence(found).en
    assert "và đó là một kết quả: cả khoảng nằm trong ±2,0%" in sentence(found).vi
    assert "next to nothing" in headline(found).en


@pytest.mark.parametrize(
    ("facts", "en"),
    [
        ({"grade": 2}, "difference in change of +3.0% against establishments without support"),
        ({"grade": 2, "comparison": "not_yet"}, "+3.0% against establishments not supported yet"),
        ({"design": "before_after", "grade": 1}, "change of +3.0% after support against before"),
        (
            {"design": "comparison", "grade": 1, "over_time": False},
            "difference of +3.0% against establishments without support",
        ),
        ({"design": "lottery", "grade": 5}, "effect of +3.0% against establishments not drawn"),
        (
            {"design": "regression_discontinuity", "grade": 4},
            "effect of +3.0% against applications just below the threshold",
        ),
        ({"grade": 2, "estimate": -0.03}, "difference in change of −3.0%"),
        ({"estimate": 0.0}, "effect of 0%"),
    ],
)
def test_what_the_outcome_is_held_against(facts: dict[str, object], en: str) -> None:
    assert en in sentence(statement(**facts)).en


def test_good_and_bad_directions() -> None:
    rise = {"interval": Interval(0.01, 0.05)}
    assert "for the better: a fall or no change" in sentence(statement(**rise)).en
    assert "theo hướng xấu" in sentence(statement(**rise, better="less")).vi
    assert "better" not in sentence(statement(**rise, better=None)).en


def test_what_is_not_known_says_why() -> None:
    none = {"estimate": None, "interval": None, "grade": 0}
    why = Text("chưa có năm trước hỗ trợ", "no year before support is known")
    assert sentence(statement(**none, missing=why)) == Text(
        "Năng suất lao động: chưa kết luận được, vì chưa có năm trước hỗ trợ; n = 1.234 được hỗ "
        "trợ, 4.000 đối chứng; bậc bằng chứng 0/5.",
        "Labour productivity: cannot tell yet, because no year before support is known; n = 1,234 "
        "supported, 4,000 compared; evidence grade 0 of 5.",
    )
    assert "vì" not in headline(statement(**none, missing=why)).vi


def test_one_point_in_time_is_a_level() -> None:
    found = statement(
        design="cross_section", grade=0, scale="share", estimate=0.3, interval=Interval(0.25, 0.36)
    )
    assert sentence(found).en == (
        "Labour productivity: 30% at one point in time (95% interval: 25% to 36%); n = 1,234 "
        "supported; evidence grade 0 of 5."
    )


@given(statements())
def test_the_words_follow_the_grade(found: Statement) -> None:
    for form in FORMS:
        text = form(found)
        assert ("effect" in text.en) == ("tác động" in text.vi)
        if found.grade < 3 or found.estimate is None:
            assert "effect" not in text.en
        elif found.design != "cross_section":
            assert "effect of" in text.en
        if found.estimate is not None and found.grade < 3:
            if at_one_time(found):
                assert "difference of" in text.en
                assert re.search("chênh lệch|cao hơn|thấp hơn", text.vi)
            elif found.design != "cross_section":
                assert "change of" in text.en
                assert "thay đổi" in text.vi
        # "Cannot tell" exactly where there is no estimate, whatever the grade.
        assert ("cannot tell yet" in text.en) == (found.estimate is None)
        assert ("chưa kết luận được" in text.vi) == (found.estimate is None)


@given(statements())
def test_interval_numbers_and_grade_are_always_there(found: Statement) -> None:
    for form in FORMS:
        text = form(found)
        for language in LANGUAGES:
            said = text.in_language(language)
            assert f"n = {format_number(found.n_supported, language)} " in said
            if found.design not in ("cross_section", "before_after"):
                assert format_number(found.n_compared, language) in said
            assert f"{found.grade}/5" in said or f"grade {found.grade} of 5" in said
            assert ("mô phỏng" in said or "simulated" in said) == found.simulated
            if found.estimate is None:
                continue
            if found.design == "cross_section":
                assert level(found.estimate, found.scale, found.unit).in_language(language) in said
                continue
            assert size(found.estimate, found.scale, found.unit).in_language(language) in said
            assert range_words(found).in_language(language) in said
            if form is sentence and holds_zero(found):
                assert rules_out(found).in_language(language) in said


@given(statements())
def test_headlines_do_not_hide_that_there_may_be_nothing(found: Statement) -> None:
    said = headline(found).en
    if found.estimate is None or found.design == "cross_section":
        return
    hedged = f"may be none, {rules_out_good(found).en}" in said or "next to nothing" in said
    assert hedged == holds_zero(found)


@given(statements())
def test_every_language_writes_its_own_numbers_and_no_machine_words(found: Statement) -> None:
    for form in FORMS:
        text = form(found)
        for language in LANGUAGES:
            said = text.in_language(language)
            assert not re.search(r"\b(nan|inf|None|null)\b|∞|[{}]", said)
            assert said.endswith(".")
            assert "  " not in said
        # The same numbers, with comma and point in each other's place.
        swapped = text.vi.translate(str.maketrans(".,", ",."))
        assert sorted(NUMBER.findall(swapped)) == sorted(NUMBER.findall(text.en))
