#!/bin/bash
# Mutation testing of the codec packages with PIT: prints how many mutants of each package the tests notice, and fails if
# they are less than 80 % of a module's, if there were none, or if no test has run.
# usage: deploy/test/mutation.sh [MODULE]    rtmp-codec/amf, rtmp-codec, flv-mux or hls-segmenter; all unless given
. "$(dirname "$0")/../lib.sh"

[ $# -le 1 ] || die "usage: deploy/test/mutation.sh [MODULE]"
install_for_build
wanted=${1:-} least=80 checked=0 failed=0
modules=(rtmp-codec/amf rtmp-codec flv-mux hls-segmenter)
[ -z "$wanted" ] || [ -e "$ROOT/$wanted/pom.xml" ] || die "there is no module $wanted"

# scores MODULE: "PACKAGE NOTICED MUTANTS" for each package. A mutant without a test that reaches it is one not noticed.
scores() {
    awk -F, '{ package = $2; sub(/\.[^.]*$/, "", package); all[package]++
               if ($6 ~ /^(KILLED|TIMED_OUT|MEMORY_ERROR|RUN_ERROR)$/) noticed[package]++ }
             END { for (package in all) print package, noticed[package] + 0, all[package] }' \
        "$ROOT/$1/target/pit-reports/mutations.csv" | sort
}

# survivors MODULE: the places with the most mutants that no test notices.
survivors() {
    awk -F, '$6 ~ /^(SURVIVED|NO_COVERAGE)$/ { lost[$2 "." $4]++ } END { for (place in lost) print lost[place], place }' \
        "$ROOT/$1/target/pit-reports/mutations.csv" | sort -rn | head -n 10
}

for module in ${wanted:-"${modules[@]}"}; do
    checked=$((checked + 1))
    log=$OUT/mutation-${module//\//-}.log
    rm -rf "$ROOT/$module/target/pit-reports"
    code=0 others=()
    for other in "${modules[@]}"; do
        [ "$other" = "$module" ] || others+=("-Dmutation.$(basename "$other").skip=true")
    done
    (cd "$ROOT" && mvn -B -ntp -Dstyle.color=never -Pmutation "${others[@]}" -pl "$module" -am test) \
        >"$log" 2>&1 </dev/null || code=$?
    if ! [ -s "$ROOT/$module/target/pit-reports/mutations.csv" ] || ! grep -q 'Ran [1-9][0-9]* tests' "$log"; then
        grep -m 5 '^\[ERROR\]' "$log" || true
        echo "FAIL $module: no test has run, see $log"
        failed=$((failed + 1))
        continue
    fi
    scores "$module" | awk '{ printf "%-28s %5d of %5d mutants noticed, %3d %%\n", $1, $2, $3, 100 * $2 / $3 }'
    read -r noticed all < <(scores "$module" | awk '{ noticed += $2; all += $3 } END { print noticed + 0, all + 0 }')
    if [ $((100 * noticed)) -lt $((least * all)) ] || [ "$all" = 0 ]; then
        echo "FAIL $module: $((100 * noticed / (all > 0 ? all : 1))) % of $all, $least are needed. Most are lost in"
        survivors "$module"
        failed=$((failed + 1))
    elif [ $code != 0 ]; then
        grep -m 5 '^\[ERROR\]' "$log" || true
        echo "FAIL $module: see $log"
        failed=$((failed + 1))
    fi
done
echo "mutation.sh: $((checked - failed)) of $checked modules have $least % of their mutants noticed"
[ $failed = 0 ]
