# shellcheck shell=bash disable=SC2034
# Line 10: 500 publishers, nobody watches. Their own first seconds are the warm-up.

line_10() {
    local INPUT=$LIGHT PUBLISHERS=500 SETTLE_SECONDS=$WARM_SECONDS
    row 10 xiu-server rtmp 0 --connect-probes 0
    row 10 nginx rtmp 0 --connect-probes 0
}
