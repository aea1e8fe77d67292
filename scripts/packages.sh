# shellcheck shell=bash
# Sourced by scripts/setup-*.sh: installs those Debian packages that are missing.

say() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }
stop() { say "$*"; exit 69; }  # EX_UNAVAILABLE

# install_packages NAME...
install_packages() {
    local package missing=() as_root=()
    for package in "$@"; do
        dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || stop "apt-get is missing; install these yourself: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "no rights to install; run as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -qq || say "apt-get update failed; trying with the lists at hand"
    "${as_root[@]}" apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >&2 ||
        stop "could not install ${missing[*]}; run: apt-get install ${missing[*]}"
}
