#!/usr/bin/env bash
# Measures this server beside others on this machine: see benchmarks/README.md, or compare.sh --help.
# shellcheck source-path=SCRIPTDIR source=../deploy/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../deploy/lib.sh"
cd "$ROOT" || exit
HERE=benchmarks/compare
for file in options setup inputs servers load rows; do
    # shellcheck source=/dev/null
    . "$HERE/$file.sh"
done
for file in "$HERE"/lines/*.sh "$HERE"/extra/*.sh; do
    # shellcheck source=/dev/null
    . "$file"
done

options "$@"
if [ -n "$REPORT" ]; then
    report write "$REPORT"
    exit 0
fi

set_up
begin_session

measure_everything() {
    local line what
    for ((RUN = 1; RUN <= RUNS; RUN++)); do
        for line in "${LINES_WANTED[@]}"; do "line_$line"; done
        for what in "${ALSO[@]}"; do
            if [ "$(type -t "also_$what")" = function ]; then "also_$what"; fi
        done
    done
    RUN=1
    for what in "${ALSO[@]}"; do
        if [ "$(type -t "once_$what")" = function ]; then "once_$what"; fi
    done
}

PLANNING=1 measure_everything
[ "$PLANNED_ROWS" -gt 0 ] || die "nothing to measure"
echo "$PLANNED_ROWS measurements, about $((PLANNED_SECONDS / 60 + 1)) minutes, until $(date -d "+$PLANNED_SECONDS seconds" +%H:%M)." \
    "Rows go to $SESSION_DIR."
PLANNING=0 measure_everything

report print "$SESSION_DIR"
if [ "$FULL" = 1 ] && [ "$EVERY_LINE" = 1 ]; then report write "$SESSION_DIR"; fi
