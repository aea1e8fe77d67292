#!/bin/bash
# Runs the camera scenarios on real drivers in the virtual machine, one line per check; exit 1 when a check failed, 77 when
# nothing could be run, for the reason said.
#
#   run-scenarios.sh [--quick] WAYSIDE [SCENARIO]...
#
# WAYSIDE is the program; without scenarios all of scenarios/ are run; --quick does less of each. Those whose `# vm:` lines are the same share a boot.
# The environment may set WATCH_SECONDS (60), CYCLES of unplugging (50), and CAMERA_OUT, where the files go (out/camera).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ "${1:-}" != --quick ] || { export CAMERA_QUICK=1 WATCH_SECONDS=${WATCH_SECONDS:-10} CYCLES=${CYCLES:-3}; shift; }
WAYSIDE=$(realpath "${1:?usage: run-scenarios.sh WAYSIDE [SCENARIO]...}")
shift
results=$(realpath -m "${CAMERA_OUT:-out/camera}")
pictures=${CAMERA_PICTURES:-$here/../../.build/camera-pictures}
export WAYSIDE WATCH_SECONDS=${WATCH_SECONDS:-60} CYCLES=${CYCLES:-50}

# Renders the scene in a size, once per change of it.
render() {  # WIDTHxHEIGHT
    local size=$1 stamp folder
    stamp=$(sha256sum "$here/scenes/walk.yaml" | cut -c1-12)
    folder=$pictures/$stamp/$size
    [ ! -e "$folder/frames.mjpeg" ] || return 0
    rm -rf "$folder.part"
    mkdir -p "$pictures/$stamp"
    sed "s/^size:.*/size: [${size/x/, }]/" "$here/scenes/walk.yaml" > "$pictures/$stamp/walk.yaml"
    "$WAYSIDE" simulate "$pictures/$stamp/walk.yaml" --out "$folder.part" --quality 80 --quiet || return 1
    mv "$folder.part" "$folder"
}

# The words of a scenario's line "# KEY: words".
header() { sed -n "s/^# $1: *//p" "$here/scenarios/$2.sh"; }  # KEY SCENARIO

# The options of run-in-vm.sh for a `# vm:` line: "frames=WIDTHxHEIGHT" stands for rendered pictures, "unit=" for a file of
# the tree.
machine_options() {  # WORDS
    local word stamp
    stamp=$(sha256sum "$here/scenes/walk.yaml" | cut -c1-12)
    for word in $1; do
        case $word in
        frames=*) printf '%s\n' --frames "$pictures/$stamp/${word#frames=}/frames.mjpeg" ;;
        unit=*) printf '%s\n' --unit "$here/../../${word#unit=}" ;;
        *) printf '%s\n' "$word" ;;
        esac
    done
}

scenarios=("$@")
if [ ${#scenarios[@]} -eq 0 ]; then
    for file in "$here"/scenarios/*.sh; do
        name=$(basename "$file" .sh)
        [ "$name" = lib ] || scenarios+=("$name")
    done
fi

# Which boots, and the scenarios of each.
declare -A boots=()
for name in "${scenarios[@]}"; do
    [ -e "$here/scenarios/$name.sh" ] || { echo "run-scenarios: no scenario $name" >&2; exit 64; }
    boots[$(header vm "$name")]+="$name "
done

mkdir -p "$results"
log=$results/checks.txt
: > "$log"
number=0
for options in "${!boots[@]}"; do
    number=$((number + 1))
    for word in $options; do
        case $word in frames=*) render "${word#frames=}" || exit 70 ;; esac
    done
    mapfile -t machine < <(machine_options "$options")
    folder=$results/boot-$number
    rm -rf "$folder"
    read -r -a names <<< "${boots[$options]}"
    # shellcheck disable=SC2016 # expanded by the inner shell
    "$here/vm/run-in-vm.sh" "${machine[@]}" --out "$folder" --timeout "${CAMERA_TIMEOUT:-3600}" -- \
        env WAYSIDE="$WAYSIDE" WATCH_SECONDS="$WATCH_SECONDS" CYCLES="$CYCLES" CAMERA_QUICK="${CAMERA_QUICK:-}" \
        bash -c 'cat "$WAYSIDE" > /dev/null; cd "$0" && for file; do bash "$file" vm; done; true' "$here/scenarios" \
        "${names[@]/%/.sh}" 2> "$folder.err" | tee -a "$log"
    status=${PIPESTATUS[0]}
    case $status in
    0) ;;
    77) tail -n 1 "$folder.err" >&2; exit 77 ;;
    *) echo "FAIL  boot of ${names[*]}: $(tail -n 1 "$folder.err") (status $status)" | tee -a "$log" ;;
    esac
    for name in "${names[@]}"; do
        CAMERA_OUT=$folder bash "$here/scenarios/$name.sh" host | tee -a "$log"
        grep -q " $name: " "$log" || echo "FAIL  $name: it said nothing" | tee -a "$log"
    done
done

printf '%s checks passed, %s failed\n' "$(grep -c '^ok ' "$log")" "$(grep -c '^FAIL' "$log")"
! grep -q '^FAIL' "$log"
