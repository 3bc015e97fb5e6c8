# shellcheck shell=bash disable=SC2034
# Lines 3, 4 and 5: as many viewers as fill a core elsewhere, and more.

line_3() {
    row 3 xiu-server rtmp 3000
    row 3 nginx rtmp 3000
}

# The floor merges as our server did just before.
line_4() {
    local WATCH=watch_metrics MERGE_MS=''
    row 4 xiu-server rtmp 5000
    if [[ ${EXTRA:-} =~ \"interval_ms\":([0-9.]+) ]]; then MERGE_MS=${BASH_REMATCH[1]}; fi
    WATCH=
    if [ "$PLANNING" = 0 ] && [ -z "$MERGE_MS" ]; then
        echo "    no delivery interval in the metrics: no floor to compare with"
        return 0
    fi
    row 4 floor flv 5000
}

line_5() {
    local WATCH=watch_metrics
    row 5 xiu-server rtmp 14000
}
