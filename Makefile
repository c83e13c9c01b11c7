# Everything a fresh machine with Python 3.11+ and make needs: `make report`, `make test`.

PYTHON ?= python3
BIN := .venv/bin
SAMPLE := data/articles/2025-02-16-rubio-lawrow.md

.PHONY: report test lab gallery bench check format constraints clean

report: .venv/ready  ## Read the sample article and write its report
	$(BIN)/workbook brief $(SAMPLE)

test: .venv/ready  ## Run all tests
	$(BIN)/python -m pytest -n 2

lab: .venv/ready  ## Open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

gallery: .venv/ready  ## Draw every chart for docs/ and the README (needs Chromium)
	$(BIN)/workbook report gallery
	$(BIN)/python scripts/gallery.py reports/gallery.html docs
	$(BIN)/workbook report article --out reports/article.html
	$(BIN)/python scripts/picture.py reports/article.html docs/report.png

bench: .venv/ready  ## Speed and memory beside their peers
	$(BIN)/python -m tests.bench

check: .venv/ready  ## Lint, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: .venv/ready
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

constraints: .venv/ready  ## Write down the exact versions in use
	$(BIN)/pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
