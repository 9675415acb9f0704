"""Where the law's order of industries puts products, with the reason for each.

Circular 46/2012, article 6, ranks establishments and projects. A product stands where most of those
that make it stand: this is our reading, and said wherever it is shown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.decisions.law_words import NO_CLASS, UNKNOWN_CLASS
from analysis.decisions.scoring.table import Bools, Floats
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.phrases import number
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

COLUMNS = (
    *("product_id", "place", "best_place"),
    *("class_vi", "class_en", "unknown_vi", "unknown_en"),
)
_COUNTED = Text("{title} ({holding} trên {asked} cơ sở)", "{title} ({holding} of {asked} makers)")


def product_law(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per product: its class in the law's order of industries, the highest first.

    Columns: product_id; place (that of the highest criterion which surely holds, 1 is the first,
    the place after the last is none); best_place (the highest it may have, were all that is not
    known to hold); class (why, in words) and unknown (which higher criteria are not known, or
    null), each ending in _vi and _en. Makers are those of the scope's places, industries and sizes.
    Empty where no product or no rule of industries is recorded.
    """
    day = {"judged_on": snapshot.case.as_of}
    tested = ask_in(PACKAGE, snapshot, scope, "product_law", day)
    if tested.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    after = int(tested["place"].max()) + 1
    rows = [_standing(str(name), rules, after) for name, rules in tested.groupby("product_id")]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.sort_values(["place", "product_id"], ignore_index=True)


def law_ranks(law: pd.DataFrame, ids: tuple[str, ...]) -> tuple[Floats, Bools]:
    """Return the place by law (n,) of products, NaN without one, and whether it may be higher."""
    rows = law.set_index("product_id").reindex(list(ids))
    places = rows["place"].astype("float64")
    partial = rows["best_place"].astype("float64") < places
    return np.asarray(places, dtype=np.float64), np.asarray(partial, dtype=np.bool_)


def _standing(product: str, rules: pd.DataFrame, after: int) -> dict[str, Any]:
    certain = rules[rules["holds"].fillna(False).astype(bool)]
    place = int(certain["place"].min()) if len(certain) else after
    doubted = rules[rules["holds"].isna() & (rules["place"] < place)]
    best = int(doubted["place"].min()) if len(doubted) else place
    held = _joined(certain[certain["place"] == place])
    if held is None:
        held = NO_CLASS["industry"] if doubted.empty else UNKNOWN_CLASS
    unknown = _joined(doubted)
    return {
        "product_id": product,
        "place": place,
        "best_place": best,
        "class_vi": held.vi,
        "class_en": held.en,
        "unknown_vi": None if unknown is None else unknown.vi,
        "unknown_en": None if unknown is None else unknown.en,
    }


def _joined(rules: pd.DataFrame) -> Text | None:
    """Return the titles of criteria, with the makers that were counted, None for none of them."""
    if rules.empty:
        return None
    told = []
    for rule in rules.to_dict("records"):
        title = Text(str(rule["title_vi"]), str(rule["title_en"]))
        if pd.notna(rule["asked"]) and rule["asked"]:
            counts = {name: number(int(rule[name])) for name in ("holding", "asked")}
            title = _COUNTED.filled(title=title, **counts)
        told.append(title)
    return Text("; ".join(one.vi for one in told), "; ".join(one.en for one in told))
