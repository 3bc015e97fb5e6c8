# shellcheck shell=bash disable=SC2034
# One measurement is one row: planned, announced, measured, written down as a JSON line.

PLANNED_ROWS=0 PLANNED_SECONDS=0 DONE_ROWS=0 DONE_SECONDS=0

# wanted SERVER: whether --only lets it through.
wanted() {
    local name
    [ ${#ONLY[@]} -gt 0 ] || return 0
    for name in "${ONLY[@]}"; do if [ "$name" = "${1%%:*}" ]; then return 0; fi; done
    return 1
}

# announce SECONDS TEXT: while planning adds it up and fails; else says what comes now.
announce() {
    if [ "$PLANNING" = 1 ]; then
        PLANNED_ROWS=$((PLANNED_ROWS + 1)) PLANNED_SECONDS=$((PLANNED_SECONDS + $1))
        return 1
    fi
    local left=$(((PLANNED_SECONDS - DONE_SECONDS + 59) / 60))
    DONE_ROWS=$((DONE_ROWS + 1)) DONE_SECONDS=$((DONE_SECONDS + $1))
    printf '[%d/%d, %d min left] %s\n' $DONE_ROWS $PLANNED_ROWS $left "run $RUN, $2"
    LOGS=$SESSION_DIR/logs/$SESSION-$(printf '%03d' $DONE_ROWS)
    mkdir -p "$LOGS"
}

# row PART SERVER PROTO VIEWERS [OPTION...]: starts the server anew, warms it up, measures, stops it.
# Taken from the caller: INPUT (the FLV file), MERGE_MS (of the floor), PUBLISHERS, WATCH (a command that runs beside the load),
# ROW_WINDOW (if not WINDOW), PAIR (a number for the report).
row() {
    local part=$1 server=$2 proto=$3 viewers=$4 publishers=${PUBLISHERS:-1} window=${ROW_WINDOW:-$WINDOW} watcher=''
    local INPUT=${INPUT:-$STREAM} seconds
    shift 4
    wanted "$server" || return 0
    [ "${server%%:*}" != floor ] || publishers=0
    seconds=$(($(load_seconds "$viewers" "$publishers") + window))
    announce $((seconds + 5 + (publishers == 1 ? WARM_SECONDS + 3 : 0))) \
        "$part: $server, $proto, $viewers viewers$([ "$publishers" -le 1 ] || echo ", $publishers publishers")" || return 0
    EXTRA='' LOADED='' LOAD_COMMAND='' WARM_COMMAND='' FAILED=''
    if ! start_server "$server" "$proto" "${MERGE_MS:-}"; then
        FAILED="did not start"
    elif [ "$publishers" = 1 ] && ! warm_up "$proto"; then
        FAILED="the warm-up failed"
    else
        if [ -n "${WATCH:-}" ]; then $WATCH & watcher=$!; fi
        # shellcheck disable=SC2046
        run_load $((3 * seconds + 60)) --flv "$INPUT" $(port_options "$proto") --viewers "$viewers" --publishers "$publishers" \
            --ramp "$(ramp "$viewers")" --warmup "$SETTLE_SECONDS" --duration "$window" "$@" || FAILED="the load failed"
        if [ -n "$watcher" ]; then kill $watcher 2>/dev/null || true; wait $watcher 2>/dev/null || true; fi
        kill -0 "$SERVER_PID" 2>/dev/null || FAILED="the server has died"
        if [ -n "${WATCH:-}" ] && [ -z "$FAILED" ]; then EXTRA=$("${WATCH}_result" "$window") || EXTRA=''; fi
    fi
    stop_server
    write_row "$part" "$server" "$proto" "$viewers" "$window"
}

# write_row PART SERVER PROTO VIEWERS WINDOW: from START_COMMAND, LOAD_COMMAND, LOADED, EXTRA ("key":value,...) and FAILED.
write_row() {
    local load=null failed=null
    if [ -n "$FAILED" ]; then failed=$(json "$FAILED"); elif [[ $LOADED = \{*\} ]]; then load=$LOADED; fi
    LAST_ROW=$(printf '{"session":%s,"part":%s,"server":%s,"proto":%s,"viewers":%s,"run":%s,"pair":%s,"window":%s,"start":%s,"warm":%s,"command":%s,"failed":%s,"extra":{%s},"load":%s}' \
        "$(json "$SESSION")" "$(json "$1")" "$(json "$2")" "$(json "$3")" "$4" "$RUN" "${PAIR:-0}" "$5" "$(json "${START_COMMAND:-}")" \
        "$(json "${WARM_COMMAND:-}")" "$(json "$LOAD_COMMAND")" "$failed" "$EXTRA" "$load")
    echo "$LAST_ROW" >>"$SESSION_DIR/rows.jsonl"
    if [ -n "$FAILED" ]; then
        echo "    FAILED: $FAILED; see $LOGS"
        tail -n 2 "$LOGS"/*.log 2>/dev/null | cut -c 1-200 | sed 's/^/    /' || true
    else
        report row "$LAST_ROW"
    fi
}

# --- metrics of our server, read once a second while a row runs ---

watch_metrics() {
    : >"$LOGS/metrics"
    api_is_ours || return 0
    while sleep 1; do
        curl -sf -m 2 "http://127.0.0.1:$API_PORT/metrics" | sed -n "s/^xiu_delivery_/$EPOCHSECONDS &/p" >>"$LOGS/metrics" || true
        loop_ticks >>"$LOGS/metrics"
    done
}

# The port of the interface is always the same one, and may be another's.
api_is_ours() {
    local socket
    socket=$(listener "$API_PORT")
    [ -n "$socket" ] && find "/proc/$SERVER_PID/fd" -lname "socket:\\[$socket\\]" | grep -q .
}

# Processor time of each event loop, beside the metrics.
loop_ticks() {
    local stat
    for stat in /proc/"$SERVER_PID"/task/*/stat; do
        sed -n "s/^[0-9]* (\(xiu-loop[^)]*\)) /\1 /p" "$stat" 2>/dev/null
    done | awk -v now="$EPOCHSECONDS" '{ print now, "loop_ticks{loop=\"" $1 "\"}", $13 + $14 }'
}

# Of the last seconds: the middle of the delivery intervals, and how much the busiest loop did.
watch_metrics_result() { report metrics "$LOGS/metrics" "$1"; }
