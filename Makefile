# `make demo` and `make test` are the two commands; both set the machine up first.
SWIFT ?= swift
RELEASE := -c release
WAYSIDE = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/wayside
DEMO_FIXTURE ?= fixtures/courtyard
DEMO_OUT ?= out
# Labelled recordings and an object finder for `make accuracy`; neither is part of the project.
FOOTAGE ?= $(firstword $(wildcard footage ../footage))
MODEL ?=

.PHONY: demo page test test-page test-camera accuracy bench bench-peers bench-latency bench-cameras bench-stream bench-ledger verify-export fuzz deb test-package conform lint format fixtures build setup models-runtime clean

# Replays a shipped recording: events as they happen, the standings, a report to open in a browser.
demo: build
	@rm -rf $(DEMO_OUT)/report $(DEMO_OUT)/state
	@mkdir -p $(DEMO_OUT)
	$(WAYSIDE) replay $(DEMO_FIXTURE) --report $(DEMO_OUT)/report --state $(DEMO_OUT)/state

# The page at http://127.0.0.1:8420/, of a daemon that watches the same recording as it is played, again and again. Ctrl-C ends it.
page: build
	@rm -rf $(DEMO_OUT)/page
	@mkdir -p $(DEMO_OUT)/page
	@sed -e 's|/usr/share/wayside/courtyard|$(abspath $(DEMO_FIXTURE))|' -e 's|/var/lib/wayside|$(abspath $(DEMO_OUT))/page/state|' \
	    -e 's|^policy: .*|policy: $(abspath seeds/policy.yaml)|' packaging/etc/wayside.yaml > $(DEMO_OUT)/page/wayside.yaml
	@echo "page: open http://127.0.0.1:8420/" >&2
	@$(WAYSIDE) daemon --config $(DEMO_OUT)/page/wayside.yaml

# All tests, in release: a debug build is a hundred times slower over pixels. Those on camera drivers come last and have
# the machine for themselves; where they cannot run, that is said and they are skipped.
test: setup
	@scripts/setup-camera.sh || echo "test: the tests on camera drivers will be skipped" >&2
	@[ -x "$(WAYSIDE)" ] || echo "building; the first time takes a few minutes" >&2
	$(SWIFT) build $(RELEASE) --build-tests --quiet
	$(SWIFT) test $(RELEASE) --skip-build --skip CameraTests
	$(SWIFT) test $(RELEASE) --skip-build --filter CameraTests

# The page in a real Chromium: every view in light and dark, on a phone and on a desk, by keyboard, under hostile names, and, once the
# program is built, against a daemon. SHOTS=DIR keeps screenshots to look at (docs/page.md).
test-page:
	@scripts/setup-page.sh
	cd Tests/PageTests && WAYSIDE="$(WAYSIDE)" SHOTS="$(abspath $(SHOTS))" ../../.build/page-tests/bin/python -W ignore -m unittest $(PAGE_TESTS)

# The long form of the tests on camera drivers: a minute for each format and size, and CYCLES of unplugging. Half an hour.
#   make test-camera [SCENARIOS="replug faults"] [CYCLES=500] [WATCH_SECONDS=60]
test-camera: build
	@scripts/setup-camera.sh
	Tests/Camera/run-scenarios.sh $(WAYSIDE) $(SCENARIOS)

# Measures detection and writes docs/accuracy.md: events, foreground and quiet time on FOOTAGE, rendered scenes, parity.
#   make accuracy FOOTAGE=DIR MODEL=NAME    a directory of labelled recordings, or one with an expand.sh; ten minutes.
# Without FOOTAGE only rendered scenes are measured, without MODEL motion alone; a line says so.
accuracy: build
	@FOOTAGE="$(FOOTAGE)" MODEL="$(MODEL)" scripts/accuracy.sh $(WAYSIDE)

# Frames per second on one core beside the limit, libjpeg-turbo's luma decode of the same bytes. Renders its recordings
# (about 300 MB) on the first run.
bench: build
	scripts/bench-recordings.sh $(WAYSIDE) Benchmarks/.build/recordings
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --quiet
	"$$($(SWIFT) build $(RELEASE) --package-path Benchmarks --show-bin-path)/bench" \
	    Benchmarks/.build/recordings seeds/policy.yaml out/bench

# Beside Motion, OpenCV and libjpeg-turbo on the same pictures, in CPU time on one core; writes docs/performance.md. Installs
# those as Debian packages, and renders its recordings (about 600 MB) on the first run. Half an hour.
#   make bench-peers [ROUNDS=5] [FOOTAGE=CLIP] [ONLY=NAME] [DATE=DAY]    FOOTAGE: a film or a directory of JPEG, not rendered
bench-peers: build
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --quiet
	@ROUNDS="$(ROUNDS)" FOOTAGE="$(if $(filter command environment,$(origin FOOTAGE)),$(FOOTAGE))" ONLY="$(ONLY)" DATE="$(DATE)" \
	    scripts/bench-peers.sh $(WAYSIDE) "$$($(SWIFT) build $(RELEASE) --package-path Benchmarks --show-bin-path)"

