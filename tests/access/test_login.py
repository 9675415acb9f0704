"""Failed logins slow down, also across restarts; sessions end by rest, by age and by change."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.access.login import sign_in
from analysis.access.reader import Reader
from analysis.access.sessions import Sessions
from analysis.access.throttle import FREE, LONGEST_WAIT, Throttle
from analysis.access.users import add_user, lock_user
from analysis.audit.verify import newest

PASSWORD = "một câu dễ nhớ về biển"
NOW = 1_800_000_000.0


def test_a_wrong_password_is_slowed_and_on_record_without_what_was_typed(tmp_path: Path) -> None:
    add_user(tmp_path, "lan", "leader", PASSWORD)
    waits = [sign_in(tmp_path, "lan", "sai", "10.0.0.1", NOW).wait for _ in range(FREE["name"])]
    assert waits[:-1] == [0.0, 0.0]
    assert waits[-1] == 1.0
    # During the wait the right password is not looked at, from any address and after a restart.
    assert sign_in(tmp_path, "lan", PASSWORD, "10.0.0.2", NOW + 0.5).user is None
    assert sign_in(tmp_path, "lan", "sai", "10.0.0.2", NOW + 1).wait == 2.0
    # Another person is not kept waiting for it.
    add_user(tmp_path, "minh", "analyst", PASSWORD)
    assert sign_in(tmp_path, "minh", PASSWORD, "10.0.0.3", NOW + 1).user is not None
    assert sign_in(tmp_path, "lan", PASSWORD, "10.0.0.2", NOW + 3.1).user is not None
    assert sign_in(tmp_path, "lan", "sai", "10.0.0.2", NOW + 4).wait == 0.0
    sign_in(tmp_path, PASSWORD, "x", "10.0.0.4", NOW)
    kinds = [entry.kind for entry in newest(tmp_path, 50)]
    assert kinds.count("login_failed") == 6
    assert kinds.count("login") == 2
    assert PASSWORD not in (tmp_path / "audit" / "log.jsonl").read_text(encoding="utf-8")


def test_a_name_there_is_not_is_answered_as_a_wrong_password(tmp_path: Path) -> None:
    add_user(tmp_path, "lan", "leader", PASSWORD)
    add_user(tmp_path, "khoa", "leader", PASSWORD)
    lock_user(tmp_path, "khoa")
    answers = {
        name: [sign_in(tmp_path, name, given, f"10.0.1.{n}", NOW) for _ in range(5)]
        for n, (name, given) in enumerate({"lan": "sai", "ai": "sai", "khoa": PASSWORD}.items())
    }
    assert answers["lan"] == answers["ai"] == answers["khoa"]


@settings(max_examples=25)
@given(some.lists(some.tuples(some.booleans(), some.floats(0, 2000)), max_size=10))
def test_a_wait_is_bounded_and_a_clock_moved_back_locks_nobody_out(tries) -> None:
    with tempfile.TemporaryDirectory() as folder:
        throttle, now = Throttle(Path(folder)), NOW
        for back, step in tries:
            now += -step if back else step
            wait = throttle.admit("lan", "10.0.0.1", now)
            assert 0.0 <= wait <= LONGEST_WAIT
            if wait > 0:
                # Whoever waits as long as told may try, but for what a float rounds off.
                assert throttle.seconds_to_wait("lan", "10.0.0.1", now + wait) < 1e-5


def test_a_session_ends_by_rest_and_by_age() -> None:
    sessions = Sessions(idle_seconds=10, longest_seconds=25)
    code = sessions.begin(Reader("lan", "leader"), 1, now=0)
    assert sessions.find(code, 9) is not None
    # To look whether it lasts does not make it last.
    assert sessions.find(code, 18, touch=False) is not None
    assert sessions.find(code, 19.5) is None
    assert sessions.find(code, 0) is None
    code = sessions.begin(Reader("lan", "leader"), 1, now=0)
    for now in (8, 16, 24):
        assert sessions.find(code, now) is not None
    assert sessions.find(code, 25) is None
    code = sessions.begin(Reader("lan", "leader"), 1, now=0)
    assert sessions.find(code + "x", 1) is None
    assert sessions.end(code) is not None
    assert sessions.find(code, 1) is None
