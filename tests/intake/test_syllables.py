"""A word is told from Vietnamese by its shape: onset, rhyme and tone."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.intake.syllables import count_vietnamese, likelihood

SYLLABLES = (
    "Công ty trách nhiệm hữu hạn một thành viên sản xuất thương mại dịch vụ khuyến nghiệp xã huyện"
    " đường giếng gì quốc quyết quỹ khuỷu thuở nghiêng nghề ghế kỹ ý yêu uống oanh xoong hoặc khuya"
    " Quảng Ngãi Trà Bồng Lý Sơn Đức Phổ Nguyễn Huỳnh ước tỷ ngoài lượng xuân huệ quýt chuyên"
)


@pytest.mark.parametrize("word", SYLLABLES.split())
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_syllables_of_the_language_are_known(word: str, form: str) -> None:
    assert likelihood(unicodedata.normalize(form, word)) > 0
    assert likelihood(word.upper()) > 0


@pytest.mark.parametrize(
    "word",
    [
        *("tôt", "cà phè", "kông", "ceo", "ngi", "été", "über", "où", "aún", "año", "càc"),
        *("côngú", "Đắk", "C«ng", "Coâng", "strasse", "ắ", "â", "m²", "", "qu", "hàá"),
    ],
)
def test_other_words_are_not(word: str) -> None:
    assert likelihood(word) == 0


def test_a_frequent_word_is_likelier_than_a_possible_one() -> None:
    assert likelihood("Hộ") > likelihood("hé") > 0


def test_only_words_with_marks_are_counted() -> None:
    assert count_vietnamese(["Công ty TNHH 2 thành viên", "Café, 12 m²", "cong ty"]) == 3
