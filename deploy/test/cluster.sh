#!/bin/bash
# Three nodes, each in a network namespace of its own, as a push cluster and as a pull cluster: every output plays, a node
# is killed and comes back, a publisher goes and returns, a link breaks; then relay loops, and nginx-rtmp in a node's place.
# About four minutes. Needs root.
# usage: deploy/test/cluster.sh [PART...]    PART: push pull loops nginx_rtmp; all of them if none is named

. "$(dirname "$0")/../lib.sh"

# The script itself, and so every viewer, lives in a namespace too: the one with the bridge.
if [ "${1:-}" != inside ]; then
    install_for_test
    build
    exec unshare --net "$0" inside "$@"
fi
shift
begin_checks

# --- the network: a namespace lives as long as the sleeping process that opened it, so nothing can be left behind ---

declare -A NS ADDRESS=([xiu-server-1]=10.77.0.1 [xiu-server-2]=10.77.0.2 [xiu-server-3]=10.77.0.3
    [publisher]=10.77.0.11 [publisher-2]=10.77.0.12)

at() { nsenter --net="/proc/${NS[$1]}/ns/net" -- "${@:2}"; }

# host NAME: a namespace with one leg, eth0, on the bridge.
host() {
    unshare --net sleep 1800 &
    NS[$1]=$!
    is_open() { [ "$(readlink "/proc/${NS[$1]}/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
    wait_for 5 is_open "$1" || die "no network namespace for $1"
    ip link add "$(leg "$1")" type veth peer name eth0 netns "${NS[$1]}"
    ip link set "$(leg "$1")" master bridge up
    at "$1" ip link set lo up
    at "$1" ip address add "${ADDRESS[$1]}/24" dev eth0
    at "$1" ip link set eth0 up
}

leg() { echo "leg-${ADDRESS[$1]##*.}"; }

build_network() {
    local name
    ip link set lo up
    ip link add bridge type bridge
    ip address add 10.77.0.100/24 dev bridge
    ip link set bridge up
    for name in "${!ADDRESS[@]}"; do
        host "$name"
        echo "${ADDRESS[$name]} $name" >>"$SCRATCH/hosts"
    done
}

# --- nodes ---

declare -A NODE CONFIG

listening() { [ -n "$(at "xiu-server-$1" ss -Htln "sport = :$2")" ]; }

# start_node NUMBER CONFIG: does not wait for it.
start_node() {
    mkdir -p "$SCRATCH/node-$1"
    (cd "$SCRATCH/node-$1" && exec nsenter --net="/proc/${NS[xiu-server-$1]}/ns/net" -- \
        "$JAVA" "@$ROOT/deploy/jvm.options" "-Djdk.net.hosts.file=$SCRATCH/hosts" -jar "$JAR" -c "$2") \
        >>"$SCRATCH/node-$1.log" 2>&1 </dev/null &
    NODE[$1]=$!
    CONFIG[$1]=$2
}

# start_nodes CONFIG...: node 1, 2, ... with these; waits until all listen.
start_nodes() {
    local number=0 config
    CONFIG=()
    for config; do
        number=$((number + 1))
        [ ! -e "$SCRATCH/node-$number.log" ] || cat "$SCRATCH/node-$number.log" >>"$SCRATCH/node-$number-before.log"
        : >"$SCRATCH/node-$number.log"
        start_node $number "$config"
    done
    for number in "${!NODE[@]}"; do
        wait_for 30 listening "$number" 8080 || { cat "$SCRATCH/node-$number.log"; die "node $number did not start"; }
    done
}

stop_nodes() {
    stop "${NODE[@]}"
    NODE=()
}

# config FILE [push NUMBER]... [pull NUMBER]: a node's configuration; prints its name.
config() {
    local file=$SCRATCH/$1.toml
    shift
    head -n 3 "$ROOT/deploy/config/node.toml" >"$file"
    while [ $# -gt 0 ]; do
        [ "$1" = pull ] && echo '[rtmp.pull]' >>"$file" || echo '[[rtmp.push]]' >>"$file"
        printf 'enabled = true\naddress = "xiu-server-%s"\nport = 1935\n' "$2" >>"$file"
        shift 2
    done
    tail -n +4 "$ROOT/deploy/config/node.toml" >>"$file"
    echo "$file"
}

start_nginx() {
    cat >"$SCRATCH/nginx.conf" <<END
user root;
daemon off;
worker_processes 1;
pid $SCRATCH/nginx.pid;
error_log $SCRATCH/nginx.log;
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
events {}
rtmp { server { listen 1935; application live { live on; record off; wait_key on; } } }
END
    nsenter --net="/proc/${NS[xiu-server-$1]}/ns/net" -- nginx -p "$SCRATCH" -c "$SCRATCH/nginx.conf" &
    NGINX=$!
    wait_for 5 listening "$1" 1935 || die "nginx did not start"
}

# --- publishing and watching ---

url() { # url PROTOCOL NODE
    case $1 in
    RTMP) echo "rtmp://10.77.0.$2:1935/live/test" ;;
    HTTP-FLV) echo "http://10.77.0.$2:8081/live/test.flv" ;;
    HLS) echo "http://10.77.0.$2:8080/live/test/test.m3u8" ;;
    esac
}

