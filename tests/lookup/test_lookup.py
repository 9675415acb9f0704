"""Any spelling finds what is written with marks; terms are complete in both languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.catalogue import decision_measures
from analysis.dictionary import TABLES
from analysis.geography.reference_files import reference_rows
from analysis.language import LANGUAGES
from analysis.lookup.entries import KINDS, Entry
from analysis.lookup.folding import folded
from analysis.lookup.glossary import GROUPS, glossary
from analysis.lookup.places import places
from analysis.lookup.ranking import Index, found
from analysis.measures import catalogue
from analysis.scope import Scope
from analysis.warehouse import open_snapshot

TITLES = sorted({one.term.in_language(language) for one in glossary() for language in LANGUAGES})
INDEX = Index(Entry("term", title, "glossary") for title in TITLES)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Năng suất", "nang suat"),
        ("Đề án", "de an"),
        ("Phường Trần Hưng Đạo", "phuong tran hung dao"),
        ("Cụm, khu công nghiệp", "cum khu cong nghiep"),
        ("Tỷ lệ giải ngân (%)", "ty le giai ngan"),
        ("Lee’s bounds", "lee s bounds"),
    ],
)
def test_a_text_folds_to_what_is_typed_without_marks(written: str, typed: str) -> None:
    assert folded(written) == typed
    assert folded(unicodedata.normalize("NFD", written)) == typed


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert once == " ".join(once.split())


@st.composite
def _spellings(draw: st.DrawFn) -> tuple[str, str]:
    """Return a title and one way to type it: marks, case, form and spaces as it pleases."""
    title = draw(st.sampled_from(TITLES))
    letters = []
    for letter in unicodedata.normalize("NFC", title):
        bare = "".join(
            part
            for part in unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))
            if not unicodedata.combining(part)
        )
        kept = draw(st.sampled_from((letter, bare or letter)))
        letters.append(draw(st.sampled_from((kept, kept.upper(), kept.lower()))))
    form = draw(st.sampled_from(("NFC", "NFD")))
    gap = draw(st.sampled_from((" ", "  ", "\t")))
    typed = unicodedata.normalize(form, "".join(letters)).replace(" ", gap)
    return title, f"{gap}{typed}{gap}"


@given(_spellings())
def test_any_spelling_finds_its_entry_among_the_first(spelling: tuple[str, str]) -> None:
    title, typed = spelling
    first = [entry.title for entry in INDEX.search(typed, most=len(INDEX))]
    alike = {one for one in TITLES if folded(one) == folded(title)}
    assert title in first[: len(alike)]


@given(st.sampled_from(TITLES), st.data())
def test_every_beginning_of_a_title_finds_it(title: str, data: st.DataObject) -> None:
    bare = folded(title)
    typed = bare[: data.draw(st.integers(1, len(bare)))]
    assert title in [entry.title for entry in INDEX.search(typed, most=len(INDEX))]


@given(st.text())
def test_no_input_breaks_the_search(typed: str) -> None:
    count, groups = found(INDEX, typed)
    assert count >= sum(map(len, groups.values()))
    if not folded(typed):
        assert count == 0


def test_better_matches_come_first_and_marks_tell_words_apart() -> None:
    index = Index(
        [
            Entry("measure", "Độ phủ theo địa bàn", "glossary"),
            Entry("term", "Bàn", "glossary", detail="đo phu"),
            Entry("page", "Độ phủ", "coverage"),
            Entry("section", "Thay đổi độ phủ", "coverage"),
            Entry("unit", "Xã Dọ Phu", "coverage"),
        ]
    )
    assert [entry.title for entry in index.search("do phu")] == [
        "Độ phủ",
        "Độ phủ theo địa bàn",
        "Thay đổi độ phủ",
        "Xã Dọ Phu",
        "Bàn",
    ]
    assert [entry.title for entry in index.search("dophu theo")] == ["Độ phủ theo địa bàn"]
    assert index.search("phủ sóng") == []
    count, groups = found(index, "do phu", each=1)
    assert count == 5
    assert list(groups) == ["page", "measure", "section", "unit", "term"]
    alike = Index(Entry("unit", name, "coverage") for name in ("Bình Da", "Bình Đa", "Bình Dạ"))
    for typed in ("da", "đa", "dạ"):
        assert alike.search(typed)[0].title.lower().endswith(typed)


def test_every_term_is_in_both_languages_with_its_source() -> None:
    rows = reference_rows("terms")
    assert rows
    assert all(value for row in rows for value in row.values())
    assert {row["group"] for row in rows} <= set(GROUPS)
    anchors = [one.anchor for one in glossary()]
    assert len(set(anchors)) == len(anchors)


def test_every_measure_is_defined_once_with_its_tables() -> None:
    defined = [one for one in glossary() if one.group == "measures"]
    measures = [*catalogue().values(), *decision_measures().values()]
    assert [one.meaning for one in defined] == [measure.counts for measure in measures]
    assert all(one.limits for one in defined)
    for one, measure in zip(defined, measures, strict=True):
        assert all(TABLES[name].label.vi in one.source.vi for name in measure.sources)


def test_the_law_s_terms_name_the_rule_they_are_of() -> None:
    for row in reference_rows("terms"):
        if row["group"] == "law" and row["term_id"] != "support":
            assert row["source"].startswith(("NĐ ", "TT ")), row["term_id"]


def test_places_are_on_boundaries_that_know_them(workspace) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    found_places = places(snapshot)
    named = {(place.name.vi, place.code): place for place in found_places}
    assert named["Xã Bình Sơn", "21040"].vintage == "communes-2025"
    assert named["Huyện Bình Sơn", "524"].vintage == "districts-2020"
    assert {place.vintage for place in found_places} <= set(
        ("communes-2025", "districts-2020", "districts-2014", "districts-2003")
    )
    old = next(place for place in found_places if place.name.vi == "Thị trấn Châu Ổ")
    assert (old.code, old.vintage) == ("21040", "communes-2025")
    assert "Bình Sơn" in old.about.vi
    assert all(Scope(districts=(place.code,), vintage=place.vintage) for place in found_places)
    assert places(open_snapshot(workspace, "michigan-1987")) == []


def test_kinds_are_named_in_both_languages() -> None:
    assert {kind.vi for kind in KINDS.values()}.isdisjoint({kind.en for kind in KINDS.values()})
