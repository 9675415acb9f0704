"""What is said of a ranking of products: who leads, how sure that is, and what weighs most."""

from __future__ import annotations

import numpy as np

from analysis.decisions.product_words import in_a_sentence
from analysis.decisions.products import Products
from analysis.decisions.scoring.likely_ranks import likely_ranks
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.smaa import Smaa
from analysis.decisions.scoring.weight_choice import Kind, WeightChoice
from analysis.decisions.scoring.words import listed
from analysis.language import Text
from analysis.measures.phrases import MOST_NAMED, number, sentence, share


def answer_ranking(scores: Scores, every: Smaa, choice: WeightChoice) -> Text:
    """Return which products lead, and in how many of all weights the first one stays first."""
    table = scores.completed.table
    order = np.argsort(scores.ranks, kind="stable").tolist()
    names = [table.names[row] for row in order]
    leaders = scores.leaders
    values: dict[str, object] = {
        "method": in_a_sentence(scores.method.title),
        "weights": _CHOSEN[choice.kind],
        "draws": number(every.draws),
    }
    if len(leaders) > 1:
        return sentence(
            "Theo {method}, {weights}: {names} cùng đứng đầu, chưa phân được hơn kém",
            "By {method} with {weights}: {names} share the lead and cannot be told apart",
            names=_first_few([table.names[row] for row in leaders]),
            **values,
        )
    first = leaders[0]
    kept = float(every.acceptability[first, 0])
    return sentence(
        "Theo {method}, {weights}: {first} đứng đầu, rồi {next}; trong {draws} bộ trọng số bất kỳ, "
        "{first} giữ vị trí đầu {kept} (±{error} điểm)",
        "By {method} with {weights}: {first} leads, then {next}; of {draws} sets of weights drawn "
        "from all, {kept} keep {first} first (±{error} points)",
        first=names[0],
        next=listed(names[1:3]),
        kept=share(kept),
        error=number(196 * float(every.errors()[first, 0]), 1),
        **values,
    )


def answer_bands(every: Smaa) -> Text:
    """Return which products most weights could put first, and which nearly none do."""
    low, _high = likely_ranks(every)
    able = [row for row in np.argsort(-every.acceptability[:, 0]) if low[row] == 1]
    values: dict[str, object] = {"count": number(len(able)), "all": number(len(low))}
    if not able:
        return sentence(
            "Không sản phẩm nào trong {all} sản phẩm đứng đầu ở ít nhất 5% các bộ trọng số: chưa "
            "có sản phẩm nào vượt hẳn",
            "None of {all} products is first under at least 5% of weights: none clearly leads",
            **values,
        )
    return sentence(
        "{count} trên {all} sản phẩm có thể đứng đầu tùy trọng số (dải 90% chạm hạng 1): {names}",
        "{count} of {all} products may lead depending on weights (their 90% band reaches rank 1): "
        "{names}",
        names=_first_few([every.table.names[row] for row in able]),
        **values,
    )


def answer_weights(scores: Scores, products: Products) -> Text:
    """Return which criteria weigh most, and how many are known for every product."""
    found = scores.completed
    whole = int(np.isfinite(products.table.values).all(axis=0).sum())
    values: dict[str, object] = {
        "whole": number(whole),
        "all": number(len(products.table.criteria)),
    }
    order = np.argsort(-found.weights, kind="stable").tolist()
    if np.ptp(found.weights) < 1e-12:
        return sentence(
            "{n} tiêu chí cùng trọng số {weight}; {whole} trên {all} tiêu chí có số liệu cho mọi "
            "sản phẩm",
            "{n} criteria weigh {weight} each; {whole} of {all} are known for every product",
            n=number(len(order)),
            weight=share(float(found.weights[0])),
            **values,
        )
    heaviest = []
    for column in order[:3]:
        label, weight = found.table.criteria[column].label, share(float(found.weights[column]))
        heaviest.append(Text(f"{label.vi} ({weight.vi})", f"{label.en} ({weight.en})"))
    return sentence(
        "Nặng nhất là {names}; {whole} trên {all} tiêu chí có số liệu cho mọi sản phẩm",
        "{names} weigh most; {whole} of {all} criteria are known for every product",
        names=listed(heaviest),
        **values,
    )


def _first_few(names: list[Text]) -> Text:
    """Return the first names and how many more there are."""
    shown, more = listed(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return shown
    return sentence(
        "{names} và {more} sản phẩm khác", "{names} and {more} more", names=shown, more=number(more)
    )


_CHOSEN: dict[Kind, Text] = {
    "equal": Text("trọng số đều nhau", "equal weights"),
    "sliders": Text("trọng số theo thanh trượt", "weights set on sliders"),
    "pairs": Text("trọng số từ so sánh cặp", "weights from pairs"),
}
