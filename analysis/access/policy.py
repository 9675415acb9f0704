"""How a workspace lets people in: how long sessions last, and what an identity provider may say.

access/access.toml, which need not be there:

    idle_minutes = 30
    longest_hours = 12

    [identity]                  # with Streamlit's secrets.toml: who the provider is
    claim = "groups"            # the claim that names groups
    name_claim = "email"        # the claim that names the person

    [identity.roles]            # group = role, an officer's with the district
    "khuyencong-leaders" = "leader"
    "khuyencong-binh-son" = "officer:524"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.access.errors import AccessError
from analysis.access.reader import Reader
from analysis.access.roles import ROLES
from analysis.access.users import access_folder, users
from analysis.language import Text

_FILE = "access.toml"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """What the claims of an identity provider mean here: group to a reader without a name."""

    claim: str
    name_claim: str
    roles: Mapping[str, Reader]


@dataclass(frozen=True, slots=True)
class Policy:
    """How long sessions last, in seconds, and what an identity provider may say, if any."""

    idle_seconds: float = 30 * 60.0
    longest_seconds: float = 12 * 3600.0
    identity: Identity | None = field(default=None)


def policy(workspace: Path) -> Policy:
    """Return the policy of a workspace; the default without a file. Raises AccessError."""
    path = access_folder(workspace) / _FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError) as error:
        raise _bad(path, str(error)) from error
    unknown = set(given) - {"idle_minutes", "longest_hours", "identity"}
    if unknown:
        raise _bad(path, ", ".join(sorted(unknown)))
    default = Policy()
    idle = _seconds(path, given.get("idle_minutes"), 60.0, default.idle_seconds)
    longest = _seconds(path, given.get("longest_hours"), 3600.0, default.longest_seconds)
    return Policy(idle, longest, _identity(path, given.get("identity")))


def protected(workspace: Path) -> bool:
    """Tell whether anybody has to sign in here: there are users, or an identity provider.

    Raises AccessError when the files that say so cannot be read.
    """
    return bool(users(workspace)) or policy(workspace).identity is not None


def reader_of_claims(identity: Identity, claims: Mapping[str, Any]) -> Reader | None:
    """Return who an identity provider says somebody is; None when no role is meant for them.

    Of several groups the role that may most counts; an officer of several districts sees them all.
    """
    name = claims.get(identity.name_claim)
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME:
        return None
    told = claims.get(identity.claim)
    groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    meant = [identity.roles[group] for group in groups if group in identity.roles]
    if not meant:
        return None
    order = list(ROLES)
    highest = max(meant, key=lambda reader: order.index(reader.role_name)).role_name
    districts = {
        code for reader in meant if reader.role_name == highest for code in reader.districts
    }
    return Reader(name, highest, tuple(sorted(districts)))


def _identity(path: Path, given: Any) -> Identity | None:
    if given is None:
        return None
    try:
        roles = {str(group): _role(str(told)) for group, told in given["roles"].items()}
        claim, name_claim = given["claim"], given.get("name_claim", "email")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad(path, f"identity: {error}") from error
    if not roles or not isinstance(claim, str) or not isinstance(name_claim, str):
        raise _bad(path, "identity")
    return Identity(claim, name_claim, roles)


def _role(told: str) -> Reader:
    role, _, districts = told.partition(":")
    for name in ROLES:
        if name == role:
            return Reader("", name, tuple(filter(None, districts.split(","))))
    raise ValueError(told)


def _seconds(path: Path, given: Any, unit: float, default: float) -> float:
    if given is None:
        return default
    if isinstance(given, bool) or not isinstance(given, int | float) or given <= 0:
        raise _bad(path, str(given))
    return float(given) * unit


def _bad(path: Path, detail: str) -> AccessError:
    return AccessError(
        Text(
            f"Không dùng được tệp {path}: {detail}. Sửa theo docs/security.md rồi chạy lại",
            f"The file {path} cannot be used: {detail}. Mend it as docs/security.md says, then run "
            "again",
        )
    )
