"""What stands in for a snapshot that cannot be served: what it was made from, and so on back."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.warehouse.manifest import Manifest


def standing_in(manifests: Iterable[Manifest], case: str, wanted: int | None) -> list[Manifest]:
    """Return the snapshots of a case in the order they stand in for the wanted one, that first.

    After the line it was made along come all others that are not newer, newest first: an import
    that was undone is one of these.
    """
    known = {one.number: one for one in manifests if one.case == case}
    line: list[Manifest] = []
    number = wanted
    while number is not None and number in known and known[number] not in line:
        line.append(known[number])
        number = known[number].parent
    rest = [one for one in known.values() if one not in line]
    older = [one for one in rest if wanted is None or one.number <= wanted]
    return line + sorted(older, key=lambda one: one.number, reverse=True)
