# shellcheck shell=bash disable=SC2034,SC2153
# What the server does while it serves: a profile of all its threads, as flame graph. Profiling distorts: no figure to compare.

PROFILER_VERSION=4.1 PROFILE_SECONDS=15

once_flame() {
    flame 300
    flame 5000
}

# flame VIEWERS: one row, and benchmarks/flame-VIEWERS.svg.
flame() {
    local WATCH=watch_profile ROW_WINDOW=$((PROFILE_SECONDS + 4)) PROFILED_VIEWERS=$1
    row flame xiu-server:profiled rtmp "$1" --connect-probes 0
}

# Begins when all viewers are there and ends by itself, within the load's window. No rights are needed: timers, no kernel events.
watch_profile() {
    local command
    sleep $(($(load_seconds "$PROFILED_VIEWERS" 1) + 1))
    # In quotes, or jcmd reads NAME=VALUE.
    command=start,event=ctimer,interval=1ms,cstack=vm,threads,ann,collapsed,timeout=$PROFILE_SECONDS,file=$ROOT/$LOGS/stacks
    "${LOAD_PIN[@]}" "$JCMD" "$SERVER_PID" JVMTI.agent_load "$PROFILER" "\"$command\"" >"$LOGS/profiler.log" 2>&1
}

# The graph, and the shares as one more key of the row.
watch_profile_result() {
    [ -s "$LOGS/stacks" ] || { echo "    no profile: see $LOGS/profiler.log" >&2 && return 1; }
    python3 "$HERE/flame.py" "$LOGS/stacks" "benchmarks/flame-$PROFILED_VIEWERS.svg" \
        "The server's threads with $PROFILED_VIEWERS RTMP viewers of 2.1 Mb/s" "$LOGS/shares.json"
    cat "$LOGS/shares.json"
}

# PROFILER is async-profiler's library, from Maven.
install_profiler() {
    local home=$BUILT/async-profiler machine
    case $(uname -m) in
    x86_64) machine=linux-x64 ;;
    aarch64) machine=linux-arm64 ;;
    *) return 1 ;;
    esac
    PROFILER=$ROOT/$home/$machine/libasyncProfiler.so
    [ ! -e "$PROFILER" ] || return 0
    echo "Fetching async-profiler $PROFILER_VERSION"
    timeout 300 mvn -B -ntp -q -N dependency:copy -Dartifact="tools.profiler:async-profiler:$PROFILER_VERSION" \
        -DoutputDirectory="$ROOT/$home" >"$OUT/profiler.log" 2>&1 </dev/null \
        && python3 -m zipfile -e "$home/async-profiler-$PROFILER_VERSION.jar" "$home"
}
