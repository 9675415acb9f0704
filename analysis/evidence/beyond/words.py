"""What neighbours and net changes are said to be, in sentences."""

from __future__ import annotations

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.heaviest import heaviest_words
from analysis.evidence.beyond.neighbours import READ_AS, Neighbours
from analysis.evidence.beyond.net import STEPS, Net, Step
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.beyond.worth import CostPerJob, Worth
from analysis.evidence.claim import Claim
from analysis.evidence.findings import Interval
from analysis.evidence.spoken import as_count, as_range, said_on
from analysis.language import Text
from analysis.measures.phrases import amount, number, share

_SIMULATED = Text("; số liệu mô phỏng", "; simulated data")
_NOT_ENOUGH = Text("Số liệu chưa đủ.", "The data are not enough.")
_RING = Text(
    "{ring}: {value} ({ends}); {n} được hỗ trợ, {m} đối chứng, {groups} nhóm hàng xóm.",
    "{ring}: {value} ({ends}); {n} supported, {m} compared, {groups} groups of neighbours.",
)
_RING_UNKNOWN = Text("{ring}: chưa kết luận được. {why}", "{ring}: cannot tell yet. {why}")
_MOVED = Text(
    "So với khi vẫn giữ hàng xóm: {moved} ({ends}).",
    "Against neighbours compared: {moved} ({ends}).",
)
_STEP = Text(
    "{step}: {value} mỗi cơ sở ({ends}); {total} tất cả ({total_ends}).",
    "{step}: {value} each ({ends}); {total} in all ({total_ends}).",
)


def neighbours_sentence(found: Claim, near: Neighbours) -> Text:
    """Say what happened to neighbours, with interval, n and grade; or why it cannot be told."""
    if near.estimate is None or near.interval is None or near.grade is None:
        why = near.missing or _NOT_ENOUGH
        return Text(
            "{outcome} của hàng xóm: chưa kết luận được. {why}",
            "{outcome} of neighbours: cannot tell yet. {why}",
        ).filled(outcome=found.outcome.title, why=why)
    say = said_on(found.outcome.scale, found.unit)
    zero = near.interval.holds(0.0)
    meaning = Text("có thể bằng không", "may be none") if zero else Text("khác không", "not none")
    return Text(
        "{outcome} của {who} không được hỗ trợ: chênh lệch {value} so với cơ sở không có hàng xóm "
        "được hỗ trợ ({ends}), {meaning}; n = {exposed} hàng xóm, {clean} đối chứng, {cells} nhóm; "
        "bậc bằng chứng {grade}/5{simulated}.",
        "{outcome} of unsupported {who}: difference of {value} against those without a supported "
        "neighbour ({ends}), {meaning}; n = {exposed} neighbours, {clean} compared, {cells} "
        "groups; evidence grade {grade} of 5{simulated}.",
    ).filled(
        outcome=found.outcome.title,
        who=near.exposure.ring.who,
        value=say(near.estimate),
        ends=as_range(near.interval, say),
        meaning=meaning,
        exposed=as_count(near.n_exposed),
        clean=as_count(near.n_clean),
        cells=as_count(near.clusters),
        grade=str(near.grade.level),
        simulated=_SIMULATED if found.simulated else "",
    )


def neighbours_lines(found: Claim, near: Neighbours) -> tuple[Text, ...]:
    """Say below the sentence on neighbours how it is to be read, why that grade, and its checks."""
    if near.grade is None:
        return ()
    say = said_on(found.outcome.scale, found.unit)
    return (
        READ_AS,
        *(() if near.heaviest is None else (heaviest_words(near.heaviest, say),)),
        *near.grade.reasons,
        *(
            Text("{check}: {finding}", "{check}: {finding}").filled(
                check=one.title, finding=one.finding
            )
            for one in near.checks
        ),
    )


def ring_line(found: Claim, one: RingEstimate) -> Text:
    """Say in a line what the claim is at one ring of exclusion, and how far the ring moves it."""
    if one.estimate is None or one.interval is None:
        return _RING_UNKNOWN.filled(ring=one.ring.title, why=one.missing or _NOT_ENOUGH)
    say = said_on(found.outcome.scale, found.unit)
    line = _RING.filled(
        ring=one.ring.title,
        value=say(one.estimate),
        ends=as_range(one.interval, say),
        n=as_count(one.n_supported),
        m=as_count(one.n_compared),
        groups=as_count(one.groups),
    )
    parts = [line]
    if one.moved is not None and one.moved_interval is not None:
        ends = as_range(one.moved_interval, say)
        parts.append(_MOVED.filled(moved=say(one.moved), ends=ends))
    if one.heaviest is not None:
        parts.append(heaviest_words(one.heaviest, say))
    return Text(" ".join(part.vi for part in parts), " ".join(part.en for part in parts))


def step_line(net: Net, step: Step) -> Text:
    """Say in a line what one step from gross to net is, for each supported and for all."""
    title, say = STEPS[step.code][0], said_on("level", net.claim.unit)
    value, ends, total, total_ends = step.value, step.interval, step.total, step.total_interval
    if value is None or ends is None or total is None or total_ends is None:
        return Text("{step}: chưa biết.", "{step}: not known.").filled(step=title)
    return _STEP.filled(
        step=title,
        value=say(value),
        ends=as_range(ends, say),
        total=say(total),
        total_ends=as_range(total_ends, say),
    )


