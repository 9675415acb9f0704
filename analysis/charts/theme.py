"""The house style of every chart: colours safe for colour blindness, local font, no clutter.

Colours follow Okabe and Ito (2008), darkened where text or thin lines need contrast AA on white.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from analysis.language import Language

FONT = "Be Vietnam Pro, Segoe UI, Helvetica, Arial, sans-serif"

BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#00795A"
PURPLE = "#A8518A"
SKY = "#2F8FC4"
YELLOW = "#9A7400"
GREY = "#6B7280"
LIGHT_GREY = "#8C939F"
INK = "#1F2937"

CATEGORICAL = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, GREY)

SOURCE_COLOURS = {
    "national": BLUE,
    "provincial": GREEN,
    "district": ORANGE,
    "local": PURPLE,
    "other": YELLOW,
    "unknown": GREY,
}
SOURCE_PATTERNS = {
    "national": "",
    "provincial": "/",
    "district": ".",
    "local": "x",
    "other": "-",
    "unknown": "",
}
"""A pattern beside the colour, so that a stack reads in print and for every eye."""

LEGEND_TOP: dict[str, Any] = {
    "orientation": "h",
    "yref": "container",
    "yanchor": "top",
    "y": 1.0,
    "xanchor": "left",
    "x": 0,
    "title": {"text": ""},
}
"""A legend at the upper edge of the chart; the plot begins under it, however many lines it takes.

Its place is measured from the edge: measured from the plot, whose height it changes, Plotly draws
it into the plot when a window grows and the legend gets shorter.
"""

LEGEND_ABOVE: dict[str, Any] = {**LEGEND_TOP, "traceorder": "normal"}
"""The same, in the order of its parts."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
"""Plotly options of every chart on screen: no tool bar (it speaks English), no accidental zoom."""


Trace = dict[str, Any]
"""One Plotly trace as plain data, its `type` included."""

_TITLE_LETTERS, _TITLE_SIZE = 20, 13
_HARD_SPACE = "\N{NO-BREAK SPACE}"
_GRID = "rgba(107,114,128,0.25)"


LETTER = 6.3
"""Pixels a letter of small words beside marks takes, where room is made for them."""


def house_figure(
    traces: Sequence[Trace],
    language: Language,
    *,
    height: int = 360,
    x_axis: Mapping[str, Any] | None = None,
    y_axis: Mapping[str, Any] | None = None,
    **layout: Any,
) -> go.Figure:
    """Return traces as a figure in the house style; separators follow the language.

    `x_axis`, `y_axis` and `layout` add to the house settings. A figure is given its whole layout
    at once and no default template: each later update of a figure costs as much as making it.
    """
    font = {"family": FONT, "size": 14, "color": INK}
    house: dict[str, Any] = {
        "template": None,
        "font": font,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",." if language == "vi" else ".,",
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "legend": LEGEND_TOP,
        "barcornerradius": 2,
        "dragmode": False,
        "showlegend": len(traces) > 1,
        "xaxis": {
            "showgrid": False,
            "automargin": True,
            "fixedrange": True,
            "ticks": "",
            "gridcolor": _GRID,
            **_titled(x_axis or {}),
        },
        "yaxis": {
            "gridcolor": _GRID,
            "zerolinecolor": "rgba(107,114,128,0.6)",
            "automargin": True,
            "fixedrange": True,
            "ticks": "",
            **(y_axis or {}),
        },
        **layout,
    }
    return go.Figure({"data": list(traces), "layout": house})


def _titled(axis: Mapping[str, Any]) -> dict[str, Any]:
    """Return a horizontal axis whose title is as narrow as a phone leaves beside the labels.

    Plotly cuts what it cannot fit: it neither breaks nor moves the title of this axis.
    """
    title = axis.get("title")
    if not title:
        return dict(axis)
    words = {"text": title} if isinstance(title, str) else dict(title)
    text = str(words.get("text") or "")
    if "<br>" not in text:
        # A unit in brackets stays whole.
        whole = re.sub(r"\([^)]*\)", lambda found: found[0].replace(" ", _HARD_SPACE), text)
        lines = wrap(whole, _TITLE_LETTERS, break_long_words=False, break_on_hyphens=False)
        words["text"] = "<br>".join(lines).replace(_HARD_SPACE, " ")
    return {**axis, "title": {"font": {"size": _TITLE_SIZE}, **words}}


def year_axis(years: Iterable[int]) -> dict[str, Any]:
    """Return a horizontal axis of whole years; a chart of few years keeps its bars slender."""
    present = sorted(set(years))
    if not present:
        return {}
    first, last = present[0], present[-1]
    # At least six slots, so that two bars do not fill the width of a screen.
    margin = max(0.6, (6 - (last - first + 1)) / 2)
    ticks: dict[str, Any] = (
        {"tickmode": "array", "tickvals": present}
        if last - first < 8
        else {"tickmode": "auto", "nticks": last - first + 2}
    )
    return {"range": [first - margin, last + margin], "tickformat": "d", **ticks}


def whole_ticks(top: float) -> dict[str, Any]:
    """Return the ticks of an axis that counts things up to `top`: never a half of one."""
    return {"tickformat": "d", "dtick": 1} if top <= 8 else {"tickformat": ",d"}


def sentence_case(text: str) -> str:
    """Return a text with its first letter large and the rest as it is (VND stays VND)."""
    return text[:1].upper() + text[1:]
