# shellcheck shell=bash disable=SC2034
# Running the load against the server that is up.

WARM_VIEWERS=300 WARM_SECONDS=8 SETTLE_SECONDS=2

# run_load SECONDS OPTION...: the load on its core, for at most that long; its last line is in LOADED. Fails if it failed.
run_load() {
    local limit=$1 pid options=() server status=0
    shift
    for server in $(server_pids); do options+=(--pid "$server"); done
    LOAD_COMMAND="${LOAD_PIN[*]} $BUILT/load $*"
    LOAD_COMMAND=${LOAD_COMMAND# }
    timeout -k 5 $((limit + 10)) "${LOAD_PIN[@]}" "$BUILT/load" "$@" "${options[@]}" --timeout "$limit" \
        >"$LOGS/load.out" 2>"$LOGS/load.log" </dev/null &
    pid=$!
    while kill -0 $pid 2>/dev/null; do
        if [ -t 2 ]; then printf '\r\033[K    %s' "$(tail -n 1 "$LOGS/load.log" | cut -c 1-110)" >&2; fi
        sleep 0.5
    done
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
    wait $pid || status=$?
    LOADED=$(tail -n 1 "$LOGS/load.out")
    [ $status = 0 ] && [[ $LOADED = \{*\} ]]
}

# ramp VIEWERS: connections opened in a second; nobody's accept queue should be the limit.
ramp() { echo $(($1 > 3000 ? 600 : 400)); }

# load_seconds VIEWERS PUBLISHERS: how long the load needs until its window begins, roughly.
load_seconds() { echo $(($1 / $(ramp "$1") + $2 / 200 + SETTLE_SECONDS + 1)); }

# port_options PROTO: where the load publishes and where it watches.
port_options() {
    local web=$FLV_PORT
    [ "$1" != hls ] || web=$HLS_PORT
    echo --port "$RTMP_PORT" --http-port "$web" --proto "$1"
}

# warm_up PROTO: 300 viewers of a stream of its own for 8 s.
warm_up() {
    # shellcheck disable=SC2046
    run_load 60 --flv "$STREAM" $(port_options "$1") --name warm --viewers $WARM_VIEWERS --probes 0 --connect-probes 0 \
        --warmup 0 --duration $WARM_SECONDS || return 1
    WARM_COMMAND=$LOAD_COMMAND
}

# cpu_ticks PID...: processor time used so far, in 1/100 s.
cpu_ticks() {
    local pid sum=0 stat
    for pid; do
        stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
        # shellcheck disable=SC2086
        set -- ${stat##*) }
        sum=$((sum + ${12} + ${13}))
    done
    echo $sum
}

# resident_kB PID
resident_kB() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }
