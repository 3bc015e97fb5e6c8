# shellcheck shell=bash disable=SC2034
# Line 8: a fifth of the viewers never reads. Pairs alternate; one longer row waits until the stalled ones are closed.

STALLED=200 SLOW=50 SLOW_SECONDS=8

line_8() {
    local pairs=$((RUNS >= 3 ? 2 : 5)) PAIR ROW_WINDOW
    for ((PAIR = 1; PAIR <= pairs; PAIR++)); do
        row 8 xiu-server rtmp $((1000 - STALLED))
        row 8 xiu-server rtmp 1000 --stalled $STALLED
    done
    PAIR=0 ROW_WINDOW=24
    row 8 xiu-server rtmp 1000 --stalled $STALLED --slow $SLOW --slow-seconds $SLOW_SECONDS
}
