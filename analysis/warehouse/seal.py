"""Sealed files: JSON that carries a checksum of itself, so that a torn or altered one is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def sealed(body: Mapping[str, Any]) -> bytes:
    """Return the content of a sealed file."""
    seal = _checksum(body)
    document = json.dumps(
        {"body": body, "sha256": seal}, ensure_ascii=False, sort_keys=True, indent=1
    )
    return document.encode()


def unsealed(path: Path) -> dict[str, Any] | None:
    """Return the body of a sealed file, or None when it is torn, altered or unreadable."""
    try:
        document = json.loads(path.read_bytes())
        return dict(document["body"]) if _checksum(document["body"]) == document["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _checksum(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
