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
# # 6. Dùng số liệu của mình
#
# Nộp một thư mục CSV, xem chỗ sai, sửa, nạp, rồi hỏi đúng những thước đo ấy trên số liệu của
# mình. Ở đây mọi thứ nằm trong một thư mục tạm; với số liệu thật, bỏ dòng `folder=` để dùng thư
# mục dữ liệu thật.
#
# *English: hand in a folder of CSV files, see what is wrong, mend it, load it, and ask the same
# measures. Everything here happens in a temporary folder.*

# %%
import shutil
import tempfile
from pathlib import Path

import analysis as kc
from analysis.dictionary import TABLES
from analysis.settings import DATA_FOLDER
from analysis.warehouse import DataProblemsError

place = Path(tempfile.mkdtemp())
mine = Path(shutil.copytree(DATA_FOLDER / "sample" / "own-case", place / "so-lieu-cua-toi"))
sorted(path.name for path in mine.iterdir())

# %% [markdown]
# ## Cột nào, đơn vị nào
#
# Từ điển dữ liệu nói mọi bảng, cột, đơn vị và bảng mã. `khuyencong template mau.xlsx` viết ra mẫu
# Excel.
#
# *English: the dictionary declares every table and column; `khuyencong template` writes an Excel
# template.*

# %%
for column in TABLES["support"].columns:
    print(f"{column.name:24} {column.label.vi}")

# %% [markdown]
# ## Nộp một tệp có chỗ sai
#
# Không có gì được nạp khi còn lỗi: từng ô sai được nêu kèm cách sửa.
#
# *English: nothing is published while there are errors; every bad cell is named, with the
# remedy.*

# %%
supports = mine / "support.csv"
right = supports.read_text(encoding="utf-8")
supports.write_text(right.replace("118000000,260000000", "-118000000,260000000"), encoding="utf-8")
try:
    kc.load_case(place / "du-lieu", str(mine), by="sổ tay")
except DataProblemsError as error:
    for problem in error.problems:
        print(problem.sentence().vi)
        print(problem.sentence().en)

# %% [markdown]
# ## Sửa rồi nạp
#
# *English: mended and loaded: one more immutable snapshot.*

# %%
supports.write_text(right, encoding="utf-8")
report = kc.load_case(place / "du-lieu", str(mine), by="sổ tay")
print("bản số liệu / snapshot", report.manifest.number)
snapshot = kc.snapshot(folder=place / "du-lieu")
print(kc.mark(snapshot))

# %% [markdown]
# ## Cùng những thước đo ấy
#
# Ba cơ sở thì không kết luận được gì, và câu trả lời nói đúng như thế.
#
# *English: the same measures; of three establishments nothing can be concluded, and that is what
# it says.*

# %%
by_year = kc.measure("funding_by_year", snapshot, kc.Scope())
by_year[["year", "planned", "approved", "disbursed", "projects", "establishments"]]

# %%
claim = kc.claim(snapshot, kc.Scope(), "productivity", others=False)
print(claim.sentence.vi)
print(claim.sentence.en)

# %%
shutil.rmtree(place)
