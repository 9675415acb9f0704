"""The command `khuyencong portfolio` as a person types it, and as a program reads it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.commands.running import run
from tests.decisions.file_case import MILLION

PROMISED = {"chosen", "refused", "objective", "bound", "gap", "verified"}
FILES = 10

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(plan_workspace: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that carries out `portfolio` on the files of the case."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = run(["--workspace", str(plan_workspace), "portfolio", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return asked


def test_json_holds_every_file_with_grant_and_reasons(ask: Ask) -> None:
    code, out, err = ask(
        *("--budget", str(500 * MILLION), "--objective", "leverage", "--lock", "high"),
        *("--forbid", "plain", "--format", "json", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert set(record) >= PROMISED
    assert record["verified"] is True
    assert record["objective"] <= record["bound"] <= record["objective"] * (1 + 1e-4)
    chosen = {row["candidate"]: row for row in record["chosen"]}
    assert len(chosen) == 2
    assert chosen["high"]["grant"] == 200 * MILLION
    assert record["granted"] == sum(row["grant"] for row in chosen.values()) <= 500 * MILLION
    refused = {row["candidate"]: row for row in record["refused"]}
    assert len(chosen) + len(refused) == FILES
    assert refused["plain"]["reason_code"] == "forbidden"
    assert "Machinery is not new" in refused["old machine"]["reasons"][0]
    assert all(row["reasons"] for row in [*record["chosen"], *record["refused"]])
    # Nothing is known of effects in ten files: what is expected of jobs says so.
    assert {one["objective"]: one["grade"] for one in record["outcomes"]}["jobs"] == 0
    assert record["request"] == {
        "budget": "500000000",
        "objective": "leverage",
        "lock": "high",
        "forbid": "plain",
    }


def test_people_read_the_answer_and_every_reason(ask: Ask) -> None:
    code, out, _ = ask(*("--budget", "national=1,provincial=400000000", "--lang", "vi"))
    assert code == 0
    assert "Chọn 2 trong" in out
    assert "mọi giới hạn đã được kiểm lại bằng số nguyên" in out
    assert "Việc làm kỳ vọng: chưa kết luận được" in out
    assert out.count("Máy móc không mới") == 1


def test_csv_has_a_row_for_every_file(ask: Ask) -> None:
    _, out, _ = ask("--budget", "400000000", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == FILES
    assert sum(row["decision"] == "chosen" for row in rows) == 2
    assert {row["case"] for row in rows} == {"test-case"}


def test_limits_that_conflict_are_told_with_the_smallest_change(ask: Ask) -> None:
    code, out, err = ask(
        *("--budget", "500000000", "--floor", "district:535=300000000"),
        *("--format", "json", "--lang", "en"),
    )
    assert code == 1
    record = json.loads(out)
    assert (record["verified"], record["objective"], record["chosen"]) == (False, None, [])
    [limit] = record["conflict"]["limits"]
    assert (limit["kind"], limit["key"]) == ("floor", "535")
    [change] = record["conflict"]["smallest_relaxation"]
    assert (change["amount"], change["unit"]) == (100 * MILLION, "dong")
    assert "No plan keeps every limit" in err
    assert "100,000,000 VND" in err


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ((), "--budget"),
        (("--budget", "8.000.000.000"), "--budget: «8.000.000.000»"),
        (("--budget", "9", "--objective", "luck"), "--objective: there is no «luck»"),
        (("--budget", "9", "--floor", "mountain=2.5"), "--floor: «2.5»"),
        (("--budget", "9", "--cap", "district:999=5"), "--cap: the data have no place"),
        (("--budget", "9", "--lock", "HS-1"), "--lock: no file of code HS-1"),
        (("--budget", "9", "--officer-capacity", "none"), "--officer-capacity: «none»"),
        (("--budget", "9", "--year", "1999"), "--year: no file waits"),
        (("--budget", "9", "--seconds", "0"), "--seconds"),
        (("--budget", "9", "--gap", "much"), "--gap"),
        (("--budget", "9", "--format", "xml"), "xml"),
        (("--budget", "9", "--case", "nowhere"), "nowhere"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_solved(
    ask: Ask, arguments: tuple[str, ...], wrong: str
) -> None:
    code, out, err = ask(*arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert wrong in err


def test_a_case_without_files_says_what_it_needs(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["portfolio", "--budget", "9", "--case", "michigan-1987", "--lang", "en"]
    code = run(["--workspace", str(workspace), *arguments])
    assert code == 1
    assert "the table of applications" in capsys.readouterr().err