# publish WHERE NODE: in the namespace WHERE, to that node.
publish() {
    publish_command "$(url RTMP "$2")" info
    nsenter --net="/proc/${NS[$1]}/ns/net" -- "${PUBLISH[@]}" >"$SCRATCH/$1.log" 2>&1 </dev/null &
    PUBLISHER=$!
}

shows_a_picture() { timeout 10 ffmpeg -nostdin -v error -i "$1" -frames:v 1 -f null -; }
comes_to_play() { wait_for "${2:-20}" plays "$1"; }
since() { echo $(((${EPOCHREALTIME/./} - $1) / 1000)); }

# plays_within SECONDS START URL: a new viewer sees a picture no later than that after START (in microseconds).
plays_within() {
    until shows_a_picture "$3" >/dev/null 2>&1; do
        [ "$(since "$2")" -lt 20000 ] || { echo "not within 20 s"; return 1; }
        sleep 0.1
    done
    echo "$(since "$2") ms"
    [ "$(since "$2")" -le $(($1 * 1000)) ]
}

# watch PROTOCOL NODE: a viewer that writes down the DTS of every packet.
declare -A VIEWER COUNT
watch() {
    : >"$SCRATCH/viewer-$1-$2"
    stdbuf -oL ffprobe -v error -show_entries packet=stream_index,dts_time \
        -of csv=p=0 "$(url "$1" "$2")" >"$SCRATCH/viewer-$1-$2" 2>"$SCRATCH/viewer-$1-$2.err" </dev/null &
    VIEWER[$1-$2]=$!
}

packets() { wc -l <"$SCRATCH/viewer-$1"; }
watching() { [ "$(packets "$1")" -gt "$2" ]; }

watch_all() {
    local protocol number viewer
    VIEWER=()
    for protocol in RTMP HTTP-FLV HLS; do for number in 1 2 3; do watch $protocol $number; done; done
    for viewer in "${!VIEWER[@]}"; do wait_for 20 watching "$viewer" 100 || die "viewer $viewer gets nothing"; done
}

count_packets() {
    local viewer
    for viewer in "${!VIEWER[@]}"; do COUNT[$viewer]=$(packets "$viewer"); done
}

# all_went_on: every viewer is there still, has received 4 s more since count_packets, and its timestamps run on: they never
# fall, and over RTMP and HTTP-FLV leave no gap of 0.3 s.
all_went_on() {
    local viewer
    for viewer in "${!VIEWER[@]}"; do
        any_alive "${VIEWER[$viewer]}" || { echo "viewer $viewer has lost its connection"; return 1; }
        wait_for 20 watching "$viewer" $((COUNT[$viewer] + 250)) || { echo "viewer $viewer gets nothing new"; return 1; }
        [[ $viewer = HLS* ]] && gap=3600 || gap=0.3
        awk -F, -v name="$viewer" -v gap=$gap '
            NF < 2 || $2 == "N/A" { next }
            $1 in last && $2 < last[$1] { print name ": DTS falls from " last[$1] " to " $2; exit bad = 1 }
            $1 in last && $2 - last[$1] > gap { print name ": DTS jumps from " last[$1] " to " $2; exit bad = 1 }
            { last[$1] = $2 }
            END { exit bad }' "$SCRATCH/viewer-$viewer" || return 1
    done
    echo "${#VIEWER[@]} viewers"
}

accepted_within_3_s() {
    wait_for 10 grep -q '^Output #0' "$SCRATCH/publisher-2.log" || { tail -n 1 "$SCRATCH/publisher-2.log"; return 1; }
    echo "$(since "$1") ms"
    [ "$(since "$1")" -le 3000 ]
}

# --- the checks of a cluster; its nodes run ---

nine_outputs_play() { "$ROOT/deploy/demo.sh" 10.77.0.{1,2,3}:1935:8081:8080; }

