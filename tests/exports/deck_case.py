"""What the tests of decks share: decks of the simulated province, built once for a worker."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from analysis.exports.deck.build import build_deck
from analysis.exports.deck.model import Audience, Deck
from analysis.exports.deck.request import request_of_set
from analysis.language import Language
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

BOTH: tuple[Language, ...] = ("vi", "en")


@lru_cache(maxsize=4)
def simulated(workspace: Path) -> Snapshot:
    """Return the open snapshot of the simulated province."""
    return open_snapshot(workspace, "quang-ngai-simulated")


@lru_cache(maxsize=4)
def whole_deck(workspace: Path, audience: Audience = "internal") -> Deck:
    """Return the deck with nearly every view, in both languages."""
    request = replace(request_of_set("annual-report", BOTH), audience=audience)
    return build_deck(simulated(workspace), Scope(), request)


@lru_cache(maxsize=4)
def leadership_deck(workspace: Path) -> Deck:
    """Return the leadership briefing in Vietnamese."""
    return build_deck(simulated(workspace), Scope(), request_of_set("leadership"))
