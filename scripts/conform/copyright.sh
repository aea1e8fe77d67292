#!/bin/bash
# Holds packaging/debian/copyright to Package.resolved: what is linked in is named with its licence.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=0
while read -r location; do
    grep -qF "$location" packaging/debian/copyright || { echo "packaging/debian/copyright: $location is not named"; missing=1; }
done < <(sed -n 's/.*"location" : "\(.*\)",*/\1/p' Package.resolved | sed 's/\.git$//')
exit $missing
