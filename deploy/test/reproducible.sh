#!/bin/bash
# Releases the libraries twice, from copies of the sources in two places, and compares every file by its SHA-256: jars,
# sources, Javadoc, bills of materials and poms. Says which differ.
# usage: deploy/test/reproducible.sh
. "$(dirname "$0")/../lib.sh"

[ $# = 0 ] || die "usage: deploy/test/reproducible.sh"
SCRATCH=$(mktemp -d)

# sums DIRECTORY: of what a release consists of; Maven's own metadata tells when it was made.
sums() {
    (cd "$1" && find . -type f ! -name 'maven-metadata*' ! -name '*.md5' ! -name '*.sha*' -exec sha256sum {} + | sort -k 2)
}

for build in one another; do
    "$ROOT/deploy/libraries.sh" "$SCRATCH/$build" >/dev/null
    sums "$SCRATCH/$build" >"$SCRATCH/$build.sums"
done
files=$(wc -l <"$SCRATCH/one.sums")
differ=$(diff "$SCRATCH/one.sums" "$SCRATCH/another.sums" | sed -n 's/^< [0-9a-f]*  //p' || true)
[ -z "$differ" ] || echo "$differ"
echo "reproducible.sh: $((files - $(grep -c . <<<"$differ" || true))) of $files files are equal in two builds"
[ "$files" -gt 0 ] && [ -z "$differ" ] && cmp -s "$SCRATCH/one.sums" "$SCRATCH/another.sums"