def net_grade(net: Net) -> int | None:
    """Return the grade of a net change: the lower of the claim's and the neighbours'."""
    near = net.neighbours
    if near is None or near.grade is None or net.step("net").value is None:
        return None
    return min(net.claim.grade.level, near.grade.level)


def net_sentence(net: Net) -> Text:
    """Say what is left of what is reported, with interval, n and grade; or why it is not known."""
    gross, left = net.step("gross"), net.step("net")
    if left.total is None or left.total_interval is None or gross.total is None:
        return Text(
            "{outcome}: chưa biết còn lại bao nhiêu. {why}",
            "{outcome}: what is left is not known. {why}",
        ).filled(outcome=net.claim.outcome.title, why=_sentence(net.missing or _NOT_ENOUGH))
    say = said_on("level", net.claim.unit)
    return Text(
        "{outcome}: báo cáo {gross}, còn lại {net} ({ends}) trong một năm bình quân kể từ khi hỗ "
        "trợ, ở {all} cơ sở được hỗ trợ ({n} có số liệu); bậc bằng chứng {grade}/5{simulated}.",
        "{outcome}: {gross} reported, {net} left ({ends}) in an average year since support, over "
        "{all} supported establishments ({n} with figures); evidence grade {grade} of "
        "5{simulated}.",
    ).filled(
        outcome=net.claim.outcome.title,
        gross=say(gross.total),
        net=say(left.total),
        ends=as_range(left.total_interval, say),
        all=as_count(net.exposure.supported if net.exposure else 0),
        n=as_count(net.ring.n_supported if net.ring else 0),
        grade=str(net_grade(net)),
        simulated=_SIMULATED if net.claim.simulated else "",
    )


def cost_sentence(net: Net, found: CostPerJob | None, spent: Spending) -> Text:
    """Say what a net job cost, with its interval, n and grade; or why that is not known."""
    if found is None:
        return Text(
            "Kinh phí một việc làm ròng: chưa biết, vì chưa biết còn lại bao nhiêu việc làm hoặc "
            "đã hỗ trợ bao nhiêu tiền.",
            "Grant per net job: not known, as the jobs left or the money granted are not known.",
        )
    cost = Text("không có", "none") if found.cost is None else amount(found.cost, spent.currency)
    return Text(
        "Kinh phí một việc làm ròng: {cost} (95 %, Fieller: {words}); kinh phí bình quân {grant} "
        "một cơ sở, biết đủ ở {known} trên {of} cơ sở, giá so sánh; bậc bằng chứng {grade}/5"
        "{simulated}.",
        "Grant per net job: {cost} (95%, Fieller: {words}); mean grant {grant} an establishment, "
        "known in full of {known} of {of}, constant prices; evidence grade {grade} of "
        "5{simulated}.",
    ).filled(
        cost=cost,
        words=found.words,
        grant=amount(spent.grant or 0.0, spent.currency),
        known=as_count(spent.known),
        of=as_count(spent.of),
        grade=str(net_grade(net)),
        simulated=_SIMULATED if net.claim.simulated else "",
    )


def worth_sentence(net: Net, found: Worth | None, spent: Spending) -> Text:
    """Say what came back for the money, its terms and its range; or that it is not known."""
    if found is None:
        return Text(
            "Lợi ích trên chi phí: chưa biết, vì thiếu giá trị tăng thêm còn lại hoặc tiền đã bỏ.",
            "Benefit over cost: not known, as the value added left or the money spent is missing.",
        )
    terms = found.terms
    return Text(
        "Lợi ích trên chi phí: {ratio} lần ({range}), với {horizon} năm, chiết khấu {discount} và "
        "giảm dần {decay} mỗi năm, trên {against} ({cost} một cơ sở); với các giả định khác từ 3 "
        "đến 10 năm: {widest}. Bậc bằng chứng {grade}/5{simulated}.",
        "Benefit over cost: {ratio} times ({range}), over {horizon} years, discount {discount} and "
        "decay {decay} a year, against {against} ({cost} an establishment); under other terms, 3 "
        "to 10 years: {widest}. Evidence grade {grade} of 5{simulated}.",
    ).filled(
        ratio=number(found.ratio, 1),
        range=_times(found.ratio_range),
        horizon=str(terms.horizon),
        discount=share(terms.discount),
        decay=share(terms.decay),
        against=Text("kinh phí và vốn đối ứng", "grant and counterpart")
        if terms.with_counterpart
        else Text("kinh phí hỗ trợ", "the grant"),
        cost=amount(found.cost, spent.currency),
        widest=_times(found.widest),
        grade=str(net_grade(net)),
        simulated=_SIMULATED if net.claim.simulated else "",
    )


def _sentence(words: Text) -> Text:
    """Return a few words, as a panel says what it lacks, as a sentence."""
    return Text(*(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in (words.vi, words.en)))


def _times(ends: Interval) -> Text:
    return Text("từ {low} đến {high}", "{low} to {high}").filled(
        low=number(ends.low, 1), high=number(ends.high, 1)
    )
