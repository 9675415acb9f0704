"""The command `marts`: the marts of data too large for one file, made by Spark, then published."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from analysis.commands.shared import (
    choice,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.engines.lakehouse import Lakehouse, folder_of, opened
from analysis.engines.publishing import KEPT_ROWS, publish_marts
from analysis.engines.session import LOCAL, spark_session
from analysis.engines.sources import CATALOGUE, register_tables
from analysis.engines.spark_marts import MadeMart, make_marts
from analysis.language import Text, format_number

ENGINES = ("spark",)


@click.command()
@shared_options
@click.option("--engine", default="spark", metavar="spark", help="Máy tính toán / the engine")
@click.option(
    "--source",
    metavar="DIR|delta:DIR|iceberg:DIR|catalog:NAME",
    help="Thư mục Parquet, bảng Delta, Iceberg, hoặc danh mục của Spark "
    "/ a folder of Parquet, of Delta or Iceberg tables, or a catalogue of Spark",
)
@click.option("--case", "case_name", metavar="NAME", help="Tên bộ dữ liệu / name the data set")
@click.option(
    "--master",
    default=LOCAL,
    metavar="local[2]|yarn|spark://…",
    help="Cụm Spark / the Spark to ask",
)
@click.option("--memory", default="2g", metavar="2g", help="Bộ nhớ ở máy này / memory when local")
@click.option(
    "--scratch",
    metavar="DIR",
    help="Nơi ghi tạm, cả cụm thấy / scratch that all machines reach",
)
@click.option(
    "--keep-rows",
    default=str(KEPT_ROWS),
    metavar="N",
    help="Bảng dài hơn không mang theo / longer tables do not come along",
)
@click.pass_context
def marts(
    context: click.Context,
    /,
    engine: str,
    source: str | None,
    case_name: str | None,
    master: str,
    memory: str,
    scratch: str | None,
    keep_rows: str,
) -> None:
    """Tính các bảng tổng hợp bằng Spark, công bố / make the marts with Spark, and publish them."""
    language, workspace = language_of(context), workspace_of(context)
    choice("--engine", engine, ENGINES)
    most = whole_number("--keep-rows", keep_rows, 0, 10**9)
    if source is None:
        raise wrong_use(
            Text(
                "Thiếu --source: thư mục Parquet, delta:THƯ-MỤC, iceberg:THƯ-MỤC, hoặc catalog:TÊN",
                "--source is missing: a folder of Parquet, delta:DIR, iceberg:DIR, or catalog:NAME",
            )
        )
    form, folder = folder_of(source) or ("", source)
    if form and "://" in folder:
        raise wrong_use(
            Text(
                f"--source: {form} chỉ đọc thư mục; bảng ở «{folder}» đọc qua catalog:TÊN",
                f"--source: {form} reads folders only; read the tables at «{folder}» by "
                "catalog:NAME",
            )
        )
    if not (source.startswith(CATALOGUE) or "://" in folder or Path(folder).is_dir()):
        raise wrong_use(
            Text(
                f"--source: không có thư mục «{folder}»", f"--source: there is no folder «{folder}»"
            )
        )
    if scratch is None and not master.startswith("local"):
        raise wrong_use(
            Text(
                "--master: một cụm cần --scratch, nơi mọi máy cùng đọc ghi được",
                "--master: a cluster needs --scratch, a place that all its machines reach",
            )
        )

    def tell(made: MadeMart) -> None:
        say(
            Text(
                f"  {made.name}: {format_number(made.rows, 'vi')} dòng, "
                f"{format_number(made.seconds, 'vi', 1)} s",
                f"  {made.name}: {format_number(made.rows, 'en')} rows, "
                f"{format_number(made.seconds, 'en', 1)} s",
            ),
            language,
        )

    tables = opened(source)
    with tempfile.TemporaryDirectory(prefix="khuyencong-") as own:
        say(Text("Đang khởi động Spark …", "Starting Spark …"), language)
        with spark_session(Path(own), master=master, memory=memory) as spark:
            rows = register_tables(spark, tables)
            made = make_marts(spark, scratch or own, tell)
            manifest = publish_marts(
                workspace,
                spark,
                rows,
                made,
                source=source,
                versions=tables.versions if isinstance(tables, Lakehouse) else None,
                case=case_name,
                kept_rows=most,
            )
    left = ", ".join(manifest.left_out)
    say(
        Text(
            f"Đã công bố «{manifest.case}», bản {manifest.number}: {len(made)} bảng tổng hợp từ "
            f"{format_number(sum(rows.values()), 'vi')} dòng."
            + (f" Không mang theo: {left}" if left else ""),
            f"Published «{manifest.case}», snapshot {manifest.number}: {len(made)} marts of "
            f"{format_number(sum(rows.values()), 'en')} rows."
            + (f" Not in it: {left}" if left else ""),
        ),
        language,
    )
