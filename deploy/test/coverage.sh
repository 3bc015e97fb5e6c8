#!/bin/bash
# Coverage by the unit tests (JaCoCo): prints lines and branches of each package, and every line that throws and that no
# test reaches.
# usage: deploy/test/coverage.sh [MODULE]    such as rtmp-codec; all libraries unless given
. "$(dirname "$0")/../lib.sh"

[ $# -le 1 ] || die "usage: deploy/test/coverage.sh [MODULE]"
install_for_build
modules=${1:-$LIBRARIES}
for module in ${modules//,/ }; do [ -e "$ROOT/$module/pom.xml" ] || die "there is no module $module"; done

(cd "$ROOT" && mvn -B -ntp -q -Dstyle.color=never -Pcoverage -pl "$modules" -am test) >"$OUT/coverage.log" 2>&1 </dev/null \
    || { grep -m 20 '^\[ERROR\]' "$OUT/coverage.log" >&2; die "the tests failed: see target/deploy/coverage.log"; }

# unreached MODULE: "FILE:LINE: text" of each throw statement without a covered instruction.
unreached() {
    sed 's/></>\n</g' "$ROOT/$1/target/site/jacoco/jacoco.xml" | awk '
        { for (i = 2; i <= NF; i++) if (split($i, pair, "\"") > 1) value[pair[1]] = pair[2] }
        /^<package / { package = value["name="] }
        /^<sourcefile / { file = package "/" value["name="] }
        /^<line / && value["ci="] == 0 { print file, value["nr="] }' \
        | while read -r file line; do
            text=$(sed -n "${line}p" "$ROOT/$1/src/main/java/$file")
            case $text in *throw\ *) echo "$file:$line: $(sed 's/^ *//' <<<"$text")" ;; esac
        done
}

branches=0 covered=0 throws=0
for module in ${modules//,/ }; do
    report=$ROOT/$module/target/site/jacoco/jacoco.csv
    [ -s "$report" ] || die "$module has no report"
    awk -F, 'NR > 1 { bm[$2] += $6; bc[$2] += $7; lm[$2] += $8; lc[$2] += $9 }
             END { for (p in bm) printf "%-24s lines %3d %%, branches %3d %% (%d of %d)\n", p,
                   100 * lc[p] / (lm[p] + lc[p] + 0.000001), 100 * bc[p] / (bm[p] + bc[p] + 0.000001), bc[p], bm[p] + bc[p] }' \
        "$report" | sort
    read -r missed hit < <(awk -F, 'NR > 1 { missed += $6; hit += $7 } END { print missed + 0, hit + 0 }' "$report")
    branches=$((branches + missed + hit)) covered=$((covered + hit))
    unreached "$module" >"$OUT/unreached"
    sed 's/^/never thrown: /' "$OUT/unreached"
    throws=$((throws + $(wc -l <"$OUT/unreached")))
done
echo "coverage.sh: $covered of $branches branches are covered, $throws lines that throw are not"
[ "$branches" -gt 0 ]
