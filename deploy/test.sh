#!/bin/bash
# Everything there is to check: the build with its tests on the default JDK (17 or later) and again on JDK 25 if there is
# one, then the libraries as an application gets them, real clients and the cluster. Installs what is missing; needs Debian
# 12 and root. About 25 minutes.
# The last line is "N passed, N failed". The jar of the default JDK stays in xiu-server/target.
# usage: deploy/test.sh
. "$(dirname "$0")/lib.sh"

SCRATCH=$(mktemp -d)
export RESULTS=$SCRATCH/results
touch "$RESULTS"
passed=0 failed=0

# tests_in DIRECTORY: "run failed" of the reports of Surefire and Failsafe below it.
tests_in() {
    find "$1" -path '*-reports/TEST-*.xml' -exec grep -ho '<testsuite [^>]*>' {} + | awk '
        { for (i = 1; i <= NF; i++) if (split($i, pair, "\"") > 1) value[pair[1]] = pair[2]
          run += value["tests="] - value["skipped="]; failed += value["failures="] + value["errors="] }
        END { print run + 0, failed + 0 }'
}

# verify JDK_HOME DIRECTORY: mvn verify there; every test counts, and so does a failure that is none of a test.
verify() {
    local start=$SECONDS code=0 run bad
    find "$2" -path '*-reports/TEST-*.xml' -delete
    (cd "$2" && JAVA_HOME=$1 timeout 1200 mvn -B -ntp -Dstyle.color=never verify) >"$OUT/mvn.log" 2>&1 </dev/null || code=$?
    read -r run bad < <(tests_in "$2")
    [ $code = 0 ] || grep -E '^\[ERROR\]' "$OUT/mvn.log" | head -n 40
    [ $code = 0 ] || [ "$bad" != 0 ] || { run=$((run + 1)) bad=1; }
    [ $code != 0 ] || [ "$run" != 0 ] || { echo "no test has run"; run=1 bad=1; }
    passed=$((passed + run - bad)) failed=$((failed + bad))
    echo "mvn verify with ${1##*/}: $((run - bad)) tests passed, $bad failed, $((SECONDS - start)) s"
}

# run_checks SCRIPT: its checks are in $RESULTS; one that ends badly without saying so has failed.
run_checks() {
    local start=$SECONDS before code=0
    before=$(grep -c '^FAIL' "$RESULTS" || true)
    timeout 900 "$ROOT/deploy/test/$1" </dev/null || code=$?
    if [ $code != 0 ] && [ "$(grep -c '^FAIL' "$RESULTS" || true)" = "$before" ]; then
        echo "FAIL $1: exit code $code" | tee -a "$RESULTS"
    fi
    echo "$1: $((SECONDS - start)) s"
}

install_for_test

verify "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" "$ROOT"

jdk25=$(ls -d /usr/lib/jvm/*25*/bin/javac 2>/dev/null | head -n 1 || true)
if [ -n "$jdk25" ]; then
    mkdir "$SCRATCH/copy"
    (cd "$ROOT" && tar c --exclude=target --exclude=.git .) | tar x -C "$SCRATCH/copy"
    verify "${jdk25%/bin/javac}" "$SCRATCH/copy"
else
    echo "There is no JDK 25 in /usr/lib/jvm: the second build and its static analysis are left out"
fi

run_checks consumer.sh
if [ -e "$JAR" ]; then
    run_checks clients.sh
    run_checks cluster.sh
else
    echo "FAIL clients.sh and cluster.sh: no jar to run" | tee -a "$RESULTS"
fi

passed=$((passed + $(grep -c '^ok' "$RESULTS" || true)))
failed=$((failed + $(grep -c '^FAIL' "$RESULTS" || true)))
grep '^FAIL' "$RESULTS" || true
echo "All in $((SECONDS / 60)) min $((SECONDS % 60)) s"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
