#!/bin/bash
# Releases the libraries into a directory: a Maven repository with the parent (which can be imported as a BOM) and of each
# library the jar, its sources, its Javadoc (whose every warning is an error) and its bill of materials (CycloneDX). The
# version is that of the poms without -SNAPSHOT. Works on a copy of the sources as they are.
# usage: deploy/libraries.sh [DIRECTORY]    default: target/deploy/repository, which is made anew
. "$(dirname "$0")/lib.sh"

[ $# -le 1 ] || die "usage: deploy/libraries.sh [DIRECTORY]"
repository=$(readlink -m "${1:-$OUT/repository}")
SCRATCH=$(mktemp -d)
install_for_build
version=$(library_version)
rm -rf "$repository/io/xiu"
copy_sources "$SCRATCH/sources"
release_version "$version" "$SCRATCH/sources"
(cd "$SCRATCH/sources" && mvn -B -ntp -q -Dstyle.color=never -Prelease -DskipTests -DskipITs -Dspotless.check.skip \
    -pl "$LIBRARIES" -am -DaltDeploymentRepository="release::file://$repository" deploy) >"$OUT/libraries.log" 2>&1 </dev/null \
    || { grep -m 20 -E '^\[(ERROR|WARNING)\]' "$OUT/libraries.log" >&2; die "the release failed: see target/deploy/libraries.log"; }
jars=$(find "$repository/io/xiu" -name '*.jar' | wc -l)
echo "libraries.sh: version $version of $(tr ',' '\n' <<<"$LIBRARIES" | wc -l) libraries, $jars jars in $repository"
