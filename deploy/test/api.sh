#!/bin/bash
# Compares the libraries' public API with that of the last release (japicmp): fails if what was compiled or written against
# it would not work any more. Says so and ends if nothing has been released yet.
# usage: deploy/test/api.sh [TAG]    default: the newest tag of the form v1.2.3
. "$(dirname "$0")/../lib.sh"

[ $# -le 1 ] || die "usage: deploy/test/api.sh [TAG]"
install git=git
install_for_build
tag=${1:-$(git -C "$ROOT" tag --list 'v[0-9]*' --sort=-version:refname | head -n 1)}
if [ -z "$tag" ]; then
    echo "api.sh: skipped, there is no release to compare with (no tag like v0.1.0)"
    exit 0
fi
SCRATCH=$(mktemp -d)
mkdir "$SCRATCH/sources" "$SCRATCH/baseline"
git -C "$ROOT" archive "$tag" | tar x -C "$SCRATCH/sources"
(cd "$SCRATCH/sources" && mvn -B -ntp -q -Dstyle.color=never -DskipTests -DskipITs -Dspotless.check.skip -pl "$LIBRARIES" -am package) \
    >"$OUT/api-baseline.log" 2>&1 </dev/null || die "$tag can't be built: see target/deploy/api-baseline.log"
for module in ${LIBRARIES//,/ }; do
    name=$(basename "$module")
    find "$SCRATCH/sources/$module/target" -maxdepth 1 -name "$name-[0-9]*.jar" ! -name '*-tests.jar' \
        -exec cp {} "$SCRATCH/baseline/$name.jar" \;
done
code=0
(cd "$ROOT" && mvn -B -ntp -Dstyle.color=never -fae -DskipTests -DskipITs -Dspotless.check.skip \
    -Dapi.baseline="$SCRATCH/baseline" -pl "$LIBRARIES" -am verify) >"$OUT/api.log" 2>&1 </dev/null || code=$?
grep -E '^\[ERROR\].*(incompatib|breaks)' "$OUT/api.log" | cut -c 1-400 | head -n 20 || true
[ $code = 0 ] || echo "Details are in target/deploy/api.log and in the modules' target/japicmp"
echo "api.sh: compared with $tag, $([ $code = 0 ] && echo compatible || echo 'not compatible')"
exit $code
