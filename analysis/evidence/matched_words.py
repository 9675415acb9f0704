"""Matched comparisons in words: what each answer is, what they say, what could undo them."""

from __future__ import annotations

import numpy as np

from analysis.evidence.claim import Claim
from analysis.evidence.findings import Interval
from analysis.evidence.matched import Matched, MatchedAnswer, Reason, matched
from analysis.evidence.matched_sample import matched_sample
from analysis.evidence.quantities import signed, signed_bare
from analysis.evidence.spoken import as_count, as_range, as_share
from analysis.evidence.unseen_cause import Benchmark, UnseenCause
from analysis.language import Language, Text

NAMES: dict[tuple[str, bool], Text] = {
    ("naive", False): Text("Chênh lệch thô, sau hỗ trợ", "Naive difference since support"),
    ("propensity", False): Text(
        "Ghép theo xác suất được hỗ trợ", "Matched by the chance of support"
    ),
    ("entropy", False): Text("Ghép cân bằng entropy", "Matched by entropy balancing"),
    ("naive", True): Text("Chênh lệch thô của thay đổi", "Naive difference of changes"),
    ("propensity", True): Text(
        "Thay đổi, ghép theo xác suất", "Changes, matched by the chance of support"
    ),
    ("entropy", True): Text("Thay đổi, cân bằng entropy", "Changes, entropy balancing"),
}
"""What an answer is called, by its way and whether it is of changes."""

REASONS: dict[Reason, Text] = {
    "no_fit": Text(
        "Đặc điểm đã quyết định ai được hỗ trợ nên không tính được xác suất.",
        "Characteristics decide who is supported, so that there are no chances to compute.",
    ),
    "nobody_left": Text(
        "Không cơ sở được hỗ trợ nào có cơ sở tương đương để so.",
        "No supported establishment has anybody like it.",
    ),
    "no_weights": Text(
        "Không cách gán trọng số nào làm nhóm đối chứng giống nhóm được hỗ trợ.",
        "No weights make the compared like the supported.",
    ),
}

_REGISTER = Text(
    "Chỉ tiêu này lấy từ sổ đăng ký: cơ sở được hỗ trợ chắc chắn còn hoạt động đến khi hỗ trợ, nên "
    "ghép cặp sẽ coi đó là tác động.",
    "This outcome comes from the register: the supported were surely in business up to support, "
    "which matching would take for an effect.",
)
_MAIN = Text("Ước tính chính", "Main estimate")
_COUNTS = Text("{n} được hỗ trợ, {m} đối chứng", "{n} supported, {m} compared")
_WAYS = {
    "propensity": Text("theo xác suất", "by the chance of support"),
    "entropy": Text("cân bằng entropy", "entropy balancing"),
}
_NOTHING = Text(
    "Không có ai được hỗ trợ và ai để so đều quan sát được trước và sau hỗ trợ.",
    "Nobody supported, or nobody to compare with, is seen both before support and since.",
)


def matched_of(found: Claim) -> Matched | None:
    """Return the matched comparisons of a claim; None without anybody to match.

    About two seconds for 17,000 rows. Characteristics and comparison are the claim's own.
    """
    if found.main.comparison is None or found.doubts is None or _of_register(found):
        return None
    sample = matched_sample(found.given.panel, found.main.comparison, found.given.anticipation)
    if sample is None or sample.covariates.shape[1] == 0:
        return None
    return matched(sample)


def matched_finding(found: Claim, made: Matched | None) -> Text:
    """Return what matching with differencing says beside the naive difference, as a sentence."""
    if made is None:
        return _REGISTER if _of_register(found) else _NOTHING
    naive, best = made.answer("naive", False), best_answer(made)
    if naive.estimate is None:
        return _NOTHING
    raw = said_answer(found, naive)
    if best is None:
        return Text(
            "Chênh lệch thô là {raw}; không ghép cặp được: {why}",
            "The naive difference is {raw}; matching cannot be done: {why}",
        ).filled(raw=raw, why=REASONS[made.answer("entropy", True).reason or "no_fit"])
    return Text(
        "So thay đổi của các cơ sở giống nhau: {best}; chênh lệch thô là {raw}; n = {n} được hỗ "
        "trợ, {m} đối chứng; kết luận có bậc bằng chứng {grade}/5.",
        "Changes of establishments alike: {best}; the naive difference is {raw}; n = {n} "
        "supported, {m} compared; the claim has evidence grade {grade} of 5.",
    ).filled(
        best=said_answer(found, best),
        raw=raw,
        n=as_count(best.n_supported),
        m=as_count(best.n_compared),
        grade=str(found.grade.level),
    )


def _of_register(found: Claim) -> bool:
    """Tell whether the supported had the outcome up to support by being supported."""
    return found.doubts is not None and found.outcome.source != "record"


def best_answer(made: Matched) -> MatchedAnswer | None:
    """Return changes by entropy balancing, else by the chance of support; None without either."""
    for way in ("entropy", "propensity"):
        one = made.answer(way, True)
        if one.estimate is not None:
            return one
    return None


