# Two commands: `make run` and `make test`. docs/operating.md tells the rest.
PYTHON ?= python3

.PHONY: help run test audit soak bench schema lock

help:
	@echo "make run      serve Sasando with a small demo on http://localhost:8000/"
	@echo "make test     all tests, on SQLite and PostgreSQL, pages in Chromium"
	@echo "make audit    every page, language and theme"
	@echo "make soak     the long kill campaigns, long lists, screens on PostgreSQL"
	@echo "make bench    the figures of docs/benchmarks.md"
	@echo "make schema   write the SQL text of the schema again"
	@echo "make lock     write the lock files again"

run:
	@$(PYTHON) tools/environment.py run && exec .venv/bin/sasando start

test audit soak bench schema lock:
	@$(PYTHON) tools/environment.py test && exec .venv/bin/python tools/check.py $@
