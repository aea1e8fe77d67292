#!/bin/bash
# Installs what `make conform` asks. Idempotent, and quick when nothing is missing.
# Usage: scripts/setup-conform.sh DIRECTORY    for what is not installed as a Debian package: promtool, and Python's validators
set -euo pipefail
. "$(dirname "$0")/packages.sh"
mkdir -p "$1"
directory=$(realpath "$1")

# systemd has systemd-analyze; python3-venv what the validators live in.
install_packages lintian mandoc man-db groff shellcheck zsh fish systemd curl python3-venv

# promtool is part of Debian's package prometheus, which would also start a server: it is taken out of the package instead.
if [ ! -x "$directory/promtool" ]; then
    say "fetching promtool"
    work=$(mktemp -d "$directory/prometheus.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && apt-get -o APT::Sandbox::User=root download -qq prometheus >&2) || stop "cannot fetch it; run: apt-get update, or apt-get download prometheus"
    dpkg-deb -x "$work"/prometheus_*.deb "$work/package"
    mv "$work/package/usr/bin/promtool" "$directory/promtool"
fi

# The validators judge our JSON Schemas, OpenAPI and YAML from outside; they share no code with Wayside.
wanted=(jsonschema==4.23.0 rfc3339-validator==0.1.4 openapi-spec-validator==0.7.1 cloudevents==1.11.0 PyYAML==6.0.2)
if [ "$(cat "$directory/venv/wanted" 2> /dev/null)" != "${wanted[*]}" ]; then
    say "fetching ${wanted[*]}"
    rm -rf "$directory/venv"
    /usr/bin/python3 -m venv "$directory/venv"
    "$directory/venv/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}" >&2 ||
        stop "cannot install ${wanted[*]} from PyPI; is there a network?"
    echo "${wanted[*]}" > "$directory/venv/wanted"
fi
