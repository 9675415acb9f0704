"""Signing in by name and password: slowed down, on record, and telling nothing of who there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.access.passwords import matches
from analysis.access.throttle import Throttle
from analysis.access.users import User, users
from analysis.audit.log import record


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of a try: the user, or none and how long the next try has to wait (seconds)."""

    user: User | None
    wait: float = 0.0


def sign_in(workspace: Path, name: str, password: str, address: str, now: float) -> SignIn:
    """Try a name and a password from an address; `now` is in seconds since 1970.

    A try during the wait is not looked at, right or wrong. A name there is not, one that is locked
    and a wrong password are one answer. Raises AccessError when the users cannot be read.
    """
    throttle = Throttle(workspace)
    wait = throttle.admit(name, address, now)
    if wait > 0:
        return SignIn(None, wait)
    user = users(workspace).get(name)
    if matches(user.hash if user else None, password) and user is not None and not user.locked:
        throttle.succeeded(name, address, now)
        record(workspace, "login", user.name, {"role": user.role})
        return SignIn(user)
    # A password typed as a name must not stay on record.
    told = {"locked": bool(user and user.locked)}
    record(workspace, "login_failed", user.name if user else "", told)
    return SignIn(None, throttle.seconds_to_wait(name, address, now))
