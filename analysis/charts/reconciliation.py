"""The reconciliation as a bridge: from the plan to what was paid, difference by difference."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, ORANGE, Trace, house_figure, sentence_case
from analysis.language import LANGUAGES, Language, Text, format_money, format_number, money_unit
from analysis.measures.answers import currency_of, price_note

BRIDGE_ALTERNATIVE = Text(
    "Biểu đồ bậc: từ kế hoạch đến giải ngân, mỗi bậc là một lý do chênh lệch và số đề án.",
    "Bridge chart: from plan to payments, each step one reason of difference and its projects.",
)
_WIDTH = 20
"""Letters in a line of a name: on a narrow screen the bars need their room too."""


def bridge_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the totals and the differences between them, top down; `frame` is reconciliation.

    Totals of which nothing is known, differences of nothing and notes have no bar. The grants of
    supports, which start from approved money again, are in the table only.
    """
    rows = bridge_rows(frame)
    currency = currency_of(rows) or "VND"
    amounts = [float(amount) for amount in rows["amount"]]
    totals = [amount for amount, role in zip(amounts, rows["role"], strict=True) if role == "total"]
    unit = money_unit(max(totals, default=0.0), currency)
    names = _distinct(["<br>".join(wrap(str(name), _WIDTH)) for name in rows["kind_name"]])
    told = [
        _told(amount, str(role), projects, currency, language)
        for amount, role, projects in zip(amounts, rows["role"], rows["projects"], strict=True)
    ]
    ends = [end / unit.factor for end in _ends(rows, amounts)]
    bridge: Trace = {
        "type": "waterfall",
        "orientation": "h",
        "measure": ["absolute" if role == "total" else "relative" for role in rows["role"]],
        "x": [amount / unit.factor for amount in amounts],
        "y": names,
        "textposition": "none",
        "increasing": {"marker": {"color": GREEN}},
        "decreasing": {"marker": {"color": ORANGE}},
        "totals": {"marker": {"color": BLUE}},
        "connector": {"line": {"color": GREY, "width": 1, "dash": "dot"}},
        "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    # Amounts stand to the right of every bar: beside a fall they would cover its name.
    labels: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": ends,
        "y": names,
        "text": [
            f" {_signed(amount, str(role), currency, language)}"
            for amount, role in zip(amounts, rows["role"], strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return house_figure(
        [bridge, labels],
        language,
        height=110 + 40 * max(len(rows), 3),
        showlegend=False,
        x_axis={
            "title": {"text": _axis_title(unit.name, frame).in_language(language)},
            "range": [0, max([*ends, 1e-9]) * 1.8],
            "showgrid": True,
        },
        y_axis={
            "showgrid": False,
            "type": "category",
            "autorange": "reversed",
            "tickfont": {"size": 12},
        },
    )


def bridge_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that the bridge draws, in order."""
    chain = frame[frame["role"] != "note"]
    paid = chain.index[chain["kind"] == "paid"]
    if len(paid):
        chain = chain.loc[: paid[0]]
    known = chain["amount"].notna()
    nothing = (chain["role"] != "total") & (chain["amount"].fillna(0) == 0)
    kept = chain[known & ~nothing]
    totals = kept[kept["role"] == "total"]
    # All payments equal what projects were paid unless a sum has an unknown part.
    if {"paid", "disbursed"} <= set(totals["kind"]):
        both = totals.set_index("kind")["amount"]
        if both["paid"] == both["disbursed"]:
            kept = kept[kept["kind"] != "paid"]
    return kept


def _ends(rows: pd.DataFrame, amounts: list[float]) -> list[float]:
    """Return how far right each bar reaches, in the currency's smallest unit."""
    at = 0.0
    ends = []
    for amount, role in zip(amounts, rows["role"], strict=True):
        before, at = at, amount if role == "total" else at + amount
        ends.append(at if role == "total" else max(before, at))
    return ends


def _signed(amount: float, role: str, currency: str, language: Language) -> str:
    money = format_money(amount, currency, language)
    return f"+{money}" if role != "total" and amount > 0 else money


def _told(amount: float, role: str, projects: Any, currency: str, language: Language) -> str:
    money = _signed(amount, role, currency, language)
    if pd.isna(projects):
        return money
    word = Text("đề án", "projects" if int(projects) != 1 else "project").in_language(language)
    return f"{money} · {format_number(int(projects), language)} {word}"


def _distinct(names: list[str]) -> list[str]:
    """Return names that differ, for an axis puts equal ones on one place."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name + " " * (seen[name] - 1))
    return found


def _axis_title(name: Text, frame: pd.DataFrame) -> Text:
    note = price_note(frame)
    large = Text(*(sentence_case(name.in_language(language)) for language in LANGUAGES))
    return large if note is None else Text(large.vi + note.vi, large.en + note.en)
