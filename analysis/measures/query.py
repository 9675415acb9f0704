"""Running a measure's SQL: its shared parts put before it, its scope bound as parameters."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.scope import Scope
from analysis.warehouse import Snapshot

_USES = re.compile(r"^-- uses: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"\$([a-z_]+)")


@lru_cache(maxsize=64)
def statement(name: str, group: str | None = None) -> str:
    """Return the SQL of `sql/<name>.sql` with the shared parts it says it uses.

    `group` fills the placeholder of a file that groups by columns named in code, never by input.
    """
    text = _read(name)
    if group is not None:
        columns = group.split(", ")
        text = text.replace(
            "{project_group}", ", ".join(f"project_group.{column}" for column in columns)
        ).replace("{group}", group)
    uses = _USES.search(text)
    if uses is None:
        return text
    shared = ",\n".join(f"{part} as (\n{_read(part)})" for part in uses[1].split(", "))
    body = _without_comments(text)
    joint = body.replace("with ", ",\n", 1) if body.startswith("with ") else "\n" + body
    return f"with {shared}{joint}"


def ask(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    group: str | None = None,
    **more: list[str],
) -> pd.DataFrame:
    """Run a measure's SQL on a snapshot inside a scope and return its rows.

    `more` are parameters of the file beyond those of the scope.
    """
    sql = statement(name, group)
    known: dict[str, Any] = {
        "years": list(scope.years),
        "districts": list(scope.districts),
        "activities": list(scope.activities),
        "fund_sources": list(scope.fund_sources),
        "industries": list(scope.industries),
        "sizes": list(scope.sizes),
        "prices": scope.prices,
        "vintage": scope.vintage,
        **more,
    }
    wanted = set(_PARAMETER.findall(sql))
    return snapshot.query(sql, {name: known[name] for name in wanted})


def _read(name: str) -> str:
    return files("analysis.measures").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")


def _without_comments(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return "\n".join(lines).strip()
