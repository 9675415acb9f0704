"""Who is signed in: sessions of this process, ended by rest, by age, or by a change of the user.

The browser holds a random code; here only its digest is kept, so that a copy of the memory opens
no session either. A restart ends them all.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from threading import Lock

from analysis.access.reader import Reader

MOST_SESSIONS = 5_000


@dataclass(frozen=True, slots=True)
class Session:
    """An open session; moments are seconds of a clock that never goes back.

    `epoch` is that of the local user it was opened for, None for one an identity provider vouches
    for.
    """

    reader: Reader
    epoch: int | None
    opened: float
    used: float
    form_code: str


class Sessions:
    """The open sessions of a server."""

    def __init__(self, idle_seconds: float, longest_seconds: float) -> None:
        self.idle_seconds = idle_seconds
        self.longest_seconds = longest_seconds
        self._open: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, reader: Reader, epoch: int | None, now: float) -> str:
        """Open a session and return its code, which is told once and kept nowhere."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            self._sweep(now)
            self._open[_digest(code)] = Session(reader, epoch, now, now, secrets.token_urlsafe(32))
            while len(self._open) > MOST_SESSIONS:
                del self._open[min(self._open, key=lambda key: self._open[key].used)]
        return code

    def find(self, code: str, now: float, touch: bool = True) -> Session | None:
        """Return the session of a code, None when it has ended; `touch`: somebody is at work."""
        key = _digest(code)
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if self._ended(session, now):
                del self._open[key]
                return None
            if touch:
                session = replace(session, used=now)
                self._open[key] = session
            return session

    def end(self, code: str) -> Session | None:
        """End a session and return it."""
        with self._lock:
            return self._open.pop(_digest(code), None)

    def seconds_left(self, session: Session, now: float) -> float:
        """Return how long a session lasts if nobody does anything more."""
        rest = session.used + self.idle_seconds - now
        return max(min(rest, session.opened + self.longest_seconds - now), 0.0)

    def _ended(self, session: Session, now: float) -> bool:
        return self.seconds_left(session, now) <= 0.0

    def _sweep(self, now: float) -> None:
        for key in [key for key, one in self._open.items() if self._ended(one, now)]:
            del self._open[key]


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
