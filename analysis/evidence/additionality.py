"""What supported establishments say themselves: would they have invested anyway.

An answer is an opinion on what did not happen, given by who was paid. It stands beside the
estimate, never inside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.evidence.panel_query import scope_parameters, scoped_sql
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

TITLE = Text("Nếu không được hỗ trợ, có đầu tư không?", "Would they have invested anyway?")


@dataclass(frozen=True, slots=True)
class Additionality:
    """Answers to "would you have invested anyway?", one establishment and year of support each.

    `frame` has one row per answer of the code list, in its order: answer, label_vi, label_en,
    cases, share, low, high (95 % interval of Wilson 1927), null shares where nobody answered.
    `asked` are all establishments and years of support, `answered` those with an answer, `finding`
    says it in words.
    """

    frame: pd.DataFrame
    asked: int
    answered: int
    finding: Text


def additionality(snapshot: Snapshot, scope: Scope) -> Additionality:
    """Return how many gave each answer about the support a Scope asks for.

    Years of the scope are years of support; an establishment supported in two years is asked twice.
    """
    found = snapshot.query(scoped_sql("additionality"), scope_parameters(snapshot, scope))
    counts = {answer: int(cases) for answer, cases in found.itertuples(index=False)}
    asked = sum(counts.values())
    codes = CODE_LISTS["answer"].codes
    answered = sum(counts.get(code.code, 0) for code in codes)
    rows = []
    for code in codes:
        cases = counts.get(code.code, 0)
        low, high = wilson(cases, answered) or (None, None)
        share = cases / answered if answered else None
        rows.append((code.code, code.label.vi, code.label.en, cases, share, low, high))
    columns = ["answer", "label_vi", "label_en", "cases", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = frame.astype({"share": "float64", "low": "float64", "high": "float64"})
    return Additionality(numbers, asked, answered, _finding(numbers, asked, answered))


def _finding(frame: pd.DataFrame, asked: int, answered: int) -> Text:
    if not asked:
        return Text(
            "Trong phạm vi này không có cơ sở nào được hỗ trợ để hỏi.",
            "Nobody was supported within this scope to be asked.",
        )
    if not answered:
        return Text(
            "Chưa cơ sở nào trong {asked} lượt hỗ trợ trả lời câu hỏi này.",
            "None of {asked} supported has answered this question.",
        ).filled(asked=as_count(asked))
    shares = dict(zip(frame["answer"], frame["share"].tolist(), strict=True))
    low, high = frame.loc[frame["answer"] == "no", ["low", "high"]].iloc[0].tolist()
    return Text(
        "{no} nói sẽ không đầu tư nếu không được hỗ trợ ({low}–{high}), {partly} nói sẽ đầu tư một "
        "phần, {yes} nói vẫn đầu tư; {answered} trên {asked} lượt hỗ trợ có trả lời. Đây là ý kiến "
        "của chính cơ sở được hỗ trợ, để đọc cùng chứ không tính vào ước tính.",
        "{no} say they would not have invested without support ({low}–{high}), {partly} would have "
        "in part, {yes} would have anyway; {answered} of {asked} supported answered. This is the "
        "opinion of those who were paid, to be read beside the estimate and no part of it.",
    ).filled(
        no=as_share(shares["no"]),
        low=as_share(low),
        high=as_share(high),
        partly=as_share(shares["partly"]),
        yes=as_share(shares["yes"]),
        answered=as_count(answered),
        asked=as_count(asked),
    )
