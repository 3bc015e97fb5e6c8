# shellcheck shell=bash
# Other servers, with as many viewers as they can carry.

also_nms() {
    row peers node-media-server rtmp 300
    row peers node-media-server rtmp 2000
}

also_xiu_rust() {
    row peers xiu-rust rtmp 300
    row peers xiu-rust rtmp 2000
}