node_2_comes_back() { # node_2_comes_back CLUSTER
    local start jobs=()
    kill -9 "${NODE[2]}"
    wait "${NODE[2]}" 2>/dev/null || true
    sleep 1
    start_node 2 "${CONFIG[2]}"
    until listening 2 1935; do any_alive "${NODE[2]}" && sleep 0.05; done
    start=${EPOCHREALTIME/./}
    check "$1: node 2 restarted, RTMP within 5 s" plays_within 5 "$start" "$(url RTMP 2)" & jobs+=($!)
    check "$1: node 2 restarted, HTTP-FLV within 5 s" plays_within 5 "$start" "$(url HTTP-FLV 2)" & jobs+=($!)
    check "$1: node 2 restarted, HLS within 8 s" plays_within 8 "$start" "$(url HLS 2)" & jobs+=($!)
    wait "${jobs[@]}"
}

publisher_returns() {
    count_packets
    stop $PUBLISHER
    sleep 4
    count_packets
    publish publisher 1
    check "$1: the publisher returns, viewers and timestamps go on" all_went_on
}

publisher_loses_its_link() {
    local start lost=$PUBLISHER
    ip link set "$(leg publisher)" down
    start=${EPOCHREALTIME/./}
    count_packets
    publish publisher-2 1
    check "$1: the link is cut, a new connection is accepted within 3 s" accepted_within_3_s "$start"
    check "$1: the link is cut, viewers and timestamps go on" all_went_on
    { kill -9 "$lost" && wait "$lost"; } 2>/dev/null || true
    ip link set "$(leg publisher)" up
}

exercise() {
    check "$1: 9 of 9 outputs" nine_outputs_play
    publish publisher 1
    check "$1: node 2 plays before it is killed" comes_to_play "$(url RTMP 2)"
    node_2_comes_back "$1"
    watch_all
    publisher_returns "$1"
    publisher_loses_its_link "$1"
    stop "$PUBLISHER" "${VIEWER[@]}"
}

# --- loops ---

# one_line_each NODE NODE: in 6 s node 1 accepts no connection, and these nodes have said "relay loop" once each.
one_line_each() {
    local before after number said
    opened() { at xiu-server-1 awk '$1 == "Tcp:" && $7 ~ /^[0-9]/ { print $7 }' /proc/net/snmp; }
    sleep 3
    before=$(opened)
    sleep 6
    after=$(opened)
    [ "$before" = "$after" ] || { echo "$((after - before)) more connections in 6 s"; return 1; }
    for number; do
        said=$(grep -c 'relay loop' "$SCRATCH/node-$number.log" || true)
        [ "$said" = 1 ] || { echo "node $number says it $said times"; return 1; }
    done
}

is_refused() {
    ! timeout 15 ffprobe -v error "$1" || { echo "plays what nobody publishes"; return 1; }
}

loops() {
    start_nodes "$(config ring-1 push 2)" "$(config ring-2 push 3)" "$(config ring-3 push 1)"
    publish publisher 1
    check "ring of three: node 3 plays" comes_to_play "$(url RTMP 3)"
    check "ring of three: ends by itself" one_line_each 1 3
    stop "$PUBLISHER"
    stop_nodes

    start_nodes "$(config back-1 push 2)" "$(config back-2 push 1)"
    publish publisher 1
    check "A-B-A: node 2 plays" comes_to_play "$(url RTMP 2)"
    check "A-B-A: ends by itself" one_line_each 1 2
    stop "$PUBLISHER"
    stop_nodes

    start_nodes "$(config pull-1 pull 2)" "$(config pull-2 pull 1)"
    check "A-B-A by pull: a stream that nobody has is refused" is_refused "$(url RTMP 1)"
    stop_nodes
}

# --- nginx-rtmp in a node's place ---

nginx_rtmp() {
    start_nginx 3
    start_nodes "$(config to-nginx push 3)" "$(config from-nginx pull 3)"
    publish publisher 1
    check "push to nginx-rtmp: it plays" comes_to_play "$(url RTMP 3)"
    check "pull from nginx-rtmp: RTMP" comes_to_play "$(url RTMP 2)"
    check "pull from nginx-rtmp: HTTP-FLV" comes_to_play "$(url HTTP-FLV 2)"
    check "pull from nginx-rtmp: HLS" comes_to_play "$(url HLS 2)" 30
    stop "$PUBLISHER"
    stop_nodes
    stop "$NGINX"
}

# --- the run ---

[ -e "$JAR" ] || die "there is no $JAR"
make_sample
build_network

push() {
    start_nodes "$ROOT/deploy/config/push.toml" "$ROOT/deploy/config/node.toml" "$ROOT/deploy/config/node.toml"
    exercise "push cluster"
    stop_nodes
}

pull() {
    start_nodes "$ROOT/deploy/config/node.toml" "$ROOT/deploy/config/pull.toml" "$ROOT/deploy/config/pull.toml"
    exercise "pull cluster"
    stop_nodes
}

[ $# -gt 0 ] || set -- push pull loops nginx_rtmp
for part; do "$part"; done
end_checks
