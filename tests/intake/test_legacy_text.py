"""Text of old Vietnamese fonts is told from every other text, and comes back as Unicode."""

from __future__ import annotations

import shutil
import string
import subprocess
import unicodedata

import pytest
from babel import Locale
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.intake.legacy_text import (
    LegacyFont,
    convert_legacy,
    detect_legacy,
    is_modern,
    looks_legacy,
)
from tests.examples import examples

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
LOWER = "đ" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES
)
MARKED = [letter for letter in LOWER + LOWER.upper() if not letter.isascii()]
PLAIN = "abcdeghiklmnopqrstuvxy"

# Written anew from the layout of the font: what follows the base letter, by shape and tone.
_VNI_TONE = dict(zip(TONES, ("", "ø", "û", "õ", "ù", "ï"), strict=True))
_VNI_SHAPED = {
    "\u0302": dict(zip(TONES, "âàåãáä", strict=True)),
    "\u0306": dict(zip(TONES, "êèúüéë", strict=True)),
}
_VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ì": "ì", "í": "í", "ỵ": "î"}


def as_vni(text: str) -> str:
    """Encode Unicode Vietnamese as VNI-Windows characters."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    lower = letter.lower()
    parts = unicodedata.normalize("NFD", lower)
    tone = next((part for part in parts[1:] if part in TONES), "")
    shape = next((part for part in parts[1:] if part not in TONES), "")
    if lower in _VNI_WHOLE:
        written = _VNI_WHOLE[lower]
    elif shape == "\u031b":
        written = {"o": "ô", "u": "ö"}[parts[0]] + _VNI_TONE[tone]
    elif shape:
        written = parts[0] + _VNI_SHAPED[shape][tone]
    else:
        written = parts[0] + _VNI_TONE[tone]
    return written.upper() if letter.isupper() else written


def as_tcvn3(text: str) -> str:
    """Encode Unicode Vietnamese with iconv, and show the bytes as Latin-1 characters."""
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN"], input=text.encode(), capture_output=True, check=True
    )
    return done.stdout.decode("latin-1")


needs_iconv = pytest.mark.skipif(shutil.which("iconv") is None, reason="no iconv to compare with")

words = st.text(st.sampled_from(PLAIN + LOWER), min_size=1, max_size=7)
texts = st.lists(
    st.one_of(words, words.map(str.capitalize), words.map(str.upper)), min_size=1, max_size=8
).map(" ".join)


@needs_iconv
@given(texts)
@settings(max_examples=examples(60), deadline=None)
def test_tcvn3_agrees_with_iconv(text: str) -> None:
    # A word in capitals whose marks are lower case cannot be written: see the capital fonts.
    assert convert_legacy(as_tcvn3(text), "tcvn3") == unicodedata.normalize("NFC", text)


@needs_iconv
def test_tcvn3_has_all_letters() -> None:
    text = " ".join(MARKED)
    assert len(MARKED) == 134
    assert convert_legacy(as_tcvn3(text), "tcvn3") == text


def test_a_tcvn3_tone_mark_counts_after_a_vowel_only() -> None:
    # The way of the fonts to write a capital with a tone: base letter, then mark.
    assert convert_legacy("¤³ng nh¢´n A²", "tcvn3") == "Ống nhẬn Ã"
    assert convert_legacy("25 m², 30 °C, ±5", "tcvn3") == "25 m², 30 °C, ±5"


def test_capital_fonts_show_only_beside_plain_capitals() -> None:
    assert convert_legacy("CéNG HßA", "tcvn3") == "CỘNG HÒA"
    assert convert_legacy("céng hßa", "tcvn3") == "cộng hòa"
    assert convert_legacy("Cã", "tcvn3") == "Có"


@pytest.mark.parametrize(
    ("legacy", "text"),
    [
        ("Coâng ty TNHH", "Công ty TNHH"),
        ("Quaûng Ngaõi", "Quảng Ngãi"),
        ("ñöôøng Nguyeãn Hueä", "đường Nguyễn Huệ"),
        ("ÑÖÙC PHOÅ", "ĐỨC PHỔ"),
        ("Aân", "Ân"),
        ("Kyõ thuaät, möùc ñoä", "Kỹ thuật, mức độ"),
        ("Tænh Traø Boàng, huyeän Lyù Sôn", "Tỉnh Trà Bồng, huyện Lý Sơn"),
        ("saûn xuaát nöôùc maém", "sản xuất nước mắm"),
        ("ngaøy thaønh laäp, vó moâ, dòch vuï", "ngày thành lập, vĩ mô, dịch vụ"),
    ],
)
def test_vni_words(legacy: str, text: str) -> None:
    assert convert_legacy(legacy, "vni") == text
    assert convert_legacy(unicodedata.normalize("NFD", legacy), "vni") == text
    assert as_vni(text) == legacy.replace("Aân", "AÂn")


def test_vni_has_all_letters() -> None:
    for letter in MARKED:
        assert convert_legacy(as_vni(letter), "vni") == letter


@given(texts)
def test_vni_round_trip(text: str) -> None:
    assert convert_legacy(as_vni(text), "vni") == unicodedata.normalize("NFC", text)


TYPICAL = {
    "tcvn3": ["C«ng ty TNHH", "Tªn c¬ së", "§Þa chØ", "N¨m thµnh lËp", "2024", "Ghi chó"],
    "vni": ["Coâng ty TNHH", "Teân cô sôû", "Ñòa chæ", "Naêm thaønh laäp", "2024", "Ghi chuù"],
}
MODERN = ["Công ty TNHH", "Tên cơ sở", "Địa chỉ", "Hoà Vang", "cá", "Mé", "thôn Đông", "hé", "tú"]
OTHERS = {
    "Unicode Vietnamese": MODERN,
    "Vietnamese in NFD": [unicodedata.normalize("NFD", text) for text in MODERN],
    "Vietnamese in Latin-1 letters": ["Công ty", "cá", "hàng hoá", "toàn", "xoá", "bò", "có", "tú"],
    "units and signs": ["m²", "½", "±5 °C", "«…»", "10 µm", "3×4", "5§", "« Công »", "BMW®", "N·m"],
    "French": ["été où l'hôtel", "où", "tôt", "déjà vu", "crème brûlée", "Noël", "naïf", "août"],
    "Spanish": ["año", "aún", "señor", "más", "León", "país", "¿qué?", "1ª", "Mª José"],
    "German": ["für", "schön", "groß", "Müller", "Tür", "Öl", "§ 5 BGB", "§§ 12"],
    "UTF-8 read as Western": ["CÃ´ng ty", "Tá»‰nh", "Äá»©c Phá»•"],
    "plain": ["Cong ty TNHH", "12,5", "QD-UBND", ""],
}


@pytest.mark.parametrize("font", ["tcvn3", "vni"])
def test_typical_cells_are_detected(font: LegacyFont) -> None:
    assert detect_legacy(TYPICAL[font]) == font
    assert detect_legacy(MODERN * 5 + OTHERS["units and signs"] + TYPICAL[font]) == font
    for text in TYPICAL[font]:
        assert looks_legacy(text, font) is (text not in ("2024",)), text


@pytest.mark.parametrize("texts", OTHERS.values(), ids=OTHERS.keys())
def test_other_texts_are_not(texts: list[str]) -> None:
    assert detect_legacy(texts) is None
    assert detect_legacy(texts * 50) is None


LANGUAGES = "vi fr es de pt it nl sv nb da fi is ga ca ro hu cs sk tr et"


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_the_names_of_the_world_in_a_language_are_not_legacy(language: str) -> None:
    assert detect_legacy(_names(language)) is None


def _names(language: str) -> list[str]:
    locale = Locale.parse(language)
    return [*locale.territories.values(), *locale.languages.values(), *locale.currencies.values()]


@pytest.mark.parametrize("font", ["vni", pytest.param("tcvn3", marks=needs_iconv)])
def test_the_names_of_the_world_in_an_old_font_are(font: LegacyFont) -> None:
    letters = set(string.ascii_letters + LOWER + LOWER.upper() + " ")
    names = [name for name in _names("vi") if set(name) <= letters]
    legacy = as_tcvn3("\n".join(names)).split("\n") if font == "tcvn3" else [*map(as_vni, names)]
    assert detect_legacy(legacy) == font
    changed = [(old, name) for old, name in zip(legacy, names, strict=True) if old != name]
    found = [name for old, name in changed if looks_legacy(old, font)]
    assert len(found) > 0.9 * len(changed) > 100


def test_one_cell_of_a_mixed_sheet_decides_for_itself() -> None:
    assert looks_legacy("123/Q§-UBND", "tcvn3")
    assert looks_legacy("123/QÑ-UBND", "vni")
    assert not looks_legacy("Sở Công Thương", "tcvn3")
    assert not looks_legacy("Công ty", "vni")
    assert not looks_legacy("Café 25 m²", "tcvn3")
    assert looks_legacy("Hé kinh doanh c¸ thÓ", "tcvn3")


def test_what_reads_both_ways_is_legacy_in_a_legacy_sheet_only() -> None:
    assert convert_legacy("mé", "tcvn3") == "mộ"
    assert not looks_legacy("mé", "tcvn3")
    assert looks_legacy("mé", "tcvn3", legacy_only=True)
    assert not looks_legacy("Café", "tcvn3", legacy_only=True)


@given(texts, st.sampled_from(["tcvn3", "vni"]))
def test_a_text_with_modern_letters_is_never_legacy(text: str, font: LegacyFont) -> None:
    assume(is_modern(text))
    assert not looks_legacy(text, font)
    assert not looks_legacy(text, font, legacy_only=True)
    assert detect_legacy([text] * 10) is None


@given(st.lists(st.text(max_size=20), max_size=20), st.sampled_from(["tcvn3", "vni"]))
def test_any_text_is_taken(anything: list[str], font: LegacyFont) -> None:
    detect_legacy(anything)
    for text in anything:
        looks_legacy(text, font)
        converted = convert_legacy(text, font)
        assert unicodedata.is_normalized("NFC", converted)
