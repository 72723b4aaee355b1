# Two commands: `make run` and `make test`. docs/operating.md tells the rest.
# The system's Python first, where it is new enough and whole: an office's server has
# that one, and distributions build it for speed, which a Python built by hand lacks.
WHOLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell /usr/bin/python3 -c '$(WHOLE)' 2>/dev/null \
	&& echo /usr/bin/python3 || echo python3)

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
