"""Somebody who uses the program: name, role and, of an officer, the districts."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.access.roles import ROLES, Right, Role, RoleName
from analysis.warehouse.limits import Limit


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads; `districts` are codes of 2020-2025, and only of a role bound to its districts.

    Raises ValueError for an officer of no district, and for districts of any other role: neither
    must ever be taken for somebody who sees everything.
    """

    name: str
    role_name: RoleName
    districts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role.own_district != bool(self.districts):
            raise ValueError(f"role {self.role_name} with districts {self.districts}")

    @property
    def role(self) -> Role:
        """The role with what it may do."""
        return ROLES[self.role_name]

    def may(self, right: Right) -> bool:
        """Tell whether this reader may do something."""
        return right in self.role.rights

    @property
    def limit(self) -> Limit:
        """What the warehouse lets this reader see."""
        return Limit(self.districts, self.role.sees_names)
