#!/bin/bash
# Installs OpenVINO's runtime for neural object finders, on request: the part for the CPU, of one pinned version from PyPI.
# Idempotent. Nothing of it is needed to build Wayside or to run it without a model. docs/models.md says more.
#   scripts/models-runtime.sh [DIRECTORY]     default: $WAYSIDE_OPENVINO, or openvino in the person's own data directory
set -euo pipefail

say() { printf 'models-runtime: %s\n' "$*" >&2; }
stop() { say "$*"; exit 69; }  # EX_UNAVAILABLE

version=2026.4.1
tag=manylinux_2_28_x86_64
sha256=2d22b1da03f7caf74df30e9f6417d0ab2f637e4a38e08e1dcd294d2c37407aaf
# What one CPU, ONNX and IR models need; the wheel also has GPU and NPU plugins, other frontends and Python.
keep=(libopenvino.so.2641 libopenvino_c.so.2641 libopenvino_intel_cpu_plugin.so libopenvino_ir_frontend.so.2641
    libopenvino_onnx_frontend.so.2641 libtbb.so.12 libtbbmalloc.so.2 libhwloc.so.15)

target=${1:-${WAYSIDE_OPENVINO:-${XDG_DATA_HOME:-$HOME/.local/share}/wayside/openvino}}
if [ "$(cat "$target/VERSION" 2> /dev/null)" = "$version $sha256" ]; then
    say "OpenVINO $version is in $target already ($(du -sh "$target" | cut -f 1))"
    exit 0
fi
# A directory of somebody else's is not replaced.
[ ! -e "$target" ] || [ -e "$target/VERSION" ] || [ -z "$(ls -A "$target")" ] ||
    stop "$target holds something else; empty it, or name another directory"
[ "$(uname -m)" = x86_64 ] || stop "only the x86-64 runtime is pinned; on $(uname -m) install OpenVINO yourself and set WAYSIDE_OPENVINO"
python3 -m pip --version > /dev/null 2>&1 || stop "pip is missing; run: apt-get install python3-pip"

mkdir -p "$(dirname "$target")" || stop "cannot write to $(dirname "$target")"
work=$(mktemp -d "$target.XXXXXX") || stop "cannot write to $(dirname "$target")"
trap 'rm -rf "$work"' EXIT
say "downloading OpenVINO $version (60 MB)"
printf 'openvino==%s --hash=sha256:%s\n' "$version" "$sha256" > "$work/wanted"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --implementation cp \
    --python-version 3.11 --abi cp311 --platform "$tag" --require-hashes -r "$work/wanted" -d "$work" > "$work/words" 2>&1 ||
    stop "cannot get openvino $version from PyPI; is there a network? pip says: $(grep -m 1 -i error "$work/words" || tail -n 1 "$work/words")"

mkdir "$work/new"
python3 - "$work" "${keep[@]}" << 'EOF' || stop "the wheel cannot be unpacked; is the disk full?"
import glob, os, shutil, sys, zipfile
work, keep = sys.argv[1], set(sys.argv[2:])
with zipfile.ZipFile(glob.glob(work + "/*.whl")[0]) as wheel:
    for entry in wheel.namelist():
        name = os.path.basename(entry)
        licence = "/licenses/" in entry and name
        if not licence and not (entry.startswith("openvino/libs/") and name in keep):
            continue
        folder = work + "/new/licenses" if licence else work + "/new"
        os.makedirs(folder, exist_ok=True)
        with wheel.open(entry) as source, open(folder + "/" + name, "wb") as out:
            shutil.copyfileobj(source, out)
        keep.discard(name)
sys.exit("missing: " + " ".join(keep) if keep else 0)
EOF
printf '%s %s\n' "$version" "$sha256" > "$work/new/VERSION"
chmod 755 "$work/new"
rm -rf "$target"
mv "$work/new" "$target"
say "OpenVINO $version is in $target ($(du -sh "$target" | cut -f 1))"
