"""Tables of the simulated province with a past, as delta-rs and pyiceberg write them.

Projects are in partitions, payments had rows that were deleted again, supports got a column late:
read as of now they are what the Parquet files hold; read as a heap of files they are not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PARTITIONED = ("project", ["plan_year", "programme_level"])
DELETED = "payment"
GROWN = ("support", "completed_on")


def _past(name: str, rows: pa.Table) -> tuple[pa.Table, pa.Table | None]:
    """Return what a table first held, and what was added when it had got its last column."""
    rows = rows.replace_schema_metadata(None)
    if name == DELETED:
        extra = rows.slice(0, 50)
        ids = pc.binary_join_element_wise("gone-", extra["payment_id"], "")
        return pa.concat_tables([rows, extra.set_column(0, "payment_id", ids)]), None
    if name == GROWN[0]:
        unknown = pc.is_null(rows[GROWN[1]])
        return rows.filter(unknown).drop_columns([GROWN[1]]), rows.filter(pc.invert(unknown))
    return rows, None


def write_delta(folder: Path, source: Path) -> None:
    """Write every Parquet file of a folder as a Delta table of another."""
    from deltalake import DeltaTable, write_deltalake

    for file in sorted(source.glob("*.parquet")):
        first, later = _past(file.stem, pq.read_table(file))
        place = folder / file.stem
        by = PARTITIONED[1] if file.stem == PARTITIONED[0] else None
        write_deltalake(place, first, partition_by=by)
        if later is not None:
            write_deltalake(place, later, mode="append", schema_mode="merge")
        if file.stem == DELETED:
            DeltaTable(place).delete("payment_id like 'gone-%'")


def changed_log(place: Path, part: str, **values: Any) -> None:
    """Set values in one part ("protocol", "metaData", "add") of a Delta table's first entry."""
    log = place / "_delta_log" / f"{0:020}.json"
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for entry in entries:
        if part in entry:
            entry[part] |= values
    log.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")


def write_iceberg(folder: Path, source: Path) -> None:
    """Write every Parquet file of a folder as a table of an Iceberg warehouse folder.

    The amount of payments had another name while their rows were written.
    """
    for file in sorted(source.glob("*.parquet")):
        first, later = _past(file.stem, pq.read_table(file))
        if file.stem == DELETED:
            first = first.rename_columns({"amount": "paid", "currency": "amount"})
        table = iceberg_table(folder / file.stem, first.schema)
        if file.stem == PARTITIONED[0]:
            with table.update_spec() as spec:
                for name in PARTITIONED[1]:
                    spec.add_identity(name)
        table.append(first)
        if later is not None:
            with table.update_schema() as schema:
                schema.union_by_name(later.schema)
            table.append(later.select(table.schema().column_names))
        if file.stem == DELETED:
            table.delete("payment_id >= 'gone-' and payment_id < 'gone.'")
            # A name that goes from one column to another is why columns are found by number.
            for old, new in (("amount", "currency"), ("paid", "amount")):
                with table.update_schema() as schema:
                    schema.rename_column(old, new)


def iceberg_table(place: Path, schema: pa.Schema) -> Any:
    """Return a new, empty table of a warehouse folder."""
    from pyiceberg.catalog import Catalog
    from pyiceberg.catalog.noop import NoopCatalog
    from pyiceberg.io.pyarrow import PyArrowFileIO
    from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC
    from pyiceberg.serializers import ToOutputFile
    from pyiceberg.table import CommitTableResponse, Table
    from pyiceberg.table.metadata import new_table_metadata
    from pyiceberg.table.sorting import UNSORTED_SORT_ORDER
    from pyiceberg.table.update import update_table_metadata

    io = PyArrowFileIO()

    class WarehouseFolder(NoopCatalog):
        """A catalogue that numbers the versions of a table, as Iceberg's for Hadoop does."""

        version = 0

        def kept(self, metadata: Any) -> str:
            self.version += 1
            location = f"{place}/metadata/v{self.version}.metadata.json"
            ToOutputFile.table_metadata(metadata, io.new_output(location))
            (place / "metadata" / "version-hint.text").write_text(str(self.version))
            return location

        def commit_table(self, table: Any, requirements: Any, updates: Any) -> Any:
            for requirement in requirements:
                requirement.validate(table.metadata)
            changed = update_table_metadata(
                table.metadata, updates, metadata_location=table.metadata_location
            )
            return CommitTableResponse(metadata=changed, metadata_location=self.kept(changed))

    catalogue = WarehouseFolder("folder")
    metadata = new_table_metadata(
        location=str(place),
        schema=Catalog._convert_schema_if_needed(schema),
        partition_spec=UNPARTITIONED_PARTITION_SPEC,
        sort_order=UNSORTED_SORT_ORDER,
    )
    (place / "metadata").mkdir(parents=True)
    return Table(("folder", place.name), metadata, catalogue.kept(metadata), io, catalogue)
