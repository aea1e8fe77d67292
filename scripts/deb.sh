#!/bin/bash
# Packs the program that was built as a Debian package, with pages and completions that the program writes itself.
# The same program gives the same bytes: times are those of the changelog.
# Usage: scripts/deb.sh WAYSIDE OUT    gives OUT/wayside_VERSION_ARCHITECTURE.deb
set -euo pipefail
wayside=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
cd "$(dirname "$0")/.."

say() { printf 'deb: %s\n' "$*" >&2; }
stop() { say "$*"; exit 69; }  # EX_UNAVAILABLE

for tool in dh dpkg-buildpackage dpkg-parsechangelog python3; do
    command -v "$tool" >/dev/null || stop "$tool is missing; run scripts/setup-deb.sh"
done
version=$(dpkg-parsechangelog -l packaging/debian/changelog -S Version)
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l packaging/debian/changelog -S Timestamp)
export SOURCE_DATE_EPOCH
said=$("$wayside" --version)
[ "$said" = "$version" ] || stop "the program is $said and the changelog's version $version; make them agree"

# A tree without a Makefile, which debhelper would run.
tree=$out/wayside-$version
rm -rf "$tree"
mkdir -p "$tree"/{bin,etc/wayside,man,doc,examples,share/wayside} "$tree"/completions/{bash,zsh,fish}
cp -r packaging/debian "$tree/debian"
cp packaging/*.service "$tree/debian/"
mv "$tree/debian/wayside-inference.service" "$tree/debian/wayside.wayside-inference.service"

cp "$wayside" "$tree/bin/wayside"
cp packaging/etc/wayside.yaml seeds/policy.yaml "$tree/etc/wayside/"
"$wayside" --experimental-dump-help | packaging/man/man-pages.py "$tree/man"
# It is sourced, not run.
"$wayside" --generate-completion-script bash | sed '1{/^#!/d}' > "$tree/completions/bash/wayside"
"$wayside" --generate-completion-script zsh > "$tree/completions/zsh/_wayside"
"$wayside" --generate-completion-script fish > "$tree/completions/fish/wayside.fish"
cp -r fixtures/courtyard docs/schemas packaging/prometheus packaging/grafana "$tree/share/wayside/"
cp docs/*.md "$tree/doc/"
cp packaging/examples/*.conf seeds/wayside.yaml "$tree/examples/"
find "$tree/share" "$tree/doc" "$tree/examples" "$tree/etc" "$tree/man" "$tree/completions" -type f -exec chmod 644 {} +

(cd "$tree" && dpkg-buildpackage --build=binary --no-sign -d) > "$out/build.log" 2>&1 ||
    { tail -n 30 "$out/build.log" >&2; stop "debhelper failed; $out/build.log has all of it"; }
architecture=$(dpkg --print-architecture)
package=$out/wayside_${version}_$architecture.deb
[ -e "$package" ] || stop "debhelper made no $package"
stripped=$tree/debian/wayside/usr/bin/wayside
say "$(du -h "$package" | cut -f 1) $package"
say "the program: $(stat -c %s "$wayside") bytes as built, $(stat -c %s "$stripped") stripped"
