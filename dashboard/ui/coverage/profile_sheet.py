"""The sheet of a place: its facts as one table that prints on a page of A4."""

from __future__ import annotations

from html import escape

import pandas as pd


def sheet_html(facts: pd.DataFrame, caption: str) -> str:
    """Return the facts of one place, a heading for each part; `facts` is measure place_profile."""
    rows = []
    for _, part in facts.groupby("part", sort=False):
        heading = escape(str(part["part_name"].iloc[0]))
        rows.append(f'<tr><th colspan="3" scope="rowgroup">{heading}</th></tr>')
        for fact in part.to_dict("records"):
            basis = "" if pd.isna(fact["basis"]) else escape(str(fact["basis"]))
            rows.append(
                f'<tr><th scope="row">{escape(str(fact["item"]))}</th>'
                f"<td>{escape(str(fact['value']))}</td><td>{basis}</td></tr>"
            )
    return (
        f'<div class="kc-sheet"><table><caption>{escape(caption)}</caption>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
