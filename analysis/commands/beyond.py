"""The command `beyond`: neighbours of the supported, what is left in all, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    neighbours_lines,
    neighbours_sentence,
    net_sentence,
    ring_line,
    step_line,
    worth_sentence,
)
from analysis.evidence.beyond.worth import NOT_COUNTED, Terms, benefit_cost, cost_per_net_job
from analysis.evidence.claim import claim
from analysis.evidence.outcomes import CODES
from analysis.language import Text

FORMS = ("text", "json")

_RINGS = Text("Bỏ hàng xóm khỏi nhóm đối chứng:", "Without neighbours in the comparison:")
_NEAR = Text("Về hàng xóm:", "On the neighbours:")
_STEPS = Text("Từ báo cáo đến phần còn lại:", "From what is reported to what is left:")


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
    given = asked(context, language, question)
    found = claim(given.snapshot, given.scope, code, others=False)
    exposed = exposures(given.snapshot, given.scope, found.given)
    rings = exclusions(found, exposed)
    told: list[Text] = [found.headline]
    lines: list[tuple[Text, Sequence[Text]]] = []
    lines.append((_RINGS, [ring_line(found, one) for one in rings]))
    steps: list[dict[str, Any]] = []
    near = neighbours(found.given, exposed[near_code]) if near_code in exposed else None
    if near is not None:
        told.append(neighbours_sentence(found, near))
        lines.append((_NEAR, neighbours_lines(found, near)))
    if found.outcome.scale == "level":
        ring_made = next((one for one in rings if one.ring.code == near_code), None)
        net = net_change(given.snapshot, given.scope, found, near_code, ring=ring_made, near=near)
        steps = _records(net_table(net, language))
        lines.append((_STEPS, [step_line(net, one) for one in net.steps]))
        told.append(net_sentence(net))
        spent = spending(given.snapshot, given.scope, found.given)
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
            "lines": {
                title.in_language(language): [one.in_language(language) for one in texts]
                for title, texts in lines
            },
            "rings": table,
            "steps": steps,
        }
        click.echo(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1))
        return
    for one in told:
        click.echo(one.in_language(language))
    for title, texts in lines:
        click.echo(title.in_language(language))
        for one in texts:
            click.echo(f"  {one.in_language(language)}")


def _records(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame with None for what is not known."""
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in frame.astype("object").to_dict("records")
    ]
