#!/bin/bash
# Publishes a sample to the first node of a cluster and checks that every node plays it over RTMP, HTTP-FLV and HLS.
# Prints a table; the exit code is 0 only if every output plays.
# usage: deploy/demo.sh [NODE...]    NODE: HOST:RTMP_PORT:HTTP_FLV_PORT:HLS_PORT
# Without a node: the three of deploy/compose.yml as published on this machine.
. "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || set -- 127.0.0.1:1935:8081:8080 127.0.0.1:2935:8281:8280 127.0.0.1:3935:8381:8380
command -v ffprobe >/dev/null || install ffmpeg=ffmpeg
make_sample
SCRATCH=$(mktemp -d)

IFS=: read -r host rtmp flv hls <<<"$1"
# Docker opens a port before the node behind it does, so a node is there when it answers an RTMP handshake.
answers() (
    exec 3<>"/dev/tcp/$host/$rtmp" 2>/dev/null || exit
    { printf '\3' && head -c 1536 /dev/zero; } >&3 && read -r -t 2 -N 1 first <&3 && [ "$first" = $'\3' ]
) 2>/dev/null
wait_for 30 answers || die "$host:$rtmp does not answer"
publish_command "rtmp://$host:$rtmp/live/demo"
echo "${PUBLISH[*]}"
"${PUBLISH[@]}" &
publisher=$!

# output NODE PROTOCOL URL: one row of the table; an output has 20 s to begin.
output() {
    local result=plays got
    wait_for 20 plays "$3" >"$SCRATCH/$1-$2" 2>&1 || result=FAILS
    got=$(tail -n 1 "$SCRATCH/$1-$2")
    printf '%-4s  %-8s  %-50s  %-28s  %s\n' "$1" "$2" "$3" "${got:0:28}" "$result"
}

node=0
for address; do
    node=$((node + 1))
    IFS=: read -r host rtmp flv hls <<<"$address"
    output $node RTMP "rtmp://$host:$rtmp/live/demo" >"$SCRATCH/row-$node-1" &
    output $node HTTP-FLV "http://$host:$flv/live/demo.flv" >"$SCRATCH/row-$node-2" &
    output $node HLS "http://$host:$hls/live/demo/demo.m3u8" >"$SCRATCH/row-$node-3" &
done
for job in $(jobs -p); do [ "$job" = $publisher ] || wait "$job"; done

printf '%-4s  %-8s  %-50s  %-28s  %s\n' node protocol address 'video and audio packets, 5 s' result
cat "$SCRATCH"/row-*
playing=$(cat "$SCRATCH"/row-* | grep -c ' plays$' || true)
echo "$playing of $((node * 3)) outputs play"
any_alive $publisher || die "the publisher has ended"
[ "$playing" = $((node * 3)) ]
