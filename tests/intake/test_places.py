"""A place is found by any usual spelling, as the version that was valid on the record's day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.geography.units import geography_tables, unit_on
from analysis.intake.folding import fold_text
from analysis.intake.places import place_keys, place_problem_texts, resolve_places
from analysis.intake.staging import stage_frames
from analysis.language import Text
from tests.examples import examples

Asked = tuple[str, date | None]
Answer = tuple[str | None, str | None, str | None]

IN_2013, IN_2018, IN_2022, IN_2026 = (date(year, 6, 15) for year in (2013, 2018, 2022, 2026))
LAST_OF_DISTRICTS, FIRST_OF_COMMUNES = date(2025, 6, 30), date(2025, 7, 1)
UNITS = geography_tables()["administrative_unit"]
SHORT = {
    "Thành phố": ("TP", "Tp.", "tp. ", "T.P", "thanh pho"),
    "Thị xã": ("TX", "Tx.", "tx. ", "T.X.", "thi xa"),
    "Thị trấn": ("TT", "Tt.", "tt. ", "T.T", "thi tran"),
    "Huyện": ("H", "H.", "h. ", "huyen"),
    "Phường": ("P", "P.", "p. ", "phuong"),
    "Xã": ("X", "X.", "x. ", "xa"),
    "Đặc khu": ("ĐK", "Đk.", "DK ", "dac khu"),
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        stage_frames(connection, geography_tables(), lambda table: table)
        place_keys(connection)
        yield connection


def _resolve(connection: duckdb.DuckDBPyConnection, asked: Iterable[Asked]) -> dict[Asked, Answer]:
    """Return unit_id, fault and candidates for every text and day."""
    connection.execute("create or replace temp table handed (place varchar, day date)")
    asked = list(asked)
    connection.execute(
        "insert into handed select unnest(?::varchar[]), unnest(?::date[])",
        [[text for text, _ in asked], [day for _, day in asked]],
    )
    resolve_places(connection, "handed", "place", "day", "places")
    rows = connection.execute("select text, day, unit_id, fault, candidates from places").fetchall()
    answers = {(text, day): (unit, fault, names) for text, day, unit, fault, names in rows}
    assert len(answers) == len(rows), "one row for each distinct pair"
    return answers


def _one(connection: duckdb.DuckDBPyConnection, text: str, day: date | None) -> Answer:
    return _resolve(connection, [(text, day)])[text, day]


def _split(name: str) -> tuple[str, str]:
    kind = next(kind for kind in SHORT if name.startswith(f"{kind} "))
    return kind, name[len(kind) + 1 :]


def _spellings(name: str) -> set[str]:
    kind, bare = _split(name)
    return {
        name,
        name.upper(),
        fold_text(name),
        unicodedata.normalize("NFD", name),
        f"  {kind.lower()}   {bare} ",
        *(f"{short} {bare}" for short in SHORT[kind]),
        *(f"{short}{bare}" for short in SHORT[kind] if short.endswith((".", " "))),
    }


def _bare_spellings(name: str) -> set[str]:
    _, bare = _split(name)
    return {bare, bare.lower(), bare.upper(), fold_text(bare), unicodedata.normalize("NFD", bare)}


def _units(level: str, suffix: str = "") -> list[tuple[str, str, str]]:
    rows = UNITS[(UNITS["level"] == level) & UNITS["unit_id"].str.endswith(suffix)]
    return list(rows[["unit_id", "code", "name"]].itertuples(index=False, name=None))


DISTRICTS = [(code, name) for _, code, name in _units("district") if code.startswith("5")]


@pytest.mark.parametrize("day", [IN_2013, IN_2018, IN_2022, LAST_OF_DISTRICTS])
def test_every_district_is_found_in_every_spelling(
    connection: duckdb.DuckDBPyConnection, day: date
) -> None:
    asked = {}
    for code, name in DISTRICTS:
        if unit_on(code, day) is None:
            continue
        # Quảng Ngãi alone is the province or its city.
        bare = set() if code == "522" else _bare_spellings(name)
        for text in {code, *_spellings(name), *bare, f"{name}, tỉnh Quảng Ngãi"}:
            asked[text, day] = unit_on(code, day)
    assert len(set(asked.values())) == (13 if day >= IN_2022 else 14)
    answers = _resolve(connection, asked)
    assert answers == {key: (unit, None, None) for key, unit in asked.items()}


def test_a_district_named_after_its_end_is_its_last_version_with_a_word(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    asked = {
        (text, FIRST_OF_COMMUNES): unit_on(code, LAST_OF_DISTRICTS)
        for code, name in DISTRICTS
        if code != "526"
        for text in _spellings(name)
    }
    answers = _resolve(connection, asked)
    assert {key: answer[:2] for key, answer in answers.items()} == {
        key: (unit, "other_date") for key, unit in asked.items()
    }
    assert answers["H. Bình Sơn", FIRST_OF_COMMUNES][2] == "Huyện Bình Sơn (… – 30/06/2025)"


@pytest.mark.parametrize("day", [FIRST_OF_COMMUNES, IN_2026, None])
def test_every_commune_of_2025_is_found_in_every_spelling(
    connection: duckdb.DuckDBPyConnection, day: date | None
) -> None:
    communes = _units("commune", "_v2")
    assert len(communes) == 96
    shared = {"son ha", "ba to"}
    asked = {
        (text, day): unit
        for unit, code, name in communes
        for text in {code, *_spellings(name), *_bare_spellings(name)}
        # Sơn Hà and Sơn Hạ, Ba Tơ and Ba Tô differ by their marks alone.
        if not (fold_text(text).split(maxsplit=1)[-1] in shared and text.isascii())
        and text.lower() not in shared
    }
    answers = _resolve(connection, asked)
    assert answers == {key: (unit, None, None) for key, unit in asked.items()}


def test_names_that_differ_by_marks_alone_are_asked_about_without_them(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert _one(connection, "xa ba to", IN_2026) == (None, "ambiguous", "Xã Ba Tô; Xã Ba Tơ")
    assert _one(connection, "son ha", IN_2026) == (None, "ambiguous", "Xã Sơn Hà; Xã Sơn Hạ")
    # The district is above both while there are districts.
    assert _one(connection, "ba to", IN_2022) == ("535_v1", None, None)


def test_every_old_ward_is_found_with_its_district(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        """
        select u.unit_id, u.name, p.name
        from staged_administrative_unit as u
        join staged_unit_membership as m using (unit_id)
        join staged_administrative_unit as p on p.unit_id = m.parent_id
        where u.level = 'commune' and m.valid_to::date = date '2025-06-30'
        """
    ).fetchall()
    assert len(rows) > 200
    asked = {}
    for unit, name, district in rows:
        bare, bare_district = _split(name)[1], _split(district)[1]
        for text in (
            f"{name}, {district}, tỉnh Quảng Ngãi",
            f"{name.lower()} {district.lower()}",
            f"{bare} - {bare_district}",
            f"{bare} ({bare_district})",
            f"thôn 2, {name}, {district}",
            f"{name}, {bare_district}",
        ):
            asked[text, IN_2022] = unit
    answers = _resolve(connection, asked)
    wrong = {key: answers[key] for key, unit in asked.items() if answers[key][0] != unit}
    assert wrong == {}
    assert {fault for _, fault, _ in answers.values()} == {None}


def test_every_old_ward_is_found_by_its_kind_and_name(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    wards = _units("commune", "_v1")
    names = [name for _, _, name in wards]
    asked = {
        (text, IN_2022): (unit, name)
        for unit, _, name in wards
        for text in (name, f"{SHORT[_split(name)[0]][1]} {_split(name)[1]}")
    }
    answers = _resolve(connection, asked)
    for key, (unit, name) in asked.items():
        alone = names.count(name) == 1
        assert answers[key][:2] == ((unit, None) if alone else (None, "ambiguous")), key


def test_a_ward_of_two_towns_needs_its_town(connection: duckdb.DuckDBPyConnection) -> None:
    unit, fault, names = _one(connection, "P. Nguyễn Nghiêm", IN_2022)
    assert (unit, fault) == (None, "ambiguous")
    assert names == (
        "Phường Nguyễn Nghiêm, Thành phố Quảng Ngãi; Phường Nguyễn Nghiêm, Thị xã Đức Phổ"
    )
    answers = _resolve(connection, [(name, IN_2022) for name in names.split("; ")])
    assert {unit for unit, _, _ in answers.values()} == {"21025_v1", "21439_v1"}
    assert _one(connection, "Nguyễn Nghiêm, Quảng Ngãi", IN_2022)[0] == "21025_v1"
    # The later commune of that name is neither of the two.
    assert _one(connection, "Phường Nguyễn Nghiêm", IN_2026)[:2] == (None, "ambiguous")
    assert _one(connection, "Xã Nguyễn Nghiêm", IN_2026) == ("21457_v2", None, None)


@pytest.mark.parametrize(
    ("text", "day", "unit", "fault"),
    [
        ("522_v1", IN_2026, "522_v1", None),
        ("522", date(2014, 3, 31), "522_v1", None),
        ("522.0", date(2014, 4, 1), "522_v2", None),
        ("21040", LAST_OF_DISTRICTS, "21040_v1", None),
        ("21040", FIRST_OF_COMMUNES, "21040_v2", None),
        ("Sơn Tịnh", date(2014, 3, 31), "527_v1", None),
        ("Sơn Tịnh", date(2014, 4, 1), "527_v2", None),
        ("Bình Sơn", LAST_OF_DISTRICTS, "524_v1", None),
        ("Bình Sơn", FIRST_OF_COMMUNES, "21040_v2", None),
        ("Bình Sơn", None, "21040_v2", None),
        ("Bình Sơn (cũ)", IN_2026, "524_v1", "other_date"),
        ("Bình Sơn (mới)", IN_2026, "21040_v2", None),
        ("huyện Bình Sơn", None, "524_v1", None),
        ("xã Bình Sơn", IN_2022, "21040_v2", "other_date"),
        ("Binh Son district", IN_2022, "524_v1", None),
        ("Quang Ngai city", IN_2022, "522_v2", None),
        # Renamed and raised to a town in 2020: the version of the day, by either name.
        ("Thị xã Đức Phổ", IN_2018, "534_v1", None),
        ("Huyện Đức Phổ", IN_2022, "534_v2", None),
        # Joined to Trà Bồng in 2020.
        ("Huyện Tây Trà", IN_2022, "526_v1", "other_date"),
        ("Trà Bồng", date(2001, 1, 1), "525_v1", "other_date"),
        ("huyện đảo Lý Sơn", IN_2022, "536_v1", None),
        ("Lí Sơn", IN_2022, "536_v1", None),
        ("Đặc khu Lý Sơn", IN_2026, "21548_v2", None),
        ("Đặc khu Lý Sơn", IN_2022, "536_v1", "other_date"),
        ("xã Bình Châu, huyện Bình Sơn", IN_2026, "21112_v1", "other_date"),
        ("xã Vạn Tường, huyện Bình Sơn", IN_2026, "21061_v2", None),
        ("Huyện\nBình Sơn", IN_2022, "524_v1", None),
        ("Đắc Tô", IN_2022, "612_v1", None),
        ("Đăk Tô", IN_2022, "612_v1", None),
        ("TT Đắk Tô", IN_2022, "23401_v1", None),
        # There were a commune and a town of this name, and the town is a commune since.
        ("Xã Đăk Hà", IN_2022, "23425_v1", None),
        ("TT Đăk Hà", IN_2022, "23500_v1", None),
        ("Xã Đăk Hà", IN_2026, "23500_v2", None),
        ("Đắk Tô", IN_2026, "23401_v2", None),
        ("Huyện Ia H’Drai", IN_2022, "618_v1", None),
        ("KonPlong", IN_2022, "613_v1", None),
        ("xa tinh khe", IN_2026, "21211_v2", None),
    ],
)
def test_the_day_chooses_the_unit(
    connection: duckdb.DuckDBPyConnection,
    text: str,
    day: date | None,
    unit: str,
    fault: str | None,
) -> None:
    assert _one(connection, text, day)[:2] == (unit, fault)


@pytest.mark.parametrize(
    "text", ["tỉnh", "Toàn tỉnh", "toan tinh", "Tỉnh Quảng Ngãi", "T. Quảng Ngãi", "51"]
)
def test_the_province_is_its_version_of_the_day(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert _one(connection, text, IN_2022) == ("51_v1", None, None)
    assert _one(connection, text, IN_2026) == ("51_v2", None, None)
    assert _one(connection, text, None) == ("51_v2", None, None)


def test_a_province_and_its_city_are_not_guessed_between(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    names = "Thành phố Quảng Ngãi; Tỉnh Quảng Ngãi"
    assert _one(connection, "Quảng Ngãi", IN_2022) == (None, "ambiguous", names)
    assert _one(connection, "Quảng Ngãi, tỉnh Quảng Ngãi", IN_2022) == ("522_v2", None, None)
    assert _one(connection, "Quảng Ngãi", IN_2026) == ("51_v2", None, None)


def _own_places(rows: list[tuple[str, str, str, str]]) -> duckdb.DuckDBPyConnection:
    """Stage places of another data set: unit_id, level, name, English name; no dates, no kinds."""
    frame = pd.DataFrame(rows, columns=["unit_id", "level", "name", "name_en"])
    connection = duckdb.connect()
    stage_frames(
        connection, {"administrative_unit": frame.assign(code=frame["unit_id"])}, lambda name: name
    )
    place_keys(connection)
    return connection


def test_either_place_of_a_tone_mark_will_do() -> None:
    with _own_places([("a", "commune", "Xã Hòa", ""), ("b", "commune", "Xã Hoa", "")]) as own:
        answers = _resolve(own, [(text, None) for text in ("Hoà", "Hòa", "xã hoa", "hỏa")])
    assert answers == {
        ("Hoà", None): ("a", None, None),
        ("Hòa", None): ("a", None, None),
        ("xã hoa", None): ("b", None, None),
        ("hỏa", None): (None, "ambiguous", "Xã Hoa; Xã Hòa"),
    }


def test_places_of_another_data_set_need_neither_kind_nor_dates() -> None:
    rows = [("C-1", "district", "Cao Bằng", "High Plain"), ("C-2", "commune", "Cao Bằng", "")]
    with _own_places(rows) as own:
        texts = ["C-1", "c-2", "Cao Bang", "High Plain district", "xã Cao Bằng"]
        answers = _resolve(own, [(text, IN_2022) for text in texts])
    assert {text: answers[text, IN_2022][:2] for text in texts} == {
        "C-1": ("C-1", None),
        "c-2": ("C-2", None),
        "Cao Bang": ("C-1", None),
        "High Plain district": ("C-1", None),
        "xã Cao Bằng": ("C-2", None),
    }


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Huyện Bình Sơm", "Huyện Bình Sơn"),
        ("Mộ Đứ", "Huyện Mộ Đức"),
        ("huyện Bình Châu", "Xã Bình Châu, Huyện Bình Sơn"),
        ("Xã Bình Châu, huyện Ba Tơ", "Xã Bình Châu, Huyện Bình Sơn"),
        ("Xã Bình Sơn, tỉnh Bình Phước", "Huyện Bình Sơn"),
        ("522_v9", None),
        ("TPQN", None),
        ("zzz", None),
        ("()", None),
        (" ", None),
        ("x" * 5000, None),
        ("'; drop table place_key; --", None),
    ],
)
def test_an_unknown_place_is_met_with_names_like_it(
    connection: duckdb.DuckDBPyConnection, text: str, near: str | None
) -> None:
    unit, fault, names = _one(connection, text, IN_2022)
    assert (unit, fault) == (None, "unknown")
    assert names is not None
    assert (near in names.split("; ")) if near else (names == "–" or "," not in text)


def test_an_empty_cell_asks_for_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create or replace temp table handed as select null::varchar as place")
    resolve_places(connection, "handed", "place", "null", "places")
    assert connection.execute("select * from places").fetchall() == []


@given(
    place=st.sampled_from(_units("commune", "_v1") + _units("commune", "_v2")),
    noise=st.randoms(use_true_random=False),
    form=st.sampled_from(["NFC", "NFD"]),
)
@settings(max_examples=examples(60), deadline=None)
def test_noise_never_changes_the_place(
    place: tuple[str, str, str], noise: Random, form: str
) -> None:
    connection = _shared()
    unit, code, name = place
    day = IN_2022 if unit.endswith("_v1") else IN_2026
    kind, bare = _split(name)
    prefix = noise.choice([kind, kind.upper(), *SHORT[kind]])
    text = f"{noise.choice(['', ' '])}{prefix} {noise.choice([bare, bare.lower(), bare.upper()])}"
    text = unicodedata.normalize(form, text.replace(" ", noise.choice([" ", "  ", "\u00a0"])))
    found, fault, _ = _one(connection, text + noise.choice(["", " ", ".", "\u200b"]), day)
    if fault == "ambiguous":
        same = UNITS[(UNITS["name"] == name) & UNITS["unit_id"].str.endswith(unit[-3:])]
        assert len(same) > 1
    else:
        assert (found, fault, unit_on(code, day)) == (unit, None, unit)


_STAGED: list[duckdb.DuckDBPyConnection] = []


def _shared() -> duckdb.DuckDBPyConnection:
    """Return a connection for the property test, which may not use a fixture."""
    if not _STAGED:
        _STAGED.append(duckdb.connect())
        stage_frames(_STAGED[0], geography_tables(), lambda table: table)
        place_keys(_STAGED[0])
    return _STAGED[0]


@pytest.mark.parametrize(
    ("fault", "severity"),
    [("other_date", "warning"), ("ambiguous", "error"), ("unknown", "error")],
)
def test_every_fault_reads_in_both_languages(fault: str, severity: str) -> None:
    level, message, remedy = place_problem_texts(fault)  # type: ignore[arg-type]
    assert level == severity
    filled = Text(f"{message.vi}. {remedy.vi}", f"{message.en}. {remedy.en}").filled(
        value="Bình Sơn", candidates="Huyện Bình Sơn", day="01/07/2025"
    )
    assert "Huyện Bình Sơn" in filled.vi
    assert "Huyện Bình Sơn" in filled.en
