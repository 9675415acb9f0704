"""Open data: valid in the published formats, and nobody can be found in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from babel import Locale
from babel.numbers import list_currencies
from frictionless import validate
from jsonschema import Draft4Validator, FormatChecker

from analysis.dictionary import TABLES
from analysis.exports.open_data.grants import grants_package
from analysis.exports.open_data.package import write_open_data
from analysis.exports.parquet import ARROW_TYPES, write_parquet
from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.tables import FAMILIES, MONEY_FAMILY
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.exports.public_case import frozen_province

SIMULATED = "quang-ngai-simulated"
DAY = r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"
COUNTRIES = sorted(code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code))
ORGANISATION = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
# What the published schema of 360Giving asks of the fields that are written, in our own words; its
# currencies are those of ISO 4217, its countries those of ISO 3166. Compared field by field with
# schema/360-giving-schema.json of ThreeSixtyGiving/standard as of commit 00410d1; stricter than it
# where it admits more than is written here (null, further fields, times of day).
GRANT = {
    "type": "object",
    "required": [
        *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
        *("recipientOrganization", "fundingOrganization"),
    ],
    "properties": {
        "id": {"type": "string", "pattern": "^360G-[A-Za-z0-9]+-.+$"},
        "title": {"type": "string", "maxLength": 140},
        "description": {"type": "string"},
        "currency": {"enum": sorted(list_currencies())},
        "amountAwarded": {"type": "number"},
        "awardDate": {"type": "string", "pattern": DAY},
        "recipientOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "fundingOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "beneficiaryLocation": {
            "type": "array",
            "items": {
                "properties": {
                    "id": {"type": "string"},
                    "name": {"type": "string"},
                    "countryCode": {"enum": COUNTRIES},
                },
                "additionalProperties": False,
            },
        },
        "grantProgramme": {
            "type": "array",
            "items": {"properties": {"code": {"type": "string"}, "title": {"type": "string"}}},
        },
        "classifications": {
            "type": "array",
            "items": {
                "properties": {
                    "vocabulary": {"type": "string"},
                    "code": {"type": "string"},
                    "title": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
PACKAGE = {
    "type": "object",
    "required": ["grants", "version", "publisher", "issued"],
    "properties": {
        "grants": {"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "issued": {"type": "string", "pattern": DAY},
        "publisher": {"type": "object", "required": ["name"]},
    },
}


@pytest.fixture(scope="module")
def folder(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the open data of the simulated province, in Vietnamese."""
    target = tmp_path_factory.mktemp("open")
    snapshot = open_snapshot(workspace, SIMULATED)
    write_open_data(target, snapshot, "vi", frozen_province(workspace))
    return target


def test_the_package_is_valid_and_says_what_it_is(folder: Path) -> None:
    report = validate(folder / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert told["simulated"] is True
    assert told["title"].startswith("SỐ LIỆU MÔ PHỎNG")
    assert len(told["resources"]) == len(list(folder.glob("*.csv")))
    assert all(one["title"] and one["description"] for one in told["resources"])
    assert all(f["title"] for one in told["resources"] for f in one["schema"]["fields"])


def test_grants_are_valid_and_name_nobody(folder: Path, workspace: Path) -> None:
    text = (folder / "grants-360giving.json").read_text(encoding="utf-8")
    package = json.loads(text)
    errors = list(Draft4Validator(PACKAGE, format_checker=FormatChecker()).iter_errors(package))
    assert not errors, errors[:3]
    ids = [grant["id"] for grant in package["grants"]]
    assert len(set(ids)) == len(ids)
    snapshot = open_snapshot(workspace, SIMULATED)
    names = snapshot.query(
        "select name, establishment_id from establishment where name is not null"
    )
    assert not [name for name in names["name"] if name in text]
    assert not re.search(r"CS-\d", text)
    titles = snapshot.query("select title from project where title is not null")["title"]
    assert not [title for title in titles if f'"{title}"' in text]
    # Entries come to the money of every year whose total is shown, each counted once.
    frozen = frozen_province(workspace)
    shown = [frozen.cell(MONEY_FAMILY, year=y) for y in frozen.paths(MONEY_FAMILY, "year")]
    total = sum(cell.figures["approved"] or 0 for cell in shown if cell.state == "shown")
    assert sum(grant["amountAwarded"] for grant in package["grants"]) == total > 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "XYZ"),
        ("awardDate", "2024-13-01"),
        ("amountAwarded", "5"),
        ("recipientOrganization", []),
        ("fundingOrganization", [{"id": "360G-x"}]),
        ("beneficiaryLocation", [{"countryCode": "ZX"}]),
        ("title", None),
    ],
)
def test_a_grant_that_is_not_as_the_schema_asks_is_found(
    folder: Path, field: str, value: object
) -> None:
    package = json.loads((folder / "grants-360giving.json").read_text(encoding="utf-8"))
    grant = {**package["grants"][0], field: value}
    assert not list(Draft4Validator(GRANT).iter_errors(package["grants"][0]))
    assert list(Draft4Validator(GRANT).iter_errors(grant))


