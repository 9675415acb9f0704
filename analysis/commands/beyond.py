"""The command `beyond`: neighbours of the supported, what is left in all, and what it cost."""

from __future__ import annotations

import json
from typing import Any

import click

from analysis.commands.asking import asked, question_options
from analysis.commands.shared import choice, language_of, shared_options, whole_number
from analysis.evidence.beyond.exclusion import exclusions
from analysis.evidence.beyond.exposure import exposures
from analysis.evidence.beyond.neighbours import neighbours
from analysis.evidence.beyond.net import net_change
from analysis.evidence.beyond.rings import NEAR, NEAR_RINGS
from analysis.evidence.beyond.spending import spending
from analysis.evidence.beyond.suppliers import supplier_words
from analysis.evidence.beyond.tables import net_table, ring_table
from analysis.evidence.beyond.words import (
    cost_sentence,
    neighbours_sentence,
    net_sentence,
    worth_sentence,
)
from analysis.evidence.beyond.worth import NOT_COUNTED, Terms, benefit_cost, cost_per_net_job
from analysis.evidence.claim import claim
from analysis.evidence.outcomes import CODES
from analysis.language import Text

FORMS = ("text", "json")


@click.command()
@shared_options
@click.option("--outcome", default="jobs", metavar="CODE", help="Chỉ tiêu kết quả / outcome")
@click.option("--ring", default=NEAR, metavar="|".join(NEAR_RINGS), help="Ai là hàng xóm / ring")
@click.option("--horizon", default="5", metavar="N", help="Số năm tính lợi ích / years of benefit")
@click.option("--discount", default="10", metavar="%", help="Chiết khấu / discount, per cent")
@click.option("--decay", default="10", metavar="%", help="Giảm dần mỗi năm / decay, per cent")
@click.option("--grant-only", is_flag=True, help="Không tính vốn đối ứng / leave counterpart out")
@click.option("--format", "output", default="text", metavar="text|json", help="Dạng / form")
@question_options
@click.pass_context
def beyond(
    context: click.Context,
    /,
    outcome: str,
    ring: str,
    horizon: str,
    discount: str,
    decay: str,
    grant_only: bool,
    output: str,
    **question: Any,
) -> None:
    """Hàng xóm của cơ sở được hỗ trợ, phần còn lại / neighbours, and what is left in all."""
    language, form = language_of(context), choice("--format", output, FORMS)
    code, near_code = choice("--outcome", outcome, CODES), choice("--ring", ring, NEAR_RINGS)
    terms = Terms(
        whole_number("--horizon", horizon, 1, 30),
        whole_number("--discount", discount, 0, 99) / 100,
        whole_number("--decay", decay, 0, 99) / 100,
        not grant_only,
    )
    part = asked(context, language, question)
    found = claim(part.snapshot, part.scope, code, others=False)
    exposed = exposures(part.snapshot, part.scope, found.given)
    rings = exclusions(found, exposed)
    told: list[Text] = [found.headline]
    steps: list[dict[str, Any]] = []
    near = neighbours(found.given, exposed[near_code]) if near_code in exposed else None
    if near is not None:
        told.append(neighbours_sentence(found, near))
    if found.outcome.scale == "level":
        ring_made = next((one for one in rings if one.ring.code == near_code), None)
        net = net_change(part.snapshot, part.scope, found, near_code, ring=ring_made, near=near)
        steps = _records(net_table(net, language))
        told.append(net_sentence(net))
        spent = spending(part.snapshot, part.scope, found.given)
        if code == "jobs":
            told.append(cost_sentence(net, cost_per_net_job(net, spent), spent))
        if code == "value_added":
            told += [worth_sentence(net, benefit_cost(net, spent, terms), spent), NOT_COUNTED]
    told += supplier_words()
    table = _records(ring_table(found, rings, language))
    if form == "json":
        record = {
            "outcome": code,
            "ring": near_code,
            "simulated": found.simulated,
            "sentences": [one.in_language(language) for one in told],
            "rings": table,
            "steps": steps,
        }
        click.echo(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1))
        return
    for one in told:
        click.echo(one.in_language(language))
    for row in table:
        ends = [row[name] for name in ("estimate", "low", "high")]
        written = " … ".join("–" if end is None else f"{end:.4g}" for end in ends)
        click.echo(f"  {row['code_name']}: {written} {row['missing']}".rstrip())


def _records(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame with None for what is not known."""
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in frame.astype("object").to_dict("records")
    ]
