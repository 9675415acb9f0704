"""The methods on offer, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.decisions.scoring.prepared import Method
from analysis.decisions.scoring.promethee import Promethee
from analysis.decisions.scoring.topsis import Topsis
from analysis.decisions.scoring.weighted_sum import WeightedSum
from analysis.language import Text
from analysis.measures.phrases import share

METHODS: Mapping[str, Method] = {
    method.code: method for method in (WeightedSum(), Topsis(), Promethee())
}

ABOUT: Mapping[str, Text] = {
    WeightedSum.code: Text(
        "Mỗi tiêu chí được quy về thang 0–1 (0: kém nhất, 1: tốt nhất trong các giá trị đã biết) "
        "rồi cộng theo trọng số. Điểm thấp ở tiêu chí này được bù bằng điểm cao ở tiêu chí khác.",
        "Each criterion is brought to a scale of 0 to 1 (worst and best of the known values) and "
        "added up by weight. A low mark on one criterion is made up by a high one on another.",
    ),
    Topsis.code: Text(
        "Điểm là mức gần với phương án lý tưởng (tốt nhất ở mọi tiêu chí) so với phương án kém "
        "nhất ở mọi tiêu chí; khoảng cách lớn ở một tiêu chí khó được bù hơn.",
        "The score is the nearness to an ideal, best on every criterion, against one that is worst "
        "on every criterion; a large gap on one criterion is harder to make up.",
    ),
    Promethee.code: Text(
        "So từng cặp phương án theo từng tiêu chí. Chênh lệch dưới {none} khoảng dao động không "
        "tính, từ {full} trở lên tính trọn; điểm là phần thắng trừ phần thua, từ −1 đến 1.",
        "Alternatives are compared in pairs on each criterion. A lead of less than {none} of the "
        "spread counts for nothing, of {full} or more in full; the score is wins less losses, "
        "from −1 to 1.",
    ).filled(none=share(Promethee().indifference), full=share(Promethee().full)),
}
"""What each method of METHODS does, in plain words."""
