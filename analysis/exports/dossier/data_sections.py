"""The sections on data: what they are, and who was left out on the way to the estimate."""

from __future__ import annotations

from analysis.evidence.claim_measures import claim_measures
from analysis.evidence.claim_tables import dose_table, flow_table
from analysis.exports.about import data_lines
from analysis.exports.dossier.grids import grid_of
from analysis.exports.dossier.model import Asked, Block, Grid, Section, Words
from analysis.language import Text

_WHAT, _WORDS = Text("Mục", "Item"), Text("Nội dung", "Words")


def data_section(asked: Asked) -> Section:
    """Return what the data are, what the outcome means and who was granted how much."""
    lines = data_lines(asked.snapshot, asked.scope)
    outcome = asked.claim.outcome
    words = [asked.say(outcome.title), asked.say(outcome.definition)]
    if asked.claim.prices is not None:
        words.append(asked.say(asked.claim.prices))
    blocks: list[Block] = [
        Grid(
            asked.say(Text("Nguồn số liệu", "Sources")),
            (asked.say(_WHAT), asked.say(_WORDS)),
            tuple(lines),
            (False, False),
        ),
        Words(tuple(words)),
    ]
    dose = dose_table(asked.claim, asked.language)
    if not dose.empty:
        blocks.append(grid_of(dose, claim_measures(asked.claim)["dose"], asked.language))
    return Section("data", asked.say(Text("Số liệu", "Data")), tuple(blocks))


def exclusions_section(asked: Asked) -> Section:
    """Return every step from all establishments to those in the estimate."""
    table = flow_table(asked.claim, asked.language)
    grid = grid_of(table, claim_measures(asked.claim)["flow"], asked.language)
    title = Text("Từ mọi cơ sở đến cơ sở được tính", "From all establishments to those counted")
    return Section("exclusions", asked.say(title), (grid,))
