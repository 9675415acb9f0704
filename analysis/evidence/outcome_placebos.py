"""Outcomes that support of some activities cannot plausibly change: a difference there is a doubt.

No column of a record is out of reach of every kind of support, so a placebo belongs to activities.
A claim on all of them tries it on establishments first supported by those alone, and only until
support of another kind follows.
"""

from __future__ import annotations

from analysis.evidence.outcome_model import Outcome
from analysis.language import Text

PLACEBOS: tuple[Outcome, ...] = (
    Outcome(
        "placebo_fair_contracts",
        Text("Hợp đồng ký tại hội chợ (chỉ tiêu thử)", "Contracts signed at fairs (placebo)"),
        Text("hợp đồng trong năm", "contracts in the year"),
        "level",
        "fair_contracts",
        None,
        "placebo",
        Text(
            "Máy móc, lớp nghề không ký hợp đồng tại hội chợ thay cơ sở. Nếu nhóm được hỗ trợ vẫn "
            "hơn, thì nhóm ấy vốn năng động hơn, và chênh lệch ở chỉ tiêu khác cũng đáng ngờ. Chỉ "
            "xét đến trước khi cơ sở được hỗ trợ nội dung khác, vì hỗ trợ xúc tiến thương mại thì "
            "có làm tăng hợp đồng.",
            "Machines and courses sign no contracts at fairs. Where their recipients still do "
            "better, they were the livelier ones all along, and differences elsewhere are "
            "doubtful too. Looked at until support of another kind follows, since trade promotion "
            "does bring contracts.",
        ),
        untouched_by=("MO_HINH_MAY_MOC", "DAO_TAO_NGHE"),
    ),
    Outcome(
        "placebo_training_hours",
        Text(
            "Giờ đào tạo trên một lao động (chỉ tiêu thử)", "Hours of training per worker (placebo)"
        ),
        Text("giờ", "hours"),
        "level",
        "training_hours / nullif(workers, 0)",
        None,
        "placebo",
        Text(
            "Tham gia hội chợ, xây dựng thương hiệu, bình chọn sản phẩm không dạy nghề cho lao "
            "động. Nếu nhóm được hỗ trợ vẫn hơn, thì nhóm ấy vốn khác. Chỉ xét đến trước khi cơ sở "
            "được hỗ trợ nội dung khác, như đào tạo nghề.",
            "Fairs, brands and the choice of typical products train nobody. Where their recipients "
            "still do better, they differed all along. Looked at until support of another kind "
            "follows, such as a course.",
        ),
        untouched_by=("SP_TIEU_BIEU_XTTM",),
    ),
)
"""Placebos by the activities that cannot move them."""
