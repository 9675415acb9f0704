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
# # 5. Lập kế hoạch năm sau
#
# Hồ sơ nào đủ điều kiện, thứ tự theo luật, và với ngân sách này thì chọn hồ sơ nào, đánh đổi gì.
# Máy tính đề xuất; người có thẩm quyền quyết định.
#
# *English: which files may be funded, in what order by law, and which to choose with this budget.
# The program proposes; people decide.*

# %%
import analysis as kc
from analysis.charts.portfolio_plan import plan_money_chart
from analysis.decisions.gates import gate_results
from analysis.decisions.plan_money import money_by
from analysis.decisions.plan_outcome_words import outcome_words
from analysis.decisions.plan_problem import names_of
from analysis.decisions.plan_request import read_query
from analysis.decisions.plan_solved import solve_request
from analysis.decisions.plan_table import decisions_in_turn
from analysis.decisions.plan_words import answer_plan, proof_words, unsure_words
from analysis.decisions.portfolio_candidates import candidate_set
from analysis.decisions.selection import next_selection
from analysis.decisions.selection_answers import answer_condition, conditions

snapshot = kc.snapshot("quang-ngai-simulated")
scope = kc.Scope()
selection = next_selection(snapshot)
print(kc.mark(snapshot))

# %% [markdown]
# ## Điều kiện: đạt, không đạt, chưa rõ
#
# Chưa rõ thì chưa chọn được, và được liệt kê để bổ sung.
#
# *English: met, not met or unknown; what is unknown blocks and is listed.*

# %%
gates = conditions(gate_results(snapshot, scope, selection))
print(answer_condition(gates).vi)
gates.head(10)

# %% [markdown]
# ## Ứng viên, và kỳ vọng ở mỗi hồ sơ
#
# Việc làm và năng suất kỳ vọng lấy từ bằng chứng của từng nội dung, có khoảng và bậc; chưa biết
# thì là 0 với sai số rộng, không đoán.
#
# *English: what is expected of each file comes from evidence, with interval and grade; what
# cannot be told is zero with a wide error, never a guess.*

# %%
made = candidate_set(snapshot, scope, selection)
names = names_of(made, snapshot)
print(len(made.candidates), "hồ sơ / files")

# %% [markdown]
# ## Chọn với ngân sách này
#
# Sửa ngân sách và giới hạn ở dòng dưới: cùng cách viết với địa chỉ trang và lệnh `khuyencong
# portfolio`.
#
# *English: change budget and limits below, written as in the page's address and on the command
# line.*

# %%
request = read_query({"budget": "3000000000", "floor": "mountain=0.2"})
solved = solve_request(made, request, snapshot, 10)
currency = snapshot.case.currency
print(answer_plan(solved, currency).vi)
print(proof_words(solved.plan).vi)
for outcome in solved.outcomes:
    print("-", outcome_words(outcome, currency).vi)
for doubt in unsure_words(solved):
    print("!", doubt.vi)

# %%
decisions = decisions_in_turn(made, solved, names, "vi")
decisions[
    ["application_id", "name", "district_name", "grant_amount", "decision_name", "reason"]
].head(12)

# %%
plan_money_chart(money_by(made, solved, "district", currency, names, "vi"), "vi")

# %% [markdown]
# ## Thêm một tỷ thì được gì
#
# *English: what another thousand million đồng would add.*

# %%
for total in (2_000_000_000, 3_000_000_000, 4_000_000_000):
    other = solve_request(made, read_query({"budget": str(total)}), snapshot, 10)
    print(answer_plan(other, currency).vi)
