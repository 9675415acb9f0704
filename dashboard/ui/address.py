"""The address bar holds the whole state of a view, as codes that no language changes.

The address is the one truth: widgets are set from it before they are drawn and write to it when
they change, so a link, a reload and the browser's back button all show the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from analysis.decisions.plan_request import QUERY as REQUEST
from analysis.language import Language, Text
from analysis.scope import Scope
from dashboard.shell import MISSING
from dashboard.ui.data import default_language

VIEW = "view"
"""The address parameter by which a page tells its sections apart; it survives other changes."""

STEPS = "steps"
"""The address parameter that names a process: level, activity and kind, with points between."""

OFFICER = "officer"
"""The address parameter that names an officer by code; "unknown" is what nobody has in hand."""

OUTCOME = "outcome"
"""The address parameter that names the outcome a claim is about."""

METHOD = "method"
"""The address parameter that names how a claim is estimated; without it, chosen by numbers."""

GOAL = "goal"
"""The address parameter that names the share coverage is to reach, in percent; else the median."""

RANKING = "ranking"
"""The address parameter that names the method by which products are scored."""

WEIGHTS = "weights"
"""The address parameter that holds the weights of criteria as one code; equal ones without it."""

BOUNDS = "bounds"
"""The address parameter that holds the bounds of the weights that are tried; all without it."""

PRODUCT = "product"
"""The address parameter that names a product by its id."""

SECONDS = "seconds"
"""The address parameter that names the time a search may take; without it, the shortest."""

PLANS = "plans"
"""The address parameter that names two saved plans, set side by side."""

FIND = "find"
"""The address parameter that holds the words the glossary is filtered by."""

_OF_PAGES = (VIEW, STEPS, OFFICER, OUTCOME, METHOD, GOAL, FIND)
_OF_DECISIONS = (RANKING, WEIGHTS, BOUNDS, PRODUCT, SECONDS, PLANS, *REQUEST)
_KEPT = (*_OF_PAGES, *_OF_DECISIONS)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for, and a sentence for each value of it that cannot be read."""

    case: str | None
    scope: Scope
    problems: tuple[Text, ...] = ()


def read_address(
    parameters: Mapping[str, str], cases: Sequence[str], language: Language = "vi"
) -> Address:
    """Read an address; a case that is not among `cases` is left out with a sentence.

    `language` is what an address without one is shown in.
    """
    parameters = {"lang": language, **parameters}
    scope, problems = Scope.from_query(parameters)
    if MISSING in parameters:
        shown = parameters[MISSING][:40]
        problems.append(
            Text(
                f"Không có trang nào tên {shown}. Đang hiện trang đầu",
                f"There is no page named {shown}. Showing the first one",
            )
        )
    case = parameters.get("case")
    if case is not None and case not in cases:
        shown = case[:40]
        problems.append(
            Text(
                f"Địa chỉ nêu bộ dữ liệu không có: {shown}. Đang hiện bộ mặc định",
                f"The address names a data set that is not here: {shown}. Showing the default",
            )
        )
        case = None
    return Address(case or next(iter(cases), None), scope, tuple(problems))


def address_query(case: str | None, scope: Scope) -> dict[str, str]:
    """Return the parameters that reopen a view."""
    return {**({"case": case} if case else {}), **scope.to_query()}


def write_address(case: str | None, scope: Scope) -> None:
    """Put a view into the address bar; what the page itself has chosen stays chosen."""
    wanted = address_query(case, scope)
    wanted.update({name: st.query_params[name] for name in _KEPT if name in st.query_params})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def change_scope(case: str | None, change: Callable[[Scope], Scope]) -> None:
    """Apply one change to the scope the address holds now, and write it back."""
    parameters = {"lang": default_language(), **st.query_params.to_dict()}
    scope, _problems = Scope.from_query(parameters)
    write_address(case, change(scope))
