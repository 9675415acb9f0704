"""Carrying a data set of an earlier version forward: what it lacks of the program's facts comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analysis.cases.reference import reference_tables
from analysis.cases.reference_facts import PROGRAMME_FACTS
from analysis.dictionary import TABLES
from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.upgrade import upgrade
from analysis.language import Text
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import Manifest, snapshot_path, write_manifest
from analysis.warehouse.workspace import shown_manifest
from tests.importing.office import Office

pytestmark = pytest.mark.usefixtures("here")

WITHOUT_TABLES = (
    # What answers a gate came later than the gates themselves.
    "drop table gate_answer",
    *(f"drop table {name}" for name in PROGRAMME_FACTS),
)
WITHOUT_FACTS = (
    *WITHOUT_TABLES,
    "alter table ceiling drop column multiplier",
    "alter table ceiling drop column applies_to",
)


def _shown(workspace: Path, case: str) -> Manifest:
    manifest = shown_manifest(workspace, case)
    assert manifest is not None
    return manifest


def _make_old(office: Office, *statements: str) -> None:
    """Leave the shown snapshot as an earlier version of the program would have."""
    manifest = _shown(office.workspace, office.case)
    path = snapshot_path(office.workspace, manifest.number)
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    old = replace(
        manifest, schema_version="earlier", sha256=sha256_of(path), size=path.stat().st_size
    )
    write_manifest(office.workspace, old)


def test_facts_the_old_version_could_not_hold_are_filled_in(office: Office) -> None:
    before = office.rows("select * from establishment order by all")
    facts = reference_tables()
    _make_old(office, *WITHOUT_FACTS)
    assert upgrade(office.workspace, office.case) is not None
    for name in PROGRAMME_FACTS:
        [key] = TABLES[name].key
        there = {value for (value,) in office.rows(f"select {key} from {name}")}
        assert there == set(facts[name][key])
    assert office.rows(
        "select deadline_day, deadline_month from process_step"
        " where programme_level = 'national' and stage = 'registered'"
    ) == [(19, 5)]
    assert office.rows("select rule_id from gate_rule where food_only order by 1") == [
        ("TP-01",),
        ("TP-02",),
        ("TP-03",),
    ]
    assert office.value("select max(multiplier) from ceiling") == 1.5
    assert office.value("select count(*) from ceiling where applies_to is null") == 0
    applies = facts["ceiling"]["applies_to"].value_counts().to_dict()
    assert dict(office.rows("select applies_to, count(*) from ceiling group by all")) == applies
    assert office.rows("select * from establishment order by all") == before


def test_rows_somebody_took_away_do_not_come_back(office: Office) -> None:
    _make_old(office, "delete from process_step", "delete from annotation where kind = 'decision'")
    left = office_count(office, "annotation")
    assert upgrade(office.workspace, office.case) is not None
    assert office.value("select count(*) from process_step") == 0
    assert office.value("select count(*) from annotation") == left > 0


def test_other_places_and_other_money_get_no_facts_of_this_province(office: Office) -> None:
    _make_old(office, *WITHOUT_TABLES, "update case_info set currency = 'USD'")
    assert upgrade(office.workspace, office.case) is not None
    for name in PROGRAMME_FACTS:
        assert office.value(f"select count(*) from {name}") == 0


def test_without_the_places_of_quang_ngai_its_boundaries_are_not_noted(office: Office) -> None:
    _make_old(
        office,
        *WITHOUT_TABLES,
        "update administrative_unit set unit_id = 'x_v1' where unit_id = '51_v1'",
        "update unit_membership set parent_id = 'x_v1' where parent_id = '51_v1'",
    )
    assert upgrade(office.workspace, office.case) is not None
    kinds = {kind for (kind,) in office.rows("select distinct kind from annotation")}
    assert kinds == {"decision"}


BY_A_LATER_VERSION = (
    "alter table establishment add column carbon double",
    "update establishment set carbon = 1.5 where establishment_id = 'CS1'",
    "alter table establishment add column empty_so_far double",
    "create table emission as select 1 as emission_id",
    "create table mart_emission as select 1 as emission_id",
)


def test_going_back_tells_what_stays_behind_and_no_import_drops_it(office: Office) -> None:
    before = office.rows("select * from establishment order by all")
    _make_old(office, *BY_A_LATER_VERSION)
    newer = _shown(office.workspace, office.case).number
    file = office.workbook("sau.xlsx", {"Cơ sở CNNT": [["Mã cơ sở", "Tên cơ sở"], ["CS1", "A"]]})
    with pytest.raises(ImportRefusedError, match=r"emission, establishment\.carbon\. An import"):
        office.take(file)
    said: list[Text] = []
    assert upgrade(office.workspace, office.case, say=said.append) is not None
    [_, told] = said
    for words in (told.vi, told.en):
        assert ": emission, establishment.carbon. " in words
        assert f"khuyencong restore {newer}" in words
    assert office.rows("select * from establishment order by all") == before
    with duckdb.connect(str(snapshot_path(office.workspace, newer)), read_only=True) as kept:
        assert kept.execute("select count(carbon) from establishment").fetchone() == (1,)
    desk.give_up(office.take(file))


def test_nothing_stays_behind_of_an_earlier_version(office: Office) -> None:
    _make_old(office, *WITHOUT_FACTS)
    said: list[Text] = []
    assert upgrade(office.workspace, office.case, say=said.append) is not None
    assert len(said) == 1


def office_count(office: Office, table: str) -> int:
    """Return the rows of a table of the shown snapshot, whatever version made it."""
    number = _shown(office.workspace, office.case).number
    with duckdb.connect(str(snapshot_path(office.workspace, number)), read_only=True) as connection:
        row = connection.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return int(row[0])
