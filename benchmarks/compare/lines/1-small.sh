# shellcheck shell=bash disable=SC2034
# Lines 1 and 2: few viewers. After 8 s of warm-up a JVM still compiles for a while; a longer window has that as a part, not
# as half of it.

SMALL_WINDOW=20

line_1() {
    local ROW_WINDOW=$SMALL_WINDOW
    row 1 xiu-server rtmp 300
    row 1 nginx rtmp 300
    row 1 xiu-server:merge50 rtmp 300
    row 1 xiu-server flv 300
    row 1 xiu-server wsflv 300
}

# Ten connections more, one after another, are in every row: the time to the first media message.
line_2() {
    local ROW_WINDOW=$SMALL_WINDOW
    row 2 xiu-server rtmp 10
    row 2 nginx rtmp 10
}
