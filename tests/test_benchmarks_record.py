"""The record of `make bench`: nothing promised is missing, and the page shows what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.commands.running import run

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "benchmarks"


@pytest.fixture(autouse=True)
def _scripts_import_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


def test_the_page_shows_the_record() -> None:
    from record_table import BEGIN, END, PAGE, read_record, table

    page = PAGE.read_text(encoding="utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0].strip()
    assert shown == table(read_record())


def test_every_promise_is_shown_with_what_measures_it_and_how_long_that_takes() -> None:
    from promises import MINUTES, PROMISES
    from record_table import read_record, table

    names = [one.name for one in PROMISES]
    assert len(names) == len(set(names))
    assert {one.piece for one in PROMISES} == set(range(1, 10))
    shown = table({})
    for one in PROMISES:
        assert one.what in shown
        assert (SCRIPTS / one.script.split()[0]).exists()
    assert set(MINUTES) == {one.script for one in PROMISES}
    assert set(read_record()) <= set(names)


def test_every_promise_is_noted_by_its_script() -> None:
    from promises import PROMISES

    runs = {"coverage.py": "coverage_nation.py"}
    for one in PROMISES:
        name = one.script.split()[0]
        source = (SCRIPTS / runs.get(name, name)).read_text(encoding="utf-8")
        assert f'"{one.name}"' in source, one.name
        assert "note(" in source, name


def test_a_stopped_run_is_taken_up_where_it_ended() -> None:
    from promises import PROMISES
    from record import recorded_on, scripts, to_run

    today = {
        one.name: {"day": "2026-11-30"} for one in PROMISES if one.script.startswith("deck.py")
    }
    assert to_run({}, None, True, "2026-11-30") == scripts()
    left = to_run(today, None, True, "2026-11-30")
    assert set(scripts()) - set(left) == {"deck.py"}
    assert to_run(today, None, True, "2026-12-01") == scripts()
    assert to_run(today, ["deck.py"], False, "2026-11-30") == ["deck.py"]
    # A script that has told only some of its figures is run again.
    assert recorded_on("deck.py", {"deck": {"day": "2026-11-30"}}) == ""
    with pytest.raises(ValueError, match=r"deck\.pi"):
        to_run({}, ["deck.pi"], False, "2026-11-30")


def test_a_bar_is_kept_on_its_own_side() -> None:
    from promises import promise

    assert promise("csdid").kept(10.0) is True
    assert promise("csdid").kept(9.9) is False
    assert promise("cold").kept(3.1) is False
    assert promise("scan").kept(1.0) is None


def test_a_figure_nobody_promised_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from noting import NOTES, note

    monkeypatch.setenv(NOTES, str(tmp_path / "notes"))
    note("cold", 2.5)
    assert '"value": 2.5' in (tmp_path / "notes").read_text(encoding="utf-8")
    with pytest.raises(KeyError, match="promised"):
        note("warmth", 1.0)


def test_a_measured_command_runs_while_notes_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from noting import NOTES

    monkeypatch.setenv(NOTES, str(tmp_path / "notes"))
    assert run(["measure", "--list", "--workspace", str(tmp_path)]) == 0


def test_the_file_to_be_handed_in_has_every_column_of_its_table(tmp_path: Path) -> None:
    from intake import OUTCOME, write_csv

    write_csv(tmp_path / "outcome_record.csv", 30)
    first, *rows = (tmp_path / "outcome_record.csv").read_text(encoding="utf-8").splitlines()
    assert first.split(",") == list(OUTCOME.column_names())
    assert len(rows) == 30


def test_a_missed_bar_stands_out(tmp_path: Path) -> None:
    from record_table import BEGIN, END, put_into_page, table

    about = {"day": "2026-11-29", "load": 1.5, "machine": "m", "versions": "v"}
    shown = table({"cold": {"value": 3.2, **about}, "deck": {"value": 4.0, **about}})
    assert "≤ 3 s | 3.2 s | **missed** | 2026-11-29, 1.5 | `bench_cold.py` |" in shown
    assert "≤ 5 s | 4 s | kept | 2026-11-29, 1.5 |" in shown
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    put_into_page({}, page)
    assert page.read_text(encoding="utf-8").startswith(f"before\n{BEGIN}\n\n| piece |")
    assert page.read_text(encoding="utf-8").endswith(f"{END}\nafter\n")
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        put_into_page({}, page)


def test_the_engines_of_the_page_queries_give_the_same_answers(tmp_path: Path) -> None:
    from bench_page_queries import in_pandas, page_queries, write_rows

    write_rows(tmp_path, 3_000)
    pages, pandas = page_queries(tmp_path), in_pandas(tmp_path)
    for ours, theirs in zip(pages, pandas, strict=True):
        assert ours() == theirs()
