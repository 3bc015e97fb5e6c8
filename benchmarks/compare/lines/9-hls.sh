# shellcheck shell=bash disable=SC2034
# Line 9: segments of 2 MB and their playlist by wrk, from our memory and from nginx's page cache.

line_9() {
    local WINDOW=$SMALL_WINDOW
    announce $((4 * (WARM_SECONDS + WINDOW) + 20)) "9: HLS, xiu-server and nginx" || return 0
    local base=http://127.0.0.1:$HLS_PORT/live/test www=$OUT/nginx/www/live/test segment publisher
    FAILED='' LOADED='' LOAD_COMMAND='' WARM_COMMAND=''
    rm -rf "$www" && mkdir -p "$www"
    if ! start_server xiu-server hls; then FAILED="did not start"; write_row 9 xiu-server hls 64 "$WINDOW"; return 0; fi
    "${LOAD_PIN[@]}" "$BUILT/load" --flv "$TALL" --port "$RTMP_PORT" --viewers 0 --connect-probes 0 --warmup 0 \
        --duration $((2 * (WARM_SECONDS + WINDOW) + 40)) --timeout $((2 * (WARM_SECONDS + WINDOW) + 60)) >"$LOGS/publisher.log" 2>&1 </dev/null &
    publisher=$!
    if wait_for 30 has_segment "$base/test.m3u8" && segment=$(newest_segment "$base/test.m3u8") \
        && curl -sf -m 5 -o "$www/$segment" "$base/$segment" && wait_for 10 curl -sf -m 5 -o "$www/test.m3u8" "$base/test.m3u8"; then
        wrk_pair xiu-server "$base" "$segment"
    else
        FAILED="no segment came"
        write_row 9 xiu-server hls 64 "$WINDOW"
    fi
    stop $publisher
    stop_server
    if [ -n "$FAILED" ] || ! wanted nginx; then return 0; fi
    if start_server nginx hls; then
        wrk_pair nginx "http://127.0.0.1:$WEB_PORT/live/test" "$segment"
    else
        FAILED="did not start"
        write_row 9 nginx hls 64 "$WINDOW"
    fi
    stop_server
}

has_segment() { [ -n "$(newest_segment "$1")" ]; }

# The newest of full length: a stream's first segments are shorter, so that players may begin sooner.
newest_segment() { curl -sf -m 5 "$1" | awk -F '[:,]' '/^#EXTINF/ { long = $2 > 4.9 } /^[^#]/ && long { name = $0 } END { print name }'; }

# wrk_pair SERVER BASE SEGMENT: a row of segments, then one of playlists, each after a warm-up of its own.
wrk_pair() {
    wrk_row "$1" segments "$2/$3" segment_bytes
    wrk_row "$1" playlists "$2/test.m3u8" playlist_bytes
}

# wrk_row SERVER KIND URL SIZE_NAME: a row without what was asked for is no figure.
wrk_row() {
    run_wrk "$WARM_SECONDS" "$3" >/dev/null
    LOAD_COMMAND="taskset -c 1 wrk -t1 -c64 -d${WINDOW}s --latency $3"
    EXTRA="\"$4\":$(stat -c %s "$www/${3##*/}"),$(run_wrk "$WINDOW" "$3")"
    [[ $EXTRA == *'"errors":0,'* ]] || FAILED="not every answer was the file"
    write_row 9 "$1" "$2" 64 "$WINDOW"
    EXTRA='' FAILED=''
}

# run_wrk SECONDS URL: requests and bytes in a second, what went wrong, and both sides' processor time.
run_wrk() {
    local before after took pids TIMEFORMAT='%U %S'
    pids=$(server_pids)
    # shellcheck disable=SC2086
    before=$(cpu_ticks $pids)
    took=$({ time timeout -k 5 $(($1 + 15)) "${LOAD_PIN[@]}" wrk -t1 -c64 "-d${1}s" --latency "$2" >"$LOGS/wrk.out" 2>&1; } 2>&1)
    # shellcheck disable=SC2086
    after=$(cpu_ticks $pids)
    cat "$LOGS/wrk.out" >>"$LOGS/wrk.log"
    awk -v took="$took" -v ticks=$((after - before)) -v seconds="$1" '
        /^Requests\/sec/ { rate = $2 } /^  Socket errors/ { gsub(",", ""); errors += $4 + $6 + $8 + $10 } /Non-2xx/ { errors += $NF }
        END { split(took, t, " "); printf "\"requests_per_s\":%s,\"errors\":%d,\"wrk_core\":%.3f,\"server_core\":%.3f",
                  rate + 0, errors, (t[1] + t[2]) / seconds, ticks / 100 / seconds }' "$LOGS/wrk.out"
}
