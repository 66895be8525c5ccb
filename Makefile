# setup: the environment · run: the demonstration on http://127.0.0.1:8501 · check: everything
# that reads the code and the banks · test: everything that runs them · format · bench · evidence:
# the long fault and hostile runs, hours (ONLY=kills: one of them) · load: crowds of physicians ·
# soak: an hour of thirty · grown: what an attempt costs PostgreSQL · pictures: every screen into docs/pictures · formats: docs/formats.md,
# anew. Each word makes what it needs first.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PORT ?= 8501

.PHONY: setup run check test format formats bench evidence load soak grown pictures chromium
.DEFAULT_GOAL := setup

setup: $(STAMP)

$(STAMP): requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	"This needs Python 3.11 or newer as '$(PYTHON)'. Install it, or name one: make PYTHON=python3.12"; \
	exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { echo \
	"Python cannot make a virtual environment here. On Debian or Ubuntu: apt-get install python3-venv"; \
	exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(STAMP)
	@APP_MODE=demo $(BIN)/python manage.py demo --people 24
	APP_MODE=demo $(BIN)/streamlit run streamlit_app.py \
		--server.address 127.0.0.1 --server.port $(PORT) --server.headless true

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/bandit -q -c pyproject.toml -r . -ll
	$(BIN)/python manage.py check
	$(BIN)/python manage.py schema --check
	$(BIN)/python manage.py flaws --check
	$(BIN)/python manage.py boards --check

# The tests start the service dozens of times: compiled code is kept, whatever the machine prefers.
test: $(STAMP) chromium
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2

# A Chromium for the browser tests: the machine's own, else the distribution's, else Playwright's.
chromium: $(STAMP)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| command -v google-chrome >/dev/null \
	|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
	|| $(BIN)/playwright install chromium

format: $(STAMP)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

formats: $(STAMP)
	$(BIN)/python -m benchmarks.formats

bench: $(STAMP) chromium
	$(BIN)/python benchmarks/run.py

evidence: $(STAMP) chromium
	EVIDENCE=yes PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m evidence -k "$(ONLY)"
	$(BIN)/python -m docs.evidence

load: $(STAMP)
	EVIDENCE=yes $(BIN)/python -m benchmarks.load
	$(BIN)/python -m docs.evidence

soak: $(STAMP)
	EVIDENCE=yes $(BIN)/python -m benchmarks.load soak
	$(BIN)/python -m docs.evidence

grown: $(STAMP)
	EVIDENCE=yes $(BIN)/python -m benchmarks.grown
	$(BIN)/python -m docs.evidence

pictures: $(STAMP) chromium
	$(BIN)/python -m docs.pictures.make