def said_answer(found: Claim, one: MatchedAnswer) -> Text:
    """Return an estimate of a claim's outcome and its interval."""
    scale = found.outcome.scale
    if one.estimate is None:
        return REASONS[one.reason or "no_fit"]
    value = signed(one.estimate, scale, found.unit)
    if one.interval is None:
        return value
    ends = as_range(one.interval, lambda end: signed_bare(end, scale))
    return Text("{value} ({ends})", "{value} ({ends})").filled(value=value, ends=ends)


def answer_rows(
    found: Claim, made: Matched, language: Language
) -> list[tuple[str, str, float | None, Interval | None, bool]]:
    """Return rows for a chart: the claim's own estimate, then every answer, naive ones hollow."""
    rows: list[tuple[str, str, float | None, Interval | None, bool]] = [
        (
            _MAIN.in_language(language),
            _counted(found.n_supported, found.n_compared, language),
            *(found.estimate, found.interval, False),
        )
    ]
    for one in made.answers:
        words = _counted(one.n_supported, one.n_compared, language)
        if one.reason is not None:
            words = REASONS[one.reason].in_language(language)
        name = NAMES[one.way, one.differenced].in_language(language)
        rows.append((name, words, one.estimate, one.interval, one.way == "naive"))
    return rows


def likeness_words(made: Matched) -> Text:
    """Return how far groups differ at most, before matching and after each way, as a sentence."""
    first = next(iter(made.balances.values()))
    parts = [
        Text("{size} ({way})", "{size} ({way})").filled(
            way=_WAYS[way], size=as_count(one.largest, 2)
        )
        for way, one in made.balances.items()
    ]
    return Text(
        "Lệch nhất {before} độ lệch chuẩn trước khi ghép, sau khi ghép còn {after}.",
        "The largest difference is {before} standard deviations before matching, {after} after it.",
    ).filled(
        before=as_count(float(np.nanmax(np.abs(first.before))), 2),
        after=Text(" và ".join(one.vi for one in parts), " and ".join(one.en for one in parts)),
    )


def _counted(supported: int, compared: int, language: Language) -> str:
    filled = _COUNTS.filled(n=as_count(supported), m=as_count(compared))
    return filled.in_language(language)


def left_out_words(made: Matched) -> Text:
    """Return how many supported have nobody like them, as a sentence."""
    return Text(
        "{out} trên {all} cơ sở được hỗ trợ không có ai tương đương và được để ngoài.",
        "{out} of {all} supported establishments have nobody like them and are left out.",
    ).filled(out=as_count(made.left_out), all=as_count(made.supported))


def unseen_words(cause: UnseenCause | None, strongest: Text | None = None) -> Text:
    """Return how strong an unrecorded cause would undo the comparison, as sentences.

    `strongest` names the characteristic of the first benchmark, which `strongest_of` tells.
    """
    if cause is None:
        return Text(
            "Chưa tính được một nguyên nhân không ghi nhận phải mạnh đến đâu.",
            "How strong an unrecorded cause would have to be cannot be computed.",
        )
    opening = Text(
        "Một nguyên nhân không ghi nhận phải giải thích {value} phần còn lại của cả việc ai được "
        "hỗ trợ lẫn kết quả thì chênh lệch mới về không",
        "An unrecorded cause would have to explain {value} of what is left both of who is "
        "supported and of the outcome to bring the difference to zero",
    ).filled(value=as_share(cause.robustness, 1))
    if cause.robustness_interval > 0:
        more = Text(
            ", {value} thì khoảng tin cậy chứa số không.",
            ", {value} to bring zero into its interval.",
        ).filled(value=as_share(cause.robustness_interval, 1))
    else:
        more = Text(
            "; khoảng tin cậy đã chứa số không dù không có nguyên nhân nào như vậy.",
            "; its interval holds zero without any such cause.",
        )
    said = Text(opening.vi + more.vi, opening.en + more.en)
    best = strongest_of(cause)
    if best is None or strongest is None:
        return said
    beside = Text(
        " Đặc điểm đã ghi mạnh nhất, {name}, giải thích {support} của việc được hỗ trợ và "
        "{outcome} của kết quả.",
        " The strongest recorded, {name}, explains {support} of the one and {outcome} of the "
        "other.",
    ).filled(
        name=strongest,
        support=as_share(best.of_support, 1),
        outcome=as_share(best.of_outcome, 1),
    )
    return Text(said.vi + beside.vi, said.en + beside.en)


def strongest_of(cause: UnseenCause) -> Benchmark | None:
    """Return the recorded characteristic whose like would move the estimate most."""
    known = ranked(cause)
    return known[0] if known else None


def ranked(cause: UnseenCause, most: int = 5) -> list[Benchmark]:
    """Return recorded characteristics, those first whose like would move the estimate most."""

    def moved(one: Benchmark) -> float:
        if one.estimate is None:
            return float("inf")
        return abs(cause.estimate - one.estimate)

    return sorted(cause.benchmarks, key=lambda one: -moved(one))[:most]
