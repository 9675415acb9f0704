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
# # 4. Ai chưa tới lượt
#
# Hỗ trợ tới được bao nhiêu cơ sở thuộc đối tượng, nơi nào ít hơn mức có thể kỳ vọng, vì sao, và
# cần gì để không ai bị bỏ lại.
#
# *English: how far support reached those it is for, which places had fewer than can be expected
# of them, at which step they fell behind, and what closing the gap takes.*

# %%
import analysis as kc
from analysis.charts.coverage_chain import chain_chart
from analysis.measures.closing_answers import answer_closing
from analysis.measures.coverage import answer_coverage
from analysis.measures.coverage_chain import ALL, answer_chain
from analysis.measures.coverage_gaps import answer_gaps
from analysis.measures.fairness_answers import answer_fairness

snapshot = kc.snapshot("quang-ngai-simulated")
scope = kc.Scope()
print(kc.mark(snapshot))

# %% [markdown]
# ## So với mức kỳ vọng của chính nơi ấy
#
# Không so tỷ lệ trần: nơi có nhiều cơ sở nhỏ thì kỳ vọng khác. Khoảng tin cậy nằm cạnh mọi tỷ lệ,
# và nơi nào ngẫu nhiên đủ giải thích thì nói như thế.
#
# *English: observed over expected given industry and size, with intervals; where chance is
# explanation enough, it says so.*

# %%
coverage = kc.measure("coverage_by_district", snapshot, scope)
print(answer_coverage(coverage).vi)
print(answer_gaps(coverage).vi)
coverage[["district_name", "eligible", "supported", "expected", "ratio", "ratio_low", "ratio_high"]]

# %%
kc.chart("coverage_by_district", coverage)

# %% [markdown]
# ## Dừng lại ở bước nào
#
# *English: told, asked, applied, approved, supported, completed: where those who are left out
# stopped.*

# %%
chain = kc.measure("coverage_chain", snapshot, scope)
print(answer_chain(chain, ALL).vi)
chain_chart(chain, ALL, "vi")

# %%
kc.chart("coverage_stops", kc.measure("coverage_stops", snapshot, scope))

# %% [markdown]
# ## Có công bằng không
#
# *English: how unequal money is between places, against what chance alone would give.*

# %%
districts = kc.measure("fairness_by_district", snapshot, scope)
print(answer_fairness(districts, kc.measure("fairness_indices", snapshot, scope)).vi)

# %% [markdown]
# ## Cần gì để đuổi kịp
#
# *English: how many supports, and how much money, closing the gap to the median place takes.*

# %%
closing = kc.measure("coverage_closing", snapshot, scope)
print(answer_closing(closing).vi)
closing[["district_name", "supported_share", "goal_share", "missing", "money", "plan_name"]].head(6)

# %% [markdown]
# ## Thăm ai trước
#
# *English: never told, in the areas of priority first.*

# %%
visits = kc.measure("next_visits", snapshot, scope)
visits[
    ["priority_area_name", "district_name", "unit_name", "name", "industry_name", "size_name"]
].head(10)
