"""A dossier as plain data, and the schema that says what it holds."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analysis.exports.dossier.model import Block, Dossier, Grid, Picture

SCHEMA_VERSION = 1


def dossier_record(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier as JSON-ready values: page one, claim, checks, sections and origin.

    `claim` is what `claim_record` returns. What is not known is None. `schema.json` beside this
    module describes the whole.
    """
    front = dossier.front
    return {
        "schema_version": SCHEMA_VERSION,
        "title": dossier.title,
        "language": dossier.language,
        "question": front.question,
        "answer": front.answer,
        "interval": front.interval,
        "n": front.n,
        "grade": front.grade,
        "simulated": front.mark is not None,
        "mark": front.mark,
        "origin": {code: words for code, _, words in dossier.origin},
        "claim": dict(dossier.record),
        "checks": [
            {
                "code": one.code,
                "title": one.title,
                "verdict": one.verdict,
                "finding": one.finding,
                "numbers": {name: _number(value) for name, value in one.numbers.items()},
            }
            for one in dossier.checks
        ],
        "sections": [
            {
                "code": one.code,
                "title": one.title,
                "blocks": [_block(block) for block in one.blocks],
            }
            for one in dossier.sections
        ],
    }


def as_json(dossier: Dossier) -> str:
    """Return a dossier as JSON text."""
    return json.dumps(dossier_record(dossier), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


@lru_cache(maxsize=1)
def dossier_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `dossier_record`."""
    text = files("analysis.exports.dossier").joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Grid):
        return {
            "kind": "table",
            "title": block.title,
            "header": list(block.header),
            "rows": [list(row) for row in block.rows],
            "note": block.note,
        }
    if isinstance(block, Picture):
        chart = block.chart
        return {
            "kind": "chart",
            "title": block.title,
            "alternative": block.alternative,
            "axis": chart.axis,
            "categories": list(chart.categories),
            "series": [
                {
                    "name": one.name,
                    "values": list(one.values),
                    "low": list(one.low),
                    "high": list(one.high),
                }
                for one in chart.series
            ],
        }
    return {"kind": "list" if block.bullets else "text", "lines": list(block.lines)}


def _number(value: float | int | None) -> float | int | None:
    if value is None or isinstance(value, int):
        return value
    return float(value) if math.isfinite(value) else None
