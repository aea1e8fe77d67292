#!/bin/bash
# Asks outside tools about everything that leaves the project: rules, metrics, package, units, pages, scripts, schemas, API. Every
# check runs, each says what it found, and the exit code is 1 when one of them found anything.
# Usage: scripts/conform.sh WAYSIDE PACKAGE TOOLS    TOOLS is the directory of scripts/setup-conform.sh
set -uo pipefail
wayside=$(realpath "$1") package=$(realpath "$2") tools=$(realpath "$3")
cd "$(dirname "$0")/.." || exit
tree=$(dirname "$package")/wayside-$(dpkg-deb -f "$package" Version)
python=$tools/venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=()

# check WORDS COMMAND...: passes when the command succeeds; what it says is shown only when it does not.
check() {
    local words=$1 began=$SECONDS
    shift
    if "$@" > "$work/words" 2>&1; then
        printf 'ok    %s (%d s)\n' "$words" $((SECONDS - began))
    else
        printf 'FAIL  %s\n' "$words"
        sed 's/^/      /' "$work/words" | head -n 60
        failed+=("$words")
    fi
}

# silent COMMAND...: succeeds when the command says nothing at all.
silent() {
    "$@" > "$work/said" 2>&1
    local code=$?
    cat "$work/said"
    [ $code -eq 0 ] && [ ! -s "$work/said" ]
}

rules() {
    "$tools/promtool" check rules --lint=all --lint-fatal packaging/prometheus/wayside.rules.yaml &&
        "$tools/promtool" check config --lint=all --lint-fatal packaging/prometheus/scrape.yaml &&
        "$tools/promtool" test rules packaging/prometheus/wayside.rules.test.yaml
}

units() {
    local unit
    mkdir -p "$work/units"
    for unit in wayside wayside-inference; do
        # The program and its page are not installed here; nothing else may be missing.
        sed -e 's,/usr/bin/wayside,/bin/true,' -e 's,man:wayside(1),https://example.org,' "packaging/$unit.service" > "$work/units/$unit.service"
        silent systemd-analyze verify --man=no "$work/units/$unit.service" || return 1
        systemd-analyze security --offline=true --threshold=13 "packaging/$unit.service" || return 1
    done
    for unit in packaging/examples/*.conf; do
        mkdir -p "$work/units/wayside.service.d"
        cp "$unit" "$work/units/wayside.service.d/example.conf"
        silent systemd-analyze verify --man=no "$work/units/wayside.service" || return 1
    done
}

pages() {
    local page
    silent mandoc -Tlint -W warning "$tree"/man/*.1 || return 1
    for page in "$tree"/man/*.1; do
        # As lintian does: groff's own warnings, of which there may be none.
        LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 silent sh -c 'man --warnings -E UTF-8 -l -Tutf8 -Z "$1" > /dev/null' - "$page" || return 1
    done
}

completions() {
    # What swift-argument-parser writes: it splits completions at line ends on purpose (SC2207), and sets a trap that is to
    # have today's options (SC2064).
    silent shellcheck -s bash -e SC2207,SC2064 "$tree/completions/bash/wayside" && bash -n "$tree/completions/bash/wayside" &&
        zsh -n "$tree/completions/zsh/_wayside" && fish --no-execute "$tree/completions/fish/wayside.fish" &&
        scripts/conform/completions.sh "$wayside" "$tree/completions"
}

scripts() {
    local files
    mapfile -t files < <(git ls-files 'scripts/*.sh' 'Tests/**/*.sh' .ci packaging/debian/wayside.postrm)
    silent shellcheck --severity=warning -x -P SCRIPTDIR "${files[@]}"
}

check "promtool: six alert rules, their tests, the scrape configuration" rules
check "promtool: every query of the dashboard" "$python" scripts/conform/dashboard.py "$tools/promtool" "$work"
check "promtool: what the daemon says at /metrics, in both forms, and docs/metrics.md" \
    "$python" scripts/conform/metrics.py "$wayside" "$tools/promtool" "$work"
check "lintian: no error, no warning" lintian --fail-on error,warning --allow-root "$package"
check "systemd: units and drop-ins verify, exposure at most 1.3" units
check "man and mandoc: no warning" pages
check "completions of bash, zsh and fish: shellcheck, syntax, a word of each" completions
check "shellcheck: scripts" scripts
check "JSON Schema: the schemas, the shipped files, events of a replay" "$python" scripts/conform/schemas.py "$wayside"
check "CloudEvents: the project's SDK reads every event and writes it again as it was" "$python" scripts/conform/events.py "$wayside"
check "OpenAPI 3.1: openapi-spec-validator" "$tools/venv/bin/openapi-spec-validator" --schema 3.1 --errors all Sources/CPage/assets/openapi.json
check "copyright: every library that is linked in is named" scripts/conform/copyright.sh

[ ${#failed[@]} -eq 0 ] || { printf '%d of the checks failed\n' ${#failed[@]}; exit 1; }
