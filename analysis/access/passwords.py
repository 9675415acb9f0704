"""Passwords of local users: argon2id hashes, and rules that ask for length, not for signs."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from analysis.access.errors import AccessError
from analysis.language import Text

SHORTEST, LONGEST = 12, 256
_HASHER = PasswordHasher()
"""The parameters of the library are those RFC 9106 recommends for little memory."""


def hashed(password: str, name: str) -> str:
    """Return the hash of a new password of a user; raises AccessError for one that is too weak."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccessError(
            Text(
                f"Mật khẩu cần từ {SHORTEST} đến {LONGEST} ký tự; một câu dễ nhớ là tốt nhất",
                f"A password needs {SHORTEST} to {LONGEST} characters; a sentence is best",
            )
        )
    if len(set(password)) < 5 or name.casefold() in password.casefold():
        raise AccessError(
            Text(
                "Mật khẩu dễ đoán: chứa tên người dùng hoặc chỉ lặp vài ký tự",
                "The password is easily guessed: it holds the user's name or repeats few signs",
            )
        )
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the one behind a hash.

    Without a hash, for a user there is not, it takes as long and is false.
    """
    try:
        good = _HASHER.verify(stored or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return good and stored is not None


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")
