"""The audit log: every change of any line is found, and a crash in the middle is no change."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.access.roles import ROLE_WORDS
from analysis.audit.details import LABELS, details_in
from analysis.audit.log import Head, head_file, log_file, read_head, record
from analysis.audit.verify import newest, verify
from analysis.language import LANGUAGES, Text
from analysis.settings import PROJECT_ROOT


def _written(folder: Path, number: int = 5) -> Path:
    for n in range(number):
        record(folder, "download", "lan", {"file": f"bảng {n}.csv"})
    return log_file(folder)


def test_an_untouched_log_is_intact_and_read_newest_first(tmp_path: Path) -> None:
    assert verify(tmp_path).intact
    _written(tmp_path)
    found = verify(tmp_path)
    assert (found.intact, found.lines, found.head) == (True, 5, read_head(tmp_path))
    assert [entry.what["file"] for entry in newest(tmp_path, 2)] == ["bảng 4.csv", "bảng 3.csv"]
    assert newest(tmp_path, 9, "login") == []


def test_details_are_told_in_words(tmp_path: Path) -> None:
    record(tmp_path, "import", "lan", {"case": "own", "snapshot": 3, "action": "load"})
    record(tmp_path, "login_failed", "", {"locked": True, "role": None})
    record(tmp_path, "users", "lan", {"what": "role", "user": "minh", "role": "officer"})
    named = {"case": {"own": Text("Tỉnh nhà", "Home")}, "role": ROLE_WORDS}
    vi, en = (
        [details_in(language, entry, named) for entry in newest(tmp_path, 9)]
        for language in LANGUAGES
    )
    assert vi == [
        "việc: đổi vai trò, người dùng: minh, vai trò: cán bộ khuyến công huyện",
        "đang bị khóa: có",
        "việc: Nạp bộ dữ liệu, bộ dữ liệu: Tỉnh nhà, bản số liệu: 3",
    ]
    assert en[1:] == ["locked: yes", "action: Data set loaded, data set: Home, snapshot: 3"]


def _details_of_calls() -> set[str]:
    """Return every name of a detail that a call puts on record, written there or just before."""
    names = set()
    for path in [*PROJECT_ROOT.glob("analysis/**/*.py"), *PROJECT_ROOT.glob("dashboard/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        if "analysis.audit.log" not in text and path.parent.name != "audit":
            continue
        nodes = list(ast.walk(ast.parse(text)))
        given = {
            target.id: node.value
            for node in nodes
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for call in nodes:
            named = isinstance(call, ast.Call) and ast.unparse(call.func)
            if named in ("record", "record_done", "_append", "asyncio.to_thread"):
                last = call.args[-1]
                told = given.get(last.id) if isinstance(last, ast.Name) else last
                if isinstance(told, ast.Dict):
                    names.update(str(ast.literal_eval(key)) for key in told.keys if key)
    return names


def test_every_detail_put_on_record_has_words_and_no_other() -> None:
    assert _details_of_calls() == set(LABELS)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    _written(folder)
    return folder


@given(data=some.data())
def test_any_changed_byte_is_found(whole: Path, data: some.DataObject) -> None:
    path = log_file(whole)
    good = path.read_bytes()
    place = data.draw(some.integers(0, len(good) - 1))
    byte = data.draw(some.integers(0, 255).filter(lambda value: value != good[place]))
    try:
        path.write_bytes(good[:place] + bytes([byte]) + good[place + 1 :])
        assert not verify(whole).intact
    finally:
        path.write_bytes(good)


@given(some.permutations(range(5)), some.integers(0, 5))
def test_lines_out_of_order_or_missing_are_found(whole: Path, order: list[int], kept: int) -> None:
    path = log_file(whole)
    good = path.read_bytes()
    lines = good.splitlines(keepends=True)
    made = b"".join(lines[number] for number in order[:kept])
    try:
        path.write_bytes(made)
        # A log that ends where the head is has all its lines; every other is found.
        assert verify(whole).intact == (made == good)
    finally:
        path.write_bytes(good)


def test_a_log_cut_off_stays_broken_whatever_is_written_after(tmp_path: Path) -> None:
    path = _written(tmp_path)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    assert not verify(tmp_path).intact
    record(tmp_path, "login", "lan", {})
    assert not verify(tmp_path).intact
    path.unlink()
    assert not verify(tmp_path).intact


def test_a_log_written_anew_with_its_head_is_found_by_a_head_noted_elsewhere(
    tmp_path: Path,
) -> None:
    _written(tmp_path)
    noted = read_head(tmp_path)
    assert noted is not None
    record(tmp_path, "login", "lan", {})
    assert verify(tmp_path, noted).intact
    log_file(tmp_path).unlink()
    head_file(tmp_path).unlink()
    # Another beginning: the same events of the same second would be the very same lines.
    record(tmp_path, "logout", "hoa", {})
    _written(tmp_path, 7)
    # By itself nothing is wrong with it: this is what whoever owns the disk can do.
    assert verify(tmp_path).intact
    assert not verify(tmp_path, noted).intact
    assert not verify(tmp_path, Head(2, "0" * 64)).intact


def test_a_line_torn_by_a_crash_is_dropped_and_said(tmp_path: Path) -> None:
    path = _written(tmp_path)
    before = head_file(tmp_path).read_bytes()
    record(tmp_path, "login", "lan", {})
    # Between line and head: the line counts.
    head_file(tmp_path).write_bytes(before)
    assert verify(tmp_path).intact
    with path.open("ab") as stream:
        stream.write(b'{"n":7,"at":"2026')
    record(tmp_path, "logout", "lan", {})
    assert [entry.kind for entry in newest(tmp_path, 3)] == ["logout", "torn", "login"]
    assert verify(tmp_path).intact


def test_many_writers_make_one_chain(tmp_path: Path) -> None:
    writers = [threading.Thread(target=_written, args=(tmp_path, 8)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = verify(tmp_path)
    assert (found.intact, found.lines) == (True, 32)
