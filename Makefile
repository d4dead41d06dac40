# Two commands set up a fresh Debian machine that has Rust: `make demo` and `make test`.
# What is missing is installed by its package name, with sudo where one is not root.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

TARGET := $(or $(CARGO_TARGET_DIR),target)
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
# Peers are other programs that must read our files. `make test PEERS=0` leaves them out.
PEERS ?= 1
VENV := .venv
CHROMIUM ?= $(or $(shell command -v chromium),/usr/bin/chromium)
REPLICATES ?= 4
# Options of benches/peers/run.py: `make bench-peers PEERS_OPTIONS=--quick` takes a minute.
PEERS_OPTIONS ?=

# $(call install,PACKAGES): from the distribution.
install = { echo "installing $(1)"; \
	command -v apt-get >/dev/null || { echo "please install $(1)" >&2; exit 1; }; \
	$(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1); }

# The Python package: its environment, and how it is built to be tested. `make wheel` builds what is published.
PY := $(VENV)/bin/python
WHEEL_PROFILE ?= dev
MANUAL := $(TARGET)/manual
# Rows of the table of published results in the manual: all of them take minutes.
ROWS ?= all

.PHONY: help demo test web bench bench-peers coverage clean fmt lint test-rust test-simd test-register test-doc test-web test-browser test-python test-manual wheel manual cargo components node chromium peers

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------------------------ look

demo: cargo web ## Build, run the flagship with a few replicates, say where the report is
	cargo build --release --locked
	$(TARGET)/release/groundswell run kazakhstan-2022 --replicates $(REPLICATES) --seed 1 --out runs/demo --force
	@echo "The report: file://$(CURDIR)/runs/demo/report.html"

web: web/dist/report.html ## Build the pages that the binary embeds: the report and the Studio

web/dist/report.html: web/node_modules/.package-lock.json $(shell find web/src web/scripts -type f) web/report.html web/studio.html web/vite.config.ts web/vite.studio.config.ts
	cd web && npm run build || { rm -f dist/report.html; exit 1; }

web/node_modules/.package-lock.json: web/package-lock.json web/package.json | node
	cd web && npm ci --no-audit --no-fund
	@touch $@

# ------------------------------------------------------------------------------ gate

test: components fmt lint web test-rust test-simd test-register test-doc test-web test-browser $(if $(filter 1,$(PEERS)),test-python test-manual) ## The whole gate

fmt: components ## Check the format of the Rust code
	cargo fmt --all --check

lint: components ## Refuse every warning of clippy
	cargo clippy --workspace --all-targets --locked -- -D warnings

# With nextest if it is there; it runs no documentation tests, so those follow.
test-rust: cargo $(if $(filter 1,$(PEERS)),peers) ## Rust tests, with the readers of other programs
	export GROUNDSWELL_PEERS=$(PEERS) GROUNDSWELL_PYTHON="$(if $(filter 1,$(PEERS)),$(CURDIR)/$(VENV)/bin/python,python3)"; \
	if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --locked --no-fail-fast; \
	else cargo test --workspace --locked --no-fail-fast --lib --bins --tests --examples; fi

# Vector instructions must not change a bit; the engine alone is built a second time.
test-simd: cargo ## The engine's bits with every instruction of this processor
	RUSTFLAGS="-C target-cpu=native" CARGO_TARGET_DIR=$(TARGET)/native \
		cargo test -p groundswell-engine --locked --test exact the_bits_are_those_of_every_processor

# A mechanism is one file and one line: one that only tests know is compiled in and looked for everywhere.
test-register: cargo ## The fixture mechanism in tests, tables, report, checkpoints and Python
	cargo test -p groundswell-engine --locked --features fixture --test exact --test off
	cargo test -p groundswell-scenario --locked --features fixture --test golden
	cargo test -p groundswell-study --locked --features fixture --test fixture_mechanism
	cargo build -p groundswell-python --locked --features fixture
	rm -rf $(TARGET)/register-test && mkdir -p $(TARGET)/register-test
	cp -r python/groundswell $(TARGET)/register-test/
	cp $(TARGET)/debug/lib_native.so $(TARGET)/register-test/groundswell/_native.abi3.so
	PYTHONPATH=$(TARGET)/register-test python3 python/tests/fixture_mechanism.py

test-doc: cargo ## Examples in the documentation
	cargo test --workspace --locked --doc

test-web: web/node_modules/.package-lock.json ## Types, the interface's description and unit tests of the pages
	cd web && npm test

