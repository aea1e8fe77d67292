#!/bin/bash
# Completes a verb and an option in bash and fish, and has zsh load its function: a completion that is merely well-formed may be of no use.
# Usage: scripts/conform/completions.sh WAYSIDE COMPLETIONS
set -euo pipefail
wayside=$1 completions=$2
PATH=$(dirname "$wayside"):$PATH

# in_bash WORD...: what bash offers for the last word.
in_bash() {
    bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
        function_name=$(complete -p wayside | sed "s/.*-F \([^ ]*\).*/\1/")
        "$function_name" wayside "${@: -1}" "${@: -2:1}"; printf "%s\n" "${COMPREPLY[@]}"' - "$completions/bash/wayside" "$@"
}
in_fish() { fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$completions/fish/wayside.fish" "$1"; }

in_bash wayside rep | grep -qx 'replay *'
in_bash wayside replay --pol | grep -qx -- '--policy *'
in_fish 'wayside rep' | grep -q '^replay'
in_fish 'wayside replay --pol' | grep -q '^--policy'
zsh -f -c 'autoload -Uz compinit && compinit -u -D && . "$1" 2> /dev/null; whence -w _wayside | grep -q function' - "$completions/zsh/_wayside"
