"""Small documents sealed with their own checksum: what was torn or altered is not believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def sealed(body: Mapping[str, Any]) -> bytes:
    """Return a document of JSON that holds a body and its checksum."""
    document = {"body": body, "sha256": _checksum(body)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()


def unsealed(content: bytes) -> dict[str, Any] | None:
    """Return the body of a sealed document, or None when it is torn or altered."""
    try:
        document = json.loads(content)
        body = document["body"]
        return dict(body) if _checksum(body) == document["sha256"] else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def read_sealed(path: Path) -> dict[str, Any] | None:
    """Return the body of a sealed file, or None when it is torn, altered or unreadable."""
    try:
        return unsealed(path.read_bytes())
    except OSError:
        return None


def _checksum(body: Any) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
