"""The command `marts` says what is wrong before Spark is started, and where Spark is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.engines.errors import EngineError
from analysis.engines.publishing import mart_types
from analysis.engines.session import spark_session
from analysis.engines.spark_marts import translated
from analysis.warehouse.schema import marts_statements, quality_statement


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--source", "nowhere"), "there is no folder «nowhere»"),
        (("--source", ".", "--engine", "dask"), "Choose one of: spark"),
        (("--source", ".", "--master", "yarn"), "a cluster needs --scratch"),
        (("--source", ".", "--keep-rows", "many"), "--keep-rows"),
        ((), "--source is missing"),
        (("--source", "delta:nowhere"), "there is no folder «nowhere»"),
        (("--source", "delta:s3a://bucket/tables"), "delta: reads folders only"),
        (("--source", "iceberg:hdfs://head/tables"), "iceberg: reads folders only"),
    ],
)
def test_wrong_use_is_said(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["marts", *words, "--lang", "en", "--workspace", str(tmp_path / "ws")]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_machine_without_spark_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match=r"khuyencong-impact\[spark\]"), spark_session(tmp_path):
        pass


@pytest.mark.parametrize(
    ("form", "package", "module"),
    [
        ("delta", "deltalake", "deltalake"),
        ("iceberg", "pyiceberg", "pyiceberg.io.pyarrow"),
    ],
)
def test_a_machine_without_what_reads_a_log_is_told_what_to_install(
    form: str,
    package: str,
    module: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before Spark is started: it is missing here as well, and not what is told."""
    (tmp_path / "payment").mkdir()
    for name in (module, "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    words = ["--source", f"{form}:{tmp_path}", "--lang", "en", "--workspace", str(tmp_path / "ws")]
    assert run(["marts", *words]) != 0
    told = capsys.readouterr().err
    assert f"The package {package} is missing" in told
    assert "pip install 'khuyencong-impact[lakehouse]'" in told


def test_commands_start_without_what_only_spark_needs() -> None:
    heavy = "{'sqlglot', 'pyspark', 'deltalake', 'pyiceberg'}"
    code = (
        "import sys; from analysis.commands.root import khuyencong as k; [*k.commands.values()]"
        f"; print({heavy} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"


def test_every_statement_is_translated_and_keeps_its_conditions() -> None:
    made = dict(map(translated, marts_statements()))
    assert set(made) == set(mart_types())
    assert translated(quality_statement())[0] == "quality_point"
    text = "\n".join(made.values())
    # Nulls come last in DuckDB and first in Spark, unless the order says so.
    assert "NULLS LAST" in text
    assert "MEDIAN(" in text
    assert "APPROX" not in text.upper()
    with pytest.raises(ValueError, match="no mart is made by"):
        translated("select 1 as a")
