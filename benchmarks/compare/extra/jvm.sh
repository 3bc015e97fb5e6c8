# shellcheck shell=bash
# What each option of deploy/jvm.options is worth on JDK 25: one is changed at a time.

JVM_VARIANTS=(25 25+bare 25+g1 25+heap64 25+compact 25+aot)

once_jvm() {
    local variant
    for variant in "${JVM_VARIANTS[@]}"; do
        starts jvm "xiu-server:$variant"
        row jvm "xiu-server:$variant" rtmp 300
        row jvm "xiu-server:$variant" rtmp 3000
    done
}

# jvm_options VARIANT: one for each line.
jvm_options() {
    case +$1+ in
    *+bare+*) ;;
    *+g1+*) sed '/^#/d; /^$/d; s/UseSerialGC/UseG1GC/' deploy/jvm.options ;;
    *) echo @deploy/jvm.options ;;
    esac
    [[ +$1+ != *+heap64+* ]] || echo -Xmx64m
    [[ +$1+ != *+compact+* ]] || echo -XX:+UseCompactObjectHeaders
    [[ +$1+ != *+aot+* ]] || echo "-XX:AOTCache=$(aot_cache)"
}

# The cache of a run that had a publisher and viewers; made once for each jar.
aot_cache() {
    local cache=$BUILT/xiu-server.aot pid
    if [ ! "$cache" -nt "$JAR" ]; then
        "$JAVA25" @deploy/jvm.options "-XX:AOTCacheOutput=$cache" -jar "$JAR" -r "$RTMP_PORT" -f "$FLV_PORT" >"$LOGS/aot.log" 2>&1 &
        pid=$!
        wait_for 20 is_listening "$RTMP_PORT" >&2
        "$BUILT/load" --flv "$STREAM" --port "$RTMP_PORT" --viewers 20 --warmup 1 --duration 3 >>"$LOGS/aot.log" 2>&1
        if kill "$pid"; then wait "$pid" || true; fi
    fi
    echo "$cache"
}
