# shellcheck shell=bash
# Lines 1 and 2: few viewers.

line_1() {
    row 1 xiu-server rtmp 300
    row 1 nginx rtmp 300
    row 1 xiu-server:merge50 rtmp 300
    row 1 xiu-server flv 300
    row 1 xiu-server wsflv 300
}

# Ten connections more, one after another, are in every row: the time to the first media message.
line_2() {
    row 2 xiu-server rtmp 10
    row 2 nginx rtmp 10
}