# From the moment a picture is due to its events on the disk, at the recorded pace: takes as long as the recording, 90 s.
# With a camera, `wayside watch --json` tells the same in its last line, counted from the driver's own time.
bench-latency: build
	@$(WAYSIDE) watch fixture:$(DEMO_FIXTURE) --json --quiet | tail -n 1 | sed -n \
	    's/.*"latency_ms":{\([^}]*\)},"frame_latency_ms":{\([^}]*\)}.*/picture due to its events committed, ms: \1 (aim: p99 20)\npicture due to the end of its detection, ms: \2/p'

# How many cameras one core carries: a daemon on one core, N cameras over one recording at 30 pictures a second, 20 s.
#   make bench-cameras [CAMERAS=30] [RECORDING=DIR]    without one, 1080p is rendered first, as for `make bench`.
CAMERAS ?= 30
RECORDING ?=
bench-cameras: build
	@[ -n "$(RECORDING)" ] || scripts/bench-recordings.sh $(WAYSIDE) Benchmarks/.build/recordings
	@scripts/bench-cameras.py $(or $(RECORDING),Benchmarks/.build/recordings/1920x1080) \
	    --cameras $(CAMERAS) --wayside $(WAYSIDE)

# What the event stream does with 100 clients of which one takes nothing: some three minutes.
bench-stream: build
	@scripts/bench-stream.py --wayside $(WAYSIDE)

# What a ledger of a million entries costs: appended, one event beside one fdatasync, checked, explained, opened. Some minutes.
#   make bench-ledger [ENTRIES=1000000] [KEEP=--keep|--again]    --keep leaves it in Benchmarks/.build/ledger, --again measures that one
ENTRIES ?= 1000000
KEEP ?=
bench-ledger: build
	$(SWIFT) build $(RELEASE) --package-path Benchmarks --product bench --quiet
	"$$($(SWIFT) build $(RELEASE) --package-path Benchmarks --show-bin-path)/bench" ledger \
	    seeds/policy.yaml Benchmarks/.build/ledger $(WAYSIDE) $(ENTRIES) $(KEEP)

# Exports the ledger that bench-ledger has kept, and verifies the export with the verifier in Python (docs/ledger.md).
verify-export: build
	@[ -e Benchmarks/.build/ledger/state/ledger.sqlite ] || $(MAKE) bench-ledger KEEP=--keep
	@scripts/verify-export.sh $(WAYSIDE) Benchmarks/.build/ledger/state

# Mutated JPEG images through the luma scanner and libjpeg-turbo, under the address sanitizer (docs/fuzzing.md). A million takes
# ten to twenty minutes on two cores. What differs without an explanation is kept in out/fuzz.
#   make fuzz [MUTATIONS=1000000] [FROM=0] [SEED=1]
MUTATIONS ?= 1000000
FROM ?= 0
SEED ?= 1
fuzz: setup
	$(SWIFT) build $(RELEASE) --package-path Fuzz --sanitize=address --quiet
	ASAN_OPTIONS=abort_on_error=1:strict_string_checks=1:detect_leaks=1 \
	    "$$($(SWIFT) build $(RELEASE) --package-path Fuzz --sanitize=address --show-bin-path)/fuzz" \
	    Tests/CaptureTests/Corpus Fuzz/Seeds --from $(FROM) --mutations $(MUTATIONS) --seed $(SEED) \
	    --threads $$(nproc) --keep out/fuzz

# A Debian package, out/deb/wayside_VERSION_ARCHITECTURE.deb: docs/install.md.
deb: build
	@scripts/setup-deb.sh
	@scripts/deb.sh $(WAYSIDE) out/deb

# The package in a minimal Debian 12, without and with systemd: what it needs, its first event, upgrade, removal, purge. Needs root.
test-package: deb
	@scripts/test-package.sh "$$(ls -t out/deb/wayside_*.deb | head -n 1)" out/package

# Everything that leaves the project, judged by outside tools: promtool, lintian, systemd-analyze, man, mandoc, shellcheck, validators of
# JSON Schema and OpenAPI. They are fetched on the first run. A minute, after the package.
conform: deb
	@scripts/setup-conform.sh .build/conform
	@scripts/conform.sh $(WAYSIDE) "$$(ls -t out/deb/wayside_*.deb | head -n 1)" .build/conform

# The style of the tree; `make format` mends what it can.
lint:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources \
	    Fuzz/Package.swift Fuzz/Sources

format:
	$(SWIFT) format format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources \
	    Fuzz/Package.swift Fuzz/Sources

# Renders every fixture anew from its scene; the bytes must not change unless a scene or the renderer did.
fixtures: build
	scripts/render-fixtures.sh $(WAYSIDE)

build: setup
	@[ -x "$(WAYSIDE)" ] || echo "building; the first time takes a few minutes" >&2
	$(SWIFT) build $(RELEASE) --product wayside --quiet

setup:
	@scripts/setup.sh

# On request: OpenVINO's runtime for neural object finders (90 MB; docs/models.md). Nothing else needs it.
models-runtime:
	@scripts/models-runtime.sh

clean:
	rm -rf .build Benchmarks/.build Fuzz/.build out
