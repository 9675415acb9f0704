"""Open data: valid in the published formats, and nobody can be found in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from babel import Locale
from babel.numbers import list_currencies
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from analysis.dictionary import TABLES
from analysis.exports.open_data.grants import grants_package
from analysis.exports.open_data.package import write_open_data
from analysis.exports.open_data.suppression import protect
from analysis.exports.parquet import ARROW_TYPES, write_parquet
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.examples import examples

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
    write_open_data(target, open_snapshot(workspace, SIMULATED), Scope())
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
    total = sum(grant["amountAwarded"] for grant in package["grants"])
    known = snapshot.query(
        "select sum(s.grant_amount) as total from mart_support as s "
        "join support using (support_id) "
        "join project as p on p.project_id = support.project_id "
        "where s.goes_ahead and s.grant_amount > 0 and p.approved_on is not null"
    )
    assert total == int(known["total"][0])


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


def test_three_establishments_share_what_is_told_of_a_grant(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, SIMULATED)
    grants = grants_package(snapshot, Scope(), "360G-test", threshold=4)
    assert grants.coarsened > grants.blurred > 0
    owners = snapshot.query("select support_id, establishment_id from support")
    owner = dict(zip(owners["support_id"], owners["establishment_id"], strict=True))
    sharing: dict[tuple[str, ...], set[str]] = {}
    for grant in grants.package["grants"]:
        if "beneficiaryLocation" not in grant:
            continue
        cell = (
            grant["beneficiaryLocation"][0]["id"],
            grant["classifications"][0]["code"],
            grant["awardDate"][:4],
        )
        sharing.setdefault(cell, set()).add(owner[grant["id"].removeprefix("360G-test-")])
    assert sharing
    assert min(map(len, sharing.values())) >= 4
    with pytest.raises(ValueError, match="prefix"):
        grants_package(snapshot, Scope(), "me")


counts = st.lists(st.one_of(st.none(), st.integers(0, 8)), min_size=1, max_size=12)


@settings(max_examples=examples(150))
@given(counts=counts, threshold=st.integers(2, 5), groups=st.integers(1, 3))
def test_what_is_hidden_cannot_be_found_from_a_total(
    counts: list[int | None], threshold: int, groups: int
) -> None:
    frame = pd.DataFrame(
        {
            "group": [number % groups for number in range(len(counts))],
            "n": pd.array(counts, dtype="Int64"),
            "money": np.arange(len(counts)) * 10,
        }
    )
    shown = protect(frame, "n", ("n", "money"), ("group",), threshold)
    hidden = shown.frame["suppressed"]
    small = [count is None or 0 < count < threshold for count in counts]
    assert hidden[small].all()
    assert shown.first == sum(small)
    assert shown.first + shown.second == hidden.sum()
    assert shown.frame.loc[hidden, ["n", "money"]].isna().all(axis=None)
    assert (shown.frame.loc[~hidden, "money"] == frame.loc[~hidden, "money"]).all()
    for _, rows in frame.assign(hidden=hidden).groupby("group"):
        told = rows[~rows["hidden"]]
        if rows["hidden"].any() and (told["n"] > 0).any():
            # The total less what is shown is of at least two rows and enough establishments.
            assert rows["hidden"].sum() >= 2
            assert rows.loc[rows["hidden"], "n"].sum() >= threshold


def test_hidden_rows_are_empty_in_the_files(folder: Path) -> None:
    table = pd.read_csv(folder / "funding_by_source.csv")
    hidden = table[table["suppressed"]]
    assert len(hidden) >= 2
    told = {"year", "fund_source", "fund_source_name", "currency", "prices", "suppressed"}
    assert hidden.drop(columns=list(told)).isna().all(axis=None)
    assert table.loc[~table["suppressed"], "establishments"].min() >= 3
    report = json.loads((folder / "hidden.json").read_text(encoding="utf-8"))
    kept = report["tables"]["funding_by_source"]
    assert kept["hidden_for_few_establishments"] + kept["hidden_to_protect_them"] == len(hidden)


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
