"""Who receives the grants: how evenly they are spread, who comes back, and for what content."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

MANY = 4
"""Establishments supported this often or more are one group."""


def recipient_concentration(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per currency: recipients, Gini coefficient, shares of the largest.

    Gini (1912), "Variabilità e mutabilità", for a finite list: with x(1) ≤ … ≤ x(n),
    G = 2 · Σ i·x(i) / (n · Σ x) − (n + 1) / n, not corrected for sample size, because the
    establishments are all there are and no sample. One recipient has G = 0.
    """
    return ask(snapshot, scope, "recipient_concentration")


def recipient_lorenz(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return 21 points of the Lorenz curve per currency, from 0 to 1 by twentieths.

    Lorenz (1905), Publications of the American Statistical Association 9; straight between two
    establishments.
    """
    return ask(snapshot, scope, "recipient_lorenz")


def repeat_recipients(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per number of supports (1, 2, 3, 4 or more) and currency."""
    return ask(snapshot, scope, "repeat_recipients")


def top_recipients(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the fifty establishments that received most, with supports and years."""
    return ask(snapshot, scope, "top_recipients")


def same_content(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return every establishment and content supported more than once, for checking.

    Same content: the same kind of activity and the same words, whatever their case, signs and
    spaces. Supports in different projects come first.
    """
    frame = ask(snapshot, scope, "same_content")
    return with_code_names(frame, "activity_kind", "activity_kind", scope.language)


def same_content_total(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per currency: establishments, how many to check, how many cannot be told."""
    return ask(snapshot, scope, "same_content_total")


_SCOPE = Text(
    " Chỉ gồm khoản hỗ trợ của đề án không bị ngừng và đã qua bước kế hoạch, tính vào năm kế "
    "hoạch; trong phạm vi chọn.",
    " Only supports of projects neither stopped nor only planned, counted in the plan year, inside "
    "the chosen scope.",
)
_FILTERS = Text(
    " Lọc theo nguồn giữ nguyên khoản hỗ trợ của đề án có nguồn đó, cả phần của nguồn khác.",
    " A filter by source keeps whole supports of projects with it, other sources' part too.",
)


def _joined(text: Text, end: Text) -> Text:
    return Text(text.vi + end.vi, text.en + end.en)


_SOURCES = ("support", "establishment", "project", "price_index")
_RECEIVED = MeasureColumn("received", "money", Text("Kinh phí hỗ trợ", "Grants"))
_SUPPORTS = MeasureColumn("supports", "count", Text("Khoản hỗ trợ", "Supports"))
_UNKNOWN = MeasureColumn(
    "grants_unknown", "count", Text("Khoản không rõ số tiền", "Grants of unknown amount")
)
_WHO = (
    MeasureColumn("establishment_id", "text", Text("Mã cơ sở", "Establishment id")),
    MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
)


def _top(percent: int) -> tuple[MeasureColumn, ...]:
    vi, en = f"{percent} % lớn nhất", f"largest {percent} %"
    return (
        MeasureColumn(
            f"top_{percent}_recipients", "count", Text(f"Số cơ sở {vi}", f"Number, {en}")
        ),
        MeasureColumn(f"top_{percent}_received", "money", Text(f"Tiền của {vi}", f"Money, {en}")),
        MeasureColumn(f"top_{percent}_share", "share", Text(f"Phần của {vi}", f"Share, {en}")),
    )


_CONCENTRATION = Measure(
    "recipient_concentration",
    Text("Độ tập trung của hỗ trợ", "Concentration of grants"),
    _joined(
        Text(
            "Tổng kinh phí hỗ trợ mỗi cơ sở nhận được, và mức chênh giữa các cơ sở. Hệ số Gini "
            "(1912): 0 là ai cũng như nhau, gần 1 là dồn vào một cơ sở; G = 2·Σ i·x(i) ÷ (n·Σx) − "
            "(n+1)÷n, xếp từ nhỏ đến lớn, không hiệu chỉnh cỡ mẫu vì đây là toàn bộ cơ sở được hỗ "
            "trợ. Nhóm 1 % và 10 % lớn nhất làm tròn lên thành số cơ sở. Mẫu số là số cơ sở và "
            "tổng tiền của các cơ sở biết hết số tiền.",
            "What each establishment received in grants together, and how unequal that is. Gini "
            "coefficient (1912): 0 when all received the same, near 1 when one received all; "
            "G = 2·Σ i·x(i) ÷ (n·Σx) − (n+1)÷n, from the smallest up, not corrected for sample "
            "size since these are all recipients. The largest 1 % and 10 % are rounded up to whole "
            "establishments. Denominators are the establishments whose grants are all known, and "
            "their money.",
        ),
        _SCOPE,
    ),
    _joined(
        Text(
            "Cơ sở có một khoản không rõ số tiền thì không vào phép tính, được đếm riêng. Chỉ so "
            "giữa các cơ sở đã được hỗ trợ, không so với cơ sở chưa từng được. Tập trung cao không "
            "có nghĩa là sai: mức trần theo loại hỗ trợ rất khác nhau.",
            "An establishment with a grant of unknown amount is left out and counted apart. Only "
            "recipients are compared, not those never supported. Concentration is no fault by "
            "itself: ceilings differ widely by kind of support.",
        ),
        _FILTERS,
    ),
    _SOURCES,
    (
        CURRENCY,
        MeasureColumn("recipients", "count", Text("Cơ sở biết số tiền", "Recipients known")),
        MeasureColumn(
            "recipients_unknown", "count", Text("Cơ sở không rõ số tiền", "Recipients unknown")
        ),
        _SUPPORTS,
        _UNKNOWN,
        _RECEIVED,
        MeasureColumn("gini", "number", Text("Hệ số Gini", "Gini coefficient")),
        *_top(1),
        *_top(10),
        MeasureColumn("largest_received", "money", Text("Cơ sở nhận nhiều nhất", "Largest")),
        MeasureColumn("largest_share", "share", Text("Phần của cơ sở đó", "Share of the largest")),
        PRICES,
        PRICE_YEAR,
    ),
    recipient_concentration,
)
_LORENZ = Measure(
    "recipient_lorenz",
    Text("Đường Lorenz của hỗ trợ", "Lorenz curve of grants"),
    _CONCENTRATION.counts,
    _CONCENTRATION.caveats,
    _SOURCES,
    (
        CURRENCY,
        MeasureColumn("recipients_share", "share", Text("Phần cơ sở", "Share of recipients")),
        MeasureColumn("received_share", "share", Text("Phần tiền", "Share of money")),
        MeasureColumn("recipients", "count", Text("Cơ sở biết số tiền", "Recipients known")),
    ),
    recipient_lorenz,
)
_REPEATED = Measure(
    "repeat_recipients",
    Text("Cơ sở được hỗ trợ nhiều lần", "Establishments supported again"),
    _joined(
        Text(
            "Cơ sở theo số khoản hỗ trợ đã nhận: 1, 2, 3, từ 4 trở lên. Tỷ lệ trên mọi cơ sở được "
            "hỗ trợ và trên tổng tiền biết được.",
            "Establishments by number of supports received: 1, 2, 3, 4 or more. Shares are of all "
            "recipients and of all money known.",
        ),
        _SCOPE,
    ),
    _joined(
        Text(
            "Chọn ít năm thì ít cơ sở có nhiều lần. Khoản không rõ số tiền vẫn được đếm lần, không "
            "được cộng tiền. Nhiều lần không có nghĩa là cùng một nội dung.",
            "With few years chosen fewer establishments come back. A support of unknown amount "
            "counts as one, its money does not. Coming back is not the same content again.",
        ),
        _FILTERS,
    ),
    _SOURCES,
    (
        MeasureColumn("times", "number", Text("Số lần (4: từ 4)", "Times (4: 4 or more)")),
        CURRENCY,
        MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
        MeasureColumn("establishments_share", "share", Text("Tỷ lệ cơ sở", "Share of them")),
        MeasureColumn("all_establishments", "count", Text("Mọi cơ sở", "All establishments")),
        _SUPPORTS,
        _RECEIVED,
        MeasureColumn("received_share", "share", Text("Tỷ lệ tiền", "Share of money")),
        MeasureColumn("all_received", "money", Text("Tổng tiền", "All money")),
        MeasureColumn("received_each", "money", Text("Bình quân một cơ sở", "Each on average")),
        _UNKNOWN,
        PRICES,
        PRICE_YEAR,
    ),
    repeat_recipients,
)
_TOP = Measure(
    "top_recipients",
    Text("Cơ sở nhận nhiều hỗ trợ nhất", "Largest recipients"),
    _joined(
        Text(
            "Năm mươi cơ sở nhận nhiều kinh phí hỗ trợ nhất, cộng các khoản biết số tiền. Tỷ lệ "
            "trên tổng tiền biết được của mọi cơ sở.",
            "The fifty establishments with most grants, known amounts added. Shares are of all "
            "known money.",
        ),
        _SCOPE,
    ),
    _joined(
        Text(
            "Cơ sở trùng chưa gộp thì bị tách đôi: xem phần trùng lặp ở trang Số liệu. Năm là năm "
            "kế hoạch của các đề án.",
            "Duplicates not merged yet are split in two: see duplicates on the Data page. Years "
            "are plan years of the projects.",
        ),
        _FILTERS,
    ),
    _SOURCES,
    (
        MeasureColumn("rank_no", "number", Text("Thứ tự", "Rank")),
        *_WHO,
        CURRENCY,
        _SUPPORTS,
        MeasureColumn("years", "text", Text("Các năm", "Years")),
        _RECEIVED,
        MeasureColumn("received_share", "share", Text("Tỷ lệ tiền", "Share of money")),
        MeasureColumn("all_received", "money", Text("Tổng tiền", "All money")),
        _UNKNOWN,
        PRICES,
        PRICE_YEAR,
    ),
    top_recipients,
)
_SAME_COUNTS = _joined(
    Text(
        "Cơ sở có từ hai khoản hỗ trợ cùng loại hoạt động và cùng lời ghi nội dung (không kể chữ "
        "hoa, dấu câu, khoảng trắng): có thể là một nội dung được hỗ trợ hai lần, cần kiểm tra. "
        "Quy định: một nội dung không được ngân sách nhà nước hỗ trợ hai lần.",
        "Establishments with two or more supports of the same kind of activity and the same words "
        "of content (whatever case, signs and spaces): maybe the same content twice, to be "
        "checked. By law the same content is not paid for twice from State money.",
    ),
    _SCOPE,
)
_SAME_CAVEATS = _joined(
    Text(
        "Đây là dấu hiệu, chưa phải vi phạm: lời ghi chung chung («máy móc, thiết bị», «hội chợ») "
        "làm các nội dung khác nhau trông như một. Ghi khác lời thì không phát hiện được; khoản "
        "không ghi nội dung thì không nói được, đếm riêng. Hai khoản của một đề án có thể là một "
        "khoản trả làm hai năm.",
        "A sign, not a violation: general words («machinery», «fair») make different contents look "
        "alike. Other words for the same content go unseen; supports without words cannot be told "
        "and are counted apart. Two supports of one project may be one paid over two years.",
    ),
    _FILTERS,
)
_SAME = Measure(
    "same_content",
    Text("Có thể cùng một nội dung, cần kiểm tra", "Maybe the same content, to be checked"),
    _SAME_COUNTS,
    _SAME_CAVEATS,
    _SOURCES,
    (
        *_WHO,
        MeasureColumn("activity_kind", "code", Text("Mã loại", "Kind code"), "activity_kind"),
        MeasureColumn("activity_kind_name", "text", Text("Loại", "Kind")),
        MeasureColumn("content", "text", Text("Nội dung (chữ thường)", "Content (lower case)")),
        CURRENCY,
        _SUPPORTS,
        MeasureColumn("projects", "count", Text("Đề án", "Projects")),
        MeasureColumn("project_ids", "text", Text("Các đề án", "Project ids")),
        MeasureColumn("years", "text", Text("Các năm", "Years")),
        _RECEIVED,
        MeasureColumn("smallest_grant", "money", Text("Khoản nhỏ nhất", "Smallest grant")),
        MeasureColumn("largest_grant", "money", Text("Khoản lớn nhất", "Largest grant")),
        _UNKNOWN,
        PRICES,
        PRICE_YEAR,
    ),
    same_content,
)
_SAME_TOTAL = Measure(
    "same_content_total",
    Text("Bao nhiêu cơ sở cần kiểm tra nội dung", "How many contents to check"),
    _SAME_COUNTS,
    _SAME_CAVEATS,
    _SOURCES,
    (
        CURRENCY,
        MeasureColumn("establishments", "count", Text("Cơ sở được hỗ trợ", "Establishments")),
        MeasureColumn("repeated", "count", Text("Được hỗ trợ nhiều lần", "Supported again")),
        MeasureColumn("same_contents", "count", Text("Nội dung lặp lời ghi", "Contents repeated")),
        MeasureColumn(
            "same_establishments", "count", Text("Cơ sở cần kiểm tra", "Establishments to check")
        ),
        MeasureColumn("same_received", "money", Text("Số tiền liên quan", "Money concerned")),
        MeasureColumn(
            "unworded_establishments",
            "count",
            Text("Cơ sở chưa kết luận được (thiếu lời ghi)", "Cannot tell (content not recorded)"),
        ),
        PRICES,
        PRICE_YEAR,
    ),
    same_content_total,
)

MEASURES = (_CONCENTRATION, _LORENZ, _REPEATED, _TOP, _SAME, _SAME_TOTAL)
