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
# # 8. Ngoài cơ sở được hỗ trợ
#
# Hàng xóm có bị thiệt không, còn lại bao nhiêu việc làm thực sự, mỗi việc làm ấy tốn bao nhiêu.
# Trên tỉnh **mô phỏng**, nơi hàng xóm không mất gì.
#
# *English: did neighbours lose, how many jobs are left in all, what did one cost. On the simulated
# province, where neighbours lose nothing.*

# %%
import analysis as kc
from analysis.charts.evidence_beyond import rings_chart, waterfall_chart
from analysis.evidence.beyond.net import net_change
from analysis.evidence.beyond.of_claim import rings_of, spending_of
from analysis.evidence.beyond.suppliers import supplier_words
from analysis.evidence.beyond.tables import net_table, ring_table
from analysis.evidence.beyond.words import (
    cost_sentence,
    neighbours_sentence,
    net_sentence,
    worth_sentence,
)
from analysis.evidence.beyond.worth import NOT_COUNTED, Terms, benefit_cost, cost_per_net_job

province, scope = kc.snapshot("quang-ngai-simulated"), kc.Scope()
print(kc.mark(province))
jobs = kc.claim(province, scope, "jobs", others=False)
print(jobs.sentence.vi, "", jobs.sentence.en, sep="\n")

# %% [markdown]
# ## Bỏ hàng xóm khỏi nhóm đối chứng
#
# Nếu hàng xóm mất việc vì cơ sở được hỗ trợ, so với họ sẽ thấy tác động lớn hơn thật.
#
# *English: if neighbours lose, comparing with them flatters the effect.*

# %%
rings = rings_of(province, scope, jobs)
ring_table(jobs, rings, "vi")

# %%
rings_chart(jobs, rings, "vi")

# %% [markdown]
# ## Từ báo cáo đến phần còn lại
#
# *English: from what is reported to what is left, with one joint error for every step.*

# %%
net = net_change(province, scope, jobs)
print(neighbours_sentence(jobs, net.neighbours).vi, net_sentence(net).vi, sep="\n")
waterfall_chart(net, "vi")

# %%
net_table(net, "vi")

# %% [markdown]
# ## Một việc làm ròng tốn bao nhiêu
#
# Khi việc làm ròng có thể bằng không, khoảng của Fieller không có giới hạn trên, và câu nói rõ.
#
# *English: where net jobs may be none, Fieller's set has no upper limit, and the sentence says so.*

# %%
spent = spending_of(province, scope, jobs)
print(cost_sentence(net, cost_per_net_job(net, spent), spent).vi)

# %% [markdown]
# ## Tiền bỏ ra thu lại được gì
#
# Số năm, chiết khấu và mức giảm dần là giả định: đổi chúng ở đây.
#
# *English: horizon, discount and decay are assumptions: change them here.*

# %%
value_added = kc.claim(province, scope, "value_added", others=False)
left = net_change(province, scope, value_added)
paid = spending_of(province, scope, value_added)
for terms in (Terms(), Terms(horizon=10, discount=0.05, decay=0.0)):
    print(worth_sentence(left, benefit_cost(left, paid, terms), paid).vi)
print(NOT_COUNTED.vi)
print(supplier_words()[0].vi)
