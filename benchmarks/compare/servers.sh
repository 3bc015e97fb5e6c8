# shellcheck shell=bash disable=SC2034,SC2153
# Starting and stopping the servers that are measured, each alone and each with its default settings or those named.
#
# A server is named NAME or NAME:VARIANT. Of ours, a variant is any of these joined by "+":
#   25 (JDK 25 and the options of deploy/jvm.options, or those of extra/jvm.sh), merge50, uring, loops1,
#   memory (native memory tracking), profiled

# start_server SERVER PROTO [MERGE_MS]: sets SERVER_PID and START_COMMAND; fails if it does not listen in time.
start_server() {
    local name=${1%%:*} variant='' port=$RTMP_PORT
    [[ $1 != *:* ]] || variant=${1#*:}
    rm -f "$LOGS/server.log"
    case $name in
    xiu-server) start_xiu_server "$variant" "$2" ;;
    nginx) start_nginx ;;
    node-media-server) start_nms ;;
    xiu-rust) spawn "$BUILT/xiu-rust/bin/xiu" -r "$RTMP_PORT" -f "$FLV_PORT" ;;
    floor) port=$FLV_PORT && spawn "$BUILT/floor" --port "$FLV_PORT" --flv "$INPUT" --merge-ms "$3" ;;
    esac
    wait_for 20 server_is_ready "$port" && kill -0 "$SERVER_PID" 2>/dev/null
}

server_is_ready() { is_listening "$1" || ! kill -0 "$SERVER_PID" 2>/dev/null; }

# spawn COMMAND...: on the server's core, in the background.
spawn() {
    START_COMMAND="${SERVER_PIN[*]} $*"
    START_COMMAND=${START_COMMAND//"$JAVA17"/java}
    START_COMMAND=${START_COMMAND//"${JAVA25:-$JAVA17}"/java}
    START_COMMAND=${START_COMMAND//"$ROOT/"/}
    START_COMMAND=${START_COMMAND# }
    "${SERVER_PIN[@]}" "$@" >"$LOGS/server.log" 2>&1 </dev/null &
    SERVER_PID=$!
}

stop_server() {
    [ -n "$SERVER_PID" ] || return 0
    # shellcheck disable=SC2046
    stop "$SERVER_PID" $(descendants "$SERVER_PID")
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=''
}

# server_pids: the server's process and those it has started.
server_pids() { echo "$SERVER_PID" && descendants "$SERVER_PID"; }

start_xiu_server() {
    local java=$JAVA17 options=() ports=(-r "$RTMP_PORT") file=$BUILT/compare/${1//+/-}.toml
    if [[ +$1+ = *+25+* ]]; then java=$JAVA25 && mapfile -t options < <(jvm_options "$1"); fi
    if [[ +$1+ = *+memory+* ]]; then options+=(-XX:NativeMemoryTracking=summary); fi
    if [[ +$1+ = *+profiled+* ]]; then options+=(-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints); fi
    case $2 in
    flv | wsflv) ports+=(-f "$FLV_PORT") ;;
    hls) ports+=(-s "$HLS_PORT") ;;
    esac
    if [[ $1 =~ merge50|uring|loops1 ]]; then
        xiu_settings "$1" "$2" >"$file"
        ports=(-c "$file")
    fi
    JCMD=${java%java}jcmd
    spawn "$java" "${options[@]}" -jar "${JAR#"$ROOT/"}" "${ports[@]}"
}

xiu_settings() {
    printf '[rtmp]\nenabled = true\nport = %s\n' "$RTMP_PORT"
    if [[ $2 = *flv ]]; then printf '[httpflv]\nenabled = true\nport = %s\n' "$FLV_PORT"; fi
    if [[ +$1+ = *+merge50+* ]]; then printf '[delivery]\nmerge_min_ms = 50\n'; fi
    if [[ $1 =~ uring|loops1 ]]; then printf '[server]\n'; fi
    if [[ +$1+ = *+uring+* ]]; then printf 'transport = "io_uring"\n'; fi
    if [[ +$1+ = *+loops1+* ]]; then printf 'event_loops = 1\n'; fi
}

start_nginx() {
    local home=$OUT/nginx worker=''
    mkdir -p "$home/www"
    # The worker would be another user, who may not be let into the clone.
    [ "$(id -u)" != 0 ] || worker='user root;'
    cat >"$home/nginx.conf" <<END
$worker
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
daemon off;
worker_processes 1;
worker_rlimit_nofile $OPEN_FILES;
pid $home/nginx.pid;
error_log $home/error.log error;
events { worker_connections $OPEN_FILES; }
rtmp {
    access_log off;
    server {
        listen 127.0.0.1:$RTMP_PORT;
        chunk_size 4096;
        application live { live on; record off; }
    }
}
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; }
    client_body_temp_path $home/body;
    proxy_temp_path $home/proxy;
    fastcgi_temp_path $home/fastcgi;
    uwsgi_temp_path $home/uwsgi;
    scgi_temp_path $home/scgi;
    server { listen 127.0.0.1:$WEB_PORT; root $home/www; }
}
END
    spawn nginx -p "$home" -e "$home/error.log" -c "$home/nginx.conf"
}

start_nms() {
    local home=$OUT/nms
    mkdir -p "$home"
    cat >"$home/config.json" <<END
{"bind": "127.0.0.1", "rtmp": {"port": $RTMP_PORT}, "http": {"port": $FLV_PORT}, "store": {"path": "$home/data"},
 "notify": {"url": ""}, "record": {"auto": false, "path": "$home/record"}, "auth": {"play": false, "publish": false}}
END
    spawn node "$BUILT/nms/node_modules/node-media-server/bin/app.js" -c "$home/config.json" --no-admin
}
