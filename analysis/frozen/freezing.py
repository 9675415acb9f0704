"""Freezing: the public tables are made once, hidden where they must be, and audited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from analysis.disclosure.audit import Audit, audit_of, narrow
from analysis.disclosure.rules import Rules, Sensitive
from analysis.disclosure.secondary import SECONDS, Hidden, hide
from analysis.frozen.contributions import (
    DIMENSIONS,
    Contributions,
    money_contributions,
    outcome_contributions,
)
from analysis.frozen.cube import Cell, cells_of
from analysis.frozen.frozen_set import FrozenSet, PublicCell, State
from analysis.frozen.joint import Joint, Published, changes, joint, tells_of_few
from analysis.frozen.report import family_report
from analysis.frozen.tables import ALL, FAMILIES, MONEY_FAMILY, Family, Key
from analysis.language import Text
from analysis.measures import run_measure
from analysis.measures.labels import unit_texts
from analysis.scope import Scope
from analysis.warehouse import Snapshot, WarehouseError

_HIDING = Text("Đang chọn ô phải ẩn: {family} …", "Choosing what to hide: {family} …")


class NotSafeError(WarehouseError):
    """A freeze whose audit found a figure that could be placed too well; nothing is published."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier frozen set with the contributions it was made of, by family."""

    frozen: FrozenSet
    basis: Mapping[str, Contributions]


@dataclass(frozen=True, slots=True)
class FrozenFamily:
    """A family as it is to be published: its cells, what is hidden, and proof of it.

    `contributions` are those the cells are made of: of held years, the earlier ones. `joint` is the
    system of all publications, `hidden` and `told` are of it; `now` are the hidden cells of this
    one.
    """

    family: Family
    contributions: Contributions
    cells: Mapping[Key, Cell]
    held: tuple[str, ...]
    joint: Joint
    hidden: Hidden
    told: Audit
    now: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Freeze:
    """A frozen set ready to be published, and the contributions to keep for the next one."""

    frozen: FrozenSet
    families: tuple[FrozenFamily, ...]


def freeze(
    snapshot: Snapshot,
    number: int,
    earlier: Sequence[Earlier] = (),
    rules: Rules | None = None,
    seconds: float = SECONDS,
    say: Callable[[Text], None] = lambda text: None,
) -> Freeze:
    """Return the frozen set of a snapshot after the earlier ones of its case, oldest first.

    `seconds` of the processor's time may be used for each family before the best choice of cells
    found is completed in the simple way. Raises NotSafeError when the audit finds a hidden figure
    within narrower bounds than the rules ask, WarehouseError for amounts below zero.
    """
    rules = rules or Rules()
    contributed = {
        "money": money_contributions(snapshot),
        "outcomes": outcome_contributions(snapshot),
    }
    families = []
    for family in FAMILIES:
        say(_HIDING.filled(family=family.title))
        before = [(one.basis[family.code], _hidden(one.frozen, family)) for one in earlier]
        families.append(freeze_family(family, contributed[family.code], before, rules, seconds))
    return Freeze(_frozen_set(snapshot, number, families, rules), tuple(families))


def _hidden(frozen: FrozenSet, family: Family) -> frozenset[Key]:
    cells = frozen.cells[family.code]
    return frozenset(key for key, cell in cells.items() if cell.state == "hidden")


def freeze_family(
    family: Family,
    contributions: Contributions,
    earlier: Sequence[tuple[Contributions, frozenset[Key]]],
    rules: Rules,
    seconds: float = SECONDS,
) -> FrozenFamily:
    """Return a family hidden and audited; `earlier` are contributions and hidden cells of before.

    Raises NotSafeError as `freeze` does.
    """
    before = [Published(_cells(family, one), hidden) for one, hidden in earlier]
    held: tuple[str, ...] = ()
    if earlier:
        contributions, held = _with_held_years(family, contributions, earlier[-1][0], rules)
    cells = _cells(family, contributions)
    system = joint(family, cells, before, rules)
    hidden = hide(system.linked, rules, seconds)
    told = _proven(system, hidden)
    now = frozenset(key for key, place in system.places.items() if hidden.all[place])
    return FrozenFamily(family, contributions, cells, held, system, hidden, told, now)


def _cells(family: Family, contributions: Contributions) -> dict[Key, Cell]:
    try:
        return cells_of(contributions, family)
    except ValueError as error:
        raise WarehouseError(
            Text(
                f"Không đóng băng được: có số tiền âm ({error}). Sửa hồ sơ đó rồi chạy lại",
                f"Cannot freeze: an amount is below zero ({error}). Correct it and run again",
            )
        ) from error


