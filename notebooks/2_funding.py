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
# # 2. Tiền đi đâu
#
# Tiền đã duyệt bao nhiêu, tăng vì đâu, vào nội dung nào, giải ngân được bao nhiêu, và đối chiếu
# có khớp đến từng đồng không.
#
# *English: how much was approved, why it grew, what it went to, how much was paid out, and
# whether every total agrees to the đồng.*

# %%
import analysis as kc
from analysis.charts.absorption import absorption_chart
from analysis.measures.answers import answer_by_activity, answer_by_year, answer_disbursement
from analysis.measures.reconciliation_answers import answer_reconciliation

snapshot = kc.snapshot("quang-ngai-simulated")
scope = kc.Scope()
print(kc.mark(snapshot))

# %% [markdown]
# ## Theo năm
#
# Câu trả lời được tính từ đúng bảng mà biểu đồ vẽ. Số tiền không rõ không phải là 0: nó được đếm
# riêng.
#
# *English: the sentence is computed from the very frame that is drawn; an unknown amount is never
# zero, it is counted beside.*

# %%
by_year = kc.measure("funding_by_year", snapshot, scope)
print(answer_by_year(by_year).vi)
print(answer_disbursement(by_year).vi)
by_year[["year", "planned", "approved", "disbursed", "approved_unknown", "disbursed_unknown"]]

# %%
kc.chart("funding_by_year", by_year)

# %% [markdown]
# ## Tăng vì giá, vì số đề án, hay vì cỡ đề án
#
# *English: growth taken apart into prices, number of projects and their size; the parts add up.*

# %%
growth = kc.measure("funding_growth", snapshot, scope)
parts = ["price_effect", "number_effect", "size_effect", "entry_effect"]
told = growth[growth["change"].notna() & growth[parts].notna().all(axis=1)]
assert (told[parts].sum(axis=1) == told["change"]).all()
kc.chart("funding_growth", growth)

# %% [markdown]
# ## Vào nội dung nào, ở đâu
#
# *English: which of the nine activities of Decree 45/2012, and which districts.*

# %%
by_activity = kc.measure("funding_by_activity", snapshot, scope)
print(answer_by_activity(by_activity).vi)
kc.chart("funding_by_activity", by_activity)

# %%
kc.chart("funding_by_district", kc.measure("funding_by_district", snapshot, scope))

# %% [markdown]
# ## Giải ngân, và năm nay sẽ tới đâu
#
# Dự báo có khoảng, và được thử lại trên các năm đã qua; khi chưa đủ năm để thử thì nói là chưa
# đủ.
#
# *English: absorption by month, with a projection that has an interval and is tested on past
# years.*

# %%
absorption = kc.measure("absorption", snapshot, scope)
projection = kc.measure("absorption_projection", snapshot, scope)
absorption_chart(absorption, projection, "vi")

# %% [markdown]
# ## Đối chiếu đến từng đồng
#
# *English: the total of every table, held against every other.*

# %%
reconciliation = kc.measure("reconciliation", snapshot, scope)
print(answer_reconciliation(reconciliation).vi)
