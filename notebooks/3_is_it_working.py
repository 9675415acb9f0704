# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3. Có tác dụng không, và chắc đến đâu
#
# Đi từ đầu đến cuối hai lần: trước hết trên số liệu **thật** (hỗ trợ đào tạo ở Michigan
# 1987–1989), rồi trên tỉnh **mô phỏng**, nơi hiệu ứng thật đã được gieo sẵn và chỉ mở ra ở cuối
# sổ tay.
#
# *English: evidence from start to end, first on real data (training grants in Michigan,
# 1987–1989), then on the simulated province, whose planted effect is revealed only at the very
# end.*

# %%
import math

import analysis as kc
from analysis.charts.evidence import event_study_chart
from analysis.evidence.broken_trends import (
    bend_words,
    broken_trends,
    magnitude_words,
    spoken_for,
)
from analysis.evidence.claim_tables import checks_table, path_table
from analysis.evidence.doubt_record import unseen_of
from analysis.evidence.doubt_tables import magnitudes_table, matched_table
from analysis.evidence.matched_words import matched_finding, matched_of
from analysis.exports.dossier.build import build_dossier
from analysis.exports.dossier.files import dossier_bytes
from analysis.exports.dossier.front import front_facts

michigan = kc.snapshot("michigan-1987")
scope = kc.Scope()
print(kc.mark(michigan))

# %% [markdown]
# ## Michigan: phế phẩm có giảm không
#
# So sánh thô: cơ sở được hỗ trợ thay đổi bao nhiêu. Đó là **thay đổi**, chưa phải tác động: cơ sở
# không được hỗ trợ cũng thay đổi.
#
# *English: a before/after change is not an effect: those without a grant changed too.*

# %%
kc.measure("outcome_change", michigan, scope).query("outcome == 'defect_rate'")[
    ["outcome_name", "since", "change", "low", "high", "n", "grade"]
].head(6)

# %% [markdown]
# ## Kết luận về Michigan
#
# Một *kết luận* nói ước lượng, khoảng tin cậy, n, cách tính và **bậc bằng chứng** 0–5 kèm lý do.
# Khoảng chứa số không thì câu cũng nói như thế, và nói điều gì là khó xảy ra.
#
# *English: a claim carries estimate, interval, n, method and a grade from 0 to 5 with its
# reasons. When the interval holds zero, the sentence says so and says what the data rule out.*

# %%
defects = kc.claim(michigan, scope, "defect_rate", others=False)
print(defects.sentence.vi, "", defects.sentence.en, sep="\n")
for reason in defects.grade.reasons:
    print("-", reason.vi)

# %%
checks_table(defects.diagnostics, "vi")[["code_name", "verdict", "finding"]]

# %%
revenue = kc.claim(michigan, scope, "productivity", others=False)
print(revenue.sentence.vi)
print("Để chắc hơn:", revenue.surer[0].vi)

# %% [markdown]
# ## Tỉnh mô phỏng: cùng câu hỏi, nhiều năm hơn
#
# Ở đây mỗi năm có cơ sở mới được hỗ trợ. Ước tính theo nhóm và năm (Callaway, Sant'Anna 2021), có
# điều chỉnh đặc điểm ban đầu; kiểm tra xu hướng trước hỗ trợ, chỉ tiêu giả, cơ sở mất dấu.
#
# *English: group-time effects (Callaway and Sant'Anna 2021) adjusted for what establishments were
# like at first, with trends before support, placebo outcomes and bounds for those lost.*

# %%
province = kc.snapshot("quang-ngai-simulated")
print(kc.mark(province))
found = kc.claim(province, scope, "productivity", others=False)
print(found.sentence.vi, "", found.sentence.en, sep="\n")

# %%
event_study_chart(
    found.main.aggregates["dynamic"],
    "vi",
    "Chênh lệch so với đối chứng",
    found.outcome.scale,
    found.unit,
)

# %%
path_table(found, "vi")

# %% [markdown]
# ## Nghi ngờ chính kết quả này
#
# Ước tính dựa vào giả định không ai thấy được: nếu không hỗ trợ, hai nhóm đã đi song song. Lệch đến
# đâu thì kết quả mất (Rambachan, Roth 2023)? So với cơ sở giống nhau, bên cạnh chênh lệch thô, được
# gì? Một nguyên nhân không ghi nhận phải mạnh đến đâu mới xóa được chênh lệch (Cinelli, Hazlett
# 2020)?
#
# *English: how far trends may break before the result is lost; what matching says beside the naive
# difference; how strong an unrecorded cause would have to be.*

# %%
trends = broken_trends(found)
say = spoken_for(found)
print(magnitude_words(trends, say).vi, bend_words(trends, say).vi, sep="\n")
magnitudes_table(trends, found.outcome.scale)

# %%
alike = matched_of(found)
print(matched_finding(found, alike).vi, unseen_of(found, alike).vi, sep="\n")
matched_table(alike, found.outcome.scale, "vi")

# %% [markdown]
# ## Hồ sơ bằng chứng
#
# Mọi điều trên đây về một kết luận, trong một tài liệu: trang đầu cho lãnh đạo, phần còn lại cho
# người phản biện. `dossier_bytes(hồ_sơ, "pdf")` (hoặc `"html"`, `"json"`) cho nội dung tệp.
#
# *English: all of this on one claim in one document; page one for a leader, the rest for a referee.
# `dossier_bytes(dossier, "pdf")` (or `"html"`, `"json"`) makes the file.*

# %%
dossier = build_dossier(michigan, scope, "defect_rate")
for label, words in front_facts(dossier):
    print(f"{label}: {words}")
for check in dossier.checks:
    print("-", check.title, "→", check.verdict)
print(len(dossier_bytes(dossier, "pdf")) > 0)

# %% [markdown]
# ## Mở phong bì: hiệu ứng đã gieo
#
# Không thước đo nào đọc bảng này; chỉ ở đây, sau khi đã kết luận. Trung bình của những bản ghi mà
# ước tính dựa vào, theo phần trăm.
#
# *English: no measure reads this table. Only here, after the claim was made, it is opened: the
# mean of what was planted in the records the estimate rests on.*

# %%
planted = province.query(
    """
    select avg(ln(t.treated / t.untreated)) as effect
    from truth.simulated_truth as t
    join mart_establishment as e on e.establishment_id = t.establishment_id
    join mart_outcome as o on o.establishment_no = e.establishment_no and o.year = t.year
    where t.outcome = 'value_added_per_worker' and o.value_added > 0 and o.workers > 0
    """
)["effect"].iloc[0]
plain = kc.claim(province, scope, "productivity", method="unconditional", others=False)


def percent(log_points: float) -> str:
    """Write log points as a change in percent."""
    return f"{math.expm1(log_points):+.1%}".replace(".", ",")


print("Đã gieo / planted:              ", percent(planted))
print("Ước tính / estimate:            ", percent(found.estimate))
print("Khoảng tin cậy / interval:      ", percent(found.interval.low), percent(found.interval.high))
print("Không điều chỉnh / unadjusted:  ", percent(plain.estimate))
print("Khoảng có chứa / interval holds:", found.interval.holds(planted))
