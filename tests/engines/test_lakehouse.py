"""Delta's and Iceberg's tables, read without their programs, are the Parquet files they came from.

What is refused is asked here as well: a table that would be read wrong, and a folder that is none.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.engines.errors import EngineError
from analysis.engines.lakehouse import Lakehouse, opened
from analysis.engines.publishing import bring_mart, mart_types
from analysis.engines.session import spark_session
from analysis.engines.sources import register_tables
from analysis.engines.spark_marts import make_marts
from analysis.engines.table_files import frame_of
from analysis.exports.parquet import write_parquet
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from analysis.warehouse.manifest import snapshot_path
from analysis.warehouse.schema import marts_statements
from tests.engines.same_marts import QUICK, SIMULATED, assert_same_mart
from tests.engines.written_tables import changed_log, iceberg_table, write_delta, write_iceberg

for needed in ("pyspark", "deltalake", "pyiceberg"):
    pytest.importorskip(needed)
pytestmark = pytest.mark.spark

WRITERS = {"delta": write_delta, "iceberg": write_iceberg}
FIRST = ("mart_project", "mart_payment", "mart_funding", "mart_support")
"""Marts of the three tables that have a past; what follows is made of views like any other."""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    scratch = tmp_path_factory.mktemp("scratch")
    with spark_session(scratch, master="local[2]", settings=QUICK) as session:
        yield session


@pytest.fixture(scope="module")
def source(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    write_parquet(folder, open_snapshot(workspace, SIMULATED), Scope())
    return folder


@pytest.fixture(scope="module", params=list(WRITERS))
def written(
    request: pytest.FixtureRequest, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Return the simulated province as tables of one of the two formats, named as a source."""
    # Spark would take brackets for a pattern, and blanks and accents are quoted in addresses.
    folder = tmp_path_factory.mktemp(request.param) / "dữ liệu [1]"
    plain = folder.parent / "plain"
    if request.param == "iceberg":
        WRITERS["iceberg"](folder, source)
    else:
        WRITERS["delta"](plain, source)
        plain.rename(folder)
    return f"{request.param}:{folder}"


def lakehouse(source: str) -> Lakehouse:
    found = opened(source)
    assert isinstance(found, Lakehouse)
    return found


@pytest.fixture(scope="module")
def rows(spark: Any, written: str) -> dict[str, int]:
    """Register the tables once for each format; return their rows."""
    return register_tables(spark, lakehouse(written))


def test_every_table_is_that_of_the_parquet_files(
    spark: Any, source: Path, rows: dict[str, int]
) -> None:
    files = {file.stem: file for file in source.glob("*.parquet")}
    assert {name for name, count in rows.items() if count} == set(files)
    with duckdb.connect() as both:
        for name, file in files.items():
            frame = spark.table(name)
            # A number or label of the format would be written into every mart.
            assert not any(field.metadata for field in frame.schema), name
            both.register("theirs", frame.toArrow())
            both.register("ours", pq.read_table(file))
            assert (
                both.execute("describe theirs").fetchall()
                == both.execute("describe ours").fetchall()
            ), name
            for one, other in (("theirs", "ours"), ("ours", "theirs")):
                left = f"(select * from {one} except all select * from {other})"
                assert both.execute(f"select count(*) from {left}").fetchall() == [(0,)], name


def test_the_tables_have_a_past_that_is_not_read(written: str) -> None:
    """Otherwise nothing would have been proved."""
    found = lakehouse(written)
    parts = found.tables["project"].parts
    assert len(parts) > 10
    assert {*parts[0].constants} == {"plan_year", "programme_level"}
    assert int(found.versions["payment"]) > int(found.versions["case_info"])
    folder = Path(written.partition(":")[2])
    current = {path for part in found.tables["payment"].parts for path in part.files}
    assert current < {*(folder / "payment").rglob("*.parquet")}
    assert len([path for part in found.tables["support"].parts for path in part.files]) > 1


