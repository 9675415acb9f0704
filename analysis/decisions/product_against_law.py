"""The ranking of products beside the law's order of industries, and why the two part ways."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.decisions.product_law import law_ranks
from analysis.decisions.product_ranking import PRODUCT
from analysis.decisions.scoring.disagreement import (
    Disagreement,
    disagreement,
    disagreement_words,
)
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.words import listed
from analysis.language import Language, Text
from analysis.measures.model import MeasureColumn
from analysis.measures.phrases import number, sentence
from analysis.measures.process_steps import in_language

MOST_TOLD = 3
"""Products of each side whose reasons are told in sentences; the table has them all."""


def against_law(scores: Scores, law: pd.DataFrame) -> Disagreement:
    """Hold a score against `product_law`; products without a place there are left out."""
    return disagreement(scores, *law_ranks(law, scores.completed.table.ids))


def compared(found: Disagreement) -> bool:
    """Tell whether the two orders can be held against each other at all."""
    return bool(np.isfinite(found.tau))


def answer_law(found: Disagreement) -> Text:
    """Return how alike both orders are, over how many products."""
    said = disagreement_words(found)
    return Text(said.vi.rstrip("."), said.en.rstrip("."))


def law_frame(found: Disagreement, law: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return one row per product with both ranks, those that differ most first, and the reasons."""
    frame = found.frame().rename(columns={"id": "product_id"})
    classes = law[["product_id", "place", "class_vi", "class_en", "unknown_vi", "unknown_en"]]
    frame = frame.merge(classes, on="product_id", how="left")
    for name in ("name", "why", "class", "unknown"):
        frame[name] = in_language(frame, name, language)
    return frame[[column.name for column in LAW_COLUMNS]]


def class_words(law: pd.DataFrame) -> Text:
    """Return how many products the law puts in each place, and what that order is."""
    counts = [(place, int((law["place"] == place).sum())) for place in sorted(set(law["place"]))]
    parts = [
        sentence("{n} ở bậc {place}", "{n} in place {place}", n=number(n), place=place)
        for place, n in counts
    ]
    return sentence(
        "Thứ tự của quy định là mặc định, điểm là ý kiến thứ hai. Theo quy định: {parts}; cùng bậc "
        "là ngang nhau.",
        "The law's order is the default, the score a second opinion. By law: {parts}; those of one "
        "place are alike.",
        parts=listed(parts),
    )


def told_reasons(found: Disagreement) -> list[Text]:
    """Return why products stand apart: those lifted most by the score, then those held down."""
    gaps = found.law - found.score
    order = np.argsort(-np.abs(gaps), kind="stable").tolist()
    lifted = [place for place in order if gaps[place] > 0][:MOST_TOLD]
    held_down = [place for place in order if gaps[place] < 0][:MOST_TOLD]
    return [found.reason(place) for place in (*lifted, *held_down)]


LAW_COLUMNS = (
    *PRODUCT,
    MeasureColumn("place", "count", Text("Bậc theo quy định", "Place by law")),
    MeasureColumn("law_rank", "number", Text("Hạng theo quy định", "Rank by law")),
    MeasureColumn("score_rank", "number", Text("Hạng theo điểm", "Rank by score")),
    MeasureColumn("gap", "number", Text("Điểm đưa lên (hạng)", "Ranks the score lifts it")),
    MeasureColumn("class", "text", Text("Vì sao ở bậc này", "Why it has this place")),
    MeasureColumn("unknown", "text", Text("Bậc cao hơn chưa rõ", "Higher classes not known")),
    MeasureColumn("partial", "flag", Text("Có thể ở bậc cao hơn", "May stand higher")),
    MeasureColumn("why", "text", Text("Vì sao khác nhau", "Why the two differ")),
)
