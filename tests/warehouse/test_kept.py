"""Results kept beside a snapshot: read back alike, never of other data, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.decisions.activity_effects import effects_on
from analysis.decisions.ahead import OUTCOMES, made_ahead, make_ahead
from analysis.decisions.product_gains import KEPT, gains_known, productivity_gains
from analysis.warehouse import Snapshot, open_snapshot
from analysis.warehouse.kept import FOLDER, is_kept, kept_result, program_fingerprint
from analysis.warehouse.snapshot import Seen
from tests.decisions.plan_case import plan_tables
from tests.own_case import loaded, write_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of its own: what is kept in it may be damaged."""
    folder = tmp_path_factory.mktemp("kept")
    loaded(write_case(folder / "case", plan_tables(), geography=True, reference=True), folder / "w")
    return folder / "w"


@pytest.fixture
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder, "test-case")


def _kept(snapshot: Snapshot, name: str, made: list[float]) -> list[float]:
    def make() -> list[float]:
        made.append(1.5)
        return list(made)

    return kept_result(snapshot, name, make, list, list)


def test_what_one_process_made_the_next_one_reads(folder: Path) -> None:
    made: list[float] = []
    first = open_snapshot(folder, "test-case")
    assert not is_kept(first, "numbers")
    assert _kept(first, "numbers", made) == [1.5]
    again = open_snapshot(folder, "test-case")
    assert is_kept(again, "numbers")
    assert _kept(again, "numbers", made) == [1.5]
    assert made == [1.5], "made once"


def test_a_damaged_file_is_made_anew(folder: Path) -> None:
    made: list[float] = []
    _kept(open_snapshot(folder, "test-case"), "damaged", made)
    [path] = (folder / FOLDER).glob("*-damaged.json")
    path.write_bytes(path.read_bytes()[:3])
    assert _kept(open_snapshot(folder, "test-case"), "damaged", made) == [1.5, 1.5]
    assert _kept(open_snapshot(folder, "test-case"), "damaged", made) == [1.5, 1.5]


def test_other_data_and_other_versions_are_never_answered_from_it(snapshot: Snapshot) -> None:
    made: list[float] = []
    kept = snapshot.path.parent / FOLDER
    kept.mkdir(exist_ok=True)
    older = kept / f"{snapshot.manifest.sha256[:16]}-{'0' * 16}-version.json"
    older.write_text("[9.0]")
    assert _kept(snapshot, "version", made) == [1.5]
    assert not older.exists(), "what another version kept is cleared away"
    [path] = kept.glob("*-version.json")
    assert program_fingerprint() in path.name
    seen = snapshot.through(Seen((("product", "select * from main.product where false"),), ()))
    assert _kept(seen, "version", made) == [1.5, 1.5], "what is seen through selects is other data"
    assert list(kept.glob("*-version.json")) == [path]


def test_where_nothing_can_be_written_it_is_made_all_the_same(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("analysis.warehouse.kept.write_durably", refuse)
    assert _kept(snapshot, "unwritten", []) == [1.5]
    assert not list((snapshot.path.parent / FOLDER).glob("*-unwritten.json"))


def test_a_name_must_be_one_of_a_file(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="not a name"):
        _kept(snapshot, "../elsewhere", [])


def test_evidence_is_read_back_as_it_was_made(workspace: Path) -> None:
    first, second = (open_snapshot(workspace, "michigan-1987") for _ in range(2))
    heard: list[tuple[int, int]] = []
    gains = productivity_gains(first, (), lambda done, of: heard.append((done, of)))
    make_ahead(first)
    assert made_ahead(second)
    assert gains_known(second, ())
    assert repr(productivity_gains(second, ())) == repr(gains)
    for outcome in OUTCOMES:
        assert repr(effects_on(second, outcome)) == repr(effects_on(first, outcome))
    assert [done for done, _ in heard] == list(range(len(heard))), "told as it goes on"
    assert is_kept(second, KEPT)
