"""The command khuyencong as a person types it: what it prints, where, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from analysis.commands.console import as_csv
from analysis.commands.root import khuyencong
from analysis.commands.running import run
from analysis.commands.serving import (
    Launch,
    ServingError,
    desktop_likely,
    free_port,
    is_loopback,
    port_is_free,
    serve,
)
from analysis.decisions.catalogue import decision_measures
from analysis.dictionary.codes import CASE_KIND
from analysis.language import as_language, format_number
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import loaded_cases, open_snapshot
from analysis.warehouse.manifest import POINTER_NAME, snapshot_path
from tests.own_case import write_case

COMMAND = [sys.executable, "-m", "analysis.cli"]
FIRST_MEASURES = ("funding_by_year", "funding_by_district", "funding_by_activity")
PROMISED_COLUMNS = {"planned", "approved", "disbursed", "projects", "establishments"}


class Answer(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that carries out a command line in this process."""

    def carried_out(*words: object) -> Answer:
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return carried_out


# What a program reads


@pytest.mark.parametrize("name", FIRST_MEASURES)
def test_the_first_measures_keep_their_names_and_columns(
    ask: Ask, workspace: Path, name: str
) -> None:
    answer = ask("measure", name, "--workspace", workspace, "--format", "json")
    assert answer.code == 0, answer.err
    rows = json.loads(answer.out)
    assert rows
    assert set(rows[0]) >= PROMISED_COLUMNS


def test_json_is_the_measure_itself_with_every_row_marked(ask: Ask, workspace: Path) -> None:
    rows = json.loads(
        ask("--workspace", workspace, "measure", "funding_by_year", "--format=json").out
    )
    snapshot = open_snapshot(workspace)
    frame = run_measure("funding_by_year", snapshot, Scope())
    assert [row["year"] for row in rows] == list(frame["year"])
    assert [row["disbursed"] for row in rows] == [
        None if pd.isna(value) else int(value) for value in frame["disbursed"]
    ]
    assert {(row["case"], row["simulated"]) for row in rows} == {("quang-ngai-simulated", True)}
    assert all(type(row["projects"]) is int for row in rows)


def test_json_keeps_vietnamese_letters_and_says_null_for_unknown(ask: Ask, workspace: Path) -> None:
    text = ask("measure", "funding_by_district", "--workspace", workspace, "--format", "json").out
    assert "Quảng Ngãi" in text
    michigan = ["--case", "michigan-1987", "--workspace", workspace, "--format", "json"]
    rows = json.loads(ask("measure", "funding_by_year", *michigan).out)
    assert {row["approved"] for row in rows} == {None}
    assert {(row["currency"], row["simulated"]) for row in rows} == {("USD", False)}


def test_csv_has_the_columns_of_json_and_empty_fields_for_unknown(
    ask: Ask, workspace: Path
) -> None:
    words = ["measure", "funding_by_year", "--workspace", workspace, "--case", "michigan-1987"]
    table = list(csv.DictReader(io.StringIO(ask(*words, "--format", "csv").out)))
    rows = json.loads(ask(*words, "--format", "json").out)
    assert list(table[0]) == list(rows[0])
    for text, value in zip(table, rows, strict=True):
        assert text["approved"] == ""
        assert text["simulated"] == "false"
        assert int(text["projects"]) == value["projects"]


def test_filters_are_those_of_the_scope(ask: Ask, workspace: Path) -> None:
    words = ["measure", "funding_by_year", "--workspace", workspace, "--format", "json"]
    filters = ["--year", "2016-2018,2020", "--year", "2022", "--source", "national"]
    rows = json.loads(ask(*words, *filters, "--prices", "constant").out)
    scope = Scope(
        years=(2016, 2017, 2018, 2020, 2022), fund_sources=("national",), prices="constant"
    )
    frame = run_measure("funding_by_year", open_snapshot(workspace), scope)
    assert [row["year"] for row in rows] == list(frame["year"])
    assert [row["approved"] for row in rows] == [
        None if pd.isna(value) else int(value) for value in frame["approved"]
    ]


