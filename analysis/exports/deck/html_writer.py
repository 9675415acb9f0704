"""A deck as one HTML file that opens without a network: to read, to print, to present.

Charts are the house's own, drawn by plotly.js, which is in the file once. Maps are pictures, as
the map of plotly.js would ask the network for a world. The file's own policy forbids it to fetch
anything.
"""

from __future__ import annotations

import base64
import json
from html import escape
from pathlib import Path

from plotly.offline import get_plotlyjs

from analysis.exports.deck.chart_files import chart_svg, slide_csv, slide_name
from analysis.exports.deck.model import Deck, Slide, Table
from analysis.exports.deck.text_fit import BOLD, REGULAR
from analysis.exports.letters import written
from analysis.language import Language, Text

_FOLDER = Path(__file__).resolve().parent / "html"
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
_PRESENT = Text("Trình chiếu (phím F)", "Present (key F)")
_KEYS = Text(
    "Mũi tên: chuyển trang · N: ghi chú · Esc: thoát", "Arrows: turn · N: notes · Esc: leave"
)
_NOTES = Text("Ghi chú cho người trình bày", "Speaker notes")
_DATA = Text("Số liệu (CSV)", "Data (CSV)")


def as_html(deck: Deck) -> str:
    """Return a deck as an HTML document."""
    deck = written(deck)
    language = deck.slides[0].language
    figures: dict[str, object] = {}
    sections = []
    for number, slide in enumerate(deck.slides, start=1):
        if slide.chart is not None and slide.figure is not None:
            figures[f"plot-{number}"] = json.loads(slide.figure().to_json())
        sections.append(_section(slide, number, deck))
    title = escape(deck.title.in_language(language))
    palette = f":root {{ --main: {deck.palette.main}; --accent: {deck.palette.accent}; }}"
    style = "\n".join((_fonts(), (_FOLDER / "deck.css").read_text(encoding="utf-8"), palette))
    script = (_FOLDER / "deck.js").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body>"
        f'<header class="top"><h1>{title}</h1><span>{_said(_KEYS, language)}</span>'
        f'<button id="present" type="button">{_said(_PRESENT, language)}</button></header>'
        f"<main>{''.join(sections)}</main>"
        f'<script type="application/json" id="figures">{_inside(json.dumps(figures))}</script>'
        f"<script>{get_plotlyjs()}</script><script>{script}</script></body></html>\n"
    )


def _section(slide: Slide, number: int, deck: Deck) -> str:
    language = slide.language
    logo = ""
    if deck.logo is not None:
        data = base64.b64encode(deck.logo).decode("ascii")
        logo = f'<img class="logo" alt="" src="data:image/png;base64,{data}">'
    mark = f'<span class="mark">{escape(slide.mark)}</span>' if slide.mark else ""
    remark = f'<p class="remark">{escape(" · ".join(slide.remarks))}</p>' if slide.remarks else ""
    foot = "".join(f"<p>{escape(one)}</p>" for one in (slide.source, slide.scope, slide.method))
    plain = "" if slide.figure is not None else " plain"
    return (
        f'<section class="slide" lang="{language}" data-name="{slide_name(slide, number)}" '
        f'id="{number}">{mark}{logo}<h2>{escape(slide.title)}</h2>'
        f'<div class="body{plain}">{_chart(slide, number)}'
        f'<div class="figures">{_table(slide.table)}</div></div>'
        f'{remark}<footer>{foot}</footer><span class="count">{number}</span>'
        f'<details class="notes"><summary>{_said(_NOTES, language)}</summary>'
        f"<p>{escape(slide.notes)}</p></details>"
        f'<script type="text/csv" class="data">{_inside(slide_csv(slide))}</script></section>'
    )


def _chart(slide: Slide, number: int) -> str:
    if slide.figure is None:
        return ""
    kinds: tuple[str, ...]
    if slide.chart is None:
        drawn, kinds = f'<div class="map">{chart_svg(slide)}</div>', ("svg",)
    else:
        label = escape(slide.alternative)
        drawn = f'<div class="plot" id="plot-{number}" role="img" aria-label="{label}"></div>'
        kinds = ("svg", "png")
    buttons = "".join(
        f'<button type="button" data-take="{kind}">{kind.upper()}</button>' for kind in kinds
    )
    data = f'<button type="button" data-take="csv">{_said(_DATA, slide.language)}</button>'
    return f'<div class="chart">{drawn}<p class="take">{buttons}{data}</p></div>'


def _table(table: Table) -> str:
    def cell(tag: str, text: str, number: bool) -> str:
        kind = ' class="number"' if number else ""
        return f"<{tag}{kind}>{escape(text)}</{tag}>"

    head = "".join(
        cell("th", text, number) for text, number in zip(table.header, table.numbers, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(cell("td", text, one) for text, one in zip(row, table.numbers, strict=True))
        + "</tr>"
        for row in table.rows
    )
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _fonts() -> str:
    return "\n".join(
        '@font-face { font-family: "Be Vietnam Pro"; font-weight: '
        f"{weight}; src: url(data:font/ttf;base64,"
        f'{base64.b64encode(path.read_bytes()).decode("ascii")}) format("truetype"); }}'
        for weight, path in ((400, REGULAR), (600, BOLD))
    )


def _said(text: Text, language: Language) -> str:
    return escape(text.in_language(language))


def _inside(text: str) -> str:
    """Return a text that cannot end the script element it stands in."""
    return (
        text.replace("<", "\\u003c") if text.startswith(("{", "[")) else text.replace("</", "< /")
    )
