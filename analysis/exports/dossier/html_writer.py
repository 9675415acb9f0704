"""A dossier as one HTML file that opens without a network, to read and to print on A4."""

from __future__ import annotations

import base64
from html import escape

from analysis.exports.deck.svg import as_svg
from analysis.exports.deck.text_fit import BOLD, REGULAR
from analysis.exports.dossier.build import checks_title, origin_grid
from analysis.exports.dossier.drawn import drawn
from analysis.exports.dossier.front import front_blocks, front_facts
from analysis.exports.dossier.model import VERDICTS, Block, Dossier, Grid, Picture, Words
from analysis.exports.letters import written

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_STYLE = """
* { box-sizing: border-box; }
body { margin: 0; background: #E7EAEE; color: #1F2937;
  font: 15px/1.5 "Be Vietnam Pro", sans-serif; }
main { max-width: 900px; margin: 0 auto; background: #fff; padding: 24px 40px 40px; }
.mark { background: #A8321E; color: #fff; font-weight: 600; padding: 6px 12px; margin: 0 0 16px; }
h1 { font-size: 26px; line-height: 1.25; color: #00507D; margin: 8px 0; }
h2 { font-size: 19px; color: #00507D; margin: 36px 0 8px; break-after: avoid; }
h3 { font-size: 15px; margin: 20px 0 4px; break-after: avoid; }
.question { font-size: 17px; margin: 0 0 12px; color: #4B5563; }
.answer { font-size: 22px; line-height: 1.35; font-weight: 600; margin: 0 0 16px; }
.facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 16px; padding: 0; }
.facts div { flex: 1 1 200px; border-left: 4px solid #D55E00; background: #F3F5F8;
  padding: 8px 12px; }
.facts dt { color: #4B5563; font-size: 13px; } .facts dd { margin: 0; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
th { background: #00507D; color: #fff; text-align: left; font-weight: 600; }
th, td { padding: 4px 8px; vertical-align: top; } tr:nth-child(even) td { background: #F3F5F8; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.note { color: #4B5563; font-size: 12.5px; margin: 4px 0 0; }
.pass { color: #00795A; font-weight: 600; } .fail { color: #A8321E; font-weight: 600; }
.not_possible { color: #4B5563; font-weight: 600; }
svg { width: 100%; height: auto; }
@page { size: A4; margin: 16mm; }
@media print { body { background: #fff; } main { padding: 0; } .scroll { overflow: visible; }
  section.front { break-after: page; } tr { break-inside: avoid; } }
@media (max-width: 600px) { main { padding: 16px; } .answer { font-size: 19px; } }
"""


def as_html(dossier: Dossier) -> str:
    """Return a dossier as an HTML document with its fonts inside; it may fetch nothing."""
    dossier = written(dossier)
    body = [_front(dossier), _checks(dossier)]
    for section in dossier.sections:
        blocks = "".join(_block(one, dossier) for one in section.blocks)
        title = f"<h2>{escape(section.title)}</h2>"
        body.append(f'<section id="{section.code}">{title}{blocks}</section>')
    body.append(f'<section id="origin">{_grid(origin_grid(dossier), level="h2")}</section>')
    return (
        f'<!DOCTYPE html>\n<html lang="{dossier.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(dossier.title)}</title><style>{_fonts()}{_STYLE}</style></head>"
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _front(dossier: Dossier) -> str:
    front = dossier.front
    mark = f'<p class="mark">{escape(front.mark)}</p>' if front.mark else ""
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        for label, words in front_facts(dossier)
    )
    return (
        f'<section class="front">{mark}<h1>{escape(dossier.title)}</h1>'
        f'<p class="question">{escape(front.question)}</p>'
        f'<p class="answer">{escape(front.answer)}</p><dl class="facts">{facts}</dl>'
        f"{''.join(_block(one, dossier) for one in front_blocks(dossier))}</section>"
    )


def _checks(dossier: Dossier) -> str:
    rows = []
    for one in dossier.checks:
        verdict = escape(VERDICTS[one.verdict].in_language(dossier.language))
        told = f'<td class="{one.verdict}">{verdict}</td>'
        rows.append(f"<tr><td>{escape(one.title)}</td>{told}<td>{escape(one.finding)}</td></tr>")
    title = escape(checks_title(dossier))
    table = f'<div class="scroll"><table>{"".join(rows)}</table></div>'
    return f'<section id="checks"><h2>{title}</h2>{table}</section>'


def _block(block: Block, dossier: Dossier) -> str:
    if isinstance(block, Words):
        tag = "li" if block.bullets else "p"
        lines = "".join(f"<{tag}>{escape(line)}</{tag}>" for line in block.lines)
        return f"<ul>{lines}</ul>" if block.bullets else lines
    if isinstance(block, Picture):
        svg = as_svg(drawn(block, dossier.language), block.alternative)
        return f"<figure><h3>{escape(block.title)}</h3>{svg}</figure>"
    return _grid(block)


def _grid(grid: Grid, level: str = "h3") -> str:
    kinds = [' class="number"' if one else "" for one in grid.numbers]
    head = ""
    if any(grid.header):
        cells = zip(kinds, grid.header, strict=True)
        head = "".join(f"<th{kind}>{escape(cell)}</th>" for kind, cell in cells)
        head = f"<thead><tr>{head}</tr></thead>"
    rows = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        + "</tr>"
        for row in grid.rows
    )
    note = f'<p class="note">{escape(grid.note)}</p>' if grid.note else ""
    return (
        f"<{level}>{escape(grid.title)}</{level}>"
        f'<div class="scroll"><table>{head}<tbody>{rows}</tbody></table></div>{note}'
    )


def _fonts() -> str:
    return "".join(
        '@font-face { font-family: "Be Vietnam Pro"; font-weight: '
        f"{weight}; src: url(data:font/ttf;base64,"
        f'{base64.b64encode(path.read_bytes()).decode("ascii")}) format("truetype"); }}'
        for weight, path in ((400, REGULAR), (600, BOLD))
    )
