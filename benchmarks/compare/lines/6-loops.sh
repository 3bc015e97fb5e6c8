# shellcheck shell=bash disable=SC2034
# Line 6: two event loops; server and load share both cores.

line_6() {
    local SERVER_PIN=() LOAD_PIN=() WATCH=watch_metrics
    row 6 xiu-server rtmp 2000
    row 6 xiu-server:loops1 rtmp 2000
}
