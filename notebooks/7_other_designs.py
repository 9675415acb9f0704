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
# # 7. Thiết kế khác: một dự án, ngưỡng điểm, mức và số lần hỗ trợ
#
# Một cách so sánh chưa phải là bằng chứng. Ở đây là bốn câu hỏi cần thiết kế riêng, mỗi câu có ước
# tính, khoảng tin cậy, n và bậc, hoặc lời từ chối kèm lý do.
#
# *English: four questions that need a design of their own, each with estimate, interval, n and
# grade, or a refusal with its reason.*

# %%
import numpy as np

import analysis as kc
from analysis.charts.designs import case_chart, dose_chart, placebo_chart, score_chart
from analysis.evidence.designs.activities import activities
from analysis.evidence.designs.cutoff import cutoff
from analysis.evidence.designs.discontinuity import jump
from analysis.evidence.designs.dose import dose
from analysis.evidence.designs.flagship import flagship_of
from analysis.evidence.designs.flagship_cases import cases
from analysis.evidence.designs.repetition import repetition
from analysis.evidence.designs.study_tables import (
    activity_table,
    case_path,
    dose_curve_table,
    placebo_table,
    score_table,
    study_answers,
)
from analysis.evidence.quantities import shown

province = kc.snapshot("quang-ngai-simulated")
scope = kc.Scope()
print(kc.mark(province))
found = kc.claim(province, scope, "productivity", others=False)
print(found.sentence.vi)

# %% [markdown]
# ## Một dự án riêng lẻ (n = 1)
#
# Khác biệt trong khác biệt tổng hợp (Arkhangelsky và cộng sự 2021): gán trọng số cho cơ sở không
# được
# hỗ trợ để đi cùng trường hợp này trước hỗ trợ. Khoảng tin cậy từ việc giả định lần lượt cơ sở khác
# là trường hợp được hỗ trợ. Một trường hợp không bao giờ vượt bậc 2.
#
# *English: synthetic difference-in-differences with placebo inference. A single case never earns
# more than grade 2.*

# %%
offered = cases(province, found.given)
one = flagship_of(province, found)
print(len(offered), "trường hợp / cases;", one.study.sentence.vi)
for reason in one.study.grade.reasons:
    print("-", reason.vi)

# %%
case_chart(case_path(one), "vi", one.study.unit.vi, share=False)

# %%
placebo_chart(
    placebo_table(one), shown(one.study.estimate, "log"), "vi", "Ước tính", one.study.outcome.scale
)

# %%
study_answers(one.study, "vi")[["code_name", "estimate", "low", "high", "n_supported"]]

# %% [markdown]
# ## Quanh ngưỡng điểm thẩm định
#
# So hồ sơ vừa trên với vừa dưới ngưỡng. Nếu không có điểm, không có ngưỡng, quá ít hồ sơ gần ngưỡng
# hoặc ngưỡng không quyết định, chương trình từ chối và nói vì sao.
#
# *English: a regression discontinuity at the threshold of the appraisal score, refused with the
# reason where the data do not allow it.*

# %%
around = cutoff(province, scope, "productivity")
print(around.study.sentence.vi)
for check in around.study.checks:
    print({True: "✓", False: "✗", None: "?"}[check.passed], check.finding.vi)
score_chart(score_table(around), "vi", around.study.outcome.scale)

# %% [markdown]
# ## Nếu có đủ hồ sơ quanh ngưỡng thì sao
#
# Hồ sơ tự tạo ở đây, tác động gieo 0,30: cùng hàm ấy tìm lại được. Đây là phép thử, không phải số
# liệu
# của tỉnh.
#
# *English: files made up here with an effect of 0.30: the same function finds it. A trial, no data
# of the province.*

# %%
draw = np.random.default_rng(2026)
score = np.round(draw.normal(63, 8, 1500), 1)
helped = (draw.random(1500) < np.where(score >= 60, 0.9, 0.1)).astype(float)
outcome = 0.30 * helped + 0.01 * (score - 60) + draw.normal(0, 0.25, 1500)
trial = jump(score - 60, outcome, treated=helped)
print("MÔ PHỎNG tại chỗ / simulated here:", round(trial.centre, 3), trial.interval)

# %% [markdown]
# ## Theo mức hỗ trợ
#
# Đường cong ATT(d|d) chỉ cần giả định song song; độ dốc (gấp đôi mức đi cùng bao nhiêu) chỉ là tác
# động nếu song song **mạnh** (Callaway, Goodman-Bacon, Sant'Anna 2024), nên không vượt bậc 2.
#
# *English: levels by dose take parallel trends; the slope takes strong parallel trends and is
# never above grade 2.*

# %%
by_grant = dose(found, "grant")
print(by_grant.study.sentence.vi)
dose_chart(
    dose_curve_table(by_grant), "vi", "Thay đổi", "Mức hỗ trợ (đồng)", by_grant.study.outcome.scale
)

# %% [markdown]
# ## Lần đầu và nhiều lần; từng nội dung
#
# Từ lần thứ hai so với cơ sở chỉ một lần, cùng số năm từ lần đầu. Từng nội dung: gộp một phần
# (Bayes
# thực nghiệm), trị p tính đến số nội dung (Holm; Romano và Wolf).
#
# *English: the second support against once, at the same years since the first; activities partly
# pooled, with p-values that allow for their number.*

# %%
again = repetition(province, found)
print(again.sentence.vi)
by_activity = activities(found)
print(by_activity.study.checks[0].finding.vi)
activity_table(by_activity, "vi")[["code_name", "estimate", "shrunk", "p_holm", "p_stepdown"]]
