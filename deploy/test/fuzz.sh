#!/bin/bash
# Fuzzes one target after the other: looks for an input on which a reader throws what it doesn't declare, gives something
# else when the bytes come in other pieces, holds more buffers or takes more heap than what came explains, leaves a buffer
# behind or takes half a second; and for memory that grows by more than 32 MB. An input that is found is kept beside the
# target's others and fails the normal build from then on. Ends after so many executions.
# usage: deploy/test/fuzz.sh [TARGET [EXECUTIONS]]
#   TARGET      a target such as ChunkReaderFuzz, a module such as rtmp-codec, or all (default)
#   EXECUTIONS  of each target, 10,000,000 unless given
# The figures are added to target/deploy/fuzz.md, a table for the modules' READMEs.
. "$(dirname "$0")/../lib.sh"

[ $# -le 2 ] && [[ ${2:-1} =~ ^[1-9][0-9]*$ ]] || die "usage: deploy/test/fuzz.sh [TARGET [EXECUTIONS]]"
wanted=${1:-all} executions=${2:-10000000}
TABLE=$OUT/fuzz.md
install_for_build
SCRATCH=$(mktemp -d)

# targets: "MODULE CLASS" of each that is wanted.
targets() {
    local file module class
    cd "$ROOT" || exit
    find . -name target -prune -o -path '*/src/test/java/*Fuzz.java' -print | sort | while read -r file; do
        file=${file#./} module=${file%%/src/test/*} class=$(basename "$file" .java)
        case $wanted in all | "$class" | "$module") echo "$module $class" ;; esac
    done
}

# fuzz MODULE CLASS: adds a line to the table.
fuzz() {
    local log=$OUT/fuzz-$2.log report=$SCRATCH/$2 length=512 ran=0 seconds growth slowest
    [ "$2" != PlaylistFuzz ] || length=1536
    if (cd "$ROOT" && mvn -B -ntp -Dstyle.color=never -Djazzer -Dit.test="$2" -Dfailsafe.failIfNoSpecifiedTests=false \
        -Dfuzz.executions="$executions" -Dfuzz.length=$length -Dfuzz.report="$report" -Dspotless.check.skip -pl "$1" -am verify) \
        >"$log" 2>&1 </dev/null && [ -s "$report" ]; then
        read -r _ ran seconds growth slowest <"$report"
    fi
    if [ "$ran" -lt "$executions" ]; then
        grep -E -A 3 '^== Java Exception|^java.lang.AssertionError|memory grew by|^\[ERROR\] +[A-Z]' "$log" | head -n 12 \
            || tail -n 3 "$log"
        echo "FAIL $2: see target/deploy/fuzz-$2.log"
        return 1
    fi
    awk -v target="$2" -v n="$ran" -v s="$seconds" -v g="$growth" -v ms="$slowest" 'BEGIN {
        printf "| %s | %d | %d | %d | %.1f | %d |\n", target, n, s, n / (s > 0 ? s : 1), g / 1000000, ms }' | tee -a "$TABLE"
}

[ -e "$TABLE" ] || printf '%s\n' '| target | executions | seconds | a second | growth, MB | slowest input, ms |' \
    '|---|---|---|---|---|---|' >"$TABLE"
passed=0 failed=0
while read -r module class; do
    if fuzz "$module" "$class"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done < <(targets)
[ $((passed + failed)) -gt 0 ] || die "there is no target $wanted"
echo "fuzz.sh: $passed of $((passed + failed)) targets held for $executions executions each"
[ $failed = 0 ]
