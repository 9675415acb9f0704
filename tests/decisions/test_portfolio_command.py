"""The command `khuyencong portfolio` as a person types it, and as a program reads it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.decisions.candidates import named_candidates
from analysis.decisions.hidden_names import HIDDEN
from analysis.decisions.plan_compared import files_compared
from analysis.decisions.plan_problem import first_request, names_of
from analysis.decisions.plan_solved import solve_request
from analysis.decisions.plan_store import shelf
from analysis.decisions.portfolio_candidates import candidate_set
from analysis.decisions.saved_plan import saved_plan
from analysis.language import Text
from analysis.scope import Scope
from analysis.settings import NAMES_HIDDEN, NAMES_VARIABLE
from analysis.warehouse import open_snapshot
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


def test_a_plan_is_kept_on_the_shelf_of_the_page(
    tmp_path: Path, plan_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(plan_workspace, folder)
    asked = ["--workspace", str(folder), "portfolio", "--budget", "500000000", "--lang", "en"]
    assert run([*asked, "--save", "Phương án 1", "--note", "bản nháp", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["verified"] is True, "what was asked for stays clean"
    assert "«Phương án 1» is saved" in told.err
    [kept] = shelf(folder, "test-case").plans
    assert (kept.name, kept.note) == ("Phương án 1", "bản nháp")
    assert {one.candidate for one in kept.chosen} == {
        row["candidate"] for row in json.loads(told.out)["chosen"]
    }
    # A name of nothing, or a note without a plan to hang it on, is refused before any work.
    for wrong in (["--save", "  "], ["--note", "bản nháp"]):
        assert run([*asked, *wrong]) == 2
    assert len(shelf(folder, "test-case").plans) == 1


def test_what_has_no_plan_is_not_kept(ask: Ask, plan_workspace: Path) -> None:
    code, _, err = ask(
        *("--budget", "500000000", "--floor", "mountain=600000000", "--save", "x", "--lang", "en")
    )
    assert code == 1
    assert "is saved" not in err
    assert shelf(plan_workspace, "test-case").plans == ()


def test_names_are_left_out_where_they_are_hidden(
    ask: Ask, plan_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = open_snapshot(plan_workspace, "test-case")
    known = named_candidates(snapshot, Scope())
    monkeypatch.setenv(NAMES_VARIABLE, NAMES_HIDDEN)
    made = candidate_set(snapshot, Scope())
    assert made.frames["vi"][["establishment_id", "name"]].isna().all(axis=None)
    assert {one.establishment_id for one in made.candidates} == set(known["establishment_id"])
    names = names_of(made, snapshot)
    assert names("establishment", str(known["establishment_id"][0])) == HIDDEN
    assert names("candidate", "high") == Text("high", "high")
    record = json.loads(ask("--budget", "500000000", "--format", "json")[1])
    assert record["verified"] is True
    assert {one["establishment"] for one in [*record["chosen"], *record["refused"]]} == {None}
    rows = list(csv.DictReader(io.StringIO(ask("--budget", "500000000", "--format", "csv")[1])))
    assert {row["name"] for row in rows} == {""}
    assert len({row["application_id"] for row in rows}) == FILES


def test_a_plan_saved_with_names_is_compared_without_them(
    plan_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = open_snapshot(plan_workspace, "test-case")
    made = candidate_set(snapshot, Scope())
    solved = solve_request(made, first_request(made), snapshot, 5)
    whole = saved_plan("a", "A", "", solved, snapshot, Scope(), names_of(made, snapshot))
    said = Text("Không: của Công ty X", "Refused: of Công ty X")
    files = [replace(one, name="Công ty X", reason=said) for one in whole.files]
    first = replace(whole, files=tuple(files))
    other = replace(first, files=tuple(replace(one, accepted=not one.accepted) for one in files))
    assert set(files_compared(first, other, "en", True)["name"]) == {"Công ty X"}
    monkeypatch.setenv(NAMES_VARIABLE, NAMES_HIDDEN)
    frame = files_compared(first, other, "en", snapshot.names_shown)
    assert frame["name"].isna().all()
    assert set(frame["first_reason"]) == {"Refused: of name hidden"}