def test_one_district_is_one_row(ask: Ask, workspace: Path) -> None:
    words = ["measure", "funding_by_district", "--workspace", workspace, "--format", "json"]
    code = json.loads(ask(*words).out)[0]["district"]
    assert [row["district"] for row in json.loads(ask(*words, "--district", code).out)] == [code]


def test_list_tells_every_measure_with_its_columns(ask: Ask) -> None:
    rows = json.loads(ask("measure", "--list", "--format", "json").out)
    known = {**catalogue(), **decision_measures()}
    assert {row["name"] for row in rows} == set(known)
    for row in rows:
        declared = known[row["name"]].columns
        assert row["columns"].split() == [column.name for column in declared]


# What a person reads


@pytest.mark.parametrize(
    ("language", "mark", "title"),
    [("vi", "SỐ LIỆU MÔ PHỎNG", "Kinh phí theo năm"), ("en", "SIMULATED DATA", "Funding by year")],
)
def test_a_table_names_measure_and_case_and_marks_simulated_data(
    ask: Ask, workspace: Path, language: str, mark: str, title: str
) -> None:
    words = ["measure", "funding_by_year", "--workspace", workspace, "--lang", language]
    heading = "\n".join(ask(*words).out.splitlines()[:2])
    assert title in heading
    assert "quang-ngai-simulated" in heading
    assert ("bản" if language == "vi" else "snapshot") in heading
    assert mark in heading
    real = ask(*words, "--case", "quang-ngai-published").out
    assert "quang-ngai-published" in real.splitlines()[0]
    assert mark not in real


def test_a_table_writes_numbers_as_the_language_does(ask: Ask, workspace: Path) -> None:
    frame = run_measure("funding_by_year", open_snapshot(workspace), Scope())
    approved = int(frame["approved"].dropna().iloc[0])
    for language in ("vi", "en"):
        words = ["measure", "funding_by_year", "--workspace", workspace, "--lang", language]
        assert format_number(approved, language) in ask(*words).out


def test_a_table_is_aligned(ask: Ask, workspace: Path) -> None:
    lines = ask("measure", "funding_by_year", "--workspace", workspace).out.splitlines()
    rule = next(index for index, line in enumerate(lines) if line.startswith("──"))
    edges = [match.end() for match in re.finditer("─+", lines[rule])]
    first = lines[rule + 1]
    assert all(first[edge : edge + 2].strip() == "" for edge in edges[:-1])


def test_a_question_without_data_is_answered_by_a_sentence(ask: Ask, workspace: Path) -> None:
    words = ["measure", "funding_by_year", "--workspace", workspace, "--year", "1950"]
    answer = ask(*words, "--lang", "en")
    assert answer.code == 0
    assert "There are no data" in answer.out
    assert json.loads(ask(*words, "--format", "json").out) == []


# Wrong use: exit code 2, in the language asked for, with what could be done instead


