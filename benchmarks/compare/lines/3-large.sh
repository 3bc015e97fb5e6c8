# shellcheck shell=bash disable=SC2034
# Lines 3, 4 and 5: as many viewers as fill a core elsewhere, and more.

line_3() {
    row 3 xiu-server rtmp 3000
    row 3 nginx rtmp 3000
}

line_4() { beside_the_floor 4 5000; }

line_5() { beside_the_floor 5 14000; }

# beside_the_floor PART VIEWERS: the floor merges as our server did just before.
beside_the_floor() {
    local WATCH=watch_metrics MERGE_MS=''
    row "$1" xiu-server rtmp "$2"
    if [[ ${EXTRA:-} =~ \"interval_ms\":([0-9.]+) ]]; then MERGE_MS=${BASH_REMATCH[1]}; fi
    WATCH=
    if [ "$PLANNING" = 0 ] && [ -z "$MERGE_MS" ]; then
        echo "    no delivery interval in the metrics: no floor to compare with"
        return 0
    fi
    row "$1" floor flv "$2"
}
