# shellcheck shell=bash disable=SC2034
# Our server otherwise than by default: JDK 25 with the launcher's options, io_uring.

also_jdk25() {
    local part="jdk25" INPUT MERGE_MS PUBLISHERS SETTLE_SECONDS=$SETTLE_SECONDS ROW_WINDOW=$SMALL_WINDOW
    row jdk25 xiu-server:25 rtmp 300
    row jdk25 xiu-server:25+merge50 rtmp 300
    row jdk25 xiu-server:25 flv 300
    row jdk25 xiu-server:25 wsflv 300
    row jdk25 xiu-server:25 rtmp 10
    ROW_WINDOW=
    row jdk25 xiu-server:25 rtmp 3000
    row jdk25 xiu-server:25 rtmp 5000
    row jdk25 xiu-server:25 rtmp 14000
    INPUT=$SMALL
    row jdk25 xiu-server:25 flv 10000
    INPUT=$LIGHT PUBLISHERS=500 SETTLE_SECONDS=$WARM_SECONDS
    row jdk25 xiu-server:25 rtmp 0 --connect-probes 0
    starts jdk25 xiu-server:25
}

also_uring() {
    row uring xiu-server:uring rtmp 300
    row uring xiu-server:uring rtmp 5000
}
