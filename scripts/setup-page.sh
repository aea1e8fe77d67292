#!/bin/bash
# Makes a Debian machine ready for the tests of the page: Chromium, and in .build/page-tests what drives it. Idempotent, and quick
# when nothing is missing. Exit 69 with one line when the tests cannot run here.
set -euo pipefail

stop() { printf 'setup-page: %s\n' "$*" >&2; exit 69; }  # EX_UNAVAILABLE

packages=(chromium fonts-dejavu-core python3 python3-venv)

missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2> /dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get > /dev/null || stop "apt-get is missing; install these yourself: ${missing[*]}"
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2> /dev/null || stop "no rights to install; run as root: apt-get install ${missing[*]}"
        root=(sudo)
    fi
    printf 'setup-page: installing %s\n' "${missing[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    "${root[@]}" apt-get update -qq || printf 'setup-page: apt-get update failed; trying with the lists at hand\n' >&2
    "${root[@]}" apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >&2 ||
        stop "could not install ${missing[*]}; run: apt-get install ${missing[*]}"
fi

cd "$(dirname "$0")/.."
environment=.build/page-tests
wanted=Tests/PageTests/requirements.txt
cmp -s "$wanted" "$environment/installed.txt" && exit 0
printf 'setup-page: installing what %s names\n' "$wanted" >&2
python3 -m venv "$environment" || stop "could not make $environment; run: python3 -m venv $environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" >&2 ||
    stop "could not install what $wanted names; run: $environment/bin/pip install --requirement $wanted"
cp "$wanted" "$environment/installed.txt"