def test_marts_of_them_are_the_same(
    spark: Any,
    rows: dict[str, int],
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    statements = marts_statements()
    last = next(at for at, text in enumerate(statements) if f"create table {FIRST[-1]}" in text)
    monkeypatch.setattr(
        "analysis.engines.spark_marts.marts_statements", lambda: statements[: last + 1]
    )
    made = {mart.name: mart.rows for mart in make_marts(spark, tmp_path)}
    path = snapshot_path(workspace, open_snapshot(workspace, SIMULATED).number)
    with duckdb.connect() as both:
        both.execute(f"attach '{path}' as ours (read_only)")
        for name in FIRST:
            assert made[name]
            bring_mart(both, spark, name, mart_types()[name])
            assert_same_mart(both, name)


def test_values_of_partitions_come_from_the_log(spark: Any, tmp_path: Path) -> None:
    """Texts with signs, days, times, truth values and unknown ones, whatever folders are called."""
    from datetime import UTC, date, datetime

    from deltalake import write_deltalake

    from analysis.engines.delta_log import delta_files

    rows = {
        "text": ["a/b {c} %20", None, "é = [x]"],
        "day": [date(2024, 2, 29), None, date(1969, 1, 1)],
        "local": [datetime(2024, 7, 1, 1, 2, 3, 456), None, datetime(1960, 1, 1)],
        "moment": [datetime(2024, 7, 1, 1, 2, 3, 456, UTC), None, datetime(1960, 1, 1, tzinfo=UTC)],
        "so": [True, None, False],
        "number": [-1, None, 2],
    }
    table = pa.table({**rows, "id": [1, 2, 3]})
    write_deltalake(tmp_path / "t", table, partition_by=list(rows))
    read = frame_of(spark, "t", delta_files(tmp_path / "t")).toArrow().sort_by("id")
    assert {name: read[name].to_pylist() for name in rows} == rows


def _deletion_vector() -> dict[str, object]:
    """Return a vector that deletes row 1, written into the log itself (Delta's protocol, Z85)."""
    from pyroaring import BitMap

    raw = struct.pack("<iqi", 1681511377, 1, 0) + BitMap([1]).serialize()
    size, letters = (
        len(raw),
        ("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"),
    )
    raw += bytes(-len(raw) % 4)
    quoted = ""
    for at in range(0, len(raw), 4):
        number = int.from_bytes(raw[at : at + 4], "big")
        quoted += "".join(letters[number // 85**power % 85] for power in (4, 3, 2, 1, 0))
    return {"storageType": "i", "pathOrInlineDv": quoted, "sizeInBytes": size, "cardinality": 1}


def _announce(place: Path, *features: str) -> None:
    changed_log(
        place,
        "protocol",
        minReaderVersion=3,
        minWriterVersion=7,
        readerFeatures=list(features),
        writerFeatures=list(features),
    )


def _with_deletion_vector(place: Path) -> None:
    _announce(place, "deletionVectors")
    changed_log(place, "add", deletionVector=_deletion_vector())


def _with_column_mapping(place: Path) -> None:
    _announce(place, "columnMapping")
    ours = {"delta.columnMapping.id": 1, "delta.columnMapping.physicalName": "payment_id"}
    field = {"name": "id", "type": "string", "nullable": True, "metadata": ours}
    changed_log(
        place,
        "metaData",
        configuration={"delta.columnMapping.mode": "name"},
        schemaString=json.dumps({"type": "struct", "fields": [field]}),
    )


def _with_widened_types(place: Path) -> None:
    _announce(place, "typeWidening")


def _shallow_clone(place: Path) -> None:
    changed_log(place, "add", path="file:///elsewhere/part.parquet")


def _vacuumed(place: Path) -> None:
    for file in place.glob("*.parquet"):
        file.unlink()


def _no_log(place: Path) -> None:
    shutil.rmtree(place / "_delta_log")


def _broken_log(place: Path) -> None:
    (place / "_delta_log" / f"{0:020}.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_with_deletion_vector, "payment: rows are deleted by a mark only"),
        (_with_column_mapping, "payment: a Delta table with columnMapping"),
        (_with_widened_types, "payment: a Delta table with typeWidening"),
        (_shallow_clone, "lies outside of the table"),
        (_vacuumed, "payment: 1 files that its log names are not there"),
        (_no_log, "no Delta table"),
        (_broken_log, "payment: its Delta log is unreadable"),
    ],
)
def test_what_would_be_read_wrong_is_refused(
    change: Callable[[Path], None], told: str, tmp_path: Path
) -> None:
    from deltalake import write_deltalake

    for name in ("payment", "case_info", "payments"):
        write_deltalake(tmp_path / name, pa.table({"payment_id": ["a", "b"]}))
    change(tmp_path / "payment")
    with pytest.raises(EngineError) as said:
        opened(f"delta:{tmp_path}")
    assert told in said.value.text.en
    # Every fault at once, and only the table that has it.
    assert "payments: the dictionary has no such table" in said.value.text.en
    assert "case_info" not in said.value.text.en


def test_features_that_are_announced_and_not_used_are_no_obstacle(tmp_path: Path) -> None:
    from deltalake import write_deltalake

    write_deltalake(tmp_path / "payment", pa.table({"payment_id": ["a"]}))
    _announce(tmp_path / "payment", "deletionVectors", "columnMapping", "timestampNtz")
    assert set(lakehouse(f"delta:{tmp_path}").tables) == {"payment"}


def test_a_path_that_delta_rs_would_misread_is_refused(tmp_path: Path) -> None:
    """It reads «a b» where «a%20b» is meant: without a word where both are there."""
    from deltalake import write_deltalake

    write_deltalake(tmp_path / "a b" / "payment", pa.table({"payment_id": ["a"]}))
    shutil.copytree(tmp_path / "a b", tmp_path / "a%20b")
    with pytest.raises(EngineError, match="rename the folder"):
        opened(f"delta:{tmp_path / 'a%20b'}")


def test_a_table_with_a_log_is_not_read_as_loose_files(spark: Any, tmp_path: Path) -> None:
    from deltalake import write_deltalake

    write_deltalake(tmp_path / "payment.parquet", pa.table({"payment_id": ["a"]}))
    iceberg_table(tmp_path / "support.parquet", pa.schema({"support_id": pa.string()}))
    with pytest.raises(EngineError) as told:
        register_tables(spark, str(tmp_path))
    assert "payment.parquet: this is a table of Delta" in told.value.text.en
    assert "support.parquet: this is a table of Iceberg" in told.value.text.en


@pytest.fixture
def iceberg(tmp_path: Path) -> tuple[Path, Any]:
    rows = pa.table({"payment_id": ["a", "b"], "amount": [1, 2]})
    table = iceberg_table(tmp_path / "payment", rows.schema)
    table.append(rows)
    return tmp_path, table


def _refused(folder: Path) -> str:
    with pytest.raises(EngineError) as said:
        opened(f"iceberg:{folder}")
    return said.value.text.en


def test_an_iceberg_table_elsewhere_is_refused(iceberg: tuple[Path, Any], tmp_path: Path) -> None:
    """A copy names the files of the original, which may have gone on since."""
    folder = iceberg[0]
    (tmp_path / "copies").mkdir()
    (folder / "payment").rename(tmp_path / "copies" / "payment")
    assert "payment: its metadata say that the table lies at" in _refused(tmp_path / "copies")


def test_an_iceberg_table_whose_version_only_a_catalogue_knows_is_refused(
    iceberg: tuple[Path, Any],
) -> None:
    metadata = iceberg[0] / "payment" / "metadata"
    for path in metadata.glob("v*.metadata.json"):
        path.rename(metadata / f"0000{path.name[1]}-0b0b.metadata.json")
    assert "only its catalogue knows" in _refused(iceberg[0])


def test_iceberg_files_without_numbers_of_columns_are_refused(iceberg: tuple[Path, Any]) -> None:
    folder, table = iceberg
    pq.write_table(pa.table({"payment_id": ["c"], "amount": [3]}), folder / "taken.parquet")
    table.add_files([str(folder / "taken.parquet")])
    assert "taken.parquet, columns without field ids" in _refused(folder)


def test_iceberg_rows_deleted_by_a_note_are_refused(
    iceberg: tuple[Path, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pyiceberg writes no such notes, so a manifest of data is told to be one of deletes."""
    from pyiceberg.manifest import ManifestContent, ManifestFile

    monkeypatch.setattr(ManifestFile, "content", ManifestContent.DELETES)
    assert "payment: rows are deleted by a note only" in _refused(iceberg[0])


def test_an_iceberg_table_of_another_version_or_type_is_refused(tmp_path: Path) -> None:
    iceberg_table(tmp_path / "payment", pa.schema({"amount": pa.list_(pa.int64())}))
    assert "payment: the column amount: type list" in _refused(tmp_path)
    path = tmp_path / "payment" / "metadata" / "v1.metadata.json"
    told = path.read_text(encoding="utf-8")
    changed = told.replace('"format-version":2', '"format-version":3,"next-row-id":0')
    assert changed != told
    path.write_text(changed, encoding="utf-8")
    assert "payment: an Iceberg table with format version 3" in _refused(tmp_path)


def test_a_table_without_rows_has_its_columns(spark: Any, tmp_path: Path) -> None:
    from deltalake import DeltaTable

    schema = pa.schema({"payment_id": pa.string(), "amount": pa.int64()})
    iceberg_table(tmp_path / "i" / "payment", schema)
    DeltaTable.create(tmp_path / "d" / "payment", schema)
    for source in (f"iceberg:{tmp_path / 'i'}", f"delta:{tmp_path / 'd'}"):
        frame = frame_of(spark, "payment", lakehouse(source).tables["payment"])
        assert frame.dtypes == [("payment_id", "string"), ("amount", "bigint")]
        assert frame.count() == 0


def test_a_file_that_spark_passes_over_is_a_fault(spark: Any, tmp_path: Path) -> None:
    """Spark reads no file whose name begins with an underscore, and says nothing of it."""
    from deltalake import write_deltalake

    place = tmp_path / "payment"
    write_deltalake(place, pa.table({"payment_id": ["a"]}))
    (file,) = place.glob("*.parquet")
    file.rename(place / "_hidden.parquet")
    changed_log(place, "add", path="_hidden.parquet")
    with pytest.raises(EngineError, match="Spark sees 0"):
        frame_of(spark, "payment", lakehouse(f"delta:{tmp_path}").tables["payment"])