@pytest.mark.parametrize(
    "words",
    [
        ["measure", "funding_by_moon"],
        ["measure"],
        ["measure", "funding_by_year", "surplus"],
        ["measure", "funding_by_year", "--year", "two thousand"],
        ["measure", "funding_by_year", "--year", "2020-"],
        ["measure", "funding_by_year", "--year", "2020-2018"],
        ["measure", "funding_by_year", "--year", "²⁰²⁰"],
        ["measure", "funding_by_year", "--year"],
        ["measure", "funding_by_year", "--district", "99999"],
        ["measure", "funding_by_year", "--district", "x'; drop table project; --"],
        ["measure", "funding_by_year", "--activity", "NOPE"],
        ["measure", "funding_by_year", "--source", "moon"],
        ["measure", "funding_by_year", "--prices", "old"],
        ["measure", "funding_by_year", "--vintage", "1975"],
        ["measure", "funding_by_year", "--format", "pdf"],
        ["measure", "funding_by_year", "--case", "atlantis"],
        ["measure", "funding_by_year", "--lang", "fr"],
        ["measure", "funding_by_year", "--yeer", "2020"],
        ["measure", "--list", "--format", "pdf"],
        ["case"],
        ["case", "load"],
        ["case", "load", "atlantis"],
        ["case", "list", "--format", "pdf"],
        ["dashboard", "--host", "0.0.0.0"],
        ["dashboard", "--host", "192.168.1.4"],
        ["dashboard", "--port", "http"],
        ["dashboard", "--port", "70000"],
        ["history", "--format", "pdf"],
        ["doctor", "--format", "csv"],
        ["undoo"],
        ["--nothing"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_why(ask: Ask, workspace: Path, words: list[str]) -> None:
    answer = ask("--workspace", workspace, *words) if words else ask()
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "words",
    [["measure", "nope"], ["measure", "funding_by_year", "--yeer"], ["undoo"], ["case", "load"]],
    ids=" ".join,
)
def test_errors_speak_vietnamese_unless_told_otherwise(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    assert ask(*words).err.startswith("Lỗi: ")
    assert ask(*words, "--lang", "en").err.startswith("Error: ")
    assert ask(*words, "--lang=en").err.startswith("Error: ")
    monkeypatch.setenv("KHUYENCONG_LANG", "en")
    assert ask(*words).err.startswith("Error: ")
    assert ask(*words, "--lang", "vi").err.startswith("Lỗi: ")


def test_an_unknown_measure_is_told_which_there_are(ask: Ask) -> None:
    assert all(name in ask("measure", "nope").err for name in catalogue())


def test_a_near_miss_is_recognised(ask: Ask) -> None:
    assert "measure" in ask("mesure").err
    assert "--year" in ask("measure", "funding_by_year", "--yaer", "2020").err


# Problems in the data: exit code 1, with the remedy


def test_a_workspace_without_data_says_how_to_load_them(ask: Ask, tmp_path: Path) -> None:
    answer = ask("measure", "funding_by_year", "--workspace", tmp_path)
    assert answer.code == 1
    assert answer.out == ""
    assert "khuyencong case load" in answer.err
    known = ask("measure", "funding_by_year", "--workspace", tmp_path, "--case", "michigan-1987")
    assert known.code == 1
    assert "khuyencong case load michigan-1987" in known.err


def test_a_damaged_snapshot_without_predecessor_says_how_to_mend_it(
    ask: Ask, own_workspace: Path
) -> None:
    for path in own_workspace.glob("snapshot-*.duckdb"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    answer = ask("measure", "funding_by_year", "--workspace", own_workspace)
    assert answer.code == 1
    assert answer.out == ""
    assert "khuyencong case load quang-ngai-simulated" in answer.err


def test_a_damaged_pointer_gives_the_figures_and_a_warning(ask: Ask, own_workspace: Path) -> None:
    words = ["measure", "funding_by_year", "--workspace", own_workspace, "--format", "json"]
    sound = ask(*words)
    (own_workspace / POINTER_NAME).write_text("torn", encoding="utf-8")
    torn = ask(*words)
    assert (sound.code, torn.code) == (0, 0)
    assert sound.err == ""
    assert "pointer.json" in torn.err
    assert json.loads(torn.out) == json.loads(sound.out)


def test_a_damaged_snapshot_gives_the_one_before_and_a_warning(ask: Ask, tmp_path: Path) -> None:
    workspace, folder = tmp_path / "workspace", tmp_path / "mine"
    for years in ([2020], [2020, 2021]):
        projects = pd.DataFrame({"project_id": [f"P{y}" for y in years], "plan_year": years})
        funds = pd.DataFrame(
            {
                "project_fund_id": [f"F{y}" for y in years],
                "project_id": [f"P{y}" for y in years],
                "currency": "VND",
                "approved": 5_000_000,
            }
        )
        write_case(folder, {"project": projects, "project_fund": funds})
        assert ask("case", "load", folder, "--workspace", workspace).code == 0
    words = ["measure", "funding_by_year", "--workspace", workspace, "--format", "json"]
    assert [row["year"] for row in json.loads(ask(*words).out)] == [2020, 2021]
    newest = snapshot_path(workspace, max(loaded_cases(workspace).values()))
    newest.chmod(0o644)
    newest.write_bytes(b"not a database")
    after = ask(*words)
    assert after.code == 0
    assert [row["year"] for row in json.loads(after.out)] == [2020]
    assert after.err.strip()
    listed = json.loads(ask("history", "--workspace", workspace, "--format", "json").out)
    assert [row["intact"] for row in listed] == [False, True]


def faulty_case(folder: Path) -> Path:
    projects = pd.DataFrame(
        {
            "project_id": ["P1", "P2"],
            "plan_year": [2020, 2021],
            "activity": ["MO_HINH_MAY_MOC", "KHONG_CO"],
        }
    )
    return write_case(folder, {"project": projects})


def test_a_case_with_errors_publishes_nothing_and_shows_where_they_are(
    ask: Ask, tmp_path: Path
) -> None:
    folder = faulty_case(tmp_path / "mine")
    answer = ask("case", "load", folder, "--workspace", tmp_path / "workspace", "--lang", "en")
    assert answer.code == 1
    for part in ("project", "row 3", "activity", "KHONG_CO"):
        assert part in answer.err
    assert loaded_cases(tmp_path / "workspace") == {}


def test_the_problems_of_a_case_are_complete_in_json(ask: Ask, tmp_path: Path) -> None:
    folder = faulty_case(tmp_path / "mine")
    words = ["case", "load", folder, "--workspace", tmp_path / "workspace", "--format", "json"]
    answer = ask(*words)
    assert answer.code == 1
    report = json.loads(answer.out)
    assert report["published"] is False
    problem = next(entry for entry in report["problems"] if entry["severity"] == "error")
    assert (problem["row"], problem["column"], problem["value"]) == (3, "activity", "KHONG_CO")
    assert problem["rule"]
    assert problem["remedy"]


# Loading and looking


def test_loading_a_case_counts_its_rows_and_a_second_time_changes_nothing(
    ask: Ask, tmp_path: Path
) -> None:
    words = ["case", "load", "michigan-1987", "--workspace", tmp_path, "--lang", "en"]
    first, second = ask(*words), ask(*words)
    assert (first.code, second.code) == (0, 0)
    assert re.search(r"outcome_record +471", first.out)
    assert "published snapshot 1" in first.out
    assert "nothing has changed, still snapshot 1" in second.out
    assert len(json.loads(ask("history", "--workspace", tmp_path, "--format", "json").out)) == 1


def test_case_list_shows_what_is_loaded_and_the_default(ask: Ask, workspace: Path) -> None:
    rows = json.loads(ask("case", "list", "--workspace", workspace, "--format", "json").out)
    kinds = {row["name"]: row["kind"] for row in rows}
    assert {row["intact"] for row in rows} == {True}
    assert kinds == {
        "quang-ngai-published": "published",
        "michigan-1987": "real",
        "quang-ngai-simulated": "simulated",
    }
    assert [row["name"] for row in rows if row["default"]] == ["quang-ngai-simulated"]
    assert all(isinstance(row["snapshot"], int) for row in rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_case_list_names_kinds_and_damage_for_people(
    ask: Ask, own_workspace: Path, language: str
) -> None:
    damaged = snapshot_path(own_workspace, loaded_cases(own_workspace)["michigan-1987"])
    damaged.chmod(0o644)
    damaged.write_bytes(b"not a database")
    words = ["case", "list", "--workspace", own_workspace]
    lines = ask(*words, "--lang", language).out.splitlines()
    state = {line.split()[0]: line.split("  ")[-1].strip() for line in lines[2:]}
    bad, good = ("HỎNG", "nguyên vẹn") if language == "vi" else ("DAMAGED", "intact")
    assert state["michigan-1987"] == bad
    assert state["quang-ngai-simulated"] == good
    for kind in ("published", "real", "simulated"):
        label = CASE_KIND.find(kind).label.in_language(as_language(language))
        assert any(label in line for line in lines)
    rows = json.loads(ask(*words, "--format", "json").out)
    assert {row["name"]: row["intact"] for row in rows}["michigan-1987"] is False


def test_history_writes_times_and_numbers_for_people(ask: Ask, workspace: Path) -> None:
    words = ["history", "--workspace", workspace]
    rows = json.loads(ask(*words, "--format", "json").out)
    most = max(row["rows"] for row in rows)
    for language, day in (("vi", r"\d\d/\d\d/\d{4} \d\d:\d\d "), ("en", r"\d [A-Z][a-z]+ \d{4} ")):
        table = ask(*words, "--lang", language).out
        assert format_number(most, as_language(language)) in table
        assert re.search(day, table)
        assert rows[0]["built_at"] not in table


def test_csv_runs_no_formula() -> None:
    rows = [{"name": "=1+1", "amount": -5, "shown": True, "note": None}]
    assert as_csv(rows, list(rows[0])) == "name,amount,shown,note\n'=1+1,-5,true,\n"


def test_the_dashboard_speaks_the_language_of_its_command(
    ask: Ask, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str | None] = []

    def served(launch: Launch, *_: object, **__: object) -> int:
        _arguments, environment = launch(8501)
        given.append(environment.get("KHUYENCONG_LANG"))
        return 0

    monkeypatch.setattr("analysis.commands.service.serve", served)
    for language in ("en", "vi"):
        words = ["--lang", language, "dashboard", "--no-prepare", "--workspace", workspace]
        assert ask(*words).code == 0
    assert given == ["en", "vi"]


def test_case_list_works_before_anything_is_loaded(ask: Ask, tmp_path: Path) -> None:
    rows = json.loads(ask("case", "list", "--workspace", tmp_path, "--format", "json").out)
    assert [row["snapshot"] for row in rows] == [None, None, None]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_history_has_every_form(ask: Ask, workspace: Path, form: str) -> None:
    answer = ask("history", "--workspace", workspace, "--format", form)
    assert answer.code == 0
    assert "quang-ngai-simulated" in answer.out


def test_prepare_loads_the_three_cases_once_and_keeps_a_chosen_default(
    ask: Ask, own_workspace: Path
) -> None:
    assert ask("prepare", "--workspace", own_workspace).code == 0
    assert len(list(own_workspace.glob("snapshot-*.duckdb"))) == 3
    folder = write_case(
        own_workspace / "mine",
        {"project": pd.DataFrame({"project_id": ["P"], "plan_year": [2020]})},
        name="mine",
    )
    assert ask("case", "load", folder, "--workspace", own_workspace).code == 0
    assert ask("prepare", "--workspace", own_workspace).code == 0
    assert next(iter(loaded_cases(own_workspace))) == "mine"


def test_doctor_ends_with_1_only_when_something_is_broken(ask: Ask, own_workspace: Path) -> None:
    assert ask("doctor", "--workspace", own_workspace).code == 0
    (own_workspace / POINTER_NAME).write_text("torn", encoding="utf-8")
    answer = ask("doctor", "--workspace", own_workspace, "--lang", "en")
    assert answer.code == 1
    assert "→ Run: khuyencong restore 1; khuyencong restore 2; khuyencong restore 3" in answer.out
    rows = json.loads(ask("doctor", "--workspace", own_workspace, "--format", "json").out)
    assert {"check", "name", "status", "detail", "remedy"} == set(rows[0])
    assert any(row["check"] == "pointer" and row["status"] == "fail" for row in rows)


def test_the_workspace_may_be_named_anywhere(
    ask: Ask, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask("--workspace", workspace, "history").out
    after = ask("history", "--workspace", workspace).out
    monkeypatch.setenv("KHUYENCONG_WORKSPACE", str(workspace))
    assert before == after == ask("history").out
    assert ask("--workspace", tmp_path, "history", "--workspace", workspace).out == before


def test_an_unforeseen_fault_is_told_without_a_traceback(
    ask: Ask, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("analysis.commands.measure.typed_frame", broken)
    answer = ask("measure", "funding_by_year", "--workspace", workspace)
    assert answer.code == 1
    assert "boom" in answer.err
    assert "Traceback" not in answer.err


# The process itself


def test_output_is_utf8_even_where_the_console_is_not(workspace: Path) -> None:
    told = subprocess.run(
        [*COMMAND, "case", "list", "--workspace", str(workspace)],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    assert told.returncode == 0, told.stderr
    assert "Tỉnh" in told.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise on Windows")
def test_a_reader_that_has_enough_is_no_error(workspace: Path) -> None:
    words = ["measure", "price_index", "--workspace", str(workspace), "--format", "json"]
    child = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    errors = child.stderr.read()
    assert child.wait(60) == 0
    assert errors == b""


def test_help_is_in_both_languages_for_every_command(ask: Ask) -> None:
    lines = [line for line in ask("--help").out.split("Commands:")[1].splitlines() if line.strip()]
    assert len(lines) == len(khuyencong.commands)
    assert all(" / " in line for line in lines)


def test_every_command_is_called_what_it_is_listed_as() -> None:
    assert {name: command.name for name, command in khuyencong.commands.items()} == {
        name: name for name in khuyencong.commands
    }


def test_a_command_loads_what_it_needs_and_no_more() -> None:
    """Slides, documents and estimates take three times as long to load as most errands."""
    code = (
        "import sys; from analysis.commands.running import run; run(['history', '--help'])"
        "; print({'pptx', 'reportlab', 'docx'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "set()"


# Serving


def test_only_this_computer_is_served() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "localhost", "::1"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "10.0.0.1", "::", "example.org", ""))


def test_a_busy_port_is_passed_over() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        assert free_port("127.0.0.1", port) > port


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.commands.serving.port_is_free", lambda host, port: False)
    with pytest.raises(ServingError, match="--port"):
        free_port("127.0.0.1", 8501)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a desktop is always there")
def test_a_browser_is_opened_only_where_somebody_sees_it() -> None:
    assert desktop_likely({"DISPLAY": ":0"})
    assert desktop_likely({"WAYLAND_DISPLAY": "wayland-0"})
    assert not desktop_likely({})
    assert not desktop_likely({"DISPLAY": ":0", "CI": "true"})
    assert not desktop_likely({"DISPLAY": ":10", "SSH_CONNECTION": "1 2 3 4"})


def test_being_stopped_while_announcing_is_a_good_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.commands.serving._answers", lambda child, url: True)
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]

    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    port = free_port("127.0.0.1", 18501)
    assert (
        serve(lambda port: ([*sleeping], dict(os.environ)), "127.0.0.1", port, False, stopped) == 0
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_two_dashboards_serve_one_workspace_and_stop_cleanly(workspace: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["dashboard", "--no-prepare", "--no-browser", "--workspace", str(workspace)]
    servers = []
    try:
        for _ in range(2):
            server = subprocess.Popen(
                [*COMMAND, *words, "--port", str(port), "--lang", "en"],
                stdout=subprocess.PIPE,
                encoding="utf-8",
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
            servers.append(server)
            assert_served(server)
    finally:
        for server in servers:
            server.send_signal(signal.SIGINT)
        codes = [server.wait(30) for server in servers]
    assert codes == [0, 0]
    assert wait_for(lambda: port_is_free("127.0.0.1", port))


def test_the_first_process_of_a_container_ends_when_told_to_before_it_serves(
    tmp_path: Path,
) -> None:
    """Such a process is sent only what it has an answer to; any other ends by default."""
    as_first = "import os; os.getpid = lambda: 1; from analysis.cli import main; main()"
    words = ["dashboard", "--no-browser", "--workspace", str(tmp_path / "workspace")]
    with subprocess.Popen(
        [sys.executable, "-c", as_first, *words],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as child:
        assert child.stdout is not None
        assert "…" in child.stdout.readline(), "it tells what it loads"
        child.send_signal(signal.SIGTERM)
        # Killed by the default it would be -SIGTERM.
        assert child.wait(30) == 128 + signal.SIGTERM


def assert_served(server: subprocess.Popen[str]) -> None:
    """Read the announced address and ask it for its health."""
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            with urllib.request.urlopen(f"{found[0]}/_stcore/health", timeout=10) as answer:
                assert answer.status == 200
            return
    pytest.fail("the dashboard announced no address")


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
