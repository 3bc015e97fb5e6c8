# shellcheck shell=bash disable=SC2034,SC2153
# Everything that must be there before the first row: tools, programs, inputs, ports, limits, and a note of the machine.

BUILT=benchmarks/target
RTMP_PORT=11935 FLV_PORT=18081 HLS_PORT=18080 WEB_PORT=18082 API_PORT=8000
SERVER_PIN=(taskset -c 0) LOAD_PIN=(taskset -c 1)
OPEN_FILES=20000

set_up() {
    [ "$(nproc)" -ge 2 ] || die "needs two cores: one for the server, one for the load"
    OUT=$ROOT/$BUILT/compare
    mkdir -p "$OUT"
    install_for_build
    install gcc=gcc libc6-dev nginx=nginx-light libnginx-mod-rtmp wrk=wrk curl=curl python3=python3 git=git
    if asked nms; then install node=nodejs npm=npm; fi
    ulimit -n "$OPEN_FILES" 2>/dev/null || die "needs ulimit -n $OPEN_FILES"
    build
    build_tools
    make_inputs
    find_java
    drop_what_is_missing
    check_ports
    warn_of_connection_tracking
}

# The load and the floor: one C file each.
build_tools() {
    local tool
    for tool in load floor; do
        if [ "benchmarks/$tool.c" -nt "$BUILT/$tool" ]; then
            gcc -O2 -Wall -Wextra -o "$BUILT/$tool" "benchmarks/$tool.c" -lm
        fi
    done
}

# JAVA17 is what a plain "java" is on Debian 12; JAVA25 is any JDK 25 there may be, or nothing.
find_java() {
    local java
    JAVA17=$JAVA JAVA25=''
    for java in /usr/lib/jvm/*/bin/java; do
        case $("$java" -version 2>&1) in
        *'version "17'*) JAVA17=$java ;;
        *'version "25'*) JAVA25=$java ;;
        esac
    done
}

drop_what_is_missing() {
    local kept=() what
    for what in "${ALSO[@]}"; do
        case $what in
        jdk25) [ -n "$JAVA25" ] || { echo "No JDK 25 under /usr/lib/jvm: its rows are left out" && continue; } ;;
        xiu_rust) install_xiu_rust || { echo "No xiu by cargo: its rows are left out" && continue; } ;;
        flame) install_profiler || { echo "No async-profiler by Maven: no flame graphs" && continue; } ;;
        nms) install_nms || { echo "No node-media-server by npm: its rows are left out" && continue; } ;;
        esac
        kept+=("$what")
    done
    ALSO=("${kept[@]}")
}

NMS_VERSION=4.4.3
install_nms() {
    [ ! -e "$BUILT/nms/node_modules/node-media-server" ] || return 0
    echo "Installing node-media-server $NMS_VERSION"
    timeout 300 npm install --prefix "$BUILT/nms" --no-fund --no-audit "node-media-server@$NMS_VERSION" \
        >"$OUT/npm.log" 2>&1 </dev/null
}

install_xiu_rust() {
    local cargo
    cargo=$(command -v cargo || echo "$HOME/.cargo/bin/cargo")
    [ ! -e "$BUILT/xiu-rust/bin/xiu" ] || return 0
    [ -x "$cargo" ] || return 1
    echo "Building xiu by cargo (up to half an hour)"
    install pkg-config libssl-dev
    timeout 2400 "$cargo" install --root "$BUILT/xiu-rust" --target-dir "$BUILT/xiu-rust/build" xiu \
        >"$OUT/cargo.log" 2>&1 </dev/null
}

# listener PORT: the inode of the socket that listens there, or nothing.
listener() {
    local port
    port=$(printf ':%04X' "$1")
    awk -v port="$port" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' /proc/net/tcp /proc/net/tcp6
}

is_listening() { [ -n "$(listener "$1")" ]; }

check_ports() {
    local port
    for port in $RTMP_PORT $FLV_PORT $HLS_PORT $WEB_PORT; do
        ! is_listening "$port" || die "port $port is taken"
    done
    if is_listening $API_PORT; then echo "Port $API_PORT is taken: no metrics, so no line 4"; fi
}

# Rules for address translation, such as Docker leaves behind, have the kernel look up every packet's connection, loopback
# included: that is a part of what is measured then, for every server and for the floor.
warn_of_connection_tracking() {
    local count=/proc/sys/net/netfilter/nf_conntrack_count before after
    [ -r "$count" ] || return 0
    before=$(cat "$count")
    after=$(python3 - "$count" <<'END'
import socket, sys
listening = socket.create_server(("127.0.0.1", 0))
peers = [socket.create_connection(listening.getsockname(), 5) for _ in range(32)]
print(open(sys.argv[1]).read())
END
    )
    if [ "$after" -ge $((before + 16)) ]; then
        echo "The kernel tracks loopback connections (nft list ruleset): every server takes about a tenth more"
    fi
}

# begin_session: a directory for the rows, or one more session in that of --into.
begin_session() {
    local dirty=false
    SESSION=$(date -u +%Y%m%d-%H%M%S)
    SESSION_DIR=${INTO:-$BUILT/compare/$SESSION}
    mkdir -p "$SESSION_DIR/logs"
    ln -sfn "$(basename "$SESSION_DIR")" "$BUILT/compare/latest"
    [ -z "$(git status --porcelain 2>/dev/null)" ] || dirty=true
    {
        printf '{"session":%s,"date":%s,"commit":%s,"dirty":%s,' "$(json "$SESSION")" \
            "$(json "$(date -u '+%Y-%m-%d %H:%M UTC')")" "$(json "$(git rev-parse --short HEAD 2>/dev/null)")" $dirty
        printf '"cpu":%s,"cores":%s,"kernel":%s,"memory_kB":%s,"system":%s,"arguments":%s,"window":%s,"runs":%s,' \
            "$(json "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)")" "$(nproc)" "$(json "$(uname -r | sed 's/-.*//')")" \
            "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" "$(json "$(. /etc/os-release && echo "$PRETTY_NAME")")" \
            "$(json "$ARGUMENTS")" "$WINDOW" "$RUNS"
        printf '"java":%s,"java25":%s,"nginx":%s,"ffmpeg":%s,"inputs":%s}\n' \
            "$(json "$("$JAVA17" -version 2>&1 | sed -n 2p)")" \
            "$(json "$([ -z "$JAVA25" ] || "$JAVA25" -version 2>&1 | sed -n 2p)")" \
            "$(json "$(nginx -v 2>&1)")" "$(json "$(ffmpeg -version | head -n 1 | cut -d ' ' -f 1-3)")" "$(input_commands)"
    } >>"$SESSION_DIR/sessions.jsonl"
}

# json TEXT: as a JSON string.
json() {
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    printf '"%s"' "${text//[$'\n\t\r']/ }"
}

report() { python3 "$HERE/report.py" "$@"; }
