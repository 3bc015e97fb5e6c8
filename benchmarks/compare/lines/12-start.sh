# shellcheck shell=bash disable=SC2034
# Line 12: from the command to listening, five times, and what the idle process takes.

line_12() { starts 12 xiu-server; }

# starts PART SERVER
starts() {
    wanted "$2" || return 0
    announce 30 "$1: $2, starting five times" || return 0
    local begun times=() idle=() i
    EXTRA='' LOADED='' LOAD_COMMAND='' WARM_COMMAND='' FAILED=''
    for i in 1 2 3 4 5; do
        begun=${EPOCHREALTIME/./}
        start_quickly "$2" || { FAILED="did not start" && break; }
        times+=($((${EPOCHREALTIME/./} - begun)))
        sleep 3
        idle+=("$(resident_kB "$SERVER_PID")")
        stop_server
    done
    stop_server
    EXTRA="\"start_us\":[$(IFS=, && echo "${times[*]}")],\"idle_kB\":[$(IFS=, && echo "${idle[*]}")]"
    write_row "$1" "$2" start 0 0
}

# Like start_server, but asks a hundred times a second.
start_quickly() {
    local end=$((EPOCHSECONDS + 20)) variant=''
    [[ $1 != *:* ]] || variant=${1#*:}
    start_xiu_server "$variant" rtmp
    until { exec 9<>"/dev/tcp/127.0.0.1/$RTMP_PORT"; } 2>/dev/null; do
        [ "$EPOCHSECONDS" -lt $end ] && kill -0 "$SERVER_PID" 2>/dev/null || return 1
        sleep 0.01
    done
    exec 9>&-
}
