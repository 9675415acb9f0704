"""What the study of one case is called, what it checks, and why it may say nothing."""

from __future__ import annotations

from analysis.evidence.findings import Check
from analysis.evidence.spoken import Spoken, as_chance, as_count, as_share
from analysis.language import Text

ESTIMAND: dict[str, Text] = {
    "establishment": Text(
        "Thay đổi của riêng cơ sở này, bình quân các năm từ khi được hỗ trợ, so với mức lẽ ra có",
        "Change of this one establishment, the mean of all years since support, against what would "
        "have been",
    ),
    "cluster": Text(
        "Thay đổi bình quân của các cơ sở trong cụm chưa được hỗ trợ riêng, từ khi cụm được hỗ trợ "
        "hạ tầng, so với mức lẽ ra có",
        "Mean change of establishments inside the cluster not supported themselves, since its "
        "infrastructure was, against what would have been",
    ),
}

METHOD_NAME = Text(
    "Khác biệt trong khác biệt tổng hợp (Arkhangelsky và cộng sự 2021)",
    "Synthetic difference-in-differences (Arkhangelsky et al. 2021)",
)

METHOD = Text(
    "Khác biệt trong khác biệt tổng hợp (Arkhangelsky và cộng sự 2021) với cơ sở không được hỗ trợ "
    "({alike}), {before} năm trước và {since} năm từ khi hỗ trợ; khoảng tin cậy từ {placebos} lần "
    "giả định cơ sở khác được hỗ trợ",
    "Synthetic difference-in-differences (Arkhangelsky et al. 2021) with establishments without "
    "support ({alike}), {before} years before and {since} since support; interval from {placebos} "
    "pretended cases",
)

REFUSED: dict[str, Text] = {
    "register": Text(
        "Chỉ tiêu này lấy từ sổ đăng ký, không có giá trị từng năm của một cơ sở.",
        "This outcome comes from the register, which has no yearly value of an establishment.",
    ),
    "no_case": Text(
        "Không có cơ sở hay cụm nào có đủ 4 năm số liệu trước và 1 năm từ khi hỗ trợ.",
        "No establishment or cluster has figures of 4 years before and 1 since support.",
    ),
    "few_years": Text(
        "Quá ít năm có số liệu đầy đủ: cần ít nhất 4 năm trước và 1 năm từ khi hỗ trợ (cụm: của ít "
        "nhất 3 cơ sở bên trong).",
        "Too few years with figures: at least 4 before and 1 since support are needed (for a "
        "cluster of 3 establishments inside).",
    ),
    "few_pool": Text(
        "Chỉ {n} cơ sở không được hỗ trợ có số liệu trong đúng các năm đó, cần ít nhất {least}: ít "
        "hơn thì lần giả định nào cũng có thể do ngẫu nhiên.",
        "Only {n} establishments without support have figures of those same years, {least} are "
        "needed: with fewer no pretended case could be told from chance.",
    ),
}

OTHERS: dict[str, tuple[Text, Text]] = {
    "synthetic_control": (
        Text("Đối chứng tổng hợp", "Synthetic control"),
        Text(
            "Chỉ gán trọng số cơ sở, so cả mức (Abadie, Diamond và Hainmueller 2010).",
            "Weights on establishments alone, levels matched too (Abadie, Diamond and Hainmueller "
            "2010).",
        ),
    ),
    "plain_did": (
        Text("Khác biệt trong khác biệt", "Difference in differences"),
        Text("Mọi cơ sở và mọi năm như nhau.", "Every establishment and year alike."),
    ),
    "jackknife": (
        Text("Sai số bỏ từng cơ sở", "Jackknife error"),
        Text(
            "Cùng ước tính; chỉ tính được khi có từ hai cơ sở trở lên trong trường hợp này.",
            "The same estimate; defined only where the case holds two or more.",
        ),
    ),
}


def fit_check(share: float, held: bool) -> Check:
    """Return whether the pool followed the case before support as well as it follows others."""
    finding = Text(
        "Trước hỗ trợ, nhóm tổng hợp theo sát trường hợp này ít nhất bằng {share} các lần giả "
        "định.",
        "Before support the weighted pool follows this case at least as closely as {share} of the "
        "pretended ones.",
    ).filled(share=as_share(share))
    title = Text("Khớp trước hỗ trợ", "Fit before support")
    return Check("fit", title, held, finding, {"share": share})


def rank_check(chance: float, number: int, estimate: float, say: Spoken) -> Check:
    """Return how seldom a pretended case is as far from zero as the real one: told, not judged."""
    finding = Text(
        "Trong {n} lần giả định cơ sở khác được hỗ trợ và trường hợp thật, tỷ lệ lệch ít nhất "
        "bằng {estimate}: {p}.",
        "Among {n} pretended cases and the real one, the share at least as far from zero as "
        "{estimate}: {p}.",
    ).filled(n=as_count(number), estimate=say(estimate), p=as_chance(chance))
    title = Text("So với các lần giả định", "Against pretended cases")
    return Check("rank", title, None, finding, {"p": chance, "placebos": number})
