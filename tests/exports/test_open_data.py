"""Open data: valid in the published formats, and nobody can be found in them."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from jsonschema import Draft4Validator, FormatChecker

from analysis.dictionary import TABLES
from analysis.exports.open_data.grants import grants_package
from analysis.exports.open_data.package import write_open_data
from analysis.exports.parquet import ARROW_TYPES, write_parquet
from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.tables import FAMILIES, MONEY_FAMILY
from analysis.language import Language
from analysis.scope import Scope
from analysis.settings import PROJECT_ROOT
from analysis.warehouse import open_snapshot
from tests.exports.public_case import frozen_province

SIMULATED = "quang-ngai-simulated"
PUBLISHED = json.loads(
    (PROJECT_ROOT / "tests" / "data" / "360giving-schema-1.4.json").read_text(encoding="utf-8")
)
"""All that the published schemas of 360Giving require; whence, tests/data/README.md tells."""

WRITTEN = {
    *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
    *("recipientOrganization", "fundingOrganization", "beneficiaryLocation", "grantProgramme"),
    "classifications",
}
"""The fields an entry has at most: whatever else a schema admits may name somebody."""

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    """Tell a moment with its time zone (RFC 3339) from a plain day, as a date must be just one."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri")
def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and urlsplit(value).netloc)


def faults_of(package: object) -> list[str]:
    """Return what the published schemas find wrong with a package."""
    found = Draft4Validator(PUBLISHED, format_checker=FORMATS).iter_errors(package)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


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
    assert faults_of(package) == []
    assert package["version"] == "1.4"
    assert set().union(*package["grants"]) <= WRITTEN
    assert all(len(grant["title"]) <= 140 for grant in package["grants"])
    assert all(re.match("360G-[A-Za-z0-9]+-.", grant["id"]) for grant in package["grants"])
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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_grants_in_either_language_are_as_the_published_schema_asks(
    workspace: Path, language: Language
) -> None:
    grants = grants_package(frozen_province(workspace), language)
    assert faults_of(json.loads(json.dumps(grants.package))) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "XYZ"),
        ("awardDate", "2024-13-01"),
        ("awardDate", "2024-12-31T00:00:00"),
        ("amountAwarded", "5"),
        ("recipientOrganization", []),
        ("recipientIndividual", {"id": "x", "name": "x"}),
        ("fundingOrganization", [{"id": "360G-x"}]),
        ("beneficiaryLocation", [{"countryCode": "ZX"}]),
        ("title", None),
    ],
)
def test_a_grant_that_is_not_as_the_schema_asks_is_found(
    folder: Path, field: str, value: object
) -> None:
    package = json.loads((folder / "grants-360giving.json").read_text(encoding="utf-8"))
    first = package["grants"][0]
    assert faults_of({**package, "grants": [first]}) == []
    assert faults_of({**package, "grants": [{**first, field: value}]})


def test_a_moment_is_as_good_as_a_day(folder: Path) -> None:
    package = json.loads((folder / "grants-360giving.json").read_text(encoding="utf-8"))
    grant = {**package["grants"][0], "awardDate": "2024-12-31T00:00:00+07:00"}
    assert faults_of({**package, "grants": [grant]}) == []


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