def _with_held_years(
    family: Family, contributions: Contributions, before: Contributions, rules: Rules
) -> tuple[Contributions, tuple[str, ...]]:
    """Return the contributions with those years as before whose change would tell of few.

    Where the whole province's figures of a year changed through so few that their part could be
    found, showing the new ones would tell it and hiding them would lose the year: the year stays as
    it was published.
    """
    old, new = (_cells(family, one) for one in (before, contributions))
    held = []
    rows = [contributions.rows]
    years = sorted({*before.rows["year"], *contributions.rows["year"]})
    for year in (one for one in years if one in set(before.rows["year"])):
        key = tuple(year if name == "year" else ALL for name in DIMENSIONS)
        empty = Cell((), (), {}, ())
        if tells_of_few(changes(old.get(key, empty), new.get(key, empty)), rules):
            held.append(year)
    if held:
        rows = [
            contributions.rows[~contributions.rows["year"].isin(held)],
            before.rows[before.rows["year"].isin(held)],
        ]
    joined = pd.concat(rows, ignore_index=True) if len(rows) > 1 else rows[0]
    return Contributions(joined, contributions.variables), tuple(held)


def _proven(system: Joint, hidden: Hidden) -> Audit:
    """Return the bounds of everything that must stay unknown. Raises NotSafeError for narrow ones.

    What no choice can hide is left out here and told in the report.
    """
    cells, protection = system.linked, hidden.sensitive.protection.copy()
    protection[:, list(hidden.unprotected)] = 0.0
    told = audit_of(cells, hidden.all | cells.standing.never, protection)
    close = narrow(cells, told, protection)
    if close.any():
        number = int(close.any(axis=0).sum())
        raise NotSafeError(
            Text(
                f"Kiểm tra lần cuối thấy {number} ô ẩn vẫn suy ra được quá sát; chưa công bố gì. "
                "Chạy lại với --seconds lớn hơn, hoặc báo lỗi chương trình",
                f"The last audit found {number} hidden cells that can still be placed too well; "
                "nothing was published. Run again with more --seconds, or report a fault",
            )
        )
    return told


def _frozen_set(
    snapshot: Snapshot, number: int, families: Sequence[FrozenFamily], rules: Rules
) -> FrozenSet:
    case, texts = snapshot.case, unit_texts(snapshot)
    units = {
        code
        for key in families[FAMILIES.index(MONEY_FAMILY)].cells
        for code in key[DIMENSIONS.index("unit")].split("/")
    }
    statistics = run_measure("coverage_by_district", snapshot, Scope())
    eligible = {
        str(row["district"]): int(row["eligible"])
        for row in statistics.to_dict("records")
        if not pd.isna(row["eligible"])
    }
    named = {*units, *eligible}
    return FrozenSet(
        number=number,
        case=case.name,
        title=case.title,
        about=case.about,
        source=case.source,
        simulated=case.simulated,
        currency=case.currency,
        as_of=case.as_of,
        snapshot=snapshot.number,
        frozen_at=datetime.now(UTC).replace(microsecond=0).isoformat(),
        rules=asdict(rules),
        names={code: texts[code] for code in sorted(named) if code in texts},
        eligible=eligible,
        cells={one.family.code: _public_cells(one) for one in families},
        held={one.family.code: one.held for one in families if one.held},
        report={one.family.code: _reported(one) for one in families},
        basis="",
    )


def _public_cells(one: FrozenFamily) -> dict[Key, PublicCell]:
    found = {}
    for key, cell in one.cells.items():
        state: State = "hidden" if key in one.now else "shown"
        if state == "hidden":
            found[key] = PublicCell("hidden")
            continue
        found[key] = PublicCell(
            "shown",
            dict(zip(one.family.figures, cell.told, strict=True)),
            dict(zip(one.family.variables, cell.unknown, strict=True)),
        )
    return found


def _reported(one: FrozenFamily) -> dict[str, object]:
    first = {key for key, place in one.joint.places.items() if one.hidden.first[place]}
    unprotected = set(one.hidden.unprotected)
    exposed = sum(place in unprotected for place in one.joint.places.values())
    return family_report(
        one.family,
        one.cells,
        frozenset(first),
        one.now,
        least=one.hidden.least,
        gap=one.hidden.gap,
        audited=_audited(one.joint, one.hidden.sensitive, one.told),
        unprotected=exposed,
    )


def _audited(system: Joint, marks: Sensitive, told: Audit) -> dict[str, float]:
    """Return of how many hidden figures bounds were found, and the narrowest of them.

    The narrowest is told as part of the protection asked: 1 is just enough, below it too little.
    """
    protection = marks.protection
    with np.errstate(invalid="ignore", divide="ignore"):
        values = system.linked.values
        margin = np.minimum(values - told.low, told.high - values) / protection
    known = (protection > 0) & ~np.isnan(margin)
    narrowest = float(margin[known].min()) if known.any() else 0.0
    return {"figures": int(known.sum()), "narrowest": round(narrowest, 4)}