test-browser: web/dist/report.html chromium cargo ## The report, and the Studio over the real program, in Chromium
	cargo build --locked -p groundswell
	cd web && CHROMIUM="$(CHROMIUM)" GROUNDSWELL="$(abspath $(TARGET))/debug/groundswell" node --test --test-reporter=spec tests/browser/*.test.mjs

# The wheel alone in an empty environment says what the README says; then everything in one that has everybody's libraries.
test-python: cargo $(VENV)/python ## The Python package: wheel and source archive, types, examples, notebooks
	rm -rf $(TARGET)/python-test && mkdir -p $(TARGET)/python-test
	$(VENV)/bin/maturin sdist --out $(TARGET)/python-test
	$(VENV)/bin/maturin build --profile $(WHEEL_PROFILE) --locked --interpreter $(PY) --out $(TARGET)/python-test
	$(PY) -m venv $(TARGET)/python-test/empty
	$(TARGET)/python-test/empty/bin/python -m pip install --quiet --no-index $(TARGET)/python-test/*.whl
	cd $(TARGET)/python-test && empty/bin/python -I $(CURDIR)/python/tests/readme.py
	$(PY) -m pip install --quiet --no-index --no-deps --force-reinstall $(TARGET)/python-test/*.whl
	$(PY) -m pytest python/tests --ignore python/tests/test_manual.py

test-manual: cargo $(VENV)/python ## Put the manual together and run everything that stands in it
	cargo build --locked --bin groundswell
	cargo run --quiet --locked --package xtask -- manual $(MANUAL) --rows G,K
	$(PY) -c 'import groundswell' || $(MAKE) test-python
	GROUNDSWELL_BIN=$(abspath $(TARGET))/debug/groundswell $(PY) -m pytest python/tests/test_manual.py

wheel: cargo $(VENV)/python ## Build the wheel and the source archive of the Python package
	$(VENV)/bin/maturin sdist --out $(TARGET)/wheels
	$(VENV)/bin/maturin build --release --locked --interpreter $(PY) --out $(TARGET)/wheels

manual: cargo $(TARGET)/tools/bin/mdbook ## Build the manual as pages, with the table of published results
	cargo run --release --quiet --locked --package xtask -- manual $(MANUAL) --rows $(ROWS)
	$(TARGET)/tools/bin/mdbook build $(MANUAL)
	@echo "The manual: file://$(abspath $(MANUAL))/book/index.html"

$(TARGET)/tools/bin/mdbook:
	cargo install mdbook --no-default-features --locked --root $(TARGET)/tools

coverage: cargo $(TARGET)/tools/bin/cargo-llvm-cov ## Which lines the Rust tests reach, as pages
	PATH="$(abspath $(TARGET))/tools/bin:$$PATH" cargo llvm-cov --workspace --locked --html --output-dir $(TARGET)/coverage
	@echo "Coverage: file://$(abspath $(TARGET))/coverage/html/index.html"

$(TARGET)/tools/bin/cargo-llvm-cov:
	rustup component add llvm-tools
	cargo install cargo-llvm-cov --locked --root $(TARGET)/tools

bench: cargo ## Measure the engine
	cargo bench --workspace --locked

bench-peers: cargo ## Measure beside Mesa, NDlib, scipy and numba
	@python3 -c 'import ensurepip' 2>/dev/null || $(call install,python3 python3-venv)
	python3 benches/peers/run.py $(PEERS_OPTIONS)

clean: ## Remove what was built and installed here, not what was run
	cargo clean
	rm -rf web/dist web/node_modules $(VENV)

# --------------------------------------------------------------------------- machine

cargo:
	@command -v cargo >/dev/null || { echo "Rust is missing: see https://rustup.rs" >&2; exit 1; }
	@command -v cc >/dev/null || $(call install,gcc libc6-dev)

components: cargo
	@{ cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1 || rustup component add rustfmt clippy

node:
	@recent() { command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }; \
	recent || $(call install,nodejs npm); \
	recent || { echo "Node 20.19 or later is needed; this system's package is older. Without it the binary builds, but has no report." >&2; exit 1; }

chromium:
	@[ -x "$(CHROMIUM)" ] || $(call install,chromium)

peers: $(VENV)/ready

$(VENV)/python: $(VENV)/ready python/requirements-test.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --requirement python/requirements-test.txt
	@touch $@

$(VENV)/ready: Makefile
	@python3 -c 'import ensurepip' 2>/dev/null || $(call install,python3 python3-venv)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check duckdb polars pyarrow jsonschema scoringrules properscoring SALib
	@touch $@