def test_an_entry_is_a_shown_cell_or_what_is_left_of_one(workspace: Path) -> None:
    frozen = frozen_province(workspace)
    grants = grants_package(frozen, "en", "360G-test")
    cells = [entry for entry in grants.entries if entry.unit is not None]
    assert cells
    for entry in cells:
        at = {"year": entry.year, "activity": entry.activity or "", "unit": entry.unit or ""}
        cell = frozen.cell(MONEY_FAMILY, **at)
        assert cell.state == "shown"
        assert cell.figures["approved"] == entry.amount
    with pytest.raises(ValueError, match="prefix"):
        grants_package(frozen, "vi", "me")


def test_hidden_cells_are_those_of_the_frozen_set_and_empty(folder: Path, workspace: Path) -> None:
    frozen = frozen_province(workspace)
    for family in FAMILIES:
        for table in family.tables:
            made_by = [name for name in DIMENSIONS if table.depth(name)]
            rows = pd.read_csv(folder / f"{table.code}.csv", dtype=str)
            hidden = rows[rows["suppressed"] == "true"]
            told = {tuple(row) for row in hidden[made_by].to_numpy().tolist()}
            places = [DIMENSIONS.index(name) for name in made_by]
            assert told == {
                tuple(key[place] for place in places)
                for key, cell in frozen.cells[family.code].items()
                if table.holds(key) and cell.state == "hidden"
            }
            assert hidden[list(family.figures)].isna().all(axis=None)
    report = json.loads((folder / "hidden.json").read_text(encoding="utf-8"))
    assert report["families"] == frozen.report


def test_records_leave_only_through_a_frozen_set(workspace: Path, tmp_path: Path) -> None:
    snapshot = open_snapshot(workspace, SIMULATED)
    with pytest.raises(ValueError, match="frozen"):
        write_open_data(tmp_path, snapshot, "vi", None)
    assert not list(tmp_path.iterdir())


def test_what_others_published_needs_none(workspace: Path, tmp_path: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    written = write_open_data(tmp_path, snapshot, "vi", None)
    assert not any(written.hidden.values())
    assert pd.read_csv(tmp_path / "funding_by_source.csv")["disbursed"].notna().any()
    report = validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])


def test_parquet_holds_every_row_and_its_mark(workspace: Path, tmp_path: Path) -> None:
    snapshot = open_snapshot(workspace, SIMULATED)
    rows = write_parquet(tmp_path, snapshot, Scope(language="en"), names=False)
    table = pq.read_table(tmp_path / "establishment.parquet")
    assert table.num_rows == rows["establishment"]
    assert not {"name", "tax_code"} & set(table.column_names)
    told = json.loads(table.schema.metadata[b"khuyencong"])
    assert told["simulated"] is True
    assert table.schema.field("industry").metadata[b"label"].decode()
    assert not (tmp_path / "simulated_truth.parquet").exists()
    for name in rows:
        types = pq.read_schema(tmp_path / f"{name}.parquet")
        for column in TABLES[name].columns:
            if column.name in types.names:
                assert types.field(column.name).type == ARROW_TYPES[column.type], column.name
    paid = pq.read_table(tmp_path / "support.parquet").to_pandas()["grant_amount"].sum()
    assert paid == snapshot.query("select sum(grant_amount) as total from support")["total"][0]
