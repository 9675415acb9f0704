"""How much of a snapshot one reader may see: rows of which districts, and whether names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """The districts whose rows are seen, all when none is named, and whether anybody is named.

    Districts are codes of 2020-2025, as in `Scope.districts`. Without `names` no establishment can
    be told by name, tax code or what others wrote about it.
    """

    districts: tuple[str, ...] = ()
    names: bool = True

    @property
    def is_none(self) -> bool:
        """Whether everything is seen, as it lies in the file."""
        return not self.districts and self.names

    @property
    def key(self) -> str:
        """What tells it from every other limit: part of every key that something is kept under."""
        names = "names" if self.names else "no names"
        return f"districts {','.join(sorted(self.districts))}; {names}"


NO_LIMIT = Limit()
