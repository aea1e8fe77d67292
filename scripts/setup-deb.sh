#!/bin/bash
# Installs what `make deb` needs. Idempotent, and quick when nothing is missing.
set -euo pipefail
. "$(dirname "$0")/packages.sh"

install_packages debhelper dpkg-dev fakeroot python3
