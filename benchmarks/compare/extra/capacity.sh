# shellcheck shell=bash
# How many viewers one core carries: until 95 % of the core, p99 over 1 s, a viewer lost or starved, or 19,000 viewers.

MOST_VIEWERS=19000

once_capacity() {
    capacity xiu-server $MOST_VIEWERS 3
    capacity nginx 2500 4
    if asked nms; then capacity node-media-server 2000 3; fi
    if asked xiu_rust; then capacity xiu-rust 1500 3; fi
}

# capacity SERVER FIRST STEPS: tries FIRST, doubles while it holds, then halves the distance.
capacity() {
    local low=0 high=0 viewers=$2 step
    wanted "$1" || return 0
    for ((step = 0; step < $3; step++)); do
        row capacity "$1" rtmp "$viewers" --connect-probes 0
        if [ "$PLANNING" = 1 ]; then continue; fi
        if report holds "$LAST_ROW"; then low=$viewers; else high=$viewers; fi
        if [ "$low" = $MOST_VIEWERS ]; then break; fi
        if [ "$high" = 0 ]; then viewers=$((2 * low)); else viewers=$(((low + high) / 2 / 100 * 100)); fi
        if [ "$viewers" -gt $MOST_VIEWERS ]; then viewers=$MOST_VIEWERS; fi
    done
}
