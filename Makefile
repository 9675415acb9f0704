# One entry point for every task; `make help` tells them all. On Windows: docs/operations.md.

BIN := .venv/bin
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help install dashboard test test-full test-spark lint types format bench docs guide-images notebooks translations lock upgrade audit hooks clean

help: ## Liệt kê các lệnh / list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Chỉ cài đặt .venv, có lệnh khuyencong / only set up .venv, with the command khuyencong
	@sh tools/bootstrap.sh

dashboard: install ## Cài đặt, nạp dữ liệu, mở bảng điều khiển / install, prepare the data, open the dashboard (PORT=8501)
	@$(BIN)/khuyencong dashboard --port $(PORT)

test: install-test ## Kiểm tra mã, kiểu và mọi phép thử / lint, types and every test
	@$(BIN)/python tools/run_tests.py

test-full: install-test ## Như test, thêm các phép thử dài, ví dụ ngẫu nhiên mới / as test, with the slow matrix and new random examples
	@$(BIN)/python tools/run_tests.py --slow --new

test-spark: ## Đối chiếu DuckDB với Spark (cần Java 17) / hold the marts of DuckDB and Spark against each other (needs Java 17)
	@sh tools/bootstrap.sh test spark lakehouse
	@$(BIN)/pytest -m spark tests/engines

lint: install-test ## Kiểm tra cách viết mã / check the code's format and style (ruff)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: install-test ## Kiểm tra kiểu dữ liệu / check the types (mypy --strict)
	@$(BIN)/mypy

format: install-test ## Định dạng mã / format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

bench: install-test ## Đo tốc độ, ghi lại / run the measurements of benchmarks/ and record every promised figure
	@$(BIN)/python benchmarks/record.py

docs: install-test ## Viết lại trang từ điển dữ liệu / regenerate docs/data-dictionary.md
	@$(BIN)/python -m analysis.dictionary.page

guide-images: install-test ## Chụp lại hình của các hướng dẫn / take the pictures of the user guides again
	@$(BIN)/python -m tools.guide_images

notebooks: ## Viết sổ tay .ipynb cạnh mỗi tệp .py / write an .ipynb beside each notebook
	@sh tools/bootstrap.sh notebooks
	@$(BIN)/jupytext --quiet --to ipynb notebooks/[1-9]_*.py

translations: install-test ## Cập nhật các bản dịch / update the translation catalogues
	@$(BIN)/python tools/translations.py

lock: install-test ## Viết lại constraints.txt theo pyproject.toml / rewrite constraints.txt from pyproject.toml
	@$(BIN)/python tools/lock.py

upgrade: install-test ## Như lock, lấy phiên bản mới nhất / as lock, with the newest allowed versions
	@$(BIN)/python tools/lock.py --upgrade

audit: install-test ## Danh mục gói, giấy phép, lỗ hổng đã biết (DATABASE=tệp OSV) / bill of materials, licences, known vulnerabilities
	@$(BIN)/python tools/audit.py $(if $(DATABASE),--database $(DATABASE))

hooks: ## Cài pre-commit vào kho mã / install the pre-commit hooks
	@sh tools/bootstrap.sh test hooks
	@$(BIN)/pre-commit install --hook-type pre-commit --hook-type pre-push

clean: ## Xóa .venv và các tệp tạm; dữ liệu được giữ lại / remove .venv and caches; no data is touched
	@rm -rf .venv build dist test-output .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: install-test
install-test:
	@sh tools/bootstrap.sh test
