# shellcheck shell=bash disable=SC2034
# Line 7: ten thousand viewers of a small stream, and what one of them takes of heap and direct memory.

line_7() {
    local INPUT=$SMALL
    row 7 xiu-server flv 10000
    local WATCH=watch_memory
    row 7 xiu-server:memory flv 10000 --probes 0 --connect-probes 0
}

# Heap that is live, and native memory other than the JVM's own, before the viewers and with all of them.
watch_memory() {
    local end=$((EPOCHSECONDS + 60))
    memory_kB >"$LOGS/memory"
    until [ "$(find "/proc/$SERVER_PID/fd" -mindepth 1 | wc -l)" -gt 10000 ] || [ "$EPOCHSECONDS" -ge $end ]; do sleep 0.5; done
    sleep "$SETTLE_SECONDS"
    memory_kB >>"$LOGS/memory"
}

memory_kB() {
    timeout 20 "$JCMD" "$SERVER_PID" GC.run >/dev/null
    { timeout 20 "$JCMD" "$SERVER_PID" GC.heap_info && timeout 20 "$JCMD" "$SERVER_PID" VM.native_memory summary scale=KB; } \
        | awk '/generation|garbage-first heap/ && match($0, /used [0-9]+K/) { heap += substr($0, RSTART + 5, RLENGTH - 6) }
            / Other \(/ && match($0, /committed=[0-9]+/) { other = substr($0, RSTART + 10, RLENGTH - 10) }
            END { print heap, other }'
}

watch_memory_result() {
    awk 'NR == 1 { heap = $1; other = $2 }
        NR == 2 { printf "\"viewer_KiB\":%.2f,\"heap_KiB\":%d,\"direct_KiB\":%d,\"idle_heap_KiB\":%d,\"idle_direct_KiB\":%d",
                         ($1 - heap + $2 - other) / 10000, $1, $2, heap, other }' "$LOGS/memory"
}
