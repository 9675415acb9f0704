"""Failed logins slow down: kept on disk, so that a restart forgives nothing.

After three failures of a name, or ten of an address, each further one doubles the time until the
next try is looked at, up to a quarter of an hour. Addresses and names are kept as digests: this is
a count, and no record of who came from where.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from analysis.access.users import access_folder
from analysis.warehouse.files import write_durably

_FILE = "attempts.json"
FREE = {"name": 3, "address": 10}
LONGEST_WAIT = 900.0
FORGOTTEN_AFTER = 24 * 3600.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a login failed in a row, and when last (seconds since 1970)."""

    failures: int
    last: float


class Throttle:
    """The failed logins of a workspace."""

    def __init__(self, workspace: Path) -> None:
        self._folder = access_folder(workspace)

    def seconds_to_wait(self, name: str, address: str, now: float) -> float:
        """Return how long the next try of a name from an address has to wait; 0: not at all."""
        tried = self._read()
        return max(_wait(tried.get(key), FREE[kind], now) for kind, key in _keys(name, address))

    def admit(self, name: str, address: str, now: float) -> float:
        """Return how long a try has to wait; one that need not is counted as failed already.

        So a hundred tries at the same moment are not a hundred free ones.
        """
        with self._locked():
            tried = self._read()
            late = {key: Tried(one.failures, now) for key, one in tried.items() if one.last > now}
            if late:
                # The clock was moved back: nobody waits until it is as late again.
                tried.update(late)
                self._write(tried, now)
            wait = self.seconds_to_wait(name, address, now)
            if wait > 0:
                return wait
            for _kind, key in _keys(name, address):
                before = tried.get(key, Tried(0, now))
                failures = before.failures if now - before.last < FORGOTTEN_AFTER else 0
                tried[key] = Tried(failures + 1, now)
            self._write(tried, now)
        return 0.0

    def succeeded(self, name: str, address: str, now: float) -> None:
        """Forget the failures of a name; of an address, which may guess many names, this try."""
        with self._locked():
            tried = self._read()
            tried.pop(_key("name", name), None)
            key = _key("address", address)
            if key in tried:
                tried[key] = Tried(max(tried[key].failures - 1, 0), tried[key].last)
            self._write(tried, now)

    def _locked(self) -> FileLock:
        self._folder.mkdir(parents=True, exist_ok=True)
        return FileLock(str(self._folder / ".attempts.lock"), timeout=30)

    def _read(self) -> dict[str, Tried]:
        try:
            rows = json.loads((self._folder / _FILE).read_bytes())
            return {str(key): Tried(int(row[0]), float(row[1])) for key, row in rows.items()}
        except (OSError, ValueError, TypeError, AttributeError, IndexError):
            # Whoever can damage the file can delete it, too.
            return {}

    def _write(self, tried: dict[str, Tried], now: float) -> None:
        fresh = {key: one for key, one in tried.items() if now - one.last < FORGOTTEN_AFTER}
        newest = sorted(fresh.items(), key=lambda item: item[1].last)[-MOST_KEPT:]
        rows = {key: [one.failures, one.last] for key, one in newest}
        write_durably(self._folder / _FILE, json.dumps(rows).encode())


def _wait(tried: Tried | None, free: int, now: float) -> float:
    if tried is None or tried.failures < free:
        return 0.0
    whole = min(2.0 ** min(tried.failures - free, 20), LONGEST_WAIT)
    return min(max(whole - (now - tried.last), 0.0), whole)


def _keys(name: str, address: str) -> tuple[tuple[str, str], ...]:
    return ("name", _key("name", name)), ("address", _key("address", address))


def _key(kind: str, value: str) -> str:
    return f"{kind[0]}-{hashlib.sha256(f'{kind} {value}'.encode()).hexdigest()[:24]}"
