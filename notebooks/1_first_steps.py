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
# # 1. Những bước đầu tiên
#
# Sổ tay này mở một bản số liệu, hỏi vài câu và vẽ vài biểu đồ: **cùng một hàm** với bảng điều
# khiển, nên cùng một con số. Chạy `khuyencong prepare` trước, nếu chưa có dữ liệu.
#
# *English: open a snapshot, ask a measure, draw its chart. The functions are those of the
# dashboard, so the numbers are the same. Run `khuyencong prepare` first if no data are loaded.*

# %%
import analysis as kc

kc.case_list()

# %% [markdown]
# ## Mở một bản số liệu
#
# Một *bản số liệu* là một tệp không bao giờ đổi. `kc.mark` nói phải ghi gì cạnh mọi con số: mô
# phỏng hay thật, bộ nào, bản số mấy, đến ngày nào.
#
# *English: a snapshot is one file that never changes. `kc.mark` is what must stand beside every
# figure: simulated or real, which data set, which snapshot, up to which day.*

# %%
snapshot = kc.snapshot("quang-ngai-simulated")
print(kc.mark(snapshot))

# %% [markdown]
# ## Hỏi một thước đo
#
# `Scope` nói hỏi về phần nào của số liệu; để trống là tất cả. Mỗi thước đo có định nghĩa và giới
# hạn bên cạnh, bằng hai thứ tiếng.
#
# *English: a `Scope` says which part of the data; empty means everything. Each measure carries
# its definition and its limits.*

# %%
measures = kc.measure_list()
one = measures.set_index("name").loc["funding_by_year"]
print(one["title"], one["counts"], one["caveats"], sep="\n\n")

# %%
scope = kc.Scope(years=tuple(range(2018, 2026)), prices="constant")
by_year = kc.measure("funding_by_year", snapshot, scope)
by_year[["year", "approved", "disbursed", "projects", "establishments", "price_year"]]

# %% [markdown]
# ## Vẽ
#
# `kc.chart` vẽ bảng của một thước đo như bảng điều khiển vẽ. Biểu đồ nào cần nhiều hơn một bảng
# thì nằm trong các mô-đun của `analysis.charts`.
#
# *English: `kc.chart` draws a measure as the dashboard draws it.*

# %%
by_source = kc.measure("funding_by_source", snapshot, scope)
kc.chart("funding_by_source", by_source)

# %% [markdown]
# ## Từ trang sang sổ tay
#
# Cuối mỗi trang của bảng điều khiển có mục *Mở trong sổ tay*: mã tính lại đúng những gì trang
# đang hiện. Sửa một dòng, thành câu hỏi của riêng mình.
#
# *English: at the foot of every page of the dashboard, "Open in notebook" gives the code of that
# very view. Change a line and it answers your own question.*
